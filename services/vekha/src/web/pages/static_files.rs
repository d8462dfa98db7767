//! The style sheet and the icon, inside the program, under addresses that change with their contents.

use super::super::fault::Fault;
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::RustEmbed;
use std::{collections::BTreeMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "static/"]
struct Files;

/// What the address names never changes: a changed file has another address.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

struct Kept {
    address: String,
    kind: HeaderValue,
    bytes: std::borrow::Cow<'static, [u8]>,
}

static KEPT: LazyLock<BTreeMap<String, Kept>> =
    LazyLock::new(|| Files::iter().filter_map(|name| kept(&name)).collect());

fn kept(name: &str) -> Option<(String, Kept)> {
    let file = Files::get(name)?;
    let (stem, ending) = name.rsplit_once('.')?;
    let hash: String = file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let kind = HeaderValue::from_str(file.metadata.mimetype()).ok()?;
    let address = format!("/static/{stem}.{hash}.{ending}");
    Some((name.to_owned(), Kept { address, kind, bytes: file.data }))
}

fn address(name: &str) -> &'static str {
    KEPT.get(name).map_or("", |kept| kept.address.as_str())
}

/// Address of the style sheet.
pub fn sheet() -> &'static str {
    address("vekha.css")
}

/// The style sheet itself, for a page that is a file.
pub fn style() -> String {
    KEPT.get("vekha.css").map(|kept| String::from_utf8_lossy(&kept.bytes).into_owned()).unwrap_or_default()
}

/// Address of the icon.
pub fn icon() -> &'static str {
    address("vekha.svg")
}

/// One file.
pub async fn file(Path(name): Path<String>) -> Result<Response, Fault> {
    let asked = format!("/static/{name}");
    let kept = KEPT.values().find(|kept| kept.address == asked).ok_or(Fault::NotFound)?;
    let headers = [(header::CONTENT_TYPE, kept.kind.clone()), (header::CACHE_CONTROL, FOR_EVER)];
    Ok((headers, kept.bytes.clone()).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_takes_nothing_from_elsewhere() {
        let sheet = String::from_utf8(KEPT["vekha.css"].bytes.to_vec()).unwrap();
        for foreign in ["@import", "url(", "http:", "https:"] {
            assert!(!sheet.contains(foreign), "{foreign}");
        }
        assert!(sheet.len() < 28_000, "{}", sheet.len());
        assert!(super::sheet().starts_with("/static/vekha.") && icon().ends_with(".svg"));
    }
}

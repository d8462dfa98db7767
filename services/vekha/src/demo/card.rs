//! The card of the demonstration: who can sign in, on the sign-in page and in `demo.json` for programs.

use super::{DemoError, seed::seeds};
use crate::{accounts, app::App};
use serde::Serialize;
use std::{
    fs, io,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};
use vekha_domain::event::Role;

/// A sign-in of the demonstration.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemoAccount {
    /// What the person may do.
    pub role: Role,
    /// Municipality or region.
    pub territory: String,
    /// Name to sign in with.
    pub login: String,
    /// Password in clear: it is no secret here.
    pub password: String,
    /// The person's name.
    pub name: String,
}

#[derive(Serialize)]
struct Card<'a> {
    base_url: &'a str,
    accounts: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    role: Role,
    office: String,
    login: String,
    password: String,
    api_token: String,
}

/// All sign-ins, by office.
///
/// # Errors
/// A file of the seeds is wrong.
pub fn accounts() -> Result<Vec<DemoAccount>, DemoError> {
    let all = seeds()?.iter().flat_map(|seed| {
        seed.accounts().map(|account| DemoAccount {
            role: account.role,
            territory: seed.office.territory.clone(),
            login: account.sign_in.login.clone(),
            password: account.sign_in.password.clone(),
            name: account.name.to_owned(),
        })
    });
    Ok(all.collect())
}

/// Gives every sign-in a new token and writes `demo.json` into the demonstration's folder, for its owner only.
///
/// # Errors
/// The file cannot be written; a fault of the database.
pub async fn write_card(app: &App, base_url: &str) -> Result<(), DemoError> {
    let Some(demo) = app.demo() else { return Ok(()) };
    let mut entries = Vec::new();
    for DemoAccount { role, territory, login, password, .. } in accounts()? {
        // Somebody may have taken the account away.
        let Some(account) = accounts::by_login(app, &login).await? else { continue };
        let api_token = accounts::issue_token(app, account.id).await?;
        entries.push(Entry { role, office: territory, login, password, api_token });
    }
    let path = demo.folder.join("demo.json");
    let card = serde_json::to_vec_pretty(&Card { base_url, accounts: entries }).map_err(io::Error::from);
    card.and_then(|card| replace(&path, &card)).map_err(|cause| DemoError::Folder { path, cause })
}

/// Whole or not at all: a reader never sees half a card.
fn replace(path: &Path, card: &[u8]) -> io::Result<()> {
    let mut fresh = path.as_os_str().to_owned();
    fresh.push(".new");
    let fresh = PathBuf::from(fresh);
    match fs::remove_file(&fresh) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(e),
        Ok(()) | Err(_) => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&fresh)?;
    file.write_all(card)?;
    file.sync_all()?;
    fs::rename(&fresh, path)
}

//! Proof links: addresses of confirming documents, http and https only.

use serde::{Deserialize, Serialize};
use std::fmt;
use thiserror::Error;
use url::Url;

/// Longest accepted address, in bytes.
pub const LONGEST: usize = 2_000;

/// An address that was accepted as proof. Compares and stores in its normal form (host in ASCII).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ProofLink(String);

/// Why an address cannot be a proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum BadLink {
    /// Nothing was entered.
    #[error("empty")]
    Empty,
    /// It is not an address.
    #[error("not an address")]
    NotAnAddress,
    /// Another scheme than http or https.
    #[error("scheme is not http or https")]
    Scheme,
    /// A name or password stands in the address.
    #[error("contains a name or password")]
    Credentials,
    /// Longer than [`LONGEST`].
    #[error("too long")]
    TooLong,
}

impl ProofLink {
    /// Reads an address as a person types or pastes it; «yo-кореновск.рф/отчет.pdf» without a scheme is taken as http.
    ///
    /// # Errors
    /// See [`BadLink`]: only http and https, no credentials, at most [`LONGEST`] bytes.
    pub fn parse(text: &str) -> Result<ProofLink, BadLink> {
        let text = text.trim();
        if text.is_empty() {
            return Err(BadLink::Empty);
        }
        if text.len() > LONGEST {
            return Err(BadLink::TooLong);
        }
        // The parser of WHATWG URLs drops tabs and line ends silently; a link that needs that is no link.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(BadLink::NotAnAddress);
        }
        let url = match Url::parse(text) {
            Ok(url) if url.has_host() || !looks_like_host(text) => url,
            _ => Url::parse(&format!("http://{text}")).map_err(|_| BadLink::NotAnAddress)?,
        };
        if !matches!(url.scheme(), "http" | "https") {
            return Err(BadLink::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(BadLink::Credentials);
        }
        match url.host_str() {
            Some(host) if host.contains('.') || host.starts_with('[') => Ok(ProofLink(url.into())),
            _ => Err(BadLink::NotAnAddress),
        }
    }

    /// The address for `href`: normal form, host in ASCII.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host as people read it: `yo-кореновск.рф`, not `xn--…`.
    pub fn host(&self) -> String {
        let url = Url::parse(&self.0).ok();
        let host = url.as_ref().and_then(Url::host_str).unwrap_or_default();
        let (readable, valid) = idna_readable(host);
        if valid { readable } else { host.to_owned() }
    }

    /// The whole address as people read it.
    pub fn readable(&self) -> String {
        let Ok(url) = Url::parse(&self.0) else { return self.0.clone() };
        let host = url.host_str().unwrap_or_default();
        let path = percent_decoded(url.path());
        let query = url.query().map(|q| format!("?{}", percent_decoded(q))).unwrap_or_default();
        let port = url.port().map(|p| format!(":{p}")).unwrap_or_default();
        format!("{}://{}{port}{}{query}", url.scheme(), if host.is_empty() { String::new() } else { self.host() }, path)
    }
}

impl fmt::Display for ProofLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.readable())
    }
}

/// `сайт.рф/файл` and `сайт.рф:8080/файл`, but not `javascript:…`, `mailto:…`.
fn looks_like_host(text: &str) -> bool {
    let host = text.split(['/', ':', '?', '#']).next().unwrap_or_default();
    host.contains('.') && !host.starts_with('.')
}

fn idna_readable(host: &str) -> (String, bool) {
    let (text, result) = url_idna::domain_to_unicode(host);
    (text, result.is_ok())
}

/// Readable form of a path or query: sequences that are no text stay encoded.
fn percent_decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut i = 0;
    while let Some(&byte) = bytes.get(i) {
        let hex = bytes
            .get(i + 1..i + 3)
            .and_then(|h| std::str::from_utf8(h).ok())
            .and_then(|h| u8::from_str_radix(h, 16).ok());
        match (byte, hex) {
            // Only letters outside ASCII are shown decoded: a decoded `%2F`, `%20` or `%0A` would change what the eye reads.
            (b'%', Some(decoded)) if decoded >= 0x80 => {
                out.push(decoded);
                i += 3;
            }
            _ => {
                out.push(byte);
                i += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_in_cyrillic_is_stored_in_ascii_and_shown_readable() {
        let link = ProofLink::parse("http://yo-кореновск.рф/отчет №1.pdf".replace(' ', "%20").as_str()).unwrap();
        assert!(link.as_str().starts_with("http://xn--"), "{}", link.as_str());
        assert_eq!(link.host(), "yo-кореновск.рф");
        assert_eq!(link.readable(), "http://yo-кореновск.рф/отчет%20№1.pdf");
        assert_eq!(ProofLink::parse(link.as_str()), Ok(link));
    }

    #[test]
    fn an_address_without_a_scheme_is_taken_as_http() {
        assert_eq!(
            ProofLink::parse(" school17.example.org/plan ").unwrap().as_str(),
            "http://school17.example.org/plan"
        );
        assert_eq!(
            ProofLink::parse("school17.example.org:8080/plan").unwrap().as_str(),
            "http://school17.example.org:8080/plan"
        );
    }

    #[test]
    fn only_http_and_https_without_credentials_are_proofs() {
        for (text, why) in [
            ("", BadLink::Empty),
            ("javascript:alert(1)", BadLink::Scheme),
            ("java\tscript:alert(1)", BadLink::NotAnAddress),
            ("data:text/html,x", BadLink::Scheme),
            ("ftp://files.example.org/a", BadLink::Scheme),
            ("mailto:a@example.org", BadLink::Scheme),
            ("file:///etc/passwd", BadLink::Scheme),
            ("https://user:word@example.org/", BadLink::Credentials),
            ("протокол", BadLink::NotAnAddress),
            ("https://", BadLink::NotAnAddress),
            ("http://localhost/a", BadLink::NotAnAddress),
        ] {
            assert_eq!(ProofLink::parse(text), Err(why), "{text}");
        }
        assert_eq!(ProofLink::parse(&format!("https://example.org/{}", "a".repeat(LONGEST))), Err(BadLink::TooLong));
    }
}

//! People's names and addresses: sealed in the log with a key per person, opened here and nowhere else.
//!
//! A person's key lies in the table `person_keys`, itself sealed with the installation's secret, a file beside the database.
//! Destroying the key makes every copy of the person's data in the log unreadable; the chain of hashes stays whole.

use super::{App, AppError, Inner, secret_path};
use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, io};
use vekha_domain::{
    event::Sealed,
    ids::{OfficeId, PersonId},
    refusal::Refusal,
};
use vekha_event_log::Id;

/// What is sealed: a person's name as printed, e-mail and phone.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Contact {
    /// «Кочнева С.А.» or in full.
    pub name: String,
    /// For letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// For calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
}

/// Longest e-mail address, in bytes (RFC 5321, 4.5.3.1.3).
const LONGEST_ADDRESS: usize = 254;

/// The key of a person.
pub(crate) const KEY: &str = "SELECT wrapped_key FROM person_keys WHERE log_id = $1 AND person_id = $2";
/// The keys of an office.
pub(crate) const KEYS: &str = "SELECT person_id, wrapped_key FROM person_keys WHERE log_id = $1";

/// Could this be an e-mail address? Whether letters arrive, letters tell.
pub fn is_address(text: &str) -> bool {
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    let part = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '@' | ',' | ';' | '<' | '>' | '"');
    let dotted = domain.split('.').count() > 1 && domain.split('.').all(|label| !label.is_empty());
    text.len() <= LONGEST_ADDRESS
        && !name.is_empty()
        && dotted
        && text.chars().filter(|c| *c != '@').all(part)
        && !name.contains('@')
}

impl App {
    /// A hash of fixed-length parts that only this installation can make; none when its secret is lost.
    pub fn keyed_hash(&self, parts: &[&[u8]]) -> Option<[u8; 32]> {
        let mut hash = Sha256::new();
        hash.update(self.inner.secret.0?);
        parts.iter().for_each(|part| hash.update(part));
        Some(hash.finalize().into())
    }

    /// Seals words with the installation's secret; none when it is lost.
    pub fn seal_text(&self, plain: &[u8]) -> Option<Vec<u8>> {
        seal(&self.inner.secret.0?, vekha_event_log::random_bytes::<24>(), plain)
    }

    /// Opens what [`App::seal_text`] sealed; none when it was sealed with another secret.
    pub fn open_text(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        unseal(&self.inner.secret.0?, sealed)
    }
}

fn seal(key: &[u8; 32], nonce: [u8; 24], plain: &[u8]) -> Option<Vec<u8>> {
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    let mut sealed = nonce.to_vec();
    sealed.extend(cipher.encrypt(&XNonce::from(nonce), plain).ok()?);
    Some(sealed)
}

fn unseal(key: &[u8; 32], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_at_checked(24)?;
    let nonce: [u8; 24] = nonce.try_into().ok()?;
    XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(nonce), text).ok()
}

impl App {
    /// Seals a contact with the person's key, making the key when there is none. The ids' source gives key and nonce, so a
    /// demonstration is the same on every machine; a real one draws them from the operating system.
    ///
    /// # Errors
    /// The key cannot be stored.
    pub async fn seal(&self, office: OfficeId, person: PersonId, contact: &Contact) -> Result<Sealed, AppError> {
        // Of an erased person nothing more is written: a new key would bring back what the end of the old one took away.
        let erased = match self.office(office).await {
            Ok(known) => known.person(person).is_some_and(|known| known.erasure.is_some()),
            Err(AppError::NotFound) => false,
            Err(e) => return Err(e),
        };
        if erased {
            return Err(AppError::Refused(Refusal::PersonErased));
        }
        // Both are drawn whether needed or not: sealing again after a crash gives the same bytes.
        let (fresh, nonce) = (self.ids.bytes::<32>(), self.ids.bytes::<24>());
        let key = match person_key(&self.inner, office, person).await? {
            Some(key) => key,
            None => {
                store_key(&self.inner, office, person, &fresh).await?;
                // Whoever sealed at the same time may have been first: that key is the person's.
                person_key(&self.inner, office, person).await?.ok_or_else(seal_failed)?
            }
        };
        let plain = serde_json::to_vec(contact).map_err(|e| AppError::broken("seal a contact", &e))?;
        let sealed = seal(&key, nonce, &plain).ok_or_else(seal_failed)?;
        Ok(Sealed { key: 1, box64: STANDARD.encode(sealed) })
    }
}

fn seal_failed() -> AppError {
    AppError::broken("seal a contact", &io::Error::other("the cipher refused"))
}

pub(super) async fn person_key(
    inner: &Inner,
    office: OfficeId,
    person: PersonId,
) -> Result<Option<[u8; 32]>, AppError> {
    let wrapped: Option<Vec<u8>> = sqlx::query_scalar(KEY)
        .bind(Id(office.0))
        .bind(Id(person.0))
        .fetch_optional(inner.log.reader())
        .await
        .map_err(|e| AppError::broken("read a person's key", &e))?;
    Ok(inner.secret.0.zip(wrapped).and_then(|(secret, wrapped)| unseal(&secret, &wrapped)?.try_into().ok()))
}

pub(super) async fn person_keys(inner: &Inner, office: OfficeId) -> Result<HashMap<PersonId, [u8; 32]>, AppError> {
    let rows: Vec<(Id, Vec<u8>)> = sqlx::query_as(KEYS)
        .bind(Id(office.0))
        .fetch_all(inner.log.reader())
        .await
        .map_err(|e| AppError::broken("read people's keys", &e))?;
    let Some(secret) = inner.secret.0 else { return Ok(HashMap::new()) };
    let open =
        |(person, wrapped): (Id, Vec<u8>)| Some((PersonId(person.0), unseal(&secret, &wrapped)?.try_into().ok()?));
    Ok(rows.into_iter().filter_map(open).collect())
}

async fn store_key(inner: &Inner, office: OfficeId, person: PersonId, key: &[u8; 32]) -> Result<(), AppError> {
    let lost = || {
        let path = secret_path(inner.log.path());
        AppError::broken("seal a contact", &io::Error::other(format!("{} is lost: put it back", path.display())))
    };
    let secret = inner.secret.0.ok_or_else(lost)?;
    let wrapped = seal(&secret, vekha_event_log::random_bytes::<24>(), key).ok_or_else(seal_failed)?;
    let now = inner.clock.now().timestamp_micros();
    let sql = "INSERT INTO person_keys (log_id, person_id, wrapped_key, created_at) VALUES ($1, $2, $3, $4) \
               ON CONFLICT (log_id, person_id) DO NOTHING";
    sqlx::query(sql)
        .bind(Id(office.0))
        .bind(Id(person.0))
        .bind(wrapped)
        .bind(now)
        .execute(inner.log.writer())
        .await
        .map(drop)
        .map_err(|e| AppError::broken("store a person's key", &e))
}

pub(super) fn open_contact(key: &[u8; 32], sealed: &Sealed) -> Option<Contact> {
    serde_json::from_slice(&unseal(key, &STANDARD.decode(&sealed.box64).ok()?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Options;
    use std::fs;
    use uuid::Uuid;
    use vekha_event_log::{Clock, Ids};

    #[tokio::test]
    async fn a_lost_secret_is_not_replaced_while_names_wait_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("vekha.db");
        let open = || {
            let (clock, ids) = (Clock::manual(chrono::DateTime::UNIX_EPOCH), Ids::real());
            App::open(Options { database: database.display().to_string(), create: true, clock, ids, demo: None })
        };
        let (office, person) = (OfficeId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let contact = Contact { name: "Кочнева С.А.".to_owned(), ..Contact::default() };
        let app = open().await.unwrap();
        let sealed = app.seal(office, person, &contact).await.unwrap();
        let (secret, aside) = (secret_path(&database), folder.path().join("aside"));
        fs::rename(&secret, &aside).unwrap();
        let without = open().await.unwrap();
        assert!(person_keys(&without.inner, office).await.unwrap().is_empty());
        assert!(without.seal(office, PersonId(Uuid::from_u128(3)), &contact).await.is_err());
        assert!(!secret.exists());
        fs::rename(&aside, &secret).unwrap();
        let again = open().await.unwrap();
        let key = person_key(&again.inner, office, person).await.unwrap().unwrap();
        assert_eq!(open_contact(&key, &sealed), Some(contact));
    }

    #[tokio::test]
    async fn two_copies_that_seal_a_new_person_at_once_agree_on_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("vekha.db").display().to_string();
        let open = || {
            let (clock, ids) = (Clock::manual(chrono::DateTime::UNIX_EPOCH), Ids::real());
            App::open(Options { database: database.clone(), create: true, clock, ids, demo: None })
        };
        let (one, other) = (open().await.unwrap(), open().await.unwrap());
        let office = OfficeId(Uuid::from_u128(1));
        let contact = Contact { name: "Кочнева С.А.".to_owned(), ..Contact::default() };
        for n in 2..40 {
            let person = PersonId(Uuid::from_u128(n));
            let (a, b) = tokio::join!(one.seal(office, person, &contact), other.seal(office, person, &contact));
            let key = person_key(&one.inner, office, person).await.unwrap().unwrap();
            for sealed in [a.unwrap(), b.unwrap()] {
                assert_eq!(open_contact(&key, &sealed).as_ref(), Some(&contact));
            }
        }
    }

    #[test]
    fn a_sealed_contact_opens_with_its_key_only() {
        let plain = br#"{"name":"x"}"#;
        let sealed = seal(&[1; 32], [7; 24], plain).unwrap();
        assert_eq!(unseal(&[1; 32], &sealed).as_deref(), Some(plain.as_slice()));
        assert_eq!(unseal(&[2; 32], &sealed), None);
        assert_eq!(unseal(&[1; 32], &sealed[..20]), None);
        assert!(!sealed.windows(4).any(|w| w == b"name"));
    }
}

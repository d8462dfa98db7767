//! The office's mailbox over IMAP: what is new is handled one by one, then marked as read or moved.
//!
//! A message is marked only after it was handled: a crash between the two brings it again, and handling it again changes nothing.

use super::{HEAD, LARGEST, handle_part};
use crate::{mail::Security, web::Site};
use async_imap::{Client, Session, error::Error as ImapError};
use futures_util::TryStreamExt;
use std::{fmt, io, sync::Arc, time::Duration};
use thiserror::Error;
use tokio::{net::TcpStream, time::timeout};
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        self, ClientConfig, RootCertStore,
        crypto::ring,
        pki_types::{CertificateDer, ServerName, pem::PemObject},
    },
};

/// How long one step with the server may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long one message may take to come and be handled.
const MESSAGE: Duration = Duration::from_secs(180);
/// Most messages that are handled in one go; the next go takes the rest.
const MOST: usize = 200;

/// The mailbox, as the settings name it.
#[derive(Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Name of the server.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is kept private.
    pub security: Security,
    /// Certificate authorities beside those of the machine, in PEM; may be empty.
    pub authority: Vec<u8>,
    /// Who signs in.
    pub user: String,
    /// The password.
    pub password: String,
    /// Which folder is read.
    pub folder: String,
    /// Where handled messages are moved.
    pub keep: Option<String>,
}

impl fmt::Debug for Mailbox {
    /// Without the password.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Mailbox({}:{}, {:?})", self.host, self.port, self.security)
    }
}

/// What a look into the mailbox came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Polled {
    /// Messages handled.
    pub handled: usize,
    /// Messages left where they are because of a fault; the next look takes them again.
    pub left: usize,
}

/// The mailbox could not be read.
#[derive(Debug, Error)]
pub enum NotRead {
    /// No connection, or it broke.
    #[error("connection: {0}")]
    Connection(#[from] io::Error),
    /// TLS cannot be had.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// The server's name is none.
    #[error("not the name of a server: {0}")]
    Name(String),
    /// The server said no, or something that is not understood.
    #[error("IMAP: {0}")]
    Imap(#[from] ImapError),
    /// It did not answer in time.
    #[error("no answer in {0} s")]
    Late(u64),
}

/// Handles what is new in the mailbox of the settings; nothing when there is none.
///
/// # Errors
/// See [`NotRead`]. Messages handled until then stay handled.
pub async fn poll(site: &Site) -> Result<Polled, NotRead> {
    let Some(mailbox) = &site.inbox else { return Ok(Polled::default()) };
    let mut session = patient(PATIENCE, mailbox.signed_in()).await?;
    let polled = emptied(site, mailbox, &mut session).await;
    // What was read is read, whether the server says good-bye or not.
    let _ = timeout(PATIENCE, session.logout()).await;
    polled
}

type Talk = Session<TlsStream<TcpStream>>;

async fn emptied(site: &Site, mailbox: &Mailbox, session: &mut Talk) -> Result<Polled, NotRead> {
    patient(PATIENCE, async { Ok(session.select(&mailbox.folder).await?) }).await?;
    let found = patient(PATIENCE, async { Ok(session.uid_search("UNSEEN").await?) }).await?;
    let mut new: Vec<u32> = found.into_iter().collect();
    new.sort_unstable();
    let mut polled = Polled::default();
    for uid in new.into_iter().take(MOST) {
        let Some((bytes, size)) = patient(MESSAGE, brought(session, uid)).await? else { continue };
        match handle_part(site, &bytes, size).await {
            Ok(_) => {
                patient(PATIENCE, put_away(mailbox, session, uid)).await?;
                polled.handled += 1;
            }
            // Logged where it arose; the message waits for the next look.
            Err(_) => polled.left += 1,
        }
    }
    Ok(polled)
}

/// The message, or its beginning when it is too large, and what it weighs.
async fn brought(session: &mut Talk, uid: u32) -> Result<Option<(Vec<u8>, usize)>, NotRead> {
    let uid = uid.to_string();
    let weighed: Vec<_> = session.uid_fetch(&uid, "(UID RFC822.SIZE)").await?.try_collect().await?;
    let Some(size) = weighed.iter().find_map(|found| found.size) else { return Ok(None) };
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    // Peeking leaves it new until it is handled.
    let part = if size > LARGEST { format!("(UID BODY.PEEK[]<0.{HEAD}>)") } else { "(UID BODY.PEEK[])".to_owned() };
    let fetched: Vec<_> = session.uid_fetch(&uid, &part).await?.try_collect().await?;
    Ok(fetched.iter().find_map(|found| found.body().map(|body| (body.to_vec(), size))))
}

async fn put_away(mailbox: &Mailbox, session: &mut Talk, uid: u32) -> Result<(), NotRead> {
    let uid = uid.to_string();
    let _: Vec<_> = session.uid_store(&uid, "+FLAGS (\\Seen)").await?.try_collect().await?;
    let Some(keep) = &mailbox.keep else { return Ok(()) };
    // MOVE (RFC 6851), or what it stands for on a server without it.
    if session.capabilities().await?.has_str("MOVE") {
        session.uid_mv(&uid, keep).await?;
    } else {
        session.uid_copy(&uid, keep).await?;
        let _: Vec<_> = session.uid_store(&uid, "+FLAGS (\\Deleted)").await?.try_collect().await?;
        let _: Vec<_> = session.expunge().await?.try_collect().await?;
    }
    Ok(())
}

async fn patient<T>(time: Duration, step: impl Future<Output = Result<T, NotRead>>) -> Result<T, NotRead> {
    timeout(time, step).await.map_err(|_| NotRead::Late(time.as_secs()))?
}

impl Mailbox {
    /// Does the text hold a certificate?
    pub fn is_authority(pem: &[u8]) -> bool {
        CertificateDer::pem_slice_iter(pem).filter_map(Result::ok).next().is_some()
    }

    pub(super) async fn signed_in(&self) -> Result<Talk, NotRead> {
        let stream = TcpStream::connect((self.host.as_str(), self.port)).await?;
        let client = match self.security {
            // Settings do not let a password go in the open.
            Security::Plain => return Err(NotRead::Name(self.host.clone())),
            Security::Tls => {
                let mut client = Client::new(self.private(stream).await?);
                greeted(client.read_response().await?)?;
                client
            }
            Security::StartTls => {
                let mut open = Client::new(stream);
                greeted(open.read_response().await?)?;
                open.run_command_and_check_ok("STARTTLS", None).await?;
                Client::new(self.private(open.into_inner()).await?)
            }
        };
        client.login(&self.user, &self.password).await.map_err(|(e, _)| NotRead::Imap(e))
    }

    async fn private(&self, stream: TcpStream) -> Result<TlsStream<TcpStream>, NotRead> {
        let name = ServerName::try_from(self.host.clone()).map_err(|_| NotRead::Name(self.host.clone()))?;
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        roots.add_parsable_certificates(CertificateDer::pem_slice_iter(&self.authority).filter_map(Result::ok));
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(TlsConnector::from(Arc::new(config)).connect(name, stream).await?)
    }
}

fn greeted<T>(greeting: Option<T>) -> Result<(), NotRead> {
    greeting.map(drop).ok_or_else(|| NotRead::Connection(io::ErrorKind::UnexpectedEof.into()))
}

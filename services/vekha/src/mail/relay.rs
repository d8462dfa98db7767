//! The mail server: one connection a letter, driven step by step, so that it is known how far the letter came.

use super::{NotSent, Sent};
use lettre::{
    address::Envelope,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use std::{fmt, time::Duration};
use tokio::time::timeout;

/// How long everything up to the letter itself may take.
const BEFORE: Duration = Duration::from_secs(90);
/// How long the letter and the answer after its final dot may take (RFC 5321, 4.5.3.2.6): who hangs up earlier sends twice.
const AFTER: Duration = Duration::from_secs(10 * 60);
/// How long a good-bye may take; the letter is taken by then.
const FAREWELL: Duration = Duration::from_secs(5);

/// How the way to the server is kept private.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Security {
    /// Not at all: a relay inside the own network.
    Plain,
    /// From the second command on; never without.
    StartTls,
    /// From the first byte.
    Tls,
}

/// A server that takes letters.
#[derive(Clone)]
pub struct Relay {
    /// Its name.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way to it is kept private.
    pub security: Security,
    /// A certificate authority beside those of the machine, in PEM.
    pub authority: Option<Vec<u8>>,
    /// User and password, if it wants them.
    pub credentials: Option<(String, String)>,
    /// Time before the letter, and from its first byte to the answer.
    pub patience: (Duration, Duration),
}

impl fmt::Debug for Relay {
    /// Without the password.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "Relay({}:{}, {:?})", self.host, self.port, self.security)
    }
}

impl Relay {
    /// A server with the usual time-outs, without certificates or credentials of its own.
    pub fn new(host: String, port: u16, security: Security) -> Relay {
        Relay { host, port, security, authority: None, credentials: None, patience: (BEFORE, AFTER) }
    }

    /// Hands a letter over.
    pub(super) async fn carry(&self, envelope: &Envelope, letter: &[u8]) -> Result<Sent, NotSent> {
        let (before, after) = self.patience;
        let late = |_| NotSent::Later(format!("{}:{}: no answer in {} s", self.host, self.port, before.as_secs()));
        let mut server = timeout(before, self.greeted()).await.map_err(late)?.map_err(|e| later(&e))?;
        timeout(before, addressed(&mut server, envelope)).await.map_err(late)?.map_err(|e| judged(&e))?;
        let answer = match timeout(after, server.message(letter)).await {
            Ok(Ok(answer)) => answer,
            // An answer of the server settles it; without one the letter may be there.
            Ok(Err(e)) if e.is_permanent() || e.is_transient() => return Err(judged(&e)),
            Ok(Err(e)) => return Err(NotSent::Unknown(told(&e))),
            Err(_) => return Err(NotSent::Unknown(format!("no answer in {} s", after.as_secs()))),
        };
        // Whoever does not say good-bye has taken the letter all the same.
        let _ = timeout(FAREWELL, server.quit()).await;
        let words = answer.message().collect::<Vec<_>>().join(" ");
        Ok(Sent { answer: format!("{} {words}", answer.code()) })
    }

    /// A connection that has greeted, is private and signed in.
    async fn greeted(&self) -> Result<AsyncSmtpConnection, Error> {
        let us = ClientId::default();
        let at = (self.host.as_str(), self.port);
        let wrapped = if self.security == Security::Tls { Some(self.tls()?) } else { None };
        let mut server = AsyncSmtpConnection::connect_tokio1(at, None, &us, wrapped, None).await?;
        if self.security == Security::StartTls {
            server.starttls(self.tls()?, &us).await?;
        }
        if let Some((user, password)) = &self.credentials {
            server.auth(DEFAULT_MECHANISMS, &Credentials::new(user.clone(), password.clone())).await?;
        }
        Ok(server)
    }

    fn tls(&self) -> Result<TlsParameters, Error> {
        let mut parameters = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.authority {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
        }
        parameters.build_rustls()
    }
}

/// From whom and to whom; nothing of the letter is sent yet.
async fn addressed(server: &mut AsyncSmtpConnection, envelope: &Envelope) -> Result<(), Error> {
    server.command(Mail::new(envelope.from().cloned(), Vec::new())).await?;
    for to in envelope.to() {
        server.command(Rcpt::new(to.clone(), Vec::new())).await?;
    }
    server.command(Data).await.map(drop)
}

/// Before anybody was named nothing is said about the letter: a wrong password is mended, and the letter goes.
fn later(error: &Error) -> NotSent {
    NotSent::Later(told(error))
}

fn judged(error: &Error) -> NotSent {
    if error.is_permanent() { NotSent::Refused(told(error)) } else { NotSent::Later(told(error)) }
}

fn told(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

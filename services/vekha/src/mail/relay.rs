//! The mail server, driven step by step, so that it is known how far a letter came.

use super::{NotSent, Sent, carriage::not_begun};
use lettre::{
    address::Envelope,
    transport::smtp::{
        Error,
        authentication::{Credentials, DEFAULT_MECHANISMS},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt, Rset},
        extension::ClientId,
    },
};
use std::{
    fmt,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use tokio::{net::TcpStream, time::timeout};

/// How long each step before the letter itself may take.
const BEFORE: Duration = Duration::from_secs(90);
/// How long the letter and the answer after its final dot may take (RFC 5321, 4.5.3.2.6): who hangs up earlier sends twice.
const AFTER: Duration = Duration::from_secs(10 * 60);
/// How long a good-bye may take, and the question whether the server is still there.
const SHORT: Duration = Duration::from_secs(5);
/// A letter goes in pieces of so many bytes: what fails before the last has gone was not sent.
const PIECE: usize = 8 << 10;

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
    /// Time for each step before the letter, and from its first byte to the answer.
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

    /// A line to the server: the one that was kept, if the server kept it too, or a new one.
    pub(super) async fn line(&self, kept: Option<Line>) -> Result<Line, NotSent> {
        if let Some(mut line) = kept
            && line.is_there().await
        {
            return Ok(line);
        }
        Ok(Line { server: self.greeted().await?, patience: self.patience, whole: true })
    }

    /// A connection that has greeted, is private and signed in.
    async fn greeted(&self) -> Result<AsyncSmtpConnection, NotSent> {
        let (before, us) = (self.patience.0, ClientId::default());
        let unreachable = |e: Error| self.unreachable(&e);
        let late =
            |_| NotSent::Unreachable(format!("{}:{}: no answer in {} s", self.host, self.port, before.as_secs()));
        let mut server = timeout(before, self.connected(&us)).await.map_err(late)??;
        if self.security == Security::StartTls {
            let private = server.starttls(self.tls().map_err(unreachable)?, &us);
            timeout(before, private).await.map_err(late)?.map_err(unreachable)?;
        }
        if let Some((user, password)) = &self.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            let signing = server.auth(DEFAULT_MECHANISMS, &credentials);
            timeout(before, signing).await.map_err(late)?.map_err(|e| match answered(&e) || e.is_client() {
                true => NotSent::NotSignedIn(told(&e)),
                false => unreachable(e),
            })?;
        }
        Ok(server)
    }

    /// A connection that has greeted. The dot that ends a letter goes at once: held back until the server has confirmed what came
    /// before (Nagle's algorithm, RFC 896), it would cost each letter 40 ms and more. Behind [`Security::Tls`] the connection is
    /// made by the library, which does not say so.
    async fn connected(&self, us: &ClientId) -> Result<AsyncSmtpConnection, NotSent> {
        let at = (self.host.as_str(), self.port);
        if self.security == Security::Tls {
            let wrapped = Some(self.tls().map_err(|e| self.unreachable(&e))?);
            let greeted = AsyncSmtpConnection::connect_tokio1(at, None, us, wrapped, None).await;
            return greeted.map_err(|e| self.unreachable(&e));
        }
        let line = TcpStream::connect(at).await.map_err(|e| self.unreachable(&e))?;
        line.set_nodelay(true).map_err(|e| self.unreachable(&e))?;
        let greeted = AsyncSmtpConnection::connect_with_transport(Box::new(line), us).await;
        greeted.map_err(|e| self.unreachable(&e))
    }

    fn unreachable(&self, e: &dyn std::error::Error) -> NotSent {
        NotSent::Unreachable(format!("{}:{}: {}", self.host, self.port, told(e)))
    }

    fn tls(&self) -> Result<TlsParameters, Error> {
        let mut parameters = TlsParameters::builder(self.host.clone());
        if let Some(pem) = &self.authority {
            parameters = parameters.add_root_certificate(Certificate::from_pem(pem)?);
        }
        parameters.build_rustls()
    }
}

/// A connection to the server, between letters.
pub(super) struct Line {
    server: AsyncSmtpConnection,
    patience: (Duration, Duration),
    whole: bool,
}

impl Line {
    /// Whether the next letter may go the same way.
    pub(super) fn is_whole(&self) -> bool {
        self.whole
    }

    /// Hands a letter over.
    pub(super) async fn carry(
        &mut self,
        envelope: &Envelope,
        letter: &[u8],
        noted: impl Future<Output = bool>,
    ) -> Result<Sent, NotSent> {
        // Whatever fails half-way ends the line, unless the server has answered.
        self.whole = false;
        self.step(Mail::new(envelope.from().cloned(), Vec::new()), NotSent::LetterRefused).await?;
        for to in envelope.to() {
            self.step(Rcpt::new(to.clone(), Vec::new()), refused_recipient).await?;
        }
        self.step(Data, NotSent::LetterRefused).await?;
        if !noted.await {
            return Err(not_begun());
        }
        let gone = AtomicBool::new(false);
        let pieces = letter.chunks(PIECE).map(Some).chain([None]).filter_map(|piece| {
            // The dot follows when all pieces have gone.
            gone.store(piece.is_none(), Ordering::Relaxed);
            piece
        });
        let after = self.patience.1;
        let outcome = timeout(after, self.server.message_iter(pieces)).await;
        match outcome {
            Ok(Ok(answer)) => {
                self.whole = true;
                let words = answer.message().collect::<Vec<_>>().join(" ");
                Ok(Sent { answer: format!("{} {words}", answer.code()) })
            }
            // An answer of the server settles it; without one the letter may be there, once the dot was.
            Ok(Err(e)) if answered(&e) => Err(self.judged(&e, NotSent::LetterRefused)),
            Ok(Err(e)) if gone.load(Ordering::Relaxed) => Err(NotSent::Unknown(told(&e))),
            Ok(Err(e)) => Err(NotSent::Unreachable(told(&e))),
            Err(_) => Err(NotSent::Unknown(format!("no answer in {} s", after.as_secs()))),
        }
    }

    /// One command; `refused` is what an answer for good means at this step.
    async fn step(&mut self, command: impl fmt::Display, refused: fn(String) -> NotSent) -> Result<(), NotSent> {
        let before = self.patience.0;
        match timeout(before, self.server.command(command)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(e)) if answered(&e) => Err(self.judged(&e, refused)),
            Ok(Err(e)) => Err(NotSent::Unreachable(told(&e))),
            Err(_) => Err(NotSent::Unreachable(format!("no answer in {} s", before.as_secs()))),
        }
    }

    fn judged(&mut self, e: &Error, refused: fn(String) -> NotSent) -> NotSent {
        // 421: the server closes the line (RFC 5321, 3.8).
        self.whole = e.status().is_some_and(|code| code.to_string() != "421");
        if e.is_permanent() { refused(told(e)) } else { NotSent::Later(told(e)) }
    }

    /// Is the server still there? It forgets what was begun, too.
    async fn is_there(&mut self) -> bool {
        matches!(timeout(SHORT, self.server.command(Rset)).await, Ok(Ok(_)))
    }

    /// Says good-bye. Whoever does not answer has taken the letters all the same.
    pub(super) async fn close(mut self) {
        let _ = timeout(SHORT, self.server.quit()).await;
    }
}

/// A policy of the server (RFC 3463, 5.7) says nothing about the address: the relay may be set up wrongly for everybody.
fn refused_recipient(why: String) -> NotSent {
    if why.contains(" 5.7.") { NotSent::LetterRefused(why) } else { NotSent::AddressRefused(why) }
}

/// Did the server say yes or no, in whatever words?
fn answered(e: &Error) -> bool {
    e.is_permanent() || e.is_transient()
}

fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        if !text.contains(&cause_text) {
            text = format!("{text}: {cause_text}");
        }
        source = cause.source();
    }
    text
}

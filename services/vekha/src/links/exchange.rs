//! One request of the checker: to an address that was found public, with an end to everything that can be waited for.

use super::{checker::Checker, copies::LARGEST, public::is_public};
use http_body_util::{BodyExt, Empty, LengthLimitError, Limited};
use hyper::{
    Request, Response, StatusCode,
    body::{Body, Bytes, Incoming},
    client::conn::http1,
    header::{ACCEPT, ACCEPT_ENCODING, CONNECTION, CONTENT_TYPE, HOST, HeaderMap, HeaderName, LOCATION, USER_AGENT},
};
use hyper_util::rt::TokioIo;
use std::{
    io,
    net::{IpAddr, SocketAddr},
    time::Duration,
};
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    time::timeout,
};
use tokio_rustls::rustls::{self, pki_types::ServerName};
use url::{Host, Position, Url};

/// So many addresses of a host are tried.
const TRIED: usize = 3;
/// Longest name of a kind of content that is kept, in characters.
const KIND: usize = 100;

/// What a server answered.
pub(super) struct Answer {
    /// The number.
    pub(super) status: StatusCode,
    /// Where it sends on.
    pub(super) location: Option<String>,
    /// What was there, if the number says so and it was read whole.
    pub(super) content: Option<Content>,
}

/// What was there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// Byte for byte.
    pub bytes: Vec<u8>,
    /// What the server calls it.
    pub kind: String,
}

/// Nothing was learnt. Kept short: it is for the operator's log only.
#[derive(Debug, Error)]
pub(super) enum Unreached {
    /// Neither http nor https, or a name or password in it.
    #[error("not an address that is looked at")]
    Address,
    /// Another port than is allowed.
    #[error("port {0}")]
    Port(u16),
    /// The name leads nowhere.
    #[error("name: {0}")]
    Name(io::Error),
    /// The name leads to an address that is not the internet.
    #[error("{0} is not on the internet")]
    Private(IpAddr),
    /// No connection.
    #[error("connection: {0}")]
    Connection(io::Error),
    /// TLS cannot be had at all.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// The certificate is not that of the host, or something else with TLS.
    #[error("TLS: {0}")]
    Certificate(io::Error),
    /// It does not speak HTTP.
    #[error("HTTP: {0}")]
    Http(#[from] hyper::Error),
    /// The address cannot stand in a request.
    #[error("request: {0}")]
    Request(#[from] hyper::http::Error),
    /// The answer broke off.
    #[error("answer: {0}")]
    Body(Box<dyn std::error::Error + Send + Sync>),
    /// It took too long.
    #[error("no answer in time: {0}")]
    Late(&'static str),
}

impl Checker {
    /// Asks for what lies at an address. Follows nothing.
    pub(super) async fn asked(&self, url: &Url) -> Result<Answer, Unreached> {
        let plain = match url.scheme() {
            "http" => true,
            "https" => false,
            _ => return Err(Unreached::Address),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Unreached::Address);
        }
        let stream = self.connected(url).await?;
        if plain {
            return self.exchanged(stream, url).await;
        }
        let name = match url.host().ok_or(Unreached::Address)? {
            Host::Domain(name) => ServerName::try_from(name.to_owned()).map_err(|_| Unreached::Address)?,
            Host::Ipv4(ip) => ServerName::from(IpAddr::V4(ip)),
            Host::Ipv6(ip) => ServerName::from(IpAddr::V6(ip)),
        };
        let tls = self.tls()?;
        let private = patient(self.limits.phase, "TLS", async {
            tls.connect(name, stream).await.map_err(Unreached::Certificate)
        });
        self.exchanged(private.await?, url).await
    }

    /// A connection to an address that was looked over: the name is not asked again.
    async fn connected(&self, url: &Url) -> Result<TcpStream, Unreached> {
        let port = url.port_or_known_default().ok_or(Unreached::Address)?;
        if !(matches!(port, 80 | 443) || (self.high_ports && port >= 1024)) {
            return Err(Unreached::Port(port));
        }
        let addresses = self.resolved(url, port).await?;
        // One that leads inside is enough to refuse all: the next answer could begin with it.
        if let Some(inside) = addresses.iter().find(|a| !(is_public(a.ip()) || self.is_allowed(a.ip()))) {
            return Err(Unreached::Private(inside.ip()));
        }
        let mut last = Unreached::Name(io::ErrorKind::NotFound.into());
        for address in addresses.into_iter().take(TRIED) {
            let connecting = async { TcpStream::connect(address).await.map_err(Unreached::Connection) };
            match patient(self.limits.phase, "connection", connecting).await {
                Ok(stream) => return Ok(stream),
                Err(e) => last = e,
            }
        }
        Err(last)
    }

    async fn resolved(&self, url: &Url, port: u16) -> Result<Vec<SocketAddr>, Unreached> {
        let name = match url.host().ok_or(Unreached::Address)? {
            Host::Ipv4(ip) => return Ok(vec![SocketAddr::new(ip.into(), port)]),
            Host::Ipv6(ip) => return Ok(vec![SocketAddr::new(ip.into(), port)]),
            Host::Domain(name) => name.to_owned(),
        };
        let resolve = self.resolve.clone();
        let asking = async {
            let asked = tokio::task::spawn_blocking(move || resolve(&name, port)).await;
            asked.map_err(|e| Unreached::Name(io::Error::other(e)))?.map_err(Unreached::Name)
        };
        patient(self.limits.phase, "name", asking).await
    }

    async fn exchanged<S>(&self, stream: S, url: &Url) -> Result<Answer, Unreached>
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let request = Request::get(&url[Position::BeforePath..Position::AfterQuery])
            .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
            .header(USER_AGENT, self.agent.clone())
            .header(ACCEPT, "*/*")
            .header(ACCEPT_ENCODING, "identity")
            .header(CONNECTION, "close")
            .body(Empty::<Bytes>::new())?;
        let shaken = async { Ok(http1::handshake(TokioIo::new(stream)).await?) };
        let (mut sender, connection) = patient(self.limits.phase, "HTTP", shaken).await?;
        let answered = async {
            let head = async { Ok(sender.send_request(request).await?) };
            let response = patient(self.limits.phase, "answer", head).await?;
            patient(self.limits.body, "content", read(response)).await
        };
        // The connection is driven here, so that giving up on the answer gives it up too.
        tokio::pin!(answered, connection);
        tokio::select! {
            biased;
            answer = &mut answered => answer,
            ended = &mut connection => {
                ended?;
                answered.await
            }
        }
    }
}

/// The content is read when the server says that it is there, and not further than to [`LARGEST`].
async fn read(response: Response<Incoming>) -> Result<Answer, Unreached> {
    let (head, body) = response.into_parts();
    let location = header(&head.headers, &LOCATION);
    let mut answer = Answer { status: head.status, location, content: None };
    if !head.status.is_success() || body.size_hint().lower() > LARGEST as u64 {
        return Ok(answer);
    }
    match Limited::new(body, LARGEST).collect().await {
        Ok(whole) => {
            let kind: String = header(&head.headers, &CONTENT_TYPE).unwrap_or_default().chars().take(KIND).collect();
            answer.content = Some(Content { bytes: whole.to_bytes().to_vec(), kind });
            Ok(answer)
        }
        Err(e) if e.is::<LengthLimitError>() => Ok(answer),
        Err(e) => Err(Unreached::Body(e)),
    }
}

fn header(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
}

async fn patient<T>(
    time: Duration,
    what: &'static str,
    step: impl Future<Output = Result<T, Unreached>>,
) -> Result<T, Unreached> {
    timeout(time, step).await.map_err(|_| Unreached::Late(what))?
}

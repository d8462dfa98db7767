//! One request to the provider over what the tree has already: hyper and rustls. No redirect is followed.

use super::settings::private;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    StatusCode, Uri,
    body::Bytes,
    client::conn::http1,
    header::{HOST, HeaderValue, InvalidHeaderValue},
    http::uri::InvalidUri,
};
use hyper_util::rt::TokioIo;
use openidconnect::{AsyncHttpClient, HttpRequest, HttpResponse};
use std::{io, pin::Pin, sync::Arc};
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};
use url::{Host, Position, Url};

/// Largest answer taken, in bytes.
const LARGEST: usize = 1 << 20;

/// Speaks with the provider; trusts the certificate authorities of the machine.
pub struct Client {
    tls: Result<TlsConnector, rustls::Error>,
}

/// The provider could not be asked.
#[derive(Debug, Error)]
pub enum Unreached {
    /// The address is none, or leads over an open way.
    #[error("{0} is neither https nor on this machine")]
    Open(String),
    /// TLS cannot be had.
    #[error("TLS: {0}")]
    Tls(#[from] rustls::Error),
    /// No connection, or it broke.
    #[error("connection: {0}")]
    Connection(#[from] io::Error),
    /// It does not speak HTTP.
    #[error("HTTP: {0}")]
    Http(#[from] hyper::Error),
    /// It says that it is ill.
    #[error("status {0}")]
    Ill(StatusCode),
    /// The answer is too big or broke off.
    #[error("answer: {0}")]
    Answer(Box<dyn std::error::Error + Send + Sync>),
    /// The address cannot stand in a request.
    #[error("address: {0}")]
    Uri(#[from] InvalidUri),
    /// The host cannot stand in a request.
    #[error("host: {0}")]
    Header(#[from] InvalidHeaderValue),
}

impl Client {
    /// A client; the machine's certificates are read now.
    pub fn new() -> Client {
        let found = rustls_native_certs::load_native_certs();
        for e in &found.errors {
            tracing::warn!(error = %e, "certificates of the machine could not be read");
        }
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(found.certs);
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map(|config| config.with_root_certificates(roots).with_no_client_auth());
        Client { tls: config.map(|config| TlsConnector::from(Arc::new(config))) }
    }

    async fn asked(&self, request: HttpRequest) -> Result<HttpResponse, Unreached> {
        let address = request.uri().to_string();
        let open = || Unreached::Open(address.clone());
        let url = Url::parse(&address).ok().filter(private).ok_or_else(open)?;
        let host = match url.host().ok_or_else(open)? {
            Host::Domain(name) => name.to_owned(),
            Host::Ipv4(ip) => ip.to_string(),
            Host::Ipv6(ip) => ip.to_string(),
        };
        let port = url.port_or_known_default().ok_or_else(open)?;
        let stream = TcpStream::connect((host.as_str(), port)).await?;
        if url.scheme() == "http" {
            return exchanged(stream, &url, request).await;
        }
        let name = ServerName::try_from(host).map_err(|_| open())?;
        let tls = self.tls.as_ref().map_err(Clone::clone)?;
        exchanged(tls.connect(name, stream).await?, &url, request).await
    }
}

/// Sends the request on a connection of its own and reads the answer.
async fn exchanged<S>(stream: S, url: &Url, request: HttpRequest) -> Result<HttpResponse, Unreached>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut request = request.map(|body| Full::new(Bytes::from(body)));
    request.headers_mut().insert(HOST, HeaderValue::from_str(&url[Position::BeforeHost..Position::AfterPort])?);
    *request.uri_mut() = url[Position::BeforePath..Position::AfterQuery].parse::<Uri>()?;
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let answered = async {
        let (head, body) = sender.send_request(request).await?.into_parts();
        if head.status.is_server_error() {
            return Err(Unreached::Ill(head.status));
        }
        let body = Limited::new(body, LARGEST).collect().await.map_err(Unreached::Answer)?;
        Ok(HttpResponse::from_parts(head, body.to_bytes().to_vec()))
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

impl<'c> AsyncHttpClient<'c> for Client {
    type Error = Unreached;
    type Future = Pin<Box<dyn Future<Output = Result<HttpResponse, Unreached>> + Send + 'c>>;

    fn call(&'c self, request: HttpRequest) -> Self::Future {
        Box::pin(self.asked(request))
    }
}

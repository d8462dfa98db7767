//! A web server of this machine that answers as its paths say, well and badly, and counts who came.

use base64::{Engine, engine::general_purpose::STANDARD};
use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpListener,
    task::JoinHandle,
};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::ring,
        pki_types::{CertificateDer, PrivateKeyDer},
    },
};

/// What lies at `/document`.
pub const DOCUMENT: &str = "Протокол совещания";

pub struct Server {
    pub port: u16,
    connections: Arc<AtomicUsize>,
    heads: Arc<Mutex<Vec<String>>>,
    serving: JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// The certificate of `school.example.org`, which nobody vouches for.
pub fn certificate() -> CertificateDer<'static> {
    STANDARD.decode(include_str!("certificate.txt")).unwrap().into()
}

impl Server {
    pub async fn start() -> Server {
        Server::with(None).await
    }

    pub async fn private() -> Server {
        let key = PrivateKeyDer::try_from(STANDARD.decode(include_str!("key.txt")).unwrap()).unwrap();
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate()], key)
            .unwrap();
        Server::with(Some(TlsAcceptor::from(Arc::new(config)))).await
    }

    async fn with(tls: Option<TlsAcceptor>) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (connections, heads) = (Arc::new(AtomicUsize::new(0)), Arc::new(Mutex::new(Vec::new())));
        let (counted, kept) = (connections.clone(), heads.clone());
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                let (tls, kept) = (tls.clone(), kept.clone());
                tokio::spawn(async move {
                    match tls {
                        None => talk(stream, &kept).await,
                        Some(tls) => match tls.accept(stream).await {
                            Ok(stream) => talk(stream, &kept).await,
                            Err(_) => None,
                        },
                    }
                });
            }
        });
        Server { port, connections, heads, serving }
    }

    /// How often somebody connected.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The heads of the requests.
    pub fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

async fn talk(mut stream: impl AsyncRead + AsyncWrite + Unpin, heads: &Mutex<Vec<String>>) -> Option<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).ok()?;
    let path = head.split(' ').nth(1)?.to_owned();
    heads.lock().unwrap().push(head);
    let plain = |status: &str, more: &str| format!("HTTP/1.1 {status}\r\n{more}content-length: 0\r\n\r\n");
    let to = |status: &str, to: &str| plain(status, &format!("location: {to}\r\n"));
    let answer = match path.as_str() {
        "/silent" => return wait().await,
        "/hangs-up" => return None,
        "/garbage" => "220 mail.example.org ESMTP\r\n\r\n".to_owned(),
        "/huge" => "HTTP/1.1 200 OK\r\ncontent-length: 1000000000000\r\n\r\n".to_owned(),
        "/endless" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
            while stream.write_all(&[b'a'; 65_536]).await.is_ok() {}
            return None;
        }
        "/endless-head" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\n").await.ok()?;
            while stream.write_all(b"x-more: and more\r\n").await.is_ok() {}
            return None;
        }
        "/drip" => {
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n").await.ok()?;
            while stream.write_all(b"a").await.is_ok() && stream.flush().await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            return None;
        }
        "/moved" => to("301 Moved Permanently", "/document#page=2"),
        "/moved-308" => to("308 Permanent Redirect", "/document"),
        "/moved-twice" => to("301 Moved Permanently", "/moved-308"),
        "/moved-to-nothing" => to("301 Moved Permanently", "/404"),
        "/found" => to("302 Found", "/document"),
        "/see-other" => to("303 See Other", "/moved"),
        "/for-now" => to("307 Temporary Redirect", "/404"),
        "/to-door" => to("302 Found", "/auth/realms/school?next=%2Fdocument"),
        "/to-esia" => to("302 Found", "https://esia.gosuslugi.example/aas/"),
        "/around" => to("302 Found", "/around"),
        "/nowhere" => plain("302 Found", ""),
        "/to-metadata" => to("302 Found", "http://169.254.169.254/latest/meta-data/"),
        "/to-intranet" => to("301 Moved Permanently", "http://10.0.0.1/"),
        "/to-decimal" => to("302 Found", "http://2130706433:1/"),
        "/to-file" => to("302 Found", "file:///etc/passwd"),
        "/to-named" => to("302 Found", "http://user:word@school.example.org/"),
        "/document" => format!(
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: {}\r\n\r\n{DOCUMENT}",
            DOCUMENT.len()
        ),
        number => plain(&format!("{} Answer", number.trim_start_matches('/')), ""),
    };
    stream.write_all(answer.as_bytes()).await.ok()?;
    stream.shutdown().await.ok()
}

async fn wait() -> Option<()> {
    std::future::pending().await
}

//! One look at a proof link: asks, follows the way it is sent on, and says what the answer means.

use super::{
    exchange::{Answer, Content},
    settings::LinkSettings,
};
use hyper::header::HeaderValue;
use std::{
    io,
    net::{IpAddr, SocketAddr, ToSocketAddrs},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring},
};
use url::Url;
use vekha_domain::{event::LinkState, proof::ProofLink};

/// So often a look is sent on.
const HOPS: usize = 5;
/// The program's name, as servers read it.
const NAME: &str = concat!("Vekha/", env!("CARGO_PKG_VERSION"));
/// Words of addresses at which people sign in: a part of the path, or the first word of the host.
const DOORS: [&str; 14] = [
    "login",
    "signin",
    "sign-in",
    "sign_in",
    "logon",
    "auth",
    "authorize",
    "oauth",
    "oauth2",
    "sso",
    "saml",
    "esia",
    "passport",
    "servicelogin",
];

/// Finds the addresses of a name, as the machine does. Asked once for each request.
pub(super) type Resolve = Arc<dyn Fn(&str, u16) -> io::Result<Vec<SocketAddr>> + Send + Sync>;

/// How long is waited.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// For the name, the connection, TLS and the head of the answer, each.
    pub(super) phase: Duration,
    /// For the content.
    pub(super) body: Duration,
}

/// Looks at proof links: one request at a time, to addresses of the internet only.
pub struct Checker {
    pub(super) agent: HeaderValue,
    /// Between two requests to one host.
    pub(super) pause: Duration,
    pub(super) high_ports: bool,
    pub(super) limits: Limits,
    pub(super) resolve: Resolve,
    /// Addresses of this machine are looked at too. For tests: no setting says so.
    pub(super) this_machine: bool,
    /// Made at the first need: the certificates of the machine are read then.
    pub(super) tls: OnceLock<Result<TlsConnector, rustls::Error>>,
}

/// What a look found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// What it means.
    pub state: LinkState,
    /// The number the server answered with.
    pub status: Option<u16>,
    /// Where it leads now, when it moved.
    pub leads_to: Option<ProofLink>,
    /// What was there, when it was read whole.
    pub content: Option<Content>,
}

impl Found {
    fn of(state: LinkState, status: Option<u16>) -> Found {
        Found { state, status, leads_to: None, content: None }
    }
}

impl Checker {
    /// By the settings; `base_url` tells servers who asks.
    pub fn new(settings: &LinkSettings, base_url: &str) -> Checker {
        let agent = if base_url.is_empty() { NAME.to_owned() } else { format!("{NAME} (+{base_url})") };
        Checker {
            agent: HeaderValue::from_str(&agent).unwrap_or(HeaderValue::from_static(NAME)),
            pause: settings.pause(),
            high_ports: settings.high_ports,
            limits: Limits { phase: Duration::from_secs(15), body: Duration::from_secs(45) },
            resolve: Arc::new(|name, port| Ok((name, port).to_socket_addrs()?.collect())),
            this_machine: false,
            tls: OnceLock::new(),
        }
    }

    /// Looks at a link. What was not learnt is [`LinkState::CouldNotCheck`], whatever the cause: one failure is no death.
    pub async fn look(&self, link: &ProofLink) -> Found {
        let Ok(mut url) = Url::parse(link.as_str()) else { return Found::of(LinkState::CouldNotCheck, None) };
        // Where it moved for good, and the number that said so first.
        let mut moved: Option<(Url, u16)> = None;
        let mut for_good = true;
        let mut status = None;
        for _ in 0..=HOPS {
            let answer = match self.asked(&url).await {
                Ok(answer) => answer,
                Err(e) => {
                    tracing::debug!(link = link.as_str(), error = %e, "a proof link could not be looked at");
                    return Found::of(LinkState::CouldNotCheck, status);
                }
            };
            let number = answer.status.as_u16();
            status = Some(number);
            let Some(next) = sent_on(&url, &answer) else { return judged(answer, moved) };
            if is_door(&next) {
                return Found::of(LinkState::NeedsSignIn, status);
            }
            for_good = for_good && matches!(number, 301 | 308);
            if for_good && !is_same(&url, &next) {
                moved = Some((next.clone(), moved.map_or(number, |(_, first)| first)));
            }
            url = next;
        }
        Found::of(LinkState::CouldNotCheck, status)
    }

    pub(super) fn is_allowed(&self, address: IpAddr) -> bool {
        self.this_machine && address.is_loopback()
    }

    pub(super) fn tls(&self) -> Result<&TlsConnector, rustls::Error> {
        self.tls
            .get_or_init(|| connector(&rustls_native_certs::load_native_certs().certs))
            .as_ref()
            .map_err(Clone::clone)
    }
}

/// TLS that trusts these authorities.
pub(super) fn connector(
    authorities: &[rustls::pki_types::CertificateDer<'static>],
) -> Result<TlsConnector, rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(authorities.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}

/// What the answer at the end of the way means.
fn judged(answer: Answer, moved: Option<(Url, u16)>) -> Found {
    let number = answer.status.as_u16();
    let state = match number {
        200..=299 => LinkState::Opens,
        401 | 403 | 407 | 511 => LinkState::NeedsSignIn,
        404 | 410 => LinkState::NotFound,
        _ => LinkState::CouldNotCheck,
    };
    match (state, moved) {
        (LinkState::Opens, Some((to, first))) => Found {
            state: LinkState::Moved,
            status: Some(first),
            leads_to: ProofLink::parse(to.as_str()).ok(),
            content: answer.content,
        },
        _ => Found { content: answer.content, ..Found::of(state, Some(number)) },
    }
}

/// The address that an answer sends on to.
fn sent_on(from: &Url, answer: &Answer) -> Option<Url> {
    let sends = matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    let mut next = from.join(answer.location.as_ref().filter(|_| sends)?).ok()?;
    next.set_fragment(None);
    Some(next)
}

/// Is it the same place, now by https? Nobody has to mend a link for that.
fn is_same(from: &Url, to: &Url) -> bool {
    (from.scheme(), to.scheme()) == ("http", "https")
        && from.host() == to.host()
        && (from.path(), from.query()) == (to.path(), to.query())
}

/// Is it an address at which people sign in?
fn is_door(url: &Url) -> bool {
    let door = |word: &str| {
        let word = word.to_ascii_lowercase();
        DOORS.contains(&word.split('.').next().unwrap_or_default()) || word == "wp-login.php"
    };
    url.host_str().is_some_and(door) || url.path().split('/').any(door)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_place_by_https_has_not_moved() {
        let same = |from: &str, to: &str| is_same(&Url::parse(from).unwrap(), &Url::parse(to).unwrap());
        assert!(same("http://school.example.org/a.pdf?v=1", "https://school.example.org/a.pdf?v=1"));
        for to in
            ["https://school.example.org/b.pdf", "https://www.school.example.org/a.pdf", "http://school.example.org/"]
        {
            assert!(!same("http://school.example.org/a.pdf", to), "{to}");
        }
        assert!(!same("https://school.example.org/a.pdf", "http://school.example.org/a.pdf"));
    }
}

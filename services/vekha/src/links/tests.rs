//! Looks at servers that answer well and badly, and at addresses that nobody may be led to.

pub(crate) mod rounds;
mod server;

use super::{
    Checker, Content, LinkSettings,
    checker::{Limits, connector},
    copies::{self, LARGEST},
};
use crate::app::App;
use server::{DOCUMENT, Server, certificate};
use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};
use vekha_domain::{event::LinkState, proof::ProofLink};

/// A checker that finds every name on this machine, and waits for nothing long.
fn checker() -> Checker {
    let mut checker = Checker::new(&LinkSettings { pause: Some(0), high_ports: true }, "https://vekha.example.org");
    checker.this_machine = true;
    checker.limits = Limits { phase: Duration::from_secs(20), body: Duration::from_secs(20) };
    checker.resolve = Arc::new(|_, port| Ok(vec![SocketAddr::from(([127, 0, 0, 1], port))]));
    checker
}

/// The same that gives up soon.
fn impatient() -> Checker {
    let soon = Duration::from_millis(300);
    Checker { limits: Limits { phase: soon, body: soon }, ..checker() }
}

fn link(server: &Server, path: &str) -> ProofLink {
    ProofLink::parse(&format!("http://school.example.org:{}{path}", server.port)).unwrap()
}

fn parsed(text: &str) -> ProofLink {
    ProofLink::parse(text).unwrap()
}

#[tokio::test]
async fn what_the_server_says_decides_and_nothing_else_is_a_death() {
    let server = Server::start().await;
    let checker = checker();
    for (path, state, status) in [
        ("/document", LinkState::Opens, 200),
        ("/204", LinkState::Opens, 204),
        ("/404", LinkState::NotFound, 404),
        ("/410", LinkState::NotFound, 410),
        ("/401", LinkState::NeedsSignIn, 401),
        ("/403", LinkState::NeedsSignIn, 403),
        ("/400", LinkState::CouldNotCheck, 400),
        ("/405", LinkState::CouldNotCheck, 405),
        ("/429", LinkState::CouldNotCheck, 429),
        ("/451", LinkState::CouldNotCheck, 451),
        ("/500", LinkState::CouldNotCheck, 500),
        ("/503", LinkState::CouldNotCheck, 503),
        ("/nowhere", LinkState::CouldNotCheck, 302),
    ] {
        let found = checker.look(&link(&server, path)).await;
        assert_eq!((found.state, found.status), (state, Some(status)), "{path}");
    }
    for path in ["/hangs-up", "/garbage", "/endless-head"] {
        let found = checker.look(&link(&server, path)).await;
        assert_eq!((found.state, found.status), (LinkState::CouldNotCheck, None), "{path}");
    }
}

#[tokio::test]
async fn a_link_that_leads_elsewhere_for_good_has_moved_and_for_now_has_not() {
    let server = Server::start().await;
    let checker = checker();
    let moved = Some(link(&server, "/document"));
    for (path, state, status, leads_to) in [
        ("/moved", LinkState::Moved, 301, moved.clone()),
        ("/moved-308", LinkState::Moved, 308, moved.clone()),
        ("/moved-twice", LinkState::Moved, 301, moved),
        ("/found", LinkState::Opens, 200, None),
        ("/see-other", LinkState::Opens, 200, None),
        ("/for-now", LinkState::NotFound, 404, None),
        ("/moved-to-nothing", LinkState::NotFound, 404, None),
        ("/to-door", LinkState::NeedsSignIn, 302, None),
        ("/to-esia", LinkState::NeedsSignIn, 302, None),
        ("/around", LinkState::CouldNotCheck, 302, None),
    ] {
        let found = checker.look(&link(&server, path)).await;
        assert_eq!((found.state, found.status, found.leads_to), (state, Some(status), leads_to), "{path}");
    }
    let around = server.heads().iter().filter(|head| head.starts_with("GET /around ")).count();
    assert_eq!(around, 6, "the first request and five more");
}

#[tokio::test]
async fn a_request_says_who_asks_and_carries_nothing_else() {
    let server = Server::start().await;
    let found = checker().look(&link(&server, "/document#page=3")).await;
    assert_eq!(found.content.unwrap().bytes, DOCUMENT.as_bytes());
    let head = server.heads().remove(0).to_lowercase();
    let own = format!("host: school.example.org:{}\r\n", server.port);
    assert!(head.starts_with("get /document http/1.1\r\n") && head.contains(&own), "{head}");
    assert!(head.contains("user-agent: vekha/") && head.contains("(+https://vekha.example.org)"), "{head}");
    for forbidden in ["cookie", "authorization", "referer", "#page"] {
        assert!(!head.contains(forbidden), "{head}");
    }
}

#[tokio::test]
async fn content_without_end_is_not_read_to_its_end() {
    let server = Server::start().await;
    for path in ["/huge", "/endless"] {
        let found = checker().look(&link(&server, path)).await;
        assert_eq!((found.state, found.content), (LinkState::Opens, None), "{path}: no hash of a part, {LARGEST}");
    }
    for path in ["/silent", "/drip"] {
        let found = impatient().look(&link(&server, path)).await;
        assert_eq!(found.state, LinkState::CouldNotCheck, "{path}");
    }
}

#[tokio::test]
async fn no_address_leads_to_the_own_network() {
    let server = Server::start().await;
    let port = server.port;
    let strict = Checker { this_machine: false, ..checker() };
    for address in [
        format!("http://127.0.0.1:{port}/document"),
        format!("http://127.1:{port}/document"),
        format!("http://0x7f.0.0.1:{port}/document"),
        format!("http://0177.0.0.1:{port}/document"),
        format!("http://0.0.0.0:{port}/document"),
        format!("http://[::1]:{port}/document"),
        format!("http://[::ffff:127.0.0.1]:{port}/document"),
        format!("http://[::ffff:7f00:1]:{port}/document"),
        format!("http://[64:ff9b::7f00:1]:{port}/document"),
        format!("http://school.example.org:{port}/document"),
        "http://10.0.0.1/".to_owned(),
        "http://192.168.0.1/".to_owned(),
        "http://169.254.169.254/latest/meta-data/".to_owned(),
    ] {
        let found = strict.look(&parsed(&address)).await;
        assert_eq!((found.state, found.status), (LinkState::CouldNotCheck, None), "{address}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn no_redirect_leads_to_the_own_network_or_out_of_the_web() {
    let server = Server::start().await;
    for path in ["/to-metadata", "/to-intranet", "/to-file", "/to-named"] {
        let found = checker().look(&link(&server, path)).await;
        let known = (found.state, found.leads_to);
        assert_eq!(known, (LinkState::CouldNotCheck, None), "{path}");
    }
    let asked_for = Arc::new(Mutex::new(Vec::new()));
    let seen = asked_for.clone();
    let mut watching = checker();
    watching.resolve = Arc::new(move |name, port| {
        seen.lock().unwrap().push(name.to_owned());
        Ok(vec![SocketAddr::from(([127, 0, 0, 1], port))])
    });
    watching.look(&link(&server, "/to-decimal")).await;
    assert_eq!(*asked_for.lock().unwrap(), ["school.example.org"], "a decimal address is an address");
}

#[tokio::test]
async fn a_name_is_asked_once_a_request_and_its_second_face_is_looked_over_too() {
    let server = Server::start().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = asked.clone();
    let mut rebinding = checker();
    rebinding.resolve = Arc::new(move |_, port| {
        let first = counted.fetch_add(1, Ordering::SeqCst) == 0;
        Ok(vec![SocketAddr::from((if first { [127, 0, 0, 1] } else { [10, 0, 0, 1] }, port))])
    });
    assert_eq!(rebinding.look(&link(&server, "/document")).await.state, LinkState::Opens);
    assert_eq!(asked.load(Ordering::SeqCst), 1, "looked over and connected to is one answer");
    assert_eq!(rebinding.look(&link(&server, "/document")).await.state, LinkState::CouldNotCheck);
    let mut two_faced = checker();
    two_faced.resolve = Arc::new(|_, port| Ok([[127, 0, 0, 1], [192, 168, 0, 1]].map(|ip| (ip, port).into()).to_vec()));
    assert_eq!(two_faced.look(&link(&server, "/document")).await.state, LinkState::CouldNotCheck);
    let mut lost = checker();
    lost.resolve = Arc::new(|_, _| Err(io::ErrorKind::NotFound.into()));
    assert_eq!(lost.look(&link(&server, "/document")).await.state, LinkState::CouldNotCheck);
    lost.resolve = Arc::new(|_, _| Ok(Vec::new()));
    assert_eq!(lost.look(&link(&server, "/document")).await.state, LinkState::CouldNotCheck);
    assert_eq!(server.connections(), 1);
}

#[tokio::test]
async fn only_the_ports_of_the_web_are_asked_unless_the_settings_say_otherwise() {
    let server = Server::start().await;
    let strict = Checker { high_ports: false, ..checker() };
    assert_eq!(strict.look(&link(&server, "/document")).await.state, LinkState::CouldNotCheck);
    for port in [22, 25, 1023] {
        let found = checker().look(&parsed(&format!("http://school.example.org:{port}/"))).await;
        assert_eq!(found.state, LinkState::CouldNotCheck, "{port}");
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_certificate_is_believed_only_when_it_is_the_hosts_and_somebody_vouches_for_it() {
    let server = Server::private().await;
    let at = |host: &str| parsed(&format!("https://{host}:{}/document", server.port));
    let untrusting = checker();
    assert_eq!(untrusting.look(&at("school.example.org")).await.state, LinkState::CouldNotCheck);
    let trusting = checker();
    assert!(trusting.tls.set(connector(&[certificate()])).is_ok());
    assert_eq!(trusting.look(&at("school.example.org")).await.state, LinkState::Opens);
    assert_eq!(trusting.look(&at("other.example.org")).await.state, LinkState::CouldNotCheck);
    let plain = Server::start().await;
    let to_plain = parsed(&format!("https://school.example.org:{}/document", plain.port));
    assert_eq!(impatient().look(&to_plain).await.state, LinkState::CouldNotCheck);
}

/// SHA-256 in hexadecimal, as the log writes it.
pub(crate) fn sha256_of(content: &str) -> String {
    copies::sha256(content.as_bytes())
}

/// Keeps a copy as a look would.
pub(crate) async fn keep_copy(app: &App, content: &str, kind: &str) {
    let content = Content { bytes: content.as_bytes().to_vec(), kind: kind.to_owned() };
    copies::keep(app, &content).await.unwrap();
}

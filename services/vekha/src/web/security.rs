//! Headers that every answer carries: content security policy, no sniffing, no caching of pages with data.

use super::{Site, access, fault};
use axum::{
    Router,
    extract::{DefaultBodyLimit, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::Response,
};
use std::time::Duration;
use tower_http::{csrf::CsrfLayer, timeout::TimeoutLayer};

/// What pages may load: our own style sheet and pictures, nothing else; there is no script at all.
pub const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
                          frame-ancestors 'none'; base-uri 'none'";

/// How the program is reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Transport {
    /// Plain http on this machine: the demo and development.
    Plain,
    /// Behind TLS: secure cookies with the `__Host-` prefix and HSTS.
    Tls,
}

impl Transport {
    /// TLS for an address that begins with `https://`.
    pub fn of(base_url: &str) -> Transport {
        if base_url.starts_with("https://") { Transport::Tls } else { Transport::Plain }
    }

    /// Name of the session cookie.
    pub fn cookie(self) -> &'static str {
        match self {
            Transport::Plain => "vekha",
            Transport::Tls => "__Host-vekha",
        }
    }

    /// Attributes of the session cookie.
    pub fn attributes(self) -> &'static str {
        match self {
            Transport::Plain => "Path=/; HttpOnly; SameSite=Lax",
            Transport::Tls => "Path=/; HttpOnly; SameSite=Lax; Secure",
        }
    }
}

/// Adds the headers; what a handler set itself (long caching of static files) stays.
pub async fn headers(State(transport): State<Transport>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.entry(header::REFERRER_POLICY).or_insert(HeaderValue::from_static("same-origin"));
    headers.insert(
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=()"),
    );
    headers.insert(HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));
    if transport == Transport::Tls {
        headers
            .insert(header::STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000; includeSubDomains"));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Longest answer time of a request.
const PATIENCE: Duration = Duration::from_secs(30);
/// Largest body of a request, in bytes; the import of orders allows itself more.
const LARGEST: usize = 256 << 10;

/// Puts routes behind everything that no route may go without: headers, words for faults, limits, the refusal of
/// requests forged by other sites, and the recognition of who asks.
pub fn around(site: &Site, routes: Router) -> Router {
    let ours = CsrfLayer::new();
    let csrf = ours.clone().add_trusted_origin(&site.base_url).unwrap_or(ours);
    routes
        .layer(middleware::from_fn_with_state(site.clone(), access::recognise))
        .layer(csrf)
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(middleware::from_fn(fault::explain))
        .layer(middleware::from_fn_with_state(site.transport, headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_are_secure_when_people_come_over_https() {
        for plain in ["", "http://127.0.0.1:8080"] {
            assert_eq!(Transport::of(plain).cookie(), "vekha");
            assert!(!Transport::of(plain).attributes().contains("Secure"));
        }
        let tls = Transport::of("https://vekha.example.org");
        assert_eq!(tls.cookie(), "__Host-vekha");
        assert!(tls.attributes().contains("Secure"));
    }
}

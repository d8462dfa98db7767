//! A small faithful provider of OpenID Connect on the loopback: what it says about itself, its page to sign in, its tokens, its keys.

use axum::{
    Form, Json, Router,
    body::Body,
    extract::{Query, State},
    http::{HeaderMap, Request, StatusCode, header},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use openidconnect::{
    JsonWebKeyId, PkceCodeChallenge, PkceCodeVerifier, PrivateSigningKey,
    core::{CoreEdDsaPrivateSigningKey, CoreHmacKey, CoreJwsSigningAlgorithm, CoreRsaPrivateSigningKey},
};
use serde_json::{Value, json};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};
use tokio::net::TcpListener;
use tower::ServiceExt;

pub const CLIENT: &str = "vekha";
pub const SECRET: &str = "between the two of us";

/// Who signs the tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// The key of this seed, under the name of the one that is published.
    Seed(u8),
    /// The published RSA key, as most providers do.
    Rsa,
    /// The secret that the program knows too.
    Shared,
    /// Nobody.
    None,
}

/// What the provider does next.
#[derive(Clone)]
pub struct Mood {
    /// It answers nothing but 503.
    pub down: bool,
    /// It takes the secret in the form alone.
    pub in_form: bool,
    /// The seed of the published key.
    pub published: u8,
    pub signs: Signs,
    /// Whole seconds since 1970, UTC.
    pub now: i64,
    /// Claims that replace or join the usual ones; null takes one away.
    pub claims: Value,
    /// The token answer instead of a token.
    pub nonsense: Option<Value>,
}

#[derive(Clone)]
pub struct FakeProvider {
    pub issuer: String,
    pub mood: Arc<Mutex<Mood>>,
    /// Codes that were given out, with what was asked for.
    codes: Arc<Mutex<HashMap<String, HashMap<String, String>>>>,
    /// Tokens that were given out.
    pub tokens: Arc<Mutex<Vec<String>>>,
}

fn key(seed: u8) -> CoreEdDsaPrivateSigningKey {
    // PKCS#8 of an Ed25519 key is this prefix and the seed (RFC 8410, 7).
    let mut der = vec![0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    der.extend([seed; 32]);
    let pem = pem("PRIVATE", &STANDARD.encode(der));
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(&pem, Some(JsonWebKeyId::new("today".to_owned()))).unwrap()
}

/// A key of tests alone; it opens nothing.
fn rsa() -> CoreRsaPrivateSigningKey {
    let pem = pem("RSA PRIVATE", include_str!("rs256.txt").trim());
    CoreRsaPrivateSigningKey::from_pem(&pem, Some(JsonWebKeyId::new("rsa".to_owned()))).unwrap()
}

fn pem(kind: &str, text: &str) -> String {
    format!("-----BEGIN {kind} KEY-----\n{text}\n-----END {kind} KEY-----\n")
}

impl FakeProvider {
    /// Begins to serve; `now` in seconds since 1970.
    pub async fn start(now: i64) -> FakeProvider {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mood = Mood {
            down: false,
            in_form: false,
            published: 1,
            signs: Signs::Seed(1),
            now,
            claims: json!({}),
            nonsense: None,
        };
        let provider = FakeProvider {
            issuer: format!("http://{}/realms/office", listener.local_addr().unwrap()),
            mood: Arc::new(Mutex::new(mood)),
            codes: Arc::default(),
            tokens: Arc::default(),
        };
        let router = provider.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        provider
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/realms/office/.well-known/openid-configuration", get(configuration))
            .route("/realms/office/authorize", get(authorize))
            .route("/realms/office/token", post(token))
            .route("/realms/office/jwks", get(jwks))
            .with_state(self.clone())
    }

    pub fn change(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.mood.lock().unwrap());
    }

    /// Somebody signs in at the address the program sent them to; the address they are sent back to.
    pub async fn signed_in(&self, address: &str) -> String {
        let path = address.strip_prefix(self.issuer.trim_end_matches("/realms/office")).unwrap();
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = self.router().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{address}");
        answer.headers()[header::LOCATION].to_str().unwrap().to_owned()
    }

    fn signed(&self, asked: &HashMap<String, String>) -> String {
        let mood = self.mood.lock().unwrap().clone();
        let mut claims = json!({
            "iss": self.issuer, "sub": "f3a1", "aud": CLIENT, "nonce": asked["nonce"],
            "iat": mood.now, "exp": mood.now + 300, "preferred_username": "ganina",
        });
        for (name, value) in mood.claims.as_object().unwrap() {
            claims[name] = value.clone();
        }
        claims.as_object_mut().unwrap().retain(|_, value| !value.is_null());
        let (alg, kid) = match mood.signs {
            Signs::Seed(_) => ("EdDSA", "today"),
            Signs::Rsa => ("RS256", "rsa"),
            Signs::Shared => ("HS256", "today"),
            Signs::None => ("none", "today"),
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let body = format!("{}.{}", part(&json!({"alg": alg, "kid": kid, "typ": "JWT"})), part(&claims));
        let signature = match mood.signs {
            Signs::Seed(seed) => key(seed).sign(&CoreJwsSigningAlgorithm::EdDsa, body.as_bytes()).unwrap(),
            Signs::Rsa => rsa().sign(&CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256, body.as_bytes()).unwrap(),
            Signs::Shared => {
                CoreHmacKey::new(SECRET).sign(&CoreJwsSigningAlgorithm::HmacSha256, body.as_bytes()).unwrap()
            }
            Signs::None => Vec::new(),
        };
        format!("{body}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn configuration(State(provider): State<FakeProvider>) -> Response {
    let mood = provider.mood.lock().unwrap().clone();
    if mood.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let issuer = &provider.issuer;
    let way = if mood.in_form { "client_secret_post" } else { "client_secret_basic" };
    Json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/jwks"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["EdDSA", "RS256", "HS256", "none"],
        "token_endpoint_auth_methods_supported": [way],
    }))
    .into_response()
}

async fn authorize(State(provider): State<FakeProvider>, Query(asked): Query<HashMap<String, String>>) -> Response {
    let right = [("response_type", "code"), ("client_id", CLIENT), ("code_challenge_method", "S256")];
    let scopes: Vec<&str> = asked["scope"].split(' ').collect();
    if right.iter().any(|(key, value)| asked[*key] != *value) || scopes != ["openid", "profile", "email"] {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let code = format!("code-{}", asked["state"].chars().rev().take(8).collect::<String>());
    let back = format!("{}?code={code}&state={}", asked["redirect_uri"], asked["state"]);
    provider.codes.lock().unwrap().insert(code, asked);
    Redirect::to(&back).into_response()
}

async fn token(
    State(provider): State<FakeProvider>,
    headers: HeaderMap,
    Form(sent): Form<HashMap<String, String>>,
) -> Response {
    let mood = provider.mood.lock().unwrap().clone();
    if mood.down {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let basic = format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{}", SECRET.replace(' ', "+"))));
    let known = match mood.in_form {
        false => headers.get(header::AUTHORIZATION).is_some_and(|sent| sent == basic.as_str()),
        true => sent.get("client_secret").is_some_and(|secret| secret == SECRET) && sent["client_id"] == CLIENT,
    };
    let asked = provider.codes.lock().unwrap().remove(&sent["code"]);
    let Some(asked) = asked.filter(|asked| {
        let challenge =
            PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(sent["code_verifier"].clone()));
        let same = asked["redirect_uri"] == sent["redirect_uri"] && sent["grant_type"] == "authorization_code";
        known && same && challenge.as_str() == asked["code_challenge"]
    }) else {
        return (StatusCode::BAD_REQUEST, Json(json!({"error": "invalid_grant"}))).into_response();
    };
    let token = provider.signed(&asked);
    provider.tokens.lock().unwrap().push(token.clone());
    let whole = json!({"access_token": "opaque", "token_type": "Bearer", "expires_in": 300, "id_token": token});
    Json(mood.nonsense.unwrap_or(whole)).into_response()
}

async fn jwks(State(provider): State<FakeProvider>) -> Response {
    let published = provider.mood.lock().unwrap().published;
    Json(json!({"keys": [key(published).as_verification_key(), rsa().as_verification_key()]})).into_response()
}

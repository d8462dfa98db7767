//! The provider of OpenID Connect: where to send people, and who it says has come back. Its tokens are never logged.

use super::{CALLBACK, Registered, client::Client, client::Unreached, pending::Begun, settings::private};
use chrono::{DateTime, Utc};
use openidconnect::{
    AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret, CsrfToken, DiscoveryError,
    EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, JwsSigningAlgorithm, Nonce, PkceCodeChallenge,
    PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope, TokenResponse,
    core::{
        CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreJwsSigningAlgorithm,
        CoreProviderMetadata,
    },
};
use std::{
    error::Error,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::time::timeout;
use url::Url;

/// How long the provider is waited for, all its answers together.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what the provider says about itself is believed.
const BELIEVED: Duration = Duration::from_secs(60 * 60);

type Ready =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// The provider as the program is registered there. It is asked about itself when somebody first wants in.
pub struct Provider {
    registered: Registered,
    back: String,
    client: Client,
    known: Mutex<Option<(Arc<CoreProviderMetadata>, Instant)>>,
    patience: Duration,
}

/// Why it came to nothing; the log has the details.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failed {
    /// The provider did not answer in time, or not as one.
    Silent,
    /// It answered, and the answer cannot be believed.
    Untrusted,
}

/// Whom the provider vouches for.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Told {
    /// The name there.
    pub login: Option<String>,
    /// The e-mail address there.
    pub email: Option<String>,
    /// The provider has made sure that the address is this person's.
    pub email_verified: bool,
}

impl Provider {
    /// The provider of the settings; `base_url` is how people reach the program.
    pub fn new(registered: Registered, base_url: &str) -> Provider {
        let back = format!("{}{CALLBACK}", base_url.trim_end_matches('/'));
        Provider { registered, back, client: Client::new(), known: Mutex::default(), patience: PATIENCE }
    }

    /// Where to send somebody, and what to remember meanwhile.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn begin(&self, to: &str) -> Result<(Url, Begun), Failed> {
        let (metadata, _) = self.in_time(self.metadata()).await?;
        let begun = Begun::new(to);
        let (state, nonce) = (CsrfToken::new(begun.state.clone()), Nonce::new(begun.nonce.clone()));
        let verifier = PkceCodeVerifier::new(begun.verifier.clone());
        let (url, ..) = self
            .ready(&metadata)?
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scopes(["profile", "email"].map(|scope| Scope::new(scope.to_owned())))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        if !private(&url) {
            return Err(self.untrusted("its page to sign in is neither https nor on this machine"));
        }
        Ok((url, begun))
    }

    /// Who has come back with this code.
    ///
    /// # Errors
    /// [`Failed`].
    pub async fn finish(&self, code: String, begun: &Begun, now: DateTime<Utc>) -> Result<Told, Failed> {
        let told = self.in_time(self.told(code, begun, now)).await;
        if told.is_err() {
            self.forget();
        }
        told
    }

    async fn told(&self, code: String, begun: &Begun, now: DateTime<Utc>) -> Result<Told, Failed> {
        let (mut metadata, cached) = self.metadata().await?;
        let token = self.token(&metadata, code, begun).await?;
        let nonce = Nonce::new(begun.nonce.clone());
        let mut verified = self.verified(&metadata, &token, &nonce, now)?;
        // Providers change their keys; those known may be yesterday's.
        if cached && matches!(verified, Err(ClaimsVerificationError::SignatureVerification(_))) {
            self.forget();
            (metadata, _) = self.metadata().await?;
            verified = self.verified(&metadata, &token, &nonce, now)?;
        }
        verified.map_err(|e| self.untrusted(&whole(&e)))
    }

    /// The claims, if the token is this provider's, for this program, about this sign-in, and still good.
    fn verified(
        &self,
        metadata: &CoreProviderMetadata,
        token: &CoreIdToken,
        nonce: &Nonce,
        now: DateTime<Utc>,
    ) -> Result<Result<Told, ClaimsVerificationError>, Failed> {
        let ready = self.ready(metadata)?;
        // Only what the provider alone can sign: a shared secret would be ours as well.
        let signs =
            |alg: &&CoreJwsSigningAlgorithm| !alg.uses_shared_secret() && !matches!(alg, CoreJwsSigningAlgorithm::None);
        let algorithms = metadata.id_token_signing_alg_values_supported().iter().filter(signs).cloned();
        let verifier = ready.id_token_verifier().set_allowed_algs(algorithms).set_time_fn(move || now);
        Ok(token.claims(&verifier, nonce).map(|claims| Told {
            login: claims.preferred_username().map(|name| name.as_str().to_owned()),
            email: claims.email().map(|email| email.as_str().to_owned()),
            email_verified: claims.email_verified() == Some(true),
        }))
    }

    /// The ID token for the code.
    async fn token(&self, metadata: &CoreProviderMetadata, code: String, begun: &Begun) -> Result<CoreIdToken, Failed> {
        let ready = self.ready(metadata)?;
        let request = ready.exchange_code(AuthorizationCode::new(code)).map_err(|e| self.untrusted(&whole(&e)))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(begun.verifier.clone()));
        let answer = request.request_async(&self.client).await.map_err(|e| match e {
            RequestTokenError::Request(e) => self.silent(&whole(&e)),
            RequestTokenError::ServerResponse(refusal) => {
                self.untrusted(&format!("it refused the code: {}", refusal.error()))
            }
            // What could not be read may hold tokens, and so may the words of its error.
            RequestTokenError::Parse(..) => self.untrusted("its answer with the tokens cannot be read"),
            RequestTokenError::Other(_) => self.untrusted("its answer is empty or malformed"),
        })?;
        answer.id_token().cloned().ok_or_else(|| self.untrusted("there is no ID token in its answer"))
    }

    /// What the provider says about itself; true when it was known already.
    async fn metadata(&self) -> Result<(Arc<CoreProviderMetadata>, bool), Failed> {
        let known =
            self.known().as_ref().filter(|(_, at)| at.elapsed() < BELIEVED).map(|(metadata, _)| metadata.clone());
        if let Some(metadata) = known {
            return Ok((metadata, true));
        }
        let issuer = IssuerUrl::new(self.registered.issuer.clone()).map_err(|e| self.untrusted(&whole(&e)))?;
        let found = CoreProviderMetadata::discover_async(issuer, &self.client).await;
        let metadata = Arc::new(found.map_err(|e: DiscoveryError<Unreached>| self.silent(&whole(&e)))?);
        *self.known() = Some((metadata.clone(), Instant::now()));
        Ok((metadata, false))
    }

    fn ready(&self, metadata: &CoreProviderMetadata) -> Result<Ready, Failed> {
        let back = RedirectUrl::new(self.back.clone()).map_err(|e| self.untrusted(&whole(&e)))?;
        let id = ClientId::new(self.registered.client_id.clone());
        let secret = ClientSecret::new(self.registered.client_secret.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, Some(secret)).set_redirect_uri(back);
        // The usual way is HTTP Basic; some providers take the secret in the form alone.
        let ways = metadata.token_endpoint_auth_methods_supported();
        let takes = |way| ways.is_some_and(|ways| ways.contains(&way));
        let in_form = takes(CoreClientAuthMethod::ClientSecretPost) && !takes(CoreClientAuthMethod::ClientSecretBasic);
        Ok(if in_form { client.set_auth_type(AuthType::RequestBody) } else { client })
    }

    async fn in_time<T>(&self, work: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
        timeout(self.patience, work).await.unwrap_or_else(|_| Err(self.silent("it did not answer in time")))
    }

    fn known(&self) -> std::sync::MutexGuard<'_, Option<(Arc<CoreProviderMetadata>, Instant)>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks anew next time.
    fn forget(&self) {
        *self.known() = None;
    }

    fn silent(&self, why: &str) -> Failed {
        tracing::warn!(issuer = self.registered.issuer, why, "the provider of OpenID Connect does not answer");
        Failed::Silent
    }

    fn untrusted(&self, why: &str) -> Failed {
        tracing::warn!(issuer = self.registered.issuer, why, "an answer of OpenID Connect was not believed");
        Failed::Untrusted
    }
}

#[cfg(test)]
impl Provider {
    /// One that is waited for less.
    pub fn patient_for(mut self, patience: Duration) -> Provider {
        self.patience = patience;
        self
    }
}

/// An error with its causes.
fn whole(error: &(dyn Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| (**error).source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

//! Errors at the edge: a page with a code for the help desk, or a problem document (RFC 9457) for programs.

use super::{api::problem, pages};
use crate::{app::AppError, refusals, wording::Lang};
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use uuid::Uuid;
use vekha_domain::{proof::BadLink, refusal::Refusal};

/// Why a request was not answered.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The domain refused.
    Refused(Refusal),
    /// An address that cannot be a proof.
    Link(BadLink),
    /// What was sent cannot be read; key of the sentence.
    BadRequest(&'static str),
    /// The `Idempotency-Key` was used for something else.
    KeyReused,
    /// No visitor is known.
    SignInFirst,
    /// Known, but not this visitor's to do.
    Forbidden,
    /// No such thing, or somebody else's.
    NotFound,
    /// Not known yet on the day asked for.
    NotYet,
    /// Another method belongs here.
    Method,
    /// The page shows another day than today: nothing is changed there.
    LookingBack,
    /// Changed by somebody else meanwhile.
    Conflict,
    /// What `If-Match` names is not the present version.
    Precondition,
    /// The request is too big.
    TooBig,
    /// The body is of another kind than this request takes.
    Media,
    /// Too many tries.
    TooMany,
    /// It took too long.
    TimedOut,
    /// The outcome is unknown; the same command id settles it.
    Unknown(Uuid),
    /// The database does not answer for the moment; nothing was recorded.
    Away,
    /// The program is at fault.
    Broken,
}

impl Fault {
    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Fault::Refused(_) | Fault::Link(_) | Fault::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::BadRequest(_) => StatusCode::BAD_REQUEST,
            Fault::SignInFirst => StatusCode::UNAUTHORIZED,
            Fault::Forbidden => StatusCode::FORBIDDEN,
            Fault::NotFound | Fault::NotYet => StatusCode::NOT_FOUND,
            Fault::Method => StatusCode::METHOD_NOT_ALLOWED,
            Fault::LookingBack | Fault::Conflict => StatusCode::CONFLICT,
            Fault::Precondition => StatusCode::PRECONDITION_FAILED,
            Fault::TooBig => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Media => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Fault::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Fault::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Fault::Unknown(_) | Fault::Away => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable code: the last part of a problem's type.
    pub fn code(&self) -> &'static str {
        match self {
            Fault::Refused(refusal) => refusal.code(),
            Fault::Link(_) => "bad-link",
            Fault::BadRequest(_) => "bad-request",
            Fault::KeyReused => "key-reused",
            Fault::SignInFirst => "sign-in-first",
            Fault::Forbidden => "forbidden",
            Fault::NotFound => "not-found",
            Fault::NotYet => "not-yet",
            Fault::Method => "method",
            Fault::LookingBack => "looking-back",
            Fault::Conflict => "conflict",
            Fault::Precondition => "precondition",
            Fault::TooBig => "too-big",
            Fault::Media => "media",
            Fault::TooMany => "too-many",
            Fault::TimedOut => "timed-out",
            Fault::Unknown(_) => "unknown",
            Fault::Away => "away",
            Fault::Broken => "broken",
        }
    }

    /// The field of a form that the sentence belongs beside.
    pub fn field(&self) -> Option<&'static str> {
        match self {
            Fault::Refused(refusal) => refusal.field(),
            Fault::Link(_) => Some("links"),
            _ => None,
        }
    }

    /// Heading and sentence for people.
    pub fn words(&self, lang: Lang) -> (String, String) {
        match self {
            Fault::Refused(refusal) => (lang.say("fault-refused"), refusals::refusal(lang, refusal)),
            Fault::Link(why) => (lang.say("fault-refused"), refusals::link(lang, *why)),
            Fault::BadRequest(key) => (lang.say("fault-bad-request"), lang.say(key)),
            other => {
                let key = format!("fault-{}", other.code());
                (lang.say(&key), lang.say(&format!("{key}-note")))
            }
        }
    }

    fn of_status(status: StatusCode) -> Fault {
        match status {
            StatusCode::BAD_REQUEST | StatusCode::UNPROCESSABLE_ENTITY => Fault::BadRequest("fault-bad-request-note"),
            StatusCode::UNAUTHORIZED => Fault::SignInFirst,
            StatusCode::FORBIDDEN => Fault::Forbidden,
            StatusCode::NOT_FOUND => Fault::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Fault::Method,
            StatusCode::PAYLOAD_TOO_LARGE => Fault::TooBig,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Fault::Media,
            StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE => Fault::TimedOut,
            _ => Fault::Broken,
        }
    }
}

impl From<AppError> for Fault {
    fn from(error: AppError) -> Fault {
        match error {
            AppError::Refused(refusal) => Fault::Refused(refusal),
            AppError::NotFound => Fault::NotFound,
            AppError::Forbidden => Fault::Forbidden,
            AppError::Conflict => Fault::Conflict,
            AppError::TooMany => Fault::TooMany,
            AppError::Unknown { command_id } => Fault::Unknown(command_id),
            AppError::Away { .. } => Fault::Away,
            AppError::Newer { .. } | AppError::OtherSecret { .. } | AppError::Broken { .. } => Fault::Broken,
        }
    }
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Marks an answer that failed but has its own words: a form with its error.
#[derive(Clone, Copy)]
pub struct Worded;

/// The language that `Accept-Language` puts first; Russian when it names neither.
pub fn language(headers: &HeaderMap) -> Lang {
    let wanted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = wanted.split(',').find_map(|range| match range.trim().get(..2)?.to_ascii_lowercase().as_str() {
        "ru" => Some(Lang::Ru),
        "en" => Some(Lang::En),
        _ => None,
    });
    known.unwrap_or_default()
}

/// Gives every failed answer its words: whatever refused it (a handler, the router, a limit), people get a page and
/// programs a problem document.
pub async fn explain(request: Request, next: Next) -> Response {
    let code = code_of(vekha_event_log::random_bytes::<4>());
    let lang = language(request.headers());
    let api = request.uri().path().starts_with("/api/");
    let here = request.uri().path().to_owned();
    let method = request.method().clone();
    let mut response = next.run(request).await;
    let status = response.status();
    if (status.is_client_error() || status.is_server_error()) && response.extensions().get::<Worded>().is_none() {
        let fault = response.extensions().get::<Fault>().cloned().unwrap_or_else(|| Fault::of_status(status));
        if status.is_server_error() {
            tracing::error!(request = code, %method, path = unkeyed(&here), status = status.as_u16(), "request failed");
        }
        let worded =
            if api { problem::document(&fault, lang, &code) } else { pages::fault::page(&fault, lang, &here, &code) };
        response = with_allow(worded, &response);
    }
    if let Ok(value) = HeaderValue::from_str(&code) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// A path without what signs in: the log is read by others.
fn unkeyed(path: &str) -> &str {
    ["/signin/link/", "/first/", "/o/"].into_iter().find(|stem| path.starts_with(stem)).unwrap_or(path)
}

/// Headers that belong to the status and not to the words: the methods allowed.
fn with_allow(mut worded: Response, bare: &Response) -> Response {
    if let Some(allow) = bare.headers().get(header::ALLOW) {
        worded.headers_mut().insert(header::ALLOW, allow.clone());
    }
    worded
}

/// «Код обращения»: eight letters and digits that can be read out on the telephone.
fn code_of(bytes: [u8; 4]) -> String {
    let text = format!("{:08x}", u32::from_be_bytes(bytes));
    let (first, second) = text.split_at(4);
    format!("{first}-{second}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_has_its_words_in_both_languages() {
        let faults = [
            Fault::BadRequest("bad-cursor"),
            Fault::KeyReused,
            Fault::SignInFirst,
            Fault::Forbidden,
            Fault::NotFound,
            Fault::NotYet,
            Fault::Method,
            Fault::LookingBack,
            Fault::Conflict,
            Fault::Precondition,
            Fault::TooBig,
            Fault::Media,
            Fault::TooMany,
            Fault::TimedOut,
            Fault::Unknown(Uuid::nil()),
            Fault::Away,
            Fault::Broken,
            Fault::Link(BadLink::Scheme),
        ];
        for fault in faults {
            for lang in [Lang::Ru, Lang::En] {
                let (heading, sentence) = fault.words(lang);
                assert!(!format!("{heading}{sentence}").contains("Unknown localization"), "{fault:?}");
            }
        }
    }

    #[test]
    fn what_signs_in_is_not_written_to_the_log() {
        assert_eq!(unkeyed("/signin/link/c2VjcmV0"), "/signin/link/");
        assert_eq!(unkeyed("/first/c2VjcmV0"), "/first/");
        assert_eq!(unkeyed("/o/c2VjcmV0"), "/o/");
        assert_eq!(unkeyed("/offices/1/accounts"), "/offices/1/accounts");
    }

    #[test]
    fn the_first_language_known_of_those_accepted_is_spoken() {
        let spoken = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_LANGUAGE, text.parse().unwrap());
            language(&headers)
        };
        assert_eq!(spoken("de, en-GB;q=0.8, ru;q=0.5"), Lang::En);
        assert_eq!(spoken("ru-RU,en"), Lang::Ru);
        assert_eq!(spoken("*"), Lang::Ru);
        assert_eq!(language(&HeaderMap::new()), Lang::Ru);
    }
}

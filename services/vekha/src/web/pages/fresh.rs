//! Answers that may be kept and asked about again: their entity tag, their last change, and the 304.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chrono::{DateTime, SubsecRound, Utc};
use sha2::{Digest, Sha256};

/// How HTTP writes a moment (RFC 9110, 5.6.7).
const MOMENT: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// Which version of a page an answer is.
pub struct Version {
    tag: String,
    modified: DateTime<Utc>,
}

impl Version {
    /// The version made of everything the page depends on, last changed at a moment.
    pub fn of(made_of: &[&str], modified: DateTime<Utc>) -> Version {
        let mut hash = Sha256::new();
        hash.update(env!("CARGO_PKG_VERSION"));
        for part in made_of {
            hash.update([0]);
            hash.update(part);
        }
        // Weak: the same page goes out packed and unpacked.
        let tag: String = hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect();
        Version { tag: format!("W/\"{tag}\""), modified: modified.trunc_subsecs(0) }
    }

    /// Does the asker have it? A tag says more than a time, so the time counts only without one.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
        if let Some(tags) = said(header::IF_NONE_MATCH) {
            let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
            return tags.split(',').any(|tag| tag.trim() == "*" || bare(tag) == bare(&self.tag));
        }
        let since = said(header::IF_MODIFIED_SINCE).and_then(|text| DateTime::parse_from_rfc2822(text).ok());
        since.is_some_and(|since| self.modified <= since)
    }

    /// The answer «not modified».
    pub fn unchanged(&self, keep: &'static str) -> Response {
        self.put(StatusCode::NOT_MODIFIED.into_response(), keep)
    }

    /// The answer with its version; `keep` says who may keep it.
    pub fn put(&self, mut response: Response, keep: &'static str) -> Response {
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        if let Ok(tag) = HeaderValue::from_str(&self.tag) {
            headers.insert(header::ETAG, tag);
        }
        if let Ok(moment) = HeaderValue::from_str(&self.modified.format(MOMENT).to_string()) {
            headers.insert(header::LAST_MODIFIED, moment);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(name: header::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn whoever_has_the_version_is_not_sent_it_again() {
        let version = Version::of(&["7", "2023-07-05"], "2023-07-05T09:00:00.5Z".parse().unwrap());
        let sent = version.put(StatusCode::OK.into_response(), "no-cache");
        let (tag, moment) = (&sent.headers()[header::ETAG], &sent.headers()[header::LAST_MODIFIED]);
        assert_eq!(moment, "Wed, 05 Jul 2023 09:00:00 GMT");
        assert!(version.is_known(&asked(header::IF_NONE_MATCH, tag.to_str().unwrap())));
        assert!(version.is_known(&asked(header::IF_NONE_MATCH, tag.to_str().unwrap().trim_start_matches("W/"))));
        assert!(version.is_known(&asked(header::IF_MODIFIED_SINCE, "Wed, 05 Jul 2023 09:00:00 GMT")));
        assert!(!version.is_known(&asked(header::IF_MODIFIED_SINCE, "Wed, 05 Jul 2023 08:59:59 GMT")));
        assert!(!version.is_known(&HeaderMap::new()));
        let later = Version::of(&["8", "2023-07-05"], "2023-07-05T09:00:00Z".parse().unwrap());
        let mut both = asked(header::IF_NONE_MATCH, tag.to_str().unwrap());
        both.extend(asked(header::IF_MODIFIED_SINCE, "Wed, 05 Jul 2023 10:00:00 GMT"));
        assert!(!later.is_known(&both), "the tag decides");
    }
}

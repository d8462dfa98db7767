//! A message as it came: who wrote it, what it answers, its words; and whether a person or a program sent it.
//!
//! Whatever it holds, it is only looked at: nested messages are not opened, attachments are not taken, nothing is fetched.

use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

/// Largest message that is read whole, in bytes; of a larger one only its beginning.
pub const LARGEST: usize = 10 * 1024 * 1024;
/// How much of a message that is too large is looked at, in bytes.
pub const HEAD: usize = 64 * 1024;
/// Most characters of an answer that are looked at and kept.
pub const WORDS: usize = 4_000;
/// Most parts of a message that are looked at.
const PARTS: usize = 200;
/// Words that a message of ordinary make says a few times at most.
const NESTED: usize = 64;

/// What is known of a message.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Received {
    /// The message by its Message-ID, or by its bytes when it has none: the same message again has the same.
    pub key: [u8; 32],
    /// The only author's address, in small letters; none when there is none or several.
    pub from: Option<String>,
    /// `Sender` or `Return-Path` names somebody else's address.
    pub sent_for: bool,
    /// Subject.
    pub subject: String,
    /// The ids of what it answers, the nearest first, without brackets.
    pub answers: Vec<String>,
    /// The text, from the plain part or the HTML.
    pub text: String,
    /// The HTML, if there is any.
    pub html: Option<String>,
    /// A program sent it by itself: it is not answered and does nothing.
    pub automatic: bool,
    /// Files are attached.
    pub attached: bool,
    /// It is larger than [`LARGEST`].
    pub too_large: bool,
    /// A report about a letter that was not delivered: its text and everything it returned.
    pub report: Option<String>,
}

/// Reads a message; `size` is what it weighs when `bytes` are only its beginning. None when it is not one.
pub fn received(bytes: &[u8], size: usize) -> Option<Received> {
    let too_large = size > LARGEST;
    let bytes = if too_large { bytes.get(..HEAD).unwrap_or(bytes) } else { bytes };
    let tame = without_nested(bytes);
    if too_deep(&tame) {
        return None;
    }
    let message = MessageParser::default().parse(&tame)?;
    let from = only_address(message.from());
    let report = is_report(&message, from.as_deref()).then(|| {
        let parts = message.parts.iter().take(PARTS).filter_map(|part| words_of(&part.body));
        clipped(&parts.collect::<Vec<_>>().join("\n"), WORDS * 16)
    });
    let html = message.html_bodies().find_map(|part| match &part.body {
        PartType::Html(html) => Some(clipped(html, WORDS * 16)),
        _ => None,
    });
    let plain = message.text_bodies().find_map(|part| match &part.body {
        PartType::Text(text) => Some(clipped(text, WORDS * 4)),
        _ => None,
    });
    let text = plain.filter(|text| !text.trim().is_empty());
    Some(Received {
        key: key(&message, bytes),
        sent_for: sent_for(&message, from.as_deref()),
        subject: clipped(message.subject().unwrap_or_default(), 250),
        answers: answers(&message),
        text: text.or_else(|| html.as_deref().map(super::html::text)).unwrap_or_default(),
        automatic: is_automatic(&message),
        attached: message.attachments().any(|part| part.attachment_name().is_some()),
        from,
        html,
        too_large,
        report,
    })
}

fn key(message: &Message<'_>, bytes: &[u8]) -> [u8; 32] {
    match message.message_id() {
        Some(id) => Sha256::digest(id.as_bytes()).into(),
        None => Sha256::digest(bytes).into(),
    }
}

fn only_address(address: Option<&Address<'_>>) -> Option<String> {
    let mut all = address?.iter();
    let first = all.next()?.address.as_deref()?.trim().to_lowercase();
    (all.next().is_none() && !first.is_empty()).then_some(first)
}

fn sent_for(message: &Message<'_>, from: Option<&str>) -> bool {
    let sender = only_address(message.sender());
    let path = return_path(message).filter(|path| !path.is_empty());
    [sender, path].into_iter().flatten().any(|other| Some(other.as_str()) != from)
}

/// The address in `Return-Path`; empty for `<>`.
fn return_path(message: &Message<'_>) -> Option<String> {
    let raw = message.header_raw("Return-Path")?;
    Some(raw.trim().trim_start_matches('<').trim_end_matches('>').trim().to_lowercase())
}

fn answers(message: &Message<'_>) -> Vec<String> {
    let ids = |value: &HeaderValue<'_>| -> Vec<String> {
        match value {
            HeaderValue::Text(id) => vec![id.to_string()],
            HeaderValue::TextList(ids) => ids.iter().rev().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    };
    let mut all = ids(message.in_reply_to());
    all.extend(ids(message.references()));
    all.truncate(50);
    all
}

/// RFC 3834, and what older programs say instead.
fn is_automatic(message: &Message<'_>) -> bool {
    let header = |name: &str| message.header_raw(name).map(|value| value.trim().to_lowercase());
    let submitted = header("Auto-Submitted").is_some_and(|value| value.split(';').next() != Some("no"));
    let bulk = header("Precedence").is_some_and(|v| ["bulk", "auto_reply", "junk", "list"].contains(&v.as_str()));
    let marked =
        ["X-Autoreply", "X-Autorespond", "X-Auto-Reply-From", "List-Id"].iter().any(|name| header(name).is_some());
    let nobody = return_path(message).is_some_and(|path| path.is_empty());
    submitted
        || bulk
        || marked
        || nobody
        || super::reading::names_an_automatic_answer(message.subject().unwrap_or_default())
}

/// A report by RFC 3464, or whatever a mail system sends in its own name.
fn is_report(message: &Message<'_>, from: Option<&str>) -> bool {
    let kind = message.content_type();
    let by_rule = kind.is_some_and(|kind| {
        kind.subtype() == Some("report")
            && kind.attribute("report-type").is_some_and(|r| r.eq_ignore_ascii_case("delivery-status"))
    });
    let system = from.and_then(|from| from.split_once('@')).is_some_and(|(name, _)| {
        ["mailer-daemon", "postmaster", "mailerdaemon", "microsoftexchange"]
            .iter()
            .any(|system| name.starts_with(system))
    });
    by_rule || system || message.header_raw("X-Failed-Recipients").is_some()
}

fn words_of(body: &PartType<'_>) -> Option<String> {
    match body {
        PartType::Text(text) => Some(text.to_string()),
        PartType::Html(html) => Some(super::html::text(html)),
        PartType::Binary(bytes) | PartType::InlineBinary(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
        PartType::Message(_) | PartType::Multipart(_) => None,
    }
}

/// The first so many characters.
pub fn clipped(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Nested messages become plain parts: opening them costs memory and stack that a message could ask for without end.
fn without_nested(bytes: &[u8]) -> Vec<u8> {
    let mut tame = bytes.to_vec();
    let lower = bytes.to_ascii_lowercase();
    for (outer, inner) in [("message", "rfc822"), ("message", "global"), ("multipart", "digest")] {
        for at in places(&lower, inner.as_bytes()) {
            let before = lower.get(at.saturating_sub(200)..at).unwrap_or_default();
            if places(before, outer.as_bytes()).next().is_some()
                && let Some(letter) = tame.get_mut(at)
            {
                *letter = b'x';
            }
        }
    }
    tame
}

fn too_deep(tame: &[u8]) -> bool {
    let lower = tame.to_ascii_lowercase();
    let nested = ["rfc822", "digest", "/global"].iter().map(|word| places(&lower, word.as_bytes()).count());
    nested.sum::<usize>() > NESTED || places(&lower, b"multipart/").count() > NESTED
}

fn places<'a>(bytes: &'a [u8], word: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(word.len()).enumerate().filter(move |(_, part)| *part == word).map(|(at, _)| at)
}

//! What of an answer its sender has written: without the letter it answers, and without the signature.

/// Lines that end what people wrote themselves: all behind them is the letter answered.
const SEPARATORS: [&str; 12] = [
    "исходное сообщение",
    "original message",
    "пересланное сообщение",
    "пересылаемое сообщение",
    "пересылаемое письмо",
    "forwarded message",
    "begin forwarded message",
    "начало переадресованного сообщения",
    "начало пересылаемого сообщения",
    "конец пересылаемого сообщения",
    "reply message",
    "исходное письмо",
];
/// Heads of the letter answered, as mail programs repeat them.
const HEADS: [&str; 4] = ["от:", "from:", "от кого:", "*от:*"];
const MORE_HEADS: [&str; 10] =
    ["отправлено:", "дата:", "sent:", "date:", "кому:", "to:", "тема:", "subject:", "*отправлено:*", "*кому:*"];
/// How the line before quoted lines ends.
const WROTE: [&str; 10] = [
    "пишет:",
    "писал:",
    "писала:",
    "писал(а):",
    "написал:",
    "написала:",
    "написал(а):",
    "wrote:",
    "сообщает:",
    "пишут:",
];
const SIGNATURES: [&str; 14] = [
    "с уважением",
    "с наилучшими",
    "с искренним уважением",
    "отправлено с iphone",
    "отправлено с ipad",
    "отправлено из",
    "отправлено с телефона",
    "отправлено с моего",
    "sent from",
    "best regards",
    "kind regards",
    "get outlook",
    "всего доброго",
    "с почтением",
];
/// Most lines that the introduction of a quotation runs over.
const WRAPPED: usize = 3;

/// The text without quotations and signature.
pub fn own_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}'], "\n").replace(['\u{a0}', '\u{202f}'], " ");
    let text: String =
        text.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | '\u{200e}' | '\u{200f}')).collect();
    let lines: Vec<&str> = text.lines().collect();
    let mut own: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let bare = line.trim();
        let rest = lines.get(at + 1..).unwrap_or_default();
        if ends(bare, rest) {
            break;
        }
        if bare.starts_with('>') {
            at += 1;
            continue;
        }
        if let Some(long) = introduces(lines.get(at..).unwrap_or_default()) {
            let after = lines.get(at + long..).unwrap_or_default();
            let quoted = after.iter().map(|line| line.trim()).find(|line| !line.is_empty());
            if !quoted.is_some_and(|line| line.starts_with('>')) {
                break;
            }
            at += long;
            continue;
        }
        own.push(line);
        at += 1;
    }
    own.join("\n").trim().to_owned()
}

/// Does the own text end before this line?
fn ends(line: &str, rest: &[&str]) -> bool {
    let lower = lower(line);
    let dashed = lower.trim_matches(['-', '_', '=', '*', ' ', ':']);
    let ruled = lower.starts_with("--") || lower.starts_with("==") || lower.starts_with("__");
    if SEPARATORS.iter().any(|words| dashed == *words || (ruled && dashed.starts_with(words))) {
        return true;
    }
    if line == "--" || line == "—" || (line.len() >= 20 && line.chars().all(|c| c == '_')) {
        return true;
    }
    let head = |line: &str, heads: &[&str]| heads.iter().any(|head| line.starts_with(head));
    if head(&lower, &HEADS) && rest.iter().take(4).any(|next| head(&self::lower(next.trim()), &MORE_HEADS)) {
        return true;
    }
    SIGNATURES.iter().any(|words| lower.starts_with(words))
}

/// How many lines the introduction of a quotation takes here: «пн, 5 июл. 2023 г. в 09:00, Веха <…>:».
fn introduces(lines: &[&str]) -> Option<usize> {
    let mut joined = String::new();
    for (at, line) in lines.iter().take(WRAPPED).enumerate() {
        let line = line.trim();
        if line.is_empty() && at > 0 {
            return None;
        }
        joined.push_str(&lower(line));
        joined.push(' ');
        if joined.trim_end().ends_with(':') {
            return introduction(joined.trim_end()).then_some(at + 1);
        }
    }
    None
}

fn introduction(words: &str) -> bool {
    let digits = words.chars().any(|c| c.is_ascii_digit());
    let wrote = WROTE.iter().any(|end| words.ends_with(end));
    // Mail.ru and Yandex end the line with the address.
    let address = words.contains('@') && (words.ends_with(">:") || words.ends_with("):") || words.ends_with("\":"));
    let begins = words.starts_with("on ") || words.starts_with(|c: char| c.is_ascii_digit()) || weekday(words);
    (wrote && (digits || words.contains('@'))) || (address && digits && begins) || (wrote && words.starts_with("от "))
}

fn weekday(words: &str) -> bool {
    const DAYS: [&str; 7] = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
    const SHORT: [&str; 7] = ["пн", "вт", "ср", "чт", "пт", "сб", "вс"];
    let first = words.split([',', ' ', '.']).next().unwrap_or_default();
    DAYS.contains(&first) || SHORT.contains(&first)
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

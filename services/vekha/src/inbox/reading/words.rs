//! The words of answers: which of them say that something is done, which ask for another term, and which add nothing.

use super::days::{self, Written};

/// What a word is to an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
    /// «Исполнено».
    Done,
    /// «Перенос».
    Move,
    /// «Прошу».
    Ask,
    /// «Срок».
    Term,
    /// «Пункт»: a number comes next.
    Of,
    /// The number of a row.
    Row(String),
    /// A day.
    Day(Written),
    /// Today or yesterday.
    Ago(u64),
    /// A word that adds nothing.
    Filler,
    /// Any other word: an answer with one is for people to read.
    Other,
}

/// A word with its place in the text.
#[derive(Clone, Debug)]
pub struct Token<'t> {
    /// As typed.
    pub text: &'t str,
    /// What it is.
    pub kind: Kind,
    /// Where it begins.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

/// A sentence with its words.
pub struct Sentence<'t> {
    /// Where it begins.
    pub start: usize,
    /// Where it ends, behind its full stop.
    pub end: usize,
    /// Its words.
    pub tokens: Vec<Token<'t>>,
}

const DONE: [&str; 20] = [
    "исполнено",
    "исполнен",
    "исполнена",
    "исполнены",
    "выполнено",
    "выполнен",
    "выполнена",
    "выполнены",
    "сделано",
    "проведено",
    "проведен",
    "проведена",
    "проведены",
    "исполнил",
    "исполнила",
    "исполнили",
    "выполнил",
    "выполнила",
    "выполнили",
    "провели",
];
const MOVE: [&str; 8] =
    ["перенос", "переноса", "переносе", "перенести", "перенесите", "продлить", "продление", "продлите"];
const ASK: [&str; 11] =
    ["прошу", "просим", "просьба", "нужен", "необходим", "вас", "пожалуйста", "о", "разрешить", "согласовать", "до"];
const TERM: [&str; 7] = ["срок", "срока", "сроков", "сроки", "исполнения", "выполнения", "к"];
const OF: [&str; 13] = [
    "п",
    "пп",
    "пункт",
    "пункта",
    "пункту",
    "строка",
    "строке",
    "строки",
    "мероприятие",
    "мероприятия",
    "мероприятию",
    "№",
    "номер",
];
const FILLER: [&str; 31] = [
    "да",
    "в",
    "на",
    "по",
    "и",
    "полном",
    "объеме",
    "полностью",
    "вовремя",
    "своевременно",
    "ссылка",
    "ссылки",
    "ссылке",
    "документ",
    "документы",
    "документа",
    "подтверждающий",
    "подтверждающие",
    "подтверждение",
    "отчет",
    "протокол",
    "справка",
    "материалы",
    "размещены",
    "размещен",
    "размещена",
    "г",
    "года",
    "дата",
    "мной",
    "нами",
];
const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const GREETING: [&str; 13] = [
    "здравствуйте",
    "здравствуй",
    "добрый",
    "доброе",
    "доброго",
    "приветствую",
    "уважаемая",
    "уважаемый",
    "уважаемые",
    "коллеги",
    "hello",
    "dear",
    "светлого",
];
const GREETED: [&str; 6] = ["день", "дня", "утро", "вечер", "вечера", "времени"];
/// Said behind «исполнено», any of them takes it back, or part of it.
const BUT: [&str; 9] = ["но", "однако", "кроме", "пока", "частично", "ошибочно", "отменено", "отменить", "исключением"];
const LATER: [&str; 6] = ["будет", "будут", "планируется", "планируем", "завтра", "собираемся"];

/// The word as it is compared.
fn folded(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// The words between two places of a text.
pub fn tokens<'t>(text: &'t str, start: usize, end: usize, rows: &[&str]) -> Vec<Token<'t>> {
    let mut found: Vec<Token<'t>> = Vec::new();
    let part = text.get(start..end).unwrap_or_default();
    let mut begun: Option<usize> = None;
    let cut = |at: usize, begun: &mut Option<usize>, found: &mut Vec<Token<'t>>| {
        let Some(from) = begun.take() else { return };
        let raw = part.get(from..at).unwrap_or_default();
        let word = raw.trim_matches('.');
        if word.is_empty() {
            return;
        }
        let from = start + from + (raw.len() - raw.trim_start_matches('.').len());
        push(found, Token { text: word, kind: Kind::Other, start: from, end: from + word.len() }, rows);
    };
    let mut before = ' ';
    for (at, c) in part.char_indices() {
        // A number ends where letters begin: «п.2.23», «№2.23», «03.07г.».
        let joint = (before.is_numeric() && c.is_alphabetic()) || before == '№';
        let number = c.is_numeric() && begun.and_then(|from| part.get(from..at)).is_some_and(letters_only);
        if joint || number {
            cut(at, &mut begun, &mut found);
        }
        if c.is_alphanumeric() || c == '№' || c == '.' || c == '%' {
            begun.get_or_insert(at);
        } else {
            cut(at, &mut begun, &mut found);
        }
        before = c;
    }
    cut(part.len(), &mut begun, &mut found);
    found
}

fn letters_only(text: &str) -> bool {
    text.chars().all(|c| c.is_alphabetic() || c == '.')
}

/// Tells what the word is, joining it to the day before it when it is a month or a year.
fn push<'t>(found: &mut Vec<Token<'t>>, mut token: Token<'t>, rows: &[&str]) {
    let word = folded(token.text);
    if let Some(month) = MONTHS.iter().position(|month| *month == word) {
        let day = found.last().and_then(|last| last.text.parse::<u32>().ok()).filter(|_| !token.text.is_empty());
        let read = day.map(|day| Written { day, month: u32::try_from(month).unwrap_or(0) + 1, year: None });
        if let (Some(read), Some(last)) = (read.filter(|read| read.is_day()), found.last_mut()) {
            last.kind = Kind::Day(read);
            last.end = token.end;
            return;
        }
    }
    if let Some(year) = days::year(&word)
        && let Some(Token { kind: Kind::Day(day), end, .. }) = found.last_mut()
        && day.year.is_none()
    {
        day.year = Some(year);
        *end = token.end;
        return;
    }
    // «г.» belongs to the day.
    if matches!(word.as_str(), "г" | "года")
        && let Some(Token { kind: Kind::Day(_), end, .. }) = found.last_mut()
    {
        *end = token.end;
        return;
    }
    let named = found.last().is_some_and(|last| last.kind == Kind::Of);
    token.kind = kind(&word, named, rows);
    found.push(token);
}

fn kind(word: &str, named: bool, rows: &[&str]) -> Kind {
    let is = |list: &[&str]| list.contains(&word);
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        let number = word.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        return match days::read(word) {
            _ if number && (named || rows.contains(&word)) => Kind::Row(word.to_owned()),
            Some(day) => Kind::Day(day),
            None if number && word.contains('.') => Kind::Row(word.to_owned()),
            None => Kind::Other,
        };
    }
    match word {
        "сегодня" => Kind::Ago(0),
        "вчера" => Kind::Ago(1),
        _ if is(&DONE) => Kind::Done,
        _ if is(&MOVE) => Kind::Move,
        _ if is(&OF) => Kind::Of,
        "срок" | "на" | "по" | "в" => Kind::Filler,
        _ if is(&ASK) => Kind::Ask,
        _ if is(&TERM) => Kind::Term,
        _ if is(&FILLER) => Kind::Filler,
        _ => Kind::Other,
    }
}

/// The sentence from a place on; none when there is no word left. A stop behind a bare number or «п.» is none.
pub fn sentence<'t>(text: &'t str, from: usize, rows: &[&str]) -> Option<Sentence<'t>> {
    let rest = text.get(from..)?;
    let start = from + rest.find(|c: char| c.is_alphanumeric() || c == '№')?;
    let tail = text.get(start..)?;
    let mut end = text.len();
    for (at, c) in tail.char_indices() {
        let next = tail.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let stop = match c {
            '\n' | '!' | '?' | ';' => true,
            '.' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        if stop {
            let tokens = tokens(text, start, start + at, rows);
            let open = tail.get(..at).is_some_and(|said| said.trim_end().ends_with([',', ':', '—', '–', '-']));
            let short = tokens.last().is_some_and(|last| matches!(last.kind, Kind::Of));
            let bare = tokens.iter().all(|t| matches!(t.kind, Kind::Row(_) | Kind::Of));
            if c != '?' && (bare || (c == '.' && short) || (c == '\n' && open && !greets(&tokens))) {
                continue;
            }
            end = start + at + c.len_utf8();
            break;
        }
    }
    let tokens = tokens(text, start, end, rows);
    (!tokens.is_empty()).then_some(Sentence { start, end, tokens })
}

/// Does the sentence begin as greetings do?
pub fn greets(tokens: &[Token<'_>]) -> bool {
    tokens.first().is_some_and(|first| GREETING.contains(&folded(first.text).as_str()))
}

/// Where the words behind a greeting begin.
pub fn after_greeting(tokens: &[Token<'_>]) -> Option<usize> {
    let greeting = |word: &str| GREETING.contains(&word) || GREETED.contains(&word);
    tokens.iter().find(|token| !greeting(&folded(token.text))).map(|token| token.start)
}

/// Is what was said before taken back, wholly or in part?
pub fn takes_back(tokens: &[Token<'_>]) -> bool {
    let words: Vec<String> = tokens.iter().map(|token| folded(token.text)).collect();
    let done = |word: &String| {
        ["испол", "выпол", "сдела", "прове", "состо", "завер", "готов"].iter().any(|s| word.starts_with(s))
    };
    let pairs = words.iter().zip(words.iter().skip(1));
    words.iter().any(|word| BUT.contains(&word.as_str()) || word.starts_with("частичн"))
        || pairs.into_iter().any(|(a, b)| (a == "не" || LATER.contains(&a.as_str())) && done(b))
}

/// Does a reason begin with a refusal of the request itself: «не нужен», «не требуется»?
pub fn denies(reason: &str) -> bool {
    let mut words = reason.split_whitespace().map(folded);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    first == "невозможен"
        || (first == "не" && ["нуж", "треб", "возм", "прош", "над"].iter().any(|s| second.starts_with(s)))
}

/// Is it the subject of an answer that nobody wrote?
pub fn names_an_automatic_answer(subject: &str) -> bool {
    const SUBJECTS: [&str; 8] = [
        "автоответ",
        "автоматический ответ",
        "автоматическое уведомление",
        "out of office",
        "automatic reply",
        "auto-reply",
        "autoreply",
        "вне офиса",
    ];
    let subject = folded(subject);
    SUBJECTS.iter().any(|words| subject.trim_start().starts_with(words))
}

//! The words of an HTML message, without the letter it quotes; addresses of links stay beside their words.

/// Elements whose content is no text.
const SILENT: [&str; 4] = ["style", "script", "head", "title"];
/// Elements that begin a line.
const LINES: [&str; 10] = ["br", "p", "div", "tr", "li", "h1", "h2", "h3", "table", "ul"];
/// Classes and ids by which mail programs mark the letter they quote.
const QUOTED: [&str; 9] = [
    "gmail_quote",
    "gmail_extra",
    "yahoo_quoted",
    "divrplyfwdmsg",
    "appendonsend",
    "moz-cite-prefix",
    "oriquote",
    "mail-src",
    "replyforwardmessage",
];

/// The words as lines.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    // Inside of elements that are not shown; quotations that were opened.
    let (mut silent, mut quoted): (Option<String>, usize) = (None, 0);
    let mut link: Option<String> = None;
    while let Some((words, tag, after)) = next_tag(rest) {
        if silent.is_none() && quoted == 0 {
            out.push_str(&unescaped(words));
        }
        rest = after;
        let name = name_of(tag);
        if let Some(inside) = &silent {
            if tag.starts_with('/') && name == *inside {
                silent = None;
            }
            continue;
        }
        match (name.as_str(), tag.starts_with('/')) {
            (silenced, false) if SILENT.contains(&silenced) => silent = Some(name),
            ("blockquote", false) => quoted += 1,
            ("blockquote", true) => quoted = quoted.saturating_sub(1),
            ("a", false) => link = attribute(tag, "href").filter(|to| to.to_ascii_lowercase().starts_with("http")),
            ("a", true) => {
                if let Some(to) = link.take().filter(|to| quoted == 0 && !out.ends_with(to.as_str())) {
                    out.push(' ');
                    out.push_str(&to);
                    out.push(' ');
                }
            }
            (line, _) if LINES.contains(&line) => out.push('\n'),
            _ => {}
        }
        // The program's own mark of a quotation: nothing of one's own comes behind it.
        if !tag.starts_with('/') && is_quotation(tag) {
            return out;
        }
    }
    if silent.is_none() && quoted == 0 {
        out.push_str(&unescaped(rest));
    }
    out
}

/// The words before the next tag, the tag without its brackets, and what follows.
fn next_tag(html: &str) -> Option<(&str, &str, &str)> {
    let (words, after) = html.split_once('<')?;
    if let Some(comment) = after.strip_prefix("!--") {
        let (_, beyond) = comment.split_once("-->").unwrap_or(("", ""));
        return Some((words, "!", beyond));
    }
    let (tag, beyond) = after.split_once('>').unwrap_or((after, ""));
    Some((words, tag, beyond))
}

fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches('/');
    name.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase()
}

fn is_quotation(tag: &str) -> bool {
    ["class", "id"].iter().filter_map(|name| attribute(tag, name)).any(|value| {
        let value = value.to_ascii_lowercase();
        QUOTED.iter().any(|mark| value.contains(mark))
    })
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let (at, _) = lower.match_indices(name).find(|(at, _)| {
        let before = lower.get(..*at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + name.len()..).map(str::trim_start);
        before.is_some_and(char::is_whitespace) && after.is_some_and(|after| after.starts_with('='))
    })?;
    let value = tag.get(at + name.len()..)?.trim_start().strip_prefix('=')?.trim_start();
    let read = match value.chars().next()? {
        quote @ ('"' | '\'') => value.get(1..)?.split(quote).next()?,
        _ => value.split(|c: char| c.is_whitespace()).next()?,
    };
    Some(unescaped(read))
}

/// White space as HTML shows it, and the signs that mail programs write by name or number.
fn unescaped(words: &str) -> String {
    let words = words.replace(['\r', '\n', '\t'], " ");
    let mut out = String::with_capacity(words.len());
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let sign = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        match sign.and_then(|(name, beyond)| Some((sign_of(name)?, beyond))) {
            Some((sign, beyond)) => {
                out.push(sign);
                rest = beyond;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn sign_of(name: &str) -> Option<char> {
    let number = |text: &str, radix| u32::from_str_radix(text, radix).ok().and_then(char::from_u32);
    match name {
        "nbsp" => Some(' '),
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "laquo" => Some('\u{ab}'),
        "raquo" => Some('\u{bb}'),
        "mdash" => Some('\u{2014}'),
        "ndash" => Some('\u{2013}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            digits.strip_prefix(['x', 'X']).map_or_else(|| number(digits, 10), |hex| number(hex, 16))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_links_stay_and_quotations_go() {
        let html = "<html><head><style>p{}</style></head><body><p>Исполнено&nbsp;&laquo;да&raquo;, \
                    <a href=\"https://x.example.org/a?b=1&amp;c=2\">протокол</a></p>\
                    <blockquote>Не исполнено</blockquote><p>конец</p><div class=\"gmail_quote\">старое</div></body></html>";
        let lines: Vec<String> =
            text(html).lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, ["Исполнено «да», протокол https://x.example.org/a?b=1&c=2", "конец"]);
    }

    #[test]
    fn broken_html_is_read_as_far_as_it_goes() {
        for html in ["<", "<a href=", "a<!-- b", "<blockquote>a", "&#xffffffff;&;&", "<style>x", "<a href='", "</"] {
            let _ = text(html);
        }
        assert_eq!(text("a<!-- b --> c"), "a c");
    }
}

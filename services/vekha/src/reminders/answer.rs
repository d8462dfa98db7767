//! What a server answered, as the log may keep it for ever: without addresses of people.

/// Longest answer that is kept, in characters.
const LONGEST: usize = 300;
/// A name before the @ so short is a word of the answer rather than a person.
const SHORTEST: usize = 3;
/// What stands where an address was.
const LEFT_OUT: &str = "…";

/// An answer without any e-mail address, and without the name before the @ of the recipient's; one line, cut.
pub fn without_addresses(answer: &str, to: &str) -> String {
    let edge = |c: char| c.is_whitespace() || c.is_control() || "<>()[]{},;:\"'`|".contains(c);
    let mut out = String::new();
    for word in answer.split_inclusive(edge) {
        let (body, end) = match word.char_indices().next_back().filter(|(_, c)| edge(*c)) {
            Some((at, c)) => (word.get(..at).unwrap_or_default(), Some(if c.is_control() { ' ' } else { c })),
            None => (word, None),
        };
        let lower = body.to_ascii_lowercase();
        out.push_str(if lower.contains('@') || lower.contains("%40") { LEFT_OUT } else { body });
        out.extend(end);
    }
    let name = to.split('@').next().unwrap_or_default().trim().to_ascii_lowercase();
    if name.len() >= SHORTEST {
        while let Some(at) = out.to_ascii_lowercase().find(&name) {
            out.replace_range(at..at + name.len(), LEFT_OUT);
        }
    }
    out.chars().take(LONGEST).collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_addresses;

    #[test]
    fn no_address_of_an_answer_gets_into_the_log() {
        for (answer, kept) in [
            ("250 2.0.0 Ok: queued as 4F3A", "250 2.0.0 Ok: queued as 4F3A"),
            ("550 5.1.1 <Ganina@example.org>: no such user", "550 5.1.1 <…>: no such user"),
            ("550 5.1.1 ganina@example.org", "550 5.1.1 …"),
            ("550 user GANINA unknown", "550 user … unknown"),
            ("250 accepted bounce+ganina=example.org@relay.example.net.", "250 accepted …"),
            ("450 see http://example.org/?who=ganina%40example.org", "450 see http:…"),
            ("550 two\r\nlines", "550 two  lines"),
            ("550 \"ganina\"@example.org", "550 \"…\"…"),
        ] {
            assert_eq!(without_addresses(answer, "ganina@example.org"), kept);
        }
        assert!(without_addresses(&"слово ".repeat(1_000), "a@example.org").chars().count() <= 300);
    }
}

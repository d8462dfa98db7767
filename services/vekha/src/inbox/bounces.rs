//! Letters that came back (RFC 3464), and the reports that mail systems write in words of their own.

/// What a report says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// «5.1.1».
    pub status: String,
    /// For good.
    pub permanent: bool,
}

/// What a report says became of the letter; none when it is only late, arrived, or says nothing that is understood.
pub fn read(text: &str) -> Option<Report> {
    let field = |name: &str| {
        text.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.trim().eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    };
    let action = field("Action").map(|action| action.to_ascii_lowercase());
    // Delayed mail still goes; delivered and relayed mail went.
    if matches!(action.as_deref(), Some("delayed" | "delivered" | "relayed" | "expanded")) {
        return None;
    }
    let status = field("Status").and_then(|status| status_in(&status)).or_else(|| status_in(text))?;
    Some(Report { permanent: status.starts_with('5'), status })
}

/// The first code such as «5.1.1», or «550», which stands for «5.0.0», in a text.
fn status_in(text: &str) -> Option<String> {
    let words = || text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|word| !word.is_empty());
    let long = |word: &&str| {
        let parts: Vec<&str> = word.trim_matches('.').split('.').collect();
        let digits =
            |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        matches!(parts.as_slice(), [class, subject, detail]
            if (*class == "4" || *class == "5") && digits(subject, 3) && digits(detail, 3))
    };
    if let Some(status) = words().find(long) {
        return Some(status.trim_matches('.').to_owned());
    }
    let reply = words()
        .find(|word| word.len() == 3 && matches!(*word, "550" | "551" | "552" | "553" | "554" | "450" | "451" | "452"));
    reply.map(|code| if code.starts_with('5') { "5.0.0".to_owned() } else { "4.0.0".to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_back_is_told_from_what_is_late() {
        let table = [
            ("Final-Recipient: rfc822; a@b.example.org\nAction: failed\nStatus: 5.1.1", Some(("5.1.1", true))),
            ("Action: failed\nStatus: 4.2.2 (mailbox full)", Some(("4.2.2", false))),
            ("Action: delayed\nStatus: 4.4.1", None),
            ("Action: delivered\nStatus: 2.0.0", None),
            ("Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'", Some(("5.1.10", true))),
            ("SMTP error: 550 Message was not accepted -- invalid mailbox", Some(("5.0.0", true))),
            ("host mx.example.org said: 452 try later", Some(("4.0.0", false))),
            ("Здравствуйте, ваше письмо получено", None),
        ];
        for (text, expected) in table {
            let read = read(text);
            assert_eq!(read.as_ref().map(|r| (r.status.as_str(), r.permanent)), expected, "{text}");
        }
    }
}

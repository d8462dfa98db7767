//! What a login and a password must be like (NIST SP 800-63B, 5.1.1.2: long, and none that everybody tries first).

/// Shortest password, in characters.
pub const SHORTEST: usize = 10;
/// Longest password that is hashed, in bytes.
pub const LONGEST: usize = 1_024;
/// Longest login, in characters.
pub const LONGEST_LOGIN: usize = 64;

/// Words and runs of keys that guessers try first, on a Latin keyboard, without digits around them.
const WIDESPREAD: &str = include_str!("widespread.txt");

/// What is wrong with a password.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Weak {
    /// Shorter than [`SHORTEST`].
    Short,
    /// Longer than [`LONGEST`].
    Long,
    /// It is the login, with or without something around it.
    Login,
    /// Guessers try it first.
    Widespread,
}

impl Weak {
    /// The last part of its sentence's key.
    pub fn code(self) -> &'static str {
        match self {
            Weak::Short => "short",
            Weak::Long => "long",
            Weak::Login => "login",
            Weak::Widespread => "widespread",
        }
    }
}

/// What is wrong with this password for this login; nothing when it may be used.
pub fn weakness(password: &str, login: &str) -> Option<Weak> {
    if password.chars().count() < SHORTEST {
        return Some(Weak::Short);
    }
    if password.len() > LONGEST {
        return Some(Weak::Long);
    }
    let keys = on_latin_keys(password);
    let word = keys.trim_matches(|c: char| !c.is_alphabetic());
    let login = on_latin_keys(login.trim());
    if !login.is_empty() && (word == login || keys.trim() == login || keys.replace(&login, "").chars().count() < 4) {
        return Some(Weak::Login);
    }
    let known = |text: &str| WIDESPREAD.lines().any(|line| line == text);
    (is_run(&keys) || word.is_empty() || known(word) || known(&keys)).then_some(Weak::Widespread)
}

/// May this be a login? Letters and digits, and `.`, `-`, `_`, `@` between them.
pub fn is_login(login: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || ".-_@".contains(c);
    let edge = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let length = login.chars().count();
    (2..=LONGEST_LOGIN).contains(&length)
        && login.chars().all(inside)
        && edge(login.chars().next())
        && edge(login.chars().next_back())
}

/// One sign again and again, or two in turn, or signs in their order forwards or backwards.
fn is_run(text: &str) -> bool {
    let signs: Vec<u32> = text.chars().map(u32::from).collect();
    let repeats = |every: usize| signs.iter().zip(signs.iter().skip(every)).all(|(a, b)| a == b);
    let steps = |by: i64| signs.iter().zip(signs.iter().skip(1)).all(|(a, b)| i64::from(*b) - i64::from(*a) == by);
    repeats(1) || repeats(2) || repeats(3) || repeats(4) || steps(1) || steps(-1)
}

/// The keys of a Russian keyboard in the order of their signs from U+0430 on, as the Latin keyboard has them.
const KEYS: &str = "f,dult;pbqrkvyjghcnea[wxio]sm'.z";

/// The text in lower case as it would come out with the keyboard switched to Latin: a Russian word typed so, or the same keys
/// under Russian letters, is one password to a guesser.
fn on_latin_keys(text: &str) -> String {
    let key = |c: char| match u32::from(c).checked_sub(0x430) {
        Some(0x21) => '`',
        Some(at) => usize::try_from(at).ok().and_then(|at| KEYS.chars().nth(at)).unwrap_or(c),
        None => c,
    };
    text.to_lowercase().chars().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_guessers_try_first_is_refused_on_either_keyboard() {
        for password in [
            "qwertyuiop",
            "йцукенгшщз",
            "Qwerty12345",
            "йцукен2023",
            "password123",
            "Пароль1234",
            "gfhjkm12345",
            "parol12345",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "ababababab",
            "123123123123",
            "19.05.1975!",
            "администратор1",
            "admin123456",
            "vekha123456",
        ] {
            assert_eq!(weakness(password, "ganina"), Some(Weak::Widespread), "{password}");
        }
    }

    #[test]
    fn a_password_is_long_enough_and_not_the_login() {
        assert_eq!(weakness("девять999", "ganina"), Some(Weak::Short));
        assert_eq!(weakness(&"я".repeat(600), "ganina"), Some(Weak::Long));
        for password in ["Ganina2023!", "ganinaganina", "ганина-2023", "123ganina456"] {
            let login = if password.contains('г') { "ганина" } else { "ganina" };
            assert_eq!(weakness(password, login), Some(Weak::Login), "{password}");
        }
        for password in ["горизонт-7-синий", "лодка кофе снег", "correct horse", "кот ест ганину"]
        {
            assert_eq!(weakness(password, "ganina"), None, "{password}");
        }
    }

    #[test]
    fn a_login_is_one_word_of_letters_digits_and_few_signs() {
        for login in ["ganina", "e.ganina", "ganina@example.org", "ганина-2", "a1"] {
            assert!(is_login(login), "{login}");
        }
        for login in ["", "a", ".ganina", "ganina ", "две ганины", "a/b", "<b>", &"a".repeat(65)] {
            assert!(!is_login(login), "{login}");
        }
    }
}

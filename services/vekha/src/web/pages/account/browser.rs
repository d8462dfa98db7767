//! A browser in words: what it calls itself is long and begins with lies.

use crate::wording::Lang;

/// What a browser writes, and its name; the first that fits, since most claim to be others too.
const BROWSERS: [(&str, &str); 8] = [
    ("YaBrowser/", "yandex"),
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chromium", "Chromium"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

/// What a system is called in it, and its name.
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

/// «Firefox, Windows».
pub fn words(lang: Lang, agent: &str) -> String {
    let named =
        |table: &[(&str, &'static str)]| table.iter().find(|(sign, _)| agent.contains(sign)).map(|(_, name)| *name);
    let browser = match named(&BROWSERS) {
        Some("yandex") => Some(lang.say("account-browser-yandex")),
        other => other.map(str::to_owned),
    };
    let words: Vec<String> = browser.into_iter().chain(named(&SYSTEMS).map(str::to_owned)).collect();
    if words.is_empty() { lang.say("account-browser-unknown") } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_called_by_its_name_and_not_by_whom_it_claims_to_be() {
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0 ";
        let said = |agent: &str| words(Lang::Ru, agent);
        assert_eq!(said(&format!("{chrome}YaBrowser/24.4 Safari/537.36")), "Яндекс Браузер, Windows");
        assert_eq!(said(&format!("{chrome}Safari/537.36 Edg/124.0")), "Edge, Windows");
        assert_eq!(said(&format!("{chrome}Safari/537.36")), "Chrome, Windows");
        assert_eq!(said("Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0"), "Firefox, Linux");
        assert_eq!(
            said("Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Safari/604.1"),
            "Safari, iPhone"
        );
        assert_eq!(said(""), "неизвестная программа");
    }
}

//! What is said to people: tables of sentences, Russian and English.

const RU: &str = include_str!("../locales/ru.txt");
const EN: &str = include_str!("../locales/en.txt");

/// A language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Words(&'static str);

impl Words {
    /// `ru` or `en`; none for any other.
    pub fn of(lang: &str) -> Option<Words> {
        match lang {
            "ru" => Some(Words(RU)),
            "en" => Some(Words(EN)),
            _ => None,
        }
    }

    /// The sentence of a key with its arguments in the places `{0}`, `{1}` …; the key itself when there is no sentence.
    pub fn say(self, key: &str, args: &[&str]) -> String {
        let lines = self.0.lines().filter_map(|line| line.split_once(" = "));
        let found = lines.filter(|(name, _)| *name == key).map(|(_, text)| text).next().unwrap_or(key);
        args.iter()
            .enumerate()
            .fold(found.replace("\\n", "\n"), |text, (at, arg)| text.replace(&format!("{{{at}}}"), arg))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_say_the_same_things_with_the_same_arguments() {
        let shape = |text: &'static str| -> Vec<(&str, Vec<bool>)> {
            let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
            let args = |text: &str| (0..4).map(|at| text.contains(&format!("{{{at}}}"))).collect();
            lines.map(|line| line.split_once(" = ").unwrap()).map(|(key, text)| (key, args(text))).collect()
        };
        assert_eq!(shape(RU), shape(EN));
    }
}

//! Words for people: every sentence comes from `locales/`, Russian first, English second.

use fluent_templates::{Loader, fluent_bundle::FluentValue};
use std::{borrow::Cow, collections::HashMap};

fluent_templates::static_loader! {
    static LOCALES = {
        locales: "./locales",
        fallback_language: "ru",
        // Isolation marks would show up in letters and spreadsheets.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// A language of pages and letters.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Lang {
    /// Russian, the default.
    #[default]
    Ru,
    /// English.
    En,
}

impl Lang {
    /// The tag for `lang="…"` and `Accept-Language`.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Ru => "ru",
            Lang::En => "en",
        }
    }

    fn id(self) -> fluent_templates::LanguageIdentifier {
        match self {
            Lang::Ru => fluent_templates::langid!("ru"),
            Lang::En => fluent_templates::langid!("en"),
        }
    }

    /// The words under `key`.
    pub fn say(self, key: &str) -> String {
        LOCALES.lookup(&self.id(), key)
    }

    /// The words under `key` with its arguments filled in; numbers choose the plural form.
    pub fn say_with<'a>(self, key: &str, args: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>) -> String {
        let args: HashMap<Cow<'static, str>, FluentValue<'a>> =
            args.into_iter().map(|(k, v)| (Cow::Borrowed(k), v)).collect();
        LOCALES.lookup_with_args(&self.id(), key, &args)
    }

    /// The words under `key`, or none when the key does not exist.
    pub fn try_say(self, key: &str) -> Option<String> {
        LOCALES.try_lookup(&self.id(), key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_choose_the_russian_plural() {
        let count = |n: u32| Lang::Ru.say_with("count-activities", [("n", n.into())]);
        assert_eq!(count(1), "1 мероприятие");
        assert_eq!(count(3), "3 мероприятия");
        assert_eq!(count(11), "11 мероприятий");
        assert_eq!(count(21), "21 мероприятие");
        assert_eq!(Lang::En.say_with("count-activities", [("n", 1.into())]), "1 activity");
    }
}

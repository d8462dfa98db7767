//! `--help` in the words of the locales, and what was wrong with a call: which word, and what to do.

use crate::wording::Lang;
use clap::{
    Arg, ArgAction, Command, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

/// The command with its descriptions replaced by those of the locales, its subcommands too.
pub fn in_words(command: Command, lang: Lang) -> Command {
    let words = |key: &str| lang.try_say(key);
    let shape = format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", lang.say("cli-usage"));
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let command = command.disable_version_flag(true).arg(version);
    let command = command.about(lang.say("help-vekha")).after_help(lang.say("cli-exit-status"));
    described(command, "vekha", &shape, &words, lang)
}

fn described(
    command: Command,
    path: &str,
    shape: &str,
    words: &impl Fn(&str) -> Option<String>,
    lang: Lang,
) -> Command {
    let own = |id: &str| words(&format!("help-{path}-{id}")).or_else(|| words(&format!("argument-{id}")));
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help);
    let mut command = command
        .disable_help_flag(true)
        .arg(help)
        .help_template(shape.to_owned())
        .subcommand_help_heading(lang.say("cli-commands"))
        .mut_args(|argument| {
            let heading = if argument.is_positional() { "cli-arguments" } else { "cli-options" };
            let help = own(argument.get_id().as_str());
            let argument = argument.help_heading(lang.say(heading));
            match help {
                Some(help) => argument.help(help),
                None => argument,
            }
        });
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    for name in names {
        let path = format!("{path}-{name}");
        let about = words(&format!("help-{path}"));
        command = command.mut_subcommand(&name, |inner| {
            let inner = match about {
                Some(about) => inner.about(about),
                None => inner,
            };
            described(inner, &path, shape, words, lang)
        });
    }
    command
}

/// What is wrong with the call. The word is the one people typed.
pub fn wrong_use(error: &Error, lang: Lang) -> String {
    let word = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand].iter().find_map(|kind| error.get(*kind));
    let word = word.map(ContextValue::to_string).unwrap_or_default();
    let value = error.get(ContextKind::InvalidValue).map(ContextValue::to_string).unwrap_or_default();
    let valid = error.get(ContextKind::ValidValue).map(ContextValue::to_string).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::UnknownArgument | ErrorKind::InvalidSubcommand => "unknown",
        ErrorKind::MissingRequiredArgument => "missing",
        ErrorKind::InvalidValue if !valid.is_empty() => "choice",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "value",
        ErrorKind::ArgumentConflict => "conflict",
        _ => "other",
    };
    let args = [("word", word.into()), ("value", value.into()), ("valid", valid.into())];
    lang.say_with(&format!("wrong-use-{what}"), args)
}

#[cfg(test)]
mod tests {
    use super::super::Cli;
    use super::*;
    use clap::CommandFactory;

    fn every_help(command: &mut Command, all: &mut Vec<String>) {
        all.push(command.render_long_help().to_string());
        for inner in command.get_subcommands_mut().filter(|c| !c.is_hide_set()) {
            every_help(inner, all);
        }
    }

    #[test]
    fn help_is_in_russian_from_the_first_word_to_the_last() {
        let mut command = in_words(Cli::command(), Lang::Ru);
        command.build();
        let mut all = Vec::new();
        every_help(&mut command, &mut all);
        for text in &all {
            for foreign in ["Usage", "Options", "Arguments", "Commands", "Print help", "Unknown localization"] {
                assert!(!text.contains(foreign), "{foreign}: {text}");
            }
        }
        assert!(all.len() > 12 && all.iter().all(|text| text.contains("Вызов:")));
    }

    #[test]
    fn a_wrong_call_is_told_in_russian_with_the_word_that_is_wrong() {
        for (call, word) in [
            (vec!["vekha", "nonsense"], "nonsense"),
            (vec!["vekha", "overdue", "--frobnicate"], "--frobnicate"),
            (vec!["vekha", "overdue", "--as-of", "yesterday"], "yesterday"),
            (vec!["vekha", "fulfilment", "--by", "weather"], "section"),
            (vec!["vekha", "deadline", "май"], "--from"),
        ] {
            let error = in_words(Cli::command(), Lang::Ru).try_get_matches_from(call).unwrap_err();
            let told = wrong_use(&error, Lang::Ru);
            assert!(told.contains(word) && told.contains("--help"), "{told}");
        }
    }
}

//! What a person should look at in an order before it is adopted: doubts of the reader, people without e-mail, empty groups.

use super::super::{asked::Asked, written};
use crate::json::ImportShown;
use std::collections::BTreeMap;
use vekha_office::name_key;

/// All of it as sentences, the order as a whole first.
pub fn of(shown: &ImportShown, asked: &Asked) -> Vec<String> {
    let mut flags: Vec<String> = shown.warnings.iter().map(|w| written::capital(&w.words)).collect();
    for row in &shown.activities {
        // An empty term is asked for below.
        for warning in row.warnings.iter().filter(|w| w.code != "empty_deadline") {
            let args = [("number", row.number.clone().into()), ("words", warning.words.clone().into())];
            flags.push(asked.lang.say_with("upload-flag-row", args));
        }
    }
    flags.extend(listed("upload-flag-no-email", &without_email(shown, asked), asked));
    flags.extend(listed("upload-flag-empty-group", &empty_groups(shown, asked), asked));
    flags
}

fn listed(key: &str, names: &[String], asked: &Asked) -> Option<String> {
    let args = [("n", names.len().into()), ("names", names.join(", ").into())];
    (!names.is_empty()).then(|| asked.lang.say_with(key, args))
}

/// Names of one kind in the order, each once, by the key two spellings share.
fn named(shown: &ImportShown, kind: &str) -> BTreeMap<String, String> {
    let all = shown.activities.iter().flat_map(|row| &row.responsible).filter(|r| r.kind == kind);
    all.map(|r| (name_key(&r.name), written::unbroken(&r.name))).collect()
}

/// Who cannot be written to.
fn without_email(shown: &ImportShown, asked: &Asked) -> Vec<String> {
    let mut named = named(shown, "person");
    for (_, contact) in asked.names.iter().filter(|(_, contact)| contact.email.is_some()) {
        named.remove(&name_key(&contact.name));
    }
    named.into_values().collect()
}

/// Groups of which nobody would have anything to do.
fn empty_groups(shown: &ImportShown, asked: &Asked) -> Vec<String> {
    let mut named = named(shown, "group");
    let groups = asked.state().office().groups();
    for group in groups.filter(|group| group.members_on(asked.today).next().is_some()) {
        named.remove(&name_key(&group.name));
    }
    named.into_values().collect()
}

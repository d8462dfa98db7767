//! Documents that can be tested are tested: links lead somewhere, examples are what the program takes.

use vekha_tests::tree;

#[test]
fn links_in_documents_lead_to_files() {
    let mut lost = Vec::new();
    // Links of the help are addresses of pages; the tests of the help follow them.
    let documents = tree::files(&[".md"]).into_iter().filter(|file| !file.path.contains("/locales/"));
    for file in documents {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for target in file.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.starts_with('#') || target.starts_with("mailto:") {
                continue;
            }
            let target = target.split('#').next().unwrap_or_default();
            if !tree::root().join(folder).join(target).exists() {
                lost.push(format!("{} links to {target}", file.path));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn paths_named_in_documents_exist() {
    let tops = ["domain/", "projections/", "services/", "migrations/", "seeds/", "tests/", "ops/", ".ci/"];
    let mut lost = Vec::new();
    for file in tree::files(&[".md"]).into_iter().filter(|file| !file.path.contains('/')) {
        // Code between backquotes; a fenced block has an odd place too, and its lines are looked at word by word.
        for word in file.text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace) {
            let path = word.trim_end_matches([',', '.', ';', ':']);
            let plain = path.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
            if plain && tops.iter().any(|top| path.starts_with(top)) && !tree::root().join(path).exists() {
                lost.push(format!("{} names {path}", file.path));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

/// Everything that people wrote, in any form.
fn written() -> Vec<tree::File> {
    let endings = ".rs .md .toml .html .ftl .css .js .mjs .json .sql .txt .tsv .csv .service .conf \
                   Caddyfile Dockerfile tests/run .ci/run LICENSE";
    tree::files(&endings.split_whitespace().collect::<Vec<_>>())
}

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    for file in written().into_iter().filter(|file| !file.path.starts_with("tests/guards/")) {
        for home in ["/work/", "/root/", "/home/", "/Users/", "C:\\"] {
            assert!(!file.text.contains(home), "{} contains {home}", file.path);
        }
    }
}

#[test]
fn addresses_of_people_are_at_reserved_domains() {
    for file in written() {
        for (at, _) in file.text.match_indices('@') {
            let (before, after) = (&file.text[..at], &file.text[at + 1..]);
            let named = before.ends_with(|c: char| c.is_alphanumeric() || "._-".contains(c));
            let domain: String = after.chars().take_while(|c| c.is_alphanumeric() || ".-".contains(*c)).collect();
            let domain = domain.trim_end_matches(['.', '-']);
            let top = domain.rsplit('.').next().unwrap_or_default();
            let mail = named && domain.contains('.') && !top.is_empty() && top.chars().all(char::is_alphabetic);
            let reserved = ["example", "invalid", "test", "localhost"].contains(&top)
                || ["example.org", "example.com", "example.net"].iter().any(|d| domain.ends_with(d));
            assert!(!mail || reserved, "{}: an address at {domain}", file.path);
        }
    }
}

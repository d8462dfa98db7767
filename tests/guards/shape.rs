//! The shape of the code: short files with a sentence on top, in folders named after what users know.

use vekha_tests::tree;

/// Longest file of code, in lines; tests and benches may be longer.
const LONGEST: usize = 350;

#[test]
fn files_of_code_are_short() {
    let long: Vec<String> = tree::files(&[".rs"])
        .into_iter()
        .filter(|file| !file.is_test() && !file.path.contains("/benches/"))
        .map(|file| (file.text.lines().count(), file.path))
        .filter(|(lines, _)| *lines > LONGEST)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn each_file_of_code_begins_by_saying_what_it_is_for() {
    for file in tree::files(&[".rs"]) {
        let first = file.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 20, "{} begins with: {first}", file.path);
    }
}

#[test]
fn no_folder_or_file_is_a_drawer_for_odds_and_ends() {
    for file in tree::files(&[".rs"]) {
        for drawer in ["util", "utils", "helper", "helpers", "common", "manager", "misc"] {
            let named = file.path.split(['/', '.']).any(|part| part == drawer);
            assert!(!named, "{}: name it after what it is", file.path);
        }
    }
}

#[test]
fn the_top_level_is_the_one_everybody_knows() {
    let known = "ARCHITECTURE.md CHANGELOG.md CONTRIBUTING.md Cargo.lock Cargo.toml LICENSE LICENSE-APACHE LICENSE-MIT \
                 README.md clippy.toml deny.toml domain migrations node_modules ops projections rust-toolchain.toml \
                 rustfmt.toml seeds services target tests";
    let known: Vec<&str> = known.split_whitespace().collect();
    for entry in std::fs::read_dir(tree::root()).unwrap().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        assert!(name.starts_with('.') || known.contains(&name.as_str()), "{name} does not belong at the top");
    }
}

#[test]
fn nothing_is_left_for_later_without_saying_so() {
    for file in tree::files(&[".rs", ".html", ".ftl", ".toml", ".sql", ".css"]) {
        if file.path.starts_with("tests/guards/") {
            continue;
        }
        for word in ["TODO", "FIXME", "XXX", "#[ignore", "todo!(", "unimplemented!("] {
            assert!(!file.text.contains(word), "{} contains {word}", file.path);
        }
    }
}

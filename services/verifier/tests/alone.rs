//! The program itself, in an empty folder with an empty environment.

use crate::support::{events, export, files, key_text, note, package, proof, signing};
use std::{
    path::Path,
    process::{Command, Output},
};

fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let mut program = Command::new(env!("CARGO_BIN_EXE_vekha-verify"));
    let Output { status, stdout, stderr } = program.args(arguments).current_dir(folder).env_clear().output().unwrap();
    (status.code().unwrap(), String::from_utf8([stdout, stderr].concat()).unwrap())
}

#[test]
fn it_needs_nothing_but_the_files() {
    let (folder, lines) = (tempfile::tempdir().unwrap(), events(10));
    let (at, key) = (folder.path(), key_text(&signing()));
    let put = |name: &str, bytes: &[u8]| std::fs::write(at.join(name), bytes).unwrap();
    put("log.jsonl", &export(&lines));
    put("cut.jsonl", &export(&lines[..4]));
    put("note.txt", note(&lines[..6]).as_bytes());
    put("key.txt", key.as_bytes());
    put("proof.jsonl", proof(&lines, "activity-2").as_bytes());
    put("package.zip", &package(&files(&lines), &lines));
    let whole: &[&[&str]] = &[
        &["log", "log.jsonl"],
        &["log", "log.jsonl", "--note", "note.txt", "--key", "key.txt"],
        &["note", "note.txt", "--key", &key],
        &["proof", "proof.jsonl", "--key", "key.txt", "--note", "note.txt"],
        &["package", "package.zip"],
        &["package", "package.zip", "--note", "note.txt", "--key", &key],
        &["--help"],
    ];
    for arguments in whole {
        let (status, said) = run(at, arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
    }
    let (status, said) = run(at, &["--lang", "en", "log", "cut.jsonl", "--note", "note.txt", "--key", &key]);
    assert_eq!((status, said.starts_with("BROKEN (anchor) at: 6.")), (1, true), "{said}");
    for (arguments, status) in [
        (vec!["log", "log.jsonl", "--note", "note.txt"], 2),
        (vec!["log"], 2),
        (vec!["bake", "log.jsonl"], 2),
        (vec!["log", "log.jsonl", "--key", "vekha+1+2"], 2),
        (vec!["log", "missing.jsonl"], 3),
        (vec!["note", "key.txt", "--key", &key], 1),
    ] {
        assert_eq!(run(at, &arguments).0, status, "{arguments:?}");
    }
}

//! What an outsider is given, checked in an empty folder with an empty environment by the program that knows nothing of Vekha.

use vekha_tests::{Folder, Ran, tree, vekha, verifier};

#[test]
fn a_package_and_a_proof_convince_whoever_has_nothing_else() {
    let (folder, empty) = (Folder::new(), Folder::new());
    let database = folder.database("vekha.db");
    let on = ["--database", &database];
    let order = tree::root().join("seeds/orders/seversky.docx");
    vekha(&[&["import", &order.to_string_lossy()], &on[..]].concat()).ok();
    let out = |name: &str| empty.file(name).to_string_lossy().into_owned();
    let (package, proof, log) = (out("package.zip"), out("proof.jsonl"), out("log.jsonl"));
    vekha(&[&["package", "северский", "--output", &package], &on[..]].concat()).ok();
    vekha(&[&["log", "export", &log], &on[..]].concat()).ok();
    let lines = std::fs::read_to_string(&log).unwrap();
    let activity = lines.split("activity-").nth(1).unwrap()[..36].to_owned();
    vekha(&[&["prove", &activity, "--output", &proof], &on[..]].concat()).ok();
    let key = vekha(&[&["key"], &on[..]].concat()).ok().said.trim().to_owned();

    let at = empty.path();
    let Ran { code, said, .. } = verifier(at, &["package", "package.zip", "--key", &key]);
    assert!(code == 0 && said.contains("Пакет цел"), "{said}");
    let Ran { code, said, .. } = verifier(at, &["proof", "proof.jsonl", "--key", &key]);
    assert!(code == 0 && said.contains("activity_planned"), "{said}");
    // The note out of the proof is a note like any other: the log holds it, and so says Vekha itself.
    let first: serde_json::Value =
        serde_json::from_str(std::fs::read_to_string(&proof).unwrap().lines().next().unwrap()).unwrap();
    std::fs::write(empty.file("note.txt"), first["note"].as_str().unwrap()).unwrap();
    let Ran { code, said, .. } = verifier(at, &["log", "log.jsonl", "--note", "note.txt", "--key", &key]);
    assert_eq!(code, 0, "{said}");
    let note = out("note.txt");
    vekha(&[&["verify", "--anchor", &note], &on[..]].concat()).ok();
    let whole = std::fs::read_to_string(&note).unwrap();
    let lost = out("lost.txt");
    std::fs::write(&lost, whole.split_once('\n').unwrap().1).unwrap();
    let Ran { code, complained, .. } = vekha(&[&["verify", "--anchor", &lost], &on[..]].concat());
    assert!(code != 0 && complained.contains("подпись"), "a note without its first line is no anchor: {complained}");

    let honest = std::fs::read(&package).unwrap();
    for at_byte in (0..honest.len()).step_by(honest.len() / 40) {
        let mut changed = honest.clone();
        changed[at_byte] ^= 1;
        std::fs::write(&package, changed).unwrap();
        let Ran { code, said, .. } = verifier(at, &["package", "package.zip", "--key", &key]);
        assert!(code == 1 && said.contains("НАРУШЕНО"), "byte {at_byte}: {said}");
    }
    let cut: Vec<&str> = lines.lines().collect();
    std::fs::write(&log, format!("{}\n", cut[..cut.len() - 1].join("\n"))).unwrap();
    let Ran { code, said, .. } = verifier(at, &["log", "log.jsonl", "--note", "note.txt", "--key", &key]);
    assert!(code == 1 && said.contains("anchor"), "a tail cut off: {said}");
}

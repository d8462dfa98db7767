//! LibreOffice as a person has it who opens our files: without a window, with a profile of its own, counting every formula anew.

use super::folder::Folder;
use std::{fs, io, process::Command};

/// Formulas are counted when a workbook of Excel is opened, whatever values are kept in it.
const PROFILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"#;

/// Opens the files, each with its name, and saves them as files of another ending, all at once: starting costs most.
/// None, said aloud, where LibreOffice is not installed.
pub fn resaved(files: &[(&str, Vec<u8>)], ending: &str) -> Option<Vec<Vec<u8>>> {
    let folder = Folder::new();
    let (profile, out) = (folder.file("profile"), folder.file("out"));
    put(&profile.join("user/registrymodifications.xcu"), PROFILE.as_bytes());
    let mut command = Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", profile.display())).arg("--headless").env("HOME", &profile);
    if files.iter().any(|(name, _)| name.ends_with(".csv")) {
        // Semicolons, quotes, UTF-8, from the first line.
        command.arg("--infilter=Text - txt - csv (StarCalc):59,34,76,1");
    }
    command.args(["--convert-to", ending, "--outdir"]).arg(&out);
    for (name, bytes) in files {
        let file = folder.file(name);
        put(&file, bytes);
        command.arg(file);
    }
    let told = match command.output() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            eprintln!("skipped: LibreOffice is not installed");
            return None;
        }
        other => other.unwrap_or_else(|e| panic!("soffice: {e}")),
    };
    let saved = files.iter().map(|(name, _)| {
        let (stem, _) = name.rsplit_once('.').unwrap_or((name, ""));
        fs::read(out.join(format!("{stem}.{ending}"))).unwrap_or_else(|e| panic!("{name}: {e}: {told:?}"))
    });
    Some(saved.collect())
}

/// The words of each page of a PDF. None, said aloud, where pdftotext is not installed.
pub fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let folder = Folder::new();
    let file = folder.file("printed.pdf");
    put(&file, pdf);
    let told = match Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output() {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            eprintln!("skipped: pdftotext is not installed");
            return None;
        }
        other => other.unwrap_or_else(|e| panic!("pdftotext: {e}")),
    };
    assert!(told.status.success(), "{told:?}");
    let text = String::from_utf8_lossy(&told.stdout).into_owned();
    Some(text.trim_end_matches('\u{c}').split('\u{c}').map(str::to_owned).collect())
}

fn put(file: &std::path::Path, bytes: &[u8]) {
    let folder = file.parent().unwrap_or(file);
    let written = fs::create_dir_all(folder).and_then(|()| fs::write(file, bytes));
    written.unwrap_or_else(|e| panic!("{}: {e}", file.display()));
}

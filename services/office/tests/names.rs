//! The cell of the responsible, as offices write it: people, organisations, groups and posts.

#![expect(clippy::unwrap_used, reason = "a test stops where its table is not read")]
#![expect(clippy::indexing_slicing, reason = "a missing row fails the test")]

use vekha_office::{Format, Responsible, read_order};

fn parties(cell: &str) -> Vec<Responsible> {
    let quoted = cell.replace('"', "\"\"");
    let csv = format!("№;Мероприятие;Срок;Ответственный\n1;Совещание;май 2024;\"{quoted}\"");
    read_order(csv.as_bytes(), Format::Csv).unwrap().rows[0].responsible.clone()
}

/// The parties of a cell, each as its kind and its name.
fn told(cell: &str) -> String {
    let one = |party: &Responsible| format!("{:?}:{}", party.kind, party.name);
    parties(cell).iter().map(one).collect::<Vec<_>>().join(" | ")
}

fn assert_told(cases: &[(&str, &str)]) {
    for (cell, wanted) in cases {
        assert_eq!(told(cell), *wanted, "«{cell}»");
    }
}

#[test]
fn people_are_known_however_their_initials_stand() {
    assert_told(&[
        ("Иванова А.А., Петров Б. Б.", "Person:Иванова А.А. | Person:Петров Б.Б."),
        ("А.А. Иванова", "Person:Иванова А.А."),
        ("А.А.Иванова, Б.Б.Петров", "Person:Иванова А.А. | Person:Петров Б.Б."),
        ("Иванова А.А.\nПетров Б.Б.\nСидорова В.В.", "Person:Иванова А.А. | Person:Петров Б.Б. | Person:Сидорова В.В."),
        ("Иванова А.А. Петров Б.Б.Сидорова В.В.", "Person:Иванова А.А. | Person:Петров Б.Б. | Person:Сидорова В.В."),
        ("Иванова А.А. и Петров Б.Б.", "Person:Иванова А.А. | Person:Петров Б.Б."),
        ("1. Иванова А.А. 2. Петров Б.Б.", "Person:Иванова А.А. | Person:Петров Б.Б."),
        ("Петрова-Водкина А.\u{a0}А.", "Person:Петрова-Водкина А.А."),
        ("Иванова Анна Александровна", "Person:Иванова Анна Александровна"),
        ("Анна Александровна Иванова", "Person:Иванова Анна Александровна"),
        ("Иванов И.", "Person:Иванов И."),
    ]);
}

#[test]
fn a_post_beside_a_name_is_the_persons_own() {
    for cell in ["директор МБОУ СОШ № 2 Иванов И.И.", "Иванов И.И. – директор МБОУ СОШ № 2", "Иванов И.И. (УО)"]
    {
        assert_eq!(told(cell), "Person:Иванов И.И.", "«{cell}»");
        assert!(parties(cell)[0].text.len() > "Иванов И.И.".len(), "«{cell}» is kept in the words");
    }
    assert_told(&[
        ("Управление образования (Петрова И.И.)", "Organisation:Управление образования | Person:Петрова И.И."),
        ("Заместитель директора (Иванова А.А.)", "Person:Иванова А.А."),
        (
            "Полякова Наталья Михайловна, заместитель директора; Петрова Т.А.",
            "Person:Полякова Наталья Михайловна | Person:Петрова Т.А.",
        ),
        ("Петрова Т.А., директора ОО", "Person:Петрова Т.А. | Group:директора ОО"),
    ]);
}

#[test]
fn everybody_of_a_sort_is_a_group() {
    for cell in [
        "Руководители ОО",
        "директора школ",
        "ОО",
        "ШМО",
        "руководители МО",
        "администрация ОО",
        "классные руководители",
        "муниципальные тьюторы",
        "сообщество тьюторов",
        "специалисты МКУ ИМЦ",
        "заместители директоров по УВР",
        "члены рабочей группы",
        "ответственные за ВПР в ОО",
        "педагоги-психологи",
        "все ОО",
        "ОО, имеющие низкие результаты",
        "Руководители\nОО",
    ] {
        assert_eq!(told(cell), format!("Group:{}", cell.replace('\n', " ")), "«{cell}»");
    }
}

#[test]
fn one_post_without_a_name_is_a_post() {
    for cell in [
        "заместитель директора по УВР",
        "зам. директора по УВР",
        "и.о. директора",
        "педагог-психолог",
        "директор школы",
        "начальник отдела общего образования",
        "муниципальный координатор",
    ] {
        let read = parties(cell);
        assert_eq!((read.len(), format!("{:?}", read[0].kind)), (1, "Post".to_owned()), "«{cell}»");
        assert_eq!(read[0].name, cell);
    }
}

#[test]
fn organisations_are_told_from_groups_and_keep_their_commas_and_numbers() {
    assert_told(&[
        ("УО, ЦРО, директор МБОУ СОШ № 2", "Organisation:УО | Organisation:ЦРО | Post:директор МБОУ СОШ № 2"),
        ("УО и ОО", "Organisation:УО | Group:ОО"),
        ("УО/ЦРО", "Organisation:УО | Organisation:ЦРО"),
        ("ГБОУ ИРО КК", "Organisation:ГБОУ ИРО КК"),
        ("администрация МБОУ СОШ № 5", "Organisation:администрация МБОУ СОШ № 5"),
        ("МКУ «ИМЦ», МАОУ гимназия", "Organisation:МКУ «ИМЦ» | Organisation:МАОУ гимназия"),
        ("МБОУ СОШ № 1, 5, 12", "Organisation:МБОУ СОШ № 1 | Organisation:МБОУ СОШ № 5 | Organisation:МБОУ СОШ № 12"),
        ("МБОУ СОШ № 2 им. А.С. Пушкина", "Organisation:МБОУ СОШ № 2 им. А.С. Пушкина"),
        ("Управление образования и молодежной политики", "Organisation:Управление образования и молодежной политики"),
        (
            "Министерство образования, науки и молодежной политики края",
            "Organisation:Министерство образования, науки и молодежной политики края",
        ),
        ("Управление\nобразования\nЦРО", "Organisation:Управление образования | Organisation:ЦРО"),
    ]);
}

//! Lists of people as offices keep them.

use vekha_office::{Format, ReadError, RosterRow, read_roster};

fn csv(text: &str) -> Result<Vec<RosterRow>, ReadError> {
    read_roster(text.as_bytes(), Format::Csv).map(|roster| roster.people)
}

#[test]
fn a_workbook_is_read_sheet_by_sheet_with_numbers_as_they_are_written() {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, heads) in [("Школы", ["ФИО", "Телефон"]), ("Центр", ["Телефон", "Фамилия И.О."])]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (column, head) in (0..).zip(heads) {
            sheet.write(0, column, head).unwrap();
        }
        let (who, phone) = if name == "Школы" { (0, 1) } else { (1, 0) };
        sheet.write(1, who, "Иванова А.П.").unwrap();
        sheet.write(1, phone, 89_180_000_000_u64).unwrap();
    }
    let people = read_roster(&book.save_to_buffer().unwrap(), Format::Xlsx).unwrap().people;
    assert_eq!(people.len(), 2);
    assert!(
        people.iter().all(|p| (p.name.as_str(), p.phone.as_str()) == ("Иванова А.П.", "89180000000")),
        "{people:?}"
    );
}

#[test]
fn columns_are_known_whatever_they_are_called_and_in_any_order() {
    let people = csv(
        "Список работников;;;;\n№ п/п;Эл. почта;Ф.И.О. сотрудника;Должность;Образовательная организация;Контактный телефон;Роль;Группа\n\
         1;ivanova@example.org;Иванова  Анна Петровна;методист;МБОУ СОШ № 2;8 (86166) 2-14-90;ответственный;Руководители ОО\n;;;;;;;\n\
         2;;Петров П.П.;;;;;\n",
    )
    .unwrap();
    assert_eq!(people.len(), 2, "{people:?}");
    let first = &people[0];
    assert_eq!((first.name.as_str(), first.post.as_str()), ("Иванова Анна Петровна", "методист"));
    assert_eq!((first.organisation.as_str(), first.email.as_str()), ("МБОУ СОШ № 2", "ivanova@example.org"));
    assert_eq!((first.phone.as_str(), first.group.as_str()), ("8 (86166) 2-14-90", "Руководители ОО"));
    assert_eq!((people[1].name.as_str(), people[1].row), ("Петров П.П.", 3));
}

#[test]
fn a_name_in_three_columns_is_put_together_and_commas_separate_too() {
    let people = csv("Фамилия,Имя,Отчество,Email\nИванова,Анна,Петровна,ivanova@example.org\n").unwrap();
    assert_eq!((people[0].name.as_str(), people[0].email.as_str()), ("Иванова Анна Петровна", "ivanova@example.org"));
}

#[test]
fn a_table_pasted_with_tabs_is_read_and_unknown_columns_are_named() {
    let text = "ФИО\tДолжность\tДата рождения\nИванова А.П.\tметодист\t01.02.1980\n";
    let roster = read_roster(text.as_bytes(), Format::Text).unwrap();
    assert_eq!((roster.people.len(), roster.unknown.as_slice()), (1, ["Дата рождения".to_owned()].as_slice()));
}

#[test]
fn what_names_nobody_is_refused() {
    assert_eq!(read_roster(b"a;b\n1;2\n", Format::Csv), Err(ReadError::NoTable));
    assert_eq!(read_roster(" ".as_bytes(), Format::Csv), Err(ReadError::Empty));
    let many = format!("ФИО;Должность\n{}", "Иванова А.П.;методист\n".repeat(501));
    assert_eq!(read_roster(many.as_bytes(), Format::Csv), Err(ReadError::TooManyRows { limit: 500 }));
}

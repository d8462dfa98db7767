//! Pasted text of other offices: tables of tabs and pipes, line ends within cells, other tables around.

#![expect(clippy::unwrap_used, reason = "a test stops where its table is not read")]

use vekha_office::{Format, LeftOutReason, Order, read_order};

fn told(order: &Order) -> Vec<String> {
    let names = |row: &vekha_office::Row| row.responsible.iter().map(|p| p.name.clone()).collect::<Vec<_>>().join(", ");
    let one = |row: &vekha_office::Row| {
        format!("{} {}: {}; {}; {}", row.section.join(" / "), row.number, row.title, row.deadline, names(row))
            .trim()
            .to_owned()
    };
    order.rows.iter().map(one).collect()
}

fn pasted(text: &str) -> Order {
    read_order(text.as_bytes(), Format::Text).unwrap()
}

#[test]
fn columns_are_known_whatever_they_are_called() {
    let order = pasted(
        "Ответственные лица\tСодержание работы\tСроки проведения\tОжидаемый результат\tКатегория участников\tМесто проведения\tФорма\tПримечание\n\
         Иванова А.А.\tАнализ ВПР\tсентябрь 2023\tсправка\tучителя\tОО\tсеминар\tважно\n",
    );
    let row = order.rows.first().unwrap();
    assert_eq!(told(&order), ["1: Анализ ВПР; сентябрь 2023; Иванова А.А."]);
    let rest = [&row.result, &row.audience, &row.place, &row.form].map(|field| field.as_deref().unwrap_or_default());
    assert_eq!(rest, ["справка", "учителя", "ОО", "семинар"]);
    let left: Vec<_> = order.left_out.iter().map(|piece| (piece.text.as_str(), piece.reason)).collect();
    assert_eq!(left, [("важно", LeftOutReason::UnknownColumn)]);
    let other = pasted(
        "Направление\tМероприятие (задача)\tДата, место\tВид документа\tПоказатели\tИсполнители\tСоисполнители\n\
         Качество\tАнализ\tмай 2024\tприказ\t100 %\tУО\tОО\n\tОтчёт\tиюнь 2024\t\t\tУО\t\n",
    );
    assert_eq!(told(&other), ["Качество 1.1: Анализ; май 2024; УО, ОО", "Качество 1.2: Отчёт; июнь 2024; УО"]);
    assert_eq!(other.rows.first().unwrap().result.as_deref(), Some("приказ; 100 %"));
}

#[test]
fn line_ends_within_cells_are_no_ends_of_rows() {
    let word = "№ п/п\tМероприятие\tСрок\tОтветственный\n1\tСовещание\nс руководителями\tмай 2024\tИванов А.А.\nПетров Б.Б.\n\
        Раздел 2. Контроль\n2\tПроверка\tиюнь 2024\tОО\n";
    assert_eq!(
        told(&pasted(word)),
        [
            "1: Совещание с руководителями; май 2024; Иванов А.А., Петров Б.Б.",
            "Раздел 2. Контроль 2: Проверка; июнь 2024; ОО"
        ]
    );
    let excel = "№\tМероприятие\tСрок\tОтветственный\n1\t\"Совещание\nо \"\"ВПР\"\"\"\tмай\t\"Иванов А.А.\nПетров Б.Б.\"\n2\tСеминар\tиюнь\tОО\n";
    assert_eq!(told(&pasted(excel)), ["1: Совещание о \"ВПР\"; май; Иванов А.А., Петров Б.Б.", "2: Семинар; июнь; ОО"]);
}

#[test]
fn pipes_are_read_with_and_without_edges_and_a_less_than_sign_swallows_nothing() {
    let order = pasted(
        "№ | Мероприятие | Срок | Ответственный\n---|---|---|---\n1 | Семинар (стаж < 5 лет) | до 1 мая 2024 | УО<br>ЦРО\n",
    );
    assert_eq!(told(&order), ["1: Семинар (стаж < 5 лет); до 1 мая 2024; УО, ЦРО"]);
    let markdown = pasted(
        "## Раздел 1. Нормативное\n\n| № | Мероприятие | Сроки | Ответственные |\n|:--|---|---|---|\n| 1 | **Приказ** | май | УО |\n\n\
         ## Раздел 2. Кадры\n\n| № | Мероприятие | Сроки | Ответственные |\n|:--|---|---|---|\n| 1 | Курсы | июнь | ЦРО |\n",
    );
    assert_eq!(told(&markdown), ["Раздел 1. Нормативное 1: Приказ; май; УО", "Раздел 2. Кадры 1: Курсы; июнь; ЦРО"]);
}

#[test]
fn directions_within_directions_keep_their_order() {
    let order = pasted(
        "№\tМероприятие\tСрок\tОтветственный\nРаздел I. Управление\t\t\t\n1. Нормы\t\t\t\n1.1\tА\tмай\tУО\n2. Кадры\t\t\t\n2.1\tБ\tмай\tУО\n\
         Раздел II. Контроль\t\t\t\n1. Проверки\t\t\t\n1.1\tВ\tмай\tУО\n",
    );
    assert_eq!(
        told(&order),
        [
            "Раздел I. Управление / 1. Нормы 1.1: А; май; УО",
            "Раздел I. Управление / 2. Кадры 2.1: Б; май; УО",
            "Раздел II. Контроль / 1. Проверки 1.1: В; май; УО",
        ]
    );
    let plain = pasted(
        "№\tМероприятие\tСрок\tОтветственный\nКачество\t\t\t\nНормы\t\t\t\n1\tА\tмай\tУО\nКадры\t\t\t\n2\tБ\tмай\tУО\n\
         Воспитание\t\t\t\nПроверки\t\t\t\n3\tВ\tмай\tУО\n",
    );
    assert_eq!(
        told(&plain),
        ["Качество / Нормы 1: А; май; УО", "Качество / Кадры 2: Б; май; УО", "Воспитание / Проверки 3: В; май; УО"]
    );
}

#[test]
fn other_tables_after_the_roadmap_are_listed_and_are_no_activities() {
    let order = pasted(
        "№\tМероприятие\tСрок\tОтветственный\n1\tПриказ\tмай\tУО\n\nПоказатели\n\n№\tПоказатель\t2023\t2024\n1\tДоля школ\t50\t60\n\n\
         Ещё показатели\n\nПоказатель\tЗначение\nДоля учителей\t50\n",
    );
    assert_eq!(told(&order), ["1: Приказ; май; УО"]);
    let left: Vec<_> = order.left_out.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(
        left,
        [
            "Показатели",
            "№ | Показатель | 2023 | 2024",
            "1 | Доля школ | 50 | 60",
            "Ещё показатели",
            "Показатель | Значение",
            "Доля учителей | 50",
        ]
    );
}

#[test]
fn a_table_without_people_or_without_terms_is_read_with_warnings() {
    let order = pasted("№\tМероприятие\tСрок\n1\tПриказ\tмай 2024\n2\tОтчёт\tиюнь 2024\n");
    assert_eq!(order.rows.len(), 2);
    assert!(order.rows.iter().all(|row| row.warnings.iter().any(|warning| warning.code() == "empty_responsible")));
    let semicolons = pasted("№;Мероприятие;Срок;Ответственный\n1;Приказ;май 2024;УО\n");
    assert_eq!(told(&semicolons), ["1: Приказ; май 2024; УО"]);
}

#[test]
fn rows_without_numbers_get_them_and_printed_ones_stay() {
    let none = pasted("Мероприятие\tСрок\tОтветственный\nА\tмай\tУО\nБ\t\tУО\n");
    assert_eq!(told(&none), ["1: А; май; УО", "2: Б; ; УО"]);
    let printed = pasted("№\tМероприятие\tСрок\tОтветственный\n1.1.\tА\tмай\tУО\n1.10\tБ\tмай\tУО\n1.2\tВ\tмай\tУО\n");
    assert_eq!(printed.rows.iter().map(|row| row.number.as_str()).collect::<Vec<_>>(), ["1.1", "1.10", "1.2"]);
}

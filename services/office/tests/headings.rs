//! What stands above the table: number, date, title and period of the order, as offices write them.

#![expect(clippy::unwrap_used, reason = "a test stops where its table is not read")]

use vekha_office::{Format, Order, Period, proposed_period, read_order};

const TABLE: &str = "№\tМероприятие\tСрок\tОтветственный\n1\tСовещание\tмай\tУО\n";

fn headed(lines: &[&str]) -> Order {
    read_order(format!("{}\n\n{TABLE}", lines.join("\n\n")).as_bytes(), Format::Text).unwrap()
}

#[test]
fn number_and_date_of_the_order_are_found_in_any_spelling() {
    let cases: &[(&[&str], &str, &str)] = &[
        (&["от 18.04.2023 г. № 512"], "512", "2023-04-18"),
        (&["18 апреля 2023 года № 512-О"], "512-О", "2023-04-18"),
        (&["Приказ № 512 от 18.04.2023"], "512", "2023-04-18"),
        (&["ПРИКАЗ от «18» апреля 2023 г. №512/1-п"], "512/1-п", "2023-04-18"),
        (&["Приложение № 1 к приказу управления образования от 18.04.2023 № 512"], "512", "2023-04-18"),
        (&["№ 01-05/123 от 18.04.23г."], "01-05/123", "2023-04-18"),
        (&["18.04.2023 N 512"], "512", "2023-04-18"),
        (&["ПРИКАЗ", "18.04.2023", "г. Энск", "№ 512"], "512", "2023-04-18"),
        (&["приказ", "№ 77", "от 5 мая 2023 г."], "77", "2023-05-05"),
        (&["19 АВГ 2022", "№ 1636"], "1636", "2022-08-19"),
        (
            &["УТВЕРЖДЕНО приказом управления образования администрации района № 579 от 17.12.2020 года"],
            "579",
            "2020-12-17",
        ),
        (&["от 18.04.2023 № 512", "Федеральный закон от 29.12.2012 № 273-ФЗ", "МБОУ СОШ № 2"], "512", "2023-04-18"),
    ];
    for (lines, number, date) in cases {
        let order = headed(lines);
        assert_eq!(order.number.as_deref(), Some(*number), "{lines:?}");
        assert_eq!(order.date.map(|day| day.to_string()).as_deref(), Some(*date), "{lines:?}");
    }
}

#[test]
fn another_act_a_school_and_a_period_are_not_the_order() {
    for line in ["Федеральный закон от 29.12.2012 № 273-ФЗ", "МБОУ СОШ № 2", "на период с 01.09.2023 по 31.08.2024"]
    {
        let order = headed(&[line]);
        assert_eq!((order.number, order.date), (None, None), "{line}");
    }
}

#[test]
fn the_period_is_read_from_days_months_parts_of_years_and_years() {
    let cases = [
        ("на 2023-2024 учебный год", "2023-09-01", "2024-08-31"),
        ("на 2023/24 учебный год", "2023-09-01", "2024-08-31"),
        ("по подготовке к ГИА-2024 в 2023-2024 учебном году", "2023-09-01", "2024-08-31"),
        ("на период с 01.09.2023 по 31.08.2024", "2023-09-01", "2024-08-31"),
        ("с 1 сентября 2023 г. по 31 мая 2024 г.", "2023-09-01", "2024-05-31"),
        ("с сентября 2023 года по май 2024 года", "2023-09-01", "2024-05-31"),
        ("на сентябрь-декабрь 2023 года", "2023-09-01", "2023-12-31"),
        ("на 2022–2024 годы", "2022-01-01", "2024-12-31"),
        ("на 2022-2025 гг.", "2022-01-01", "2025-12-31"),
        ("на 2024 год", "2024-01-01", "2024-12-31"),
        ("на 1 полугодие 2024 года", "2024-01-01", "2024-06-30"),
        ("на первое полугодие 2023/2024 учебного года", "2023-09-01", "2023-12-31"),
        ("на второе полугодие 2023-2024 учебного года", "2024-01-01", "2024-05-31"),
        ("на I квартал 2024 года", "2024-01-01", "2024-03-31"),
    ];
    for (words, from, to) in cases {
        let period = Period { from: from.parse().unwrap(), to: to.parse().unwrap() };
        assert_eq!(headed(&[&format!("Дорожная карта {words}")]).period, Some(period), "{words}");
        // The title may stand on several lines.
        let order = headed(&["ДОРОЖНАЯ КАРТА", "по повышению качества", words]);
        assert_eq!(order.period, Some(period), "{words}");
        assert!(order.title.unwrap().starts_with("ДОРОЖНАЯ КАРТА по повышению качества"));
        assert!(order.left_out.is_empty(), "{words}");
    }
}

#[test]
fn the_proposed_period_begins_with_the_order_and_never_ends_before_it() {
    let proposed = |lines: &[&str]| proposed_period(&headed(lines)).map(|p| (p.from.to_string(), p.to.to_string()));
    let days = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
    let title = "План мероприятий на 2022-2024 годы";
    assert_eq!(proposed(&["от 08.11.2022 № 1", title]), days("2022-11-08", "2024-12-31"));
    assert_eq!(proposed(&["от 08.11.2021 № 1", title]), days("2022-01-01", "2024-12-31"));
    assert_eq!(proposed(&["от 08.11.2025 № 1", title]), days("2022-01-01", "2024-12-31"));
    assert_eq!(proposed(&["от 08.11.2022 № 1", "План мероприятий"]), days("2022-11-08", "2022-12-31"));
    assert_eq!(proposed(&["План мероприятий"]), None);
    // The title of the appendix says nothing, the order's own does.
    let appendix = ["от 08.11.2022 № 1", "Об утверждении Программы на 2022-2024 годы", "Дорожная карта программы"];
    assert_eq!(proposed(&appendix), days("2022-11-08", "2024-12-31"));
}

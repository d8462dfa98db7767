//! How people answer letters, and what is made of it. Today is Wednesday, 05.07.2023; the letter has the rows 2.23 and 4.1.

use super::*;

const ROWS: [&str; 2] = ["2.23", "4.1"];
const LINK: &str = "https://school.example.org/protocol.pdf";
/// A link without an accident: the letter was about row 2.23 and carried no quotation.
const Q: &str = "\n\n05.07.2023, 09:00, «Веха» <vekha@example.org>:\n> Исполнено ли мероприятие 4.1? https://vekha.example.org/o/abc\n";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn reading(text: &str) -> Said {
    read(text, &ROWS, day("2023-07-05"))
}

/// The meaning in one line: `done 2.23 2023-07-03 1` (row, day, links), `move 2.23 2023-05-20 reason`, `other`.
fn told(said: &Said) -> String {
    let or = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    match said {
        Said::Done { row, day, links } => {
            format!("done {} {} {}", or(row.clone()), or(day.map(|d| d.to_string())), links.len())
        }
        Said::Move { row, to, reason } => {
            format!("move {} {} {}", or(row.clone()), or(to.map(|d| d.to_string())), or(reason.clone()))
        }
        Said::Other => "other".to_owned(),
    }
}

#[test]
fn what_is_done_is_read_with_its_row_its_day_and_its_links() {
    let table = [
        ("Исполнено https://school.example.org/protocol.pdf", "done - - 1"),
        ("Исполнено.\nhttps://school.example.org/protocol.pdf", "done - - 1"),
        ("ИСПОЛНЕНО", "done - - 0"),
        ("исполнено!", "done - - 0"),
        ("Выполнено, ссылка: https://school.example.org/a", "done - - 1"),
        ("Сделано: https://school.example.org/a и https://school.example.org/b", "done - - 2"),
        ("Проведено 03.07", "done - 2023-07-03 0"),
        ("Проведено 03.07.2023 https://school.example.org/a", "done - 2023-07-03 1"),
        ("Проведено 3 июля, протокол https://school.example.org/a", "done - 2023-07-03 1"),
        ("Проведено 3 июля 2023 г. https://school.example.org/a", "done - 2023-07-03 1"),
        ("Проведено 03.07.23 г.", "done - 2023-07-03 0"),
        ("Проведено 03.07.2023г.", "done - 2023-07-03 0"),
        ("03.07 проведено https://school.example.org/a", "done - 2023-07-03 1"),
        ("Проведено 20.12", "done - 2022-12-20 0"),
        ("Проведено 03.08.2023", "done - 2023-08-03 0"),
        ("Исполнено вчера", "done - 2023-07-04 0"),
        ("Исполнено сегодня.", "done - 2023-07-05 0"),
        ("2.23 исполнено https://school.example.org/a", "done 2.23 - 1"),
        ("2.23. Исполнено https://school.example.org/a", "done 2.23 - 1"),
        ("2.23: исполнено 03.07 https://school.example.org/a", "done 2.23 2023-07-03 1"),
        ("2.23 — исполнено", "done 2.23 - 0"),
        ("п. 2.23 исполнен", "done 2.23 - 0"),
        ("П.2.23 исполнен 03.07.2023", "done 2.23 2023-07-03 0"),
        ("Пункт 2.23 выполнен, https://school.example.org/a", "done 2.23 - 1"),
        ("№ 4.1 выполнено", "done 4.1 - 0"),
        ("№4.1 выполнено", "done 4.1 - 0"),
        ("Мероприятие 4.1 проведено 03.07.2023", "done 4.1 2023-07-03 0"),
        ("Исполнено мероприятие 4.1", "done 4.1 - 0"),
        ("Исполнено п. 4.1.", "done 4.1 - 0"),
        ("Исполнено 9.9", "done 9.9 - 0"),
        ("Проведено 31.02", "done 31.02 - 0"),
        ("2.23\nИсполнено\nhttps://school.example.org/a", "done 2.23 - 1"),
        ("Здравствуйте! Исполнено. https://school.example.org/a", "done - - 1"),
        ("Здравствуйте, Светлана Петровна!\n\nИсполнено: https://school.example.org/a", "done - - 1"),
        ("Добрый день,\nисполнено https://school.example.org/a", "done - - 1"),
        ("Добрый день! Уважаемая Светлана Петровна! Выполнено. https://school.example.org/a", "done - - 1"),
        ("Добрый день, исполнено 03.07", "done - 2023-07-03 0"),
        ("Исполнено в полном объёме. https://school.example.org/a", "done - - 1"),
        ("Исполнено в срок.\nПодтверждающий документ: https://school.example.org/a", "done - - 1"),
        ("Да, исполнено. https://school.example.org/a", "done - - 1"),
        ("Выполнили 03.07: https://school.example.org/a", "done - 2023-07-03 1"),
        ("Исполнено\nПриняли участие 12 школ.\nhttps://school.example.org/a", "done - - 1"),
        ("Исполнено https://school.example.org/a.", "done - - 1"),
    ];
    for (text, expected) in table {
        assert_eq!(told(&reading(text)), expected, "{text}");
        assert_eq!(told(&reading(&format!("{text}{Q}"))), expected, "quoted: {text}");
    }
}

#[test]
fn another_term_is_asked_for_with_its_day_and_reason() {
    let table = [
        ("Перенос до 20.05 — болезнь докладчика", "move - 2024-05-20 болезнь докладчика"),
        ("Перенос до 20.09 - болезнь докладчика", "move - 2023-09-20 болезнь докладчика"),
        ("Перенос на 20.09.2023: ремонт школы", "move - 2023-09-20 ремонт школы"),
        ("Прошу перенести на 20 сентября 2023: ремонт школы", "move - 2023-09-20 ремонт школы"),
        ("Прошу перенести срок на 20 сентября 2023 г. в связи с ремонтом", "move - 2023-09-20 в связи с ремонтом"),
        ("Просим перенести мероприятие 2.23 до 20.09: ремонт", "move 2.23 2023-09-20 ремонт"),
        ("2.23 перенос до 20.09 — ремонт", "move 2.23 2023-09-20 ремонт"),
        ("2.23. Прошу о переносе срока до 20.09: ремонт", "move 2.23 2023-09-20 ремонт"),
        ("Прошу продлить срок исполнения до 20.09, отпуск", "move - 2023-09-20 отпуск"),
        ("Добрый день! Прошу перенести п. 4.1 на 1 сентября.\nНет зала.", "move 4.1 2023-09-01 Нет зала."),
        ("Перенос до 20.09", "move - 2023-09-20 -"),
        ("Прошу перенести срок", "move - - -"),
        ("Перенос до 05.07: сегодня к вечеру", "move - 2023-07-05 сегодня к вечеру"),
        ("Перенос до 20.05.2022 — опечатка", "move - 2022-05-20 опечатка"),
    ];
    for (text, expected) in table {
        assert_eq!(told(&reading(text)), expected, "{text}");
        assert_eq!(told(&reading(&format!("{text}{Q}"))), expected, "quoted: {text}");
    }
}

#[test]
fn everything_else_is_for_people_to_read() {
    let table = [
        "",
        "   \n",
        "Спасибо!",
        "Спасибо, приняла к сведению.",
        "Принято",
        "Ок",
        "👍",
        "Хорошо, сделаем",
        "Не исполнено",
        "не выполнено https://school.example.org/a",
        "Ещё не исполнено",
        "Пока не проведено",
        "Исполнено не полностью https://school.example.org/a",
        "Исполнено частично https://school.example.org/a",
        "Исполнено на 50 % https://school.example.org/a",
        "Исполнено, кроме школы № 5",
        "Исполнено?",
        "Исполнено ли это?",
        "Будет исполнено",
        "Исполнено будет завтра",
        "будет исполнено 10.07",
        "Исполнено. Но протокол ещё не подписан. https://school.example.org/a",
        "Исполнено\nТочнее, не исполнено: https://school.example.org/a",
        "Исполнено в срок до 20.05",
        "Сегодня проведём, отчёт завтра",
        "Мероприятие не проведено",
        "Отменено",
        "Что значит «исполнено»?",
        "Почему пришло это письмо?",
        "Перенос не требуется",
        "Перенос до 20.09 не нужен",
        "Прошу не переносить",
        "Перенос возможен?",
        "Перенос до 20.09?",
        "Можно ли перенести до 20.09?",
        "Перенесли на 20.09 — ремонт",
        "Исполнено 2.23 и 4.1 https://school.example.org/a",
        "исполнение",
        "https://school.example.org/a",
        "С уважением, Ганина Е.В.",
        "Done https://school.example.org/a",
        "Прошу сообщить, что делать",
        "Исполнитель болеет",
        "Здравствуйте!",
        "Исполнено, но без протокола",
    ];
    for text in table {
        assert_eq!(reading(text), Said::Other, "{text}");
        assert_eq!(reading(&format!("{text}{Q}")), Said::Other, "quoted: {text}");
    }
}

#[test]
fn quotations_of_every_mail_program_are_cut() {
    let forms = [
        "\n\n-----Исходное сообщение-----\nОт: Веха\nИсполнено https://vekha.example.org/o/abc",
        "\n\n-----Original Message-----\nFrom: Vekha\nИсполнено",
        "\n\n________________________________\nОт: Веха <vekha@example.org>\nОтправлено: 5 июля 2023 г. 9:00\nКому: Ганина\nТема: Срок\n\nНе исполнено",
        "\n\nОт: Веха <vekha@example.org>\nОтправлено: среда, 5 июля 2023 г. 9:00\nКому: Ганина\n\nне исполнено",
        "\n\nFrom: Vekha <vekha@example.org>\nSent: Wednesday, July 5, 2023\nTo: Ganina\n\nНе исполнено",
        "\n\nпн, 5 июл. 2023 г. в 09:00, Веха <vekha@example.org>:\n\n> Не исполнено",
        "\n\nср, 5 июл. 2023 г. в 09:00, Управление образования администрации\nрайона <vekha@example.org>:\n\n> Не исполнено",
        "\n\nср, 5 июл. 2023 г. в 09:00, Веха пишет:\n\nНе исполнено",
        "\n\nСреда, 5 июля 2023, 9:00 +03:00 от Веха <vekha@example.org>:\n\nНе исполнено",
        "\n\n05.07.2023, 09:00, \"Веха\" <vekha@example.org>:\n\nНе исполнено",
        "\n\n5 июля 2023 г., в 09:00, Веха <vekha@example.org> написал(а):\n\n> Не исполнено",
        "\n\nOn Wed, Jul 5, 2023 at 9:00 AM Vekha <vekha@example.org> wrote:\n> Не исполнено",
        "\n\nOn Wed, Jul 5, 2023 at 9:00 AM A Very Long Name <\nvekha@example.org> wrote:\n\n> Не исполнено",
        "\n\n-------- Пересылаемое сообщение --------\nНе исполнено",
        "\n\n----- Пересланное сообщение -----\nНе исполнено",
        "\n\nНачало переадресованного сообщения:\n\nНе исполнено",
        "\n\n-- \nГанина Е.В., не исполнено",
        "\n\nС уважением,\nГанина Е.В.\nне исполнено",
        "\n\nОтправлено с iPhone\nне исполнено",
        "\n\nОтправлено из мобильной Почты Mail.ru\nне исполнено",
    ];
    for form in forms {
        let said = reading(&format!("2.23 исполнено {LINK}{form}"));
        let expected = Said::Done { row: Some("2.23".to_owned()), day: None, links: vec![LINK.to_owned()] };
        assert_eq!(said, expected, "{form}");
        assert_eq!(reading(&format!("Спасибо!{form}")), Said::Other, "{form}");
    }
}

#[test]
fn an_answer_below_the_quotation_is_read_too() {
    let below = format!(
        "ср, 5 июл. 2023 г. в 09:00, Веха <vekha@example.org>:\n> Срок 15.07\n> Не исполнено\n\nИсполнено {LINK}"
    );
    assert_eq!(told(&reading(&below)), "done - - 1");
}

#[test]
fn links_end_where_people_end_them() {
    let (bare, links) = without_links("a (https://x.example.org/b?c=d), HTTP://y.example.org/. é");
    assert_eq!(links, ["https://x.example.org/b?c=d", "HTTP://y.example.org/"]);
    assert!(!bare.contains("http") && bare.len() == "a (https://x.example.org/b?c=d), HTTP://y.example.org/. é".len());
}

#[test]
fn no_text_makes_the_reader_stumble() {
    let parts = [
        "Исполнено",
        " ",
        "\n",
        "2.23",
        "№",
        ".",
        "п.",
        "20.05",
        "31",
        "июля",
        "2023",
        "г.",
        "🙂",
        "https://",
        "не",
        ">",
        "\u{301}",
        "Перенос",
        "?",
        ":",
    ];
    let mut seed = 7_u64;
    for _ in 0..3_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(parts[usize::try_from(seed >> 33).unwrap() % parts.len()]);
        }
        let _ = reading(&text);
    }
}

//! Tells whether a name in the cell of the responsible is an organisation, a group or a post.

use crate::order::ResponsibleKind;

/// Beginnings of posts held by one person.
const ONE: &[&str] = &[
    "директор",
    "дирктор",
    "начальник",
    "заместитель",
    "зам",
    "руководитель",
    "заведующий",
    "заведующая",
    "зав",
    "методист",
    "специалист",
    "тьютор",
    "куратор",
    "наставник",
    "координатор",
    "педагог",
    "учитель",
    "психолог",
    "логопед",
    "завуч",
    "библиотекарь",
    "секретарь",
    "советник",
    "эксперт",
    "председатель",
    "глава",
    "инспектор",
    "инженер",
    "ответственный",
    "исполняющий",
    "врио",
    "воспитатель",
    "оператор",
    "администратор",
    "модератор",
    "консультант",
];
/// Words for many people of one sort, or for a body of people.
const MANY: &[&str] = &[
    "директора",
    "директоры",
    "начальники",
    "заместители",
    "руководители",
    "заведующие",
    "методисты",
    "специалисты",
    "тьюторы",
    "кураторы",
    "наставники",
    "координаторы",
    "педагоги",
    "учителя",
    "психологи",
    "логопеды",
    "советники",
    "эксперты",
    "председатели",
    "главы",
    "ответственные",
    "воспитатели",
    "работники",
    "сотрудники",
    "члены",
    "участники",
    "представители",
    "родители",
    "обучающиеся",
    "учащиеся",
    "выпускники",
    "команды",
    "администрации",
    "школы",
    "лицеи",
    "гимназии",
    "организации",
    "учреждения",
    "сады",
    "операторы",
    "операторов",
    "администраторы",
    "предметники",
    "завучи",
    "сообщество",
    "сообщества",
    "группа",
    "группы",
    "команда",
    "комиссия",
    "комиссии",
    "совет",
    "советы",
    "оргкомитет",
    "объединение",
    "объединения",
    "коллектив",
    "коллективы",
    "руководство",
    "актив",
    "все",
];
/// First words of the names of organisations.
const ORGANISATION: &[&str] = &[
    "управление",
    "департамент",
    "отдел",
    "комитет",
    "министерство",
    "центр",
    "школа",
    "гимназия",
    "лицей",
    "институт",
    "администрация",
    "учреждение",
    "организация",
    "университет",
    "академия",
    "колледж",
    "техникум",
    "детский",
    "служба",
    "филиал",
    "дом",
    "дворец",
    "библиотека",
    "кафедра",
    "сектор",
];
/// Abbreviations that stand for all of a sort, unless a number or a name follows.
const ALL_OF_A_SORT: &[&str] =
    &["оо", "доо", "оу", "доу", "оодо", "шнор", "шссу", "шнро", "шмо", "рмо", "гмо", "умо", "омсу", "моуо"];
/// Abbreviations that stand for all of a sort only when nothing follows.
const ALL_WHEN_ALONE: &[&str] =
    &["сош", "оош", "мбоу", "маоу", "мкоу", "мбдоу", "мадоу", "мкдоу", "моу", "мдоу", "мо", "спо"];
/// Genitives that mean every school when an administration or a leadership is named without a number.
const OF_ALL: &[&str] =
    &["оо", "доо", "оу", "доу", "школ", "шнор", "шссу", "организаций", "учреждений", "лицеев", "гимназий"];

/// What the name stands for; a post when nothing tells.
pub(crate) fn kind(name: &str) -> ResponsibleKind {
    known(name).unwrap_or(ResponsibleKind::Post)
}

/// What the name stands for, as far as its words tell.
pub(crate) fn known(name: &str) -> Option<ResponsibleKind> {
    let bare = name.split('(').next().unwrap_or(name);
    if bare.to_lowercase().starts_with("и.о.") {
        return Some(ResponsibleKind::Post);
    }
    let words: Vec<&str> = bare.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let numbered =
        bare.contains(['№', '«', '"']) || lower.iter().any(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    // Adjectives and numerals come before the word that decides.
    lower.iter().zip(&words).take(4).find_map(|(word, printed)| {
        let word = word.as_str();
        if ONE.contains(&word) {
            return Some(ResponsibleKind::Post);
        }
        if MANY.contains(&word) {
            let school = matches!(word, "школы" | "лицеи" | "гимназии" | "сады");
            return Some(if school && numbered { ResponsibleKind::Organisation } else { ResponsibleKind::Group });
        }
        let of_a_sort =
            ALL_OF_A_SORT.contains(&word) && !numbered || ALL_WHEN_ALONE.contains(&word) && lower.len() == 1;
        if of_a_sort {
            return Some(ResponsibleKind::Group);
        }
        let ministry = ["минобр", "минпросв", "рособр"].iter().any(|stem| word.starts_with(stem));
        if ministry || ORGANISATION.contains(&word) || is_abbreviation(printed) {
            let of_all = word == "администрация" && lower.iter().any(|word| OF_ALL.contains(&word.as_str()));
            return Some(if of_all && !numbered { ResponsibleKind::Group } else { ResponsibleKind::Organisation });
        }
        None
    })
}

/// Whether the name begins with the post of one person.
pub(crate) fn is_one_post(name: &str) -> bool {
    known(name) == Some(ResponsibleKind::Post)
}

/// Whether a word is the beginning of another name, though no comma stands before it.
pub(crate) fn begins_name(word: &str) -> bool {
    // Also genitives: «члены группы», «директор школы».
    const ALSO_COMPLEMENTS: &[&str] = &[
        "школы",
        "лицеи",
        "гимназии",
        "организации",
        "учреждения",
        "группы",
        "команды",
        "комиссии",
        "объединения",
        "сообщества",
        "операторов",
        "все",
    ];
    let word = word.to_lowercase();
    let first = word.split('-').next().unwrap_or(&word);
    let whole = word.starts_with("педагогическ") || matches!(first, "управление" | "директор");
    whole || MANY.contains(&first) && !ALSO_COMPLEMENTS.contains(&first)
}

/// «УО», «МКУ», «ЦНППМ»: two capitals or more and nothing else.
fn is_abbreviation(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() && c.is_alphabetic())
}

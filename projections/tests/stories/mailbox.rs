//! A town that writes letters: its people, its mornings, what they tell.

use crate::town::{ROADMAP, Town, day, school};
use uuid::Uuid;
use vekha_domain::{
    event::{Change, PersonMoved, ReminderQueued, RemindersPlanned, Role, Sealed},
    ids::{PersonId, ReminderId},
    person::Person,
    reminder::{Item, Recipient},
    stream::Stream,
};
use vekha_projections::{Planned, View};

pub const COORDINATOR: PersonId = PersonId(Uuid::from_u128(10));
pub const RESPONSIBLE: PersonId = PersonId(Uuid::from_u128(11));
pub const OTHER: PersonId = PersonId(Uuid::from_u128(12));

pub fn to(person: PersonId) -> Recipient {
    Recipient::Person(person)
}

/// The director of a school.
pub fn head(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(100 + n))
}

/// An office that reminds from its first day on: a coordinator, two people, a roadmap in force.
pub fn office() -> Town {
    let mut town = Town::new();
    let today = town.today();
    for (person, role) in
        [(COORDINATOR, Role::Coordinator), (RESPONSIBLE, Role::Responsible), (OTHER, Role::Responsible)]
    {
        registers(&mut town, person, role);
    }
    let adopted = town.state.roadmap(ROADMAP).unwrap().adopt(None, Some(today), today, day("2024-12-31"), today);
    town.record(adopted);
    morning(&mut town, "2022-11-08");
    town
}

pub fn registers(town: &mut Town, person: PersonId, role: Role) {
    let contact = Sealed { key: 1, box64: format!("{person}") };
    let today = town.today();
    town.record(Person::register(person, contact, None, None, today));
    town.record(Ok(Person::granted(person, role, today)));
}

/// So many schools, each with its director.
pub fn schools(town: &mut Town, n: u128) {
    town.schools(n);
    for n in 1..=n {
        registers(town, head(n), Role::Head);
        let moved = PersonMoved { organisation: Some(school(n)), post: None };
        let today = town.today();
        town.record(Ok(vec![Change::new(Stream::Person(head(n)), today, moved)]));
    }
}

/// Plans the letters of a morning, as the program does; none on a day off or when it was planned.
pub fn morning(town: &mut Town, today: &str) -> Vec<Planned> {
    town.on(today);
    let today = day(today);
    let told = town.state.mailbook().told();
    if told.planned(today) || !town.state.office().calendar().is_working_day(today) {
        return Vec::new();
    }
    let letters = View::new(&town.state, today).reminders(told);
    let office = town.state.office().id;
    let many = u32::try_from(letters.len()).unwrap();
    let mut changes =
        vec![Change::new(Stream::Mornings(office), today, RemindersPlanned { day: today, letters: many })];
    for letter in &letters {
        let id = ReminderId(Uuid::from_u128(900_000 + u128::from(town.state.position()) + changes.len() as u128));
        let queued = ReminderQueued { to: letter.to, day: today, letter: letter.letter, items: letter.items.clone() };
        changes.push(Change::new(Stream::Reminder(id), today, queued));
    }
    town.record(Ok(changes));
    letters
}

/// The due days told to somebody on each morning of a stretch: «07-14 1:0» is activity 1 on its due day.
pub fn calls(town: &mut Town, whom: Recipient, from: &str, days: usize) -> Vec<String> {
    let mut all = Vec::new();
    for today in day(from).iter_days().take(days) {
        for letter in morning(town, &today.to_string()).iter().filter(|letter| letter.to == whom) {
            all.extend(letter.items.iter().filter_map(|item| match item {
                Item::Due { activity, days, .. } => {
                    let number = &town.state.activity(*activity).unwrap().number;
                    Some(format!("{} {number}:{days}", today.format("%m-%d")))
                }
                _ => None,
            }));
        }
    }
    all
}

pub fn items_of(letters: &[Planned], whom: Recipient) -> Vec<Item> {
    letters.iter().filter(|letter| letter.to == whom).flat_map(|letter| letter.items.clone()).collect()
}

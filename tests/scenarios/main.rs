//! Stories told to the real program: what people and their scripts see of it.

mod any_day;
mod beginning;
mod copies;
mod demonstration;
mod exports;
mod letters;
mod made_of;
mod moving;
mod orders;
mod outsider;
mod people;
mod reports;
mod restoring;
mod terms;
mod upload;
mod whole_life;

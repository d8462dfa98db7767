//! Stories told to the real program: what people and their scripts see of it.

mod beginning;
mod demonstration;
mod exports;
mod letters;
mod moving;
mod orders;
mod outsider;
mod people;
mod terms;
mod upload;
mod whole_life;

//! What may happen in a roadmap's life. Pure: no clock, no database, no network; ids and today come in as arguments.
#![doc = include_str!("../README.md")]

pub mod activity;
pub mod audit;
pub mod calendar;
pub mod deadline;
pub mod event;
pub mod ids;
pub mod meeting;
pub mod monitoring;
pub mod office;
pub mod person;
pub mod proof;
pub mod refusal;
pub mod reminder;
pub mod roadmap;
pub mod school;
pub mod scoring;
pub mod stream;

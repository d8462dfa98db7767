//! Guards: what must stay true of the code, the events, the wording and the documents, checked by a program.

mod documents;
mod event_format;
mod layering;
mod locales;
mod migrations;
mod shape;

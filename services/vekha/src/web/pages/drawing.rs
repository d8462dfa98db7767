//! Charts that several pages draw: figures over time as lines, figures of parts as bars.

mod bars;
mod line;
mod years;

pub use bars::{Bar, bars};
pub use line::{Chart, Drawing, Measure, chart};
pub use years::{Course, years};

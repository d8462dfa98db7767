//! Charts that several pages draw: figures over time as lines, figures of parts as bars.

mod bars;
mod line;

pub use bars::{Bar, bars};
pub use line::{Chart, Measure, chart};

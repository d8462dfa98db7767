//! The verifier's tests, as one program: whoever changes anything is found out, and by what they did.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test fails by panicking")]

mod alone;
mod logs;
mod notes;
mod packages;
mod support;

//! The log's tests, as one program: it also starts itself again to be killed in the middle of its work.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod conformance;
mod support;

//! The log's tests, as one program: it also starts itself again to be killed in the middle of its work.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod conformance;
mod copies;
mod crash;
mod faults;
mod full_disk;
mod handles;
mod lost;
mod moving;
mod opening;
mod outsider;
mod race;
mod server;
mod support;
mod tamper;
mod vectors;

//! Placeholder of tests, to be written.

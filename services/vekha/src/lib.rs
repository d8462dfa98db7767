//! The program as a library: tests drive it in process.

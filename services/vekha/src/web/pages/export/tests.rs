//! Exports as people get them.

//! The journal of letters as people see it.

//! The table of offices as the region sees it.

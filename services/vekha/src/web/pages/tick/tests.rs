//! Links of letters as their owners, scanners and others meet them.

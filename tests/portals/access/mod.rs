//! Who may come in, through the pages.

mod frames;

//! `kind = "rest"`: daily and weekend rest between a person's worked days.

pub mod pairs;
pub mod required;

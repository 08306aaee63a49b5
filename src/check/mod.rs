//! Step 3: (production, packs, as-of) → findings and pay.
//!
//! Loading a pack: [`fields`] reads its TOML closed and placed, [`source`], [`parameter`], [`expression`], [`template`]
//! and [`given`] read its parts, [`rule`] and [`pack`] put them together, [`pack_files`] finds them in a folder, [`packs`] holds them all.
//! Judging: [`case`] hands a kind (one file each in [`kinds`]) its subjects ([`subject`], [`columns`]) and numbers and takes its drafts;
//! [`policy`] weighs them, [`waiver`] sets consents against them, [`strictest`] lets one of several limits stand, [`run`] does it all;
//! [`forecast`] looks at days to come and tries pushes; [`testing`] runs the packs' own tests; [`show`], [`page`] and [`docs`] put rules into words.

pub mod agreements;
mod answers;
pub mod bounds;
pub mod builtin;
pub mod case;
pub mod clearance;
pub mod columns;
pub mod cost;
pub mod docs;
pub mod expression;
pub mod facts;
pub mod fields;
pub mod finding;
pub mod forecast;
pub mod given;
pub mod kinds;
mod laid_over;
pub mod language;
pub mod measured;
pub mod minors;
#[cfg(test)]
mod missing_times;
mod near;
mod nodes;
pub mod pack;
mod pack_files;
#[cfg(test)]
mod pack_properties;
pub mod packs;
pub mod page;
pub mod parameter;
pub mod pay;
pub mod pay_day;
pub mod penalty;
pub mod policy;
mod pushed;
pub mod quantity;
pub mod remarks;
pub mod rule;
pub mod run;
#[cfg(test)]
mod run_tests;
pub mod sentences;
pub mod show;
pub mod source;
pub mod strictest;
pub mod subject;
pub mod subjects;
pub mod template;
pub mod testing;
pub mod time_words;
pub mod waiver;
mod written;

pub use packs::Packs;
pub use pay_day::PayDay;
pub use run::{Checked, run, summary};

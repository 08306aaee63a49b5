//! Step 1: a file → tables → records → the production.
//!
//! `snapshot` copies and hashes a file and asks whether it is whole; `reader` turns it into cells, in
//! a worker process; `layout` finds the tables in a sheet and `headings` says what their columns mean;
//! `value` reads a cell; `tables/` has one file a table; `assemble/` joins the records of all files.

pub mod assemble;
pub mod exports;
pub mod grid;
pub mod headings;
pub mod house;
pub mod intake;
pub mod languages;
pub mod layout;
pub mod letters;
pub mod locale;
pub mod names;
pub mod read;
pub mod reader;
pub mod refusal;
pub mod snapshot;
pub mod sniff;
pub mod tables;
pub mod value;

pub use locale::Locale;

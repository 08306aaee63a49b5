//! callboard: spreadsheets in, checked documents and mail out.
//!
//! One direction; each step imports `model`, `diagnostic` and the types of the step before it:
//!
//! ```text
//! inbox ──► ingest ──► model ──► check ──► render ──► deliver ──► people
//! ```
//!
//! A step is a function of its arguments: no clock, no network, no global inside it.
//! `store`, `pipeline`, `watch` and `cli` stand on top and decide when.

pub mod check;
pub mod cli;
pub mod deliver;
pub mod diagnostic;
pub mod digest;
pub mod disk;
pub mod fail;
pub mod folder;
pub mod ingest;
pub mod model;
pub mod now;
pub mod pipeline;
pub mod render;
pub mod settings;
pub mod store;
pub mod watch;
pub mod worker;

//! What a document may be made from.

use crate::check::finding::Report;
use crate::check::forecast::Forecast;
use crate::ingest::intake::FileRead;
use crate::model::Production;
use crate::render::words::Words;
use crate::settings::Settings;
use chrono::NaiveDate;

/// The production, what was found in it and how it was read, as of a date.
pub struct View<'a> {
    pub production: &'a Production,
    pub report: &'a Report,
    /// What the plan of days to come would break.
    pub forecast: &'a Forecast,
    pub files: &'a [FileRead],
    pub settings: &'a Settings,
    /// The words of its papers: its language's, with what it calls otherwise itself.
    pub words: &'a Words,
    pub today: NaiveDate,
    /// The way from the folder of documents to the production's: `..` where it is `out/`. Slashes part it on every system.
    pub way_home: &'a str,
}

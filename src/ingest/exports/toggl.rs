//! Toggl Track: the detailed report.

use super::{Export, Seen};

pub const DETAILED: Export = Export::new(
    "a detailed report of Toggl",
    Seen::Code,
    &["User", "Project", "Description", "Start date", "Start time", "End time", "Duration"],
)
.table(
    "timesheets",
    &[("User", "Name"), ("Start date", "Date"), ("Start time", "Call"), ("End time", "Wrap")],
)
.remark("Each entry is a part of its day; times between two entries are no work.");

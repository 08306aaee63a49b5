//! Harvest: the detailed time report.

use super::{Export, Seen};

pub const TIME: Export = Export::new(
    "a time report of Harvest",
    Seen::Code,
    &["Date", "Client", "Project", "Task", "Notes", "Hours", "First Name", "Last Name"],
)
.table("timesheets", &[("Roles", "Position"), ("Cost Rate", "Rate")])
.joined(&[(&["First Name", "Last Name"], "Name")])
.per("hour")
.remark("It says how long people worked and not when: add the columns Call and Wrap, or rest and meals cannot be judged.");

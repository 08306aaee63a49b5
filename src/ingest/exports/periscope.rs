//! Periscope: its cost report.

use super::{Export, Seen};

pub const COST_REPORT: Export = Export::new(
    "Periscope's cost report",
    Seen::Described,
    &["Actual Period", "Actual to Date", "PO Commits", "Total Cost", "Final Budget"],
)
.table("budget", &[("Final Budget", "Budget"), ("Est to Complete (ETC)", "Estimate to Complete")])
.remark("Its actuals are sums: the expenses themselves are read from a list of transactions.");

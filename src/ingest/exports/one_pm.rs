//! 1pm.app: its list of crew.

use super::{Export, Seen};

pub const CREW: Export = Export::new(
    "1pm.app's list of people",
    Seen::Described,
    &["FirstName", "Surname", "ContactName", "Email", "Mobile"],
)
.table("crew", &[("Mobile", "Phone")])
.joined(&[(&["FirstName", "Surname"], "Name")])
.remark("It has no positions and no departments: add the columns Position and Department.");

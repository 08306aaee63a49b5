//! Kitsu (CGWire): lists by semicolon, as the program itself writes them.

use super::{Export, Seen};

pub const PEOPLE: Export = Export::new(
    "Kitsu's list of people",
    Seen::Code,
    &["First Name", "Last Name", "Email", "Role", "Departments", "Contract Type", "Position", "Daily Salary"],
)
.table("crew", &[("Departments", "Department"), ("Daily Salary", "Rate")])
.joined(&[(&["First Name", "Last Name"], "Name")])
.per("day");

pub const SHOTS: Export = Export::new(
    "Kitsu's list of shots",
    Seen::Code,
    &["Sequence", "Name", "Description", "FPS", "Frame In", "Frame Out"],
)
.remark("Shots of animation are no scenes of a shooting day; give the scenes with their days.");

pub const CASTING: Export = Export::new(
    "Kitsu's casting of assets",
    Seen::Code,
    &["Parent", "Name", "Asset Type", "Asset", "Occurences"],
)
.remark("It says which assets are in which shot, and names no people.");

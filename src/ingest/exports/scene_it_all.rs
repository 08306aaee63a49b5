//! SceneItAll: the columns that its own import knows.

use super::{Export, Seen};

pub const CAST: Export = Export::new(
    "SceneItAll's cast list",
    Seen::Described,
    &["Name", "Character", "Stage Name", "Nationality"],
)
.table("cast", &[("Cast #", "No."), ("Contract", "Contract")]);

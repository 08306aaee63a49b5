//! A cast list that calls the part `Role`: without a column for the character, and with words in it that are no role.

use super::{Found, View};
use crate::ingest::intake::Confidence;
use crate::ingest::tables::cast;
use crate::ingest::value::{text, word};

/// Takes `Role` for the character where nothing else is and most of its cells are none of a role's words.
pub fn settle(view: &View, table: &mut Found) {
    if table.spec.name != cast::SPEC.name || table.column_of("Character").is_some() {
        return;
    }
    let Some(col) = table.column_of("Role").filter(|column| !column.settled).map(|column| column.col) else {
        return;
    };
    let rows = table.body.iter().filter(|(_, repeated)| !repeated);
    let rows = rows.filter_map(|(place, _)| view.rows.get(*place));
    let written = rows.flat_map(|row| row.cells.iter().filter(|(own, _)| *own == col));
    let (mut roles, mut others) = (0_usize, 0_usize);
    for seen in written.map(|(_, raw)| text::seen(raw)).filter(|seen| !text::is_nothing(seen)) {
        match word::canonical(&seen, cast::ROLES) {
            Some(_) => roles += 1,
            None => others += 1,
        }
    }
    let character = cast::SPEC.heading("Character");
    if others <= roles {
        return;
    }
    if let Some(column) = table.columns.iter_mut().find(|column| column.col == col) {
        column.meaning = character;
        column.because =
            format!("{others} of {} cells are no role, and no other column is the part", roles + others);
        column.confidence = Confidence::Likely;
    }
}

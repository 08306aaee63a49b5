//! Finds the cell behind a text that no face can show.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Production};

/// Gives each missing character the cell its text was read from. A document prints a text with others around it
/// (a name in a title), so the longest cell that lies in the text, or the text in it, is taken. What has no
/// cell and says what is `known` already is dropped: a report that prints the problem has it again.
pub fn place(problems: &mut Vec<Diagnostic>, production: &Production, known: &[Diagnostic]) {
    for problem in problems.iter_mut().filter(|p| p.code == Code::GlyphMissing && p.at.is_empty()) {
        if let Some(cell) = cell_of(&problem.seen, production) {
            let seen = std::mem::take(&mut problem.seen);
            *problem = problem.clone().at_cell(cell).seen(seen);
        }
    }
    let said = |p: &Diagnostic| known.iter().any(|k| k.code == p.code && k.message == p.message);
    problems.retain(|p| p.code != Code::GlyphMissing || !p.at.is_empty() || !said(p));
}

fn cell_of<'a>(text: &str, production: &'a Production) -> Option<&'a Cell> {
    let text = text.to_lowercase();
    production
        .records
        .values()
        .flatten()
        .flat_map(|record| record.fields.values())
        // Plain Latin is in every face: such a cell is not the one.
        .filter(|field| !field.seen.is_ascii())
        .filter_map(|field| {
            let seen = field.seen.trim().to_lowercase();
            let meets = text.contains(&seen) || seen.contains(&text);
            (meets && !seen.is_empty()).then_some((seen.len(), &field.cell))
        })
        // Of equally long ones the first in reading order.
        .fold(None, |best: Option<(usize, &Cell)>, found| match best {
            Some(best) if best.0 >= found.0 => Some(best),
            _ => Some(found),
        })
        .map(|(_, cell)| cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Field, Record};
    use crate::render::fixture::{cell, production};
    use std::collections::BTreeMap;

    #[test]
    fn the_cell_of_a_text_is_found_inside_what_a_document_prints() {
        let field = |text: &str, row| Field {
            value: None,
            seen: text.into(),
            cell: cell("cast.xlsx", row, 1),
            inferred: false,
        };
        let record = |text: &str, row| Record {
            table: "cast",
            cell: cell("cast.xlsx", row, 0),
            fields: BTreeMap::from([("Name", field(text, row))]),
            extra: Vec::new(),
            columns: BTreeMap::new(),
        };
        let mut production = production();
        production.records =
            [("cast", vec![record("Zoë Park", 1), record("김철수", 2), record("Kim", 3)])].into();
        let missing =
            |seen: &str| Diagnostic::new(Code::GlyphMissing, "No face shows 김철수.", "").seen(seen);
        let mut problems = vec![missing("Night Train: call sheet, for 김철수")];
        place(&mut problems, &production, &[]);
        assert_eq!(problems[0].place(), "inbox/cast.xlsx › Sheet1 › B3");
        // A report that prints the problem itself has it again, without a cell.
        let mut again = vec![missing("None of ours: 김 철 수")];
        place(&mut again, &production, &problems);
        assert_eq!(again, []);
    }
}

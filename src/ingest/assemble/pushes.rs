//! Pushes: from the Schedule's own column, and from rows of Pushes, which are the later word.

use super::days::{self, Days};
use super::names::Units;
use super::rows::{Rows, differ};
use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Minutes, Production, Push, Record};

/// How far each unit's day is moved, in the order of days.
pub(crate) fn pushes(
    rows: &Rows<'_>,
    units: &mut Units,
    days: &Days,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Push> {
    let mut found: Vec<Push> = Vec::new();
    // Rows of Pushes first: of two words for one day the first in this order holds.
    for row in rows.of("pushes").iter().chain(rows.of("schedule")) {
        let Some(push) = push(row, units) else { continue };
        if days.of(push.date, &push.unit).is_none() {
            problems.push(days::unknown(push.date, &push.unit, &row.cell_of("Date"), "The push"));
            continue;
        }
        match found.iter().find(|known| known.is_of(push.date, &push.unit)) {
            None => found.push(push),
            Some(known) if known.minutes == push.minutes => {}
            Some(known) => {
                let what = format!("The push of the {} unit on {}", push.unit, push.date);
                let (taken, left) = (Minutes(known.minutes), Minutes(push.minutes));
                if let Some((taken_from, left_in)) = known.cell.as_ref().zip(push.cell.as_ref()) {
                    let taken = (&*taken.to_string(), taken_from);
                    problems.push(differ(&what, taken, (&left.to_string(), left_in)));
                }
            }
        }
    }
    found.retain(|push| push.minutes != 0);
    found.sort_by(|a, b| (a.date, &a.unit).cmp(&(b.date, &b.unit)));
    found
}

fn push(row: &Record, units: &mut Units) -> Option<Push> {
    Some(Push {
        date: row.date("Date")?,
        unit: units.name(plain(row, "Unit").as_deref()),
        minutes: row.duration("Push")?.0,
        cell: Some(row.cell_of("Push")),
    })
}

/// Moves the plan, and says so: a time on a document is then not the one in its cell.
pub(crate) fn apply(production: &mut Production, pushes: Vec<Push>, problems: &mut Vec<Diagnostic>) {
    for push in pushes {
        let call = |production: &Production| {
            let day = production.days.iter().find(|day| push.is_of(day.date, &day.unit));
            day.and_then(|day| day.crew_call.moment.known()).map(|at| at.format("%H:%M").to_string())
        };
        let before = call(production);
        production.push(push.clone());
        let moved = match before.zip(call(production)) {
            Some((before, after)) => format!(" from a crew call of {before} to {after}"),
            None => String::new(),
        };
        let message = format!(
            "The {} unit's {} is {}{moved}; every planned time of that day moved with it.",
            push.unit,
            push.date,
            push.words().to_lowercase()
        );
        let help = "Write 0:00, or run `callboard push` with 0:00, to take the push back.";
        let problem = Diagnostic::new(Code::CallPushed, message, help);
        problems.push(match &push.cell {
            Some(cell) => problem.at_cell(cell),
            None => problem,
        });
    }
}

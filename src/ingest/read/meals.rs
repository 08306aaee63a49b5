//! Meals whose In and Out are the other way round: on a sheet whose every In precedes its Out the words
//! are read as start and end the other way, and that is reported.

use super::Desk;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::intake::TableRead;
use crate::model::{Heading, Record, TimeEntry};

/// Starts and ends of meals that sheets may write as Out and In.
const MEALS: [(Heading, Heading); 4] = [
    ("Meal 1 Start", "Meal 1 End"),
    ("Meal 2 Start", "Meal 2 End"),
    ("Meal 3 Start", "Meal 3 End"),
    ("Meal 4 Start", "Meal 4 End"),
];

fn minutes(record: &Record, heading: &str) -> Option<i32> {
    match record.time(heading)? {
        TimeEntry::At(wall) => Some(wall.minutes),
        _ => None,
    }
}

/// Turns the meals of a table round where all of them say so.
pub fn turn(table: &mut TableRead, desk: &mut Desk) {
    let said = |heading: &str, word: &str| {
        let column = table.columns.iter().find(|c| c.as_heading == Some(heading));
        column.is_some_and(|c| {
            c.heading.to_lowercase().split(|l: char| !l.is_alphanumeric()).any(|w| w == word)
        })
    };
    let written: Vec<_> =
        MEALS.into_iter().filter(|(start, end)| said(start, "out") && said(end, "in")).collect();
    let pairs =
        table.records.iter().flat_map(|r| written.iter().map(move |m| (minutes(r, m.0), minutes(r, m.1))));
    // On the clock's face a meal is short: more than twelve hours from start to end is less than twelve
    // from end to start.
    let turned: Vec<bool> =
        pairs.filter_map(|(start, end)| Some(end?.checked_sub(start?)?.rem_euclid(1440) > 720)).collect();
    if turned.is_empty() || turned.contains(&false) {
        return;
    }
    for record in &mut table.records {
        for (start, end) in &written {
            swap(record, start, end);
        }
    }
    for column in &mut table.columns {
        let other = written.iter().find_map(|(start, end)| match column.as_heading {
            Some(h) if h == *start => Some(*end),
            Some(h) if h == *end => Some(*start),
            _ => None,
        });
        if let Some(other) = other {
            column.as_heading = Some(other);
            column.because = format!("every In precedes its Out, so it is “{other}”");
        }
    }
    let problem = Diagnostic::new(
        Code::MealsSwapped,
        "Every meal's In precedes its Out here, so In was read as the start of the meal and Out as its end.",
        "Head the columns Meal 1 Start and Meal 1 End.",
    );
    desk.problems.push(problem.at_cell(&table.header_cell));
}

fn swap(record: &mut Record, start: Heading, end: Heading) {
    let (a, b) = (record.fields.remove(start), record.fields.remove(end));
    record.fields.extend(a.map(|field| (end, field)));
    record.fields.extend(b.map(|field| (start, field)));
    let (a, b) = (record.columns.remove(start), record.columns.remove(end));
    record.columns.extend(a.map(|cell| (end, cell)));
    record.columns.extend(b.map(|cell| (start, cell)));
}

//! Times of a twelve-hour clock without am or pm: `7:00, 1:00, 1:30, 7:00` is a day from seven in the
//! morning to seven in the evening. Decided for a whole table by how its rows run, and reported.

use super::Desk;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::intake::TableRead;
use crate::model::{Heading, Record, TimeEntry, Value, WallTime};

/// Times that follow each other in a row.
const CHAINS: &[(&str, &[Heading])] = &[
    (
        "timesheets",
        &[
            "Call",
            "Meal 1 Start",
            "Meal 1 End",
            "Meal 2 Start",
            "Meal 2 End",
            "Meal 3 Start",
            "Meal 3 End",
            "Wrap",
            "Dismissed",
        ],
    ),
    ("schedule", &["Crew Call", "Shooting Call", "Lunch", "Est. Wrap"]),
    (
        "unit-log",
        &[
            "Crew Call",
            "Shooting Call",
            "First Shot",
            "Lunch Start",
            "Lunch End",
            "Meal 2 Start",
            "Meal 2 End",
            "Camera Wrap",
            "Last Out",
        ],
    ),
];

const HALF: i32 = 12 * 60;
/// No day of work is longer.
const LONGEST: i32 = 20 * 60;

/// Reads a table on the twelve-hour clock where its rows run only so.
pub fn turn(table: &mut TableRead, desk: &mut Desk) {
    let Some((_, chain)) = CHAINS.iter().find(|(name, _)| *name == table.table) else { return };
    let rows: Vec<Vec<i32>> = table.records.iter().filter_map(|record| times(record, chain)).collect();
    let told = rows.iter().filter(|row| row.len() >= 3).count();
    let back = rows.iter().filter(|row| row.windows(2).any(|pair| pair.first() > pair.last())).count();
    let fits = rows.iter().all(|row| {
        let run = forward(row);
        run.last().zip(run.first()).is_some_and(|(last, first)| last - first <= LONGEST)
    });
    // Every time of the table must be bare and before one o'clock in the afternoon, and most rows must run
    // backwards as they stand.
    let all_bare = table.records.iter().all(|record| {
        chain.iter().all(|heading| {
            record.fields.get(heading).is_none_or(|field| match &field.value {
                Some(Value::Time(TimeEntry::At(wall))) => {
                    wall.offset.is_none()
                        && wall.minutes < HALF + 60
                        && !field.seen.contains(|c: char| c.is_alphabetic())
                }
                _ => true,
            })
        })
    });
    if told == 0 || !all_bare || !fits || back * 2 <= rows.len() {
        return;
    }
    let mut example = None;
    for record in &mut table.records {
        let Some(row) = times(record, chain) else { continue };
        let mut run = forward(&row).into_iter();
        for heading in *chain {
            let Some(field) = record.fields.get_mut(heading) else { continue };
            if let Some(Value::Time(TimeEntry::At(wall))) = &mut field.value
                && let Some(minutes) = run.next()
            {
                if wall.minutes != minutes {
                    example.get_or_insert_with(|| (field.seen.clone(), field.cell.clone(), minutes));
                }
                *wall = WallTime { minutes, ..*wall };
            }
        }
    }
    if let Some((seen, cell, minutes)) = example {
        let message = format!(
            "No time here says am or pm, and the rows run forward only on a twelve-hour clock: “{seen}” was read as {}, and the first time of each row as written.",
            TimeEntry::At(WallTime::new(minutes))
        );
        let help = "Write 1:00P or 13:00 to leave nothing open.";
        desk.problems.push(Diagnostic::new(Code::HalfDayDecided, message, help).at_cell(&cell).seen(seen));
    }
}

fn times(record: &Record, chain: &[Heading]) -> Option<Vec<i32>> {
    let times: Vec<i32> = chain
        .iter()
        .filter_map(|heading| match record.time(heading)? {
            TimeEntry::At(wall) => Some(wall.minutes),
            _ => None,
        })
        .collect();
    (times.len() >= 2).then_some(times)
}

/// Each time at the first half day at which it is not before the one before it.
fn forward(times: &[i32]) -> Vec<i32> {
    let mut run: Vec<i32> = Vec::with_capacity(times.len());
    for time in times {
        let before = run.last().copied().unwrap_or(*time);
        let halves = if *time >= before { 0 } else { (before - time + HALF - 1) / HALF };
        run.push(time + halves * HALF);
    }
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_runs_forward_by_half_days() {
        // 7:00, 1:00, 1:30, 7:00 is 7:00, 13:00, 13:30, 19:00.
        assert_eq!(forward(&[420, 60, 90, 420]), [420, 780, 810, 1140]);
        // 11:00, 5:00, 11:00, 12:30 is 11:00, 17:00, 23:00, 24:30.
        assert_eq!(forward(&[660, 300, 660, 750]), [660, 1020, 1380, 1470]);
    }
}

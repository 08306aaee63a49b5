//! Stretches within a day as one cell lists them: `8:30-10:00, 10:30-11:15`, or only their lengths, `1:30, 45 min`.

use super::forward::{Clock, Stop, forward};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::value::bare::Bare;
use crate::ingest::value::{duration, time};
use crate::model::{Block, Heading, Minutes, Record, TimeEntry, Timed};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// From the start of a stretch to its end, and from its end to the next, at most: longer is a slip of the pen.
const LONGEST: i64 = 12 * 60;

/// One stretch as written.
enum Written {
    Times(TimeEntry, TimeEntry),
    Length(i64),
}

/// The stretches of a cell that holds nothing else. What is none is a problem; the others are kept.
pub(crate) fn blocks(
    row: &Record,
    heading: Heading,
    date: NaiveDate,
    zone: Tz,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let Some(text) = row.text(heading) else { return Vec::new() };
    let mut written = Vec::new();
    for part in parts(&text) {
        match read(part) {
            Some(stretch) => written.push(stretch),
            None => problems.push(
                Diagnostic::new(
                    Code::TimeUnreadable,
                    format!("“{part}” in {heading} is no stretch of time; it was left out."),
                    "Write each stretch as 8:30-10:00, or its length as 1:30 or 45 min, with commas between.",
                )
                .at_cell(&row.cell_of(heading))
                .seen(part),
            ),
        }
    }
    placed(row, heading, date, zone, written, problems)
}

/// The stretches with times that a cell of free words happens to hold (`Rest 10:30-10:45, 3:00P-3:15P`).
pub(crate) fn spans_within(row: &Record, heading: Heading, date: NaiveDate, zone: Tz) -> Vec<Block> {
    let Some(text) = row.text(heading) else { return Vec::new() };
    let timed = parts(&text).filter_map(|part| {
        let from = part.find(|c: char| c.is_ascii_digit())?;
        read(part.get(from..)?).filter(|stretch| matches!(stretch, Written::Times(..)))
    });
    placed(row, heading, date, zone, timed.collect(), &mut Vec::new())
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n', '&', '+']).map(str::trim).filter(|part| !part.is_empty())
}

fn read(part: &str) -> Option<Written> {
    if let Some((from, to)) = part.split_once(['-', '–', '—']).or_else(|| part.split_once(" to ")) {
        let at = |text: &str| match time::parse(text, Bare::Minutes) {
            Some(entry @ TimeEntry::At(_)) => Some(entry),
            _ => None,
        };
        return Some(Written::Times(at(from.trim())?, at(to.trim())?));
    }
    duration::parse(part, 1).filter(|minutes| *minutes > 0).map(Written::Length)
}

fn placed(
    row: &Record,
    heading: Heading,
    date: NaiveDate,
    zone: Tz,
    written: Vec<Written>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Block> {
    let stop = |entry: &TimeEntry| Stop {
        heading,
        entry: Some(entry.clone()),
        cell: Some(row.cell_of(heading)),
        within: LONGEST,
    };
    let stops: Vec<Stop> = written
        .iter()
        .flat_map(|stretch| match stretch {
            Written::Times(from, to) => vec![stop(from), stop(to)],
            Written::Length(_) => Vec::new(),
        })
        .collect();
    let mut times = forward(&Clock { date, zone, first_needed: false }, &stops, problems).into_iter();
    written
        .into_iter()
        .map(|stretch| match stretch {
            Written::Length(minutes) => Block { span: None, minutes: Some(Minutes(minutes)) },
            Written::Times(..) => {
                let (from, to) = (times.next().unwrap_or_default(), times.next().unwrap_or_default());
                Block { minutes: length(&from, &to), span: Some((from, to)) }
            }
        })
        .collect()
}

fn length(from: &Timed, to: &Timed) -> Option<Minutes> {
    Some(Minutes::between(from.moment.known()?, to.moment.known()?))
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Code;
    use crate::ingest::assemble::fixture::{assembled, shifts, table};

    fn day(blocks: &str, breaks: &str) -> (Vec<i64>, usize, Vec<Code>) {
        let sheet = table(
            "t.csv",
            "timesheets",
            &format!(
                "Name | Date | Call | Wrap | School Blocks | Rest Breaks\nDana Ruiz | 2026-10-28 | 8:00 | 17:00 | {blocks} | {breaks}"
            ),
        );
        let (production, problems) = assembled(&[sheet], "2026-10-30");
        let day = shifts(&production, "Dana Ruiz")[0];
        let minutes = day.school.stretches.iter().map(|b| b.minutes.map_or(-1, |m| m.0)).collect();
        let codes = problems.into_iter().map(|(code, _)| code).filter(|code| *code == Code::TimeUnreadable);
        (minutes, day.breaks.len(), codes.collect())
    }

    #[test]
    fn stretches_are_read_with_their_times_or_their_lengths() {
        // 8:30 to 10:00 is 90 minutes, 1:00P to 1:15P fifteen.
        assert_eq!(day("8:30-10:00, 1:00P–1:15P", ""), (vec![90, 15], 0, vec![]));
        assert_eq!(day("1:30; 45 min", ""), (vec![90, 45], 0, vec![]));
    }

    #[test]
    fn what_is_no_stretch_is_a_problem_and_free_words_about_breaks_are_not() {
        assert_eq!(day("8:30-10:00, maths", ""), (vec![90], 0, vec![Code::TimeUnreadable]));
        assert_eq!(day("", "ten minutes each"), (vec![], 0, vec![]));
        assert_eq!(day("", "rest 10:30-10:45, 15:00-15:15"), (vec![], 2, vec![]));
    }
}

//! The Driver Log as stretches of duty, in order, with what contradicts itself.

use super::calls::Desk;
use super::forward::{CALL_TO_WRAP, Clock, Stop, TO_NEXT, forward};
use super::rows::Rows;
use super::shifts::{Later, report_later};
use super::terms::plain;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Duty, DutyStatus, Moment, Record, Sourced};
use chrono::NaiveDate;

/// Rest and days off may last until the same time of the next day.
const OFF: i64 = 24 * 60;

/// The log's rows dated on or before `today`, by person and then start; a row without a start stands at the start of its date.
pub(crate) fn log(
    rows: &Rows<'_>,
    today: NaiveDate,
    desk: &mut Desk<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Duty> {
    let mut later = Later::default();
    let mut duties = Vec::new();
    for row in rows.of("driver-log") {
        let Some(date) = row.date("Date") else { continue };
        if date > today {
            later.add(row);
            continue;
        }
        duties.extend(duty(row, date, desk, problems));
    }
    report_later(&later, today, problems);
    misdated(&duties, problems);
    duties.sort_by_cached_key(|duty: &Duty| {
        let midnight = duty.date.and_hms_opt(0, 0, 0);
        let midnight = midnight.and_then(|naive| naive.and_local_timezone(duty.zone).earliest());
        let at = duty.start.moment.earliest().or(midnight);
        (duty.person, at, duty.date, duty.cell.clone())
    });
    overlaps(&duties, desk, problems);
    duties
}

fn duty(row: &Record, date: NaiveDate, desk: &mut Desk<'_>, problems: &mut Vec<Diagnostic>) -> Option<Duty> {
    let person = desk.people.of_row(row, problems)?;
    let status = row.text("Status").and_then(|word| DutyStatus::of_word(&word));
    let longest = if status.is_some_and(DutyStatus::is_free) { OFF } else { CALL_TO_WRAP };
    let stops = [Stop::of(row, "Start", TO_NEXT), Stop::of(row, "End", longest)];
    let clock = Clock { date, zone: desk.zone, first_needed: true };
    let mut placed = forward(&clock, &stops, problems).into_iter();
    let (start, mut end) = (placed.next().unwrap_or_default(), placed.next().unwrap_or_default());
    if start.moment == end.moment && !start.moment.is_missing() {
        let seen = row.text("End").unwrap_or_default();
        let message = format!("This stretch ends at {seen}, when it starts; it is left open.");
        let help = "Correct one of the two; a stretch of a whole day ends at a time such as 32:00.";
        let cell = row.cell_of("End");
        problems.push(Diagnostic::new(Code::TimesOutOfOrder, message, help).at_cell(&cell).seen(seen));
        end.moment = Moment::Missing;
    }
    Some(Duty {
        person,
        date,
        zone: desk.zone,
        status,
        start,
        end,
        employer: plain(row, "Employer"),
        vehicle: plain(row, "Vehicle"),
        miles: row.number("Miles"),
        air_miles: row.number("Air Miles").map(|miles| Sourced::new(miles, row.cell_of("Air Miles"))),
        interstate: row.flag("Interstate").map(|flag| Sourced::new(flag, row.cell_of("Interstate"))),
        cell: row.cell.clone(),
    })
}

/// A stretch after midnight under the date of the shift: it stands below one that runs past midnight, and by its date would be hours before it.
fn misdated(in_reading_order: &[Duty], problems: &mut Vec<Diagnostic>) {
    for pair in in_reading_order.windows(2) {
        let [above, duty] = pair else { continue };
        let (Some(until), Some(start)) = (above.end.moment.earliest(), duty.start.moment.latest()) else {
            continue;
        };
        let same =
            above.person == duty.person && above.date == duty.date && above.cell.file == duty.cell.file;
        let after_midnight = until.date_naive() > above.date && until.time() <= start.time();
        if same && after_midnight && above.start.moment.earliest().is_some_and(|from| start < from) {
            let shown = start.format("%H:%M").to_string();
            let message = format!(
                "{shown} on {} is before the stretch above it ({}), which runs until {}; it was read as it is dated.",
                duty.date,
                above.cell,
                until.format("%a %H:%M")
            );
            let help = "Date is the date on which a stretch starts: after midnight write the next date, or a time such as 25:20.";
            let cell = duty.start.cell.as_ref().unwrap_or(&duty.cell);
            problems.push(Diagnostic::new(Code::TimesOutOfOrder, message, help).at_cell(cell).seen(shown));
        }
    }
}

/// Two rows of one person that run at the same time whatever the reading of their times. Driving within a longer stretch on duty for
/// the same employer is no contradiction: it is part of it.
fn overlaps(duties: &[Duty], desk: &Desk<'_>, problems: &mut Vec<Diagnostic>) {
    let mut longest: Option<&Duty> = None;
    for duty in duties {
        let same = longest.filter(|before| before.person == duty.person);
        if let Some(before) = same
            && let (Some(until), Some(start)) = (before.end.moment.earliest(), duty.start.moment.latest())
            && until > start
            && !is_part(duty, before)
        {
            let name = desk.people.get(duty.person).map(|p| p.name.as_str()).unwrap_or_default();
            let message = format!(
                "{name}'s log has two stretches at one time: one ({}) runs until {}, and this one starts at {}.",
                before.cell,
                until.format("%a %H:%M"),
                start.format("%a %H:%M")
            );
            let help =
                "Correct the times: time on duty counts once, and time both off and on duty is undetermined.";
            let cell = duty.start.cell.as_ref().unwrap_or(&duty.cell);
            problems.push(
                Diagnostic::new(Code::TimesOverlap, message, help)
                    .at_cell(cell)
                    .seen(start.format("%H:%M").to_string()),
            );
        }
        let runs_longer = same.and_then(|before| before.end.moment.earliest()) > duty.end.moment.earliest();
        if !runs_longer {
            longest = Some(duty);
        }
    }
}

fn is_part(duty: &Duty, of: &Duty) -> bool {
    duty.status == Some(DutyStatus::Driving)
        && of.status == Some(DutyStatus::OnDuty)
        && duty.employer == of.employer
        && duty.end.moment.latest() <= of.end.moment.latest()
}

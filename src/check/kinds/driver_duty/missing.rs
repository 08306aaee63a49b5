//! Who drove, as the timesheets say, and has no log for it. Nothing is guessed: it is said once.

use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::rest::pairs::release;
use crate::check::kinds::worktime::{by_person, say};
use crate::check::rule::Rule;
use crate::model::{Basis, Duty, PersonId, Shift};

pub fn judge(rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
    let people = by_person(rule, case).into_iter().filter_map(|(person, shifts)| {
        let worked = shifts.into_iter().filter(|s| s.basis == Basis::Actual && s.day_status != "hold");
        let without: Vec<&Shift> = worked.filter(|shift| !is_logged(case, shift)).collect();
        (!without.is_empty()).then_some((person, without))
    });
    let people: Vec<(PersonId, Vec<&Shift>)> = people.collect();
    if case.production.duties.is_empty() {
        // No log is kept at all: that is one thing to say, not one for each driver.
        let all: Vec<&Shift> = people.iter().flat_map(|(_, shifts)| shifts.iter().copied()).collect();
        let names: Vec<String> =
            people.iter().map(|(id, _)| case.production.person(*id).name.clone()).collect();
        let subject = Subject { kind: "production", ..Subject::default() };
        return all.first().map(|_| draft(case, subject, &all, names.join(", "))).into_iter().collect();
    }
    people
        .into_iter()
        .map(|(id, shifts)| {
            let name = case.production.person(id).name.clone();
            let subject = Subject { kind: "driver-day", person: Some(name.clone()), ..Subject::default() };
            draft(case, subject, &shifts, name)
        })
        .collect()
}

/// Does the log have a row of the shift's date, or one that touches its time?
fn is_logged(case: &Case<'_>, shift: &Shift) -> bool {
    let (call, end) = (When::of(&shift.call), When::of(release(shift, 0)));
    let touches = |duty: &Duty| {
        duty.date == shift.date
            || matches!(
                (duty.start.moment.earliest(), duty.end.moment.latest(), call.earliest, end.latest),
                (Some(from), Some(to), Some(call), Some(end)) if from < end && to > call
            )
    };
    let all = &case.production.duties;
    let first = all.partition_point(|duty| duty.person < shift.person);
    all.iter().skip(first).take_while(|duty| duty.person == shift.person).any(touches)
}

fn draft(case: &Case<'_>, subject: Subject, shifts: &[&Shift], drivers: String) -> Draft {
    // Each driver's first row shows where to look.
    let mut firsts: Vec<&Shift> = Vec::new();
    for &shift in shifts {
        if firsts.iter().all(|first| first.person != shift.person) {
            firsts.push(shift);
        }
    }
    let cells = firsts.iter().map(|s| s.call.cell.clone().unwrap_or_else(|| s.cell.clone())).collect();
    let mut draft = Draft::about(subject, cells);
    draft.basis = Some(Basis::Actual);
    let mut dates: Vec<_> = shifts.iter().map(|shift| shift.date).collect();
    dates.sort();
    dates.dedup();
    let span = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => {
            format!("{} to {}", say::date(case, *first), say::date(case, *last))
        }
        (Some(only), _) => say::date(case, *only),
        _ => String::new(),
    };
    let count = dates.len();
    draft.set("drivers", drivers);
    draft.set("days", if count == 1 { span.clone() } else { format!("{count} days ({span})") });
    draft.arithmetic = format!("{} timesheet rows without a row of the Driver Log", shifts.len());
    draft
}

//! Planned days: from a person's call row, else from the unit's crew call and the person's own.

use super::calls::{Desk, from_crew_call};
use super::forward::{Stop, TO_NEXT, alone};
use super::names::fold;
use crate::diagnostic::Diagnostic;
use crate::model::{
    Basis, Call, CallTime, Cell, Day, Facts, Heading, Instant, Listed, MAIN_UNIT, Meal, Person, PersonId,
    Place, School, Shift, TimeEntry, Timed, Travel,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The planned days of everybody whose day is not `covered` by a timesheet.
pub(crate) fn planned(
    calls: &[Call],
    covered: &HashSet<(PersonId, NaiveDate)>,
    facts: &Facts,
    today: NaiveDate,
    desk: &Desk<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Shift> {
    let mut shifts = Vec::new();
    let mut called = HashSet::new();
    for call in calls {
        let key = (call.person, call.date);
        called.insert(key);
        if covered.contains(&key) || is_held(call) {
            continue;
        }
        shifts.extend(from_call(call, facts, today, desk));
    }
    let mut by_unit: HashMap<&str, Vec<&Person>> = HashMap::new();
    for person in desk.people.list.iter().filter(|p| p.listed == Listed::Crew) {
        by_unit.entry(person.unit.as_deref().unwrap_or(MAIN_UNIT)).or_default().push(person);
    }
    for day in desk.days.list.iter().filter(|day| day.is_shoot()) {
        for person in by_unit.get(day.unit.as_str()).into_iter().flatten() {
            let key = (person.id, day.date);
            if covered.contains(&key) || called.contains(&key) {
                continue;
            }
            shifts.extend(from_crew_list(person, day, facts, today, desk, problems));
        }
    }
    shifts
}

/// Held, dropped, on call or not called: nobody's working day.
fn is_held(call: &Call) -> bool {
    let status = call.status.as_ref().map(|s| fold(&s.value)).unwrap_or_default();
    let by_status = matches!(
        status.as_str(),
        "h" | "hold" | "held" | "d" | "drop" | "i" | "idle" | "off" | "o c" | "n c"
    );
    let by_report =
        matches!(call.report.entry, Some(TimeEntry::Hold | TimeEntry::NotCalled | TimeEntry::OnCall));
    by_status || by_report
}

fn from_call(call: &Call, facts: &Facts, today: NaiveDate, desk: &Desk<'_>) -> Option<Shift> {
    let working: [(Heading, &CallTime); 5] = [
        ("Report", &call.report),
        ("Makeup", &call.makeup),
        ("Wardrobe", &call.wardrobe),
        ("Rehearsal", &call.rehearsal),
        ("On Set", &call.on_set),
    ];
    // The first call, make-up and wardrobe included.
    let (_, first) = working
        .iter()
        .filter_map(|(_, time)| Some((time.at.moment.earliest()?, *time)))
        .min_by_key(|(at, _)| *at)?;
    let day = desk.days.of(call.date, &call.unit);
    let person = desk.people.get(call.person)?;
    let status = call.status.as_ref().map(|s| fold(&s.value)).unwrap_or_default();
    let own_end = !call.est_dismiss.at.moment.is_missing();
    let wrap = if own_end {
        call.est_dismiss.at.clone()
    } else {
        day.map(|d| estimated_wrap(d, first.at.moment.latest(), today).clone()).unwrap_or_default()
    };
    let mut cells: BTreeMap<Heading, Cell> =
        working.iter().filter_map(|(heading, time)| Some((*heading, time.at.cell.clone()?))).collect();
    if own_end && let Some(cell) = &wrap.cell {
        cells.insert("Est. Dismiss", cell.clone());
    }
    let location = call.location.clone().or_else(|| day.and_then(|d| d.location.clone()));
    let mut shift = shift(person, call.date, &call.unit, first.at.clone(), wrap, day, facts, desk);
    shift.location_type = location
        .as_ref()
        .and_then(|l| desk.places.named(&l.value))
        .and_then(|place| place.location_type.clone());
    shift.location = location;
    shift.day_status =
        if matches!(status.as_str(), "tr" | "t" | "travel") { "travel" } else { "work" }.into();
    shift.cells = cells;
    shift.cell = call.cell.clone();
    shift.also_from = day.filter(|_| !own_end).map(|d| d.cell.clone()).into_iter().collect();
    Some(shift)
}

fn from_crew_list(
    person: &Person,
    day: &Day,
    facts: &Facts,
    today: NaiveDate,
    desk: &Desk<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Shift> {
    let crew_call = day.crew_call.moment.known();
    let call = match &person.call {
        None => day.crew_call.clone(),
        Some(own) => {
            let cell = Some(own.cell.clone());
            match &own.value {
                TimeEntry::Relative(minutes) => Timed { moment: from_crew_call(crew_call, *minutes), cell },
                TimeEntry::At(_) => {
                    let entry = Some(own.value.clone());
                    alone(
                        day.date,
                        day.zone,
                        &Stop { heading: "Call", entry, cell, within: TO_NEXT },
                        problems,
                    )
                }
                _ => return None,
            }
        }
    };
    call.moment.earliest()?;
    let wrap = estimated_wrap(day, call.moment.latest(), today);
    let mut shift = shift(person, day.date, &day.unit, call, wrap.clone(), Some(day), facts, desk);
    shift.cell = person.cell.clone();
    shift.also_from = vec![day.cell.clone()];
    let own = person.call.as_ref().map(|call| call.cell.clone());
    let cells = [("Call", own), ("Crew Call", day.crew_call.cell.clone()), ("Est. Wrap", wrap.cell.clone())];
    shift.cells = cells.into_iter().filter_map(|(heading, cell)| Some((heading, cell?))).collect();
    Some(shift)
}

/// When a unit's day ends as far as is known: as its log says once the day is there, for a camera that has wrapped is
/// a better estimate than the schedule's; else as scheduled. It stays an estimate: who has a timesheet is judged by it.
fn estimated_wrap(day: &Day, call: Option<Instant>, today: NaiveDate) -> &Timed {
    let log = day.log.as_ref().filter(|_| day.date <= today);
    let logged = log.and_then(|log| {
        // Nobody wraps before being called.
        [&log.camera_wrap, &log.last_out].into_iter().find(|timed| timed.moment.earliest() > call)
    });
    logged.unwrap_or(&day.est_wrap)
}

#[expect(clippy::too_many_arguments, reason = "each is one fact of the planned day")]
fn shift(
    person: &Person,
    date: NaiveDate,
    unit: &str,
    call: Timed,
    wrap: Timed,
    day: Option<&Day>,
    facts: &Facts,
    desk: &Desk<'_>,
) -> Shift {
    let location = day.and_then(|d| d.location.clone());
    let place = location.as_ref().and_then(|l| desk.places.named(&l.value));
    Shift {
        person: person.id,
        date,
        unit: unit.to_string(),
        basis: Basis::Plan,
        zone: day.map_or(desk.zone, |d| d.zone),
        meals: day.and_then(|d| lunch(d, call.moment.latest(), wrap.moment.earliest())).into_iter().collect(),
        call,
        dismissed: wrap.clone(),
        wrap,
        ndb: None,
        meals_on_sheet: 1,
        grace_meals: Vec::new(),
        terms: person.terms.clone(),
        employer: facts.company.clone(),
        location_type: place.and_then(|p| p.location_type.clone()),
        location,
        on_production: None,
        exterior: None,
        night_exterior: None,
        designated_day_off: None,
        day_status: "work".into(),
        school: School::default(),
        travel: Travel { minutes: place.and_then(Place::travel), ..Travel::default() },
        adjustment: None,
        breaks: Vec::new(),
        cells: BTreeMap::new(),
        cell: person.cell.clone(),
        also_from: Vec::new(),
    }
}

/// The planned lunch is when the first meal begins; how long it lasts no plan says.
fn lunch(day: &Day, call: Option<Instant>, wrap: Option<Instant>) -> Option<Meal> {
    let at = day.lunch.moment.earliest()?;
    let inside = call.is_some_and(|call| at > call) && wrap.is_none_or(|wrap| at < wrap);
    inside.then(|| Meal {
        number: 1,
        start: day.lunch.clone(),
        end: Timed::default(),
        kind: "deductible".into(),
        grace: None,
        extension: None,
    })
}

//! Timesheets: worked days with their times, terms and meals.

use super::blocks::{blocks, spans_within};
use super::calls::Desk;
use super::forward::{CALL_TO_WRAP, Clock, MEAL, Stop, TO_NEXT, alone, forward};
use super::meals::{MEALS, meals, meals_on_sheet, named};
use super::money::amount;
use super::names::fold;
use super::rows::Rows;
use super::terms::{Difference, differences, over, plain, terms, trimmed};
use super::travel::travel;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::shift::sort as in_order;
use crate::model::{
    Basis, Facts, Heading, Moment, PersonId, Record, School, SchoolTomorrow, Shift, Sourced, TimeEntry,
    Timed, Value,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashSet};

/// Release follows the wrap by hours, not by half a day.
const WRAP_TO_RELEASE: i64 = 6 * 60;

/// What the timesheets gave.
pub(crate) struct Worked {
    pub shifts: Vec<Shift>,
    /// Whose days have a row, so that no plan is made for them.
    pub covered: HashSet<(PersonId, NaiveDate)>,
}

/// Differences of terms, told once for a person, a heading and a value.
type Differences = BTreeMap<(PersonId, &'static str, String), (Difference, usize)>;

/// The worked days of the timesheets dated on or before `today`.
pub(crate) fn worked(
    rows: &Rows<'_>,
    facts: &Facts,
    today: NaiveDate,
    desk: &mut Desk<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Worked {
    let mut worked = Worked { shifts: Vec::new(), covered: HashSet::new() };
    let mut told = Differences::new();
    let mut later = Later::default();
    for row in rows.of("timesheets") {
        let Some(date) = row.date("Date") else { continue };
        if date > today {
            later.add(row);
            continue;
        }
        let Some(person) = desk.people.of_row(row, problems) else { continue };
        worked.covered.insert((person, date));
        if matches!(row.time("Call"), Some(TimeEntry::NotCalled)) {
            continue;
        }
        worked.shifts.push(shift(row, date, person, facts, desk, &mut told, problems));
    }
    report_later(&later, today, problems);
    report_differences(told, desk, problems);
    in_order(&mut worked.shifts);
    overlaps(&worked.shifts, desk, problems);
    worked
}

fn shift(
    row: &Record,
    date: NaiveDate,
    person: PersonId,
    facts: &Facts,
    desk: &mut Desk<'_>,
    told: &mut Differences,
    problems: &mut Vec<Diagnostic>,
) -> Shift {
    let standing_unit = desk.people.get(person).and_then(|p| p.unit.clone());
    let unit = match plain(row, "Unit").or(standing_unit) {
        Some(unit) => desk.units.name(Some(&unit)),
        None => desk.units.name(None),
    };
    let day = desk.days.of(date, &unit);
    let location =
        desk.places.of_row(row, "Location", problems).or_else(|| day.and_then(|day| day.location.clone()));
    let zone = desk.places.zone(location.as_ref()).or(day.map(|day| day.zone)).unwrap_or(desk.zone);
    let times = times(row, date, zone, problems);
    let own = terms(row, &facts.currency, problems);
    let mut all_terms = own;
    if let Some(known) = desk.people.get(person) {
        for difference in differences(&all_terms, &known.terms) {
            let key = (person, difference.heading, difference.own.0.clone());
            told.entry(key).or_insert((difference, 0)).1 += 1;
        }
        all_terms = over(all_terms, &known.terms);
    }
    let place = location.as_ref().and_then(|l| desk.places.named(&l.value));
    let location_type = trimmed(row, "Location Type").or_else(|| place.and_then(|p| p.location_type.clone()));
    let travel = travel(row, date, zone, &times.call, place, problems);
    Shift {
        person,
        date,
        unit,
        basis: Basis::Actual,
        zone,
        call: times.call,
        wrap: times.wrap,
        dismissed: times.dismissed,
        meals: meals(row, &times.meals, problems),
        ndb: times.ndb,
        meals_on_sheet: meals_on_sheet(row),
        grace_meals: named(row, "Grace", problems),
        terms: all_terms,
        employer: employer(row, facts),
        location,
        location_type,
        on_production: row.flag("On Production"),
        exterior: row.flag("Exterior"),
        night_exterior: row.flag("Night Exterior"),
        designated_day_off: row.flag("Designated Day Off"),
        day_status: day_status(row, problems),
        school: school(row, date, zone, problems),
        travel,
        adjustment: amount(row, "Adjustment", &facts.currency, problems),
        breaks: spans_within(row, "Rest Breaks", date, zone),
        cells: cells(row),
        cell: row.cell.clone(),
        also_from: Vec::new(),
    }
}

struct Times {
    call: Timed,
    ndb: Option<(Timed, Timed)>,
    meals: Vec<(Timed, Timed)>,
    wrap: Timed,
    dismissed: Timed,
}

fn times(row: &Record, date: NaiveDate, zone: chrono_tz::Tz, problems: &mut Vec<Diagnostic>) -> Times {
    let mut stops = vec![
        Stop::of(row, "Call", TO_NEXT),
        Stop::of(row, "NDB Start", TO_NEXT),
        Stop::of(row, "NDB End", MEAL),
    ];
    for meal in MEALS {
        stops.push(Stop::of(row, meal.start, TO_NEXT));
        stops.push(Stop::of(row, meal.end, MEAL));
    }
    stops.push(Stop::of(row, "Wrap", CALL_TO_WRAP));
    stops.push(Stop::of(row, "Dismissed", WRAP_TO_RELEASE));
    let clock = Clock { date, zone, first_needed: true };
    let mut placed = forward(&clock, &stops, problems).into_iter();
    let mut next = || placed.next().unwrap_or_default();
    let call = next();
    let ndb = (next(), next());
    let meals = MEALS.iter().map(|_| (next(), next())).collect();
    let wrap = next();
    let mut dismissed = next();
    if row.field("Dismissed").is_none() {
        dismissed = wrap.clone();
    }
    let has_ndb = row.field("NDB Start").is_some() || row.field("NDB End").is_some();
    Times { call, ndb: has_ndb.then_some(ndb), meals, wrap, dismissed }
}

/// Who employed: the row's word, in the production company's spelling where it means it; blank is the
/// company.
fn employer(row: &Record, facts: &Facts) -> Option<String> {
    match (plain(row, "Employer"), &facts.company) {
        (Some(written), Some(company)) if fold(&written) == fold(company) => Some(company.clone()),
        (Some(written), _) => Some(written),
        (None, company) => company.clone(),
    }
}

fn day_status(row: &Record, problems: &mut Vec<Diagnostic>) -> String {
    let held = matches!(row.time("Call"), Some(TimeEntry::Hold));
    let Some(text) = plain(row, "Day Status") else { return if held { "hold" } else { "work" }.into() };
    let status = match fold(&text).as_str() {
        "work" | "w" | "worked" | "working" => "work",
        "hold" | "h" | "held" => "hold",
        "travel" | "t" | "tr" | "travelled" | "traveled" => "travel",
        "fitting" | "ft" | "wardrobe fitting" | "costume fitting" => "fitting",
        _ => {
            let cell = row.cell_of("Day Status");
            let message = format!("“{text}” is no day status; the day was taken as worked.");
            problems.push(
                Diagnostic::new(Code::WordUnknown, message, "Write work, hold, travel or fitting.")
                    .at_cell(&cell)
                    .seen(&text),
            );
            "work"
        }
    };
    status.to_string()
}

fn school(row: &Record, date: NaiveDate, zone: chrono_tz::Tz, problems: &mut Vec<Diagnostic>) -> School {
    let minutes = |heading| Some(Sourced::new(row.duration(heading)?, row.cell_of(heading)));
    let stretches = blocks(row, "School Blocks", date, zone, problems);
    let mut own = |heading: Heading| alone(date, zone, &Stop::of(row, heading, TO_NEXT), problems);
    School {
        today: row.flag("School Day").map(|flag| Sourced::new(flag, row.cell_of("School Day"))),
        today_assumed: false,
        tomorrow: row.flag("School Next Day").map(|value| SchoolTomorrow {
            value,
            cell: Some(row.cell_of("School Next Day")),
            assumed: false,
        }),
        hours: minutes("School Hours"),
        banked: minutes("School Banked"),
        credited: minutes("School Credited"),
        rest: minutes("Rest Hours"),
        blocks: trimmed(row, "School Blocks"),
        stretches,
        own_start: own("Own School Start"),
        own_end: own("Own School End"),
    }
}

fn cells(row: &Record) -> BTreeMap<Heading, crate::model::Cell> {
    let mut cells = row.columns.clone();
    cells.extend(row.fields.iter().map(|(heading, field)| (*heading, field.cell.clone())));
    cells
}

/// Two rows of one person that run at the same time whatever the reading of their times.
fn overlaps(shifts: &[Shift], desk: &Desk<'_>, problems: &mut Vec<Diagnostic>) {
    let mut last: Option<(&Shift, &Moment)> = None;
    for shift in shifts {
        let end =
            if shift.dismissed.moment.is_missing() { &shift.wrap.moment } else { &shift.dismissed.moment };
        let same = last.filter(|(before, _)| before.person == shift.person);
        if let Some((before, until)) = same
            && let (Some(until), Some(call)) = (until.earliest(), shift.call.moment.latest())
            && until > call
        {
            let name = desk.people.get(shift.person).map(|p| p.name.as_str()).unwrap_or_default();
            let cell = shift.call.cell.as_ref().unwrap_or(&shift.cell);
            problems.push(
                Diagnostic::new(
                    Code::TimesOverlap,
                    format!(
                        "{name} has two rows that overlap: one from {} ({}) runs until {}, and this one begins at {}.",
                        before.date,
                        before.cell,
                        until.format("%a %H:%M"),
                        call.format("%a %H:%M")
                    ),
                    "Correct the times, or take out the row that was entered twice.",
                )
                .at_cell(cell)
                .seen(call.format("%H:%M").to_string()),
            );
        }
        let runs_longer = same.and_then(|(_, until)| until.earliest()) > end.earliest();
        if !runs_longer {
            last = Some((shift, end));
        }
    }
}

/// Rows of what has happened that are dated after today, by file.
#[derive(Default)]
pub(crate) struct Later<'a>(BTreeMap<String, Vec<&'a Record>>);

impl<'a> Later<'a> {
    pub fn add(&mut self, row: &'a Record) {
        self.0.entry(row.cell.file.to_string()).or_default().push(row);
    }
}

/// A row that is only filled in ahead (a date and a name) is a note; one that holds times may be a day that somebody worked.
pub(crate) fn report_later(later: &Later<'_>, today: NaiveDate, problems: &mut Vec<Diagnostic>) {
    let has_times = |row: &&&Record| {
        row.fields.values().any(|field| matches!(field.value, Some(Value::Time(TimeEntry::At(_)))))
    };
    for rows in later.0.values() {
        let timed: Vec<&&Record> = rows.iter().filter(has_times).collect();
        let Some(first) = timed.first().copied().or(rows.first()) else { continue };
        let count = |n: usize| if n == 1 { "1 row is".into() } else { format!("{n} rows are") };
        let (with, which) = match timed.len() {
            0 => (String::new(), "this is the first"),
            n if n == rows.len() => (" with times".into(), "this is the first"),
            n => (format!(", {n} of them with times"), "this is the first of those"),
        };
        let message =
            format!("{} dated after {today}{with} and not taken as worked; {which}.", count(rows.len()));
        let help = "Correct the dates if the days have been worked.";
        let mut problem = Diagnostic::new(Code::RowIgnored, message, help).at_cell(&first.cell_of("Date"));
        if !timed.is_empty() {
            problem.severity = Severity::Warning;
        }
        problems.push(problem);
    }
}

fn report_differences(told: Differences, desk: &Desk<'_>, problems: &mut Vec<Diagnostic>) {
    for ((person, heading, _), (difference, count)) in told {
        let name = desk.people.get(person).map(|p| p.name.as_str()).unwrap_or_default();
        let (own, cell) = &difference.own;
        let (standing, at) = &difference.standing;
        let more = if count > 1 { format!(" ({count} rows say so)") } else { String::new() };
        let message = format!(
            "{heading} of {name} is “{own}” on the timesheet{more} and “{standing}” in {at}; the timesheet was taken for its day."
        );
        let help = "Make the two the same, unless the terms of that day were different.";
        problems.push(Diagnostic::new(Code::FactsDiffer, message, help).at_cell(cell).seen(own));
    }
}

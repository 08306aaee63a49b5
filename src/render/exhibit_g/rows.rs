//! The performers' rows: who is on the report, and what the time sheets say of each.

use crate::model::{Call, Cell, Listed, Meal, Moment, Person, PersonId, Production, Terms};
use crate::render::call_sheet::Clock;
use crate::render::payroll::found::{self, Found};
use crate::render::payroll::tenths;
use crate::render::payroll::worked::{self, Worked};
use crate::render::words;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What stands where a time should and is not written.
pub const MISSING: &str = "missing";

/// A start and an end.
pub type Span = [Option<String>; 2];

/// One performer's line: texts ready to print, `None` where the sheets have nothing to say.
#[derive(Clone, Debug, Default)]
pub struct Row<'a> {
    pub number: String,
    pub name: String,
    pub character: String,
    pub minor: bool,
    pub status: String,
    pub report: Option<String>,
    pub on_set: Option<String>,
    pub dismiss_set: Option<String>,
    pub dismiss: Option<String>,
    pub ndb: Span,
    pub meals: [Span; 2],
    /// Leave for location, arrive there, leave it, arrive back.
    pub travel: [Option<String>; 4],
    pub tutoring: Option<String>,
    /// `yes`, or `yes, consented`.
    pub forced_call: Option<&'static str>,
    pub meal_penalties: u32,
    pub day_off: Option<bool>,
    pub notes: Vec<String>,
    /// How many times are missing.
    pub missing: usize,
    /// What it was read from; `None` for a performer without a time sheet.
    pub day: Option<Worked<'a>>,
    /// The row that put the performer on the report.
    pub cell: Option<Cell>,
}

/// Is it a performer of the cast under a SAG-AFTRA agreement, as offices write its name?
pub fn is_performer(person: &Person, terms: &Terms) -> bool {
    let agreement = terms.agreement.as_ref().or(person.terms.agreement.as_ref());
    let letters: String = agreement
        .map(|a| a.value.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase())
        .unwrap_or_default();
    let is_sag =
        letters.starts_with("sag") || letters.contains("aftra") || letters.contains("screenactorsguild");
    person.listed == Listed::Cast && is_sag
}

/// The rows of a unit's day by cast number, and the cells they were read from: who worked, then who was called without
/// a time sheet to show for it.
pub fn rows<'a>(
    production: &'a Production,
    all: &[Worked<'a>],
    found: &Found<'_>,
    date: NaiveDate,
    unit: &str,
    clock: &Clock,
) -> (Vec<Row<'a>>, Vec<Cell>) {
    let mut rows = Vec::new();
    let mut cells = Vec::new();
    let covered: BTreeSet<PersonId> =
        all.iter().filter(|day| day.shift.date == date).map(|day| day.person.id).collect();
    let mut counted = BTreeSet::new();
    let worked = worked::of_day(all, date, unit).filter(|day| is_performer(day.person, &day.shift.terms));
    for day in worked {
        let call = call_of(production, date, day.person.id);
        // A split day is several rows; what was found of the day stands once.
        let first = counted.insert(day.person.id);
        let mut row = of_shift(day, call, &Clock { zone: day.shift.zone, ..*clock });
        if first {
            let findings = found.on(&day.person.name, date);
            row.forced_call = found::forced_words(findings);
            row.meal_penalties = found::meal_penalties(findings);
        }
        cells.extend([day.shift.cell.clone(), day.person.cell.clone()]);
        rows.push(row);
    }
    let called = production.calls.iter().filter(|call| call.date == date && call.unit == unit);
    for call in called.filter(|call| !covered.contains(&call.person)) {
        let person = production.person(call.person);
        if is_performer(person, &Terms::default()) {
            cells.extend([call.cell.clone(), person.cell.clone()]);
            rows.push(of_call(person, call));
        }
    }
    rows.sort_by_cached_key(|row| number_key(&row.number));
    (rows, cells)
}

fn call_of(production: &Production, date: NaiveDate, person: PersonId) -> Option<&Call> {
    production.calls.iter().find(|call| call.date == date && call.person == person)
}

fn of_shift<'a>(day: &Worked<'a>, call: Option<&Call>, clock: &Clock) -> Row<'a> {
    let shift = day.shift;
    // A day held or travelled needs no call and no wrap.
    let needed = |moment: &Moment| clock.moment(moment).or_else(|| day.is_work().then(|| MISSING.to_owned()));
    let written = |moment: &Moment| Some(clock.moment(moment).unwrap_or_else(|| MISSING.to_owned()));
    let meal = |number| match day.meal(number) {
        Some(meal) => [written(&meal.start.moment), written(&meal.end.moment)],
        None => Span::default(),
    };
    let ndb = shift.ndb.as_ref().map(|(from, to)| [written(&from.moment), written(&to.moment)]);
    Row {
        report: needed(&shift.call.moment),
        on_set: day.entry("Report On Set").map(|entry| clock.dated(entry)),
        dismiss_set: needed(&shift.wrap.moment),
        dismiss: day.dismissed_later().then(|| written(&shift.dismissed.moment)).flatten(),
        ndb: ndb.unwrap_or_default(),
        meals: [meal(1), meal(2)],
        travel: day.travel().map(|moment| clock.moment(moment)),
        tutoring: shift.school.hours.as_ref().map(|hours| tenths::text(hours.value)),
        day_off: shift.designated_day_off,
        notes: notes(day, clock),
        missing: day.missing(words::of("en", "US")).len(),
        status: status(day, call),
        day: Some(*day),
        cell: Some(shift.cell.clone()),
        ..of_person(day.person, day.is_minor())
    }
}

/// Called, and no time sheet: a performer on hold has no times, another one's are missing.
fn of_call<'a>(person: &Person, call: &Call) -> Row<'a> {
    let status = letters(call).unwrap_or_else(|| "W".to_owned());
    let works = !matches!(status.as_str(), "H" | "HOLD" | "HELD" | "D" | "DROP" | "I");
    let time = || works.then(|| MISSING.to_owned());
    Row {
        report: time(),
        dismiss_set: time(),
        missing: if works { 2 } else { 0 },
        notes: if works { vec!["called, and no time sheet is on record".into()] } else { Vec::new() },
        status,
        cell: Some(call.cell.clone()),
        ..of_person(person, person.age_on(call.date).is_some_and(|age| age < 18))
    }
}

fn of_person<'a>(person: &Person, minor: bool) -> Row<'a> {
    Row {
        number: person.number.clone().unwrap_or_default(),
        name: person.name.clone(),
        character: person.character.clone().unwrap_or_default(),
        minor,
        ..Row::default()
    }
}

/// Work, hold, travel or a fitting as the time sheet says; whether a day of work is a performer's first or last, as the call said.
fn status(day: &Worked, call: Option<&Call>) -> String {
    match day.shift.day_status.as_str() {
        "hold" => "H".to_owned(),
        "travel" => "TR".to_owned(),
        "fitting" => "FT".to_owned(),
        _ => call
            .and_then(letters)
            .filter(|status| {
                matches!(status.as_str(), "SW" | "WF" | "SWF" | "R" | "FT" | "T" | "PW" | "PWF" | "WD")
            })
            .unwrap_or_else(|| "W".to_owned()),
    }
}

fn letters(call: &Call) -> Option<String> {
    call.status.as_ref().map(|s| s.value.trim().to_uppercase()).filter(|s| !s.is_empty())
}

/// What the form has no column for: further meals, meals of another kind, grace and extensions.
fn notes(day: &Worked, clock: &Clock) -> Vec<String> {
    let mut notes = Vec::new();
    for meal in &day.shift.meals {
        let Some(meal) = day.meal(meal.number) else { continue };
        if meal.number > 2 {
            let end = |moment: &Moment| clock.moment(moment).unwrap_or_else(|| MISSING.to_owned());
            notes.push(format!("meal {} {}–{}", meal.number, end(&meal.start.moment), end(&meal.end.moment)));
        }
        if meal.kind != "deductible" {
            notes.push(format!("meal {} was {}", meal.number, meal.kind));
        }
        notes.extend(cover(meal, "grace", &meal.grace, day.shift.grace_meals.contains(&meal.number)));
        notes.extend(cover(meal, "an extension", &meal.extension, false));
    }
    notes
}

/// `grace of 0:12 called for meal 1`
fn cover(
    meal: &Meal,
    what: &str,
    called: &Option<Option<crate::model::Minutes>>,
    named: bool,
) -> Option<String> {
    match called {
        Some(Some(length)) => Some(format!("{what} of {length} called for meal {}", meal.number)),
        Some(None) => Some(format!("{what} called for meal {}", meal.number)),
        None => named.then(|| format!("{what} called for meal {}", meal.number)),
    }
}

/// `7` before `12`, `7` before `7X`, performers without a number last.
fn number_key(number: &str) -> (u64, String) {
    let digits: String = number.trim().chars().take_while(char::is_ascii_digit).collect();
    (digits.parse().unwrap_or(u64::MAX), number.to_owned())
}

impl Row<'_> {
    pub fn data(&self) -> Value {
        json!({
            "no": self.number,
            "name": self.name,
            "character": self.character,
            "minor": self.minor,
            "status": self.status,
            "work": [self.report, self.on_set, self.dismiss_set, self.dismiss],
            "meals": [self.ndb, self.meals[0], self.meals[1]],
            "travel": self.travel,
            "tutoring": self.tutoring,
            "forced_call": self.forced_call,
            "meal_penalties": (self.meal_penalties > 0).then(|| self.meal_penalties.to_string()),
        })
    }
}

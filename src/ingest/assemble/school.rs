//! Is it a school day, and is tomorrow one? The row says, else the next row, the schedule, the calendar;
//! else Monday to Friday is assumed.

use super::days::Days;
use super::names::{Units, fold};
use super::people::People;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CalendarDay, Person, PersonId, SchoolTomorrow, Shift, Sourced};
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::HashMap;

/// Whom a day without school in the Calendar is for.
enum Whom {
    Everybody,
    Person(PersonId),
    Unit(String),
    /// Children who live there.
    Residence(String),
}

pub(crate) struct SchoolYear<'a> {
    free: HashMap<NaiveDate, Vec<(Whom, &'a CalendarDay)>>,
}

impl<'a> SchoolYear<'a> {
    pub fn new(
        calendar: &'a [CalendarDay],
        units: &Units,
        people: &People,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut free: HashMap<NaiveDate, Vec<(Whom, &CalendarDay)>> = HashMap::new();
        for day in calendar
            .iter()
            .filter(|d| matches!(fold(&d.kind).as_str(), "holiday" | "school holiday" | "summer vacation"))
        {
            match whom(day.applies_to.as_deref().unwrap_or_default(), units, people) {
                Some(whom) => free.entry(day.date).or_default().push((whom, day)),
                None => problems.push(
                    Diagnostic::new(
                        Code::WordUnknown,
                        format!("Nobody is known as “{}”; the day applies to nobody.", day.applies_to.as_deref().unwrap_or_default()),
                        "Leave Applies To blank for everybody, or write minors, a person, a unit or a place of residence.",
                    )
                    .at_cell(&day.cell),
                ),
            }
        }
        SchoolYear { free }
    }

    /// The calendar's word on a date, for one person.
    fn says(
        &self,
        date: NaiveDate,
        person: &Person,
        residence: Option<&str>,
        unit: &str,
    ) -> Option<&'a CalendarDay> {
        let applies = |whom: &Whom| match whom {
            Whom::Everybody => true,
            Whom::Person(id) => *id == person.id,
            Whom::Unit(name) => name == unit,
            Whom::Residence(place) => residence.is_some_and(|r| fold(r) == *place),
        };
        self.free.get(&date)?.iter().find(|(whom, _)| applies(whom)).map(|(_, day)| *day)
    }
}

fn whom(text: &str, units: &Units, people: &People) -> Option<Whom> {
    let folded = fold(text);
    if matches!(
        folded.as_str(),
        "" | "all"
            | "everybody"
            | "everyone"
            | "production"
            | "minors"
            | "children"
            | "school"
            | "schools"
            | "cast"
    ) {
        return Some(Whom::Everybody);
    }
    if let Some(id) = people.named(text).or_else(|| people.numbered(text)) {
        return Some(Whom::Person(id));
    }
    if let Some(unit) = units.known(text) {
        return Some(Whom::Unit(unit));
    }
    let residence = |p: &Person| p.terms.residence.as_ref().is_some_and(|r| fold(&r.value) == folded);
    people.list.iter().any(residence).then_some(Whom::Residence(folded))
}

fn monday_to_friday(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Fills what the rows left open about school, for everybody who is not known to be an adult.
pub(crate) fn fill(shifts: &mut [Shift], people: &People, days: &Days, year: &SchoolYear<'_>) {
    let written: HashMap<(PersonId, NaiveDate), Sourced<bool>> =
        shifts.iter().filter_map(|s| Some(((s.person, s.date), s.school.today.clone()?))).collect();
    for shift in shifts {
        let Some(person) = people.get(shift.person) else { continue };
        let born = shift.terms.date_of_birth.as_ref().map(|d| d.value);
        let adult = born.is_none_or(|born| shift.date.years_since(born).is_none_or(|age| age >= 18));
        if adult && shift.school.today.is_none() && shift.school.tomorrow.is_none() {
            continue;
        }
        let residence = shift.terms.residence.as_ref().map(|r| r.value.clone());
        let known = |date: NaiveDate| {
            let row = || written.get(&(shift.person, date)).cloned();
            let schedule = || days.of(date, &shift.unit).and_then(|day| day.school_day.clone());
            let calendar = || {
                let day = year.says(date, person, residence.as_deref(), &shift.unit)?;
                Some(Sourced::new(false, day.cell.clone()))
            };
            row().or_else(schedule).or_else(calendar)
        };
        if shift.school.today.is_none() {
            let today = known(shift.date);
            shift.school.today_assumed = today.is_none();
            shift.school.today =
                today.or_else(|| Some(Sourced::new(monday_to_friday(shift.date), shift.cell.clone())));
        }
        if shift.school.tomorrow.is_none()
            && let Some(tomorrow) = shift.date.succ_opt()
        {
            shift.school.tomorrow = Some(match known(tomorrow) {
                Some(said) => SchoolTomorrow { value: said.value, cell: Some(said.cell), assumed: false },
                None => SchoolTomorrow { value: monday_to_friday(tomorrow), cell: None, assumed: true },
            });
        }
    }
}

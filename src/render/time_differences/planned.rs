//! What somebody was called for: the row of the day's calls, else the standing call of the crew list and the unit's crew call.

use super::compare::{Said, Source};
use crate::model::clock::{Resolved, resolve};
use crate::model::{
    Call, CallTime, Cell, Day, Instant, Listed, Moment, Person, PersonId, Production, TimeEntry,
};
use crate::render::call_sheet::Clock;
use chrono::{Duration, NaiveDate};
use std::collections::HashMap;

/// How somebody was called for a day.
pub enum Planned {
    /// For a time that is known; what says so.
    At(Instant, Said),
    /// On hold, dropped, not called.
    Held(Said),
    /// Called without a time that can be compared (`O/C`, `PER GAFFER`, a blank crew call).
    Untimed,
    /// Nothing calls the person.
    No,
}

/// Calls and days by person and unit.
pub struct Calls<'a> {
    rows: HashMap<(PersonId, NaiveDate), Vec<&'a Call>>,
    days: HashMap<(NaiveDate, &'a str), &'a Day>,
}

impl<'a> Calls<'a> {
    pub fn of(production: &'a Production) -> Calls<'a> {
        let mut rows: HashMap<_, Vec<_>> = HashMap::new();
        for call in &production.calls {
            rows.entry((call.person, call.date)).or_default().push(call);
        }
        let days = production.days.iter().map(|day| ((day.date, day.unit.as_str()), day)).collect();
        Calls { rows, days }
    }

    pub fn day(&self, date: NaiveDate, unit: &str) -> Option<&'a Day> {
        self.days.get(&(date, unit)).copied()
    }

    /// How a person was called by a unit; a row of another unit counts where there is none of this one.
    pub fn planned(&self, person: &Person, date: NaiveDate, unit: &str, clock: &Clock) -> Planned {
        let rows = self.rows.get(&(person.id, date)).map_or(&[][..], Vec::as_slice);
        if let Some(call) = rows.iter().find(|call| call.unit == unit).or(rows.first()) {
            return of_row(call, clock);
        }
        match (person.listed, self.day(date, unit)) {
            (Listed::Crew, Some(day)) => of_crew(person, day, clock),
            _ => Planned::No,
        }
    }
}

fn of_row(call: &Call, clock: &Clock) -> Planned {
    let status = call.status.as_ref();
    let word = status.map(|s| s.value.trim().to_uppercase()).unwrap_or_default();
    let held = matches!(word.as_str(), "H" | "HOLD" | "HELD" | "D" | "DROP" | "I" | "IDLE" | "OFF" | "N/C");
    if held || matches!(call.report.entry, Some(TimeEntry::Hold | TimeEntry::NotCalled)) {
        let cell = status.map_or_else(|| call.cell.clone(), |s| s.cell.clone());
        let text = if word.is_empty() { "HOLD".to_owned() } else { word };
        return Planned::Held(Said::new(Source::CallSheet, text, [cell]));
    }
    // The first call, make-up and wardrobe included.
    let times = [&call.report, &call.makeup, &call.wardrobe, &call.rehearsal, &call.on_set];
    let first = times.into_iter().filter_map(known).min_by_key(|(at, _)| *at);
    match first {
        Some((at, cell)) => {
            let cell = cell.unwrap_or_else(|| call.cell.clone());
            Planned::At(at, Said::new(Source::CallSheet, clock.instant(at), [cell]))
        }
        None => Planned::Untimed,
    }
}

fn known(time: &CallTime) -> Option<(Instant, Option<Cell>)> {
    Some((time.at.moment.known()?, time.at.cell.clone()))
}

fn of_crew(person: &Person, day: &Day, clock: &Clock) -> Planned {
    let crew_call = day.crew_call.moment.known();
    let by_unit = || day.crew_call.cell.clone().unwrap_or_else(|| day.cell.clone());
    let Some(own) = &person.call else {
        return match crew_call {
            Some(at) => Planned::At(at, Said::new(Source::CrewCall, clock.instant(at), [by_unit()])),
            None => Planned::Untimed,
        };
    };
    match &own.value {
        TimeEntry::Relative(minutes) => {
            match crew_call.and_then(|at| at.checked_add_signed(Duration::minutes(i64::from(*minutes)))) {
                Some(at) => {
                    let text = {
                        let with = [("time", clock.instant(at)), ("by", own.value.to_string())];
                        let with = with.each_ref().map(|(key, text)| (*key, text.as_str()));
                        clock.words.say("differences.from_crew_call", &with)
                    };
                    Planned::At(at, Said::new(Source::CrewList, text, [own.cell.clone(), by_unit()]))
                }
                None => Planned::Untimed,
            }
        }
        TimeEntry::At(wall) => match resolve(day.date, wall, day.zone) {
            Resolved::At(Moment::Known(at)) => {
                Planned::At(at, Said::new(Source::CrewList, clock.instant(at), [own.cell.clone()]))
            }
            _ => Planned::Untimed,
        },
        _ => Planned::Untimed,
    }
}

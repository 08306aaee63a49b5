//! Worked days as the timesheets have them: their times on the wall clock, their length, and what is not written.
//!
//! Nothing here comes from a plan: a missing time is missing.

use crate::check::subject::age_on;
use crate::model::{Basis, Cell, Meal, Minutes, Moment, Person, Production, Record, Shift, TimeEntry};
use crate::render::words::Words;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::HashMap;

/// A person's worked day, or a part of it in one role: one row of the timesheets.
#[derive(Clone, Copy, Debug)]
pub struct Worked<'a> {
    pub shift: &'a Shift,
    pub person: &'a Person,
    /// The row itself, for what a shift does not keep.
    pub record: Option<&'a Record>,
}

/// How long a day was; `None` where a time it takes is missing or has two readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hours {
    /// From the first call to the release.
    pub elapsed: Option<Minutes>,
    /// The same less the deductible meals.
    pub worked: Option<Minutes>,
}

/// Every worked day, in the order of people, then of calls.
pub fn all(production: &Production) -> Vec<Worked<'_>> {
    let rows: HashMap<&Cell, &Record> =
        production.records("timesheets").iter().map(|row| (&row.cell, row)).collect();
    production
        .shifts
        .iter()
        .filter(|shift| shift.basis == Basis::Actual)
        .map(|shift| Worked {
            shift,
            person: production.person(shift.person),
            record: rows.get(&shift.cell).copied(),
        })
        .collect()
}

impl<'a> Worked<'a> {
    /// Were hours worked, rather than a day held or travelled?
    pub fn is_work(&self) -> bool {
        self.shift.day_status == "work"
    }

    pub fn is_minor(&self) -> bool {
        age_on(self.person, &self.shift.terms, self.shift.date).is_some_and(|age| age < 18)
    }

    pub fn hours(&self) -> Hours {
        let span = |from: &Moment, to: &Moment| Some(Minutes::between(from.known()?, to.known()?));
        let elapsed = span(&self.shift.call.moment, &self.shift.dismissed.moment);
        let mut unpaid = Some(0);
        for meal in self.shift.meals.iter().filter(|meal| meal.kind == "deductible" && is_written(meal)) {
            let length = span(&meal.start.moment, &meal.end.moment);
            unpaid = unpaid.zip(length).map(|(sum, length)| sum + length.0);
        }
        let worked = elapsed.zip(unpaid).map(|(elapsed, unpaid)| Minutes(elapsed.0 - unpaid));
        Hours { elapsed, worked }
    }

    /// The meal of a number, where the sheet has anything of it.
    pub fn meal(&self, number: u32) -> Option<&'a Meal> {
        self.shift.meals.iter().find(|meal| meal.number == number && is_written(meal))
    }

    /// Leaving for the location and arriving there, leaving it and arriving back.
    pub fn travel(&self) -> [&'a Moment; 4] {
        let travel = &self.shift.travel;
        [&travel.leaves, &travel.arrives, &travel.leaves_set, &travel.back].map(|time| &time.moment)
    }

    /// The wall clock of a moment that is known.
    pub fn wall(&self, moment: &Moment) -> Option<NaiveDateTime> {
        Some(moment.known()?.with_timezone(&self.shift.zone).naive_local())
    }

    /// Minutes from the row's midnight on the wall clock: 1 in the morning after is 1500.
    pub fn past_midnight(&self, moment: &Moment) -> Option<Minutes> {
        let midnight = self.shift.date.and_hms_opt(0, 0, 0)?;
        Some(Minutes(self.wall(moment)?.signed_duration_since(midnight).num_minutes()))
    }

    /// A further time of the row, as written.
    pub fn entry(&self, heading: &str) -> Option<&'a TimeEntry> {
        self.record?.time(heading)
    }

    /// What a worked day needs and the row does not say, in words; a time with two readings is not said either.
    pub fn missing(&self, words: &Words) -> Vec<String> {
        if !self.is_work() {
            return Vec::new();
        }
        let mut missing = Vec::new();
        let mut look = |moment: &Moment, what: &str| match moment {
            Moment::Known(_) => {}
            Moment::Missing => missing.push(what.to_owned()),
            Moment::Ambiguous(..) => missing.push(words.say("missing.which_hour", &[("what", what)])),
        };
        look(&self.shift.call.moment, words.get("missing.call"));
        for meal in self.shift.meals.iter().filter(|meal| is_written(meal)) {
            let number = meal.number.to_string();
            look(&meal.start.moment, &words.say("missing.meal_start", &[("n", &number)]));
            look(&meal.end.moment, &words.say("missing.meal_end", &[("n", &number)]));
        }
        if let Some((start, end)) = &self.shift.ndb {
            look(&start.moment, words.get("missing.ndb_start"));
            look(&end.moment, words.get("missing.ndb_end"));
        }
        look(&self.shift.wrap.moment, words.get("missing.wrap"));
        if self.shift.dismissed.cell != self.shift.wrap.cell {
            look(&self.shift.dismissed.moment, words.get("missing.dismissal"));
        }
        missing
    }

    /// Was a release after the wrap written?
    pub fn dismissed_later(&self) -> bool {
        self.shift.dismissed != self.shift.wrap && !self.shift.dismissed.moment.is_missing()
    }
}

fn is_written(meal: &Meal) -> bool {
    !(meal.start.moment.is_missing() && meal.end.moment.is_missing())
}

/// The worked days of a date and unit.
pub fn of_day<'a, 'b>(
    all: &'b [Worked<'a>],
    date: NaiveDate,
    unit: &'b str,
) -> impl Iterator<Item = &'b Worked<'a>> {
    all.iter().filter(move |day| day.shift.date == date && day.shift.unit == unit)
}

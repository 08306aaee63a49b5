//! Times, lengths and people as the reports of working time print them.

use crate::check::measured::Limited;
use crate::check::time_words::length;
use crate::model::{Basis, Instant, Moment, Person};
use crate::render::view::View;
use crate::render::words::Words;
use chrono::{NaiveDate, TimeZone};

/// How one production writes times, dates and words.
#[derive(Clone, Copy, Debug)]
pub struct Style<'w> {
    pub words: &'w Words,
}

impl<'w> Style<'w> {
    pub fn of(view: &View<'w>) -> Style<'w> {
        Style { words: view.words }
    }

    pub fn is_twelve(self) -> bool {
        self.words.twelve_hours()
    }

    /// The word of the reports' section.
    pub fn get(self, key: &str) -> &'w str {
        self.words.find(&format!("reports.{key}")).unwrap_or_default()
    }

    /// `8:13P`; with its weekday where it is not the row's date (`Tue 1:06A`), and with its zone in an hour that the clock
    /// shows twice.
    pub fn time(self, at: Instant, date: NaiveDate) -> String {
        let clock = self.words.clock(&at);
        let words = match at.date_naive() {
            day if day == date => clock,
            day => format!("{} {clock}", self.words.weekday_short(day)),
        };
        let twice = at.timezone().from_local_datetime(&at.naive_local()).latest()
            != at.timezone().from_local_datetime(&at.naive_local()).earliest();
        if twice { format!("{words} {}", at.format("%Z")) } else { words }
    }

    /// `Mon 8:13P`
    pub fn day_and_time(self, at: Instant) -> String {
        // The day before is never the same day: the weekday is always named.
        self.time(at, at.date_naive().pred_opt().unwrap_or_default())
    }

    /// `8:13P`, `1:30A or 2:30A …` where a time has two readings, nothing where it is missing.
    pub fn moment(self, moment: &Moment, date: NaiveDate) -> Option<String> {
        match moment {
            Moment::Known(at) => Some(self.time(*at, date)),
            Moment::Ambiguous(a, b) => {
                let (first, second) = (self.time(*a, date), b.format("%Z").to_string());
                Some(self.words.say("common.either", &[("a", &first), ("b", &second)]))
            }
            Moment::Missing => None,
        }
    }

    /// `12:36P–1:06P`, `Sun 5:15A–5:45A`; `?` for an end that is not known, unless it is a plan's; nothing where neither is.
    pub fn span(self, from: &Moment, to: &Moment, date: NaiveDate, planned: bool) -> Option<String> {
        if from.is_missing() && to.is_missing() {
            return None;
        }
        let first = self.moment(from, date).unwrap_or_else(|| "?".into());
        if planned && to.is_missing() {
            return Some(first);
        }
        let day = from.known().map_or(date, |at| at.date_naive());
        let last = self.moment(to, day).unwrap_or_else(|| "?".into());
        Some(format!("{first}–{last}"))
    }

    /// `Nov 23, 2026` or `23 Nov 2026`
    pub fn full_date(self, date: NaiveDate) -> String {
        self.words.date_plain(date)
    }

    /// `Mon, Nov 23` or `Mon 23 Nov`
    pub fn date(self, date: NaiveDate) -> String {
        self.words.date_brief(date)
    }
}

/// `9:47`, or nothing where it is not known.
pub fn maybe_length(minutes: Option<i64>) -> Option<String> {
    minutes.map(length)
}

/// What a person is on the production: `Key Grip · IATSE Basic`, `MARA · SAG-AFTRA`.
pub fn about(person: &Person) -> String {
    let value = |text: &Option<crate::model::Sourced<String>>| text.as_ref().map(|t| t.value.clone());
    let role = person
        .character
        .clone()
        .or_else(|| value(&person.terms.position))
        .or_else(|| person.department.clone());
    let parts: Vec<String> = [role, value(&person.terms.agreement)].into_iter().flatten().collect();
    parts.join(" · ")
}

pub fn is_plan(basis: Basis) -> bool {
    basis == Basis::Plan
}

/// Whether a day was worked or is planned.
pub fn basis(basis: Basis, words: &Words) -> &str {
    words.get(if is_plan(basis) { "reports.planned" } else { "reports.worked" })
}

/// What a limit is about.
pub fn limited(what: Limited, words: &Words) -> &str {
    words.get(match what {
        Limited::Meal { .. } => "limits.meal",
        Limited::Rest => "limits.rest",
        Limited::Day => "limits.day",
        Limited::Place => "limits.place",
        Limited::Work => "limits.work",
        Limited::School => "limits.school",
        Limited::Recreation => "limits.recreation",
        Limited::Curfew => "limits.curfew",
        Limited::Start => "limits.start",
        Limited::AfterSchool => "limits.after_school",
        Limited::Continuous => "limits.continuous",
        Limited::Driving => "limits.driving",
        Limited::Duty => "limits.duty",
        Limited::Window => "limits.window",
        Limited::Drop => "limits.drop",
        Limited::Unbroken => "limits.unbroken",
    })
}

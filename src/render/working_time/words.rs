//! Times, lengths and people as the reports of working time print them.

use crate::check::measured::Limited;
use crate::check::time_words::{TimeStyle, length};
use crate::model::{Basis, Instant, Moment, Person};
use crate::render::view::View;
use chrono::{NaiveDate, TimeZone};

/// How one production writes times and dates.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    times: TimeStyle,
    month_first: bool,
}

impl Style {
    pub fn of(view: &View) -> Style {
        let country = &view.production.facts.country;
        Style { times: TimeStyle::of_country(country), month_first: country == "US" }
    }

    pub fn is_twelve(self) -> bool {
        self.times == TimeStyle::Twelve
    }

    /// `8:13P`; with its weekday where it is not the row's date (`Tue 1:06A`), and with its zone in an hour that the clock
    /// shows twice.
    pub fn time(self, at: Instant, date: NaiveDate) -> String {
        let words = if at.date_naive() == date { self.times.time(at) } else { self.times.day_and_time(at) };
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
            Moment::Ambiguous(a, b) => Some(format!("{} or {}", self.time(*a, date), b.format("%Z"))),
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
        crate::render::figures::paper_date(date, if self.month_first { "US" } else { "" })
    }

    /// `Mon, Nov 23` or `Mon 23 Nov`
    pub fn date(self, date: NaiveDate) -> String {
        date.format(if self.month_first { "%a, %b %-d" } else { "%a %-d %b" }).to_string()
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

/// What a limit is about.
pub fn limited(what: Limited) -> &'static str {
    match what {
        Limited::Meal { .. } => "time to a meal",
        Limited::Rest => "rest before the day",
        Limited::Day => "length of the day",
        Limited::Place => "hours at the place",
        Limited::Work => "hours of work",
        Limited::School => "hours of school",
        Limited::Recreation => "rest and recreation",
        Limited::Curfew => "dismissal by",
        Limited::Start => "hours of the day",
        Limited::AfterSchool => "hours after own school",
        Limited::Continuous => "longest stretch without a break",
        Limited::Driving => "hours at the wheel",
        Limited::Duty => "hours on duty",
        Limited::Window => "hours since coming on duty",
        Limited::Drop => "days between a drop and a pick-up",
        Limited::Unbroken => "hours at the wheel without a break",
    }
}

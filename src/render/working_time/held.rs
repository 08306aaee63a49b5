//! The limits that were held against people's days, each with its finding where it was not kept: what every report of
//! working time is a view of. No limit and no sum is worked out here; `check` has measured them.

use crate::check::finding::{Finding, Outcome};
use crate::check::measured::{Limited, Measured};
use crate::model::{Money, Person, Purse};
use crate::render::view::View;
use crate::render::words::Words;
use chrono::NaiveDate;

/// How a limit was met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    Kept,
    Broken,
    /// Broken, with consent on record.
    Waived,
    Undetermined,
}

impl State {
    /// In the language; `word` is for templates.
    pub fn said(self, words: &Words) -> &str {
        words.get(match self {
            State::Kept => "reports.kept",
            State::Broken => "reports.broken_word",
            State::Waived => "reports.waived_word",
            State::Undetermined => "reports.undetermined_word",
        })
    }

    pub fn word(self) -> &'static str {
        match self {
            State::Kept => "kept",
            State::Broken => "broken",
            State::Waived => "waived",
            State::Undetermined => "undetermined",
        }
    }
}

/// One limit, one day, one person.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    pub measured: &'a Measured,
    pub finding: Option<&'a Finding>,
    pub person: &'a Person,
}

/// The limits that `of` picks, in the order of people, then of days.
pub fn held<'a>(view: &View<'a>, of: impl Fn(Limited) -> bool) -> Vec<Held<'a>> {
    let kept = view.report.kept.iter().map(|measured| (measured, None));
    let found = view.report.findings.iter().filter_map(|f| Some((f.measured_as.as_ref()?, Some(f))));
    let mut all: Vec<Held<'a>> = kept
        .chain(found)
        .filter(|(measured, _)| of(measured.what))
        .filter_map(|(measured, finding)| {
            let person = view.production.people.get(measured.person.0)?;
            Some(Held { measured, finding, person })
        })
        .collect();
    all.sort_by(|a, b| order(a).cmp(&order(b)));
    all
}

type Order<'a> = (usize, NaiveDate, Limited, std::cmp::Reverse<Option<i64>>, &'a str);

/// Of two rules that limit the same, the one that asks for more stands first.
fn order<'a>(held: &Held<'a>) -> Order<'a> {
    let m = held.measured;
    (m.person.0, m.date, m.what, std::cmp::Reverse(m.limit), &m.rule)
}

impl<'a> Held<'a> {
    pub fn state(&self) -> State {
        match self.finding {
            None => State::Kept,
            Some(finding) if finding.waiver.is_some() => State::Waived,
            Some(finding) if finding.outcome == Outcome::Undetermined => State::Undetermined,
            Some(_) => State::Broken,
        }
    }

    /// What it costs: nothing where it is waived or not decided.
    pub fn cost(&self) -> Option<&'a Money> {
        self.finding.filter(|_| self.state() == State::Broken)?.cost.as_ref()
    }

    /// Minutes beyond the limit, on whichever side.
    pub fn excess(&self) -> Option<i64> {
        self.finding?.excess_minutes
    }
}

/// What those that count cost together, each currency apart.
pub fn sum<'a>(held: impl IntoIterator<Item = &'a Held<'a>>) -> Vec<Money> {
    let mut purse = Purse::default();
    held.into_iter().filter_map(Held::cost).for_each(|cost| purse.add(cost));
    purse.iter().collect()
}

/// How many are in a state.
pub fn count(held: &[Held<'_>], state: State) -> usize {
    held.iter().filter(|h| h.state() == state).count()
}

//! A line of a time card or an hours file: a person's day, or a part of it in one role, with its hours and what was
//! found of it.

use super::found::Found;
use super::paid::Paid;
use super::week::Weeks;
use super::worked::{self, Hours, Worked};
use crate::check::finding::Finding;
use crate::check::pay_day::{PayDay, PayLine};
use crate::model::{Cell, Moment};
use crate::render::view::View;
use crate::render::words::Words;
use chrono::{Days, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// One row of the timesheets.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    pub day: Worked<'a>,
    pub hours: Hours,
    /// The last day of its payroll week.
    pub week: NaiveDate,
    /// What was found of the day, and on a week's last line what was found of the week. The parts of a split day share
    /// a day: its findings stand on the first part alone, so that nothing counts twice.
    pub found: Vec<&'a Finding>,
    /// The pay rules' lines of this row; on the first part of a day also those that name no row of it.
    pub paid: Vec<&'a PayLine>,
    /// The day as the pay rules make it, on its first part.
    pub pay: Vec<&'a PayDay>,
}

/// The lines of one payroll week, in the order of people, dates and calls.
pub struct Week<'a> {
    pub ending: NaiveDate,
    pub lines: Vec<Line<'a>>,
}

/// Every payroll week that somebody worked in, the first first.
pub fn weeks<'a>(view: &View<'a>) -> Vec<Week<'a>> {
    let ends = Weeks::of(view.settings);
    let found = Found::of(view.report);
    let paid = Paid::of(view.report);
    let rows: BTreeSet<&Cell> = view.production.shifts.iter().map(|shift| &shift.cell).collect();
    let mut weeks: BTreeMap<NaiveDate, Vec<Line<'a>>> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for day in worked::all(view.production) {
        let (name, date) = (day.person.name.as_str(), day.shift.date);
        let first = told.insert((day.person.id, date));
        let findings = if first { found.on(name, date).to_vec() } else { Vec::new() };
        let pay = paid.on(name, date);
        let own = |line: &&PayLine| line.source == day.shift.cell || (first && !rows.contains(&line.source));
        let week = ends.ending(&day);
        weeks.entry(week).or_default().push(Line {
            day,
            hours: day.hours(),
            week,
            found: findings,
            paid: pay.iter().flat_map(|day| &day.lines).filter(own).collect(),
            pay: if first { pay.to_vec() } else { Vec::new() },
        });
    }
    weeks.into_iter().map(|(ending, lines)| week(ending, lines, &found)).collect()
}

fn week<'a>(ending: NaiveDate, mut lines: Vec<Line<'a>>, found: &Found<'a>) -> Week<'a> {
    lines.sort_by_cached_key(|line| {
        let shift = line.day.shift;
        (line.day.person.id, shift.date, shift.call.moment.earliest(), shift.cell.clone())
    });
    let first = ending.checked_sub_days(Days::new(6)).unwrap_or(ending);
    let mut next = None;
    // From the last line up: the first seen of a person is that person's last.
    for line in lines.iter_mut().rev() {
        if next != Some(line.day.person.id) {
            line.found.extend(found.in_week(&line.day.person.name, first, ending));
            next = Some(line.day.person.id);
        }
    }
    Week { ending, lines }
}

impl<'a> Week<'a> {
    /// The lines of each person, in order.
    pub fn people(&self) -> impl Iterator<Item = &[Line<'a>]> {
        self.lines.chunk_by(|a, b| a.day.person.id == b.day.person.id)
    }

    /// The input files that the lines and what was found of them were read from.
    pub fn inputs(&self) -> BTreeSet<String> {
        let file = |cell: &Cell| cell.file.to_string();
        let of = |line: &Line| {
            let read = [&line.day.shift.cell, &line.day.person.cell].map(file);
            let found: Vec<String> = line.found.iter().flat_map(|f| &f.sources).map(file).collect();
            read.into_iter().chain(found).collect::<Vec<_>>()
        };
        self.lines.iter().flat_map(of).collect()
    }
}

impl Line<'_> {
    /// What the sheet should say and does not, and a week that the day is not in.
    pub fn missing(&self, words: &Words) -> Vec<String> {
        let mut missing = self.day.missing(words);
        if let Some(named) = Weeks::misfit(&self.day) {
            missing.push(words.say("missing.week_ending", &[("date", &words.date_plain(named))]));
        }
        missing
    }

    /// The starts and ends of meals 1 to 3, and the breakfast's before them: as moments, `None` where nothing is written.
    pub fn breaks(&self) -> [Option<[&Moment; 2]>; 4] {
        let meal = |number| self.day.meal(number).map(|meal| [&meal.start.moment, &meal.end.moment]);
        let ndb = self.day.shift.ndb.as_ref().map(|(start, end)| [&start.moment, &end.moment]);
        [ndb, meal(1), meal(2), meal(3)]
    }
}

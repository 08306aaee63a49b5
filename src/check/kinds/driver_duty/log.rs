//! Each driver's log, and which of its rows a rule is about.

use crate::check::case::{Case, Draft};
use crate::check::finding::Subject;
use crate::check::kinds::worktime::say;
use crate::check::rule::Rule;
use crate::model::{Basis, Cell, Duty, Instant, Person};
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub struct Log<'a> {
    pub person: &'a Person,
    /// In order of start.
    pub duties: Vec<&'a Duty>,
    judged: Vec<bool>,
}

/// The logs of which the rule is about at least one row.
pub fn logs<'a>(rule: &Rule, case: &Case<'a>) -> Vec<Log<'a>> {
    let judged: BTreeSet<&Cell> = case.records(rule, "driver-log").iter().map(|row| &row.cell).collect();
    let mut logs: Vec<Log<'a>> = Vec::new();
    for duty in &case.production.duties {
        let person = case.production.person(duty.person);
        if logs.last().is_none_or(|log| !std::ptr::eq(log.person, person)) {
            logs.push(Log { person, duties: Vec::new(), judged: Vec::new() });
        }
        if let Some(log) = logs.last_mut() {
            log.duties.push(duty);
            log.judged.push(judged.contains(&duty.cell));
        }
    }
    logs.retain(|log| log.judged.contains(&true));
    logs
}

impl Log<'_> {
    /// Is the rule about one of these rows?
    pub fn is_judged(&self, rows: &[usize]) -> bool {
        rows.iter().any(|row| self.judged.get(*row) == Some(&true))
    }

    pub fn duty(&self, row: usize) -> Option<&Duty> {
        self.duties.get(row).copied()
    }

    /// The dates of the rows, each once.
    pub fn dates(&self) -> Vec<NaiveDate> {
        let dates: BTreeSet<NaiveDate> = self.duties.iter().map(|duty| duty.date).collect();
        dates.into_iter().collect()
    }

    /// A draft about a driver's day, with the cells of its rows.
    pub fn draft(&self, date: NaiveDate, rows: &[usize]) -> Draft {
        let subject = Subject {
            kind: "driver-day",
            person: Some(self.person.name.clone()),
            date: Some(date.to_string()),
            ..Subject::default()
        };
        let cells = rows.iter().filter_map(|row| self.duty(*row)).flat_map(|duty| {
            let cell = |timed: &crate::model::Timed| timed.cell.clone().unwrap_or_else(|| duty.cell.clone());
            [cell(&duty.start), cell(&duty.end)]
        });
        let mut draft = Draft::about(subject, cells.collect());
        draft.basis = Some(Basis::Actual);
        draft
    }
}

/// `5:00A–1:00P`, with the days where the two differ.
pub fn stretch(case: &Case<'_>, from: Instant, to: Instant) -> String {
    let style = say::style(case);
    if from.date_naive() == to.date_naive() {
        return format!("{}–{}", style.time(from), style.time(to));
    }
    let (from, to) = style.pair(from, to);
    format!("{from}–{to}")
}

//! Minutes driven after a limit, in every reading of the log.

use super::log::{Log, logs, stretch};
use super::timeline::{Piece, readings};
use super::walk::{Count, Reading, counts};
use super::{Counts, Limit};
use crate::check::bounds::{Span, Verdict};
use crate::check::case::{Case, Draft};
use crate::check::finding::Avoid;
use crate::check::kinds::worktime::say;
use crate::check::measured::{Limited, Measured};
use crate::check::parameter::Looked;
use crate::check::rule::Rule;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Basis, Instant, Minutes, Moment};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The limit as it holds on a date.
struct Numbers {
    most: Looked<Minutes>,
    off: Looked<Minutes>,
    radius: Option<Looked<Decimal>>,
}

impl Limit {
    fn on(&self, case: &Case<'_>, date: NaiveDate) -> Option<Numbers> {
        let dates = case.dates(date);
        let radius = self.radius.as_ref().map(|radius| case.look(radius, &dates));
        Some(Numbers {
            most: case.look(&self.most, &dates).ok()?,
            off: case.look(&self.off, &dates).ok()?,
            radius: radius.transpose().ok()?,
        })
    }
}

/// A driver's day: its number among those of its date, so that the readings of one log can be laid side by side.
type Key = (NaiveDate, usize);

/// One driver's day in all readings.
struct DriverDay {
    /// Minutes driven after the limit, one figure a reading.
    excess: Vec<i64>,
    /// As it is when everything that is open uses up least.
    least: Option<Count>,
    /// What is open, of the time it rests on.
    open: Vec<Piece>,
    rows: Vec<usize>,
}

pub fn limit(limit: &Limit, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for log in logs(rule, case) {
        // Where the numbers change between two dates of one log, each day is judged by those of its own.
        let mut by_numbers: BTreeMap<(Minutes, Minutes), Vec<NaiveDate>> = BTreeMap::new();
        for date in log.dates() {
            if let Some(numbers) = limit.on(case, date) {
                by_numbers.entry((numbers.most.value, numbers.off.value)).or_default().push(date);
            }
        }
        for ((most, off), dates) in by_numbers {
            for (key, day) in days(&log, limit.counts, most.0, off.0) {
                if dates.contains(&key.0)
                    && log.is_judged(day.certain_rows())
                    && let Some(numbers) = limit.on(case, key.0)
                {
                    drafts.extend(limit.draft(case, &log, key.0, &day, &numbers));
                }
            }
        }
    }
    drafts
}

/// Each driver's day, laid together from every reading of the log.
fn days(log: &Log<'_>, what: Counts, most: i64, off: i64) -> BTreeMap<Key, DriverDay> {
    let lines = readings(&log.duties, off);
    let mut days: BTreeMap<Key, DriverDay> = BTreeMap::new();
    for line in &lines {
        let least = counts(line, Reading::Least, what, most, off);
        let dearest = counts(line, Reading::Most, what, most, off);
        let mut starts: Vec<(Instant, Key)> = Vec::new();
        // What is open begins a day of its own only where nothing certain began one.
        let extra = dearest.iter().filter(|count| least.iter().all(|other| other.date != count.date));
        for count in least.iter().chain(extra) {
            let nth = starts.iter().filter(|(_, (date, _))| *date == count.date).count();
            starts.push((count.began(), (count.date, nth)));
        }
        starts.sort();
        let key_at = |at: Instant| {
            starts.iter().rev().find(|(from, _)| *from <= at).or(starts.first()).map(|(_, key)| *key)
        };
        let mut here: BTreeMap<Key, (i64, i64)> = starts.iter().map(|(_, key)| (*key, (0, 0))).collect();
        for count in &least {
            let Some(key) = key_at(count.began()) else { continue };
            here.entry(key).or_default().0 += count.excess();
            let day = days.entry(key).or_insert_with(DriverDay::new);
            day.least.get_or_insert_with(|| count.clone());
            day.rows.extend(&count.rows);
        }
        for count in &dearest {
            let mut seen = count.began();
            for &(from, to) in &count.after {
                let Some(key) = key_at(from) else { continue };
                here.entry(key).or_default().1 += (to - from).num_minutes();
                let day = days.entry(key).or_insert_with(DriverDay::new);
                if !day.rows.ends_with(&count.rows) {
                    day.rows.extend(&count.rows);
                }
                let first = line.partition_point(|piece| piece.from < seen);
                let until = line.iter().skip(first).take_while(|piece| piece.from < to);
                day.open.extend(until.filter(|piece| piece.least != piece.most).cloned());
                seen = to;
            }
        }
        for (key, (least, most)) in here {
            let day = days.entry(key).or_insert_with(DriverDay::new);
            day.excess.extend([least, most]);
        }
    }
    // A day that one reading does not have has nothing driven too late in it.
    for day in days.values_mut().filter(|day| day.excess.len() < 2 * lines.len()) {
        day.excess.push(0);
    }
    days
}

impl DriverDay {
    fn new() -> Self {
        DriverDay { excess: Vec::new(), least: None, open: Vec::new(), rows: Vec::new() }
    }

    /// The rows it rests on for certain; where nothing is, those that may have begun it.
    fn certain_rows(&self) -> &[usize] {
        self.least.as_ref().map_or(&self.rows, |count| &count.rows)
    }

    fn verdict(&self) -> Verdict {
        Span { min: self.excess.iter().copied().min(), max: self.excess.iter().copied().max() }.verdict()
    }
}

impl Limit {
    fn draft(
        &self,
        case: &Case<'_>,
        log: &Log<'_>,
        date: NaiveDate,
        day: &DriverDay,
        numbers: &Numbers,
    ) -> Option<Draft> {
        let taken = self.reach(log, day.certain_rows(), numbers)?;
        let verdict = day.verdict();
        let rows = match (&verdict, &day.least) {
            (Verdict::Kept, _) => {
                case.kept(self.measured(log, date, day, numbers));
                return None;
            }
            (Verdict::Broken(_), Some(count)) => [count.after_rows.clone(), count.rows.clone()].concat(),
            _ => [open_rows(&day.open), day.rows.clone()].concat(),
        };
        let mut once = Vec::new();
        rows.into_iter().for_each(|row| {
            if !once.contains(&row) {
                once.push(row)
            }
        });
        let mut draft = log.draft(date, &once);
        draft.limit = Some(length(numbers.most.value.0));
        draft.used(&numbers.most);
        draft.used(&numbers.off);
        if let Some(radius) = &numbers.radius {
            draft.used(radius);
        }
        draft.measured_as = Some(self.measured(log, date, day, numbers));
        draft.set("off", length(numbers.off.value.0));
        match (verdict, &day.least) {
            (Verdict::Broken(excess), Some(count)) => {
                self.broken(case, &mut draft, count, numbers, excess, &taken)
            }
            (Verdict::Open { min, max }, _) => {
                let what = open_words(case, log, &day.open);
                let most = max.map_or("with no bound".into(), |max| format!("{} at most", length(max)));
                draft.arithmetic = format!("driven after the limit: {} at least, {most}", length(min));
                draft.helps = Some(
                    "Complete the Driver Log: every stretch with its start and end, time off included."
                        .into(),
                );
                let says = format!(
                    "{}, {}: whether there was driving after the limit of {} cannot be told, for {what}; {} at least, {most}.",
                    log.person.name,
                    say::date(case, date),
                    length(numbers.most.value.0),
                    length(min)
                );
                draft = draft.undetermined(says);
            }
            _ => return None,
        }
        Some(draft)
    }

    /// The figures of the day. Where the log leaves something open, only those of a breach are certain.
    fn measured(&self, log: &Log<'_>, date: NaiveDate, day: &DriverDay, numbers: &Numbers) -> Measured {
        let what = match self.counts {
            Counts::Driving => Limited::Driving,
            Counts::Duty => Limited::Duty,
            Counts::Window => Limited::Window,
            Counts::Unbroken => Limited::Unbroken,
        };
        let broken = matches!(day.verdict(), Verdict::Broken(_));
        let certain = day.least.as_ref().filter(|_| broken || day.open.is_empty());
        Measured {
            from: certain.map(Count::began),
            measured: certain.map(|count| count.at_end),
            limit: Some(numbers.most.value.0),
            bound: certain.and_then(|count| count.stop),
            ..Measured::on(what, log.person.id, date, Basis::Actual)
        }
    }

    /// Whether the day lies on this rule's side of the radius, and what was taken for it in words.
    fn reach(&self, log: &Log<'_>, rows: &[usize], numbers: &Numbers) -> Option<String> {
        let duties = || rows.iter().filter_map(|row| log.duty(*row));
        let mut taken = String::new();
        if let Some(radius) = &numbers.radius {
            let farthest = duties().filter_map(|duty| duty.air_miles.as_ref()).map(|miles| miles.value).max();
            let beyond = farthest.is_some_and(|miles| miles > radius.value);
            if beyond != self.beyond {
                return None;
            }
            if farthest.is_none() {
                taken = format!(". Air Miles is blank: taken as within {}", radius.value.normalize());
            }
        }
        if duties().all(|duty| duty.interstate.is_none()) {
            taken.push_str(". Interstate is blank: taken as interstate");
        }
        Some(taken)
    }

    fn broken(
        &self,
        case: &Case<'_>,
        draft: &mut Draft,
        count: &Count,
        numbers: &Numbers,
        excess: i64,
        taken: &str,
    ) {
        let most = length(numbers.most.value.0);
        draft.measured = Some(length(count.at_end));
        draft.excess_minutes = Some(excess);
        draft.from = count.after.first().map(|(from, _)| *from);
        draft.to = count.after.last().map(|(_, to)| *to);
        let style = say::style(case);
        draft.set("since", style.day_and_time(count.began()));
        if let Some(last) = draft.to {
            // What was taken for granted ends the sentence that ends with the last driving.
            draft.set("last", format!("{}{taken}", style.day_and_time(last)));
        }
        let sum = match self.counts {
            Counts::Window => {
                format!(
                    "on duty from {}, the last driving ends {} later",
                    style.day_and_time(count.began()),
                    length(count.at_end)
                )
            }
            _ => {
                let last = draft.to;
                let told = count.stretches.iter().filter(|(from, _)| last.is_none_or(|last| *from < last));
                let words = told.map(|&(from, to)| {
                    let to = last.map_or(to, |last| to.min(last));
                    format!("{} {}", stretch(case, from, to), length((to - from).num_minutes()))
                });
                format!("{} = {}", words.collect::<Vec<_>>().join(" + "), length(count.at_end))
            }
        };
        let mut stopped = String::new();
        if let Some(stop) = count.stop {
            draft.set("stop", style.day_and_time(stop));
            stopped = format!("; {most} reached {}", style.day_and_time(stop));
            draft.avoid.push(Avoid {
                change: "drive",
                not_before: None,
                not_after: Some(rfc3339(stop)),
                saves: None,
            });
        }
        let after =
            count.after.iter().map(|&(from, to)| stretch(case, from, to)).collect::<Vec<_>>().join(", ");
        draft.arithmetic = format!("{sum}{stopped}; driven after it {after} = {}", length(excess));
    }
}

fn open_rows(open: &[Piece]) -> Vec<usize> {
    open.iter().flat_map(|piece| piece.rows.iter().copied()).collect()
}

/// What the log leaves open, in words.
fn open_words(case: &Case<'_>, log: &Log<'_>, open: &[Piece]) -> String {
    let mut words: Vec<String> = Vec::new();
    let style = say::style(case);
    for piece in open {
        let rows = || piece.rows.iter().filter_map(|row| log.duty(*row));
        let said = if let Some(duty) = rows().find(|duty| duty.end.moment.is_missing()) {
            match duty.start.moment.earliest() {
                Some(start) => format!("the stretch from {} has no end", style.day_and_time(start)),
                None => format!("a stretch on {} has no start", say::date(case, duty.date)),
            }
        } else if piece.rows.is_empty() {
            format!("the log has nothing for {}", stretch(case, piece.from, piece.to))
        } else if rows().any(|duty| duty.status.is_none()) {
            format!("{} has no duty status", stretch(case, piece.from, piece.to))
        } else {
            format!("{} is both off and on duty", stretch(case, piece.from, piece.to))
        };
        if !words.contains(&said) {
            words.push(said);
        }
    }
    let repeated = log.duties.iter().any(|duty| {
        [&duty.start, &duty.end].into_iter().any(|timed| matches!(timed.moment, Moment::Ambiguous(..)))
    });
    if words.is_empty() && repeated {
        return "a time happened twice that night".into();
    }
    if words.is_empty() {
        return "an earlier stretch of the log is open".into();
    }
    let more = words.len().saturating_sub(3);
    words.truncate(3);
    if more > 0 {
        words.push(format!("{more} more"));
    }
    words.join(", ")
}

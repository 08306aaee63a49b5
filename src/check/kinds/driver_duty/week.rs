//! Driving after so many hours on duty in the last days: a count that moves on with every midnight.

use super::Week;
use super::log::{Log, logs, stretch};
use super::timeline::{Piece, readings};
use crate::check::bounds::{Span, Verdict};
use crate::check::case::{Case, Draft};
use crate::check::kinds::worktime::say;
use crate::check::rule::Rule;
use crate::check::time_words::length;
use crate::model::{DutyStatus, Instant};
use chrono::{Days, NaiveDate};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// What was driven too late on one date, in one reading.
#[derive(Clone, Debug, Default)]
struct Late {
    minutes: i64,
    /// On duty in the days that count, at the end of the last driving.
    on_duty: i64,
    after: Vec<(Instant, Instant)>,
    rows: Vec<usize>,
}

pub fn judge(week: &Week, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for log in logs(rule, case) {
        let Some(last) = log.dates().last().copied() else { continue };
        // The numbers of the log's last date hold for all of it: none of them has ever changed within a week.
        let dates = case.dates(last);
        let numbers =
            (case.look(&week.most, &dates), case.look(&week.off, &dates), case.look(&week.days, &dates));
        let (Ok(most), Ok(off), Ok(days)) = numbers else { continue };
        let Some(window) = days.value.to_u64().filter(|days| *days > 0) else { continue };
        let lines = readings(&log.duties, off.value.0);
        let all: Vec<BTreeMap<NaiveDate, Late>> = lines
            .iter()
            .flat_map(|line| {
                [
                    late(line, |p| p.least, most.value.0, off.value.0, window),
                    late(line, |p| p.most, most.value.0, off.value.0, window),
                ]
            })
            .collect();
        let mut dates: Vec<NaiveDate> = all.iter().flat_map(BTreeMap::keys).copied().collect();
        dates.sort();
        dates.dedup();
        for date in dates {
            let figures = || all.iter().map(|one| one.get(&date).map_or(0, |late| late.minutes));
            let verdict = Span { min: figures().min(), max: figures().max() }.verdict();
            let Some(late) = all.iter().find_map(|one| one.get(&date)) else { continue };
            if verdict == Verdict::Kept || !log.is_judged(&late.rows) {
                continue;
            }
            let mut draft = draft(case, &log, date, late, verdict, most.value.0);
            draft.used(&most);
            draft.used(&days);
            draft.used(&off);
            draft.set("off", length(off.value.0));
            drafts.push(draft);
        }
    }
    drafts
}

fn draft(case: &Case<'_>, log: &Log<'_>, date: NaiveDate, late: &Late, verdict: Verdict, most: i64) -> Draft {
    let mut draft = log.draft(date, &late.rows);
    draft.limit = Some(length(most));
    for name in ["stop", "since"] {
        draft.set(name, "");
    }
    if let Some((_, last)) = late.after.last() {
        draft.set("last", say::style(case).day_and_time(*last));
    }
    match verdict {
        Verdict::Open { min, max } => {
            let most_driven = max.map_or("with no bound".into(), |max| format!("{} at most", length(max)));
            draft.arithmetic = format!("driven after the limit: {} at least, {most_driven}", length(min));
            draft.helps = Some(
                "Complete the Driver Log: every stretch with its start and end, time off included.".into(),
            );
            let says = format!(
                "{}, {}: whether there was driving after {} on duty in the week cannot be told, for the log leaves a stretch open; {} at least, {most_driven}.",
                log.person.name,
                say::date(case, date),
                length(most),
                length(min)
            );
            draft.undetermined(says)
        }
        Verdict::Broken(_) | Verdict::Kept => {
            draft.measured = Some(length(late.on_duty));
            draft.excess_minutes = Some(late.minutes);
            draft.from = late.after.first().map(|(from, _)| *from);
            draft.to = late.after.last().map(|(_, to)| *to);
            let after =
                late.after.iter().map(|&(from, to)| stretch(case, from, to)).collect::<Vec<_>>().join(", ");
            draft.arithmetic = format!(
                "{} on duty in the days that count, of {}; driven after it {after} = {}",
                length(late.on_duty),
                length(most),
                length(late.minutes)
            );
            draft
        }
    }
}

/// Each date on which there was driving after the limit.
fn late(
    line: &[Piece],
    read: impl Fn(&Piece) -> DutyStatus,
    most: i64,
    off: i64,
    window: u64,
) -> BTreeMap<NaiveDate, Late> {
    let mut all: BTreeMap<NaiveDate, Late> = BTreeMap::new();
    let mut by_date: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    let mut idle = 0;
    for piece in line {
        let status = read(piece);
        if status.is_free() {
            idle += piece.minutes();
            if idle >= off {
                by_date.clear();
            }
            continue;
        }
        idle = 0;
        for (date, from, to) in by_midnight(piece.from, piece.to) {
            let length = (to - from).num_minutes();
            let first = date.checked_sub_days(Days::new(window - 1)).unwrap_or(date);
            let before: i64 = by_date.range(first..=date).map(|(_, minutes)| minutes).sum();
            *by_date.entry(date).or_default() += length;
            let over = (before + length - most).clamp(0, length);
            if status == DutyStatus::Driving && over > 0 {
                let late = all.entry(date).or_default();
                late.minutes += over;
                late.on_duty = before + length;
                late.after.push((to.checked_sub_signed(chrono::Duration::minutes(over)).unwrap_or(from), to));
                late.rows.extend(&piece.rows);
            }
        }
    }
    all
}

/// A piece parted at the midnights of its zone.
fn by_midnight(from: Instant, to: Instant) -> Vec<(NaiveDate, Instant, Instant)> {
    let mut parts = Vec::new();
    let mut at = from;
    while at < to {
        let date = at.date_naive();
        let next = date
            .succ_opt()
            .and_then(|d| d.and_hms_opt(0, 0, 0)?.and_local_timezone(from.timezone()).earliest());
        let end = next.filter(|next| *next > at).map_or(to, |next| next.min(to));
        parts.push((date, at, end));
        at = end;
    }
    parts
}

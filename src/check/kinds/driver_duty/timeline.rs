//! A driver's log as one line of time: what was done in each piece of it, for certain or between two readings.

use crate::model::{Duty, DutyStatus, Instant, Moment};
use chrono::Days;

/// A piece of time with one answer. `least` and `most` differ where the log leaves it open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub from: Instant,
    pub to: Instant,
    /// What uses up least of the allowance, and what uses up most.
    pub least: DutyStatus,
    pub most: DutyStatus,
    /// The log's rows that say so, by place; none in a gap.
    pub rows: Vec<usize>,
}

impl Piece {
    pub fn minutes(&self) -> i64 {
        (self.to - self.from).num_minutes()
    }
}

/// The line for each way of reading the log's repeated hours, in order of time. `off`: a gap as long as the rest asked for counts
/// as off duty, for nobody works that long without a line; a shorter one may have been either.
pub fn readings(duties: &[&Duty], off: i64) -> Vec<Vec<Piece>> {
    folds(duties).iter().map(|times| line(duties, times, off)).collect()
}

type Times = Vec<(Option<Instant>, Option<Instant>)>;

/// The start and end of each row, for every order in which the two readings of repeated hours can follow one another: once a row
/// has the second, all later ones have.
fn folds(duties: &[&Duty]) -> Vec<Times> {
    let moments = duties.iter().flat_map(|duty| [&duty.start.moment, &duty.end.moment]);
    let mut repeated: Vec<Instant> = moments
        .filter_map(|moment| match moment {
            Moment::Ambiguous(first, _) => Some(*first),
            _ => None,
        })
        .collect();
    repeated.sort();
    repeated.dedup();
    let cuts = repeated.iter().copied().map(Some).chain([None]);
    let read = |moment: &Moment, cut: Option<Instant>| match moment {
        Moment::Known(at) => Some(*at),
        Moment::Ambiguous(first, second) => Some(match cut {
            Some(cut) if *first >= cut => *second,
            _ => *first,
        }),
        Moment::Missing => None,
    };
    cuts.map(|cut| duties.iter().map(|d| (read(&d.start.moment, cut), read(&d.end.moment, cut))).collect())
        .collect()
}

/// A stretch that a row may stand for.
struct Cover {
    from: Instant,
    to: Instant,
    status: DutyStatus,
    row: usize,
    certain: bool,
}

fn line(duties: &[&Duty], times: &Times, off: i64) -> Vec<Piece> {
    let starts: Vec<Instant> = times.iter().filter_map(|(from, _)| *from).collect();
    let covers: Vec<Cover> = duties
        .iter()
        .zip(times)
        .enumerate()
        .flat_map(|(row, (duty, &(from, to)))| covers(row, duty, from, to, &starts))
        .collect();
    let mut cuts: Vec<Instant> = covers.iter().flat_map(|cover| [cover.from, cover.to]).collect();
    cuts.sort();
    cuts.dedup();
    let mut coming = covers.iter().collect::<Vec<_>>();
    coming.sort_by_key(|cover| cover.from);
    let mut coming = coming.into_iter().peekable();
    // Those that cover the time at the cut.
    let mut over: Vec<&Cover> = Vec::new();
    let pieces = cuts.windows(2).filter_map(|pair| {
        let [from, to] = pair else { return None };
        over.retain(|cover| cover.to > *from);
        while let Some(cover) = coming.next_if(|cover| cover.from <= *from) {
            over.push(cover);
        }
        Some(piece(*from, *to, &over))
    });
    let mut line: Vec<Piece> = Vec::new();
    for piece in pieces {
        match line.last_mut() {
            Some(last) if last.least == piece.least && last.most == piece.most && last.rows == piece.rows => {
                last.to = piece.to;
            }
            _ => line.push(piece),
        }
    }
    for gap in line.iter_mut().filter(|p| p.most == DutyStatus::OnDuty && p.least == DutyStatus::OffDuty) {
        if gap.rows.is_empty() && gap.minutes() >= off {
            gap.most = DutyStatus::OffDuty;
        }
    }
    line
}

/// What a row covers: its stretch; from its start as far as it can go, where it has no end; its whole date, where it has no start.
fn covers(
    row: usize,
    duty: &Duty,
    from: Option<Instant>,
    to: Option<Instant>,
    starts: &[Instant],
) -> Option<Cover> {
    let midnight = |days: u64| {
        let date = duty.date.checked_add_days(Days::new(days))?;
        date.and_hms_opt(0, 0, 0)?.and_local_timezone(duty.zone).latest()
    };
    let status = duty.status.unwrap_or(DutyStatus::Driving);
    match (from, to) {
        (Some(from), Some(to)) => {
            (to > from).then_some(Cover { from, to, status, row, certain: duty.status.is_some() })
        }
        (Some(from), None) => {
            let next = starts.iter().copied().filter(|start| *start > from).min();
            let to = [next, midnight(2)].into_iter().flatten().min()?;
            (to > from).then_some(Cover { from, to, status, row, certain: false })
        }
        (None, _) => Some(Cover { from: midnight(0)?, to: midnight(1)?, status, row, certain: false }),
    }
}

fn piece(from: Instant, to: Instant, over: &[&Cover]) -> Piece {
    let said: Vec<&&Cover> = over.iter().filter(|c| c.certain).collect();
    let rows = |of: &[&&Cover]| of.iter().map(|c| c.row).collect::<Vec<_>>();
    let most = said.iter().map(|c| c.status).max();
    if let Some(most) = most {
        let contradicted = !most.is_free() && said.iter().any(|c| c.status.is_free());
        let least = if contradicted { DutyStatus::OffDuty } else { most };
        return Piece { from, to, least, most, rows: rows(&said) };
    }
    // Whoever left an entry open may have gone on, or gone home; of a gap it is not known whether it was duty.
    let open: Vec<&&Cover> = over.iter().filter(|c| !c.status.is_free()).collect();
    let most = open.iter().map(|c| c.status).max().unwrap_or(DutyStatus::OnDuty);
    Piece { from, to, least: DutyStatus::OffDuty, most, rows: rows(&open) }
}

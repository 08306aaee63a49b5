//! Through a driver's line of time, counting until the limit, and what was driven after it.

use super::Counts;
use super::timeline::Piece;
use crate::model::{DutyStatus, Instant};
use chrono::{Duration, NaiveDate};

/// Which reading of the open pieces is walked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    Least,
    Most,
}

/// A count: from coming on duty to the next rest that is long enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The date on which it began: the driver's day.
    pub date: NaiveDate,
    /// Time on duty (for a count of driving: driven), in order, pieces that touch put together.
    pub stretches: Vec<(Instant, Instant)>,
    /// The log's rows it rests on.
    pub rows: Vec<usize>,
    /// When the limit was reached.
    pub stop: Option<Instant>,
    /// Minutes on the clock at the end of the last driving.
    pub at_end: i64,
    /// Driven after the limit, in order.
    pub after: Vec<(Instant, Instant)>,
    /// Rows of the driving after the limit.
    pub after_rows: Vec<usize>,
    began: Instant,
    clock: i64,
}

impl Count {
    fn new(from: Instant) -> Self {
        Count {
            date: from.date_naive(),
            stretches: Vec::new(),
            rows: Vec::new(),
            stop: None,
            at_end: 0,
            after: Vec::new(),
            after_rows: Vec::new(),
            began: from,
            clock: 0,
        }
    }

    pub fn began(&self) -> Instant {
        self.began
    }

    /// Minutes driven after the limit.
    pub fn excess(&self) -> i64 {
        self.after.iter().map(|(from, to)| (*to - *from).num_minutes()).sum()
    }
}

/// Every count of a line.
pub fn counts(line: &[Piece], reading: Reading, counts: Counts, most: i64, off: i64) -> Vec<Count> {
    let mut done = Vec::new();
    let mut count: Option<Count> = None;
    let mut idle = 0;
    for piece in line {
        let status = match reading {
            Reading::Least => piece.least,
            Reading::Most => piece.most,
        };
        let rests = match counts {
            Counts::Unbroken => status != DutyStatus::Driving,
            _ => status.is_free(),
        };
        if rests {
            idle += piece.minutes();
            if idle >= off {
                done.extend(count.take());
            }
            continue;
        }
        idle = 0;
        count.get_or_insert_with(|| Count::new(piece.from)).add(piece, status, counts, most);
    }
    done.extend(count);
    done
}

impl Count {
    fn add(&mut self, piece: &Piece, status: DutyStatus, counts: Counts, most: i64) {
        let counted = match counts {
            Counts::Driving | Counts::Unbroken => status == DutyStatus::Driving,
            Counts::Duty | Counts::Window => true,
        };
        let before =
            if counts == Counts::Window { (piece.from - self.began).num_minutes() } else { self.clock };
        let length = piece.minutes();
        let reached = before + if counted { length } else { 0 };
        if self.stop.is_none() && reached >= most {
            let wait = if counts == Counts::Window {
                self.began.checked_add_signed(Duration::minutes(most))
            } else {
                piece.from.checked_add_signed(Duration::minutes((most - before).max(0)))
            };
            self.stop = wait;
        }
        self.rows.extend(piece.rows.iter().filter(|row| !self.rows.contains(row)).collect::<Vec<_>>());
        if counted {
            match self.stretches.last_mut() {
                Some((_, to)) if *to == piece.from => *to = piece.to,
                _ => self.stretches.push((piece.from, piece.to)),
            }
        }
        self.clock = reached;
        if status != DutyStatus::Driving {
            return;
        }
        self.at_end = reached;
        let over = (reached - most).clamp(0, length);
        if over > 0 {
            let from = piece.to.checked_sub_signed(Duration::minutes(over)).unwrap_or(piece.from);
            match self.after.last_mut() {
                Some((_, to)) if *to == from => *to = piece.to,
                _ => self.after.push((from, piece.to)),
            }
            self.after_rows
                .extend(piece.rows.iter().filter(|row| !self.after_rows.contains(row)).collect::<Vec<_>>());
        }
    }
}

//! Travel on a timesheet: out to a location before the day's work, and back after it.

use super::forward::{Clock, Stop, TO_NEXT, alone, forward};
use super::places::number;
use crate::diagnostic::Diagnostic;
use crate::model::place::whole_minutes;
use crate::model::{Moment, Place, Record, Timed, Travel};
use chrono::NaiveDate;
use chrono_tz::Tz;

/// The travel of a row. Times out run back from the call (one later than it is on the day before), times back run
/// forward from it. Minutes not on the row are the location's.
pub(crate) fn travel(
    row: &Record,
    date: NaiveDate,
    zone: Tz,
    call: &Timed,
    place: Option<&Place>,
    problems: &mut Vec<Diagnostic>,
) -> Travel {
    let own = number(row, "Travel Minutes").as_ref().and_then(whole_minutes);
    let stops = [Stop::of(row, "Leave Location", TO_NEXT), Stop::of(row, "Arrive Back", TO_NEXT)];
    let (leaves_set, back) = after(date, zone, &Stop::of(row, "Call", TO_NEXT), stops, problems);
    Travel {
        leaves: before(row, "Leave For Location", date, zone, call, problems),
        arrives: before(row, "Arrive Location", date, zone, call, problems),
        leaves_set,
        back,
        minutes: own.or_else(|| place.and_then(Place::travel)),
    }
}

/// A time of the way out. Half a day and more after the call it belongs to the evening before.
fn before(
    row: &Record,
    heading: &'static str,
    date: NaiveDate,
    zone: Tz,
    call: &Timed,
    problems: &mut Vec<Diagnostic>,
) -> Timed {
    let stop = Stop::of(row, heading, TO_NEXT);
    let mut told = Vec::new();
    let on_date = alone(date, zone, &stop, &mut told);
    let late = on_date
        .moment
        .earliest()
        .zip(call.moment.latest())
        .is_some_and(|(at, call)| (at - call).num_minutes() > TO_NEXT);
    match date.pred_opt().filter(|_| late) {
        Some(day_before) => alone(day_before, zone, &stop, problems),
        None => {
            problems.append(&mut told);
            on_date
        }
    }
}

/// The times of the way back, run forward from the call; what is wrong with the call itself is said elsewhere.
fn after(
    date: NaiveDate,
    zone: Tz,
    call: &Stop,
    stops: [Stop; 2],
    problems: &mut Vec<Diagnostic>,
) -> (Timed, Timed) {
    let [leaves, back] = stops;
    if leaves.entry.is_none() && back.entry.is_none() {
        let blank = |stop: Stop| Timed { moment: Moment::Missing, cell: stop.cell };
        return (blank(leaves), blank(back));
    }
    let own = [&leaves, &back].map(|stop| stop.cell.as_ref().map(|cell| cell.address()));
    let clock = Clock { date, zone, first_needed: true };
    let mut told = Vec::new();
    let mut placed = forward(&clock, &[call.clone(), leaves, back], &mut told).into_iter().skip(1);
    problems.extend(told.into_iter().filter(|p| own.iter().flatten().any(|address| p.at == *address)));
    (placed.next().unwrap_or_default(), placed.next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::super::fixture::table;
    use super::*;
    use crate::model::clock::{Resolved, resolve};
    use crate::model::{Minutes, WallTime};
    use chrono_tz::America::New_York;

    #[test]
    fn travel_out_may_begin_the_evening_before_and_back_ends_the_day_after() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 5).unwrap();
        let at = |day: u32, hour: i32, minute: i32| {
            let date = NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
            match resolve(date, &WallTime::new(hour * 60 + minute), New_York) {
                Resolved::At(moment) => moment,
                Resolved::DoesNotExist => panic!(),
            }
        };
        let read = table(
            "t.csv",
            "timesheets",
            "Call | Leave For Location | Leave Location | Arrive Back | Travel Minutes\n\
             00:30 | 23:45 | 13:00 | 13:40 | 0:40",
        );
        let row = &read.tables[0].records[0];
        let call = Timed { moment: at(5, 0, 30), cell: None };
        let mut problems = Vec::new();
        let travel = travel(row, date, New_York, &call, None, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(travel.leaves.moment, at(4, 23, 45));
        assert_eq!((travel.leaves_set.moment, travel.back.moment), (at(5, 13, 0), at(5, 13, 40)));
        assert_eq!(travel.minutes.map(|m| m.value), Some(Minutes(40)));
    }
}

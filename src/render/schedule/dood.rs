//! Day out of days: on which dates each person, vehicle and place works, is held, dropped, picked up, travels.
//!
//! Codes: S start, W work, F finish, H hold, D drop, P pick-up and their combinations on a working day (SW, W, WF, SWF, WD, PW, PWF);
//! TR travel, FT fitting, R rehearsal, T test; M company travel or move, `/` company holiday. S and F ignore what is before the
//! first and after the last working day. Whether days between are held, and who may be dropped, is handed in: it is a
//! rule's or the schedule's own word, never decided here.

use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A date of the page, and what the company does on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// It shoots, rehearses, preps: who is held is held.
    Works,
    Travels,
    Holiday,
    Off,
}

/// What is known of one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Dates with a strip, or a call that says W.
    pub work: BTreeSet<NaiveDate>,
    /// Other codes by date: TR, FT, R, T, H.
    pub events: BTreeMap<NaiveDate, String>,
    /// Whether days between two working days are held.
    pub holds: bool,
    /// Dates of work on which it is picked up, after having been dropped on the working day before.
    pub pickups: BTreeSet<NaiveDate>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    pub work: i64,
    pub hold: i64,
    /// Company holidays between two working days that are not dropped.
    pub holiday: i64,
    /// Own travel and the company's.
    pub travel: i64,
    /// Fittings, rehearsals, tests.
    pub other: i64,
    pub start: Option<NaiveDate>,
    pub finish: Option<NaiveDate>,
}

impl Totals {
    pub fn all(&self) -> i64 {
        self.work + self.hold + self.holiday + self.travel + self.other
    }
}

/// The code of each date, empty where there is none, and the sums.
pub fn row(needs: &Needs, dates: &[(NaiveDate, Company)]) -> (Vec<String>, Totals) {
    let (first, last) = (needs.work.first().copied(), needs.work.last().copied());
    let codes: Vec<String> =
        dates.iter().map(|(date, company)| code(needs, *date, *company, first, last)).collect();
    let mut totals = Totals { start: first, finish: last, ..Totals::default() };
    for code in &codes {
        match code.as_str() {
            "" => {}
            "H" => totals.hold += 1,
            "/" => totals.holiday += 1,
            "TR" | "M" => totals.travel += 1,
            code if code.contains('W') => totals.work += 1,
            _ => totals.other += 1,
        }
    }
    (codes, totals)
}

fn code(
    needs: &Needs,
    date: NaiveDate,
    company: Company,
    first: Option<NaiveDate>,
    last: Option<NaiveDate>,
) -> String {
    if needs.work.contains(&date) {
        return worked(needs, date, first, last);
    }
    if let Some(event) = needs.events.get(&date) {
        return event.clone();
    }
    let between = first.is_some_and(|first| date > first) && last.is_some_and(|last| date < last);
    let next = needs.work.range(date..).next();
    let dropped = next.is_some_and(|next| needs.pickups.contains(next));
    if !between || !needs.holds || dropped {
        return String::new();
    }
    match company {
        Company::Works => "H",
        Company::Travels => "M",
        Company::Holiday => "/",
        Company::Off => "",
    }
    .to_string()
}

fn worked(needs: &Needs, date: NaiveDate, first: Option<NaiveDate>, last: Option<NaiveDate>) -> String {
    let next = date.succ_opt().and_then(|after| needs.work.range(after..).next());
    let mut code = String::new();
    if first == Some(date) {
        code.push('S');
    } else if needs.pickups.contains(&date) {
        code.push('P');
    }
    code.push('W');
    if last == Some(date) {
        code.push('F');
    } else if next.is_some_and(|next| needs.pickups.contains(next)) {
        code.push('D');
    }
    code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 3, d).unwrap()
    }

    /// March 2027 from Monday the 1st: Saturdays and Sundays off, Thursday the 4th a holiday, Friday the 12th travel.
    fn march() -> Vec<(NaiveDate, Company)> {
        (1..=26)
            .map(|d| {
                let company = match d {
                    4 => Company::Holiday,
                    12 => Company::Travels,
                    6 | 7 | 13 | 14 | 20 | 21 => Company::Off,
                    _ => Company::Works,
                };
                (day(d), company)
            })
            .collect()
    }

    fn needs(work: &[u32], holds: bool, pickups: &[u32]) -> Needs {
        Needs {
            work: work.iter().map(|d| day(*d)).collect(),
            holds,
            pickups: pickups.iter().map(|d| day(*d)).collect(),
            ..Needs::default()
        }
    }

    fn printed(needs: &Needs) -> (String, Totals) {
        let (codes, totals) = row(needs, &march());
        let codes = codes.into_iter().map(|c| if c.is_empty() { ".".to_string() } else { c });
        (codes.collect::<Vec<_>>().join(" "), totals)
    }

    #[test]
    fn held_between_two_working_days() {
        // Works 2, 3, 9, 15: the 4th is a holiday, the 12th company travel; 5, 8, 10, 11 are held; weekends are nothing.
        let (codes, totals) = printed(&needs(&[2, 3, 9, 15], true, &[]));
        assert_eq!(codes, ". SW W / H . . H W H H M . . WF . . . . . . . . . . .");
        assert_eq!((totals.work, totals.hold, totals.holiday, totals.travel), (4, 4, 1, 1));
        assert_eq!(totals.all(), 10);
        assert_eq!((totals.start, totals.finish), (Some(day(2)), Some(day(15))));
    }

    #[test]
    fn dropped_and_picked_up_once() {
        // The same, dropped after the 3rd and picked up on the 15th: nothing is held between.
        let (codes, totals) = printed(&needs(&[2, 3, 15, 17], true, &[15]));
        assert_eq!(codes, ". SW WD . . . . . . . . . . . PW H WF . . . . . . . . .");
        assert_eq!((totals.work, totals.hold, totals.holiday, totals.travel), (4, 1, 0, 0));
        // Dropped after one day, back for the last one.
        assert_eq!(
            printed(&needs(&[2, 16], true, &[16])).0,
            ". SWD . . . . . . . . . . . . . PWF . . . . . . . . . ."
        );
    }

    #[test]
    fn one_day_alone_and_what_may_not_be_held() {
        let (codes, totals) = printed(&needs(&[5], true, &[]));
        assert_eq!(codes.split(' ').nth(4), Some("SWF"));
        assert_eq!(totals.all(), 1);
        // A vehicle that is not held: only its days.
        assert_eq!(
            printed(&needs(&[2, 5], false, &[])).0,
            ". SW . . WF . . . . . . . . . . . . . . . . . . . . ."
        );
    }

    #[test]
    fn fittings_and_travel_are_outside_start_and_finish() {
        let mut with_events = needs(&[3, 5], true, &[]);
        with_events.events.insert(day(1), "FT".into());
        with_events.events.insert(day(2), "TR".into());
        with_events.events.insert(day(5), "R".into());
        let (codes, totals) = printed(&with_events);
        // On the 5th work comes first.
        assert!(codes.starts_with("FT TR SW / WF"), "{codes}");
        assert_eq!((totals.other, totals.travel, totals.work, totals.holiday), (1, 1, 2, 1));
        assert_eq!(totals.start, Some(day(3)));
    }
}

//! On which dates something repeats: the simple rules that offices make (every day, certain weekdays, the second
//! Tuesday or the tenth of each month, every year). A rule that says more is not understood by half.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// No more dates of one rule are read than this.
pub const MOST: usize = 400;

/// A rule without an end is read for so many days.
pub const FAR: u64 = 731;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Every {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    every: Every,
    interval: u32,
    count: Option<usize>,
    until: Option<NaiveDate>,
    /// With the place in the month (`2TU`, `-1FR`), which is 0 where none is said.
    weekdays: Vec<(i32, Weekday)>,
    /// Of the month; the last one is −1.
    days: Vec<i32>,
    months: Vec<u32>,
    week_starts: Weekday,
}

/// The dates that follow the first one, and whether they go on past what was read.
pub struct Dates {
    pub after: Vec<NaiveDate>,
    pub goes_on: bool,
}

/// `None` where the rule says what is not understood here.
pub fn rule(text: &str) -> Option<Rule> {
    let mut rule = Rule {
        every: Every::Day,
        interval: 1,
        count: None,
        until: None,
        weekdays: Vec::new(),
        days: Vec::new(),
        months: Vec::new(),
        week_starts: Weekday::Mon,
    };
    let mut said = false;
    for part in text.trim().split(';').filter(|part| !part.trim().is_empty()) {
        let (name, value) = part.split_once('=')?;
        let value = value.trim().to_ascii_uppercase();
        match name.trim().to_ascii_uppercase().as_str() {
            "FREQ" => {
                said = true;
                rule.every = match value.as_str() {
                    "DAILY" => Every::Day,
                    "WEEKLY" => Every::Week,
                    "MONTHLY" => Every::Month,
                    "YEARLY" => Every::Year,
                    _ => return None,
                };
            }
            "INTERVAL" => rule.interval = value.parse().ok().filter(|n| (1..=1000).contains(n))?,
            "COUNT" => rule.count = Some(value.parse().ok()?),
            "UNTIL" => rule.until = Some(NaiveDate::parse_from_str(value.get(..8)?, "%Y%m%d").ok()?),
            "BYDAY" => rule.weekdays = value.split(',').map(weekday).collect::<Option<_>>()?,
            "BYMONTHDAY" => rule.days = numbers(&value, 31)?,
            "BYMONTH" => {
                rule.months =
                    numbers(&value, 12)?.into_iter().map(|n| u32::try_from(n).ok()).collect::<Option<_>>()?
            }
            "WKST" => rule.week_starts = weekday(&value)?.1,
            _ => return None,
        }
    }
    (said && rule.is_simple()).then_some(rule)
}

fn numbers(text: &str, most: i32) -> Option<Vec<i32>> {
    let number = |text: &str| text.trim().parse::<i32>().ok().filter(|n| *n != 0 && n.abs() <= most);
    text.split(',').map(number).collect()
}

fn weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let (place, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let day = match name {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    };
    let place = if place.is_empty() {
        0
    } else {
        place.parse().ok().filter(|n: &i32| (-5..=5).contains(n) && *n != 0)?
    };
    Some((place, day))
}

impl Rule {
    fn is_simple(&self) -> bool {
        let placed = self.weekdays.iter().any(|(place, _)| *place != 0);
        match self.every {
            Every::Day | Every::Week => !placed && self.days.is_empty(),
            // Both at once is “Friday the 13th”.
            Every::Month => self.weekdays.is_empty() || self.days.is_empty(),
            Every::Year => self.weekdays.is_empty() && self.days.is_empty() && self.months.len() <= 1,
        }
    }

    /// The dates after `first`, which is the first whatever the rule says.
    pub fn dates(&self, first: NaiveDate) -> Dates {
        let far = first.checked_add_days(Days::new(FAR)).unwrap_or(NaiveDate::MAX);
        let last = self.until.unwrap_or(far).min(far);
        let most = self.count.map_or(MOST, |count| count.saturating_sub(1).min(MOST));
        let mut after: Vec<NaiveDate> = Vec::new();
        let mut goes_on = false;
        'turns: for turn in 0..=u32::try_from(FAR).unwrap_or(u32::MAX) {
            let Some((start, dates)) = self.turn(first, turn) else { break };
            for date in dates.into_iter().filter(|date| *date > first) {
                if date > last || after.len() >= most {
                    let over = self.count.is_some_and(|count| after.len().saturating_add(1) >= count)
                        || self.until.is_some_and(|until| date > until);
                    goes_on = !over;
                    break 'turns;
                }
                after.push(date);
            }
            if start > last {
                goes_on = self.count.is_none() && self.until.is_none_or(|until| until > last);
                break;
            }
        }
        Dates { after, goes_on }
    }

    /// The beginning of a turn of the rule, and its dates in order; `None` past the end of time.
    fn turn(&self, first: NaiveDate, turn: u32) -> Option<(NaiveDate, BTreeSet<NaiveDate>)> {
        let steps = turn.checked_mul(self.interval)?;
        let in_month = |date: &NaiveDate| self.months.is_empty() || self.months.contains(&date.month());
        let plain = |date: &NaiveDate| {
            in_month(date)
                && (self.weekdays.is_empty() || self.weekdays.iter().any(|(_, day)| *day == date.weekday()))
        };
        Some(match self.every {
            Every::Day => {
                let date = first.checked_add_days(Days::new(u64::from(steps)))?;
                (date, Some(date).into_iter().filter(plain).collect())
            }
            Every::Week => {
                let back = first.weekday().days_since(self.week_starts);
                let monday = first.checked_sub_days(Days::new(u64::from(back)))?;
                let start = monday.checked_add_days(Days::new(u64::from(steps).checked_mul(7)?))?;
                let own = |date: &NaiveDate| !self.weekdays.is_empty() || date.weekday() == first.weekday();
                let days = (0..7).filter_map(|n| start.checked_add_days(Days::new(n)));
                (start, days.filter(plain).filter(own).collect())
            }
            Every::Month => {
                let start = first.with_day(1)?.checked_add_months(Months::new(steps))?;
                (start, self.of_month(start, first.day()).into_iter().filter(in_month).collect())
            }
            Every::Year => {
                let start =
                    NaiveDate::from_ymd_opt(first.year().checked_add(i32::try_from(steps).ok()?)?, 1, 1)?;
                let month = self.months.first().copied().unwrap_or(first.month());
                (start, NaiveDate::from_ymd_opt(start.year(), month, first.day()).into_iter().collect())
            }
        })
    }

    /// A month that has no 31st has no date.
    fn of_month(&self, start: NaiveDate, day: u32) -> BTreeSet<NaiveDate> {
        let all: Vec<NaiveDate> =
            start.iter_days().take_while(|date| date.month() == start.month()).collect();
        if !self.weekdays.is_empty() {
            return self
                .weekdays
                .iter()
                .flat_map(|(place, weekday)| {
                    let those: Vec<NaiveDate> =
                        all.iter().copied().filter(|d| d.weekday() == *weekday).collect();
                    match usize::try_from(place.unsigned_abs()).unwrap_or(0) {
                        0 => those,
                        n if *place > 0 => those.get(n - 1).copied().into_iter().collect(),
                        n => those.iter().rev().nth(n - 1).copied().into_iter().collect(),
                    }
                })
                .collect();
        }
        let days =
            if self.days.is_empty() { vec![i32::try_from(day).unwrap_or(1)] } else { self.days.clone() };
        days.into_iter()
            .filter_map(|day| {
                let n = usize::try_from(day.unsigned_abs()).ok()?.checked_sub(1)?;
                if day > 0 { all.get(n).copied() } else { all.iter().rev().nth(n).copied() }
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(text: &str, first: &str) -> Vec<String> {
        let found = rule(text).unwrap_or_else(|| panic!("{text}")).dates(first.parse().unwrap());
        found.after.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_rules_of_offices_give_their_dates() {
        // 24 November 2026 is a Tuesday.
        assert_eq!(dates("FREQ=DAILY;COUNT=3", "2026-11-24"), ["2026-11-25", "2026-11-26"]);
        assert_eq!(dates("FREQ=WEEKLY;UNTIL=20261208T235959Z", "2026-11-24"), ["2026-12-01", "2026-12-08"]);
        assert_eq!(
            dates("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "2026-11-24"),
            ["2026-11-26", "2026-12-01", "2026-12-03"]
        );
        // Every second week, Sunday to Saturday: the Sunday of the first week is before the first date.
        assert_eq!(
            dates("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,TU;COUNT=4", "2026-11-24"),
            ["2026-12-06", "2026-12-08", "2026-12-20"]
        );
        // Tuesdays of December 2026: 1, 8, 15, 22, 29; Fridays of November: the last is the 27th.
        assert_eq!(dates("FREQ=MONTHLY;BYDAY=2TU;COUNT=2", "2026-11-10"), ["2026-12-08"]);
        assert_eq!(dates("FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", "2026-10-30"), ["2026-11-27"]);
        assert_eq!(dates("FREQ=MONTHLY;COUNT=3", "2026-12-31"), ["2027-01-31", "2027-03-31"]);
        assert_eq!(dates("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "2026-12-31"), ["2027-01-31", "2027-02-28"]);
        assert_eq!(dates("FREQ=YEARLY;COUNT=2", "2026-11-24"), ["2027-11-24"]);
        assert_eq!(
            dates("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=4", "2026-11-26"),
            ["2026-11-27", "2026-11-30", "2026-12-01"]
        );
        assert_eq!(dates("FREQ=DAILY;COUNT=1", "2026-11-24"), Vec::<String>::new());
    }

    #[test]
    fn a_rule_without_an_end_goes_on() {
        let first: NaiveDate = "2026-11-24".parse().unwrap();
        let found = rule("FREQ=WEEKLY").unwrap().dates(first);
        // 731 days are 104 weeks and three days.
        assert_eq!((found.after.len(), found.goes_on), (104, true));
        let daily = rule("FREQ=DAILY").unwrap().dates(first);
        assert_eq!((daily.after.len(), daily.goes_on), (MOST, true));
        let ended = rule("FREQ=WEEKLY;COUNT=3").unwrap().dates(first);
        assert_eq!((ended.after.len(), ended.goes_on), (2, false));
        assert!(!rule("FREQ=WEEKLY;UNTIL=20261201").unwrap().dates(first).goes_on);
        // No year has a 30 February: it comes to an end all the same.
        assert!(rule("FREQ=YEARLY;BYMONTH=2").unwrap().dates("2027-01-30".parse().unwrap()).after.is_empty());
    }

    #[test]
    fn what_says_more_is_not_read_by_half() {
        for text in [
            "",
            "FREQ=HOURLY",
            "COUNT=3",
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=YEARLY;BYDAY=4TH;BYMONTH=11",
            "FREQ=WEEKLY;BYDAY=XX",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=WEEKLY;UNTIL=soon",
            "nonsense",
        ] {
            assert_eq!(rule(text), None, "{text}");
        }
    }
}

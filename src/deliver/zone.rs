//! A time zone as a calendar file carries it (RFC 5545, 3.6.5): its offsets and the rules by which they change.
//!
//! The rules are worked out from the zone's own transitions and checked against the years around; a zone that follows none is
//! written out change by change, as is one whose rule has just changed.

use chrono::{DateTime, Datelike, Duration, FixedOffset, NaiveDateTime, Offset, TimeZone, Utc, Weekday};
use chrono_tz::Tz;

/// A change of the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Change {
    /// What the clock shows at the change, before it changes.
    local: NaiveDateTime,
    from: FixedOffset,
    to: FixedOffset,
    name: String,
    daylight: bool,
}

/// The VTIMEZONE of a zone for events of these years, with lines that end as the format wants.
pub fn vtimezone(zone: Tz, first: i32, last: i32) -> String {
    let mut lines = vec!["BEGIN:VTIMEZONE".to_owned(), format!("TZID:{}", zone.name())];
    let changes = changes(zone, first - 1, last + 3);
    if changes.is_empty() {
        let at = zone.from_utc_datetime(&start_of(first));
        let offset = at.offset().fix();
        lines.extend(observance(
            "STANDARD",
            "19700101T000000",
            offset,
            offset,
            &at.format("%Z").to_string(),
            None,
        ));
    } else {
        let before: Vec<&Change> = changes.iter().filter(|c| c.local.year() == first - 1).collect();
        let ruled: Option<Vec<(&Change, String)>> = before
            .iter()
            .map(|c| Some((*c, rule(c, &changes)?)))
            .collect::<Option<_>>()
            .filter(|r: &Vec<_>| r.len() == 2);
        match ruled {
            Some(ruled) => {
                for (change, rule) in ruled {
                    lines.extend(written(change, Some(&rule)));
                }
            }
            None => changes.iter().for_each(|change| lines.extend(written(change, None))),
        }
    }
    lines.push("END:VTIMEZONE".to_owned());
    lines.into_iter().map(|line| line + "\r\n").collect()
}

fn start_of(year: i32) -> NaiveDateTime {
    chrono::NaiveDate::from_ymd_opt(year, 1, 1).and_then(|d| d.and_hms_opt(0, 0, 0)).unwrap_or_default()
}

fn written(change: &Change, rule: Option<&str>) -> Vec<String> {
    let kind = if change.daylight { "DAYLIGHT" } else { "STANDARD" };
    let start = change.local.format("%Y%m%dT%H%M%S").to_string();
    observance(kind, &start, change.from, change.to, &change.name, rule)
}

fn observance(
    kind: &str,
    start: &str,
    from: FixedOffset,
    to: FixedOffset,
    name: &str,
    rule: Option<&str>,
) -> Vec<String> {
    let offset = |o: FixedOffset| {
        let seconds = o.local_minus_utc();
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
    };
    let mut lines = vec![format!("BEGIN:{kind}"), format!("DTSTART:{start}")];
    lines.extend(rule.map(|rule| format!("RRULE:{rule}")));
    lines.push(format!("TZOFFSETFROM:{}", offset(from)));
    lines.push(format!("TZOFFSETTO:{}", offset(to)));
    // `-03` is no name, only the offset again.
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        lines.push(format!("TZNAME:{name}"));
    }
    lines.push(format!("END:{kind}"));
    lines
}

/// Every change of the clock from the start of one year to the end of another.
fn changes(zone: Tz, first: i32, last: i32) -> Vec<Change> {
    let mut found = Vec::new();
    let mut at = start_of(first).and_utc();
    let end = start_of(last + 1).and_utc();
    while at < end {
        let next = at + Duration::hours(12);
        if offset(zone, at) != offset(zone, next) {
            found.push(change(zone, at, next));
        }
        at = next;
    }
    found
}

fn offset(zone: Tz, at: DateTime<Utc>) -> FixedOffset {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix()
}

/// The change between two moments, to the minute.
fn change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> Change {
    let from = offset(zone, before);
    while after - before > Duration::minutes(1) {
        let middle = before + Duration::minutes((after - before).num_minutes() / 2);
        if offset(zone, middle) == from { before = middle } else { after = middle }
    }
    let to = offset(zone, after);
    Change {
        local: (after.naive_utc() + Duration::seconds(i64::from(from.local_minus_utc()))),
        from,
        to,
        name: after.with_timezone(&zone).format("%Z").to_string(),
        daylight: to.local_minus_utc() > from.local_minus_utc(),
    }
}

/// The yearly rule that gives a change and the same change of every later year: `the second Sunday of March`.
fn rule(change: &Change, all: &[Change]) -> Option<String> {
    let same: Vec<&Change> = all.iter().filter(|c| c.daylight == change.daylight).collect();
    let day = weekday(change.local.weekday());
    let holds = |nth: i32| {
        same.iter().all(|c| {
            c.local.month() == change.local.month()
                && c.local.weekday() == change.local.weekday()
                && c.local.time() == change.local.time()
                && (c.from, c.to) == (change.from, change.to)
                && (nth_of(c.local) == nth || (nth == -1 && is_last(c.local)))
        })
    };
    let nth = [nth_of(change.local), -1].into_iter().find(|nth| holds(*nth))?;
    Some(format!("FREQ=YEARLY;BYMONTH={};BYDAY={nth}{day}", change.local.month()))
}

fn nth_of(at: NaiveDateTime) -> i32 {
    i32::try_from((at.day() - 1) / 7 + 1).unwrap_or(1)
}

fn is_last(at: NaiveDateTime) -> bool {
    (at + Duration::days(7)).month() != at.month()
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_american_rule_is_the_second_sunday_of_march_and_the_first_of_november() {
        let text = vtimezone(chrono_tz::America::Los_Angeles, 2026, 2026);
        for line in [
            "TZID:America/Los_Angeles",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU",
            "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU",
            // Summer time began at 2 on 9 March 2025 and ended at 2 on 2 November 2025.
            "DTSTART:20250309T020000",
            "DTSTART:20251102T020000",
            "TZNAME:PDT",
            "TZNAME:PST",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
        let daylight = text.split("BEGIN:DAYLIGHT").nth(1).unwrap();
        assert!(daylight.contains("TZOFFSETFROM:-0800\r\nTZOFFSETTO:-0700"), "{daylight}");
    }

    #[test]
    fn the_european_rule_is_the_last_sunday() {
        let text = vtimezone(chrono_tz::Europe::London, 2027, 2027);
        // At 1 in the morning, Greenwich, which the clock shows as 1 in March and as 2 in October.
        for line in [
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
            "DTSTART:20260329T010000",
            "DTSTART:20261025T020000",
        ] {
            assert!(text.contains(line), "{line} in {text}");
        }
    }

    #[test]
    fn a_zone_without_changes_has_its_one_offset() {
        let text = vtimezone(chrono_tz::Asia::Kolkata, 2026, 2026);
        assert!(text.contains("TZOFFSETTO:+0530") && !text.contains("RRULE"), "{text}");
        assert_eq!(text.matches("BEGIN:STANDARD").count(), 1);
    }

    #[test]
    fn a_zone_that_follows_no_rule_is_written_out() {
        // Morocco leaves summer time for Ramadan, which moves.
        let text = vtimezone(chrono_tz::Africa::Casablanca, 2026, 2026);
        assert!(text.matches("TZOFFSETTO").count() >= 6 && !text.contains("RRULE"), "{text}");
    }
}

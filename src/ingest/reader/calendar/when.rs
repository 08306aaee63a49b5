//! Dates, times, zones and lengths as calendars write them.

use super::lines::Line;
use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// When something begins or ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// The whole day.
    Day(NaiveDate),
    /// On the clock of a zone; `None` is the clock of wherever one is.
    At(NaiveDateTime, Option<Tz>),
    /// On the clock of a zone that no list has.
    Elsewhere(NaiveDateTime, String),
}

impl When {
    pub fn date(&self) -> NaiveDate {
        match self {
            When::Day(date) => *date,
            When::At(at, _) | When::Elsewhere(at, _) => at.date(),
        }
    }

    /// On its own clock; `None` for the whole day.
    pub fn clock(&self) -> Option<NaiveDateTime> {
        match self {
            When::Day(_) => None,
            When::At(at, _) | When::Elsewhere(at, _) => Some(*at),
        }
    }

    /// The same time of another day.
    pub fn on(&self, date: NaiveDate) -> When {
        match self {
            When::Day(_) => When::Day(date),
            When::At(at, zone) => When::At(date.and_time(at.time()), *zone),
            When::Elsewhere(at, zone) => When::Elsewhere(date.and_time(at.time()), zone.clone()),
        }
    }

    /// So much later on the same clock: people mean the clock on the wall, also in the night it changes.
    pub fn later(&self, by: TimeDelta) -> Option<When> {
        Some(match self {
            When::Day(date) => When::Day(date.checked_add_signed(by)?),
            When::At(at, zone) => When::At(at.checked_add_signed(by)?, *zone),
            When::Elsewhere(at, zone) => When::Elsewhere(at.checked_add_signed(by)?, zone.clone()),
        })
    }

    /// What stands in UTC, on the clock of the calendar's own zone.
    pub fn at_home(self, home: Option<Tz>) -> When {
        match (&self, home) {
            (When::At(at, Some(Tz::UTC)), Some(home)) => {
                When::At(Utc.from_utc_datetime(at).with_timezone(&home).naive_local(), Some(home))
            }
            _ => self,
        }
    }

    /// `+01:00` of a known zone at this moment. A repeated hour is its first, a skipped one has none.
    pub fn offset(&self) -> Option<String> {
        let When::At(at, Some(zone)) = self else { return None };
        let at: DateTime<Tz> = zone.from_local_datetime(at).earliest()?;
        Some(at.format("%:z").to_string())
    }
}

/// The moment of a `DTSTART`, `DTEND`, `DUE`, `RECURRENCE-ID`.
pub fn when(line: &Line) -> Option<When> {
    one(line.value.trim(), line.parameter("TZID"))
}

/// The moments of an `EXDATE` or `RDATE`, parted by commas.
pub fn several(line: &Line) -> impl Iterator<Item = When> + '_ {
    line.value.split(',').filter_map(|value| {
        // A period is its beginning and its end.
        one(value.split('/').next()?.trim(), line.parameter("TZID"))
    })
}

pub fn one(value: &str, zone: Option<&str>) -> Option<When> {
    if value.len() == 8 {
        return NaiveDate::parse_from_str(value, "%Y%m%d").ok().map(When::Day);
    }
    let (local, is_utc) = match value.strip_suffix(['Z', 'z']) {
        Some(local) => (local, true),
        None => (value, false),
    };
    let (date, time) = local.split_once(['T', 't'])?;
    let date = NaiveDate::parse_from_str(date, "%Y%m%d").ok()?;
    let time = NaiveTime::parse_from_str(time, "%H%M%S")
        .or_else(|_| NaiveTime::parse_from_str(time, "%H%M"))
        .ok()?;
    let at = date.and_time(time);
    Some(match (is_utc, zone.map(str::trim).filter(|zone| !zone.is_empty())) {
        (true, _) => When::At(at, Some(Tz::UTC)),
        (false, None) => When::At(at, None),
        (false, Some(name)) => match zone_named(name) {
            Some(zone) => When::At(at, Some(zone)),
            None => When::Elsewhere(at, name.to_owned()),
        },
    })
}

/// `America/Los_Angeles`, also behind a program's own path (`/freeassociation.sourceforge.net/Europe/Berlin`).
pub fn zone_named(name: &str) -> Option<Tz> {
    let mut rest = name.trim().trim_start_matches('/');
    loop {
        if let Ok(zone) = rest.parse::<Tz>() {
            return Some(zone);
        }
        rest = rest.split_once('/')?.1;
    }
}

/// `PT1H30M`, `P1D`, `P2W`; never less than nothing.
pub fn length(text: &str) -> Option<TimeDelta> {
    let rest = text.trim().trim_start_matches('+').strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let mut total = TimeDelta::zero();
    let mut any = false;
    for (part, units) in
        [(days, &[('W', 604_800), ('D', 86_400)][..]), (clock, &[('H', 3_600), ('M', 60), ('S', 1)][..])]
    {
        let mut left = part;
        for (letter, seconds) in units {
            if let Some((number, rest)) = left.split_once(*letter) {
                let number: u32 = number.parse().ok()?;
                total =
                    total.checked_add(&TimeDelta::try_seconds(i64::from(number).checked_mul(*seconds)?)?)?;
                left = rest;
                any = true;
            }
        }
        if !left.is_empty() {
            return None;
        }
    }
    any.then_some(total)
}

/// How many days from the first to the last of an event of whole days, both counted: the end that a calendar writes
/// is the day after.
pub fn days(first: NaiveDate, end: NaiveDate) -> u64 {
    u64::try_from(end.signed_duration_since(first).num_days()).unwrap_or(0).max(1)
}

/// The days after the first of an event of whole days.
pub fn days_after(first: NaiveDate, end: NaiveDate, most: u64) -> Vec<NaiveDate> {
    (1..days(first, end).min(most)).filter_map(|n| first.checked_add_days(Days::new(n))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn moments_are_read_with_their_zone() {
        let at = |d: &str, h, m| day(d).and_hms_opt(h, m, 0).unwrap();
        assert_eq!(one("20261124", None), Some(When::Day(day("2026-11-24"))));
        assert_eq!(one("20261124T070000", None), Some(When::At(at("2026-11-24", 7, 0), None)));
        assert_eq!(
            one("20261124T0700Z", Some("Europe/Berlin")),
            Some(When::At(at("2026-11-24", 7, 0), Some(Tz::UTC)))
        );
        let angeles = one("20261124T070000", Some("/softwarestudio.org/Tzfile/America/Los_Angeles")).unwrap();
        assert_eq!(angeles, When::At(at("2026-11-24", 7, 0), Some(Tz::America__Los_Angeles)));
        assert_eq!(angeles.offset().as_deref(), Some("-08:00"));
        assert_eq!(
            one("20261124T070000", Some("Pacific Standard Time")),
            Some(When::Elsewhere(at("2026-11-24", 7, 0), "Pacific Standard Time".into()))
        );
        for text in
            ["", "soon", "20261324", "20261124T", "20261124T990000", "2026-11-24", "\u{e9}\u{e9}\u{e9}\u{e9}"]
        {
            assert_eq!(one(text, None), None, "{text}");
        }
    }

    #[test]
    fn utc_is_put_on_the_calendars_own_clock() {
        // 02:30 UTC on the 25th is 18:30 of the 24th in Los Angeles, eight hours behind in winter.
        let utc = one("20261125T023000Z", None).unwrap();
        let home = utc.clone().at_home(Some(Tz::America__Los_Angeles));
        assert_eq!(home.date(), day("2026-11-24"));
        assert_eq!(home.clock().unwrap().format("%H:%M").to_string(), "18:30");
        assert_eq!(utc.clone().at_home(None), utc);
    }

    #[test]
    fn lengths_are_read() {
        for (text, minutes) in
            [("PT1H30M", 90), ("P1D", 1440), ("P1DT2H", 1560), ("P2W", 20_160), ("+PT15M", 15)]
        {
            assert_eq!(length(text), Some(TimeDelta::minutes(minutes)), "{text}");
        }
        for text in ["", "P", "PT", "-PT15M", "1H", "PT1X", "PT99999999999H"] {
            assert_eq!(length(text), None, "{text}");
        }
        // From the 24th up to but without the 27th: the 24th, 25th and 26th.
        assert_eq!(days(day("2026-11-24"), day("2026-11-27")), 3);
        assert_eq!(
            days_after(day("2026-11-24"), day("2026-11-27"), 100),
            [day("2026-11-25"), day("2026-11-26")]
        );
        assert_eq!(days(day("2026-11-24"), day("2026-11-20")), 1);
    }
}

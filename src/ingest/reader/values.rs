//! The reading library's cell values as ours.

use crate::ingest::grid::Raw;
use calamine::{Data, DataRef, ExcelDateTime};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Days between 30 December 1899 and 1 January 1904, the two epochs of Excel.
const DAYS_TO_1904: f64 = 1462.0;

/// `None` for an empty cell. `is_1904` is the workbook's own epoch.
pub fn raw(value: &Data, is_1904: bool) -> Option<Raw> {
    Some(match value {
        Data::Empty => return None,
        Data::String(text) => return text_or_nothing(text),
        Data::Float(number) => Raw::Number(*number),
        Data::Int(number) => Raw::Number(*number as f64),
        Data::Bool(flag) => Raw::Bool(*flag),
        Data::DateTime(moment) => date(moment, is_1904),
        Data::DateTimeIso(text) => iso_moment(text),
        Data::DurationIso(text) => iso_duration(text),
        Data::Error(error) => Raw::Error(error.to_string()),
    })
}

/// The same for a value that borrows from the workbook.
pub fn raw_ref(value: &DataRef, is_1904: bool) -> Option<Raw> {
    match value {
        // The two that are most, without a copy in between.
        DataRef::SharedString(text) => text_or_nothing(text),
        DataRef::Float(number) => Some(Raw::Number(*number)),
        other => raw(&Data::from(other.clone()), is_1904),
    }
}

fn text_or_nothing(text: &str) -> Option<Raw> {
    (!text.is_empty()).then(|| Raw::Text(text.to_owned()))
}

fn date(moment: &ExcelDateTime, is_1904: bool) -> Raw {
    let value = moment.as_f64();
    if moment.is_duration() {
        Raw::Elapsed(value)
    } else if is_1904 && value >= 2.0 {
        Raw::Date(value + DAYS_TO_1904)
    } else {
        // A time of day has no epoch, nor has one that runs past midnight.
        Raw::Date(value)
    }
}

/// `2026-10-30`, `2026-10-30T07:00:00`, `07:00:00`; anything else stays text.
pub fn iso_moment(text: &str) -> Raw {
    let trimmed = text.trim_end_matches('Z');
    let at = NaiveDateTime::parse_from_str(trimmed, "%Y-%m-%dT%H:%M:%S%.f")
        .or_else(|_| NaiveDateTime::parse_from_str(trimmed, "%Y-%m-%dT%H:%M"))
        .ok();
    let date = NaiveDate::parse_from_str(trimmed, "%Y-%m-%d").ok();
    let time = NaiveTime::parse_from_str(trimmed, "%H:%M:%S%.f").ok();
    let (date, time) = match (at, date, time) {
        (Some(at), ..) => (Some(at.date()), at.time()),
        (None, Some(date), _) => (Some(date), NaiveTime::MIN),
        (None, None, Some(time)) => (None, time),
        (None, None, None) => return Raw::Text(text.to_owned()),
    };
    let days = match (date, NaiveDate::from_ymd_opt(1899, 12, 30)) {
        (Some(date), Some(epoch)) => date.signed_duration_since(epoch).num_days() as f64,
        _ => 0.0,
    };
    let seconds = time.signed_duration_since(NaiveTime::MIN).num_milliseconds() as f64 / 1000.0;
    Raw::Date(days + seconds / 86_400.0)
}

/// `PT07H30M00S`. OpenDocument writes a time of day so as well; less than a day is taken as one, which
/// is what people type.
pub fn iso_duration(text: &str) -> Raw {
    match duration_days(text) {
        Some(days) if (0.0..1.0).contains(&days) => Raw::Date(days),
        Some(days) => Raw::Elapsed(days),
        None => Raw::Text(text.to_owned()),
    }
}

fn duration_days(text: &str) -> Option<f64> {
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let rest = rest.strip_prefix('P')?;
    let (days, clock) = rest.split_once('T').unwrap_or((rest, ""));
    let mut seconds = 0.0;
    for (part, units) in
        [(days, &[('D', 86_400.0)][..]), (clock, &[('H', 3600.0), ('M', 60.0), ('S', 1.0)][..])]
    {
        let mut left = part;
        for (letter, worth) in units {
            if let Some((number, rest)) = left.split_once(*letter) {
                seconds += number.parse::<f64>().ok()? * worth;
                left = rest;
            }
        }
        if !left.is_empty() {
            return None;
        }
    }
    let days = seconds / 86_400.0;
    Some(if negative { -days } else { days })
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::{DateTime, TimeDelta};

    #[test]
    fn dates_count_from_1899_whatever_the_epoch_of_the_file() {
        // 1 January 1904 is day 0 of the one epoch and day 1,462 of the other, so day 10 is 1,472.
        let ten = Data::DateTime(ExcelDateTime::new(10.0, DateTime, true));
        assert_eq!(raw(&ten, true), Some(Raw::Date(1472.0)));
        assert_eq!(raw(&ten, false), Some(Raw::Date(10.0)));
        // Half past one in the night of the same working day: 25.5 hours.
        let late = Data::DateTime(ExcelDateTime::new(1.0625, DateTime, true));
        assert_eq!(raw(&late, true), Some(Raw::Date(1.0625)));
        let noon = Data::DateTime(ExcelDateTime::new(0.5, DateTime, true));
        assert_eq!(raw(&noon, true), Some(Raw::Date(0.5)));
        let long = Data::DateTime(ExcelDateTime::new(1.5, TimeDelta, true));
        assert_eq!(raw(&long, true), Some(Raw::Elapsed(1.5)));
    }

    #[test]
    fn iso_texts_become_days() {
        // 1 January 1900 is two days after 30 December 1899; 7:30 is 7.5 / 24 of a day.
        assert_eq!(iso_moment("1900-01-01"), Raw::Date(2.0));
        assert_eq!(iso_moment("1900-01-01T07:30:00"), Raw::Date(2.3125));
        assert_eq!(iso_moment("07:30:00"), Raw::Date(0.3125));
        assert_eq!(iso_moment("soon"), Raw::Text("soon".to_owned()));
        assert_eq!(iso_duration("PT07H30M00S"), Raw::Date(0.3125));
        assert_eq!(iso_duration("PT36H00M00S"), Raw::Elapsed(1.5));
        assert_eq!(iso_duration("P1DT12H"), Raw::Elapsed(1.5));
        assert_eq!(iso_duration("PTx"), Raw::Text("PTx".to_owned()));
    }
}

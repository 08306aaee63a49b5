//! The words that may stand in `callboard.toml`, and how the freer ones are read.

use chrono::Weekday;
use std::time::Duration;

pub const KINDS: &[&str] = &["feature", "episodic", "commercial", "documentary", "music-video"];
pub const PAPERS: &[&str] = &["us-letter", "us-legal", "a4"];
/// Languages that documents have words in: a file each under `templates/words/`.
pub const LANGUAGES: &[&str] = &["en", "de", "fr", "es"];
pub const MAIL_MODES: &[&str] = &["draft", "approve", "send"];
pub const ETC: &[&str] = &["uncommitted", "includes-commitments"];
pub const VARIANCE: &[&str] = &["budget-minus-efc", "efc-minus-budget"];
pub const RATE_KINDS: &[&str] = &["budget", "transaction"];
/// The order of the Writers Guild of America West, which most American productions keep; after the last come
/// 2nd Blue, 2nd Pink … (there is no second White).
pub const REVISION_COLOURS: &[&str] =
    &["White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry"];
pub const LOOKS: &[&str] = &["light", "dark"];
pub const DIALECTS: &[&str] = &["first", "second"];
pub const YES_NO: &[&str] = &["yes", "no"];
pub const LEVELS: &[&str] = &["error", "warning", "info", "off"];

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// `mon`, `Monday`, `Tues`.
pub fn weekday(text: &str) -> Option<Weekday> {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    if lower.len() < 2 {
        return None;
    }
    WEEK.into_iter().zip(names).find(|(_, name)| name.starts_with(&lower)).map(|(day, _)| day)
}

/// `Mon-Fri`, `Tue–Sat`, `mon, tue, wed`; in the order of the week as written.
pub fn workweek(text: &str) -> Option<Vec<Weekday>> {
    let mut days = Vec::new();
    for part in text.split([',', ';', '/', '&']).map(str::trim).filter(|part| !part.is_empty()) {
        let ends: Vec<&str> = part.split(['-', '–', '—']).map(str::trim).collect();
        match ends.as_slice() {
            [day] => days.push(weekday(day)?),
            [first, last] => {
                let (mut day, last) = (weekday(first)?, weekday(last)?);
                days.push(day);
                while day != last {
                    day = day.succ();
                    days.push(day);
                }
            }
            _ => return None,
        }
    }
    days.dedup();
    let all_different = days.iter().enumerate().all(|(i, day)| !days.iter().take(i).any(|d| d == day));
    (!days.is_empty() && all_different).then_some(days)
}

/// `2s`, `500ms`, `1m`.
pub fn duration(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at(digits);
    let count: u64 = count.parse().ok()?;
    let found = match unit.trim() {
        "ms" => Duration::from_millis(count),
        "s" => Duration::from_secs(count),
        "m" | "min" => Duration::from_secs(count.checked_mul(60)?),
        _ => return None,
    };
    // Ten quiet times, or a moment so far ahead, must still be times.
    Some(found).filter(|found| *found <= LONGEST)
}

/// Nothing is waited for longer: 30 days.
const LONGEST: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// `20MB`, `800 kB`: decimal, as mail servers count them.
pub fn size(text: &str) -> Option<usize> {
    let text = text.trim();
    let digits = text.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = text.split_at(digits);
    let factor: usize = match unit.trim().to_lowercase().as_str() {
        "b" => 1,
        "kb" => 1_000,
        "mb" => 1_000_000,
        _ => return None,
    };
    count.parse::<usize>().ok()?.checked_mul(factor).filter(|size| *size > 0)
}

/// `400 days`, `6 months`, `2 years` as days: a month has 31, a year 366.
pub fn days(text: &str) -> Option<u32> {
    let (count, unit) = text.trim().split_once(' ')?;
    let each = match unit.trim() {
        "day" | "days" => 1,
        "week" | "weeks" => 7,
        "month" | "months" => 31,
        "year" | "years" => 366,
        _ => return None,
    };
    count.parse::<u32>().ok()?.checked_mul(each).filter(|days| *days > 0)
}

/// `45m`, `1h`, `1h30m`: minutes, less than a day.
pub fn lead(text: &str) -> Option<i64> {
    let (hours, rest) = match text.trim().split_once('h') {
        Some((hours, rest)) => (hours.trim().parse::<i64>().ok()?, rest.trim()),
        None => (0, text.trim()),
    };
    let minutes = match rest {
        "" if text.contains('h') => 0,
        rest => rest.strip_suffix("min").or_else(|| rest.strip_suffix('m'))?.trim().parse().ok()?,
    };
    let all = hours.checked_mul(60)?.checked_add(minutes)?;
    (0..24 * 60).contains(&all).then_some(all)
}

/// The days of the week as settings name them: `mon`.
pub fn weekday_name(day: Weekday) -> String {
    day.to_string().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Weekday::{Fri, Mon, Sat, Thu, Tue, Wed};

    #[test]
    fn lengths_of_keeping_are_days() {
        assert_eq!(days("400 days"), Some(400));
        assert_eq!(days("2 years"), Some(732), "of 366 days each");
        for wrong in ["400", "0 days", "a year", "2 moons"] {
            assert_eq!(days(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn workweeks_are_lists_or_spans() {
        assert_eq!(workweek("Tue–Sat"), Some(vec![Tue, Wed, Thu, Fri, Sat]));
        assert_eq!(workweek("Mon, Wed"), Some(vec![Mon, Wed]));
        assert_eq!(workweek("Sat-Mon").map(|d| d.len()), Some(3));
        assert_eq!(workweek("Mon, Mon-Fri"), Some(vec![Mon, Tue, Wed, Thu, Fri]));
        for nonsense in ["", "every day", "Mon-Tue-Wed", "Fri, Mon-Fri"] {
            assert_eq!(workweek(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn lead_times_are_hours_and_minutes() {
        for (text, minutes) in [("45m", 45), ("1h", 60), ("1h30m", 90), ("1h 30 min", 90), ("0m", 0)] {
            assert_eq!(lead(text), Some(minutes), "{text}");
        }
        for nonsense in ["", "45", "h", "-1h", "25h", "1x"] {
            assert_eq!(lead(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn durations_name_their_unit() {
        assert_eq!(duration("2s"), Some(Duration::from_secs(2)));
        assert_eq!(duration("500 ms"), Some(Duration::from_millis(500)));
        assert_eq!(duration("2592000s"), Some(Duration::from_secs(30 * 86_400)));
        for nonsense in
            ["2", "s", "two seconds", "-2s", "99999999999999999999s", "18446744073709551615s", "2592001s"]
        {
            assert_eq!(duration(nonsense), None, "{nonsense}");
        }
    }
}

//! Slates: how many there are in `12`, `101-112` and `101, 102A, 110-112`.

use crate::model::Record;

/// No day has more slates in one run.
const MOST: i64 = 2000;

/// The cell as written.
pub fn written(row: &Record) -> Option<String> {
    row.text("Slates").map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Whether rows give their slates by number: then a number alone is one slate, and no count.
pub fn by_number(rows: &[&Record]) -> bool {
    rows.iter().filter_map(|row| written(row)).any(|text| text.contains(['-', '\u{2013}', ',']))
}

/// How many slates a row tells of.
pub fn of(row: &Record, by_number: bool) -> Option<i64> {
    count(&written(row)?, by_number)
}

/// A number alone is how many; a run is counted from its first to its last; in a list each is one.
fn count(text: &str, by_number: bool) -> Option<i64> {
    let text = text.replace(['\u{2013}', '\u{2014}'], "-").to_uppercase().replace(" TO ", "-");
    let parts: Vec<&str> =
        text.split([',', ';', '&', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    if let [one] = parts.as_slice()
        && !by_number
        && let Ok(many) = one.parse::<i64>()
    {
        return (0..=MOST).contains(&many).then_some(many);
    }
    let each = |part: &&str| match part.split_once('-') {
        Some((first, last)) => {
            let (first, last): (i64, i64) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
            let many = last.checked_sub(first)?.checked_add(1)?;
            (1..=MOST).contains(&many).then_some(many)
        }
        None => part.chars().any(|c| c.is_ascii_digit()).then_some(1),
    };
    parts.iter().map(each).sum::<Option<i64>>().filter(|many| *many > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slates_are_counted_from_first_to_last() {
        // 112 − 101 + 1 = 12; 1 + 1 + 3 = 5.
        for (text, many) in [
            ("12", Some(12)),
            ("101-112", Some(12)),
            ("101 to 112", Some(12)),
            ("101\u{2013}112", Some(12)),
            ("101, 102A, 110-112", Some(5)),
            ("112-101", None),
            ("-", None),
            ("many", None),
            ("14", Some(14)),
        ] {
            assert_eq!(count(text, false), many, "{text}");
        }
        // Beside rows such as 101-112, 113 is one slate.
        assert_eq!(count("113", true), Some(1));
    }
}

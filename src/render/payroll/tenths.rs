//! Tenths of an hour, as payroll counts them: 1 to 6 minutes are .1, 7 to 12 are .2, 55 to 60 the next hour.

use crate::model::Minutes;
use crate::render::words::Words;
use rust_decimal::Decimal;

/// Minutes in a tenth of an hour.
const TENTH: i64 = 6;

/// Minutes in tenths of an hour, a fraction of a tenth counting as a whole one. The same serves a length of time and a
/// clock that runs past 24 (minutes since midnight: 1 in the morning after is 25.0).
pub fn tenths(minutes: Minutes) -> Decimal {
    // Rounds up, also below zero.
    Decimal::new(-(-minutes.0).div_euclid(TENTH), 1)
}

/// `12.6`
pub fn text(minutes: Minutes) -> String {
    format!("{:.1}", tenths(minutes))
}

/// The same with the decimal mark of the language: `12,6`.
pub fn printed(words: &Words, minutes: Minutes) -> String {
    words.number(tenths(minutes), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_round_up_to_the_tenth() {
        // The glossary's table: 1–6 = .1, 7–12 = .2, 55–60 = the next hour; 1 in the morning after is 25.
        for (minutes, written) in [
            (0, "0.0"),
            (1, "0.1"),
            (6, "0.1"),
            (7, "0.2"),
            (12, "0.2"),
            (54, "0.9"),
            (55, "1.0"),
            (60, "1.0"),
            (61, "1.1"),
            (7 * 60 + 12, "7.2"),
            (25 * 60, "25.0"),
            (21 * 60 + 13, "21.3"),
            // A pickup twelve minutes before midnight.
            (-12, "-0.2"),
        ] {
            assert_eq!(text(Minutes(minutes)), written, "{minutes}");
        }
    }
}

//! Times of one person that moved by as much as the call did: most pushes move all of them, and four arrows in a row are read
//! more slowly than one arrow and a word.

use super::words::label;
use super::{Change, Of};
use crate::model::Minutes;
use crate::render::words::Words;

/// Fewer than so many are told each by itself.
const FEWEST: usize = 2;

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// Times that moved with the call.
pub struct Alike<'a> {
    pub changes: Vec<&'a Change>,
    /// Later is more than nothing.
    by: i64,
}

impl<'a> Alike<'a> {
    /// Of somebody's changes those that follow the call. Nothing where the call stands, or too few moved with it.
    pub fn of(own: &[&'a Change], words: &Words) -> Option<Alike<'a>> {
        let of_person = |change: &&&'a Change| matches!(change.of, Of::Person(_));
        let call = own.iter().filter(of_person).find(|change| change.part == "call")?;
        let by = moved(call, words)?;
        let others = own.iter().filter(of_person).filter(|change| change.part != "call");
        let changes: Vec<&Change> =
            others.copied().filter(|change| moved(change, words) == Some(by)).collect();
        (changes.len() >= FEWEST).then_some(Alike { changes, by })
    }

    /// `0:30 later, too: make-up, on set`, for a list beside the times themselves.
    pub fn named(&self, words: &Words) -> String {
        self.said(|change| label(change.part, words), words)
    }

    /// `0:30 later, too: make-up 7:15P, on set 9:00P`
    pub fn with_times(&self, words: &Words) -> String {
        let now = |change: &Change| change.is.clone().unwrap_or_default();
        self.said(|change| format!("{} {}", label(change.part, words), now(change)), words)
    }

    fn said(&self, one: impl Fn(&Change) -> String, words: &Words) -> String {
        let what = self.changes.iter().map(|change| one(change)).collect::<Vec<_>>().join(", ");
        let key = if self.by > 0 { "changes.alike_later" } else { "changes.alike_earlier" };
        words.say(key, &[("by", &Minutes(self.by.abs()).to_string()), ("what", &what)])
    }
}

/// By how many minutes a time moved, over midnight too: a call moves by less than half a day. Nothing where it is no time,
/// or did not move.
fn moved(change: &Change, words: &Words) -> Option<i64> {
    let was = minutes(change.was.as_deref()?, words)?;
    let is = minutes(change.is.as_deref()?, words)?;
    let by = (is - was).rem_euclid(DAY);
    let by = if by > DAY / 2 { by - DAY } else { by };
    (by != 0).then_some(by)
}

/// A time as sheets print it (`6:30P`, `12:00A Sun 11/1`, `18:30`, `18h30`), in minutes after midnight.
fn minutes(printed: &str, words: &Words) -> Option<i64> {
    let time = printed.split(char::is_whitespace).next()?;
    let separator = time.find(|c: char| !c.is_ascii_digit())?;
    let (hour, rest) = (time.get(..separator)?, time.get(separator..)?);
    let rest: String = rest.chars().skip(1).collect();
    let (minute, suffix) = (rest.get(..2)?, rest.get(2..)?);
    let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
    let twelve = |half: i64| (hour % 12 + half) * 60 + minute;
    match suffix {
        "" => Some(hour * 60 + minute),
        am if am == words.get("formats.am") => Some(twelve(0)),
        pm if pm == words.get("formats.pm") || pm == words.get("formats.noon") => Some(twelve(12)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::words;

    #[test]
    fn printed_times_are_minutes_of_the_day_again() {
        let american = words::of("en", "US");
        for (printed, hour, minute) in [
            ("6:30P", 18, 30),
            ("12:00N", 12, 0),
            ("12:05A Sun\u{a0}11/1", 0, 5),
            ("12:05P", 12, 5),
            ("18:30", 18, 30),
        ] {
            assert_eq!(minutes(printed, american), Some(hour * 60 + minute), "{printed}");
        }
        assert_eq!(minutes("18h30", words::of("fr", "FR")), Some(18 * 60 + 30));
        for none in ["O/C", "", "PER GAFFER", "6:3", "6:30X", "HOLD"] {
            assert_eq!(minutes(none, american), None, "{none}");
        }
    }

    #[test]
    fn a_move_over_midnight_is_a_short_one() {
        let change = |was: &str, is: &str| Change {
            of: Of::Person("A".into()),
            part: "call",
            was: Some(was.into()),
            is: Some(is.into()),
        };
        let american = words::of("en", "US");
        assert_eq!(moved(&change("11:45P", "12:15A Sun\u{a0}11/1"), american), Some(30));
        assert_eq!(moved(&change("12:15A", "11:45P"), american), Some(-30));
        assert_eq!(moved(&change("7:00A", "7:00A"), american), None);
        assert_eq!(moved(&change("7:00A", "O/C"), american), None);
    }
}

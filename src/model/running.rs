//! Screen time: how long a scene runs, in minutes and seconds.

use std::fmt;

/// Whole seconds of screen time; `7:01` is seven minutes and one second, and minutes go on past sixty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Running(pub i64);

impl fmt::Display for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "\u{2212}" } else { "" };
        let seconds = self.0.unsigned_abs();
        write!(f, "{sign}{}:{:02}", seconds / 60, seconds % 60)
    }
}

impl std::iter::Sum for Running {
    fn sum<I: Iterator<Item = Running>>(iter: I) -> Running {
        Running(iter.fold(0, |sum, one| sum.saturating_add(one.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_go_on_past_an_hour() {
        // 7 × 60 + 1 = 421; 101 × 60 + 30 = 6090.
        let shown = [421, 6090, 5, -40].map(|s| Running(s).to_string());
        assert_eq!(shown, ["7:01", "101:30", "0:05", "\u{2212}0:40"]);
        assert_eq!([Running(421), Running(59)].into_iter().sum::<Running>(), Running(480));
    }
}

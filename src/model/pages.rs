//! Script length in eighths of a page, never reduced.

use serde::{Serialize, Serializer};
use std::fmt;
use std::iter::Sum;
use std::ops::Add;

/// Eighths of a page: `19` prints as `2 3/8`, `20` as `2 4/8`, `8` as `1`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pages {
    pub eighths: u32,
}

impl Pages {
    pub fn new(eighths: u32) -> Self {
        Pages { eighths }
    }
}

impl fmt::Display for Pages {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.eighths / 8, self.eighths % 8) {
            (whole, 0) => write!(f, "{whole}"),
            (0, part) => write!(f, "{part}/8"),
            (whole, part) => write!(f, "{whole} {part}/8"),
        }
    }
}

impl Add for Pages {
    type Output = Pages;
    fn add(self, other: Pages) -> Pages {
        Pages::new(self.eighths.saturating_add(other.eighths))
    }
}

impl Sum for Pages {
    fn sum<I: Iterator<Item = Pages>>(iter: I) -> Pages {
        iter.fold(Pages::default(), Add::add)
    }
}

impl Serialize for Pages {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eighths_are_never_reduced() {
        for (eighths, text) in [(0, "0"), (1, "1/8"), (4, "4/8"), (8, "1"), (19, "2 3/8"), (20, "2 4/8")] {
            assert_eq!(Pages::new(eighths).to_string(), text);
        }
        // 5/8 + 4/8 = 9/8 = 1 1/8
        assert_eq!((Pages::new(5) + Pages::new(4)).to_string(), "1 1/8");
    }
}

//! A sum that knows whether something is missing in it.

/// What several rows or days come to. A figure that nobody wrote leaves the sum open; a sum of no figure at all is none,
/// never zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    pub sum: Option<i64>,
    /// Something is missing: the sum is the least that it can be.
    pub open: bool,
}

impl Amount {
    pub fn of(figure: Option<i64>) -> Amount {
        Amount { sum: figure, open: figure.is_none() }
    }

    pub fn all(figures: impl Iterator<Item = Option<i64>>) -> Amount {
        figures.fold(Amount::default(), |all, figure| all.and(Amount::of(figure)))
    }

    pub fn and(self, other: Amount) -> Amount {
        let sum = match (self.sum, other.sum) {
            (Some(a), Some(b)) => Some(a.saturating_add(b)),
            (a, b) => a.or(b),
        };
        Amount { sum, open: self.open || other.open }
    }

    /// The sum, where nothing is missing in it.
    pub fn known(self) -> Option<i64> {
        self.sum.filter(|_| !self.open)
    }

    /// What is left of this after the other; none where either is not known.
    pub fn less(self, other: Amount) -> Option<i64> {
        self.known()?.checked_sub(other.known()?)
    }

    /// `14`, `14 + ?`; none where nobody wrote anything.
    pub fn said(self, show: impl Fn(i64) -> String) -> Option<String> {
        let shown = show(self.sum?);
        Some(if self.open { format!("{shown} + ?") } else { shown })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_wrote_leaves_a_sum_open_and_is_no_zero() {
        let shown = |n: i64| n.to_string();
        let all = |figures: &[Option<i64>]| Amount::all(figures.iter().copied());
        // 9 + 4 = 13; of three figures one is missing; of none there is no sum.
        assert_eq!(all(&[Some(9), Some(4)]).said(shown).as_deref(), Some("13"));
        assert_eq!(all(&[Some(9), None, Some(4)]).said(shown).as_deref(), Some("13 + ?"));
        assert_eq!(all(&[None]).said(shown), None);
        assert_eq!(all(&[Some(9)]).less(all(&[Some(4)])), Some(5));
        assert_eq!(all(&[Some(9)]).less(all(&[Some(4), None])), None);
        assert_eq!(all(&[]).known(), None);
    }
}

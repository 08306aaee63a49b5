//! Whether the amounts of a sheet have a comma or a point before their decimals: what `1.200` means.
//! Decided once for a whole sheet, and reported where a cell depended on it.

use super::text;
use crate::ingest::grid::Raw;
use crate::ingest::locale::Locale;

/// What the amounts of a sheet look like; each with the first example.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// `2.500,00`, `12,50`
    comma: Option<String>,
    /// `2,500.00`, `12.50`
    point: Option<String>,
    /// `1.200`, `1,200`: a thousand and more, or one and a fifth.
    open: Option<String>,
}

/// A decision and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    pub comma: bool,
    /// The cell that could be read both ways, where there is one.
    pub example: Option<String>,
    /// The cell that settled it; none where only the country did.
    pub because: Option<String>,
}

impl Evidence {
    /// Takes note of one cell of a column of money.
    pub fn see(&mut self, raw: &Raw) {
        let Raw::Text(written) = raw else { return };
        let digits: String =
            text::squeeze(written).chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
        let digits = digits.trim_matches(['.', ',']);
        let Some(last) = digits.rfind(['.', ',']) else { return };
        let (whole, decimals) = digits.split_at(last);
        let mark = decimals.chars().next();
        let other = if mark == Some(',') { '.' } else { ',' };
        let slot = match decimals.len() - 1 {
            // One mark, three digits: both ways.
            3 if !whole.contains(['.', ',']) => &mut self.open,
            3 if !whole.contains(other) => return,
            0 => return,
            _ if mark == Some(',') => &mut self.comma,
            _ => &mut self.point,
        };
        slot.get_or_insert_with(|| written.trim().to_string());
    }

    /// What the sheet's own amounts say, else the country.
    pub fn decide(&self, locale: &Locale) -> Decision {
        let (comma, because) = match (&self.comma, &self.point) {
            (Some(example), None) => (true, Some(example.clone())),
            (None, Some(example)) => (false, Some(example.clone())),
            _ => (locale.decimal_comma(), None),
        };
        Decision { comma, example: self.open.clone(), because }
    }
}

#[cfg(test)]
mod tests {
    use super::super::test::text;
    use super::*;

    #[test]
    fn a_sheet_says_by_its_other_amounts_what_an_open_one_means() {
        let decide = |cells: &[&str], country: &str| {
            let mut evidence = Evidence::default();
            cells.iter().for_each(|c| evidence.see(&text(c)));
            let decision = evidence.decide(&Locale::of(country, "USD"));
            (decision.comma, decision.example.is_some(), decision.because)
        };
        assert_eq!(decide(&["1.200", "€ 2.500,00"], "US"), (true, true, Some("€ 2.500,00".into())));
        assert_eq!(decide(&["1.200", "12,50"], "US"), (true, true, Some("12,50".into())));
        assert_eq!(decide(&["1,200", "$3,600.00"], "DE"), (false, true, Some("$3,600.00".into())));
        // Both ways occur, or neither: the country's.
        assert_eq!(decide(&["1.200", "12,50", "3.60"], "DE"), (true, true, None));
        assert_eq!(decide(&["1,200"], "US"), (false, true, None));
        assert_eq!(decide(&["1.234.567", "12"], "US"), (false, false, None));
    }
}

//! `B12` and `A1:C3` as numbers counted from zero.

/// The last row and column that the format knows.
const ROWS: u32 = 1_048_576;
pub const COLUMNS: u32 = 16_384;

/// Row and column of `B12` or `$B$12`. `None` where either is missing or out of bounds.
pub fn cell(text: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    let mut digits = false;
    for byte in text.bytes() {
        match byte {
            b'$' => {}
            b'A'..=b'Z' | b'a'..=b'z' if !digits => {
                let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
                column = column.checked_mul(26)?.checked_add(letter)?;
            }
            b'0'..=b'9' => {
                digits = true;
                row = row.checked_mul(10)?.checked_add(u32::from(byte - b'0'))?;
            }
            _ => return None,
        }
    }
    let inside = (1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column);
    inside.then(|| (row - 1, column - 1))
}

/// First row, first column, last row, last column of `A1:C3`, or of `A1` alone.
pub fn range(text: &str) -> Option<(u32, u32, u32, u32)> {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let (first, last) = (cell(first)?, cell(last)?);
    (first.0 <= last.0 && first.1 <= last.1).then_some((first.0, first.1, last.0, last.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_nonsense_is_not() {
        assert_eq!(cell("A1"), Some((0, 0)));
        assert_eq!(cell("$XFD$1048576"), Some((1_048_575, 16_383)));
        assert_eq!(range("A1:C3"), Some((0, 0, 2, 2)));
        assert_eq!(range("B2"), Some((1, 1, 1, 1)));
        for text in ["", "A", "1", "A0", "1A", "XFE1", "A1048577", "A99999999999", "ZZZZZZZZZZ1", "A-1"] {
            assert_eq!(cell(text), None, "{text}");
        }
        for text in ["1:36", "1:65536", "C3:A1", "A:A", "A1:B2:C3"] {
            assert_eq!(range(text), None, "{text}");
        }
    }
}

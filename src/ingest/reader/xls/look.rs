//! One pass over the records of a workbook's stream: hidden rows and columns, which the library does not tell,
//! the declared size of each sheet, which it must not believe, number formats, of which it reads some alone, and what is
//! struck through, filled or commented.

use super::styles::{Style, Styles};
use crate::ingest::grid::Marks;
use crate::ingest::reader::formula::Shape;
use std::collections::BTreeMap;

/// Records of BIFF 5 and 8.
const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const ROW: u16 = 0x0208;
const COLUMN_INFO: u16 = 0x007D;
const FORMAT: u16 = 0x041E;
const CELL_STYLE: u16 = 0x00E0;
const FONT: u16 = 0x0031;
const PALETTE: u16 = 0x0092;
const NOTE: u16 = 0x001C;
/// Records of one cell that holds something: row, column, style.
const CELLS: [u16; 7] = [0x0203, 0x0204, 0x0205, 0x027E, 0x00FD, 0x0006, 0x00D6];
/// Numbers of cells beside each other: row, first column, then style and number of each.
const NUMBERS: u16 = 0x00BD;

/// All sheets together. More are no workbook's, and what is not looked at is only not told.
const MOST_RECORDS: usize = 20_000_000;

#[derive(Debug, Default, PartialEq)]
pub struct Look {
    pub hidden_rows: Vec<u32>,
    pub hidden_columns: Vec<u32>,
    pub marks: Marks,
}

/// The sheets in the workbook's order. The declared sizes are taken out of the stream: a sheet that says it
/// reaches to the last cell, as those that were once formatted to the end do, would be made room for.
pub fn look(stream: &mut [u8]) -> Vec<Look> {
    let mut left = MOST_RECORDS;
    let mut starts = Vec::new();
    let mut formats = Vec::new();
    let mut styles = Vec::new();
    let mut at = 0;
    let mut looks = Styles::default();
    // Of BIFF 5 the looks are not told: its styles are built otherwise.
    let is_biff8 = stream.get(4..6) == Some(&[0x00, 0x06]);
    while let Some((kind, from, length)) = record(stream, at) {
        let body = stream.get(from..from.saturating_add(length)).filter(|_| is_biff8).unwrap_or_default();
        match kind {
            FONT => looks.font(body),
            PALETTE => looks.palette(body),
            EOF => break,
            FORMAT => formats.push((from, length)),
            // Font, then number format.
            CELL_STYLE => {
                looks.style(body);
                styles.push(from.saturating_add(2));
            }
            BOUND_SHEET => {
                starts.extend(number32(stream, from).and_then(|start| usize::try_from(start).ok()))
            }
            _ => {}
        }
        at = from.saturating_add(length);
    }
    restyle(stream, &formats, &styles);
    let looks = if is_biff8 { looks.looks() } else { Vec::new() };
    starts.into_iter().map(|start| sheet(stream, start, &looks, &mut left)).collect()
}

fn mark(marks: &mut Marks, at: (Option<u16>, Option<u16>), style: Option<u16>, styles: &[Style]) {
    let (Some(row), Some(column), Some(style)) = (at.0, at.1, style) else { return };
    let Some(look) = styles.get(usize::from(style)) else { return };
    let place = (u32::from(row), u32::from(column));
    if look.struck {
        marks.struck.push(place);
    }
    marks.filled.extend(look.fill.map(|colour| (place.0, place.1, colour)));
}

/// The library reads the text of formats with certain numbers alone, and none of BIFF 5, and takes the others
/// for built-in ones, so that `[h]:mm` becomes a date. So each style gets a built-in one of the same kind.
fn restyle(stream: &mut [u8], formats: &[(usize, usize)], styles: &[usize]) {
    let is_biff8 = stream.get(4..6) == Some(&[0x00, 0x06]);
    let read = formats.iter().filter_map(|(from, length)| {
        let body = stream.get(*from..from.saturating_add(*length))?;
        Some((number16(body, 0)?, Shape::of(&format_text(body.get(2..)?, is_biff8)?)))
    });
    let shapes: BTreeMap<u16, Shape> = read.collect();
    for at in styles.iter().copied() {
        let shape = number16(stream, at).and_then(|number| shapes.get(&number));
        let built_in: u16 = match shape {
            None => continue,
            Some(Shape::General | Shape::Number) => 0,
            Some(Shape::Date) => 22,
            Some(Shape::Elapsed) => 46,
        };
        if let Some(slot) = stream.get_mut(at..at.saturating_add(2)) {
            slot.copy_from_slice(&built_in.to_le_bytes());
        }
    }
}

/// BIFF 8 has the number of letters in two bytes and whether a letter has one or two; BIFF 5 has the
/// number in one. What is no ASCII is nothing that a format is judged by.
fn format_text(body: &[u8], is_biff8: bool) -> Option<String> {
    let bytes: Vec<u8> = match is_biff8 {
        false => body.get(1..)?.iter().copied().take(usize::from(*body.first()?)).collect(),
        true => {
            let step = if body.get(2)? & 1 == 1 { 2 } else { 1 };
            body.get(3..)?.iter().copied().step_by(step).take(usize::from(number16(body, 0)?)).collect()
        }
    };
    Some(bytes.into_iter().map(char::from).collect())
}

fn sheet(stream: &mut [u8], start: usize, styles: &[Style], left: &mut usize) -> Look {
    let mut look = Look::default();
    // Charts within the sheet have records of the same kinds.
    let mut depth = 0_usize;
    let mut at = start;
    while let Some((kind, from, length)) = record(stream, at).filter(|_| *left > 0) {
        *left -= 1;
        at = from.saturating_add(length);
        match kind {
            BOF => depth = depth.saturating_add(1),
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ if depth > 1 => {}
            DIMENSIONS => {
                if let Some(size) = stream.get_mut(from..at) {
                    size.fill(0);
                }
            }
            kind if CELLS.contains(&kind) && !styles.is_empty() => {
                let (row, column) = (number16(stream, from), number16(stream, from.saturating_add(2)));
                mark(&mut look.marks, (row, column), number16(stream, from.saturating_add(4)), styles);
            }
            NUMBERS if !styles.is_empty() => {
                let (row, first) = (number16(stream, from), number16(stream, from.saturating_add(2)));
                // Row, first and last column take six bytes, each number six.
                for n in 0..u16::try_from(length.saturating_sub(6) / 6).unwrap_or(0) {
                    let style = number16(stream, from.saturating_add(4).saturating_add(usize::from(n) * 6));
                    mark(&mut look.marks, (row, first.and_then(|first| first.checked_add(n))), style, styles);
                }
            }
            NOTE if !styles.is_empty() => {
                let place = (number16(stream, from), number16(stream, from.saturating_add(2)));
                if let (Some(row), Some(column)) = place {
                    look.marks.comments.push((u32::from(row), u32::from(column)));
                }
            }
            ROW => {
                let row = number16(stream, from);
                let options = number16(stream, from.saturating_add(12));
                look.hidden_rows
                    .extend(row.filter(|_| options.is_some_and(|o| o & 0x20 != 0)).map(u32::from));
            }
            COLUMN_INFO => {
                let (first, last) = (number16(stream, from), number16(stream, from.saturating_add(2)));
                let hidden = number16(stream, from.saturating_add(8)).is_some_and(|options| options & 1 != 0);
                if let (Some(first), Some(last), true) = (first, last, hidden) {
                    look.hidden_columns.extend(u32::from(first)..=u32::from(last.min(255)));
                }
            }
            _ => {}
        }
    }
    look
}

/// Kind, place and length of the record at a place; `None` past the end.
fn record(stream: &[u8], at: usize) -> Option<(u16, usize, usize)> {
    let kind = number16(stream, at)?;
    let length = number16(stream, at.checked_add(2)?)?;
    Some((kind, at.checked_add(4)?, usize::from(length)))
}

pub(super) fn number16(stream: &[u8], at: usize) -> Option<u16> {
    let bytes = stream.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn number32(stream: &[u8], at: usize) -> Option<u32> {
    let bytes = stream.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(stream: &mut Vec<u8>, kind: u16, data: &[u8]) {
        stream.extend(kind.to_le_bytes());
        stream.extend(u16::try_from(data.len()).unwrap().to_le_bytes());
        stream.extend(data);
    }

    #[test]
    fn styles_get_built_in_formats_of_their_kind() {
        // BIFF 8: text of one byte a letter, of two bytes a letter; BIFF 5: one byte of length.
        let cases: [(u8, &[u8]); 3] = [
            (6, b"\x33\x00\x06\x00\x00[h]:mm"),
            (6, b"\x33\x00\x06\x00\x01[\0h\0]\0:\0m\0m\0"),
            (5, b"\x33\x00\x06[h]:mm"),
        ];
        for (version, format) in cases {
            let mut stream = Vec::new();
            put(&mut stream, BOF, &[0, version, 5, 0, 0, 0, 0, 0]);
            put(&mut stream, FORMAT, format);
            put(&mut stream, CELL_STYLE, &[1, 0, 0x33, 0]);
            put(&mut stream, CELL_STYLE, &[1, 0, 20, 0]);
            put(&mut stream, EOF, &[]);
            look(&mut stream);
            // From the end: a record without a body (4 bytes), a style (4 + 4), and the one before it.
            let last = stream.len() - 4 - 2;
            assert_eq!(
                (number16(&stream, last - 8), number16(&stream, last)),
                (Some(46), Some(20)),
                "{version}"
            );
        }
    }

    #[test]
    fn hidden_rows_and_columns_are_found_and_declared_sizes_taken_out() {
        let mut stream = Vec::new();
        put(&mut stream, BOF, &[0; 16]);
        // The one sheet begins after this record (4 + 8 bytes) and the end of the globals (4 bytes).
        let start = u32::try_from(stream.len() + 12 + 4).unwrap();
        let bound: Vec<u8> = start.to_le_bytes().into_iter().chain([0, 0, 1, b'S']).collect();
        put(&mut stream, BOUND_SHEET, &bound);
        put(&mut stream, EOF, &[]);
        put(&mut stream, BOF, &[0; 16]);
        let size = stream.len() + 4;
        put(&mut stream, DIMENSIONS, &[0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0]);
        put(&mut stream, COLUMN_INFO, &[2, 0, 3, 0, 0, 0, 0, 0, 1, 0]);
        put(&mut stream, ROW, &[7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]);
        put(&mut stream, ROW, &[8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        put(&mut stream, BOF, &[0; 16]);
        put(&mut stream, ROW, &[9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]);
        put(&mut stream, EOF, &[]);
        put(&mut stream, EOF, &[]);
        let looks = look(&mut stream);
        assert_eq!(
            looks,
            [Look { hidden_rows: vec![7], hidden_columns: vec![2, 3], marks: Marks::default() }]
        );
        assert!(stream[size..size + 14].iter().all(|&byte| byte == 0));
        // Cut off anywhere, it is looked at as far as it goes.
        for length in 0..stream.len() {
            look(&mut stream[..length].to_vec());
        }
    }
}

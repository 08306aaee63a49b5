//! `.csv`, `.tsv`, and text under any other name: encoding and delimiter are decided by the content.
//!
//! Every cell is text: nothing is made of `3/8` or `0712` here.

use super::outlet::Outlet;
use super::{Budget, MOST_ROWS, encoding, too_many_rows};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use csv::{ByteRecord, Reader, ReaderBuilder};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, Read};

/// In the order in which they win a tie: a comma is often inside the cells of the others, seldom the
/// other way round.
const DELIMITERS: [u8; 4] = [b'\t', b';', b'|', b','];

/// As many records decide the delimiter.
const SAMPLE: usize = 200;

/// The most letters that a cell of a spreadsheet holds. A longer one is a quotation mark left open,
/// which swallows the rest of the file.
const LONGEST_CELL: usize = 32_767;

pub fn read(bytes: &[u8], file: &str, outlet: &mut Outlet) -> Result<Workbook, Diagnostic> {
    let decoded = encoding::decode(bytes);
    let text = &*decoded.text;
    // Without quotation marks each line is a row.
    if !text.contains('"') && text.matches('\n').nth(MOST_ROWS as usize).is_some() {
        return Err(too_many_rows(file));
    }
    let (delimiter, body, skipped) = match declared_delimiter(text) {
        Some((delimiter, body)) => (delimiter, body, 1),
        None => (delimiter_of(text), text, 0),
    };
    let mut budget = Budget::sending();
    let mut sheet = Sheet::default();
    let mut rows = reader(body, delimiter);
    let mut record = ByteRecord::new();
    // Lines inside quoted cells, so far: a row that goes over lines is still one row.
    let mut inner_lines = 0_u64;
    while rows.read_byte_record(&mut record).map_err(|error| refusal::damaged(file, &error.to_string()))? {
        let inside: usize =
            record.iter().map(|cell| cell.iter().filter(|&&byte| byte == b'\n').count()).sum();
        inner_lines = inner_lines.saturating_add(inside as u64);
        // The reader passes over blank lines, so the row is told by the line it has come to: the one
        // after the record, counted from one.
        let row =
            rows.position().line().saturating_sub(2).saturating_sub(inner_lines).saturating_add(skipped);
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        budget.row(file, row)?;
        for (column, cell) in record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            if cell.len() > LONGEST_CELL {
                let line = record.position().map_or(1, |start| start.line());
                return Err(open_quote(file, line.saturating_add(skipped)));
            }
            budget.cell(file)?;
            let column = u32::try_from(column).unwrap_or(u32::MAX);
            let cell = String::from_utf8_lossy(cell);
            let cell = kept_as_text(&cell).unwrap_or(&cell);
            if !cell.is_empty() {
                sheet.cells.push((row, column, Raw::Text(cell.to_owned())));
            }
        }
        outlet.relieve(0, &mut sheet.cells);
    }
    let problems = super::guessed(file, decoded.guessed).into_iter().collect();
    Ok(Workbook { sheets: vec![sheet], problems })
}

/// `="00123"`, by which exports keep Excel from making a number of an identifier.
fn kept_as_text(cell: &str) -> Option<&str> {
    let inner = cell.strip_prefix("=\"")?.strip_suffix('"')?;
    (!inner.contains('"')).then_some(inner)
}

/// One kind of line end, and one at the end.
pub(super) fn normal_lines(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') && text.ends_with('\n') {
        return Cow::Borrowed(text);
    }
    let mut lines = String::with_capacity(text.len().saturating_add(1));
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\r') {
        lines.push_str(line);
        lines.push('\n');
        rest = after.strip_prefix('\n').unwrap_or(after);
    }
    lines.push_str(rest);
    if !lines.ends_with('\n') {
        lines.push('\n');
    }
    Cow::Owned(lines)
}

/// The same, as it is read: a ledger has more than a hundred megabytes, and a copy of it would be as much again.
struct Lines<'a> {
    rest: &'a [u8],
    last: u8,
}

impl Read for Lines<'_> {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while let Some(room) = room.get_mut(filled..).filter(|room| !room.is_empty()) {
            // No farther than there is room: the rest of a long file is looked at once.
            let near = self.rest.get(..room.len()).unwrap_or(self.rest);
            let run = near.iter().position(|&byte| byte == b'\r').unwrap_or(near.len());
            let (taken, rest) = self.rest.split_at(run);
            if let (Some(room), Some(last)) = (room.get_mut(..run), taken.last()) {
                room.copy_from_slice(taken);
                self.last = *last;
                self.rest = rest;
                filled += run;
                continue;
            }
            let end = match rest.split_first() {
                Some((_, after)) => after.strip_prefix(b"\n").unwrap_or(after),
                None if self.last != b'\n' => rest,
                None => break,
            };
            (self.rest, self.last) = (end, b'\n');
            if let Some(first) = room.first_mut() {
                *first = b'\n';
                filled += 1;
            }
        }
        Ok(filled)
    }
}

/// Excel's own `sep=;` in the first line, and what follows it.
fn declared_delimiter(text: &str) -> Option<(u8, &str)> {
    let (first, rest) = text.split_once(['\r', '\n'])?;
    let rest = if text.get(first.len()..)?.starts_with("\r\n") { rest.get(1..)? } else { rest };
    match first.trim().strip_prefix("sep=")?.as_bytes() {
        [delimiter] if DELIMITERS.contains(delimiter) => Some((*delimiter, rest)),
        _ => None,
    }
}

/// The one by which most records have the same number of cells, and more than one.
fn delimiter_of(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in DELIMITERS {
        let mut by_length: BTreeMap<usize, usize> = BTreeMap::new();
        for record in reader(text, delimiter).into_byte_records().take(SAMPLE).flatten() {
            if record.len() > 1 {
                *by_length.entry(record.len()).or_default() += 1;
            }
        }
        let agree = by_length.values().copied().max().unwrap_or(0);
        if agree > best.0 {
            best = (agree, delimiter);
        }
    }
    best.1
}

fn reader(text: &str, delimiter: u8) -> Reader<Lines<'_>> {
    let lines = Lines { rest: text.as_bytes(), last: b'\n' };
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(lines)
}

fn open_quote(file: &str, line: u64) -> Diagnostic {
    let mut problem = refusal::damaged(file, "a quotation mark that is not closed");
    problem.message =
        "A quotation mark is opened and not closed, so that the rest of the file is one cell.".to_owned();
    problem.help = "Close it, or double it where it is meant as an inch or ditto mark.".to_owned();
    problem.at_place(format!("line {line}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn cells(bytes: &[u8]) -> Vec<(u32, u32, String)> {
        let book = read(bytes, "a.csv", &mut Outlet::default()).unwrap();
        book.sheets[0]
            .cells
            .iter()
            .map(|(row, column, raw)| match raw {
                Raw::Text(text) => (*row, *column, text.clone()),
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn expect(bytes: &[u8], expected: &[(u32, u32, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|(row, column, text)| (*row, *column, (*text).to_owned())).collect();
        assert_eq!(cells(bytes), expected, "{:?}", String::from_utf8_lossy(bytes));
    }

    #[test]
    fn encodings_are_told_apart() {
        let expected = [(0, 0, "Näme"), (0, 1, "Call"), (1, 0, "Zoë"), (1, 1, "7:00")];
        let text = "Näme,Call\r\nZoë,7:00\r\n";
        expect(text.as_bytes(), &expected);
        expect(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), &expected);
        let little: Vec<u8> =
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        expect(&little, &expected);
        let big: Vec<u8> =
            [0xFEFF].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        expect(&big, &expected);
        expect(b"N\xE4me,Call\r\nZo\xEB,7:00\r\n", &expected);
    }

    #[test]
    fn formulas_are_text_and_the_guard_of_identifiers_is_taken_off() {
        expect(
            b"=\"00123\",=1+1\n\"=\"\"02485\"\"\",=HYPERLINK(\"x\")\n",
            &[(0, 0, "00123"), (0, 1, "=1+1"), (1, 0, "02485"), (1, 1, "=HYPERLINK(\"x\")")],
        );
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_a_table() {
        let expected = [(0, 0, "Name"), (0, 1, "Rate"), (1, 0, "Ito, Ken"), (1, 1, "1.200,50")];
        expect(b"Name;Rate\nIto, Ken;1.200,50\n", &expected);
        expect(b"Name\tRate\nIto, Ken\t1.200,50", &expected);
        expect(b"Name|Rate\nIto, Ken|1.200,50", &expected);
        expect(b"Name,Rate\n\"Ito, Ken\",\"1.200,50\"", &expected);
        expect(b"sep=;\nName;Rate", &[(1, 0, "Name"), (1, 1, "Rate")]);
        expect(b"Scene\n1\n", &[(0, 0, "Scene"), (1, 0, "1")]);
    }

    #[test]
    fn rows_are_those_a_spreadsheet_would_show() {
        // Two blank lines; a cell of two lines; a last line without an end.
        expect(
            b"a,b\n\n\n\"c\nc\",d\n\ne,f",
            &[(0, 0, "a"), (0, 1, "b"), (3, 0, "c\nc"), (3, 1, "d"), (5, 0, "e"), (5, 1, "f")],
        );
        expect(b"a,b\r\rc,d\r", &[(0, 0, "a"), (0, 1, "b"), (2, 0, "c"), (2, 1, "d")]);
    }

    #[test]
    fn line_ends_are_one_kind_however_they_are_cut() {
        for text in ["", "a", "a\n", "a\r\nb", "a\rb\r", "\r\n\r\n", "\r\r\n\n", "a\r\n\rb\nc", "é\r\né"] {
            for room in 1..6 {
                let mut lines = Lines { rest: text.as_bytes(), last: b'\n' };
                let (mut out, mut buffer) = (Vec::new(), vec![0; room]);
                loop {
                    let filled = lines.read(&mut buffer).unwrap();
                    if filled == 0 {
                        break;
                    }
                    out.extend_from_slice(&buffer[..filled]);
                }
                let expected = if text.is_empty() { "".into() } else { normal_lines(text) };
                assert_eq!(String::from_utf8(out).unwrap(), expected, "{text:?} by {room}");
            }
        }
        expect(b"sep=;\r\nName;Rate\r\n", &[(1, 0, "Name"), (1, 1, "Rate")]);
    }

    #[test]
    fn a_quotation_mark_left_open_is_told_with_its_line() {
        let mut bytes = b"a,b\nc,\"d\n".to_vec();
        bytes.extend(b"1,2\n".repeat(10_000));
        let problem = read(&bytes, "a.csv", &mut Outlet::default()).unwrap_err();
        assert_eq!((problem.code, problem.at.as_str()), (Code::FileDamaged, "line 2"));
    }
}

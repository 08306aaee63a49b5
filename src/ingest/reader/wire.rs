//! How a job and its answer cross the pipe to the worker: lengths, tags and bytes.
//!
//! Both ends are the same binary, so there is no version. JSON would not do: a number must come back
//! with every bit, and an answer may hold millions of cells; those of a very large sheet cross in pieces of their own
//! before it.

use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::{Marks, Raw, Sheet, Workbook};

/// A file to read: its name for messages, and its bytes.
pub fn put_job(file: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len().saturating_add(file.len()).saturating_add(4));
    put_text(&mut out, file);
    out.extend_from_slice(bytes);
    out
}

/// `None` where the job is malformed.
pub fn take_job(job: &[u8]) -> Option<(String, &[u8])> {
    let mut input = Input(job);
    let file = input.text()?;
    Some((file, input.0))
}

/// Cells of the sheet of this number.
pub fn put_cells(sheet: usize, cells: &[(u32, u32, Raw)]) -> Vec<u8> {
    let mut out = Vec::with_capacity(cells.len().saturating_mul(24));
    put_length(&mut out, sheet);
    put_list(&mut out, cells, put_cell);
    out
}

/// Cells of a sheet, by its number: row, column, value.
pub type Piece = (usize, Vec<(u32, u32, Raw)>);

/// `None` where the piece is malformed.
pub fn take_cells(bytes: &[u8]) -> Option<Piece> {
    let mut input = Input(bytes);
    let sheet = input.number()? as usize;
    let cells = input.list(take_cell)?;
    input.0.is_empty().then_some((sheet, cells))
}

pub fn put_answer(answer: &Result<Workbook, Diagnostic>) -> Vec<u8> {
    let mut out = Vec::new();
    match answer {
        Ok(book) => {
            out.push(1);
            put_list(&mut out, &book.sheets, put_sheet);
            put_list(&mut out, &book.problems, put_diagnostic);
        }
        Err(problem) => {
            out.push(0);
            put_diagnostic(&mut out, problem);
        }
    }
    out
}

/// `None` where the answer is malformed.
pub fn take_answer(bytes: &[u8]) -> Option<Result<Workbook, Diagnostic>> {
    let mut input = Input(bytes);
    match input.byte()? {
        1 => {
            let sheets = input.list(take_sheet)?;
            let problems = input.list(take_diagnostic)?;
            Some(Ok(Workbook { sheets, problems }))
        }
        0 => Some(Err(take_diagnostic(&mut input)?)),
        _ => None,
    }
}

fn put_sheet(out: &mut Vec<u8>, sheet: &Sheet) {
    put_text(out, &sheet.name);
    out.push(u8::from(sheet.hidden));
    put_list(out, &sheet.cells, put_cell);
    put_list(out, &sheet.merges, |out, merge| {
        for n in [merge.0, merge.1, merge.2, merge.3] {
            put_number(out, n);
        }
    });
    put_list(out, &sheet.hidden_rows, |out, n| put_number(out, *n));
    put_list(out, &sheet.hidden_columns, |out, n| put_number(out, *n));
    let place = |out: &mut Vec<u8>, (row, col): &(u32, u32)| {
        put_number(out, *row);
        put_number(out, *col);
    };
    put_list(out, &sheet.marks.struck, place);
    put_list(out, &sheet.marks.filled, |out, (row, col, colour)| {
        place(out, &(*row, *col));
        put_number(out, *colour);
    });
    put_list(out, &sheet.marks.comments, place);
}

fn take_sheet(input: &mut Input) -> Option<Sheet> {
    Some(Sheet {
        name: input.text()?,
        hidden: input.byte()? != 0,
        cells: input.list(take_cell)?,
        merges: input
            .list(|input| Some((input.number()?, input.number()?, input.number()?, input.number()?)))?,
        hidden_rows: input.list(Input::number)?,
        hidden_columns: input.list(Input::number)?,
        marks: Marks {
            struck: input.list(|input| Some((input.number()?, input.number()?)))?,
            filled: input.list(|input| Some((input.number()?, input.number()?, input.number()?)))?,
            comments: input.list(|input| Some((input.number()?, input.number()?)))?,
        },
    })
}

fn put_cell(out: &mut Vec<u8>, (row, col, raw): &(u32, u32, Raw)) {
    put_number(out, *row);
    put_number(out, *col);
    put_raw(out, raw);
}

fn take_cell(input: &mut Input) -> Option<(u32, u32, Raw)> {
    Some((input.number()?, input.number()?, take_raw(input)?))
}

fn put_raw(out: &mut Vec<u8>, raw: &Raw) {
    let float = |out: &mut Vec<u8>, tag, value: &f64| {
        out.push(tag);
        out.extend_from_slice(&value.to_le_bytes());
    };
    match raw {
        Raw::Text(text) => {
            out.push(0);
            put_text(out, text);
        }
        Raw::Number(value) => float(out, 1, value),
        Raw::Date(value) => float(out, 2, value),
        Raw::Elapsed(value) => float(out, 3, value),
        Raw::Bool(value) => out.extend([4, u8::from(*value)]),
        Raw::Error(text) => {
            out.push(5);
            put_text(out, text);
        }
        Raw::NoResult => out.push(6),
    }
}

fn take_raw(input: &mut Input) -> Option<Raw> {
    Some(match input.byte()? {
        0 => Raw::Text(input.text()?),
        1 => Raw::Number(input.float()?),
        2 => Raw::Date(input.float()?),
        3 => Raw::Elapsed(input.float()?),
        4 => Raw::Bool(input.byte()? != 0),
        5 => Raw::Error(input.text()?),
        6 => Raw::NoResult,
        _ => return None,
    })
}

fn put_diagnostic(out: &mut Vec<u8>, problem: &Diagnostic) {
    put_text(out, problem.code.name());
    for part in [&problem.file, &problem.sheet, &problem.at, &problem.seen, &problem.message, &problem.help] {
        put_text(out, part);
    }
}

fn take_diagnostic(input: &mut Input) -> Option<Diagnostic> {
    let name = input.text()?;
    let code = *Code::ALL.iter().find(|code| code.name() == name)?;
    let (file, sheet, at, seen) = (input.text()?, input.text()?, input.text()?, input.text()?);
    let (message, help) = (input.text()?, input.text()?);
    Some(Diagnostic::new(code, message, help).in_file(file).on_sheet(sheet).at_place(at).seen(seen))
}

fn put_number(out: &mut Vec<u8>, n: u32) {
    out.extend_from_slice(&n.to_le_bytes());
}

/// Lengths fit in 32 bits: a frame holds less than that many bytes.
fn put_length(out: &mut Vec<u8>, n: usize) {
    put_number(out, u32::try_from(n).unwrap_or(u32::MAX));
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_length(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn put_list<T>(out: &mut Vec<u8>, items: &[T], put: impl Fn(&mut Vec<u8>, &T)) {
    put_length(out, items.len());
    for item in items {
        put(out, item);
    }
}

/// What is left to read. Every read is `None` past the end.
struct Input<'a>(&'a [u8]);

impl<'a> Input<'a> {
    fn bytes(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes(1)?.first().copied()
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.bytes(4)?.try_into().ok()?))
    }

    fn float(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<String> {
        let length = self.number()? as usize;
        String::from_utf8(self.bytes(length)?.to_vec()).ok()
    }

    /// Grows with what is really there, so that a false length costs nothing.
    fn list<T>(&mut self, take: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        let mut items = Vec::new();
        for _ in 0..length {
            items.push(take(self)?);
        }
        Some(items)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn book() -> Workbook {
        let sheet = Sheet {
            name: "Crew – Équipe".to_owned(),
            hidden: true,
            cells: vec![
                (0, 0, Raw::Text("Näme".to_owned())),
                (0, 1, Raw::Number(0.1 + 0.2)),
                (1, 0, Raw::Date(46_325.291_666_666_664)),
                (1, 1, Raw::Elapsed(1.5)),
                (2, 0, Raw::Bool(true)),
                (2, 1, Raw::Error("#REF!".to_owned())),
                (1_048_575, 16_383, Raw::NoResult),
            ],
            merges: vec![(0, 0, 0, 3)],
            hidden_rows: vec![4, 5],
            hidden_columns: vec![7],
            marks: Marks {
                struck: vec![(3, 1)],
                filled: vec![(3, 2, 0xFFF2A8)],
                comments: vec![(9, 9), (1, 1)],
            },
        };
        let problem = Diagnostic::new(Code::CellError, "message", "help")
            .in_file("inbox/a.xlsx")
            .on_sheet("S")
            .at_place("B2")
            .seen("#REF!");
        Workbook { sheets: vec![sheet, Sheet::default()], problems: vec![problem] }
    }

    #[test]
    fn an_answer_comes_back_with_every_bit() {
        let good = Ok(book());
        assert_eq!(take_answer(&put_answer(&good)), Some(good));
        let bad = Err(Diagnostic::new(Code::FileEmpty, "m", "h").in_file("x.csv"));
        assert_eq!(take_answer(&put_answer(&bad)), Some(bad));
    }

    #[test]
    fn pieces_come_back_with_every_bit() {
        let cells = &book().sheets[0].cells;
        let piece = put_cells(3, cells);
        assert_eq!(take_cells(&piece), Some((3, cells.clone())));
        for length in 0..piece.len() {
            assert_eq!(take_cells(&piece[..length]), None, "{length}");
        }
        assert_eq!(take_cells(&[piece.as_slice(), b"x"].concat()), None);
    }

    #[test]
    fn an_answer_cut_short_anywhere_is_refused() {
        let whole = put_answer(&Ok(book()));
        for length in 0..whole.len() {
            assert_eq!(take_answer(&whole[..length]), None, "{length}");
        }
    }

    #[test]
    fn a_job_is_a_name_and_bytes() {
        assert_eq!(take_job(&put_job("inbox/é.csv", b"a,b")), Some(("inbox/é.csv".to_owned(), &b"a,b"[..])));
        assert_eq!(take_job(b"\xff\xff\xff\xff"), None);
    }
}

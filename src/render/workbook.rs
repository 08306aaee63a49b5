//! XLSX as an office expects it: one table a sheet, headings frozen and repeated on every printed page,
//! real numbers and dates, formulas that carry their right result, and the same bytes every time.
//!
//! Text from a cell is always written as a string, so nothing in it can become a formula or a link; what
//! leads anywhere is made of names of files and sheets.

mod datum;
pub mod shade;
mod styles;
mod writing;

pub use datum::Datum;

use super::job::Body;
use super::words::Words;
use crate::digest::sha256_of_parts;
use chrono::NaiveDate;
use rust_xlsxwriter::XlsxError;
use std::borrow::Cow;
use std::sync::LazyLock;

/// A column: its heading and its width in characters.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub heading: Cow<'static, str>,
    pub width: f64,
    pub wraps: bool,
    /// Is its heading over numbers?
    pub right: bool,
}

pub const fn column(heading: &'static str, width: f64) -> Column {
    Column { heading: Cow::Borrowed(heading), width, wraps: false, right: false }
}

/// A column of sentences.
pub const fn prose(heading: &'static str, width: f64) -> Column {
    Column { heading: Cow::Borrowed(heading), width, wraps: true, right: false }
}

/// A column of numbers or dates.
pub const fn figure(heading: &'static str, width: f64) -> Column {
    Column { heading: Cow::Borrowed(heading), width, wraps: false, right: true }
}

impl Column {
    /// The same under a heading in the words of the set.
    pub fn named(self, heading: &str) -> Column {
        Column { heading: Cow::Owned(heading.to_owned()), ..self }
    }
}

/// A name that a sheet can have: no more than 31 letters, and none of those that Excel keeps for itself.
pub fn sheet_name(words: &str) -> String {
    let plain: String =
        words.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).take(31).collect();
    let plain = plain.trim().trim_matches('\'').trim();
    if plain.is_empty() { "-".to_owned() } else { plain.to_owned() }
}

/// The same as a formula names it: `'Ohne Drehtag'!`.
pub fn sheet_in_formula(words: &str) -> String {
    format!("'{}'!", sheet_name(words).replace('\'', "''"))
}

/// A text as a formula compares with it: in quotes.
pub fn in_formula(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// One sheet: headings in row 1, rows from row 2, totals after the last row.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub name: &'static str,
    pub columns: Vec<Column>,
    /// How many of the columns are printed, from the first: more than fit on a page are for the screen.
    pub printed: usize,
    pub rows: Vec<Vec<Datum>>,
    pub totals: Vec<Vec<Datum>>,
}

/// A workbook of such sheets, as it is to be written: only one that is not fresh is written at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    title: String,
    as_of: NaiveDate,
    paper: &'static str,
    /// Which page of how many, as a spreadsheet's footer says it: `Page &P of &N`.
    page: String,
    sheets: Vec<Sheet>,
}

/// A table and how it is shown.
#[derive(Clone, Debug, PartialEq)]
struct Sheet {
    table: Table,
    /// What it is called in the words of the set; else the table's own name.
    name: Option<String>,
    /// So many columns stay in view.
    frozen: u16,
    /// As many pages wide as it needs.
    wide: bool,
    /// Columns with bars.
    bars: Vec<u16>,
    /// Behind the tables, for whoever asks: people work on in the others.
    hidden: bool,
}

impl Book {
    /// `as_of` stands in the file as its date, so that the same input gives the same bytes.
    pub fn new(title: impl Into<String>, production: &str, as_of: NaiveDate, paper: &'static str) -> Book {
        let title = format!("{production}: {}", title.into());
        Book { title, as_of, paper, page: "Page &P of &N".to_owned(), sheets: Vec::new() }
    }

    /// Adds a sheet.
    pub fn table(&mut self, table: &Table) -> &mut Self {
        self.sheets.push(Sheet {
            table: table.clone(),
            name: None,
            frozen: 0,
            wide: false,
            bars: Vec::new(),
            hidden: false,
        });
        self
    }

    /// Adds a sheet whose headings and name are keys of the language's `[columns]` and `[sheets]`; a heading that is none
    /// (the hours of a picture) stands as it is.
    pub fn table_in(&mut self, words: &Words, table: &Table) -> &mut Self {
        let mut table = table.clone();
        for column in &mut table.columns {
            if let Some(heading) = words.find(&format!("columns.{}", column.heading)) {
                column.heading = Cow::Owned(heading.to_owned());
            }
        }
        let name = format!("sheets.{}", table.name);
        self.table(&table).called(words.get(&name))
    }

    /// Calls the last sheet by a word of the set.
    pub fn called(&mut self, words: &str) -> &mut Self {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.name = Some(sheet_name(words));
        }
        self
    }

    /// Keeps so many columns of the last sheet in view, besides its headings.
    pub fn freeze(&mut self, columns: u16) -> &mut Self {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.frozen = columns;
        }
        self
    }

    /// Prints the last sheet over as many pages as its columns need, the first ones repeated on each: for tables as wide as
    /// a calendar.
    pub fn wide(&mut self, columns: u16) -> &mut Self {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.wide = true;
        }
        self.freeze(columns)
    }

    /// Bars behind the numbers of a column of the last sheet, in rows of data: what is long is seen at once. Grey, for
    /// photocopies; the number stays.
    pub fn bars(&mut self, column: u16) -> &mut Self {
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.bars.push(column);
        }
        self
    }

    /// Adds the last sheet, a hidden one: what the workbook was made from.
    pub fn provenance(&mut self, rows: Vec<(String, String)>) -> &mut Self {
        self.table(&Table {
            name: "Provenance",
            columns: vec![prose("What", 44.0), prose("Value", 80.0)],
            printed: 2,
            rows: rows.into_iter().map(|(what, value)| vec![Datum::Text(what), Datum::Text(value)]).collect(),
            totals: Vec::new(),
        });
        if let Some(sheet) = self.sheets.last_mut() {
            sheet.hidden = true;
        }
        self
    }

    /// The same in the words of the set, as the foot of each page is then.
    pub fn provenance_in(&mut self, words: &Words, rows: Vec<(String, String)>) -> &mut Self {
        self.page = words.say("common.page_of", &[("page", "&P"), ("pages", "&N")]);
        self.provenance(rows).called(words.get("book.provenance"));
        if let Some(sheet) = self.sheets.last_mut() {
            let named = ["book.what", "book.value"].map(|key| words.get(key));
            for (column, word) in sheet.table.columns.iter_mut().zip(named) {
                column.heading = Cow::Owned(word.to_owned());
            }
        }
        self
    }

    pub fn finish(self) -> Body {
        Body::Book(self)
    }

    /// SHA-256 of what it holds and of what writes it: where neither is another, nor are the bytes.
    pub fn recipe(&self) -> String {
        static WRITER: LazyLock<String> = LazyLock::new(|| {
            let sources = [
                include_str!("workbook.rs"),
                include_str!("workbook/shade.rs"),
                include_str!("workbook/styles.rs"),
                include_str!("workbook/writing.rs"),
            ];
            sha256_of_parts(sources.map(str::as_bytes))
        });
        sha256_of_parts([WRITER.as_bytes(), format!("{self:?}").as_bytes()])
    }

    /// The finished bytes, or what went wrong.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        self.write().map_err(|fault| format!("The workbook could not be written: {fault}"))
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut writing = writing::Writing::new(&self.title, self.as_of)?;
        for sheet in &self.sheets {
            writing.sheet(sheet, &self.title, &self.page, self.paper)?;
        }
        writing.bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
    use rust_decimal::Decimal;
    use std::io::Cursor;

    fn book(rows: Vec<Vec<Datum>>) -> Vec<u8> {
        let day = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        let mut book = Book::new("Costs & more", "Night Train", day, "us-letter");
        book.table(&Table {
            name: "Sheet",
            columns: vec![column("A", 10.0), figure("B", 10.0)],
            printed: 2,
            rows,
            totals: vec![vec![Datum::text("Total"), Datum::Sum("SUM(B2:B3)".into(), Decimal::from(60))]],
        });
        book.provenance(vec![("Inputs".into(), "abc".into())]);
        book.bytes().unwrap()
    }

    fn two() -> Vec<Vec<Datum>> {
        vec![
            vec![Datum::text("=HYPERLINK(\"http://x\")"), Datum::Amount(Decimal::from(20))],
            vec![Datum::text("https://x.example"), Datum::Amount(Decimal::from(40))],
        ]
    }

    #[test]
    fn text_stays_text_and_a_formula_carries_its_result() {
        let mut read: Xlsx<_> = open_workbook_from_rs(Cursor::new(book(two()))).unwrap();
        let cells = read.worksheet_range("Sheet").unwrap();
        assert_eq!(cells.get((1, 0)), Some(&Data::String("=HYPERLINK(\"http://x\")".into())));
        assert_eq!(cells.get((3, 1)), Some(&Data::Float(60.0)));
        let formulas = read.worksheet_formula("Sheet").unwrap();
        assert_eq!(formulas.used_cells().count(), 1);
    }

    #[test]
    fn the_same_rows_give_the_same_bytes_and_the_same_recipe() {
        assert_eq!(book(two()), book(two()));
        let day = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        let of = |rows: Vec<Vec<Datum>>| {
            let mut book = Book::new("Costs", "Night Train", day, "us-letter");
            let columns = vec![column("A", 10.0), figure("B", 10.0)];
            book.table(&Table { name: "Sheet", columns, printed: 2, rows, totals: Vec::new() });
            book.recipe()
        };
        assert_eq!(of(two()), of(two()));
        let mut other = two();
        other[1][1] = Datum::Amount(Decimal::from(41));
        assert_ne!(of(two()), of(other));
    }
}

//! XLSX as an office expects it: one table a sheet, headings frozen and repeated on every printed page,
//! real numbers and dates, formulas that carry their right result, and the same bytes every time.
//!
//! Text from a cell is always written as a string, so nothing in it can become a formula or a link; what
//! leads anywhere is made of names of files and sheets.

pub mod shade;

use super::job::Body;
use super::words::Words;
use crate::digest::sha256_hex;
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    FormatUnderline, Formula, IgnoreError, Url, Workbook, Worksheet, XlsxError,
};
use shade::Shade;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The most characters Excel keeps in a cell.
const LONGEST_TEXT: usize = 32_767;
/// The last row Excel has, less the heading and some totals.
const MOST_ROWS: usize = 1_000_000;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    Blank,
    Text(String),
    Amount(Decimal),
    Count(i64),
    Date(NaiveDate),
    /// A fraction of one, shown in percent.
    Share(Decimal),
    /// An exchange rate or another number with up to six decimals.
    Rate(Decimal),
    /// A number with as many decimals as it has.
    Number(Decimal),
    /// A formula (without `=`) and the result it has.
    Sum(String, Decimal),
    ShareOf(String, Decimal),
    /// Hours with one decimal.
    Tenths(Decimal),
    TenthsSum(String, Decimal),
    /// Elapsed minutes, shown as hours and minutes.
    Length(i64),
    /// A formula over such lengths, and the minutes it comes to.
    LengthSum(String, i64),
    CountSum(String, i64),
    /// Script pages in eighths: the number of pages, shown as `2 3/8` and never reduced.
    Pages(u32),
    /// A formula over such lengths, and the eighths it comes to.
    PagesSum(String, u32),
    /// A cell of a picture.
    Shade(Shade),
    /// Words that lead to another file, relative to this one: `../../inbox/a.xlsx#'Week 1'!B7`.
    Link {
        words: String,
        target: String,
    },
    /// A wall clock; `day` shows its weekday, too.
    Clock {
        at: NaiveDateTime,
        twelve: bool,
        day: bool,
    },
}

impl Datum {
    pub fn text(text: impl Into<String>) -> Datum {
        Datum::Text(text.into())
    }

    /// Text, or a blank cell where there is none.
    pub fn maybe(text: Option<impl Into<String>>) -> Datum {
        text.map_or(Datum::Blank, |t| Datum::Text(t.into()))
    }

    /// What a finding measured or allows, as the value it stands for: `9:47` a length, `2026-10-30` a date, `23.976` a number;
    /// anything else stays text.
    pub fn told(text: &str) -> Datum {
        let length = || {
            let (hours, minutes) = text.split_once(':')?;
            let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
            (hours >= 0 && (0..60).contains(&minutes))
                .then(|| Datum::Length(hours.saturating_mul(60).saturating_add(minutes)))
        };
        length()
            .or_else(|| text.parse().ok().map(Datum::Date))
            .or_else(|| text.parse().ok().map(Datum::Count))
            .or_else(|| text.parse().ok().map(Datum::Number))
            .unwrap_or_else(|| Datum::text(text))
    }

    /// A date, also from ISO text; other text stays text.
    pub fn iso_date(text: &str) -> Datum {
        text.parse().map_or_else(|_| Datum::text(text), Datum::Date)
    }
}

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
}

/// A workbook being written.
struct Writing {
    inner: Workbook,
    styles: Styles,
}

struct Styles {
    heading: Format,
    heading_right: Format,
    plain: Kinds,
    total: Kinds,
}

/// The formats of one row style, by kind of value.
struct Kinds {
    text: Format,
    prose: Format,
    amount: Format,
    count: Format,
    date: Format,
    share: Format,
    rate: Format,
    tenths: Format,
    length: Format,
    pages: Format,
    number: Format,
    base: Format,
    link: Format,
    /// A clock of 24 hours, and of twelve; each without and with its weekday.
    clocks: [[Format; 2]; 2],
}

impl Kinds {
    fn over(base: &Format) -> Kinds {
        let number = |pattern: &str| base.clone().set_num_format(pattern);
        Kinds {
            // An indent keeps text off the number in the column before it.
            text: base.clone().set_align(FormatAlign::Left).set_indent(1),
            prose: base.clone().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            amount: number("#,##0.00;-#,##0.00"),
            count: number("0"),
            date: number("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(1),
            share: number("0.0%"),
            rate: number("0.0000##"),
            tenths: number("0.0"),
            length: number("[h]:mm"),
            pages: number("# ?/8"),
            number: base.clone(),
            base: base.clone(),
            link: base
                .clone()
                .set_indent(1)
                .set_font_color(Color::RGB(0x1F_4E_9E))
                .set_underline(FormatUnderline::Single),
            clocks: [
                [number("hh:mm"), number("ddd hh:mm")],
                [number("h:mm AM/PM"), number("ddd h:mm AM/PM")],
            ],
        }
    }
}

impl Book {
    /// `as_of` stands in the file as its date, so that the same input gives the same bytes.
    pub fn new(title: impl Into<String>, production: &str, as_of: NaiveDate, paper: &'static str) -> Book {
        let title = format!("{production}: {}", title.into());
        Book { title, as_of, paper, sheets: Vec::new() }
    }

    /// Adds a sheet.
    pub fn table(&mut self, table: &Table) -> &mut Self {
        self.sheets.push(Sheet {
            table: table.clone(),
            name: None,
            frozen: 0,
            wide: false,
            bars: Vec::new(),
        });
        self
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

    /// Adds the last sheet: what the workbook was made from.
    pub fn provenance(&mut self, rows: Vec<(String, String)>) -> &mut Self {
        self.table(&Table {
            name: "Provenance",
            columns: vec![prose("What", 44.0), prose("Value", 80.0)],
            printed: 2,
            rows: rows.into_iter().map(|(what, value)| vec![Datum::Text(what), Datum::Text(value)]).collect(),
            totals: Vec::new(),
        })
    }

    /// The same in the words of the set.
    pub fn provenance_in(&mut self, words: &Words, rows: Vec<(String, String)>) -> &mut Self {
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
        static WRITER: LazyLock<String> = LazyLock::new(|| sha256_hex(include_bytes!("workbook.rs")));
        sha256_hex(format!("{} {self:?}", *WRITER).as_bytes())
    }

    /// The finished bytes, or what went wrong.
    pub fn bytes(&self) -> Result<Vec<u8>, String> {
        self.write().map_err(|fault| format!("The workbook could not be written: {fault}"))
    }

    fn write(&self) -> Result<Vec<u8>, XlsxError> {
        let mut writing = Writing::new(&self.title, self.as_of)?;
        for sheet in &self.sheets {
            writing.sheet(sheet, &self.title, self.paper)?;
        }
        writing.inner.save_to_buffer()
    }
}

impl Writing {
    fn new(title: &str, as_of: NaiveDate) -> Result<Writing, XlsxError> {
        let mut inner = Workbook::new();
        let properties = DocProperties::new()
            .set_title(title)
            .set_author("callboard")
            .set_creation_datetime(&created(as_of)?);
        inner.set_properties(&properties);
        let base = Format::new().set_font_name("Calibri").set_font_size(10).set_align(FormatAlign::Top);
        let heading = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x24_3B_4A))
            .set_align(FormatAlign::VerticalCenter);
        let total = base
            .clone()
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_bottom(FormatBorder::Double);
        let heading_right = heading.clone().set_align(FormatAlign::Right);
        let heading = heading.set_indent(1);
        let styles = Styles { heading, heading_right, plain: Kinds::over(&base), total: Kinds::over(&total) };
        Ok(Writing { inner, styles })
    }

    fn sheet(&mut self, sheet: &Sheet, title: &str, paper: &str) -> Result<(), XlsxError> {
        let Sheet { table, name, frozen, wide, bars } = sheet;
        let name = name.as_deref().unwrap_or(table.name);
        let sheet = self.inner.add_worksheet();
        sheet.set_name(name)?;
        page(sheet, title, name, paper)?;
        sheet.set_freeze_panes(1, *frozen)?;
        if *wide {
            sheet.set_print_scale(75);
            sheet.set_repeat_columns(0, frozen.saturating_sub(1))?;
        }
        let rows = table.rows.get(..MOST_ROWS).unwrap_or(&table.rows);
        let height = u32::try_from(rows.len() + table.totals.len()).unwrap_or(u32::MAX);
        let last = u16::try_from(table.columns.len().saturating_sub(1)).unwrap_or(0);
        let lines = table.columns.iter().map(|c| c.heading.lines().count()).max().unwrap_or(1);
        sheet.set_row_height(0, (f64::from(u32::try_from(lines).unwrap_or(1)) * 13.5).max(30.0))?;
        // Scenes, cast numbers and accounts are text that looks like numbers, and no mistake.
        sheet.ignore_error_range(0, 0, height, last, IgnoreError::NumberStoredAsText)?;
        for (col, column) in (0u16..).zip(&table.columns) {
            sheet.set_column_width(col, column.width)?;
            let style = if column.right { &self.styles.heading_right } else { &self.styles.heading };
            sheet.write_string_with_format(0, col, &*column.heading, style)?;
        }
        let plain = rows.iter().map(|row| (row, &self.styles.plain));
        let totals = table.totals.iter().map(|row| (row, &self.styles.total));
        for (at, (row, style)) in (1u32..).zip(plain.chain(totals)) {
            if let Some(height) = height_of(row, &table.columns) {
                sheet.set_row_height(at, height)?;
            }
            for ((col, datum), column) in (0u16..).zip(row).zip(&table.columns) {
                write(sheet, at, col, datum, style, column.wraps)?;
            }
        }
        if !rows.is_empty() {
            sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or(u32::MAX), last)?;
        }
        let printed = u16::try_from(table.printed.saturating_sub(1)).unwrap_or(0).min(last);
        sheet.set_print_area(0, 0, height, printed)?;
        for column in bars {
            let last = u32::try_from(rows.len()).unwrap_or(0);
            let bar =
                ConditionalFormatDataBar::new().set_fill_color(Color::RGB(0xBF_BF_BF)).set_solid_fill(true);
            if last > 0 {
                sheet.add_conditional_format(1, *column, last, *column, &bar)?;
            }
        }
        Ok(())
    }
}

/// Landscape, one page wide, headings repeated, title and page number at the foot.
fn page(sheet: &mut Worksheet, title: &str, name: &str, paper: &str) -> Result<(), XlsxError> {
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(if paper == "a4" { 9 } else { 1 });
    sheet.set_print_fit_to_pages(1, 0);
    // `&` starts a code in a footer, and a footer holds 255 characters.
    let title: String = title.chars().take(100).collect::<String>().replace('&', "&&");
    sheet.set_footer(format!("&L&8{title} · {name}&R&8Page &P of &N"));
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    col: u16,
    datum: &Datum,
    style: &Kinds,
    wraps: bool,
) -> Result<(), XlsxError> {
    let text_style = if wraps { &style.prose } else { &style.text };
    match datum {
        Datum::Blank => sheet.write_blank(row, col, text_style)?,
        Datum::Text(text) => sheet.write_string_with_format(row, col, clip(text), text_style)?,
        Datum::Amount(value) => sheet.write_number_with_format(row, col, float(*value), &style.amount)?,
        Datum::Rate(value) => sheet.write_number_with_format(row, col, float(*value), &style.rate)?,
        Datum::Number(value) => sheet.write_number_with_format(row, col, float(*value), &style.number)?,
        Datum::Share(value) => sheet.write_number_with_format(row, col, float(*value), &style.share)?,
        Datum::Count(value) => sheet.write_number_with_format(
            row,
            col,
            Decimal::from(*value).to_f64().unwrap_or(0.0),
            &style.count,
        )?,
        Datum::Date(date) => {
            sheet.write_number_with_format(row, col, f64::from(serial(*date)), &style.date)?
        }
        Datum::Sum(formula, result) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(result.normalize().to_string()),
            &style.amount,
        )?,
        Datum::ShareOf(formula, result) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(result.normalize().to_string()),
            &style.share,
        )?,
        Datum::Tenths(value) => sheet.write_number_with_format(row, col, float(*value), &style.tenths)?,
        Datum::TenthsSum(formula, result) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(result.normalize().to_string()),
            &style.tenths,
        )?,
        Datum::Length(minutes) => {
            sheet.write_number_with_format(row, col, float(days(*minutes)), &style.length)?
        }
        Datum::LengthSum(formula, minutes) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(days(*minutes).normalize().to_string()),
            &style.length,
        )?,
        Datum::CountSum(formula, result) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result(result.to_string()),
            &style.count,
        )?,
        Datum::Pages(eighths) => {
            sheet.write_number_with_format(row, col, f64::from(*eighths) / 8.0, &style.pages)?
        }
        Datum::PagesSum(formula, eighths) => sheet.write_formula_with_format(
            row,
            col,
            Formula::new(formula).set_result((f64::from(*eighths) / 8.0).to_string()),
            &style.pages,
        )?,
        Datum::Shade(shade) => {
            sheet.write_string_with_format(row, col, shade.letter(), &shade.format(&style.base))?
        }
        Datum::Link { words, target } => {
            // Longer ones, and more than 65,530 on a sheet, Excel does not open.
            if target.chars().count() > 2000 || row > 20_000 {
                sheet.write_string_with_format(row, col, clip(words), text_style)?
            } else {
                let url = Url::new(format!("file:///{target}")).set_text(clip(words));
                sheet.write_url_with_format(row, col, url, &style.link)?
            }
        }
        Datum::Clock { at, twelve, day } => {
            let [[plain, with_day], [plain12, with_day12]] = &style.clocks;
            let format = match (twelve, day) {
                (false, false) => plain,
                (false, true) => with_day,
                (true, false) => plain12,
                (true, true) => with_day12,
            };
            let minutes = f64::from(at.hour() * 60 + at.minute());
            sheet.write_number_with_format(
                row,
                col,
                f64::from(serial(at.date())) + minutes / 1440.0,
                format,
            )?
        }
    };
    Ok(())
}

/// The height that a row's sentences need, in points: not every program works it out when it opens a file.
/// `None` where one line is enough.
fn height_of(row: &[Datum], columns: &[Column]) -> Option<f64> {
    /// The most that a spreadsheet allows.
    const HIGHEST: f64 = 409.0;
    const LINE: f64 = 13.5;
    let lines = row
        .iter()
        .zip(columns)
        .filter(|(_, column)| column.wraps)
        .map(|(datum, column)| match datum {
            Datum::Text(text) => {
                text.split('\n').map(|line| line.chars().count() / line_length(column) + 1).sum()
            }
            _ => 1,
        })
        .max()
        .unwrap_or(1_usize);
    (lines > 1).then(|| (f64::from(u32::try_from(lines).unwrap_or(u32::MAX)) * LINE).min(HIGHEST))
}

/// Characters that surely fit on a line of a column.
fn line_length(column: &Column) -> usize {
    // The width counts digits; words break early, so a tenth is left.
    ((column.width * 0.9) as usize).max(1)
}

fn created(as_of: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    ExcelDateTime::parse_from_str(&as_of.format("%Y-%m-%dT00:00:00").to_string())
}

/// Minutes as a spreadsheet counts them: parts of a day.
fn days(minutes: i64) -> Decimal {
    Decimal::from(minutes) / Decimal::from(24 * 60)
}

/// The nearest float: a spreadsheet has no other number.
fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or(0.0)
}

/// Days since 30 December 1899, as spreadsheets count them.
fn serial(date: NaiveDate) -> i32 {
    use chrono::Datelike;
    /// 30 December 1899 counted from 1 January of year 1.
    const EPOCH: i32 = 693_594;
    date.num_days_from_ce().saturating_sub(EPOCH)
}

fn clip(text: &str) -> &str {
    match text.char_indices().nth(LONGEST_TEXT) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
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

    #[test]
    fn rows_are_as_high_as_their_sentences() {
        let columns = [column("A", 10.0), prose("B", 20.0)];
        let row = |text: &str| [Datum::text("x".repeat(100)), Datum::text(text)];
        // 18 characters fit on a line: 17 take one, 40 take three of 13.5 points.
        assert_eq!(height_of(&row(&"y".repeat(17)), &columns), None);
        assert_eq!(height_of(&row(&"y".repeat(40)), &columns), Some(40.5));
    }

    #[test]
    fn what_was_measured_is_the_value_it_stands_for() {
        for (text, datum) in [
            ("9:47", Datum::Length(587)),
            ("31:00", Datum::Length(1860)),
            ("2026-10-30", Datum::Date(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap())),
            ("24", Datum::Count(24)),
            ("-21.7", Datum::Number("-21.7".parse().unwrap())),
            ("1 4/8", Datum::text("1 4/8")),
            ("9:75", Datum::text("9:75")),
        ] {
            assert_eq!(Datum::told(text), datum, "{text}");
        }
    }

    #[test]
    fn dates_count_from_the_epoch_of_spreadsheets() {
        // 1 January 1900 is 2 days after 30 December 1899. 30 October 2026 is the 303rd day of its year, after
        // 126 years of 365 days and the 31 leap days from 1904 to 2024; 1 January itself counted one more.
        assert_eq!(serial(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap()), 2);
        assert_eq!(serial(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap()), 126 * 365 + 31 + 303 + 1);
    }
}

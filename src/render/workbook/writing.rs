//! A workbook written to its bytes.

use super::datum::Datum;
use super::styles::{Kinds, Styles};
use super::{Column, Sheet};
use chrono::{NaiveDate, Timelike};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, DocProperties, ExcelDateTime, Formula, IgnoreError, Url, Workbook,
    Worksheet, XlsxError,
};

/// The most characters Excel keeps in a cell.
const LONGEST_TEXT: usize = 32_767;
/// The last row Excel has, less the heading and some totals.
const MOST_ROWS: usize = 1_000_000;

/// A workbook being written.
pub(super) struct Writing {
    inner: Workbook,
    styles: Styles,
}

impl Writing {
    pub(super) fn new(title: &str, as_of: NaiveDate) -> Result<Writing, XlsxError> {
        let mut inner = Workbook::new();
        let properties = DocProperties::new()
            .set_title(title)
            .set_author("callboard")
            .set_creation_datetime(&created(as_of)?);
        inner.set_properties(&properties);
        Ok(Writing { inner, styles: Styles::new() })
    }

    pub(super) fn bytes(mut self) -> Result<Vec<u8>, XlsxError> {
        self.inner.save_to_buffer()
    }

    pub(super) fn sheet(
        &mut self,
        sheet: &Sheet,
        title: &str,
        foot: &str,
        paper: &str,
    ) -> Result<(), XlsxError> {
        let Sheet { table, name, frozen, wide, bars, hidden } = sheet;
        let name = name.as_deref().unwrap_or(table.name);
        let sheet = self.inner.add_worksheet();
        sheet.set_name(name)?;
        sheet.set_hidden(*hidden);
        page(sheet, title, name, foot, paper)?;
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
fn page(sheet: &mut Worksheet, title: &str, name: &str, foot: &str, paper: &str) -> Result<(), XlsxError> {
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(if paper == "a4" { 9 } else { 1 });
    sheet.set_print_fit_to_pages(1, 0);
    // `&` starts a code in a footer, and a footer holds 255 characters.
    let title: String = title.chars().take(100).collect::<String>().replace('&', "&&");
    sheet.set_footer(format!("&L&8{title} · {name}&R&8{foot}"));
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
    use super::super::{column, prose};
    use super::*;

    #[test]
    fn rows_are_as_high_as_their_sentences() {
        let columns = [column("A", 10.0), prose("B", 20.0)];
        let row = |text: &str| [Datum::text("x".repeat(100)), Datum::text(text)];
        // 18 characters fit on a line: 17 take one, 40 take three of 13.5 points.
        assert_eq!(height_of(&row(&"y".repeat(17)), &columns), None);
        assert_eq!(height_of(&row(&"y".repeat(40)), &columns), Some(40.5));
    }

    #[test]
    fn dates_count_from_the_epoch_of_spreadsheets() {
        // 1 January 1900 is 2 days after 30 December 1899. 30 October 2026 is the 303rd day of its year, after
        // 126 years of 365 days and the 31 leap days from 1904 to 2024; 1 January itself counted one more.
        assert_eq!(serial(NaiveDate::from_ymd_opt(1900, 1, 1).unwrap()), 2);
        assert_eq!(serial(NaiveDate::from_ymd_opt(2026, 10, 30).unwrap()), 126 * 365 + 31 + 303 + 1);
    }
}

//! Web pages that carry the name of a spreadsheet, as payroll systems and reports export them: each `<table>`
//! that holds no other is a sheet of its own, named by its caption.
//!
//! Tags alone are read. Nothing is fetched and no script is run.

use super::Budget;
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};
use std::collections::{BTreeMap, BTreeSet};

/// Tables within each other that are followed.
const DEEPEST: usize = 32;

/// A cell may span so many rows or columns; browsers have the same limits.
const WIDEST: u32 = 1000;
const TALLEST: u32 = 65_534;

/// The last column of a spreadsheet.
const LAST_COLUMN: u32 = 16_383;

/// The longest text of a cell, as in a workbook.
const LONGEST_CELL: usize = 32_767;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let decoded = super::encoding::decode_markup(bytes);
    let (budget, out) = (Budget::default(), Workbook::default());
    let mut page = Page { file, budget, open: Vec::new(), out, unread: 0 };
    let mut emitter = DefaultEmitter::default();
    // What stands in a script or a style sheet is no markup.
    emitter.naively_switch_states(true);
    for Ok(token) in Tokenizer::new_with_emitter(&*decoded.text, emitter) {
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&tag)?,
            Token::String(text) => page.text(&String::from_utf8_lossy(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    while !page.open.is_empty() {
        page.close_table()?;
    }
    if page.out.sheets.is_empty() {
        return Err(refusal::not_a_spreadsheet(file, "a web page without a table"));
    }
    name_sheets(&mut page.out.sheets);
    page.out.problems.extend(super::guessed(file, decoded.guessed));
    Ok(page.out)
}

/// A table that is being read.
#[derive(Default)]
struct Table {
    sheet: Sheet,
    row: u32,
    column: u32,
    in_row: bool,
    /// What cells from above still cover: the first row that is free again, by column.
    covered: BTreeMap<u32, u32>,
    cell: Option<Cell>,
    /// It is a layout around other tables.
    has_inner: bool,
    in_caption: bool,
}

struct Cell {
    text: String,
    columns: u32,
    rows: u32,
    hidden: bool,
}

struct Page<'f> {
    file: &'f str,
    budget: Budget,
    /// The tables that are open, the innermost last.
    open: Vec<Table>,
    out: Workbook,
    /// Elements open whose text is not shown: scripts, styles.
    unread: usize,
}

/// Elements that begin a line of their own.
const LINES: [&[u8]; 10] = [b"br", b"p", b"div", b"li", b"tr", b"h1", b"h2", b"h3", b"h4", b"hr"];
const NOT_SHOWN: [&[u8]; 5] = [b"script", b"style", b"title", b"textarea", b"noscript"];

impl Page<'_> {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), Diagnostic> {
        let name: &[u8] = &tag.name;
        if NOT_SHOWN.contains(&name) && !tag.self_closing {
            self.unread = self.unread.saturating_add(1);
            return Ok(());
        }
        if name == b"table" {
            if self.open.len() >= DEEPEST {
                let what = format!("tables nested more than {DEEPEST} deep");
                return Err(refusal::too_large(self.file, &what, &DEEPEST.to_string()));
            }
            if let Some(outer) = self.open.last_mut() {
                outer.has_inner = true;
            }
            self.open.push(Table::default());
            return Ok(());
        }
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        match name {
            b"tr" => {
                self.close_row()?;
                if let Some(table) = self.open.last_mut() {
                    table.in_row = true;
                    if is_hidden(tag) {
                        table.sheet.hidden_rows.push(table.row);
                    }
                }
            }
            b"td" | b"th" => {
                self.close_cell()?;
                let number = |name: &[u8], most: u32| {
                    let written =
                        tag.attributes.get(name).map(|v| String::from_utf8_lossy(v).trim().to_owned());
                    written.and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).clamp(1, most)
                };
                let (columns, rows) = (number(b"colspan", WIDEST), number(b"rowspan", TALLEST));
                if let Some(table) = self.open.last_mut() {
                    table.in_row = true;
                    let hidden = is_hidden(tag);
                    table.cell = Some(Cell { text: String::new(), columns, rows, hidden });
                }
            }
            b"caption" => table.in_caption = true,
            name if LINES.contains(&name) => {
                if let Some(cell) = &mut table.cell {
                    cell.text.push('\n');
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &EndTag<()>) -> Result<(), Diagnostic> {
        let name: &[u8] = &tag.name;
        if NOT_SHOWN.contains(&name) {
            self.unread = self.unread.saturating_sub(1);
            return Ok(());
        }
        match name {
            b"table" => self.close_table(),
            b"tr" => self.close_row(),
            b"td" | b"th" => self.close_cell(),
            b"caption" => {
                if let Some(table) = self.open.last_mut() {
                    table.in_caption = false;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn text(&mut self, text: &str) {
        if self.unread > 0 {
            return;
        }
        let Some(table) = self.open.last_mut() else { return };
        if table.in_caption {
            table.sheet.name.push_str(text);
        } else if let Some(cell) = &mut table.cell
            && cell.text.len() <= LONGEST_CELL
        {
            // Lines of the source are no lines of the page.
            cell.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c }));
        }
    }

    fn close_cell(&mut self) -> Result<(), Diagnostic> {
        let Some(table) = self.open.last_mut() else { return Ok(()) };
        let Some(cell) = table.cell.take() else { return Ok(()) };
        // Past the columns that a cell from above reaches down into.
        let row = table.row;
        while table.covered.get(&table.column).is_some_and(|free| *free > row) {
            table.column = table.column.saturating_add(1);
        }
        let first = table.column;
        let last = first.saturating_add(cell.columns - 1);
        if cell.rows > 1 {
            let free = row.saturating_add(cell.rows);
            table.covered.extend((first..=last.min(LAST_COLUMN)).map(|column| (column, free)));
        }
        let text = tidy(&cell.text);
        if !text.is_empty() {
            self.budget.cell(self.file)?;
            if cell.hidden && !table.sheet.hidden_columns.contains(&first) {
                table.sheet.hidden_columns.push(first);
            }
            if cell.columns > 1 || cell.rows > 1 {
                table.sheet.merges.push((row, first, row.saturating_add(cell.rows - 1), last));
            }
            table.sheet.cells.push((row, first, Raw::Text(text)));
        }
        table.column = last.saturating_add(1);
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Diagnostic> {
        self.close_cell()?;
        if let Some(table) = self.open.last_mut()
            && std::mem::take(&mut table.in_row)
        {
            table.row = table.row.saturating_add(1);
            table.column = 0;
        }
        Ok(())
    }

    fn close_table(&mut self) -> Result<(), Diagnostic> {
        self.close_row()?;
        let Some(mut table) = self.open.pop() else { return Ok(()) };
        if !table.sheet.cells.is_empty() && !table.has_inner {
            self.budget.sheet(self.file)?;
            super::in_reading_order(&mut table.sheet.cells);
            let rows: BTreeSet<u32> = table.sheet.cells.iter().map(|cell| cell.0).collect();
            table.sheet.hidden_rows.retain(|row| rows.contains(row));
            self.out.sheets.push(table.sheet);
        }
        Ok(())
    }
}

fn is_hidden(tag: &StartTag<()>) -> bool {
    let style = tag.attributes.get(&b"style"[..]).map(|v| String::from_utf8_lossy(v).to_ascii_lowercase());
    let style = style.unwrap_or_default().replace(' ', "");
    style.contains("display:none") || tag.attributes.contains_key(&b"hidden"[..])
}

/// Runs of blanks as one, lines without blanks at their ends, no empty lines.
fn tidy(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A page with one table has one sheet without a name, as text has; more get their captions or numbers.
fn name_sheets(sheets: &mut [Sheet]) {
    let several = sheets.len() > 1;
    let mut seen = BTreeSet::new();
    for (place, sheet) in sheets.iter_mut().enumerate() {
        sheet.name = tidy(&sheet.name).replace('\n', " ");
        if several && (sheet.name.is_empty() || !seen.insert(sheet.name.clone())) {
            sheet.name = format!("Table {}", place + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sheet's name, and its cells by row and column.
    type Sheet = (String, Vec<(u32, u32, String)>);

    fn sheets(html: &str) -> Vec<Sheet> {
        let book = read(html.as_bytes(), "a.xls").unwrap();
        let cell = |(row, column, raw): (u32, u32, Raw)| match raw {
            Raw::Text(text) => (row, column, text),
            other => panic!("{other:?}"),
        };
        book.sheets.into_iter().map(|s| (s.name, s.cells.into_iter().map(cell).collect())).collect()
    }

    fn at(cells: &[(u32, u32, &str)]) -> Vec<(u32, u32, String)> {
        cells.iter().map(|(row, column, text)| (*row, *column, (*text).to_owned())).collect()
    }

    #[test]
    fn a_table_is_a_sheet_with_entities_lines_and_spans() {
        let page = "<!DOCTYPE html><html><head><style>td { color: red }</style></head><body>
            <table border=1><TR><TH colspan=2>Week&nbsp;1 &amp; 2</TH><th>Call</th></TR>
            <tr><td rowspan=2>Ito,\n  Ken</td><td>a<br>b</td><td>7:00</td></tr>
            <tr><td>c</td><td><script>alert('<td>x</td>')</script>8:00<!-- </table> --></td></table>";
        let expected = at(&[
            (0, 0, "Week 1 & 2"),
            (0, 2, "Call"),
            (1, 0, "Ito, Ken"),
            (1, 1, "a\nb"),
            (1, 2, "7:00"),
            (2, 1, "c"),
            (2, 2, "8:00"),
        ]);
        assert_eq!(sheets(page), [(String::new(), expected)]);
        let book = read(page.as_bytes(), "a.xls").unwrap();
        assert_eq!(book.sheets[0].merges, [(0, 0, 0, 1), (1, 0, 2, 0)]);
    }

    #[test]
    fn tags_left_open_and_tables_within_a_layout() {
        let page = "<table><tr><td><table><tr><td>a<td>b<tr><td>c</table></td><td><table><caption>Crew</caption><tr><td>d</table></table>";
        let expected = [
            ("Table 1".to_owned(), at(&[(0, 0, "a"), (0, 1, "b"), (1, 0, "c")])),
            ("Crew".to_owned(), at(&[(0, 0, "d")])),
        ];
        assert_eq!(sheets(page), expected);
    }

    #[test]
    fn hidden_rows_are_told() {
        let page = "<table><tr style='display: none'><td>a</td></tr><tr><td>b</td><td>=HYPERLINK(\"x\")</td></tr></table>";
        let book = read(page.as_bytes(), "a.xls").unwrap();
        assert_eq!(book.sheets[0].hidden_rows, [0]);
        // A formula in a page is text like any other.
        assert_eq!(book.sheets[0].cells[2], (1, 1, Raw::Text("=HYPERLINK(\"x\")".into())));
    }

    #[test]
    fn pages_made_to_do_harm_end_in_a_sentence() {
        let deep = "<table><tr><td>".repeat(100_000);
        assert!(read(deep.as_bytes(), "a.xls").unwrap_err().message.contains("nested"));
        let wide = format!("<table><tr>{}", "<td rowspan=65534 colspan=1000>x".repeat(500));
        assert!(read(wide.as_bytes(), "a.xls").is_ok());
        assert!(read(b"<html><body>Not found</body></html>", "a.xls").is_err());
    }
}

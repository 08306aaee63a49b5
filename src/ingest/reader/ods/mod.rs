//! OpenDocument sheets: `.ods` (in a zip) and `.fods` (flat), read as they come and never as a whole grid,
//! because a cell may be said to repeat a million times.
//!
//! Dates carry no epoch there; times of day are written as lengths of time (see `values`).

mod looks;

use super::formula::{Pending, Shape};
use super::xml::{Depth, attribute, entity};
use super::{Budget, encoding, formula, preflight, values, xml};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use looks::{Look, Looks};
use quick_xml::events::{BytesStart, Event};
use std::collections::{BTreeMap, BTreeSet};

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut archive = preflight::open(bytes, file)?;
    if let Ok(manifest) = preflight::part(&mut archive, "META-INF/manifest.xml", file)
        && String::from_utf8_lossy(&manifest).contains("encryption-data")
    {
        return Err(refusal::encrypted(file));
    }
    let mut book = Book { file, ..Book::default() };
    // Formats that are shared lie apart; without them a length of time may pass for a time of day.
    if let Ok(styles) = preflight::part(&mut archive, "styles.xml", file) {
        book.pour(&styles)?;
    }
    book.pour(&preflight::part(&mut archive, "content.xml", file)?)?;
    book.finish()
}

/// The XML itself: a `.fods`, or the content of an `.ods`.
pub fn read_flat(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let mut book = Book { file, ..Book::default() };
    book.pour(bytes)?;
    book.finish()
}

/// Rows and columns of a sheet.
const MOST_ROWS: u32 = 1 << 20;
const MOST_COLUMNS: u32 = 1 << 14;

#[derive(Default)]
struct Book<'f> {
    file: &'f str,
    budget: Budget,
    out: Workbook,
    pending: Vec<Pending>,
    /// Styles of tables that are not shown.
    hidden_styles: BTreeSet<String>,
    style: String,
    /// Formats of times, and styles of cells that have one: whether a length of time is meant.
    time_formats: BTreeMap<String, bool>,
    time_styles: BTreeMap<String, bool>,
    looks: Looks,
    /// Styles of columns: the first column without the style, and its cells' style.
    column_styles: Vec<(u32, String)>,
    sheet: Option<Sheet>,
    row: u32,
    column: u32,
    next_column: u32,
    this_row: Row,
    cell: Option<Cell>,
    /// Elements open within a cell whose text is not the cell's: a comment, a drawing.
    aside: usize,
    in_paragraph: bool,
}

#[derive(Default)]
struct Row {
    repeat: u32,
    hidden: bool,
    /// The style of its cells that name none.
    style: Option<String>,
    cells: Vec<InRow>,
}

/// A cell that holds something.
struct InRow {
    column: u32,
    raw: Raw,
    formula: Option<String>,
    look: Look,
    has_comment: bool,
}

#[derive(Default)]
struct Cell {
    repeat: u32,
    columns: u32,
    rows: u32,
    kind: Option<String>,
    value: Option<String>,
    formula: Option<String>,
    is_error: bool,
    /// Whether a time is meant as a length of time, where the format tells.
    runs_on: Option<bool>,
    look: Look,
    has_comment: bool,
    text: String,
    paragraphs: usize,
}

/// What stands within a cell and is not its text.
fn is_aside(name: &str) -> bool {
    name == "office:annotation" || name.starts_with("draw:") || name == "text:note" || name == "table:table"
}

impl Book<'_> {
    /// Takes in a part. An error ends the file.
    fn pour(&mut self, bytes: &[u8]) -> Result<(), Diagnostic> {
        let text = encoding::decode_markup(bytes).text;
        let mut xml = xml::reader(&text);
        let mut depth = Depth::default();
        loop {
            match xml.read_event() {
                Ok(Event::Start(tag)) => {
                    depth.down(self.file)?;
                    self.start(&tag)?;
                }
                Ok(Event::End(tag)) => {
                    depth.up();
                    self.end(tag.name().as_ref())?;
                }
                Ok(Event::Text(text)) => self.text(&text.xml10_content()),
                Ok(Event::CData(text)) => self.text(&text.xml10_content()),
                Ok(Event::GeneralRef(reference)) => {
                    if let Some(c) = entity(&reference) {
                        self.text(c.encode_utf8(&mut [0; 4]));
                    }
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) => {
                    // What came before the fault stands.
                    self.out.problems.push(refusal::damaged(self.file, &error.to_string()));
                    return Ok(());
                }
            }
        }
    }

    fn finish(mut self) -> Result<Workbook, Diagnostic> {
        self.close_sheet();
        formula::compute(&mut self.out, &self.pending, self.file);
        super::some_sheet(self.out)
    }

    fn start(&mut self, tag: &BytesStart) -> Result<(), Diagnostic> {
        let name = tag.name();
        let name = name.as_ref();
        if let Some(cell) = self.cell.as_mut().filter(|_| self.aside > 0 || is_aside(name)) {
            cell.has_comment |= name == "office:annotation";
            self.aside = self.aside.saturating_add(1);
            return Ok(());
        }
        let number = |name| attribute(tag, name).and_then(|text| text.trim().parse::<u32>().ok());
        match name {
            "number:time-style" => {
                // `[h]:mm` runs on past 24 hours.
                let runs_on = attribute(tag, "truncate-on-overflow").is_some_and(|text| text == "false");
                self.time_formats.insert(attribute(tag, "name").unwrap_or_default(), runs_on);
            }
            "style:text-properties" | "style:table-cell-properties" => self.looks.properties(tag),
            "style:style" => {
                self.looks.begin(tag);
                self.style = attribute(tag, "name").unwrap_or_default();
                let format = attribute(tag, "data-style-name").and_then(|name| self.time_formats.get(&name));
                if let Some(runs_on) = format {
                    self.time_styles.insert(self.style.clone(), *runs_on);
                }
            }
            "style:table-properties" if attribute(tag, "display").is_some_and(|text| text == "false") => {
                self.hidden_styles.insert(self.style.clone());
            }
            "table:table" => {
                self.close_sheet();
                self.budget.sheet(self.file)?;
                let style = attribute(tag, "style-name").unwrap_or_default();
                self.sheet = Some(Sheet {
                    name: attribute(tag, "name").unwrap_or_default(),
                    hidden: self.hidden_styles.contains(&style),
                    ..Sheet::default()
                });
                (self.row, self.column, self.next_column) = (0, 0, 0);
                self.column_styles.clear();
            }
            "table:table-column" => {
                let first = self.next_column;
                let repeat = number("number-columns-repeated").unwrap_or(1);
                self.next_column = first.saturating_add(repeat).min(MOST_COLUMNS);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| is_collapsed(tag)) {
                    sheet.hidden_columns.extend(first..self.next_column);
                }
                let style = attribute(tag, "default-cell-style-name").unwrap_or_default();
                self.column_styles.push((self.next_column, style));
            }
            "table:table-row" => {
                let repeat = number("number-rows-repeated").unwrap_or(1);
                let style = attribute(tag, "default-cell-style-name");
                self.this_row = Row { repeat, hidden: is_collapsed(tag), style, cells: Vec::new() };
                self.column = 0;
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let value = ["value", "date-value", "time-value", "boolean-value", "string-value"];
                let kinds: Vec<String> = tag
                    .attributes()
                    .with_checks(false)
                    .flatten()
                    .filter(|a| a.key.local_name().as_ref() == "value-type")
                    .map(|a| a.value.to_string())
                    .collect();
                let style = attribute(tag, "style-name").or_else(|| self.this_row.style.clone());
                let style = style.or_else(|| self.style_of_column());
                self.cell = Some(Cell {
                    repeat: number("number-columns-repeated").unwrap_or(1),
                    columns: number("number-columns-spanned").unwrap_or(1),
                    rows: number("number-rows-spanned").unwrap_or(1),
                    is_error: kinds.iter().any(|kind| kind == "error"),
                    kind: kinds.into_iter().find(|kind| kind != "error"),
                    value: value.iter().find_map(|name| attribute(tag, name)),
                    formula: attribute(tag, "formula"),
                    runs_on: style.as_ref().and_then(|style| self.time_styles.get(style)).copied(),
                    look: style.map(|style| self.looks.of(&style)).unwrap_or_default(),
                    has_comment: false,
                    text: String::new(),
                    paragraphs: 0,
                });
            }
            "text:p" => {
                self.in_paragraph = true;
                if let Some(cell) = &mut self.cell {
                    if cell.paragraphs > 0 {
                        cell.text.push('\n');
                    }
                    cell.paragraphs += 1;
                }
            }
            "text:s" => {
                let count = number("c").unwrap_or(1).min(1000) as usize;
                self.text(&" ".repeat(count));
            }
            "text:tab" => self.text("\t"),
            "text:line-break" => self.text("\n"),
            _ => {}
        }
        Ok(())
    }

    fn style_of_column(&self) -> Option<String> {
        let place = self.column_styles.partition_point(|(end, _)| *end <= self.column);
        self.column_styles.get(place).map(|(_, style)| style.clone())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_paragraph && self.aside == 0) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Diagnostic> {
        if self.aside > 0 {
            self.aside -= 1;
            return Ok(());
        }
        match name {
            "text:p" => self.in_paragraph = false,
            "style:style" => self.looks.end(),
            "table:table-cell" | "table:covered-table-cell" => self.close_cell()?,
            "table:table-row" => self.close_row()?,
            "table:table" => self.close_sheet(),
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Diagnostic> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let first = self.column;
        self.column = first.saturating_add(cell.repeat).min(MOST_COLUMNS);
        if let Some(sheet) = self.sheet.as_mut().filter(|_| cell.columns > 1 || cell.rows > 1) {
            let last = |from: u32, span: u32| from.saturating_add(span.saturating_sub(1));
            sheet.merges.push((self.row, first, last(self.row, cell.rows), last(first, cell.columns)));
        }
        let formula = cell.formula.clone();
        let (look, has_comment) = (cell.look, cell.has_comment);
        if let Some(raw) = raw(cell) {
            for column in first..self.column {
                self.budget.cell(self.file)?;
                let formula = formula.clone().filter(|_| raw == Raw::NoResult);
                self.this_row.cells.push(InRow { column, raw: raw.clone(), formula, look, has_comment });
            }
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Diagnostic> {
        let row = std::mem::take(&mut self.this_row);
        let first = self.row;
        self.row = first.saturating_add(row.repeat).min(MOST_ROWS);
        let Some(sheet) = self.sheet.as_mut().filter(|_| !row.cells.is_empty()) else { return Ok(()) };
        for at in first..self.row {
            if row.hidden {
                sheet.hidden_rows.push(at);
            }
            for InRow { column, raw, formula, look, has_comment } in &row.cells {
                // The first of the repeated rows was counted cell by cell.
                if at > first {
                    self.budget.cell(self.file)?;
                }
                sheet.cells.push((at, *column, raw.clone()));
                if look.struck {
                    sheet.marks.struck.push((at, *column));
                }
                sheet.marks.filled.extend(look.fill.map(|colour| (at, *column, colour)));
                if *has_comment {
                    sheet.marks.comments.push((at, *column));
                }
                if let Some(text) = formula {
                    self.pending.push(Pending {
                        sheet: self.out.sheets.len(),
                        row: at,
                        column: *column,
                        text: text.as_str().into(),
                        written_for: (at, *column),
                        shape: Shape::General,
                    });
                }
            }
        }
        Ok(())
    }

    fn close_sheet(&mut self) {
        if let Some(mut sheet) = self.sheet.take() {
            super::in_reading_order(&mut sheet.cells);
            super::only_used(&mut sheet);
            self.out.sheets.push(sheet);
        }
        self.cell = None;
        self.aside = 0;
    }
}

fn is_collapsed(tag: &BytesStart) -> bool {
    attribute(tag, "visibility").is_some_and(|text| text == "collapse" || text == "filter")
}

fn raw(cell: Cell) -> Option<Raw> {
    if cell.is_error {
        return Some(Raw::Error(if cell.text.is_empty() { "#VALUE!".into() } else { cell.text }));
    }
    let text = |text: String| (!text.is_empty()).then_some(Raw::Text(text));
    match (cell.kind.as_deref(), cell.value) {
        (Some("float" | "percentage" | "currency"), Some(value)) => match value.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Some(Raw::Number(number)),
            _ => text(value),
        },
        (Some("date"), Some(value)) => Some(values::iso_moment(&value)),
        (Some("time"), Some(value)) => Some(match (values::iso_duration(&value), cell.runs_on) {
            (Raw::Date(days), Some(true)) => Raw::Elapsed(days),
            (Raw::Elapsed(days), Some(false)) => Raw::Date(days),
            (raw, _) => raw,
        }),
        (Some("boolean"), Some(value)) => Some(Raw::Bool(value.trim() == "true")),
        // What is shown is the text, if there is one.
        (Some("string"), value) if cell.paragraphs == 0 => text(value.unwrap_or_default()),
        (None, _) if cell.formula.is_some() && cell.text.is_empty() => Some(Raw::NoResult),
        _ => text(cell.text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(tables: &str) -> Workbook {
        let text = format!(
            r#"<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">
            <office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
            <office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document>"#
        );
        read_flat(text.as_bytes(), "a.fods").unwrap()
    }

    #[test]
    fn each_kind_of_cell_comes_out_as_what_it_is() {
        let book = flat(
            r#"<table:table table:name="Crew">
              <table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse" table:number-columns-repeated="16382"/>
              <table:table-row>
                <table:table-cell office:value-type="string" table:number-columns-spanned="2"><office:annotation><text:p>old</text:p></office:annotation><text:p>Key<text:s text:c="2"/>Grip</text:p><text:p>&amp; <text:span>Best</text:span></text:p></table:table-cell>
                <table:covered-table-cell/>
                <table:table-cell office:value-type="float" office:value="2.5"><text:p>2,50</text:p></table:table-cell>
              </table:table-row>
              <table:table-row table:number-rows-repeated="2" table:visibility="filter">
                <table:table-cell office:value-type="time" office:time-value="PT07H30M00S" table:number-columns-repeated="2"><text:p>7:30</text:p></table:table-cell>
                <table:table-cell table:number-columns-repeated="16000"/>
              </table:table-row>
              <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>
            </table:table>
            <table:table table:name="Rates" table:style-name="ta2"><table:table-row><table:table-cell table:formula="of:=SUM([$Crew.C1];1)"/><table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p></table:table-cell></table:table-row></table:table>"#,
        );
        let [crew, rates] = book.sheets.as_slice() else { panic!("{book:?}") };
        // 7:30 is 450 of 1,440 minutes.
        let half_past_seven = Raw::Date(450.0 / 1440.0);
        assert_eq!(
            crew.cells,
            [
                (0, 0, Raw::Text("Key  Grip\n& Best".into())),
                (0, 2, Raw::Number(2.5)),
                (1, 0, half_past_seven.clone()),
                (1, 1, half_past_seven.clone()),
                (2, 0, half_past_seven.clone()),
                (2, 1, half_past_seven),
            ]
        );
        assert_eq!(crew.merges, [(0, 0, 0, 1)]);
        assert_eq!((crew.hidden_rows.as_slice(), crew.hidden_columns.as_slice()), (&[1, 2][..], &[2][..]));
        assert!(rates.hidden && !crew.hidden);
        assert_eq!(rates.cells, [(0, 0, Raw::Number(3.5)), (0, 1, Raw::Error("#REF!".into()))]);
        assert_eq!(book.problems.len(), 1);
    }

    #[test]
    fn what_is_struck_filled_and_commented_is_marked() {
        let text = r##"<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">
            <office:styles><style:style style:name="Cut" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style></office:styles>
            <office:automatic-styles>
              <style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Cut"><style:table-cell-properties fo:background-color="#fff2a8"/></style:style>
              <style:style style:name="ce2" style:family="table-cell" style:parent-style-name="ce1"><style:text-properties style:text-line-through-style="none"/><style:table-cell-properties fo:background-color="transparent"/></style:style>
              <style:style style:name="ce3" style:family="table-cell"><style:table-cell-properties fo:background-color="#FFFFFF"/></style:style>
              <style:style style:name="P1" style:family="paragraph"><style:text-properties style:text-line-through-style="solid"/></style:style>
              <style:style style:name="ro1" style:family="table-cell" style:parent-style-name="ro1"><style:table-cell-properties fo:background-color="#c00000"/></style:style>
            </office:automatic-styles>
            <office:body><office:spreadsheet><table:table table:name="A">
              <table:table-column table:default-cell-style-name="ce1"/><table:table-column table:number-columns-repeated="4"/>
              <table:table-row table:number-rows-repeated="2">
                <table:table-cell office:value-type="string"><text:p>of its column</text:p></table:table-cell>
                <table:table-cell table:style-name="ce2" office:value-type="string"><text:p>plain</text:p></table:table-cell>
                <table:table-cell table:style-name="ce3" office:value-type="string"><office:annotation><text:p>see me</text:p></office:annotation><text:p>white</text:p></table:table-cell>
                <table:table-cell table:style-name="ce1"/>
              </table:table-row>
              <table:table-row table:default-cell-style-name="ro1">
                <table:table-cell office:value-type="string"><text:p>of its row</text:p></table:table-cell>
              </table:table-row>
            </table:table></office:spreadsheet></office:body></office:document>"##;
        let book = read_flat(text.as_bytes(), "a.fods").unwrap();
        let marks = &book.sheets[0].marks;
        assert_eq!(marks.struck, [(0, 0), (1, 0)]);
        assert_eq!(marks.filled, [(0, 0, 0xFFF2A8), (1, 0, 0xFFF2A8), (2, 0, 0xC00000)]);
        assert_eq!(marks.comments, [(0, 2), (1, 2)]);
    }

    #[test]
    fn a_cell_repeated_without_end_is_refused() {
        let text = r#"<office:document><table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/></table:table-row></table:table></office:document>"#;
        let problem = read_flat(text.as_bytes(), "a.fods").unwrap_err();
        assert!(problem.message.contains("filled cells"), "{problem}");
    }
}

//! One pass over a sheet's XML for what the cell reader does not tell (hidden rows and columns, merged
//! ranges) and for what it stumbles over (see `Edit`).

use super::address;
use super::parts::{attribute, with_attribute};
use super::styles::Style;
use crate::ingest::grid::Marks;
use crate::ingest::reader::MOST_ROWS;
use crate::ingest::reader::preflight::Archive;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::ops::Range;

/// A stretch of the part's bytes, and what must stand there for the cell reader to go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A `<dimension>` such as `1:36`, without columns; nothing depends on what it says.
    Dimension(Range<usize>),
    /// The `<c>` of an error newer than the reader (`#SPILL!`), to be read as text.
    ErrorCell(Range<usize>),
}

#[derive(Clone, Debug, Default)]
pub struct Look {
    /// The part of the zip.
    pub part: String,
    pub edits: Vec<Edit>,
    /// The errors of the edited cells.
    pub errors: BTreeMap<(u32, u32), String>,
    pub merges: Vec<(u32, u32, u32, u32)>,
    pub hidden_rows: Vec<u32>,
    /// First and last of each run.
    hidden_columns: Vec<(u32, u32)>,
    /// Struck and filled cells; comments stand in another part.
    pub marks: Marks,
}

impl Look {
    pub fn hidden_columns(&self) -> Vec<u32> {
        let runs = self.hidden_columns.get(..MOST_RUNS).unwrap_or(&self.hidden_columns);
        if runs.is_empty() {
            return Vec::new();
        }
        let is_hidden = |column: &u32| runs.iter().any(|(first, last)| (first..=last).contains(&column));
        (0..address::COLUMNS).filter(is_hidden).collect()
    }

    fn mark(&mut self, row: u32, column: u32, style: Style) {
        if self.marks.struck.len().max(self.marks.filled.len()) >= MOST_MARKS {
            return;
        }
        if style.struck {
            self.marks.struck.push((row, column));
        }
        if let Some(colour) = style.fill {
            self.marks.filled.push((row, column, colour));
        }
    }
}

/// A sheet has no more columns than this, and no more runs of hidden ones.
const MOST_RUNS: usize = 16_384;

/// So many cells of a sheet are marked. Where more are filled, nobody means anything by it.
const MOST_MARKS: usize = 500_000;

/// The errors that the cell reader knows.
const KNOWN_ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// `None` where the part cannot be read to its end.
pub fn look(archive: &mut Archive, part: &str, styles: &[Style]) -> Option<Look> {
    let entry = archive.by_name(part).ok()?;
    let mut look = scan(BufReader::new(entry), styles)?;
    if look.marks.filled.len() >= MOST_MARKS {
        look.marks.filled.clear();
    }
    part.clone_into(&mut look.part);
    Some(look)
}

fn scan(input: impl BufRead, styles: &[Style]) -> Option<Look> {
    let mut xml = Reader::from_reader(input);
    let config = xml.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let mut look = Look::default();
    // Most workbooks strike and fill nothing, and long ones are looked at the faster for it.
    let telling = styles.iter().any(|style| *style != Style::default());
    let mut at = Position::default();
    // The `<c t="e">` that is open, and whether its `<v>` is.
    let mut error_cell: Option<Range<usize>> = None;
    let mut in_value = false;
    let mut buffer = Vec::new();
    loop {
        let start = usize::try_from(xml.buffer_position()).ok()?;
        buffer.clear();
        let event = xml.read_event_into(&mut buffer).ok()?;
        let end = usize::try_from(xml.buffer_position()).ok()?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "dimension" if attribute(&tag, "ref").is_none_or(|text| address::range(&text).is_none()) => {
                    look.edits.push(Edit::Dimension(start..end));
                }
                "col" => look.hidden_columns.extend(hidden_columns(&tag)),
                "row" => {
                    at.start_row(&tag);
                    // The cell reader comes to this row, too, and refuses the sheet.
                    if at.row > MOST_ROWS {
                        return Some(look);
                    }
                    if is_hidden(&tag) {
                        look.hidden_rows.push(at.row);
                    }
                }
                "c" => {
                    at.start_cell(&tag);
                    if telling && let Some(style) = style_of(&tag, styles) {
                        look.mark(at.row, at.column, style);
                    }
                    let is_error = with_attribute(&tag, "t", |kind| kind == "e").unwrap_or(false);
                    error_cell = is_error.then_some(start..end);
                }
                "v" => in_value = true,
                "mergeCell" => {
                    look.merges.extend(attribute(&tag, "ref").and_then(|text| address::range(&text)));
                }
                _ => {}
            },
            Event::Text(text) if in_value => {
                if let Some(range) = &error_cell
                    && !KNOWN_ERRORS.contains(&text.as_ref())
                {
                    look.edits.push(Edit::ErrorCell(range.clone()));
                    look.errors.insert((at.row, at.column), text.xml10_content().into_owned());
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "row" => at.end_row(),
                "c" => {
                    at.column = at.column.saturating_add(1);
                    error_cell = None;
                }
                "v" => in_value = false,
                _ => {}
            },
            Event::Eof => return Some(look),
            _ => {}
        }
    }
}

/// The style that a cell names.
fn style_of(tag: &BytesStart, styles: &[Style]) -> Option<Style> {
    styles.get(with_attribute(tag, "s", |text| text.parse::<usize>().ok())??).copied()
}

/// Rows and cells may say where they are, and else follow each other.
#[derive(Default)]
struct Position {
    row: u32,
    column: u32,
}

impl Position {
    fn start_row(&mut self, tag: &BytesStart) {
        if let Some(row) = with_attribute(tag, "r", |text| text.parse::<u32>().ok()).flatten() {
            self.row = row.saturating_sub(1);
        }
        self.column = 0;
    }

    fn start_cell(&mut self, tag: &BytesStart) {
        if let Some((row, column)) = with_attribute(tag, "r", address::cell).flatten() {
            (self.row, self.column) = (row, column);
        }
    }

    fn end_row(&mut self) {
        self.row = self.row.saturating_add(1);
        self.column = 0;
    }
}

fn is_hidden(tag: &BytesStart) -> bool {
    with_attribute(tag, "hidden", |text| text == "1" || text == "true").unwrap_or(false)
}

fn hidden_columns(tag: &BytesStart) -> Option<(u32, u32)> {
    let number = |name| attribute(tag, name)?.parse::<u32>().ok()?.checked_sub(1);
    is_hidden(tag).then_some(())?;
    Some((number("min")?, number("max")?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_and_merged_is_found() {
        let xml = r#"<worksheet><dimension ref="A1:C9"/><cols><col min="2" max="3" hidden="1"/><col min="5" max="5"/></cols>
            <sheetData><row r="4" hidden="1"><c r="A4"><v>1</v></c></row><row><c><v>2</v></c></row><row hidden="true"/></sheetData>
            <mergeCells><mergeCell ref="A1:C1"/><mergeCell ref="bad"/></mergeCells></worksheet>"#;
        let look = scan(xml.as_bytes(), &[]).unwrap();
        assert_eq!(look.hidden_rows, [3, 5]);
        assert_eq!(look.hidden_columns(), [1, 2]);
        assert_eq!(look.merges, [(0, 0, 0, 2)]);
        assert_eq!(look.edits, []);
    }

    #[test]
    fn struck_and_filled_cells_are_marked_where_they_stand() {
        let styles = [
            Style::default(),
            Style { struck: true, fill: None },
            Style { struck: false, fill: Some(0xFFF2A8) },
        ];
        let xml = r#"<worksheet><sheetData><row r="2"><c r="B2" s="1"><v>1</v></c><c r="D2" s="2"/><c r="E2" s="9"/><c r="F2" s="0"/></row></sheetData></worksheet>"#;
        let look = scan(xml.as_bytes(), &styles).unwrap();
        assert_eq!(look.marks.struck, [(1, 1)]);
        assert_eq!(look.marks.filled, [(1, 3, 0xFFF2A8)]);
    }

    #[test]
    fn what_the_reader_stumbles_over_is_found_with_its_bytes() {
        let xml = r##"<worksheet><dimension ref="1:36"/><sheetData><row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2" t="e"><f>A1:A3</f><v>#SPILL!</v></c></row></sheetData></worksheet>"##;
        let look = scan(xml.as_bytes(), &[]).unwrap();
        let texts: Vec<&str> = look
            .edits
            .iter()
            .map(|edit| match edit {
                Edit::Dimension(range) | Edit::ErrorCell(range) => &xml[range.clone()],
            })
            .collect();
        assert_eq!(texts, [r#"<dimension ref="1:36"/>"#, r#"<c r="C2" t="e">"#]);
        assert_eq!(look.errors, BTreeMap::from([((1, 2), "#SPILL!".to_owned())]));
    }
}

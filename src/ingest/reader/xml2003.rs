//! “XML Spreadsheet 2003”, which many systems write and call `.xls`.

use super::xml::{Depth, attribute, entity};
use super::{Budget, encoding, values, xml};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let text = encoding::decode_markup(bytes).text;
    let mut xml = xml::reader(&text);
    let mut book = Book { file, budget: Budget::default(), out: Workbook::default(), ..Book::default() };
    let mut depth = Depth::default();
    loop {
        match xml.read_event() {
            Ok(Event::Start(tag)) => {
                depth.down(file)?;
                book.start(&tag)?;
            }
            Ok(Event::End(tag)) => {
                depth.up();
                book.end(tag.local_name().as_ref())?;
            }
            Ok(Event::Text(text)) => book.text(&text.xml10_content()),
            Ok(Event::CData(text)) => book.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => {
                if let Some(c) = entity(&reference) {
                    book.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                let problem = refusal::damaged(file, &error.to_string());
                // What came before the fault stands.
                book.close_sheet();
                book.out.problems.push(problem);
                break;
            }
        }
    }
    book.close_sheet();
    super::some_sheet(book.out)
}

#[derive(Default)]
struct Book<'f> {
    file: &'f str,
    budget: Budget,
    out: Workbook,
    sheet: Option<Sheet>,
    /// The next row and column.
    row: u32,
    column: u32,
    /// Where the next `<Column>` stands.
    next_column: u32,
    cell: Option<Cell>,
    /// Within `<Data>`, and not within the `<Data>` of a comment.
    in_data: bool,
    in_comment: bool,
    /// Styles by their identifiers: whether they strike through, and their fill as `0xRRGGBB`.
    styles: BTreeMap<String, (bool, Option<u32>)>,
    /// The style that is being described, and the one of the row.
    style: String,
    row_style: Option<String>,
}

struct Cell {
    /// The last column and row that it is merged over.
    across: u32,
    down: u32,
    kind: String,
    text: String,
    has_formula: bool,
    has_comment: bool,
    style: Option<String>,
}

impl Book<'_> {
    fn start(&mut self, tag: &BytesStart) -> Result<(), Diagnostic> {
        let number = |name| attribute(tag, name).and_then(|text| text.trim().parse::<u32>().ok());
        // Places count from one.
        let index = number("Index").and_then(|index| index.checked_sub(1));
        match tag.local_name().as_ref() {
            "Style" => {
                self.style = attribute(tag, "ID").unwrap_or_default();
                let parent = attribute(tag, "Parent").and_then(|parent| self.styles.get(&parent)).copied();
                self.styles.insert(self.style.clone(), parent.unwrap_or_default());
            }
            "Font" => {
                if let (Some(style), Some(line)) =
                    (self.styles.get_mut(&self.style), attribute(tag, "StrikeThrough"))
                {
                    style.0 = line == "1";
                }
            }
            "Interior" => {
                if let Some(style) = self.styles.get_mut(&self.style) {
                    style.1 = colour(tag);
                }
            }
            "Worksheet" => {
                self.close_sheet();
                self.budget.sheet(self.file)?;
                let name = attribute(tag, "Name").unwrap_or_default();
                self.sheet = Some(Sheet { name, ..Sheet::default() });
                (self.row, self.column, self.next_column) = (0, 0, 0);
            }
            "Column" => {
                let first = index.unwrap_or(self.next_column);
                let last = first.saturating_add(number("Span").unwrap_or(0));
                self.next_column = last.saturating_add(1);
                if let Some(sheet) = self.sheet.as_mut().filter(|_| is_hidden(tag)) {
                    sheet.hidden_columns.extend(first..=last.min(first.saturating_add(255)));
                }
            }
            "Row" => {
                self.row = index.unwrap_or(self.row);
                self.column = 0;
                self.row_style = attribute(tag, "StyleID");
                if let Some(sheet) = self.sheet.as_mut().filter(|_| is_hidden(tag)) {
                    sheet.hidden_rows.push(self.row);
                }
            }
            "Cell" => {
                self.column = index.unwrap_or(self.column);
                self.cell = Some(Cell {
                    across: number("MergeAcross").unwrap_or(0),
                    down: number("MergeDown").unwrap_or(0),
                    kind: String::new(),
                    text: String::new(),
                    has_formula: attribute(tag, "Formula").is_some(),
                    has_comment: false,
                    style: attribute(tag, "StyleID").or_else(|| self.row_style.clone()),
                });
            }
            "Comment" => {
                self.in_comment = true;
                if let Some(cell) = &mut self.cell {
                    cell.has_comment = true;
                }
            }
            "Data" if !self.in_comment => {
                self.in_data = true;
                if let Some(cell) = &mut self.cell {
                    cell.kind = attribute(tag, "Type").unwrap_or_default();
                }
            }
            "Visible" => self.in_data = false,
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if let Some(cell) = self.cell.as_mut().filter(|_| self.in_data) {
            cell.text.push_str(text);
        }
    }

    fn end(&mut self, name: &str) -> Result<(), Diagnostic> {
        match name {
            "Worksheet" => self.close_sheet(),
            "Row" => {
                self.row = self.row.saturating_add(1);
                self.column = 0;
            }
            "Data" => self.in_data = false,
            "Comment" => self.in_comment = false,
            "Cell" => self.close_cell()?,
            _ => {}
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), Diagnostic> {
        let Some(cell) = self.cell.take() else { return Ok(()) };
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(cell.across).saturating_add(1);
        let Some(sheet) = &mut self.sheet else { return Ok(()) };
        if cell.across > 0 || cell.down > 0 {
            let last = (row.saturating_add(cell.down), column.saturating_add(cell.across));
            sheet.merges.push((row, column, last.0, last.1));
        }
        let (struck, fill) =
            cell.style.as_ref().and_then(|style| self.styles.get(style)).copied().unwrap_or_default();
        let has_comment = cell.has_comment;
        if let Some(raw) = raw(cell) {
            self.budget.cell(self.file)?;
            sheet.cells.push((row, column, raw));
            if struck {
                sheet.marks.struck.push((row, column));
            }
            sheet.marks.filled.extend(fill.map(|colour| (row, column, colour)));
            if has_comment {
                sheet.marks.comments.push((row, column));
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
    }
}

fn raw(cell: Cell) -> Option<Raw> {
    if cell.text.is_empty() {
        return cell.has_formula.then_some(Raw::NoResult);
    }
    Some(match cell.kind.as_str() {
        "Number" => match cell.text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => Raw::Number(number),
            _ => Raw::Text(cell.text),
        },
        "DateTime" => match values::iso_moment(&cell.text) {
            // Excel's own count of days has a 29 February 1900, so that before it all dates are one later
            // than ours: day 0, where times of day lie, is 31 December 1899.
            Raw::Date(days) if days < 61.0 => Raw::Date(days - 1.0),
            moment => moment,
        },
        "Boolean" => Raw::Bool(cell.text.trim() == "1"),
        "Error" => Raw::Error(cell.text),
        _ => Raw::Text(cell.text),
    })
}

/// The colour of a fill; `None` for white and black, which are paper and banners.
fn colour(tag: &BytesStart) -> Option<u32> {
    let colour = u32::from_str_radix(attribute(tag, "Color")?.strip_prefix('#')?, 16).ok()?;
    let filled = attribute(tag, "Pattern").is_none_or(|pattern| pattern != "None");
    (filled && !matches!(colour, 0xFF_FFFF | 0)).then_some(colour)
}

fn is_hidden(tag: &BytesStart) -> bool {
    attribute(tag, "Hidden").is_some_and(|text| text == "1")
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOOK: &str = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
        <Worksheet ss:Name="Week &amp; 1"><Table ss:ExpandedRowCount="999999999">
        <Column/><Column ss:Hidden="1"/>
        <Row ss:Index="3"><Cell ss:MergeAcross="1"><Data ss:Type="String">A &lt; B&#10;c</Data></Cell><Cell><Data ss:Type="Number">2.5</Data></Cell></Row>
        <Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="DateTime">1899-12-31T07:30:00.000</Data><Comment><Data>late</Data></Comment></Cell>
        <Cell ss:Formula="=SUM(R[-1]C)"><Data ss:Type="Number"></Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell></Row>
        </Table></Worksheet></Workbook>"#;

    #[test]
    fn each_kind_of_cell_comes_out_as_what_it_is() {
        let book = read(BOOK.as_bytes(), "a.xls").unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "Week & 1");
        assert_eq!(
            sheet.cells,
            [
                (2, 0, Raw::Text("A < B\nc".into())),
                (2, 2, Raw::Number(2.5)),
                // 7:30 is 450 of 1,440 minutes.
                (3, 1, Raw::Date(450.0 / 1440.0)),
                (3, 2, Raw::NoResult),
                (3, 3, Raw::Error("#REF!".into())),
            ]
        );
        assert_eq!(sheet.merges, [(2, 0, 2, 1)]);
        assert_eq!((sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()), (&[3][..], &[1][..]));
    }

    #[test]
    fn what_is_struck_filled_and_commented_is_marked() {
        let book = r##"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
            <Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s2" ss:Parent="s1"><Interior ss:Color="#FFF2A8" ss:Pattern="Solid"/></Style>
            <Style ss:ID="s3"><Interior/></Style><Style ss:ID="s4"><Interior ss:Color="#FFFFFF" ss:Pattern="Solid"/></Style></Styles>
            <Worksheet ss:Name="A"><Table><Row ss:StyleID="s1"><Cell><Data ss:Type="String">a</Data></Cell><Cell ss:StyleID="s2"><Data ss:Type="String">b</Data></Cell>
            <Cell ss:StyleID="s3"><Data ss:Type="String">c</Data><Comment><Data>see me</Data></Comment></Cell><Cell ss:StyleID="s4"><Data ss:Type="String">d</Data></Cell><Cell ss:StyleID="s2"/></Row>
            </Table></Worksheet></Workbook>"##;
        let book = read(book.as_bytes(), "a.xls").unwrap();
        let marks = &book.sheets[0].marks;
        assert_eq!(marks.struck, [(0, 0), (0, 1)]);
        assert_eq!(marks.filled, [(0, 1, 0xFFF2A8)]);
        assert_eq!(marks.comments, [(0, 2)]);
    }

    #[test]
    fn a_file_cut_short_gives_what_it_holds() {
        let half = BOOK.split("<Row ss:Hidden").next().unwrap();
        let book = read(format!("{half}<Row><Cell <").as_bytes(), "a.xls").unwrap();
        assert_eq!(book.sheets[0].cells.len(), 2);
        assert_eq!(book.problems.len(), 1);
    }

    #[test]
    fn entities_of_its_own_making_are_not_expanded() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
            <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table><Row><Cell><Data>a&lol2;b</Data></Cell></Row></Table></Worksheet></Workbook>"#;
        let book = read(bomb.as_bytes(), "a.xls").unwrap();
        assert_eq!(book.sheets[0].cells, [(0, 0, Raw::Text("ab".into()))]);
        let deep = format!("<Workbook>{}", "<a>".repeat(1_000_000));
        assert!(read(deep.as_bytes(), "a.xls").unwrap_err().message.contains("nested"));
    }
}

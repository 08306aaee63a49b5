//! The hours file as CSV: RFC 4180, UTF-8, a comma between fields, CRLF at the end of lines.
//!
//! A spreadsheet program takes a text that begins with `=`, `+`, `-` or `@` for a formula; names and notes come from
//! other people's files, so such a text gets an apostrophe before it, and nothing in the file is ever worked out.

use super::layout::{COLUMNS, Field};
use crate::render::job::Body;
use crate::render::payroll::line::Week;

pub fn file(week: &Week) -> Body {
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    let lines = week
        .lines
        .iter()
        .map(|line| COLUMNS.iter().map(|column| written(&(column.field)(line))).collect::<Vec<String>>());
    let head = COLUMNS.iter().map(|column| column.heading.to_owned()).collect();
    for record in std::iter::once(head).chain(lines) {
        if let Err(fault) = writer.write_record(&record) {
            return Body::Failed(format!("The hours file could not be written: {fault}"));
        }
    }
    match writer.into_inner() {
        Ok(bytes) => Body::Bytes(bytes),
        Err(fault) => Body::Failed(format!("The hours file could not be written: {fault}")),
    }
}

fn written(field: &Field) -> String {
    match field {
        Field::Blank => String::new(),
        Field::Text(text) => harmless(text),
        Field::Date(date) => date.to_string(),
        Field::Tenths(hours) => format!("{hours:.1}"),
        Field::Count(count) => count.to_string(),
        Field::Amount(amount) => format!("{amount:.2}"),
    }
}

/// One line, and no formula.
fn harmless(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = line.trim();
    // Fullwidth forms of the same signs are folded to them by some programs.
    let begins = line.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if begins { format!("'{line}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        for (text, safe) in [
            ("=HYPERLINK(\"http://x\")", "'=HYPERLINK(\"http://x\")"),
            ("+1 213", "'+1 213"),
            ("-2+3", "'-2+3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'=1"),
            (" \r\n=1", "'=1"),
            ("＝1", "'＝1"),
            ("O'Brien, Sean", "O'Brien, Sean"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(harmless(text), safe, "{text:?}");
        }
    }
}

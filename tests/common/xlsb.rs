//! A small `.xlsb`, written record by record: no office program at hand writes them.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell of the one sheet: number with its format, text, flag.
pub enum Put {
    /// The second is the number of a built-in format: 0 general, 14 a date, 20 a time, 46 elapsed.
    Number(f64, u16),
    Text(&'static str),
    Flag(bool),
}

/// A workbook with one sheet.
pub fn book(name: &str, cells: &[(u32, u32, Put)]) -> Vec<u8> {
    let formats = [0_u16, 14, 20, 46];
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0081, &[]);
    record(&mut sheet, 0x0094, &[0; 16]);
    record(&mut sheet, 0x0091, &[]);
    let mut last = None;
    for (row, column, put) in cells {
        if last != Some(*row) {
            record(&mut sheet, 0x0000, &[&row.to_le_bytes()[..], &[0; 13]].concat());
            last = Some(*row);
        }
        let style = match put {
            Put::Number(_, format) => formats.iter().position(|f| f == format).unwrap() as u32,
            _ => 0,
        };
        let mut body = [column.to_le_bytes(), style.to_le_bytes()].concat();
        match put {
            Put::Number(number, _) => {
                body.extend(number.to_le_bytes());
                record(&mut sheet, 0x0005, &body);
            }
            Put::Text(text) => {
                body.extend(wide(text));
                record(&mut sheet, 0x0006, &body);
            }
            Put::Flag(flag) => {
                body.push(u8::from(*flag));
                record(&mut sheet, 0x0004, &body);
            }
        }
    }
    record(&mut sheet, 0x0092, &[]);
    record(&mut sheet, 0x0082, &[]);

    let mut styles = Vec::new();
    record(&mut styles, 0x0269, &(formats.len() as u32).to_le_bytes());
    for format in formats {
        record(&mut styles, 0x002F, &[&[0, 0][..], &format.to_le_bytes(), &[0; 12]].concat());
    }

    let mut workbook = Vec::new();
    record(&mut workbook, 0x0083, &[]);
    let mut bundle = [0_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
    bundle.extend(wide("rId1"));
    bundle.extend(wide(name));
    record(&mut workbook, 0x009C, &bundle);
    record(&mut workbook, 0x0090, &[]);
    record(&mut workbook, 0x0084, &[]);

    let relations = r#"<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, body) in [
        ("xl/workbook.bin", workbook.as_slice()),
        ("xl/_rels/workbook.bin.rels", relations.as_bytes()),
        ("xl/styles.bin", styles.as_slice()),
        ("xl/worksheets/sheet1.bin", sheet.as_slice()),
    ] {
        out.start_file(part, SimpleFileOptions::default()).unwrap();
        out.write_all(body).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Kind and length in seven bits a byte.
fn record(out: &mut Vec<u8>, kind: u16, body: &[u8]) {
    if kind < 0x80 {
        out.push(kind as u8);
    } else {
        out.extend([(kind & 0x7F) as u8 | 0x80, (kind >> 7) as u8]);
    }
    let mut length = body.len();
    loop {
        let low = (length & 0x7F) as u8;
        length >>= 7;
        out.push(if length > 0 { low | 0x80 } else { low });
        if length == 0 {
            break;
        }
    }
    out.extend(body);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut out = (units.len() as u32).to_le_bytes().to_vec();
    out.extend(units.into_iter().flat_map(u16::to_le_bytes));
    out
}

//! What a cell's style says of its meaning: struck through, filled with a colour; and which cells carry
//! comments. None of it is data to the cell reader.

use super::address;
use super::parts::{self, attribute};
use crate::ingest::reader::preflight::Archive;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How the cells of one style look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub struck: bool,
    /// `0xRRGGBB`; `None` for no fill, and for white and black, which are paper and banners.
    pub fill: Option<u32>,
}

/// The workbook's styles by their number in a cell's `s`; empty where there are none to be read.
pub fn styles(archive: &mut Archive, file: &str) -> Vec<Style> {
    parts::styles(archive, file).map(|xml| parse(&xml)).unwrap_or_default()
}

/// The colours of Office's own theme, in the order in which styles number them: what a workbook shows
/// unless it was given another theme.
const THEME: [u32; 10] =
    [0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x4472C4, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47];

fn parse(xml: &[u8]) -> Vec<Style> {
    let mut reader = Reader::from_reader(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    let (mut struck, mut fills, mut styles) = (Vec::new(), Vec::new(), Vec::new());
    let mut within: Vec<String> = Vec::new();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => {
                let name = tag.local_name().as_ref().to_string();
                let path: Vec<&str> = within.iter().skip(1).map(String::as_str).collect();
                match (path.as_slice(), name.as_str()) {
                    (["fonts"], "font") => struck.push(false),
                    (["fonts", "font"], "strike") => {
                        let off = attribute(&tag, "val").is_some_and(|v| v == "0" || v == "false");
                        if let Some(last) = struck.last_mut() {
                            *last = !off;
                        }
                    }
                    (["fills"], "fill") => fills.push((false, None)),
                    (["fills", "fill"], "patternFill") => {
                        if let Some((solid, _)) = fills.last_mut() {
                            *solid = attribute(&tag, "patternType").is_some_and(|kind| kind == "solid");
                        }
                    }
                    (["fills", "fill", "patternFill"], "fgColor") => {
                        if let Some((_, colour)) = fills.last_mut() {
                            *colour = colour_of(&tag);
                        }
                    }
                    (["cellXfs"], "xf") => {
                        let number = |name| attribute(&tag, name)?.parse::<usize>().ok();
                        let font = number("fontId").and_then(|id| struck.get(id)).copied();
                        let fill = number("fillId").and_then(|id| fills.get(id)).copied();
                        styles.push(Style {
                            struck: font.unwrap_or(false),
                            fill: fill.filter(|(solid, _)| *solid).and_then(|(_, colour)| colour),
                        });
                    }
                    _ => {}
                }
                within.push(name);
            }
            Ok(Event::End(_)) => {
                within.pop();
            }
            Ok(Event::Eof) | Err(_) => return styles,
            Ok(_) => {}
        }
    }
}

fn colour_of(tag: &BytesStart) -> Option<u32> {
    let rgb = attribute(tag, "rgb")
        .and_then(|text| u32::from_str_radix(text.get(text.len().checked_sub(6)?..)?, 16).ok());
    let theme = || THEME.get(attribute(tag, "theme")?.parse::<usize>().ok()?).copied();
    rgb.or_else(theme).filter(|colour| !matches!(colour, 0xFFFFFF | 0x000000))
}

/// The cells of a sheet's part that carry a comment, in reading order.
pub fn comments(archive: &mut Archive, part: &str, file: &str) -> Vec<(u32, u32)> {
    let mut cells = Vec::new();
    for xml in parts::comments(archive, part, file) {
        parts::each_tag(&xml, |tag| {
            if matches!(tag.local_name().as_ref(), "comment" | "threadedComment") {
                cells.extend(attribute(tag, "ref").and_then(|text| address::cell(&text)));
            }
        });
    }
    cells.sort_unstable();
    cells.dedup();
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_says_what_is_struck_and_filled() {
        let xml = r#"<styleSheet><fonts count="3"><font><sz val="11"/></font><font><strike/></font><font><strike val="0"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFF2A8"/><bgColor indexed="64"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor theme="7" tint="0.4"/></patternFill></fill><fill><patternFill patternType="solid"><fgColor rgb="00000000"/></patternFill></fill></fills>
            <cellStyleXfs><xf fontId="1" fillId="1"/></cellStyleXfs>
            <cellXfs><xf fontId="0" fillId="0"/><xf fontId="1" fillId="0"/><xf fontId="2" fillId="1"/><xf fontId="0" fillId="2"/><xf fillId="3"/><xf fontId="99" fillId="99"/></cellXfs>
            <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>"#;
        let of = |struck, fill| Style { struck, fill };
        assert_eq!(
            parse(xml.as_bytes()),
            [
                of(false, None),
                of(true, None),
                of(false, Some(0xFFF2A8)),
                of(false, Some(0xFFC000)),
                of(false, None),
                of(false, None)
            ]
        );
    }
}

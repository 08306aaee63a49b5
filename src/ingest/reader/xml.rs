//! What the readers of XML share.

use crate::diagnostic::Diagnostic;
use crate::ingest::refusal;
use quick_xml::events::{BytesRef, BytesStart};
use quick_xml::{Reader, XmlVersion};

/// Elements within each other. Spreadsheets have tens.
const DEEPEST: usize = 256;

/// A reader of text that is XML by and large.
pub fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_reader(text.as_bytes());
    let config = reader.config_mut();
    config.check_end_names = false;
    config.expand_empty_elements = true;
    reader
}

/// The value of an attribute by its local name, without entities.
pub fn attribute(tag: &BytesStart, local_name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == local_name).and_then(
        |attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned()),
    )
}

/// What `&…;` stands for. Entities of a file's own making stand for nothing: they are never expanded.
pub fn entity(reference: &BytesRef) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match reference.xml10_content().as_ref() {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => None,
    }
}

/// Counts elements within each other.
#[derive(Default)]
pub struct Depth(usize);

impl Depth {
    pub fn down(&mut self, file: &str) -> Result<(), Diagnostic> {
        self.0 = self.0.saturating_add(1);
        if self.0 > DEEPEST {
            let what = format!("elements nested more than {DEEPEST} deep");
            return Err(refusal::too_large(file, &what, &DEEPEST.to_string()));
        }
        Ok(())
    }

    pub fn up(&mut self) {
        self.0 = self.0.saturating_sub(1);
    }
}

//! Which part of the zip holds which sheet: from the package's relations to the workbook, from the
//! workbook's sheets and its relations to the parts.

use crate::diagnostic::Diagnostic;
use crate::ingest::reader::preflight::{self, Archive};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// The sheets' names with their parts, in the workbook's order.
pub fn sheets(archive: &mut Archive, file: &str) -> Result<Vec<(String, String)>, Diagnostic> {
    let mut package = relations(&read(archive, "_rels/.rels", file)?);
    let workbook = package
        .remove("officeDocument")
        .and_then(|mut of_kind| of_kind.pop())
        .map_or_else(|| "xl/workbook.xml".to_owned(), |(_, target)| resolve("", &target));
    let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
    let targets: BTreeMap<String, String> =
        relations(&read(archive, &join(folder, &format!("_rels/{name}.rels")), file)?)
            .remove("worksheet")
            .unwrap_or_default()
            .into_iter()
            .collect();
    let mut found = Vec::new();
    each_tag(&read(archive, &workbook, file)?, |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let (Some(name), Some(id)) = (attribute(tag, "name"), attribute(tag, "id"))
            && let Some(target) = targets.get(&id)
        {
            found.push((name, resolve(folder, target)));
        }
    });
    Ok(found.into_iter().map(|(name, part)| (name, as_stored(archive, part))).collect())
}

/// The value of an attribute by its local name, without entities.
pub fn attribute(tag: &BytesStart, local_name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == local_name).and_then(
        |attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok().map(|value| value.into_owned()),
    )
}

fn read(archive: &mut Archive, part: &str, file: &str) -> Result<Vec<u8>, Diagnostic> {
    let stored = as_stored(archive, part.to_owned());
    preflight::part(archive, &stored, file)
}

/// Some writers disagree with themselves about capitals.
fn as_stored(archive: &Archive, part: String) -> String {
    if archive.index_for_name(&part).is_some() {
        return part;
    }
    let found = archive.file_names().flatten().find(|name| name.eq_ignore_ascii_case(&part));
    found.map(|name| name.into_owned()).unwrap_or(part)
}

/// Identifier and target of each relation, by the last word of its type.
fn relations(xml: &[u8]) -> BTreeMap<String, Vec<(String, String)>> {
    let mut relations: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    each_tag(xml, |tag| {
        if tag.local_name().as_ref() == "Relationship"
            && let (Some(kind), Some(id), Some(target)) =
                (attribute(tag, "Type"), attribute(tag, "Id"), attribute(tag, "Target"))
        {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            relations.entry(kind).or_default().push((id, target));
        }
    });
    relations
}

/// Stops at the first fault of the XML: what came before it stands.
fn each_tag(xml: &[u8], mut visit: impl FnMut(&BytesStart)) {
    let mut reader = Reader::from_reader(xml);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => visit(&tag),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}

fn join(folder: &str, rest: &str) -> String {
    if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") }
}

/// A target is absolute in the package (`/xl/…`) or relative to the folder.
fn resolve(folder: &str, target: &str) -> String {
    let whole = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => join(folder, target),
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_resolved_against_the_workbooks_folder() {
        assert_eq!(resolve("xl", "worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("xl/a", "../worksheets/./s.xml"), "xl/worksheets/s.xml");
        assert_eq!(resolve("", "xl\\workbook.xml"), "xl/workbook.xml");
    }
}

//! Which part of the zip holds which sheet: from the package's relations to the workbook, from the
//! workbook's sheets and its relations to the parts.

use crate::diagnostic::Diagnostic;
use crate::ingest::reader::preflight::{self, Archive};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::BTreeMap;

/// The workbook's part.
fn workbook(archive: &mut Archive, file: &str) -> Result<String, Diagnostic> {
    let mut package = relations(&read(archive, "_rels/.rels", file)?);
    let found = package.remove("officeDocument").and_then(|mut of_kind| of_kind.pop());
    Ok(found.map_or_else(|| "xl/workbook.xml".to_owned(), |(_, target)| resolve("", &target)))
}

/// What a part points to.
fn relations_of(archive: &mut Archive, part: &str, file: &str) -> Result<Relations, Diagnostic> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    Ok(relations(&read(archive, &join(folder, &format!("_rels/{name}.rels")), file)?))
}

/// The styles of the workbook, as they are stored.
pub fn styles(archive: &mut Archive, file: &str) -> Option<Vec<u8>> {
    let workbook = workbook(archive, file).ok()?;
    let (_, target) = relations_of(archive, &workbook, file).ok()?.remove("styles")?.pop()?;
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    read(archive, &resolve(folder, &target), file).ok()
}

/// The comments of a sheet's part, old and new ones.
pub fn comments(archive: &mut Archive, part: &str, file: &str) -> Vec<Vec<u8>> {
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let Ok(mut relations) = relations_of(archive, part, file) else { return Vec::new() };
    let kinds = ["comments", "threadedComment"];
    let targets = kinds.into_iter().filter_map(|kind| relations.remove(kind)).flatten();
    let parts: Vec<String> = targets.map(|(_, target)| resolve(folder, &target)).collect();
    parts.iter().filter_map(|part| read(archive, part, file).ok()).collect()
}

/// The sheets' names with their parts, in the workbook's order.
pub fn sheets(archive: &mut Archive, file: &str) -> Result<Vec<(String, String)>, Diagnostic> {
    let workbook = workbook(archive, file)?;
    let folder = workbook.rsplit_once('/').map_or("", |(folder, _)| folder);
    let targets: BTreeMap<String, String> =
        relations_of(archive, &workbook, file)?.remove("worksheet").unwrap_or_default().into_iter().collect();
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

/// What is made of an attribute whose value needs no unescaping, without a copy of it: a sheet has millions.
pub fn with_attribute<T>(tag: &BytesStart, local_name: &str, take: impl FnOnce(&str) -> T) -> Option<T> {
    let mut attributes = tag.attributes();
    attributes.with_checks(false);
    let found = attributes.flatten().find(|attribute| attribute.key.local_name().as_ref() == local_name)?;
    Some(take(&found.value))
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
type Relations = BTreeMap<String, Vec<(String, String)>>;

fn relations(xml: &[u8]) -> Relations {
    let mut relations = Relations::new();
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
pub fn each_tag(xml: &[u8], mut visit: impl FnMut(&BytesStart)) {
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

//! Department notes: the Notes rows of the day, and what the scenes ask of each department.

use super::{Sheet, crew};
use crate::model::Note;
use crate::render::words::Words;
use serde_json::{Value, json};

struct Department {
    name: String,
    /// Scenes that ask for the same thing, and the thing.
    lines: Vec<(Vec<String>, String)>,
}

pub fn data(sheet: &Sheet) -> Value {
    let general = sheet.words.get("call_sheet.notes_general");
    let mut departments: Vec<Department> = Vec::new();
    for note in rows(sheet) {
        add(&mut departments, note.department.as_deref().unwrap_or(general), note.scene.clone(), &note.text);
    }
    for scene in sheet.production.scenes_of(sheet.day) {
        for (department, text) in &scene.departments {
            add(&mut departments, department, Some(scene.number.clone()), &text.value);
        }
    }
    // What concerns everybody stands first.
    departments.sort_by_key(|d| {
        (!d.name.eq_ignore_ascii_case(general), crew::department_rank(&d.name), d.name.to_lowercase())
    });
    let notes = departments.iter().map(|d| {
        let lines = d.lines.iter().map(|(scenes, text)| {
            let scene = (!scenes.is_empty()).then(|| scenes.join(", "));
            json!({ "scene": scene, "text": text })
        });
        let mut note = json!({ "department": called(sheet, &d.name), "lines": lines.collect::<Vec<_>>() });
        // Whom it is for is found by the name that the sheets have.
        if let Some(fields) = note.as_object_mut().filter(|f| f.get("department") != Some(&json!(d.name))) {
            fields.insert("of".into(), json!(d.name));
        }
        note
    });
    json!(notes.collect::<Vec<_>>())
}

/// A heading of the breakdown in the language of the sheet; in English, and of the production's own, as written.
fn called<'a>(sheet: &Sheet<'a>, name: &'a str) -> &'a str {
    let words: &'a Words = sheet.words;
    if words.language.starts_with("en") { name } else { words.category(name) }
}

pub fn rows<'a>(sheet: &Sheet<'a>) -> impl Iterator<Item = &'a Note> {
    let day = sheet.day;
    sheet.production.notes.iter().filter(move |n| n.date == day.date && n.unit == day.unit)
}

fn add(departments: &mut Vec<Department>, name: &str, scene: Option<String>, text: &str) {
    let (name, text) = (name.trim(), text.trim());
    if text.is_empty() {
        return;
    }
    let scene = scene.map(|s| s.trim().to_owned()).filter(|s| !s.is_empty());
    let at = departments.iter().position(|d| d.name.eq_ignore_ascii_case(name)).unwrap_or_else(|| {
        departments.push(Department { name: name.to_owned(), lines: Vec::new() });
        departments.len() - 1
    });
    let Some(department) = departments.get_mut(at) else { return };
    match department.lines.iter_mut().find(|(scenes, known)| known == text && !scenes.is_empty()) {
        Some((scenes, _)) if scene.is_some() => scenes.extend(scene.filter(|s| !scenes.contains(s))),
        _ => department.lines.push((scene.into_iter().collect(), text.to_owned())),
    }
}

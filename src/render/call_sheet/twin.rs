//! The sheet as plain text, for the body of its mail: what a telephone without a reader of PDF still shows.
//!
//! It is made from the very data that is printed, so that it says the same.

use crate::render::words::Words;
use serde_json::Value;

/// Widest line, so that no mail program breaks a row of the table.
const WIDTH: usize = 76;

pub fn text(data: &Value, words: &Words) -> String {
    let mut lines: Vec<String> = Vec::new();
    let at = |key: &str| told(data.get(key));
    lines.push(at("production").to_uppercase());
    lines.push(join(&[&at("date"), &at("day_line"), &at("unit"), &at("status")], " \u{b7} "));
    lines.push(join(&[words.get("call_sheet.crew_call"), &at("call"), &at("call_date"), &at("pushed")], " "));
    for pair in list(data, "times") {
        if let Some(value) = pair.get(1).and_then(Value::as_str) {
            lines.push(format!("{} {value}", told(pair.get(0))));
        }
    }
    lines
        .push(join(&[&at("weather"), &sun(data, words, "sunrise"), &sun(data, words, "sunset")], " \u{b7} "));
    lines.push(at("notice"));
    let heading = |lines: &mut Vec<String>, title: &str| {
        lines.push(String::new());
        lines.push(title.to_uppercase());
    };
    heading(&mut lines, words.get("call_sheet.hospital"));
    let hospitals = list(data, "hospitals");
    if hospitals.is_empty() {
        lines.push(words.get("call_sheet.not_given").to_owned());
    }
    for h in hospitals {
        lines.push(join(&[&told(h.get("name")), &told(h.get("address")), &told(h.get("phone"))], " \u{b7} "));
    }
    lines.push(at("emergency"));
    for place in list(data, "places") {
        heading(&mut lines, &told(place.get("name")));
        lines.push(told(place.get("address")));
        for (key, word) in [("gate", "gate"), ("basecamp", "basecamp"), ("parking", "parking")] {
            let value = told(place.get(key));
            if !value.is_empty() {
                lines.push(format!("{}: {value}", words.get(&format!("call_sheet.{word}"))));
            }
        }
    }
    let rows = list(data, "activities");
    if !rows.is_empty() {
        heading(&mut lines, words.get("call_sheet.activities"));
        for r in rows {
            let told = |key: &str| told(r.get(key));
            lines.push(join(&[&told("start"), &told("activity"), &told("who"), &told("location")], "  "));
        }
    }
    let rows = rows_of(data, "scenes");
    if !rows.is_empty() {
        heading(&mut lines, words.get("call_sheet.scenes"));
        for r in rows {
            lines.extend(list(r, "banners").iter().map(|banner| format!("-- {} --", told(Some(banner)))));
            let told = |key: &str| told(r.get(key));
            let slug = join(&[&told("no"), &told("ie"), &told("set").to_uppercase(), &told("dn")], " ");
            let cast = told("cast");
            let cast = if cast.is_empty() { cast } else { format!("[{cast}]") };
            lines.push(join(&[&slug, &told("pages"), &cast, &told("location")], "  "));
        }
        let after = data.get("scenes").map(|scenes| list(scenes, "banners_after"));
        lines.extend(after.into_iter().flatten().map(|banner| format!("-- {} --", told(Some(banner)))));
    }
    let rows = rows_of(data, "cast");
    if !rows.is_empty() {
        heading(&mut lines, words.get("call_sheet.cast_title"));
        for r in rows {
            let told = |key: &str| told(r.get(key));
            let est: Vec<&str> = r
                .get("est")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let mut parts =
                vec![join(&[&told("no"), &told("name"), &told("character"), &told("status")], " ")];
            for key in ["pickup", "report", "makeup", "wardrobe", "on_set"] {
                let value = told(key);
                if !value.is_empty() {
                    let mark = if est.contains(&key) {
                        format!(" ({})", words.get("call_sheet.est"))
                    } else {
                        String::new()
                    };
                    parts.push(format!("{} {value}{mark}", words.get(&format!("call_sheet.{key}"))));
                }
            }
            lines.push(parts.join(", "));
        }
    }
    let rows = rows_of(data, "background");
    if !rows.is_empty() {
        heading(&mut lines, words.get("call_sheet.background_title"));
        for r in rows {
            let told = |key: &str| told(r.get(key));
            lines.push(join(&[&told("count"), &told("description"), &told("call"), &told("location")], "  "));
        }
    }
    let notes = list(data, "notes");
    if !notes.is_empty() {
        heading(&mut lines, words.get("call_sheet.notes_title"));
        for n in notes {
            for line in list(n, "lines") {
                let scene = told(line.get("scene"));
                let scene = if scene.is_empty() {
                    scene
                } else {
                    words.say("call_sheet.scene_short", &[("scenes", &scene)])
                };
                lines.push(join(
                    &[&format!("{}:", told(n.get("department"))), &scene, &told(line.get("text"))],
                    " ",
                ));
            }
        }
    }
    if let Some(line) = data.pointer("/advance/line").and_then(Value::as_str) {
        heading(&mut lines, words.get("call_sheet.advance"));
        lines.push(line.to_owned());
    }
    heading(&mut lines, words.get("call_sheet.crew"));
    for group in list(data, "crew") {
        lines.push(format!("-- {}", told(group.get("department"))));
        for r in list(group, "rows") {
            let told = |key: &str| told(r.get(key));
            lines.push(join(&[&told("call"), &told("name"), &told("position")], "  "));
        }
    }
    lines.push(String::new());
    for c in list(data, "contacts") {
        lines.push(join(&[&told(c.get("role")), &told(c.get("name")), &told(c.get("phone"))], " "));
    }
    let mut out = String::new();
    let mut blank = true;
    for line in lines {
        // What is not known leaves no hole; one blank line parts the blocks.
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        wrap(&line.replace('\u{a0}', " "), &mut out);
    }
    out
}

fn told(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or_default().trim().to_owned()
}

fn list<'a>(data: &'a Value, key: &str) -> &'a [Value] {
    data.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn rows_of<'a>(data: &'a Value, key: &str) -> &'a [Value] {
    data.get(key).map_or(&[], |block| list(block, "rows"))
}

fn sun(data: &Value, words: &Words, key: &str) -> String {
    let value = told(data.get(key));
    if value.is_empty() { value } else { format!("{} {value}", words.get(&format!("call_sheet.{key}"))) }
}

fn join(parts: &[&str], with: &str) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(with)
}

/// Breaks a line at words; what follows the first is set in.
fn wrap(line: &str, out: &mut String) {
    let mut width = 0;
    for word in line.split(' ') {
        let letters = word.chars().count();
        if width > 0 && width + 1 + letters > WIDTH {
            out.push_str("\n  ");
            width = 2;
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += letters;
    }
    out.push('\n');
}

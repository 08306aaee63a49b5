//! Fountain (`.fountain`): a screenplay as plain text. It knows scene headings, numbers between `#`, and who speaks; it
//! does not know lengths.

use super::{ScriptScene, slugline, workbook};
use crate::diagnostic::Diagnostic;
use crate::ingest::grid::Workbook;
use crate::ingest::reader::{encoding, text};

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let decoded = encoding::decode(bytes);
    let text = text::normal_lines(&decoded.text);
    let text = without(&without(&text, "/*", "*/"), "[[", "]]");
    let lines: Vec<&str> = body(&text).lines().collect();
    let mut scenes: Vec<ScriptScene> = Vec::new();
    let blank = |at: Option<usize>| at.and_then(|at| lines.get(at)).is_none_or(|line| line.trim().is_empty());
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        let first = blank(at.checked_sub(1));
        let alone = blank(Some(at + 1));
        if let Some(heading) = heading(line).filter(|_| first) {
            scenes.push(numbered(heading));
        } else if let Some(words) = line.strip_prefix('=').filter(|words| !words.starts_with('=')) {
            if let Some(scene) = scenes.last_mut().filter(|scene| scene.synopsis.is_empty()) {
                scene.synopsis = words.trim().into();
            }
        } else if first
            && !alone
            && is_cue(line)
            && let Some(scene) = scenes.last_mut()
        {
            scene.speaks(line.trim_start_matches('@'));
        }
    }
    workbook(scenes, file)
}

/// The text without what stands between two marks; its line ends are kept.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once(open) {
        kept.push_str(before);
        let Some((taken, after)) = inside.split_once(close) else {
            // Opened and never closed: it stands for itself.
            kept.push_str(open);
            kept.push_str(inside);
            return kept;
        };
        kept.extend(taken.chars().filter(|c| *c == '\n'));
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// What follows the title page: `Key: value` lines up to the first blank line.
fn body(text: &str) -> &str {
    let text = text.trim_start_matches('\n');
    let first = text.lines().next().unwrap_or_default();
    let key = first.split_once(':').map_or("", |(key, _)| key);
    let is_key = !key.is_empty()
        && key.chars().all(|c| c.is_alphabetic() || c == ' ')
        && !slugline::is_heading(first)
        && key.chars().any(char::is_lowercase);
    if is_key { text.split_once("\n\n").map_or("", |(_, rest)| rest) } else { text }
}

fn heading(line: &str) -> Option<&str> {
    match line.strip_prefix('.') {
        // `...` is a pause.
        Some(forced) if forced.starts_with(|c: char| c.is_alphanumeric()) => Some(forced),
        _ => slugline::is_heading(line).then_some(line),
    }
}

/// `INT. HOUSE - DAY #12A#`
fn numbered(heading: &str) -> ScriptScene {
    let inside = heading.trim_end().strip_suffix('#').and_then(|rest| rest.rsplit_once('#'));
    let (heading, number) = match inside {
        Some((heading, number)) if !number.is_empty() => (heading, number.trim()),
        _ => (heading, ""),
    };
    ScriptScene { heading: heading.trim().into(), number: number.into(), ..ScriptScene::default() }
}

/// Whether a line before speech names who speaks: forced with `@`, else without a small letter.
fn is_cue(line: &str) -> bool {
    if line.starts_with('@') {
        return true;
    }
    let name = line.split('(').next().unwrap_or(line);
    let transition = line.starts_with(['>', '!', '~', '#', '.']) || line.ends_with("TO:");
    !transition && name.chars().any(char::is_alphabetic) && !name.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::ingest::grid::Raw;

    fn column(book: &Workbook, col: u32) -> Vec<String> {
        let cells = book.sheets[0].cells.iter().filter(|(row, c, _)| *row > 0 && *c == col);
        cells.map(|(_, _, raw)| if let Raw::Text(t) = raw { t.clone() } else { panic!() }).collect()
    }

    #[test]
    fn scenes_numbers_and_speakers_are_found() {
        let script = "Title: THE FERRY\nAuthor: Nobody\n\nEXT. PIER - DAWN #1#\n\n= Mara arrives.\n\nWAVES.\n\nMARA (V.O.)\nHello.\n\n\
            /* INT. CUT SCENE - DAY\n\n*/\n.FLASHBACK #2A#\n\n@McAvoy\nAye.\n\nCUT TO:\n\nINT. FERRY - NIGHT #3#\n\nMARA ^\n(quiet)\nNo.\n\nROLFE\nYes.\n";
        let book = read(script.as_bytes(), "a.fountain").unwrap();
        assert_eq!(column(&book, 0), ["1", "2A", "3"]);
        assert_eq!(column(&book, 2), ["PIER", "FLASHBACK", "FERRY"]);
        assert_eq!(column(&book, 6), ["MARA", "McAvoy", "MARA, ROLFE"]);
        assert_eq!(column(&book, 7), ["Mara arrives."]);
        assert!(column(&book, 4).is_empty(), "Fountain knows no lengths, and none is made up");
        assert!(book.problems.is_empty());
    }

    #[test]
    fn scenes_without_numbers_are_counted_and_that_is_said() {
        let book = read(b"INT. A - DAY\n\nx\n\nEXT. B - NIGHT\n\ny\n", "a.fountain").unwrap();
        assert_eq!(column(&book, 0), ["1", "2"]);
        assert_eq!(book.problems[0].code, Code::ScenesCounted);
    }
}

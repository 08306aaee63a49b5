//! Screenplays as lists of scenes: Final Draft (`fdx`) and Fountain (`fountain`).
//!
//! A scene heading becomes a row of Scenes without a day: the script says what there is to shoot, not when. What a
//! script does not say (lengths in Fountain, numbers before they are locked) stays unknown; numbers are counted, and
//! that is reported, because without numbers scenes could not be named at all.

pub mod fdx;
pub mod fountain;
pub mod slugline;

use super::Budget;
use super::listing::{Listing, one_line};
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Workbook;
use std::collections::BTreeMap;

/// A scene as a script has it.
#[derive(Clone, Debug, Default)]
pub struct ScriptScene {
    /// As printed in the margin; empty before scenes are numbered.
    pub number: String,
    pub heading: String,
    /// `3/8`; empty where the file does not say.
    pub length: String,
    /// The page of the script on which it begins.
    pub page: String,
    pub synopsis: String,
    /// In order of their first line.
    pub characters: Vec<String>,
    /// Tagged elements by category.
    pub elements: BTreeMap<String, Vec<String>>,
}

impl ScriptScene {
    /// Adds who speaks: `JIM (O.S.)` and `JIM (CONT'D)` are Jim.
    pub fn speaks(&mut self, cue: &str) {
        let name = one_line(cue.split('(').next().unwrap_or(cue)).trim_end_matches('^').trim().to_string();
        if !name.is_empty() && !self.characters.iter().any(|c| c.eq_ignore_ascii_case(&name)) {
            self.characters.push(name);
        }
    }
}

/// The scenes as a sheet of the table Scenes.
pub fn workbook(scenes: Vec<ScriptScene>, file: &str) -> Result<Workbook, Diagnostic> {
    let mut listing =
        Listing::new("Scenes", &["Scene", "I/E", "Set", "D/N", "Pages", "Script Page", "Cast", "Synopsis"]);
    let numbered = scenes.iter().filter(|scene| !scene.number.is_empty()).count();
    let all = scenes.len();
    for (i, scene) in scenes.into_iter().enumerate() {
        let slug = slugline::parse(&scene.heading);
        let number = if numbered == 0 { (i + 1).to_string() } else { scene.number };
        let own = [
            ("Scene", number),
            ("I/E", slug.int_ext),
            ("Set", slug.set),
            ("D/N", slug.day_night),
            ("Pages", scene.length),
            ("Script Page", scene.page),
            ("Cast", scene.characters.join(", ")),
            ("Synopsis", scene.synopsis),
        ];
        let elements = scene.elements.iter().map(|(category, names)| (category.as_str(), names.join(", ")));
        listing.row(own.into_iter().chain(elements));
    }
    let mut problems = Vec::new();
    if numbered == 0 && all > 0 {
        let message = "The script has no scene numbers, so its scenes were counted from 1.";
        let help = "Number the scenes in the writing program and lock them: a scene that is added would move counted ones.";
        problems.push(Diagnostic::new(Code::ScenesCounted, message, help).in_file(file).on_sheet("Scenes"));
    }
    let sheet = listing.sheet(&mut Budget::default(), file)?;
    Ok(Workbook { sheets: vec![sheet], problems })
}

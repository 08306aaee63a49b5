//! Faces of the machine for what neither our own nor the production's can show: a name in Hangul, Arabic or Chinese.
//!
//! They are looked for only when a document has such a character, so that a document that has none is the same on every
//! machine. What no face has either is reported.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStyle, FontWeight};

/// A face in a file, and what it can show.
struct Face {
    path: PathBuf,
    index: u32,
    info: FontInfo,
}

/// The machine's faces, listed once.
pub struct SystemFonts {
    faces: Vec<Face>,
}

/// Files that are looked into at the most: a folder of ten thousand faces takes no minute.
const MOST_FILES: usize = 4_000;
/// Folders within folders.
const DEEPEST: usize = 6;

impl SystemFonts {
    /// The faces of the folders that the system keeps them in.
    pub fn of_this_machine() -> SystemFonts {
        SystemFonts::of(&folders())
    }

    /// The faces of these folders, in the order of their paths.
    pub fn of(folders: &[PathBuf]) -> SystemFonts {
        let mut files = BTreeSet::new();
        for folder in folders {
            collect(folder, DEEPEST, &mut files);
        }
        let mut faces = Vec::new();
        for path in files.into_iter().take(MOST_FILES) {
            let Ok(bytes) = std::fs::read(&path) else { continue };
            faces.extend((0u32..).zip(FontInfo::iter(&bytes)).map(|(index, info)| Face {
                path: path.clone(),
                index,
                info,
            }));
        }
        SystemFonts { faces }
    }

    /// Faces that show as many of the characters as the machine can: for each the upright regular one, with the others of its
    /// family.
    pub fn for_characters(&self, characters: &BTreeSet<char>) -> Vec<Font> {
        let mut left: BTreeSet<char> = characters.clone();
        let mut families: Vec<&str> = Vec::new();
        while !left.is_empty() {
            let shows =
                |face: &Face| left.iter().filter(|c| face.info.coverage.contains(u32::from(**c))).count();
            let best = self
                .faces
                .iter()
                .map(|face| (shows(face), face))
                .filter(|(shown, _)| *shown > 0)
                .max_by_key(|(shown, face)| (*shown, plainness(face), std::cmp::Reverse(&face.path)));
            let Some((_, best)) = best else { break };
            left.retain(|c| !best.info.coverage.contains(u32::from(*c)));
            families.push(&best.info.family);
        }
        let chosen = self.faces.iter().filter(|face| families.contains(&face.info.family.as_str()));
        chosen.filter_map(|face| Font::new(Bytes::new(std::fs::read(&face.path).ok()?), face.index)).collect()
    }
}

/// How near a face is to what a text is set in: without serifs, upright, of regular weight.
fn plainness(face: &Face) -> (bool, bool, std::cmp::Reverse<u16>) {
    let family = face.info.family.to_lowercase();
    let sans = family.contains("sans") || family.contains("gothic") || family.contains("kufi");
    let variant = face.info.variant;
    let weight = variant.weight.to_number().abs_diff(FontWeight::REGULAR.to_number());
    (sans && !family.contains("mono"), variant.style == FontStyle::Normal, std::cmp::Reverse(weight))
}

fn collect(folder: &Path, deep: usize, files: &mut BTreeSet<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if deep > 0 {
                collect(&path, deep - 1, files);
            }
            continue;
        }
        let extension =
            path.extension().map(|e| e.to_string_lossy().to_ascii_lowercase()).unwrap_or_default();
        if matches!(extension.as_str(), "ttf" | "otf" | "ttc" | "otc") {
            files.insert(path);
        }
    }
}

fn folders() -> Vec<PathBuf> {
    let below = |variable: &str, parts: &[&str]| {
        let root = std::env::var_os(variable).filter(|root| !root.is_empty())?;
        Some(parts.iter().fold(PathBuf::from(root), |path, part| path.join(part)))
    };
    if cfg!(windows) {
        return [below("WINDIR", &["Fonts"]), below("LOCALAPPDATA", &["Microsoft", "Windows", "Fonts"])]
            .into_iter()
            .flatten()
            .collect();
    }
    let mut all: Vec<PathBuf> = if cfg!(target_os = "macos") {
        ["/System/Library/Fonts", "/Library/Fonts"].map(PathBuf::from).into()
    } else {
        ["/usr/share/fonts", "/usr/local/share/fonts"].map(PathBuf::from).into()
    };
    let own = if cfg!(target_os = "macos") {
        &[&["Library", "Fonts"][..]][..]
    } else {
        &[&[".local", "share", "fonts"][..], &[".fonts"]]
    };
    all.extend(own.iter().filter_map(|parts| below("HOME", parts)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_face_that_shows_the_most_is_taken_and_what_none_shows_is_left() {
        // Our own faces stand for a machine's: Greek and Cyrillic are in them, Hangul is not.
        let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("templates/fonts");
        let fonts = SystemFonts::of(&[own]);
        let faces = fonts.for_characters(&BTreeSet::from(['Ω', 'Ж', '김']));
        assert!(!faces.is_empty());
        assert!(faces.iter().any(|f| f.info().coverage.contains(u32::from('Ж'))));
        assert!(fonts.for_characters(&BTreeSet::from(['김'])).is_empty());
        assert!(
            SystemFonts::of(&[PathBuf::from("/nowhere/at/all")])
                .for_characters(&BTreeSet::from(['Ω']))
                .is_empty()
        );
    }
}

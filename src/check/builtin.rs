//! The packs in the binary: every file of `rules/`, listed by the build script, so that a new pack is a new file.

include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// A pack's file as it is in the binary: its name and its text.
pub fn text_of(pack: &str) -> Option<(&'static str, &'static str)> {
    BUILT_IN.iter().find(|(file, _)| file.strip_suffix(".toml") == Some(pack)).copied()
}

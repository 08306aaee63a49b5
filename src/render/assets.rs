//! The templates and faces in the binary: every folder of `templates/`, listed by the build script, so that a new document's
//! template is a new folder.

include!(concat!(env!("OUT_DIR"), "/templates.rs"));

/// The faces, in the order in which a missing character is looked for.
#[cfg(feature = "pdf")]
pub const FONTS: &[&[u8]] = &[
    include_bytes!("../../templates/fonts/IBMPlexSansCondensed-Regular.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSansCondensed-Italic.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSansCondensed-Medium.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSansCondensed-SemiBold.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSansCondensed-Bold.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSans-Regular.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSans-Italic.ttf"),
    include_bytes!("../../templates/fonts/IBMPlexSans-SemiBold.ttf"),
];

/// SHA-256 over every template, word and face in the binary: a changed one makes every document stale.
pub fn digest() -> String {
    let words = super::words::FILES.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    let templates = TEMPLATES.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]).chain(words);
    #[cfg(feature = "pdf")]
    let templates = templates.chain(FONTS.iter().copied());
    crate::digest::sha256_of_parts(templates)
}

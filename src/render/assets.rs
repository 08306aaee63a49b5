//! The templates and faces in the binary.

/// Templates and whatever else they may read, by path below `templates/`.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("call-sheet/crew.typ", include_str!("../../templates/call-sheet/crew.typ")),
    ("call-sheet/header.typ", include_str!("../../templates/call-sheet/header.typ")),
    ("call-sheet/main.typ", include_str!("../../templates/call-sheet/main.typ")),
    ("call-sheet/notes.typ", include_str!("../../templates/call-sheet/notes.typ")),
    ("call-sheet/sheet.typ", include_str!("../../templates/call-sheet/sheet.typ")),
    ("call-sheet/tables.typ", include_str!("../../templates/call-sheet/tables.typ")),
    ("lib/lib.typ", include_str!("../../templates/lib/lib.typ")),
    ("lib/look.typ", include_str!("../../templates/lib/look.typ")),
    ("lib/page.typ", include_str!("../../templates/lib/page.typ")),
    ("lib/parts.typ", include_str!("../../templates/lib/parts.typ")),
    ("lib/release.typ", include_str!("../../templates/lib/release.typ")),
    ("lib/report.typ", include_str!("../../templates/lib/report.typ")),
    ("compliance-report/main.typ", include_str!("../../templates/compliance-report/main.typ")),
    ("cost-report/main.typ", include_str!("../../templates/cost-report/main.typ")),
    ("exhibit-g/main.typ", include_str!("../../templates/exhibit-g/main.typ")),
    ("driver-record/main.typ", include_str!("../../templates/driver-record/main.typ")),
    ("intake-report/main.typ", include_str!("../../templates/intake-report/main.typ")),
    ("meal-penalty-report/main.typ", include_str!("../../templates/meal-penalty-report/main.typ")),
    ("minors-record/main.typ", include_str!("../../templates/minors-record/main.typ")),
    ("release-appearance/main.typ", include_str!("../../templates/release-appearance/main.typ")),
    ("release-location/main.typ", include_str!("../../templates/release-location/main.typ")),
    ("release-materials/main.typ", include_str!("../../templates/release-materials/main.typ")),
    ("release-minor/main.typ", include_str!("../../templates/release-minor/main.typ")),
    ("time-card/main.typ", include_str!("../../templates/time-card/main.typ")),
    ("turnaround-report/main.typ", include_str!("../../templates/turnaround-report/main.typ")),
    ("week-report/bars.typ", include_str!("../../templates/week-report/bars.typ")),
    ("week-report/main.typ", include_str!("../../templates/week-report/main.typ")),
    ("time-differences/main.typ", include_str!("../../templates/time-differences/main.typ")),
    ("personal-call-sheet/main.typ", include_str!("../../templates/personal-call-sheet/main.typ")),
];

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

/// SHA-256 over every template and face in the binary: a changed one makes every document stale.
pub fn digest() -> String {
    let templates = TEMPLATES.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()]);
    #[cfg(feature = "pdf")]
    let templates = templates.chain(FONTS.iter().copied());
    crate::digest::sha256_of_parts(templates)
}

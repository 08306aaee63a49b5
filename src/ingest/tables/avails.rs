//! Avails: what may be sold where, when and how, in the columns of the EMA and MovieLabs.

use super::ValueKind::{DateOrText, Identifier, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "avails",
    title: "Avails",
    about: "A row is a title offered in one territory, under one kind of licence, for one window.",
    headings: &[
        H::new("Licensor", Text, "Who offers it.").also(&["DisplayName"]),
        H::new("Title", Text, "The title as shown.").also(&["TitleDisplayUnlimited", "TitleDisplay60"]),
        H::new("Series", Text, "The series, of an episode or a season.")
            .also(&["SeriesTitleDisplayUnlimited"]),
        H::new("Work Type", Text, "Movie, Season, Episode, Supplemental …").needed().also(&["WorkType"]),
        H::new("Entry Type", Text, "Whether the row is whole, a change or a withdrawal.")
            .needed()
            .also(&["EntryType"]),
        H::new("License Type", Text, "EST, VOD, SVOD …").needed().also(&["LicenseType"]),
        H::new("Territory", Text, "The country.").needed(),
        H::new("Format Profile", Text, "SD, HD, UHD.").also(&["FormatProfile"]),
        H::new("Start", DateOrText, "When the window opens.").needed(),
        H::new("End", DateOrText, "When it closes, or Open.").needed(),
        H::new("Avail ID", Identifier, "The licensor's number of the row.").also(&["AvailID"]),
    ],
    one_of: &[],
    hints: &["avail", "avails"],
    // Some seventy further columns belong to it.
    open: true,
};

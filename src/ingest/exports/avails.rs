//! Avails of the EMA and MovieLabs: what may be sold where and when.

use super::{Export, Seen};

/// Two rows of headings, then a row of comments that begin with `//`; ten files of versions 1.7.2 to 1.9 were read.
pub const AVAILS: Export = Export::new(
    "an Avails workbook (EMA/MovieLabs)",
    Seen::Files,
    &["DisplayName", "EntryType", "WorkType", "LicenseType", "Territory", "Start", "End"],
)
.table("avails", &[]);

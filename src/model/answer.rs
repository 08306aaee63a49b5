//! What came back on a letter that went out.

use chrono::NaiveDate;

/// What a reply says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It could not be delivered.
    Bounced,
    Confirmed,
    Declined,
    /// A calendar's “perhaps”.
    Tentative,
    /// An out-of-office note or another machine's word: no answer.
    Automatic,
    /// A person has to read it.
    ToRead,
}

impl Verdict {
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Bounced => "bounced",
            Verdict::Confirmed => "confirmed",
            Verdict::Declined => "declined",
            Verdict::Tentative => "tentative",
            Verdict::Automatic => "automatic",
            Verdict::ToRead => "to read",
        }
    }

    /// A word that only a later version knows is for a person to look at.
    pub fn read(name: &str) -> Verdict {
        let all =
            [Verdict::Bounced, Verdict::Confirmed, Verdict::Declined, Verdict::Tentative, Verdict::Automatic];
        all.into_iter().find(|verdict| verdict.name() == name).unwrap_or(Verdict::ToRead)
    }
}

/// Somebody's answer to a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The file it lies in, relative to the production folder.
    pub file: String,
    pub verdict: Verdict,
    /// Whoever was written to; blank where no letter of ours fits.
    pub name: String,
    /// Whoever wrote, or whom a delivery failed for.
    pub address: String,
    pub subject: String,
    pub words: String,
    /// The call sheet that the letter was about: its path in `out/`, its day and its revision as the manifest says it.
    pub sheet: Option<String>,
    pub date: Option<NaiveDate>,
    pub revision: String,
    /// When it was written, seconds since 1970; 0 where it does not say.
    pub at: i64,
}

//! What a call sheet means to whoever it goes to: the first they hear of the day, a change of theirs, or a change of others'.

use super::Made;
use crate::digest::sha256_of_parts;
use crate::model::DocumentKind;
use crate::render::call_sheet::Says;
use chrono::NaiveDate;
use std::sync::Arc;

/// Why somebody gets a letter about a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// They are no longer called.
    Dropped,
    /// Something of theirs changed since the sheet that went out before.
    Revised,
    /// No sheet of the day went out before.
    First,
    /// The sheet changed, and nothing of theirs.
    Digest,
}

/// A call sheet in a parcel.
#[derive(Clone, Debug)]
pub struct News {
    pub path: String,
    pub title: String,
    pub date: Option<NaiveDate>,
    pub unit: Option<String>,
    /// As the manifest says it: `PRELIMINARY`, `FINAL, BLUE REV. 2`.
    pub revision: Option<String>,
    pub role: Role,
    pub says: Arc<Says>,
    /// SHA-256 of what it says (as a document has it), and of its bytes.
    pub content: String,
    pub sha256: String,
}

impl News {
    pub fn new(document: &Made, role: Role) -> News {
        News {
            path: document.path.clone(),
            title: document.title.clone(),
            date: document.about.date,
            unit: document.about.unit.clone(),
            revision: document.about.revision.clone(),
            role,
            says: document.about.says.clone().unwrap_or_default(),
            content: document.content.clone(),
            sha256: document.sha256.clone(),
        }
    }

    /// What the sheet means to whoever last got `had` of it; no when it means nothing any more.
    pub fn settle(&mut self, person: Option<&str>, had: Option<&str>) -> bool {
        if had == Some(self.told().as_str()) {
            return false;
        }
        let Some(had) = had else {
            // Who never heard of the day need not hear that it is off for them.
            let told = self.role != Role::Dropped;
            self.role = Role::First;
            return told;
        };
        // The revision they have, not always the last one: that may never have reached them.
        let Some(since) = self.says.earlier.iter().find(|earlier| earlier.content == had) else {
            if self.role != Role::Dropped {
                self.role = Role::First;
            }
            return true;
        };
        let mut says = Says::clone(&self.says);
        says.changes = Some(since.changes.clone());
        says.slots_before = since.slots.clone();
        self.role = match person {
            Some(person) => role(&says, person),
            None => Role::Revised,
        };
        self.says = Arc::new(says);
        true
    }

    /// What the letter tells, for who had it: that somebody is off the sheet is another thing than the sheet.
    pub fn told(&self) -> String {
        match self.role {
            Role::Dropped => sha256_of_parts([b"dropped".as_slice(), self.content.as_bytes()]),
            _ => self.content.clone(),
        }
    }
}

/// What a sheet means to a person of the production.
pub fn role(says: &Says, name: &str) -> Role {
    match &says.changes {
        None => Role::First,
        Some(changes) if changes.dropped(name) => Role::Dropped,
        Some(changes) if changes.concern(name) => Role::Revised,
        Some(_) => Role::Digest,
    }
}

/// What a sheet means to whoever asked for each: the distribution list gets every revision whole.
pub fn role_of_list(document: &Made) -> Role {
    let changed = document.about.says.as_ref().is_some_and(|says| says.changes.is_some());
    if changed { Role::Revised } else { Role::First }
}

/// What the sheet says that this document is, or is a personal copy of.
pub fn says<'a>(document: &'a Made, made: &'a [Made]) -> Option<&'a Says> {
    if let Some(says) = &document.about.says {
        return Some(says);
    }
    if document.kind != DocumentKind::PersonalCallSheet {
        return None;
    }
    let same = |m: &&Made| m.about.date == document.about.date && m.about.unit == document.about.unit;
    made.iter().filter(same).find_map(|m| m.about.says.as_deref())
}

/// Is the sheet mailed today? The next day's is, whatever it says. Any other is once it is issued, on the day it is issued: a sheet
/// of this very day, too, and that one also when it changed after it went out.
pub fn is_mailed(document: &Made, made: &[Made], next: Option<NaiveDate>, today: NaiveDate) -> bool {
    let Some(date) = document.about.date else { return false };
    if Some(date) == next {
        return true;
    }
    let Some(says) = says(document, made).filter(|_| date >= today) else { return false };
    let issued_on = says.issued_at.map(|at| at.date_naive());
    let changed_since = issued_on.is_none() && says.changes.is_some();
    issued_on == Some(today) || (date == today && changed_since)
}

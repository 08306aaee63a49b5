//! Step 5: documents → messages, one for each recipient, with fixed bytes.
//!
//! `recipients` decides who gets which document and why, and `news` what a call sheet means to each; `invitations` make calendar
//! entries of it (`calendar`, `zone`), and `off_schedule` takes back those of a day that is no longer shot; `notices` tell of
//! meetings and deadlines; `status` are the short mails from the set; `letter` sets subject
//! and bodies from handlebars templates; `message` turns them into the bytes of an `.eml`; `smtp` carries one to a mail server.

pub mod calendar;
pub mod invitations;
pub mod letter;
pub mod message;
pub mod news;
pub mod notices;
mod off_schedule;
pub mod recipients;
pub mod replies;
pub mod secret;
pub mod smtp;
mod status;
mod zone;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentKind, Production};
use crate::render::job::About;
use crate::render::words::Words;
use crate::settings::Settings;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeMap;

/// A document as it lies in `out/`, ready to be attached.
#[derive(Clone, Debug)]
pub struct Made {
    pub kind: DocumentKind,
    /// Relative to `out/`.
    pub path: String,
    pub title: String,
    pub about: About,
    /// SHA-256 of what it says, whatever day it was made on.
    pub content: String,
    pub sha256: String,
    pub bytes: std::sync::Arc<Vec<u8>>,
}

/// What each address (in lower case) last got of each document, by its path in `out/`: SHA-256 of what it said.
pub type Had = BTreeMap<(String, String), String>;

/// A message, ready to be written as a draft or sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub message_id: String,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    /// SHA-256 of what it tells whom: two messages of one thing say the same.
    pub thing: String,
    /// The envelope's sender.
    pub sender: String,
    /// What is attached, without the bytes.
    pub enclosed: Vec<Enclosed>,
    pub bytes: Vec<u8>,
}

/// A document in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// Relative to `out/`.
    pub path: String,
    pub kind: DocumentKind,
    pub title: String,
    /// A call sheet's day.
    pub date: Option<NaiveDate>,
    /// `PRELIMINARY`, or the revision's name.
    pub revision: Option<String>,
    pub content: String,
    pub sha256: String,
}

/// Someone who should get mail and has no address: to be telephoned.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct WithoutAddress {
    pub name: String,
    pub phone: Option<String>,
    pub documents: Vec<String>,
}

#[derive(Debug, Default)]
pub struct Post {
    pub messages: Vec<Message>,
    pub without_address: Vec<WithoutAddress>,
    pub problems: Vec<Diagnostic>,
    /// What was told of meetings, for the ledger.
    pub told: Vec<notices::Told>,
}

/// What went before a pass's mail.
pub struct Before<'a> {
    /// What each recipient has got. Of drafts nobody knows (`None`), so each has everything that it needs.
    pub had: Option<&'a Had>,
    /// What was told of meetings.
    pub told: &'a [notices::Told],
}

/// A letter is in the language that Recipients names for its address, else in the production's.
fn in_the_language_of<'a>(
    parcel: &recipients::Parcel,
    production: &Production,
    words: &'a Words,
) -> &'a Words {
    let same = |r: &&crate::model::Recipient| r.email.value.eq_ignore_ascii_case(&parcel.address);
    let named = production.recipients.iter().filter(same).find_map(|r| r.language.as_deref());
    let own = named.and_then(|language| crate::render::words::written(language, &production.facts.country));
    own.filter(|own| own.language != words.language).unwrap_or(words)
}

/// Whose mail it is, and when it is written.
pub struct Office<'a> {
    pub production: &'a Production,
    pub settings: &'a Settings,
    pub words: &'a Words,
    pub today: NaiveDate,
    /// The date the messages carry.
    pub at: DateTime<Utc>,
}

/// Everything to be mailed as of today, less what its recipient has got. `templates` are the production folder's own
/// letter templates by file name.
pub fn post(office: &Office, made: &[Made], templates: &BTreeMap<String, String>, before: &Before) -> Post {
    let Office { production, settings, words, today, at } = *office;
    let mut post = Post::default();
    let (letters, mut problems) = letter::Letters::new(templates);
    post.problems.append(&mut problems);
    let mut chosen = recipients::choose(production, settings, made, today);
    if let Some(had) = before.had {
        recipients::leave_out(&mut chosen.parcels, had);
    }
    post.without_address = chosen.without_address;
    post.problems.extend(chosen.problems);
    let mut parcels = chosen.parcels;
    for parcel in &mut parcels {
        parcel.entries = invitations::entries(production, words, parcel);
    }
    let (off, nobody) = off_schedule::parcels(production, words, today);
    parcels.extend(off);
    post.without_address.extend(nobody);
    let notices = notices::notices(production, words, made, before.told, today, before.had.is_some());
    parcels.extend(notices.parcels);
    post.without_address.extend(notices.without_address);
    post.without_address = once(post.without_address);
    post.told = notices.told;
    post.problems.extend(notices.problems);
    for parcel in parcels {
        let written = letters
            .write(production, in_the_language_of(&parcel, production, words), &parcel, today)
            .and_then(|letter| message::build(production, settings, &parcel, &letter, at));
        match written {
            Ok(message) => post.messages.push(message),
            Err(message) => post.problems.push(Diagnostic::new(
                Code::DocumentFailed,
                format!(
                    "The message to {} <{}> could not be written: {message}.",
                    parcel.name, parcel.address
                ),
                "Correct the address or the mail template; the other messages were written.",
            )),
        }
    }
    post
}

/// Each person once, with all that they should get.
fn once(people: Vec<WithoutAddress>) -> Vec<WithoutAddress> {
    let mut found: Vec<WithoutAddress> = Vec::new();
    for person in people {
        match found.iter_mut().find(|known| known.name == person.name) {
            Some(known) => {
                let new = person.documents.into_iter().filter(|document| !known.documents.contains(document));
                let new: Vec<String> = new.collect();
                known.documents.extend(new);
                known.phone = known.phone.take().or(person.phone);
            }
            None => found.push(person),
        }
    }
    found
}

//! Step 5: documents → messages, one for each recipient, with fixed bytes.
//!
//! `recipients` decides who gets which document and why; `letter` sets subject and bodies from handlebars
//! templates; `message` turns them into the bytes of an `.eml`.

pub mod letter;
pub mod message;
pub mod recipients;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentKind, Production};
use crate::render::job::About;
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
    pub sha256: String,
    pub bytes: std::sync::Arc<Vec<u8>>,
}

/// A message, ready to be written as a draft or sent.
#[derive(Clone, Debug)]
pub struct Message {
    pub message_id: String,
    pub to_name: String,
    pub to_address: String,
    pub subject: String,
    /// Paths of the attached documents, relative to `out/`.
    pub attached: Vec<String>,
    pub bytes: Vec<u8>,
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
}

/// Everything to be mailed as of `today`. `at` is the date the messages carry; `templates` are the
/// production folder's own letter templates by file name.
pub fn post(
    production: &Production,
    settings: &Settings,
    made: &[Made],
    templates: &BTreeMap<String, String>,
    today: NaiveDate,
    at: DateTime<Utc>,
) -> Post {
    let mut post = Post::default();
    let (letters, mut problems) = letter::Letters::new(templates);
    post.problems.append(&mut problems);
    let chosen = recipients::choose(production, settings, made, today);
    post.without_address = chosen.without_address;
    post.problems.extend(chosen.problems);
    for parcel in chosen.parcels {
        let written = letters
            .write(production, &parcel)
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

//! The bytes of a message: own Message-ID, fixed date and boundaries, so that the same parcel gives the
//! same bytes.

use super::Message;
use super::letter::Letter;
use super::recipients::Parcel;
use crate::digest::sha256_of_parts;
use crate::model::Production;
use crate::settings::Settings;
use chrono::{DateTime, Utc};
use lettre::message::header::{ContentType, Date};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use std::time::SystemTime;

/// Used until settings name a sender; `.invalid` can never be somebody's address.
const NOBODY: &str = "production-office@callboard.invalid";

pub fn build(
    production: &Production,
    settings: &Settings,
    parcel: &Parcel,
    letter: &Letter,
    at: DateTime<Utc>,
) -> Result<Message, String> {
    let from = match &settings.mail.from {
        Some(text) => {
            text.parse::<Mailbox>().map_err(|e| format!("the sender “{text}” is no address ({e})"))?
        }
        None => {
            Mailbox::new(Some(production.facts.title.clone()), NOBODY.parse().map_err(|e| format!("{e}"))?)
        }
    };
    let to = parcel.address.parse().map_err(|e| format!("the address is not valid ({e})"))?;
    let to = Mailbox::new(Some(parcel.name.clone()), to);
    let digest = digest(parcel, letter, &from);
    let message_id = format!("<{digest}@{}>", from.email.domain());

    let bodies = MultiPart::alternative()
        .boundary(format!("body-{digest}"))
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    let mut whole = MultiPart::mixed().boundary(format!("mixed-{digest}")).multipart(bodies);
    for document in &parcel.documents {
        let name = document.path.rsplit('/').next().unwrap_or(&document.path);
        let content_type = content_type(name).map_err(|e| e.to_string())?;
        whole = whole.singlepart(Attachment::new(ascii(name)).body(document.bytes.to_vec(), content_type));
    }
    let mail = lettre::Message::builder()
        .from(from)
        .to(to)
        .subject(letter.subject.clone())
        .message_id(Some(message_id.clone()))
        .header(Date::new(SystemTime::from(at)))
        .multipart(whole)
        .map_err(|e| e.to_string())?;
    Ok(Message {
        message_id,
        to_name: parcel.name.clone(),
        to_address: parcel.address.clone(),
        subject: letter.subject.clone(),
        attached: parcel.documents.iter().map(|d| d.path.clone()).collect(),
        bytes: mail.formatted(),
    })
}

/// What makes a message this message and no other: sender, recipient, words and documents.
fn digest(parcel: &Parcel, letter: &Letter, from: &Mailbox) -> String {
    let from = from.to_string();
    let words = [from.as_str(), &parcel.address, &letter.subject, &letter.text];
    let documents = parcel.documents.iter().map(|d| d.sha256.as_str());
    let mut digest = sha256_of_parts(words.into_iter().chain(documents).map(str::as_bytes));
    digest.truncate(32);
    digest
}

fn content_type(name: &str) -> Result<ContentType, lettre::message::header::ContentTypeErr> {
    ContentType::parse(match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    })
}

/// Attachment names in ASCII: some mail programs read only the plain `filename=`.
fn ascii(name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    name.nfkd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .map(|c| if c.is_ascii() { c } else { '_' })
        .collect()
}

//! The bytes of a message: own Message-ID, fixed date and boundaries, so that the same parcel gives the
//! same bytes.

use super::calendar::{self, Party};
use super::letter::Letter;
use super::news::Role;
use super::recipients::Parcel;
use super::{Enclosed, Made, Message};
use crate::digest::sha256_of_parts;
use crate::model::{DocumentKind, Production};
use crate::settings::Settings;
use chrono::{DateTime, Utc};
use lettre::Address;
use lettre::message::header::{ContentType, Date};
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use std::time::SystemTime;

/// Used until settings name a sender; `.invalid` can never be somebody's address.
pub const NOBODY: &str = "production-office@callboard.invalid";

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
    let to = address(&parcel.address)?;
    let to = Mailbox::new(Some(parcel.name.clone()).filter(|name| *name != parcel.address), to);
    let organizer = Party {
        name: from.name.clone().unwrap_or_else(|| production.facts.title.clone()),
        address: from.email.to_string(),
    };
    let attendee = Party { name: parcel.name.clone(), address: parcel.address.clone() };
    let calendars: Vec<(&str, String)> = parcel
        .entries
        .iter()
        .map(|entry| (entry.method.name(), calendar::file(entry, &organizer, &attendee)))
        .collect();
    let digest = digest(parcel, letter, &from, &calendars);
    let message_id = format!("<{digest}@{}>", from.email.domain());

    let mut bodies = MultiPart::alternative()
        .boundary(format!("body-{digest}"))
        .singlepart(SinglePart::plain(letter.text.clone()))
        .singlepart(SinglePart::html(letter.html.clone()));
    // Mail programs show an invitation that is an alternative of the letter with buttons to accept or decline; those that do
    // not know it have the same as a file. An invitation is one event, so a second one is a file alone.
    if let Some((method, text)) = calendars.first() {
        let kind = ContentType::parse(&format!("text/calendar; method={method}; charset=UTF-8"));
        let part = SinglePart::builder().header(kind.map_err(|e| e.to_string())?).body(text.clone());
        bodies = bodies.singlepart(part);
    }
    let mut whole = MultiPart::mixed().boundary(format!("mixed-{digest}")).multipart(bodies);
    let attached = parcel.documents.iter().filter(|d| d.kind != DocumentKind::StatusMail);
    for document in attached {
        let name = document.path.rsplit('/').next().unwrap_or(&document.path);
        let content_type = content_type(name).map_err(|e| e.to_string())?;
        whole = whole.singlepart(Attachment::new(ascii(name)).body(document.bytes.to_vec(), content_type));
    }
    let sender = from.email.to_string();
    for (number, (_, text)) in calendars.iter().enumerate() {
        let name = if number == 0 { "call.ics".to_owned() } else { format!("call-{}.ics", number + 1) };
        let kind = ContentType::parse("application/ics").map_err(|e| e.to_string())?;
        whole = whole.singlepart(Attachment::new(name).body(text.clone().into_bytes(), kind));
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
        thing: thing(parcel, letter),
        sender,
        enclosed: parcel.documents.iter().map(enclosed).chain(only_told(parcel)).collect(),
        bytes: mail.formatted(),
    })
}

/// What makes a message this message and no other: sender, recipient, words and documents.
fn digest(parcel: &Parcel, letter: &Letter, from: &Mailbox, calendars: &[(&str, String)]) -> String {
    let from = from.to_string();
    let words = [from.as_str(), &parcel.address, &letter.subject, &letter.text];
    let documents = parcel.documents.iter().map(|d| d.sha256.as_str());
    // The first revision again, after the second, is another message.
    let before = parcel.before.iter().map(String::as_str);
    let calendars = calendars.iter().map(|(_, text)| text.as_str());
    let parts = words.into_iter().chain(documents).chain(before).chain(calendars);
    let mut digest = sha256_of_parts(parts.map(str::as_bytes));
    digest.truncate(32);
    digest
}

/// What it tells whom, whatever day its documents were made on.
fn thing(parcel: &Parcel, letter: &Letter) -> String {
    let named: Vec<String> = parcel.entries.iter().map(|e| format!("{}#{}", e.uid, e.sequence)).collect();
    let address = parcel.address.to_lowercase();
    let words = [address.as_str(), &letter.subject, &letter.text];
    // The paper that comes with a notice says who else is asked: that is no reason for another letter.
    let documents = parcel.documents.iter().filter(|_| parcel.notice.is_none());
    let documents = documents.flat_map(|d| [d.path.as_str(), d.content.as_str()]);
    let before = parcel.before.iter().map(String::as_str);
    // A meeting that moved and moved back says what it said before, and is another word all the same.
    let entries = named.iter().map(String::as_str);
    let parts = words.into_iter().chain(documents).chain(before).chain(entries);
    sha256_of_parts(parts.map(str::as_bytes))
}

/// Call sheets that the letter only tells of: they count as told, and are no attachment.
fn only_told(parcel: &Parcel) -> impl Iterator<Item = Enclosed> {
    let told = parcel.news.iter().filter(|news| parcel.documents.iter().all(|d| d.path != news.path));
    told.map(|news| {
        let how = if news.role == Role::Dropped { "no longer called" } else { "list of changes" };
        Enclosed {
            path: news.path.clone(),
            kind: DocumentKind::CallSheet,
            title: news.title.clone(),
            date: news.date,
            revision: news.revision.as_ref().map(|revision| format!("{revision}, {how}")),
            content: news.told(),
            sha256: news.sha256.clone(),
        }
    })
}

fn enclosed(document: &Made) -> Enclosed {
    let is_sheet = matches!(document.kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
    Enclosed {
        path: document.path.clone(),
        kind: document.kind,
        title: document.title.clone(),
        date: document.about.date.filter(|_| is_sheet),
        revision: document.about.revision.clone(),
        content: document.content.clone(),
        sha256: document.sha256.clone(),
    }
}

/// A message that says nothing but that it arrived; `to` is the sender itself unless told.
pub fn test(title: &str, from: &str, to: Option<&str>, at: DateTime<Utc>) -> Result<Message, String> {
    let from: Mailbox = from.parse().map_err(|e| format!("the sender “{from}” is no address ({e})"))?;
    let to = address(to.unwrap_or(from.email.as_ref()))?;
    let sender = from.email.to_string();
    let moment = at.to_rfc3339();
    let mut digest = sha256_of_parts([sender.as_bytes(), to.to_string().as_bytes(), moment.as_bytes()]);
    digest.truncate(32);
    let message_id = format!("<{digest}@{}>", from.email.domain());
    let subject = format!("{title}: a test of the mail");
    let text = format!(
        "This is a test that callboard sent for {title} on {}.\n\nIt arrived: mail goes out as it is set up.\n",
        at.format("%Y-%m-%d %H:%M UTC")
    );
    let mail = lettre::Message::builder()
        .from(from)
        .to(Mailbox::new(None, to.clone()))
        .subject(subject.clone())
        .message_id(Some(message_id.clone()))
        .header(Date::new(SystemTime::from(at)))
        .singlepart(SinglePart::plain(text))
        .map_err(|e| e.to_string())?;
    Ok(Message {
        thing: message_id.clone(),
        message_id,
        to_name: String::new(),
        to_address: to.to_string(),
        subject,
        sender,
        enclosed: Vec::new(),
        bytes: mail.formatted(),
    })
}

/// An address as it can be written to: a domain with letters beyond A to Z has a form without them.
pub fn address(text: &str) -> Result<Address, String> {
    let wrong = |cause: String| format!("the address is not valid ({cause})");
    let address: Address = text.parse().map_err(|e: lettre::address::AddressError| wrong(e.to_string()))?;
    if address.domain().is_ascii() {
        return Ok(address);
    }
    let domain = idna::domain_to_ascii(address.domain()).map_err(|e| wrong(e.to_string()))?;
    Address::new(address.user(), &domain).map_err(|e| wrong(e.to_string()))
}

fn content_type(name: &str) -> Result<ContentType, lettre::message::header::ContentTypeErr> {
    ContentType::parse(match name.rsplit('.').next() {
        Some("pdf") => "application/pdf",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("csv") => "text/csv",
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

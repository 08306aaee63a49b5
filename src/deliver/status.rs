//! Mails from the set: first shot, lunch, wrap, last out. Each is a short letter with nothing attached.

use super::Made;
use super::message::NOBODY;
use super::recipients::Parcel;
use crate::model::{DocumentKind, Production};
use crate::settings::{MailMode, Settings};
use chrono::{Days, NaiveDate};
use lettre::message::Mailbox;

/// What such a mail says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    pub subject: String,
    pub lines: Vec<String>,
}

impl Status {
    /// The document is the mail as text, its subject on the first line and a blank one below it.
    pub fn of(document: &Made) -> Status {
        let text = String::from_utf8_lossy(&document.bytes);
        let lines = text.lines().skip(2).map(str::to_owned).collect();
        Status { subject: document.title.clone(), lines }
    }
}

/// In the order of the day.
pub fn order(parcel: &Parcel) -> (Option<NaiveDate>, usize, String) {
    let document = parcel.documents.first();
    let path = document.map(|d| d.path.as_str()).unwrap_or_default();
    let order = ["_first-shot.", "_lunch.", "_wrap.", "_last-out."];
    let at = order.iter().position(|name| path.contains(name)).unwrap_or(order.len());
    (document.and_then(|d| d.about.date), at, parcel.address.clone())
}

/// Those of today are mailed; those of yesterday as long as today has none, for a night that ends after midnight.
pub fn is_mailed(document: &Made, made: &[Made], today: NaiveDate) -> bool {
    let of = |date: NaiveDate| {
        made.iter().any(|m| m.kind == DocumentKind::StatusMail && m.about.date == Some(date))
    };
    match document.about.date {
        Some(date) if date == today => true,
        Some(date) => today.checked_sub_days(Days::new(1)) == Some(date) && !of(today),
        None => false,
    }
}

/// Where nobody is named for them, a draft to the office itself, which knows its list; nothing is sent that way.
pub fn to_the_office(settings: &Settings, production: &Production, document: &Made) -> Option<Parcel> {
    if settings.mail_mode() != MailMode::Draft {
        return None;
    }
    let from = settings.mail.from.as_ref().and_then(|from| from.parse::<Mailbox>().ok());
    let (name, address) = match from {
        Some(from) => (from.name.clone(), from.email.to_string()),
        None => (None, NOBODY.to_owned()),
    };
    Some(Parcel {
        name: name.unwrap_or_else(|| production.facts.title.clone()),
        address,
        person: None,
        documents: vec![document.clone()],
        before: Vec::new(),
        news: Vec::new(),
        entries: Vec::new(),
        notice: None,
        status: None,
    })
}

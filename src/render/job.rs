//! A document to be made: which template, with which data, to which path.

use super::call_sheet::Says;
use super::workbook::Book;
use crate::model::{Day, DocumentKind};
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::Arc;

#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    pub kind: DocumentKind,
    /// Relative to `out/`, `/` between parts.
    pub path: String,
    /// The document's title, for its metadata and for mail.
    pub title: String,
    pub body: Body,
    /// Input files its data came from, relative to the production folder: for the manifest.
    pub inputs: BTreeSet<String>,
    /// What mail needs to know about it.
    pub about: About,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// Set by typst from `templates/NAME/main.typ`; the template reads `data.json`.
    Pdf { template: &'static str, data: Value },
    /// Finished bytes (JSON, CSV).
    Bytes(Vec<u8>),
    /// A workbook, written when it is not fresh.
    Book(Book),
    /// The bytes that the ledger keeps of an issued document, by their SHA-256.
    Kept { sha256: String },
    /// It could not be made: why, in one sentence. Becomes a `document-failed` problem.
    Failed(String),
}

impl Body {
    /// The bytes of what needs no typesetter.
    pub fn bytes(&self) -> Option<Result<Vec<u8>, String>> {
        match self {
            Body::Bytes(bytes) => Some(Ok(bytes.clone())),
            Body::Book(book) => Some(book.bytes()),
            Body::Pdf { .. } | Body::Kept { .. } | Body::Failed(_) => None,
        }
    }
}

impl About {
    /// A unit's day.
    pub fn of_day(day: &Day) -> About {
        About {
            date: Some(day.date),
            unit: Some(day.unit.clone()),
            day_number: day.number,
            ..About::default()
        }
    }
}

/// Whose document it is and for which day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub date: Option<chrono::NaiveDate>,
    pub unit: Option<String>,
    /// The shooting day's number, where it has one.
    pub day_number: Option<u32>,
    /// The one person a personal sheet or a release is for.
    pub person: Option<String>,
    /// `PRELIMINARY`, or the revision's name.
    pub revision: Option<String>,
    /// What a call sheet says to each of its people.
    pub says: Option<Arc<Says>>,
}

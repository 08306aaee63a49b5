//! Where a pack's numbers come from: `[[source]]`, and citations that name one (`"agr ¶10"`).

use super::fields::Fields;
use super::finding::Citation;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// How well a source is known. Ordered from the best; the worst of the numbers used weighs a finding (`policy.rs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Seen in the primary text.
    Verified,
    /// Seen in somebody's account of it.
    Secondary,
    /// From memory or practice.
    Unverified,
    /// Sources contradict each other.
    Disputed,
}

const STATUSES: [(&str, Status); 4] = [
    ("verified", Status::Verified),
    ("secondary", Status::Secondary),
    ("unverified", Status::Unverified),
    ("disputed", Status::Disputed),
];

impl Status {
    pub fn name(self) -> &'static str {
        STATUSES.iter().find(|(_, s)| *s == self).map_or("", |(name, _)| name)
    }

    fn read(fields: &mut Fields) -> Option<Status> {
        let words: Vec<&'static str> = STATUSES.iter().map(|(name, _)| *name).collect();
        let word = fields.choice("status", &words)?;
        STATUSES.iter().find(|(name, _)| *name == word).map(|(_, s)| *s)
    }
}

/// A `[[source]]`.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: String,
    pub title: String,
    /// When somebody last compared the pack with it.
    pub checked: NaiveDate,
    pub status: Status,
    /// Past this date every run warns.
    pub review_by: Option<NaiveDate>,
    /// Where to look it up.
    pub address: Option<String>,
}

impl Source {
    pub fn read(fields: &mut Fields) -> Option<Source> {
        let id = fields.need_text("id");
        if let Some(id) = &id {
            fields.call_it(format!("source “{id}”"));
        }
        let title = fields.need_text("title");
        let checked = fields.need_date("checked");
        let stated = fields.has("status");
        let status = Status::read(fields);
        if !stated {
            fields.need_text("status");
        }
        let review_by = fields.date("review_by");
        let address = fields.text("address");
        Some(Source { id: id?, title: title?, checked: checked?, status: status?, review_by, address })
    }
}

/// The sources of a pack by id.
#[derive(Clone, Debug, Default)]
pub struct Sources(pub BTreeMap<String, Source>);

impl Sources {
    #[cfg(test)]
    pub fn for_test(id: &str) -> Self {
        let source = Source {
            id: id.to_owned(),
            title: "An Agreement".into(),
            checked: NaiveDate::MIN,
            status: Status::Verified,
            review_by: None,
            address: None,
        };
        Sources([(id.to_owned(), source)].into())
    }
}

/// A citation: a place in a source. `status` is the source's, unless the number has its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cite {
    pub source: String,
    /// `Example Agreement 2024–2027, ¶10`
    pub text: String,
    pub status: Status,
}

impl Cite {
    /// Reads `cite = "SOURCE PLACE"` and its `status`, if it has its own; both are needed to trust a number.
    pub fn need(fields: &mut Fields, sources: &Sources) -> Option<Cite> {
        let own = Status::read(fields);
        let written = fields.need_text("cite")?;
        let (id, place) = written.split_once(' ').unwrap_or((&written, ""));
        let Some(source) = sources.0.get(id) else {
            let near = super::fields::nearest(id, sources.0.keys().map(String::as_str));
            fields.say(
                "cite",
                format!("no source is called “{id}”"),
                near.map_or_else(
                    || {
                        "Begin a citation with the id of a [[source]], then the place: \"agr ¶10\"."
                            .to_owned()
                    },
                    |near| format!("Write “{near}”, or add a [[source]] with that id."),
                ),
            );
            return None;
        };
        let text = if place.is_empty() { source.title.clone() } else { format!("{}, {place}", source.title) };
        Some(Cite { source: source.id.clone(), text, status: own.unwrap_or(source.status) })
    }

    /// As a finding carries it.
    pub fn citation(&self) -> Citation {
        Citation { text: self.text.clone(), status: self.status.name().to_owned() }
    }
}

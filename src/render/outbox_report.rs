//! Who was sent which revision of which document when, with the mail server's words: a page and a workbook.
//!
//! Its data come from the ledger and not from the inbox: it is made when somebody asks for it (`outbox report`), not by a pass.

use super::figures;
use super::job::{About, Body, Job};
use super::words::Words;
use super::workbook::{Book, Column, Datum, Table, column, figure, prose};
use crate::model::DocumentKind;
use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// What came back on a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// `confirmed`, `bounced` …
    pub verdict: String,
    /// Nothing where the letter does not say.
    pub at: Option<DateTime<Utc>>,
    pub words: String,
}

/// A recipient of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The message's number in the outbox.
    pub number: i64,
    pub message_id: String,
    pub name: String,
    pub address: String,
    /// `sent`, `uncertain` …
    pub state: String,
    /// When it was sent, or is known to have been.
    pub sent: Option<DateTime<Utc>>,
    pub tries: u32,
    /// The server's words, or what it waits for.
    pub words: String,
    pub answer: Option<Answer>,
}

/// One revision of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub kind: String,
    /// Relative to `out/`; empty for a message without one.
    pub path: String,
    pub title: String,
    /// Empty where it has none.
    pub revision: String,
    /// SHA-256 of the bytes that went out.
    pub sha256: String,
    pub lines: Vec<Line>,
}

/// Somebody whom no mail reaches: to be telephoned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Untold {
    pub name: String,
    /// Empty where there is none either.
    pub phone: String,
    /// Titles.
    pub documents: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Report {
    pub production: String,
    pub company: Option<String>,
    /// The words it is written in.
    pub words: Words,
    pub zone: Tz,
    pub now: DateTime<Utc>,
    /// `us-letter` or `a4`.
    pub paper: &'static str,
    /// Twelve digits that tell two states of the outbox apart.
    pub checksum: String,
    /// The latest first.
    pub documents: Vec<Document>,
    /// As of the last pass.
    pub untold: Vec<Untold>,
}

impl Report {
    pub fn json(&self) -> Value {
        let line = |l: &Line| {
            json!({
                "message": l.number,
                "message_id": l.message_id,
                "name": l.name,
                "address": l.address,
                "state": l.state,
                "sent_at": l.sent.map(|at| at.with_timezone(&self.zone).to_rfc3339()),
                "tries": l.tries,
                "words": l.words,
                "answer": l.answer.as_ref().map(|answer| json!({
                    "verdict": answer.verdict,
                    "at": answer.at.map(|at| at.with_timezone(&self.zone).to_rfc3339()),
                    "words": answer.words,
                })),
            })
        };
        let document = |d: &Document| {
            json!({
                "kind": d.kind,
                "path": d.path,
                "title": d.title,
                "revision": d.revision,
                "sha256": d.sha256,
                "recipients": d.lines.iter().map(line).collect::<Vec<_>>(),
            })
        };
        json!({
            "production": self.production,
            "as_of": self.now.with_timezone(&self.zone).to_rfc3339(),
            "documents": self.documents.iter().map(document).collect::<Vec<_>>(),
            "without_address": self.untold.iter().map(|u| json!({
                "name": u.name,
                "phone": u.phone,
                "documents": u.documents,
            })).collect::<Vec<_>>(),
        })
    }

    /// The page and the workbook.
    pub fn jobs(&self) -> [Job; 2] {
        let job = |ending: &str, body: Body| Job {
            kind: DocumentKind::OutboxReport,
            path: format!("mail/outbox-report.{ending}"),
            title: self.words.get("outbox.title").to_owned(),
            body,
            inputs: BTreeSet::new(),
            about: About::default(),
        };
        let page = Body::Pdf { template: "outbox-report", data: figures::breakable(self.page()) };
        [job("pdf", page), job("xlsx", self.book())]
    }

    /// A state of the outbox in the words of the report.
    fn state(&self, state: &str) -> String {
        self.word("state", state)
    }

    /// What came back, in the words of the report.
    fn verdict(&self, verdict: &str) -> String {
        self.word("verdict", verdict)
    }

    fn word(&self, of: &str, name: &str) -> String {
        let key = format!("outbox.{of}_{}", name.replace(' ', "_"));
        let word = self.words.get(&key);
        if word == key { name.to_owned() } else { word.to_owned() }
    }

    fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    fn clock(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let date = self.words.date_medium(local.date_naive());
        format!("{date}, {}", self.words.time_of_day(local.hour(), local.minute()))
    }

    pub fn page(&self) -> Value {
        let all: Vec<&Line> = self.documents.iter().flat_map(|d| &d.lines).collect();
        let messages = |state: &str| {
            all.iter().filter(|l| l.state == state).map(|l| l.number).collect::<BTreeSet<_>>().len()
        };
        let answered = |verdict: &str| {
            let with = all.iter().filter(|l| l.answer.as_ref().is_some_and(|a| a.verdict == verdict));
            with.map(|l| l.number).collect::<BTreeSet<_>>().len()
        };
        let reached: BTreeSet<&str> =
            all.iter().filter(|l| l.state == "sent").map(|l| l.address.as_str()).collect();
        let waiting =
            ["queued", "held", "retry", "sending"].iter().map(|state| messages(state)).sum::<usize>();
        json!({
            "stamp": {
                "title": self.words.get("outbox.title"),
                "production": self.production,
                "company": self.company,
                "as_of": self.clock(self.now),
                "inputs": self.checksum,
                "files": self.words.get("outbox.source"),
                "language": self.words.language,
                "paper": self.paper,
            },
            "sent": messages("sent"),
            "reached": self.words.count("outbox.to_addresses", reached.len()),
            "uncertain": messages("uncertain"),
            "failed": messages("failed"),
            "confirmed": answered("confirmed"),
            "bounced": (answered("bounced") > 0)
                .then(|| self.words.say("outbox.came_back", &[("n", &answered("bounced").to_string())])),
            "waiting": waiting,
            "zone": self.zone.name(),
            "documents": self.documents.iter().map(|d| self.chapter(d)).collect::<Vec<_>>(),
            "untold": self.untold.iter().map(|u| json!({
                "name": u.name,
                "phone": (!u.phone.is_empty()).then_some(&u.phone),
                "documents": u.documents.join(", "),
            })).collect::<Vec<_>>(),
        })
    }

    fn chapter(&self, document: &Document) -> Value {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for line in &document.lines {
            *counts.entry(&line.state).or_default() += 1;
        }
        let counts: Vec<String> =
            counts.iter().map(|(state, n)| format!("{n} {}", self.state(state))).collect();
        json!({
            "title": document.title,
            "revision": (!document.revision.is_empty()).then_some(&document.revision),
            "counts": counts.join(" · "),
            "rows": document.lines.iter().map(|l| json!({
                "name": if l.name == l.address { "" } else { l.name.as_str() },
                "address": l.address,
                "state": self.state(&l.state),
                "wrong": matches!(l.state.as_str(), "uncertain" | "failed"),
                "settled": l.state == "sent",
                "at": l.sent.map(|at| self.clock(at)),
                "words": l.words,
                "answer": l.answer.as_ref().map(|answer| json!({
                    "verdict": self.verdict(&answer.verdict),
                    "settled": answer.verdict == "confirmed",
                    "at": answer.at.map(|at| self.clock(at)),
                    "words": answer.words,
                })),
                "number": l.number.to_string(),
            })).collect::<Vec<_>>(),
        })
    }

    fn book(&self) -> Body {
        let rows = self.documents.iter().flat_map(|d| d.lines.iter().map(move |l| self.row(d, l))).collect();
        let heading = |of: fn(&'static str, f64) -> Column, key: &str, width: f64| {
            of("", width).named(self.words.get(key))
        };
        let mut book = Book::new(self.words.get("outbox.title"), &self.production, self.today(), self.paper);
        book.table(&Table {
            name: "Sent",
            columns: vec![
                heading(prose, "outbox.col_document", 34.0),
                heading(column, "outbox.col_revision", 20.0),
                heading(column, "common.col_name", 22.0),
                heading(column, "outbox.col_address", 28.0),
                heading(column, "outbox.state", 11.0),
                heading(figure, "outbox.col_date", 11.0),
                heading(figure, "outbox.col_time", 9.0),
                heading(prose, "outbox.server_words", 44.0),
                heading(column, "outbox.answer", 11.0),
                heading(figure, "outbox.col_answered", 11.0),
                heading(prose, "outbox.answer_words", 30.0),
                heading(figure, "outbox.col_tries", 7.0),
                heading(figure, "outbox.col_message", 9.0),
                heading(column, "outbox.col_file", 40.0),
                column("Message-ID", 46.0),
                column("SHA-256", 66.0),
            ],
            printed: 9,
            rows,
            totals: Vec::new(),
        })
        .called(self.words.get("outbox.sent"));
        if !self.untold.is_empty() {
            let row = |u: &Untold| {
                vec![
                    Datum::text(u.name.clone()),
                    Datum::text(u.phone.clone()),
                    Datum::text(u.documents.join(", ")),
                ]
            };
            book.table(&Table {
                name: "Without address",
                columns: vec![
                    heading(column, "common.col_name", 26.0),
                    heading(column, "common.col_phone", 22.0),
                    heading(prose, "outbox.should_get", 80.0),
                ],
                printed: 3,
                rows: self.untold.iter().map(row).collect(),
                totals: Vec::new(),
            })
            .called(self.words.get("outbox.without_address"));
        }
        let facts = [
            ("book.document", self.words.get("outbox.title")),
            ("book.production", &self.production),
            ("book.as_of", &self.clock(self.now)),
            ("book.time_zone", self.zone.name()),
            ("book.made_by", concat!("callboard ", env!("CARGO_PKG_VERSION"))),
            ("outbox.checksum", &self.checksum),
        ];
        let facts = facts.map(|(what, value)| (self.words.get(what).to_owned(), value.to_owned()));
        book.provenance_in(&self.words, facts.into());
        book.finish()
    }

    fn row(&self, document: &Document, line: &Line) -> Vec<Datum> {
        let local: Option<NaiveDateTime> = line.sent.map(|at| at.with_timezone(&self.zone).naive_local());
        let answered = line.answer.as_ref().and_then(|answer| answer.at);
        vec![
            Datum::text(document.title.clone()),
            Datum::text(document.revision.clone()),
            Datum::text(line.name.clone()),
            Datum::text(line.address.clone()),
            Datum::text(self.state(&line.state)),
            local.map_or(Datum::Blank, |at| Datum::Date(at.date())),
            local.map_or(Datum::Blank, |at| Datum::Clock {
                at,
                twelve: self.words.twelve_hours(),
                day: false,
            }),
            Datum::text(line.words.clone()),
            Datum::text(line.answer.as_ref().map(|a| self.verdict(&a.verdict)).unwrap_or_default()),
            answered.map_or(Datum::Blank, |at| Datum::Date(at.with_timezone(&self.zone).date_naive())),
            Datum::text(line.answer.as_ref().map(|a| a.words.clone()).unwrap_or_default()),
            Datum::Count(i64::from(line.tries)),
            Datum::Count(line.number),
            Datum::text(document.path.clone()),
            Datum::text(line.message_id.clone()),
            Datum::text(document.sha256.clone()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader};

    fn line(number: i64, name: &str, state: &str, words: &str) -> Line {
        Line {
            number,
            message_id: format!("<{number}@example.com>"),
            name: name.into(),
            address: format!("{}@example.com", name.to_lowercase()),
            state: state.into(),
            // 16:30 in Los Angeles (UTC−8).
            sent: (state == "sent").then(|| "2026-11-24T00:30:00Z".parse().unwrap()),
            tries: 1,
            words: words.into(),
            answer: None,
        }
    }

    fn answered(line: Line, verdict: &str, words: &str) -> Line {
        // 17:10 in Los Angeles.
        let at = Some("2026-11-24T01:10:00Z".parse().unwrap());
        Line { answer: Some(Answer { verdict: verdict.into(), at, words: words.into() }), ..line }
    }

    fn report() -> Report {
        let document = |title: &str, revision: &str, lines: Vec<Line>| Document {
            kind: "call-sheet".into(),
            path: "call-sheets/2026-11-24_day-03_main.pdf".into(),
            title: title.into(),
            revision: revision.into(),
            sha256: "ab".repeat(32),
            lines,
        };
        Report {
            production: "Night Train".into(),
            company: Some("Halcyon Pictures LLC".into()),
            words: crate::render::words::of("en", "US").clone(),
            zone: chrono_tz::America::Los_Angeles,
            now: "2026-11-24T02:00:00Z".parse().unwrap(),
            paper: "us-letter",
            checksum: "0123456789ab".into(),
            documents: vec![
                document(
                    "Call sheet, day 3",
                    "FINAL, BLUE REV. 2",
                    vec![
                        answered(
                            line(4, "Dana", "sent", "250 2.0.0 Ok: queued as 4F1"),
                            "confirmed",
                            "Got it, thanks",
                        ),
                        line(5, "Eli", "uncertain", "the server did not answer within 10 minutes"),
                        line(6, "Finn", "queued", "waits for approval"),
                    ],
                ),
                document(
                    "Call sheet, day 3",
                    "FINAL, WHITE REV. 1",
                    vec![
                        line(1, "Dana", "sent", "250 2.0.0 Ok: queued as 4E0"),
                        answered(
                            line(2, "Eli", "sent", "250 2.0.0 Ok: queued as 4E1"),
                            "bounced",
                            "failed: 5.2.2",
                        ),
                        line(3, "Finn", "failed", "550 5.1.1 no such user"),
                    ],
                ),
            ],
            untold: vec![Untold {
                name: "Gus Hale".into(),
                phone: "555-0142".into(),
                documents: vec!["Call sheet, day 3".into()],
            }],
        }
    }

    #[test]
    fn the_page_counts_messages_and_people() {
        let page = report().page();
        // Sent: 4, 1, 2. Reached: Dana and Eli.
        for (what, n) in [("sent", 3), ("uncertain", 1), ("failed", 1), ("waiting", 1), ("confirmed", 1)] {
            assert_eq!(page[what], n, "{what}");
        }
        assert_eq!(page["reached"], "to 2 addresses");
        assert_eq!(page["bounced"], "1 came back undelivered");
        assert_eq!(page["documents"][0]["counts"], "1 queued · 1 sent · 1 uncertain");
        assert_eq!(page["documents"][1]["rows"][0]["at"], "Mon, Nov 23, 2026, 4:30P");
        // The sample beside the template is this report.
        let sample: Value =
            serde_json::from_str(include_str!("../../templates/outbox-report/data.json")).unwrap();
        assert_eq!(sample, figures::breakable(page));
    }

    #[test]
    fn the_workbook_has_a_row_for_each_recipient_of_each_revision() {
        let [_, job] = report().jobs();
        let bytes = job.body.bytes().unwrap().unwrap();
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("Sent").unwrap();
        let rows: Vec<Vec<Data>> = sheet.rows().skip(1).map(<[Data]>::to_vec).collect();
        assert_eq!(rows.len(), 6);
        let text = |row: usize, at: usize| rows[row][at].to_string();
        assert_eq!(
            (text(0, 1), text(0, 2), text(0, 4)),
            ("FINAL, BLUE REV. 2".into(), "Dana".into(), "sent".into())
        );
        assert_eq!(text(5, 7), "550 5.1.1 no such user");
        assert_eq!((text(0, 8), text(0, 10)), ("confirmed".into(), "Got it, thanks".into()));
        assert_eq!((text(4, 2), text(4, 8)), ("Eli".into(), "bounced".into()));
        assert_eq!(text(5, 5), "", "what was not sent has no date");
    }
}

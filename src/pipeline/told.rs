//! The outbox as a report: for each document, who was sent which revision when.

use super::posting::{Desk, Standing, zone};
use crate::digest::sha256_of_parts;
use crate::folder::Folder;
use crate::model::Verdict;
use crate::render::outbox_report::{Answer, Document, Line, Report, Untold};
use crate::render::words::{self, Words};
use crate::settings::{Settings, territory};
use crate::store::outbox::UntoldRow;
use crate::store::{AttemptRow, OutboxRow, ReplyRow, State};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// A message's place in the story besides its row: tries, what people did (message, when, what, who), and what came back.
pub struct Story {
    pub attempts: Vec<AttemptRow>,
    /// In the order of their dates.
    pub replies: Vec<ReplyRow>,
    pub acts: Vec<(i64, String, String, String)>,
    pub untold: Vec<UntoldRow>,
}

pub fn report(
    folder: &Folder,
    settings: &Settings,
    rows: &[OutboxRow],
    story: &Story,
    now: DateTime<Utc>,
) -> Report {
    let desk = Desk::new(settings, rows, now);
    let zone = zone(settings);
    let production = &settings.production;
    let country = production.country.clone().unwrap_or_else(|| "US".into());
    let built_in = words::of(production.language.as_deref().unwrap_or("en"), &country);
    let (words, _) = words::laid_over(built_in, &super::own_words(folder).unwrap_or_default());
    let mut documents: Vec<Document> = Vec::new();
    // What was withdrawn before anything was tried never concerned anybody.
    // A draft that was sent by hand is known by its answer alone.
    let told = |row: &&OutboxRow| {
        (row.state != State::Draft || answer(row, story).is_some())
            && (row.state != State::Withdrawn || row.tries > 0 || row.by_person)
    };
    for row in rows.iter().filter(told).rev() {
        let line = line(&desk, &words, zone, row, story);
        let alone = Document {
            kind: "message".into(),
            path: String::new(),
            title: row.subject.clone(),
            revision: String::new(),
            sha256: row.sha256.clone(),
            lines: Vec::new(),
        };
        let enclosed = row.documents.iter().map(|d| Document {
            kind: d.kind.clone(),
            path: d.path.clone(),
            title: d.title.clone(),
            revision: d.revision.clone(),
            sha256: d.sha256.clone(),
            lines: Vec::new(),
        });
        let alone = row.documents.is_empty().then_some(alone);
        for document in alone.into_iter().chain(enclosed) {
            // Who got the sheet and who was only told of its changes are told apart.
            let same = |known: &&mut Document| {
                (&known.path, &known.sha256, &known.revision)
                    == (&document.path, &document.sha256, &document.revision)
            };
            match documents.iter_mut().find(same) {
                Some(known) => known.lines.push(line.clone()),
                None => documents.push(Document { lines: vec![line.clone()], ..document }),
            }
        }
    }
    for document in &mut documents {
        document.lines.sort_by(|a, b| (&a.name, &a.address, a.number).cmp(&(&b.name, &b.address, b.number)));
    }
    let usual = territory::of(&country).map_or("us-letter", territory::Territory::paper);
    let paper = production.paper.as_deref().unwrap_or(usual);
    let said = |row: &OutboxRow| answer(row, story).map(|answer| answer.verdict).unwrap_or_default();
    let parts: Vec<String> = rows
        .iter()
        .map(|row| format!("{} {} {} {} {}", row.id, row.message_id, row.state, row.words, said(row)))
        .collect();
    let mut checksum = sha256_of_parts(parts.iter().map(String::as_bytes));
    checksum.truncate(12);
    Report {
        production: production.title.clone().unwrap_or_else(|| folder.name()),
        company: production.company.clone(),
        words,
        zone: zone.unwrap_or(Tz::UTC),
        now,
        paper: if paper.starts_with("us") { "us-letter" } else { "a4" },
        checksum,
        documents,
        untold: story.untold.iter().map(untold).collect(),
    }
}

fn untold(row: &UntoldRow) -> Untold {
    Untold { name: row.name.clone(), phone: row.phone.clone(), documents: row.documents.clone() }
}

/// The last word of whoever was written to: an out-of-office note is none, and what cannot be delivered is one.
fn answer(row: &OutboxRow, story: &Story) -> Option<Answer> {
    let of = |reply: &&ReplyRow| {
        reply.message_id == row.message_id && Verdict::read(&reply.verdict) != Verdict::Automatic
    };
    let reply = story.replies.iter().rfind(of)?;
    Some(Answer {
        verdict: reply.verdict.clone(),
        at: DateTime::from_timestamp(reply.at, 0).filter(|_| reply.at > 0),
        words: reply.words.clone(),
    })
}

fn line(desk: &Desk, own: &Words, zone: Option<Tz>, row: &OutboxRow, story: &Story) -> Line {
    let moment = |text: &str| DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    let taken = story.attempts.iter().rfind(|a| a.outbox == row.id && a.outcome == State::Sent.name());
    let resolved = story.acts.iter().rfind(|(id, ..)| *id == row.id).map(|(_, at, ..)| at.as_str());
    let sent = (row.state == State::Sent)
        .then(|| taken.map(|a| a.ended.as_str()).or(resolved).and_then(moment))
        .flatten();
    let words = match desk.standing(row) {
        Standing::Settled(_) => row.words.clone(),
        standing if row.words.is_empty() => standing.told(own, zone),
        standing => format!("{}; {}", row.words, standing.told(own, zone)),
    };
    Line {
        number: row.id,
        message_id: row.message_id.clone(),
        name: row.name.clone(),
        address: row.recipient.clone(),
        state: row.state.name().into(),
        sent,
        tries: row.tries,
        words,
        answer: answer(row, story),
    }
}

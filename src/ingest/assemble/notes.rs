//! Notes, the calendar, consents and recipients: rows that stand for themselves.

use super::names::{Units, fold};
use super::people::People;
use super::rows::Rows;
use super::terms::{plain, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{CalendarDay, Consent, DocumentKind, Note, Recipient, Record};
use crate::settings::nearest::did_you_mean;
use rust_decimal::prelude::ToPrimitive;

pub(crate) fn notes(rows: &Rows<'_>, units: &mut Units) -> Vec<Note> {
    let note = |row: &&Record| {
        Some(Note {
            date: row.date("Date")?,
            unit: units.name(plain(row, "Unit").as_deref()),
            department: plain(row, "Department"),
            scene: plain(row, "Scene"),
            text: plain(row, "Note")?,
            cell: row.cell.clone(),
        })
    };
    rows.of("notes").iter().filter_map(note).collect()
}

pub(crate) fn calendar(rows: &Rows<'_>) -> Vec<CalendarDay> {
    let day = |row: &&Record| {
        Some(CalendarDay {
            date: row.date("Date")?,
            kind: plain(row, "Kind")?.to_lowercase(),
            applies_to: plain(row, "Applies To"),
            name: plain(row, "Name"),
            cell: row.cell.clone(),
        })
    };
    let mut days: Vec<CalendarDay> = rows.of("calendar").iter().filter_map(day).collect();
    days.sort_by(|a, b| (a.date, &a.kind).cmp(&(b.date, &b.kind)));
    days
}

/// Consents, with persons and units in the spelling of the lists.
pub(crate) fn consents(
    rows: &Rows<'_>,
    units: &Units,
    people: &People,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Consent> {
    let mut person_of = |row: &Record| {
        let name = trimmed(row, "Person")?;
        if let Some(person) = people.named(&name.value).and_then(|id| people.get(id)) {
            return Some(person.name.clone());
        }
        let meant = did_you_mean(&name.value, people.list.iter().map(|p| p.name.as_str()));
        let message =
            format!("{} is on neither the cast nor the crew list; the consent covers nobody.", name.value);
        let help = format!("Write the name as the lists do.{meant}");
        problems
            .push(Diagnostic::new(Code::PersonUnlisted, message, help).at_cell(&name.cell).seen(&name.value));
        Some(name.value)
    };
    let consent = |row: &&Record| {
        Some(Consent {
            kind: plain(row, "Kind")?.to_lowercase(),
            rule: plain(row, "Rule")?,
            from: row.date("From")?,
            to: row.date("To"),
            person: person_of(row),
            unit: plain(row, "Unit").map(|unit| units.known(&unit).unwrap_or(unit)),
            given_by: plain(row, "Given By"),
            given_on: row.date("Given On"),
            evidence: plain(row, "Evidence"),
            scope: plain(row, "Scope"),
            uses: row.number("Uses").and_then(|n| n.to_u32()),
            expires: row.date("Expires"),
            cell: row.cell.clone(),
        })
    };
    rows.of("consents").iter().filter_map(consent).collect()
}

/// Recipients, with the documents as `[mail.documents]` names them.
pub(crate) fn recipients(rows: &Rows<'_>, problems: &mut Vec<Diagnostic>) -> Vec<Recipient> {
    let mut documents = |row: &Record| {
        let mut kinds = Vec::new();
        for text in row.list("Documents").iter().map(|t| t.trim()).filter(|t| !t.is_empty()) {
            match document(text) {
                Some(kind) => kinds.push(kind),
                None => {
                    let cell = row.cell_of("Documents");
                    let names: Vec<&str> = DocumentKind::ALL.iter().map(|k| k.name()).collect();
                    let meant = did_you_mean(text, names.iter().copied());
                    let message = format!("No document is called “{text}”; it goes to nobody.");
                    let help = format!(
                        "The documents are {}, and {DEADLINES} there is, too.{meant}",
                        names.join(", ")
                    );
                    problems
                        .push(Diagnostic::new(Code::WordUnknown, message, help).at_cell(&cell).seen(text));
                }
            }
        }
        kinds
    };
    let recipient = |row: &&Record| {
        Some(Recipient {
            name: plain(row, "Name").unwrap_or_default(),
            email: trimmed(row, "Email")?,
            documents: documents(row),
            department: plain(row, "Department"),
            language: plain(row, "Language"),
            cell: row.cell.clone(),
        })
    };
    rows.of("recipients").iter().filter_map(recipient).collect()
}

/// What may stand among the documents of a recipient and is none: the due dates of deliverables, which travel as invitations.
pub(super) const DEADLINES: &str = "deadlines";

/// `Call Sheets`, `call-sheet`, `day out of days`, `deadlines`.
fn document(text: &str) -> Option<String> {
    let wanted = fold(text);
    let one = wanted.strip_suffix('s').unwrap_or(&wanted);
    if one == DEADLINES.trim_end_matches('s') {
        return Some(DEADLINES.to_owned());
    }
    DocumentKind::ALL
        .iter()
        .map(|kind| kind.name())
        .find(|name| {
            let name = fold(name);
            name == wanted || name == one
        })
        .map(str::to_string)
}

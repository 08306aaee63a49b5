//! Subject and bodies from handlebars templates: plain text unescaped, HTML escaped.

use super::Made;
use super::news::Role;
use super::recipients::Parcel;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentKind, Production};
use crate::render::call_sheet::changes;
use crate::render::call_sheet::revision::PRELIMINARY;
use handlebars::{Handlebars, no_escape};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The built-in templates, by the file name under `templates/mail/` that overrides them.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("subject.hbs", include_str!("../../templates/mail/subject.hbs")),
    ("body.txt.hbs", include_str!("../../templates/mail/body.txt.hbs")),
    ("body.html.hbs", include_str!("../../templates/mail/body.html.hbs")),
];

#[derive(Clone, Debug)]
pub struct Letter {
    /// One line, without control characters.
    pub subject: String,
    pub text: String,
    pub html: String,
}

pub struct Letters {
    plain: Handlebars<'static>,
    html: Handlebars<'static>,
}

impl Letters {
    /// A template of the production's own that does not hold together is reported and the built-in one used.
    pub fn new(own: &BTreeMap<String, String>) -> (Letters, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut plain = Handlebars::new();
        plain.register_escape_fn(no_escape);
        plain.set_strict_mode(true);
        let mut html = Handlebars::new();
        html.set_strict_mode(true);
        for (name, built_in) in BUILT_IN {
            let registry = if name.ends_with("html.hbs") { &mut html } else { &mut plain };
            // The sample stands for any mail: a field it lacks would be missing at night, too.
            let mine = own.get(name).and_then(|source| {
                let checked = registry
                    .register_template_string(name, source)
                    .map_err(|e| e.to_string())
                    .and_then(|()| registry.render(name, &sample()).map_err(|e| e.to_string()));
                checked
                    .map_err(|cause| {
                        problems.push(
                            Diagnostic::new(
                                Code::TemplateInvalid,
                                format!("The mail template does not hold together: {}", one_line(&cause)),
                                "Correct it, or delete the file to use the built-in one, which was used now.",
                            )
                            .in_file(format!("templates/mail/{name}")),
                        );
                    })
                    .ok()
            });
            if mine.is_none()
                && let Err(cause) = registry.register_template_string(name, built_in)
            {
                problems.push(Diagnostic::new(
                    Code::TemplateInvalid,
                    format!(
                        "The built-in mail template {name} does not parse: {}",
                        one_line(&cause.to_string())
                    ),
                    "Report this: it is a fault of callboard.",
                ));
            }
        }
        (Letters { plain, html }, problems)
    }

    pub fn write(&self, production: &Production, parcel: &Parcel) -> Result<Letter, String> {
        let data = data(production, parcel);
        let set = |registry: &Handlebars, name: &str| {
            registry.render(name, &data).map_err(|e| one_line(&e.to_string()))
        };
        let subject = set(&self.plain, "subject.hbs")?;
        Ok(Letter {
            subject: one_line(&subject),
            text: set(&self.plain, "body.txt.hbs")?,
            html: set(&self.html, "body.html.hbs")?,
        })
    }
}

/// A subject is one line: whatever stood in a cell, it cannot become a second header.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control() || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn data(production: &Production, parcel: &Parcel) -> Value {
    let facts = &production.facts;
    let is_sheet = |d: &&Made| matches!(d.kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
    let sheet = parcel.documents.iter().find(is_sheet);
    // What matters most to this person stands first: a cancelled call, then a change, then a first sheet.
    let news = parcel.news.iter().min_by_key(|news| (news.role, news.date));
    let date = news.and_then(|n| n.date).or_else(|| parcel.documents.iter().find_map(|d| d.about.date));
    let revision = news.map(|n| &n.revision).or(sheet.map(|d| &d.about.revision)).cloned().flatten();
    let role = news.map(|news| news.role);
    let changes = news.and_then(|news| news.says.changes.as_ref());
    let name = parcel.person.as_deref().unwrap_or_default();
    let own = changes.map(|changes| changes::for_person(changes, name)).unwrap_or_default();
    let call = news.and_then(|news| news.says.calls.get(name)).filter(|_| role != Some(Role::Dropped));
    let colour = news.and_then(|n| n.says.colour.clone());
    json!({
        "production": facts.title,
        "company": facts.company.clone().unwrap_or_default(),
        "office_phone": facts.office_phone.clone().unwrap_or_default(),
        "name": parcel.name,
        "date": date.map(|d| d.format("%A, %-d %B %Y").to_string()).unwrap_or_default(),
        "is_call_sheet": sheet.is_some() || news.is_some(),
        "revision": revision.clone().unwrap_or_default(),
        "preliminary": revision.as_deref() == Some(PRELIMINARY),
        "colour": colour.unwrap_or_default(),
        "replaces": changes.map(|c| format!("{} of {}", c.since, c.of)).unwrap_or_default(),
        "cancelled": role == Some(Role::Dropped),
        "revised": role == Some(Role::Revised),
        "digest": role == Some(Role::Digest),
        "headline": own.first().cloned().unwrap_or_default(),
        // What is the person's own belongs into the subject; a note's words would make it a letter.
        "your_change": own.first().filter(|line| line.starts_with("You")).cloned().unwrap_or_default(),
        "own_changes": own.into_iter().skip(1).collect::<Vec<_>>(),
        "changes": changes.map(changes::lines).unwrap_or_default().iter()
            .map(|line| json!({ "who": line.who, "what": line.what })).collect::<Vec<_>>(),
        "call": call.cloned().unwrap_or_default(),
        // Who reads on a telephone needs no reader of PDF; a digest and a cancellation bring no sheet.
        "sheet": news.filter(|n| !matches!(n.role, Role::Dropped | Role::Digest)).map(|n| n.says.text.clone()).unwrap_or_default(),
        "notice": parcel.notice.as_ref().map(|n| n.title.clone()).unwrap_or_default(),
        "notice_lines": parcel.notice.as_ref().map(|n| n.lines.clone()).unwrap_or_default(),
        "titles": titles(parcel, |_| true),
        "others": titles(parcel, |document| !is_sheet(&document)),
        "documents": parcel.documents.iter().map(|d| json!({
            "title": d.title,
            "file": d.path.rsplit('/').next().unwrap_or(&d.path),
        })).collect::<Vec<_>>(),
    })
}

/// A report that is a page, a workbook and a data file is one thing to the reader of a subject.
fn titles(parcel: &Parcel, which: impl Fn(&Made) -> bool) -> Vec<&str> {
    let mut titles: Vec<&str> = Vec::new();
    for document in parcel.documents.iter().filter(|d| which(d)) {
        if !titles.contains(&document.title.as_str()) {
            titles.push(&document.title);
        }
    }
    titles
}

/// A letter with every field filled.
fn sample() -> Value {
    json!({
        "production": "Night Train", "company": "Halcyon", "office_phone": "555-0100", "name": "Dana Ruiz",
        "date": "Saturday, 31 October 2026", "is_call_sheet": true, "revision": "PRELIMINARY",
        "preliminary": true, "call": "6:00P", "sheet": "NIGHT TRAIN", "titles": ["Call sheet"], "others": ["Cost report"],
        "colour": "Blue", "replaces": "WHITE REV. 1 of 6:05P", "cancelled": false, "revised": true, "digest": false,
        "notice": "", "notice_lines": ["Stage 2"],
        "headline": "Your call moved from 6:00P to 5:30P", "your_change": "Your call moved from 6:00P to 5:30P", "own_changes": ["Your make-up moved from 6:00P to 5:30P"],
        "changes": [{"who": "Dana Ruiz", "what": "call 6:00P → 5:30P"}],
        "documents": [{"title": "Call sheet", "file": "call-sheet.pdf"}],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_stays_one_line() {
        assert_eq!(one_line("Night Train\r\nBcc: all@example.com"), "Night Train Bcc: all@example.com");
    }

    #[test]
    fn a_broken_template_is_reported_and_the_built_in_one_serves() {
        let own = BTreeMap::from([("subject.hbs".to_owned(), "{{production".to_owned())]);
        let (letters, problems) = Letters::new(&own);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file, "templates/mail/subject.hbs");
        let subject = letters.plain.render("subject.hbs", &sample()).unwrap();
        assert!(subject.contains("Night Train"), "{subject}");
    }

    #[test]
    fn names_with_apostrophes_stay_themselves_in_plain_text() {
        let (letters, problems) = Letters::new(&BTreeMap::new());
        assert_eq!(problems, []);
        let mut data = sample();
        data["name"] = json!("Siobhán O'Donnell <x>");
        assert!(letters.plain.render("body.txt.hbs", &data).unwrap().contains("Siobhán O'Donnell <x>"));
        assert!(letters.html.render("body.html.hbs", &data).unwrap().contains("&lt;x&gt;"));
    }

    #[test]
    fn a_report_of_several_files_stands_once_in_the_subject() {
        let production = crate::render::fixture::production();
        let made = |path: &str, title: &str| Made {
            kind: DocumentKind::ComplianceReport,
            title: title.into(),
            path: path.into(),
            about: Default::default(),
            content: String::new(),
            sha256: String::new(),
            bytes: Default::default(),
        };
        let documents = vec![
            made("compliance/compliance-report.pdf", "Compliance report"),
            made("compliance/compliance-report.xlsx", "Compliance report"),
            made("money/cost-report.pdf", "Cost report"),
        ];
        let parcel = Parcel {
            name: "Dana".into(),
            address: "d@example.com".into(),
            person: None,
            documents,
            before: Vec::new(),
            news: Vec::new(),
            entries: Vec::new(),
            notice: None,
        };
        let (letters, _) = Letters::new(&BTreeMap::new());
        let letter = letters.write(&production, &parcel).unwrap();
        assert!(letter.subject.ends_with(" – Compliance report, Cost report"), "{}", letter.subject);
        for file in ["compliance-report.pdf", "compliance-report.xlsx", "cost-report.pdf"] {
            assert!(letter.text.contains(file), "{}", letter.text);
        }

        // With a call sheet the sheet comes first, and the reports are named behind it.
        let mut with_sheet = parcel;
        let mut sheet = made("call-sheets/a.pdf", "Call sheet of Friday");
        sheet.kind = DocumentKind::CallSheet;
        sheet.about.date = chrono::NaiveDate::from_ymd_opt(2026, 10, 30);
        sheet.about.revision = Some("FINAL, WHITE REV. 1".into());
        with_sheet.documents.insert(0, sheet);
        let letter = letters.write(&production, &with_sheet).unwrap();
        assert_eq!(
            letter.subject,
            "Night Train – call sheet for Friday, 30 October 2026 – FINAL, WHITE REV. 1 – Compliance report – Cost report"
        );
    }
}

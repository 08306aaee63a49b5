//! Subject and bodies from handlebars templates: plain text unescaped, HTML escaped.

use super::Made;
use super::news::Role;
use super::recipients::Parcel;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{DocumentKind, Production};
use crate::render::call_sheet::changes;
use crate::render::call_sheet::revision::{self, PRELIMINARY};
use crate::render::words::Words;
use chrono::NaiveDate;
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

    pub fn write(
        &self,
        production: &Production,
        words: &Words,
        parcel: &Parcel,
        today: NaiveDate,
    ) -> Result<Letter, String> {
        let data = data(production, words, parcel, today);
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

fn data(production: &Production, words: &Words, parcel: &Parcel, today: NaiveDate) -> Value {
    let facts = &production.facts;
    let is_sheet = |d: &&Made| matches!(d.kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
    let sheet = parcel.documents.iter().find(is_sheet);
    // What matters most to this person stands first: a cancelled call, then a change, then a first sheet.
    let news = parcel.news.iter().min_by_key(|news| (news.role, news.date));
    let date = news.and_then(|n| n.date).or_else(|| parcel.documents.iter().find_map(|d| d.about.date));
    let date = date.map(|d| words.date_full(d)).unwrap_or_default();
    let role = news.map(|news| news.role);
    let standing = news.map(|n| &n.revision).or(sheet.map(|d| &d.about.revision)).cloned().flatten();
    let preliminary = standing.as_deref() == Some(PRELIMINARY);
    let revision = match (news.map(|n| &n.says), standing) {
        // What the manifest says in one word for all is told in the production's words.
        (Some(says), Some(_)) if says.colour.is_some() => {
            let (colour, number) =
                (says.colour.as_deref().unwrap_or_default(), says.number.unwrap_or_default());
            let called = revision::told(words, colour, number);
            format!("{}, {called}", words.get("call_sheet.final"))
        }
        (_, Some(_)) if preliminary => words.get("call_sheet.preliminary").to_owned(),
        (_, standing) => standing.unwrap_or_default(),
    };
    let changes = news.and_then(|news| news.says.changes.as_ref());
    let name = parcel.person.as_deref().unwrap_or_default();
    let own = changes.map(|changes| changes::for_person(changes, name, words)).unwrap_or_default();
    let yours = changes.and_then(|changes| changes::own_headline(changes, name, words));
    let call = news.and_then(|news| news.says.calls.get(name)).filter(|_| role != Some(Role::Dropped));
    let colour = news.and_then(|n| n.says.colour.as_deref()).map(|colour| words.colour(colour));
    let replaces = changes
        .map(|c| words.say("letters.replaces", &[("revision", &c.since), ("time", &c.of)]))
        .unwrap_or_default();
    let letter = Parts {
        words,
        production: &facts.title,
        date: &date,
        revision: &revision,
        replaces: &replaces,
        call: call.map(String::as_str),
        preliminary,
        role,
        is_sheet: sheet.is_some() || news.is_some(),
    };
    let titles = titles(words, &facts.title, parcel, today, |d| d.kind != DocumentKind::StatusMail);
    let others = self::titles(words, &facts.title, parcel, today, |document| !is_sheet(&document));
    let headline = own.first().cloned().unwrap_or_default();
    let notice = parcel.notice.as_ref();
    let subject = match (notice, &parcel.status) {
        (_, Some(status)) => status.subject.clone(),
        (Some(notice), _) => letter.say("letters.subject_notice", &[("notice", notice.title.as_str())]),
        _ => letter.subject(
            colour.as_deref(),
            yours.as_deref(),
            &names_of(&titles),
            &names_of(&others),
            day_of(parcel),
        ),
    };
    let mut lines = match (notice, &parcel.status) {
        (_, Some(status)) => status.lines.clone(),
        (Some(notice), _) => {
            let mut lines = vec![letter.say("letters.notice_line", &[("notice", notice.title.as_str())])];
            lines.extend(notice.lines.iter().cloned());
            lines
        }
        _ => vec![letter.body()],
    };
    lines.retain(|line| !line.is_empty());
    json!({
        "language": words.language,
        "subject": subject,
        // Sentences of the letter, ready to stand.
        "greeting": if parcel.status.is_some() { String::new() } else { words.say("letters.greeting", &[("name", &parcel.name)]) },
        "your_call": if headline.is_empty() && call.is_some() { letter.say("letters.your_call", &[]) } else { String::new() },
        "standing": letter.standing(),
        "lines": lines,
        "changes_title": if changes.is_some() { letter.say("letters.changed_since", &[]) } else { String::new() },
        "office_line": match &facts.office_phone {
            Some(phone) => words.say("letters.office_phone", &[("phone", phone)]),
            None => words.get("letters.office").to_owned(),
        },
        // The same in parts, for a production's own letter.
        "production": facts.title,
        "company": facts.company.clone().unwrap_or_default(),
        "office_phone": facts.office_phone.clone().unwrap_or_default(),
        "name": parcel.name,
        "date": date,
        "is_call_sheet": sheet.is_some() || news.is_some(),
        "revision": revision,
        "preliminary": preliminary,
        "colour": colour.unwrap_or_default(),
        "replaces": replaces,
        "cancelled": role == Some(Role::Dropped),
        "revised": role == Some(Role::Revised),
        "digest": role == Some(Role::Digest),
        "headline": headline,
        // What is the person's own belongs into the subject; a note's words would make it a letter.
        "your_change": yours.unwrap_or_default(),
        "own_changes": own.into_iter().skip(1).collect::<Vec<_>>(),
        "changes": changes.map(|changes| changes::lines(changes, words)).unwrap_or_default().iter()
            .map(|line| json!({ "who": line.who, "what": line.what })).collect::<Vec<_>>(),
        "call": call.cloned().unwrap_or_default(),
        // Who reads on a telephone needs no reader of PDF; a digest and a cancellation bring no sheet.
        "sheet": news.filter(|n| !matches!(n.role, Role::Dropped | Role::Digest)).map(|n| n.says.text.clone()).unwrap_or_default(),
        "notice": notice.map(|n| n.title.clone()).unwrap_or_default(),
        "notice_lines": notice.map(|n| n.lines.clone()).unwrap_or_default(),
        "titles": titles.iter().map(|(title, _)| title).collect::<Vec<_>>(),
        "others": others.iter().map(|(title, _)| title).collect::<Vec<_>>(),
        "documents": titles.iter().map(|(title, files)| json!({
            "title": title,
            "file": files.join(", "),
        })).collect::<Vec<_>>(),
    })
}

/// What the sentences about a call sheet are made of.
struct Parts<'a> {
    words: &'a Words,
    production: &'a str,
    date: &'a str,
    revision: &'a str,
    replaces: &'a str,
    call: Option<&'a str>,
    preliminary: bool,
    role: Option<Role>,
    is_sheet: bool,
}

impl Parts<'_> {
    fn say(&self, key: &str, with: &[(&str, &str)]) -> String {
        let common = [
            ("production", self.production),
            ("date", self.date),
            ("revision", self.revision),
            ("replaces", self.replaces),
            ("call", self.call.unwrap_or_default()),
        ];
        self.words.say(key, &[with, &common].concat())
    }

    /// Which sheet it is, under the line of what changed.
    fn standing(&self) -> String {
        let key = match (self.revision.is_empty(), self.replaces.is_empty()) {
            (true, _) => "letters.standing",
            (false, true) => "letters.standing_revision",
            (false, false) => "letters.standing_replaces",
        };
        self.say(key, &[])
    }

    fn body(&self) -> String {
        let tail = |key: &str| format!(" {}", self.words.get(key));
        let may_change = if self.preliminary { tail("letters.may_change") } else { String::new() };
        let has_revision = !self.revision.is_empty();
        match self.role {
            Some(Role::Dropped) => self.say("letters.cancelled", &[]),
            Some(Role::Revised) => {
                let key = if self.call.is_some() { "letters.revised_call" } else { "letters.revised" };
                format!("{}{may_change}{}", self.say(key, &[]), tail("letters.please_answer"))
            }
            Some(Role::Digest) => {
                let key = if has_revision { "letters.digest_revision" } else { "letters.digest" };
                let yours =
                    if self.call.is_some() { "letters.nothing_yours_call" } else { "letters.nothing_yours" };
                format!("{} {}{may_change}", self.say(key, &[]), self.say(yours, &[]))
            }
            _ if self.is_sheet => {
                let key = if has_revision { "letters.sheet_revision" } else { "letters.sheet" };
                let tail = if self.preliminary { may_change } else { tail("letters.please_answer") };
                format!("{}{tail}", self.say(key, &[]))
            }
            _ => self.say("letters.attached", &[]),
        }
    }

    fn subject(
        &self,
        colour: Option<&str>,
        yours: Option<&str>,
        titles: &[String],
        others: &[String],
        day: Option<NaiveDate>,
    ) -> String {
        match self.role {
            Some(Role::Dropped) => self.say("letters.subject_cancelled", &[]),
            Some(Role::Revised) => {
                let mark = match colour {
                    Some(colour) => self.say("letters.revised_mark", &[("colour", colour)]),
                    None => self.words.get("letters.revised_preliminary").to_owned(),
                };
                match yours {
                    Some(change) => self.say("letters.subject_yours", &[("mark", &mark), ("change", change)]),
                    None => self.say("letters.subject_revised", &[("mark", &mark)]),
                }
            }
            Some(Role::Digest) if self.revision.is_empty() => self.say("letters.subject_digest", &[]),
            Some(Role::Digest) => self.say("letters.subject_digest_revision", &[]),
            _ if self.is_sheet => {
                let mut subject = self.say("letters.subject_sheet", &[]);
                let named = [self.revision].into_iter().filter(|text| !text.is_empty());
                for part in named.map(str::to_owned).chain(self.named(others)) {
                    subject.push_str(&format!(" – {part}"));
                }
                subject
            }
            _ => {
                let titles = self.named(titles).unwrap_or_default();
                let subject = self.say("letters.subject_documents", &[("titles", &titles)]);
                day.map_or(subject.clone(), |day| format!("{subject} – {}", self.words.date_full(day)))
            }
        }
    }

    /// A subject is read in a list of subjects: it names the first documents, and counts the others.
    fn named(&self, titles: &[String]) -> Option<String> {
        let first = titles.iter().take(IN_A_SUBJECT).cloned().collect::<Vec<_>>().join(", ");
        let more = titles.len().saturating_sub(IN_A_SUBJECT);
        match more {
            0 => Some(first).filter(|first| !first.is_empty()),
            // One more takes no more room by name than by number.
            1 => Some(titles.join(", ")),
            _ => Some(self.words.say("letters.titles_more", &[("titles", &first), ("n", &more.to_string())])),
        }
    }
}

/// Documents that a subject names.
const IN_A_SUBJECT: usize = 2;

/// A line a document: what it is and of which day, and its files. A report that is a page and a workbook is one thing.
fn titles<'a>(
    words: &Words,
    production: &str,
    parcel: &'a Parcel,
    today: NaiveDate,
    which: impl Fn(&Made) -> bool,
) -> Vec<(String, Vec<&'a str>)> {
    let mut titles: Vec<(String, Vec<&str>)> = Vec::new();
    for document in parcel.documents.iter().filter(|d| which(d)) {
        let title = title(words, production, document, today);
        let file = document.path.rsplit('/').next().unwrap_or(&document.path);
        match titles.iter_mut().find(|(known, _)| *known == title) {
            Some((_, files)) => files.push(file),
            None => titles.push((title, vec![file])),
        }
    }
    titles
}

/// What each is called, without the day or the person it is of: for a subject.
fn names_of(titles: &[(String, Vec<&str>)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (title, _) in titles {
        let name = title.split([',', '\u{b7}']).next().unwrap_or(title).trim().to_owned();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// The one day that a parcel's documents are of; nothing where they are of several.
fn day_of(parcel: &Parcel) -> Option<NaiveDate> {
    let mut days = parcel.documents.iter().filter_map(|d| d.about.date);
    let first = days.next()?;
    days.all(|day| day == first).then_some(first)
}

/// What the document is called, with the day it is of, or as of which it was made, where its title does not say so.
fn title(words: &Words, production: &str, document: &Made, today: NaiveDate) -> String {
    // The letter says whose it is.
    let plain = document.title.strip_prefix(production).map(str::trim_start);
    let plain =
        plain.and_then(|rest| rest.strip_prefix(':')).map(str::trim_start).filter(|rest| !rest.is_empty());
    let title = plain.map_or_else(|| document.title.clone(), capital);
    let title = if words.language.starts_with("en") { title } else { in_words(words, document.kind, title) };
    let says = |date: NaiveDate| {
        let forms =
            [words.date(date), words.date_medium(date), words.date_full(date), words.date_without_year(date)];
        forms.iter().any(|form| title.contains(form.as_str()))
    };
    match document.about.date {
        Some(date) if says(date) => title.clone(),
        Some(date) => format!("{title}, {}", words.date_full(date)),
        None if says(today) || document.about.person.is_some() => title.clone(),
        None => format!("{title}, {} {}", words.get("common.as_of"), words.date(today)),
    }
}

/// A report that is in English by its name in the letter's language: what it is called stands first in its title.
fn in_words(words: &Words, kind: DocumentKind, title: String) -> String {
    let key = format!("kinds.{}", kind.name());
    let name = words.get(&key);
    if name == key {
        return title;
    }
    let rest = title.find([',', '\u{b7}']).and_then(|at| title.get(at..)).unwrap_or_default();
    format!("{name}{rest}")
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A letter with every field filled.
fn sample() -> Value {
    json!({
        "language": "en-US", "subject": "Night Train – call sheet for Saturday, October 31, 2026",
        "greeting": "Dear Dana Ruiz,", "your_call": "Your call on Saturday, October 31, 2026: 6:00P",
        "standing": "Night Train, Saturday, October 31, 2026", "lines": ["attached is the call sheet."],
        "changes_title": "What changed since WHITE REV. 1 of 6:05P:", "office_line": "Production office, 555-0100",
        "production": "Night Train", "company": "Halcyon", "office_phone": "555-0100", "name": "Dana Ruiz",
        "date": "Saturday, October 31, 2026", "is_call_sheet": true, "revision": "PRELIMINARY",
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
    use crate::render::words;

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
        data["greeting"] = json!("Dear Siobhán O'Donnell <x>,");
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
            status: None,
        };
        let (words, today) = (words::of("en", "US"), NaiveDate::from_ymd_opt(2026, 10, 31).unwrap());
        let (letters, _) = Letters::new(&BTreeMap::new());
        let letter = letters.write(&production, words, &parcel, today).unwrap();
        assert!(letter.subject.ends_with(" – Compliance report, Cost report"), "{}", letter.subject);
        let line =
            "- Compliance report, as of October 31, 2026 (compliance-report.pdf, compliance-report.xlsx)";
        assert!(letter.text.contains(line), "{}", letter.text);
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
        let letter = letters.write(&production, words, &with_sheet, today).unwrap();
        assert_eq!(
            letter.subject,
            "Night Train – call sheet for Friday, October 30, 2026 – FINAL, WHITE REV. 1 – Compliance report, Cost report"
        );
    }

    #[test]
    fn a_letters_date_is_the_languages() {
        let production = crate::render::fixture::production();
        let mut sheet = Made {
            kind: DocumentKind::CallSheet,
            title: "Call sheet".into(),
            path: "call-sheets/a.pdf".into(),
            about: Default::default(),
            content: String::new(),
            sha256: String::new(),
            bytes: Default::default(),
        };
        sheet.about.date = NaiveDate::from_ymd_opt(2026, 10, 31);
        let parcel = Parcel {
            name: "Dana".into(),
            address: "d@example.com".into(),
            person: None,
            documents: vec![sheet],
            before: Vec::new(),
            news: Vec::new(),
            entries: Vec::new(),
            notice: None,
            status: None,
        };
        let (letters, _) = Letters::new(&BTreeMap::new());
        let today = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        for (language, country, subject) in [
            ("en", "US", "call sheet for Saturday, October 31, 2026"),
            ("en", "GB", "call sheet for Saturday 31 October 2026"),
            ("de", "DE", "Tagesdisposition für Samstag, 31. Oktober 2026"),
            ("fr", "FR", "feuille de service du samedi 31 octobre 2026"),
            ("es", "ES", "orden de rodaje del sábado, 31 de octubre de 2026"),
        ] {
            let letter = letters.write(&production, words::of(language, country), &parcel, today).unwrap();
            assert!(letter.subject.ends_with(&format!(" – {subject}")), "{}", letter.subject);
            let english = letter.text.contains("Dear ") || letter.text.contains("attached");
            assert_eq!(english, language == "en", "{}", letter.text);
        }
    }
}

//! Who gets which document.
//!
//! A call sheet goes to the people who stand on it, and to whoever the Recipients table names for it. Mailed are the
//! sheet of the next shooting date after today, and what is issued today, be it for this very day: older sheets are history and
//! later ones will change. A sheet that replaces one goes to those it concerns with what changed for them; the rest are told of it
//! (`news`). Reports go to the addresses that settings or Recipients name, never to a group.

use super::calendar::Entry;
use super::news::{self, News, Role};
use super::notices::Notice;
use super::status::{self, Status};
use super::{Had, Made, WithoutAddress};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, DocumentKind, Listed, Person, Production, Sourced};
use crate::render::call_sheet::Says;
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What one recipient gets.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub name: String,
    pub address: String,
    /// The person of the production, where the recipient is one.
    pub person: Option<String>,
    pub documents: Vec<Made>,
    /// What the recipient got of them before, and is no longer so: SHA-256 of what it said.
    pub before: Vec<String>,
    /// What each call sheet means to the recipient.
    pub news: Vec<News>,
    /// What goes into the recipient's calendar.
    pub entries: Vec<Entry>,
    /// A letter about a meeting, not about documents.
    pub notice: Option<Notice>,
    /// A mail from the set: its words are the letter, and its document is no attachment.
    pub status: Option<Status>,
}

#[derive(Debug, Default)]
pub struct Chosen {
    /// Ordered by address.
    pub parcels: Vec<Parcel>,
    pub without_address: Vec<WithoutAddress>,
    pub problems: Vec<Diagnostic>,
}

/// The documents that are mailed at all when nothing else is said.
fn default_groups(kind: DocumentKind) -> &'static [&'static str] {
    match kind {
        DocumentKind::CallSheet | DocumentKind::PersonalCallSheet => &["cast", "crew"],
        _ => &[],
    }
}

pub fn choose(production: &Production, settings: &Settings, made: &[Made], today: NaiveDate) -> Chosen {
    let mut post = Sorting::default();
    let next = made
        .iter()
        .filter(|m| m.kind == DocumentKind::CallSheet)
        .filter_map(|m| m.about.date)
        .filter(|date| *date > today)
        .min();
    for document in made {
        let is_call_sheet =
            matches!(document.kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
        if is_call_sheet && !news::is_mailed(document, made, next, today) {
            continue;
        }
        // A mail from the set is a letter of its own.
        if document.kind == DocumentKind::StatusMail {
            if status::is_mailed(document, made, today) {
                let mut own = Sorting::default();
                own.hand_out(production, settings, document, made);
                post.status.push((document.clone(), own));
            }
            continue;
        }
        // Data for programs lie in `out/`; people get pages and workbooks.
        if document.path.ends_with(".json") {
            continue;
        }
        post.hand_out(production, settings, document, made);
    }
    post.finish(settings, production)
}

/// Takes out what a recipient has got as it is; who has everything gets nothing. Who has an earlier revision is told what changed
/// since that one, and gets no sheet where nothing of theirs did; who has none gets the sheet.
pub fn leave_out(parcels: &mut Vec<Parcel>, had: &Had) {
    parcels.retain_mut(|parcel| {
        let address = parcel.address.to_lowercase();
        let last = |path: &str| had.get(&(address.clone(), path.to_owned()));
        parcel.before = parcel.news.iter().filter_map(|news| last(&news.path)).cloned().collect();
        parcel.documents.retain(|document| last(&document.path) != Some(&document.content));
        parcel.before.extend(parcel.documents.iter().filter_map(|d| last(&d.path)).cloned());
        let person = parcel.person.clone();
        parcel.news.retain_mut(|news| news.settle(person.as_deref(), last(&news.path).map(String::as_str)));
        let digests: Vec<(Option<NaiveDate>, Option<String>)> = parcel
            .news
            .iter()
            .filter(|news| news.role == Role::Digest)
            .map(|news| (news.date, news.unit.clone()))
            .collect();
        // Of a day that brings nothing new for somebody they get no sheet.
        parcel.documents.retain(|document| {
            let is_sheet = matches!(document.kind, DocumentKind::CallSheet | DocumentKind::PersonalCallSheet);
            !(is_sheet && digests.contains(&(document.about.date, document.about.unit.clone())))
        });
        !(parcel.documents.is_empty() && parcel.news.is_empty())
    });
}

/// A personal sheet goes to its own person only.
fn is_personal(document: &Made) -> bool {
    document.about.person.is_some()
}

/// `Call sheets`, `call-sheet` and `call sheet` all name the call sheet.
fn names(written: &str, kind: DocumentKind) -> bool {
    let fold = |text: &str| {
        let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        letters.to_lowercase().trim_end_matches('s').to_owned()
    };
    fold(written) == fold(kind.name())
}

#[derive(Default)]
struct Sorting {
    /// By folded address.
    parcels: BTreeMap<String, Parcel>,
    /// Who stood on a sheet, stands on it no longer, and is on no list either.
    gone: BTreeMap<String, String>,
    without: BTreeMap<String, (Option<String>, Cell, BTreeSet<String>)>,
    bad: BTreeMap<String, Option<Cell>>,
    refused: BTreeSet<(DocumentKind, String)>,
    /// Mails from the set, each with whom it goes to.
    status: Vec<(Made, Sorting)>,
}

impl Sorting {
    /// Gives a document to everybody whom settings or Recipients name for it.
    fn hand_out(&mut self, production: &Production, settings: &Settings, document: &Made, made: &[Made]) {
        let named = settings.mail.documents.get(document.kind.name());
        let groups: Vec<&str> = match named {
            Some(list) => list.iter().map(String::as_str).collect(),
            None => default_groups(document.kind).to_vec(),
        };
        for group in groups {
            match group {
                "cast" | "crew" if document.kind.is_private() => self.refuse(document.kind, group),
                "cast" => self.people(production, document, made, Listed::Cast),
                "crew" => self.people(production, document, made, Listed::Crew),
                address => {
                    self.give(address, address, None, document);
                    if self.check(address, None) {
                        self.tell(address, address, None, document, news::role_of_list(document));
                    }
                }
            }
        }
        for recipient in &production.recipients {
            if recipient.documents.iter().any(|d| names(d, document.kind)) && !is_personal(document) {
                self.address(&recipient.name, &recipient.email, document);
            }
        }
    }

    fn people(&mut self, production: &Production, document: &Made, made: &[Made], listed: Listed) {
        let says = news::says(document, made);
        for name in says.and_then(|s| s.changes.as_ref()).into_iter().flat_map(|c| c.told()) {
            if production.people.iter().all(|p| p.name != *name) {
                self.gone.insert(name.to_owned(), document.title.clone());
            }
        }
        for person in production.people.iter().filter(|p| p.listed == listed || p.listed == Listed::Nowhere) {
            let role = says.map_or(Role::First, |says| news::role(says, &person.name));
            // Who stands on the sheet no longer is told so, and gets no sheet.
            let concerned = concerns(production, document, says, person) || role == Role::Dropped;
            if !concerned || (person.listed == Listed::Nowhere && listed != Listed::Cast) {
                continue;
            }
            match &person.email {
                Some(email) => {
                    if self.check(&email.value, Some(&email.cell)) {
                        if role != Role::Dropped {
                            self.give(&person.name, &email.value, Some(&person.name), document);
                        }
                        self.tell(&person.name, &email.value, Some(&person.name), document, role);
                    }
                }
                None => {
                    let entry = self.without.entry(person.name.clone()).or_insert_with(|| {
                        (person.phone.as_ref().map(|p| p.value.clone()), person.cell.clone(), BTreeSet::new())
                    });
                    entry.2.insert(document.title.clone());
                }
            }
        }
    }

    /// What a call sheet means to whoever it goes to.
    fn tell(&mut self, name: &str, address: &str, person: Option<&str>, document: &Made, role: Role) {
        if document.about.says.is_none() {
            return;
        }
        let parcel = self.parcel(name, address);
        if let Some(person) = person {
            parcel.person.get_or_insert_with(|| person.to_owned());
        }
        if parcel.news.iter().all(|news| news.path != document.path) {
            parcel.news.push(News::new(document, role));
        }
    }

    fn parcel(&mut self, name: &str, address: &str) -> &mut Parcel {
        self.parcels.entry(address.to_lowercase()).or_insert_with(|| Parcel {
            name: name.to_owned(),
            address: address.to_owned(),
            person: None,
            documents: Vec::new(),
            before: Vec::new(),
            news: Vec::new(),
            entries: Vec::new(),
            notice: None,
            status: None,
        })
    }

    fn address(&mut self, name: &str, email: &Sourced<String>, document: &Made) {
        if self.check(&email.value, Some(&email.cell)) {
            self.give(name, &email.value, None, document);
            self.tell(name, &email.value, None, document, news::role_of_list(document));
        }
    }

    fn check(&mut self, address: &str, cell: Option<&Cell>) -> bool {
        let good = address.parse::<lettre::Address>().is_ok();
        if !good {
            self.bad.insert(address.to_owned(), cell.cloned());
        }
        good
    }

    fn give(&mut self, name: &str, address: &str, person: Option<&str>, document: &Made) {
        if !self.check(address, None) {
            return;
        }
        let parcel = self.parcel(name, address);
        if let Some(person) = person {
            parcel.person.get_or_insert_with(|| person.to_owned());
            parcel.name = person.to_owned();
        }
        if parcel.documents.iter().all(|d| d.path != document.path) {
            parcel.documents.push(document.clone());
        }
    }

    fn refuse(&mut self, kind: DocumentKind, group: &str) {
        self.refused.insert((kind, group.to_owned()));
    }

    fn finish(mut self, settings: &Settings, production: &Production) -> Chosen {
        let mut of_the_set = Vec::new();
        for (document, own) in std::mem::take(&mut self.status) {
            self.bad.extend(own.bad);
            self.without.extend(own.without);
            self.refused.extend(own.refused);
            let mut parcels: Vec<Parcel> = own.parcels.into_values().collect();
            if parcels.is_empty() {
                parcels.extend(status::to_the_office(settings, production, &document));
            }
            for parcel in &mut parcels {
                parcel.status = Some(Status::of(&document));
            }
            of_the_set.extend(parcels);
        }
        of_the_set.sort_by_key(status::order);
        let mut problems = Vec::new();
        for (address, cell) in self.bad {
            let mut problem = Diagnostic::new(
                Code::AddressInvalid,
                format!("“{address}” is not an e-mail address; nothing was written to it."),
                "Write an address like name@example.com.",
            )
            .seen(address);
            if let Some(cell) = cell {
                problem = problem.at_cell(&cell);
            }
            problems.push(problem);
        }
        for (kind, group) in self.refused {
            problems.push(Diagnostic::new(
                Code::SettingsInvalid,
                format!("The {kind} holds money and names; it is not mailed to “{group}”."),
                "Name single addresses for it under [mail.documents].",
            ));
        }
        let mut without_address = Vec::new();
        for (name, (phone, cell, documents)) in self.without {
            let call = phone.as_deref().map_or_else(
                || "there is no telephone number either".to_owned(),
                |phone| format!("call {phone}"),
            );
            problems.push(
                Diagnostic::new(
                    Code::RecipientWithoutAddress,
                    format!("{name} should get {} and has no e-mail address: {call}.", list(&documents)),
                    "Add the address to the cast or crew list.",
                )
                .at_cell(&cell),
            );
            without_address.push(WithoutAddress { name, phone, documents: documents.into_iter().collect() });
        }
        for (name, title) in self.gone {
            problems.push(Diagnostic::new(
                Code::RecipientWithoutAddress,
                format!("{name} stood on a sheet that went out, and is no longer on it ({title}) nor on any list: nobody told them."),
                "Tell them, or put them back on the cast or crew list so that a letter is written.",
            ));
            without_address.push(WithoutAddress { name, phone: None, documents: vec![title] });
        }
        let mut parcels: Vec<Parcel> = self.parcels.into_values().collect();
        parcels.extend(of_the_set);
        Chosen { parcels, without_address, problems }
    }
}

fn list(documents: &BTreeSet<String>) -> String {
    documents.iter().cloned().collect::<Vec<_>>().join(", ")
}

/// Is the document this person's business?
fn concerns(production: &Production, document: &Made, says: Option<&Says>, person: &Person) -> bool {
    if let Some(whose) = &document.about.person {
        return *whose == person.name;
    }
    if let Some(says) = says {
        return says.calls.contains_key(&person.name);
    }
    let (Some(date), Some(unit)) = (document.about.date, &document.about.unit) else {
        return true;
    };
    let called = production.calls.iter().any(|c| c.person == person.id && c.date == date && c.unit == *unit);
    let of_unit = person.listed == Listed::Crew
        && person.unit.as_deref().unwrap_or(crate::model::MAIN_UNIT).eq_ignore_ascii_case(unit);
    called || of_unit
}

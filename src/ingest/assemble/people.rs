//! Everybody: Cast and Crew joined, and those whom only timesheets or calls name.

use super::names::{Units, fold, number_key, person_key, without_nickname};
use super::nicknames;
use super::rows::{Rows, differ};
use super::same::{alike, on_one_sheet};
use super::terms::{Difference, differences, over, plain, terms, trimmed};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Listed, Person, PersonId, Record, Sourced, Terms};
use crate::settings::nearest::did_you_mean;
use std::collections::{HashMap, HashSet};

#[derive(Default)]
pub(crate) struct People {
    pub list: Vec<Person>,
    by_number: HashMap<String, PersonId>,
    by_name: HashMap<String, Vec<PersonId>>,
    by_email: HashMap<String, PersonId>,
    namesakes_told: HashSet<String>,
}

/// Reads the Cast and Crew lists.
pub(crate) fn people(
    rows: &Rows<'_>,
    units: &mut Units,
    currency: &str,
    problems: &mut Vec<Diagnostic>,
) -> People {
    let mut people = People::default();
    for row in rows.of("cast") {
        let Some(person) = cast(row, currency, problems) else { continue };
        people.add(person, problems);
    }
    for row in rows.of("crew") {
        let Some(person) = crew(row, units, currency, problems) else { continue };
        people.add(person, problems);
    }
    people
}

fn cast(row: &Record, currency: &str, problems: &mut Vec<Diagnostic>) -> Option<Person> {
    let number = plain(row, "No.");
    let character = plain(row, "Character");
    // A part that nobody has yet is still a row of the call sheet.
    let name = plain(row, "Name").or_else(|| {
        let part = number.as_ref().map(|n| format!("No. {n}")).or_else(|| character.clone())?;
        Some(part)
    })?;
    Some(Person {
        number,
        character,
        guardian: trimmed(row, "Guardian"),
        permit_until: row.date("Permit Until").map(|d| Sourced::new(d, row.cell_of("Permit Until"))),
        school_grade: school_grade(row, problems),
        graduate: row.flag("Graduate").unwrap_or(false),
        agent: plain(row, "Agent"),
        ..bare(name, Listed::Cast, terms(row, currency, problems), row)
    })
}

/// `5`, `5th`, `Grade 5`, `K`.
fn school_grade(row: &Record, problems: &mut Vec<Diagnostic>) -> Option<Sourced<u32>> {
    let text = plain(row, "School Grade")?;
    let digits: String =
        text.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let kindergarten = matches!(fold(&text).as_str(), "k" | "kindergarten" | "tk" | "pre k" | "prek");
    let grade = if kindergarten { Some(0) } else { digits.parse().ok().filter(|grade| *grade <= 12) };
    let cell = row.cell_of("School Grade");
    if grade.is_none() {
        problems.push(
            Diagnostic::new(
                Code::NumberUnreadable,
                format!("“{text}” is no school grade."),
                "Write the grade as 5, or K for kindergarten.",
            )
            .at_cell(&cell)
            .seen(&text),
        );
    }
    Some(Sourced::new(grade?, cell))
}

fn crew(row: &Record, units: &mut Units, currency: &str, problems: &mut Vec<Diagnostic>) -> Option<Person> {
    let name = plain(row, "Name")?;
    Some(Person {
        department: plain(row, "Department"),
        unit: plain(row, "Unit").map(|unit| units.name(Some(&unit))),
        call: row.time("Call").map(|entry| Sourced::new(entry.clone(), row.cell_of("Call"))),
        ..bare(name, Listed::Crew, terms(row, currency, problems), row)
    })
}

fn bare(name: String, listed: Listed, terms: Terms, row: &Record) -> Person {
    Person {
        id: PersonId(0),
        name: display(&name),
        listed,
        number: None,
        character: None,
        department: None,
        unit: None,
        terms,
        guardian: None,
        permit_until: None,
        school_grade: None,
        graduate: false,
        email: trimmed(row, "Email"),
        phone: trimmed(row, "Phone"),
        agent: None,
        call: None,
        cell: row.cell.clone(),
    }
}

/// `Ruiz, Dana` as it is said: `Dana Ruiz`. Other names stay as written.
pub(crate) fn display(name: &str) -> String {
    if let Some(nickname) = nicknames::quoted(name).filter(|_| name.contains(',')) {
        // Hsu, Lin ("Linny") is said Lin "Linny" Hsu.
        let plain = display(&without_nickname(name));
        let said = match plain.split_once(' ') {
            Some((first, last)) => format!("{first} “{nickname}” {last}"),
            None => plain,
        };
        return said.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let parts: Vec<&str> = name.split(',').map(str::trim).collect();
    match parts.as_slice() {
        [last, first] if !last.is_empty() && !first.is_empty() && !is_suffix(first) => {
            format!("{first} {last}")
        }
        _ => name.trim().to_string(),
    }
}

fn is_suffix(text: &str) -> bool {
    matches!(text.trim_end_matches('.').to_lowercase().as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Says where two rows of one person give another telephone, call, department or number.
fn contradictions(known: &Person, new: &Person, one_kind: bool, problems: &mut Vec<Diagnostic>) {
    let mut say = |heading: &str, taken: (&str, &Cell), left: (&str, &Cell)| {
        problems.push(differ(&format!("{}: {heading}", known.name), taken, left));
    };
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    if let (Some(a), Some(b)) = (&known.phone, &new.phone)
        && !digits(&a.value).contains(&digits(&b.value))
        && !digits(&b.value).contains(&digits(&a.value))
    {
        say("Phone", (&a.value, &a.cell), (&b.value, &b.cell));
    }
    if let (Some(a), Some(b)) = (&known.call, &new.call)
        && a.value != b.value
    {
        say("Call", (&a.value.to_string(), &a.cell), (&b.value.to_string(), &b.cell));
    }
    if !one_kind {
        return;
    }
    let texts = [
        ("Department", &known.department, &new.department),
        ("Unit", &known.unit, &new.unit),
        ("Character", &known.character, &new.character),
    ];
    for (heading, a, b) in texts {
        if let (Some(a), Some(b)) = (a, b)
            && !alike(a, b)
        {
            say(heading, (a, &known.cell), (b, &new.cell));
        }
    }
    if let (Some(a), Some(b)) = (&known.number, &new.number)
        && number_key(a) != number_key(b)
    {
        say("No.", (a, &known.cell), (b, &new.cell));
    }
}

impl People {
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.list.get(id.0)
    }

    /// Adds a row of a list, or joins it to the person it names already.
    fn add(&mut self, person: Person, problems: &mut Vec<Diagnostic>) {
        // One number is one part; two names for it in two places are a contradiction.
        let numbered = person.number.as_deref().and_then(|number| self.numbered(number));
        if let Some(holder) = numbered.and_then(|id| self.get(id))
            && !on_one_sheet(&holder.cell, &person.cell)
        {
            let (a, b) = (person_key(&holder.name), person_key(&person.name));
            let unnamed = |key: &str, p: &Person| key.is_empty() || p.name.starts_with("No. ");
            if a == b || unnamed(&a, holder) || unnamed(&b, &person) {
                let id = holder.id;
                let named = unnamed(&a, holder) && !unnamed(&b, &person);
                let name = named.then(|| person.name.clone());
                self.join(id, person, problems);
                if let Some(name) = name {
                    self.by_name.entry(person_key(&name)).or_default().push(id);
                    if let Some(known) = self.list.get_mut(id.0) {
                        known.name = name;
                    }
                }
                return;
            }
            let what = format!("The name of No. {}", person.number.as_deref().unwrap_or_default());
            problems.push(differ(&what, (&holder.name, &holder.cell), (&person.name, &person.cell)));
        }
        match self.same(&person) {
            Some(id) => self.join(id, person, problems),
            None => {
                self.push(person);
            }
        }
    }

    fn push(&mut self, mut person: Person) -> PersonId {
        let id = PersonId(self.list.len());
        person.id = id;
        if let Some(number) = &person.number {
            self.by_number.entry(number_key(number)).or_insert(id);
        }
        if let Some(email) = &person.email {
            self.by_email.entry(email.value.to_lowercase()).or_insert(id);
        }
        let key = person_key(&person.name);
        if !key.is_empty() {
            self.by_name.entry(key).or_default().push(id);
        }
        self.list.push(person);
        id
    }

    /// The person a new row names: the same name without another birth date or e-mail, or the same
    /// e-mail with a longer or shorter form of the name.
    fn same(&self, new: &Person) -> Option<PersonId> {
        let key = person_key(&new.name);
        let namesakes = self.by_name.get(&key).map_or(&[][..], Vec::as_slice);
        let by_name = namesakes.iter().copied().find(|id| {
            self.get(*id).is_some_and(|known| {
                let clash = |a: Option<&String>, b: Option<&String>| {
                    a.zip(b).is_some_and(|(a, b)| !a.eq_ignore_ascii_case(b))
                };
                let email = |p: &Person| p.email.as_ref().map(|e| e.value.clone());
                let born = |p: &Person| p.terms.date_of_birth.as_ref().map(|d| d.value.to_string());
                !clash(email(known).as_ref(), email(new).as_ref())
                    && !clash(born(known).as_ref(), born(new).as_ref())
            })
        });
        by_name.or_else(|| {
            let id = *self.by_email.get(&new.email.as_ref()?.value.to_lowercase())?;
            let known = person_key(&self.get(id)?.name);
            let (a, b): (HashSet<&str>, HashSet<&str>) =
                (known.split(' ').collect(), key.split(' ').collect());
            (!key.is_empty() && (a.is_subset(&b) || b.is_subset(&a))).then_some(id)
        })
    }

    /// A second row of one person: it fills what the first left blank.
    fn join(&mut self, id: PersonId, new: Person, problems: &mut Vec<Diagnostic>) {
        let Some(known) = self.list.get_mut(id.0) else { return };
        let once = on_one_sheet(&known.cell, &new.cell);
        if known.listed == new.listed && once {
            let also = match (&new.number, &new.terms.position) {
                (Some(number), _) => format!(" as No. {number}"),
                (_, Some(position)) => format!(" as {}", position.value),
                _ => String::new(),
            };
            problems.push(
                Diagnostic::new(
                    Code::PersonTwice,
                    format!("{} stands on the list twice: in {} and here{also}; the first row was taken.", known.name, known.cell),
                    "Take one row out; or, if these are two people, give each an e-mail address or a birth date.",
                )
                .at_cell(&new.cell)
                .seen(&new.name),
            );
        } else {
            // Who is cast and crew has two agreements and two jobs, but was born once; two lists of one kind
            // contradict each other in everything.
            let one_kind = known.listed == new.listed;
            let told = |d: &&Difference| {
                d.heading == "Date of Birth"
                    || (one_kind && !(d.heading == "Position" && alike(&d.own.0, &d.standing.0)))
            };
            for d in differences(&new.terms, &known.terms).iter().filter(told) {
                let what = format!("{}: {}", known.name, d.heading);
                problems.push(differ(&what, (&d.standing.0, &d.standing.1), (&d.own.0, &d.own.1)));
            }
            contradictions(known, &new, one_kind, problems);
        }
        known.terms = over(std::mem::take(&mut known.terms), &new.terms);
        known.department = known.department.take().or(new.department);
        known.unit = known.unit.take().or(new.unit);
        known.guardian = known.guardian.take().or(new.guardian);
        known.permit_until = known.permit_until.take().or(new.permit_until);
        known.school_grade = known.school_grade.take().or(new.school_grade);
        known.graduate |= new.graduate;
        known.email = known.email.take().or(new.email);
        known.phone = known.phone.take().or(new.phone);
        known.agent = known.agent.take().or(new.agent);
        known.call = known.call.take().or(new.call);
        known.character = known.character.take().or(new.character);
        if let Some(number) = new.number {
            self.by_number.entry(number_key(&number)).or_insert(id);
            known.number.get_or_insert(number);
        }
    }

    pub fn numbered(&self, number: &str) -> Option<PersonId> {
        self.by_number.get(&number_key(number)).copied()
    }

    pub fn has_numbers(&self) -> bool {
        !self.by_number.is_empty()
    }

    /// The person of a name, if it is on record.
    pub fn named(&self, name: &str) -> Option<PersonId> {
        self.by_name.get(&person_key(name))?.first().copied()
    }

    /// The person a row of timesheets or calls names: known, or added as listed nowhere.
    pub fn of_row(&mut self, row: &Record, problems: &mut Vec<Diagnostic>) -> Option<PersonId> {
        let number = plain(row, "No.").map(|number| (number, row.cell_of("No.")));
        let by_number = number.as_ref().and_then(|(number, _)| self.numbered(number));
        let name = plain(row, "Name");
        if let (Some((number, cell)), None) = (&number, by_number) {
            let known = self.list.iter().filter_map(|p| p.number.as_deref());
            let help = format!(
                "Correct the number, or add it to the cast list.{}",
                if name.is_some() { String::new() } else { did_you_mean(number, known) }
            );
            let message = format!("Nobody on the cast list has the number {number}.");
            problems.push(Diagnostic::new(Code::NumberUnknown, message, help).at_cell(cell).seen(number));
        }
        let Some(name) = name.or_else(|| by_number.is_none().then(|| plain(row, "Character")).flatten())
        else {
            return by_number;
        };
        if let Some(id) = by_number {
            self.check_name(id, &name, number.as_ref(), row, problems);
            return Some(id);
        }
        let cell = if row.field("Name").is_some() { row.cell_of("Name") } else { row.cell.clone() };
        let known = self.by_name.get(&person_key(&name)).cloned().unwrap_or_default();
        match known.as_slice() {
            [] => match self.playing(&name) {
                Some(id) => Some(id),
                None => Some(self.unlisted(name, row, cell, problems)),
            },
            [id] => Some(*id),
            [first, ..] => Some(self.namesake(&known, *first, row, problems)),
        }
    }

    /// The only person who plays a part, for rows that name the part instead.
    fn playing(&self, part: &str) -> Option<PersonId> {
        let wanted = fold(part);
        let mut playing =
            self.list.iter().filter(|p| p.character.as_deref().is_some_and(|c| fold(c) == wanted));
        playing.next().filter(|_| playing.next().is_none()).map(|p| p.id)
    }

    fn check_name(
        &self,
        id: PersonId,
        name: &str,
        number: Option<&(String, Cell)>,
        row: &Record,
        problems: &mut Vec<Diagnostic>,
    ) {
        let Some((person, (number, number_cell))) = self.get(id).zip(number) else { return };
        if person_key(&person.name) != person_key(name) && !person_key(name).is_empty() {
            let what = format!("The name of No. {number} ({})", number_cell.address());
            let here = row.cell_of("Name");
            problems.push(differ(&what, (&person.name, &person.cell), (name, &here)));
        }
    }

    fn unlisted(
        &mut self,
        name: String,
        row: &Record,
        cell: Cell,
        problems: &mut Vec<Diagnostic>,
    ) -> PersonId {
        let listed = || self.list.iter().filter(|p| p.listed != Listed::Nowhere);
        // A nickname joins nobody by itself: whether Bob is Robert, somebody must say.
        let nickname = listed().find(|p| nicknames::may_be_one(&p.name, &name));
        let perhaps = match nickname {
            Some(person) => {
                format!(" Is it {} ({})? Then write the name as it is there.", person.name, person.cell)
            }
            None => did_you_mean(&display(&name), listed().map(|p| p.name.as_str())),
        };
        let help = format!("Add the person to a list, or correct the name.{perhaps}");
        problems.push(
            Diagnostic::new(
                Code::PersonUnlisted,
                format!("{name} is on neither the cast nor the crew list."),
                help,
            )
            .at_cell(&cell)
            .seen(&name),
        );
        self.push(Person {
            id: PersonId(0),
            name: display(&name),
            listed: Listed::Nowhere,
            number: plain(row, "No."),
            character: plain(row, "Character"),
            department: None,
            unit: None,
            terms: Terms::default(),
            guardian: None,
            permit_until: None,
            school_grade: None,
            graduate: false,
            email: None,
            phone: None,
            agent: None,
            call: None,
            cell,
        })
    }

    /// Which of several people of one name a row means: the one whose birth date or position it gives.
    fn namesake(
        &mut self,
        ids: &[PersonId],
        first: PersonId,
        row: &Record,
        problems: &mut Vec<Diagnostic>,
    ) -> PersonId {
        let born = row.date("Date of Birth");
        let position = plain(row, "Position");
        let fits = |id: &&PersonId| {
            self.get(**id).is_some_and(|p| {
                let same_birth = p.terms.date_of_birth.as_ref().map(|d| d.value) == born && born.is_some();
                let theirs = p.terms.position.as_ref().map(|p| p.value.to_lowercase());
                same_birth || (theirs.is_some() && theirs == position.as_ref().map(|p| p.to_lowercase()))
            })
        };
        let mut fitting = ids.iter().filter(fits);
        if let (Some(id), None) = (fitting.next(), fitting.next()) {
            return *id;
        }
        let name = self.get(first).map(|p| p.name.clone()).unwrap_or_default();
        if self.namesakes_told.insert(person_key(&name)) {
            let cell = row.cell_of("Name");
            let message =
                format!("{name} is the name of {} people on the lists; the first was taken.", ids.len());
            let help = "Write the position or the birth date in the row, so that it says which one worked.";
            problems.push(Diagnostic::new(Code::PersonTwice, message, help).at_cell(&cell).seen(&name));
        }
        first
    }
}

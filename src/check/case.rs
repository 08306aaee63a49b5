//! What a kind of rule works with: the [`Case`] that hands it subjects and numbers, and the [`Draft`] it gives back.
//!
//! ```text
//! for shift in case.shifts(rule) {                         // applies, when and unless hold
//!     let dates = case.dates(shift.date);
//!     let minimum = match case.look(&self.minimum, &dates) {
//!         Ok(minimum) => minimum,
//!         Err(NoValue::NotInForce) => continue,            // no such rule at that time
//!         Err(NoValue::BasisUnknown(basis)) => { …an undetermined draft… }
//!     };
//!     …
//!     let mut draft = Draft::about(Subject { kind: "rest", … }, sources);
//!     draft.used(&minimum);
//! }
//! ```

use super::expression::{FactsOf, Undecided};
use super::finding::{Avoid, CostRange, Outcome, ParameterUsed, Subject};
use super::pack::Pack;
use super::pack::plain;
use super::parameter::{Dates, Looked, Measure, NoValue, Quantity};
use super::rule::Rule;
use super::source::Status;
use super::subject;
use crate::model::{Basis, Cell, Consent, Instant, Money, Person, Production, Record, Shift};
use crate::settings::Settings;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

/// One pack being judged on one production.
pub struct Case<'a> {
    pub production: &'a Production,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    pub pack: &'a Pack,
    covered: RefCell<bool>,
    undecided: RefCell<Vec<Draft>>,
    facts: RefCell<BTreeMap<usize, Rc<FactsOf>>>,
    used: RefCell<BTreeSet<Cell>>,
}

impl<'a> Case<'a> {
    pub fn new(production: &'a Production, settings: &'a Settings, today: NaiveDate, pack: &'a Pack) -> Self {
        Case {
            production,
            settings,
            today,
            pack,
            covered: RefCell::default(),
            undecided: RefCell::default(),
            facts: RefCell::default(),
            used: RefCell::default(),
        }
    }

    /// The shifts that a rule judges, in the production's order (by person, then call).
    pub fn shifts(&self, rule: &Rule) -> Vec<&'a Shift> {
        self.production
            .shifts
            .iter()
            .filter(|shift| {
                let about = || Subject {
                    kind: "day",
                    person: Some(self.production.person(shift.person).name.clone()),
                    date: Some(shift.date.to_string()),
                    unit: Some(shift.unit.clone()),
                    ..Subject::default()
                };
                self.judges(rule, &self.facts_of(shift), about, &shift.cell)
            })
            .collect()
    }

    /// Whether a rule judges one shift: for kinds that pair or group shifts by themselves.
    pub fn judges_shift(&self, rule: &Rule, shift: &Shift) -> bool {
        rule.covers(&self.facts_of(shift)).unwrap_or(false)
    }

    /// The rows of a table that a rule judges, in reading order.
    pub fn records(&self, rule: &Rule, table: &str) -> Vec<&'a Record> {
        self.production
            .records(table)
            .iter()
            .filter(|record| {
                let about = || subject::of_record(record);
                self.judges(rule, &self.facts_of_record(record), about, &record.cell)
            })
            .collect()
    }

    /// Whether a rule that is about the production as a whole is judged.
    pub fn judges_production(&self, rule: &Rule) -> bool {
        let about = || Subject { kind: "production", ..Subject::default() };
        let cell = self.production_cell();
        self.judges(rule, &subject::production_facts(self.production, self.today), about, &cell)
    }

    /// The row that findings about the production as a whole cite.
    pub fn production_cell(&self) -> Cell {
        let facts = &self.production.facts;
        facts
            .cells
            .get("Title")
            .or_else(|| facts.cells.values().next())
            .cloned()
            .unwrap_or_else(|| Cell::new("callboard.toml", "", 0, 0))
    }

    /// Fields of a shift as conditions see them.
    pub fn facts_of(&self, shift: &Shift) -> Rc<FactsOf> {
        let known = self.production.shifts.as_ptr_range().contains(&std::ptr::from_ref(shift));
        self.once(known.then(|| std::ptr::from_ref(shift).addr()), || {
            subject::shift_facts(self.production, shift, self.pack, self.today)
        })
    }

    /// Fields of a table's row as conditions see them.
    pub fn facts_of_record(&self, record: &Record) -> Rc<FactsOf> {
        let rows = self.production.records(record.table);
        let known = rows.as_ptr_range().contains(&std::ptr::from_ref(record));
        self.once(known.then(|| std::ptr::from_ref(record).addr()), || {
            subject::record_facts(self.production, record, self.settings, self.pack, self.today)
        })
    }

    /// Every rule of the pack asks the same of a subject, so its facts are worked out once. A subject of the production is
    /// known by its place in memory, which does not change while a case stands; another one's facts are not kept.
    fn once(&self, place: Option<usize>, facts: impl FnOnce() -> FactsOf) -> Rc<FactsOf> {
        let Some(place) = place else { return Rc::new(facts()) };
        if let Some(known) = self.facts.borrow().get(&place) {
            return known.clone();
        }
        let made = Rc::new(facts());
        self.facts.borrow_mut().insert(place, made.clone());
        made
    }

    /// The row of Consents that names a rule of this pack and holds for a person on a date: for kinds whose limit
    /// depends on one. A row for everybody is one for the person.
    pub fn consent(&self, rule: &str, person: &str, date: NaiveDate) -> Option<&'a Consent> {
        self.production.consents.iter().find(|consent| {
            let named = consent.rule.trim().split_once('/');
            named.is_some_and(|(pack, id)| {
                pack == self.pack.id && self.pack.rule(id).is_some_and(|named| named.id == rule)
            }) && consent.person.as_ref().is_none_or(|name| plain(name) == plain(person))
                && date >= consent.from
                && date <= consent.to.unwrap_or(consent.from)
                && consent.expires.is_none_or(|expires| date <= expires)
        })
    }

    /// Notes that a limit rests on a row of Consents, so that nobody calls it unused.
    pub fn uses(&self, consent: &Consent) {
        self.used.borrow_mut().insert(consent.cell.clone());
    }

    /// The rows of Consents that limits rested on.
    pub fn used_consents(&self) -> BTreeSet<Cell> {
        self.used.borrow().clone()
    }

    pub fn person(&self, shift: &Shift) -> &'a Person {
        self.production.person(shift.person)
    }

    /// The dates that numbers of a subject are looked up by. Where nobody says when photography started, the first
    /// scheduled shooting day is taken.
    pub fn dates(&self, work_date: NaiveDate) -> Dates {
        let stated = self.production.facts.photography_start.as_ref().map(|start| start.value);
        let scheduled = || self.production.days.iter().filter(|day| day.is_shoot()).map(|day| day.date).min();
        Dates {
            work_date,
            photography_start: stated.or_else(scheduled),
            episode_start: None,
            hire_date: None,
        }
    }

    /// A number as it holds for a subject with these dates.
    pub fn look<T: Measure>(&self, quantity: &Quantity<T>, dates: &Dates) -> Result<Looked<T>, NoValue> {
        quantity.on(&self.pack.parameters, dates)
    }

    fn judges(&self, rule: &Rule, facts: &FactsOf, about: impl Fn() -> Subject, cell: &Cell) -> bool {
        match rule.covers(facts) {
            Ok(covered) => {
                *self.covered.borrow_mut() |= covered;
                covered
            }
            Err(Undecided(why)) => {
                let mut draft = Draft::about(about(), vec![cell.clone()]);
                draft.outcome = Some(Outcome::Undetermined);
                draft.says = Some(format!("Whether “{}” applies cannot be told: {why}.", rule.title));
                self.undecided.borrow_mut().push(draft);
                false
            }
        }
    }

    /// Did any subject fall under the pack?
    pub fn covered_any(&self) -> bool {
        *self.covered.borrow()
    }

    /// Subjects of which it could not be told whether the rule applies, since the last call.
    pub fn take_undecided(&self) -> Vec<Draft> {
        self.undecided.take()
    }
}

/// What a kind says of one subject, before policy and waivers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    pub subject: Subject,
    /// `None`: the rule's own outcome.
    pub outcome: Option<Outcome>,
    pub basis: Option<Basis>,
    pub from: Option<Instant>,
    pub to: Option<Instant>,
    pub measured: Option<String>,
    pub limit: Option<String>,
    pub excess_minutes: Option<i64>,
    /// How many penalties the cost is.
    pub units: Option<u32>,
    pub cost: Option<Money>,
    pub cost_range: Option<CostRange>,
    pub avoid: Vec<Avoid>,
    pub arithmetic: String,
    pub parameters: Vec<ParameterUsed>,
    /// Never empty; the first is where a reader should look first.
    pub sources: Vec<Cell>,
    /// What `{{name}}` of the rule's sentences stands for, beside the common names, which are filled by themselves.
    pub values: BTreeMap<String, String>,
    /// A sentence instead of the rule's `message` (what is missing, where the outcome is undetermined).
    pub says: Option<String>,
    /// A sentence instead of the rule's `help`.
    pub helps: Option<String>,
    /// The worst status of the named numbers used.
    pub(super) status: Option<Status>,
    /// A number written in the rule itself was used: the rule's own citation vouches for it.
    pub(super) wrote_number: bool,
}

impl Draft {
    pub fn about(subject: Subject, sources: Vec<Cell>) -> Self {
        Draft { subject, sources, ..Draft::default() }
    }

    /// Notes a number that the judgement rests on.
    pub fn used<T>(&mut self, looked: &Looked<T>) {
        match looked.status {
            Some(status) => self.status = Some(self.status.map_or(status, |s| s.max(status))),
            None => self.wrote_number = true,
        }
        if let Some(used) = &looked.used
            && !self.parameters.contains(used)
        {
            self.parameters.push(used.clone());
        }
    }

    /// Makes the subject's fields known to the rule's sentences.
    pub fn tell(&mut self, facts: &FactsOf) {
        self.values.extend(facts.iter().map(|(name, fact)| (name.clone(), fact.to_text())));
    }

    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.values.insert(name.to_owned(), value.into());
    }

    /// Makes it undetermined, saying what is missing.
    pub fn undetermined(mut self, says: impl Into<String>) -> Self {
        self.outcome = Some(Outcome::Undetermined);
        self.says = Some(says.into());
        self
    }
}

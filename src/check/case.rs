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

use super::expression::{Fact, FactsOf, Undecided};
use super::facts::FactMap;
use super::finding::{Avoid, CostRange, Outcome, ParameterUsed, Subject};
use super::measured::Measured;
use super::pack::Pack;
use super::pack::{plain, squeezed};
use super::parameter::{Dates, Looked, Measure, NoValue, Parameter, Quantity};
use super::rule::Rule;
use super::source::Status;
use super::subject::{self, SubjectOf};
use super::subjects::Subjects;
use crate::model::{
    Basis, Cell, Consent, Instant, Minutes, Money, Person, PersonId, Production, Record, Shift,
};
use crate::settings::Settings;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// One pack being judged on one production.
pub struct Case<'a> {
    pub production: &'a Production,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    pub pack: &'a Pack,
    subjects: &'a Subjects<'a>,
    /// Numbers of the pack that are read otherwise than it has them.
    switched: BTreeMap<String, Parameter>,
    covering: Arc<Covering>,
    covered: RefCell<bool>,
    undecided: RefCell<Vec<Draft>>,
    kept: RefCell<Vec<Measured>>,
    used: RefCell<BTreeSet<Cell>>,
}

/// What is the same for all rules of a pack on one production, so that they can be judged side by side.
#[derive(Debug, Default)]
pub struct Covering {
    /// What the pack calls each agreement that shifts are under, in the order of [`Subjects::agreements`].
    agreements: OnceLock<Vec<Arc<FactMap>>>,
    /// The places of the shifts under the pack's `applies`.
    under: OnceLock<Vec<(usize, Result<(), Undecided>)>>,
}

impl<'a> Case<'a> {
    pub fn new(subjects: &'a Subjects<'a>, pack: &'a Pack) -> Self {
        Case::beside(subjects, pack, Arc::default())
    }

    /// For one of several rules of a pack that are judged at the same time.
    pub fn beside(subjects: &'a Subjects<'a>, pack: &'a Pack, covering: Arc<Covering>) -> Self {
        Case {
            production: subjects.production,
            settings: subjects.settings,
            today: subjects.today,
            pack,
            subjects,
            switched: BTreeMap::new(),
            covering,
            covered: RefCell::default(),
            undecided: RefCell::default(),
            kept: RefCell::default(),
            used: RefCell::default(),
        }
    }

    /// The same with some of the pack's numbers read otherwise.
    pub fn reading(self, switched: BTreeMap<String, Parameter>) -> Self {
        Case { switched, ..self }
    }

    /// The shifts that a rule judges, in the production's order (by person, then call).
    pub fn shifts(&self, rule: &Rule) -> Vec<&'a Shift> {
        let under = self.covering.under.get_or_init(|| self.find_under(rule)).iter();
        under
            .filter_map(|(place, under)| Some((self.production.shifts.get(*place)?, under)))
            .filter(|(shift, under)| {
                let about = || Subject {
                    kind: "day",
                    person: Some(self.production.person(shift.person).name.clone()),
                    date: Some(shift.date.to_string()),
                    unit: Some(shift.unit.clone()),
                    ..Subject::default()
                };
                let covered = (*under).clone().and_then(|()| rule.chooses(&self.facts_of(shift)));
                self.judges(rule, covered, about, &shift.cell)
            })
            .map(|(shift, _)| shift)
            .collect()
    }

    /// The shifts of which the pack's `applies` holds, or cannot be told: the same for each of its rules about work.
    fn find_under(&self, rule: &Rule) -> Vec<(usize, Result<(), Undecided>)> {
        let under = |(place, shift): (usize, &Shift)| match rule.applies_to(&self.facts_of(shift)) {
            Ok(true) => Some((place, Ok(()))),
            Ok(false) => None,
            Err(undecided) => Some((place, Err(undecided))),
        };
        self.production.shifts.iter().enumerate().filter_map(under).collect()
    }

    /// Who worked under the pack's `applies`, by an agreement that the pack knows by its name: a law that covers everybody in a
    /// place is not the pack of what they work under.
    pub fn people_under(&self) -> BTreeSet<(PersonId, String)> {
        let under = self.covering.under.get().into_iter().flatten();
        let shifts = under.filter_map(|(place, _)| self.production.shifts.get(*place));
        let written: BTreeSet<(PersonId, &str)> = shifts
            .filter_map(|shift| Some((shift.person, shift.terms.agreement.as_ref()?.value.as_str())))
            .collect();
        let known = written.into_iter().filter(|(_, agreement)| self.pack.knows(agreement));
        known.map(|(person, agreement)| (person, squeezed(agreement))).collect()
    }

    /// Whether a rule judges one shift: for kinds that pair or group shifts by themselves.
    pub fn judges_shift(&self, rule: &Rule, shift: &Shift) -> bool {
        rule.covers(&self.facts_of(shift)).unwrap_or(false)
    }

    /// Whether anything at all falls under a rule, certainly: for saying what would be judged.
    pub fn covers_any(&self, rule: &Rule) -> bool {
        let holds = |facts: &FactsOf| rule.covers(facts) == Ok(true);
        match rule.kind.subject() {
            SubjectOf::Work => self.subjects.sorts_of_shift().any(|shift| holds(&self.facts_of(shift))),
            SubjectOf::Row(table) => {
                self.production.records(table).iter().any(|row| holds(&self.facts_of_record(row)))
            }
            SubjectOf::Production => holds(&FactsOf::new(self.subjects.of_production(), Arc::default())),
        }
    }

    /// The rows of a table that a rule judges, in reading order.
    pub fn records(&self, rule: &Rule, table: &str) -> Vec<&'a Record> {
        self.production
            .records(table)
            .iter()
            .filter(|record| {
                let about = || subject::of_record(record);
                self.judges(rule, rule.covers(&self.facts_of_record(record)), about, &record.cell)
            })
            .collect()
    }

    /// Whether a rule that is about the production as a whole is judged.
    pub fn judges_production(&self, rule: &Rule) -> bool {
        let about = || Subject { kind: "production", ..Subject::default() };
        let cell = self.production_cell();
        let facts = FactsOf::new(self.subjects.of_production(), Arc::default());
        self.judges(rule, rule.covers(&facts), about, &cell)
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

    /// Fields of a shift as conditions see them. `agreement` is the pack's own id where one of its aliases matches.
    pub fn facts_of(&self, shift: &Shift) -> FactsOf {
        let of = self.subjects.of_shift(shift);
        let written = |agreement: &String| self.called("agreement", agreement);
        let all = || {
            let agreements = self.subjects.agreements().iter();
            self.covering.agreements.get_or_init(|| agreements.map(written).collect())
        };
        let own = of.agreement.and_then(|place| all().get(place).cloned()).unwrap_or_else(|| {
            let written = shift.terms.agreement.as_ref().map_or("", |agreement| agreement.value.as_str());
            self.called("agreement", written)
        });
        FactsOf::of_day(of.shared, of.day, own, of.alike)
    }

    /// Fields of a table's row as conditions see them.
    pub fn facts_of_record(&self, record: &Record) -> FactsOf {
        let shared = self.subjects.of_record(record);
        let own = match (record.table, shared.get("spec")) {
            ("deliverables", Some(Fact::Text(written))) => self.called("spec", written),
            _ => Arc::default(),
        };
        FactsOf::new(shared, own)
    }

    /// What the pack calls an agreement or a spec, as a field.
    fn called(&self, field: &'static str, written: &str) -> Arc<FactMap> {
        let name = [(field.to_owned(), Fact::Text(self.pack.agreement(written)))];
        Arc::new(name.into())
    }

    /// The Guarantee of the person's row in the crew list: of a week for a weekly rate, else of a day.
    pub fn guarantee(&self, shift: &Shift) -> Option<Minutes> {
        self.subjects.guarantee(shift.person)
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
        Dates { work_date, photography_start: self.subjects.photography_start }
    }

    /// A number as it holds for a subject with these dates.
    pub fn look<T: Measure>(&self, quantity: &Quantity<T>, dates: &Dates) -> Result<Looked<T>, NoValue> {
        quantity.on(&self.switched, dates)
    }

    fn judges(
        &self,
        rule: &Rule,
        covered: Result<bool, Undecided>,
        about: impl Fn() -> Subject,
        cell: &Cell,
    ) -> bool {
        match covered {
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

    /// Notes a limit that was kept, for the reports that print every limit of a day.
    pub fn kept(&self, measured: Measured) {
        self.kept.borrow_mut().push(measured);
    }

    /// The limits that were kept, since the last call.
    pub fn take_kept(&self) -> Vec<Measured> {
        self.kept.take()
    }
}

/// What a kind says of one subject, before policy and waivers.
#[derive(Clone, Debug, Default)]
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
    pub parameters: Vec<Arc<ParameterUsed>>,
    /// Never empty; the first is where a reader should look first.
    pub sources: Vec<Cell>,
    /// What `{{name}}` of the rule's sentences stands for, beside the common names, which are filled by themselves.
    pub values: BTreeMap<String, String>,
    /// The subject's fields, for the same.
    pub told: Option<FactsOf>,
    /// A sentence instead of the rule's `message` (what is missing, where the outcome is undetermined).
    pub says: Option<String>,
    /// A sentence instead of the rule's `help`.
    pub helps: Option<String>,
    /// The figures it rests on, where it is a limit of a person's day.
    pub measured_as: Option<Measured>,
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
        self.told = Some(facts.clone());
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

//! What is known of every subject of a production, worked out once for all packs: each pack asks the same fields of the
//! same shifts and rows, and only what an agreement is called differs between them.

use super::facts::{DayFacts, FactMap};
use super::subject::{self, Shared};
use crate::ingest::tables;
use crate::model::{Minutes, PersonId, Production, Record, Shift, TableName};
use crate::settings::Settings;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

/// What is known of a shift: shared with those that are alike, and of its day alone.
#[derive(Clone, Debug)]
pub struct OfShift {
    pub shared: Arc<FactMap>,
    pub day: Arc<DayFacts>,
    /// See [`super::facts::FactsOf::alike`]; `None` for a shift that a kind made up.
    pub alike: Option<u64>,
    /// The place of its agreement among [`Subjects::agreements`]; `None` for a shift that a kind made up.
    pub agreement: Option<usize>,
}

/// All shifts, in the production's order, and the agreements they are under as written.
#[derive(Debug, Default)]
struct Shifts {
    all: Vec<OfShift>,
    agreements: Vec<String>,
    /// The place of the first of all that are alike.
    firsts: Vec<usize>,
}

/// Numbers for shifts that are alike, never given twice: a condition keeps its answers from one check to the next.
static NEXT: AtomicU64 = AtomicU64::new(0);

impl Shifts {
    fn of(production: &Production, of_production: &FactMap) -> Self {
        let read = |shift| (Shared::of(production, shift), Arc::new(subject::day_facts(shift)));
        let read: Vec<(Shared<'_>, Arc<DayFacts>)> = production.shifts.par_iter().map(read).collect();
        let mut known: HashMap<Shared<'_>, (Arc<FactMap>, u64, usize)> = HashMap::new();
        let mut shifts = Shifts::default();
        for (values, day) in read {
            let (shared, alike, agreement) = known.entry(values).or_insert_with_key(|values| {
                let written = values.agreement_written();
                let place = shifts.agreements.iter().position(|agreement| agreement == written);
                let place = place.unwrap_or_else(|| {
                    shifts.agreements.push(written.to_owned());
                    shifts.agreements.len() - 1
                });
                let facts = Arc::new(values.facts(production, of_production));
                shifts.firsts.push(shifts.all.len());
                (facts, NEXT.fetch_add(1, Ordering::Relaxed), place)
            });
            shifts.all.push(OfShift {
                shared: shared.clone(),
                day,
                alike: Some(*alike),
                agreement: Some(*agreement),
            });
        }
        shifts
    }
}

/// A production as a check sees it on a day.
pub struct Subjects<'a> {
    pub production: &'a Production,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    /// When photography started, as stated, else the first scheduled shooting day.
    pub photography_start: Option<NaiveDate>,
    of_production: Arc<FactMap>,
    shifts: Shifts,
    guarantees: OnceLock<HashMap<PersonId, Minutes>>,
    records: BTreeMap<TableName, OnceLock<Vec<Arc<FactMap>>>>,
}

impl<'a> Subjects<'a> {
    pub fn of(production: &'a Production, settings: &'a Settings, today: NaiveDate) -> Self {
        let stated = production.facts.photography_start.as_ref().map(|start| start.value);
        let scheduled = || production.days.iter().filter(|day| day.is_shoot()).map(|day| day.date).min();
        let of_production = Arc::new(subject::production_facts(production, today));
        Subjects {
            production,
            settings,
            today,
            photography_start: stated.or_else(scheduled),
            shifts: Shifts::of(production, &of_production),
            of_production,
            guarantees: OnceLock::new(),
            records: tables::ALL.iter().map(|spec| (spec.name, OnceLock::new())).collect(),
        }
    }

    pub fn of_production(&self) -> Arc<FactMap> {
        self.of_production.clone()
    }

    /// A shift's place among the production's; `None` for one that a kind made up.
    pub fn place_of(&self, shift: &Shift) -> Option<usize> {
        place(&self.production.shifts, shift)
    }

    pub fn of_shift(&self, shift: &Shift) -> OfShift {
        let known = self.place_of(shift).and_then(|place| self.shifts.all.get(place).cloned());
        known.unwrap_or_else(|| OfShift {
            shared: Arc::new(Shared::of(self.production, shift).facts(self.production, &self.of_production)),
            day: Arc::new(subject::day_facts(shift)),
            alike: None,
            agreement: None,
        })
    }

    /// One of all shifts that are alike: every sort of working day of the production.
    pub fn sorts_of_shift(&self) -> impl Iterator<Item = &'a Shift> {
        self.shifts.firsts.iter().filter_map(|place| self.production.shifts.get(*place))
    }

    /// The agreements of all shifts, as written.
    pub fn agreements(&self) -> &[String] {
        &self.shifts.agreements
    }

    /// The Guarantee of a person's row in the crew list.
    pub fn guarantee(&self, person: PersonId) -> Option<Minutes> {
        let find = || {
            let rows = self.production.records("crew").iter();
            let rows: HashMap<_, _> =
                rows.filter_map(|row| Some((&row.cell, row.duration("Guarantee")?))).collect();
            let people = self.production.people.iter();
            people.filter_map(|person| Some((person.id, *rows.get(&person.cell)?))).collect()
        };
        self.guarantees.get_or_init(find).get(&person).copied()
    }

    pub fn of_record(&self, record: &Record) -> Arc<FactMap> {
        let facts = |record| {
            Arc::new(subject::record_facts(self.production, record, self.settings, &self.of_production))
        };
        let rows = self.production.records(record.table);
        let known =
            self.records.get(record.table).map(|of| of.get_or_init(|| rows.iter().map(facts).collect()));
        let place = place(rows, record);
        known.and_then(|all| all.get(place?).cloned()).unwrap_or_else(|| facts(record))
    }
}

/// The place of an item in the list that it is borrowed from.
fn place<T>(all: &[T], item: &T) -> Option<usize> {
    let (range, item) = (all.as_ptr_range(), std::ptr::from_ref(item));
    let bytes = item.addr().checked_sub(range.start.addr())?;
    range.contains(&item).then(|| bytes.checked_div(size_of::<T>()))?
}

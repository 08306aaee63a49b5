//! What is known of every subject of a production, worked out once for all packs: each pack asks the same fields of the
//! same shifts and rows, and only what an agreement is called differs between them.

use super::facts::FactMap;
use super::subject;
use crate::ingest::tables;
use crate::model::{Production, Record, Shift, TableName};
use crate::settings::Settings;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A production as a check sees it on a day.
pub struct Subjects<'a> {
    pub production: &'a Production,
    pub settings: &'a Settings,
    pub today: NaiveDate,
    /// When photography started, as stated, else the first scheduled shooting day.
    pub photography_start: Option<NaiveDate>,
    of_production: Arc<FactMap>,
    shifts: OnceLock<Vec<Arc<FactMap>>>,
    records: BTreeMap<TableName, OnceLock<Vec<Arc<FactMap>>>>,
}

impl<'a> Subjects<'a> {
    pub fn of(production: &'a Production, settings: &'a Settings, today: NaiveDate) -> Self {
        let stated = production.facts.photography_start.as_ref().map(|start| start.value);
        let scheduled = || production.days.iter().filter(|day| day.is_shoot()).map(|day| day.date).min();
        Subjects {
            production,
            settings,
            today,
            photography_start: stated.or_else(scheduled),
            of_production: Arc::new(subject::production_facts(production, today)),
            shifts: OnceLock::new(),
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

    pub fn of_shift(&self, shift: &Shift) -> Arc<FactMap> {
        let facts = |shift| Arc::new(subject::shift_facts(self.production, shift, &self.of_production));
        let all = || self.shifts.get_or_init(|| self.production.shifts.iter().map(facts).collect());
        self.place_of(shift).and_then(|place| all().get(place).cloned()).unwrap_or_else(|| facts(shift))
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

//! What is known of one subject, under the names of its schema's fields.

use std::collections::HashMap;
use std::sync::Arc;

/// A field's value for one subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fact {
    Text(String),
    List(Vec<String>),
    Int(i64),
    Flag(bool),
}

impl Fact {
    /// As a message shows it.
    pub fn to_text(&self) -> String {
        match self {
            Fact::Text(text) => text.clone(),
            Fact::List(items) => items.join(", "),
            Fact::Int(n) => n.to_string(),
            Fact::Flag(true) => "yes".into(),
            Fact::Flag(false) => "no".into(),
        }
    }
}

/// Values by name.
pub type FactMap = HashMap<String, Fact>;

/// Fields of a shift that hardly any other shift shares: conditions that ask none of them have one answer for all that are alike.
pub const OF_THE_DAY: [&str; 2] = ["date", "call"];

/// The values of those fields for one shift.
pub type DayFacts = [(&'static str, Fact); OF_THE_DAY.len()];

/// The values of one subject: those that are the same for every pack, worked out once and shared, and over them those
/// that a pack or a rule adds.
#[derive(Clone, Debug, Default)]
pub struct FactsOf {
    shared: Arc<FactMap>,
    day: Option<Arc<DayFacts>>,
    own: Arc<FactMap>,
    /// The same number: the same values, but for those of the day. `None`: not known to be like any other.
    alike: Option<u64>,
}

impl FactsOf {
    pub fn new(shared: Arc<FactMap>, own: Arc<FactMap>) -> Self {
        FactsOf { shared, day: None, own, alike: None }
    }

    /// Of a shift. `own` must follow from `shared`: all shifts of a number have one answer.
    pub fn of_day(shared: Arc<FactMap>, day: Arc<DayFacts>, own: Arc<FactMap>, alike: Option<u64>) -> Self {
        FactsOf { shared, day: Some(day), own, alike }
    }

    pub fn get(&self, name: &str) -> Option<&Fact> {
        let of_day = || self.day.as_ref()?.iter().find(|(field, _)| *field == name).map(|(_, fact)| fact);
        self.own.get(name).or_else(|| self.shared.get(name)).or_else(of_day)
    }

    /// The number of those that are alike in all but the day's own fields.
    pub fn alike(&self) -> Option<u64> {
        self.alike
    }

    pub fn insert(&mut self, name: String, fact: Fact) {
        self.alike = None;
        Arc::make_mut(&mut self.own).insert(name, fact);
    }
}

impl Extend<(String, Fact)> for FactsOf {
    fn extend<T: IntoIterator<Item = (String, Fact)>>(&mut self, more: T) {
        self.alike = None;
        Arc::make_mut(&mut self.own).extend(more);
    }
}

impl FromIterator<(String, Fact)> for FactsOf {
    fn from_iter<T: IntoIterator<Item = (String, Fact)>>(fields: T) -> Self {
        FactsOf::new(Arc::new(fields.into_iter().collect()), Arc::default())
    }
}

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

/// FactMap by name.
pub type FactMap = HashMap<String, Fact>;

/// The values of one subject: those that are the same for every pack, worked out once and shared, and over them those
/// that a pack or a rule adds.
#[derive(Clone, Debug, Default)]
pub struct FactsOf {
    shared: Arc<FactMap>,
    own: Arc<FactMap>,
}

impl FactsOf {
    pub fn new(shared: Arc<FactMap>, own: Arc<FactMap>) -> Self {
        FactsOf { shared, own }
    }

    pub fn get(&self, name: &str) -> Option<&Fact> {
        self.own.get(name).or_else(|| self.shared.get(name))
    }

    /// Every field once.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &Fact)> {
        let shared = self.shared.iter().filter(|(name, _)| !self.own.contains_key(*name));
        shared.chain(self.own.iter())
    }

    pub fn insert(&mut self, name: String, fact: Fact) {
        Arc::make_mut(&mut self.own).insert(name, fact);
    }
}

impl Extend<(String, Fact)> for FactsOf {
    fn extend<T: IntoIterator<Item = (String, Fact)>>(&mut self, more: T) {
        Arc::make_mut(&mut self.own).extend(more);
    }
}

impl FromIterator<(String, Fact)> for FactsOf {
    fn from_iter<T: IntoIterator<Item = (String, Fact)>>(fields: T) -> Self {
        FactsOf { shared: Arc::new(fields.into_iter().collect()), own: Arc::default() }
    }
}

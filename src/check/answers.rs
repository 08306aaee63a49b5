//! What conditions have answered already: an answer follows from the values asked for and from nothing else.

use super::expression::Undecided;
use super::facts::{Fact, FactsOf};
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, PoisonError, RwLock};

/// Answers already worked out.
#[derive(Debug, Default)]
pub struct Answers {
    /// By the values asked for.
    by_values: Mutex<HashMap<u64, Vec<Answer>>>,
    /// By the number of subjects that are alike: most questions end here, without a look at any value.
    by_alike: RwLock<HashMap<u64, Result<bool, Undecided>>>,
}

/// The values asked for, in the order of the fields' names, and what followed from them.
type Answer = (Vec<Option<Fact>>, Result<bool, Undecided>);

/// A condition that asks of amounts or dates never comes to the same values again; it does not fill the memory.
const MOST_ANSWERS: usize = 4_096;

impl Answers {
    pub fn of_alike(
        &self,
        alike: u64,
        work_out: impl FnOnce() -> Result<bool, Undecided>,
    ) -> Result<bool, Undecided> {
        // A thread that died while it held a lock leaves whole answers behind.
        let known = self.by_alike.read().unwrap_or_else(PoisonError::into_inner).get(&alike).cloned();
        known.unwrap_or_else(|| {
            let answer = work_out();
            let mut known = self.by_alike.write().unwrap_or_else(PoisonError::into_inner);
            if known.len() >= MOST_ANSWERS {
                known.clear();
            }
            known.insert(alike, answer.clone());
            answer
        })
    }

    pub fn of(
        &self,
        asked: &BTreeSet<String>,
        facts: &FactsOf,
        work_out: impl FnOnce() -> Result<bool, Undecided>,
    ) -> Result<bool, Undecided> {
        let mut hasher = DefaultHasher::new();
        asked.iter().for_each(|name| facts.get(name).hash(&mut hasher));
        let key = hasher.finish();
        let alike = |(values, _): &&Answer| {
            values.iter().map(Option::as_ref).eq(asked.iter().map(|name| facts.get(name)))
        };
        let locked = || self.by_values.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answer)) = locked().get(&key).and_then(|known| known.iter().find(alike)) {
            return answer.clone();
        }
        let answer = work_out();
        let mut known = locked();
        if known.len() >= MOST_ANSWERS {
            known.clear();
        }
        let values = asked.iter().map(|name| facts.get(name).cloned()).collect();
        known.entry(key).or_default().push((values, answer.clone()));
        answer
    }
}

//! A number that depends on who works where: one value, or a list of which the first that holds is taken.
//!
//! ```toml
//! minimum = "param.rest"
//! minimum = [ { when = 'craft == "DP"', is = "param.rest-dp" }, { is = "param.rest" } ]
//! ```

use crate::check::case::Case;
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::{Fields, Node, NodeValue, nearest, one_of};
use crate::check::parameter::{Dates, LoadScope, Looked, Measure, NoValue, Quantity};
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::Minutes;

#[derive(Debug)]
pub struct Choice<T>(Vec<(Option<Condition>, Quantity<T>)>);

/// Why there is no number for a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoNumber {
    /// No such number at that time, or for this person: nothing is judged.
    NotInForce,
    /// What it depends on is not known: in words.
    Unknown(String),
}

impl From<NoValue> for NoNumber {
    fn from(no: NoValue) -> Self {
        match no {
            NoValue::NotInForce => NoNumber::NotInForce,
            NoValue::BasisUnknown(basis) => {
                NoNumber::Unknown(format!("the {} is not known", basis.name().replace('_', " ")))
            }
        }
    }
}

impl<T: Measure> Choice<T> {
    pub fn need(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Option<Self> {
        match fields.node(key) {
            Some(node) if is_tables(&node) => {
                fields.put_back(key, node);
                let entries = fields.tables(key, key, |entry| {
                    let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
                    Some((when, Quantity::need(entry, "is", scope)?))
                });
                Some(Choice(entries))
            }
            Some(node) => {
                fields.put_back(key, node);
                Quantity::need(fields, key, scope).map(|only| Choice(vec![(None, only)]))
            }
            None => Quantity::need(fields, key, scope).map(|only| Choice(vec![(None, only)])),
        }
    }

    pub fn take(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Option<Self> {
        if fields.has(key) {
            Self::need(fields, key, scope)
        } else {
            fields.node(key);
            None
        }
    }

    pub fn look(&self, case: &Case<'_>, facts: &FactsOf, dates: &Dates) -> Result<Looked<T>, NoNumber> {
        for (when, quantity) in &self.0 {
            let holds = match when {
                None => true,
                Some(condition) => {
                    condition.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?
                }
            };
            if holds {
                return Ok(case.look(quantity, dates)?);
            }
        }
        Err(NoNumber::NotInForce)
    }
}

impl Choice<Minutes> {
    /// Which of several numbers is taken for whom, a line each; nothing where there is only one.
    pub fn lines(&self, key: &str) -> Vec<String> {
        let several = self.0.len() > 1 || self.0.iter().any(|(when, _)| when.is_some());
        let entries = self.0.iter().filter(|_| several);
        entries
            .map(|(when, number)| {
                let number = number.words(|minutes| length(minutes.0));
                match when {
                    Some(when) => format!("{key}: {number} where {}", when.text),
                    None => format!("{key}: {number} otherwise"),
                }
            })
            .collect()
    }
}

impl Choice<String> {
    /// One of a few words, by condition. A word written that is none of them is said.
    pub fn need_word(
        fields: &mut Fields,
        key: &'static str,
        words: &[&str],
        scope: &LoadScope<'_>,
    ) -> Option<Self> {
        let at = fields.place(key);
        let choice = Self::need(fields, key, scope)?;
        for (_, quantity) in &choice.0 {
            if let Quantity::Written(word) = quantity
                && !words.contains(&word.as_str())
            {
                let near = nearest(word, words.iter().copied());
                let help = near
                    .map_or_else(|| format!("Write {}.", one_of(words)), |near| format!("Write “{near}”."));
                let what = fields.what();
                fields.document().say(at, format!("“{word}” is not a word “{key}” of {what} knows"), help);
            }
        }
        Some(choice)
    }

    pub fn take_word(
        fields: &mut Fields,
        key: &'static str,
        words: &[&str],
        scope: &LoadScope<'_>,
    ) -> Option<Self> {
        if fields.has(key) {
            Self::need_word(fields, key, words, scope)
        } else {
            fields.node(key);
            None
        }
    }
}

fn is_tables(node: &Node) -> bool {
    match &node.value {
        NodeValue::List(items) => items.iter().any(|item| matches!(item.value, NodeValue::Table(_))),
        NodeValue::Table(_) => true,
        _ => false,
    }
}

//! A number of a rule: written in place, or `param.NAME`; and the value it has for one subject.

use super::fields::{Fields, NodeValue, Place};
use super::finding::ParameterUsed;
use super::parameter::{Dates, NoValue, Parameter, ParameterValue, ValueType};
use super::source::Status;
use super::written::value;
use crate::model::{Minutes, Money};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A type that a [`Quantity`] can have.
pub trait Measure: Sized + Clone {
    const TYPE: ValueType;
    fn of(value: &ParameterValue) -> Option<Self>;
}

macro_rules! measures {
    ($($type:ty, $variant:ident;)+) => {
        $(impl Measure for $type {
            const TYPE: ValueType = ValueType::$variant;
            fn of(value: &ParameterValue) -> Option<Self> {
                match value {
                    ParameterValue::$variant(v) => Some(v.clone()),
                    _ => None,
                }
            }
        })+
    };
}

measures! {
    Minutes, Duration;
    Decimal, Number;
    Money, Money;
    Vec<Money>, Ladder;
    String, Text;
    Vec<String>, Texts;
}

/// A wall time, in minutes from midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClockTime(pub i32);

impl Measure for ClockTime {
    const TYPE: ValueType = ValueType::Clock;
    fn of(value: &ParameterValue) -> Option<Self> {
        match value {
            ParameterValue::Clock(minutes) => Some(ClockTime(*minutes)),
            _ => None,
        }
    }
}

/// What the loading of a rule may refer to.
#[derive(Clone, Copy, Debug)]
pub struct LoadScope<'a> {
    pub parameters: &'a BTreeMap<String, Arc<Parameter>>,
    /// The pack's `currency`, for amounts without a code.
    pub currency: Option<&'a str>,
}

/// A number of a rule: written in place, or `param.NAME`.
#[derive(Clone, Debug)]
pub enum Quantity<T> {
    Written(T),
    Named(Arc<Parameter>),
}

impl<T> Quantity<T> {
    /// As `rules show` names it: the parameter's name, or the number that the rule writes itself.
    pub fn words(&self, written: impl Fn(&T) -> String) -> String {
        match self {
            Quantity::Written(value) => written(value),
            Quantity::Named(parameter) => parameter.name.clone(),
        }
    }
}

/// A quantity as it holds for one subject.
#[derive(Clone, Debug)]
pub struct Looked<T> {
    pub value: T,
    /// For the finding; `None` where the rule wrote the number itself.
    pub used: Option<Arc<ParameterUsed>>,
    /// How well its source is known; `None` where the rule wrote the number itself (its own citation counts).
    pub status: Option<Status>,
}

impl<T: Measure> Quantity<T> {
    /// Reads a key that may be absent. A name that no parameter has, or one of another type, is said.
    pub fn take(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Option<Self> {
        if !fields.has(key) {
            fields.node(key);
            return None;
        }
        let at = fields.place(key);
        let (read, _) = match fields.node(key)? {
            node if matches!(&node.value, NodeValue::Text(t) if t.starts_with("param.")) => {
                let name = node.as_words().unwrap_or_default();
                let name = name.strip_prefix("param.").unwrap_or_default().to_owned();
                return Self::named(name, at, fields, scope);
            }
            node => {
                fields.put_back(key, node);
                value(fields, key, T::TYPE, scope.currency)?
            }
        };
        T::of(&read).map(Quantity::Written)
    }

    /// Reads a key that must be there.
    pub fn need(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Option<Self> {
        if !fields.has(key) {
            fields.say(
                key,
                format!("{} has no “{key}”", fields.what()),
                format!("Add `{key} = …`: {}, or \"param.NAME\".", T::TYPE.form()),
            );
        }
        Self::take(fields, key, scope)
    }

    fn named(name: String, at: Place, fields: &Fields, scope: &LoadScope<'_>) -> Option<Self> {
        match scope.parameters.get(&name) {
            Some(parameter) if parameter.value_type == T::TYPE => Some(Quantity::Named(parameter.clone())),
            Some(parameter) => {
                fields.document().say(
                    at,
                    format!("“param.{name}” is a {}, not a {}", parameter.value_type.name(), T::TYPE.name()),
                    format!("Name a parameter of type {}.", T::TYPE.name()),
                );
                None
            }
            None => {
                let near = super::fields::nearest(&name, scope.parameters.keys().map(String::as_str));
                fields.document().say(
                    at,
                    format!("no parameter is called “{name}”"),
                    near.map_or_else(
                        || format!("Add `[param.{name}]`."),
                        |near| format!("Write “param.{near}”, or add `[param.{name}]`."),
                    ),
                );
                None
            }
        }
    }

    /// As a page about the rule says it: the number written in place, or the parameter's name.
    pub fn said(&self, words: impl Fn(&T) -> String) -> String {
        match self {
            Quantity::Written(value) => words(value),
            Quantity::Named(parameter) => format!("param.{}", parameter.name),
        }
    }

    /// The value that holds for a subject with these dates. `switched`: parameters that are read otherwise.
    pub fn on(&self, switched: &BTreeMap<String, Parameter>, dates: &Dates) -> Result<Looked<T>, NoValue> {
        match self {
            Quantity::Written(value) => Ok(Looked { value: value.clone(), used: None, status: None }),
            Quantity::Named(parameter) => {
                let otherwise = if switched.is_empty() { None } else { switched.get(&parameter.name) };
                let dated = otherwise.unwrap_or(parameter).on(dates)?;
                let value = T::of(&dated.value).ok_or(NoValue::NotInForce)?;
                Ok(Looked { value, used: Some(dated.used.clone()), status: Some(dated.cite.status) })
            }
        }
    }
}

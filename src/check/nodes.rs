//! A TOML file as values with their places, and what was found wrong with it: what [`super::fields`] reads from.

use crate::diagnostic::{Code, Diagnostic};
use std::cell::RefCell;
use std::rc::Rc;
use toml::de::{DeTable, DeValue};

/// A key, its place, and its value.
pub type Entry = (String, Place, Node);

/// A place in a TOML file, counted from one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

/// A file being read and what was found wrong with it so far.
#[derive(Debug)]
pub struct Document {
    file: String,
    problems: RefCell<Vec<Diagnostic>>,
}

impl Document {
    pub fn say(&self, at: Place, message: impl Into<String>, help: impl Into<String>) {
        self.problems.borrow_mut().push(
            Diagnostic::new(Code::PackInvalid, message, help).in_file(&self.file).at_place(at.to_string()),
        );
    }

    pub fn is_sound(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// Everything wrong so far, in the file's order.
    pub fn problems(&self) -> Vec<Diagnostic> {
        self.problems.borrow().clone()
    }
}

/// A TOML value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    pub at: Place,
    pub value: NodeValue,
}

#[derive(Clone, Debug)]
pub enum NodeValue {
    Text(String),
    Integer(i64),
    /// A binary float as written: no rule takes one, the message quotes it.
    Float(String),
    Flag(bool),
    Date(toml::value::Datetime),
    List(Vec<Node>),
    Table(Vec<Entry>),
}

impl Node {
    /// What it is, in words.
    pub fn kind(&self) -> &'static str {
        match self.value {
            NodeValue::Text(_) => "text",
            NodeValue::Integer(_) => "a whole number",
            NodeValue::Float(_) => "a binary fraction",
            NodeValue::Flag(_) => "true or false",
            NodeValue::Date(_) => "a date",
            NodeValue::List(_) => "a list",
            NodeValue::Table(_) => "a table",
        }
    }

    /// Does any text in it hold this name as a whole word?
    pub fn mentions(&self, name: &str) -> bool {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
        match &self.value {
            NodeValue::Text(text) => {
                text.match_indices(name).any(|(at, _)| text.get(at + name.len()..).is_some_and(ends))
            }
            NodeValue::List(items) => items.iter().any(|item| item.mentions(name)),
            NodeValue::Table(entries) => entries.iter().any(|(_, _, node)| node.mentions(name)),
            NodeValue::Integer(_) | NodeValue::Float(_) | NodeValue::Flag(_) | NodeValue::Date(_) => false,
        }
    }

    /// Text of a scalar: text as it is, numbers, dates and flags as written.
    pub fn as_words(&self) -> Option<String> {
        match &self.value {
            NodeValue::Text(t) | NodeValue::Float(t) => Some(t.clone()),
            NodeValue::Integer(n) => Some(n.to_string()),
            NodeValue::Date(d) => Some(d.to_string()),
            NodeValue::Flag(true) => Some("yes".into()),
            NodeValue::Flag(false) => Some("no".into()),
            NodeValue::List(_) | NodeValue::Table(_) => None,
        }
    }
}

/// Parses a file: its outermost entries, and the document that collects what is wrong. A file that is not TOML has no
/// entries, and what the parser said is in the document.
pub fn parse(file: &str, text: &str) -> (Vec<Entry>, Rc<Document>) {
    let document = Rc::new(Document { file: file.to_owned(), problems: RefCell::default() });
    let lines = Lines::of(text);
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let at = error.span().map_or(Place::default(), |span| lines.place(text, span.start));
        document.say(at, format!("this is not TOML: {}", error.message()), "");
    }
    let entries = if document.is_sound() { entries(&table.into_inner(), text, &lines) } else { Vec::new() };
    (entries, document)
}

struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Lines(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn place(&self, text: &str, offset: usize) -> Place {
        let line = self.0.partition_point(|start| *start <= offset);
        let start = line.checked_sub(1).and_then(|i| self.0.get(i)).copied().unwrap_or(0);
        let column = text.get(start..offset).map_or(1, |before| before.chars().count() + 1);
        Place { line, column }
    }
}

fn entries(table: &DeTable<'_>, text: &str, lines: &Lines) -> Vec<Entry> {
    table
        .iter()
        .map(|(key, value)| {
            let at = lines.place(text, key.span().start);
            (
                key.get_ref().to_string(),
                at,
                node(value.get_ref(), lines.place(text, value.span().start), text, lines),
            )
        })
        .collect()
}

fn node(value: &DeValue<'_>, at: Place, text: &str, lines: &Lines) -> Node {
    let value = match value {
        DeValue::String(t) => NodeValue::Text(t.to_string()),
        DeValue::Integer(n) => match i64::from_str_radix(n.as_str(), n.radix()) {
            Ok(n) => NodeValue::Integer(n),
            Err(_) => NodeValue::Float(n.as_str().to_owned()),
        },
        DeValue::Float(n) => NodeValue::Float(n.as_str().to_owned()),
        DeValue::Boolean(b) => NodeValue::Flag(*b),
        DeValue::Datetime(d) => NodeValue::Date(*d),
        DeValue::Array(items) => NodeValue::List(
            items
                .iter()
                .map(|item| node(item.get_ref(), lines.place(text, item.span().start), text, lines))
                .collect(),
        ),
        DeValue::Table(table) => NodeValue::Table(entries(table, text, lines)),
    };
    Node { at, value }
}

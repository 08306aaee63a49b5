//! A closed, placed reader of a TOML table: every key is asked for by name, and what nobody asked for
//! is an error that names the nearest word that would be allowed.
//!
//! ```text
//! let id = fields.need_text("id");              // missing or of another type: said, and None
//! let minimum = fields.text("minimum");         // absent: None
//! let penalty = fields.table("penalty", "the penalty", |penalty| penalty.need_text("rate"));
//! ```
//!
//! Nothing stops at the first problem: a reader says what is wrong with a key and goes on. A nested
//! table is read inside a closure, at whose end its unknown keys are reported; whoever made the
//! outermost [`Fields`] calls [`Fields::finish`].

use super::nodes;
pub use super::nodes::{Document, Entry, Node, NodeValue, Place};
use crate::settings::date_of;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::rc::Rc;

/// Reads a whole file: its outermost table, and the document that collects what is wrong.
pub fn open(file: &str, text: &str) -> (Fields, Rc<Document>) {
    let (entries, document) = nodes::parse(file, text);
    (Fields::new("the pack", Place { line: 1, column: 1 }, entries, &document), document)
}

/// One table, being read.
#[derive(Debug)]
pub struct Fields {
    what: String,
    at: Place,
    entries: BTreeMap<String, Node>,
    places: BTreeMap<String, Place>,
    known: Vec<&'static str>,
    document: Rc<Document>,
}

impl Fields {
    fn new(what: &str, at: Place, entries: Vec<Entry>, document: &Rc<Document>) -> Self {
        Fields {
            what: what.to_owned(),
            at,
            places: entries.iter().map(|(key, at, _)| (key.clone(), *at)).collect(),
            entries: entries.into_iter().map(|(key, _, node)| (key, node)).collect(),
            known: Vec::new(),
            document: document.clone(),
        }
    }

    /// What messages call this table: `rule “rest-daily”`.
    pub fn call_it(&mut self, what: impl Into<String>) {
        self.what = what.into();
    }

    pub fn what(&self) -> &str {
        &self.what
    }

    /// Where a key stands, taken or not; the table itself where it has no such key.
    pub fn place(&self, key: &str) -> Place {
        self.places.get(key).copied().unwrap_or(self.at)
    }

    /// Is the key there, and not taken yet?
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Was the key written, taken or not?
    pub fn has_place(&self, key: &str) -> bool {
        self.places.contains_key(key)
    }

    /// Does any text not taken yet hold this name as a whole word?
    pub fn mentions(&self, name: &str) -> bool {
        self.entries.values().any(|node| node.mentions(name))
    }

    /// Keys not taken yet, in order.
    pub fn left(&self) -> Vec<String> {
        self.entries.keys().cloned().collect()
    }

    pub fn document(&self) -> &Rc<Document> {
        &self.document
    }

    /// Says that something is wrong at a key (or at the table, where the key is absent).
    pub fn say(&self, key: &str, message: impl Into<String>, help: impl Into<String>) {
        self.document.say(self.place(key), message, help);
    }

    /// The value of a key as it stands, unread.
    pub fn node(&mut self, key: &'static str) -> Option<Node> {
        #[cfg(test)]
        ASKED.with_borrow_mut(|asked| asked.insert(key));
        if !self.known.contains(&key) {
            self.known.push(key);
        }
        self.entries.remove(key)
    }

    /// Gives a node back under its key, to be read in another way.
    pub fn put_back(&mut self, key: &'static str, node: Node) {
        self.entries.insert(key.to_owned(), node);
    }

    /// The value of a key that is not known before (a table's columns, a record's headings).
    pub fn take(&mut self, key: &str) -> Option<Node> {
        self.entries.remove(key)
    }

    fn expect<T>(&mut self, key: &'static str, want: &str, read: impl Fn(&Node) -> Option<T>) -> Option<T> {
        let node = self.node(key)?;
        let value = read(&node);
        if value.is_none() {
            self.document.say(
                node.at,
                format!("“{key}” of {} is {}", self.what, node.kind()),
                format!("“{key}” takes {want}."),
            );
        }
        value
    }

    fn need<T>(&self, key: &str, value: Option<T>) -> Option<T> {
        if value.is_none() && !self.places.contains_key(key) {
            self.document.say(self.at, format!("{} has no “{key}”", self.what), format!("Add `{key} = …`."));
        }
        value
    }

    pub fn text(&mut self, key: &'static str) -> Option<String> {
        self.expect(key, "text in quotation marks", |node| match &node.value {
            NodeValue::Text(t) => Some(t.clone()),
            _ => None,
        })
    }

    pub fn need_text(&mut self, key: &'static str) -> Option<String> {
        let value = self.text(key);
        self.need(key, value)
    }

    /// A list of texts; one text stands for a list of one; absent is empty.
    pub fn texts(&mut self, key: &'static str) -> Vec<String> {
        self.expect(key, "a list of texts", |node| match &node.value {
            NodeValue::Text(t) => Some(vec![t.clone()]),
            NodeValue::List(items) => items
                .iter()
                .map(|item| match &item.value {
                    NodeValue::Text(t) => Some(t.clone()),
                    _ => None,
                })
                .collect(),
            _ => None,
        })
        .unwrap_or_default()
    }

    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        self.expect(key, "true or false", |node| match node.value {
            NodeValue::Flag(b) => Some(b),
            _ => None,
        })
    }

    pub fn integer(&mut self, key: &'static str) -> Option<i64> {
        self.expect(key, "a whole number", |node| match node.value {
            NodeValue::Integer(n) => Some(n),
            _ => None,
        })
    }

    pub fn date(&mut self, key: &'static str) -> Option<NaiveDate> {
        self.expect(key, "a date such as 2026-11-02", |node| match &node.value {
            NodeValue::Date(d) => date_of(d),
            _ => None,
        })
    }

    pub fn need_date(&mut self, key: &'static str) -> Option<NaiveDate> {
        let value = self.date(key);
        self.need(key, value)
    }

    /// A decimal written as text (`"2.5"`) or a whole number; a binary fraction is refused.
    pub fn decimal(&mut self, key: &'static str) -> Option<Decimal> {
        self.expect(key, "a decimal as text (\"2.5\"), or a whole number", |node| match &node.value {
            NodeValue::Text(t) => t.trim().parse().ok(),
            NodeValue::Integer(n) => Some(Decimal::from(*n)),
            _ => None,
        })
    }

    /// One of a few words.
    pub fn choice(&mut self, key: &'static str, words: &[&'static str]) -> Option<&'static str> {
        let at = self.place(key);
        let text = self.text(key)?;
        let found = words.iter().copied().find(|w| *w == text);
        if found.is_none() {
            let near = nearest(&text, words.iter().copied());
            self.document.say(
                at,
                format!("“{text}” is not a word “{key}” of {} knows", self.what),
                format!("Write {}{}.", hint(near), one_of(words)),
            );
        }
        found
    }

    /// A nested table, read by `read`; its unknown keys are reported.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        what: &str,
        read: impl FnOnce(&mut Fields) -> Option<T>,
    ) -> Option<T> {
        let node = self.node(key)?;
        self.open_table(node, key, what, read)
    }

    /// A list of tables (`[[key]]` or `key = [ { … } ]`).
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        what: &str,
        mut read: impl FnMut(&mut Fields) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.node(key) else { return Vec::new() };
        match node.value {
            NodeValue::List(items) => {
                items.into_iter().filter_map(|item| self.open_table(item, key, what, &mut read)).collect()
            }
            _ => self.open_table(node, key, what, read).into_iter().collect(),
        }
    }

    /// Opens a table that was taken by [`Fields::take`] under a name of the writer's own.
    pub fn open_named<T>(
        &self,
        node: Node,
        key: &str,
        what: &str,
        read: impl FnOnce(&mut Fields) -> Option<T>,
    ) -> Option<T> {
        self.open_table(node, key, what, read)
    }

    fn open_table<T>(
        &self,
        node: Node,
        key: &str,
        what: &str,
        read: impl FnOnce(&mut Fields) -> Option<T>,
    ) -> Option<T> {
        let kind = node.kind();
        let NodeValue::Table(entries) = node.value else {
            self.document.say(
                node.at,
                format!("“{key}” of {} is {kind}", self.what),
                format!("“{key}” takes a table: `{{ … }}` or `[{key}]`."),
            );
            return None;
        };
        let at = if node.at.line == 0 { self.place(key) } else { node.at };
        let mut fields = Fields::new(what, at, entries, &self.document);
        let value = read(&mut fields);
        fields.finish();
        value
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self) {
        for key in self.entries.keys() {
            let near = nearest(key, self.known.iter().copied());
            let mut known = self.known.clone();
            known.sort_unstable();
            self.document.say(
                self.place(key),
                format!("{} knows no “{key}”", self.what),
                format!("Write {}{}, or take the line out.", hint(near), one_of(&known)),
            );
        }
    }
}

#[cfg(test)]
thread_local! {
    static ASKED: std::cell::RefCell<std::collections::BTreeSet<&'static str>> = Default::default();
}

/// The keys that a reading asks for, written or not.
#[cfg(test)]
pub fn asked_by(read: impl FnOnce()) -> std::collections::BTreeSet<&'static str> {
    ASKED.take();
    read();
    ASKED.take()
}

fn hint(near: Option<&str>) -> String {
    near.map_or(String::new(), |near| format!("“{near}”; the words are "))
}

/// `a, b or c`.
pub fn one_of<S: AsRef<str>>(words: &[S]) -> String {
    match words {
        [] => "nothing".into(),
        [only] => only.as_ref().into(),
        [most @ .., last] => {
            let most: Vec<_> = most.iter().map(AsRef::as_ref).collect();
            format!("{} or {}", most.join(", "), last.as_ref())
        }
    }
}

/// The allowed word most like what was written, if one is like it at all.
pub fn nearest<'a>(written: &str, allowed: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    allowed
        .map(|word| (strsim::jaro_winkler(&written.to_lowercase(), &word.to_lowercase()), word))
        .filter(|(likeness, _)| *likeness > 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, word)| word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_the_nearest_word() {
        let (mut fields, document) = open("rules/x.toml", "id = \"a\"\n\n  mesage = \"b\"\n");
        assert_eq!(fields.need_text("id").as_deref(), Some("a"));
        assert_eq!(fields.text("message"), None);
        fields.finish();
        let problems = document.problems();
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].at, "line 3, column 3");
        assert!(problems[0].message.contains("mesage"), "{}", problems[0].message);
        assert!(problems[0].help.contains("“message”"), "{}", problems[0].help);
    }

    #[test]
    fn a_wrong_type_and_a_missing_key_are_both_said() {
        let (mut fields, document) = open("rules/x.toml", "limit = 2.5\n");
        assert_eq!(fields.decimal("limit"), None);
        assert_eq!(fields.need_text("id"), None);
        fields.finish();
        let said: Vec<_> = document.problems().into_iter().map(|p| p.message).collect();
        assert_eq!(said, ["“limit” of the pack is a binary fraction", "the pack has no “id”"]);
    }

    #[test]
    fn keys_of_a_nested_table_are_closed_too() {
        let (mut fields, document) = open("rules/x.toml", "penalty = { rate = \"2\", minimun = \"30m\" }\n");
        let rate = fields.table("penalty", "the penalty", |penalty| {
            penalty.text("minimum");
            penalty.need_text("rate")
        });
        fields.finish();
        assert_eq!(rate.as_deref(), Some("2"));
        // `penalty = { ` is 12 characters, `rate = "2", ` another 12: the next begins at 25.
        assert_eq!(document.problems()[0].at, "line 1, column 25");
        assert!(document.problems()[0].help.contains("“minimum”"));
    }

    #[test]
    fn text_that_is_not_toml_says_where() {
        let (_, document) = open("rules/x.toml", "id = \n");
        assert!(document.problems()[0].at.starts_with("line 1"), "{:?}", document.problems());
    }
}

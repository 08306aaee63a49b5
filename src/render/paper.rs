//! Papers built of blocks: facts, tables, texts, signatures. Lists, letters and reports of the set share one look
//! (`templates/lib/paper.typ`), so that a new one is a list of blocks and nothing more.

use super::figures;
use super::job::{About, Body, Job};
use super::publish;
use super::view::View;
use super::words::Words;
use crate::model::DocumentKind;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A column: its heading, its share of the width, and how it is set.
#[derive(Clone, Copy, Debug)]
pub struct Column<'a> {
    heading: &'a str,
    share: f64,
    align: &'static str,
}

impl<'a> Column<'a> {
    pub fn new(heading: &'a str, share: f64) -> Self {
        Column { heading, share, align: "start" }
    }

    /// Numbers and times of a sum stand at the right.
    pub fn end(mut self) -> Self {
        self.align = "end";
        self
    }
}

/// A cell in bold.
pub fn strong(text: impl Into<String>) -> Value {
    json!({ "text": text.into(), "strong": true })
}

/// An estimate: in italics, never to be taken for a fact.
pub fn est(text: impl Into<String>) -> Value {
    json!({ "text": text.into(), "est": true })
}

/// White on black: what was not kept.
pub fn flag(text: impl Into<String>) -> Value {
    json!({ "text": text.into(), "flag": true })
}

/// A text, or a blank cell.
pub fn cell(text: Option<String>) -> Value {
    text.filter(|text| !text.is_empty()).map_or(Value::Null, Value::String)
}

/// A row that is a heading within the table.
pub fn banner(text: &str) -> Vec<Value> {
    vec![json!({ "text": text, "banner": true })]
}

/// Leaves out those of these columns that have a value in no row; a blank column to write in is never named here.
pub fn only_written(columns: &mut Vec<Column>, rows: &mut [Vec<Value>], optional: &[usize]) {
    let blank = |cell: &Value| cell.is_null() || cell.as_str().is_some_and(str::is_empty);
    for column in (0..columns.len()).rev().filter(|column| optional.contains(column)) {
        if rows.iter().all(|row| row.get(column).is_none_or(blank)) {
            columns.remove(column);
            rows.iter_mut().filter(|row| row.len() > column).for_each(|row| {
                row.remove(column);
            });
        }
    }
}

/// Labels and values in so many columns; what is not known prints a dash.
pub fn facts(title: Option<&str>, columns: u32, items: Vec<(&str, Option<String>)>) -> Value {
    json!({ "kind": "facts", "title": title, "columns": columns, "items": items })
}

/// The same with values that may be estimates, as cells are: `est`, `cell`.
pub fn facts_told(title: Option<&str>, columns: u32, items: Vec<(&str, Value)>) -> Value {
    json!({ "kind": "facts", "title": title, "columns": columns, "items": items })
}

/// Rows under headings; a row of one banner cell spans the table.
pub fn table(title: Option<&str>, right: Option<&str>, columns: &[Column], rows: Vec<Vec<Value>>) -> Value {
    let headings: Vec<Value> =
        columns.iter().map(|c| json!({ "heading": c.heading, "share": c.share, "align": c.align })).collect();
    json!({ "kind": "table", "title": title, "right": right, "columns": headings, "rows": rows, "total": null })
}

/// The same with a last row in bold under a firm rule.
pub fn table_with_total(
    title: Option<&str>,
    right: Option<&str>,
    columns: &[Column],
    rows: Vec<Vec<Value>>,
    total: Vec<Value>,
) -> Value {
    let mut block = table(title, right, columns, rows);
    if let Some(fields) = block.as_object_mut() {
        fields.insert("total".into(), json!(total));
    }
    block
}

/// Paragraphs.
pub fn text(title: Option<&str>, paragraphs: Vec<String>) -> Value {
    json!({ "kind": "text", "title": title, "paragraphs": paragraphs })
}

/// Lines to sign on, side by side.
pub fn signatures(who: &[&str]) -> Value {
    json!({ "kind": "signatures", "who": who })
}

/// Blocks side by side, in equal columns.
pub fn beside(blocks: Vec<Value>) -> Value {
    json!({ "kind": "beside", "blocks": blocks })
}

/// A new page begins: the back of a report.
pub fn turn() -> Value {
    json!({ "kind": "turn" })
}

/// What a paper says at its head, besides its blocks.
pub struct Head<'a> {
    pub words: &'a Words,
    /// What the paper is called.
    pub title: &'a str,
    /// The day, the unit, the version: under the title.
    pub line: String,
    /// Large, at the right: a date, a number.
    pub right: Option<String>,
    /// In a box: CONFIDENTIAL.
    pub mark: Option<&'a str>,
    pub landscape: bool,
    /// Each side is one page whatever its type's size, as a report's front and back are; a list runs on instead.
    pub one_page_a_side: bool,
}

/// Which document a paper is, beside its head and its blocks.
pub struct Paper {
    pub kind: DocumentKind,
    pub template: &'static str,
    /// Relative to `out/`.
    pub path: String,
    pub inputs: BTreeSet<String>,
    pub about: About,
}

/// The paper as a document to be made.
pub fn job(view: &View, head: &Head, blocks: Vec<Value>, paper: Paper) -> Job {
    let Paper { kind, template, path, inputs, about } = paper;
    let data = figures::breakable(data(view, head, blocks));
    Job { kind, path, title: title(view, head), body: Body::Pdf { template, data }, inputs, about }
}

/// The data of a paper.
pub fn data(view: &View, head: &Head, blocks: Vec<Value>) -> Value {
    let facts = &view.production.facts;
    let words = head.words;
    let made = words.say("paper.as_of", &[("date", &words.date(view.today))]);
    let mut data = Map::new();
    data.insert("language".into(), json!(words.language));
    data.insert("paper".into(), json!(super::stamp::paper(view)));
    data.insert("landscape".into(), json!(head.landscape));
    data.insert("fit".into(), json!(head.one_page_a_side));
    data.insert("production".into(), json!(facts.title));
    data.insert("company".into(), json!(facts.company));
    data.insert("title".into(), json!(head.title));
    data.insert("line".into(), json!(head.line));
    data.insert("right".into(), json!(head.right));
    data.insert("mark".into(), json!(head.mark));
    data.insert(
        "foot".into(),
        json!(words.say("paper.foot", &[("title", &facts.title), ("paper", head.title), ("made", &made)])),
    );
    data.insert("blocks".into(), json!(blocks));
    Value::Object(data)
}

/// The document's title in its metadata and in mail.
pub fn title(view: &View, head: &Head) -> String {
    let line = if head.line.is_empty() { String::new() } else { format!(", {}", head.line) };
    let titled = [("production", view.production.facts.title.as_str()), ("title", head.title)];
    format!("{}{line}", head.words.say("paper.titled", &titled))
}

/// The words of papers that people of the set read.
pub fn words_of<'a>(view: &View<'a>) -> &'a Words {
    view.words
}

/// A file name's part.
pub fn name(text: &str) -> String {
    publish::file_name(text)
}

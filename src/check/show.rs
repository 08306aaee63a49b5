//! The text of `callboard rules list`, `rules test` and `rules schema`; `rules show RULE` is in [`super::page`].

use super::expression::{FUNCTIONS, FieldType};
use super::kinds;
use super::pack::Pack;
use super::packs::Packs;
use super::rule::Rule;
use super::source::Status;
use super::subject::SubjectOf;
use super::testing::TestResult;
use crate::ingest::tables;

/// A line a rule, under its pack.
pub fn list(packs: &Packs) -> String {
    let mut out = String::new();
    for pack in packs.by_id.values() {
        out += &format!("{} {}  {}\n", pack.id, pack.version, pack.title);
        for rule in &pack.rules {
            let off = if rule.enabled { "" } else { "  (switched off)" };
            out += &format!("  {:<44} {}{off}\n", rule.full_id, rule.title);
        }
    }
    for file in &packs.broken {
        out += &format!("{file} does not load: nothing is checked by it\n");
    }
    out
}

/// What a rule is, as lines: shared with the documentation.
pub fn facts(pack: &Pack, rule: &Rule) -> Vec<String> {
    let condition = |name: &str, text: Option<&str>| text.map(|text| format!("{name}: {text}"));
    let outcome = format!("{:?}", rule.outcome).to_lowercase();
    let severity = rule.severity.unwrap_or_else(|| rule.outcome.severity()).word();
    let waivable = if rule.waivable { "can be waived by a row of Consents" } else { "cannot be waived" };
    let status = match rule.cite.status {
        Status::Verified => String::new(),
        other => format!(" ({})", other.name()),
    };
    let weighs = match rule.pays() {
        true => "pays; makes no findings".to_owned(),
        false => format!("outcome: {outcome}, {severity}; {waivable}"),
    };
    [
        Some(weighs),
        rule.strictest.as_ref().map(|what| {
            format!("strictest: of all rules that limit “{what}” the strictest finding stands, the others are kept on it")
        }),
        condition("applies", pack.applies.as_deref()),
        condition("when", rule.when.as_ref().map(|c| c.text.as_str())),
        condition("unless", rule.unless.as_ref().map(|c| c.text.as_str())),
        Some(format!("source: {}{status}", rule.cite.text)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(super) fn indent(text: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("  {line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// The rule or pack most like a name that is none.
pub fn suggest<'a>(packs: &'a Packs, id: &str) -> Option<&'a str> {
    let rules = packs.by_id.values().flat_map(|pack| &pack.rules).map(|rule| rule.full_id.as_str());
    super::fields::nearest(id, rules)
}

/// How the packs' tests went: a line a failure, and the count.
pub fn tests(results: &[TestResult]) -> String {
    let failed: Vec<&TestResult> = results.iter().filter(|result| !result.passed()).collect();
    let mut out = String::new();
    for result in &failed {
        out += &format!("FAILED {} “{}” ({} {})\n", result.rule, result.test, result.file, result.at);
        for said in &result.said {
            out += &format!("  {said}\n");
        }
    }
    let rules: std::collections::BTreeSet<&str> = results.iter().map(|result| result.rule.as_str()).collect();
    out + &format!(
        "{} tests of {} rules: {} passed, {} failed\n",
        results.len(),
        rules.len(),
        results.len() - failed.len(),
        failed.len()
    )
}

/// The keys that every rule has, whatever its kind.
pub const COMMON_KEYS: &str = "\
id *, title *  the rule is called pack/id, and an id never changes its meaning (was = [\"old-id\"] redirects)
kind *       what judges it; the kind's own keys stand beside these
when, unless conditions on the subject, beside the pack's applies
outcome *    premium, consent, prohibited or advisory; none of a rule that pays
severity     error, warning or info, where it is not the outcome's own
waivable     whether a row of Consents can cover it (default: all but prohibited rules)
strictest    what it limits (\"minor-place-hours\"): where rules that say the same word, of this pack or another, find something of
             one person, date and meal, the strictest finding stands and the others are kept on it, in no total. Stricter is:
             the severer; prohibited before consent before premium; the dearer, then the greater excess; a law before an agreement
message *, help  sentences with {{name}} places
in.de, in.fr, in.es
             the same sentences, with a title, for productions in that language: [rule.in.de] under the rule. They may name what the
             rule's own name, and keep {{person}}, {{measured}}, {{limit}}, {{excess}} and {{cost}} where those have them
cite *, status   the source and place of what the rule itself says (\"agr ¶10\"), and its own standing where that is not the source's
paid_by      \"rule.NAME\": the pay rule that pays what its findings cost already
enabled      false, with because: ships switched off
test *       its tests, below";

/// The whole rule language: kinds and their keys, the fields of each subject, the functions.
pub fn schema() -> String {
    let mut out = format!("{}Kinds of rule\n", super::language::parts());
    for kind in kinds::ALL {
        out += &format!("\n{}\n{}\n", kind.name, indent(kind.about));
    }
    out += "\nFields that applies, when, unless and pass can ask\n";
    for (title, subject) in subjects() {
        out += &format!("\n{title}\n{}\n", indent(&fields(subject)));
    }
    out += "\nFunctions, beside CEL's own size, contains, startsWith, endsWith, matches, exists, all, in\n\n";
    for (_, about) in FUNCTIONS {
        out += &format!("  {about}\n");
    }
    out
}

/// Every sort of subject, by the name rules give it.
pub fn subjects() -> Vec<(String, SubjectOf)> {
    let rows =
        tables::ALL.iter().map(|table| (format!("a row of {}", table.name), SubjectOf::Row(table.name)));
    [
        ("a person's working day".to_owned(), SubjectOf::Work),
        ("the production".to_owned(), SubjectOf::Production),
    ]
    .into_iter()
    .chain(rows)
    .collect()
}

/// A subject's fields by type, without those that every subject has (the production's).
pub fn fields(subject: SubjectOf) -> String {
    let all = subject.schema().fields;
    let shared = SubjectOf::Production.schema().fields;
    let own = |field: FieldType| {
        let keep = |name: &&String| subject == SubjectOf::Production || !shared.contains_key(*name);
        let names: Vec<&str> = all
            .iter()
            .filter(|(_, f)| **f == field)
            .map(|(name, _)| name)
            .filter(keep)
            .map(String::as_str)
            .collect();
        names.join(", ")
    };
    let types = [
        ("text", FieldType::Text),
        ("decimal", FieldType::Number),
        ("date", FieldType::Date),
        ("list", FieldType::List),
        ("whole number", FieldType::Int),
        ("true or false", FieldType::Flag),
    ];
    let lines: Vec<String> = types
        .into_iter()
        .map(|(name, field)| (name, own(field)))
        .filter(|(_, names)| !names.is_empty())
        .map(|(name, names)| format!("{name}: {names}"))
        .collect();
    lines.join("\n")
}

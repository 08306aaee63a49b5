//! Templates decide looks: every fixed word they print comes from `templates/words/`, in the document's language.
#![cfg(feature = "pdf")]

use callboard::render::assets::TEMPLATES;
use callboard::render::words;
use std::collections::BTreeSet;
use typst::syntax::{SyntaxKind, SyntaxNode, parse};

/// Papers that stay in English: forms of American unions and of lawyers, and reports on rules, whose findings are in
/// English, too.
const ENGLISH: [&str; 16] = [
    "compliance-report",
    "cost-report",
    "driver-record",
    "exhibit-g",
    "intake-report",
    "meal-penalty-report",
    "minors-record",
    "release-appearance",
    "release-location",
    "release-materials",
    "release-minor",
    "lib/release.typ",
    "time-card",
    "time-differences",
    "turnaround-report",
    "week-report",
];

/// Papers whose words do not stand in `templates/words/` yet: they are in English, whatever the production's language.
const NOT_YET: [&str; 7] = [
    "calendar",
    "day-out-of-days",
    "lib/strips.typ",
    "one-line",
    "outbox-report",
    "shooting-schedule",
    "stripboard",
];

/// Two letters side by side: `A` may be a code, `of` is a word.
fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|run| run.chars().count() > 1)
}

/// Text in markup is printed; a string is taken for words where it has a space or a capital and is no colour or path.
fn words_in(node: &SyntaxNode, found: &mut Vec<String>) {
    let text = node.leaf_text();
    let told = match node.kind() {
        SyntaxKind::Text => has_word(text),
        SyntaxKind::Str => {
            let inside = text.trim_matches('"');
            let words = inside.contains(' ') || inside.chars().any(char::is_uppercase);
            words && has_word(inside) && !inside.starts_with(['#', '.']) && !inside.contains("IBM Plex")
        }
        _ => false,
    };
    if told {
        found.push(text.to_string());
    }
    node.children().for_each(|child| words_in(child, found));
}

#[test]
fn no_template_has_a_word_of_its_own() {
    let own = |path: &str| !ENGLISH.iter().chain(&NOT_YET).any(|name| path.starts_with(name));
    for (path, text) in TEMPLATES.iter().filter(|(path, _)| own(path)) {
        let mut found = Vec::new();
        words_in(&parse(text), &mut found);
        assert_eq!(found, Vec::<String>::new(), "{path}");
    }
    // The check itself: it finds what it is for.
    let mut found = Vec::new();
    words_in(&parse("#text(weight: \"bold\")[Hello] #section(\"Two words\") #rgb(\"#fff3c4\")"), &mut found);
    assert_eq!(found, ["Hello", "\"Two words\""]);
}

#[test]
fn every_word_a_template_asks_for_is_there() {
    let known: BTreeSet<String> =
        words::FILES[0].1.lines().filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect();
    for (path, text) in TEMPLATES {
        for asked in text.split("words.").skip(1) {
            let key: String = asked.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            let called = asked.get(key.len()..).is_some_and(|rest| rest.starts_with('('));
            assert!(called || key.is_empty() || key == "typ" || known.contains(&key), "{path}: words.{key}");
        }
    }
}

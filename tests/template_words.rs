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
    let own = |path: &str| !ENGLISH.iter().any(|name| path.starts_with(name));
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
    let mut asked_for = 0;
    for (path, text) in TEMPLATES {
        // What a template calls the words of its language.
        let mut names: BTreeSet<&str> = BTreeSet::from(["words"]);
        names.extend(text.lines().filter_map(|line| {
            let (name, of) = line.trim().strip_prefix("#let ")?.split_once(" = ")?;
            of.starts_with("words-of(").then_some(name)
        }));
        for name in names {
            let dotted = format!("{name}.");
            for (at, _) in text.match_indices(&dotted) {
                let part_of_a_word =
                    text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
                let asked = &text[at + dotted.len()..];
                let key: String =
                    asked.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
                let called = asked.get(key.len()..).is_some_and(|rest| rest.starts_with('('));
                if part_of_a_word || called || key.is_empty() || key == "typ" {
                    continue;
                }
                asked_for += 1;
                assert!(known.contains(&key), "{path}: {name}.{key}");
            }
        }
    }
    assert!(asked_for > 100, "{asked_for}");
}

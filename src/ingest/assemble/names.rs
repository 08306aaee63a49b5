//! Spellings: when two texts mean the same person, place or unit.

use crate::ingest::letters;
use crate::model::MAIN_UNIT;
use std::collections::HashMap;

/// Lower case, without diacritics and punctuation, one space between words.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in letters::plain(text) {
        // An apostrophe joins (O'Neil, ONeil); other punctuation parts.
        if matches!(c, '\'' | '’' | 'ʼ' | '`') {
            continue;
        }
        if !c.is_alphanumeric() {
            gap = !folded.is_empty();
            continue;
        }
        if gap {
            folded.push(' ');
            gap = false;
        }
        folded.push(c);
    }
    folded
}

/// The same for `Dana Ruiz`, `RUIZ, Dana` and `dana ruíz (K)`; empty for a name that names nobody yet.
pub(crate) fn person_key(name: &str) -> String {
    // (K) after a name marks a minor on call sheets.
    let name = name.trim();
    let name = name.strip_suffix("(K)").or_else(|| name.strip_suffix("(k)")).unwrap_or(name);
    let folded = fold(&without_nickname(name));
    if matches!(
        folded.as_str(),
        "tbd" | "tbc" | "tba" | "tbh" | "to be cast" | "to be confirmed" | "uncast" | "vacant" | "n a"
    ) {
        return String::new();
    }
    let mut words: Vec<&str> = folded.split(' ').collect();
    words.sort_unstable();
    words.join(" ")
}

/// `Lin "Linny" Hsu` and `Hsu, Lin (Linny)` without the nickname: the name itself.
pub(crate) fn without_nickname(name: &str) -> String {
    let Some(nickname) = super::nicknames::quoted(name) else { return name.to_string() };
    let bare = name.replacen(&nickname, "", 1);
    bare.chars().filter(|c| !matches!(c, '"' | '\u{201c}' | '\u{201d}' | '(' | ')' | '\u{2018}')).collect()
}

/// `7`, `#7`, `7.`, `07` and `7x` as one spelling of a cast number: `7`, `7X`.
pub(crate) fn number_key(text: &str) -> String {
    let key = fold(text).replace(' ', "").to_uppercase();
    let bare = key.trim_start_matches('0');
    if bare.is_empty() { key } else { bare.to_string() }
}

/// One spelling for each unit: `Main` for a blank, else the first spelling seen.
#[derive(Default)]
pub(crate) struct Units {
    spellings: HashMap<String, String>,
}

impl Units {
    /// The unit's spelling; the first one seen becomes it.
    pub fn name(&mut self, text: Option<&str>) -> String {
        let written = text.map(str::trim).unwrap_or_default();
        let key = unit_key(written);
        if key == "main" {
            return MAIN_UNIT.to_string();
        }
        self.spellings.entry(key).or_insert_with(|| written.to_string()).clone()
    }

    /// The spelling of a unit that some table has named, if this is one.
    pub fn known(&self, text: &str) -> Option<String> {
        let key = unit_key(text);
        if key == "main" { Some(MAIN_UNIT.to_string()) } else { self.spellings.get(&key).cloned() }
    }
}

fn unit_key(text: &str) -> String {
    let folded = fold(text);
    let bare = folded.strip_suffix("unit").unwrap_or(&folded).trim();
    match bare {
        "" | "main" | "1st" | "first" | "1" | "mu" | "a" => "main".into(),
        "2nd" | "second" | "2" | "2u" | "b" => "2nd".into(),
        "3rd" | "third" | "3" | "c" => "3rd".into(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    /// A word of a name, with the letters of the five languages that are read.
    const WORD: &str = "[A-ZÉÑÖÅØÇ][a-zéèüöñçåøíãõêß]{1,8}";

    proptest! {
        #[test]
        fn a_name_is_one_person_in_every_order_case_and_spelling(
            first in WORD, middle in proptest::option::of(WORD), last in WORD, gap in "[ \u{a0}]{1,3}",
        ) {
            let given = middle.map_or(first.clone(), |middle| format!("{first} {middle}"));
            let written = format!("{given} {last}");
            let key = person_key(&written);
            prop_assert!(!key.is_empty());
            for same in [
                format!("{last}, {given}"),
                format!("{last},{given}"),
                written.to_uppercase(),
                written.to_lowercase(),
                // As macOS stores it, and as a keyboard without accents has it.
                written.nfd().collect::<String>(),
                letters::plain(&written).collect::<String>(),
                written.replace(' ', &gap),
                format!("  {written}. "),
                format!("{written} (K)"),
                format!("{} {last}", given.replace(' ', "-")),
            ] {
                prop_assert_eq!(person_key(&same), key.clone(), "{}", same);
            }
            // The key is a name's own key, and another name is another person.
            prop_assert_eq!(person_key(&key), key.clone());
            prop_assert_ne!(person_key(&format!("{written} Xq")), key);
        }

        #[test]
        fn a_cast_number_is_one_in_every_dress(number in 1_u32..10_000, letter in "[A-Za-z]?") {
            let plain = format!("{number}{}", letter.to_uppercase());
            for written in [format!("#{number}{letter}"), format!("{number}{letter}."), format!("0{number}{letter}"), format!(" {number} {letter} ")] {
                prop_assert_eq!(number_key(&written), plain.clone(), "{}", written);
            }
        }

        #[test]
        fn nothing_typed_as_a_name_panics(written in "\\PC{0,24}") {
            let key = person_key(&written);
            prop_assert!(key.chars().all(|c| c == ' ' || c.is_alphanumeric()), "{}", key);
            let _ = (number_key(&written), without_nickname(&written), fold(&written));
            let _ = Units::default().name(Some(&written));
        }
    }

    #[test]
    fn a_name_is_known_whatever_its_order_case_and_accents() {
        let key = person_key("Dana Ruiz");
        for same in ["Ruiz, Dana", "DANA RUÍZ", " dana  ruiz ", "Ruiz Dana", "Dana Ruiz (K)"] {
            assert_eq!(person_key(same), key, "{same}");
        }
        assert_eq!(person_key("Søren O’Neil"), person_key("ONEIL, SOREN"));
        assert_eq!(person_key("Hsu, Lin (\"Linny\")"), person_key("Lin Hsu"));
        assert_ne!(person_key("Linny Hsu"), person_key("Lin Hsu"), "a nickname joins nobody");
        assert_ne!(person_key("Diana Ruiz"), key);
        assert_eq!(person_key("TBD"), "");
    }

    #[test]
    fn a_unit_keeps_its_first_spelling() {
        let mut units = Units::default();
        assert_eq!(units.name(None), "Main");
        assert_eq!(units.name(Some("1st Unit")), "Main");
        assert_eq!(units.name(Some("2nd")), "2nd");
        assert_eq!(units.name(Some("Second Unit")), "2nd");
        assert_eq!(units.name(Some("Splinter")), "Splinter");
        assert_eq!(units.known("SPLINTER UNIT").as_deref(), Some("Splinter"));
        assert_eq!(units.known("Props"), None);
    }

    #[test]
    fn cast_numbers_lose_only_their_dress() {
        for (text, key) in [("#7", "7"), ("7.", "7"), ("07", "7"), ("7x", "7X"), ("0", "0")] {
            assert_eq!(number_key(text), key);
        }
    }
}

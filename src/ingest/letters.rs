//! Letters as they are compared: in lower case and without accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The letters and other characters of a text, one after the other, in lower case and without
/// diacritics: `Straße` is `strasse`, `Séq.` is `seq.`.
pub fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    // What `ASCII` alone holds needs no decomposing, and that is nearly everything.
    let (ascii, other) = if text.is_ascii() { (text, "") } else { ("", text) };
    let simple = ascii.chars().map(|c| c.to_ascii_lowercase());
    let folded = other
        .nfkd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .flat_map(|c| spelled_out(c).chars().chain(spelled_out(c).is_empty().then_some(c)));
    simple.chain(folded)
}

/// Letters that are no letter with an accent, and are written so where a keyboard lacks them.
fn spelled_out(c: char) -> &'static str {
    match c {
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_capitals_do_not_matter() {
        for (written, plain_letters) in [
            ("Straße", "strasse"),
            ("SÉQ. Nº 3", "seq. no 3"),
            ("Søren", "soren"),
            ("Crew CALL", "crew call"),
        ] {
            assert_eq!(plain(written).collect::<String>(), plain_letters);
        }
    }
}

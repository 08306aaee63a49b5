//! The known word nearest to an unknown one: the “did you mean” of settings, names and places.

/// The candidate most like `word`, whatever its case, where it is like enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.trim().to_lowercase();
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates {
        let likeness = strsim::jaro_winkler(&word, &candidate.to_lowercase());
        // Below this the suggestion misleads more often than it helps.
        if likeness >= 0.82 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// ` Did you mean “title”?`, or nothing.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map(|near| format!(" Did you mean “{near}”?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_its_word_and_nonsense_finds_none() {
        let keys = ["title", "time_zone", "currency"];
        assert_eq!(nearest("tilte", keys), Some("title"));
        assert_eq!(nearest("timezone", keys), Some("time_zone"));
        assert_eq!(nearest("zebra crossing", keys), None);
        assert_eq!(did_you_mean("Currancy", keys), " Did you mean “currency”?");
    }
}

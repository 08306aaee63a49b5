//! Scene numbers as scripts and boards write them: `12`, `12A`, `A12`, `12pt2`, `15-17`, `9-12`, `OMIT 18`.

use std::cmp::Ordering;

/// The numbers that one cell names: `2, 3`, `2&3`, `15-17`. A dash between numbers of an episode (`101-12`) is no range: the second
/// number is smaller.
pub fn all(written: &str) -> Vec<String> {
    let text = written.trim();
    let text = ["Scs.", "Sc.", "SCS.", "SC.", "scs.", "sc."]
        .iter()
        .find_map(|p| text.strip_prefix(p))
        .unwrap_or(text);
    let mut found = Vec::new();
    for piece in text.split([',', '&', ';', '/', '+', '\n']).map(str::trim).filter(|p| !p.is_empty()) {
        let ends = piece.split_once('-').and_then(|(a, b)| {
            let (a, b): (u32, u32) = (a.trim().parse().ok()?, b.trim().parse().ok()?);
            (a < b && b - a <= 60).then_some((a, b))
        });
        match ends {
            Some((from, to)) => found.extend((from..=to).map(|n| n.to_string())),
            None => found.push(piece.to_string()),
        }
    }
    found
}

/// The same for `12a`, `12 A` and `012A`; a part (`12pt2`) is its scene.
pub fn key(number: &str) -> String {
    let upper: String = number.to_uppercase().chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
    let whole = match upper.rsplit_once("PT") {
        Some((scene, part)) if !scene.is_empty() && part.chars().all(|c| c.is_ascii_digit()) => scene,
        _ => upper.as_str(),
    };
    let bare = whole.trim_start_matches('0');
    if bare.is_empty() { whole.to_string() } else { bare.to_string() }
}

/// Whether a number is written as a part of its scene.
pub fn is_part(number: &str) -> bool {
    let upper = number.to_uppercase();
    upper.rsplit_once("PT").is_some_and(|(scene, part)| {
        !scene.trim().is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ' ')
    })
}

/// Whether the scene is no longer in the script.
pub fn is_omitted(number: &str, set: &str) -> bool {
    let says = |text: &str| {
        let upper = text.trim().to_uppercase();
        upper.starts_with("OMIT") || upper == "DELETED" || upper == "CUT"
    };
    says(number) || says(set)
}

/// The order of a script: A12 before 12, 12A after it.
pub fn compare(a: &str, b: &str) -> Ordering {
    order(a).cmp(&order(b))
}

fn order(number: &str) -> (u64, bool, String, String) {
    let upper = number.trim().to_uppercase();
    let before: String = upper.chars().take_while(|c| !c.is_ascii_digit()).collect();
    let rest = upper.get(before.len()..).unwrap_or_default();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let after = rest.get(digits.len()..).unwrap_or_default().to_string();
    let before = before.trim_start_matches("OMITTED").trim_start_matches("OMIT").trim().to_string();
    (digits.parse().unwrap_or(u64::MAX), before.is_empty(), before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_apart_and_in_order() {
        assert_eq!(all("Scs. 2,3"), ["2", "3"]);
        assert_eq!(all("15-17"), ["15", "16", "17"]);
        assert_eq!(all("101-12"), ["101-12"], "episode 101, scene 12");
        assert_eq!((key("12pt2"), key("A12 pt"), key("012a")), ("12".into(), "A12".into(), "12A".into()));
        let mut script = vec!["12A", "2", "12", "A12", "100", "OMIT 18", "12B"];
        script.sort_by(|a, b| compare(a, b));
        assert_eq!(script, ["2", "A12", "12", "12A", "12B", "OMIT 18", "100"]);
        assert!(is_part("12pt2") && is_part("A14pt") && !is_part("12A"));
        assert!(is_omitted("18", "OMITTED") && is_omitted("OMIT 18", "") && !is_omitted("18", "MITRE"));
    }
}

//! What a pack's file says beside its rules, for people: the lines at its head, and those above each number.

use std::collections::BTreeMap;

/// The comments of a pack's file that `rules show` prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The lines at the head of the file, as they stand there.
    pub head: String,
    /// What stands above `[param.NAME]`, in one line, by the name.
    pub numbers: BTreeMap<String, String>,
}

impl Remarks {
    pub fn of(text: &str) -> Remarks {
        let remark = |line: &str| {
            let words = line.trim().strip_prefix('#')?;
            Some(words.strip_prefix(' ').unwrap_or(words).trim_end().to_owned())
        };
        let head: Vec<String> = text.lines().map_while(remark).collect();
        let (mut numbers, mut above) = (BTreeMap::new(), Vec::new());
        for line in text.lines() {
            match (remark(line), number(line)) {
                // A ruler parts the file; it says nothing of the number below it.
                (Some(words), _) if words.starts_with("--") || words.starts_with("==") => above.clear(),
                (Some(words), _) => above.push(words),
                (None, Some(name)) => {
                    if !above.is_empty() {
                        numbers.insert(name.to_owned(), above.join(" "));
                    }
                    above.clear();
                }
                (None, None) => above.clear(),
            }
        }
        Remarks { head: head.join("\n").trim().to_owned(), numbers }
    }
}

/// `[param.rest]` → `rest`
fn number(line: &str) -> Option<&str> {
    line.trim().strip_prefix("[param.")?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_and_what_stands_above_a_number_are_read() {
        let text = "# A pack.\n#\n# * One thing.\nschema = 1\n\n# ---- Rest ----\n\n[param.rest]\nvalues = []\n\n# Operators, and\n# nobody else.\n[param.rest-dp]\n";
        let remarks = Remarks::of(text);
        assert_eq!(remarks.head, "A pack.\n\n* One thing.");
        let numbers: Vec<(&str, &str)> =
            remarks.numbers.iter().map(|(name, words)| (name.as_str(), words.as_str())).collect();
        assert_eq!(numbers, [("rest-dp", "Operators, and nobody else.")]);
    }
}

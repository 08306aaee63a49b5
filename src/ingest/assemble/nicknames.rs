//! What people are called instead of their names. A nickname is suggested, and never joins two people by
//! itself.

use super::names::fold;

/// A first name and what it is shortened to.
const SHORT: &[(&str, &[&str])] = &[
    ("alexander", &["alex", "al", "sandy", "sasha", "xander"]),
    ("alexandra", &["alex", "sandra", "sasha", "lexi"]),
    ("andrew", &["andy", "drew"]),
    ("anthony", &["tony"]),
    ("antonio", &["tony", "toni", "toño"]),
    ("benjamin", &["ben", "benny"]),
    ("catherine", &["cathy", "cate", "kate", "cat"]),
    ("charles", &["charlie", "chuck", "chas"]),
    ("christina", &["chris", "tina", "chrissy"]),
    ("christopher", &["chris", "topher", "kit"]),
    ("daniel", &["dan", "danny"]),
    ("david", &["dave", "davey"]),
    ("deborah", &["deb", "debbie"]),
    ("edward", &["ed", "eddie", "ted", "ned"]),
    ("elizabeth", &["liz", "beth", "betty", "lizzie", "eliza", "betsy"]),
    ("francisco", &["paco", "pancho", "fran"]),
    ("frederick", &["fred", "freddie", "rick"]),
    ("gregory", &["greg"]),
    ("henry", &["harry", "hank"]),
    ("jacob", &["jake"]),
    ("james", &["jim", "jimmy", "jamie"]),
    ("jennifer", &["jen", "jenny"]),
    ("jessica", &["jess", "jessie"]),
    ("johannes", &["hans", "hannes"]),
    ("john", &["jack", "johnny", "jon"]),
    ("jonathan", &["jon", "jonny"]),
    ("jose", &["pepe"]),
    ("joseph", &["joe", "joey"]),
    ("katherine", &["kate", "kathy", "katie", "kat"]),
    ("kimberly", &["kim"]),
    ("lawrence", &["larry", "laurie"]),
    ("leonard", &["leo", "len", "lenny"]),
    ("margaret", &["maggie", "meg", "peggy", "greta"]),
    ("matthew", &["matt"]),
    ("michael", &["mike", "mick", "mickey"]),
    ("nathaniel", &["nate", "nat", "nathan"]),
    ("nicholas", &["nick", "nicky"]),
    ("pamela", &["pam"]),
    ("patricia", &["pat", "trish", "patty", "tricia"]),
    ("patrick", &["pat", "paddy"]),
    ("peter", &["pete"]),
    ("philip", &["phil"]),
    ("rebecca", &["becky", "becca"]),
    ("richard", &["rick", "dick", "rich", "richie"]),
    ("robert", &["bob", "rob", "bobby", "robbie"]),
    ("ronald", &["ron", "ronnie"]),
    ("samantha", &["sam"]),
    ("samuel", &["sam", "sammy"]),
    ("stephanie", &["steph"]),
    ("stephen", &["steve", "steven"]),
    ("steven", &["steve", "stephen"]),
    ("susan", &["sue", "susie"]),
    ("theodore", &["ted", "teddy", "theo"]),
    ("thomas", &["tom", "tommy"]),
    ("timothy", &["tim"]),
    ("victoria", &["vicky", "tori"]),
    ("vincent", &["vince", "vinny"]),
    ("william", &["bill", "will", "billy", "liam"]),
    ("zachary", &["zach", "zack"]),
];

/// The nickname that a name carries with it: `Lin "Linny" Hsu`, `Hsu, Lin (Linny)`.
pub(crate) fn quoted(name: &str) -> Option<String> {
    const PAIRS: &[(char, char)] =
        &[('"', '"'), ('\u{201c}', '\u{201d}'), ('(', ')'), ('\u{2018}', '\u{2019}')];
    if !name.contains(['"', '\u{201c}', '(', '\u{2018}']) {
        return None;
    }
    let within = |(open, close): &(char, char)| {
        let (_, rest) = name.split_once(*open)?;
        let (inside, _) = rest.split_once(*close)?;
        let inside = inside.trim_matches(|c: char| !c.is_alphanumeric());
        let word =
            inside.chars().count() > 1 && inside.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-');
        word.then(|| inside.to_string())
    };
    PAIRS.iter().find_map(within)
}

/// Whether two names may be one person's: the same last name, and a first name that is short for the other or
/// is its nickname.
pub(crate) fn may_be_one(a: &str, b: &str) -> bool {
    let parts = |name: &str| {
        let plain = super::names::without_nickname(name);
        let folded = fold(&super::people::display(&plain));
        let (first, last) = folded.split_once(' ')?;
        Some((first.to_string(), last.rsplit(' ').next()?.to_string(), quoted(name).map(|n| fold(&n))))
    };
    let (Some((a, a_last, a_nick)), Some((b, b_last, b_nick))) = (parts(a), parts(b)) else { return false };
    let short = |long: &str, short: &str| {
        SHORT.iter().any(|(name, shorts)| *name == long && shorts.iter().any(|s| fold(s) == short))
    };
    a_last == b_last
        && (short(&a, &b) || short(&b, &a) || a_nick.as_deref() == Some(&b) || b_nick.as_deref() == Some(&a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_name_may_be_the_long_one() {
        for (a, b, one) in [
            ("Bob Reyes", "Robert Reyes", true),
            ("REYES, Robert", "bob reyes", true),
            ("Hsu, Lin (\"Linny\")", "Linny Hsu", true),
            ("Lin \"Linny\" Hsu", "Linny Hsu", true),
            ("Bob Reyes", "Robert Lund", false),
            ("Bob Reyes", "Rob Reyes", false),
            ("Dana Ruiz", "Diana Ruiz", false),
        ] {
            assert_eq!(may_be_one(a, b), one, "{a} / {b}");
        }
    }

    #[test]
    fn a_nickname_stands_in_quotation_marks_or_brackets() {
        assert_eq!(quoted("Hsu, Lin (\"Linny\")").as_deref(), Some("Linny"));
        assert_eq!(quoted("Lin \u{201c}Linny\u{201d} Hsu").as_deref(), Some("Linny"));
        assert_eq!(quoted("Dana Ruiz (K)"), None);
        assert_eq!(quoted("Dana Ruiz"), None);
    }
}

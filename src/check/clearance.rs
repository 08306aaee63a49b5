//! What offices write into a clearance log, as the few words that rules and releases work with.

use super::pack::plain;

/// Where a clearance stands, whatever the log calls it. A verbal yes is not cleared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has asked yet, or the log says nothing.
    Open,
    InProgress,
    Cleared,
    Refused,
    /// It was cleared, and the permission ran out.
    Lapsed,
    /// No longer in the film.
    Out,
}

/// Words, without case and punctuation, in the order in which they are looked for: the first that the status holds decides.
const WORDS: [(Standing, &[&str]); 6] = [
    (
        Standing::Out,
        &[
            "out",
            "cut",
            "removed",
            "replaced",
            "not required",
            "not needed",
            "greeked",
            "greek",
            "blurred",
            "blur",
            "n a",
            "na",
            "dropped",
            "void",
        ],
    ),
    (Standing::Lapsed, &["lapsed", "expired"]),
    (
        Standing::Refused,
        &["refused", "denied", "declined", "rejected", "not clear", "not cleared", "not approved"],
    ),
    (
        Standing::InProgress,
        &[
            "verbal",
            "verbally",
            "verbal ok",
            "agreed verbally",
            "in progress",
            "requested",
            "sent",
            "negotiating",
            "negotiation",
            "quoted",
            "quote",
            "pending",
            "researching",
            "awaiting",
            "waiting",
            "contracted",
            "out for signature",
            "unsigned",
            "partly signed",
            "in negotiation",
            "paper sent",
        ],
    ),
    (
        Standing::Cleared,
        &[
            "cleared",
            "clear",
            "granted",
            "signed",
            "executed",
            "paid",
            "approved",
            "licensed",
            "licenced",
            "complete",
            "completed",
            "done",
            "on file",
            "public domain",
            "fair use",
        ],
    ),
    (Standing::Open, &["open", "needed", "not started", "to do", "todo", "new", "tbc", "tbd", "orphan"]),
];

impl Standing {
    pub fn of(status: &str) -> Standing {
        let status = format!(" {} ", plain(status));
        // “out for signature” and “not cleared” hold a shorter word of another meaning: the longest word found decides.
        let found = WORDS
            .iter()
            .flat_map(|(standing, words)| words.iter().map(move |word| (*word, *standing)))
            .filter(|(word, _)| status.contains(&format!(" {word} ")));
        let verbal = status.contains(" verbal ") || status.contains(" verbally ");
        if verbal {
            return Standing::InProgress;
        }
        found.max_by_key(|(word, _)| word.len()).map_or(Standing::Open, |(_, standing)| standing)
    }

    pub fn word(self) -> &'static str {
        match self {
            Standing::Open => "OPEN",
            Standing::InProgress => "IN_PROGRESS",
            Standing::Cleared => "CLEARED",
            Standing::Refused => "REFUSED",
            Standing::Lapsed => "LAPSED",
            Standing::Out => "OUT",
        }
    }
}

/// What a clearance is for: `appearance`, `minor`, `location`, `music-sync`, `music-master`, `music`, `materials`, or `other`.
pub fn kind_class(kind: &str) -> &'static str {
    let kind = format!(" {} ", plain(kind));
    let has = |words: &[&str]| words.iter().any(|word| kind.contains(&format!(" {word}")));
    if has(&["minor", "child"]) {
        "minor"
    } else if has(&["appearance", "person", "personal release", "talent", "interview", "performer", "extra"])
    {
        "appearance"
    } else if has(&["location", "property", "premises"]) {
        "location"
    } else if has(&["sync", "synch", "publishing", "composition"]) {
        "music-sync"
    } else if has(&["master", "recording"]) {
        "music-master"
    } else if has(&["music", "song", "cue"]) {
        "music"
    } else if has(&[
        "artwork",
        "art",
        "photo",
        "still",
        "product",
        "logo",
        "trademark",
        "material",
        "poster",
        "prop",
        "brand",
        "graphic",
    ]) {
        "materials"
    } else {
        "other"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verbal_yes_is_not_cleared() {
        // Case 16.
        assert_eq!(Standing::of("verbal ok"), Standing::InProgress);
        assert_eq!(Standing::of("Approved (verbal)"), Standing::InProgress);
    }

    #[test]
    fn words_mean_what_they_mean_in_a_log() {
        for (status, standing) in [
            ("Granted", Standing::Cleared),
            ("SIGNED", Standing::Cleared),
            ("Executed 3/4", Standing::Cleared),
            ("not cleared", Standing::Refused),
            ("Denied", Standing::Refused),
            ("out for signature", Standing::InProgress),
            ("Requested 10/12", Standing::InProgress),
            ("Replaced", Standing::Out),
            ("not started", Standing::Open),
            ("", Standing::Open),
            ("expired", Standing::Lapsed),
        ] {
            assert_eq!(Standing::of(status), standing, "{status}");
        }
    }

    #[test]
    fn kinds_are_known_by_their_words() {
        for (kind, class) in [
            ("Appearance release", "appearance"),
            ("Minor release", "minor"),
            ("Location", "location"),
            ("Music - Sync", "music-sync"),
            ("music_master", "music-master"),
            ("Artwork", "materials"),
            ("Archive footage", "other"),
        ] {
            assert_eq!(kind_class(kind), class, "{kind}");
        }
    }
}

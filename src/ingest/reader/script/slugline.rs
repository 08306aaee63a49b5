//! A scene heading in its parts: `INT./EXT. CAR - MOVING - NIGHT` is I/E, set, D/N.

use crate::ingest::reader::listing::one_line;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slugline {
    /// `INT`, `EXT`, `INT/EXT`, `EXT/INT`, `EST`; empty where the heading does not say.
    pub int_ext: String,
    pub set: String,
    /// As written; empty where the heading does not say.
    pub day_night: String,
}

/// The beginnings of headings, longest first, with what they mean.
const PLACES: [(&str, &str); 12] = [
    ("INT./EXT", "INT/EXT"),
    ("EXT./INT", "EXT/INT"),
    ("INT/EXT", "INT/EXT"),
    ("EXT/INT", "EXT/INT"),
    ("INT-EXT", "INT/EXT"),
    ("I./E", "INT/EXT"),
    ("E./I", "EXT/INT"),
    ("I/E", "INT/EXT"),
    ("E/I", "EXT/INT"),
    ("INT", "INT"),
    ("EXT", "EXT"),
    ("EST", "EST"),
];

/// Words with which the last part of a heading says when it is.
const TIMES: [&str; 24] = [
    "DAY",
    "NIGHT",
    "DAWN",
    "DUSK",
    "MORNING",
    "AFTERNOON",
    "EVENING",
    "SUNSET",
    "SUNRISE",
    "NOON",
    "MIDNIGHT",
    "TWILIGHT",
    "LATER",
    "CONTINUOUS",
    "MOMENTS",
    "SAME",
    "MAGIC",
    "GOLDEN",
    "LATE",
    "EARLY",
    "PRE-DAWN",
    "PREDAWN",
    "DAYBREAK",
    "NIGHTFALL",
];

/// The mark of the place, and what follows it.
fn place(heading: &str) -> Option<(&'static str, &str)> {
    let upper = heading.to_ascii_uppercase();
    PLACES.iter().find_map(|(mark, meaning)| {
        upper.strip_prefix(mark)?;
        let rest = heading.get(mark.len()..)?;
        // `INTERVAL` and `ESTATE` are no places.
        rest.starts_with(['.', ' ', '\t', ':'])
            .then(|| (*meaning, rest.trim_start_matches(['.', ' ', '\t', ':'])))
    })
}

/// Whether a line begins as scene headings do.
pub fn is_heading(line: &str) -> bool {
    place(line.trim_start()).is_some()
}

pub fn parse(heading: &str) -> Slugline {
    let heading = one_line(heading);
    let (int_ext, rest) = match place(&heading) {
        Some((meaning, rest)) => (meaning.to_string(), rest),
        None => (String::new(), heading.as_str()),
    };
    for dash in [" - ", " \u{2013} ", " \u{2014} ", " -- "] {
        if let Some((set, time)) = rest.rsplit_once(dash)
            && is_time(time)
        {
            let set = set.trim_end_matches(['-', ' ', '\u{2013}', '\u{2014}']);
            return Slugline { int_ext, set: set.into(), day_night: time.trim().into() };
        }
    }
    Slugline { int_ext, set: rest.trim().into(), day_night: String::new() }
}

/// Whether words say when it is: `NIGHT`, `NIGHT (RAIN)`, `MOMENTS LATER`.
pub fn is_time(words: &str) -> bool {
    let upper = words.trim().to_uppercase();
    let first = upper.split(|c: char| c.is_whitespace() || matches!(c, '(' | ',' | '/')).next().unwrap_or("");
    TIMES.contains(&first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_come_apart() {
        for (heading, parts) in [
            ("INT. HOTEL METROPOLE - ROOM 402 - DAY", ("INT", "HOTEL METROPOLE - ROOM 402", "DAY")),
            ("INT. RADIO STUDIO", ("INT", "RADIO STUDIO", "")),
            ("int./ext. car - moving - night (rain)", ("INT/EXT", "car - moving", "night (rain)")),
            ("I/E. BARN \u{2013} MOMENTS LATER", ("INT/EXT", "BARN", "MOMENTS LATER")),
            ("EXT TRAWLER DECK - DAWN", ("EXT", "TRAWLER DECK", "DAWN")),
            ("EST. CITY - DAY", ("EST", "CITY", "DAY")),
            ("ESTATE GROUNDS - SUNDAY", ("", "ESTATE GROUNDS - SUNDAY", "")),
            ("OMITTED", ("", "OMITTED", "")),
        ] {
            let read = parse(heading);
            assert_eq!((&*read.int_ext, &*read.set, &*read.day_night), parts, "{heading}");
        }
        assert!(is_heading("EXT. BEACH") && is_heading("i/e. CAR") && !is_heading("INTERVAL MUSIC"));
    }
}

//! What a strip's colour says: inside or outside, day or night. The letters say it without colour.

use crate::model::Scene;
use crate::render::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Light {
    /// `I`, `E`, `IE`, or `-` where the scene does not say.
    pub place: &'static str,
    /// `D`, `N`, `T` (dawn, dusk), or `-`: CONTINUOUS and LATER name no light by themselves.
    pub time: &'static str,
}

pub fn of(int_ext: Option<&str>, day_night: Option<&str>) -> Light {
    Light { place: int_ext.map_or("-", place), time: day_night.map_or("-", time) }
}

pub fn of_scene(scene: &Scene) -> Light {
    of(scene.int_ext.as_deref(), scene.day_night.as_deref())
}

impl Light {
    /// The strip's name in `templates/lib/strips.typ`: `int-day`, `ext-night`, `other`.
    pub fn strip(self) -> &'static str {
        match (self.place, self.time) {
            ("I", "D") => "int-day",
            ("E", "D") => "ext-day",
            ("IE", "D") => "both-day",
            ("I", "N") => "int-night",
            ("E", "N") => "ext-night",
            ("IE", "N") => "both-night",
            (_, "T") => "twilight",
            _ => "other",
        }
    }

    /// `I D`, `E N`, as the language says it: `I T`, `A N`.
    pub fn letters(self, words: &Words) -> String {
        let place = match self.place {
            "I" => words.get("schedule.inside"),
            "E" => words.get("schedule.outside"),
            "IE" => words.get("schedule.both"),
            other => other,
        };
        let time = match self.time {
            "D" => words.get("schedule.light_day"),
            "N" => words.get("schedule.light_night"),
            "T" => words.get("schedule.light_dusk"),
            other => other,
        };
        format!("{place} {time}")
    }
}

/// Inside or outside as papers print it: as written in English, in the words of the set elsewhere.
pub fn place_printed(words: &Words, written: &str) -> String {
    let written = written.trim().trim_end_matches('.').to_uppercase();
    let key = match place(&written) {
        "I" => "schedule.int",
        "E" => "schedule.ext",
        "IE" => "schedule.int_ext",
        _ => return written,
    };
    if words.language.starts_with("en") { written } else { words.get(key).to_owned() }
}

/// Day or night in a slugline: as written in English, where known in the words of the set elsewhere.
pub fn time_in_slug(words: &Words, written: &str) -> String {
    if words.language.starts_with("en") { written.trim().to_owned() } else { time_printed(words, written) }
}

/// Day or night as papers print it: the two that every set knows by their letters, anything else as written.
pub fn time_printed(words: &Words, written: &str) -> String {
    let written = written.trim().to_uppercase();
    match written.as_str() {
        "D" | "DAY" | "TAG" | "JOUR" | "DÍA" | "DIA" => words.get("call_sheet.light_day").to_owned(),
        "N" | "NIGHT" | "NACHT" | "NUIT" | "NOCHE" => words.get("call_sheet.light_night").to_owned(),
        _ => written,
    }
}

fn place(text: &str) -> &'static str {
    let upper: String = text.to_uppercase().chars().filter(|c| c.is_alphabetic() || *c == '/').collect();
    match upper.as_str() {
        "INT" | "I" | "INTERIOR" | "INNEN" | "INTÉRIEUR" => "I",
        "EXT" | "E" | "EXTERIOR" | "AUSSEN" | "AUßEN" | "EXTÉRIEUR" => "E",
        "I/E" | "INT/EXT" | "E/I" | "EXT/INT" | "IE" | "INNEN/AUSSEN" | "AUSSEN/INNEN" | "I/A" | "A/I" => {
            "IE"
        }
        _ => "-",
    }
}

fn time(text: &str) -> &'static str {
    let upper = text.trim().to_uppercase();
    let code: String = upper.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    if has(&["DAWN", "DUSK", "SUNSET", "SUNRISE", "TWILIGHT", "MAGIC", "GOLDEN"])
        || has(&["DÄMMERUNG", "MORGENGRAUEN", "AUBE", "CRÉPUSCULE", "AMANECER", "ATARDECER", "CREPÚSCULO"])
    {
        "T"
    } else if code == "N" || has(&["NIGHT", "EVENING", "NACHT", "ABEND", "NUIT", "SOIR", "NOCHE"]) {
        "N"
    } else if code == "D"
        || has(&[
            "DAY",
            "MORNING",
            "AFTERNOON",
            "NOON",
            "TAG",
            "MORGEN",
            "JOUR",
            "MATIN",
            "DÍA",
            "MAÑANA",
            "TARDE",
        ])
    {
        "D"
    } else {
        "-"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_say_what_the_colour_says() {
        for (int_ext, day_night, strip, letters) in [
            ("INT", "DAY", "int-day", "I D"),
            ("EXT", "D3", "ext-day", "E D"),
            ("INT.", "N1", "int-night", "I N"),
            ("EXT", "NIGHT (RAIN)", "ext-night", "E N"),
            ("I/E", "N", "both-night", "IE N"),
            ("EXT", "DUSK", "twilight", "E T"),
            ("INT", "MIDNIGHT", "int-night", "I N"),
            ("INT", "CONTINUOUS", "other", "I -"),
            ("AUSSEN", "NACHT", "ext-night", "E N"),
            ("INNEN/AUSSEN", "ABENDDÄMMERUNG", "twilight", "IE T"),
            ("INT", "JOUR", "int-day", "I D"),
            ("EXT", "NOCHE", "ext-night", "E N"),
        ] {
            let light = of(Some(int_ext), Some(day_night));
            assert_eq!(
                (light.strip(), light.letters(crate::render::words::of("en", "US")).as_str()),
                (strip, letters),
                "{int_ext} {day_night}"
            );
        }
    }

    #[test]
    fn papers_print_what_is_known_in_their_language() {
        let german = crate::render::words::of("de", "DE");
        let english = crate::render::words::of("en", "US");
        assert_eq!((place_printed(german, "Ext."), time_printed(german, "day")), ("A".into(), "T".into()));
        assert_eq!(
            (place_printed(english, "Ext."), time_printed(english, "day")),
            ("EXT".into(), "D".into())
        );
        assert_eq!(
            (place_printed(german, "Unterwasser"), time_printed(german, "D3")),
            ("UNTERWASSER".into(), "D3".into())
        );
    }
}

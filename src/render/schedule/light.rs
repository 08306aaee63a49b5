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

fn place(text: &str) -> &'static str {
    let upper: String = text.to_uppercase().chars().filter(|c| c.is_alphabetic() || *c == '/').collect();
    match upper.as_str() {
        "INT" | "I" | "INTERIOR" => "I",
        "EXT" | "E" | "EXTERIOR" => "E",
        "I/E" | "INT/EXT" | "E/I" | "EXT/INT" | "IE" => "IE",
        _ => "-",
    }
}

fn time(text: &str) -> &'static str {
    let upper = text.trim().to_uppercase();
    let code: String = upper.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect();
    let has = |words: &[&str]| words.iter().any(|word| upper.contains(word));
    if has(&["DAWN", "DUSK", "SUNSET", "SUNRISE", "TWILIGHT", "MAGIC", "GOLDEN"]) {
        "T"
    } else if code == "N" || has(&["NIGHT", "EVENING"]) {
        "N"
    } else if code == "D" || has(&["DAY", "MORNING", "AFTERNOON", "NOON"]) {
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
        ] {
            let light = of(Some(int_ext), Some(day_night));
            assert_eq!(
                (light.strip(), light.letters(crate::render::words::of("en", "US")).as_str()),
                (strip, letters),
                "{int_ext} {day_night}"
            );
        }
    }
}

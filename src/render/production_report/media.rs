//! Media of the day: rolls and cards, what film was exposed, how long was recorded, and the shooting ratio.

use super::Report;
use super::amount::Amount;
use super::progress::is_of;
use crate::model::{Day, Production, Record};
use crate::render::paper::{self, Column};
use crate::render::words::Words;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

const FILM: &str = "film";

/// The rows of a unit's days.
fn rows<'a>(production: &'a Production, unit: &str, days: impl Fn(NaiveDate) -> bool) -> Vec<&'a Record> {
    let own = |row: &&Record| row.date("Date").is_some_and(&days) && is_of(row, unit);
    production.records("media").iter().filter(own).collect()
}

/// Frames in a foot of film: of 35 mm with four perforations a frame sixteen, of 16 mm forty.
fn frames_a_foot(gauge: &str) -> Option<Decimal> {
    Some(match gauge {
        "35mm" => Decimal::from(16),
        "35mm 3-perf" => Decimal::from(64) / Decimal::from(3),
        "35mm 2-perf" => Decimal::from(32),
        "16mm" => Decimal::from(40),
        "65mm" => Decimal::new(128, 1),
        _ => return None,
    })
}

/// Seconds of picture on a roll or card: as written, else of the feet of film that were used.
fn recorded(row: &Record) -> Option<i64> {
    if let Some(minutes) = row.number("Recorded") {
        return minutes.checked_mul(Decimal::from(60))?.round().to_i64();
    }
    let frames = row.number("Exposed")?.checked_mul(frames_a_foot(&row.text("Gauge")?)?)?;
    frames.checked_div(row.number("Frame Rate")?)?.round().to_i64()
}

/// How much picture was recorded on these days, in seconds; none where no card and no roll of picture is listed.
pub fn picture(production: &Production, unit: &str, days: impl Fn(NaiveDate) -> bool) -> Amount {
    let picture = |row: &&Record| matches!(row.text("Medium").as_deref(), Some("camera" | FILM));
    Amount::all(rows(production, unit, days).into_iter().filter(picture).map(recorded))
}

/// The same to a day, where every day that shot something has its media: a day without any leaves the sum open.
pub fn picture_to_date(production: &Production, day: &Day, reported: &[NaiveDate]) -> Amount {
    let each = |date: &NaiveDate| {
        let of = picture(production, &day.unit, |own| own == *date);
        if of == Amount::default() { Amount::of(None) } else { of }
    };
    reported.iter().map(each).fold(Amount::default(), Amount::and)
}

/// `11.4 : 1`: recorded against screen time; none where either is not known.
pub fn ratio(words: &Words, recorded: Amount, screen: Amount) -> Option<String> {
    let ratio = Decimal::from(recorded.known()?).checked_div(Decimal::from(screen.known()?))?;
    Some(format!("{} : 1", words.number(ratio.round_dp(1), 1)))
}

/// What the medium is called; a word of the office's own stands as it is.
pub fn medium(words: &Words, row: &Record) -> Option<String> {
    let written = row.text("Medium")?;
    let key = format!("paper.medium_{}", written.replace(' ', "_"));
    let name = words.get(&key);
    Some(if name == key { written } else { name.to_owned() })
}

pub fn table(r: &Report) -> Option<Value> {
    let words = r.sheet.words;
    let figure = |n: Decimal| words.number(n, u32::from(!n.fract().is_zero()));
    let number = |row: &Record, heading: &str| paper::cell(row.number(heading).map(figure));
    let today = rows(r.view.production, &r.day.unit, |date| date == r.day.date);
    let mut lines: Vec<Vec<Value>> = today
        .iter()
        .map(|row| {
            vec![
                paper::cell(medium(words, row)),
                paper::strong(row.text("Roll").unwrap_or_default()),
                number(row, "Loaded"),
                number(row, "Exposed"),
                number(row, "Waste"),
                paper::cell(row.number("Recorded").map(|minutes| words.number(minutes, 0))),
                paper::cell(row.text("Notes")),
            ]
        })
        .collect();
    if lines.is_empty() {
        return None;
    }
    let to_date = rows(r.view.production, &r.day.unit, |date| date <= r.day.date);
    for (word, rows) in [("paper.film_today", &today), ("paper.film_to_date", &to_date)] {
        let film: Vec<&&Record> =
            rows.iter().filter(|row| row.text("Medium").as_deref() == Some(FILM)).collect();
        if film.is_empty() {
            continue;
        }
        let sum = |heading: &str| {
            let told: Option<Vec<Decimal>> = film.iter().map(|row| row.number(heading)).collect();
            paper::cell(told.map(|all| figure(all.iter().sum())))
        };
        let mut line = vec![json!(words.get(word)), Value::Null];
        line.extend(["Loaded", "Exposed", "Waste"].map(sum));
        line.extend([Value::Null, Value::Null]);
        lines.push(line);
    }
    let columns = [
        Column::new(words.get("paper.medium"), 1.3),
        Column::new(words.get("paper.roll"), 1.0),
        Column::new(words.get("paper.loaded"), 0.8).end(),
        Column::new(words.get("paper.exposed"), 0.8).end(),
        Column::new(words.get("paper.waste"), 0.8).end(),
        Column::new(words.get("paper.recorded_minutes"), 1.0).end(),
        Column::new(words.get("common.col_remarks"), 2.6),
    ];
    Some(paper::table(Some(words.get("paper.media")), None, &columns, lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Locale, read, tables};
    use std::collections::BTreeMap;

    fn row(pairs: &[(&str, &str)]) -> Record {
        let fixed = [("Date", "2026-11-10"), ("Medium", "film"), ("Roll", "12")];
        let row: BTreeMap<String, String> =
            fixed.iter().chain(pairs).map(|(h, t)| ((*h).to_owned(), (*t).to_owned())).collect();
        let (table, problems) = read::rows(tables::find("media").unwrap(), &[row], &Locale::of("GB", "GBP"));
        assert!(problems.is_empty(), "{problems:?}");
        table.records.into_iter().next().unwrap()
    }

    #[test]
    fn feet_of_film_are_time_by_their_gauge_and_speed() {
        let of = |pairs: &[(&str, &str)]| recorded(&row(pairs));
        // 1000 ft × 16 frames / 24 a second = 666.7 s: the eleven minutes of a thousand-foot roll. 400 ft of 16 mm are the same.
        assert_eq!(of(&[("Exposed", "1000"), ("Gauge", "35mm"), ("Frame Rate", "24")]), Some(667));
        assert_eq!(of(&[("Exposed", "400"), ("Gauge", "super 16"), ("Frame Rate", "24")]), Some(667));
        // Three perforations: 1000 × 64/3 / 24 = 888.9 s. At 25 frames: 16000 / 25 = 640 s.
        assert_eq!(of(&[("Exposed", "1000"), ("Gauge", "3-perf"), ("Frame Rate", "24")]), Some(889));
        assert_eq!(of(&[("Exposed", "1000"), ("Gauge", "35mm"), ("Frame Rate", "25")]), Some(640));
        // Written minutes hold; without a speed nothing is known.
        assert_eq!(of(&[("Recorded", "1:12"), ("Exposed", "1000")]), Some(72 * 60));
        assert_eq!(of(&[("Exposed", "1000"), ("Gauge", "35mm")]), None);
    }

    #[test]
    fn media_and_results_are_known_in_the_offices_language() {
        let words = crate::render::words::of("en", "GB");
        for (written, meant) in
            [("Kamera", "Camera"), ("Caméra", "Camera"), ("Son seul", "Wild track"), ("Ton", "Sound")]
        {
            assert_eq!(medium(words, &row(&[("Medium", written)])).as_deref(), Some(meant), "{written}");
        }
        let spec = tables::find("progress").unwrap().heading("Result").unwrap();
        for (written, meant) in [
            ("abgedreht", "complete"),
            ("nicht gedreht", "not shot"),
            ("non tournée", "not shot"),
            ("no rodada", "not shot"),
            ("en partie", "part"),
            ("tournée en partie", "part"),
            ("Nachdreh", "retake"),
            ("añadida", "added"),
            ("gestrichen", "deleted"),
        ] {
            let read = crate::ingest::value::word::canonical(written, spec.words);
            assert_eq!(read, Some(meant), "{written}");
        }
    }

    #[test]
    fn the_ratio_is_recorded_against_screen_time() {
        let words = crate::render::words::of("en", "GB");
        // 20 minutes for 1:45: 1200 / 105 = 11.43.
        assert_eq!(ratio(words, Amount::of(Some(1200)), Amount::of(Some(105))).as_deref(), Some("11.4 : 1"));
        assert_eq!(ratio(words, Amount::of(Some(1200)), Amount::of(None)), None);
        assert_eq!(ratio(words, Amount::of(Some(1200)), Amount::of(Some(0))), None);
    }
}

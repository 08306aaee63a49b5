//! What the hot cost counts beside money: heads of background, meals, rolls and cards, film and recorded minutes.

use crate::model::Record;
use crate::render::call_sheet::{Sheet, background};
use crate::render::department_sheets;
use crate::render::production_report::{media, progress};
use crate::render::view::View;
use crate::render::written;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A count as planned and as it came; a blank is not written yet.
pub struct Count {
    pub name: String,
    pub planned: Option<Decimal>,
    pub actual: Option<Decimal>,
}

impl Count {
    pub fn difference(&self) -> Option<i64> {
        self.actual?.checked_sub(self.planned?)?.to_i64()
    }
}

/// Those of which somebody wrote what came.
pub fn all(view: &View, sheet: &Sheet) -> Vec<Count> {
    let words = sheet.words;
    let production = view.production;
    let mut counts = Vec::new();
    for group in background::rows(sheet) {
        let worked = written::row(production, "background", &group.cell).and_then(|row| row.number("Worked"));
        counts.push(Count {
            name: words.say("paper.hot_background_heads", &[("name", &group.description)]),
            planned: Some(Decimal::from(group.count)),
            actual: worked,
        });
    }
    let log = sheet.day.log.as_ref().and_then(|log| written::row(production, "unit-log", &log.cell));
    let served = |heading: &str| log.and_then(|log| log.number(heading));
    let heads = department_sheets::heads(sheet);
    let people = heads.cast.saturating_add(heads.crew);
    for (word, heading, planned) in [
        ("paper.meals_served", "Meals Served", Some(people)),
        ("paper.background_meals", "Background Meals", Some(heads.background)),
        ("paper.second_meals", "Second Meals Served", None),
    ] {
        let planned = planned.map(Decimal::from);
        counts.push(Count { name: words.get(word).to_owned(), planned, actual: served(heading) });
    }
    counts.extend(of_media(view, sheet));
    counts.retain(|count| count.actual.is_some());
    counts
}

/// Rolls and cards of each medium, and minutes of picture. How many there should have been nobody plans.
fn of_media(view: &View, sheet: &Sheet) -> Vec<Count> {
    let words = sheet.words;
    let (day, production) = (sheet.day, view.production);
    let own = |row: &&Record| row.date("Date") == Some(day.date) && progress::is_of(row, &day.unit);
    let mut rolls: Vec<(String, usize)> = Vec::new();
    for row in production.records("media").iter().filter(own) {
        let Some(medium) = media::medium(words, row) else { continue };
        match rolls.iter_mut().find(|(name, _)| *name == medium) {
            Some((_, n)) => *n += 1,
            None => rolls.push((medium, 1)),
        }
    }
    let mut counts: Vec<Count> = rolls
        .into_iter()
        .map(|(medium, n)| Count {
            name: words.say("paper.hot_rolls", &[("medium", &medium)]),
            planned: None,
            actual: Some(Decimal::from(n)),
        })
        .collect();
    let recorded = media::picture(production, &day.unit, |date| date == day.date).known();
    counts.extend(recorded.map(|seconds| Count {
        name: words.get("paper.recorded_minutes").to_owned(),
        planned: None,
        actual: Decimal::from(seconds).checked_div(Decimal::from(60)).map(|minutes| minutes.round_dp(1)),
    }));
    counts
}

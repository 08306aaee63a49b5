//! Cast times drafted where nobody has written any: from the shooting order, the length of scenes and lead times.
//!
//! A draft stands on paper alone, in italics, until somebody writes the time into Calls: no rule judges it, no mail
//! quotes it as a call, and no plan is made from it.

use super::{Sheet, cast};
use crate::model::{Call, CallTime, Instant, Listed, Person, Scene};
use chrono::Duration;

/// The times that a call row lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    pub report: Option<Instant>,
    pub makeup: Option<Instant>,
    pub wardrobe: Option<Instant>,
    pub on_set: Option<Instant>,
}

impl Draft {
    /// By the key of the cast table's column.
    pub fn of(&self, key: &str) -> Option<Instant> {
        match key {
            "report" => self.report,
            "makeup" => self.makeup,
            "wardrobe" => self.wardrobe,
            "on_set" => self.on_set,
            _ => None,
        }
    }
}

/// When each scene of the day should begin, in shooting order, as far as lengths are known: from the shooting call (else
/// the crew call), a scene's Est. Minutes else its eighths, and lunch between.
pub fn starts<'a>(sheet: &Sheet<'a>) -> Vec<(&'a Scene, Instant)> {
    let day = sheet.day;
    let first = day.shooting_call.moment.known().or(day.crew_call.moment.known());
    let Some(mut at) = first else { return Vec::new() };
    let mut lunch = day.lunch.moment.known();
    let break_minutes = lunch_minutes(sheet);
    let mut starts = Vec::new();
    for scene in sheet.production.scenes_of(day) {
        if lunch.is_some_and(|lunch| lunch <= at) {
            lunch = None;
            at = later(at, break_minutes);
        }
        starts.push((scene, at));
        let Some(minutes) = minutes(sheet, scene) else { break };
        let end = later(at, minutes);
        at = match lunch {
            Some(lunch_at) if lunch_at < end => {
                lunch = None;
                later(end, break_minutes)
            }
            _ => end,
        };
    }
    starts
}

/// What a cast member's row lacks, drafted; nothing where the row says how it is (held, on call, no call), and nothing
/// where estimates are turned off.
pub fn draft(sheet: &Sheet, starts: &[(&Scene, Instant)], person: &Person, call: Option<&Call>) -> Draft {
    let settings = &sheet.settings.call_sheet;
    if !settings.estimates() || person.listed != Listed::Cast {
        return Draft::default();
    }
    let status = call.and_then(|c| c.status.as_ref()).map(|s| s.value.trim().to_uppercase());
    // Only who works today is called to the set.
    if status.is_some_and(|status| !status.contains('W')) {
        return Draft::default();
    }
    let number = person.number.as_deref().map(str::trim).unwrap_or_default();
    let plays = |scene: &Scene| scene.cast.iter().any(|n| n.trim() == number);
    let step = if sheet.is_american() { 6 } else { 5 };
    let (makeup, wardrobe) = (settings.makeup_lead(), settings.wardrobe_lead());
    let written = |of: fn(&Call) -> &CallTime| call.map(of).filter(|time| time.entry.is_some());
    let (report, on_set) = (written(|c| &c.report), written(|c| &c.on_set));
    let early = [report, written(|c| &c.makeup), written(|c| &c.wardrobe)];
    let first = starts.iter().find(|(scene, _)| plays(scene)).map(|(_, at)| floor(*at, step));
    let set = match on_set {
        Some(time) => time.at.moment.known(),
        None => first,
    };
    let Some(set) = set else { return Draft::default() };
    if let Some(time) = early.into_iter().flatten().next() {
        // Somebody is called already: at most the set call is open, never before the call and what it leads up to.
        let Some(at) = time.at.moment.known().filter(|_| on_set.is_none()) else { return Draft::default() };
        let ready = if report.is_some() { later(at, makeup + wardrobe) } else { at };
        return Draft { on_set: Some(set.max(ready)), ..Draft::default() };
    }
    let wardrobe_at = later(set, -wardrobe);
    let makeup_at = later(wardrobe_at, -makeup);
    Draft {
        report: Some(floor(makeup_at, step)),
        makeup: Some(floor(makeup_at, step)),
        wardrobe: Some(floor(wardrobe_at, step)),
        on_set: on_set.is_none().then_some(set),
    }
}

/// Drafts of the whole cast, in the order of the sheet.
pub fn drafts<'a>(sheet: &Sheet<'a>) -> Vec<(&'a Person, Draft)> {
    let starts = starts(sheet);
    cast::people(sheet)
        .map(|person| (person, draft(sheet, &starts, person, cast::call_of(sheet, person))))
        .collect()
}

/// Est. Minutes as written, else the eighths at so many minutes each; `None` where a scene has neither.
fn minutes(sheet: &Sheet, scene: &Scene) -> Option<i64> {
    let eighths = |pages: crate::model::Pages| i64::from(pages.eighths) * sheet.settings.call_sheet.eighth();
    scene.est_minutes.map(i64::from).or_else(|| scene.pages.map(eighths))
}

/// By the kind of day: a continuous one has no break, a semi-continuous one half an hour, any other an hour.
fn lunch_minutes(sheet: &Sheet) -> i64 {
    let kind = sheet.day.working_day.as_ref().map(|w| w.value.trim().to_ascii_uppercase());
    match kind.as_deref() {
        Some("CWD") => 0,
        Some("SCWD") => 30,
        _ => 60,
    }
}

fn later(at: Instant, minutes: i64) -> Instant {
    at.checked_add_signed(Duration::minutes(minutes)).unwrap_or(at)
}

/// The last full step of the clock: nobody is called at 8:13.
fn floor(at: Instant, step: i64) -> Instant {
    let past = at.timestamp().div_euclid(60).rem_euclid(step);
    later(at, -past)
}

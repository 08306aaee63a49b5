//! The same fact in two places: what the second adds, and where the two contradict each other. The first
//! holds; which file comes first is `[inputs] wins`, else the order of the names.

use super::names::{fold, number_key};
use super::rows::differ;
use crate::diagnostic::Diagnostic;
use crate::model::{Call, CallTime, Cell, Day, Moment, Scene, Sourced, TimeEntry, Timed};
use std::collections::BTreeMap;

/// Whether two rows stand in one table as far as people see: on one sheet of one file.
pub(crate) fn on_one_sheet(a: &Cell, b: &Cell) -> bool {
    a.file == b.file && a.sheet == b.sheet
}

/// Fills `taken` from `other`, and says where both speak and differ.
struct Joining<'p> {
    /// `Dana Ruiz on 2027-03-09`
    what: String,
    problems: &'p mut Vec<Diagnostic>,
}

impl Joining<'_> {
    fn say(&mut self, heading: &str, taken: (&str, &Cell), left: (&str, &Cell)) {
        self.problems.push(differ(&format!("{heading} of {}", self.what), taken, left));
    }

    fn text(&mut self, heading: &str, taken: &mut Option<Sourced<String>>, other: Option<Sourced<String>>) {
        match (&*taken, other) {
            (Some(a), Some(b)) if !alike(&a.value, &b.value) => {
                let a = a.clone();
                self.say(heading, (&a.value, &a.cell), (&b.value, &b.cell));
            }
            (None, other) => *taken = other,
            _ => {}
        }
    }

    fn status(&mut self, taken: &mut Option<Sourced<String>>, other: Option<Sourced<String>>) {
        match (&*taken, other) {
            (Some(a), Some(b)) if fold(&a.value) != fold(&b.value) => {
                let a = a.clone();
                self.say("Status", (&a.value, &a.cell), (&b.value, &b.cell));
            }
            (None, other) => *taken = other,
            _ => {}
        }
    }

    fn call(&mut self, heading: &str, taken: &mut CallTime, other: CallTime) {
        match (&taken.entry, &other.entry) {
            (None, _) => *taken = other,
            // What is not decided in one place may be in the other.
            (Some(TimeEntry::ToBeDecided), Some(_)) => *taken = other,
            (Some(a), Some(b)) if a != b && *b != TimeEntry::ToBeDecided => {
                if let (Some(at), Some(here)) = (taken.at.cell.clone(), &other.at.cell) {
                    self.say(heading, (&a.to_string(), &at), (&b.to_string(), here));
                }
            }
            _ => {}
        }
    }

    fn moment(&mut self, heading: &str, zone: chrono_tz::Tz, taken: &mut Timed, other: Timed) {
        match (&taken.moment, &other.moment) {
            (Moment::Missing, moment) if *moment != Moment::Missing => *taken = other,
            (Moment::Known(a), Moment::Known(b)) if a != b => {
                let shown = |at: &crate::model::Instant| at.with_timezone(&zone).format("%H:%M").to_string();
                if let (Some(at), Some(here)) = (taken.cell.clone(), &other.cell) {
                    self.say(heading, (&shown(a), &at), (&shown(b), here));
                }
            }
            _ => {}
        }
    }
}

/// The same words, or one a part of the other (`Pier 4`, `Pier 4, Gate B`).
pub(crate) fn alike(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    a == b || a.contains(&b) || b.contains(&a)
}

/// Two rows for one person's day in one unit become one.
pub(crate) fn calls(
    all: Vec<Call>,
    name: impl Fn(&Call) -> String,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Call> {
    let mut joined: Vec<Call> = Vec::with_capacity(all.len());
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    for call in all {
        let key = (call.date, call.person, call.unit.clone());
        let Some(known) = places.get(&key).and_then(|place| joined.get_mut(*place)) else {
            places.insert(key, joined.len());
            joined.push(call);
            continue;
        };
        let what = format!("{} on {}", name(known), known.date);
        let mut joining = Joining { what, problems };
        // W on a call sheet and SW in the day-out-of-days are both a day of work; the longer one says more.
        let works = |status: &Option<Sourced<String>>| {
            status.as_ref().is_some_and(|s| s.value.to_uppercase().contains('W') && s.value.len() <= 4)
        };
        if works(&known.status) && works(&call.status) {
            let longer = |s: &Option<Sourced<String>>| s.as_ref().map_or(0, |s| s.value.len());
            if longer(&call.status) > longer(&known.status) {
                known.status = call.status;
            }
        } else {
            joining.status(&mut known.status, call.status);
        }
        joining.call("Pickup", &mut known.pickup, call.pickup);
        joining.call("Leave", &mut known.leave, call.leave);
        joining.call("Report", &mut known.report, call.report);
        joining.call("Makeup", &mut known.makeup, call.makeup);
        joining.call("Wardrobe", &mut known.wardrobe, call.wardrobe);
        joining.call("Rehearsal", &mut known.rehearsal, call.rehearsal);
        joining.call("On Set", &mut known.on_set, call.on_set);
        joining.call("Est. Dismiss", &mut known.est_dismiss, call.est_dismiss);
        joining.text("Location", &mut known.location, call.location);
        known.remarks = known.remarks.take().or(call.remarks);
    }
    joined
}

/// A unit's day that another sheet plans, too.
pub(crate) fn day(taken: &mut Day, other: Day, problems: &mut Vec<Diagnostic>) {
    let what = format!("{} of the {} unit", taken.date, taken.unit);
    let mut joining = Joining { what, problems };
    let zone = taken.zone;
    if let (Some(a), Some(b)) = (taken.number, other.number)
        && a != b
    {
        joining.say("Day", (&a.to_string(), &taken.cell), (&b.to_string(), &other.cell));
    }
    taken.number = taken.number.or(other.number);
    joining.moment("Crew Call", zone, &mut taken.crew_call, other.crew_call);
    joining.moment("Shooting Call", zone, &mut taken.shooting_call, other.shooting_call);
    joining.moment("Lunch", zone, &mut taken.lunch, other.lunch);
    joining.moment("Est. Wrap", zone, &mut taken.est_wrap, other.est_wrap);
    joining.text("Location", &mut taken.location, other.location);
    joining.text("Episode", &mut taken.episode, other.episode);
    taken.working_day = taken.working_day.take().or(other.working_day);
    taken.weather = taken.weather.take().or(other.weather);
    taken.notes = taken.notes.take().or(other.notes);
    taken.school_day = taken.school_day.take().or(other.school_day);
}

/// A scene with the cells of what may be contradicted.
pub(crate) struct Placed {
    pub scene: Scene,
    /// It has no day at all: a scene of the script.
    pub undated: bool,
    pub pages: Cell,
    pub cast: Cell,
}

/// A scene on its day that another sheet has, too.
pub(crate) fn scene(taken: &mut Placed, other: Placed, problems: &mut Vec<Diagnostic>) {
    pages(taken, &other, problems);
    let numbers = |list: &[String]| {
        let mut all: Vec<String> = list.iter().map(|n| number_key(n)).collect();
        all.sort();
        all
    };
    let (ours, theirs) = (numbers(&taken.scene.cast), numbers(&other.scene.cast));
    if !ours.is_empty() && !theirs.is_empty() && ours != theirs {
        let (a, b) = (taken.scene.cast.join(", "), other.scene.cast.join(", "));
        let what = format!("Cast of scene {}", taken.scene.number);
        problems.push(differ(&what, (&a, &taken.cast), (&b, &other.cast)));
    }
    if taken.scene.cast.is_empty() {
        (taken.scene.cast, taken.cast) = (other.scene.cast.clone(), other.cast);
    }
    if taken.scene.pages.is_none() {
        (taken.scene.pages, taken.pages) = (other.scene.pages, other.pages);
    }
    let (taken, other) = (&mut taken.scene, other.scene);
    taken.int_ext = taken.int_ext.take().or(other.int_ext);
    taken.day_night = taken.day_night.take().or(other.day_night);
    taken.script_day = taken.script_day.take().or(other.script_day);
    taken.background = taken.background.take().or(other.background);
    taken.location = taken.location.take().or(other.location);
    taken.synopsis = taken.synopsis.take().or(other.synopsis);
    taken.est_minutes = taken.est_minutes.or(other.est_minutes);
    taken.timing = taken.timing.or(other.timing);
    taken.setups = taken.setups.or(other.setups);
    for (department, text) in other.departments {
        if !taken.departments.iter().any(|(known, _)| fold(known) == fold(&department)) {
            taken.departments.push((department, text));
        }
    }
}

/// Says where two rows of one scene have different lengths.
pub(crate) fn pages(taken: &Placed, other: &Placed, problems: &mut Vec<Diagnostic>) {
    if let (Some(a), Some(b)) = (&taken.scene.pages, &other.scene.pages)
        && a != b
    {
        let what = format!("Pages of scene {}", taken.scene.number);
        problems.push(differ(&what, (&a.to_string(), &taken.pages), (&b.to_string(), &other.pages)));
    }
}

//! The comparison: each worked day with its call and its unit's log, each call with its card, each log with the cards.

use super::clock;
use super::planned::{Calls, Planned};
use crate::model::{Basis, Cell, Day, Listed, Minutes, Moment, Shift, Timed};
use crate::render::call_sheet::Clock;
use crate::render::payroll::worked::{self, Worked};
use crate::render::view::View;
use crate::render::words::Words;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    CrewCall,
    LastOut,
    NoCards,
    Call,
    Lunch,
    Out,
    NoCall,
    NoCard,
}

impl What {
    pub const ALL: [What; 8] = [
        What::Call,
        What::Lunch,
        What::Out,
        What::NoCall,
        What::NoCard,
        What::CrewCall,
        What::LastOut,
        What::NoCards,
    ];

    fn key(self) -> &'static str {
        match self {
            What::Call => "call",
            What::Lunch => "lunch",
            What::Out => "out",
            What::NoCall => "no_call",
            What::NoCard => "no_card",
            What::CrewCall => "crew_call",
            What::LastOut => "last_out",
            What::NoCards => "no_cards",
        }
    }

    pub fn word(self, words: &Words) -> String {
        words.say(&format!("differences.{}", self.key()), &[])
    }

    pub fn about(self, words: &Words) -> String {
        words.say(&format!("differences.{}_about", self.key()), &[])
    }
}

/// A record that tells times of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    TimeCard,
    CallSheet,
    CrewCall,
    CrewList,
    UnitLog,
    Schedule,
}

impl Source {
    pub fn word(self, words: &Words) -> &str {
        words.get(match self {
            Source::TimeCard => "differences.time_card",
            Source::CallSheet => "differences.call_sheet",
            Source::CrewCall => "differences.of_crew_call",
            Source::CrewList => "differences.crew_list",
            Source::UnitLog => "differences.unit_log",
            Source::Schedule => "differences.schedule",
        })
    }
}

/// What one record says, with its cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    pub source: Source,
    pub text: String,
    pub cells: Vec<Cell>,
}

impl Said {
    pub fn new(source: Source, text: impl Into<String>, cells: impl IntoIterator<Item = Cell>) -> Said {
        Said { source, text: text.into(), cells: cells.into_iter().collect() }
    }
}

/// One difference between two records.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub date: NaiveDate,
    pub unit: String,
    /// `None`: it is about the unit.
    pub person: Option<String>,
    pub what: What,
    pub card: Said,
    pub other: Said,
    /// How much later the card is; negative where it is earlier.
    pub minutes: Option<Minutes>,
}

impl Difference {
    /// `0:12 later`, `0:30 earlier`
    pub fn by(&self, words: &Words) -> Option<String> {
        let minutes = self.minutes?;
        let key = if minutes.0 < 0 { "differences.earlier" } else { "differences.later" };
        Some(words.say(key, &[("by", &Minutes(minutes.0.abs()).to_string())]))
    }
}

/// By date and unit: the unit's own first, then people in the order of the lists.
pub fn differences(view: &View) -> Vec<Difference> {
    let production = view.production;
    let calls = Calls::of(production);
    let cards = worked::all(production);
    let mut by_unit: BTreeMap<(NaiveDate, &str), Vec<&Worked>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for card in &cards {
        let shift = card.shift;
        by_unit.entry((shift.date, &shift.unit)).or_default().push(card);
        // A split day is called once, and eats the unit's lunch once.
        let first = seen.insert((card.person.id, shift.date));
        found.extend(of_card(view, &calls, card, first));
    }
    found.extend(uncarded(view, &calls, &by_unit));
    for day in production.days.iter().filter(|day| day.date <= view.today) {
        let cards = by_unit.get(&(day.date, day.unit.as_str())).map_or(&[][..], Vec::as_slice);
        found.extend(of_unit(view, day, cards));
    }
    let place = |name: &Option<String>| {
        name.as_ref().and_then(|name| production.people.iter().position(|p| p.name == *name))
    };
    found.sort_by_cached_key(|d| (d.date, d.unit.clone(), place(&d.person), d.what));
    found
}

fn of_card(view: &View, calls: &Calls, card: &Worked, first: bool) -> Vec<Difference> {
    let shift = card.shift;
    let clock = clock(view, shift.zone, shift.date);
    let about = |what, own: Said, other, minutes| Difference {
        date: shift.date,
        unit: shift.unit.clone(),
        person: Some(card.person.name.clone()),
        what,
        card: own,
        other,
        minutes,
    };
    let mut found = Vec::new();
    if !card.is_work() {
        return found;
    }
    if first {
        let own =
            || Said::new(Source::TimeCard, written(&clock, &shift.call.moment), [cell(&shift.call, shift)]);
        match calls.planned(card.person, shift.date, &shift.unit, &clock) {
            Planned::At(at, other) => {
                let late = shift.call.moment.known().map(|came| Minutes::between(at, came));
                if let Some(late) = late.filter(|late| late.0 != 0) {
                    found.push(about(What::Call, own(), other, Some(late)));
                }
            }
            Planned::Held(other) => found.push(about(What::NoCall, own(), other, None)),
            Planned::No => found.push(about(What::NoCall, own(), nobody(calls, card, &clock), None)),
            Planned::Untimed => {}
        }
    }
    if let Some(day) = calls.day(shift.date, &shift.unit) {
        if first && let Some((own, other, late)) = lunch(card, day, &clock) {
            found.push(about(What::Lunch, own, other, Some(late).filter(|late| late.0 != 0)));
        }
        if let Some((own, other, late)) = out(card, day, &clock) {
            found.push(about(What::Out, own, other, Some(late)));
        }
    }
    found
}

fn written(clock: &Clock, moment: &Moment) -> String {
    clock.moment(moment).unwrap_or_else(|| clock.words.get("card.missing").to_owned())
}

fn cell(time: &Timed, shift: &Shift) -> Cell {
    time.cell.clone().unwrap_or_else(|| shift.cell.clone())
}

/// What would have called the person, and does not.
fn nobody(calls: &Calls, card: &Worked, clock: &Clock) -> Said {
    let day = calls.day(card.shift.date, &card.shift.unit);
    let cells = || day.map(|day| day.cell.clone());
    match (card.person.listed, day) {
        (Listed::Cast, _) => {
            Said::new(Source::CallSheet, clock.words.get("differences.no_row_performer"), cells())
        }
        (Listed::Crew, None) => {
            Said::new(Source::Schedule, clock.words.get("differences.no_row_day"), [card.person.cell.clone()])
        }
        (Listed::Crew, Some(_)) => {
            Said::new(Source::CallSheet, clock.words.get("differences.no_call_said"), cells())
        }
        (Listed::Nowhere, _) => Said::new(Source::CrewList, clock.words.get("differences.neither"), cells()),
    }
}

/// The unit's lunch against the card's first meal, where the person worked over it.
fn lunch(card: &Worked, day: &Day, clock: &Clock) -> Option<(Said, Said, Minutes)> {
    let log = day.log.as_ref()?;
    let (start, end) = (log.lunch_start.moment.known()?, log.lunch_end.moment.known()?);
    let shift = card.shift;
    let over = shift.call.moment.known()? <= start && shift.dismissed.moment.known()? >= end;
    if !over || shift.meals_on_sheet == 0 {
        return None;
    }
    let meal = card.meal(1);
    let same =
        meal.is_some_and(|m| m.start.moment.known() == Some(start) && m.end.moment.known() == Some(end));
    if same {
        return None;
    }
    let cells =
        |times: [&Timed; 2]| times.into_iter().filter_map(|time| time.cell.clone()).collect::<Vec<_>>();
    let own = match meal {
        Some(meal) => {
            let text = format!("{}–{}", written(clock, &meal.start.moment), written(clock, &meal.end.moment));
            Said::new(Source::TimeCard, text, cells([&meal.start, &meal.end]))
        }
        None => {
            let blank = shift.cells.get("Meal 1 Start").unwrap_or(&shift.cell).clone();
            Said::new(Source::TimeCard, clock.words.get("differences.no_meal"), [blank])
        }
    };
    let text = format!("{}–{}", clock.instant(start), clock.instant(end));
    let other = Said::new(Source::UnitLog, text, cells([&log.lunch_start, &log.lunch_end]));
    let late = meal.and_then(|m| m.start.moment.known()).map_or(Minutes(0), |at| Minutes::between(start, at));
    Some((own, other, late))
}

/// Released after the last person was out.
fn out(card: &Worked, day: &Day, clock: &Clock) -> Option<(Said, Said, Minutes)> {
    let last = &day.log.as_ref()?.last_out;
    let (last_out, own) = (last.moment.known()?, card.shift.dismissed.moment.known()?);
    let late = Minutes::between(last_out, own);
    (late.0 > 0).then(|| {
        let time = &card.shift.dismissed;
        let own = Said::new(Source::TimeCard, written(clock, &time.moment), [cell(time, card.shift)]);
        let other = Said::new(
            Source::UnitLog,
            clock.words.say("differences.last_out_at", &[("time", &clock.instant(last_out))]),
            last.cell.clone(),
        );
        (own, other, late)
    })
}

/// Who was called, on a day of which other cards of the unit are in.
fn uncarded(
    view: &View,
    calls: &Calls,
    by_unit: &BTreeMap<(NaiveDate, &str), Vec<&Worked>>,
) -> Vec<Difference> {
    let production = view.production;
    let planned = production.shifts.iter().filter(|shift| {
        shift.basis == Basis::Plan
            && shift.date <= view.today
            && by_unit.contains_key(&(shift.date, shift.unit.as_str()))
    });
    planned
        .map(|shift| {
            let person = production.person(shift.person);
            let clock = clock(view, shift.zone, shift.date);
            let other = match calls.planned(person, shift.date, &shift.unit, &clock) {
                Planned::At(_, said) | Planned::Held(said) => said,
                _ => {
                    Said::new(Source::CallSheet, clock.words.get("differences.called"), [shift.cell.clone()])
                }
            };
            Difference {
                date: shift.date,
                unit: shift.unit.clone(),
                person: Some(person.name.clone()),
                what: What::NoCard,
                // What is not there has no cell: the person's own row stands for it.
                card: Said::new(Source::TimeCard, clock.words.get("differences.none"), [person.cell.clone()]),
                other,
                minutes: None,
            }
        })
        .collect()
}

/// The unit's day as logged, against the schedule and against all of its cards.
fn of_unit(view: &View, day: &Day, cards: &[&Worked]) -> Vec<Difference> {
    let clock = clock(view, day.zone, day.date);
    let about = |what, card, other, minutes| Difference {
        date: day.date,
        unit: day.unit.clone(),
        person: None,
        what,
        card,
        other,
        minutes,
    };
    let log = day.log.as_ref();
    if cards.is_empty() {
        // Today's cards may still come.
        let over = day.is_shoot() && day.date < view.today;
        let cell = log.map_or(&day.cell, |log| &log.cell).clone();
        let source = if log.is_some() { Source::UnitLog } else { Source::Schedule };
        let card = Said::new(Source::TimeCard, clock.words.get("differences.none"), []);
        return if over {
            vec![about(
                What::NoCards,
                card,
                Said::new(source, clock.words.get("differences.shooting_day"), [cell]),
                None,
            )]
        } else {
            Vec::new()
        };
    }
    let Some(log) = log else { return Vec::new() };
    let mut found = Vec::new();
    if let (Some(logged), Some(called)) = (log.crew_call.moment.known(), day.crew_call.moment.known())
        && logged != called
    {
        let late = Minutes::between(called, logged);
        let own = Said::new(Source::UnitLog, clock.instant(logged), log.crew_call.cell.clone());
        let other = Said::new(Source::Schedule, clock.instant(called), day.crew_call.cell.clone());
        found.push(about(What::CrewCall, own, other, Some(late)));
    }
    let ends = cards.iter().filter_map(|card| Some((card.shift.dismissed.moment.known()?, *card)));
    let unknown = cards.iter().filter(|card| card.shift.dismissed.moment.known().is_none()).count();
    if let (Some(last), Some((end, card))) = (log.last_out.moment.known(), ends.max_by_key(|(end, _)| *end))
        && end < last
    {
        let with = [("name", card.person.name.clone()), ("time", clock.instant(end))];
        let with = with.each_ref().map(|(key, text)| (*key, text.as_str()));
        let mut text = clock.words.say("differences.latest", &with);
        if unknown > 0 {
            text.push_str(&clock.words.say("differences.without_wrap", &[("n", &unknown.to_string())]));
        }
        let own = Said::new(Source::TimeCard, text, [cell(&card.shift.dismissed, card.shift)]);
        let other = Said::new(
            Source::UnitLog,
            clock.words.say("differences.last_out_at", &[("time", &clock.instant(last))]),
            log.last_out.cell.clone(),
        );
        found.push(about(What::LastOut, own, other, Some(Minutes::between(last, end))));
    }
    found
}

//! A week: its picture, a row for each person; then each person's days as bars, with what was found and its arithmetic.

mod bars;
mod book;

use super::held::{self, Held, State};
use super::words::{self, Style};
use super::{Report, files};
use crate::check::finding::{Finding, Outcome};
use crate::check::measured::Limited;
use crate::check::time_words::length;
use crate::model::{Basis, Cell, DocumentKind, Instant, Minutes, Money, Person, PersonId, Purse, Shift};
use crate::render::compliance_report::entry;
use crate::render::job::Job;
use crate::render::payroll::week::Weeks;
use crate::render::payroll::worked::Worked;
use crate::render::view::View;
use bars::{Axis, Piece, What};
use chrono::{Days, NaiveDate, TimeZone};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How far ahead of today weeks are made, in days: the one that runs, and the next.
const AHEAD: u64 = 7;

/// A person's week.
struct PersonWeek<'a> {
    person: &'a Person,
    days: Vec<PersonDay<'a>>,
    /// In the order of days; numbered from 1 under the bars.
    findings: Vec<&'a Finding>,
}

/// The rows of a person's date.
struct PersonDay<'a> {
    date: NaiveDate,
    shifts: Vec<&'a Shift>,
    pieces: Vec<Piece>,
    /// The rest before the day, by the rule that was broken or asks for most.
    rest: Option<Held<'a>>,
    /// Numbers of the findings about the day.
    numbers: Vec<usize>,
    hours: Hours,
}

/// `None` where a time it takes is missing or has two readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Hours {
    elapsed: Option<i64>,
    worked: Option<i64>,
}

pub fn jobs(view: &View) -> Vec<Job> {
    let weeks = Weeks::of(view.settings);
    let last = weeks.after(view.today).checked_add_days(Days::new(AHEAD)).unwrap_or(view.today);
    let mut shifts: BTreeMap<NaiveDate, Vec<&Shift>> = BTreeMap::new();
    for shift in view.production.shifts.iter().filter(|s| s.day_status != "hold") {
        shifts.entry(weeks.after(shift.date)).or_default().push(shift);
    }
    let mut rests: BTreeMap<(PersonId, NaiveDate), Held> = BTreeMap::new();
    for held in held::held(view, |what| what == Limited::Rest) {
        let key = (held.measured.person, held.measured.date);
        // The first is the one that asks for most; a broken one comes before it.
        let known = rests.entry(key).or_insert(held);
        if known.state() != State::Broken && held.state() == State::Broken {
            *known = held;
        }
    }
    let mut found: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in view.report.findings.iter().filter(|f| entry::is_about_a_day(f)) {
        if let Some(person) = finding.subject.person.as_deref() {
            found.entry(person).or_default().push(finding);
        }
    }
    shifts
        .into_iter()
        .filter(|(ending, _)| *ending <= last)
        .flat_map(|(ending, shifts)| {
            let people = people(view, ending, &shifts, &rests, &found);
            let report = Report {
                kind: DocumentKind::WeekReport,
                stem: format!("week_{ending}"),
                template: "week-report",
                title: view.words.get("reports.week_report"),
                inputs: files(sources(&people)),
            };
            let data = data(view, ending, &people);
            report.jobs(view, data, |report| book::book(view, &people, report))
        })
        .collect()
}

/// Every cell that the week was made from: it stays as it is while other files change.
fn sources<'a>(people: &'a [PersonWeek<'a>]) -> impl Iterator<Item = &'a Cell> {
    people.iter().flat_map(|week| {
        let rows = week.days.iter().flat_map(|day| &day.shifts);
        let cells = rows.flat_map(|shift| std::iter::once(&shift.cell).chain(&shift.also_from));
        let found = week.findings.iter().flat_map(|f| &f.sources);
        cells.chain(found).chain(std::iter::once(&week.person.cell))
    })
}

fn people<'a>(
    view: &View<'a>,
    ending: NaiveDate,
    shifts: &[&'a Shift],
    rests: &BTreeMap<(PersonId, NaiveDate), Held<'a>>,
    found: &BTreeMap<&str, Vec<&'a Finding>>,
) -> Vec<PersonWeek<'a>> {
    let first = ending.checked_sub_days(Days::new(6)).unwrap_or(ending);
    let mut days: BTreeMap<PersonId, BTreeMap<NaiveDate, Vec<&'a Shift>>> = BTreeMap::new();
    for shift in shifts {
        days.entry(shift.person).or_default().entry(shift.date).or_default().push(shift);
    }
    days.into_iter()
        .filter_map(|(id, dates)| {
            let person = view.production.people.get(id.0)?;
            let of_week = |f: &&Finding| entry::day(f).is_some_and(|day| (first..=ending).contains(&day));
            let mut findings: Vec<&Finding> =
                found.get(person.name.as_str()).into_iter().flatten().copied().filter(of_week).collect();
            findings.sort_by_key(|f| (f.subject.date.is_none(), entry::day(f), f.subject.meal, &f.rule));
            let days = dates
                .into_iter()
                .map(|(date, shifts)| day(person, date, shifts, rests.get(&(id, date)).copied(), &findings))
                .collect();
            Some(PersonWeek { person, days, findings })
        })
        .collect()
}

fn day<'a>(
    person: &'a Person,
    date: NaiveDate,
    shifts: Vec<&'a Shift>,
    rest: Option<Held<'a>>,
    findings: &[&'a Finding],
) -> PersonDay<'a> {
    let mut pieces: Vec<Piece> = shifts.iter().flat_map(|shift| bars::of_shift(shift)).collect();
    let end = pieces.iter().filter(|p| matches!(p.what, What::Work | What::Plan)).map(|p| p.to).max();
    let text = date.to_string();
    let mut numbers = Vec::new();
    for (number, finding) in (1..).zip(findings) {
        if finding.subject.date.as_deref() != Some(&text) {
            continue;
        }
        numbers.push(number);
        if let Some(measured) = &finding.measured_as {
            let state = Held { measured, finding: Some(finding), person }.state();
            pieces.extend(bars::of_breach(measured, state, end, number));
        }
    }
    pieces.sort_by_key(|piece| (piece.what, piece.from));
    let each: Vec<Hours> = shifts
        .iter()
        .map(|shift| {
            let hours = Worked { shift, person, record: None }.hours();
            let minutes = |m: Option<Minutes>| m.map(|m| m.0);
            // The plan knows no end of a meal, so no hours without meals either.
            let worked = minutes(hours.worked).filter(|_| shift.basis == Basis::Actual);
            Hours { elapsed: minutes(hours.elapsed), worked }
        })
        .collect();
    let sum = |of: fn(&Hours) -> Option<i64>| each.iter().map(of).sum::<Option<i64>>();
    let hours = Hours { elapsed: sum(|h| h.elapsed), worked: sum(|h| h.worked) };
    PersonDay { date, shifts, pieces, rest, numbers, hours }
}

impl PersonDay<'_> {
    fn is_plan(&self) -> bool {
        self.shifts.iter().any(|s| words::is_plan(s.basis))
    }
}

impl PersonWeek<'_> {
    fn cost(&self) -> Vec<Money> {
        let mut purse = Purse::default();
        self.findings.iter().filter_map(|f| cost(f)).for_each(|money| purse.add(money));
        purse.iter().collect()
    }

    /// The hours of the days that are known, and how many days are not.
    fn sum(&self, of: fn(&Hours) -> Option<i64>) -> (i64, usize) {
        let known = self.days.iter().filter_map(|d| of(&d.hours)).sum();
        (known, self.days.iter().filter(|d| of(&d.hours).is_none()).count())
    }

    fn breaches(&self) -> usize {
        self.findings.iter().filter(|f| state(f) == State::Broken).count()
    }
}

fn state(finding: &Finding) -> State {
    match entry::state(finding) {
        entry::State::Counts => State::Broken,
        entry::State::Waived => State::Waived,
        entry::State::Undetermined => State::Undetermined,
    }
}

fn cost(finding: &Finding) -> Option<&Money> {
    finding.cost.as_ref().filter(|_| state(finding) == State::Broken)
}

fn data(view: &View, ending: NaiveDate, people: &[PersonWeek]) -> Value {
    let style = Style::of(view);
    let days = || people.iter().flat_map(|p| &p.days);
    let axis = Axis::around(days().map(|day| (day.date, day.pieces.as_slice())));
    let axis = axis.unwrap_or(Axis { from: 6 * 60, to: 20 * 60 });
    let mut purse = Purse::default();
    people.iter().flat_map(PersonWeek::cost).for_each(|money| purse.add(&money));
    let all = || people.iter().flat_map(|p| &p.findings);
    json!({
        "week": style.words.say("reports.week_ending_on", &[("date", &style.words.date_medium(ending))]),
        "people_count": people.len(),
        "days_count": days().count(),
        "planned": days().filter(|d| d.is_plan()).count(),
        "breaches": all().filter(|f| state(f) == State::Broken).count(),
        "undetermined": all().filter(|f| state(f) == State::Undetermined).count(),
        "waived": all().filter(|f| state(f) == State::Waived).count(),
        "cost": style.words.purse(&purse.iter().collect::<Vec<_>>()),
        "picture": picture(view, ending, people, style),
        "axis": {
            "minutes": axis.minutes(),
            "hours": axis.hours(120, style.is_twelve()),
        },
        "people": people.iter().map(|week| person(week, axis, style)).collect::<Vec<_>>(),
    })
}

/// The whole week on one line of elapsed time, a row for each person.
fn picture(view: &View, ending: NaiveDate, people: &[PersonWeek], style: Style) -> Value {
    let zone = view.production.facts.time_zone;
    let midnight = |date: NaiveDate| -> Option<Instant> {
        // Where the clock skips midnight the day begins an hour later.
        (0..3).find_map(|hour| zone.from_local_datetime(&date.and_hms_opt(hour, 0, 0)?).earliest())
    };
    let dates: Vec<NaiveDate> = (0..=7)
        .rev()
        .filter_map(|back| ending.checked_add_days(Days::new(1))?.checked_sub_days(Days::new(back)))
        .collect();
    let marks: Vec<Instant> = dates.iter().filter_map(|date| midnight(*date)).collect();
    let pieces = || people.iter().flat_map(|p| &p.days).flat_map(|d| &d.pieces);
    let begin = marks.iter().copied().chain(pieces().map(|p| p.from)).min();
    let end = marks.iter().copied().chain(pieces().map(|p| p.to)).max();
    let (Some(begin), Some(end)) = (begin, end) else { return Value::Null };
    let at = |instant: Instant| (instant - begin).num_minutes();
    let days: Vec<Value> = dates
        .iter()
        .zip(marks.windows(2))
        .filter_map(|(date, pair)| {
            let [from, to] = pair else { return None };
            let minutes = (*to - *from).num_minutes();
            let change = (minutes != 24 * 60).then(|| format!("{} h", Minutes(minutes)));
            let quarters: Vec<(String, i64)> = (1..4)
                .map(|n| {
                    (bars::hour_label(n * 6, style.is_twelve()), at(*from) + n * 6 * 60 + (minutes - 24 * 60))
                })
                .collect();
            Some(json!({
                "title": style.date(*date), "at": at(*from), "minutes": minutes,
                "change": change, "quarters": quarters,
            }))
        })
        .collect();
    json!({
        "minutes": at(end),
        "days": days,
        "rows": people.iter().map(|week| json!({
            "name": week.person.name,
            "pieces": week.days.iter().flat_map(|d| &d.pieces)
                .map(|p| json!([p.what.word(), at(p.from), at(p.to)])).collect::<Vec<_>>(),
            "breaches": week.breaches(),
            "cost": Some(week.cost()).filter(|c| !c.is_empty()).map(|c| style.words.purse(&c)),
        })).collect::<Vec<_>>(),
    })
}

fn person(week: &PersonWeek, axis: Axis, style: Style) -> Value {
    let (elapsed, open) = week.sum(|h| h.elapsed);
    let (worked, unknown) = week.sum(|h| h.worked);
    let total = |minutes: i64, open: usize| match (open, week.days.len()) {
        (0, _) => Some(length(minutes)),
        (open, days) if open == days => None,
        _ => Some(format!("{} + ?", length(minutes))),
    };
    let cost = week.cost();
    json!({
        "name": week.person.name,
        "about": words::about(week.person),
        "elapsed": total(elapsed, open),
        "worked": total(worked, unknown),
        "cost": (!cost.is_empty()).then(|| style.words.purse(&cost)),
        "rows": week.days.iter().map(|day| row(day, axis, style)).collect::<Vec<_>>(),
        "findings": (1..).zip(&week.findings).map(|(number, f)| finding(number, f, style)).collect::<Vec<_>>(),
    })
}

fn row(day: &PersonDay, axis: Axis, style: Style) -> Value {
    let zone = day.shifts.first().map(|s| s.zone);
    let origin = zone.and_then(|zone| axis.origin(day.date, zone));
    let at = |instant: Instant| origin.map_or(0, |origin| (instant - origin).num_minutes());
    let moment = |of: fn(&Shift) -> &crate::model::Timed, shift: Option<&&Shift>| {
        shift.and_then(|s| style.moment(&of(s).moment, day.date))
    };
    let status = day.shifts.iter().map(|s| s.day_status.as_str()).find(|status| *status != "work");
    let meals = day.hours.elapsed.zip(day.hours.worked).map(|(all, worked)| all - worked);
    json!({
        "date": style.date(day.date),
        "pieces": day.pieces.iter().map(|p| json!([p.what.word(), at(p.from), at(p.to), p.number])).collect::<Vec<_>>(),
        "hours": origin.and_then(|origin| axis.own_hours(origin, style.is_twelve())),
        "rest": day.rest.as_ref().and_then(|h| words::maybe_length(h.measured.measured)),
        "rest_state": day.rest.as_ref().map_or("none", |h| h.state().word()),
        "call": moment(|s| &s.call, day.shifts.first()),
        "out": moment(|s| &s.dismissed, day.shifts.last()),
        "elapsed": day.hours.elapsed.map(length),
        "meals": meals.map(length),
        "worked": day.hours.worked.map(length),
        "numbers": day.numbers,
        "plan": day.is_plan(),
        "status": status.map(|status| style.words.vocabulary(status)),
    })
}

fn finding(number: usize, f: &Finding, style: Style) -> Value {
    let waived = f.waiver.is_some();
    let open = f.outcome == Outcome::Undetermined;
    let date = f.subject.date.as_deref().and_then(|date| date.parse().ok());
    json!({
        "number": number,
        "date": date.map_or_else(|| style.get("the_week").to_owned(), |date: NaiveDate| style.date(date)),
        "rule": f.rule,
        "words": f.measured_as.as_ref().map(|m| words::limited(m.what, style.words)),
        "lang": entry::language(f),
        "message": f.message,
        "arithmetic": (!f.arithmetic.is_empty() && !open).then_some(f.arithmetic.as_str()),
        "state": state(f).word(),
        "severity": f.severity.word(),
        "cost": f.cost.as_ref().map(|cost| style.words.money(cost)),
        "bounds": entry::bounds(f, style.words),
        "waiver": waived.then(|| entry::waiver(f, style.words)).flatten(),
    })
}

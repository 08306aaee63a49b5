//! The minors' day record: arrival, school, work, rest, meals and dismissal of each child against its limits, and permits.
//!
//! Ages stand in it, dates of birth do not.

use super::held::{self, Held, State};
use super::words::{self, Style};
use super::{Report, TABLES, books};
use crate::check::finding::Finding;
use crate::check::measured::Limited;
use crate::check::subject::age_on;
use crate::check::time_words::length;
use crate::model::{DocumentKind, Minutes, Moment, Person, PersonId, Record, Shift, Sourced};
use crate::render::compliance_report::entry;
use crate::render::job::{Body, Job};
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, prose};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many days of children are printed, the latest kept; the workbook has them all.
const MOST: usize = 400;
/// The limits of a child's day, as they stand in the columns of the page.
const COLUMNS: [(&str, &[Limited]); 6] = [
    ("school", &[Limited::School]),
    ("work", &[Limited::Work]),
    ("recreation", &[Limited::Recreation]),
    ("place", &[Limited::Place, Limited::AfterSchool]),
    ("turnaround", &[Limited::Rest]),
    ("hours", &[Limited::Curfew, Limited::Start]),
];

/// One child's day: its rows, and every limit held against it.
struct Child<'a> {
    person: &'a Person,
    date: NaiveDate,
    age: u32,
    /// In order of call; never empty.
    shifts: Vec<&'a Shift>,
    held: Vec<Held<'a>>,
    /// What was found of the day, whatever the rule: ratio, guardian, permit.
    findings: Vec<&'a Finding>,
}

pub fn jobs(view: &View) -> Vec<Job> {
    let children = children(view);
    if children.is_empty() {
        return Vec::new();
    }
    let mut inputs = stamp::inputs_with(view, TABLES);
    inputs.extend(stamp::inputs_with(view, &["permits-and-insurance"]));
    let report = Report {
        kind: DocumentKind::MinorsRecord,
        stem: "minors".into(),
        template: "minors-record",
        title: view.words.get("reports.minors"),
        inputs,
    };
    report.jobs(view, data(view, &children), |report| book(view, &children, report))
}

/// The days of everybody known to be under eighteen, by date, then in the order of people. Days held at home are no days.
fn children<'a>(view: &View<'a>) -> Vec<Child<'a>> {
    let production = view.production;
    let mut days: BTreeMap<(NaiveDate, PersonId), Vec<&'a Shift>> = BTreeMap::new();
    for shift in production.shifts.iter().filter(|s| s.day_status != "hold") {
        let Some(person) = production.people.get(shift.person.0) else { continue };
        if age_on(person, &shift.terms, shift.date).is_some_and(|age| age < 18) {
            days.entry((shift.date, shift.person)).or_default().push(shift);
        }
    }
    let mut held: BTreeMap<(NaiveDate, PersonId), Vec<Held<'a>>> = BTreeMap::new();
    for one in held::held(view, |what| COLUMNS.iter().any(|(_, whats)| whats.contains(&what))) {
        held.entry((one.measured.date, one.measured.person)).or_default().push(one);
    }
    days.into_iter()
        .filter_map(|((date, id), shifts)| {
            let person = production.people.get(id.0)?;
            let age = age_on(person, &shifts.first()?.terms, date)?;
            let day = date.to_string();
            let findings = view
                .report
                .findings
                .iter()
                .filter(|f| {
                    let s = &f.subject;
                    let own = s.person.as_deref() == Some(&person.name) && s.date.as_deref() == Some(&day);
                    own && matches!(s.kind, "minor-day" | "rest")
                })
                .collect();
            let held = held.remove(&(date, id)).unwrap_or_default();
            Some(Child { person, date, age, shifts, held, findings })
        })
        .collect()
}

impl<'a> Child<'a> {
    /// Of several rules for the same, the broken one, else the one that cannot be told, else the one that asks most.
    fn limit(&self, whats: &[Limited]) -> Option<&Held<'a>> {
        let of = || self.held.iter().filter(|h| whats.contains(&h.measured.what));
        let in_state = |state: State| of().find(|h| h.state() == state);
        in_state(State::Broken)
            .or_else(|| in_state(State::Waived))
            .or_else(|| in_state(State::Undetermined))
            .or_else(|| of().min_by_key(|h| h.measured.limit.map(|limit| strictness(h, limit))))
    }

    fn arrival(&self) -> Option<&'a Moment> {
        self.shifts.first().map(|s| &s.call.moment)
    }

    fn dismissal(&self) -> Option<&'a Moment> {
        self.shifts.last().map(|s| &s.dismissed.moment)
    }

    /// Hours of a column over the day's rows; `None` where any is blank.
    fn hours(&self, of: impl Fn(&'a Shift) -> Option<&'a Sourced<Minutes>>) -> Option<i64> {
        self.shifts.iter().map(|shift| of(shift).map(|m| m.value.0)).sum()
    }

    fn school_day<'w>(&self, words: &'w Words) -> &'w str {
        words.get(match self.shifts.first().map(|s| (&s.school.today, s.school.today_assumed)) {
            Some((Some(today), false)) if today.value => "reports.school_day",
            Some((Some(today), true)) if today.value => "reports.school_day_assumed",
            Some((Some(_), false)) => "reports.no_school",
            Some((Some(_), true)) => "reports.no_school_assumed",
            _ => "reports.school_not_known",
        })
    }

    fn meals(&self, style: Style) -> Vec<String> {
        let planned = self.shifts.iter().any(|s| words::is_plan(s.basis));
        self.shifts
            .iter()
            .flat_map(|s| &s.meals)
            .filter_map(|m| style.span(&m.start.moment, &m.end.moment, self.date, planned))
            .collect()
    }

    /// The child's own school, and lessons on the set as written.
    fn lessons(&self, style: Style) -> Vec<String> {
        self.shifts
            .iter()
            .flat_map(|s| {
                let school = &s.school;
                let own = style.span(&school.own_start.moment, &school.own_end.moment, self.date, false);
                let own = own.map(|span| style.words.say("reports.own_school", &[("span", &span)]));
                own.into_iter().chain(school.blocks.as_ref().map(|b| b.value.clone()))
            })
            .collect()
    }
}

/// Most first, for limits that are a minimum; least first, for those that are a maximum.
fn strictness(held: &Held, limit: i64) -> i64 {
    match held.measured.what {
        Limited::School | Limited::Recreation | Limited::Rest => -limit,
        _ => limit,
    }
}

fn data(view: &View, children: &[Child]) -> Value {
    let style = Style::of(view);
    let left = children.len().saturating_sub(MOST);
    let mut days: BTreeMap<NaiveDate, Vec<Value>> = BTreeMap::new();
    for child in children.iter().skip(left) {
        days.entry(child.date).or_default().push(row(child, style));
    }
    let in_state =
        |wanted: State| children.iter().flat_map(|c| &c.held).filter(|h| h.state() == wanted).count();
    json!({
        "children": people(children).len(),
        "child_days": children.len(),
        "broken": in_state(State::Broken),
        "undetermined": in_state(State::Undetermined),
        "not_judged": children.iter().filter(|c| c.held.is_empty()).count(),
        "days": days.into_iter().map(|(date, rows)| json!({
            "title": style.words.date_medium(date),
            "rows": rows,
        })).collect::<Vec<_>>(),
        "permits": permits(view, children, style),
        "left": (left > 0).then(|| style.words.say("reports.days_left", &[("n", &left.to_string())])),
    })
}

fn people<'a>(children: &[Child<'a>]) -> Vec<&'a Person> {
    let mut people: Vec<&Person> = children.iter().map(|c| c.person).collect();
    people.sort_by_key(|p| p.id);
    people.dedup_by_key(|p| p.id);
    people
}

fn row(child: &Child, style: Style) -> Value {
    let time = |m: Option<&Moment>| m.and_then(|m| style.moment(m, child.date));
    let mut row = json!({
        "name": child.person.name,
        "age": child.age,
        "character": child.person.character,
        "school_day": child.school_day(style.words),
        "plan": child.shifts.iter().any(|s| words::is_plan(s.basis)),
        "arrival": time(child.arrival()),
        "dismissal": time(child.dismissal()),
        "meals": child.meals(style),
        "lessons": child.lessons(style),
        "permit": child.person.permit_until.as_ref().map(|until| style.full_date(until.value)),
        "permit_over": child.person.permit_until.as_ref().is_some_and(|until| until.value < child.date),
        "judged": !child.held.is_empty(),
        "notes": child.findings.iter().map(|f| json!({
            "lang": entry::language(f),
            "message": f.message,
            "rule": f.rule,
            "waived": f.waiver.is_some(),
        })).collect::<Vec<_>>(),
    });
    for (name, whats) in COLUMNS {
        row[name] = child.limit(whats).map_or_else(
            || json!({ "value": as_written(child, name), "limit": null, "state": "none" }),
            |held| {
                let m = held.measured;
                json!({
                    "value": words::maybe_length(m.measured).or_else(|| as_written(child, name)),
                    "limit": words::maybe_length(m.limit).or_else(|| m.bound.map(|at| style.time(at, m.date))),
                    "state": held.state().word(),
                })
            },
        );
    }
    row
}

/// What the sheet itself says, where no rule has measured it.
fn as_written(child: &Child, column: &str) -> Option<String> {
    match column {
        "school" => child.hours(|s| s.school.hours.as_ref()).map(length),
        "recreation" => child.hours(|s| s.school.rest.as_ref()).map(length),
        _ => None,
    }
}

/// Each child's permit: the cast list's date, the rows of Permits and Insurance, and what was found of them.
fn permits(view: &View, children: &[Child], style: Style) -> Vec<Value> {
    let date = |record: &Record, heading: &str| record.date(heading).map(|d| style.full_date(d));
    people(children)
        .into_iter()
        .map(|person| {
            let papers: Vec<Value> = view
                .production
                .records("permits-and-insurance")
                .iter()
                .filter(|r| {
                    r.text("Location or Person").is_some_and(|n| n.eq_ignore_ascii_case(&person.name))
                })
                .map(|r| {
                    json!({
                        "kind": r.text("Kind").map(|kind| style.words.vocabulary(&kind).to_owned()),
                        "number": r.text("Number"),
                        "from": date(r, "From"),
                        "to": date(r, "To"),
                    })
                })
                .collect();
            let notes: Vec<&str> = view
                .report
                .findings
                .iter()
                .filter(|f| f.subject.kind == "document" && f.subject.person.as_deref() == Some(&person.name))
                .map(|f| f.message.as_str())
                .collect();
            json!({
                "name": person.name,
                "age": person.age_on(view.today),
                "guardian": person.guardian.as_ref().map(|g| g.value.as_str()),
                "until": person.permit_until.as_ref().map(|until| style.full_date(until.value)),
                "papers": papers,
                "notes": notes,
            })
        })
        .collect()
}

fn book(view: &View, children: &[Child], report: &Report) -> Body {
    let style = Style::of(view);
    let mut book = Book::new(report.title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &child_days(children, style))
        .table_in(words, &limits(children, style))
        .provenance_in(words, stamp::provenance_in(view, words, report.title, &report.inputs));
    book.finish()
}

fn child_days(children: &[Child], style: Style) -> Table {
    let moment = |m: Option<&Moment>| m.map_or(Datum::Blank, |m| books::moment(m, style));
    let rows = children
        .iter()
        .map(|child| {
            let measured = |whats: &[Limited]| {
                let held = child.limit(whats);
                let value = held.and_then(|h| h.measured.measured);
                [books::length(value), books::length(held.and_then(|h| h.measured.limit))]
            };
            let [school, school_least] = measured(&[Limited::School]);
            let [work, work_most] = measured(&[Limited::Work]);
            let [rest, rest_least] = measured(&[Limited::Recreation]);
            let [place, place_most] = measured(&[Limited::Place, Limited::AfterSchool]);
            let [turnaround, turnaround_least] = measured(&[Limited::Rest]);
            let broken: Vec<&str> = child.findings.iter().map(|f| f.message.as_str()).collect();
            let blank_or = |datum: Datum, own: Option<i64>| {
                if datum == Datum::Blank { books::length(own) } else { datum }
            };
            vec![
                Datum::Date(child.date),
                Datum::text(child.person.name.clone()),
                Datum::Count(i64::from(child.age)),
                Datum::text(child.school_day(style.words)),
                moment(child.arrival()),
                moment(child.dismissal()),
                Datum::text(child.meals(style).join(", ")),
                blank_or(school, child.hours(|s| s.school.hours.as_ref())),
                school_least,
                work,
                work_most,
                blank_or(rest, child.hours(|s| s.school.rest.as_ref())),
                rest_least,
                place,
                place_most,
                turnaround,
                turnaround_least,
                child.person.permit_until.as_ref().map_or(Datum::Blank, |until| Datum::Date(until.value)),
                Datum::text(broken.join("\n")),
                Datum::text(child.lessons(style).join("; ")),
                Datum::text(style.get(if child.held.is_empty() { "no_rule" } else { "judged_word" })),
                Datum::text(style.get(match child.shifts.iter().any(|s| words::is_plan(s.basis)) {
                    true => "planned",
                    false => "worked",
                })),
            ]
        })
        .collect();
    Table {
        name: "days",
        columns: vec![
            column("date", 11.0),
            column("name", 22.0),
            figure("age", 5.0),
            column("school_day", 20.0),
            figure("arrival", 13.0),
            figure("dismissal", 13.0),
            prose("meals", 22.0),
            figure("school", 8.0),
            figure("least", 8.0),
            figure("work", 8.0),
            figure("most", 8.0),
            figure("recreation", 10.0),
            figure("least", 8.0),
            figure("at_place", 8.0),
            figure("most", 8.0),
            figure("rest_before", 8.0),
            figure("least", 8.0),
            figure("permit_until", 11.0),
            prose("found", 60.0),
            prose("school_blocks", 30.0),
            column("judged", 22.0),
            column("basis", 9.0),
        ],
        printed: 19,
        rows,
        totals: Vec::new(),
    }
}

/// Every limit held against a child's day, strict or not.
fn limits(children: &[Child], style: Style) -> Table {
    let rows = children
        .iter()
        .flat_map(|child| child.held.iter().map(move |held| (child, held)))
        .map(|(child, held)| {
            let m = held.measured;
            let [arithmetic, cells, waiver] = books::proof(held.finding, style.words);
            vec![
                Datum::Date(child.date),
                Datum::text(child.person.name.clone()),
                Datum::text(words::limited(m.what, style.words)),
                books::length(m.measured),
                books::length(m.limit),
                books::clock(m.bound, style),
                Datum::text(held.state().said(style.words)),
                Datum::text(&*m.rule),
                arithmetic,
                cells,
                waiver,
            ]
        })
        .collect();
    Table {
        name: "limits",
        columns: vec![
            column("date", 11.0),
            column("name", 22.0),
            column("limited", 26.0),
            figure("measured", 9.0),
            figure("limit", 8.0),
            figure("limit_at", 14.0),
            column("state", 13.0),
            column("rule", 30.0),
            prose("arithmetic", 60.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}

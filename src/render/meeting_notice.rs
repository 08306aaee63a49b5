//! Notices of meetings, rehearsals, fittings and recces: what, when, where, who is to come, and what it is about.
//!
//! People who rehearse or are fitted on one day at one place are on one notice, each with their time. A deadline has no
//! notice: nobody comes together for it.

use super::job::{About, Body, Job};
use super::paper::{self, Column, Head};
use super::publish::file_name;
use super::stamp;
use super::view::View;
use super::words::Words;
use crate::model::{Day, DocumentKind, Listed, Meeting, Person, Production};
use chrono::{NaiveDate, Timelike};
use serde_json::Value;
use std::collections::BTreeSet;

pub fn jobs(view: &View) -> Vec<Job> {
    gatherings(view.production).iter().map(|gathering| job(view, gathering)).collect()
}

/// Rows of one notice.
struct Gathering<'a> {
    /// Relative to `out/`.
    path: String,
    rows: Vec<&'a Meeting>,
}

/// Where the notice of a meeting lies, relative to `out/`; nothing for a deadline.
pub fn path_of(production: &Production, meeting: &Meeting) -> Option<String> {
    let all = gatherings(production);
    let own = all.into_iter().find(|g| g.rows.iter().any(|row| row.cell == meeting.cell))?;
    Some(own.path)
}

/// By date, then in the order of the sheets.
fn gatherings(production: &Production) -> Vec<Gathering<'_>> {
    let place = |m: &Meeting| m.place.as_deref().unwrap_or_default().trim().to_lowercase();
    let key = |m: &Meeting| (m.date, m.kind.clone(), m.what.trim().to_lowercase(), place(m));
    let mut all: Vec<Vec<&Meeting>> = Vec::new();
    for meeting in production.meetings.iter().filter(|m| m.kind != "deadline") {
        let same = |rows: &&mut Vec<&Meeting>| rows.first().is_some_and(|first| key(first) == key(meeting));
        match all.iter_mut().find(same) {
            Some(rows) => rows.push(meeting),
            None => all.push(vec![meeting]),
        }
    }
    all.sort_by_key(|rows| rows.first().map(|first| first.date));
    let mut taken = BTreeSet::new();
    let mut gatherings = Vec::new();
    for rows in all {
        let Some(first) = rows.first() else { continue };
        let stem = format!("notices/{}_{}", first.date, file_name(&first.what.to_lowercase()));
        let mut path = format!("{stem}.pdf");
        let mut number = 2;
        while !taken.insert(path.clone()) {
            path = format!("{stem}_{number}.pdf");
            number += 1;
        }
        gatherings.push(Gathering { path, rows });
    }
    gatherings
}

/// What a meeting is called in the language: what callboard itself calls a row of Calls or of Deliverables is translated,
/// what somebody has written stands as written.
pub fn what(words: &Words, meeting: &Meeting) -> String {
    named(words, &meeting.kind, &meeting.what)
}

/// The same of a kind and a name.
pub fn named(words: &Words, kind: &str, what: &str) -> String {
    match (kind, what) {
        ("rehearsal", "Rehearsal") => words.get("notices.rehearsal").to_owned(),
        ("fitting", "Fitting") => words.get("notices.fitting").to_owned(),
        _ => match what.strip_suffix(" is due") {
            Some(item) => words.say("notices.is_due", &[("what", item)]),
            None => what.to_owned(),
        },
    }
}

fn job(view: &View, gathering: &Gathering) -> Job {
    let (words, production) = (view.words, view.production);
    let first = gathering.rows.first().copied();
    let date = first.map_or(view.today, |m| m.date);
    let kind = first.map_or("meeting", |m| m.kind.as_str());
    let title = words.get(match kind {
        "rehearsal" => "notices.of_rehearsal",
        "fitting" => "notices.of_fitting",
        "scout" => "notices.of_scout",
        _ => "notices.of_meeting",
    });
    let called = first.map(|m| what(words, m)).unwrap_or_default();
    let span = span(view, &gathering.rows);
    let head = Head {
        words,
        title,
        line: format!("{called} · {}", words.date_full(date)),
        right: Some(span.clone()),
        mark: None,
        landscape: false,
        one_page_a_side: false,
    };
    let day = day_of(production, date, kind);
    let mut blocks = vec![paper::facts(
        None,
        2,
        vec![
            (words.get("notices.what"), Some(called.clone())),
            (words.get("notices.when"), Some(format!("{}, {span}", words.date_full(date)))),
            (words.get("notices.where"), Some(place(view, first, day))),
            (words.get("letters.office"), production.facts.office_phone.clone()),
        ],
    )];
    blocks.push(who(view, &gathering.rows));
    blocks.extend(agenda(view, &gathering.rows, day));
    blocks.push(paper::text(None, vec![words.get("notices.calendar").to_owned()]));
    let tables = ["meetings", "calls", "schedule", "scenes", "cast", "crew", "locations", "production"];
    Job {
        kind: DocumentKind::MeetingNotice,
        path: gathering.path.clone(),
        title: paper::title(view, &head),
        body: Body::Pdf {
            template: "meeting-notice",
            data: super::figures::breakable(paper::data(view, &head, blocks)),
        },
        inputs: stamp::inputs_with(view, &tables),
        about: About { date: Some(date), ..About::default() },
    }
}

/// The schedule's own day of a rehearsal.
fn day_of<'a>(production: &'a Production, date: NaiveDate, kind: &str) -> Option<&'a Day> {
    let day = production.days.iter().find(|d| d.date == date && d.day_type.trim().eq_ignore_ascii_case(kind));
    day.filter(|_| kind == "rehearsal")
}

/// `10:00A to 11:30A`: from the first beginning to the last end that is known.
fn span(view: &View, rows: &[&Meeting]) -> String {
    let words = view.words;
    let zone = view.production.facts.time_zone;
    let print = |at: crate::model::Instant| {
        let local = at.with_timezone(&zone);
        words.time_of_day(local.hour(), local.minute())
    };
    let start = rows.iter().filter_map(|m| m.start.moment.known()).min();
    let end = rows.iter().filter_map(|m| m.end.moment.known()).max();
    match (start, end.filter(|end| start.is_some_and(|start| *end > start))) {
        (Some(start), Some(end)) => {
            words.say("notices.span", &[("from", &print(start)), ("to", &print(end))])
        }
        (Some(start), None) => print(start),
        (None, _) => words.get("notices.all_day").to_owned(),
    }
}

/// The place with its address and gate where the locations have it.
fn place(view: &View, first: Option<&Meeting>, day: Option<&Day>) -> String {
    let own = first.and_then(|m| m.place.clone());
    let name = own.or_else(|| day.and_then(|d| d.location.as_ref()).map(|l| l.value.trim().to_owned()));
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return view.words.get("notices.place_to_tell").to_owned();
    };
    let mut parts = vec![name.trim().to_owned()];
    if let Some(place) = view.production.place(&name) {
        let more = [&place.address, &place.gate].into_iter().flatten().map(|v| v.value.trim().to_owned());
        parts.extend(more.filter(|part| !part.is_empty()));
    }
    parts.join(", ")
}

/// Whoever is to come: people with what they are and their own time, groups with how many they are.
fn who(view: &View, rows: &[&Meeting]) -> Value {
    let words = view.words;
    let columns = [
        Column::new(words.get("common.col_name"), 2.4),
        Column::new(words.get("paper.as"), 2.4),
        Column::new(words.get("common.col_department"), 1.6),
        Column::new(words.get("notices.col_time"), 1.5),
    ];
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    for meeting in rows {
        let time = span(view, &[meeting]);
        for word in meeting.who.iter().map(|word| word.trim()).filter(|word| !word.is_empty()) {
            if !seen.insert((word.to_lowercase(), time.clone())) {
                continue;
            }
            let same = |p: &&Person| p.name.eq_ignore_ascii_case(word);
            let line = match view.production.people.iter().find(same) {
                Some(person) => {
                    let position = person.terms.position.as_ref().map(|p| p.value.clone());
                    vec![
                        paper::strong(person.name.clone()),
                        paper::cell(person.character.clone().or(position)),
                        paper::cell(person.department.clone()),
                        paper::cell(Some(time.clone())),
                    ]
                }
                None => {
                    let (name, people) = group(view, word);
                    let count = (people > 0).then(|| words.count("notices.people", people));
                    vec![
                        paper::strong(name),
                        paper::cell(count),
                        Value::Null,
                        paper::cell(Some(time.clone())),
                    ]
                }
            };
            lines.push(line);
        }
    }
    paper::table(Some(words.get("notices.who")), None, &columns, lines)
}

/// What a word that is no person names, and how many people that is.
fn group(view: &View, word: &str) -> (String, usize) {
    let words = view.words;
    let people = |of: &dyn Fn(&Person) -> bool| view.production.people.iter().filter(|p| of(p)).count();
    match word.to_lowercase().as_str() {
        "all" | "everybody" | "everyone" => {
            let name = format!("{}, {}", words.get("call_sheet.cast_title"), words.get("call_sheet.crew"));
            (name, people(&|p| p.listed != Listed::Nowhere))
        }
        "cast" => (words.get("call_sheet.cast_title").to_owned(), people(&|p| p.listed == Listed::Cast)),
        "crew" => (words.get("call_sheet.crew").to_owned(), people(&|p| p.listed == Listed::Crew)),
        _ => {
            let own = |p: &Person| p.department.as_ref().is_some_and(|d| d.trim().eq_ignore_ascii_case(word));
            (word.to_owned(), people(&own))
        }
    }
}

/// What it is about: the agenda as written, the scenes that are rehearsed, what else is noted.
fn agenda(view: &View, rows: &[&Meeting], day: Option<&Day>) -> Vec<Value> {
    let words = view.words;
    let mut blocks = Vec::new();
    let points = |of: fn(&Meeting) -> Option<&String>| {
        let mut lines: Vec<String> = Vec::new();
        for line in rows.iter().filter_map(|m| of(m)).flat_map(|text| text.lines()) {
            let line = line.trim().to_owned();
            if !line.is_empty() && !lines.contains(&line) {
                lines.push(line);
            }
        }
        lines
    };
    let agenda = points(|m| m.agenda.as_ref());
    if !agenda.is_empty() {
        blocks.push(paper::text(Some(words.get("notices.agenda")), agenda));
    }
    let scenes: Vec<Vec<Value>> = day
        .into_iter()
        .flat_map(|day| view.production.scenes_of(day))
        .map(|scene| {
            vec![
                paper::strong(scene.number.clone()),
                paper::cell(Some(scene.set.clone())),
                paper::cell(Some(scene.cast.join(", "))),
                paper::cell(scene.pages.map(|p| p.to_string())),
            ]
        })
        .collect();
    if !scenes.is_empty() {
        let columns = [
            Column::new(words.get("common.col_scene"), 0.7),
            Column::new(words.get("call_sheet.col_set"), 3.6),
            Column::new(words.get("schedule.col_cast"), 1.6),
            Column::new(words.get("common.col_pages"), 0.8).end(),
        ];
        blocks.push(paper::table(Some(words.get("call_sheet.scenes")), None, &columns, scenes));
    }
    let mut notes = points(|m| m.notes.as_ref());
    notes.extend(day.and_then(|d| d.notes.as_ref()).map(|n| n.value.trim().to_owned()));
    if !notes.is_empty() {
        blocks.push(paper::text(Some(words.get("notices.notes")), notes));
    }
    blocks
}

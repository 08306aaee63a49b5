//! A department's own cut of the day: transport, catering, make-up and wardrobe.

use super::call_sheet::{self, Sheet, background, cast, crew, estimate, notes};
use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::view::View;
use super::written;
use crate::model::{Call, CallTime, Day, DocumentKind, Instant, Listed, Person};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// For each shooting day whatever a department has something to do for.
pub fn jobs(view: &View) -> Vec<Job> {
    call_sheet::days(view).flat_map(|day| of_day(view, day)).collect()
}

fn of_day(view: &View, day: &Day) -> Vec<Job> {
    let sheet = Sheet::new(view, day);
    [
        ("transport", "paper.transport", transport(&sheet)),
        ("catering", "paper.catering", catering(&sheet)),
        ("make-up-and-wardrobe", "paper.makeup_grid", grid(&sheet)),
    ]
    .into_iter()
    .filter(|(_, _, blocks)| !blocks.is_empty())
    .map(|(name, title, blocks)| job(view, &sheet, name, title, blocks))
    .collect()
}

fn job(view: &View, sheet: &Sheet, name: &str, title: &'static str, blocks: Vec<Value>) -> Job {
    let (words, day) = (sheet.words, sheet.day);
    let call = sheet.clock.moment(&day.crew_call.moment).unwrap_or_else(|| "TBD".to_owned());
    let place = day.location.as_ref().map(|l| format!(" · {}", l.value)).unwrap_or_default();
    let head = Head {
        words,
        title: words.get(title),
        line: format!("{} · {}{place}", words.date_full(day.date), sheet.unit()),
        right: Some(format!("{} {call}", words.get("call_sheet.crew_call"))),
        mark: None,
        landscape: false,
        one_page_a_side: false,
    };
    paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind: DocumentKind::DepartmentSheet,
            template: "department-sheet",
            path: format!("call-sheets/{}/departments/{name}.pdf", call_sheet::stem(day)),
            inputs: sheet.inputs(),
            about: About::of_day(day),
        },
    )
}

/// Who is picked up when, in the order of the clock; then what notes and scenes ask of transport.
fn transport(sheet: &Sheet) -> Vec<Value> {
    let words = sheet.words;
    let mut rides: Vec<(Option<Instant>, Vec<Value>)> = Vec::new();
    for call in sheet.production.calls_of(sheet.day) {
        let ride = if call.pickup.entry.is_some() { &call.pickup } else { &call.leave };
        if ride.entry.is_none() {
            continue;
        }
        let person = sheet.production.person(call.person);
        let place = call.location.as_ref().or(sheet.day.location.as_ref()).map(|l| l.value.clone());
        let row = vec![
            paper::strong(sheet.clock.call(ride).unwrap_or_default()),
            paper::strong(person.name.clone()),
            paper::cell(part(person)),
            paper::cell(place),
            paper::cell(sheet.clock.call(&call.report)),
            paper::cell(call.remarks.as_ref().map(|r| r.value.clone())),
            Value::Null,
        ];
        rides.push((ride.at.moment.earliest(), row));
    }
    rides.sort_by_key(|(at, _)| (at.is_none(), *at));
    let mut blocks = Vec::new();
    if !rides.is_empty() {
        let columns = [
            Column::new(words.get("call_sheet.own_pickup"), 1.0),
            Column::new(words.get("common.col_name"), 1.8),
            Column::new(words.get("paper.as"), 1.4),
            Column::new(words.get("paper.to"), 1.6),
            Column::new(words.get("call_sheet.report"), 0.8),
            Column::new(words.get("common.col_remarks"), 1.8),
            Column::new(words.get("paper.driver"), 1.4),
        ];
        let right = words.say("paper.rides", &[("n", &rides.len().to_string())]);
        let rows = rides.into_iter().map(|(_, row)| row).collect();
        blocks.push(paper::table(Some(words.get("paper.pickups")), Some(&right), &columns, rows));
    }
    let drivers: Vec<Vec<Value>> = crew::people(sheet)
        .filter(|p| p.department.as_deref().is_some_and(|d| crew::department_rank(d) == crew::TRANSPORT))
        .map(|p| {
            let position = p.terms.position.as_ref().map(|t| t.value.clone());
            vec![paper::cell(position), paper::strong(p.name.clone()), Value::String(crew::call(sheet, p))]
        })
        .collect();
    if !drivers.is_empty() {
        let columns = [
            Column::new(words.get("common.col_position"), 2.0),
            Column::new(words.get("common.col_name"), 2.0),
            Column::new(words.get("common.col_call"), 1.0),
        ];
        blocks.push(paper::table(Some(words.get("paper.drivers")), None, &columns, drivers));
    }
    let asked = asked_of(sheet, &["transport", "vehicle", "picture car", "driver", "locations"]);
    if !blocks.is_empty() || asked.is_some() {
        blocks.extend(asked);
        blocks.extend(super::call_sheet::movement::blocks(sheet));
    }
    blocks
}

/// How many are called for the day, and so eat.
pub struct Heads {
    pub cast: u64,
    pub crew: u64,
    pub background: u64,
}

/// Cast and crew that are called, and background by its counts.
pub fn heads(sheet: &Sheet) -> Heads {
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    Heads {
        cast: count(cast::people(sheet).filter(|p| works(cast::call_of(sheet, p))).count()),
        crew: count(crew::people(sheet).filter(|p| crew::call(sheet, p) != "N/C").count()),
        background: background::rows(sheet).map(|b| u64::from(b.count)).sum(),
    }
}

/// How many eat, who eats what, and when it is served.
fn catering(sheet: &Sheet) -> Vec<Value> {
    let words = sheet.words;
    let working: Vec<&Person> = cast::people(sheet).filter(|p| works(cast::call_of(sheet, p))).collect();
    let crew: Vec<&Person> = crew::people(sheet).filter(|p| crew::call(sheet, p) != "N/C").collect();
    let heads = heads(sheet);
    let total = heads.cast.saturating_add(heads.crew).saturating_add(heads.background);
    if total == 0 {
        return Vec::new();
    }
    let columns =
        [Column::new(words.get("paper.group"), 3.0), Column::new(words.get("paper.heads"), 1.0).end()];
    let line = |name: &'static str, n: u64| vec![json!(words.get(name)), json!(words.whole(n))];
    let rows = vec![
        line("call_sheet.cast_title", heads.cast),
        line("call_sheet.crew", heads.crew),
        line("call_sheet.background_title", heads.background),
    ];
    let heads = paper::table_with_total(
        Some(words.get("paper.meal_counts")),
        None,
        &columns,
        rows,
        vec![json!(words.get("paper.total")), json!(words.whole(total))],
    );
    let times = super::call_sheet::header::meal_times(sheet);
    let served = paper::facts(Some(words.get("paper.served")), 1, times);
    let mut blocks = vec![paper::beside(vec![heads, served])];
    let diets = diets(sheet, working.iter().chain(&crew).copied());
    let columns = [
        Column::new(words.get("paper.diet"), 2.0),
        Column::new(words.get("paper.heads"), 0.6).end(),
        Column::new(words.get("paper.who"), 4.0),
    ];
    let title = Some(words.get("paper.diets"));
    blocks.push(if diets.is_empty() {
        paper::text(title, vec![words.get("paper.no_diets").to_owned()])
    } else {
        paper::table(title, None, &columns, diets)
    });
    blocks.extend(asked_of(sheet, &["cater", "craft"]));
    blocks
}

/// Each diet with how many and who, as written in the Diet columns of Cast and Crew.
fn diets<'a>(sheet: &Sheet, people: impl Iterator<Item = &'a Person>) -> Vec<Vec<Value>> {
    let mut diets: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
    for person in people {
        let table = if person.listed == Listed::Crew { "crew" } else { "cast" };
        if let Some(diet) = written::text(sheet.production, table, &person.cell, "Diet") {
            let entry = diets.entry(diet.to_lowercase()).or_insert_with(|| (diet, Vec::new()));
            entry.1.push(person.name.clone());
        }
    }
    diets
        .into_values()
        .map(|(diet, names)| {
            vec![paper::strong(diet), json!(names.len().to_string()), json!(names.join(", "))]
        })
        .collect()
}

/// Who sits in which chair when: by the time of make-up, with scenes and script days.
fn grid(sheet: &Sheet) -> Vec<Value> {
    let words = sheet.words;
    let mut rows: Vec<(Option<Instant>, Vec<Value>)> = Vec::new();
    for (person, draft) in estimate::drafts(sheet) {
        let call = cast::call_of(sheet, person);
        if !works(call) {
            continue;
        }
        let scenes: Vec<_> = sheet
            .production
            .scenes_of(sheet.day)
            .filter(|s| {
                person.number.as_deref().is_some_and(|no| s.cast.iter().any(|n| n.trim() == no.trim()))
            })
            .collect();
        let numbers = scenes.iter().map(|s| s.number.as_str()).collect::<Vec<_>>().join(", ");
        let mut days: Vec<&str> = scenes.iter().filter_map(|s| s.script_day.as_deref()).collect();
        days.dedup();
        let time = |of: fn(&Call) -> &CallTime, drafted: Option<Instant>| {
            let written = call.and_then(|c| sheet.clock.call(of(c)));
            written.map_or_else(
                || drafted.map_or(Value::Null, |at| paper::est(sheet.clock.instant(at))),
                Value::String,
            )
        };
        let known = |of: fn(&Call) -> &CallTime| call.and_then(|c| of(c).at.moment.earliest());
        let first = known(|c| &c.makeup).or(known(|c| &c.report)).or(draft.makeup);
        rows.push((
            first,
            vec![
                paper::strong(person.number.clone().unwrap_or_default()),
                paper::strong(person.name.clone()),
                paper::cell(person.character.clone()),
                json!(numbers),
                json!(days.join(", ")),
                time(|c| &c.report, draft.report),
                time(|c| &c.makeup, draft.makeup),
                time(|c| &c.wardrobe, draft.wardrobe),
                time(|c| &c.on_set, draft.on_set),
                Value::Null,
            ],
        ));
    }
    if rows.is_empty() {
        return Vec::new();
    }
    rows.sort_by_key(|(at, _)| (at.is_none(), *at));
    let mut columns = vec![
        Column::new(words.get("common.col_no"), 0.5),
        Column::new(words.get("call_sheet.artist"), 2.2),
        Column::new(words.get("common.col_character"), 1.4),
        Column::new(words.get("common.col_scenes"), 1.6),
        Column::new(words.get("call_sheet.col_script_day"), 0.7),
        Column::new(words.get("call_sheet.report"), 0.8),
        Column::new(words.get("call_sheet.makeup"), 0.8),
        Column::new(words.get("call_sheet.wardrobe"), 0.8),
        Column::new(words.get("call_sheet.on_set"), 0.8),
        Column::new(words.get("paper.chair"), 1.0),
    ];
    let mut rows: Vec<_> = rows.into_iter().map(|(_, row)| row).collect();
    // Productions without script days have no column for them.
    paper::only_written(&mut columns, &mut rows, &[4]);
    let mut blocks = vec![paper::table(None, None, &columns, rows)];
    let extras: Vec<Vec<Value>> = background::rows(sheet)
        .map(|b| {
            vec![
                paper::strong(b.count.to_string()),
                json!(b.description),
                paper::cell(b.scene.clone()),
                paper::cell(sheet.clock.call(&b.call)),
                paper::cell(b.remarks.clone()),
            ]
        })
        .collect();
    if !extras.is_empty() {
        let columns = [
            Column::new(words.get("common.col_no"), 0.5),
            Column::new(words.get("call_sheet.col_description"), 3.0),
            Column::new(words.get("common.col_scenes"), 1.2),
            Column::new(words.get("common.col_call"), 1.0),
            Column::new(words.get("common.col_remarks"), 2.4),
        ];
        blocks.push(paper::table(Some(words.get("call_sheet.background_title")), None, &columns, extras));
    }
    blocks.extend(asked_of(sheet, &["make", "hair", "costume", "wardrobe"]));
    blocks
}

/// The notes and the scenes' asks of departments whose name begins with one of these.
fn asked_of(sheet: &Sheet, names: &[&str]) -> Option<Value> {
    let words = sheet.words;
    let all = notes::data(sheet);
    let mut paragraphs = Vec::new();
    for group in all.as_array().into_iter().flatten() {
        let department = group.get("department").and_then(Value::as_str).unwrap_or_default();
        let lower = department.to_lowercase();
        if !names.iter().any(|name| lower.split(|c: char| !c.is_alphanumeric()).any(|w| w.starts_with(name)))
        {
            continue;
        }
        for line in group.get("lines").and_then(Value::as_array).into_iter().flatten() {
            let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
            let scene = line.get("scene").and_then(Value::as_str);
            let scene = scene.map(|s| format!("{} ", words.say("call_sheet.scene_short", &[("scenes", s)])));
            paragraphs.push(format!("{department} · {}{text}", scene.unwrap_or_default()));
        }
    }
    (!paragraphs.is_empty()).then(|| paper::text(Some(words.get("call_sheet.notes_title")), paragraphs))
}

fn part(person: &Person) -> Option<String> {
    person.character.clone().or_else(|| person.terms.position.as_ref().map(|p| p.value.clone()))
}

/// Somebody in a scene works unless the row says hold, travel or another status without work.
fn works(call: Option<&Call>) -> bool {
    call.and_then(|c| c.status.as_ref()).is_none_or(|s| s.value.to_uppercase().contains('W'))
}

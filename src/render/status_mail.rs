//! First shot, lunch, wrap and last out: the short mails of a shooting day, drafted as text with their subject on the first
//! line, once the unit's log has the time. `deliver/status.rs` makes a letter of each. Figures nobody has written are left out, and the text says so.

use super::call_sheet::{self, Sheet, advance};
use super::job::{About, Body, Job};
use super::production_report::amount::Amount;
use super::production_report::{
    self,
    progress::{Measures, Reported, Totals, whole},
};
use super::stamp;
use super::view::View;
use super::words::Words;
use super::written;
use crate::model::{Day, DayLog, DocumentKind, Minutes, Pages, Running, Timed};

/// Six hours from the call to the first meal: what is later needs its grace told.
const TO_LUNCH: i64 = 6 * 60;

pub fn jobs(view: &View) -> Vec<Job> {
    let reported = Reported::of(view.production);
    let days = call_sheet::days(view).filter(|day| day.date <= view.today);
    days.flat_map(|day| of_day(view, &reported, day)).collect()
}

fn of_day(view: &View, reported: &Reported, day: &Day) -> Vec<Job> {
    let Some(log) = &day.log else { return Vec::new() };
    let sheet = Sheet::new(view, day);
    let mails = [
        (
            "first-shot",
            "mails.first_shot",
            &log.first_shot,
            first_shot as fn(&Reported, &Sheet, &DayLog) -> Vec<String>,
        ),
        ("lunch", "mails.lunch", &log.lunch_start, lunch),
        ("wrap", "mails.wrap", &log.camera_wrap, wrap),
        ("last-out", "mails.last_out", &log.last_out, last_out),
    ];
    mails
        .into_iter()
        .filter_map(|(name, word, time, body)| {
            let at = sheet.clock.moment(&time.moment)?;
            let subject = subject(&sheet, word, &at);
            let mut lines = vec![sheet.words.say("mails.subject", &[("subject", &subject)]), String::new()];
            lines.extend(body(reported, &sheet, log));
            Some(job(view, day, name, subject, lines))
        })
        .collect()
}

fn job(view: &View, day: &Day, name: &str, subject: String, lines: Vec<String>) -> Job {
    Job {
        kind: DocumentKind::StatusMail,
        path: format!("reports/{}_{name}.txt", call_sheet::stem(day)),
        title: subject,
        body: Body::Bytes((lines.join("\n") + "\n").into_bytes()),
        inputs: stamp::inputs_with(view, &["production", "schedule", "unit-log", "progress", "scenes"]),
        about: About::of_day(day),
    }
}

/// `NIGHT TRAIN - Day 3 of 5, Friday, October 30 - LUNCH: 1:00P`
fn subject(sheet: &Sheet, word: &'static str, at: &str) -> String {
    let words = sheet.words;
    let show = sheet.production.facts.title.to_uppercase();
    let mut parts = vec![show];
    if let Some(episode) = &sheet.day.episode {
        parts.push(words.say("common.episode", &[("number", &episode.value)]));
    }
    let number = call_sheet::header::day_line(sheet);
    parts.push(format!("{number}, {}", words.date_without_year(sheet.day.date)));
    parts.push(format!("{}: {at}", words.get(word)));
    parts.join(" - ")
}

/// `Episode 3 · Day 2 of 3, Tuesday 10 November`: whoever forwards the text without its subject still says which day.
fn day_of(sheet: &Sheet) -> String {
    let words = sheet.words;
    let episode = sheet.day.episode.as_ref().map(|e| words.say("common.episode", &[("number", &e.value)]));
    let day = call_sheet::header::day_line(sheet);
    let day = format!("{day}, {}", words.date_without_year(sheet.day.date));
    episode.into_iter().chain([day]).collect::<Vec<_>>().join(" · ")
}

fn line(sheet: &Sheet, word: &'static str, time: &Timed) -> Option<String> {
    Some(format!("{}: {}", sheet.words.get(word), sheet.clock.moment(&time.moment)?))
}

fn first_shot(_: &Reported, sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let call = if log.crew_call.moment.is_missing() { &sheet.day.crew_call } else { &log.crew_call };
    [
        Some(day_of(sheet)),
        line(sheet, "call_sheet.crew_call", call),
        line(
            sheet,
            "call_sheet.shooting_call",
            if log.shooting_call.moment.is_missing() { &sheet.day.shooting_call } else { &log.shooting_call },
        ),
        line(sheet, "paper.first_shot", &log.first_shot),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn lunch(reported: &Reported, sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let mut lines = to_lunch(reported, sheet, log);
    let so_far = by_lunch(sheet, log);
    if !so_far.is_empty() {
        lines.push(String::new());
        lines.push(sheet.words.get("mails.by_lunch").to_owned());
        lines.extend(so_far);
    }
    lines
}

/// The times up to the end of lunch, and the grace where it began late.
fn to_lunch(reported: &Reported, sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let words = sheet.words;
    let mut lines = first_shot(reported, sheet, log);
    lines.extend(line(sheet, "paper.lunch_out", &log.lunch_start));
    lines.extend(line(sheet, "paper.lunch_in", &log.lunch_end));
    lines.extend(
        written::row(sheet.production, "unit-log", &log.cell)
            .and_then(|row| production_report::notes::grace_of(words, row))
            .map(|grace| format!("{}: {grace}", words.get("paper.grace"))),
    );
    let call = log.crew_call.moment.known().or(sheet.day.crew_call.moment.known());
    if let (Some(call), Some(lunch)) = (call, log.lunch_start.moment.known()) {
        let after = Minutes::between(call, lunch);
        if after.0 > TO_LUNCH {
            lines.push(words.say("mails.late_lunch", &[("after", &after.to_string())]));
        }
    }
    lines
}

/// What was shot before lunch, as the log says. What is reported so far is no figure for this mail: it grows in the afternoon,
/// and a mail that changes goes out again.
fn by_lunch(sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let words = sheet.words;
    let row = written::row(sheet.production, "unit-log", &log.cell);
    let scenes = row.map(|row| row.list("Scenes By Lunch")).unwrap_or_default();
    let figure = |told: Option<i64>| Amount { sum: told, open: false };
    let sums = Measures {
        pages: figure(row.and_then(|row| row.pages("Pages By Lunch")).map(|p| i64::from(p.eighths))),
        setups: figure(row.and_then(|row| whole(row, "Setups By Lunch"))),
        seconds: figure(row.and_then(|row| row.running("Screen Time By Lunch")).map(|r| r.0)),
        ..Measures::default()
    };
    let mut lines = Vec::new();
    if !scenes.is_empty() {
        lines.push(format!("{}: {}", words.get("paper.scenes_completed"), scenes.join(", ")));
    }
    lines.extend(measured(words, &sums));
    lines
}

/// Pages, set-ups and minutes, each where somebody wrote it.
fn measured(words: &Words, sums: &Measures) -> Vec<String> {
    let eighths = |n: i64| Pages::new(u32::try_from(n).unwrap_or(u32::MAX)).to_string();
    [
        ("common.col_pages", sums.pages.said(eighths)),
        ("paper.setups", sums.setups.said(|n| n.to_string())),
        ("paper.minutes", sums.seconds.said(|n| Running(n).to_string())),
    ]
    .into_iter()
    .filter_map(|(word, told)| Some(format!("{}: {}", words.get(word), told?)))
    .collect()
}

/// How long the day was for whoever left last.
fn last_out(_: &Reported, sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let planned = &sheet.day.crew_call;
    let call = if log.crew_call.moment.is_missing() { planned } else { &log.crew_call };
    let mut lines: Vec<String> = [
        line(sheet, "call_sheet.crew_call", call),
        line(sheet, "paper.camera_wrap", &log.camera_wrap),
        line(sheet, "paper.last_out", &log.last_out),
    ]
    .into_iter()
    .flatten()
    .collect();
    if let (Some(call), Some(out)) = (call.moment.known(), log.last_out.moment.known()) {
        let length = Minutes::between(call, out).to_string();
        lines.push(sheet.words.say("mails.day_length", &[("length", &length)]));
    }
    lines
}

fn wrap(reported: &Reported, sheet: &Sheet, log: &DayLog) -> Vec<String> {
    let words = sheet.words;
    let production = sheet.production;
    let mut lines = to_lunch(reported, sheet, log);
    lines.extend(line(sheet, "paper.camera_wrap", &log.camera_wrap));
    lines.extend(line(sheet, "paper.last_out", &log.last_out));
    lines.push(String::new());
    let progress = reported.day(sheet.day);
    let planned: Vec<_> = production.scenes_of(sheet.day).collect();
    if progress.is_told() {
        let said = |word: &'static str, value: String| format!("{}: {value}", words.get(word));
        let some = |list: Vec<&str>| {
            if list.is_empty() { words.get("paper.none").to_owned() } else { list.join(", ") }
        };
        let done = progress.with(&["complete"]).iter().map(|s| s.scene.as_str()).collect();
        lines.push(said("paper.scenes_completed", some(done)));
        lines.push(said("paper.scenes_owed", some(progress.owed(&planned))));
        lines.extend(measured(words, &progress.sums));
        let own = |d: &&Day| d.is_shoot() && d.unit == sheet.day.unit && d.date <= sheet.day.date;
        let totals = Totals::of(reported, production.days.iter().filter(own));
        lines.push(String::new());
        lines.push(words.get("mails.to_date").to_owned());
        lines.push(said("call_sheet.scenes", words.whole(totals.done.len() as u64)));
        lines.extend(measured(words, &totals.sums));
        if totals.unreported > 0 {
            lines.push(words.count("paper.unreported", totals.unreported));
        }
    } else {
        lines.push(words.get("paper.no_progress").to_owned());
    }
    if let Some(next) = advance::next_day(sheet) {
        lines.push(String::new());
        lines.push(format!("{}: {}", words.get("call_sheet.advance"), advance::line(sheet, next)));
    }
    lines
}

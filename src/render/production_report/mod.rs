//! The daily production report: the call sheet in the past tense. Front: the day and the show so far, scheduled against
//! actual. Back: the crew with in, out, hours and penalties. Every figure is somebody's cell; what nobody wrote is blank.

pub mod amount;
mod back;
mod figures;
mod front;
pub mod media;
pub mod notes;
mod players;
pub mod progress;
mod slates;

use super::call_sheet::{self, Sheet};
use super::job::{About, Job};
use super::paper::{self, Head, Paper};
use super::payroll::{found::Found, worked};
use super::stamp;
use super::view::View;
use crate::model::{Day, DocumentKind};
use figures::Figures;
use progress::{Progress, Reported};

/// One for each shooting day up to today that somebody has written something of: a log, progress or time sheets.
pub fn jobs(view: &View) -> Vec<Job> {
    let all = worked::all(view.production);
    let found = Found::of(view.report);
    let progress = Reported::of(view.production);
    let reported = |day: &&Day| {
        day.date <= view.today
            && (day.log.is_some()
                || progress.is_told(day)
                || worked::of_day(&all, day.date, &day.unit).next().is_some())
    };
    call_sheet::days(view).filter(reported).map(|day| job(view, day, &all, &found, &progress)).collect()
}

/// What a day's report is made from.
pub struct Report<'a, 'b> {
    pub view: &'b View<'a>,
    pub sheet: Sheet<'a>,
    pub day: &'a Day,
    pub all: &'b [worked::Worked<'a>],
    pub found: &'b Found<'a>,
    pub progress: Progress,
    reported: &'b Reported<'a>,
    figures: Figures<'b>,
}

fn job<'a, 'b>(
    view: &'b View<'a>,
    day: &'a Day,
    all: &'b [worked::Worked<'a>],
    found: &'b Found<'a>,
    reported: &'b Reported<'a>,
) -> Job {
    let sheet = Sheet::new(view, day);
    let words = sheet.words;
    let progress = reported.day(day);
    let figures = Figures::of(view.production, reported, day);
    let report = Report { view, day, all, found, progress, reported, figures, sheet };
    let mut blocks = front::blocks(&report);
    let back = back::blocks(&report);
    if !back.is_empty() {
        blocks.push(paper::turn());
        blocks.extend(back);
    }
    let number = match (day.number, day.of) {
        (Some(n), Some(of)) => words.say("common.day_of", &[("n", &n.to_string()), ("of", &of.to_string())]),
        (Some(n), None) => words.say("common.day", &[("n", &n.to_string())]),
        _ => words.get("common.day_unnumbered").to_owned(),
    };
    let head = Head {
        words,
        title: words.get("paper.production_report"),
        line: format!("{} · {}", words.date_full(day.date), report.sheet.unit()),
        right: Some(number),
        mark: None,
        landscape: false,
        one_page_a_side: true,
    };
    let tables = [
        "production",
        "schedule",
        "unit-log",
        "progress",
        "media",
        "timesheets",
        "cast",
        "crew",
        "scenes",
        "background",
        "calls",
        "calendar",
    ];
    paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind: DocumentKind::ProductionReport,
            template: "production-report",
            path: format!("reports/{}_production-report.pdf", call_sheet::stem(day)),
            inputs: stamp::inputs_with(view, &tables),
            about: About::of_day(day),
        },
    )
}

//! Calendars (`.ics`): what stands in a calendar program, read as Meetings, and as Schedule where it is a unit's day.
//!
//! A record stands in the row of the line on which its event begins, so `office.ics › Meetings › B14` is the event
//! of line 14 of the file. What repeats has a sheet of its own, `Repeats of line 14`, with a date a row. Nothing is
//! asked of the network, and nothing that is attached is opened.

mod event;
mod lines;
mod repeat;
mod when;

use super::Budget;
use super::listing::Listing;
use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::Workbook;
use crate::ingest::refusal;
use chrono::NaiveDate;
use chrono_tz::Tz;
use event::{Event, Found};
use std::collections::{BTreeMap, BTreeSet};
use when::When;

const MEETINGS: &[&str] = &["Date", "Time", "End", "What", "Who", "Kind", "Place", "Notes"];
const SCHEDULE: &[&str] = &["Date", "Day", "Day Type", "Crew Call", "Est. Wrap", "Location", "Notes"];

/// An event of whole days is read day by day up to so many.
const MOST_DAYS: u64 = 366;

/// Whether a text is a calendar.
pub fn is_calendar(head: &str) -> bool {
    let start = head.trim_start_matches('\u{feff}').trim_start();
    start.get(..15).is_some_and(|start| start.eq_ignore_ascii_case("BEGIN:VCALENDAR"))
}

pub fn read(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    let (lines, guessed) = lines::read(bytes);
    let mut found = Found::default();
    for line in &lines {
        if line.name == "PRODID" && line.value.contains("-//callboard//") {
            return Err(ours(file));
        }
        found.line(line, file)?;
    }
    let mut out = Out::new(file, found.home());
    out.book.problems.extend(super::guessed(file, guessed));
    if !found.open.is_empty() {
        // What is open still is cut short; what came before stands.
        out.book.problems.push(refusal::incomplete(file));
    }
    let moved = found.moved();
    for event in &found.events {
        out.event(event, &moved)?;
    }
    out.finish()
}

/// An invitation of our own says nothing that is not in the production's files.
fn ours(file: &str) -> Diagnostic {
    let message =
        "This is an invitation that callboard sent; what it says stands in the production's own files.";
    Diagnostic::new(Code::FileIgnored, message, "Delete it here.").in_file(file)
}

/// What is made of the events.
struct Out<'f> {
    file: &'f str,
    home: Option<Tz>,
    budget: Budget,
    meetings: Listing,
    days: Listing,
    repeats: Vec<(u32, Listing)>,
    book: Workbook,
    cancelled: BTreeSet<u32>,
    /// Zones that no list has, with the line of their first event.
    elsewhere: BTreeMap<String, u32>,
}

impl<'f> Out<'f> {
    fn new(file: &'f str, home: Option<Tz>) -> Self {
        Out {
            file,
            home,
            budget: Budget::default(),
            meetings: Listing::new("Meetings", MEETINGS),
            days: Listing::new("Schedule", SCHEDULE),
            repeats: Vec::new(),
            book: Workbook::default(),
            cancelled: BTreeSet::new(),
            elsewhere: BTreeMap::new(),
        }
    }

    fn say(&mut self, code: Code, line: u32, message: impl Into<String>, help: &str) {
        let problem =
            Diagnostic::new(code, message, help).in_file(self.file).at_place(format!("line {line}"));
        self.book.problems.push(problem);
    }

    fn event(&mut self, event: &Event, moved: &BTreeSet<(String, NaiveDate)>) -> Result<(), Diagnostic> {
        if event.cancelled {
            self.cancelled.insert(event.line);
            return Ok(());
        }
        // A task counts from when it is due.
        let start =
            if event.is_task { event.end.clone().or(event.start.clone()) } else { event.start.clone() };
        let Some(start) = start.map(|start| start.at_home(self.home)) else {
            let seen = event.unreadable.clone().unwrap_or_default();
            let message = format!("The event “{}” has no date that can be read.", shown(&event.summary));
            self.say(
                Code::DateUnreadable,
                event.line,
                message,
                "Give it a date in the calendar program, and export it again.",
            );
            if let Some(problem) = self.book.problems.last_mut() {
                problem.seen = seen;
            }
            return Ok(());
        };
        if let When::Elsewhere(_, zone) = &start {
            self.elsewhere.entry(zone.clone()).or_insert(event.line);
        }
        let end = match (&event.end, event.length) {
            (Some(end), _) if !event.is_task => Some(end.clone().at_home(self.home)),
            (None, Some(length)) if !event.is_task => start.later(length),
            _ => None,
        };
        let is_day = event.unit_day();
        let own = Row { event, unit_day: is_day.as_ref(), line: event.line };
        // A number is one day's alone.
        let unnumbered = is_day.as_ref().map(|(_, kind)| (String::new(), kind.clone()));
        let again = Row { event, unit_day: unnumbered.as_ref(), line: event.line };
        let listing = if is_day.is_some() { &mut self.days } else { &mut self.meetings };
        listing.row_at(event.line, own.cells(&start, end.as_ref()));
        if own.end(&start, end.as_ref()).is_none() && end.as_ref().is_some_and(|end| end.clock().is_some()) {
            let message = format!(
                "The event “{}” ends more than a day after it begins, or before; its end was not read.",
                shown(&event.summary)
            );
            self.say(
                Code::TimeUnreadable,
                event.line,
                message,
                "Correct the end in the calendar program, or make it an event of whole days.",
            );
        }
        let dates = self.others(event, &start, end.as_ref());
        let gone = |date: &NaiveDate| {
            event.except.iter().any(|when| when.clone().at_home(self.home).date() == *date)
                || (event.instead_of.is_none() && moved.contains(&(event.uid.clone(), *date)))
        };
        // The first date may be taken out like any other.
        if event.rule.is_some() && gone(&start.date()) {
            let listing = if is_day.is_some() { &mut self.days } else { &mut self.meetings };
            listing.take_last();
        }
        let left: Vec<NaiveDate> = dates.into_iter().filter(|date| !gone(date)).collect();
        if left.is_empty() {
            return Ok(());
        }
        let headings = if is_day.is_some() { SCHEDULE } else { MEETINGS };
        let mut listing = Listing::new(&format!("Repeats of line {}", event.line), headings);
        for date in &left {
            let by = date.signed_duration_since(start.date());
            // Of several whole days each is one day.
            let end = end.as_ref().filter(|_| start.clock().is_some()).and_then(|end| end.later(by));
            listing.row(again.cells(&start.on(*date), end.as_ref()));
        }
        let last = left.last().map(ToString::to_string).unwrap_or_default();
        let message = format!(
            "“{}” stands on {} more dates, up to {last}; each was read as one of its own, on the sheet “Repeats of line {}”.",
            shown(&event.summary),
            left.len(),
            event.line
        );
        self.say(
            Code::RepeatsRead,
            event.line,
            message,
            "Take single dates out in the calendar program, and export it again.",
        );
        self.repeats.push((event.line, listing));
        Ok(())
    }

    /// The dates after the first on which an event stands.
    fn others(&mut self, event: &Event, start: &When, end: Option<&When>) -> Vec<NaiveDate> {
        let mut dates = BTreeSet::new();
        if let Some(text) = &event.rule {
            match repeat::rule(text).map(|rule| rule.dates(start.date())) {
                Some(found) => {
                    if found.goes_on {
                        let last = found.after.last().map(ToString::to_string).unwrap_or_default();
                        let message = format!(
                            "“{}” repeats without an end; it was read up to {last}.",
                            shown(&event.summary)
                        );
                        self.say(
                            Code::RepeatsNotRead,
                            event.line,
                            message,
                            "Give the series an end in the calendar program, or export it again later.",
                        );
                    }
                    dates.extend(found.after);
                }
                None => {
                    let message = format!(
                        "“{}” repeats by a rule that is not read; only its first date was.",
                        shown(&event.summary)
                    );
                    self.say(
                        Code::RepeatsNotRead,
                        event.line,
                        message,
                        "Enter its other dates one by one, in the calendar or in a table of meetings.",
                    );
                    if let Some(problem) = self.book.problems.last_mut() {
                        problem.seen.clone_from(text);
                    }
                }
            }
        }
        let home = self.home;
        dates.extend(event.more.iter().map(|when| when.clone().at_home(home).date()));
        if let (When::Day(first), Some(When::Day(end))) = (start, end) {
            let days = when::days(*first, *end);
            if days > MOST_DAYS {
                let message = format!(
                    "“{}” goes on for {days} days; the first {MOST_DAYS} were read.",
                    shown(&event.summary)
                );
                self.say(
                    Code::RepeatsNotRead,
                    event.line,
                    message,
                    "Correct its end in the calendar program.",
                );
            }
            // A series of events of several days each is its series.
            if event.rule.is_none() {
                dates.extend(when::days_after(*first, *end, MOST_DAYS));
            }
        }
        dates.remove(&start.date());
        dates.into_iter().collect()
    }

    fn finish(mut self) -> Result<Workbook, Diagnostic> {
        if let Some(line) = self.cancelled.first().copied() {
            let message = match self.cancelled.len() {
                1 => "An event of the calendar is cancelled, and was not read.".to_owned(),
                n => {
                    format!("{n} events of the calendar are cancelled, and were not read; this is the first.")
                }
            };
            self.say(Code::RowIgnored, line, message, "Nothing need be done.");
        }
        for (zone, line) in std::mem::take(&mut self.elsewhere) {
            let message = format!(
                "Times of events are in the zone “{zone}”, which is not known; they were read as the production's own clock."
            );
            self.say(
                Code::TimeAmbiguous,
                line,
                message,
                "Choose a zone by its city (America/New_York) in the calendar program, and export it again.",
            );
        }
        if !self.days.is_empty() {
            let message = "The beginning of a shooting day's event was read as the crew's call, its end as the estimated wrap.";
            let line = self.days.first_row().unwrap_or(1);
            self.say(
                Code::RepeatsRead,
                line,
                message,
                "If they mean something else, make the event one of the whole day.",
            );
        }
        let listings = [self.meetings, self.days]
            .into_iter()
            .chain(self.repeats.into_iter().map(|(_, listing)| listing));
        for listing in listings.filter(|listing| !listing.is_empty()) {
            self.book.sheets.push(listing.sheet(&mut self.budget, self.file)?);
        }
        if self.book.sheets.is_empty() && self.book.problems.is_empty() {
            let message = "The calendar holds no events.";
            let help = "Export the calendar again, with the events of the dates that matter.";
            return Err(Diagnostic::new(Code::FileEmpty, message, help).in_file(self.file));
        }
        Ok(self.book)
    }
}

/// How an event is written in a row.
struct Row<'e> {
    event: &'e Event,
    unit_day: Option<&'e (String, String)>,
    line: u32,
}

impl Row<'_> {
    /// On the clock of the first day: 01:30 of the next is 25:30. Up to two days, as times are read.
    fn end(&self, start: &When, end: Option<&When>) -> Option<String> {
        let (from, to) = (start.clock()?, end?.clock()?);
        let midnight = from.date().and_hms_opt(0, 0, 0)?;
        let minutes = to.signed_duration_since(midnight).num_minutes();
        let fits = to >= from && minutes < 48 * 60;
        let offset = end.and_then(When::offset).map(|offset| format!(" {offset}")).unwrap_or_default();
        fits.then(|| format!("{:02}:{:02}{offset}", minutes.div_euclid(60), minutes.rem_euclid(60)))
    }

    fn cells(&self, start: &When, end: Option<&When>) -> Vec<(&'static str, String)> {
        let event = self.event;
        let clock = start.clock().map(|at| {
            let offset = start.offset().map(|offset| format!(" {offset}")).unwrap_or_default();
            format!("{}{offset}", at.format("%H:%M"))
        });
        let (clock, end) = (clock.unwrap_or_default(), self.end(start, end).unwrap_or_default());
        let place = if event.location.is_empty() { event.link.clone() } else { event.location.clone() };
        let date = start.date().to_string();
        let untitled = || format!("(no title, line {})", self.line);
        let what = if event.summary.is_empty() { untitled() } else { event.summary.clone() };
        let mut cells = match self.unit_day {
            Some((day, kind)) => vec![
                ("Date", date),
                ("Day", day.clone()),
                ("Day Type", kind.clone()),
                ("Crew Call", clock),
                ("Est. Wrap", end),
                ("Location", place),
                ("Notes", [what, event.description.clone()].join("\n").trim().to_owned()),
            ],
            None => vec![
                ("Date", date),
                ("Time", clock),
                ("End", end),
                ("What", what),
                ("Who", event.attendees.join("; ")),
                (
                    "Kind",
                    event
                        .kind
                        .filter(|_| !event.is_task)
                        .or(event.is_task.then_some("deadline"))
                        .unwrap_or_default()
                        .to_owned(),
                ),
                ("Place", place),
                ("Notes", event.description.clone()),
            ],
        };
        let zone = match start {
            When::At(_, Some(zone)) => zone.name().to_owned(),
            When::Elsewhere(_, zone) => zone.clone(),
            _ => String::new(),
        };
        cells.push(("Zone", zone));
        cells.push(("UID", event.uid.clone()));
        cells
    }
}

/// A title as it fits into a sentence.
fn shown(summary: &str) -> String {
    let line = super::listing::one_line(summary);
    match line.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", line.get(..at).unwrap_or_default()),
        None if line.is_empty() => "(no title)".to_owned(),
        None => line,
    }
}

//! Scheduled against actual: scenes, pages, minutes, set-ups; how far ahead or behind, and when it should finish.

use super::Report;
use super::amount::Amount;
use super::media;
use super::progress::{Measures, Planned, Reported, Totals};
use crate::model::{Day, Pages, Production, Running, Scene, Schedule};
use crate::render::paper::{self, Column};
use crate::render::words::Words;
use crate::render::written;
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::{Value, json};

/// The unit's show so far, as one reading of it: what is scheduled and what was shot, before, on and up to the day.
pub struct Figures<'a> {
    schedule: &'a Schedule<'a>,
    /// Everything that is scheduled for the unit or still without a day.
    all: Planned,
    planned_today: Planned,
    planned_to_date: Planned,
    before: Totals,
    pub to_date: Totals,
    /// Shooting days up to the day.
    days: usize,
    /// Those of them that somebody reported.
    reported: Vec<NaiveDate>,
}

impl<'a> Figures<'a> {
    pub fn of(production: &Production, reported: &'a Reported<'a>, day: &Day) -> Figures<'a> {
        let schedule = &reported.schedule;
        let board = || {
            let days = schedule.days().filter(|own| own.unit == day.unit);
            days.flat_map(|own| own.scenes().map(|scene| (own.date, scene)).collect::<Vec<_>>())
        };
        let until = |wanted: &dyn Fn(NaiveDate) -> bool| {
            let scenes: Vec<&Scene> =
                board().filter(|(date, _)| date.is_some_and(wanted)).map(|(_, scene)| scene).collect();
            Planned::of(schedule, scenes.into_iter())
        };
        let waiting = schedule.unscheduled.iter().copied().filter(|scene| scene.unit == day.unit);
        let all: Vec<&Scene> = board().map(|(_, scene)| scene).chain(waiting).collect();
        let own = |d: &&Day| d.is_shoot() && d.unit == day.unit && d.date <= day.date;
        let shot = || production.days.iter().filter(own);
        let mut before = Totals::of(reported, shot().filter(|d| d.date < day.date));
        if !shot().any(|d| d.date < day.date) {
            // Before the first day nothing was shot: that is known.
            let none = Amount { sum: Some(0), open: false };
            before.sums = Measures { pages: none, seconds: none, setups: none, slates: none, takes: none };
        }
        Figures {
            all: Planned::of(schedule, all.into_iter()),
            planned_today: until(&|date| date == day.date),
            planned_to_date: until(&|date| date <= day.date),
            before,
            to_date: Totals::of(reported, shot()),
            days: shot().count(),
            reported: shot().filter(|d| reported.is_told(d)).map(|d| d.date).collect(),
            schedule,
        }
    }

    /// Eighths shot up to the day less those scheduled up to it; none while a day or a length is not known.
    fn pages_ahead(&self) -> Option<i64> {
        if self.to_date.unreported > 0 || self.planned_to_date.sums.pages.known()? == 0 {
            return None;
        }
        self.to_date.sums.pages.less(self.planned_to_date.sums.pages)
    }

    /// The same in average scheduled days.
    fn days_ahead(&self) -> Option<Decimal> {
        let planned = Decimal::from(self.planned_to_date.sums.pages.known()?);
        let average = planned.checked_div(Decimal::from(self.days))?;
        Decimal::from(self.pages_ahead()?).checked_div(average)
    }

    /// Scenes that are still to be completed.
    fn scenes_left(&self) -> usize {
        let shot = |key: &&String| self.to_date.done.contains(*key) || self.to_date.deleted.contains(*key);
        self.all.scenes.iter().filter(|key| !shot(key)).count()
    }
}

pub struct Ahead {
    /// `+1 3/8`: more pages shot than were scheduled up to the day.
    pub pages: String,
    /// The same in average days, an estimate.
    pub days: Option<String>,
}

pub fn ahead(r: &Report) -> Option<Ahead> {
    let words = r.sheet.words;
    let pages = signed(r.figures.pages_ahead()?, &eighths);
    let days = r.figures.days_ahead().map(|days| {
        let days = days.round_dp(1);
        let sign = match days {
            days if days.is_zero() => "",
            days if days.is_sign_negative() => "\u{2212}",
            _ => "+",
        };
        let days = words.number(days.abs(), 1);
        words.say("paper.estimate", &[("value", &format!("{sign}{days}"))])
    });
    Some(Ahead { pages, days })
}

/// When photography should finish: as the log says, else by the days ahead or behind, which is an estimate and says so.
pub fn finish(r: &Report) -> Value {
    match written_finish(r) {
        Some(date) => json!(r.sheet.words.date_medium(date)),
        None => estimated_finish(r).map_or(Value::Null, paper::est),
    }
}

fn written_finish(r: &Report) -> Option<NaiveDate> {
    let log = r.day.log.as_ref()?;
    written::row(r.view.production, "unit-log", &log.cell)?.date("Est. Finish")
}

fn estimated_finish(r: &Report) -> Option<String> {
    let words = r.sheet.words;
    let production = r.view.production;
    let own = |d: &&Day| d.is_shoot() && d.unit == r.day.unit;
    let mut dates: Vec<NaiveDate> = production.days.iter().filter(own).map(|d| d.date).collect();
    dates.sort_unstable();
    // A day that is begun is a day; one that is not whole is none to be given back.
    let by = r.figures.days_ahead()?.floor().to_i64()?;
    let date = if by < 0 {
        let works = |date: &NaiveDate| {
            production.facts.workweek.contains(&chrono::Datelike::weekday(date))
                && r.figures.schedule.off(*date).is_none()
        };
        let after = dates.last()?.checked_add_days(Days::new(1))?;
        let mut more = after.iter_days().take(366).filter(works);
        more.nth(usize::try_from(by.unsigned_abs()).ok()?.checked_sub(1)?)?
    } else {
        // No earlier than the day itself.
        let left: Vec<NaiveDate> = dates.into_iter().filter(|date| *date >= r.day.date).collect();
        let at = left.len().checked_sub(1)?.saturating_sub(usize::try_from(by).ok()?);
        *left.get(at)?
    };
    Some(words.say("paper.estimate", &[("value", &words.date_medium(date))]))
}

fn eighths(n: i64) -> String {
    Pages::new(u32::try_from(n.unsigned_abs()).unwrap_or(u32::MAX)).to_string()
}

/// `+2`, `−1 3/8`, `0`
fn signed(n: i64, show: &dyn Fn(i64) -> String) -> String {
    let sign = match n {
        0 => "",
        1.. => "+",
        _ => "\u{2212}",
    };
    format!("{sign}{}", show(n.saturating_abs()))
}

/// One line of the table: what is measured, and its amounts.
struct Line<'a> {
    name: &'a str,
    show: &'a dyn Fn(i64) -> String,
    all: Amount,
    before: Amount,
    planned_today: Amount,
    today: Amount,
    planned_to_date: Amount,
    to_date: Amount,
    left: Option<i64>,
}

impl Line<'_> {
    fn cells(&self, whole: bool) -> Vec<Value> {
        let said = |amount: Amount| paper::cell(amount.said(self.show));
        let strong = |amount: Amount| amount.said(self.show).map_or(Value::Null, paper::strong);
        let ahead = self.to_date.less(self.planned_to_date).filter(|_| whole);
        let left = self.left.filter(|_| whole).map(|n| {
            let sign = if n < 0 { "\u{2212}" } else { "" };
            format!("{sign}{}", (self.show)(n.saturating_abs()))
        });
        vec![
            json!(self.name),
            said(self.all),
            said(self.before),
            said(self.planned_today),
            strong(self.today),
            said(self.planned_to_date),
            strong(self.to_date),
            paper::cell(left),
            paper::cell(ahead.map(|n| signed(n, self.show))),
        ]
    }

    fn is_blank(&self) -> bool {
        self.today.sum.is_none() && self.to_date.sum.is_none()
    }
}

/// Scenes, pages, minutes and set-ups: of the script, before, scheduled and shot today and to date, remaining, ahead or behind.
pub fn table(r: &Report) -> Value {
    let words = r.sheet.words;
    let f = &r.figures;
    let scenes = |n: usize| Amount::of(Some(i64::try_from(n).unwrap_or(i64::MAX)));
    let complete = r.progress.is_told().then(|| r.progress.with(&["complete"]).len());
    let whole = |n: i64| words.number(Decimal::from(n), 0);
    let of_time = |n: i64| Running(n).to_string();
    let line = |name, show, of: &dyn Fn(&Measures) -> Amount| {
        let (all, to_date) = (of(&f.all.sums), of(&f.to_date.sums));
        Line {
            name: words.get(name),
            show,
            all,
            before: of(&f.before.sums),
            planned_today: of(&f.planned_today.sums),
            today: of(&r.progress.sums),
            planned_to_date: of(&f.planned_to_date.sums),
            to_date,
            left: all.less(to_date),
        }
    };
    let lines = [
        Line {
            name: words.get("call_sheet.scenes"),
            show: &whole,
            all: scenes(f.all.scenes.len()),
            before: scenes(f.before.done.len()),
            planned_today: scenes(f.planned_today.scenes.len()),
            today: complete.map_or(Amount::default(), scenes),
            planned_to_date: scenes(f.planned_to_date.scenes.len()),
            to_date: scenes(f.to_date.done.len()),
            left: i64::try_from(f.scenes_left()).ok(),
        },
        line("common.col_pages", &eighths, &|m| m.pages),
        line("paper.minutes", &of_time, &|m| m.seconds),
        line("paper.setups", &whole, &|m| m.setups),
    ];
    let counted = [line("paper.slates", &whole, &|m| m.slates), line("paper.takes", &whole, &|m| m.takes)];
    let all_told = f.to_date.unreported == 0;
    let mut rows: Vec<Vec<Value>> = lines.iter().map(|line| line.cells(all_told)).collect();
    rows.extend(counted.iter().filter(|line| !line.is_blank()).map(|line| line.cells(all_told)));
    rows.extend(recorded(r));
    let columns = [
        Column::new(words.get("paper.progress"), 1.7),
        Column::new(words.get("paper.script_total"), 0.9).end(),
        Column::new(words.get("paper.before"), 0.9).end(),
        Column::new(words.get("paper.scheduled_today"), 1.0).end(),
        Column::new(words.get("paper.today"), 0.9).end(),
        Column::new(words.get("paper.scheduled_to_date"), 1.0).end(),
        Column::new(words.get("paper.to_date"), 0.9).end(),
        Column::new(words.get("paper.remaining"), 1.0).end(),
        Column::new(words.get("paper.ahead_behind"), 1.0).end(),
    ];
    let missing = (f.to_date.unreported > 0).then(|| words.count("paper.unreported", f.to_date.unreported));
    paper::table(None, missing.as_deref(), &columns, rows)
}

/// How much picture was recorded, and the shooting ratio that makes.
fn recorded(r: &Report) -> Vec<Vec<Value>> {
    let words: &Words = r.sheet.words;
    let (production, unit) = (r.view.production, r.day.unit.as_str());
    let today = media::picture(production, unit, |date| date == r.day.date);
    let to_date = media::picture_to_date(production, r.day, &r.figures.reported);
    if today.sum.is_none() && to_date.sum.is_none() {
        return Vec::new();
    }
    let shown = |amount: Amount| amount.said(|n| Running(n).to_string()).map_or(Value::Null, paper::strong);
    let row = |name: &'static str, today: Value, to_date: Value| {
        let blank = || Value::Null;
        vec![json!(words.get(name)), blank(), blank(), blank(), today, blank(), to_date, blank(), blank()]
    };
    let ratio = |recorded: Amount, screen: Amount| {
        media::ratio(words, recorded, screen).map_or(Value::Null, paper::strong)
    };
    let of_all = if r.figures.to_date.unreported == 0 { to_date } else { Amount::default() };
    vec![
        row("paper.recorded", shown(today), shown(to_date)),
        row(
            "paper.ratio",
            ratio(today, r.progress.sums.seconds),
            ratio(of_all, r.figures.to_date.sums.seconds),
        ),
    ]
}

//! `kind = "average-week"` and `kind = "night-average"`: working time on average over the weeks of a reference period.

use super::{days, monday, worked};
use crate::check::bounds::Span;
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::{Outcome, Subject};
use crate::check::kinds::rest::pairs::WorkDay;
use crate::check::kinds::worktime::say;
use crate::check::kinds::{Kind, KindSpec};
use crate::check::parameter::{ClockTime, LoadScope, Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::clock::{Resolved, resolve};
use crate::model::{Basis, Instant, Minutes, Shift, WallTime};
use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const WEEK: KindSpec = KindSpec {
    name: "average-week",
    about: "Average weekly working time, deductible meals out, over any so many weeks running; of several that are over, the highest.\n\
        With fewer weeks on record than the average needs, an advisory says over how many it is.\n\
        most         on average\n\
        weeks        over so many weeks",
    load: load_week,
    shorthand: Some(crate::check::kinds::worktime::given::shorthand),
};

pub const NIGHT: KindSpec = KindSpec {
    name: "night-average",
    about: "Average working time a day of somebody who works at night on most days, over so many weeks running (as average-week).\n\
        most         on average in each 24 hours\n\
        weeks        over so many weeks\n\
        days         days of a week that count (the others are weekly rest)\n\
        night        { from, to, least }: the night, and how much of a day must lie in it to make the day night work",
    load: load_night,
    shorthand: Some(crate::check::kinds::worktime::given::shorthand),
};

#[derive(Debug)]
struct AverageRule {
    most: Quantity<Minutes>,
    weeks: Quantity<Decimal>,
    night: Option<Night>,
}

#[derive(Debug)]
struct Night {
    days: Quantity<Decimal>,
    from: Quantity<ClockTime>,
    to: Quantity<ClockTime>,
    least: Quantity<Minutes>,
}

fn load_week(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (most, weeks) = (Quantity::need(fields, "most", scope), Quantity::need(fields, "weeks", scope));
    Some(Box::new(AverageRule { most: most?, weeks: weeks?, night: None }))
}

fn load_night(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (most, weeks) = (Quantity::need(fields, "most", scope), Quantity::need(fields, "weeks", scope));
    let days = Quantity::need(fields, "days", scope);
    if !fields.has("night") {
        fields.need_text("night");
    }
    let night = fields.table("night", "the night", |night| {
        let (from, to) = (Quantity::need(night, "from", scope), Quantity::need(night, "to", scope));
        let least = Quantity::need(night, "least", scope);
        Some((from?, to?, least?))
    });
    let (from, to, least) = night?;
    Some(Box::new(AverageRule {
        most: most?,
        weeks: weeks?,
        night: Some(Night { days: days?, from, to, least }),
    }))
}

/// What a person did in one week.
#[derive(Clone, Debug, Default)]
struct Week {
    min: i64,
    /// `None`: a time is missing, and nothing bounds it.
    max: Option<i64>,
    days: usize,
    nights: usize,
}

/// Weeks running, put together.
#[derive(Clone, Debug)]
struct Window {
    last: NaiveDate,
    weeks: i64,
    total: Week,
}

/// The numbers as they hold.
struct Numbers {
    most: Looked<Minutes>,
    weeks: Looked<Decimal>,
    needed: i64,
    night: Option<NightOn>,
    /// Parts of a week that the total is divided by: 1, or the days that count.
    parts: i64,
}

struct NightOn {
    days: Looked<Decimal>,
    from: Looked<ClockTime>,
    to: Looked<ClockTime>,
    least: Looked<Minutes>,
}

impl Kind for AverageRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        days(rule, case).iter().filter_map(|works| self.person(case, works)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["weeks_on_record", "nights"]
    }
}

impl AverageRule {
    fn numbers(&self, case: &Case<'_>, date: NaiveDate) -> Option<Numbers> {
        let dates = case.dates(date);
        let night = match &self.night {
            Some(night) => Some(NightOn {
                days: case.look(&night.days, &dates).ok()?,
                from: case.look(&night.from, &dates).ok()?,
                to: case.look(&night.to, &dates).ok()?,
                least: case.look(&night.least, &dates).ok()?,
            }),
            None => None,
        };
        let weeks = case.look(&self.weeks, &dates).ok()?;
        let whole = |number: Decimal| i64::try_from(number.trunc()).ok().filter(|n| *n > 0);
        Some(Numbers {
            most: case.look(&self.most, &dates).ok()?,
            needed: whole(weeks.value)?,
            parts: night.as_ref().map_or(Some(1), |night| whole(night.days.value))?,
            weeks,
            night,
        })
    }

    fn person(&self, case: &Case<'_>, works: &[(WorkDay<'_>, &Shift)]) -> Option<Draft> {
        let (last, shift) = works.last()?;
        let numbers = self.numbers(case, last.date)?;
        let windows = windows(works, &numbers);
        let limit = numbers.most.value.0 * numbers.parts;
        let counts =
            |window: &&Window| numbers.night.is_none() || 2 * window.total.nights > window.total.days;
        // Whole periods first: over for certain, then perhaps over; else what the weeks so far come to.
        let whole: Vec<&Window> =
            windows.iter().filter(|w| w.weeks == numbers.needed).filter(counts).collect();
        let worst =
            whole.iter().filter(|w| w.total.min > limit * w.weeks).max_by_key(|w| (w.total.min, w.last));
        if let Some(window) = worst {
            return Some(self.draft(case, works, shift, window, &numbers));
        }
        let open = whole.iter().find(|w| w.total.max.is_none_or(|max| max > limit * w.weeks));
        if let Some(window) = open {
            let says = format!(
                "{}: whether the {} weeks up to {} are over {} on average cannot be told, for a time is missing.",
                case.person(shift).name,
                window.weeks,
                say::date(case, sunday(window.last)?),
                length(numbers.most.value.0)
            );
            let mut draft = self.draft(case, works, shift, window, &numbers).undetermined(says);
            (draft.measured, draft.excess_minutes) = (None, None);
            draft.helps = Some("Enter the missing time.".into());
            draft.arithmetic = "a time is missing".into();
            return Some(draft);
        }
        let so_far = windows.last().filter(|w| w.weeks < numbers.needed).filter(counts)?;
        if so_far.total.min <= limit * so_far.weeks {
            return None;
        }
        let mut draft = self.draft(case, works, shift, so_far, &numbers);
        // Weeks that are not on record could bring the average down.
        if so_far.total.min <= limit * numbers.needed {
            draft.outcome = Some(Outcome::Advisory);
            draft.says = Some(format!(
                "{} works {} a {} on average, with {} of {} weeks on record; the law allows {} on average over {} weeks.",
                case.person(shift).name,
                length(ceiling(so_far.total.min, so_far.weeks * numbers.parts)),
                if numbers.night.is_some() { "day" } else { "week" },
                so_far.weeks,
                numbers.needed,
                length(numbers.most.value.0),
                numbers.needed
            ));
        }
        Some(draft)
    }

    fn draft(
        &self,
        case: &Case<'_>,
        works: &[(WorkDay<'_>, &Shift)],
        shift: &Shift,
        window: &Window,
        numbers: &Numbers,
    ) -> Draft {
        let subject = Subject {
            kind: "week",
            person: Some(case.person(shift).name.clone()),
            week_ending: sunday(window.last).map(|day| day.to_string()),
            ..Subject::default()
        };
        let first = window.last.checked_sub_days(Days::new(7 * u64::try_from(window.weeks - 1).unwrap_or(0)));
        let within = |date: NaiveDate| first.is_none_or(|first| date >= first) && monday(date) <= window.last;
        let inside: Vec<&WorkDay<'_>> =
            works.iter().map(|(work, _)| work).filter(|work| within(work.date)).collect();
        let mut draft = Draft::about(subject, inside.iter().map(|work| work.start_cell()).collect());
        let plan = inside.iter().any(|work| work.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        let parts = window.weeks * numbers.parts;
        // Up to the next minute: what is over by seconds is over.
        let average = ceiling(window.total.min, parts);
        draft.measured = Some(length(average));
        draft.limit = Some(length(numbers.most.value.0));
        draft.excess_minutes = Some(average - numbers.most.value.0);
        draft.used(&numbers.most);
        draft.used(&numbers.weeks);
        draft.set("weeks_on_record", window.weeks.to_string());
        draft.set("nights", window.total.nights.to_string());
        draft.arithmetic =
            format!("{} ÷ {} weeks = {}", length(window.total.min), window.weeks, length(average));
        if let Some(night) = &numbers.night {
            draft.used(&night.days);
            draft.used(&night.from);
            draft.used(&night.to);
            draft.used(&night.least);
            draft.arithmetic = format!(
                "{} of {} days worked at night; {} ÷ ({} weeks × {} days) = {}",
                window.total.nights,
                window.total.days,
                length(window.total.min),
                window.weeks,
                numbers.parts,
                length(average)
            );
        }
        draft
    }
}

fn ceiling(minutes: i64, parts: i64) -> i64 {
    if parts > 0 { (minutes + parts - 1).div_euclid(parts) } else { minutes }
}

fn sunday(monday: NaiveDate) -> Option<NaiveDate> {
    monday.checked_add_days(Days::new(6))
}

/// The weeks up to each week on record, as many as the average needs or as there are.
fn windows(works: &[(WorkDay<'_>, &Shift)], numbers: &Numbers) -> Vec<Window> {
    let mut weeks: BTreeMap<NaiveDate, Week> = BTreeMap::new();
    for (work, _) in works {
        let Span { min, max } = worked(work);
        let week = weeks.entry(monday(work.date)).or_insert(Week { max: Some(0), ..Week::default() });
        week.min += min.unwrap_or(0);
        week.max = week.max.zip(max).map(|(all, one)| all + one);
        week.days += 1;
        week.nights += usize::from(numbers.night.as_ref().is_some_and(|night| night.is_night(work)));
    }
    let (Some(first), Some(last)) = (weeks.keys().next().copied(), weeks.keys().last().copied()) else {
        return Vec::new();
    };
    let count = (last - first).num_weeks();
    (0..=count)
        .filter_map(|nth| {
            let last = first.checked_add_days(Days::new(7 * u64::try_from(nth).ok()?))?;
            let length = (nth + 1).min(numbers.needed);
            let from = last.checked_sub_days(Days::new(7 * u64::try_from(length - 1).ok()?))?;
            let mut total = Week { max: Some(0), ..Week::default() };
            for week in weeks.range(from..=last).map(|(_, week)| week) {
                total.min += week.min;
                total.max = total.max.zip(week.max).map(|(all, one)| all + one);
                total.days += week.days;
                total.nights += week.nights;
            }
            Some(Window { last, weeks: length, total })
        })
        .collect()
}

impl NightOn {
    /// Does enough of the day lie in the night for certain?
    fn is_night(&self, work: &WorkDay<'_>) -> bool {
        let at_night: i64 = work
            .shifts
            .iter()
            .filter_map(|shift| {
                let from = shift.call.moment.latest()?;
                let to = shift.dismissed.moment.earliest().or(shift.wrap.moment.earliest())?;
                Some(self.minutes(from, to))
            })
            .sum();
        at_night >= self.least.value.0
    }

    /// Elapsed minutes of a stretch that lie in the night.
    fn minutes(&self, from: Instant, to: Instant) -> i64 {
        let at = |date: NaiveDate, clock: i32| match resolve(date, &WallTime::new(clock), from.timezone()) {
            Resolved::At(moment) => moment.earliest(),
            Resolved::DoesNotExist => None,
        };
        let (begins, ends) = (self.from.value.0, self.to.value.0);
        let over = if ends <= begins { ends + 24 * 60 } else { ends };
        let first = from.date_naive().pred_opt().unwrap_or(from.date_naive());
        first
            .iter_days()
            .take_while(|date| *date <= to.date_naive())
            .filter_map(|date| {
                let (night, morning) = (at(date, begins)?, at(date, over)?);
                Some((to.min(morning) - from.max(night)).num_minutes().max(0))
            })
            .sum()
    }
}

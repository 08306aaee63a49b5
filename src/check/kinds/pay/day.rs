//! The days of each person, one after another: clocks that run on, the rows' rates and tiers, and the sum.

use super::PayRule;
use super::extra::{Days, Extra, Measured};
use super::holding::{until_wall, wall};
use super::lines::{self, Paid, Price, Tag};
use super::rows::Row;
use super::timeline::{self, Side, Timeline};
use crate::check::case::{Case, Draft};
use crate::check::kinds::PaidAs;
use crate::check::kinds::rest::interruption::{Interruption, Interruptions};
use crate::check::kinds::rest::pairs::{self, WorkDay};
use crate::check::kinds::worktime::counting::Days as CountedDays;
use crate::check::kinds::worktime::points::Points;
use crate::check::kinds::worktime::tiers::Column;
use crate::check::kinds::worktime::{by_person, first_of_week, say};
use crate::check::parameter::Dates;
use crate::check::pay::{Clocks, Holding, Piece, lies_between, walk};
use crate::check::pay_day::{PayDraft, PayLine};
use crate::check::rule::Rule;
use crate::model::{Instant, Money};
use chrono::{Duration, NaiveDate, Weekday};
use rust_decimal::Decimal;
use std::sync::Arc;

/// What one person's days at one employer leave behind for the next.
#[derive(Clone, Debug, Default)]
struct Chain {
    /// In the reading that pays least, and in the one that pays most (`None`: not known).
    least: Clocks,
    most: Option<Clocks>,
    week: Option<NaiveDate>,
    /// A day of this week is open, so that its straight hours are.
    week_is_open: bool,
    end: Option<Instant>,
}

/// What a reading pays.
struct Reckoned {
    lines: Vec<PayLine>,
    missing: Option<String>,
    sum: Decimal,
    is_open: bool,
}

/// What of the dearest reading is a bound.
#[derive(Clone, Copy)]
struct Bound {
    sum: Decimal,
    is_open: bool,
    is_priced: bool,
}

impl Reckoned {
    fn bound(&self) -> Bound {
        Bound { sum: self.sum, is_open: self.is_open, is_priced: self.missing.is_none() }
    }
}

impl PayRule {
    pub(super) fn pay_all(&self, rule: &Rule, case: &Case<'_>) -> Vec<PayDraft> {
        let company = case.production.facts.company.as_deref();
        let mut paid = Vec::new();
        let merging = self.merge.as_ref().and_then(|name| case.pack.rule(name));
        let interruptions = merging.map(|rest| rest.kind.interruptions(rest, case)).unwrap_or_default();
        for (person, judged) in by_person(rule, case) {
            let counted = self.counting.as_ref().map(|counting| counting.days(case, person));
            let ignored = judged.first().map_or(0, |shift| {
                let looked = self.makeup.as_ref().and_then(|m| case.look(m, &case.dates(shift.date)).ok());
                looked.map_or(0, |minutes| minutes.value.0)
            });
            for days in pairs::paid_days(judged.into_iter(), company, ignored, false) {
                let mut chain = Chain { most: Some(Clocks::default()), ..Chain::default() };
                for (index, day) in days.iter().enumerate() {
                    let next = days.get(index + 1);
                    let with = Day { rule: self, id: rule, case, day, next, counted: &counted, ignored };
                    paid.push(with.pay(&interruptions, &mut chain));
                }
            }
        }
        paid.extend(case.take_undecided().into_iter().map(|draft| PayDraft {
            missing: draft.says.clone(),
            draft,
            ..PayDraft::default()
        }));
        paid
    }
}

/// One day to be paid.
pub(super) struct Day<'k, 'a> {
    pub rule: &'k PayRule,
    pub id: &'k Rule,
    pub case: &'k Case<'a>,
    pub day: &'k WorkDay<'a>,
    pub next: Option<&'k WorkDay<'a>>,
    pub counted: &'k Option<CountedDays<'a>>,
    pub ignored: i64,
}

impl Day<'_, '_> {
    fn pay(&self, interruptions: &Interruptions, chain: &mut Chain) -> PayDraft {
        let (case, day) = (self.case, self.day);
        let dates = case.dates(day.date);
        let mut draft = Draft::about(say::about("day", case, day.first), self.sources());
        draft.basis = Some(day.basis);
        let mut pay = PayDraft {
            employer: day.first.employer.clone(),
            rows: day.shifts.iter().map(|shift| shift.cell.clone()).collect(),
            ..PayDraft::default()
        };
        if let Some(other) = self.other_day(&dates, &mut draft) {
            return PayDraft { draft, ..other };
        }
        let own = self.own_column(&mut draft);
        let after_midnight = self.after_midnight(&dates);
        pay.includes = self.includes(interruptions, own, after_midnight);
        let mut rows = match self.rows(&dates, own, after_midnight, &mut draft) {
            Ok(rows) => rows,
            Err(why) => {
                pay.missing = Some(why);
                pay.draft = draft;
                chain.most = None;
                chain.end = day.end.known();
                return pay;
            }
        };
        let before = interruptions.get(&day.first.cell);
        if before == Some(&Interruption::Added { runs_on: true }) {
            let tiers = rows.iter_mut().flat_map(|row| row.columns.values_mut().flatten());
            tiers.for_each(|tier| tier.carries = true);
        }
        self.begin(chain, before, &rows, own);
        let throughout =
            self.next.is_some_and(|n| interruptions.get(&n.first.cell) == Some(&Interruption::Throughout));

        let guarantee = self.guarantee(&dates, before, throughout, &mut draft);
        // A call that may be no new one need not be paid as much as a call is.
        let certainly = if before == Some(&Interruption::Unknown) { 0 } else { guarantee };
        let least = self.timeline(Side::Least, &dates, throughout);
        let most = self.timeline(Side::Most, &dates, throughout);
        let currency = rows.last().map_or_else(|| Arc::from(""), |row| row.price.rates.currency.clone());
        let mut why = timeline::open_words(day).filter(|_| least != most || least.is_err());
        let certain = match &least {
            Ok(timeline) => timeline.clone(),
            Err(missing) => {
                why = Some(missing.clone());
                let start = day.start.latest.or(day.end.earliest);
                start.map_or_else(Timeline::default, |at| {
                    Timeline::guarantee(at, certainly, rows.len().saturating_sub(1))
                })
            }
        };
        let mut reckon = |timeline: &Timeline, guarantee: i64, clocks: &mut Clocks| {
            self.reckon(timeline, &rows, (own, after_midnight), guarantee, &dates, clocks, &mut draft)
        };
        let same = least == most && chain.most.is_some();
        // Most days are certain, and so are the days before them: one reading is both.
        let is_certain = least.is_ok() && same && chain.most == Some(chain.least);
        let low = reckon(&certain, certainly, &mut chain.least);
        let high = match (&most, &mut chain.most) {
            _ if is_certain => {
                chain.most = Some(chain.least);
                Some(low.bound())
            }
            (Ok(timeline), Some(clocks)) => Some(reckon(timeline, guarantee, clocks).bound()),
            _ => {
                chain.most = None;
                None
            }
        };
        if before == Some(&Interruption::Unknown) {
            why = why.or_else(|| Some("the release of the day before is missing".into()));
        }
        if chain.week_is_open && !same {
            why = why.or_else(|| Some("an earlier day of the week is not certain".into()));
        }
        chain.week_is_open |= high.is_none_or(|high| high.is_open);
        chain.end = day.end.known();

        if let Some(missing) = low.missing {
            // Without a rate there are hours, and no amount at all.
            pay.missing = Some(missing);
        } else {
            let bounded = high.filter(|high| !high.is_open && !low.is_open && high.is_priced);
            let top = bounded.map(|high| high.sum.max(low.sum));
            pay.min = Some(Money::new(low.sum, currency.clone()));
            pay.max = top.map(|top| Money::new(top, currency));
            let uncertain = pay.max != pay.min;
            let open = || "which tier holds is not known".to_owned();
            pay.missing = if uncertain { Some(why.unwrap_or_else(open)) } else { None };
        }
        pay.lines = low.lines;
        pay.draft = draft;
        pay
    }

    /// Rules whose findings of this date price what is in this pay already: the sixth day that is paid as one, and the rest
    /// rule where it adds two days together.
    fn includes(
        &self,
        interruptions: &Interruptions,
        own: Column,
        after_midnight: Option<Column>,
    ) -> Vec<String> {
        let rule = self.rule;
        let added = interruptions.get(&self.day.first.cell).is_some_and(|how| *how != Interruption::Unknown);
        let is_paid = |other: &&Rule| match other.kind.paid_as() {
            Some(PaidAs::Day(column)) => column == own,
            Some(PaidAs::AfterMidnight) => after_midnight.is_some() || rule.extra.iter().any(Extra::is_past),
            Some(PaidAs::LongDay) => rule.extra.iter().any(|extra| !extra.is_past()),
            None => added && rule.merge.as_ref() == Some(&other.id),
        };
        let named = |other: &&Rule| other.paid_by.as_ref() == Some(&self.id.id);
        let rules = self.case.pack.rules.iter().filter(|other| is_paid(other) || named(other));
        rules.map(|other| other.full_id.clone()).collect()
    }

    /// The cells of the day's times and rate.
    fn sources(&self) -> Vec<crate::model::Cell> {
        let mut cells = Vec::new();
        for shift in &self.day.shifts {
            let meals = shift.meals.iter().flat_map(|meal| [&meal.start, &meal.end]);
            let times =
                std::iter::once(&shift.call).chain(meals).chain([pairs::release(shift, self.ignored)]);
            cells.extend(times.filter_map(|timed| timed.cell.clone()));
            let paid = [shift.terms.rate.as_ref(), shift.adjustment.as_ref()];
            cells.extend(paid.into_iter().flatten().map(|money| money.cell.clone()));
            if cells.is_empty() {
                cells.push(shift.cell.clone());
            }
        }
        cells.dedup();
        cells
    }

    /// The clocks as they stand when the day begins.
    fn begin(&self, chain: &mut Chain, before: Option<&Interruption>, rows: &[Row], own: Column) {
        let tiers = rows.first().and_then(|row| row.columns.get(&own)).map(Vec::as_slice).unwrap_or_default();
        let gap = chain.end.and_then(|end| Some((self.day.start.known()? - end).num_minutes()));
        let gap = gap.unwrap_or(i64::MAX);
        match before {
            Some(Interruption::Throughout) => {}
            Some(Interruption::Added { .. }) => {
                chain.least.interrupt();
                if let Some(most) = &mut chain.most {
                    most.interrupt();
                }
            }
            Some(Interruption::Unknown) => {
                chain.least.rest(i64::MAX, tiers);
                chain.most = None;
            }
            None => {
                chain.least.rest(gap, tiers);
                let week_is_open = chain.week_is_open;
                let most =
                    chain.most.get_or_insert_with(|| Clocks { week: chain.least.week, ..Clocks::default() });
                most.rest(gap, tiers);
                let by_week = rows.iter().flat_map(|row| row.columns.values().flatten());
                let mut by_week = by_week.filter(|tier| tier.clock == crate::check::pay::Clock::Week);
                if week_is_open && by_week.next().is_some() {
                    chain.most = None;
                }
            }
        }
        let workweek = self.case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        let week = first_of_week(self.day.date, self.rule.week_begins.unwrap_or(workweek));
        if chain.week != Some(week) {
            chain.week = Some(week);
            chain.week_is_open = false;
            chain.least.week = 0;
            if let Some(most) = &mut chain.most {
                most.week = 0;
            }
        }
    }

    fn timeline(&self, side: Side, dates: &Dates, throughout: bool) -> Result<Timeline, String> {
        let (rule, case, day) = (self.rule, self.case, self.day);
        if !rule.own_ends {
            let facts = case.facts_of(day.last);
            let point = |points: &Points| points.on(case, &facts, dates, day, self.ignored);
            let (Ok(from), Ok(to)) = (point(&rule.from), point(&rule.to)) else {
                return Err("where the day is measured from and to is not known".into());
            };
            return timeline::between(from.at, to.at, side);
        }
        let work_below =
            rule.work_below.as_ref().and_then(|m| case.look(m, dates).ok()).map_or(0, |m| m.value.0);
        if side == Side::Least && day.shifts.iter().any(|shift| shift.meals_on_sheet == 0) {
            return Err("the timesheet has no place for meals".into());
        }
        let mut timeline = timeline::of(day, side, work_below, self.ignored)?;
        let last = day.shifts.len().saturating_sub(1);
        if throughout && let Some(gap) = self.next.and_then(|next| day.end.until(next.start).known()) {
            timeline.lengthen(gap, last);
        }
        Ok(timeline)
    }

    /// What one reading of the day pays; the clocks are left as the day leaves them.
    #[expect(clippy::too_many_arguments, reason = "each is one part of the day")]
    fn reckon(
        &self,
        timeline: &Timeline,
        rows: &[Row],
        columns: (Column, Option<Column>),
        guarantee: i64,
        dates: &Dates,
        clocks: &mut Clocks,
        draft: &mut Draft,
    ) -> Reckoned {
        let (rule, case, last) = (self.rule, self.case, self.day.last);
        let facts = case.facts_of(last);
        let row = rows.len().saturating_sub(1);
        let mut by_hour = timeline.clone();
        if let Some(after) = rule.extra.iter().filter_map(|extra| extra.cutoff(case, last, dates)).min() {
            by_hour.cut(after);
        }
        let mut segments: Vec<Paid> = Vec::new();
        // Where each stretch of work after a release begins among them.
        let mut begin: Vec<usize> = Vec::new();
        for (index, run) in by_hour.runs.iter().enumerate() {
            begin.push(segments.len());
            if index > 0 && rule.merge.is_some() {
                clocks.interrupt();
            }
            let pieces: Vec<Piece> = run.iter().map(|placed| placed.piece).collect();
            let hold = |piece: usize, at: i64, clocks: &Clocks| {
                self.holding(run.get(piece), at, clocks, rows, columns)
            };
            segments.extend(walk(&pieces, clocks, hold));
        }
        // What is paid already, a meal within golden time among it, counts for the guarantee.
        let paid: i64 = segments.iter().map(|segment| segment.minutes).sum();
        if let Some(at) = by_hour.end().filter(|_| paid < guarantee) {
            let piece = Piece { minutes: guarantee - paid, is_meal: false };
            let placed = timeline::Placed { piece, row, at, is_guarantee: true };
            let hold =
                |_: usize, at: i64, clocks: &Clocks| self.holding(Some(&placed), at, clocks, rows, columns);
            segments.extend(walk(&[piece], clocks, hold));
            clocks.worked -= piece.minutes;
        }
        // Hours that are only guaranteed are not the week's.
        let guaranteed = segments.iter().filter(|s| s.tag.is_guarantee && s.tier.is_none());
        clocks.week -= guaranteed.map(|s| s.minutes).sum::<i64>();
        lines::lift(&mut segments);
        let unit = rule.unit.as_ref().and_then(|unit| unit.look(case, &facts, dates).ok());
        if let Some(unit) = unit {
            lines::round_up_end(&mut segments, unit.value.0);
        }
        let is_open = segments.iter().any(|s| s.tier.as_ref().is_some_and(|tier| tier.open));
        let prices: Vec<Price> = rows.iter().map(|row| row.price.clone()).collect();
        let (mut lines, mut missing) = lines::lines(&segments, &prices);
        lines.extend(self.call_backs(&by_hour, (&segments, &begin), &prices, dates, columns.0, draft));
        if let (Some(end), Some(price)) = (timeline.end(), prices.last()) {
            let measured = Measured { worked: timeline.worked(), elapsed: timeline.elapsed(), end };
            for extra in &rule.extra {
                let Some(Days { days, why }) = extra.on(case, last, dates, measured, draft) else { continue };
                let (line, why) = lines::days_pay(days, &why, price);
                lines.push(line);
                missing = missing.or(why);
            }
        }
        let flat = self.day.shifts.iter().filter(|shift| !self.is_in_base(shift));
        lines.extend(flat.filter_map(|shift| shift.adjustment.as_ref()).map(lines::adjustment));
        let amounts = lines.iter().filter_map(|line| line.amount.as_ref());
        let sum = amounts.fold(Decimal::ZERO, |sum, amount| sum.saturating_add(amount.amount));
        Reckoned { lines, missing, sum, is_open }
    }

    /// What holds at a minute of a piece.
    fn holding<'r>(
        &self,
        placed: Option<&timeline::Placed>,
        at: i64,
        clocks: &Clocks,
        rows: &'r [Row],
        (own, after_midnight): (Column, Option<Column>),
    ) -> Holding<'r, Tag> {
        let index = placed.map_or(0, |placed| placed.row);
        let row = rows.get(index);
        let plain = row.and_then(|row| row.columns.get(&own)).map(Vec::as_slice).unwrap_or_default();
        let night = row.and_then(|row| row.night.as_ref());
        let is_guarantee = placed.is_some_and(|placed| placed.is_guarantee);
        let tag = Tag { row: index, column: own, night: Decimal::ZERO, is_guarantee };
        if is_guarantee {
            return Holding { tiers: plain, wall: 0, minutes: i64::MAX, is_guarantee, tag };
        }
        let mut times: Vec<i32> = Vec::new();
        times.extend(after_midnight.map(|_| 0));
        times.extend(night.and_then(|night| night.time).into_iter().flat_map(|(from, to)| [from, to]));
        let all = row.into_iter().flat_map(|row| row.columns.values().flatten());
        times.extend(all.filter_map(|tier| tier.between).flat_map(|(from, to)| [from, to]));
        let now = placed.and_then(|placed| placed.at.checked_add_signed(Duration::minutes(at)));
        let Some(now) = now.filter(|_| !times.is_empty() || night.is_some()) else {
            return Holding { tiers: plain, wall: 0, minutes: i64::MAX, is_guarantee, tag };
        };
        let wall = wall(now);
        let minutes = if times.is_empty() { i64::MAX } else { until_wall(now, &times) };
        // Golden time reached before midnight stays as it is.
        let column = match after_midnight {
            Some(next) if now.date_naive() > self.day.date && !clocks.held => next,
            _ => own,
        };
        let tiers = row.and_then(|row| row.columns.get(&column)).map(Vec::as_slice).unwrap_or_default();
        let added =
            night.filter(|night| !is_guarantee && night.time.is_none_or(|span| lies_between(wall, span)));
        let night = added.map_or(Decimal::ZERO, |night| night.add);
        Holding { tiers, wall, minutes, is_guarantee, tag: Tag { column, night, ..tag } }
    }
}

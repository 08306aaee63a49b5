//! `kind = "consecutive-weeks"`: so many weeks with work one after another, and then so many days without any.

use super::rest::pairs::{self, WorkDay};
use super::worktime::{all_of, by_person, first_of_week, is_judged, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Shift};
use chrono::{Days, Months, NaiveDate, Weekday};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub const SPEC: KindSpec = KindSpec {
    name: "consecutive-weeks",
    about: "Weeks from Monday in each of which a person worked, one after another; then so many days off. The first day worked within\n\
        those days is found, and ends them.\n\
        weeks        so many weeks one after another\n\
        days_off     must be followed by so many days without work\n\
        unless_fewer, months  the rule does not hold for who worked on fewer days than this in so many months before. Work for others is\n\
        \u{20}            on no sheet: with fewer days on record the finding is undetermined",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct WeeksRule {
    weeks: Quantity<Decimal>,
    days_off: Quantity<Decimal>,
    unless_fewer: Option<Quantity<Decimal>>,
    months: Option<Quantity<Decimal>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (weeks, days_off) =
        (Quantity::need(fields, "weeks", scope), Quantity::need(fields, "days_off", scope));
    let unless_fewer = Quantity::take(fields, "unless_fewer", scope);
    let months = Quantity::take(fields, "months", scope);
    Some(Box::new(WeeksRule { weeks: weeks?, days_off: days_off?, unless_fewer, months }))
}

impl Kind for WeeksRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let days: Vec<WorkDay<'_>> =
                pairs::days(all_of(case, person).into_iter(), None, 0, true).into_iter().flatten().collect();
            // The first day of the run of weeks; and the Monday of the last.
            let (mut first, mut weeks) = (0, 0_i64);
            for (i, day) in days.iter().enumerate() {
                let before = i.checked_sub(1).and_then(|before| days.get(before));
                let apart = before.map(|before| (monday(day.date) - monday(before.date)).num_days() / 7);
                let dates = case.dates(day.date);
                let (Ok(most), Ok(off)) = (case.look(&self.weeks, &dates), case.look(&self.days_off, &dates))
                else {
                    continue;
                };
                let Some(before) = before else {
                    weeks = 1;
                    continue;
                };
                let free = Decimal::from((day.date - before.date).num_days() - 1);
                let is_due = Decimal::from(weeks) >= most.value && apart != Some(0);
                if is_due && free < off.value {
                    let shift = day.shifts.iter().copied().find(|shift| is_judged(&judged, shift));
                    let (earlier, run) =
                        (days.get(..i).unwrap_or_default(), days.get(first..i).unwrap_or_default());
                    drafts.extend(
                        shift.map(|shift| self.draft(case, shift, (earlier, run, day), (&most, &off))),
                    );
                }
                match apart {
                    Some(0) => {}
                    Some(1) if !is_due => weeks += 1,
                    _ => (first, weeks) = (i, 1),
                }
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "since", "earliest"]
    }
}

fn monday(date: NaiveDate) -> NaiveDate {
    first_of_week(date, Weekday::Mon)
}

impl WeeksRule {
    fn draft(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        (earlier, run, day): (&[WorkDay<'_>], &[WorkDay<'_>], &WorkDay<'_>),
        (weeks, off): (&Looked<Decimal>, &Looked<Decimal>),
    ) -> Draft {
        let mut sources = vec![day.start_cell()];
        sources.extend(run.first().map(WorkDay::start_cell));
        sources.extend(run.last().map(WorkDay::start_cell));
        let mut draft = Draft::about(say::about("day", case, shift), sources);
        let planned = run.iter().chain([day]).any(|day| day.basis == Basis::Plan);
        draft.basis = Some(if planned { Basis::Plan } else { Basis::Actual });
        draft.used(weeks);
        draft.used(off);
        let last = run.last().map_or(day.date, |last| last.date);
        let free = (day.date - last).num_days() - 1;
        draft.measured = Some(free.to_string());
        draft.limit = Some(off.value.normalize().to_string());
        draft.set("day", say::date(case, day.date));
        let since = run.first().map(|first| say::date(case, first.date)).unwrap_or_default();
        draft.set("since", since.clone());
        let earliest =
            off.value.to_u64().and_then(|off| last.checked_add_days(Days::new(off.saturating_add(1))));
        let earliest = earliest.map(|date| say::date(case, date)).unwrap_or_default();
        draft.set("earliest", earliest.clone());
        draft.arithmetic = format!(
            "{} weeks with work from {since} to {}; {free} of {} days off before {}",
            weeks.value.normalize(),
            say::date(case, last),
            off.value.normalize(),
            say::date(case, day.date)
        );
        let dates = case.dates(day.date);
        let (Some(fewer), Some(months)) = (
            self.unless_fewer.as_ref().and_then(|fewer| case.look(fewer, &dates).ok()),
            self.months.as_ref().and_then(|months| case.look(months, &dates).ok()),
        ) else {
            return draft;
        };
        draft.used(&fewer);
        let begin = months.value.to_u32().and_then(|months| day.date.checked_sub_months(Months::new(months)));
        let on_record =
            earlier.iter().filter(|worked| begin.is_none_or(|begin| worked.date >= begin)).count();
        if Decimal::from(on_record) >= fewer.value {
            return draft;
        }
        let says = format!(
            "{} on {}: {} of the {} days off that follow {} weeks with work. That is a breach unless there were fewer than {} licensed days in the {} months before; {on_record} are on record here, and work for others is on no sheet.",
            case.person(shift).name,
            say::date(case, day.date),
            free,
            off.value.normalize(),
            weeks.value.normalize(),
            fewer.value.normalize(),
            months.value.normalize()
        );
        draft.helps = Some(format!(
            "From {earliest} on it complies whatever the days elsewhere; count them on the licences."
        ));
        draft.undetermined(says)
    }
}

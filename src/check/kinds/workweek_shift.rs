//! `kind = "workweek-shift"`: moving the workweek to other days, more often than it may be moved for nothing.

use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::{Avoid, Subject};
use crate::check::parameter::{LoadScope, Looked, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{CalendarDay, Shift};
use chrono::NaiveDate;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "workweek-shift",
    about: "Rows of the Calendar of kind “workweek shift”, counted over the picture and anew after each row of kind “hiatus”. Each one more than\n\
        may be had for nothing is found once, where anybody works under the rule from its date on. What it costs is not said: the days worked\n\
        that were days off before it are then sixth and seventh days, which rules of their own price once the workweek is left as it was.\n\
        free         so many shifts are free\n\
        days_off     a shift over which at least so many days off lie one after another is free whatever their number",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct WorkweekShift {
    free: Quantity<Decimal>,
    days_off: Option<Quantity<Decimal>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (free, days_off) = (Quantity::need(fields, "free", scope), Quantity::take(fields, "days_off", scope));
    Some(Box::new(WorkweekShift { free: free?, days_off }))
}

impl Kind for WorkweekShift {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut rows: Vec<&CalendarDay> = case.production.calendar.iter().collect();
        rows.sort_by_key(|row| row.date);
        if !rows.iter().any(|row| row.kind == "workweek shift") {
            return Vec::new();
        }
        let mut worked: Vec<&Shift> = by_person(rule, case).into_values().flatten().collect();
        worked.retain(|shift| !matches!(shift.day_status.as_str(), "hold" | "fitting"));
        worked.sort_by_key(|shift| shift.date);
        let (mut had, mut drafts) = (Vec::new(), Vec::new());
        for row in rows {
            match row.kind.as_str() {
                "hiatus" => had.clear(),
                "workweek shift" => {
                    let Some(first) = worked.iter().find(|shift| shift.date >= row.date) else { continue };
                    let before = worked.iter().rev().find(|shift| shift.date < row.date);
                    let Ok(free) = case.look(&self.free, &case.dates(row.date)) else { continue };
                    if self.is_over_days_off(case, row.date, before.map(|before| before.date), first.date) {
                        continue;
                    }
                    had.push(row);
                    if Decimal::from(had.len()) > free.value {
                        drafts.push(draft(case, row, &had, first, &free));
                    }
                }
                _ => {}
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "nth", "earlier"]
    }
}

impl WorkweekShift {
    fn is_over_days_off(
        &self,
        case: &Case<'_>,
        date: NaiveDate,
        before: Option<NaiveDate>,
        after: NaiveDate,
    ) -> bool {
        let needed = self.days_off.as_ref().and_then(|needed| case.look(needed, &case.dates(date)).ok());
        needed
            .zip(before)
            .is_some_and(|(needed, before)| Decimal::from((after - before).num_days() - 1) >= needed.value)
    }
}

fn draft(
    case: &Case<'_>,
    row: &CalendarDay,
    had: &[&CalendarDay],
    first: &Shift,
    free: &Looked<Decimal>,
) -> Draft {
    let subject = Subject {
        kind: "day",
        date: Some(row.date.to_string()),
        unit: Some(first.unit.clone()),
        ..Subject::default()
    };
    let mut draft = Draft::about(subject, had.iter().rev().map(|row| row.cell.clone()).collect());
    draft.basis = Some(first.basis);
    draft.used(free);
    draft.measured = Some(had.len().to_string());
    draft.limit = Some(free.value.normalize().to_string());
    draft.set("day", say::date(case, row.date));
    draft.set("nth", had.len().to_string());
    let earlier: Vec<String> =
        had.iter().take(had.len().saturating_sub(1)).map(|row| say::date(case, row.date)).collect();
    draft.set("earlier", earlier.join(", "));
    draft.arithmetic = format!("{} shifts of the workweek, {} free", had.len(), free.value.normalize());
    draft.avoid.push(Avoid { change: "workweek as it was", not_before: None, not_after: None, saves: None });
    draft
}

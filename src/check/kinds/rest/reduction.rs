//! Shorter rests that suffice on conditions, as a pack writes them: what must hold of the days around the rest, the
//! evidence for it, and how often a person or the production may use it.

use super::before::BeforeOf;
use super::judge::Pair;
use super::pairs::WorkDay;
use super::required::Reduction;
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::Fields;
use crate::check::kinds::statutory::worked;
use crate::check::kinds::worktime::{first_of_week, say};
use crate::check::parameter::{ClockTime, Dates, LoadScope, Quantity};
use crate::check::subject::SubjectOf;
use crate::model::{Cell, Consent, Minutes};
use chrono::{NaiveDate, Weekday};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

#[derive(Debug)]
pub struct ReductionOf {
    pub to: Quantity<Minutes>,
    /// Asked of the later day.
    when: Option<Condition>,
    next_call_from: Option<Quantity<ClockTime>>,
    both_exterior: bool,
    location_type: Vec<String>,
    per_week: Option<Quantity<Decimal>>,
    days_between: Option<Quantity<Decimal>>,
    /// The most hours worked on the day before, meals out.
    worked_at_most: Option<Quantity<Minutes>>,
    /// One of these must be the reason: see [`ReductionOf::reason`].
    reason: Vec<String>,
    quota: Vec<QuotaOf>,
    before: Option<BeforeOf>,
}

/// So many uses by the whole production, within so many weeks or altogether.
#[derive(Debug)]
struct QuotaOf {
    when: Option<Condition>,
    uses: Quantity<Decimal>,
    weeks: Option<Quantity<Decimal>>,
}

/// Who used which reduction, by its place in the rule: the later days of the rests that needed it.
#[derive(Clone, Debug, Default)]
pub struct Uses {
    certain: Vec<Vec<NaiveDate>>,
    /// Those that are certain, and those of which a missing time leaves it open.
    possible: Vec<Vec<NaiveDate>>,
}

impl Uses {
    pub fn certain(&self, index: usize) -> &[NaiveDate] {
        self.certain.get(index).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn possible(&self, index: usize) -> &[NaiveDate] {
        self.possible.get(index).map(Vec::as_slice).unwrap_or_default()
    }

    pub fn add(&mut self, index: usize, date: NaiveDate, is_certain: bool) {
        let lists = [Some(&mut self.possible), is_certain.then_some(&mut self.certain)];
        for list in lists.into_iter().flatten() {
            if list.len() <= index {
                list.resize(index + 1, Vec::new());
            }
            if let Some(dates) = list.get_mut(index) {
                dates.push(date);
            }
        }
    }
}

/// What a reduction is to a rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It does not apply.
    No,
    /// It suffices; where its reason is on record, the cell and the words of it.
    Open(Option<(Cell, String)>),
    /// It suffices or not, by a time that is missing.
    Maybe,
    /// It would, had the production not used it up: in words.
    UsedUp(String),
}

const NIGHT_EXTERIOR: &str = "night exterior";

impl ReductionOf {
    pub fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<Self> {
        let to = Quantity::need(entry, "to", scope);
        let schema = SubjectOf::Work.schema();
        Some(ReductionOf {
            when: Condition::take(entry, "when", &schema),
            next_call_from: Quantity::take(entry, "next_call_from", scope),
            both_exterior: entry.flag("both_exterior").unwrap_or(false),
            location_type: entry.texts("location_type"),
            per_week: Quantity::take(entry, "per_week", scope),
            days_between: Quantity::take(entry, "days_between", scope),
            worked_at_most: Quantity::take(entry, "worked_at_most", scope),
            reason: entry.texts("reason"),
            quota: entry.tables("quota", "a quota", |quota| {
                let when = Condition::take(quota, "when", &schema);
                let uses = Quantity::need(quota, "uses", scope);
                let weeks = Quantity::take(quota, "weeks", scope);
                Some(QuotaOf { when, uses: uses?, weeks })
            }),
            before: BeforeOf::take(entry, scope),
            to: to?,
        })
    }

    /// Whether a rule with this reduction reads the Consents' exceptions itself.
    pub fn takes_exceptions(&self) -> bool {
        !self.reason.is_empty()
    }

    /// The numbers of the reduction on a date.
    pub fn on(&self, case: &Case<'_>, dates: &Dates, to: i64) -> Reduction {
        let whole = |quantity: &Option<Quantity<Decimal>>| {
            let looked = case.look(quantity.as_ref()?, dates).ok()?;
            i64::try_from(looked.value.trunc()).ok()
        };
        Reduction {
            to,
            next_call_from: self
                .next_call_from
                .as_ref()
                .and_then(|from| case.look(from, dates).ok())
                .map(|from| from.value.0),
            both_exterior: self.both_exterior,
            location_type: self.location_type.clone(),
            per_week: whole(&self.per_week).and_then(|n| u32::try_from(n).ok()),
            days_between: whole(&self.days_between),
        }
    }

    /// Whether what is not in [`Reduction`] holds, with the uses that are certain and those that are possible: conditions, the hours of the day before, the reason, the quota.
    pub(super) fn standing(
        &self,
        pair: &Pair<'_, '_>,
        used: &[NaiveDate],
        possible: &[NaiveDate],
    ) -> Standing {
        let Pair { case, before, after, ref facts, ref dates, .. } = *pair;
        let mut is_certain = true;
        if self.when.as_ref().is_some_and(|when| !when.holds(facts).unwrap_or(false)) {
            return Standing::No;
        }
        if self.before.as_ref().is_some_and(|before| !before.holds(pair)) {
            return Standing::No;
        }
        if let Some(most) = &self.worked_at_most {
            let Ok(most) = case.look(most, dates) else { return Standing::No };
            let worked = worked(before);
            if worked.min.is_none_or(|least| least > most.value.0) {
                return Standing::No;
            }
            is_certain = worked.max.is_some_and(|longest| longest <= most.value.0);
        }
        let reason = match (self.reason.is_empty(), self.reason(pair)) {
            (true, _) => None,
            (false, Some(reason)) => Some(reason),
            (false, None) => return Standing::No,
        };
        if let Some(words) = self.used_up(case, facts, dates, after, used) {
            return Standing::UsedUp(words);
        }
        is_certain &= self.used_up(case, facts, dates, after, possible).is_none();
        if is_certain { Standing::Open(reason) } else { Standing::Maybe }
    }

    /// The evidence for one of the reasons: Night Exterior on the timesheet, or a row of Consents of kind exception or
    /// notice for this rule whose Scope names it.
    fn reason(&self, pair: &Pair<'_, '_>) -> Option<(Cell, String)> {
        let Pair { rule, case, before, after, .. } = *pair;
        let night = before.shifts.iter().find(|shift| shift.night_exterior == Some(true));
        if let Some(shift) = night.filter(|_| self.reason.iter().any(|r| r == NIGHT_EXTERIOR)) {
            let cell = shift.cells.get("Night Exterior").unwrap_or(&shift.cell).clone();
            return Some((cell, NIGHT_EXTERIOR.to_owned()));
        }
        let person = &case.person(after.first).name;
        let record = |consent: &&Consent| {
            matches!(&*consent.kind, "exception" | "notice")
                && consent.rule == rule.full_id
                && [before.date, after.date].into_iter().any(|date| {
                    consent.from <= date
                        && date <= consent.to.unwrap_or(consent.from)
                        && consent.expires.is_none_or(|expires| date <= expires)
                })
                && consent.person.as_ref().is_none_or(|p| p.eq_ignore_ascii_case(person))
                && consent.unit.as_ref().is_none_or(|u| u.eq_ignore_ascii_case(&before.first.unit))
        };
        case.production.consents.iter().filter(record).find_map(|consent| {
            let scope = consent.scope.as_deref().unwrap_or_default().to_lowercase();
            let reason = self.reason.iter().find(|reason| scope.contains(reason.as_str()))?;
            Some((consent.cell.clone(), reason.clone()))
        })
    }

    /// Whether the production's uses are spent. People whose rests lie over one weekend share one use.
    fn used_up(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        after: &WorkDay<'_>,
        used: &[NaiveDate],
    ) -> Option<String> {
        let holds = |q: &&QuotaOf| q.when.as_ref().is_none_or(|when| when.holds(facts).unwrap_or(false));
        let quota = self.quota.iter().find(holds)?;
        let most = case.look(&quota.uses, dates).ok()?.value;
        let weeks = quota.weeks.as_ref().and_then(|weeks| case.look(weeks, dates).ok()).map(|w| w.value);
        let first = case.production.facts.workweek.first().copied().unwrap_or(Weekday::Mon);
        let own = first_of_week(after.date, first);
        let others: BTreeSet<NaiveDate> = used
            .iter()
            .map(|date| first_of_week(*date, first))
            .filter(|week| *week != own)
            .filter(|week| {
                let apart = Decimal::from((own - *week).num_days()) / Decimal::from(7);
                weeks.is_none_or(|weeks| apart < weeks)
            })
            .collect();
        (Decimal::from(others.len()) >= most).then(|| {
            let list: Vec<String> = others.iter().map(|week| say::style(case).day_of_month(*week)).collect();
            let span = weeks.map_or("on one production".into(), |w| format!("in {} weeks", w.normalize()));
            format!(
                "allowed {} {span}, and used in the week of {}",
                if most == Decimal::ONE { "once".to_owned() } else { format!("{} times", most.normalize()) },
                list.join(", ")
            )
        })
    }
}

/// Notes in a draft why a shorter rest sufficed.
pub fn tell(draft: &mut Draft, reason: Option<&(Cell, String)>) {
    if let Some((cell, words)) = reason {
        draft.sources.push(cell.clone());
        draft.set("reason", words.clone());
    }
}

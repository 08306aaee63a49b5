//! The rests of each person, measured against what is required.

use super::cost::Invasion;
use super::pairs::{self, RestKind, WorkDay, rest_kind};
use super::required::{self, Reduction};
use super::{Between, ReductionOf, RestRule};
use crate::check::bounds::{Span, Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::finding::{Avoid, Outcome};
use crate::check::kinds::worktime::choice::NoNumber;
use crate::check::kinds::worktime::{all_of, by_person, is_judged, say};
use crate::check::parameter::{Dates, Looked};
use crate::check::rule::Rule;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Basis, Instant, Minutes, Shift};
use chrono::{Duration, NaiveDate};

/// The numbers of one rest.
struct Numbers {
    base: Looked<Minutes>,
    /// Shorter rests that suffice here, with their place in the rule, and the number each names.
    open: Vec<(usize, Reduction, Looked<Minutes>)>,
}

impl Numbers {
    fn open(&self) -> Vec<(usize, &Reduction)> {
        self.open.iter().map(|(index, reduction, _)| (*index, reduction)).collect()
    }
}

impl RestRule {
    pub(super) fn judge_all(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let company = case.production.facts.company.as_deref();
        let mut drafts = Vec::new();
        for (person, judged) in by_person(rule, case) {
            let shifts = all_of(case, person);
            let ignored = judged.first().map_or(0, |shift| {
                let looked = self.makeup.as_ref().and_then(|m| case.look(m, &case.dates(shift.date)).ok());
                looked.map_or(0, |m| m.value.0)
            });
            for days in pairs::days(shifts.into_iter(), company, ignored, self.per_person) {
                let mut used: Vec<Vec<NaiveDate>> = vec![Vec::new(); self.reduce.len()];
                for pair in days.windows(2) {
                    let [before, after] = pair else { continue };
                    let Some(shift) = after.shifts.iter().copied().find(|s| is_judged(&judged, s)) else {
                        continue;
                    };
                    drafts.extend(self.rest(case, before, after, shift, ignored, &mut used));
                }
            }
        }
        drafts
    }

    fn rest(
        &self,
        case: &Case<'_>,
        before: &WorkDay<'_>,
        after: &WorkDay<'_>,
        shift: &Shift,
        ignored: i64,
        used: &mut [Vec<NaiveDate>],
    ) -> Option<Draft> {
        let facts = &case.production.facts;
        let kind = rest_kind(before.date, after.date, &facts.workweek, &case.production.calendar);
        if (kind == RestKind::Daily) != (self.between == Between::Days) {
            return None;
        }
        let dates = case.dates(after.date);
        let sources = vec![before.end_cell(ignored), after.start_cell()];
        let mut draft = Draft::about(say::about("rest", case, shift), sources);
        let plan = [before, after].iter().any(|day| day.basis == Basis::Plan);
        draft.basis = Some(if plan { Basis::Plan } else { Basis::Actual });
        let numbers = match self.numbers(case, before, after, shift, &dates, kind, used) {
            Ok(numbers) => numbers,
            Err(NoNumber::NotInForce) => return None,
            Err(NoNumber::Unknown(why)) => {
                let person = &case.person(shift).name;
                let day = say::date(after.date);
                return Some(
                    draft.undetermined(format!("The rest of {person} before {day} cannot be judged: {why}.")),
                );
            }
        };
        // A time on a row lies before the second midnight after its date.
        let end = before.end.not_after(pairs::row_ends(before, after.start));
        let start = after.start.not_before(end);
        let call = start.latest;
        let (needed, reduction) = match call {
            Some(call) => required::required(numbers.base.value.0, &numbers.open(), call),
            None => (numbers.base.value.0, None),
        };
        let looked = reduction.and_then(|index| numbers.open.iter().find(|(i, ..)| *i == index));
        let looked = looked.map_or(&numbers.base, |(_, _, looked)| looked);
        let rest = end.until(start);
        let verdict = rest.short_of(needed).verdict();
        if let (Some(index), Some(minutes)) = (reduction, rest.known())
            && minutes < numbers.base.value.0
            && let Some(dates) = used.get_mut(index)
        {
            dates.push(after.date);
        }
        if verdict == Verdict::Kept {
            return None;
        }
        draft.used(looked);
        draft.from = end.known();
        draft.to = start.known();
        draft.limit = Some(length(needed));
        let style = say::style(case);
        if let Some((from, to)) = draft.from.zip(draft.to) {
            let (from, to) = style.pair(from, to);
            draft.set("from", from);
            draft.set("to", to);
        }
        let invasion = Invasion { rule: self, case, before, after, shift, dates: &dates, end };
        match verdict {
            Verdict::Kept => return None,
            Verdict::Broken(short) => {
                let measured = needed - short;
                draft.measured = Some(length(measured));
                draft.excess_minutes = Some(short);
                let mut sum = format!("{} − {} = {}", length(needed), length(measured), length(short));
                if let Some((from, to)) = draft.from.zip(draft.to) {
                    let (from, to) = style.pair(from, to);
                    sum = format!("{from} → {to} = {}; {sum}", length(measured));
                }
                if let Some(price) = invasion.price(short, &mut draft) {
                    if !price.words.is_empty() {
                        sum = format!("{sum}; {}", price.words);
                    }
                    say::cost(&mut draft, &price);
                }
                draft.arithmetic = sum;
                self.consent(case, &dates, short, &mut draft);
                let earliest = end
                    .known()
                    .and_then(|from| required::earliest_call(numbers.base.value.0, &numbers.open(), from));
                let saves = draft
                    .cost
                    .as_ref()
                    .map_or("complies".into(), |cost| format!("saves {}", say::money(cost)));
                draft.set("saves", saves);
                if let Some(at) = earliest {
                    draft.set("earliest_call", style.day_and_time(at));
                    let saves = draft.cost.clone();
                    draft.avoid.push(Avoid {
                        change: "call",
                        not_before: Some(rfc3339(at)),
                        not_after: None,
                        saves,
                    });
                }
            }
            Verdict::Open { min, max } => {
                let low = invasion.price(min, &mut draft);
                let high = max.and_then(|max| invasion.price(max, &mut draft));
                if let Some(low) = &low {
                    say::open_cost(&mut draft, low, high.as_ref());
                }
                self.consent(case, &dates, min, &mut draft);
                draft.outcome = Some(Outcome::Undetermined);
                let latest = call.and_then(|call| call.checked_sub_signed(Duration::minutes(needed)));
                let words = self.open_words(
                    case,
                    shift,
                    before,
                    after,
                    needed,
                    (end, rest),
                    latest,
                    &invasion,
                    &mut draft,
                );
                draft.says = Some(words);
                let helps = match before.end_known {
                    true => "Write the zone beside the time that happened twice, such as 1:30A PST.",
                    false => "Enter the missing time; the planned wrap is never taken for it.",
                };
                draft.helps = Some(helps.into());
                if let Some(latest) = latest {
                    draft.set("latest_wrap", style.day_and_time(latest));
                    draft.avoid.push(Avoid {
                        change: "wrap",
                        not_before: None,
                        not_after: Some(rfc3339(latest)),
                        saves: None,
                    });
                }
                let most = max.map_or("without a bound".into(), |m| format!("by {} at most", length(m)));
                draft.arithmetic = format!("short by {} at least, {most}", length(min));
            }
        }
        Some(draft)
    }

    #[allow(clippy::too_many_arguments)]
    fn numbers(
        &self,
        case: &Case<'_>,
        before: &WorkDay<'_>,
        after: &WorkDay<'_>,
        shift: &Shift,
        dates: &Dates,
        kind: RestKind,
        used: &[Vec<NaiveDate>],
    ) -> Result<Numbers, NoNumber> {
        let facts = case.facts_of(shift);
        let choice = match (kind, &self.one_day_off) {
            (RestKind::Weekend { days_off: 1 }, Some(one)) => one,
            _ => &self.minimum,
        };
        let base = choice.look(case, &facts, dates)?;
        let mut open = Vec::new();
        for (index, written) in self.reduce.iter().enumerate() {
            let Ok(to) = case.look(&written.to, dates) else { continue };
            let reduction = written.on(case, dates, to.value.0);
            let used = used.get(index).map(Vec::as_slice).unwrap_or_default();
            if reduction.to < base.value.0 && reduction.is_open(before, after, used) {
                open.push((index, reduction, to));
            }
        }
        Ok(Numbers { base, open })
    }

    /// A long invasion is allowed only with consent.
    fn consent(&self, case: &Case<'_>, dates: &Dates, short: i64, draft: &mut Draft) {
        let looked = self.consent_over.as_ref().and_then(|over| case.look(over, dates).ok());
        if let Some(over) = looked.filter(|over| short > over.value.0) {
            draft.used(&over);
            draft.outcome = Some(Outcome::Consent);
            draft.arithmetic =
                format!("{}; more than {} needs consent", draft.arithmetic, length(over.value.0));
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn open_words(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        before: &WorkDay<'_>,
        after: &WorkDay<'_>,
        needed: i64,
        (end, rest): (When, Span),
        latest: Option<Instant>,
        invasion: &Invasion<'_, '_>,
        draft: &mut Draft,
    ) -> String {
        let style = say::style(case);
        let person = &case.person(shift).name;
        let (day, next) = (say::date(before.date), say::date(after.date));
        let Some((latest, call)) = latest.zip(after.start.latest) else {
            return format!(
                "The rest of {person} between {day} and {next} cannot be judged: the call is missing."
            );
        };
        if let (true, Some(short), Some(long)) = (before.end_known, rest.min, rest.max) {
            let readings = [end, after.start].map(|w| [w.earliest, w.latest]).concat();
            let two = readings
                .into_iter()
                .flatten()
                .map(|at| format!("{} {}", style.day_and_time(at), at.format("%Z")));
            let mut two: Vec<String> = two.collect();
            two.dedup();
            return format!(
                "{person} has a time with two readings ({}): the rest is {} or {}, and {} is required.",
                two.join(", "),
                length(long),
                length(short),
                length(needed)
            );
        }
        let what = "has no wrap on";
        let up_to = invasion.small_words(latest, draft).unwrap_or_default();
        format!(
            "{person} {what} {day}: rest before {} is breached only if release was after {} ({} required){up_to}.",
            style.day_and_time(call),
            style.day_and_time(latest),
            length(needed),
        )
    }
}

impl ReductionOf {
    fn on(&self, case: &Case<'_>, dates: &Dates, to: i64) -> Reduction {
        let whole = |quantity: &Option<crate::check::parameter::Quantity<rust_decimal::Decimal>>| {
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
}

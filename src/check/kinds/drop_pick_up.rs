//! `kind = "drop-pick-up"`: a performer released after a working day and engaged again later, instead of being held between.

use super::worktime::say;
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::measured::{Limited, Measured};
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Call, Cell, Person, Production, Schedule};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const SPEC: KindSpec = KindSpec {
    name: "drop-pick-up",
    about: "A performer's working days by the schedule (scenes that name the cast number, and Calls whose status says W), and the calendar days\n\
        between one and the next. The rule is asked (`when`) about the row of Cast.\n\
        gap          so many whole calendar days at least between the drop and the pick-up\n\
        finds        allowed    the longest gap that is long enough: the performer may be dropped there, once. The day out of days prints it\n\
        \x20            too-short  a drop in Calls (WD, SWD) whose next working day comes too soon\n\
        \x20            again      a second drop of one performer in Calls",
    load,
    shorthand: None,
};

const FINDS: [&str; 3] = ["allowed", "too-short", "again"];

#[derive(Debug)]
struct DropRule {
    gap: Quantity<Decimal>,
    finds: &'static str,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("finds") {
        fields.need_text("finds");
    }
    let finds = fields.choice("finds", &FINDS);
    Some(Box::new(DropRule { gap: Quantity::need(fields, "gap", scope)?, finds: finds? }))
}

/// A working day, and whether Calls drop the performer after it.
struct Work {
    cell: Cell,
    dropped: bool,
}

/// One stretch without work.
struct Gap<'a> {
    last: NaiveDate,
    back: NaiveDate,
    from: &'a Work,
    to: &'a Work,
}

impl Gap<'_> {
    /// Whole calendar days between the two.
    fn days(&self) -> i64 {
        (self.back - self.last).num_days() - 1
    }
}

impl Kind for DropRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row("cast")
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let rows = case.records(rule, "cast");
        if rows.is_empty() {
            return Vec::new();
        }
        let schedule = Schedule::of(case.production);
        let performers =
            rows.iter().filter_map(|row| case.production.people.iter().find(|p| p.cell == row.cell));
        performers.flat_map(|person| self.of_person(case, &schedule, person)).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["last", "back", "held"]
    }
}

impl DropRule {
    fn of_person(&self, case: &Case<'_>, schedule: &Schedule<'_>, person: &Person) -> Vec<Draft> {
        let work = work(case.production, schedule, person);
        let all: Vec<(&NaiveDate, &Work)> = work.iter().collect();
        let gaps: Vec<Gap> = all
            .windows(2)
            .filter_map(|pair| match pair {
                [(last, from), (back, to)] => Some(Gap { last: **last, back: **back, from, to }),
                _ => None,
            })
            .collect();
        let Some(first) = all.first() else { return Vec::new() };
        let Ok(least) = case.look(&self.gap, &case.dates(*first.0)) else { return Vec::new() };
        let enough = |gap: &&Gap| Decimal::from(gap.days()) >= least.value;
        let planned: Vec<&Gap> = gaps.iter().filter(|gap| gap.from.dropped).collect();
        let found: Vec<&Gap> = match self.finds {
            // Where the sheets plan a drop, that is the one; else the longest gap, the first of two.
            "allowed" => {
                let among: Vec<&Gap> = if planned.is_empty() { gaps.iter().collect() } else { planned };
                let long = among.into_iter().filter(enough);
                long.reduce(|best, gap| if gap.days() > best.days() { gap } else { best })
                    .into_iter()
                    .collect()
            }
            "too-short" => planned.into_iter().filter(|gap| !enough(gap)).collect(),
            _ => planned.into_iter().skip(1).collect(),
        };
        let drafts = found.into_iter().map(|gap| {
            let subject = Subject {
                kind: "day",
                person: Some(person.name.clone()),
                date: Some(gap.back.to_string()),
                ..Subject::default()
            };
            let mut draft = Draft::about(subject, vec![gap.from.cell.clone(), gap.to.cell.clone()]);
            draft.basis = Some(Basis::Plan);
            draft.measured = Some(gap.days().to_string());
            draft.limit = Some(least.value.normalize().to_string());
            draft.used(&least);
            draft.set("last", say::date(case, gap.last));
            draft.set("back", say::date(case, gap.back));
            draft.set("held", gap.days().to_string());
            draft.arithmetic = format!(
                "{} to {} = {} calendar days between; at least {}",
                say::date(case, gap.last),
                say::date(case, gap.back),
                gap.days(),
                least.value.normalize()
            );
            if self.finds == "allowed" {
                draft.measured_as = Some(Measured {
                    measured: Some(gap.days().saturating_mul(24 * 60)),
                    ..Measured::on(Limited::Drop, person.id, gap.back, Basis::Plan)
                });
            }
            draft
        });
        drafts.collect()
    }
}

/// The performer's working days by the plan.
fn work(production: &Production, schedule: &Schedule<'_>, person: &Person) -> BTreeMap<NaiveDate, Work> {
    let mut work: BTreeMap<NaiveDate, Work> = BTreeMap::new();
    let own = person.number.as_deref().unwrap_or_default();
    for day in schedule.days() {
        let Some(date) = day.date else { continue };
        let with =
            day.scenes().find(|scene| scene.cast.iter().any(|n| n.trim().eq_ignore_ascii_case(own.trim())));
        if let Some(scene) = with.filter(|_| !own.is_empty()) {
            work.entry(date).or_insert_with(|| Work { cell: scene.cell.clone(), dropped: false });
        }
    }
    for call in production.calls.iter().filter(|call| call.person == person.id) {
        let Some(status) = status(call) else { continue };
        if status.contains('W') && status.chars().all(|c| matches!(c, 'S' | 'W' | 'F' | 'D' | 'P')) {
            let day =
                work.entry(call.date).or_insert_with(|| Work { cell: call.cell.clone(), dropped: false });
            day.dropped |= status.contains('D');
        }
    }
    work
}

fn status(call: &Call) -> Option<String> {
    Some(call.status.as_ref()?.value.trim().to_uppercase())
}

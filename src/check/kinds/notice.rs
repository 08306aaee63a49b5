//! `kind = "notice"`: a notice or proposed consent that must reach a person so long before the call.

use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::bounds::{Verdict, When};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Avoid;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::{length, rfc3339};
use crate::model::{Cell, Consent, Minutes, Shift};
use chrono::NaiveTime;

pub const SPEC: KindSpec = KindSpec {
    name: "notice",
    about: "A notice that must reach a person so long before the call of the day it is about. Each row of Consents of kind notice or\n\
        consent that names the rule is one: Person (everybody the rule covers, where blank), From and To the days it is\n\
        about, Given On when it was delivered. Given On is a day: where it depends on the hour it is undetermined. That a\n\
        notice was needed and none is on record cannot be told from the sheets.\n\
        before       how long before the call",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Debug)]
struct NoticeRule {
    before: Quantity<Minutes>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    Some(Box::new(NoticeRule { before: Quantity::need(fields, "before", scope)? }))
}

const KINDS: [&str; 2] = ["notice", "consent"];

impl Kind for NoticeRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let notices: Vec<&Consent> = case
            .production
            .consents
            .iter()
            .filter(|c| KINDS.contains(&c.kind.as_str()) && is_about(rule, &c.rule))
            .collect();
        if notices.is_empty() {
            return Vec::new();
        }
        let mut drafts = Vec::new();
        for shift in by_person(rule, case).into_values().flatten() {
            for notice in notices.iter().filter(|notice| concerns(case, notice, shift)) {
                case.uses(notice);
                drafts.extend(self.notice(case, notice, shift));
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "given", "by", "call"]
    }

    fn takes(&self, kind: &str) -> bool {
        KINDS.contains(&kind)
    }
}

fn is_about(rule: &Rule, written: &str) -> bool {
    let id = written.trim().split_once('/').filter(|(pack, _)| rule.full_id.starts_with(*pack));
    id.is_some_and(|(_, id)| rule.id == id || rule.was.iter().any(|was| was == id))
}

fn concerns(case: &Case<'_>, notice: &Consent, shift: &Shift) -> bool {
    let same = |wanted: &Option<String>, has: &str| wanted.as_ref().is_none_or(|w| plain(w) == plain(has));
    shift.date >= notice.from
        && shift.date <= notice.to.unwrap_or(notice.from)
        && same(&notice.person, &case.person(shift).name)
        && same(&notice.unit, &shift.unit)
}

impl NoticeRule {
    fn notice(&self, case: &Case<'_>, notice: &Consent, shift: &Shift) -> Option<Draft> {
        let before = case.look(&self.before, &case.dates(shift.date)).ok()?;
        let call = shift.call.cell.clone().unwrap_or_else(|| shift.cell.clone());
        let mut draft = Draft::about(say::about("day", case, shift), sources(notice, call));
        draft.basis = Some(shift.basis);
        draft.used(&before);
        draft.limit = Some(length(before.value.0));
        let style = say::style(case);
        let day = say::date(case, shift.date);
        draft.set("day", day.clone());
        if let Some(call) = shift.call.moment.known() {
            draft.set("call", style.day_and_time(call));
        }
        let latest = When::of(&shift.call).plus(-before.value.0);
        if let Some(latest) = latest.known() {
            draft.set("by", style.day_and_time(latest));
        }
        let at = |time: NaiveTime| {
            notice.given_on.and_then(|date| date.and_time(time).and_local_timezone(shift.zone).earliest())
        };
        let given =
            When { earliest: at(NaiveTime::MIN), latest: NaiveTime::from_hms_opt(23, 59, 0).and_then(at) };
        draft.set("given", notice.given_on.map(|date| say::date(case, date)).unwrap_or_default());
        // The least and the most by which it was late, over the hours of its day.
        let late = latest.until(given);
        let certain = late.min.filter(|least| *least > 0);
        match (late.verdict(), certain) {
            (Verdict::Kept, _) => None,
            (_, Some(least)) => {
                draft.measured = notice.given_on.map(|date| date.to_string());
                draft.excess_minutes = Some(least);
                draft.arithmetic = format!("{} late at the least", length(least));
                // A call so long after the last hour of that day would have been in time whenever the notice came.
                draft.avoid.extend(given.plus(before.value.0).latest.map(|at| Avoid {
                    change: "call",
                    not_before: Some(rfc3339(at)),
                    not_after: None,
                    saves: None,
                }));
                Some(draft)
            }
            _ => {
                let person = &case.person(shift).name;
                let says = match (notice.given_on, latest.known()) {
                    (None, _) => {
                        format!("The {} of {person} for {day} does not say when it was given.", notice.kind)
                    }
                    (Some(_), None) => format!(
                        "Whether {person} had the {} for {day} in time cannot be told: the call is missing.",
                        notice.kind
                    ),
                    (Some(given), Some(latest)) => format!(
                        "{person} had the {} for {day} in time only if it was delivered by {} on {}.",
                        notice.kind,
                        style.time(latest),
                        say::date(case, given)
                    ),
                };
                draft.helps = Some("Enter when it was given; keep the message that shows the hour.".into());
                draft.arithmetic = "the hour is not on record".into();
                Some(draft.undetermined(says))
            }
        }
    }
}

fn sources(notice: &Consent, call: Cell) -> Vec<Cell> {
    vec![notice.cell.clone(), call]
}

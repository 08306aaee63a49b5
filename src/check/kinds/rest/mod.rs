//! `kind = "rest"`: daily and weekend rest between a person's worked days.

mod cost;
mod judge;
pub mod pairs;
pub mod required;

use super::worktime::choice::Choice;
use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::tiers::Tiers;
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{ClockTime, LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "rest",
    about: "Rest from release to the next first call, in elapsed time, between consecutive worked days of a person.\n\
        between      days (no day off between) or days-off (across the workweek's days off)\n\
        per          employer (default), or person: all employers together\n\
        minimum      the rest required; one_day_off: where a single day off lies between\n\
        reduce       shorter rests that suffice: to, and any of next_call_from, both_exterior, location_type,\n\
        \u{20}            per_week, days_between; a condition without evidence on the sheet does not hold\n\
        makeup       minutes of make-up removal after wrap that do not count\n\
        consent_over an invasion longer than this needs consent\n\
        penalty, rates  what an invasion costs\n\
        small        (small_off: off production) an invasion up to this is paid by the time invaded;\n\
        \u{20}            a longer one adds the two days together, priced by tiers\n\
        triple       starts-anew or runs-on: the carries = false tiers after such an interruption\n\
        short_gap    less rest than this is work time altogether",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Days,
    DaysOff,
}

/// A shorter rest as a pack writes it.
#[derive(Debug)]
struct ReductionOf {
    to: Quantity<Minutes>,
    next_call_from: Option<Quantity<ClockTime>>,
    both_exterior: bool,
    location_type: Vec<String>,
    per_week: Option<Quantity<Decimal>>,
    days_between: Option<Quantity<Decimal>>,
}

#[derive(Debug)]
pub struct RestRule {
    between: Between,
    per_person: bool,
    minimum: Choice<Minutes>,
    one_day_off: Option<Choice<Minutes>>,
    reduce: Vec<ReductionOf>,
    makeup: Option<Quantity<Minutes>>,
    consent_over: Option<Quantity<Minutes>>,
    penalties: Penalties,
    rates: RatesOf,
    small: Option<Choice<Minutes>>,
    small_off: Option<Choice<Minutes>>,
    triple: Option<Quantity<String>>,
    short_gap: Option<Quantity<Minutes>>,
    tiers: Tiers,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("between") {
        fields.need_text("between");
    }
    let between = fields.choice("between", &["days", "days-off"]);
    let per_person = fields.choice("per", &["employer", "person"]) == Some("person");
    let minimum = Choice::need(fields, "minimum", scope);
    let one_day_off = Choice::take(fields, "one_day_off", scope);
    let reduce = fields.tables("reduce", "a shorter rest", |entry| {
        let to = Quantity::need(entry, "to", scope);
        Some(ReductionOf {
            next_call_from: Quantity::take(entry, "next_call_from", scope),
            both_exterior: entry.flag("both_exterior").unwrap_or(false),
            location_type: entry.texts("location_type"),
            per_week: Quantity::take(entry, "per_week", scope),
            days_between: Quantity::take(entry, "days_between", scope),
            to: to?,
        })
    });
    let makeup = Quantity::take(fields, "makeup", scope);
    let consent_over = Quantity::take(fields, "consent_over", scope);
    let penalties = Penalties::take(fields, scope);
    let rates = RatesOf::take(fields, scope);
    let small = Choice::take(fields, "small", scope);
    let small_off = Choice::take(fields, "small_off", scope);
    let triple = Quantity::take(fields, "triple", scope);
    let short_gap = Quantity::take(fields, "short_gap", scope);
    let tiers = Tiers::take(fields, "tiers", scope);
    Some(Box::new(RestRule {
        between: if between? == "days" { Between::Days } else { Between::DaysOff },
        per_person,
        minimum: minimum?,
        one_day_off,
        reduce,
        makeup,
        consent_over,
        penalties,
        rates,
        small,
        small_off,
        triple,
        short_gap,
        tiers,
    }))
}

impl Kind for RestRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        self.judge_all(rule, case)
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["earliest_call", "latest_wrap", "saves"]
    }
}

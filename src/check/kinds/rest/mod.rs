//! `kind = "rest"`: daily and weekend rest between a person's worked days.

mod before;
mod broken;
mod cost;
pub mod interruption;
mod judge;
mod open;
pub mod pairs;
mod raise;
mod reduction;
pub mod required;
mod right;

use super::worktime::choice::Choice;
use super::worktime::points::Points;
use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::tiers::Tiers;
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use interruption::Interruptions;
use raise::RaiseOf;
use reduction::ReductionOf;
use right::OnlyAfter;

pub const SPEC: KindSpec = KindSpec {
    name: "rest",
    about: "Rest between a person's worked days, in elapsed time. A rest exactly as long as required is enough.\n\
        between      days (no day off between), days-off (across the workweek's days off) or rows (a call-back on one date)\n\
        per          employer (default), person: all employers together, or employers: the same, and only where\n\
        \u{20}            more than one had the person on the two days\n\
        from, to     what it is measured from (default dismissal) and to (default call): a point, or a list of\n\
        \u{20}            { is, when, plus, minus, or_earlier, present } of which the first that holds and is written counts.\n\
        \u{20}            Points: call, arrival (Arrive Location, else call), leave (Leave For Location, else call less\n\
        \u{20}            Travel Minutes), crew-call, makeup-call, shooting-call (the unit's); wrap, set-out (Leave Location,\n\
        \u{20}            else wrap), dismissal, back (Arrive Back, else dismissal and Travel Minutes), camera-wrap (the unit's)\n\
        minimum      the rest required; one_day_off: where a single day off lies between\n\
        only_after   { of_at_least, worked_over, past }: only where the day before lasted that long, had more than that of work\n\
        \u{20}            (meals out), and ran past that time of its date\n\
        reduce       shorter rests that suffice: to, and any of when, next_call_from, both_exterior, location_type,\n\
        \u{20}            worked_at_most (on the day before), per_week (and not on nights in a row), days_between; reason: one of\n\
        \u{20}            these, by Night Exterior on the timesheet or an exception in Consents whose Scope names it;\n\
        \u{20}            before = { not_first, night_exterior, location_type, called_from, out_by, arrived_after }: what the\n\
        \u{20}            day before was (not_first: not the person's first on record);\n\
        \u{20}            quota: { when, uses, weeks } by the whole production. What the sheet has no evidence for does not hold\n\
        raise        longer rests that are required: to, and any of when, consecutive_days, long_days with of_at_least\n\
        makeup       minutes of make-up removal after wrap that do not count\n\
        consent_over an invasion longer than this needs consent\n\
        penalty, rates  what an invasion costs: invaded_times, day_pay_up_to, or day_share (every: for each such part or\n\
        \u{20}            fraction of it; again_under: as much again where the rest is no longer than this; at_least: no upper bound)\n\
        small        (small_off: off production) an invasion up to this is paid by the time invaded;\n\
        \u{20}            a longer one adds the two days together, priced by tiers (or \"rule.NAME\": those of that pay rule)\n\
        triple       starts-anew or runs-on: the carries = false tiers after such an interruption\n\
        short_gap    less rest than this is work time altogether",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Days,
    DaysOff,
    Rows,
}

#[derive(Debug)]
pub struct RestRule {
    between: Between,
    per_person: bool,
    /// Only rests between days of more than one employer.
    across: bool,
    from: Points,
    to: Points,
    minimum: Choice<Minutes>,
    one_day_off: Option<Choice<Minutes>>,
    only_after: Option<OnlyAfter>,
    reduce: Vec<ReductionOf>,
    raise: Vec<RaiseOf>,
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
    let between = fields.choice("between", &["days", "days-off", "rows"]);
    let per = fields.choice("per", &["employer", "person", "employers"]);
    let from = Points::take(fields, "from", "dismissal", scope);
    let to = Points::take(fields, "to", "call", scope);
    let minimum = Choice::need(fields, "minimum", scope);
    let one_day_off = Choice::take(fields, "one_day_off", scope);
    let only_after =
        fields.table("only_after", "the day before", |entry| Some(OnlyAfter::take(entry, scope)));
    let reduce = fields.tables("reduce", "a shorter rest", |entry| ReductionOf::take(entry, scope));
    let raise = fields.tables("raise", "a longer rest", |entry| RaiseOf::take(entry, scope));
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
        between: match between? {
            "days" => Between::Days,
            "rows" => Between::Rows,
            _ => Between::DaysOff,
        },
        per_person: matches!(per, Some("person" | "employers")),
        across: per == Some("employers"),
        from: from?,
        to: to?,
        minimum: minimum?,
        one_day_off,
        only_after,
        reduce,
        raise,
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

    fn interruptions(&self, rule: &Rule, case: &Case<'_>) -> Interruptions {
        self.interrupted(rule, case)
    }

    fn numbers(&self) -> Vec<String> {
        let mut lines = self.minimum.lines("minimum");
        let others =
            [("one_day_off", &self.one_day_off), ("small", &self.small), ("small_off", &self.small_off)];
        for (key, choice) in others {
            lines.extend(choice.iter().flat_map(|choice| choice.lines(key)));
        }
        lines
    }

    fn names_rules(&self) -> Vec<(String, &'static str)> {
        self.tiers.names().into_iter().collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["earliest_call", "latest_wrap", "saves", "start", "end", "reason"]
    }

    fn takes(&self, consent_kind: &str) -> bool {
        consent_kind == "exception" && self.reduce.iter().any(ReductionOf::takes_exceptions)
    }
}

//! The kinds of rule: the arithmetic that a pack's numbers go into. One file a kind, listed here.
//!
//! To add one: a struct with the kind's own keys, a `load` that reads them, `judge`, and a line in [`ALL`].

pub mod age_band;
pub mod allowance;
pub mod call_sheet;
pub mod consecutive_days;
pub mod consecutive_weeks;
pub mod coverage;
pub mod day_length;
pub mod days_in_a_row;
pub mod driver_duty;
pub mod drop_pick_up;
pub mod expression;
pub mod group;
mod join;
pub mod long_run;
pub mod meal;
pub mod notice;
pub mod over_budget;
pub mod past_midnight;
pub mod pay;
pub mod ratio;
pub mod required_if;
pub mod rest;
pub mod rest_breaks;
pub mod scale;
pub mod schedule;
pub mod school_bank;
pub mod split_shift;
pub mod statutory;
mod table;
pub mod three_way_match;
pub mod tolerance;
pub mod worktime;
pub mod workweek_shift;

use super::case::{Case, Draft};
use super::fields::Fields;
use super::given::Given;
use super::parameter::LoadScope;
use super::pay_day::PayDraft;
use super::rule::Rule;
use super::subject::SubjectOf;
use rest::interruption::Interruptions;
use worktime::tiers::{Column, Tiers};

/// A kind as the loader knows it.
pub struct KindSpec {
    /// As `kind = "…"` names it.
    pub name: &'static str,
    /// What `rules show` prints: what it judges, and each of its keys.
    pub about: &'static str,
    /// Reads the kind's own keys of a `[[rule]]`. The common keys are read already. What is wrong is said to `fields`.
    pub load: fn(&mut Fields, &LoadScope<'_>) -> Option<Box<dyn Kind>>,
    /// Reads the keys of a test's `given` that are not tables, and adds the rows they stand for.
    /// `None`: the kind has no shorthand, its tests give tables.
    pub shorthand: Option<fn(&mut Fields, &mut Given)>,
}

impl KindSpec {
    /// Whether its rules pay, and find nothing.
    pub fn pays(&self) -> bool {
        self.name == pay::SPEC.name
    }
}

/// What of a day's pay a finding may price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidAs {
    /// The whole day, as a sixth or seventh one.
    Day(Column),
    /// Hours after midnight, or a day for having worked into them.
    AfterMidnight,
    /// Days' pay for the length of the day.
    LongDay,
}

/// A rule's own part, loaded.
pub trait Kind: std::fmt::Debug + Send + Sync {
    /// What it judges, and so which fields `applies`, `when` and `unless` can name.
    fn subject(&self) -> SubjectOf;

    /// Everything that it finds. Subjects come from `case.shifts(rule)` or `case.records(rule, table)`.
    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft>;

    /// The same for names that the rule itself makes up (joined tables, parameters).
    fn own_fields(&self) -> Vec<String> {
        Vec::new()
    }

    /// What it pays, for kinds that pay instead of finding.
    fn pay(&self, _rule: &Rule, _case: &Case<'_>) -> Vec<PayDraft> {
        Vec::new()
    }

    /// The tiers that other rules of the pack may name as `rule.NAME`.
    fn tiers(&self, _column: Column) -> Option<&Tiers> {
        None
    }

    /// Releases that were no rest, by the row that begins the day after, for a pay rule that names this rule.
    fn interruptions(&self, _rule: &Rule, _case: &Case<'_>) -> Interruptions {
        Interruptions::new()
    }

    /// What of a day's pay its findings price: a pay rule of the pack that pays the same pays it already.
    fn paid_as(&self) -> Option<PaidAs> {
        None
    }

    /// The rules of the pack that it names, each with the kind it must have.
    fn names_rules(&self) -> Vec<(String, &'static str)> {
        Vec::new()
    }

    /// The names, beside the common ones and the subject's own fields, that its drafts fill for `message` and `help`.
    fn message_fields(&self) -> &'static [&'static str] {
        &[]
    }

    /// The numbers that the rule itself writes beside named ones, a line each, as `rules show` lists them: a table of ages, for one.
    fn numbers(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether the rule reads rows of this kind in the Consents itself (exceptions as reasons for another limit, notices as
    /// what it judges): they then cover no finding.
    fn takes(&self, _consent_kind: &str) -> bool {
        false
    }
}

/// Every kind, in the order of `docs/rules.md`.
pub const ALL: &[KindSpec] = &[
    meal::SPEC,
    rest::SPEC,
    days_in_a_row::SPEC,
    day_length::SPEC,
    past_midnight::SPEC,
    allowance::SPEC,
    long_run::SPEC,
    pay::SPEC,
    age_band::SPEC,
    school_bank::SPEC,
    statutory::breaks::SPEC,
    statutory::weekly_rest::SPEC,
    statutory::week_length::SPEC,
    statutory::average::WEEK,
    statutory::average::NIGHT,
    ratio::SPEC,
    consecutive_days::SPEC,
    consecutive_weeks::SPEC,
    workweek_shift::SPEC,
    rest_breaks::SPEC,
    split_shift::SPEC,
    driver_duty::SPEC,
    notice::SPEC,
    scale::SPEC,
    required_if::SPEC,
    tolerance::SPEC,
    coverage::SPEC,
    group::SPEC,
    three_way_match::SPEC,
    over_budget::SPEC,
    call_sheet::SPEC,
    drop_pick_up::SPEC,
    schedule::SPEC,
    expression::SPEC,
];

pub fn of_name(name: &str) -> Option<&'static KindSpec> {
    ALL.iter().find(|kind| kind.name == name)
}

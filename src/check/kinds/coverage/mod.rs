//! `coverage`: something planned must lie within what papers grant.

mod days;
mod release;
mod territory;

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, NoValue, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Record;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub const SPEC: KindSpec = KindSpec {
    name: "coverage",
    about: "What is planned must lie within what papers grant; what is left uncovered is named.\n\
            \n\
            of     shooting-days  each location's shooting days within its papers of kind `paper` (a finding a location)\n\
            \x20      working-days   each licensed person's days within the person's papers of kind `paper` (a finding a person)\n\
            \x20      territories    a clearance's Territory holds `[release] territories`: World over regions over countries, `World ex US`\n\
            \x20      media          a clearance's Media hold `[release] media`\n\
            \x20      term           a clearance's term holds `[release] from` to `to`; a term without an end is undetermined, perpetuity holds all\n\
            \x20      today          a clearance's term ends within `days` of today, or has ended\n\
            paper  permit, coi or licence\n\
            days   a number, for `of = \"today\"`\n\
            \n\
            What the settings do not plan is not judged; nor are locations where Permits and Insurance has no row at all. {{missing}} is what is not covered, {{when}} when a term ends.",
    load,
    shorthand: None,
};

#[derive(Debug)]
enum Coverage {
    ShootingDays { paper: &'static str },
    WorkingDays { paper: &'static str },
    Territories,
    Media,
    Term,
    Today { days: Quantity<Decimal> },
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let of = fields.choice("of", &["shooting-days", "working-days", "territories", "media", "term", "today"]);
    let paper = fields.choice("paper", &["permit", "coi", "licence"]);
    let days = Quantity::take(fields, "days", scope);
    let coverage = match (of?, paper, days) {
        ("shooting-days", Some(paper), None) => Coverage::ShootingDays { paper },
        ("working-days", Some(paper), None) => Coverage::WorkingDays { paper },
        ("territories", None, None) => Coverage::Territories,
        ("media", None, None) => Coverage::Media,
        ("term", None, None) => Coverage::Term,
        ("today", None, Some(days)) => Coverage::Today { days },
        (of, ..) => {
            fields.say(
                "of",
                format!("{}: “{of}” lacks its key, or has another's", fields.what()),
                "Days want `paper`, `today` wants `days`, the others neither.",
            );
            return None;
        }
    };
    Some(Box::new(coverage))
}

impl Coverage {
    fn judge_row(&self, case: &Case<'_>, record: &Record) -> Option<Draft> {
        match self {
            Coverage::Territories => release::territories(case, record),
            Coverage::Media => release::media(case, record),
            Coverage::Term => release::window(case, record),
            Coverage::Today { days } => {
                let days = match case.look(days, &case.dates(case.today)) {
                    Ok(days) => days,
                    Err(NoValue::NotInForce | NoValue::BasisUnknown(_)) => return None,
                };
                let mut draft = release::ends_within(case, record, days.value.to_i64()?)?;
                draft.used(&days);
                Some(draft)
            }
            Coverage::ShootingDays { .. } | Coverage::WorkingDays { .. } => None,
        }
    }
}

impl Kind for Coverage {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row(match self {
            Coverage::ShootingDays { .. } => "locations",
            Coverage::WorkingDays { .. } => "permits-and-insurance",
            _ => "clearances",
        })
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["when"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        match self {
            Coverage::ShootingDays { paper } => days::of_locations(case, rule, paper),
            Coverage::WorkingDays { paper } => days::of_people(case, rule, paper),
            _ => case
                .records(rule, "clearances")
                .into_iter()
                .filter_map(|record| self.judge_row(case, record))
                .collect(),
        }
    }
}

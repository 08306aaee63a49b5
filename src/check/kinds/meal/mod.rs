//! `kind = "meal"`: the first meal and the next, too early, too short or long, too many, and the use of grace.

mod day;
mod grace;
pub mod intervals;
mod late;
mod limits;
mod price;
mod shape;

use super::worktime::prices::{Penalties, RatesOf};
use super::worktime::tiers::Tiers;
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use limits::LimitsOf;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "meal",
    about: "Meals of a working day. A deductible meal resets the clock; work that ends within the limit needs none.\n\
        judge       first, next, too-early, length, count or grace\n\
        resets      kinds of meal that reset the clock (default deductible)\n\
        by_vote     kinds of meal that mark a day of continuous hours (french): a late meal then needs a vote or\n\
        \u{20}           consent on record instead of money\n\
        makeup      minutes after wrap that do not count as work\n\
        first next grace  judge by:\n\
        \u{20} first, next  the longest stretches: from own call, and from a meal to the next\n\
        \u{20} clock_from   call (default) or crew-call: from which of the two the first counts, never from before the own call\n\
        \u{20} anchor       end (default) or start: from which end of a meal the next is counted\n\
        \u{20} last         the longest stretch from the last meal to the end of work, where it differs\n\
        \u{20} ndb          { length, within_own, crew_window }: the breakfast that moves the first meal\n\
        \u{20} grace, extension  minutes they cover when called; never both, never on a plan\n\
        \u{20} take_in_progress  true: an extension is a take that was rolling, and covers the minutes written\n\
        \u{20} walking_within    a walking meal in time will do where work ends so soon after the due time\n\
        \u{20} exceeded     relate_back or excess_only: from where a delay beyond them is paid\n\
        \u{20} penalty, rates, tiers  what a delay costs; tiers may be \"rule.NAME\": those of that pay rule\n\
        too-early   earliest: from own call\n\
        length      shortest, longest\n\
        count       most meals within a time from own call (within)\n\
        grace       often: in so many days of a week its use is named",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judge {
    First,
    Next,
    Grace,
}

#[derive(Debug)]
enum Part {
    Late { judge: Judge, limits: Box<LimitsOf>, often: Option<Quantity<Decimal>>, prices: Prices },
    TooEarly { earliest: Quantity<Minutes> },
    Length { shortest: Quantity<Minutes>, longest: Quantity<Minutes> },
    Count { most: Quantity<Decimal>, within: Quantity<Minutes> },
}

/// What a delay costs.
#[derive(Debug, Default)]
struct Prices {
    penalties: Penalties,
    rates: RatesOf,
    tiers: Tiers,
}

#[derive(Debug)]
pub struct MealRule {
    part: Part,
    resets: Vec<String>,
    /// Kinds of meal that mark a day of continuous hours.
    by_vote: Vec<String>,
    /// Minutes of make-up removal after wrap that are no work.
    makeup: Option<Quantity<Minutes>>,
}

const JUDGES: [&str; 6] = ["first", "next", "too-early", "length", "count", "grace"];

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("judge") {
        fields.need_text("judge");
    }
    let judge = fields.choice("judge", &JUDGES);
    let mut resets = fields.texts("resets");
    if resets.is_empty() {
        resets.push("deductible".into());
    }
    let by_vote = fields.texts("by_vote");
    let makeup = Quantity::take(fields, "makeup", scope);
    let part = match judge? {
        "too-early" => Part::TooEarly { earliest: Quantity::need(fields, "earliest", scope)? },
        "length" => {
            let shortest = Quantity::need(fields, "shortest", scope);
            let longest = Quantity::need(fields, "longest", scope);
            Part::Length { shortest: shortest?, longest: longest? }
        }
        "count" => {
            let most = Quantity::need(fields, "most", scope);
            let within = Quantity::need(fields, "within", scope);
            Part::Count { most: most?, within: within? }
        }
        judge => {
            let limits = LimitsOf::take(fields, scope);
            let prices = Prices {
                penalties: Penalties::take(fields, scope),
                rates: RatesOf::take(fields, scope),
                tiers: Tiers::take(fields, "tiers", scope),
            };
            let often = Quantity::take(fields, "often", scope);
            let judge = match judge {
                "first" => Judge::First,
                "next" => Judge::Next,
                _ => Judge::Grace,
            };
            Part::Late { judge, limits: Box::new(limits?), often, prices }
        }
    };
    Some(Box::new(MealRule { part, resets, by_vote, makeup }))
}

impl Kind for MealRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        match &self.part {
            Part::Late { judge, limits, often, prices } => {
                late::Late { kind: self, judge: *judge, limits, often: often.as_ref(), prices }
                    .judge(rule, case)
            }
            Part::TooEarly { earliest } => shape::too_early(self, earliest, rule, case),
            Part::Length { shortest, longest } => shape::length(self, shortest, longest, rule, case),
            Part::Count { most, within } => shape::count(self, most, within, rule, case),
        }
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "due", "came", "after", "advice", "times"]
    }

    fn names_rules(&self) -> Vec<(String, &'static str)> {
        match &self.part {
            Part::Late { prices, .. } => prices.tiers.names().into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

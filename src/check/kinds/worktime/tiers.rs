//! Pay tiers as a pack writes them: what the hours of a day are paid.
//!
//! ```toml
//! tiers = [
//!   { after = "8h", clock = "worked", times = "1.5" },
//!   { after = "14h", clock = "elapsed", times = "2", when = 'location_type == "bus-to"' },
//!   { after = "12h", clock = "elapsed", times = "2", open = true, when = 'location_type == ""' },
//! ]
//! tiers = "rule.overtime"      # those of the pack's pay rule
//! ```
//! `tiers_about` says what each word means.

use super::choice::{Choice, NoNumber};
use crate::check::bounds::When;
use crate::check::case::{Case, Draft};
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::{Fields, NodeValue};
use crate::check::parameter::{Dates, LoadScope, Looked, Measure, Quantity};
use crate::check::pay::{Clock, Hour, Stretch, Tier};
use crate::check::penalty::round_up;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Instant, Minutes, Moment, Money, Shift};
use rust_decimal::Decimal;

/// The words of a tier, for the `about` of the kinds that have them.
macro_rules! tiers_about {
    () => {
        "A tier: from `after` on its clock, time pays `times` the straight hour; of the tiers reached the dearest alone counts.\n\
        clock        worked (meals out), elapsed (meals in; its time pays meals too), or week: the straight hours of the week,\n\
        \u{20}            so that what a day already pays dearer is not paid again by the week\n\
        between      instead of after, or beside it: only between two wall times, such as \"00:00-05:00\"\n\
        when         for whom; the first words of a rule hold here too\n\
        until_off    once reached it holds on, through a release shorter than this\n\
        least        reached at all it pays at least so long (any part of the first golden hour is a whole one); by condition, where given as a list\n\
        floor, cap   the hour in it costs at least, at most\n\
        hour         the straight hour it multiplies, instead of the person's own\n\
        carries      false: its clock begins anew after an interrupted shift\n\
        open         true: which tier holds cannot be told, so time in it has no upper price"
    };
}
pub(crate) use tiers_about;

/// Which of a pay rule's lists of tiers: those of a plain day, or of a dearer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Plain,
    Saturday,
    Sixth,
    Sunday,
    Seventh,
    Holiday,
}

impl Column {
    pub const DEARER: [(&'static str, Column); 5] = [
        ("holiday", Column::Holiday),
        ("seventh", Column::Seventh),
        ("sunday", Column::Sunday),
        ("sixth", Column::Sixth),
        ("saturday", Column::Saturday),
    ];

    /// `sixth day`; nothing for a plain one.
    pub fn words(self) -> &'static str {
        match self {
            Column::Plain => "",
            Column::Saturday => "Saturday",
            Column::Sixth => "sixth day",
            Column::Sunday => "Sunday",
            Column::Seventh => "seventh day",
            Column::Holiday => "holiday",
        }
    }
}

#[derive(Debug)]
pub enum Tiers {
    Written(Vec<TierOf>),
    /// Those of another rule of the pack.
    Of(String, Column),
}

impl Default for Tiers {
    fn default() -> Self {
        Tiers::Written(Vec::new())
    }
}

#[derive(Debug)]
pub struct TierOf {
    when: Option<Condition>,
    clock: Clock,
    after: Option<Quantity<Minutes>>,
    between: Option<(i32, i32)>,
    times: Quantity<Decimal>,
    carries: bool,
    open: bool,
    until_off: Option<Quantity<Minutes>>,
    least: Option<Choice<Minutes>>,
    base: Option<Quantity<Money>>,
    floor: Option<Quantity<Money>>,
    cap: Option<Quantity<Money>>,
}

impl Tiers {
    pub fn take(fields: &mut Fields, key: &'static str, scope: &LoadScope<'_>) -> Self {
        Self::take_column(fields, key, Column::Plain, scope)
    }

    /// The same; `rule.NAME` then stands for that column of the named rule.
    pub fn take_column(
        fields: &mut Fields,
        key: &'static str,
        column: Column,
        scope: &LoadScope<'_>,
    ) -> Self {
        match fields.node(key) {
            Some(node) if matches!(node.value, NodeValue::Text(_)) => {
                fields.put_back(key, node);
                super::take_rule(fields, key).map_or_else(Tiers::default, |rule| Tiers::Of(rule, column))
            }
            Some(node) => {
                fields.put_back(key, node);
                Tiers::Written(fields.tables(key, "a tier", |entry| TierOf::take(entry, scope)))
            }
            None => Tiers::default(),
        }
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Tiers::Written(all) if all.is_empty())
    }

    /// The rule that it names, and the kind that has tiers to give.
    pub fn names(&self) -> Option<(String, &'static str)> {
        match self {
            Tiers::Of(rule, _) => Some((rule.clone(), crate::check::kinds::pay::SPEC.name)),
            Tiers::Written(_) => None,
        }
    }

    /// The tiers of a day. One whose number is not in force at its time is left out.
    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Result<Vec<Tier>, NoNumber> {
        let mut tiers = Vec::new();
        for tier in self.written(case) {
            if let Some(when) = &tier.when
                && !when.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?
            {
                continue;
            }
            match tier.on(case, facts, dates, draft) {
                Ok(tier) => tiers.push(tier),
                Err(NoNumber::NotInForce) => {}
                Err(unknown) => return Err(unknown),
            }
        }
        Ok(tiers)
    }

    /// What time pays from when on, a line each, as `rules show` lists it.
    pub fn lines(&self) -> Vec<String> {
        match self {
            Tiers::Written(all) => all.iter().map(TierOf::words).collect(),
            Tiers::Of(rule, _) => vec![format!("the tiers of the rule {rule}")],
        }
    }

    /// The list itself, or that of the rule it names (which names no third one).
    fn written<'t>(&'t self, case: &Case<'t>) -> &'t [TierOf] {
        let named = match self {
            Tiers::Written(all) => return all,
            Tiers::Of(rule, column) => case.pack.rule(rule).and_then(|rule| rule.kind.tiers(*column)),
        };
        match named {
            Some(Tiers::Written(all)) => all,
            _ => &[],
        }
    }
}

impl TierOf {
    fn take(entry: &mut Fields, scope: &LoadScope<'_>) -> Option<TierOf> {
        let when = Condition::take(entry, "when", &SubjectOf::Work.schema());
        let clock = match entry.choice("clock", &["worked", "elapsed", "week"]) {
            Some("elapsed") => Clock::Elapsed,
            Some("week") => Clock::Week,
            _ => Clock::Worked,
        };
        let between = super::take_wall_span(entry, "between");
        let after = match between {
            Some(_) => Quantity::take(entry, "after", scope),
            None => Some(Quantity::need(entry, "after", scope)?),
        };
        let times = Quantity::need(entry, "times", scope);
        Some(TierOf {
            when,
            clock,
            after,
            between,
            carries: entry.flag("carries").unwrap_or(true),
            open: entry.flag("open").unwrap_or(false),
            until_off: Quantity::take(entry, "until_off", scope),
            least: Choice::take(entry, "least", scope),
            base: Quantity::take(entry, "hour", scope),
            floor: Quantity::take(entry, "floor", scope),
            cap: Quantity::take(entry, "cap", scope),
            times: times?,
        })
    }

    /// `× golden after 12:00 elapsed where kind == "episodic"`
    fn words(&self) -> String {
        let times = self.times.words(|times| times.normalize().to_string());
        let clock = match self.clock {
            Clock::Worked => "worked",
            Clock::Elapsed => "elapsed",
            Clock::Week => "of the week at straight time",
        };
        let after = self.after.as_ref().map(|after| after.words(|minutes| length(minutes.0)));
        let mut words = match after.as_deref() {
            Some("0:00") => format!("× {times} from the first minute"),
            Some(after) => format!("× {times} after {after} {clock}"),
            None => format!("× {times}"),
        };
        if let Some((from, to)) = self.between {
            let wall = |minutes: i32| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
            words = format!("{words} between {} and {}", wall(from), wall(to));
        }
        if let Some(when) = &self.when {
            words = format!("{words} where {}", when.text);
        }
        if self.open {
            words = format!("{words}; that it is no more than this is not known");
        }
        words
    }

    fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        draft: &mut Draft,
    ) -> Result<Tier, NoNumber> {
        let least = match self.least.as_ref().map(|least| least.look(case, facts, dates)) {
            Some(Ok(least)) => {
                draft.used(&least);
                least.value.0
            }
            Some(Err(NoNumber::Unknown(why))) => return Err(NoNumber::Unknown(why)),
            Some(Err(NoNumber::NotInForce)) | None => 0,
        };
        let after = maybe(case, &self.after, dates, draft)?;
        let times = case.look(&self.times, dates)?;
        draft.used(&times);
        let minutes = |m: Option<Minutes>| m.map_or(0, |m| m.0);
        let amount = |m: Option<Money>| m.map(|m| m.amount);
        Ok(Tier {
            clock: self.clock,
            after: minutes(after),
            between: self.between,
            multiple: times.value,
            carries: self.carries,
            open: self.open,
            until_off: minutes(maybe(case, &self.until_off, dates, draft)?),
            least,
            hour: Hour {
                base: amount(maybe(case, &self.base, dates, draft)?),
                floor: amount(maybe(case, &self.floor, dates, draft)?),
                cap: amount(maybe(case, &self.cap, dates, draft)?),
            },
        })
    }
}

/// A number that may be absent, noted in the draft.
fn maybe<T: Measure>(
    case: &Case<'_>,
    quantity: &Option<Quantity<T>>,
    dates: &Dates,
    draft: &mut Draft,
) -> Result<Option<T>, NoNumber> {
    let Some(quantity) = quantity else { return Ok(None) };
    let looked: Looked<T> = case.look(quantity, dates)?;
    draft.used(&looked);
    Ok(Some(looked.value))
}

/// A shift in minutes from its call; `None` where its call, its end or a meal's time is not known.
/// Its length is rounded up to whole `unit`s.
pub fn stretch(shift: &Shift, end: When, unit: i64) -> Option<Stretch> {
    let only = readings(shift, end, unit)?;
    (only.len() == 1).then(|| only.into_iter().next()).flatten()
}

/// The same, in tenths of an hour as it is paid; where a meal has no end yet (a plan), once with half an
/// hour and once with an hour for it.
pub fn stretches(shift: &Shift, end: When) -> Option<Vec<Stretch>> {
    readings(shift, end, 6)
}

fn readings(shift: &Shift, end: When, unit: i64) -> Option<Vec<Stretch>> {
    let call = shift.call.moment.known()?;
    let minute = |at: Instant| (at - call).num_minutes();
    let length = round_up(minute(end.known()?), unit);
    let mut open = false;
    let mut all = Vec::new();
    for open_meal in [30, 60] {
        let mut meals = Vec::new();
        for meal in shift.meals.iter().filter(|meal| meal.kind == "deductible") {
            match (&meal.start.moment, &meal.end.moment) {
                (Moment::Missing, Moment::Missing) => {}
                (Moment::Known(start), Moment::Known(end)) => meals.push((minute(*start), minute(*end))),
                (Moment::Known(start), Moment::Missing) if shift.basis == Basis::Plan => {
                    open = true;
                    meals.push((minute(*start), minute(*start) + open_meal));
                }
                _ => return None,
            }
        }
        all.push(Stretch { length, meals });
    }
    if !open {
        all.truncate(1);
    }
    Some(all)
}

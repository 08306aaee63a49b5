//! What is said of a rest that was certainly too short: by how much, at what price, and what would have avoided it.

use super::RestRule;
use super::cost::Invasion;
use super::judge::{Numbers, Pair};
use crate::check::case::Draft;
use crate::check::finding::{Avoid, Outcome};
use crate::check::kinds::worktime::points::Reached;
use crate::check::kinds::worktime::say;
use crate::check::time_words::{TimeStyle, length, rfc3339};
use crate::model::{Instant, Money};
use chrono::Duration;

impl RestRule {
    pub(super) fn broken(
        &self,
        pair: &Pair<'_, '_>,
        numbers: &Numbers,
        (from, to): (&Reached, &Reached),
        short: i64,
        invasion: &Invasion<'_, '_, '_>,
        draft: &mut Draft,
    ) {
        let needed = invasion.needed;
        let measured = needed - short;
        draft.measured = Some(length(measured));
        draft.excess_minutes = Some(short);
        let mut sum = format!("{} − {} = {}", length(needed), length(measured), length(short));
        let style = say::style(pair.case);
        if let Some((begins, ends)) = draft.from.zip(draft.to) {
            let (begins, ends) = match (from.is_plain(), to.is_plain()) {
                (true, true) => style.pair(begins, ends),
                _ => (say::point(style, from), say::point(style, to)),
            };
            sum = format!("{begins} → {ends} = {}; {sum}", length(measured));
        }
        if let Some(why) = &numbers.raised {
            sum = format!("{sum} (longer after {why})");
        }
        if let Some(reason) = draft.values.get("reason") {
            sum = format!("{sum} (shorter for {reason})");
        }
        for words in &numbers.used_up {
            sum = format!("{sum} (no shorter rest: {words})");
        }
        if let Some(price) = invasion.price(short, draft) {
            if !price.words.is_empty() {
                sum = format!("{sum}; {}", price.words);
            }
            say::cost(draft, &price);
        } else {
            draft.set("cost", "an amount that this pack does not price");
        }
        draft.arithmetic = sum;
        self.consent(pair, short, draft);
        let saves =
            draft.cost.as_ref().map_or("complies".into(), |cost| format!("saves {}", say::money(cost)));
        draft.set("saves", saves);
        if let Some(ends) = numbers.earliest(invasion.end) {
            later_calls(style, to, ends, draft);
            self.small_instead(pair, (to, ends), short, invasion, draft);
        }
        if let Some(latest) = from.sheet_time().and_then(|at| at.checked_sub_signed(Duration::minutes(short)))
        {
            draft.set("latest_wrap", style.day_and_time(latest));
            let change = if from.name == "release" { "wrap" } else { from.name };
            draft.avoid.push(Avoid {
                change,
                not_before: None,
                not_after: Some(rfc3339(latest)),
                saves: draft.cost.clone(),
            });
        }
    }

    /// Of a long invasion: the soonest call after which the time invaded alone would be paid, and what that saves.
    fn small_instead(
        &self,
        pair: &Pair<'_, '_>,
        (to, ends): (&Reached, Instant),
        short: i64,
        invasion: &Invasion<'_, '_, '_>,
        draft: &mut Draft,
    ) {
        let small = self.small_for(pair).map_or(0, |small| small.value.0);
        if small <= 0 || short <= small {
            return;
        }
        let at = ends.checked_sub_signed(Duration::minutes(to.offset.saturating_add(small)));
        let price = invasion.price(small, &mut Draft::default()).and_then(|price| price.known());
        let (Some(at), Some(price), Some(cost)) = (at, price, draft.cost.clone()) else { return };
        if price.amount < cost.amount {
            let call = say::style(pair.case).day_and_time(at);
            draft.arithmetic =
                format!("{}; a {} at {call} would cost {}", draft.arithmetic, to.name, say::money(&price));
            draft.avoid.push(Avoid {
                change: to.name,
                not_before: Some(rfc3339(at)),
                not_after: None,
                saves: Some(Money::new(cost.amount.saturating_sub(price.amount), cost.currency)),
            });
        }
    }

    /// A long invasion is allowed only with consent.
    pub(super) fn consent(&self, pair: &Pair<'_, '_>, short: i64, draft: &mut Draft) {
        let looked = self.consent_over.as_ref().and_then(|over| pair.case.look(over, &pair.dates).ok());
        if let Some(over) = looked.filter(|over| short > over.value.0) {
            draft.used(&over);
            draft.outcome = Some(Outcome::Consent);
            draft.arithmetic =
                format!("{}; more than {} needs consent", draft.arithmetic, length(over.value.0));
        }
    }
}

/// The calls that would have to move so that the rest ends no sooner than `ends`.
fn later_calls(style: TimeStyle, to: &Reached, ends: Instant, draft: &mut Draft) {
    let mut words = Vec::new();
    for (nth, (change, offset)) in to.binding(ends).into_iter().enumerate() {
        let Some(at) = ends.checked_sub_signed(Duration::minutes(offset)) else { continue };
        let named = if change == "call" { String::new() } else { format!("{change} ") };
        words.push(format!("{named}{}", style.day_and_time(at)));
        draft.avoid.push(Avoid {
            change,
            not_before: Some(rfc3339(at)),
            not_after: None,
            saves: draft.cost.clone().filter(|_| nth == 0),
        });
    }
    draft.set("earliest_call", words.join(" and "));
}

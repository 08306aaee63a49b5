//! The limits of a meal rule as a pack writes them, and as they hold on one day.

use super::intervals::{Anchor, Exceeded, Limits, Ndb};
use crate::check::case::Case;
use crate::check::fields::Fields;
use crate::check::kinds::worktime::choice::{Choice, NoNumber};
use crate::check::parameter::{Dates, LoadScope, Looked, Quantity};
use crate::model::{Minutes, Shift};

#[derive(Debug)]
pub struct LimitsOf {
    first: Choice<Minutes>,
    clock_from: Option<Choice<String>>,
    next: Choice<Minutes>,
    last: Option<Choice<Minutes>>,
    anchor: Anchor,
    ndb: Option<NdbOf>,
    grace: Option<Quantity<Minutes>>,
    extension: Option<Quantity<Minutes>>,
    take_in_progress: bool,
    walking: Option<Quantity<Minutes>>,
    exceeded: Option<Quantity<String>>,
}

#[derive(Debug)]
struct NdbOf {
    length: Quantity<Minutes>,
    within_own: Option<Quantity<Minutes>>,
    crew_window: Option<Quantity<Minutes>>,
}

/// The limits of a day, with the numbers a finding names.
pub struct LimitsOn {
    pub limits: Limits,
    pub first: Looked<Minutes>,
    pub clock_from: Option<Looked<String>>,
    pub next: Looked<Minutes>,
    pub last: Option<Looked<Minutes>>,
    pub walking: Option<Looked<Minutes>>,
    pub ndb: Option<Looked<Minutes>>,
    pub grace: Option<Looked<Minutes>>,
    pub extension: Option<Looked<Minutes>>,
    pub exceeded: Option<Looked<String>>,
}

impl LimitsOf {
    pub fn take(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Self> {
        let first = Choice::need(fields, "first", scope);
        let clock_from = Choice::take_word(fields, "clock_from", &["call", "crew-call"], scope);
        let next = Choice::need(fields, "next", scope);
        let last = Choice::take(fields, "last", scope);
        let anchor = match fields.choice("anchor", &["end", "start"]) {
            Some("start") => Anchor::Start,
            _ => Anchor::End,
        };
        let ndb = fields.table("ndb", "the breakfast", |ndb| {
            let length = Quantity::need(ndb, "length", scope);
            let within_own = Quantity::take(ndb, "within_own", scope);
            let crew_window = Quantity::take(ndb, "crew_window", scope);
            Some(NdbOf { length: length?, within_own, crew_window })
        });
        let grace = Quantity::take(fields, "grace", scope);
        let extension = Quantity::take(fields, "extension", scope);
        let take_in_progress = fields.flag("take_in_progress").unwrap_or(false);
        let walking = Quantity::take(fields, "walking_within", scope);
        let exceeded = Quantity::take(fields, "exceeded", scope);
        if let Some(Quantity::Written(word)) = &exceeded
            && !matches!(String::as_str(word), "relate_back" | "excess_only")
        {
            fields.say(
                "exceeded",
                format!("“{word}” is not a word “exceeded” knows"),
                "Write relate_back or excess_only.",
            );
        }
        let (first, next) = (first?, next?);
        Some(LimitsOf {
            first,
            clock_from,
            next,
            last,
            anchor,
            ndb,
            grace,
            extension,
            take_in_progress,
            walking,
            exceeded,
        })
    }

    pub fn on(
        &self,
        case: &Case<'_>,
        shift: &Shift,
        dates: &Dates,
        resets: &[String],
    ) -> Result<LimitsOn, NoNumber> {
        let facts = case.facts_of(shift);
        let first = self.first.look(case, &facts, dates)?;
        let clock_from = self.clock_from.as_ref().map(|from| from.look(case, &facts, dates)).transpose()?;
        let next = self.next.look(case, &facts, dates)?;
        let last = match self.last.as_ref().map(|last| last.look(case, &facts, dates)) {
            Some(Err(NoNumber::Unknown(why))) => return Err(NoNumber::Unknown(why)),
            other => other.and_then(Result::ok),
        };
        // A number that is not in force at the time gives nothing.
        let minutes =
            |q: &Option<Quantity<Minutes>>| q.as_ref().and_then(|quantity| case.look(quantity, dates).ok());
        let (grace, extension, walking) =
            (minutes(&self.grace), minutes(&self.extension), minutes(&self.walking));
        let exceeded = self.exceeded.as_ref().and_then(|quantity| case.look(quantity, dates).ok());
        let ndb_length = self
            .ndb
            .as_ref()
            .and_then(|rule| case.look(&rule.length, dates).ok().map(|length| (rule, length)));
        let ndb = ndb_length.as_ref().map(|(rule, length)| Ndb {
            length: length.value.0,
            within_own: minutes(&rule.within_own).map(|m| m.value.0),
            crew_window: minutes(&rule.crew_window).map(|m| m.value.0),
        });
        let limits = Limits {
            first: first.value.0,
            crew_clock: clock_from.as_ref().is_some_and(|from| from.value == "crew-call"),
            next: next.value.0,
            last: last.as_ref().map(|m| m.value.0),
            anchor: self.anchor,
            ndb,
            grace: grace.as_ref().map_or(0, |m| m.value.0),
            extension: extension.as_ref().map_or(0, |m| m.value.0),
            take_in_progress: self.take_in_progress,
            walking: walking.as_ref().map(|m| m.value.0),
            exceeded: match exceeded.as_ref().map(|e| e.value.as_str()) {
                Some("relate_back") => Exceeded::RelateBack,
                _ => Exceeded::ExcessOnly,
            },
            resets: resets.to_vec(),
        };
        let ndb = ndb_length.map(|(_, length)| length);
        Ok(LimitsOn { limits, first, clock_from, next, last, walking, ndb, grace, extension, exceeded })
    }
}

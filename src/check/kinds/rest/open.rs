//! What is said of a rest of which a time is missing or has two readings: what would still comply, and what it could cost.

use super::RestRule;
use super::cost::Invasion;
use super::judge::{Ends, Pair};
use crate::check::case::Draft;
use crate::check::finding::Avoid;
use crate::check::kinds::worktime::points::Reached;
use crate::check::kinds::worktime::say;
use crate::check::time_words::{length, rfc3339};
use crate::model::Instant;
use chrono::Duration;

impl RestRule {
    /// A day that begins before the one before it ends.
    pub(super) fn overlapping(&self, pair: &Pair<'_, '_>) -> Draft {
        let (before, after) = (pair.before, pair.after);
        let mut draft = self.blank(pair, vec![before.end_cell(pair.ignored), after.start_cell()]);
        let style = say::style(pair.case);
        let at = |at: Option<Instant>| at.map_or("an unknown time".into(), |at| style.day_and_time(at));
        draft.from = before.end.known();
        draft.to = after.start.known();
        draft.helps =
            Some("Correct the release or the call; until then the rest between them is not judged.".into());
        draft.undetermined(format!(
            "{}'s day of {} ends at {}, after the next day's call at {}: one of the two times is wrong, and the rest cannot be told.",
            pair.case.person(pair.shift).name,
            say::date(pair.case, before.date),
            at(before.end.earliest),
            at(after.start.latest),
        ))
    }

    pub(super) fn open(
        &self,
        pair: &Pair<'_, '_>,
        from: &Reached,
        ends: Ends,
        needed: i64,
        invasion: &Invasion<'_, '_, '_>,
        draft: &mut Draft,
    ) {
        let style = say::style(pair.case);
        let begins = ends.1.latest.and_then(|at| at.checked_sub_signed(Duration::minutes(needed)));
        let latest = begins.and_then(|at| at.checked_sub_signed(Duration::minutes(from.offset)));
        draft.says = Some(self.open_words(pair, from, ends, needed, latest, invasion, draft));
        let helps = match from.written {
            true => "Write the zone beside the time that happened twice, such as 1:30A PST.",
            false => "Enter the missing time; the planned wrap is never taken for it.",
        };
        draft.helps = Some(helps.into());
        if let Some(latest) = latest {
            draft.set("latest_wrap", style.day_and_time(latest));
            draft.avoid.push(Avoid {
                change: if from.name == "release" { "wrap" } else { from.name },
                not_before: None,
                not_after: Some(rfc3339(latest)),
                saves: None,
            });
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn open_words(
        &self,
        pair: &Pair<'_, '_>,
        from: &Reached,
        (end, start): Ends,
        needed: i64,
        latest: Option<crate::model::Instant>,
        invasion: &Invasion<'_, '_, '_>,
        draft: &mut Draft,
    ) -> String {
        let style = say::style(pair.case);
        let person = &pair.case.person(pair.shift).name;
        let (day, next) = (say::date(pair.case, pair.before.date), say::date(pair.case, pair.after.date));
        let rest = end.until(start);
        if let Some(measured) = rest.known() {
            return format!(
                "{person} has {} rest between {day} and {next}: whether {} or another length is required turns on a time of an earlier day that is missing.",
                length(measured),
                length(needed)
            );
        }
        let Some((latest, call)) = latest.zip(start.latest) else {
            return format!(
                "The rest of {person} between {day} and {next} cannot be judged: the call is missing."
            );
        };
        if let (true, Some(short), Some(long)) = (from.written, rest.min, rest.max) {
            let readings = [end, start].map(|w| [w.earliest, w.latest]).concat();
            let two = readings
                .into_iter()
                .flatten()
                .map(|at| format!("{} {}", style.day_and_time(at), at.format("%Z")));
            let mut two: Vec<String> = two.collect();
            two.dedup();
            return format!(
                "{person} has a time with two readings ({}): the rest is {} or {}, and {} is required.",
                two.join(", "),
                length(long),
                length(short),
                length(needed)
            );
        }
        let what = if from.name == "release" { "wrap" } else { from.name };
        let up_to = invasion.small_words(latest, draft).unwrap_or_default();
        format!(
            "{person} has no {what} on {day}: rest before {} is breached only if {} was after {} ({} required){up_to}.",
            style.day_and_time(call),
            from.name,
            style.day_and_time(latest),
            length(needed),
        )
    }
}

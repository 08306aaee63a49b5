//! The longest time off that follows a worked day of a person's workweek.

use super::{all_of, first_of_week};
use crate::check::bounds::Span;
use crate::check::case::Case;
use crate::check::kinds::rest::pairs;
use crate::model::Shift;
use chrono::Weekday;

/// From release to the next call, over the days of the shift's workweek: at least and at most. The last day on record is
/// followed by time off of unknown length.
pub fn of_week(case: &Case<'_>, shift: &Shift) -> Span {
    let facts = &case.production.facts;
    let first = facts.workweek.first().copied().unwrap_or(Weekday::Mon);
    let week = first_of_week(shift.date, first);
    let mut longest = Span::exactly(0);
    for days in pairs::days(all_of(case, shift.person).into_iter(), facts.company.as_deref(), 0, false) {
        if !days.iter().any(|day| day.shifts.iter().any(|other| std::ptr::eq(*other, shift))) {
            continue;
        }
        for (nth, day) in days.iter().enumerate() {
            if first_of_week(day.date, first) != week {
                continue;
            }
            let off = match days.get(nth + 1) {
                Some(next) => day.end.not_after(pairs::row_ends(day, next.start)).until(next.start),
                None => Span { min: None, max: None },
            };
            longest.min = longest.min.max(off.min);
            longest.max = longest.max.zip(off.max).map(|(a, b)| a.max(b));
        }
    }
    longest
}

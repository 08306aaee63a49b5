//! `kind = "driver-duty"`: how long a driver may drive and be on duty, from the Driver Log.
//!
//! The log is the person's, not a production's: time on duty for every employer counts. What the log leaves open (a stretch without an end, a gap, a
//! stretch both off and on duty, a repeated hour) is judged in its readings; where they differ the finding is undetermined and gives both.

mod judge;
mod log;
mod missing;
mod timeline;
mod walk;
mod week;

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "driver-duty",
    about: "A driver's hours, from the Driver Log: minutes driven after a limit. Time for every employer counts; sleeper is off duty.\n\
        judge       driving, duty, window, break, week or log\n\
        off         so many consecutive hours off duty begin a new count (break: so long without driving)\n\
        most        driving: hours driven; duty: hours on duty, driving included; window: hours since coming on duty, time\n\
        \u{20}           off included; break: hours driven without one; week: hours on duty in the last days\n\
        days        week: in so many days running, today included\n\
        radius      air miles from the reporting place\n\
        beyond      true: judged where a stretch went farther than the radius; false: where none is known to have\n\
        log         names who worked and has no log; nothing is guessed for them\n\
        Rows that the rule's conditions leave out still count as duty; a count is judged if they hold for one of its rows.",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

/// What uses up the allowance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counts {
    Driving,
    Duty,
    /// Elapsed time since coming on duty.
    Window,
    /// Driving since the last interruption of it.
    Unbroken,
}

#[derive(Debug)]
struct Limit {
    counts: Counts,
    most: Quantity<Minutes>,
    off: Quantity<Minutes>,
    radius: Option<Quantity<Decimal>>,
    beyond: bool,
}

#[derive(Debug)]
struct Week {
    most: Quantity<Minutes>,
    off: Quantity<Minutes>,
    days: Quantity<Decimal>,
}

#[derive(Debug)]
enum DriverRule {
    Limit(Limit),
    Week(Week),
    Log,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("judge") {
        fields.need_text("judge");
    }
    let judge = fields.choice("judge", &["driving", "duty", "window", "break", "week", "log"])?;
    if judge == "log" {
        return Some(Box::new(DriverRule::Log));
    }
    let (most, off) = (Quantity::need(fields, "most", scope), Quantity::need(fields, "off", scope));
    if judge == "week" {
        let days = Quantity::need(fields, "days", scope);
        return Some(Box::new(DriverRule::Week(Week { most: most?, off: off?, days: days? })));
    }
    let radius = Quantity::take(fields, "radius", scope);
    let beyond = fields.flag("beyond").unwrap_or(false);
    let counts = match judge {
        "driving" => Counts::Driving,
        "duty" => Counts::Duty,
        "window" => Counts::Window,
        _ => Counts::Unbroken,
    };
    Some(Box::new(DriverRule::Limit(Limit { counts, most: most?, off: off?, radius, beyond })))
}

impl Kind for DriverRule {
    fn subject(&self) -> SubjectOf {
        match self {
            DriverRule::Log => SubjectOf::Work,
            DriverRule::Limit(_) | DriverRule::Week(_) => SubjectOf::Row("driver-log"),
        }
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        match self {
            DriverRule::Limit(limit) => judge::limit(limit, rule, case),
            DriverRule::Week(week) => week::judge(week, rule, case),
            DriverRule::Log => missing::judge(rule, case),
        }
    }

    fn message_fields(&self) -> &'static [&'static str] {
        match self {
            DriverRule::Log => &["drivers", "days"],
            DriverRule::Limit(_) | DriverRule::Week(_) => &["off", "stop", "last", "since"],
        }
    }
}

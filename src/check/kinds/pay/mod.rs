//! `kind = "pay"`: a person's day's gross, as far as reports need it.

mod call_back;
mod day;
mod extra;
mod holding;
mod lines;
mod other_day;
mod rows;
mod timeline;

use super::worktime::choice::Choice;
use super::worktime::counting::{Counting, counting_about};
use super::worktime::points::Points;
use super::worktime::prices::RatesOf;
use super::worktime::tiers::{Column, Tiers, tiers_about};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::pay_day::PayDraft;
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Minutes, Money};
use call_back::CallBack;
use chrono::Weekday;
use extra::Extra;
use holding::{Midnight, Night};
use other_day::OtherDay;

pub const SPEC: KindSpec =
    KindSpec { name: "pay", about: ABOUT, load, shorthand: Some(super::worktime::given::shorthand) };

const ABOUT: &str = concat!(
    "What a person's day pays, as far as reports need it: lines of hours × multiple × rate, and their sum. It is no payroll engine\n\
    and makes no findings; a day on hold is not paid, and one of travel or a fitting only by other_days, where they are written. The rows of one person, date and employer that the rule covers are one day, credited to the rows' date.\n\
    Several pay rules of a pack over one day add up (overtime and an extended day); of several packs that pay the same rows the\n\
    dearest counts. A missing time gives bounds. A test expects pay, or pay_min and pay_max (\"none\": no bound), of the last day\n\
    given or of the one that on = \"2026-11-17\" names; several rows of a date are added.\n\
    base         what straight time pays: hours (default), day (one day's pay for all of it), or none (a salary pays it, and\n\
    \u{20}            only what is beyond is listed; a dearer day in full)\n\
    guarantee    a day pays at least so long; the person's own Guarantee of an hourly or daily rate goes before it\n\
    upgraded     prorated: where another role follows on the same day, the hours alone are paid, without guarantee\n\
    rates        day_hours, week_hours, week_days: how a rate by the day or week becomes one by the hour, and the reverse\n\
    money_break  day, week: a rate above it counts as that much for time beyond straight time\n\
    adjustments  the Adjustment of a row (wet, smoke, hair goods): in-base (default: into a day's rate, so that overtime is counted\n\
    \u{20}            on it) or flat; beside an hourly or weekly rate it is always flat\n\
    unit         the last hours are rounded up to whole units (\"6m\", \"15m\")\n\
    tiers        what time beyond pays; the list below says how. Golden time is a tier with until_off\n\
    sixth, seventh, saturday, sunday, holiday\n\
    \u{20}            other tiers for those days, the first that is written and holds in the order holiday, seventh, sunday, sixth, saturday\n\
",
    counting_about!(),
    "\n\
    midnight     hours after midnight that are paid as the next day's: a list of weekday and called_after (the workweek's last\n\
    \u{20}            day, called later than that) with as = \"sixth\" or another day above; or holiday = true: hours on a holiday follow\n\
    \u{20}            the calendar. Golden time reached before midnight stays as it is\n\
    night        added to the straight hour, so that overtime is counted on it: a list of called (\"20:00-04:00\"), time (\"20:00-06:00\",\n\
    \u{20}            default all day), add (\"0.20\") and when; the first that holds counts\n\
    extra        pay by the day on top: a list of days (how many days' pay, \"0.5\"), when, and\n\
    \u{20}              after, clock, every  once the day is longer than that (clock: elapsed, or worked), again for each part of every;\n\
    \u{20}              in_lieu              true: time after it is not paid by the hour too\n\
    \u{20}              past, last_of_week   worked past this wall time (\"24:00\"), on the workweek's last day, the person having the next date off\n\
    \u{20}              night_week_from      but not in a week whose every call is later than this\n\
    call_back    what a call back on the same date pays at least: a list of after (time off so long makes it one), least and times (so\n\
    \u{20}            many hours at so many times the straight hour; on a dearer day dearer_least and dearer_times), and when; the first\n\
    \u{20}            that holds counts\n\
    other_days   days that are no work: a list of status (travel, or fitting) with least, most, unit (paid at the straight hour, rounded\n\
    \u{20}            up to whole units), unpaid = true (nothing is owed), and when; the first that holds counts\n\
    merge        \"rule.NAME\" of a rest rule: a day after a release that was no rest counts on from the day before\n\
    work_below   between two rows of a date, time off shorter than this is work time\n\
    makeup       minutes of make-up removal after wrap that are no work\n\
    week_begins  the weekday on which the week of clock = \"week\" begins (default: the workweek's first day)\n\
from, to     from where to where the day is measured, where that is not the person's own call and release: points as in the\n\
    \u{20}            kind rest. A day between other ends knows no meals\n",
    tiers_about!()
);

#[derive(Debug)]
pub struct PayRule {
    base: Option<Choice<String>>,
    guarantee: Option<Choice<Minutes>>,
    prorated: bool,
    rates: RatesOf,
    break_day: Option<Choice<Money>>,
    break_week: Option<Choice<Money>>,
    flat_adjustments: bool,
    unit: Option<Choice<Minutes>>,
    plain: Tiers,
    /// Written columns, the one to be taken first in front.
    dearer: Vec<(Column, Tiers)>,
    counting: Option<Counting>,
    midnight: Vec<Midnight>,
    night: Vec<Night>,
    extra: Vec<Extra>,
    call_back: Vec<CallBack>,
    other_days: Vec<OtherDay>,
    merge: Option<String>,
    work_below: Option<Quantity<Minutes>>,
    makeup: Option<Quantity<Minutes>>,
    week_begins: Option<Weekday>,
    from: Points,
    to: Points,
    /// They are the person's own call and release.
    own_ends: bool,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let base = Choice::take_word(fields, "base", &["hours", "day", "none"], scope);
    let guarantee = Choice::take(fields, "guarantee", scope);
    let prorated = fields.choice("upgraded", &["prorated"]).is_some();
    let rates = RatesOf::take(fields, scope);
    let (break_day, break_week) = fields
        .table("money_break", "the money break", |entry| {
            Some((Choice::take(entry, "day", scope), Choice::take(entry, "week", scope)))
        })
        .unwrap_or_default();
    let flat_adjustments = fields.choice("adjustments", &["in-base", "flat"]) == Some("flat");
    let unit = Choice::take(fields, "unit", scope);
    let plain = Tiers::take(fields, "tiers", scope);
    let mut dearer = Vec::new();
    for (key, column) in Column::DEARER {
        if fields.has(key) {
            dearer.push((column, Tiers::take_column(fields, key, column, scope)));
        } else {
            fields.node(key);
        }
    }
    let counts = dearer.iter().any(|(column, _)| matches!(column, Column::Sixth | Column::Seventh));
    let counting = Counting::take(fields, counts, scope);
    let midnight = fields.tables("midnight", "hours after midnight", |entry| Midnight::take(entry, scope));
    let night = fields.tables("night", "a night premium", |entry| Night::take(entry, scope));
    let extra = fields.tables("extra", "an extra day's pay", |entry| Extra::take(entry, scope));
    let call_back = fields.tables("call_back", "a call-back", |entry| CallBack::take(entry, scope));
    let other_days =
        fields.tables("other_days", "a day that is no work", |entry| OtherDay::take(entry, scope));
    let merge = super::worktime::take_rule(fields, "merge");
    let work_below = Quantity::take(fields, "work_below", scope);
    let makeup = Quantity::take(fields, "makeup", scope);
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let week_begins = fields.choice("week_begins", &days).and_then(|day| day.parse().ok());
    let own_ends = !fields.has("from") && !fields.has("to");
    let from = Points::take(fields, "from", "call", scope);
    let to = Points::take(fields, "to", "dismissal", scope);
    if plain.is_empty() && extra.is_empty() && base.is_none() {
        fields.say("id", format!("{} pays nothing", fields.what()), "Give it `tiers`, `extra` or a `base`.");
    }
    Some(Box::new(PayRule {
        base,
        guarantee,
        prorated,
        rates,
        break_day,
        break_week,
        flat_adjustments,
        unit,
        plain,
        dearer,
        counting,
        midnight,
        night,
        extra,
        call_back,
        other_days,
        merge,
        work_below,
        makeup,
        week_begins,
        from: from?,
        to: to?,
        own_ends,
    }))
}

impl Kind for PayRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, _rule: &Rule, _case: &Case<'_>) -> Vec<Draft> {
        Vec::new()
    }

    fn pay(&self, rule: &Rule, case: &Case<'_>) -> Vec<PayDraft> {
        self.pay_all(rule, case)
    }

    fn tiers(&self, column: Column) -> Option<&Tiers> {
        match column {
            Column::Plain => Some(&self.plain),
            dearer => self.dearer.iter().find(|(own, _)| *own == dearer).map(|(_, tiers)| tiers),
        }
    }

    fn numbers(&self) -> Vec<String> {
        let mut lines =
            self.guarantee.as_ref().map(|guarantee| guarantee.lines("guarantee")).unwrap_or_default();
        let own = std::iter::once((Column::Plain, &self.plain));
        for (column, tiers) in own.chain(self.dearer.iter().map(|(column, tiers)| (*column, tiers))) {
            let day = match column.words() {
                "" => "a plain day",
                words => words,
            };
            lines.extend(tiers.lines().into_iter().map(|words| format!("{day}: {words}")));
        }
        lines
    }

    fn names_rules(&self) -> Vec<(String, &'static str)> {
        let lists = std::iter::once(&self.plain).chain(self.dearer.iter().map(|(_, tiers)| tiers));
        lists
            .filter_map(Tiers::names)
            .chain(self.merge.clone().map(|name| (name, super::rest::SPEC.name)))
            .collect()
    }
}

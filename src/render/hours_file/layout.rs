//! The columns of the hours file: one list for the CSV, the workbook and the page that describes them.

use crate::check::finding::Finding;
use crate::model::{Minutes, Moment, Per, Sourced};
use crate::render::payroll::found;
use crate::render::payroll::line::Line;
use crate::render::payroll::paid;
use crate::render::payroll::tenths::tenths;
use crate::render::words;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a field of a line holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Field {
    Blank,
    Text(String),
    Date(NaiveDate),
    /// A clock past 24 or a length, in tenths of an hour.
    Tenths(Decimal),
    Count(i64),
    Amount(Decimal),
}

pub struct Column {
    pub heading: &'static str,
    /// What stands in it, for the page that describes the file.
    pub about: &'static str,
    /// Characters in the workbook.
    pub width: f64,
    pub field: fn(&Line) -> Field,
}

const fn column(heading: &'static str, width: f64, about: &'static str, field: fn(&Line) -> Field) -> Column {
    Column { heading, about, width, field }
}

/// In the order of the file. A new column goes to the end: programs count on the places of the others.
pub const COLUMNS: [Column; 60] = [
    column("W/E", 11.0, "The last day of the payroll week.", |l| Field::Date(l.week)),
    column("Name", 24.0, "The person, as the cast or crew list spells the name.", |l| {
        text(&l.day.person.name)
    }),
    column("Cast No.", 8.0, "For performers.", |l| maybe(l.day.person.number.as_ref())),
    column("Department", 18.0, "As the crew list has it.", |l| maybe(l.day.person.department.as_ref())),
    column("Position", 22.0, "The job on the day.", |l| sourced(&l.day.shift.terms.position)),
    column("Union", 18.0, "The agreement, as written.", |l| sourced(&l.day.shift.terms.agreement)),
    column("Local", 8.0, "The union's local.", |l| sourced(&l.day.shift.terms.local)),
    column("Occupation", 16.0, "The craft or classification, as written.", |l| {
        sourced(&l.day.shift.terms.craft)
    }),
    column("Role", 11.0, "Principal, background or stunt.", |l| sourced(&l.day.shift.terms.role)),
    column("Contract", 11.0, "Daily, weekly and the like, as written.", |l| {
        sourced(&l.day.shift.terms.contract)
    }),
    column("Employer", 22.0, "Who employed; the production company where no other is written.", |l| {
        maybe(l.day.shift.employer.as_ref())
    }),
    column("Date", 11.0, "The day the work is credited to.", |l| Field::Date(l.day.shift.date)),
    column("Day", 6.0, "Its weekday.", |l| text(&l.day.shift.date.format("%a").to_string())),
    column("Unit", 10.0, "The unit.", |l| text(&l.day.shift.unit)),
    column("Day Type", 9.0, "work, hold, travel or fitting.", |l| text(&l.day.shift.day_status)),
    column("Location", 20.0, "Where the work was.", |l| sourced(&l.day.shift.location)),
    column("Rate", 10.0, "The rate on the day, in Currency.", |l| {
        l.day.shift.terms.rate.as_ref().map_or(Field::Blank, |rate| Field::Amount(rate.value.amount))
    }),
    column("Per", 7.0, "What the rate is paid for: hour, day or week.", |l| {
        maybe(l.day.shift.terms.per.as_ref().map(|per| per_word(per.value)))
    }),
    column("Currency", 9.0, "The currency of the rate.", |l| {
        maybe(l.day.shift.terms.rate.as_ref().map(|rate| rate.value.currency.to_string()))
    }),
    column("Call", 7.0, "The first call, make-up and wardrobe included. A clock.", |l| {
        clock(l, Some(&l.day.shift.call.moment))
    }),
    column("NDB Start", 7.0, "The non-deductible breakfast's start. A clock.", |l| meal(l, 0, 0)),
    column("NDB End", 7.0, "Its end. A clock.", |l| meal(l, 0, 1)),
    column("Meal 1 Start", 7.0, "Out to the first meal. A clock.", |l| meal(l, 1, 0)),
    column("Meal 1 End", 7.0, "Back in. A clock.", |l| meal(l, 1, 1)),
    column("Meal 2 Start", 7.0, "Out to the second meal. A clock.", |l| meal(l, 2, 0)),
    column("Meal 2 End", 7.0, "Back in. A clock.", |l| meal(l, 2, 1)),
    column("Meal 3 Start", 7.0, "Out to the third meal. A clock.", |l| meal(l, 3, 0)),
    column("Meal 3 End", 7.0, "Back in. A clock.", |l| meal(l, 3, 1)),
    column("Wrap", 7.0, "The end of the work. A clock.", |l| clock(l, Some(&l.day.shift.wrap.moment))),
    column("Dismissed", 9.0, "The release, where it was written apart from the wrap. A clock.", |l| {
        clock(l, l.day.dismissed_later().then_some(&l.day.shift.dismissed.moment))
    }),
    column("Leave For Location", 9.0, "Where travel to a location was written. A clock.", |l| travel(l, 0)),
    column("Arrive Location", 9.0, "Arrival there. A clock.", |l| travel(l, 1)),
    column("Leave Location", 9.0, "Leaving it. A clock.", |l| travel(l, 2)),
    column("Arrive Back", 9.0, "Arrival back. A clock.", |l| travel(l, 3)),
    column("Elapsed Hours", 8.0, "From Call to Dismissed, or to Wrap where Dismissed is blank.", |l| {
        length(l.hours.elapsed)
    }),
    column("Worked Hours", 8.0, "Elapsed Hours less the deductible meals.", |l| length(l.hours.worked)),
    column("Elapsed Minutes", 8.0, "The same as Elapsed Hours, to the minute.", |l| minutes(l.hours.elapsed)),
    column("Worked Minutes", 8.0, "The same as Worked Hours, to the minute.", |l| minutes(l.hours.worked)),
    column(
        "Hours at 1x",
        8.0,
        "Hours that the agreement's pay rule pays at the straight rate, in decimal hours; blank where no pay rule covers the person.",
        |l| at(l, "1"),
    ),
    column("Hours at 1.5x", 8.0, "The same at one and a half times.", |l| at(l, "1.5")),
    column("Hours at 2x", 8.0, "The same at double time.", |l| at(l, "2")),
    column("Hours at Other", 8.0, "The same at any other multiple; Pay Lines says which.", others),
    column("Pay Lines", 44.0, "The pay rule's lines of the row, with their arithmetic.", |l| {
        text(
            &l.paid
                .iter()
                .map(|line| format!("{}: {}", line.what, line.arithmetic))
                .collect::<Vec<_>>()
                .join("; "),
        )
    }),
    column(
        "Pay Open",
        30.0,
        "Why the pay lines are not all of it, where a time or a rate is missing: they are then the least.",
        |l| text(&l.pay.iter().filter_map(|day| day.missing.clone()).collect::<Vec<_>>().join("; ")),
    ),
    column(
        "Pay Includes",
        24.0,
        "Rules whose premiums are in the pay lines already and must not be paid on top.",
        |l| text(&includes(l).join("; ")),
    ),
    column("Travel Minutes", 8.0, "Minutes of travel, where the sheet gives them so.", |l| {
        minutes(l.day.record.and_then(|row| row.duration("Travel Minutes")))
    }),
    column("Meal Penalties", 9.0, "How many meal penalties were found; blank where there is none.", |l| {
        match found::meal_penalties(&l.found) {
            0 => Field::Blank,
            units => Field::Count(i64::from(units)),
        }
    }),
    column("Meal Penalty Amount", 10.0, "What they cost, in Premium Currency.", |l| cost(l, found::is_meal)),
    column(
        "Forced Call",
        8.0,
        "yes where the rest before the day was too short; yes, consented where consent on record covers it.",
        |l| maybe(found::forced_words(&l.found)),
    ),
    column("Forced Call Amount", 10.0, "What the broken rest costs, in Premium Currency.", |l| {
        cost(l, is_rest)
    }),
    column("Other Premium Amount", 10.0, "What else was found to cost, in Premium Currency.", |l| {
        cost(l, |f| !found::is_meal(f) && !is_rest(f))
    }),
    column(
        "Premium Currency",
        9.0,
        "The currency of the three amounts; several, and the amounts are blank.",
        |l| {
            let sums = found::sum(&l.found, |_| true);
            let names: Vec<&str> = sums.iter().map(|money| &*money.currency).collect();
            text(&names.join(" "))
        },
    ),
    column("Premiums", 40.0, "Each with its rule and amount.", |l| text(&premiums(l).join("; "))),
    column(
        "Open",
        30.0,
        "Rules that could not be decided, since a time or fact is missing: no amount stands for them.",
        |l| {
            let open = l.found.iter().filter(|f| found::is_open(f)).map(|f| f.rule.as_str());
            text(&open.collect::<Vec<_>>().join("; "))
        },
    ),
    column("Missing", 24.0, "What the time sheet should say and does not.", |l| {
        text(&l.missing(words::of("en", "US")).join("; "))
    }),
    column("Notes", 30.0, "The time sheet's own notes.", |l| {
        maybe(l.day.record.and_then(|row| row.text("Notes")))
    }),
    column("File", 34.0, "The spreadsheet the line was read from.", |l| text(&l.day.shift.cell.file)),
    column("Sheet", 14.0, "Its sheet.", |l| text(&l.day.shift.cell.sheet)),
    column("Cell", 7.0, "The row's first cell.", |l| text(&l.day.shift.cell.address())),
    column("Findings", 20.0, "The ids of the findings the amounts come from, as in findings.json.", |l| {
        let paid = l.found.iter().filter(|f| found::cost(f).is_some()).map(|f| f.id.as_str());
        text(&paid.collect::<Vec<_>>().join(" "))
    }),
];

fn text(text: &str) -> Field {
    if text.is_empty() { Field::Blank } else { Field::Text(text.to_owned()) }
}

fn maybe(value: Option<impl ToString>) -> Field {
    value.map_or(Field::Blank, |value| text(value.to_string().trim()))
}

fn sourced(value: &Option<Sourced<String>>) -> Field {
    maybe(value.as_ref().map(|v| &v.value))
}

fn per_word(per: Per) -> &'static str {
    match per {
        Per::Hour => "hour",
        Per::Day => "day",
        Per::Week => "week",
    }
}

/// Blank where a time is missing or has two readings: never a guess.
fn clock(line: &Line, moment: Option<&Moment>) -> Field {
    length(moment.and_then(|moment| line.day.past_midnight(moment)))
}

fn meal(line: &Line, which: usize, end: usize) -> Field {
    clock(line, line.breaks().get(which).copied().flatten().and_then(|times| times.get(end).copied()))
}

fn travel(line: &Line, which: usize) -> Field {
    clock(line, line.day.travel().get(which).copied())
}

/// Hours at one multiple of the rate.
fn at(line: &Line, multiple: &str) -> Field {
    let hours = paid::by_multiple(&line.paid);
    multiple
        .parse()
        .ok()
        .and_then(|times: Decimal| hours.get(&times))
        .map_or(Field::Blank, |hours| Field::Amount(*hours))
}

/// Hours at any multiple that has no column of its own.
fn others(line: &Line) -> Field {
    let own = [Decimal::ONE, Decimal::new(15, 1), Decimal::TWO];
    let hours = paid::by_multiple(&line.paid);
    let sum = hours
        .iter()
        .filter(|(times, _)| !own.contains(times))
        .map(|(_, hours)| *hours)
        .fold(Decimal::ZERO, Decimal::saturating_add);
    if sum.is_zero() { Field::Blank } else { Field::Amount(sum) }
}

/// The rules of the day's findings that its pay lines price already.
fn includes(line: &Line) -> Vec<String> {
    let priced = |rule: &String| line.found.iter().any(|f| f.rule == *rule && found::cost(f).is_some());
    line.pay.iter().flat_map(|day| &day.includes).filter(|rule| priced(rule)).cloned().collect()
}

fn length(minutes: Option<Minutes>) -> Field {
    minutes.map_or(Field::Blank, |minutes| Field::Tenths(tenths(minutes)))
}

fn minutes(minutes: Option<Minutes>) -> Field {
    minutes.map_or(Field::Blank, |minutes| Field::Count(minutes.0))
}

fn is_rest(finding: &Finding) -> bool {
    finding.subject.kind == "rest"
}

/// One currency's sum of the findings that `count`; blank where the line has several currencies.
fn cost(line: &Line, count: impl Fn(&Finding) -> bool) -> Field {
    let sums = found::sum(&line.found, count);
    match (sums.as_slice(), found::sum(&line.found, |_| true).len()) {
        ([sum], 1) => Field::Amount(sum.to_cent().amount),
        _ => Field::Blank,
    }
}

/// `iatse-basic/meal-first 17.50 USD`
fn premiums(line: &Line) -> Vec<String> {
    line.found
        .iter()
        .filter_map(|f| {
            if let Some(cost) = found::cost(f) {
                return Some(format!("{} {cost}", f.rule));
            }
            let range = f.cost_range.as_ref().filter(|_| f.waiver.is_none() && !found::is_open(f))?;
            Some(format!("{} at least {}, amount not known", f.rule, range.min))
        })
        .collect()
}

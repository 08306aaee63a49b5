//! `kind = "school-bank"`: a minor's schooling beyond what a day requires, kept for a day on which there is less.
//!
//! What is put in stands in School Banked of the timesheet (it is part of School Hours), what is taken out in School Credited.
//! The credit counts towards the day's schooling where the pack's `age-band` rule about school says `credited`.

use super::age_band::grades;
use super::rest::pairs::{self, WorkDay};
use super::worktime::{by_person, say};
use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::check::time_words::length;
use crate::model::{Basis, Cell, Heading, Minutes, Shift, Sourced};
use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub const SPEC: KindSpec = KindSpec {
    name: "school-bank",
    about: "Schooling that a minor has ahead (School Banked on the timesheet) and takes out later (School Credited). A plan knows neither.\n\
        judge        day: no more is put in on one day than its band allows; month: no more in a calendar month than most;\n\
        \u{20}            credit: no more is taken out than was put in before, within so many days, the oldest first\n\
        bands        of day: [{ on, grades, most }]: on is term, holiday (the Calendar's holiday or school holiday) or summer (its summer\n\
        \u{20}            vacation); grades \"1-6\" by School Grade in the cast list. Where no band is for a day nothing may be put in. A\n\
        \u{20}            grade that is not on record, or a weekend that may be either, leaves what it decides undetermined\n\
        most         of month\n\
        within       of credit: days",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Term,
    Holiday,
    Summer,
}

const SORTS: [(&str, Sort); 3] = [("term", Sort::Term), ("holiday", Sort::Holiday), ("summer", Sort::Summer)];

#[derive(Debug)]
struct Band {
    on: Sort,
    grades: Option<(u32, u32)>,
    most: Quantity<Minutes>,
}

#[derive(Debug)]
enum BankRule {
    Day(Vec<Band>),
    Month(Quantity<Minutes>),
    Credit(Quantity<Decimal>),
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("judge") {
        fields.need_text("judge");
    }
    Some(Box::new(match fields.choice("judge", &["day", "month", "credit"])? {
        "day" => BankRule::Day(fields.tables("bands", "a band", |band| {
            if !band.has("on") {
                band.need_text("on");
            }
            let word = band.choice("on", &SORTS.map(|(word, _)| word));
            let on = SORTS.iter().find(|(name, _)| Some(*name) == word).map(|(_, sort)| *sort);
            let grades = grades(band);
            let most = Quantity::need(band, "most", scope);
            Some(Band { on: on?, grades, most: most? })
        })),
        "month" => BankRule::Month(Quantity::need(fields, "most", scope)?),
        _ => BankRule::Credit(Quantity::need(fields, "within", scope)?),
    }))
}

/// A day with something put in or taken out, in minutes.
struct Day<'a> {
    work: WorkDay<'a>,
    shift: &'a Shift,
    banked: i64,
    credited: i64,
}

impl Day<'_> {
    fn cell(&self, heading: Heading) -> Cell {
        self.shift.cells.get(heading).unwrap_or(&self.shift.cell).clone()
    }
}

impl Kind for BankRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for judged in by_person(rule, case).into_values() {
            let days: Vec<Day<'_>> = pairs::days(judged.into_iter(), None, 0, true)
                .into_iter()
                .flatten()
                .filter_map(day)
                .collect();
            match self {
                BankRule::Day(bands) => {
                    drafts.extend(days.iter().filter_map(|day| put_in(bands, case, day)));
                }
                BankRule::Month(most) => drafts.extend(of_months(most, case, &days)),
                BankRule::Credit(within) => drafts.extend(taken_out(within, case, &days)),
            }
        }
        drafts
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "month", "sort"]
    }

    fn numbers(&self) -> Vec<String> {
        let BankRule::Day(bands) = self else { return Vec::new() };
        let words = |band: &Band| {
            let on = SORTS.iter().find(|(_, sort)| *sort == band.on).map_or("", |(word, _)| word);
            let grades = band.grades.map_or(String::new(), |(a, b)| format!(", grades {a} to {b}"));
            format!("{on}{grades}: {}", band.most.said(|minutes| minutes.to_string()))
        };
        bands.iter().map(words).collect()
    }
}

fn day(work: WorkDay<'_>) -> Option<Day<'_>> {
    let sum = |of: fn(&Shift) -> &Option<Sourced<Minutes>>| -> i64 {
        work.shifts.iter().filter_map(|shift| of(shift).as_ref()).map(|minutes| minutes.value.0).sum()
    };
    let (banked, credited) = (sum(|s| &s.school.banked), sum(|s| &s.school.credited));
    let has = |shift: &&&Shift| shift.school.banked.is_some() || shift.school.credited.is_some();
    let shift = work.shifts.iter().find(has).copied()?;
    (work.basis == Basis::Actual).then_some(Day { work, shift, banked, credited })
}

/// What sort of day it can be, as the sheet and the Calendar say.
fn sorts(case: &Case<'_>, day: &Day<'_>) -> Vec<Sort> {
    let own = [case.person(day.shift).name.as_str(), day.shift.unit.as_str()];
    let concerns = |whom: &str| {
        let whom = whom.trim();
        whom.is_empty()
            || ["all", "everybody", "everyone", "minors"].iter().any(|all| whom.eq_ignore_ascii_case(all))
            || own.iter().any(|own| own.eq_ignore_ascii_case(whom))
    };
    let of_date = case.production.calendar.iter().filter(|c| c.date == day.work.date);
    let kinds: Vec<&str> = of_date
        .filter(|c| concerns(c.applies_to.as_deref().unwrap_or_default()))
        .map(|c| c.kind.as_str())
        .collect();
    let weekend = matches!(day.work.date.weekday(), Weekday::Sat | Weekday::Sun);
    if kinds.contains(&"summer vacation") {
        vec![Sort::Summer]
    } else if kinds.iter().any(|kind| matches!(*kind, "school holiday" | "holiday")) {
        vec![Sort::Holiday]
    } else if weekend || day.shift.school.today.as_ref().is_some_and(|school| !school.value) {
        vec![Sort::Term, Sort::Holiday]
    } else {
        vec![Sort::Term]
    }
}

fn draft(case: &Case<'_>, day: &Day<'_>, heading: Heading) -> Draft {
    let mut draft = Draft::about(say::about("minor-day", case, day.shift), vec![day.cell(heading)]);
    draft.basis = Some(day.work.basis);
    draft.set("day", say::date(case, day.work.date));
    draft.set("month", day.work.date.format("%B %Y").to_string());
    draft
}

/// More put in on a day than it allows.
fn put_in(bands: &[Band], case: &Case<'_>, day: &Day<'_>) -> Option<Draft> {
    if day.banked <= 0 {
        return None;
    }
    let dates = case.dates(day.work.date);
    let grade = case.person(day.shift).school_grade.as_ref();
    let is_of_grade = |band: &&Band| match (band.grades, grade) {
        (Some((first, last)), Some(grade)) => (first..=last).contains(&grade.value),
        _ => true,
    };
    let sorts = sorts(case, day);
    let mut draft = draft(case, day, "School Banked");
    draft.sources.extend(grade.map(|grade| grade.cell.clone()));
    let mut limits = Vec::new();
    for sort in &sorts {
        let of_sort: Vec<&Band> = bands.iter().filter(|band| band.on == *sort).filter(is_of_grade).collect();
        if of_sort.is_empty() {
            limits.push(0);
        }
        for band in of_sort {
            let looked = case.look(&band.most, &dates).ok()?;
            draft.used(&looked);
            limits.push(looked.value.0);
        }
    }
    let (least, most) = (*limits.iter().min()?, *limits.iter().max()?);
    let sort = match sorts.as_slice() {
        [Sort::Term] => "a day in term",
        [Sort::Holiday] => "a school holiday",
        [Sort::Summer] => "a day of the summer vacation",
        _ => "a day without school",
    };
    draft.set("sort", sort);
    draft.measured = Some(length(day.banked));
    draft.limit = Some(length(most));
    if most == 0 {
        draft.wrote_number = true;
    }
    if day.banked > most {
        draft.excess_minutes = Some(day.banked - most);
        draft.arithmetic = format!(
            "{} banked on {sort}; {} − {} = {}",
            length(day.banked),
            length(day.banked),
            length(most),
            length(day.banked - most)
        );
        return Some(draft);
    }
    if day.banked <= least {
        return None;
    }
    let (open, help) = match (grade, sorts.len() > 1) {
        (None, _) => ("the child's grade is not on record", "Enter School Grade in the cast list."),
        (Some(_), _) => (
            "whether it is a day of term or of a holiday is not on record",
            "Enter the day in the Calendar, as a school holiday where it is one.",
        ),
    };
    let says = format!(
        "{} banks {} of school on {}: {} to {} are allowed, and {open}.",
        case.person(day.shift).name,
        length(day.banked),
        say::date(case, day.work.date),
        length(least),
        length(most)
    );
    draft.arithmetic = format!("{} to {} allowed on {sort}", length(least), length(most));
    draft.helps = Some(help.into());
    Some(draft.undetermined(says))
}

/// More put in in a calendar month than `most`, at the day on which it became more.
fn of_months(most: &Quantity<Minutes>, case: &Case<'_>, days: &[Day<'_>]) -> Vec<Draft> {
    let mut months: BTreeMap<(i32, u32), Vec<&Day<'_>>> = BTreeMap::new();
    for day in days.iter().filter(|day| day.banked > 0) {
        months.entry((day.work.date.year(), day.work.date.month())).or_default().push(day);
    }
    let of_month = |days: Vec<&Day<'_>>| {
        let last = days.last()?;
        let most = case.look(most, &case.dates(last.work.date)).ok()?;
        let sum: i64 = days.iter().map(|day| day.banked).sum();
        let over = sum - most.value.0;
        let mut so_far = 0;
        let day = days.iter().find(|day| {
            so_far += day.banked;
            so_far > most.value.0
        })?;
        let mut draft = draft(case, day, "School Banked");
        draft.used(&most);
        draft.sources = days.iter().map(|day| day.cell("School Banked")).collect();
        draft.measured = Some(length(sum));
        draft.limit = Some(length(most.value.0));
        draft.excess_minutes = Some(over);
        let each: Vec<String> = days.iter().map(|day| length(day.banked)).collect();
        draft.arithmetic = format!(
            "{} = {}; {} − {} = {}",
            each.join(" + "),
            length(sum),
            length(sum),
            length(most.value.0),
            length(over)
        );
        Some(draft)
    };
    months.into_values().filter_map(of_month).collect()
}

/// More taken out than is in the bank, the oldest going first; what is older than `within` days is lost.
fn taken_out(within: &Quantity<Decimal>, case: &Case<'_>, days: &[Day<'_>]) -> Vec<Draft> {
    let (mut bank, mut drafts): (Vec<(NaiveDate, i64, Cell)>, Vec<Draft>) = (Vec::new(), Vec::new());
    for day in days {
        let Ok(within) = case.look(within, &case.dates(day.work.date)) else { continue };
        bank.retain(|(date, left, _)| {
            *left > 0 && Decimal::from((day.work.date - *date).num_days()) <= within.value
        });
        let available: i64 = bank.iter().map(|(_, left, _)| *left).sum();
        if day.credited > available {
            let mut draft = draft(case, day, "School Credited");
            draft.used(&within);
            draft.sources.extend(bank.iter().map(|(.., cell)| cell.clone()));
            draft.measured = Some(length(day.credited));
            draft.limit = Some(length(available));
            draft.excess_minutes = Some(day.credited - available);
            let put_in: Vec<String> = bank
                .iter()
                .map(|(date, left, _)| format!("{} of {}", length(*left), say::date(case, *date)))
                .collect();
            let bank = if put_in.is_empty() { "nothing".into() } else { put_in.join(" + ") };
            draft.arithmetic = format!(
                "in the bank, not older than {} days: {bank}; {} − {} = {}",
                within.value.normalize(),
                length(day.credited),
                length(available),
                length(day.credited - available)
            );
            drafts.push(draft);
        }
        let mut take = day.credited;
        for (_, left, _) in &mut bank {
            let taken = take.min(*left);
            *left -= taken;
            take -= taken;
        }
        if day.banked > 0 {
            bank.push((day.work.date, day.banked, day.cell("School Banked")));
        }
    }
    drafts
}

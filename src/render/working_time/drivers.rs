//! The drivers' duty record: each driver's day from the log, its sums, and the limits that were held against it.

use super::held::{self, Held, State};
use super::words::{self, Style};
use super::{Report, TABLES, books};
use crate::check::finding::Finding;
use crate::check::measured::Limited;
use crate::check::time_words::length;
use crate::model::{DocumentKind, Duty, DutyStatus, Instant, Moment, Person, PersonId};
use crate::render::compliance_report::entry;
use crate::render::job::{Body, Job};
use crate::render::stamp;
use crate::render::view::View;
use crate::render::words::Words;
use crate::render::workbook::{Book, Datum, Table, column, figure, in_formula, prose, sheet_in_formula};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many days of drivers are printed, the latest kept; the workbook has them all.
const MOST: usize = 500;
const LIMITS: [(&str, Limited); 4] = [
    ("driving", Limited::Driving),
    ("duty", Limited::Duty),
    ("window", Limited::Window),
    ("unbroken", Limited::Unbroken),
];

/// The rows of the log that begin on one date.
struct DriverDay<'a> {
    person: &'a Person,
    date: NaiveDate,
    duties: Vec<&'a Duty>,
    held: Vec<Held<'a>>,
    findings: Vec<&'a Finding>,
}

/// Minutes that the log adds up to, and whether a stretch without both its times is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Logged {
    minutes: i64,
    open: bool,
}

impl Logged {
    /// `6:30`; `6:30 + ?` where a stretch is open.
    fn words(self) -> String {
        if self.open { format!("{} + ?", length(self.minutes)) } else { length(self.minutes) }
    }
}

pub fn jobs(view: &View) -> Vec<Job> {
    let days = days(view);
    if days.is_empty() {
        return Vec::new();
    }
    let report = Report {
        kind: DocumentKind::DriverRecord,
        stem: "drivers".into(),
        template: "driver-record",
        title: view.words.get("reports.drivers_record"),
        inputs: stamp::inputs_with(view, TABLES),
    };
    report.jobs(view, data(view, &days), |report| book(view, &days, report))
}

/// By driver, then date.
fn days<'a>(view: &View<'a>) -> Vec<DriverDay<'a>> {
    let mut logs: BTreeMap<(PersonId, NaiveDate), Vec<&'a Duty>> = BTreeMap::new();
    for duty in &view.production.duties {
        logs.entry((duty.person, duty.date)).or_default().push(duty);
    }
    let mut held: BTreeMap<(PersonId, NaiveDate), Vec<Held<'a>>> = BTreeMap::new();
    for one in held::held(view, |what| LIMITS.iter().any(|(_, limited)| *limited == what)) {
        held.entry((one.measured.person, one.measured.date)).or_default().push(one);
    }
    logs.into_iter()
        .filter_map(|((id, date), duties)| {
            let person = view.production.people.get(id.0)?;
            let day = date.to_string();
            let about = |f: &&Finding| {
                let s = &f.subject;
                s.kind == "driver-day"
                    && s.person.as_deref() == Some(&person.name)
                    && s.date.as_deref() == Some(&day)
            };
            let findings = view.report.findings.iter().filter(about).collect();
            let held = held.remove(&(id, date)).unwrap_or_default();
            Some(DriverDay { person, date, duties, held, findings })
        })
        .collect()
}

impl<'a> DriverDay<'a> {
    /// Time in any of these states, overlapping rows counted once.
    fn logged(&self, states: &[DutyStatus]) -> Logged {
        let rows = self.duties.iter().filter(|d| d.status.is_some_and(|s| states.contains(&s)));
        let mut logged = Logged::default();
        let mut spans: Vec<(Instant, Instant)> = Vec::new();
        for duty in rows {
            match (duty.start.moment.known(), duty.end.moment.known()) {
                (Some(from), Some(to)) => spans.push((from, to)),
                _ => logged.open = true,
            }
        }
        spans.sort();
        let mut until: Option<Instant> = None;
        for (from, to) in spans {
            let from = until.map_or(from, |until| from.max(until));
            logged.minutes += (to - from).num_minutes().max(0);
            until = Some(until.map_or(to, |until| until.max(to)));
        }
        logged
    }

    fn driving(&self) -> Logged {
        self.logged(&[DutyStatus::Driving])
    }

    /// Driving included.
    fn on_duty(&self) -> Logged {
        self.logged(&[DutyStatus::Driving, DutyStatus::OnDuty])
    }

    fn at_work(&self) -> impl Iterator<Item = &&'a Duty> {
        self.duties.iter().filter(|d| !d.status.is_some_and(DutyStatus::is_free))
    }

    fn first(&self) -> Option<&'a Moment> {
        self.at_work().next().map(|d| &d.start.moment)
    }

    fn last(&self) -> Option<&'a Moment> {
        // A stretch that is open may have ended last.
        self.at_work().map(|d| &d.end.moment).max_by_key(|m| (m.is_missing(), m.latest()))
    }

    fn miles(&self) -> Option<Decimal> {
        let miles: Vec<Decimal> = self.duties.iter().filter_map(|d| d.miles).collect();
        (!miles.is_empty()).then(|| miles.into_iter().sum())
    }

    fn texts(&self, of: impl Fn(&Duty) -> Option<&String>) -> String {
        let mut all: Vec<&str> = self.duties.iter().filter_map(|d| of(d).map(String::as_str)).collect();
        all.dedup();
        all.join(", ")
    }

    fn limit(&self, what: Limited) -> Option<&Held<'a>> {
        let of = || self.held.iter().filter(|h| h.measured.what == what);
        of().find(|h| h.state() != State::Kept).or_else(|| of().min_by_key(|h| h.measured.limit))
    }
}

fn status_words(status: Option<DutyStatus>, words: &Words) -> &str {
    words.get(match status {
        Some(DutyStatus::Driving) => "reports.driving",
        Some(DutyStatus::OnDuty) => "reports.on_duty",
        Some(DutyStatus::OffDuty) => "reports.off_duty",
        Some(DutyStatus::Sleeper) => "reports.sleeper",
        None => "reports.no_status",
    })
}

fn data(view: &View, days: &[DriverDay]) -> Value {
    let style = Style::of(view);
    let left = days.len().saturating_sub(MOST);
    let mut latest: Vec<&DriverDay> = days.iter().collect();
    latest.sort_by_key(|day| (day.date, day.person.id));
    let mut drivers: BTreeMap<PersonId, Vec<&DriverDay>> = BTreeMap::new();
    for day in latest.into_iter().skip(left) {
        drivers.entry(day.person.id).or_default().push(day);
    }
    let count = |wanted: State| days.iter().flat_map(|d| &d.held).filter(|h| h.state() == wanted).count();
    json!({
        "drivers_count": drivers.len(),
        "days_count": days.len(),
        "broken": count(State::Broken),
        "undetermined": count(State::Undetermined),
        "not_judged": days.iter().filter(|d| d.held.is_empty()).count(),
        "drivers": drivers.into_values().filter_map(|days| {
            let person = days.first()?.person;
            Some(json!({
                "name": person.name,
                "about": words::about(person),
                "right": style.words.count("reports.days", days.len()),
                "rows": days.iter().map(|day| row(day, style)).collect::<Vec<_>>(),
            }))
        }).collect::<Vec<_>>(),
        // Who drove, as the timesheets say, and has no row in the log.
        "without_log": view.report.findings.iter()
            .filter(|f| f.subject.kind == "driver-day" && f.subject.date.is_none())
            .map(|f| f.message.as_str())
            .collect::<Vec<_>>(),
        "left": (left > 0).then(|| style.words.say("reports.days_left", &[("n", &left.to_string())])),
    })
}

fn row(day: &DriverDay, style: Style) -> Value {
    let time = |m: Option<&Moment>| m.and_then(|m| style.moment(m, day.date));
    let mut row = json!({
        "date": style.date(day.date),
        "from": time(day.first()),
        "to": time(day.last()).or_else(|| day.last().map(|_| "?".to_owned())),
        "logged_driving": day.driving().words(),
        "logged_duty": day.on_duty().words(),
        "free": day.logged(&[DutyStatus::OffDuty, DutyStatus::Sleeper]).words(),
        "miles": day.miles().map(|miles| style.words.number(miles, miles.normalize().scale())),
        "vehicle": day.texts(|d| d.vehicle.as_ref()),
        "employer": day.texts(|d| d.employer.as_ref()),
        "stretches": day.duties.iter().map(|d| {
            let span = style.span(&d.start.moment, &d.end.moment, day.date, false).unwrap_or_else(|| "?".into());
            format!("{} {span}", status_words(d.status, style.words))
        }).collect::<Vec<_>>(),
        "judged": !day.held.is_empty(),
        "notes": day.findings.iter().map(|f| json!({
            "lang": entry::language(f), "message": f.message, "rule": f.rule, "arithmetic": f.arithmetic, "waived": f.waiver.is_some(),
        })).collect::<Vec<_>>(),
    });
    for (name, what) in LIMITS {
        row[name] = day.limit(what).map_or(Value::Null, |held| {
            json!({
                "value": words::maybe_length(held.measured.measured),
                "limit": words::maybe_length(held.measured.limit),
                "state": held.state().word(),
            })
        });
    }
    row
}

fn book(view: &View, days: &[DriverDay], report: &Report) -> Body {
    let style = Style::of(view);
    let mut book = Book::new(report.title, &view.production.facts.title, view.today, stamp::paper(view));
    let words = view.words;
    book.table_in(words, &driver_days(days, style))
        .table_in(words, &log(days, style))
        .table_in(words, &limits(days, style))
        .provenance_in(words, stamp::provenance_in(view, words, report.title, &report.inputs));
    book.finish()
}

fn driver_days(days: &[DriverDay], style: Style) -> Table {
    let moment = |m: Option<&Moment>| m.map_or(Datum::Blank, |m| books::moment(m, style));
    let last = 1 + days.iter().map(|day| day.duties.len()).sum::<usize>();
    let sheet = sheet_in_formula(style.words.get("sheets.log"));
    let driving = in_formula(style.get("driving"));
    let rows = days
        .iter()
        .enumerate()
        .map(|(i, day)| {
            let row = i + 2;
            let free = day.logged(&[DutyStatus::OffDuty, DutyStatus::Sleeper]);
            let limit = |what| {
                let held = day.limit(what);
                [
                    books::length(held.and_then(|h| h.measured.measured)),
                    books::length(held.and_then(|h| h.measured.limit)),
                ]
            };
            let [driven, driving_most] = limit(Limited::Driving);
            let [on_duty, duty_most] = limit(Limited::Duty);
            let found: Vec<&str> = day.findings.iter().map(|f| f.message.as_str()).collect();
            let open = [day.driving(), day.on_duty(), free].iter().any(|logged| logged.open);
            vec![
                Datum::Date(day.date),
                Datum::text(day.person.name.clone()),
                moment(day.first()),
                moment(day.last()),
                Datum::LengthSum(
                    format!(
                        "SUMPRODUCT(({sheet}$A$2:$A${last}=$A{row})*({sheet}$B$2:$B${last}=$B{row})*({sheet}$C$2:$C${last}={driving}),{sheet}$F$2:$F${last})"
                    ),
                    day.duties
                        .iter()
                        .filter(|d| d.status == Some(DutyStatus::Driving))
                        .filter_map(|d| minutes(d))
                        .sum(),
                ),
                Datum::Length(day.on_duty().minutes),
                Datum::Length(free.minutes),
                Datum::text(if open { style.get("stretch_open") } else { "" }),
                driven,
                driving_most,
                on_duty,
                duty_most,
                day.miles().map_or(Datum::Blank, Datum::Rate),
                Datum::text(day.texts(|d| d.vehicle.as_ref())),
                Datum::text(day.texts(|d| d.employer.as_ref())),
                Datum::text(found.join("\n")),
            ]
        })
        .collect();
    Table {
        name: "days",
        columns: vec![
            column("date", 11.0),
            column("driver", 24.0),
            figure("on_duty_from", 13.0),
            figure("until", 13.0),
            figure("driving", 8.0),
            figure("on_duty", 9.0),
            figure("off_duty", 9.0),
            column("log", 16.0),
            figure("driving_counted", 9.0),
            figure("most", 8.0),
            figure("duty_counted", 9.0),
            figure("most", 8.0),
            figure("miles", 8.0),
            column("vehicle", 14.0),
            column("employer", 18.0),
            prose("found", 60.0),
        ],
        printed: 16,
        rows,
        totals: Vec::new(),
    }
}

fn minutes(duty: &Duty) -> Option<i64> {
    Some((duty.end.moment.known()? - duty.start.moment.known()?).num_minutes())
}

/// Every row of the log.
fn log(days: &[DriverDay], style: Style) -> Table {
    let rows = days
        .iter()
        .flat_map(|day| day.duties.iter().map(move |duty| (day, duty)))
        .map(|(day, duty)| {
            vec![
                Datum::Date(day.date),
                Datum::text(day.person.name.clone()),
                Datum::text(status_words(duty.status, style.words)),
                books::moment(&duty.start.moment, style),
                books::moment(&duty.end.moment, style),
                books::length(minutes(duty)),
                duty.miles.map_or(Datum::Blank, Datum::Rate),
                Datum::maybe(duty.vehicle.clone()),
                Datum::maybe(duty.employer.clone()),
                Datum::text(duty.cell.to_string()),
            ]
        })
        .collect();
    Table {
        name: "log",
        columns: vec![
            column("date", 11.0),
            column("driver", 24.0),
            column("status", 12.0),
            figure("from", 13.0),
            figure("to", 13.0),
            figure("length", 8.0),
            figure("miles", 8.0),
            column("vehicle", 14.0),
            column("employer", 18.0),
            prose("source", 44.0),
        ],
        printed: 9,
        rows,
        totals: Vec::new(),
    }
}

fn limits(days: &[DriverDay], style: Style) -> Table {
    let rows = days
        .iter()
        .flat_map(|day| day.held.iter().map(move |held| (day, held)))
        .map(|(day, held)| {
            let m = held.measured;
            let [arithmetic, cells, waiver] = books::proof(held.finding, style.words);
            vec![
                Datum::Date(day.date),
                Datum::text(day.person.name.clone()),
                Datum::text(words::limited(m.what, style.words)),
                books::clock(m.from, style),
                books::length(m.measured),
                books::length(m.limit),
                books::clock(m.bound, style),
                Datum::text(held.state().said(style.words)),
                Datum::text(&*m.rule),
                arithmetic,
                cells,
                waiver,
            ]
        })
        .collect();
    Table {
        name: "limits",
        columns: vec![
            column("date", 11.0),
            column("driver", 24.0),
            column("limited", 26.0),
            figure("counted_from", 13.0),
            figure("measured", 9.0),
            figure("limit", 8.0),
            figure("reached_at", 13.0),
            column("state", 13.0),
            column("rule", 30.0),
            prose("arithmetic", 60.0),
            prose("source", 44.0),
            prose("waiver", 36.0),
        ],
        printed: 10,
        rows,
        totals: Vec::new(),
    }
}

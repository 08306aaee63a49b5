//! A small production for the tests of documents: one of everything, with sums done by hand.

use crate::check::finding::{
    Avoid, Citation, CostRange, Finding, Outcome, PackUsed, ParameterUsed, Report, Subject, Summary, Waiver,
};
use crate::check::forecast::{Change, ComingDay, Trial};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::intake::{ColumnRead, FileRead, RowIgnored, TableRead};
use crate::model::{
    Basis, BudgetLine, Cell, Expense, Facts, Money, Production, PurchaseOrder, Purse, Sourced,
};
use crate::render::view::View;
use crate::settings::Settings;
use chrono::{NaiveDate, TimeZone, Weekday};
use std::collections::BTreeMap;
use std::sync::Arc;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn usd(text: &str) -> Money {
    Money::new(text.parse().unwrap(), "USD")
}

pub fn cell(file: &str, row: u32, col: u32) -> Cell {
    Cell::new(format!("inbox/{file}"), "Sheet1", row, col)
}

pub fn production() -> Production {
    Production {
        issued: Vec::new(),
        meetings: Vec::new(),
        answers: Vec::new(),
        pushes: Vec::new(),
        script: Vec::new(),
        banners: Vec::new(),
        elements: Vec::new(),
        availability: Vec::new(),
        facts: Facts {
            title: "Night Train".into(),
            company: Some("Halcyon Pictures LLC".into()),
            kind: "feature".into(),
            time_zone: chrono_tz::America::Los_Angeles,
            country: "US".into(),
            region: Some("CA".into()),
            currency: "USD".into(),
            photography_start: None,
            workweek: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
            paper: "us-letter".into(),
            language: "en".into(),
            emergency: "911".into(),
            office_address: Some("14 Mateo Street, Los Angeles, CA 90021".into()),
            office_phone: Some("+1 213 555 0142".into()),
            director: None,
            producer: Some("Mara Voss".into()),
            upm: Some("Teo Lindqvist".into()),
            first_ad: None,
            second_ad: None,
            script_revision: None,
            schedule_revision: None,
            cells: BTreeMap::new(),
            assumed: vec!["workweek Monday to Friday".into()],
        },
        people: Vec::new(),
        places: Vec::new(),
        days: Vec::new(),
        scenes: Vec::new(),
        calls: Vec::new(),
        background: Vec::new(),
        notes: Vec::new(),
        calendar: Vec::new(),
        shifts: Vec::new(),
        duties: Vec::new(),
        consents: Vec::new(),
        budget: Vec::new(),
        expenses: Vec::new(),
        purchase_orders: Vec::new(),
        recipients: Vec::new(),
        records: BTreeMap::new(),
    }
}

pub fn budget(account: &str, category: &str, amount: Money, estimate: Option<Money>) -> BudgetLine {
    let at = cell("budget.xlsx", 5, 0);
    BudgetLine {
        account: account.into(),
        description: format!("Account {account}"),
        category: Some(category.into()),
        budget: Sourced::new(amount, at.at(5, 3)),
        estimate_to_complete: estimate.map(|e| Sourced::new(e, at.at(5, 4))),
        cell: at,
    }
}

pub fn expense(date: &str, account: &str, amount: Money, po: Option<&str>) -> Expense {
    let at = cell("expenses.xlsx", 7, 0);
    Expense {
        date: day(date),
        account: Sourced::new(account.into(), at.at(7, 1)),
        vendor: Some("Castellan Grip & Electric".into()),
        description: Some("Package, week 2".into()),
        amount: Sourced::new(amount, at.at(7, 4)),
        tax: None,
        method: Some("invoice".into()),
        po: po.map(|po| Sourced::new(po.into(), at.at(7, 8))),
        invoice: None,
        receipt: None,
        person: None,
        status: None,
        cell: at,
    }
}

pub fn order(po: &str, date: &str, account: &str, amount: Money, status: &str) -> PurchaseOrder {
    let at = cell("purchase orders.xlsx", 3, 0);
    PurchaseOrder {
        po: po.into(),
        date: day(date),
        vendor: "Castellan Grip & Electric".into(),
        account: Sourced::new(account.into(), at.at(3, 3)),
        description: None,
        amount: Sourced::new(amount, at.at(3, 5)),
        status: status.into(),
        cell: at,
    }
}

/// Money of every sort, as of 30 October 2026 (a Friday: the period ends on the 24th).
pub fn with_money() -> Production {
    let mut p = production();
    p.budget = vec![
        // Case 22: 31,250 + 9,400 + 12,100 = 52,750; 48,000 − 52,750 = −4,750
        budget("3300-02", "Production", usd("48000"), Some(usd("12100"))),
        // No estimate: 20,000 − (5,000 + 0) = 15,000
        budget("1401", "Above the line", usd("20000"), None),
        budget("5100", "Post", usd("7500"), Some(usd("7500"))),
    ];
    p.expenses = vec![
        // 20,650 + 10,600 = 31,250; the second in the week of 18 to 24 October
        expense("2026-10-12", "3300-02", usd("20650"), None),
        expense("2026-10-20", "3300-02", usd("10600"), Some("PO-100")),
        expense("2026-10-26", "1401", usd("5000"), None),
        // Not in the budget
        expense("2026-10-23", "9999", usd("125.50"), Some("PO-777")),
        // After the last day that counts
        expense("2026-11-02", "1401", usd("800"), None),
    ];
    p.purchase_orders = vec![
        // 20,000 − 10,600 = 9,400 open
        order("PO-100", "2026-10-05", "3300-02", usd("20000"), "open"),
        order("PO-101", "2026-10-06", "5100", usd("900"), "void"),
        order("PO-102", "2026-10-06", "5100", usd("650"), "closed"),
    ];
    p
}

fn finding(rule: &str, date: &str, person: &str) -> Finding {
    Finding {
        id: format!("{rule} {date} {person}")
            .bytes()
            .fold(String::new(), |id, b| format!("{id}{b:x}"))
            .chars()
            .take(16)
            .collect(),
        rule: rule.into(),
        severity: Severity::Error,
        outcome: Outcome::Premium,
        basis: Some(Basis::Actual),
        subject: Subject {
            kind: "rest",
            person: Some(person.into()),
            date: Some(date.into()),
            ..Subject::default()
        },
        from: None,
        to: None,
        measured: Some("9:47".into()),
        limit: Some("10:00".into()),
        excess_minutes: Some(13),
        units: None,
        cost: Some(usd("50.00")),
        cost_range: None,
        avoid: Vec::new(),
        message: format!("{person} has 9:47 between Mon 20:13 and Tue 06:00; 10:00 is required."),
        language: None,
        help: "Call at Tue 06:13 or later.".into(),
        arithmetic: "Mon 20:13 → Tue 06:00 = 9:47; 10:00 − 9:47 = 0:13; at least 0.5 h × 2 × 50.00 = 50.00"
            .into(),
        parameters: vec![Arc::new(ParameterUsed {
            name: "rest".into(),
            value: "10h".into(),
            from: Some("2024-08-04".into()),
            basis: Some("photography_start".into()),
            cite: "IATSE Basic Agreement 2024, ¶10".into(),
            status: "verified".into(),
        })],
        citation: Citation { text: "IATSE Basic Agreement 2024, ¶10".into(), status: "verified".into() },
        sources: vec![cell("timesheets.xlsx", 11, 7), cell("timesheets.xlsx", 12, 2)],
        waiver: None,
        also: Vec::new(),
        measured_as: None,
    }
}

/// A worked breach, a planned one that a later call avoids, a waived one, one without bounds, one of clearances.
pub fn report() -> Report {
    let worked = finding("iatse-basic/rest-daily", "2026-10-27", "Dana Ruiz");
    let mut planned = finding("iatse-basic/rest-daily", "2026-11-02", "Ignacio Bell-Ferreira");
    planned.basis = Some(Basis::Plan);
    planned.avoid = vec![Avoid {
        change: "call",
        not_before: Some("2026-11-02T06:13:00-08:00".into()),
        not_after: None,
        saves: Some(usd("50.00")),
    }];
    let mut waived = finding("iatse-basic/meal-first", "2026-10-27", "Sam Okafor");
    waived.waiver = Some(Waiver {
        kind: "waiver".into(),
        given_by: Some("Local 728".into()),
        given_on: Some("2026-10-26".into()),
        evidence: Some("e-mail of 26 October".into()),
        source: cell("consents.xlsx", 2, 0),
    });
    let mut open = finding("iatse-basic/meal-first", "2026-10-28", "Lena Park");
    open.severity = Severity::Warning;
    open.outcome = Outcome::Undetermined;
    open.cost = None;
    open.cost_range = Some(CostRange { min: usd("0"), max: None });
    open.message = "Lena Park's first meal has no start; it complies up to Wed 13:00.".into();
    let mut clearance = finding("clearances/not-cleared", "2026-11-03", "");
    clearance.outcome = Outcome::Prohibited;
    clearance.basis = None;
    clearance.subject =
        Subject { kind: "item", item: Some("Mural, Alameda Street".into()), ..Subject::default() };
    (clearance.cost, clearance.measured, clearance.limit, clearance.excess_minutes) =
        (None, None, None, None);
    clearance.message = "Mural, Alameda Street is in scene 12 and is only “requested”.".into();
    clearance.arithmetic = String::new();
    let findings = vec![clearance, worked, planned, waived, open];
    let mut purse = Purse::default();
    purse.add(&usd("100"));
    Report {
        production: "Night Train".into(),
        as_of: "2026-10-30".into(),
        packs: vec![PackUsed { id: "iatse-basic".into(), version: "2024.1".into(), sha256: "ab".repeat(32) }],
        summary: Summary {
            error: 3,
            undetermined: 1,
            waived: 1,
            cost: purse.iter().collect(),
            ..Summary::default()
        },
        findings,
        pay: Vec::new(),
        kept: Vec::new(),
        problems: vec![
            Diagnostic::new(
                Code::AgreementWithoutPack,
                "No rule pack covers “Teamsters 399”: 6 people are not judged by it.",
                "Add a pack under rules/, or judge them by hand.",
            )
            .at_cell(&cell("crew.xlsx", 4, 4)),
            Diagnostic::new(
                Code::TimeUnreadable,
                "“7:3O” is no time.",
                "Write the time as 7:30A, 0730 or 07:30.",
            )
            .at_cell(&cell("timesheets.xlsx", 8, 5))
            .seen("7:3O"),
        ],
    }
}

pub fn files() -> Vec<FileRead> {
    let header = cell("timesheets.xlsx", 3, 0);
    vec![
        FileRead {
            file: "inbox/timesheets.xlsx".into(),
            sha256: "1f".repeat(32),
            tables: vec![TableRead {
                table: "timesheets",
                sheet: "Sheet1".into(),
                header_cell: header.clone(),
                columns: vec![
                    ColumnRead {
                        heading: "Employee".into(),
                        cell: header.clone(),
                        as_heading: Some("Name"),
                        confidence: crate::ingest::intake::Confidence::Certain,
                        perhaps: None,
                        because: "synonym of “Name”".into(),
                    },
                    ColumnRead {
                        heading: "Walkie".into(),
                        cell: header.at(3, 1),
                        as_heading: None,
                        confidence: crate::ingest::intake::Confidence::Open,
                        perhaps: None,
                        because: "no table knows it".into(),
                    },
                ],
                records: Vec::new(),
                ignored: vec![RowIgnored {
                    cell: header.at(40, 0),
                    text: "TOTAL HOURS".into(),
                    because: "total".into(),
                }],
            }],
            problems: Vec::new(),
        },
        FileRead {
            file: "inbox/notes.docx".into(),
            sha256: String::new(),
            tables: Vec::new(),
            problems: vec![
                Diagnostic::new(
                    Code::FileNotSpreadsheet,
                    "This is a Word document.",
                    "Save tables as XLSX or CSV.",
                )
                .in_file("inbox/notes.docx"),
            ],
        },
    ]
}

/// A push by thirteen minutes that cures the day's breaches, from a call at 6 in the morning of 2 November 2026.
fn cure(day: &ComingDay) -> Trial {
    let call = |minute| chrono_tz::America::Los_Angeles.with_ymd_and_hms(2026, 11, 2, 6, minute, 0).unwrap();
    let before = crate::render::forecast::price(&day.findings).unwrap_or_default();
    Trial {
        date: day.date,
        unit: day.unit.clone().unwrap_or_else(|| "Main".into()),
        minutes: 13,
        call: Some((call(0), call(13))),
        change: Change { cured: day.findings.clone(), before, ..Change::default() },
        left: Vec::new(),
    }
}

/// Calls `with` on a view of these parts.
pub fn viewing<T>(
    production: &Production,
    report: &Report,
    settings: &Settings,
    with: impl FnOnce(&View) -> T,
) -> T {
    let files = files();
    let today = day("2026-10-30");
    let mut forecast = crate::check::forecast::listed(&report.findings, today);
    for day in &mut forecast.days {
        day.trial = Some(cure(day));
    }
    with(&View {
        production,
        report,
        forecast: &forecast,
        files: &files,
        settings,
        words: crate::render::words::of_production(&production.facts),
        today,
        way_home: "..",
    })
}

/// The sample beside a template is the fixture's own data, so that it cannot drift from what the program gives.
/// `CALLBOARD_BLESS=1` rewrites it.
pub fn assert_sample(template: &str, data: &serde_json::Value) {
    let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
    let text = serde_json::to_string_pretty(data).unwrap() + "\n";
    if std::env::var_os("CALLBOARD_BLESS").is_some() {
        std::fs::create_dir_all(std::path::Path::new(&path).parent().unwrap()).unwrap();
        std::fs::write(&path, &text).unwrap();
    }
    let sample = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(sample == text, "{path} is not what the program gives; CALLBOARD_BLESS=1 rewrites it");
}

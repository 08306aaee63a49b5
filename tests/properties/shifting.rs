//! A production moved by whole weeks has the same findings on other dates.
//!
//! Whole weeks keep weekdays, and with them workweeks, weekends and school days. What else a date decides is kept out: the clock (a zone
//! that changes it is moved only between two changes), the numbers of the packs (no value of any pack begins or ends between 2 July and 31
//! October 2026; 1 July is disputed), and holidays, for there is no Calendar. Birthdays, the start of photography and today move along.

use crate::world::{Dice, Row, Sheets, built_in, checked, date, files, production};
use callboard::check::finding::Finding;
use callboard::check::packs::Packs;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;

const SEEDS: u64 = 5;

#[test]
fn where_the_clock_never_changes() {
    unmoved("America/Phoenix", "US", "2026-07-06", &[1, 2, 5, 13]);
}

#[test]
fn between_two_changes_of_the_clock() {
    unmoved("America/Los_Angeles", "US", "2026-07-06", &[1, 3, 13]);
    unmoved("Europe/London", "GB", "2026-07-06", &[1, 3, 12]);
}

fn unmoved(zone: &str, country: &str, first: &str, weeks: &[u64]) {
    let packs = built_in();
    let (first, length) = (date(first), 12);
    let mut found = 0;
    for seed in 0..SEEDS {
        let sheets = production(&mut Dice::new(seed), zone, country, first, length);
        let here = described(&sheets, &packs, first + Days::new(length), 0);
        found += here.len();
        for &weeks in weeks {
            let moved = moved(&sheets, weeks);
            let there = described(&moved, &packs, first + Days::new(length + 7 * weeks), weeks);
            let gone: Vec<_> = here.difference(&there).collect();
            let new: Vec<_> = there.difference(&here).collect();
            assert!(
                gone.is_empty() && new.is_empty(),
                "{zone} seed {seed} + {weeks} weeks: gone {gone:#?} new {new:#?}"
            );
        }
    }
    assert!(found > 20 * usize::try_from(SEEDS).unwrap(), "only {found} findings: nothing was compared");
}

/// Every cell that is a date, so many weeks later.
fn moved(sheets: &Sheets, weeks: u64) -> Sheets {
    let cell = |text: &String| match text.parse::<NaiveDate>() {
        Ok(date) => (date + Days::new(7 * weeks)).to_string(),
        Err(_) => text.clone(),
    };
    let row = |row: &Row| row.iter().map(|(heading, text)| (heading.clone(), cell(text))).collect();
    sheets.iter().map(|(table, rows)| (*table, rows.iter().map(row).collect())).collect()
}

/// The findings without their sentences (which name dates in words), their dates moved back.
fn described(sheets: &Sheets, packs: &Packs, today: NaiveDate, weeks: u64) -> BTreeSet<String> {
    let back = |text: &Option<String>| match text.as_ref().and_then(|t| t.parse::<NaiveDate>().ok()) {
        Some(date) => Some((date - Days::new(7 * weeks)).to_string()),
        None => text.clone(),
    };
    let told = |finding: &Finding| {
        let subject = &finding.subject;
        format!(
            "{} {} {:?} {:?} {:?} {:?} {:?} {:?} {:?} of {:?} by {:?}: {:?} {:?} {:?} {:?}",
            finding.rule,
            subject.kind,
            subject.person,
            back(&subject.date),
            back(&subject.week_ending),
            subject.meal,
            finding.severity,
            finding.outcome,
            back(&finding.measured),
            back(&finding.limit),
            finding.excess_minutes,
            finding.cost,
            finding.cost_range,
            finding.basis,
            finding.waiver,
        )
    };
    checked(&files(sheets), packs, today).iter().map(told).collect()
}

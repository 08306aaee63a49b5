//! More rest between two days never makes a breach of rest, and never a greater one.
//!
//! The later day's call is moved later, or the earlier day's release earlier, with everything else as it was. The call stays on its date: a day
//! moved to another date is another day (a sixth day, a weekend), which is not what this is about. A wall time that the clock skips or shows twice is
//! no rest of any length, so such steps are left out (see `zones`).

use crate::world::{Dice, Row, Sheets, WHO, built_in, checked, clock, date, files, row};
use callboard::check::finding::{Finding, Outcome};
use chrono::{Days, NaiveDate, TimeZone};
use std::collections::BTreeMap;

#[test]
fn a_longer_rest_never_creates_a_finding_of_rest() {
    let packs = built_in();
    let (mut compared, mut found) = (0, 0);
    for seed in 0..40 {
        let mut dice = Dice::new(7_000 + seed);
        // Among the nights are those of both changes of the clock (Sun 29 March and Sun 25 October in London, Sun 1 November in Los Angeles).
        let (zone, country) = *dice.pick(&[("America/Los_Angeles", "US"), ("Europe/London", "GB")]);
        let first = *dice.pick(&["2026-10-31", "2026-10-24", "2026-03-28", "2026-09-15", "2026-09-18"]);
        let who = dice.pick(&WHO);
        let second = date(first) + Days::new(*dice.pick(&[1, 1, 1, 2]));
        let (out, call) = (dice.between(20 * 60, 27 * 60), dice.between(5 * 60, 9 * 60));
        // Days of the same length, so that only the rest changes.
        let rests = |out: i64, call: i64| {
            let sound = is_instant(zone, date(first), out) && is_instant(zone, second, call);
            if !sound {
                return None;
            }
            let sheets = two_days(who.cells, (zone, country), (date(first), out), (second, call));
            Some(findings(&checked(&files(&sheets), &packs, second + Days::new(1))))
        };
        let later = (0..=6).map(|step| (out, (call + 50 * step).min(23 * 60 + 59)));
        let earlier = (0..=6).map(|step| (out - 50 * step, call));
        for steps in [later.collect::<Vec<_>>(), earlier.collect()] {
            let mut before: Option<Rests> = None;
            for (out, call) in steps {
                let Some(after) = rests(out, call) else { continue };
                found += after.len();
                if let Some(before) = &before {
                    let (out, call) = (clock(out), clock(call));
                    compare(
                        before,
                        &after,
                        &format!("seed {seed} {}: {first} out {out}, called {call}", who.name),
                    );
                    compared += 1;
                }
                before = Some(after);
            }
        }
    }
    assert!(compared > 450 && found > 100, "{found} findings in {compared} steps: nothing was compared");
}

/// Findings about rest by rule: whether each is certain, and by how much.
type Rests = BTreeMap<String, (bool, i64)>;

fn is_instant(zone: &str, date: NaiveDate, minutes: i64) -> bool {
    let wall = date.and_hms_opt(0, 0, 0).unwrap() + chrono::Duration::minutes(minutes);
    zone.parse::<chrono_tz::Tz>().unwrap().from_local_datetime(&wall).single().is_some()
}

fn two_days(
    terms: &[(&str, &str)],
    (zone, country): (&str, &str),
    (first, out): (NaiveDate, i64),
    (second, call): (NaiveDate, i64),
) -> Sheets {
    let facts = [
        ("Title", "A Production"),
        ("Time Zone", zone),
        ("Country", country),
        ("Currency", "USD"),
        ("Photography Start", "2026-03-02"),
        ("Workweek", "Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
    ];
    let day = |date: NaiveDate, call: i64, out: i64| -> Row {
        let mut cells = row(&[
            ("Name", "Dana Ruiz"),
            ("Date", &date.to_string()),
            ("Call", &clock(call)),
            ("Wrap", &clock(out)),
        ]);
        cells.extend(row(terms));
        cells.extend(row(&[
            ("Meal 1 Start", &clock(call + 240)),
            ("Meal 1 End", &clock(call + 270)),
            ("Location Type", "studio"),
        ]));
        cells
    };
    let days = vec![day(first, out - 9 * 60, out), day(second, call, call + 9 * 60)];
    [("production", vec![row(&facts)]), ("timesheets", days)].into()
}

fn findings(all: &[Finding]) -> Rests {
    let weighed = all.iter().flat_map(|finding| std::iter::once(finding).chain(&finding.also));
    weighed
        .filter(|finding| finding.subject.kind == "rest")
        .map(|f| (f.rule.clone(), (f.outcome != Outcome::Undetermined, f.excess_minutes.unwrap_or(0))))
        .collect()
}

fn compare(before: &Rests, after: &Rests, what: &str) {
    for (rule, (certain, excess)) in after {
        let Some((was_certain, was)) = before.get(rule) else {
            panic!("{what}: {rule} came by resting longer")
        };
        if *certain && *was_certain {
            assert!(excess <= was, "{what}: {rule} grew from {was} to {excess} minutes by resting longer");
        }
    }
}

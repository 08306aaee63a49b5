//! Every time zone there is and every change of its clock from 2020 to 2030.
//!
//! What is right comes from the zone's own table, by way of UTC: two instants twelve hours apart are twelve hours apart, whatever the wall
//! says. A wall time that the clock skips is a problem and stays open; one that it shows twice is open between its two instants.

use crate::world::{Row, Sheets, date, files, row};
use callboard::check::finding::Outcome;
use callboard::check::packs::Packs;
use callboard::check::run::run;
use callboard::diagnostic::Code;
use callboard::ingest::assemble;
use callboard::model::clock::{Resolved, WallTime, resolve};
use callboard::model::{Minutes, Moment, Production, Shift};
use callboard::settings::Settings;
use chrono::{DateTime, Duration, NaiveDateTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::{TZ_VARIANTS, Tz};

/// One change of a clock: the first instant of the new time, and by how many minutes the wall jumps.
#[derive(Clone, Copy, Debug)]
struct Change {
    at: DateTime<Utc>,
    jump: i64,
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i64 {
    i64::from(zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc())
}

/// Every change from 2020 to 2030, found by halving the days on which the clock differs from the day before.
fn changes(zone: Tz) -> Vec<Change> {
    let midnight = |text: &str| date(text).and_hms_opt(0, 0, 0).unwrap().and_utc();
    let (mut day, end) = (midnight("2020-01-01"), midnight("2031-01-01"));
    let mut found = Vec::new();
    while day < end {
        let next = day + Duration::days(1);
        if offset(zone, day) != offset(zone, next) {
            let (mut low, mut high) = (day, next);
            while high - low > Duration::minutes(1) {
                let middle = low + Duration::minutes((high - low).num_minutes() / 2);
                if offset(zone, middle) == offset(zone, day) { low = middle } else { high = middle }
            }
            found.push(Change { at: high, jump: (offset(zone, next) - offset(zone, day)) / 60 });
        }
        day = next;
    }
    found
}

fn wall(zone: Tz, at: DateTime<Utc>) -> NaiveDateTime {
    at.with_timezone(&zone).naive_local()
}

/// A wall time as minutes from the midnight of a date.
fn from(date: chrono::NaiveDate, at: NaiveDateTime) -> WallTime {
    WallTime::new(i32::try_from((at - date.and_hms_opt(0, 0, 0).unwrap()).num_minutes()).unwrap())
}

#[test]
fn a_wall_time_means_the_instant_that_the_zone_says() {
    let (mut gaps, mut folds) = (0, 0);
    for zone in TZ_VARIANTS {
        for Change { at, jump } in changes(zone) {
            let before = wall(zone, at - Duration::minutes(1)) + Duration::minutes(1);
            // Half an hour on either side of the change, and the skipped or repeated time itself, minute by minute.
            for minute in -30..jump.abs() + 30 {
                let earliest = before + Duration::minutes(minute + jump.min(0));
                let read = resolve(earliest.date(), &from(earliest.date(), earliest), zone);
                let first = at + Duration::minutes(minute + jump.min(0));
                let expected = match (jump > 0, (0..jump.abs()).contains(&minute)) {
                    (true, true) => Resolved::DoesNotExist,
                    (false, true) => {
                        let second = first + Duration::minutes(-jump);
                        Resolved::At(Moment::Ambiguous(
                            first.with_timezone(&zone),
                            second.with_timezone(&zone),
                        ))
                    }
                    // After the change the wall is ahead by the jump (or behind).
                    (_, false) if minute >= 0 => {
                        Resolved::At(Moment::Known((first - Duration::minutes(jump)).with_timezone(&zone)))
                    }
                    _ => Resolved::At(Moment::Known(first.with_timezone(&zone))),
                };
                assert_eq!(read, expected, "{zone} {earliest}, the change is at {at}");
            }
            if jump > 0 { gaps += 1 } else { folds += 1 }
        }
    }
    // About 200 zones (with their other names) change their clocks twice a year.
    assert!(gaps > 2_000 && folds > 2_000, "{gaps} gaps and {folds} folds");
}

const REST: &str = "schema = 1\npack = 'house'\nversion = '1'\ntitle = 'House'\n[[source]]\nid = 's'\ntitle = 'The house'\nchecked = 2026-01-01\nstatus = 'verified'\n\
    [[rule]]\nid = 'rest'\ntitle = 'Rest'\nkind = 'rest'\nbetween = 'days'\nminimum = '10h'\noutcome = 'advisory'\nmessage = '{{measured}}'\ncite = 's 1'\n\
    [[rule.test]]\nname = 'short'\ngiven = { work = [{ date = '2026-11-03', call = '08:00', out = '22:00' }, { date = '2026-11-04', call = '07:00', out = '12:00' }] }\nexpect = { findings = 1 }\n\
    [[rule.test]]\nname = 'enough'\ngiven = { work = [{ date = '2026-11-03', call = '08:00', out = '20:00' }, { date = '2026-11-04', call = '07:00', out = '12:00' }] }\nexpect = { findings = 0 }\n";

/// A row of a person called six hours before, and then out at a wall time.
fn shift(zone: Tz, name: &str, call: DateTime<Utc>, out: NaiveDateTime) -> Row {
    let call = wall(zone, call);
    let out = (out - call.date().and_hms_opt(0, 0, 0).unwrap()).num_minutes();
    let out = format!("{}:{:02}", out / 60, out % 60);
    row(&[
        ("Name", name),
        ("Date", &call.date().to_string()),
        ("Call", &call.format("%H:%M").to_string()),
        ("Wrap", &out),
    ])
}

#[test]
fn from_the_sheet_to_the_finding_time_is_what_really_passed() {
    let packs = Packs::of([("rules/house.toml".to_owned(), REST.to_owned())].into_iter());
    assert!(packs.1.is_empty(), "{:?}", packs.1);
    let zones: Vec<Tz> = TZ_VARIANTS.iter().copied().filter(|zone| !changes(*zone).is_empty()).collect();
    assert!(zones.len() > 150, "{} zones", zones.len());
    let (one, other) = zones.split_at(zones.len() / 2);
    let judged: usize = std::thread::scope(|scope| {
        let halves = [one, other]
            .map(|half| scope.spawn(|| half.iter().map(|zone| through(*zone, &packs.0)).sum::<usize>()));
        halves.map(|half| half.join().unwrap()).into_iter().sum()
    });
    assert!(judged > 4_000, "{judged} changes");
}

/// Every change of one zone, from rows to instants and to a rest of ten hours.
fn through(zone: Tz, packs: &Packs) -> usize {
    let changes = changes(zone);
    let mut rows = Vec::new();
    for (n, Change { at, jump }) in changes.iter().enumerate() {
        let call = *at - Duration::hours(6);
        rows.push(shift(zone, &format!("Over {n}"), call, wall(zone, *at + Duration::hours(6))));
        // The middle of the skipped or repeated time.
        let half = Duration::minutes(jump.abs() / 2);
        let seam = wall(zone, *at - Duration::minutes(1)) + Duration::minutes(1);
        let middle = if *jump > 0 { seam + half } else { seam - half };
        rows.push(shift(zone, &format!("Seam {n}"), call, middle));
        // The next call: ten hours after the middle between the two instants it may have meant.
        let next = *at + Duration::hours(10);
        rows.push(shift(zone, &format!("Seam {n}"), next, wall(zone, next + Duration::hours(5))));
    }
    let facts = row(&[
        ("Title", "A Production"),
        ("Time Zone", zone.name()),
        ("Country", "US"),
        ("Workweek", "Mon, Tue, Wed, Thu, Fri, Sat, Sun"),
    ]);
    let sheets: Sheets = [("production", vec![facts]), ("timesheets", rows)].into();
    let (settings, today) = (Settings::default(), date("2031-02-01"));
    let (production, problems) = assemble::production(&files(&sheets), &settings, today);
    assert_eq!(production.facts.time_zone, zone);
    let findings = run(&production, packs, &settings, today).findings;
    for (n, Change { at, jump }) in changes.iter().enumerate() {
        let over = shifts(&production, &format!("Over {n}"));
        let (call, out) = (over[0].call.moment.known(), over[0].wrap.moment.known());
        let elapsed = call.zip(out).map(|(call, out)| Minutes::between(call, out));
        assert_eq!(elapsed, Some(Minutes(12 * 60)), "{zone} over {at}");

        let name = format!("Seam {n}");
        let (seam, wrap) = (shifts(&production, &name), at.with_timezone(&zone));
        let cell = seam[0].wrap.cell.clone().unwrap();
        let said = |code: Code| problems.iter().any(|p| p.code == code && p.at == cell.address());
        let rest: Vec<_> = findings.iter().filter(|f| f.subject.person.as_ref() == Some(&name)).collect();
        if *jump > 0 {
            assert_eq!(seam[0].wrap.moment, Moment::Missing, "{zone} {at}");
            assert!(said(Code::TimeDoesNotExist), "{zone} {at}: {problems:?}");
        } else {
            let half = Duration::minutes(-jump / 2);
            assert_eq!(seam[0].wrap.moment, Moment::Ambiguous(wrap - half, wrap + half), "{zone} {at}");
            assert!(said(Code::TimeAmbiguous), "{zone} {at}: {problems:?}");
        }
        // Half a jump more than ten hours of rest by one reading, half a jump less by the other: open, never decided.
        assert_eq!(rest.len(), 1, "{zone} {at}: {rest:?}");
        assert_eq!(rest[0].outcome, Outcome::Undetermined, "{zone} {at}: {rest:?}");
        assert_eq!(wrap.second(), 0);
    }
    changes.len()
}

fn shifts<'a>(production: &'a Production, name: &str) -> Vec<&'a Shift> {
    let person = production.people.iter().find(|p| p.name == name).unwrap_or_else(|| panic!("no {name}")).id;
    production.shifts.iter().filter(|s| s.person == person).collect()
}

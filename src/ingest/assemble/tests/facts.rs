//! Settings beat the table, the table beats defaults, and defaults are said.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{date, settings, table};
use crate::ingest::assemble::production;
use crate::settings::{Settings, load};
use chrono::Weekday;
use chrono_tz::Tz;

#[test]
fn settings_beat_the_table_and_the_difference_is_a_problem() {
    let files = [table(
        "p.csv",
        "production",
        "Title | Company | Director\nNight Trane | HALCYON PICTURES LLC | Mara Voss",
    )];
    let (production, problems) = production(&files, &settings(), date("2026-10-30"));
    assert_eq!(production.facts.title, "Night Train");
    assert_eq!(production.facts.director.as_deref(), Some("Mara Voss"));
    // The company differs in case alone; photography_start stands on line 9 of the settings.
    let differ: Vec<_> = problems.iter().filter(|p| p.code == Code::FactsDiffer).collect();
    assert_eq!(differ.len(), 1);
    assert_eq!((differ[0].at.as_str(), differ[0].seen.as_str()), ("A2", "Night Trane"));
    assert!(differ[0].message.contains("callboard.toml A2"), "{}", differ[0].message);
    assert_eq!(production.facts.photography_start.unwrap().cell.row, 8);
    assert!(production.facts.assumed.is_empty());
}

#[test]
fn defaults_follow_country_and_region_and_are_listed() {
    let (settings, _) = load("[production]\ncountry = \"UK\"\n", "callboard.toml");
    let (uk, problems) = production(&[], &settings, date("2026-10-30"));
    assert_eq!((uk.facts.country.as_str(), uk.facts.currency.as_str()), ("GB", "GBP"));
    assert_eq!((uk.facts.time_zone, uk.facts.paper.as_str()), (Tz::Europe__London, "a4"));
    assert_eq!(uk.facts.emergency, "999");
    assert_eq!(uk.facts.workweek.first(), Some(&Weekday::Mon));
    let assumed = problems.iter().filter(|p| p.code == Code::Assumed).count();
    // time zone, currency, kind, title, workweek, paper
    assert_eq!((assumed, uk.facts.assumed.len()), (6, 6), "{:?}", uk.facts.assumed);

    let files = [table("p.csv", "production", "Region | Workweek\nGeorgia | Tue-Sat")];
    let mut bare = Settings { folder: "night-train".into(), ..Settings::default() };
    bare.production.country = Some("US".into());
    let (ga, _) = production(&files, &bare, date("2026-10-30"));
    assert_eq!((ga.facts.region.as_deref(), ga.facts.time_zone), (Some("GA"), Tz::America__New_York));
    assert_eq!((ga.facts.title.as_str(), ga.facts.workweek.first()), ("night-train", Some(&Weekday::Tue)));
}

#[test]
fn the_first_shooting_day_stands_for_the_start_of_photography() {
    let schedule = "Date | Day Type\n2026-10-02 | prep\n2026-10-06 | shoot\n2026-10-05 |";
    let files = [table("s.csv", "schedule", schedule)];
    let (production, _) = production(&files, &Settings::default(), date("2026-10-30"));
    let start = production.facts.photography_start.unwrap();
    assert_eq!((start.value, start.cell.address().as_str()), (date("2026-10-05"), "A4"));
    assert!(production.facts.assumed.iter().any(|a| a.starts_with("photography start 2026-10-05")));
}

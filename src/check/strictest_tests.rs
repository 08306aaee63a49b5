//! Which of several findings stands, on packs of one rule each and on the built-in ones.

use super::*;
use crate::check::finding::Finding;
use crate::check::run::summary;
use crate::check::run_tests::{checked, packs};
use crate::settings::Settings;
use std::collections::BTreeSet;

/// A pack that judges presence; `rule` is written into its rule.
fn pack(id: &str, applies: &str, limit: &str, rule: &str) -> String {
    format!(
        "schema = 1\npack = '{id}'\nversion = '1'\ntitle = '{id}'\napplies = '{applies}'\n\
         [[source]]\nid = 's'\ntitle = 'The law'\nchecked = 2026-01-01\nstatus = 'verified'\n\
         [[rule]]\nid = 'place-hours'\ntitle = 'Presence'\nkind = 'age-band'\njudge = 'place'\nstrictest = 'presence'\n\
         bands = [{{ from = '6mo', to = '18y', limit = '{limit}' }}]\n{rule}\nmessage = '{{{{measured}}}}'\ncite = 's 1'\n\
         [[rule.test]]\nname = 'over'\ngiven = {{ who = {{ 'Date of Birth' = '2016-03-02' }}, work = [{{ date = '2026-11-05', call = '06:00', out = '23:00' }}] }}\nexpect = {{ }}\n\
         [[rule.test]]\nname = 'kept'\ngiven = {{ who = {{ 'Date of Birth' = '2016-03-02' }}, work = [{{ date = '2026-11-05', call = '06:00', out = '06:05' }}] }}\nexpect = {{ findings = 0 }}\n"
    )
}

const PROHIBITED: &str = "outcome = 'prohibited'";

/// Ten years old, at the place from 09:00 to 18:45 on Thursday 5 November 2026.
fn day(out: &'static str) -> [(&'static str, &'static str); 6] {
    [
        ("Date", "11/5/2026"),
        ("Name", "Dana Ruiz"),
        ("Call", "09:00"),
        ("Wrap", out),
        ("Agreement", "EX"),
        ("Date of Birth", "3/2/2016"),
    ]
}

fn found(texts: &[String], out: &'static str) -> Vec<Finding> {
    let row = day(out);
    checked(&packs(texts), &Settings::default(), &[("timesheets", &row)]).0
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.rule.as_str()).collect()
}

#[test]
fn the_greater_excess_stands_and_the_other_is_kept_on_it() {
    // 9:45 present: 0:45 over 9:00, 0:15 over 9:30.
    let texts = [pack("lax", "true", "9h30m", PROHIBITED), pack("strict", "true", "9h", PROHIBITED)];
    let findings = found(&texts, "18:45");
    assert_eq!(rules(&findings), ["strict/place-hours"]);
    assert_eq!(findings[0].excess_minutes, Some(45));
    assert_eq!(rules(&findings[0].also), ["lax/place-hours"]);
    assert_eq!(findings[0].also[0].excess_minutes, Some(15));
    assert_eq!(findings[0].also[0].limit.as_deref(), Some("9:30"));
    assert_eq!(summary(&findings).error, 1);
}

#[test]
fn what_cannot_be_bought_stands_before_what_can_and_a_verified_breach_before_a_warning() {
    let bought = pack("bought", "true", "9h", "outcome = 'premium'");
    let not = pack("not", "true", "9h30m", PROHIBITED);
    assert_eq!(rules(&found(&[bought.clone(), not], "18:45")), ["not/place-hours"]);
    let doubtful = pack("doubtful", "true", "8h", "outcome = 'prohibited'\nstatus = 'unverified'");
    let findings = found(&[bought, doubtful], "18:45");
    assert_eq!(rules(&findings), ["bought/place-hours"]);
    assert_eq!(rules(&findings[0].also), ["doubtful/place-hours"]);
}

#[test]
fn at_the_same_excess_the_law_stands_before_the_agreement() {
    let agreement = pack("a-union", "agreement == \"EX\"", "9h", PROHIBITED);
    let law = pack("the-law", "true", "9h", PROHIBITED);
    assert_eq!(rules(&found(&[agreement, law], "18:45")), ["the-law/place-hours"]);
}

#[test]
fn an_undetermined_finding_neither_hides_a_certain_one_nor_is_hidden_by_it() {
    // Without a wrap both are undetermined, and one of them stands.
    let texts = [pack("lax", "true", "9h30m", PROHIBITED), pack("strict", "true", "9h", PROHIBITED)];
    let findings = found(&texts, "");
    assert_eq!((findings.len(), findings[0].also.len()), (1, 1));
    assert_eq!(summary(&findings).undetermined, 1);
    // One certain and one not: both stand.
    let mut certain = found(&texts, "18:45");
    let mut lax = certain[0].also.remove(0);
    lax.outcome = Outcome::Undetermined;
    certain.push(lax);
    assert_eq!(apply(certain, &packs(&texts)).len(), 2);
}

#[test]
fn nothing_is_lost_and_the_order_of_the_packs_does_not_matter() {
    let texts = [
        pack("a", "true", "9h30m", PROHIBITED),
        pack("b", "true", "9h", PROHIBITED),
        pack("c", "true", "9h15m", "outcome = 'premium'"),
        pack("d", "agreement == \"EX\"", "9h", PROHIBITED),
    ];
    let packs = packs(&texts);
    let row = day("18:45");
    let (found, _) = checked(&packs, &Settings::default(), &[("timesheets", &row)]);
    // Taken apart again, weighed from either end, all four come back: one stands, three are kept on it.
    let apart: Vec<Finding> = found
        .iter()
        .flat_map(|f| std::iter::once(f).chain(&f.also))
        .map(|f| Finding { also: Vec::new(), ..f.clone() })
        .collect();
    assert_eq!(apart.len(), 4);
    let (there, back) = (apply(apart.clone(), &packs), apply(apart.into_iter().rev().collect(), &packs));
    assert_eq!(there, back);
    assert_eq!((rules(&there), there[0].also.len()), (vec!["b/place-hours"], 3));
}

#[test]
fn money_is_never_put_away() {
    let texts =
        [pack("lax", "true", "9h30m", "outcome = 'premium'"), pack("strict", "true", "9h", PROHIBITED)];
    let packs = packs(&texts);
    let row = day("18:45");
    let (mut findings, _) = checked(&packs, &Settings::default(), &[("timesheets", &row)]);
    let mut lax = findings[0].also.remove(0);
    lax.cost = Some(crate::model::Money::new(Decimal::from(25), "USD"));
    findings.push(lax);
    assert_eq!(apply(findings.clone(), &packs).len(), 2);
    // Under a dearer one it is counted once.
    findings[0].cost = Some(crate::model::Money::new(Decimal::from(50), "USD"));
    let standing = apply(findings, &packs);
    assert_eq!(rules(&standing), ["strict/place-hours"]);
    assert_eq!(summary(&standing).cost, [crate::model::Money::new(Decimal::from(50), "USD")]);
}

#[test]
fn every_word_for_a_measure_is_said_by_two_rules_at_least() {
    let (packs, _) = Packs::built_in();
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for rule in packs.by_id.values().flat_map(|pack| &pack.rules) {
        if let Some(what) = &rule.strictest {
            said.entry(what).or_default().insert(&rule.full_id);
        }
    }
    let alone: Vec<_> = said.iter().filter(|(_, rules)| rules.len() < 2).collect();
    assert!(alone.is_empty(), "a slip of spelling weighs nothing: {alone:?}");
}

/// Case 25(g): a Californian of ten in Georgia on a SAG-AFTRA picture, 09:00 to 18:45 with a half-hour meal.
#[test]
fn case_25g_the_strictest_of_residence_location_and_agreement() {
    let (packs, _) = Packs::built_in();
    let production = [
        ("Title", "Peach"),
        ("Company", "Halcyon"),
        ("Country", "US"),
        ("Region", "GA"),
        ("Time Zone", "America/New_York"),
    ];
    let row = |wrap| {
        [
            ("Date", "11/5/2026"),
            ("Name", "Dana Ruiz"),
            ("Call", "09:00"),
            ("Meal 1 Start", "13:00"),
            ("Meal 1 End", "13:30"),
            ("Wrap", wrap),
            ("Agreement", "SAG-AFTRA"),
            ("Date of Birth", "3/2/2016"),
            ("Residence", "CA"),
            ("School Day", "yes"),
            ("School Hours", "3:00"),
            ("Rest Hours", "1:30"),
        ]
    };
    let places = |wrap| -> Vec<Finding> {
        let row = row(wrap);
        let rows: [(&str, &[(&str, &str)]); 2] = [("production", &production), ("timesheets", &row)];
        let (findings, _) = checked(&packs, &Settings::default(), &rows);
        findings.into_iter().filter(|f| f.rule.ends_with("/place-hours")).collect()
    };
    // 9:45 − 0:30 = 9:15, 0:15 over California's 9:00; SAG-AFTRA: 9:45 − 9:30 = 0:15; Georgia: 9:45 of 10:00.
    let findings = places("18:45");
    assert_eq!(rules(&findings), ["us-ca-minors/place-hours"]);
    assert_eq!(findings[0].excess_minutes, Some(15));
    assert_eq!(rules(&findings[0].also), ["sag-aftra-minors/place-hours"]);
    // 19:15 is 10:15 present: 0:45 over California's (9:45), 0:45 over SAG-AFTRA's, 0:15 over Georgia's.
    let findings = places("19:15");
    assert_eq!(rules(&findings), ["us-ca-minors/place-hours"]);
    let also: Vec<_> = findings[0].also.iter().map(|f| (f.rule.as_str(), f.excess_minutes)).collect();
    assert_eq!(also, [("sag-aftra-minors/place-hours", Some(45)), ("us-ga-minors/place-hours", Some(15))]);
}

#[test]
fn of_the_law_and_the_agreement_about_one_night_in_london_the_law_stands() {
    // Out at 20:30, called at 07:00: ten hours and a half of eleven, by the regulations and by the agreement alike.
    let (built_in, _) = Packs::built_in();
    let mut settings = Settings::default();
    settings.production.kind = Some("episodic".into());
    let production = [("Title", "A Test"), ("Time Zone", "Europe/London"), ("Country", "GB")];
    let day = |date: &'static str, call: &'static str, out: &'static str| {
        [
            ("Date", date),
            ("Name", "Dana Ruiz"),
            ("Call", call),
            ("Meal 1 Start", "13:00"),
            ("Meal 1 End", "14:00"),
            ("Wrap", out),
            ("Agreement", "BECTU"),
        ]
    };
    let days = [day("4 Nov 2026", "08:00", "20:30"), day("5 Nov 2026", "07:00", "18:00")];
    let rows: [(&str, &[(&str, &str)]); 3] =
        [("production", &production), ("timesheets", &days[0]), ("timesheets", &days[1])];
    let (findings, _) = checked(&built_in, &settings, &rows);
    let rests: Vec<&Finding> = findings.iter().filter(|f| f.rule.ends_with("/rest-daily")).collect();
    let [standing] = rests.as_slice() else { panic!("{:?}", rules(&findings)) };
    assert_eq!((standing.rule.as_str(), standing.excess_minutes), ("uk-working-time/rest-daily", Some(30)));
    assert_eq!(rules(&standing.also), ["bectu-tv-drama/rest-daily"]);
}

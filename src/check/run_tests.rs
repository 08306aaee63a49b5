//! Packs, settings and consents against whole productions, given as rows.

use super::finding::{Finding, Outcome};
use super::measured::Limited;
use super::pack::Pack;
use super::packs::Packs;
use super::run::{Checked, run, summary};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ingest::intake::FileRead;
use crate::ingest::{Locale, assemble, read, tables};
use crate::settings::{Settings, SeverityOverride};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A pack with one rule about clearances; `extra` goes into the rule.
fn pack(extra: &str) -> String {
    format!(
        "schema = 1\npack = 'house'\nversion = '1'\ntitle = 'House rules'\n\
         [[source]]\nid = 's'\ntitle = 'The house'\nchecked = 2026-01-01\nstatus = 'verified'\n\
         [[rule]]\nid = 'paper'\ntitle = 'No paper'\nkind = 'required-if'\ntable = 'clearances'\nrequire = ['document']\n\
         outcome = 'consent'\nmessage = '{{{{item}}}} has no {{{{missing}}}}.'\ncite = 's page 1'\n{extra}\n\
         [[rule.test]]\nname = 'none'\ngiven = {{ clearances = [{{ Item = 'A', Kind = 'x', Status = 'y' }}] }}\nexpect = {{ findings = 1 }}\n\
         [[rule.test]]\nname = 'one'\ngiven = {{ clearances = [{{ Item = 'A', Kind = 'x', Status = 'y', Document = 'D' }}] }}\nexpect = {{ findings = 0 }}\n"
    )
}

pub(super) fn packs(texts: &[String]) -> Packs {
    let (packs, problems) =
        Packs::of(texts.iter().enumerate().map(|(n, text)| (format!("rules/{n}.toml"), text.clone())));
    assert!(problems.is_empty(), "{problems:?}");
    packs
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn a_rule_in_another_language_names_what_the_rule_names_and_says_all_it_says() {
    let wrong = |own: &str| {
        let text = pack(&format!("help = 'Find the paper of {{{{item}}}}.'\n{own}"));
        let (_, problems) = Packs::of([("rules/house.toml".to_owned(), text)].into_iter());
        problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>().join(" / ")
    };
    assert_eq!(wrong("[rule.in.de]\nmessage = '{{item}} fehlt: {{missing}}.'\nhelp = 'Papier suchen.'"), "");
    for (own, said) in [
        ("[rule.in.de]\nmessage = '{{ding}} fehlt.'\nhelp = 'Papier suchen.'", "names “{{ding}}”"),
        ("[rule.in.de]\nmessage = '{{item}} fehlt.'", "has no “help”"),
        ("[rule.in.de]\nhelp = 'Papier suchen.'", "has no “message”"),
        ("[rule.in.it]\nmessage = 'x'\nhelp = 'y'", "knows no “it”"),
    ] {
        assert!(wrong(own).contains(said), "{own}: {}", wrong(own));
    }
}

pub(super) fn checked(
    packs: &Packs,
    settings: &Settings,
    rows: &[(&str, &[(&str, &str)])],
) -> (Vec<Finding>, Vec<Diagnostic>) {
    let checked = all_checked(packs, settings, rows);
    (checked.findings, checked.problems)
}

fn all_checked(packs: &Packs, settings: &Settings, rows: &[(&str, &[(&str, &str)])]) -> Checked {
    let mut given: BTreeMap<&'static str, Vec<BTreeMap<String, String>>> = BTreeMap::new();
    for (table, row) in rows {
        let table = tables::find(table).unwrap().name;
        given
            .entry(table)
            .or_default()
            .push(row.iter().map(|(h, t)| ((*h).to_owned(), (*t).to_owned())).collect());
    }
    let locale = Locale::of("US", "USD");
    let tables = given.iter().map(|(name, rows)| {
        let (table, problems) = read::rows(tables::find(name).unwrap(), rows, &locale);
        assert!(problems.iter().all(|p| p.severity != Severity::Error), "{problems:?}");
        table
    });
    let file = FileRead {
        file: "given".into(),
        sha256: String::new(),
        tables: tables.collect(),
        problems: Vec::new(),
    };
    let today = date("2026-11-08");
    let (production, _) = assemble::production(&[file], settings, today);
    run(&production, packs, settings, today)
}

const BARE: (&str, &[(&str, &str)]) =
    ("clearances", &[("Item", "Tin"), ("Kind", "Product"), ("Status", "Open")]);

fn consent<'a>(row: &'a [(&'a str, &'a str)]) -> (&'a str, &'a [(&'a str, &'a str)]) {
    ("consents", row)
}

fn rules(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.rule.as_str()).collect()
}

#[test]
fn a_consent_covers_a_finding_and_its_price_stays_out_of_the_sum() {
    let packs = packs(&[pack("")]);
    let covering =
        [("Kind", "waiver"), ("Rule", "house/paper"), ("From", "11/08/2026"), ("Given By", "Counsel")];
    let (findings, _) = checked(&packs, &Settings::default(), &[BARE, consent(&covering)]);
    assert_eq!(rules(&findings), ["house/paper"]);
    assert_eq!(findings[0].waiver.as_ref().and_then(|w| w.given_by.as_deref()), Some("Counsel"));
    let sum = summary(&findings);
    assert_eq!((sum.error, sum.waived), (0, 1));
}

#[test]
fn scope_and_uses_limit_what_a_consent_covers() {
    let packs = packs(&[pack("")]);
    let other: (&str, &[(&str, &str)]) =
        ("clearances", &[("Item", "Mural"), ("Kind", "Artwork"), ("Status", "Open")]);
    let one = [("Kind", "waiver"), ("Rule", "house"), ("From", "11/08/2026"), ("Scope", "Mural")];
    let (findings, _) = checked(&packs, &Settings::default(), &[BARE, other, consent(&one)]);
    let waived: Vec<_> =
        findings.iter().filter(|f| f.waiver.is_some()).map(|f| f.subject.item.as_deref()).collect();
    assert_eq!(waived, [Some("Mural")]);
    let once = [("Kind", "waiver"), ("Rule", "house"), ("From", "11/08/2026"), ("Uses", "1")];
    let (findings, _) = checked(&packs, &Settings::default(), &[BARE, other, consent(&once)]);
    assert_eq!(findings.iter().filter(|f| f.waiver.is_some()).count(), 1);
}

#[test]
fn consents_that_do_nothing_are_findings_themselves() {
    let expired = [
        ("Kind", "waiver"),
        ("Rule", "house/paper"),
        ("From", "11/01/2026"),
        ("To", "11/30/2026"),
        ("Expires", "11/05/2026"),
    ];
    let unused = [("Kind", "waiver"), ("Rule", "house/paper"), ("From", "11/01/2026")];
    let unknown = [("Kind", "waiver"), ("Rule", "house/papper"), ("From", "11/08/2026")];
    let rows = [BARE, consent(&expired), consent(&unused), consent(&unknown)];
    let (findings, _) = checked(&packs(&[pack("")]), &Settings::default(), &rows);
    assert_eq!(
        rules(&findings),
        ["house/paper", "consents/expired", "consents/unknown-rule", "consents/unused"]
    );
    assert!(findings[0].waiver.is_none());

    let covering = [("Kind", "waiver"), ("Rule", "house/paper"), ("From", "11/08/2026")];
    let (findings, _) =
        checked(&packs(&[pack("waivable = false")]), &Settings::default(), &[BARE, consent(&covering)]);
    assert!(findings[0].waiver.is_none());
    assert!(rules(&findings).contains(&"consents/not-waivable"), "{:?}", rules(&findings));
}

/// A day in London.
fn worked<'a>(date: &'a str, call: &'a str, out: &'a str) -> [(&'a str, &'a str); 4] {
    [("Name", "Dana Ruiz"), ("Date", date), ("Call", call), ("Wrap", out)]
}

#[test]
fn an_opt_out_and_compensatory_rest_are_consents_with_a_time() {
    let mut settings = Settings::default();
    (settings.production.country, settings.production.time_zone) =
        (Some("GB".into()), Some("Europe/London".into()));
    let (packs, _) = Packs::built_in();
    // Monday 2 to Friday 6 November: 12:00, 12:00, 10:30, 9:45 and 6:00 = 50:15 in one week; from Wed 22:30 to Thu 08:00 = 9:30 of rest.
    let week = [
        worked("11/02/2026", "08:00", "20:00"),
        worked("11/03/2026", "08:00", "20:00"),
        worked("11/04/2026", "12:00", "22:30"),
        worked("11/05/2026", "08:00", "17:45"),
        worked("11/06/2026", "08:00", "14:00"),
    ];
    let rows: Vec<(&str, &[(&str, &str)])> = week.iter().map(|row| ("timesheets", &row[..])).collect();
    let wanted = |findings: &[Finding], rule: &str| {
        let found = findings.iter().find(|f| f.rule == rule);
        found.map(|f| (f.measured.clone().unwrap_or_default(), f.waiver.is_some()))
    };
    let (rest, average) = ("uk-working-time/rest-daily", "uk-working-time/average-week");
    let (findings, _) = checked(&packs, &settings, &rows);
    assert_eq!(wanted(&findings, rest), Some(("9:30".into(), false)));
    assert_eq!(wanted(&findings, average), Some(("50:15".into(), false)));
    let signed = |rule: &'static str, from: &'static str, to: &'static str| {
        [("Kind", "waiver"), ("Rule", rule), ("Person", "Dana Ruiz"), ("From", from), ("To", to)]
    };
    let with = |consent: &[(&str, &str)]| {
        let rows: Vec<(&str, &[(&str, &str)])> =
            rows.iter().copied().chain([("consents", consent)]).collect();
        checked(&packs, &settings, &rows).0
    };
    let opted = with(&signed(average, "01/05/2026", "12/31/2026"));
    assert_eq!(wanted(&opted, average), Some(("50:15".into(), true)));
    // The opt-out ended before the week did; compensatory rest covers the one night.
    let ended = with(&signed(average, "01/05/2026", "11/07/2026"));
    assert_eq!(wanted(&ended, average), Some(("50:15".into(), false)));
    let compensated = with(&signed(rest, "11/05/2026", "11/05/2026"));
    assert_eq!(wanted(&compensated, rest), Some(("9:30".into(), true)));
    assert_eq!(wanted(&compensated, average), Some(("50:15".into(), false)));
}

#[test]
fn the_settings_change_a_severity_with_a_reason_and_name_rules_that_exist() {
    let packs = packs(&[pack("")]);
    let with = |id: &str, level: &str, reason: &str| {
        let mut settings = Settings::default();
        let wish = SeverityOverride { level: level.into(), reason: reason.into() };
        settings.rules.severity.insert(id.into(), wish);
        checked(&packs, &settings, &[BARE])
    };
    let (findings, problems) = with("house/paper", "info", "counsel keeps the papers");
    assert_eq!(findings[0].severity, Severity::Info);
    assert!(findings[0].help.contains("counsel keeps the papers"));
    assert!(!problems.iter().any(|p| p.code == Code::SettingsInvalid));
    assert!(with("house/paper", "off", "not ours").0.is_empty());
    let (findings, problems) = with("house/papper", "off", "a slip");
    assert_eq!(findings.len(), 1);
    assert!(problems.iter().any(|p| p.code == Code::SettingsInvalid && p.help.contains("house/paper")));
    assert!(with("house/paper", "info", "").1.iter().any(|p| p.code == Code::SettingsInvalid));
}

#[test]
fn a_rule_that_ships_switched_off_is_judged_once_the_settings_give_it_a_level() {
    let packs = packs(&[pack("enabled = false\nbecause = 'two sources disagree'")]);
    assert!(checked(&packs, &Settings::default(), &[BARE]).0.is_empty());
    let mut settings = Settings::default();
    let wish = SeverityOverride { level: "warning".into(), reason: "our counsel asks for it".into() };
    settings.rules.severity.insert("house/paper".into(), wish);
    assert_eq!(checked(&packs, &settings, &[BARE]).0[0].severity, Severity::Warning);
}

#[test]
fn an_id_is_the_same_for_the_same_rule_and_subject_and_another_for_another() {
    let packs = packs(&[pack("")]);
    let other: (&str, &[(&str, &str)]) =
        ("clearances", &[("Item", "Mural"), ("Kind", "Artwork"), ("Status", "Open")]);
    let id = |rows: &[(&str, &[(&str, &str)])], item: &str| {
        let (findings, _) = checked(&packs, &Settings::default(), rows);
        findings.into_iter().find(|f| f.subject.item.as_deref() == Some(item)).unwrap().id
    };
    assert_eq!(id(&[BARE], "Tin"), id(&[other, BARE], "Tin"));
    assert_ne!(id(&[other, BARE], "Tin"), id(&[other, BARE], "Mural"));
    assert_eq!(id(&[BARE], "Tin").len(), 16);
}

#[test]
fn a_source_past_its_review_warns_and_still_judges() {
    let text = pack("").replace("status = 'verified'", "status = 'verified'\nreview_by = 2026-11-07");
    let (findings, problems) = checked(&packs(&[text]), &Settings::default(), &[BARE]);
    assert_eq!(findings.len(), 1);
    assert_eq!(problems.iter().filter(|p| p.code == Code::PackOutdated).count(), 1);
}

#[test]
fn people_under_an_agreement_without_a_pack_are_named_once() {
    let crew = |name: &'static str, agreement: &'static str| {
        [("Name", name), ("Position", "Grip"), ("Department", "Grip"), ("Agreement", agreement)]
    };
    let (a, b, c) = (crew("Ada Vale", "DGA"), crew("Ben Ash", "D.G.A."), crew("Cy Orr", ""));
    let rows: [(&str, &[(&str, &str)]); 3] = [("crew", &a), ("crew", &b), ("crew", &c)];
    let (_, problems) = checked(&packs(&[pack("")]), &Settings::default(), &rows);
    let said: Vec<&Diagnostic> = problems.iter().filter(|p| p.code == Code::AgreementWithoutPack).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(
        said[0].message.contains("2 people") && said[0].message.contains("Ada Vale, Ben Ash"),
        "{said:?}"
    );
    let missing: Vec<&Diagnostic> = problems.iter().filter(|p| p.code == Code::AgreementMissing).collect();
    assert!(missing.len() == 1 && missing[0].message.contains("Cy Orr"), "{missing:?}");
}

#[test]
fn everything_wrong_with_a_pack_is_said_at_once_and_stops_that_pack_alone() {
    let text = pack("wen = 'true'\nwhen = 'statsu == \"x\" && moar(fee, 2)'")
        .replace("{{missing}}", "{{mising}}")
        .replace("require = ['document']", "require = ['documnt']")
        .replace("cite = 's page 1'", "cite = 'z page 1'")
        .replace("expect = { findings = 0 }", "expect = { findings = 2 }");
    let (pack, problems) = Pack::read("rules/house.toml", &text);
    assert!(pack.is_none());
    let said: Vec<String> = problems.iter().map(|p| format!("{} {} {}", p.at, p.message, p.help)).collect();
    for part in [
        "no “wen”",
        "“statsu”",
        "“moar”",
        "“{{mising}}”",
        "“documnt”",
        "no source is called “z”",
        "no test that passes",
    ] {
        assert!(said.iter().any(|s| s.contains(part)), "{part} is not said:\n{}", said.join("\n"));
    }
    assert!(said.iter().all(|s| s.starts_with("line ")), "{said:?}");
    let both =
        [("a.toml".to_owned(), text), ("b.toml".to_owned(), self::pack("").replace("'house'", "'other'"))];
    let (packs, _) = Packs::of(both.into_iter());
    assert_eq!(packs.by_id.keys().collect::<Vec<_>>(), ["other"]);
    assert_eq!(packs.broken, ["a.toml"]);
}

#[test]
fn nobody_waives_a_limit_of_a_minor_or_a_driver() {
    let (packs, _) = Packs::built_in();
    let protected =
        |id: &str| id.ends_with("-minors") || id.ends_with("-children") || id.contains("-drivers");
    let of = |id: &str| packs.by_id.keys().any(|known| known == id);
    assert!(
        ["us-ca-minors", "us-ny-minors", "us-ga-minors", "sag-aftra-minors", "uk-england-children"]
            .into_iter()
            .all(of)
    );
    let waivable: Vec<&str> = packs
        .by_id
        .values()
        .filter(|pack| protected(&pack.id))
        .flat_map(|pack| &pack.rules)
        // Advice (a driver's log that is kept) is no limit.
        .filter(|rule| rule.waivable && rule.outcome != Outcome::Advisory)
        .map(|rule| rule.full_id.as_str())
        .collect();
    assert!(waivable.is_empty(), "{waivable:?}");
}

/// Each word of a record counts: what it is, who gave it and when, its evidence, whom and which unit it is for, from when to when,
/// how often, and until when it holds.
#[test]
fn a_record_covers_what_it_says_and_nothing_else() {
    let packs = packs(&[pack("")]);
    // As of 8 November 2026.
    let all = |kind: &'static str| {
        [
            ("Kind", kind),
            ("Rule", "house/paper"),
            ("From", "11/02/2026"),
            ("To", "11/30/2026"),
            ("Given By", "Ada Vale"),
            ("Given On", "11/01/2026"),
            ("Evidence", "letter 12"),
            ("Scope", "Tin, Mural"),
            ("Uses", "2"),
            ("Expires", "11/20/2026"),
        ]
    };
    for kind in ["waiver", "consent", "vote", "notice", "exception"] {
        let (findings, _) = checked(&packs, &Settings::default(), &[BARE, consent(&all(kind))]);
        let waiver = findings[0].waiver.as_ref().unwrap_or_else(|| panic!("a {kind} covers nothing"));
        let words = [&waiver.given_by, &waiver.given_on, &waiver.evidence].map(|text| text.as_deref());
        assert_eq!(waiver.kind, kind);
        assert_eq!(words, [Some("Ada Vale"), Some("2026-11-01"), Some("letter 12")]);
        assert_eq!(rules(&findings), ["house/paper"]);
    }
    // One word otherwise, and it covers nothing; what it is then called.
    let otherwise = [
        ("Rule", "house/other", "consents/unknown-rule"),
        ("From", "11/09/2026", ""),
        ("To", "11/07/2026", "consents/unused"),
        ("Scope", "Mural", "consents/unused"),
        ("Person", "Ben Ash", "consents/unused"),
        ("Unit", "2nd", "consents/unused"),
        ("Uses", "0", "consents/unused"),
        ("Expires", "11/07/2026", "consents/expired"),
    ];
    for (heading, text, said) in otherwise {
        let mut row: Vec<(&str, &str)> =
            all("waiver").into_iter().filter(|(own, _)| *own != heading).collect();
        row.push((heading, text));
        let (findings, _) = checked(&packs, &Settings::default(), &[BARE, consent(&row)]);
        let paper = findings.iter().find(|finding| finding.rule == "house/paper").unwrap();
        assert_eq!(paper.waiver, None, "{heading} {text}");
        let about: Vec<&str> =
            findings.iter().map(|f| f.rule.as_str()).filter(|rule| rule.starts_with("consents/")).collect();
        let wanted: Vec<&str> = Some(said).filter(|said| !said.is_empty()).into_iter().collect();
        assert_eq!(about, wanted, "{heading} {text}");
    }
}

/// A child eleven years old on a school day, and a driver at the wheel past ten hours: no paper covers either.
#[test]
fn no_record_covers_a_minors_or_a_drivers_limit() {
    let (packs, _) = Packs::built_in();
    let production =
        [("Title", "A Test"), ("Country", "US"), ("Region", "CA"), ("Time Zone", "America/Los_Angeles")];
    let child = [
        ("Date", "11/5/2026"),
        ("Name", "Kit Moss"),
        ("Call", "08:00"),
        ("Meal 1 Start", "12:30"),
        ("Meal 1 End", "13:00"),
        ("Wrap", "18:00"),
        ("Date of Birth", "3/2/2015"),
        ("School Day", "yes"),
    ];
    let driving = [
        ("Date", "11/5/2026"),
        ("Name", "Lee Chan"),
        ("Status", "driving"),
        ("Start", "05:00"),
        ("End", "16:00"),
        ("Air Miles", "40"),
        ("Interstate", "yes"),
    ];
    for kind in ["waiver", "consent", "vote", "notice", "exception"] {
        for (rule, person) in
            [("us-ca-minors/place-hours", "Kit Moss"), ("us-drivers-hours/driving-hours", "Lee Chan")]
        {
            let paper = [("Kind", kind), ("Rule", rule), ("From", "11/05/2026"), ("Given By", "A guardian")];
            let rows: [(&str, &[(&str, &str)]); 4] = [
                ("production", &production),
                ("timesheets", &child),
                ("driver-log", &driving),
                ("consents", &paper),
            ];
            let (findings, _) = checked(&packs, &Settings::default(), &rows);
            let found =
                findings.iter().find(|f| f.rule == rule && f.subject.person.as_deref() == Some(person));
            let found = found.unwrap_or_else(|| panic!("{rule} is not found"));
            assert_eq!((found.outcome, &found.waiver), (Outcome::Prohibited, &None), "{kind} {rule}");
            assert!(
                rules(&findings).contains(&"consents/not-waivable"),
                "{kind} {rule}: {:?}",
                rules(&findings)
            );
        }
    }
}

/// A law's own exception is a row of Consents, too: it changes a limit, and so is neither unused nor refused.
#[test]
fn an_exception_that_changed_a_limit_is_neither_unused_nor_refused() {
    let (built_in, _) = Packs::built_in();
    let day = |wrap| {
        [
            ("Date", "11/5/2026"),
            ("Name", "Dana Ruiz"),
            ("Call", "15:00"),
            ("Meal 1 Start", "19:00"),
            ("Meal 1 End", "19:30"),
            ("Wrap", wrap),
            ("Date of Birth", "3/2/2015"),
            ("Residence", "CA"),
            ("School Next Day", "yes"),
        ]
    };
    let waiver = [
        ("Kind", "waiver"),
        ("Rule", "us-ca-minors/curfew"),
        ("From", "11/5/2026"),
        ("Given On", "11/2/2026"),
        ("Person", "Dana Ruiz"),
    ];
    let found = |wrap: &'static str, consent: &[(&str, &str)]| {
        let day = day(wrap);
        let rows: [(&str, &[(&str, &str)]); 2] = [("timesheets", &day), ("consents", consent)];
        let (findings, _) = checked(&built_in, &Settings::default(), &rows);
        let about = |f: &&Finding| f.rule.ends_with("/curfew") || f.rule.starts_with("consents/");
        let all: Vec<_> =
            findings.iter().filter(about).map(|f| (f.rule.clone(), f.waiver.is_some())).collect();
        all
    };
    // Out at 23:50 the limit is midnight; at 00:10 it is broken by ten minutes, and nothing waives that.
    assert_eq!(found("23:50", &waiver), []);
    assert_eq!(found("24:10", &waiver), [("us-ca-minors/curfew".to_owned(), false)]);
    // Asked for too late it changes nothing, and covers nothing either.
    let late =
        waiver.map(|(heading, text)| (heading, if heading == "Given On" { "11/4/2026" } else { text }));
    let refused = ["us-ca-minors/curfew", "consents/not-waivable", "consents/unused"]
        .map(|rule| (rule.to_owned(), false));
    assert_eq!(found("23:50", &late), refused);
}

#[test]
fn every_limit_held_against_a_day_is_told_with_its_figures_kept_or_broken() {
    let (packs, _) = Packs::built_in();
    let row = |date: &'static str, call: &'static str, lunch: [&'static str; 2], wrap: &'static str| {
        [
            ("Date", date),
            ("Name", "Dana Ruiz"),
            ("Agreement", "IATSE Basic"),
            ("Rate", "50"),
            ("Per", "hour"),
            ("Call", call),
            ("Meal 1 Start", lunch[0]),
            ("Meal 1 End", lunch[1]),
            // A column for it: that it is blank says that there was none.
            ("Meal 2 Start", ""),
            ("Wrap", wrap),
        ]
    };
    // Monday 2 to Wednesday 4 November 2026.
    let monday = row("2026-11-02", "7:00A", ["1:00P", "1:30P"], "7:00P");
    let tuesday = row("2026-11-03", "5:00A", ["11:36A", "12:06P"], "4:00P");
    let wednesday = row("2026-11-04", "1:47A", ["7:00A", "7:30A"], "1:00P");
    let rows: [(&str, &[(&str, &str)]); 4] = [
        ("schedule", &[("Date", "2026-10-05"), ("Day Type", "shoot")]),
        ("timesheets", &monday),
        ("timesheets", &tuesday),
        ("timesheets", &wednesday),
    ];
    let checked = all_checked(&packs, &Settings::default(), &rows);
    let of = |what: Limited, day: &str, kept: bool| {
        let broken = checked.findings.iter().filter_map(|f| f.measured_as.as_ref());
        let all: Vec<_> = if kept { checked.kept.iter().collect() } else { broken.collect() };
        let found: Vec<_> = all
            .into_iter()
            .filter(|m| m.rule.starts_with("iatse-basic/") && m.what == what && m.date == date(day))
            .cloned()
            .collect();
        assert_eq!(found.len(), 1, "{what:?} {day}: {found:?}");
        found[0].clone()
    };
    // 7:00P → 5:00A is 10:00 of 10:00: kept, and 5:00A is the earliest call.
    let rest = of(Limited::Rest, "2026-11-03", true);
    assert_eq!((rest.measured, rest.limit, rest.bound), (Some(600), Some(600), rest.to));
    // 4:00P → 1:47A is 9:47: thirteen minutes short, and 2:00A would have complied.
    let short = of(Limited::Rest, "2026-11-04", false);
    assert_eq!((short.measured, short.limit), (Some(587), Some(600)));
    assert_eq!(short.bound.map(|at| at.format("%H:%M").to_string()).as_deref(), Some("02:00"));
    // 7:00A → 1:00P is 6:00 of 6:00; 5:00A → 11:36A is 6:36, two half hours or fractions: 7.50 + 10.00.
    let first = Limited::Meal { number: 1, taken: true };
    assert_eq!(of(first, "2026-11-02", true).measured, Some(360));
    let late = of(first, "2026-11-03", false);
    assert_eq!((late.measured, late.limit), (Some(396), Some(360)));
    assert_eq!(late.ladder.as_deref(), Some("7.50 + 10.00 = 17.50"));
    assert_eq!(late.bound.map(|at| at.format("%H:%M").to_string()).as_deref(), Some("11:00"));
    // 1:30P → 7:00P without a second meal, 5:30 of 6:00: work ended it.
    let second = of(Limited::Meal { number: 2, taken: false }, "2026-11-02", true);
    assert_eq!((second.measured, second.limit), (Some(330), Some(360)));
}

#[test]
fn what_the_settings_switch_off_is_said() {
    let packs = packs(&[pack("")]);
    let said = |severity: &[&str], named: Option<&str>| {
        let mut settings = Settings::default();
        for name in severity {
            let off = SeverityOverride { level: "off".into(), reason: "the lawyer looks at them".into() };
            settings.rules.severity.insert((*name).to_owned(), off);
        }
        settings.rules.packs = named.map(|name| vec![name.to_owned()]);
        let (findings, problems) = checked(&packs, &settings, &[BARE]);
        let off = problems.into_iter().filter(|p| p.code == Code::SwitchedOff);
        (findings.len(), off.map(|p| p.message).collect::<Vec<_>>())
    };
    assert_eq!(said(&[], None), (1, vec![]));
    let why = "(the lawyer looks at them); nothing is judged by it.";
    let rule = format!("Switched off by callboard.toml: “house/paper” {why}");
    assert_eq!(said(&["house/paper"], None), (0, vec![rule]));
    let whole = format!("Switched off by callboard.toml: the pack “house” {why}");
    assert_eq!(said(&["house"], None), (0, vec![whole]));
    // A list of packs that leaves out one that would apply.
    let left_out = "Switched off by callboard.toml: the pack “house”; nothing is judged by it, although it would apply here \
        ([rules] packs does not name it).";
    assert_eq!(said(&[], Some("other")), (0, vec![left_out.to_owned()]));
}

#[test]
fn who_their_agreements_pack_does_not_cover_is_named_beside_those_it_does() {
    let (packs, _) = Packs::built_in();
    let row = |name: &'static str, role: &'static str| {
        [
            ("Date", "11/05/2026"),
            ("Name", name),
            ("Call", "07:00"),
            ("Agreement", "SAG-AFTRA"),
            ("Role", role),
        ]
    };
    let mut settings = Settings::default();
    settings.production.kind = Some("commercial".into());
    let rows = [row("Dana Ruiz", "principal"), row("Lee Park", "background")];
    let rows: Vec<(&str, &[(&str, &str)])> = rows.iter().map(|row| ("timesheets", row.as_slice())).collect();
    let named = |settings: &Settings| -> Vec<String> {
        let (_, problems) = checked(&packs, settings, &rows);
        let unjudged = problems.into_iter().filter(|p| p.code == Code::AgreementWithoutPack);
        unjudged.map(|p| p.message).collect()
    };
    // No pack has the numbers for commercials; a feature's packs have both roles.
    assert_eq!(
        named(&settings),
        ["No rule pack covers “SAG-AFTRA”: 2 people are not judged by it: Dana Ruiz, Lee Park."]
    );
    settings.production.kind = Some("feature".into());
    assert_eq!(named(&settings), [""; 0]);
    // Without the background pack one of the two is judged by nobody.
    settings.rules.packs = Some(vec!["sag-aftra-theatrical".into()]);
    assert_eq!(
        named(&settings),
        ["No rule pack covers “SAG-AFTRA”: 1 person is not judged by it: Lee Park."]
    );
}

use callboard::check::{Packs, case::Case, policy::Policy, run};
use callboard::ingest::{intake::FileRead, locale::Locale, read, tables};
use callboard::settings::Settings;
use chrono::NaiveDate;

#[test]
fn packs_tests() {
    let (packs, _) = Packs::built_in();
    let only = std::env::var("ONLY").unwrap_or_default();
    let (mut pass, mut fail) = (0, 0);
    for pack in packs.by_id.values() {
        for rule in &pack.rules {
            if !["meal","rest","days-in-a-row","age-band","break","weekly-rest","average-week"].contains(&rule.kind_name) { continue }
            for test in &rule.tests {
                let label = format!("{} :: {}", rule.full_id, test.name);
                if !label.contains(&only) { continue }
                let g = &test.given;
                let mut settings: Settings = g.settings.clone();
                let p = &g.production;
                let s = &mut settings.production;
                s.title = p.get("Title").cloned();
                s.kind = p.get("Kind").map(|k| k.to_lowercase());
                s.time_zone = p.get("Time Zone").cloned();
                s.country = p.get("Country").cloned();
                s.region = p.get("Region").cloned();
                s.currency = p.get("Currency").cloned();
                s.workweek = p.get("Workweek").map(|w| w.split(", ").map(|d| d.to_lowercase()).collect());
                s.photography_start = p.get("Photography Start").map(|d| d.parse().unwrap());
                let locale = Locale::of(p.get("Country").map_or("US", |c| c), p.get("Currency").map_or("USD", |c| c));
                let mut problems = Vec::new();
                let mut file = FileRead { file: "given".into(), sha256: String::new(), tables: vec![], problems: vec![] };
                let mut last: Option<NaiveDate> = None;
                for (name, rows) in &g.tables {
                    let spec = tables::find(name).unwrap();
                    let (table, wrong) = read::rows(spec, rows, &locale);
                    problems.extend(wrong);
                    last = last.max(table.records.iter().filter_map(|r| r.date("Date")).max());
                    file.tables.push(table);
                }
                let today = g.today.or(last.map(|d| d.succ_opt().unwrap())).unwrap();
                let (production, more) = callboard::ingest::assemble::production(&[file], &settings, today);
                problems.extend(more);
                let case = Case::new(&production, &settings, today, pack);
                let (policy, _) = Policy::of(&settings, &packs);
                let found = run::judge(rule, &case, &policy);
                let e = &test.expect;
                let matches = |f: &callboard::check::finding::Finding| {
                    e.outcome.is_none_or(|o| o == f.outcome)
                        && e.measured.as_ref().is_none_or(|m| Some(m) == f.measured.as_ref())
                        && e.limit.as_ref().is_none_or(|m| Some(m) == f.limit.as_ref())
                        && e.excess_minutes.is_none_or(|m| Some(m) == f.excess_minutes)
                        && e.cost.is_none_or(|c| f.cost.as_ref().is_some_and(|x| x.amount == c))
                        && e.cost_min.is_none_or(|c| f.cost_range.as_ref().is_some_and(|x| x.min.amount == c))
                        && e.cost_max.as_ref().is_none_or(|c| f.cost_range.as_ref().is_some_and(|x| x.max.as_ref().map_or("none".to_string(), |m| m.decimal_text()) == *c))
                        && e.says.iter().all(|s| f.message.contains(s))
                };
                let ok = found.len() == e.findings && (e.findings == 0 || found.iter().any(matches));
                if ok { pass += 1 } else { fail += 1; println!("FAIL {label}"); for p in &problems { println!("     problem {p}"); } }
                if !ok || !only.is_empty() || std::env::var("SHOW").is_ok() {
                    for f in &found { println!("     {:?} {:?} measured {:?} limit {:?} excess {:?} cost {:?} range {:?}\n       {}\n       {}\n       {}\n       {:?} {}", f.severity, f.outcome, f.measured, f.limit, f.excess_minutes, f.cost.as_ref().map(|c| c.to_string()), f.cost_range, f.message, f.help, f.arithmetic, f.avoid, f.citation.status); }
                }
            }
        }
    }
    println!("{pass} passed, {fail} failed");
    assert_eq!(fail, 0);
}

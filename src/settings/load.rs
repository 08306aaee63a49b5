//! `callboard.toml` → [`Settings`], with everything that is wrong said at once.

use super::reading::{Reading, Section};
use super::{ExchangeRate, Settings, SeverityOverride, mail, nearest, territory, values, zone};
use crate::diagnostic::Diagnostic;
use crate::model::DocumentKind;
use rust_decimal::Decimal;
use std::ops::Range;
use toml::de::DeTable;

/// Reads the text of `file` (its name is for the problems). A value that cannot stand is left out, so
/// that its default holds; every problem has severity error, and a caller does not go on with them.
pub fn load(text: &str, file: &str) -> (Settings, Vec<Diagnostic>) {
    let mut reading = Reading::new(text, file);
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        reading.problem(
            span,
            format!("This is not TOML: {}.", error.message().trim_end_matches('.').replace('\n', "; ")),
            "A line is key = \"value\" or [section]; a # begins a comment.",
        );
    }
    let top = Section { path: String::new(), table: document.get_ref() };
    reading.known(
        &top,
        &[
            "production",
            "rules",
            "delivery",
            "release",
            "call_sheet",
            "documents",
            "schedule",
            "cost_report",
            "rate",
            "watch",
            "inputs",
            "mail",
            "state",
        ],
    );
    let mut settings = Settings::default();
    production(&mut reading, &top, &mut settings);
    rules(&mut reading, &top, &mut settings);
    release(&mut reading, &top, &mut settings);
    call_sheet(&mut reading, &top, &mut settings);
    documents(&mut reading, &top, &mut settings);
    cost_report(&mut reading, &top, &mut settings);
    rates(&mut reading, &top, &mut settings);
    mail::load(&mut reading, &top, &mut settings);
    if let Some(section) = reading.table(&top, "schedule") {
        reading.known(&section, &["dialect"]);
        settings.schedule.dialect = reading.one_of(&section, "dialect", values::DIALECTS);
    }
    if let Some(section) = reading.table(&top, "delivery") {
        reading.known(&section, &["spec"]);
        settings.delivery.spec = reading.string(&section, "spec").map(|(text, _)| text);
    }
    if let Some(section) = reading.table(&top, "watch") {
        reading.known(&section, &["quiet"]);
        settings.watch.quiet = reading.parsed(&section, "quiet", |text| {
            let right = "Write a length of time with its unit: \"2s\" or \"500ms\".";
            values::duration(text).map(|_| text.to_string()).ok_or_else(|| right.into())
        });
    }
    if let Some(section) = reading.table(&top, "inputs") {
        reading.known(&section, &["wins"]);
        let wins = reading.strings(&section, "wins").unwrap_or_default();
        settings.inputs.wins = wins.into_iter().map(|(text, _)| text).collect();
    }
    if let Some(section) = reading.table(&top, "state") {
        reading.known(&section, &["dir", "keep"]);
        settings.state.dir = reading.string(&section, "dir").map(|(text, _)| text);
        settings.state.keep = reading.parsed(&section, "keep", |text| {
            let right = "Write a number of days, weeks, months or years: \"400 days\" or \"2 years\".";
            values::days(text).map(|_| text.to_string()).ok_or_else(|| right.into())
        });
    }
    settings.lines = std::mem::take(&mut reading.lines);
    (settings, reading.into_problems())
}

fn production(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "production") else { return };
    reading.known(
        &section,
        &[
            "title",
            "company",
            "kind",
            "time_zone",
            "country",
            "region",
            "currency",
            "photography_start",
            "workweek",
            "paper",
            "language",
        ],
    );
    let production = &mut settings.production;
    production.title = reading.string(&section, "title").map(|(text, _)| text);
    production.company = reading.string(&section, "company").map(|(text, _)| text);
    production.kind = reading.one_of(&section, "kind", values::KINDS);
    production.time_zone =
        reading.parsed(&section, "time_zone", |text| zone::zone(text).map(|zone| zone.name().to_string()));
    production.country = reading.parsed(&section, "country", country);
    production.region = reading.string(&section, "region").map(|(text, _)| match &production.country {
        Some(country) => territory::region_code(country, &text),
        None => text,
    });
    production.currency = reading.parsed(&section, "currency", currency);
    production.photography_start = reading.date(&section, "photography_start");
    production.workweek = reading.strings(&section, "workweek").map(|days| {
        let mut known = Vec::new();
        for (text, span) in days {
            match values::weekday(&text) {
                Some(day) if known.contains(&values::weekday_name(day)) => {
                    reading.problem(span, "The workweek names a day twice.", "Take one of the two out.");
                }
                Some(day) => known.push(values::weekday_name(day)),
                None => reading.problem(
                    span,
                    format!("“{text}” is no day of the week."),
                    "Write mon, tue, wed, thu, fri, sat or sun.",
                ),
            }
        }
        known
    });
    production.paper = reading.one_of(&section, "paper", values::PAPERS);
    production.language = reading.parsed(&section, "language", |text| {
        let code = text.split('-').next().unwrap_or_default();
        let known = values::LANGUAGES.join("\", \"");
        let right = format!(
            "Documents have words in \"{known}\"; \"en-US\" and \"en-GB\" choose between the two Englishes."
        );
        if values::LANGUAGES.contains(&code) { Ok(text.to_string()) } else { Err(right) }
    });
}

fn country(text: &str) -> Result<String, String> {
    territory::country_code(text).ok_or_else(|| {
        let meant = nearest::did_you_mean(text, territory::names());
        format!("Write the two letters of its code, such as \"US\" or \"GB\".{meant}")
    })
}

fn currency(text: &str) -> Result<String, String> {
    let is_code = text.len() == 3 && text.chars().all(|c| c.is_ascii_alphabetic());
    if is_code {
        Ok(text.to_uppercase())
    } else {
        Err("Write the three letters of its code, such as \"USD\" or \"GBP\".".into())
    }
}

fn rules(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "rules") else { return };
    reading.known(&section, &["packs", "severity"]);
    settings.rules.packs =
        reading.strings(&section, "packs").map(|packs| packs.into_iter().map(|(text, _)| text).collect());
    let Some(overrides) = reading.table(&section, "severity") else { return };
    for (rule, value) in overrides.table {
        let name = rule.get_ref().to_string();
        if name.split('/').filter(|part| !part.is_empty()).count() != 2 {
            reading.problem(
                rule.span(),
                format!("“{name}” is no rule's name."),
                "A rule is named by its pack and itself: \"cost-control/missing-receipt\".",
            );
        }
        let Some(entry) = value.get_ref().as_table() else {
            reading.problem(
                value.span(),
                format!("The severity of “{name}” needs a level and a reason."),
                "Write { level = \"info\", reason = \"who decided so, and why\" }.",
            );
            continue;
        };
        let entry = Section { path: format!("rules.severity.{name}"), table: entry };
        reading.known(&entry, &["level", "reason"]);
        let level = reading.one_of(&entry, "level", values::LEVELS);
        let reason = reading.string(&entry, "reason").map(|(text, _)| text);
        match (level, reason) {
            (Some(level), Some(reason)) => {
                settings.rules.severity.insert(name, SeverityOverride { level, reason });
            }
            _ => needed(reading, &entry, &["level", "reason"], value.span()),
        }
    }
}

/// Reports the keys that a table needs and does not have.
fn needed(reading: &mut Reading<'_>, section: &Section<'_, '_>, keys: &[&str], span: Range<usize>) {
    for key in keys {
        if !section.table.iter().any(|(k, _)| k.get_ref() == key) {
            let message = format!("[{}] needs “{key}”.", section.path);
            reading.problem(span.clone(), message, format!("Add {key} = …"));
        }
    }
}

fn release(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "release") else { return };
    reading.known(&section, &["territories", "media", "from", "to"]);
    let texts = |list: Option<Vec<(String, Range<usize>)>>| {
        list.unwrap_or_default().into_iter().map(|(text, _)| text).collect::<Vec<_>>()
    };
    settings.release.territories = texts(reading.strings(&section, "territories"));
    settings.release.media = texts(reading.strings(&section, "media"));
    settings.release.from = reading.date(&section, "from");
    settings.release.to = reading.date(&section, "to");
}

fn call_sheet(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "call_sheet") else { return };
    reading.known(
        &section,
        &["revision_colours", "estimates", "minutes_an_eighth", "makeup_lead", "wardrobe_lead", "stamp"],
    );
    let lead = |text: &str| {
        let right = "Write a length of time with its unit: \"45m\" or \"1h\".";
        values::lead(text).map(|_| text.to_string()).ok_or_else(|| right.into())
    };
    settings.call_sheet.estimates = reading.one_of(&section, "estimates", values::YES_NO);
    settings.call_sheet.stamp = reading.one_of(&section, "stamp", values::YES_NO);
    settings.call_sheet.minutes_an_eighth = reading.count(&section, "minutes_an_eighth");
    settings.call_sheet.makeup_lead = reading.parsed(&section, "makeup_lead", lead);
    settings.call_sheet.wardrobe_lead = reading.parsed(&section, "wardrobe_lead", lead);
    let Some(written) = reading.strings(&section, "revision_colours") else { return };
    let mut colours: Vec<String> = Vec::new();
    for (text, span) in written {
        let text = text.trim().to_string();
        if text.is_empty() || colours.iter().any(|known| known.eq_ignore_ascii_case(&text)) {
            let message = format!("“{text}” cannot stand here: each revision needs a colour of its own.");
            reading.problem(
                span,
                message,
                "Name each colour once; after the last come 2nd Blue, 2nd Pink ….",
            );
        } else {
            colours.push(text);
        }
    }
    settings.call_sheet.revision_colours = (!colours.is_empty()).then_some(colours);
}

fn documents(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "documents") else { return };
    reading.known(&section, &["look", "attach"]);
    settings.documents.look = reading.one_of(&section, "look", values::LOOKS);
    for (text, span) in reading.strings(&section, "attach").unwrap_or_default() {
        if text.parse::<DocumentKind>().is_ok() {
            settings.documents.attach.push(text);
            continue;
        }
        let names = DocumentKind::ALL.iter().map(|kind| kind.name());
        let meant = nearest::did_you_mean(&text, names);
        reading.problem(
            span,
            format!("“{text}” is no kind of document."),
            format!("Name kinds of documents, such as attach = [\"cost-report\"].{meant}"),
        );
    }
}

fn cost_report(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "cost_report") else { return };
    reading.known(&section, &["period_end", "etc", "variance"]);
    settings.cost_report.period_end = reading.date(&section, "period_end");
    settings.cost_report.etc = reading.one_of(&section, "etc", values::ETC);
    settings.cost_report.variance = reading.one_of(&section, "variance", values::VARIANCE);
}

fn rates(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    for (section, span) in reading.tables(top, "rate") {
        reading.known(&section, &["from", "to", "date", "value", "kind"]);
        let from = reading.parsed(&section, "from", currency);
        let to = reading.parsed(&section, "to", currency);
        let date = reading.date(&section, "date");
        let value = reading.parsed(&section, "value", |text| match text.parse::<Decimal>() {
            Ok(rate) if rate > Decimal::ZERO => Ok(text.to_string()),
            _ => Err("Write how much of “to” one of “from” is, as text: \"1.3300\".".into()),
        });
        let kind = reading.one_of(&section, "kind", values::RATE_KINDS).unwrap_or_else(|| "budget".into());
        needed(reading, &section, &["from", "to", "date", "value"], span);
        if let (Some(from), Some(to), Some(date), Some(value)) = (from, to, date, value) {
            settings.rate.push(ExchangeRate { from, to, date, value, kind });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{EtcConvention, MailMode, VarianceConvention, date_of};
    use chrono::NaiveDate;
    use std::time::Duration;

    /// The example of the contract, §6.
    const EXAMPLE: &str = r#"
[production]
title = "Night Train"
company = "Halcyon Pictures LLC"
kind = "feature"
time_zone = "America/Los_Angeles"
country = "US"
region = "CA"
currency = "USD"
photography_start = 2026-10-05
workweek = ["mon", "tue", "wed", "thu", "fri"]
paper = "us-letter"
language = "en"
[rules]
packs = ["iatse-basic"]
[rules.severity]
"cost-control/missing-receipt" = { level = "info", reason = "receipts are checked by the accountant" }
[delivery]
spec = "netflix"
[cost_report]
period_end = 2026-11-07
etc = "uncommitted"
variance = "efc-minus-budget"
[[rate]]
from = "GBP"
to = "USD"
date = 2026-10-01
value = "1.3300"
kind = "budget"
[watch]
quiet = "2s"
[mail]
mode = "approve"
from = "Production Office <office@example.com>"
smtp = "smtps://office@mail.example.com"
[mail.documents]
call-sheet = ["cast", "crew"]
compliance-report = ["upm@example.com"]
"#;

    #[test]
    fn the_contracts_example_reads_without_a_problem() {
        let (settings, problems) = load(EXAMPLE, "callboard.toml");
        assert_eq!(problems, []);
        assert_eq!(settings.production.title.as_deref(), Some("Night Train"));
        assert_eq!(settings.production.workweek.as_ref().map(Vec::len), Some(5));
        let start = settings.production.photography_start.as_ref().and_then(date_of);
        assert_eq!(start, NaiveDate::from_ymd_opt(2026, 10, 5));
        assert_eq!(settings.rules.severity["cost-control/missing-receipt"].level, "info");
        assert_eq!(settings.etc(), EtcConvention::Uncommitted);
        assert_eq!(settings.variance(), VarianceConvention::EfcMinusBudget);
        assert_eq!(settings.mail_mode(), MailMode::Approve);
        assert_eq!(settings.quiet(), Duration::from_secs(2));
        assert_eq!(settings.rate.first().and_then(ExchangeRate::decimal), "1.33".parse().ok());
        assert_eq!(settings.mail.documents["call-sheet"], ["cast", "crew"]);
        // The first line of the text is blank, [production] is the second, its title the third.
        assert_eq!(settings.lines.get("production.title"), Some(&3));
    }

    #[test]
    fn everything_wrong_is_said_at_once_with_its_place() {
        let text = "[production]\ntilte = \"X\"\nkind = \"movie\"\ntime_zone = \"America/Los_Angels\"\n\
                    workweek = [\"mon\", \"funday\"]\nphotography_start = \"soon\"\n[produktion]\n[watch]\nquiet = 2\n\
                    [mail.documents]\ncallsheet = [\"cast\"]\ncrew-list = [\"everybody\"]\n";
        let (settings, problems) = load(text, "callboard.toml");
        let said: Vec<(&str, String)> =
            problems.iter().map(|p| (p.at.as_str(), format!("{} {}", p.message, p.help))).collect();
        let expected = [
            ("line 2, column 1", "“title”"),
            ("line 3, column 8", "feature, episodic"),
            ("line 4, column 13", "“America/Los_Angeles”"),
            ("line 5, column 20", "funday"),
            ("line 6, column 21", "2026-10-05"),
            ("line 7, column 2", "“production”"),
            ("line 9, column 9", "quiet = \"2\""),
            ("line 11, column 1", "“call-sheet”"),
            ("line 12, column 14", "everybody"),
        ];
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        for ((at, words), (place, part)) in said.iter().zip(expected) {
            assert_eq!(*at, place, "{words}");
            assert!(words.contains(part), "{words} should say {part}");
        }
        assert_eq!(settings.production.workweek, Some(vec!["mon".to_string()]));
    }

    #[test]
    fn broken_toml_keeps_what_can_be_read() {
        let (settings, problems) =
            load("[production]\ntitle = \"Night Train\"\ncompany = Halcyon\n", "callboard.toml");
        assert_eq!(settings.production.title.as_deref(), Some("Night Train"));
        assert!(problems.iter().any(|p| p.at.starts_with("line 3")), "{problems:?}");
    }
}

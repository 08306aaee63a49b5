//! What is said of a production's own packs when they are laid over the built-in ones: nothing that they do to each other is silent.

use super::pack::{Pack, squeezed};
use crate::diagnostic::{Code, Diagnostic, Severity};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// What a production's pack does to the built-in one: a note, and a warning where rules fall away.
pub fn replaced(built_in: &Pack, own: &Pack) -> Diagnostic {
    let missing: Vec<&str> =
        built_in.rules.iter().map(|rule| rule.id.as_str()).filter(|id| own.rule(id).is_none()).collect();
    let stands = format!("The file stands in place of the whole built-in pack “{}”", own.id);
    let (message, severity, help) = if missing.is_empty() {
        let message = format!("{stands} and has every rule of it.");
        (message, Severity::Info, "To go back to the built-in pack, move the file away.")
    } else {
        let message = format!(
            "{stands}; rules of that pack that are not in it are not checked: {}.",
            missing.join(", ")
        );
        let help = "Put those rules back into the file, from what `callboard rules copy` writes into an empty folder.";
        (message, Severity::Warning, help)
    };
    let mut problem = Diagnostic::new(Code::PackReplaced, message, help).in_file(&own.file);
    problem.severity = severity;
    problem
}

/// Numbers that begin later than in the pack that is replaced: the days before are then judged by nobody.
pub fn unjudged_dates(built_in: &Pack, own: &Pack) -> Vec<Diagnostic> {
    let begins = |pack: &Pack, name: &str| -> Option<Option<NaiveDate>> {
        Some(pack.parameters.get(name)?.values.first()?.from)
    };
    let mut said = Vec::new();
    for (name, parameter) in &own.parameters {
        let (Some(first), Some(Some(from))) = (parameter.values.first(), begins(own, name)) else { continue };
        let was = match begins(built_in, name) {
            Some(None) => "has it for all dates".to_owned(),
            Some(Some(earlier)) if earlier < from => format!("has it from {earlier}"),
            _ => continue,
        };
        let rules: Vec<&str> = own
            .rules
            .iter()
            .filter(|rule| rule.parameters.contains(name))
            .map(|rule| rule.id.as_str())
            .collect();
        if rules.is_empty() {
            continue;
        }
        let by = first.basis.name().replace('_', " ");
        said.push(
            Diagnostic::new(
                Code::DatesUnjudged,
                format!(
                    "“{name}” of “{}” begins on {from} by {by}, and the built-in pack {was}: before {from} nothing is judged by {}.",
                    own.id,
                    rules.join(", ")
                ),
                "Put the earlier values back in front of the new one, from what `callboard rules copy` writes into an empty folder.",
            )
            .in_file(&own.file)
            .seen(from.to_string()),
        );
    }
    said
}

/// Names of agreements that this pack has in common with another, and an agreement that it asks for and no pack is called.
/// `was`: what the built-in packs that were replaced are called.
pub fn names(
    id: &str,
    packs: &BTreeMap<String, Pack>,
    own: &BTreeSet<String>,
    was: &BTreeMap<String, BTreeSet<String>>,
) -> Vec<Diagnostic> {
    let Some(pack) = packs.get(id) else { return Vec::new() };
    let mut said = Vec::new();
    for other in packs.values().filter(|other| other.id != pack.id) {
        // Two of a production's own are said once.
        if own.contains(&other.id) && other.id < pack.id {
            continue;
        }
        let own_names = pack.aliases.iter().chain([&pack.id]);
        let shared: BTreeSet<&str> = own_names.map(String::as_str).filter(|name| other.knows(name)).collect();
        // The built-in packs of one union share its names on purpose; a copy of one that adds none says nothing new.
        let added = |name: &&&str| was.get(id).is_none_or(|names| !names.contains(&squeezed(name)));
        let shared: Vec<String> = shared.iter().filter(added).map(|name| format!("“{name}”")).collect();
        if shared.is_empty() {
            continue;
        }
        said.push(
            Diagnostic::new(
                Code::PackNameShared,
                format!(
                    "The packs “{}” and “{}” are both called {}: whoever works under that name falls under both, as far as each one's `applies` holds.",
                    pack.id,
                    other.id,
                    shared.join(", ")
                ),
                format!(
                    "If “{}” is another agreement, take the name out of its `aliases`, and write a name of its own in the Agreement column.",
                    pack.id
                ),
            )
            .in_file(&pack.file),
        );
    }
    let asked = pack.applies.as_deref().map(agreements_asked).unwrap_or_default();
    for name in asked.iter().filter(|name| !packs.contains_key(**name)) {
        let called = match pack.aliases.is_empty() {
            true => String::new(),
            false => format!("; people under {} are called “{}”", pack.aliases.join(", "), pack.id),
        };
        said.push(
            Diagnostic::new(
                Code::PackCoversNobody,
                format!("“applies” of “{}” asks for the agreement “{name}”, and no pack is called so{called}.", pack.id),
                format!("Compare with the pack's own id: `agreement == \"{}\"`, and put the names people write into `aliases`.", pack.id),
            )
            .in_file(&pack.file)
            .seen(*name),
        );
    }
    said
}

/// Everything a pack is called, squeezed.
pub fn called(pack: &Pack) -> BTreeSet<String> {
    pack.aliases.iter().chain([&pack.id]).map(|name| squeezed(name)).collect()
}

/// The texts that a condition compares `agreement` with.
fn agreements_asked(applies: &str) -> Vec<&str> {
    applies
        .split("agreement ==")
        .skip(1)
        .filter_map(|after| {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
            after.get(1..)?.split(quote).next()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::packs::Packs;
    use crate::check::run_tests::checked;
    use crate::diagnostic::Code;
    use crate::settings::Settings;

    const BASIC: &str = include_str!("../../rules/iatse-basic.toml");

    /// A house agreement with a rest of twelve hours.
    const HOUSE: &str = "schema = 1\npack = 'house-deal'\nversion = '1'\ntitle = 'House deal'\n\
        applies = 'agreement == \"house-deal\"'\naliases = ['House Deal']\n\
        [[source]]\nid = 's'\ntitle = 'The house'\nchecked = 2026-01-01\nstatus = 'verified'\n\
        [[rule]]\nid = 'rest-daily'\ntitle = 'Rest'\nkind = 'rest'\nbetween = 'days'\nminimum = '12h'\noutcome = 'advisory'\n\
        message = '{{person}} rests {{measured}}.'\ncite = 's page 1'\n\
        [[rule.test]]\nname = 'short'\ngiven = { who = { Agreement = 'House Deal' }, work = [\
        { date = '2026-11-03', call = '07:00', out = '20:00' }, { date = '2026-11-04', call = '07:00', out = '18:00' }] }\nexpect = { findings = 1 }\n\
        [[rule.test]]\nname = 'long'\ngiven = { who = { Agreement = 'House Deal' }, work = [\
        { date = '2026-11-03', call = '07:00', out = '18:00' }, { date = '2026-11-04', call = '07:00', out = '18:00' }] }\nexpect = { findings = 0 }\n";

    /// Codes and messages of what loading says of these files in a production's `rules/`.
    fn said(files: &[(&str, &str)]) -> Vec<(Code, String)> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let (_, problems) = Packs::load(folder.path());
        problems.into_iter().map(|p| (p.code, p.message)).collect()
    }

    #[test]
    fn a_pack_that_takes_the_name_of_another_says_so() {
        let taking = HOUSE.replace("['House Deal']", "['House Deal', 'I.A.T.S.E. Basic']");
        let all = said(&[("house.toml", &taking)]);
        let [(Code::PackNameShared, message)] = all.as_slice() else { panic!("{all:?}") };
        assert!(
            message.contains("“house-deal” and “iatse-basic” are both called “I.A.T.S.E. Basic”"),
            "{message}"
        );
        assert_eq!(said(&[("house.toml", HOUSE)]), []);
        // A copy of a built-in pack shares what the built-in one shared.
        let sag = include_str!("../../rules/sag-aftra-theatrical.toml");
        let codes: Vec<Code> = said(&[("sag.toml", sag)]).into_iter().map(|(code, _)| code).collect();
        assert_eq!(codes, [Code::PackReplaced]);
    }

    #[test]
    fn a_pack_that_asks_for_an_agreement_of_another_name_says_so() {
        let all =
            said(&[("house.toml", &HOUSE.replace("agreement == \"house-deal\"", "agreement == \"house\""))]);
        // Its own test finds nothing then, and that is said where packs are tested; here the name is.
        let [(Code::PackCoversNobody, message)] = all.as_slice() else { panic!("{all:?}") };
        assert!(message.contains("asks for the agreement “house”, and no pack is called so"), "{message}");
        assert!(message.ends_with("people under House Deal are called “house-deal”."), "{message}");
    }

    #[test]
    fn a_number_that_begins_later_than_the_built_in_one_says_which_days_are_not_judged() {
        let (head, rest) = BASIC.split_once("[param.rest]\n").unwrap();
        let (_, tail) = rest.split_once("\n\n").unwrap();
        let later = format!(
            "{head}[param.rest]\ntype = \"duration\"\nvalues = [{{ from = 2027-01-04, value = \"11h\", cite = \"l892 ¶10\" }}]\n\n{tail}"
        );
        let all = said(&[("iatse-basic.toml", &later)]);
        let [(Code::PackReplaced, _), (Code::DatesUnjudged, message)] = all.as_slice() else {
            panic!("{all:?}")
        };
        assert!(
            message.starts_with("“rest” of “iatse-basic” begins on 2027-01-04 by work date"),
            "{message}"
        );
        assert!(message.contains("before 2027-01-04 nothing is judged by rest-daily"), "{message}");
    }

    #[test]
    fn somebody_under_a_house_agreement_that_no_pack_knows_is_named() {
        let (packs, _) = Packs::built_in();
        let rows: &[(&str, &str)] =
            &[("Date", "2026-11-05"), ("Name", "Dana Ruiz"), ("Call", "07:00"), ("Agreement", "House Deal")];
        let (_, problems) = checked(&packs, &Settings::default(), &[("timesheets", rows)]);
        let named: Vec<&str> = problems
            .iter()
            .filter(|p| p.code == Code::AgreementWithoutPack)
            .map(|p| p.message.as_str())
            .collect();
        assert_eq!(named, ["No rule pack covers “House Deal”: 1 person is not judged by it: Dana Ruiz."]);
    }
}

//! One check: every rule in force on one production, as of a date.

use super::case::{Case, Covering, Draft};
use super::finding::{Finding, Outcome, PackUsed, Summary};
use super::measured::Measured;
use super::pack::Pack;
use super::packs::Packs;
use super::pay_day::{PayDay, set_precedence};
use super::policy::Policy;
use super::rule::Rule;
use super::subjects::Subjects;
use super::time_words::TimeStyle;
use super::{sentences, strictest, waiver};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Basis, Cell, Instant, Minutes, PersonId, Production, Purse};
use crate::settings::Settings;
use chrono::NaiveDate;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

/// What a check gives.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Errors first, then by date, rule and subject.
    pub findings: Vec<Finding>,
    /// The limits that were kept.
    pub kept: Vec<Measured>,
    /// By date, then person, then rule.
    pub pay: Vec<PayDay>,
    pub problems: Vec<Diagnostic>,
    /// The packs that some subject fell under.
    pub packs: Vec<PackUsed>,
}

/// Judges a production.
pub fn run(production: &Production, packs: &Packs, settings: &Settings, today: NaiveDate) -> Checked {
    let (policy, mut problems) = Policy::of(settings, packs);
    problems.extend(policy.switched_off());
    let (selected, wrong) = select(packs, settings, &policy);
    problems.extend(wrong);
    let subjects = Subjects::of(production, settings, today);
    problems.extend(left_out(&subjects, packs, settings));
    let (mut findings, mut kept, mut paid, mut used) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut consents, mut people) = (BTreeSet::new(), BTreeSet::new());
    let judged = judge_each(&selected, &subjects, &policy, &|_| true);
    for (pack, (by, judged)) in selected.iter().zip(judged) {
        // A law that holds whatever the agreement does not judge it.
        if super::agreements::judges_people(pack) {
            people.extend(by);
        }
        let covered = judged.iter().any(|judged| judged.covered);
        for judged in judged {
            findings.extend(judged.findings);
            kept.extend(judged.kept);
            paid.extend(judged.paid);
            consents.extend(judged.consents);
        }
        if covered {
            problems.extend(pack.outdated(today));
            used.push(PackUsed {
                id: pack.id.clone(),
                version: pack.version.clone(),
                sha256: pack.sha256.clone(),
            });
        }
    }
    problems.extend(super::agreements::without_pack(production, packs, &selected, &people));
    problems.extend(super::minors::without_law(&subjects, &selected));
    let about_consents = waiver::apply(&mut findings, production, packs, &policy, today, &consents);
    findings.extend(one_of_each(about_consents));
    let findings = sorted(strictest::apply(findings, packs), |a, b| order(a).cmp(&order(b)));
    let mut paid = sorted(paid, |a, b| {
        (&a.date, &a.person, &a.rule, &a.sources).cmp(&(&b.date, &b.person, &b.rule, &b.sources))
    });
    set_precedence(&mut paid);
    Checked { findings, kept, pay: paid, problems, packs: used }
}

/// What the rules that `which` chooses find, and nothing of consents themselves, pay or problems: for a plan that is only tried.
/// Each part is a production of its own, judged by its own choice of rules; the findings of all are weighed together.
pub fn findings_of(
    parts: &[(&Production, Which<'_>)],
    packs: &Packs,
    settings: &Settings,
    today: NaiveDate,
) -> Vec<Finding> {
    let (policy, _) = Policy::of(settings, packs);
    let (selected, _) = select(packs, settings, &policy);
    let (mut findings, mut consents) = (Vec::new(), BTreeSet::new());
    for (production, which) in parts {
        let subjects = Subjects::of(production, settings, today);
        let judged = judge_each(&selected, &subjects, &policy, which);
        for judged in judged.into_iter().flat_map(|(_, judged)| judged) {
            findings.extend(judged.findings);
            consents.extend(judged.consents);
        }
    }
    if let Some((production, _)) = parts.first() {
        waiver::apply(&mut findings, production, packs, &policy, today, &consents);
    }
    strictest::apply(findings, packs)
}

/// A choice of rules.
pub type Which<'w> = &'w (dyn Fn(&Rule) -> bool + Sync);

/// Packs know nothing of each other, so each core takes some; their results come back in order.
fn judge_each(
    selected: &[&Pack],
    subjects: &Subjects<'_>,
    policy: &Policy,
    which: Which<'_>,
) -> Vec<(People, Vec<Judged>)> {
    selected.par_iter().map(|pack| Judged::of(pack, subjects, policy, which)).collect()
}

/// Sorts by references, and moves each item once: findings are large.
fn sorted<T>(items: Vec<T>, by: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut order: Vec<(usize, &T)> = items.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| by(a, b));
    let order: Vec<usize> = order.into_iter().map(|(place, _)| place).collect();
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    order.into_iter().filter_map(|place| items.get_mut(place)?.take()).collect()
}

/// What one rule pays: nothing, unless it is of a kind that pays.
pub fn pay(rule: &Rule, case: &Case<'_>) -> Vec<PayDay> {
    rule.kind.pay(rule, case).into_iter().map(|pay| PayDay::of(rule, pay)).collect()
}

/// Who worked under a pack, by which agreement, squeezed.
type People = BTreeSet<(PersonId, String)>;

/// What one rule says of a production.
struct Judged {
    findings: Vec<Finding>,
    kept: Vec<Measured>,
    paid: Vec<PayDay>,
    /// The rows of Consents that limits rested on.
    consents: BTreeSet<Cell>,
    /// Whether any subject fell under it.
    covered: bool,
}

impl Judged {
    /// Each rule of a pack by itself, and who worked under the pack.
    fn of(pack: &Pack, subjects: &Subjects<'_>, policy: &Policy, which: Which<'_>) -> (People, Vec<Judged>) {
        let covering = Arc::<Covering>::default();
        let rules: Vec<&Rule> = pack.rules.iter().filter(|rule| policy.judges(rule) && which(rule)).collect();
        let judged = rules
            .into_par_iter()
            .map(|rule| Judged::by(rule, &Case::beside(subjects, pack, covering.clone()), policy))
            .collect();
        (Case::beside(subjects, pack, covering).people_under(), judged)
    }

    fn by(rule: &Rule, case: &Case<'_>, policy: &Policy) -> Judged {
        let findings = one_of_each(judge(rule, case, policy));
        let id: Arc<str> = Arc::from(rule.full_id.as_str());
        let kept = case.take_kept().into_iter().map(|m| Measured { rule: id.clone(), ..m }).collect();
        let paid = pay(rule, case);
        let (consents, covered) = (case.used_consents(), case.covered_any());
        Judged { findings, kept, paid, consents, covered }
    }
}

/// The packs that the settings ask for: all, where they name none.
fn select<'a>(packs: &'a Packs, settings: &Settings, policy: &Policy) -> (Vec<&'a Pack>, Vec<Diagnostic>) {
    let on = packs.by_id.values().filter(|pack| !policy.is_pack_off(&pack.id));
    let Some(names) = &settings.rules.packs else { return (on.collect(), Vec::new()) };
    let problems = names
        .iter()
        .filter(|name| !packs.by_id.contains_key(*name))
        .map(|name| {
            let near = super::fields::nearest(name, packs.by_id.keys().map(String::as_str));
            Diagnostic::new(
                Code::SettingsInvalid,
                format!("[rules] packs names “{name}”, and no pack of that name loaded."),
                near.map_or("`callboard rules list` names the packs.".into(), |near| {
                    format!("Write “{near}”.")
                }),
            )
            .in_file("callboard.toml")
            .seen(name)
        })
        .collect();
    (on.filter(|pack| names.contains(&pack.id)).collect(), problems)
}

/// Packs that `[rules] packs` does not name although somebody or something falls under them.
fn left_out(subjects: &Subjects<'_>, packs: &Packs, settings: &Settings) -> Option<Diagnostic> {
    let named = settings.rules.packs.as_ref()?;
    let holds = |pack: &&Pack| {
        let case = Case::new(subjects, pack);
        pack.rules.iter().any(|rule| rule.enabled && case.covers_any(rule))
    };
    let out: Vec<String> = packs
        .by_id
        .values()
        .filter(|pack| !named.contains(&pack.id))
        .filter(holds)
        .map(|pack| format!("“{}”", pack.id))
        .collect();
    let what = match out.as_slice() {
        [] => return None,
        [one] => format!("the pack {one}; nothing is judged by it, although it would apply here"),
        many => format!(
            "the packs {}; nothing is judged by them, although they would apply here",
            many.join(", ")
        ),
    };
    Some(
        Diagnostic::new(
            Code::SwitchedOff,
            format!("Switched off by callboard.toml: {what} ([rules] packs does not name {}).", if out.len() == 1 { "it" } else { "them" }),
            "Add what should be judged to [rules] packs, or take that line out to have every pack that applies.",
        )
        .in_file("callboard.toml"),
    )
}

/// What one rule finds, with its weight, sentences and citation. Ids are not final: see `one_of_each`.
pub fn judge(rule: &Rule, case: &Case<'_>, policy: &Policy) -> Vec<Finding> {
    let drafts = rule.kind.judge(rule, case);
    let undecided = case.take_undecided();
    drafts.into_iter().chain(undecided).map(|draft| finding(rule, case, policy, draft)).collect()
}

fn finding(rule: &Rule, case: &Case<'_>, policy: &Policy, draft: Draft) -> Finding {
    let severity = policy.severity(rule, &draft);
    let fill = |own: &Option<String>, template: &super::template::Template| match own {
        Some(words) => words.clone(),
        None => template.fill(|name| value(case, &draft, name)),
    };
    let level = policy.level(&rule.full_id);
    // What a kind or the settings add is in English: a finding speaks one language.
    let own = draft.says.is_none() && draft.helps.is_none() && level.is_none();
    let said = rule.said_in(&case.production.facts.language).filter(|_| own);
    let in_language = |template: &super::template::Template, language: &str| {
        template.fill(|name| {
            let value = value(case, &draft, name)?;
            Some(sentences::value(&value, language).map_or(value, Cow::Owned))
        })
    };
    let (message, mut help) = match said {
        Some(said) => (in_language(&said.message, said.language), in_language(&said.help, said.language)),
        None => (fill(&draft.says, &rule.message), fill(&draft.helps, &rule.help)),
    };
    if let Some((level, reason)) = level {
        let note = format!("Set to {} in the settings: {reason}.", level.word());
        help = if help.is_empty() { note } else { format!("{help} {note}") };
    }
    let stamp = |at: &Option<Instant>| at.map(|at| at.to_rfc3339());
    let mut sources = draft.sources.clone();
    if sources.is_empty() {
        sources.push(case.production_cell());
    }
    for cell in super::pushed::cells(case.production, &draft.subject, draft.basis, &sources) {
        if !sources.contains(&cell) {
            sources.push(cell);
        }
    }
    Finding {
        id: String::new(),
        rule: rule.full_id.clone(),
        severity,
        outcome: draft.outcome.unwrap_or(rule.outcome),
        basis: draft.basis,
        message,
        help,
        language: said.map(|said| said.language),
        citation: rule.cite.citation(),
        from: stamp(&draft.from),
        to: stamp(&draft.to),
        sources,
        subject: draft.subject,
        measured: draft.measured,
        limit: draft.limit,
        excess_minutes: draft.excess_minutes,
        units: draft.units,
        cost: draft.cost.map(|cost| cost.to_cent()),
        cost_range: draft.cost_range,
        avoid: draft.avoid,
        arithmetic: draft.arithmetic,
        parameters: draft.parameters,
        waiver: None,
        also: Vec::new(),
        measured_as: draft.measured_as.map(|m| Measured { rule: Arc::from(rule.full_id.as_str()), ..m }),
    }
}

/// What a name of the rule's sentences stands for: the draft's own value, else the subject's field, else the common one.
fn value<'d>(case: &Case<'_>, draft: &'d Draft, name: &str) -> Option<Cow<'d, str>> {
    // A column of the row with the same name (a certificate's Limit) does not hide the finding's own.
    let own = draft.values.get(name).map(String::as_str);
    let own = own.or(match name {
        "measured" => draft.measured.as_deref(),
        "limit" => draft.limit.as_deref(),
        _ => None,
    });
    let told = || Some(draft.told.as_ref()?.get(name)?.to_text().into());
    own.map(Cow::Borrowed).or_else(told).or_else(|| common(case, draft, name))
}

fn common<'d>(case: &Case<'_>, draft: &'d Draft, name: &str) -> Option<Cow<'d, str>> {
    let subject = &draft.subject;
    let text = |text: &'d Option<String>| text.as_deref().map(Cow::Borrowed);
    let style = TimeStyle::of(&case.production.facts);
    let clock = |at: &Option<Instant>| at.map(|at| style.date_and_time(at).into());
    match name {
        "person" => text(&subject.person),
        "date" => text(&subject.date),
        "unit" => text(&subject.unit),
        "meal" => subject.meal.map(|n| n.to_string().into()),
        "week_ending" => text(&subject.week_ending),
        "item" => text(&subject.item),
        "account" => text(&subject.account),
        "po" => text(&subject.po),
        "from" => clock(&draft.from),
        "to" => clock(&draft.to),
        "excess" => draft.excess_minutes.map(|m| Minutes(m).to_string().into()),
        "cost" => draft.cost.as_ref().map(|cost| cost.to_string().into()),
        "today" => Some(case.today.to_string().into()),
        "production" => Some(case.production.facts.title.clone().into()),
        _ => None,
    }
}

/// Gives each finding its id. Of two for one rule and subject an actual one replaces a planned one;
/// otherwise (two rows that nothing tells apart) they are told apart by their order.
pub(super) fn one_of_each(mut findings: Vec<Finding>) -> Vec<Finding> {
    let all_differ = {
        let mut seen = HashSet::new();
        findings.iter().all(|finding| seen.insert(about(finding)))
    };
    if all_differ {
        findings.iter_mut().for_each(|finding| finding.id = id(finding, 0));
        return findings;
    }
    let mut all = sorted(findings, |a, b| about(a).cmp(&about(b)));
    let is_actual = |finding: &Finding| finding.basis == Some(Basis::Actual);
    let groups = all.chunk_by(|a, b| about(a) == about(b));
    let stays: Vec<bool> = groups
        .flat_map(|group| {
            let decided = group.iter().any(is_actual);
            group.iter().map(move |finding| !decided || finding.basis != Some(Basis::Plan))
        })
        .collect();
    let mut stays = stays.into_iter();
    all.retain(|_| stays.next().unwrap_or(true));
    for group in all.chunk_by_mut(|a, b| about(a) == about(b)) {
        for (place, finding) in group.iter_mut().enumerate() {
            finding.id = id(finding, place);
        }
    }
    all
}

fn about(finding: &Finding) -> (&str, &super::finding::Subject) {
    (&finding.rule, &finding.subject)
}

/// The first 16 hex digits of SHA-256 over rule and subject (and the place among equals, after the first).
fn id(finding: &Finding, place: usize) -> String {
    let subject = &finding.subject;
    let parts = [
        Some(subject.kind.to_owned()),
        subject.person.clone(),
        subject.date.clone(),
        subject.unit.clone(),
        subject.meal.map(|n| n.to_string()),
        subject.week_ending.clone(),
        subject.item.clone(),
        subject.account.clone(),
        subject.po.clone(),
        (place > 0).then(|| place.to_string()),
    ];
    let mut hash = Sha256::new();
    hash.update(finding.rule.as_bytes());
    for part in parts {
        hash.update([0]);
        hash.update(part.unwrap_or_default().as_bytes());
    }
    hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

type Order<'a> = (Severity, &'a Option<String>, &'a str, &'a super::finding::Subject, &'a str);

/// Errors first, then by date, rule, subject: the order in every report.
fn order(finding: &Finding) -> Order<'_> {
    (finding.severity, &finding.subject.date, &finding.rule, &finding.subject, &finding.id)
}

/// Counts and sums. A waived or an undetermined finding is counted there and nowhere else.
pub fn summary(findings: &[Finding]) -> Summary {
    let mut summary = Summary::default();
    let mut cost = Purse::default();
    for finding in findings {
        if finding.waiver.is_some() {
            summary.waived += 1;
            continue;
        }
        if finding.outcome == Outcome::Undetermined {
            summary.undetermined += 1;
            continue;
        }
        match finding.severity {
            Severity::Error => summary.error += 1,
            Severity::Warning => summary.warning += 1,
            Severity::Info => summary.info += 1,
        }
        if let Some(money) = &finding.cost {
            cost.add(money);
        }
    }
    summary.cost = cost.iter().collect();
    summary
}

//! `callboard push DAY +0:30`: moves a unit's day, and says what that changes and who must be told.

use super::build::{count, say, state_setting};
use super::output::Voice;
use super::{Common, PushArgs, Status};
use crate::check::finding::Finding;
use crate::folder::Folder;
use crate::ingest::value::push as read_push;
use crate::model::{Minutes, Money, Push};
use crate::pipeline::{self, Engine, Hold, PushDone, PushOptions};
use crate::render::call_sheet::revision;
use anyhow::{Context, Result, bail};

pub fn run(common: &Common, args: &PushArgs) -> Result<Status> {
    let voice = Voice::new(common);
    let Some(minutes) = read_push::parse(&args.by) else {
        bail!(
            "“{}” is no push: write how far the call moves, such as +0:30, -0:15, or 0:00 to take a push back",
            args.by
        );
    };
    let folder = Folder::open(&args.folder, None)
        .with_context(|| format!("{} cannot be opened", args.folder.display()))?;
    let state = state_setting(&folder);
    let hold = match args.dry_run {
        true => Hold::look(&folder, state.as_deref()),
        // A watch may hold the folder all day: this takes its turn between two of its passes.
        false => Hold::share(&folder, state.as_deref())?,
    };
    let mut engine = Engine::new(&std::env::current_exe()?);
    let asked = PushOptions {
        day: args.day.clone(),
        unit: args.unit.clone(),
        minutes,
        today: common.today,
        dry_run: args.dry_run,
    };
    let done = pipeline::push(&mut engine, &folder, &hold, &asked)?;
    report(voice, &done);
    match &done.built {
        Some(built) => {
            say(voice, &folder, built);
            Ok(Status::needs_a_person_if(built.needs_a_person))
        }
        None => {
            voice.result("Nothing was changed: this was a dry run.");
            Ok(Status::Done)
        }
    }
}

fn report(voice: Voice, done: &PushDone) {
    voice.result(&moved(done));
    let change = &done.change;
    list(voice, "Newly in breach", &change.created);
    list(voice, "No longer in breach", &change.cured);
    if !change.changed.is_empty() {
        voice.result(&format!("In breach before and after, by another measure ({}):", change.changed.len()));
        for (was, is) in &change.changed {
            line(voice, is);
            voice.result(&format!("    before: {}", was.message));
        }
    }
    if change.created.is_empty() && change.cured.is_empty() && change.changed.is_empty() {
        voice.result("The push changes no finding.");
    }
    voice.result(&format!(
        "The breaches of the plan cost {} before and {} after.",
        sum(&change.before),
        sum(&change.after)
    ));
    if let Some(issued) = &done.issued {
        let name = revision::name(issued);
        voice.result(&format!("The sheet that went out ({name}) says the old calls: issue it again."));
    }
    told(voice, done);
}

/// `Main, 2026-10-31: pushed 0:30; crew call Sat 18:00 → Sat 18:30.`
fn moved(done: &PushDone) -> String {
    let push = |minutes| {
        let push = Push { date: done.date, unit: done.unit.clone(), minutes, cell: None };
        if minutes == 0 { "not pushed".to_owned() } else { push.words().to_lowercase() }
    };
    let before = if done.was == 0 { String::new() } else { format!(" ({} before)", push(done.was)) };
    let call = done.call.map_or(String::new(), |(from, to)| {
        format!("; crew call {} → {}", from.format("%a %H:%M"), to.format("%a %H:%M"))
    });
    format!("{}, {}: {}{before}{call}.", done.unit, done.date, push(done.minutes))
}

fn list(voice: Voice, what: &str, findings: &[Finding]) {
    if findings.is_empty() {
        return;
    }
    voice.result(&format!("{what} ({}):", findings.len()));
    findings.iter().for_each(|finding| line(voice, finding));
}

fn line(voice: Voice, finding: &Finding) {
    voice.result(&format!("  {}[{}] {}", finding.severity.word(), finding.rule, finding.message));
}

fn sum(purse: &[Money]) -> String {
    if purse.is_empty() {
        return "nothing".into();
    }
    purse.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ")
}

/// Everybody whose call moved, with where they can be reached.
fn told(voice: Voice, done: &PushDone) {
    if done.told.is_empty() {
        voice.result("Nobody's call moves.");
        return;
    }
    let by = Minutes(done.minutes.saturating_sub(done.was).saturating_abs());
    let word = if done.minutes < done.was { "earlier" } else { "later" };
    voice.result(&format!(
        "To be told ({}, whose calls are {by} {word}):",
        count(done.told.len(), "person").replace("persons", "people")
    ));
    let widest =
        |of: fn(&pipeline::Told) -> &str| done.told.iter().map(|t| of(t).chars().count()).max().unwrap_or(0);
    let (name, position) = (widest(|t| &t.name), widest(|t| &t.position));
    let (before, after) = (widest(|t| &t.before), widest(|t| &t.after));
    for person in &done.told {
        let contacts: Vec<&str> =
            [&person.phone, &person.email].into_iter().flatten().map(String::as_str).collect();
        let contacts =
            if contacts.is_empty() { "no telephone number, no address".into() } else { contacts.join("  ") };
        voice.result(&format!(
            "  {:<name$}  {:<position$}  {:<before$} → {:<after$}  {contacts}",
            person.name, person.position, person.before, person.after
        ));
    }
}

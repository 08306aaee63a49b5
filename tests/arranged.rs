//! What is arranged beside the shooting days travels as invitations: rehearsals and fittings of Calls, due dates of
//! Deliverables, meetings; and who has no address is to be telephoned, of each change again.

mod common;

use common::{callboard, stderr, stdout};
use mailparse::{MailHeaderMap, ParsedMail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A week of preparation: nobody shoots.
fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    fs::create_dir_all(folder.join("inbox")).unwrap();
    for (name, text) in [
        (
            "callboard.toml",
            "[production]\ntitle = \"Small\"\ncompany = \"Small LLC\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\n\
             region = \"CA\"\n[mail]\nfrom = \"Small Office <office@example.com>\"\n",
        ),
        ("inbox/schedule.csv", "Date,Day Type\n2026-11-24,rehearsal\n2026-11-25,prep\n2026-11-26,prep\n"),
        (
            "inbox/crew.csv",
            "Name,Position,Department,Phone,Email\nDana Ruiz,1st AD,Direction,(323) 555-0101,dana@example.com\n\
             Lee Park,Key Grip,Grip,(323) 555-0102,\n",
        ),
        (
            "inbox/cast.csv",
            "No.,Character,Name,Email\n1,MARA,Aiko Watanabe,aiko@example.com\n2,COLE,Kit Farrow,kit@example.com\n",
        ),
    ] {
        fs::write(folder.join(name), text).unwrap();
    }
    (dir, folder)
}

/// An invitation: subject, and the calendar's lines, unfolded.
#[derive(Debug)]
struct Mail {
    subject: String,
    calendar: Vec<String>,
}

impl Mail {
    fn line(&self, key: &str) -> &str {
        let found = self.calendar.iter().find_map(|line| line.strip_prefix(key));
        found.unwrap_or_else(|| panic!("no {key} in {:?}", self.calendar))
    }
}

fn calendar(part: &ParsedMail, lines: &mut Vec<String>) {
    if part.ctype.mimetype == "text/calendar" {
        let text = part.get_body().unwrap().replace("\r\n", "\n").replace("\n ", "");
        *lines = text.lines().map(str::to_owned).collect();
    }
    part.subparts.iter().for_each(|part| calendar(part, lines));
}

/// What a build of that day writes: invitations by address and what they are about.
fn build(folder: &Path, today: &str) -> BTreeMap<(String, String), Mail> {
    let output = callboard(&["build", folder.to_str().unwrap(), "--today", today]);
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", stderr(&output));
    let mut found = BTreeMap::new();
    let Ok(entries) = fs::read_dir(folder.join("out/mail").join(today)) else { return found };
    for path in
        entries.map(|entry| entry.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "eml"))
    {
        let bytes = fs::read(&path).unwrap();
        let parsed = mailparse::parse_mail(&bytes).unwrap();
        let mut mail =
            Mail { subject: parsed.headers.get_first_value("Subject").unwrap(), calendar: Vec::new() };
        calendar(&parsed, &mut mail.calendar);
        if mail.calendar.is_empty() {
            continue;
        }
        let to = parsed.headers.get_first_value("To").unwrap();
        let address = to.split(['<', '>']).nth(1).unwrap_or(&to).to_owned();
        let what = mail.line("SUMMARY:").rsplit(": ").next().unwrap().to_owned();
        found.insert((address, what), mail);
    }
    found
}

fn telephone(folder: &Path, today: &str) -> String {
    fs::read_to_string(folder.join("out/mail").join(today).join("to-telephone.txt")).unwrap_or_default()
}

fn of<'a>(mails: &'a BTreeMap<(String, String), Mail>, address: &str, what: &str) -> &'a Mail {
    mails
        .get(&(address.to_owned(), what.to_owned()))
        .unwrap_or_else(|| panic!("{address} {what}: {mails:#?}"))
}

#[test]
fn rehearsals_and_fittings_of_calls_travel_move_and_are_taken_back() {
    let (_dir, folder) = production();
    let calls = |rows: &str| {
        fs::write(
            folder.join("inbox/calls.csv"),
            format!("Date,No.,Status,Report,Rehearsal,Wardrobe,Est. Dismiss,Location\n{rows}"),
        )
        .unwrap();
    };
    calls("2026-11-24,1,R,,10:00A,,1:00P,Stage 2\n2026-11-25,2,FT,,,3:30P,,Costume House\n");
    let mails = build(&folder, "2026-11-23");
    assert_eq!(mails.len(), 2, "{mails:#?}");
    let rehearsal = of(&mails, "aiko@example.com", "Rehearsal");
    assert_eq!(rehearsal.subject, "Small – Rehearsal, Tuesday, November 24, 2026, 10:00A");
    assert_eq!((rehearsal.line("METHOD:"), rehearsal.line("SEQUENCE:")), ("REQUEST", "0"));
    assert_eq!(rehearsal.line("DTSTART;TZID=America/Los_Angeles:"), "20261124T100000");
    assert_eq!(rehearsal.line("DTEND;TZID=America/Los_Angeles:"), "20261124T130000");
    assert_eq!(rehearsal.line("LOCATION:"), "Stage 2");
    let fitting = of(&mails, "kit@example.com", "Fitting");
    assert_eq!(fitting.line("DTSTART;TZID=America/Los_Angeles:"), "20261125T153000");
    let uid = fitting.line("UID:").to_owned();

    calls("2026-11-24,1,R,,10:00A,,1:00P,Stage 2\n2026-11-26,2,FT,,,4:00P,,Costume House\n");
    let mails = build(&folder, "2026-11-23");
    let fitting = of(&mails, "kit@example.com", "Fitting");
    assert_eq!((fitting.line("UID:"), fitting.line("SEQUENCE:")), (uid.as_str(), "1"));
    assert_eq!(fitting.line("DTSTART;TZID=America/Los_Angeles:"), "20261126T160000");
    assert_eq!(of(&mails, "aiko@example.com", "Rehearsal").line("SEQUENCE:"), "0", "hers is as it was");

    calls("2026-11-24,1,R,,10:00A,,1:00P,Stage 2\n");
    let mails = build(&folder, "2026-11-23");
    let fitting = of(&mails, "kit@example.com", "Fitting");
    assert_eq!(
        (fitting.line("METHOD:"), fitting.line("UID:"), fitting.line("SEQUENCE:")),
        ("CANCEL", uid.as_str(), "2")
    );
}

#[test]
fn due_dates_of_deliverables_reach_whoever_asked_for_them() {
    let (_dir, folder) = production();
    fs::write(
        folder.join("inbox/recipients.csv"),
        "Name,Email,Documents\nPat Post,pat@example.com,\"Deadlines, cost report\"\nSam Other,sam@example.com,cost report\n",
    )
    .unwrap();
    let deliverables = |rows: &str| {
        fs::write(
            folder.join("inbox/deliverables.csv"),
            format!("Deliverable,Spec,Due,Status,Delivered\n{rows}"),
        )
        .unwrap();
    };
    deliverables(
        "Locked cut,netflix,2026-12-04,in work,\nTrailer,,2026-12-01,accepted,\nStills,,2026-12-02,,2026-11-20\nOld,,2026-11-02,,\n",
    );
    let mails = build(&folder, "2026-11-23");
    assert_eq!(mails.len(), 1, "what is accepted, delivered or long due is no deadline: {mails:#?}");
    let cut = of(&mails, "pat@example.com", "Locked cut is due");
    assert_eq!((cut.line("DTSTART;VALUE=DATE:"), cut.line("SEQUENCE:")), ("20261204", "0"));
    let uid = cut.line("UID:").to_owned();
    let problems = fs::read_to_string(folder.join("out/intake/problems.json")).unwrap();
    assert!(!problems.contains("No document is called"), "{problems}");
    // It moves, and in the end it is delivered: the entry moves, and is taken away.
    deliverables("Locked cut,netflix,2026-12-11,in work,\n");
    let mails = build(&folder, "2026-11-24");
    let cut = of(&mails, "pat@example.com", "Locked cut is due");
    assert_eq!(
        (cut.line("UID:"), cut.line("SEQUENCE:"), cut.line("DTSTART;VALUE=DATE:")),
        (uid.as_str(), "1", "20261211")
    );
    deliverables("Locked cut,netflix,2026-12-11,in work,2026-11-25\n");
    let mails = build(&folder, "2026-11-25");
    let cut = of(&mails, "pat@example.com", "Locked cut is due");
    assert_eq!((cut.line("METHOD:"), cut.line("UID:")), ("CANCEL", uid.as_str()));
}

#[test]
fn who_has_no_address_is_to_be_telephoned_about_a_meeting_and_about_each_change_of_it() {
    let (_dir, folder) = production();
    let meetings = |rows: &str| {
        fs::write(folder.join("inbox/meetings.csv"), format!("Date,Time,What,Who\n{rows}")).unwrap();
    };
    meetings("2026-11-26,10:00A,Production meeting,crew\n");
    let mails = build(&folder, "2026-11-23");
    assert_eq!(mails.keys().map(|(to, _)| to.as_str()).collect::<Vec<_>>(), ["dana@example.com"]);
    let list = telephone(&folder, "2026-11-23");
    assert!(
        list.contains("Lee Park  (323) 555-0102  (Production meeting, Thursday, November 26, 2026, 10:00A)"),
        "{list}"
    );
    let report = stdout(&callboard(&["outbox", folder.to_str().unwrap(), "report"]));
    assert!(report.contains("Lee Park") && report.contains("Production meeting"), "{report}");
    // The next day he knows; when it moves he does not, and neither when it is off.
    build(&folder, "2026-11-24");
    assert!(!telephone(&folder, "2026-11-24").contains("Production meeting"));
    meetings("2026-11-26,2:00P,Production meeting,crew\n");
    build(&folder, "2026-11-24");
    assert!(
        telephone(&folder, "2026-11-24").contains("(Production meeting, Thursday, November 26, 2026, 2:00P)")
    );
    meetings("");
    build(&folder, "2026-11-25");
    let list = telephone(&folder, "2026-11-25");
    assert!(list.contains("Lee Park") && list.contains("CANCELLED: Production meeting"), "{list}");
    // With an address he gets an invitation, and no cancellation of what he was told by telephone.
    meetings("2026-11-27,9:00A,Tech scout,crew\n");
    build(&folder, "2026-11-25");
    let crew = fs::read_to_string(folder.join("inbox/crew.csv")).unwrap();
    fs::write(folder.join("inbox/crew.csv"), crew.replace("555-0102,", "555-0102,lee@example.com")).unwrap();
    let mails = build(&folder, "2026-11-26");
    let scout = of(&mails, "lee@example.com", "Tech scout");
    assert_eq!(scout.line("METHOD:"), "REQUEST");
    assert!(!telephone(&folder, "2026-11-26").contains("Lee Park"), "{}", telephone(&folder, "2026-11-26"));
}

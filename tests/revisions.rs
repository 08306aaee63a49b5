//! Revised call sheets end to end: what is issued, edited and issued again, and the mail that comes of it.
#![cfg(feature = "pdf")]

mod common;

use common::{callboard, stderr, stdout};
use mailparse::{MailHeaderMap, ParsedMail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const TODAY: &str = "2026-11-23";

/// Two shooting days, the second of them tomorrow; two of the cast and two of the crew, all with an address.
fn production() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("small");
    for (name, text) in [
        (
            "callboard.toml",
            "[production]\ntitle = \"Small\"\ncompany = \"Small LLC\"\ntime_zone = \"America/Los_Angeles\"\ncountry = \"US\"\n\
             region = \"CA\"\nphotography_start = 2026-11-02\n[mail]\nfrom = \"Small Office <office@example.com>\"\n",
        ),
        ("inbox/schedule.csv", SCHEDULE),
        (
            "inbox/crew.csv",
            "Name,Position,Department,Agreement,Rate,Per,Call,Phone,Email\n\
             Dana Ruiz,1st AD,Direction,non-union,$50.00,hour,,(323) 555-0101,dana@example.com\n\
             Lee Park,Key Grip,Grip,IATSE,$40.00,hour,6:30A,(323) 555-0102,lee@example.com\n",
        ),
        (
            "inbox/cast.csv",
            "No.,Character,Name,Agreement,Email,Phone\n1,MARA,Aiko Watanabe,non-union,aiko@example.com,\n\
             2,COLE,Kit Farrow,non-union,kit@example.com,\n",
        ),
        ("inbox/calls.csv", CALLS),
    ] {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    (dir, folder)
}

const SCHEDULE: &str = "Date,Day,Crew Call,Lunch,Est. Wrap,Weather\n\
    2026-11-23,2,8:00A,1:00P,8:00P,Dry\n2026-11-24,3,7:00A,1:00P,7:00P,Dry\n";
const CALLS: &str = "Date,No.,Status,Report,On Set\n2026-11-24,1,W,7:00A,8:00A\n2026-11-24,2,W,6:00A,7:30A\n";

fn run(args: &[&str], folder: &Path, today: &str) -> (i32, String, String) {
    let mut all = args.to_vec();
    all.push(folder.to_str().unwrap());
    all.extend(["--today", today]);
    let output = callboard(&all);
    (output.status.code().unwrap(), stdout(&output), stderr(&output))
}

fn issue(folder: &Path, at: &str) -> String {
    let (status, said, wrong) = run(&["issue", "3", "--at", at], folder, TODAY);
    assert_eq!(status, 0, "{said}{wrong}");
    said
}

fn edit(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join("inbox").join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// A draft as its reader sees it.
#[derive(Debug)]
struct Mail {
    subject: String,
    text: String,
    /// The invitation's lines, unfolded.
    calendar: Vec<String>,
    attached: Vec<String>,
}

impl Mail {
    fn line(&self, key: &str) -> &str {
        let found = self.calendar.iter().find_map(|line| line.strip_prefix(key));
        found.unwrap_or_else(|| panic!("no {key} in {:?}", self.calendar))
    }
}

/// The drafts of a day by address.
fn drafts(folder: &Path, today: &str) -> BTreeMap<String, Mail> {
    let dir = folder.join("out/mail").join(today);
    let Ok(entries) = fs::read_dir(&dir) else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    for entry in entries {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "eml") {
            let bytes = fs::read(&path).unwrap();
            let parsed = mailparse::parse_mail(&bytes).unwrap();
            let to = parsed.headers.get_first_value("To").unwrap();
            let address = to.split(['<', '>']).nth(1).unwrap_or(&to).to_owned();
            let mut mail = Mail {
                subject: parsed.headers.get_first_value("Subject").unwrap(),
                text: String::new(),
                calendar: Vec::new(),
                attached: Vec::new(),
            };
            collect(&parsed, &mut mail);
            found.insert(address, mail);
        }
    }
    found
}

fn collect(part: &ParsedMail, mail: &mut Mail) {
    match part.ctype.mimetype.as_str() {
        "text/plain" => mail.text = part.get_body().unwrap(),
        "text/calendar" => {
            let text = part.get_body().unwrap().replace("\r\n", "\n").replace("\n ", "");
            mail.calendar = text.lines().map(str::to_owned).collect();
        }
        "application/pdf" | "application/ics" => {
            mail.attached.extend(part.get_content_disposition().params.get("filename").cloned());
        }
        _ => {}
    }
    part.subparts.iter().for_each(|part| collect(part, mail));
}

#[test]
fn whoever_a_change_concerns_is_told_first_what_it_is_and_the_rest_get_a_digest() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:05");
    let first = drafts(&folder, TODAY);
    assert_eq!(first.len(), 4);
    let aiko = &first["aiko@example.com"];
    assert_eq!(aiko.subject, "Small – call sheet for Tuesday, November 24, 2026 – FINAL, WHITE REV. 1");
    assert!(aiko.text.starts_with("Your call on Tuesday, November 24, 2026: 7:00A."), "{}", aiko.text);
    assert_eq!((aiko.line("METHOD:"), aiko.line("SEQUENCE:")), ("REQUEST", "0"));
    assert_eq!(aiko.line("DTSTART;TZID=America/Los_Angeles:"), "20261124T070000");
    // No dismissal is planned for her, so the day's estimated wrap ends it: 7 in the evening.
    assert_eq!(aiko.line("DTEND;TZID=America/Los_Angeles:"), "20261124T190000");
    let uid = aiko.line("UID:").to_owned();
    assert_ne!(uid, first["kit@example.com"].line("UID:"));

    edit(&folder, "calls.csv", "1,W,7:00A", "1,W,6:30A");
    let said = issue(&folder, "2026-11-23 20:40");
    assert!(said.contains("BLUE REV. 2"), "{said}");
    let second = drafts(&folder, TODAY);
    let aiko = &second["aiko@example.com"];
    assert_eq!(
        aiko.subject,
        "REVISED Blue – Small – Your call moved from 7:00A to 6:30A, Tuesday, November 24, 2026"
    );
    assert!(aiko.text.starts_with("Your call moved from 7:00A to 6:30A.\r\n"), "{}", aiko.text);
    assert!(aiko.text.contains("FINAL, BLUE REV. 2, which replaces WHITE REV. 1 of 6:05P"), "{}", aiko.text);
    assert_eq!((aiko.line("UID:"), aiko.line("SEQUENCE:")), (uid.as_str(), "2"));
    assert_eq!(aiko.line("DTSTART;TZID=America/Los_Angeles:"), "20261124T063000");
    // 20:40 in Los Angeles, UTC − 8.
    assert_eq!(aiko.line("DTSTAMP:"), "20261124T044000Z");
    for other in ["dana@example.com", "lee@example.com", "kit@example.com"] {
        let digest = &second[other];
        assert!(digest.subject.contains("changes to the call sheet"), "{}", digest.subject);
        assert!(digest.text.contains("* Aiko Watanabe: call 7:00A → 6:30A"), "{}", digest.text);
        assert!(digest.text.contains("Nothing changed for you: your call stays"), "{}", digest.text);
        assert_eq!(digest.calendar, [] as [&str; 0]);
    }
    for mail in second.values() {
        assert!(!mail.text.contains("$50") && !mail.text.contains("$40"), "a rate in {}", mail.text);
    }
}

#[test]
fn who_is_dropped_is_told_and_the_calendar_is_cleared() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:05");
    let uid = drafts(&folder, TODAY)["kit@example.com"].line("UID:").to_owned();
    edit(&folder, "calls.csv", "2026-11-24,2,W,6:00A,7:30A\n", "");
    issue(&folder, "2026-11-23 20:40");
    let kit = &drafts(&folder, TODAY)["kit@example.com"];
    assert_eq!(kit.subject, "CANCELLED – Small – your call on Tuesday, November 24, 2026");
    assert!(kit.text.starts_with("You are no longer called (your call was 6:00A)."), "{}", kit.text);
    assert_eq!((kit.line("METHOD:"), kit.line("SEQUENCE:"), kit.line("UID:")), ("CANCEL", "2", uid.as_str()));
    assert_eq!(kit.attached, ["call.ics"], "who is off the sheet gets no sheet");

    // Back on the sheet: the same event, with a higher number.
    fs::write(folder.join("inbox/calls.csv"), CALLS).unwrap();
    issue(&folder, "2026-11-23 21:00");
    let kit = &drafts(&folder, TODAY)["kit@example.com"];
    assert!(kit.text.starts_with("You are called: 6:00A."), "{}", kit.text);
    assert_eq!(
        (kit.line("METHOD:"), kit.line("SEQUENCE:"), kit.line("UID:")),
        ("REQUEST", "4", uid.as_str())
    );
}

#[test]
fn a_day_that_is_off_the_schedule_is_taken_back_from_everybody() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:05");
    let uid = drafts(&folder, TODAY)["dana@example.com"].line("UID:").to_owned();
    edit(&folder, "schedule.csv", "2026-11-24,3,7:00A,1:00P,7:00P,Dry\n", "");
    edit(&folder, "calls.csv", "2026-11-24,1,W,7:00A,8:00A\n2026-11-24,2,W,6:00A,7:30A\n", "");
    run(&["build"], &folder, TODAY);
    let mails = drafts(&folder, TODAY);
    assert_eq!(mails.len(), 4, "{mails:?}");
    let dana = &mails["dana@example.com"];
    assert_eq!(dana.subject, "CANCELLED – Small – your call on Tuesday, November 24, 2026");
    // After the first issue (0) and before a second one (2).
    assert_eq!(
        (dana.line("METHOD:"), dana.line("SEQUENCE:"), dana.line("UID:")),
        ("CANCEL", "1", uid.as_str())
    );
}

#[test]
fn a_sheet_of_this_very_day_is_mailed_when_it_is_issued() {
    let (_dir, folder) = production();
    let day = "2026-11-24";
    let (_, said, _) = run(&["issue", "3", "--at", "2026-11-24 04:50"], &folder, day);
    assert!(!said.contains("Not mailed"), "{said}");
    let mails = drafts(&folder, day);
    assert_eq!(mails.len(), 4, "{mails:?}");
    // What went out yesterday is not drafted again, until it changes.
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:05");
    run(&["build"], &folder, day);
    assert_eq!(drafts(&folder, day).len(), 0);
    edit(&folder, "calls.csv", "1,W,7:00A", "1,W,7:30A");
    run(&["build"], &folder, day);
    let aiko = &drafts(&folder, day)["aiko@example.com"];
    assert!(
        aiko.subject.starts_with("REVISED (preliminary) – Small – Your call moved from 7:00A to 7:30A"),
        "{}",
        aiko.subject
    );
    assert_eq!(aiko.calendar, [] as [&str; 0], "what is not issued may still change");
}

#[test]
fn a_day_that_is_over_is_issued_for_the_record_and_that_is_said() {
    let (_dir, folder) = production();
    let (_, said, _) = run(&["issue", "3", "--at", "2026-11-25 09:00"], &folder, "2026-11-25");
    assert!(said.contains("Not mailed: its day is over."), "{said}");
    assert_eq!(drafts(&folder, "2026-11-25").len(), 0);
}

#[test]
fn a_call_past_midnight_stands_on_the_next_day_of_the_calendar() {
    let (_dir, folder) = production();
    // 25:30 on the 24th is half past one on the 25th, and the wrap of that night 30:00.
    edit(&folder, "calls.csv", "2,W,6:00A,7:30A", "2,W,25:30,26:00");
    edit(&folder, "schedule.csv", "7:00A,1:00P,7:00P", "7:00A,1:00P,30:00");
    issue(&folder, "2026-11-23 18:05");
    let kit = &drafts(&folder, TODAY)["kit@example.com"];
    assert_eq!(kit.line("DTSTART;TZID=America/Los_Angeles:"), "20261125T013000");
    assert_eq!(kit.line("DTEND;TZID=America/Los_Angeles:"), "20261125T060000");
}

fn message_id(folder: &Path, name: &str) -> String {
    let dir = folder.join("out/mail").join(TODAY);
    let path = fs::read_dir(&dir)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.to_str().unwrap().contains(name))
        .unwrap();
    let bytes = fs::read(path).unwrap();
    mailparse::parse_mail(&bytes).unwrap().headers.get_first_value("Message-ID").unwrap()
}

fn drop_letter(folder: &Path, name: &str, text: &str) {
    let dir = folder.join("inbox/replies");
    fs::create_dir_all(&dir).unwrap();
    fs::write(dir.join(name), text).unwrap();
}

#[test]
fn what_comes_back_is_known_by_whose_it_is() {
    let (_dir, folder) = production();
    issue(&folder, "2026-11-23 18:05");
    let (aiko, kit, lee) =
        (message_id(&folder, "Aiko"), message_id(&folder, "Kit"), message_id(&folder, "Lee"));
    drop_letter(
        &folder,
        "ok.eml",
        &format!(
            "From: Aiko <aiko@example.com>\r\nSubject: Re: call sheet\r\nIn-Reply-To: {aiko}\r\n\
             Date: Mon, 23 Nov 2026 19:00:00 -0800\r\n\r\nOK, see you\r\n\r\nOn Monday the office wrote:\r\n> but not late\r\n"
        ),
    );
    drop_letter(
        &folder,
        "question.eml",
        &format!(
            "From: kit@example.com\r\nSubject: Re: call sheet\r\nIn-Reply-To: {kit}\r\n\r\nOK but which gate?\r\n"
        ),
    );
    drop_letter(
        &folder,
        "bounce.eml",
        &format!(
            "From: MAILER-DAEMON@mx.example.net\r\nSubject: Undelivered Mail Returned to Sender\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
             Content-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; lee@example.com\r\nAction: failed\r\n\
             Status: 5.2.2\r\n\r\n--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {lee}\r\n\r\n--b--\r\n"
        ),
    );
    let (_, said, wrong) = run(&["build"], &folder, TODAY);
    assert!(!wrong.contains(".eml") && !said.contains(".eml"), "a letter is no spreadsheet: {said}{wrong}");
    let status = || run(&["status"], &folder, TODAY).1;
    let said = status();
    for line in [
        "inbox/replies/question.eml to be read: it is from kit@example.com: “OK but which gate?”.",
        "somebody to tell Lee Park: mail to lee@example.com came back (failed: 5.2.2): call (323) 555-0102.",
        "answers to WHITE REV. 1 of Main, 2026-11-24: 1 of 4 confirmed it; not heard of: Kit Farrow, Dana Ruiz.",
    ] {
        assert!(said.contains(line), "{line}\n{said}");
    }
    let manifest: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("out/manifest.json")).unwrap()).unwrap();
    let issued =
        manifest["documents"].as_array().unwrap().iter().find(|d| d["recipients"].is_array()).unwrap();
    let told: Vec<(&str, &str)> = issued["recipients"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| (r["to"].as_str().unwrap(), r["answer"].as_str().unwrap_or("-")))
        .collect();
    assert_eq!(
        told,
        [
            ("aiko@example.com", "confirmed"),
            ("dana@example.com", "-"),
            ("kit@example.com", "to read"),
            ("lee@example.com", "bounced")
        ]
    );
    // What somebody confirmed stays confirmed when the letter is put away; and a call that moved needs a new answer.
    fs::remove_dir_all(folder.join("inbox/replies")).unwrap();
    run(&["build"], &folder, TODAY);
    assert!(status().contains("1 of 4 confirmed it"), "{}", status());
    edit(&folder, "calls.csv", "2,W,6:00A", "2,W,5:30A");
    issue(&folder, "2026-11-23 20:40");
    assert!(
        status().contains("answers to BLUE REV. 2 of Main, 2026-11-24: 1 of 4 confirmed it"),
        "{}",
        status()
    );
    edit(&folder, "calls.csv", "1,W,7:00A", "1,W,6:30A");
    issue(&folder, "2026-11-23 21:00");
    assert!(
        status().contains("answers to PINK REV. 3 of Main, 2026-11-24: 0 of 4 confirmed it"),
        "hers moved, too: {}",
        status()
    );
}

#[test]
fn a_meeting_travels_moves_and_is_taken_back() {
    let (_dir, folder) = production();
    let meetings = |rows: &str| {
        fs::write(folder.join("inbox/meetings.csv"), format!("Date,Time,End,What,Who,Kind,Place\n{rows}"))
            .unwrap();
        run(&["build"], &folder, TODAY);
        let mut mails = BTreeMap::new();
        let dir = folder.join("out/mail").join(TODAY);
        for entry in fs::read_dir(&dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            let Ok(bytes) = fs::read(&path) else { continue };
            if path.extension().is_none_or(|e| e != "eml") {
                continue;
            }
            let parsed = mailparse::parse_mail(&bytes).unwrap();
            let subject = parsed.headers.get_first_value("Subject").unwrap();
            let to = parsed.headers.get_first_value("To").unwrap();
            let mut mail = Mail { subject, text: String::new(), calendar: Vec::new(), attached: Vec::new() };
            collect(&parsed, &mut mail);
            if mail.subject.contains("roduction meeting") || mail.subject.contains("ocked cut") {
                mails.insert(
                    (mail.subject.clone(), to.split(['<', '>']).nth(1).unwrap_or(&to).to_owned()),
                    mail,
                );
            }
        }
        mails
    };
    let row = "2026-11-26,10:00A,11:00A,Production meeting,\"Direction, Lee Park\",meeting,Stage 2\n";
    let mails = meetings(row);
    // The department of one, and one by name.
    assert_eq!(
        mails.keys().map(|(_, to)| to.as_str()).collect::<Vec<_>>(),
        ["dana@example.com", "lee@example.com"]
    );
    let mail = mails.values().next().unwrap();
    assert_eq!(mail.subject, "Small – Production meeting, Thursday, November 26, 2026, 10:00A");
    assert!(mail.text.contains("Stage 2"), "{}", mail.text);
    let uid = mail.line("UID:").to_owned();
    assert_eq!((mail.line("METHOD:"), mail.line("SEQUENCE:")), ("REQUEST", "0"));
    assert_eq!(mail.line("DTSTART;TZID=America/Los_Angeles:"), "20261126T100000");
    assert_eq!(mail.line("DTEND;TZID=America/Los_Angeles:"), "20261126T110000");
    // Another pass of the same day says the same; another day moves the same entry; a deadline has no time.
    assert_eq!(meetings(row).values().next().unwrap().line("SEQUENCE:"), "0");
    let moved = meetings(
        "2026-11-27,2:00P,,Production meeting,\"Direction, Lee Park\",meeting,Stage 2\n2026-12-04,,,Locked cut,dana@example.com,deadline,\n",
    );
    assert_eq!(moved.len(), 3, "{:?}", moved.keys());
    let meeting = &moved[&(
        "Small – Production meeting, Friday, November 27, 2026, 2:00P".to_owned(),
        "dana@example.com".to_owned(),
    )];
    assert_eq!((meeting.line("UID:"), meeting.line("SEQUENCE:")), (uid.as_str(), "1"));
    let deadline = moved.values().find(|mail| mail.subject.contains("ocked cut")).unwrap();
    assert_eq!(deadline.line("DTSTART;VALUE=DATE:"), "20261204");
    let gone = meetings("2026-12-04,,,Locked cut,dana@example.com,deadline,\n");
    let gone = gone.values().find(|m| m.subject.contains("CANCELLED")).unwrap();
    assert_eq!(
        (gone.line("METHOD:"), gone.line("UID:"), gone.line("SEQUENCE:")),
        ("CANCEL", uid.as_str(), "2")
    );
}

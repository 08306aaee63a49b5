//! Revised call sheets on their way: approved and sent by SMTP, each to whom it concerns, never twice, never stale; and what
//! comes back stands in the report.

use crate::fixture::{Production, Run, finish, nothing_lost_or_twice, plain};
use crate::server::{Do, Server, Taken};
use callboard::store::State;
use mailparse::{MailHeaderMap, ParsedMail};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;

const TODAY: &str = "2026-11-24";
const ALL: [&str; 4] = ["aiko@example.com", "dana@example.com", "kit@example.com", "lee@example.com"];

/// A sheet of tomorrow for two of the cast and two of the crew, in the mode that sends: call sheets wait for approval.
struct Office<'a> {
    production: Production,
    server: &'a Server,
}

impl Office<'_> {
    fn new(server: &Server) -> Office<'_> {
        let production = Production::new(&plain(server), &[], "");
        let inbox = production.root.join("inbox");
        fs::remove_file(inbox.join("times.csv")).unwrap();
        for (name, text) in [
            (
                "schedule.csv",
                "Date,Day,Crew Call,Lunch,Est. Wrap\n2026-11-24,3,8:00A,1:00P,8:00P\n2026-11-25,4,7:00A,1:00P,7:00P\n",
            ),
            (
                "crew.csv",
                "Name,Position,Department,Call,Email\nDana Ruiz,1st AD,Direction,,dana@example.com\n\
                 Lee Park,Key Grip,Grip,6:30A,lee@example.com\n",
            ),
            (
                "cast.csv",
                "No.,Character,Name,Email\n1,MARA,Aiko Watanabe,aiko@example.com\n2,COLE,Kit Farrow,kit@example.com\n",
            ),
            (
                "calls.csv",
                "Date,No.,Status,Report,On Set\n2026-11-25,1,W,7:00A,8:00A\n2026-11-25,2,W,6:00A,7:30A\n",
            ),
        ] {
            fs::write(inbox.join(name), text).unwrap();
        }
        // Six in the evening in Los Angeles.
        fs::write(production.root.join("clock"), "2026-11-25T02:00:00Z").unwrap();
        Office { production, server }
    }

    fn run(&self, args: &[&str]) -> Run {
        let mut command = self.production.command(args);
        command.env("CALLBOARD_CLOCK", self.production.root.join("clock"));
        finish(command.output().unwrap())
    }

    fn issue(&self, at: &str) {
        let run = self.run(&["issue", "4", self.production.path(), "--today", TODAY, "--at", at]);
        assert_eq!(run.status, Some(0), "{}{}", run.out, run.err);
    }

    fn build(&self) {
        let run = self.run(&["build", self.production.path(), "--today", TODAY]);
        assert!(matches!(run.status, Some(0 | 1)), "{}", run.err);
    }

    fn outbox(&self, args: &[&str]) -> Run {
        let mut all = vec!["outbox", self.production.path()];
        all.extend(args);
        self.run(&all)
    }

    fn edit(&self, from: &str, to: &str) {
        let path = self.production.root.join("inbox/calls.csv");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "no {from}");
        fs::write(path, text.replace(from, to)).unwrap();
    }

    /// Approves everything and sends it: what the server took of it, by recipient. Nobody got two.
    fn send(&self) -> BTreeMap<String, Taken> {
        let before = self.server.taken().len();
        self.outbox(&["approve", "all"]);
        let run = self.outbox(&["send"]);
        assert_eq!(run.status, Some(0), "{}", run.err);
        nothing_lost_or_twice(&self.production, self.server);
        let taken: Vec<Taken> = self.server.taken().split_off(before);
        let by: BTreeMap<String, Taken> = taken.iter().map(|t| (t.to.clone(), t.clone())).collect();
        assert_eq!(by.len(), taken.len(), "nobody gets two at once");
        by
    }

    fn waiting(&self) -> usize {
        self.production.rows().iter().filter(|row| row.state == State::Queued).count()
    }
}

/// The letter, its subject, and the PDF files in it.
fn letter(taken: &Taken) -> (String, String, Vec<String>) {
    fn collect(part: &ParsedMail, text: &mut String, files: &mut Vec<String>) {
        match part.ctype.mimetype.as_str() {
            "text/plain" => *text = part.get_body().unwrap(),
            "application/pdf" => files.extend(part.get_content_disposition().params.get("filename").cloned()),
            _ => {}
        }
        part.subparts.iter().for_each(|part| collect(part, text, files));
    }
    let mail = mailparse::parse_mail(taken.text.as_bytes()).unwrap();
    let (mut text, mut files) = (String::new(), Vec::new());
    collect(&mail, &mut text, &mut files);
    (text, mail.headers.get_first_value("Subject").unwrap(), files)
}

#[test]
fn a_revised_sheet_reaches_whom_it_concerns_once_and_the_rest_are_told() {
    let server = Server::start(|_| Do::Usual);
    let office = Office::new(&server);
    office.issue("2026-11-24 18:05");
    assert_eq!(office.waiting(), 4);
    office.outbox(&["send", "--now"]);
    assert_eq!(server.taken().len(), 0, "call sheets wait for approval");
    let first = office.send();
    assert_eq!(first.keys().map(String::as_str).collect::<Vec<_>>(), ALL);
    for taken in first.values() {
        let (text, _, files) = letter(taken);
        assert_eq!(files.len(), 1, "{text}");
        assert!(text.starts_with("Your call on Wednesday, November 25, 2026: "), "{text}");
    }

    // Blue is issued, and before anybody approves it, pink: nothing of blue goes out.
    office.edit("1,W,7:00A", "1,W,6:30A");
    office.issue("2026-11-24 20:40");
    assert_eq!(office.waiting(), 4);
    let blue: Vec<i64> =
        office.production.rows().iter().filter(|r| r.state == State::Queued).map(|r| r.id).collect();
    office.edit("1,W,6:30A", "1,W,6:15A");
    office.issue("2026-11-24 21:00");
    assert_eq!(office.waiting(), 4);
    for row in office.production.rows().iter().filter(|row| blue.contains(&row.id)) {
        assert_eq!(row.state, State::Withdrawn, "{}", row.subject);
    }
    let second = office.send();
    assert_eq!(second.keys().map(String::as_str).collect::<Vec<_>>(), ALL);
    let (text, subject, files) = letter(&second["aiko@example.com"]);
    // She holds white: blue never reached her.
    assert!(text.starts_with("Your call moved from 7:00A to 6:15A.\r\n"), "{text}");
    assert!(
        subject.starts_with("REVISED Pink") && subject.contains("Your call moved from 7:00A to 6:15A"),
        "{subject}"
    );
    assert_eq!(files.len(), 1);
    for other in ["dana@example.com", "kit@example.com", "lee@example.com"] {
        let (text, subject, files) = letter(&second[other]);
        assert!(subject.contains("changes to the call sheet"), "{subject}");
        assert!(
            text.contains("* Aiko Watanabe: call 7:00A → 6:15A") && text.contains("Nothing changed for you"),
            "{text}"
        );
        assert_eq!(files, [] as [&str; 0], "a digest brings no sheet");
    }
    // Again, and again: everybody has everything.
    office.build();
    assert_eq!(office.waiting(), 0);
    assert_eq!(office.send().len(), 0);

    // Kit is off, and is told so once; the others hear of it.
    office.edit("2026-11-25,2,W,6:00A,7:30A\n", "");
    office.issue("2026-11-24 21:30");
    let third = office.send();
    assert_eq!(third.keys().map(String::as_str).collect::<Vec<_>>(), ALL);
    let (text, subject, files) = letter(&third["kit@example.com"]);
    assert!(
        subject.starts_with("CANCELLED")
            && text.starts_with("You are no longer called (your call was 6:00A)."),
        "{text}"
    );
    assert_eq!(files, [] as [&str; 0]);
    office.build();
    assert_eq!(office.send().len(), 0);
    what_came_back(&office, &second["aiko@example.com"], &second["lee@example.com"]);
}

/// The report: who was sent which revision when, with the server's words, and what came back on it.
fn what_came_back(office: &Office, aiko: &Taken, lee: &Taken) {
    let replies = office.production.root.join("inbox/replies");
    fs::create_dir_all(&replies).unwrap();
    fs::write(
        replies.join("ok.eml"),
        format!(
            "From: Aiko <aiko@example.com>\r\nSubject: Re: call\r\nIn-Reply-To: {}\r\n\
             Date: Tue, 24 Nov 2026 21:10:00 -0800\r\n\r\nOK, see you\r\n",
            aiko.message_id
        ),
    )
    .unwrap();
    fs::write(
        replies.join("bounce.eml"),
        format!(
            "From: MAILER-DAEMON@mx.example.net\r\nSubject: Undelivered\r\nContent-Type: multipart/report; \
             report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Final-Recipient: rfc822; lee@example.com\r\nAction: failed\r\nStatus: 5.2.2\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {}\r\n\r\n--b--\r\n",
            lee.message_id
        ),
    )
    .unwrap();
    office.build();
    let run = office.outbox(&["report", "--format", "json"]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    // Revision, recipient, state, the server's words, the answer; of the call sheet of the 25th.
    let mut told: Vec<[String; 4]> = Vec::new();
    for document in report["documents"].as_array().unwrap() {
        for line in document["recipients"].as_array().unwrap() {
            assert_eq!(line["state"] == "sent", line["words"] == "250 2.0.0 queued as 4711", "{line}");
            assert_eq!(line["state"] == "sent", line["sent_at"].is_string());
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            told.push([
                text(&document["revision"]),
                text(&line["address"]),
                text(&line["state"]),
                text(&line["answer"]["verdict"]),
            ]);
        }
    }
    told.retain(|row| row[2] == "sent");
    told.sort();
    let white = "FINAL, WHITE REV. 1";
    let (pink, pink_list) = ("FINAL, PINK REV. 3", "FINAL, PINK REV. 3, list of changes");
    let (fourth_list, fourth_off) =
        ("FINAL, YELLOW REV. 4, list of changes", "FINAL, YELLOW REV. 4, no longer called");
    let mut expected: Vec<[&str; 4]> = ALL.iter().map(|who| [white, *who, "sent", ""]).collect();
    expected.push([pink, "aiko@example.com", "sent", "confirmed"]);
    for (who, answer) in [("dana", ""), ("kit", ""), ("lee", "bounced")] {
        let address = ALL.iter().find(|a| a.starts_with(who)).unwrap();
        expected.push([pink_list, *address, "sent", answer]);
    }
    for who in ["aiko", "dana", "lee"] {
        expected.push([fourth_list, *ALL.iter().find(|a| a.starts_with(who)).unwrap(), "sent", ""]);
    }
    expected.push([fourth_off, "kit@example.com", "sent", ""]);
    expected.sort();
    assert_eq!(told, expected);

    let text = office.outbox(&["report"]).out;
    assert!(text.contains("confirmed 2026-11-24 21:10: OK, see you") && text.contains("bounced"), "{text}");
    for format in ["xlsx", "pdf"] {
        let run = office.outbox(&["report", "--format", format]);
        assert_eq!(run.status, Some(0), "{}", run.err);
        assert!(office.production.root.join(format!("out/mail/outbox-report.{format}")).is_file());
    }
}

/// Who never got a sheet gets it whole, whatever changed since; who got an old revision is told against that one.
#[test]
fn each_is_told_against_what_they_have() {
    let server = Server::start(|_| Do::Usual);
    let office = Office::new(&server);
    office.issue("2026-11-24 18:05");
    // Lee's white is held back, so he never gets it.
    assert_eq!(office.outbox(&["hold", "lee@example.com"]).status, Some(0));
    for who in ["aiko@example.com", "dana@example.com", "kit@example.com"] {
        assert_eq!(office.outbox(&["approve", who]).status, Some(0));
    }
    assert_eq!(office.outbox(&["send"]).status, Some(0));
    assert_eq!(server.taken().len(), 3);
    office.edit("1,W,7:00A", "1,W,6:30A");
    office.issue("2026-11-24 20:40");
    // What replaces a held message is held, and is approved by its name alone.
    assert_eq!(office.outbox(&["approve", "lee@example.com"]).status, Some(0));
    let second = office.send();
    let (text, _, files) = letter(&second["lee@example.com"]);
    assert!(text.starts_with("Your call on Wednesday, November 25, 2026: 6:30A."), "{text}");
    assert_eq!(files.len(), 1, "he has none yet");
    assert_eq!(letter(&second["dana@example.com"]).2, [] as [&str; 0]);
    // And back: everybody hears that it is as it was.
    office.edit("1,W,6:30A", "1,W,7:00A");
    office.issue("2026-11-24 21:00");
    let third = office.send();
    let (text, ..) = letter(&third["aiko@example.com"]);
    assert!(text.starts_with("Your call moved from 6:30A to 7:00A."), "{text}");
    assert_eq!(third.len(), 4);
}

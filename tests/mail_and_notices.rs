//! What a day's mail is, as its readers see it: reports named once, mails from the set, notices with their paper; and a word of
//! the production's own in all of it.
#![cfg(feature = "pdf")]

mod common;

use common::{callboard, files, sample};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};
use std::fs;
use std::path::Path;

struct Mail {
    /// Of the draft.
    file: String,
    to: String,
    subject: String,
    text: String,
    html: String,
    attached: Vec<String>,
}

fn mails(folder: &Path) -> Vec<Mail> {
    let day = folder.join("out/mail/2026-10-30");
    let names = files(&day).into_iter().filter(|name| name.ends_with(".eml"));
    names
        .map(|file| {
            let bytes = fs::read(day.join(&file)).unwrap();
            let parsed = parse_mail(&bytes).unwrap();
            let header = |name: &str| parsed.headers.get_first_value(name).unwrap_or_default();
            let mut mail = Mail {
                file,
                to: header("To"),
                subject: header("Subject"),
                text: String::new(),
                html: String::new(),
                attached: Vec::new(),
            };
            parts(&parsed, &mut mail);
            mail
        })
        .collect()
}

fn parts(part: &ParsedMail, mail: &mut Mail) {
    match part.ctype.mimetype.as_str() {
        "text/plain" => mail.text.push_str(&part.get_body().unwrap().replace("\r\n", "\n")),
        "text/html" => mail.html.push_str(&part.get_body().unwrap()),
        _ => mail.attached.extend(part.get_content_disposition().params.get("filename").cloned()),
    }
    part.subparts.iter().for_each(|inner| parts(inner, mail));
}

fn ending<'a>(mails: &'a [Mail], name: &str) -> &'a Mail {
    mails.iter().find(|mail| mail.file.ends_with(name)).unwrap_or_else(|| panic!("no draft ends with {name}"))
}

const MEETINGS: &str = "Date,Time,End,What,Who,Kind,Place,Agenda,Notes\n\
    2026-11-02,10:00A,11:30A,Production meeting,\"Tobias Renn, Camera\",meeting,Halcyon Stage 2,Night work,Bring the schedule\n\
    2026-11-03,2:00P,,Rehearsal of 61,Imogen Castellane,rehearsal,Halcyon Stage 2,,\n";

#[test]
fn a_days_mail_is_what_a_coordinator_would_write() {
    let (_dir, folder) = sample("night-train");
    fs::write(folder.join("inbox/meetings.csv"), MEETINGS).unwrap();
    let said = callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30", "--quiet"]);
    let mails = mails(&folder);
    assert!(mails.len() > 60, "{}: {}", mails.len(), common::stderr(&said));

    // The distribution list: a line a report, with its day, whatever number of files it is; no data for programs.
    let upm = mails
        .iter()
        .find(|mail| mail.to.contains("upm@example.com") && mail.subject.contains("call sheet"))
        .unwrap();
    assert_eq!(
        upm.subject,
        "Night Train – call sheet for Saturday, October 31, 2026 – PRELIMINARY – Compliance report, Intake report, Cost report"
    );
    for line in [
        "- Call sheet, Saturday, October 31, 2026, Main unit (2026-10-31_day-05_main.pdf)",
        "- Compliance report, as of October 30, 2026 (compliance-report.pdf, compliance-report.xlsx)",
    ] {
        assert!(upm.text.lines().any(|l| l == line), "{line} in {}", upm.text);
    }
    assert_eq!(upm.text.matches("Compliance report").count(), 1);
    assert!(mails.iter().all(|mail| mail.attached.iter().all(|name| !name.ends_with(".json"))));

    // Mails from the set: to the office, in the order of the day, the figures as text and nothing attached.
    let set: Vec<&Mail> =
        mails.iter().filter(|mail| mail.subject.starts_with("NIGHT TRAIN - Day 4 of 5")).collect();
    let which: Vec<&str> = set.iter().map(|mail| mail.subject.rsplit(" - ").next().unwrap()).collect();
    // From the production report of October 30 in the sample.
    assert_eq!(which, ["FIRST SHOT: 11:18A", "LUNCH: 3:30P", "WRAP: 8:42P", "LAST OUT: 9:30P"]);
    for (mail, name) in set.iter().zip(["_first-shot.eml", "_lunch.eml", "_wrap.eml", "_last-out.eml"]) {
        assert!(
            mail.file.ends_with(name) && mail.attached.is_empty() && mail.to.contains("office@example.com"),
            "{}",
            mail.file
        );
    }
    // Call 10:00 to 21:30 is 11:30.
    let last = ending(&mails, "_last-out.eml");
    assert!(last.text.contains("Day from the crew call: 11:30\n"), "{}", last.text);

    // A notice: the paper and the invitation.
    let notice = mails
        .iter()
        .find(|mail| mail.to.contains("Tobias Renn") && mail.subject.contains("meeting"))
        .unwrap();
    assert_eq!(notice.subject, "Night Train – Production meeting, Monday, November 2, 2026, 10:00A");
    assert_eq!(notice.attached, ["2026-11-02_production-meeting.pdf", "call.ics"]);
    assert!(notice.text.contains("Night work\nBring the schedule\n"), "{}", notice.text);
    assert!(folder.join("out/notices/2026-11-03_rehearsal-of-61.pdf").is_file());
}

#[test]
fn a_word_of_the_productions_own_is_said_everywhere() {
    let (_dir, folder) = sample("night-train");
    let settings = folder.join("callboard.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("country = \"US\"", "country = \"US\"\nlanguage = \"de\"")).unwrap();
    fs::create_dir_all(folder.join("templates/words")).unwrap();
    fs::write(
        folder.join("templates/words/de.toml"),
        "[call_sheet]\ncrew_call = \"Dispo-Beginn\"\n[letters]\nsubject_sheet = \"{production}: Dispo {date}\"\n\
         [schedule]\nsheet_strips = \"Leisten\"\n[mails]\nwrap = \"FEIERABEND\"\n[common]\nday = \"DT {nummer}\"\n",
    )
    .unwrap();
    let said = callboard(&["build", folder.to_str().unwrap(), "--today", "2026-10-30"]);
    let said = common::stderr(&said);
    // What cannot be used is said with its place, and the rest is used.
    assert!(said.contains("templates/words/de.toml › line 10"), "{said}");
    assert!(said.contains("Nothing fills {nummer} in common.day; it knows {n}."), "{said}");
    let mails = mails(&folder);
    let imogen = mails.iter().find(|mail| mail.to.contains("Imogen Castellane")).unwrap();
    assert_eq!(imogen.subject, "Night Train: Dispo Samstag, 31. Oktober 2026 – VORLÄUFIG");
    assert!(imogen.text.starts_with("Ihre Zeit am Samstag, 31. Oktober 2026: 17:30."), "{}", imogen.text);
    // The sheet as text below the letter, a mail from the set, a workbook.
    assert!(imogen.text.contains("\nDispo-Beginn 18:00\n"), "{}", imogen.text);
    assert!(imogen.html.contains("<html lang=\"de\">"));
    assert!(ending(&mails, "_wrap.eml").subject.ends_with(" - FEIERABEND: 20:42"));
    let book: calamine::Xlsx<_> = calamine::open_workbook(folder.join("out/schedule/one-line.xlsx")).unwrap();
    assert_eq!(calamine::Reader::sheet_names(&book)[0], "Leisten");
    // And on paper, where a reader of PDF is at hand.
    let pdf = folder.join("out/call-sheets/2026-10-31_day-05_main.pdf");
    match std::process::Command::new("pdftotext").args([pdf.to_str().unwrap(), "-"]).output() {
        Ok(out) => {
            let text = String::from_utf8_lossy(&out.stdout).to_uppercase();
            let stands = |word: &str| text.lines().any(|line| line.trim() == word);
            assert!(stands("DISPO-BEGINN") && !stands("TEAM-BEGINN"), "{text}");
        }
        Err(_) => eprintln!("skipped: there is no pdftotext to read the page with"),
    }
}

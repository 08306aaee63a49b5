use super::*;

const OURS: &str = "<0123abc@example.com>";

fn letter(headers: &str, body: &str) -> Vec<u8> {
    format!("From: Dana Ruiz <dana@example.com>\r\nTo: office@example.com\r\n{headers}\r\n\r\n{body}")
        .into_bytes()
}

fn reply_to(body: &str) -> Reply {
    read(&letter(
        &format!(
            "Subject: Re: Small – call sheet\r\nIn-Reply-To: {OURS}\r\nContent-Type: text/plain; charset=utf-8"
        ),
        body,
    ))
}

fn sent() -> Vec<Sent> {
    let row = |id: &str, recipient: &str, subject: &str, event: &str| Sent {
        message_id: id.into(),
        recipient: recipient.into(),
        name: "Dana Ruiz".into(),
        subject: subject.into(),
        events: vec![event.into()],
    };
    vec![
        row(
            "<white@example.com>",
            "dana@example.com",
            "Small – call sheet for Tuesday – FINAL, WHITE REV. 1",
            "u1@callboard#0",
        ),
        row(OURS, "dana@example.com", "REVISED Blue – Small – Your call moved", "u1@callboard#2"),
        row("<lee@example.com>", "lee@example.com", "Small – changes", "u2@callboard#2"),
    ]
}

fn settled(bytes: &[u8]) -> (Verdict, Option<usize>) {
    let settled = settle(read(bytes), &sent());
    (settled.reply.verdict, settled.sent)
}

#[test]
fn a_yes_in_any_of_the_languages_confirms() {
    for yes in [
        "OK",
        "ok!",
        "Okay, thanks",
        "Confirmed.",
        "Got it, see you there",
        "👍",
        "Yes",
        "OK\r\n\r\nSent from my iPhone",
        "OK\r\n\r\nOn Mon, 23 Nov 2026 at 20:41, Office <office@example.com> wrote:\r\n> Your call is not 7 but 6:30",
        "OK\r\n\r\nOn Mon, 23 Nov 2026 at 20:41, Office\r\n<office@example.com> wrote:\r\n> Dear Dana, please answer",
        "bestätigt\r\n\r\nAm 23.11.2026 um 20:41 schrieb Office:\r\n> Hallo",
        "Verstanden, danke",
        "Bien reçu, merci",
        "D'accord",
        "Confirmado",
        "Sí, gracias",
        "\r\n\r\nRoger\r\n-- \r\nDana Ruiz, 1st AD\r\nno calls after 10",
    ] {
        let reply = reply_to(yes);
        assert_eq!(reply.verdict, Verdict::Confirmed, "{yes:?}: {reply:?}");
        assert_eq!(
            (reply.about.first().unwrap().as_str(), reply.address.as_deref().unwrap()),
            (OURS, "dana@example.com")
        );
    }
}

#[test]
fn what_is_more_than_a_yes_is_for_a_person() {
    for other in [
        "OK but I can't be there before 8",
        "ok? which gate",
        "Not OK",
        "No",
        "Thanks",
        "Oklahoma is far",
        "Confirmed, only I will be late by an hour",
        "Ja, aber nicht vor acht",
        "Yes. One more thing about tomorrow: the van has a flat tyre and the picture car is still in the garage in Burbank.",
        "",
        "> OK",
        "I will see",
    ] {
        assert_eq!(reply_to(other).verdict, Verdict::ToRead, "{other:?}");
    }
}

#[test]
fn a_letter_in_html_alone_is_read_and_its_quotation_is_not() {
    let html = "<html><head><style>p { color: red }</style></head><body><div>OK, thank you</div><br>\
        <blockquote>but not before 7?</blockquote></body></html>";
    let headers = format!("Subject: Re: x\r\nIn-Reply-To: {OURS}\r\nContent-Type: text/html; charset=utf-8");
    assert_eq!(read(&letter(&headers, html)).verdict, Verdict::Confirmed);
}

#[test]
fn a_machine_that_answers_confirms_nothing() {
    for headers in [
        "Subject: Re: call sheet\r\nAuto-Submitted: auto-replied",
        "Subject: Out of Office: call sheet",
        "Subject: Automatische Antwort: call sheet",
        "Subject: Re: call sheet\r\nPrecedence: bulk",
    ] {
        let bytes = letter(
            &format!("{headers}\r\nIn-Reply-To: {OURS}\r\nContent-Type: text/plain"),
            "OK, I am away until Monday",
        );
        assert_eq!(settled(&bytes).0, Verdict::Automatic, "{headers}");
    }
    let by_hand = letter(
        &format!("Subject: Re: x\r\nAuto-Submitted: no\r\nIn-Reply-To: {OURS}\r\nContent-Type: text/plain"),
        "OK",
    );
    assert_eq!(settled(&by_hand), (Verdict::Confirmed, Some(1)));
}

/// A report as RFC 3464 describes it, with the headers of what came back.
fn report(action: &str, status: &str) -> Vec<u8> {
    format!(
        "From: MAILER-DAEMON@mx.example.net\r\nTo: office@example.com\r\nSubject: Undelivered Mail Returned to Sender\r\n\
         Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nI'm sorry to have to inform you\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n\
         Final-Recipient: rfc822; Dana@example.com\r\nAction: {action}\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} mailbox full\r\n\r\n\
         --b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: office@example.com\r\nMessage-ID: {OURS}\r\nSubject: x\r\n\r\n--b--\r\n"
    )
    .into_bytes()
}

#[test]
fn a_report_of_failure_marks_its_recipient_and_a_delay_does_not() {
    let reply = read(&report("failed", "5.2.2"));
    assert_eq!(reply.verdict, Verdict::Bounced);
    assert_eq!(reply.address.as_deref(), Some("dana@example.com"));
    assert_eq!(reply.words, "failed: smtp; 550 5.2.2 mailbox full");
    assert_eq!(settled(&report("failed", "5.2.2")), (Verdict::Bounced, Some(1)));
    assert_eq!(settled(&report("delayed", "4.2.0")).0, Verdict::Automatic);
}

#[test]
fn older_forms_of_failure_are_known() {
    let qmail = "From: MAILER-DAEMON@yahoo.example\r\nSubject: failure notice\r\nContent-Type: text/plain\r\n\r\n\
         Sorry, we were unable to deliver your message.\r\n\r\n<lee@example.com>:\r\n550 5.1.1 no such user\r\n\r\n\
         --- Below this line is a copy of the message.\r\n\r\nMessage-ID: <lee@example.com>\r\nSubject: x\r\n";
    let reply = read(qmail.as_bytes());
    assert_eq!((reply.verdict, reply.address.as_deref()), (Verdict::Bounced, Some("lee@example.com")));
    assert_eq!(reply.words, "550 5.1.1 no such user");
    assert_eq!(settled(qmail.as_bytes()), (Verdict::Bounced, Some(2)));
    let exim = "From: Mail Delivery System <mailer-daemon@host.example>\r\nX-Failed-Recipients: lee@example.com\r\n\
        Subject: Mail delivery failed: returning message to sender\r\nContent-Type: text/plain\r\n\r\nA message could not be delivered.\r\n";
    // Without our name the failure is of the last message to that address.
    assert_eq!(settled(exim.as_bytes()), (Verdict::Bounced, Some(2)));
    // A person may write the same words.
    let person = "From: lee@example.com\r\nSubject: Undeliverable parcel at the gate\r\nContent-Type: text/plain\r\n\r\nCome and get it.\r\n";
    assert_eq!(settled(person.as_bytes()), (Verdict::ToRead, None));
}

fn calendar(status: &str, sequence: &str) -> Vec<u8> {
    letter(
        "Subject: Accepted: Small\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8",
        &format!(
            "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:u1@callboard\r\nSEQUENCE:{sequence}\r\n\
             ATTENDEE;CN=Dana;PARTSTAT={status}:mailto:da\r\n na@example.com\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
    )
}

#[test]
fn a_calendars_answer_counts_for_the_revision_it_saw() {
    assert_eq!(settled(&calendar("ACCEPTED", "2")), (Verdict::Confirmed, Some(1)));
    assert_eq!(
        settled(&calendar("ACCEPTED", "0")),
        (Verdict::Confirmed, Some(0)),
        "yes to White is no yes to Blue"
    );
    assert_eq!(settled(&calendar("DECLINED", "2")).0, Verdict::Declined);
    assert_eq!(settled(&calendar("TENTATIVE", "2")).0, Verdict::Tentative);
}

#[test]
fn an_answer_counts_from_the_address_that_was_written_to() {
    let text = |from: &str, subject: &str, thread: &str| {
        format!("From: {from}\r\nSubject: {subject}\r\n{thread}Content-Type: text/plain\r\n\r\nOK\r\n")
            .into_bytes()
    };
    let thread = format!("In-Reply-To: {OURS}\r\n");
    assert_eq!(settled(&text("dana@example.com", "Re: x", &thread)), (Verdict::Confirmed, Some(1)));
    // Somebody else answers for her: a person decides.
    assert_eq!(settled(&text("assistant@example.com", "Re: x", &thread)), (Verdict::ToRead, Some(1)));
    // A mail program that sent our draft under a name of its own: the subject and the writer lead back.
    assert_eq!(
        settled(&text("Dana@Example.com", "AW: REVISED Blue – Small – Your call moved", "")),
        (Verdict::Confirmed, Some(1))
    );
    assert_eq!(settled(&text("dana@example.com", "Re: lunch", "")), (Verdict::ToRead, None));
}

#[test]
fn what_is_no_letter_is_to_be_read_and_nothing_panics() {
    for bytes in [
        &b""[..],
        b"\xff\xfe\x00",
        b"From: <<<>>>\r\n\r\nOK",
        b"Subject: x\r\nContent-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n",
    ] {
        assert_ne!(settled(bytes).0, Verdict::Confirmed);
    }
}

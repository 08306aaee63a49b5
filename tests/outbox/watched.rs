//! A watch that sends by itself: what only a pass can let go, and letters on an old server.

use crate::fixture::{Production, nothing_lost_or_twice, plain};
use crate::server::{At, Do, Server};
use callboard::store::State;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

struct Watch(Child);

impl Watch {
    fn start(production: &Production) -> Watch {
        let mut command = production.command(&["watch", production.path(), "--today", "2026-11-24"]);
        Watch(command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn wait_for(what: &str, so: impl Fn() -> bool) {
    let since = Instant::now();
    while !so() {
        assert!(since.elapsed() < Duration::from_secs(120), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A report is on its way when a pass finds that its recipient should have two: the message with both is not sent once the
/// first has arrived, and a pass that the mail asks for writes one with the other alone.
#[test]
fn what_was_sent_meanwhile_is_taken_out_of_what_waits() {
    let gate = Arc::new(AtomicBool::new(false));
    let open = gate.clone();
    let server = Server::start(move |m| {
        while m.at == At::End && !open.load(Ordering::SeqCst) {
            std::thread::sleep(Duration::from_millis(10));
        }
        Do::Usual
    });
    let ann = &["ann@example.com"];
    let production = Production::new(&plain(&server), ann, "");
    std::fs::write(
        production.root.join("inbox/budget.csv"),
        "Account,Description,Budget,Currency\n2100,Camera,1000.00,USD\n",
    )
    .unwrap();
    production.build();
    let _watch = Watch::start(&production);
    wait_for("the first is on its way", || production.states() == [State::Sending]);
    let settings = std::fs::read_to_string(production.root.join("callboard.toml")).unwrap();
    std::fs::write(
        production.root.join("callboard.toml"),
        format!("{settings}cost-report = [\"ann@example.com\"]\n"),
    )
    .unwrap();
    wait_for("one with both is queued", || production.states() == [State::Sending, State::Queued]);
    let kinds = |row: usize| {
        let mut kinds: Vec<String> =
            production.rows()[row].documents.iter().map(|d| d.kind.clone()).collect();
        kinds.dedup();
        kinds
    };
    assert_eq!(kinds(1), ["compliance-report", "cost-report"]);
    gate.store(true, Ordering::SeqCst);
    wait_for("the rest is sent", || production.states() == [State::Sent, State::Withdrawn, State::Sent]);
    assert_eq!((kinds(0), kinds(2)), (vec!["compliance-report".into()], vec!["cost-report".to_owned()]));
    assert_eq!(server.taken().len(), 2);
    nothing_lost_or_twice(&production, &server);
}

/// RFC 6152: bytes beyond ASCII go only to a server that says 8BITMIME. Names and titles are coded in the head and the body, so
/// that every server takes them.
#[test]
fn letters_beyond_ascii_reach_a_server_of_seven_bits() {
    for hello in ["250 mail.example\r\n", "250-mail.example\r\n250 8BITMIME\r\n"] {
        let server = Server::offering(hello, |_| Do::Usual);
        let production = Production::new(&plain(&server), &["ann@example.com"], "");
        let settings = std::fs::read_to_string(production.root.join("callboard.toml")).unwrap();
        std::fs::write(
            production.root.join("callboard.toml"),
            settings
                .replace("Night Train", "Nachtzug – für Zoë")
                .replace("Production Office", "Büro der Produktion"),
        )
        .unwrap();
        production.build();
        let run = production.outbox(&["send"]);
        assert_eq!(run.status, Some(0), "{}", run.err);
        let taken = server.taken();
        assert_eq!(taken.len(), 1);
        assert!(taken[0].text.is_ascii(), "{}", taken[0].text);
        let mail = mailparse::parse_mail(taken[0].text.as_bytes()).unwrap();
        use mailparse::MailHeaderMap;
        let head = |name: &str| mail.headers.get_first_value(name).unwrap();
        assert!(head("Subject").contains("Nachtzug – für Zoë"), "{}", head("Subject"));
        assert!(head("From").contains("Büro der Produktion"), "{}", head("From"));
        assert!(server.lines().iter().any(|line| line.starts_with("MAIL") && !line.contains("BODY=")));
    }
}

//! `kill -9` at each step of sending, and at random: no message lost, none sent twice, uncertain ones listed.

use crate::fixture::{Production, nothing_lost_or_twice, plain};
use crate::server::{At, Do, Server};
use callboard::store::State;
use std::process::Stdio;
use std::time::{Duration, Instant};

const THREE: &[&str] = &["ann@example.com", "bob@example.com", "cleo@example.com"];

#[test]
fn killed_at_each_step_the_next_run_knows_what_may_have_been_taken() {
    // Before the end is written down a message was not taken; from then on nobody knows, even where it was not.
    let points = [
        ("mail.claimed", State::Retry),
        ("mail.sender", State::Retry),
        ("mail.recipient", State::Retry),
        ("mail.data", State::Retry),
        ("mail.body", State::Retry),
        ("mail.before-end", State::Retry),
        ("mail.end", State::Uncertain),
        ("mail.after-end", State::Uncertain),
        ("mail.answered", State::Uncertain),
        ("mail.recorded", State::Sent),
    ];
    for (point, then) in points {
        let server = Server::start(|_| Do::Usual);
        let production = Production::new(&plain(&server), THREE, "");
        production.build();
        // At the second message.
        let mut command = production.command(&["outbox", production.path(), "send"]);
        let killed = command.env("CALLBOARD_FAIL", format!("{point}:kill@2")).output().unwrap();
        assert_eq!(killed.status.code(), None, "{point} was not reached");
        nothing_lost_or_twice(&production, &server);
        let run = production.outbox(&["send"]);
        let uncertain = then == State::Uncertain;
        assert_eq!(run.status, Some(i32::from(uncertain)), "{point}: {}", run.err);
        let second = if uncertain { State::Uncertain } else { State::Sent };
        assert_eq!(production.states(), [State::Sent, second, State::Sent], "{point}");
        nothing_lost_or_twice(&production, &server);
        let bob = production.rows().into_iter().find(|row| row.recipient.starts_with("bob")).unwrap();
        let first = production.ledger().attempts().unwrap().into_iter().find(|a| a.outbox == bob.id).unwrap();
        assert_eq!(first.outcome, then.name(), "{point}");
        if uncertain {
            assert!(production.outbox(&["list"]).out.contains("came to an end before the server answered"));
        }
    }
}

#[test]
fn killed_while_the_server_thinks_the_message_is_uncertain() {
    let server =
        Server::start(|m| if m.connection == 0 && m.at == At::End { Do::TakeThenHang } else { Do::Usual });
    let production = Production::new(&plain(&server), THREE, "");
    production.build();
    let mut child =
        production.command(&["outbox", production.path(), "send"]).stdout(Stdio::null()).spawn().unwrap();
    wait_for(|| server.taken().len() == 1);
    child.kill().unwrap();
    child.wait().unwrap();
    let run = production.outbox(&["send"]);
    assert_eq!(run.status, Some(1), "{}", run.err);
    assert_eq!(production.states(), [State::Uncertain, State::Sent, State::Sent]);
    nothing_lost_or_twice(&production, &server);
}

/// What waits until something is so, and says what is not after a minute.
fn wait_for(so: impl Fn() -> bool) {
    let since = Instant::now();
    while !so() {
        assert!(since.elapsed() < Duration::from_secs(60), "it never came");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Random moments that are the same in each run.
struct Dice(u64);

impl Dice {
    /// A number below `most`: xorshift, Marsaglia 2003.
    fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most
    }
}

#[test]
fn killed_at_random_nothing_is_lost_or_sent_twice() {
    const KILLS: usize = 60;
    // Answers take a few milliseconds, so that a kill can fall into each step.
    let server = Server::start(|m| match m.at {
        At::Mail | At::Rcpt | At::End => Do::Slowly(1),
        _ => Do::Usual,
    });
    let recipients: Vec<String> = (0..12).map(|n| format!("p{n:02}@example.com")).collect();
    let recipients: Vec<&str> = recipients.iter().map(String::as_str).collect();
    let production = Production::new(&plain(&server), &recipients, "");
    production.build();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let (mut kills, mut rounds, mut cut, mut uncertain) = (0, 0, 0, 0);
    while kills < KILLS {
        let before = server.lines().len();
        let mut child = production
            .command(&["outbox", production.path(), "send"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Within what a round takes, from its first command.
        let since = Instant::now();
        let wait = Duration::from_millis(dice.below(1200));
        while child.try_wait().unwrap().is_none()
            && (server.lines().len() == before || since.elapsed() < wait)
        {
            if since.elapsed() > Duration::from_secs(30) {
                break;
            }
            std::thread::sleep(Duration::from_millis(1));
        }
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            kills += 1;
        }
        child.wait().unwrap();
        cut += production.rows().iter().filter(|row| row.state == State::Sending).count();
        nothing_lost_or_twice(&production, &server);
        // Whoever looks into the mailbox sees what the server took.
        let waiting = production
            .rows()
            .iter()
            .filter(|row| matches!(row.state, State::Queued | State::Retry | State::Sending))
            .count();
        if waiting == 0 {
            uncertain += settle(&production, &server);
            rounds += 1;
            // Another report for everybody.
            production.worked(&format!("2{}:{:02}", rounds % 4, rounds % 60));
            production.build();
        }
    }
    // All that is left goes out, uncertain ones as somebody settles them.
    for _ in 0..3 {
        production.outbox(&["send"]);
        uncertain += settle(&production, &server);
        // What did not arrive and is no longer so is withdrawn.
        production.build();
    }
    for row in production.rows() {
        assert!(
            matches!(row.state, State::Sent | State::Withdrawn),
            "{}: {} ({})",
            row.id,
            row.state,
            row.words
        );
    }
    nothing_lost_or_twice(&production, &server);
    println!(
        "{kills} kills, {cut} in the middle of a message, {uncertain} uncertain, {} taken",
        server.taken().len()
    );
    assert!(
        cut > 0 && uncertain > 0,
        "no kill fell into a message, or none after its end: the test shows nothing"
    );
}

/// Says of each uncertain message what the server knows; how many there were.
fn settle(production: &Production, server: &Server) -> usize {
    let rows = production.rows();
    let uncertain: Vec<_> = rows.iter().filter(|row| row.state == State::Uncertain).collect();
    for row in &uncertain {
        let arrived = server.taken().iter().any(|taken| taken.message_id == row.message_id);
        let how = if arrived { "sent" } else { "not-sent" };
        assert_eq!(production.outbox(&["resolve", &row.id.to_string(), how]).status, Some(0));
    }
    uncertain.len()
}

/// A watch that sends, with its output thrown away; killed when it is dropped.
struct Watch(std::process::Child);

impl Watch {
    fn start(production: &Production) -> Watch {
        let mut command = production.command(&["watch", production.path(), "--today", "2026-11-24"]);
        Watch(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_watch_sends_by_itself_and_a_slow_server_keeps_no_pass_waiting() {
    // Ann's message is on its way for 20 seconds.
    let server =
        Server::start(|m| if m.connection == 0 && m.at == At::End { Do::TakeThenHang } else { Do::Usual });
    let production = Production::new(&plain(&server), &["ann@example.com"], "");
    let watch = Watch::start(&production);
    wait_for(|| server.taken().len() == 1);
    let manifest = production.root.join("out/manifest.json");
    let before = std::fs::read(&manifest).unwrap();
    production.worked("22:30");
    wait_for(|| std::fs::read(&manifest).unwrap() != before);
    // The pass has ended while the message is still on its way, and what it queued waits its turn.
    wait_for(|| production.states() == [State::Sending, State::Queued]);
    drop(watch);
    // Another watch finds the first cut off and sends the second.
    let watch = Watch::start(&production);
    wait_for(|| production.states() == [State::Uncertain, State::Sent]);
    drop(watch);
    nothing_lost_or_twice(&production, &server);
}

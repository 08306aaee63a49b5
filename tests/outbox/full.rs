//! The disk of the ledger is full while a message is on its way: what cannot be written down is not sent, and what was sent
//! and could not be written down is not sent again.

use crate::fixture::{Production, nothing_lost_or_twice, plain};
use crate::server::{Do, Server};
use callboard::store::State;

const TWO: &[&str] = &["ann@example.com", "bob@example.com"];

#[test]
fn where_the_end_cannot_be_written_down_it_is_not_sent() {
    for point in ["ledger-ending", "mail.before-end"] {
        let server = Server::start(|_| Do::Usual);
        let production = Production::new(&plain(&server), TWO, "");
        production.build();
        let ill = production.root.join("ill");
        std::fs::write(&ill, "").unwrap();
        let mut command = production.command(&["outbox", production.path(), "send"]);
        command.env("CALLBOARD_FAIL", format!("{point}:full")).env("CALLBOARD_FAIL_WHILE", &ill);
        let run = command.output().unwrap();
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        assert_eq!(server.taken().len(), 0, "{point}: the server never saw an end");
        assert_eq!(production.states(), [State::Retry, State::Retry], "{point}");
        assert!(production.rows()[0].words.contains("no storage space"), "{}", production.rows()[0].words);
        std::fs::remove_file(&ill).unwrap();
        assert_eq!(production.outbox(&["send"]).status, Some(0));
        assert_eq!(production.states(), [State::Sent, State::Sent]);
        nothing_lost_or_twice(&production, &server);
    }
}

#[test]
fn where_the_answer_cannot_be_written_down_the_message_is_uncertain() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), TWO, "");
    production.build();
    let mut command = production.command(&["outbox", production.path(), "send"]);
    let run = command.env("CALLBOARD_FAIL", "ledger-ended:full").output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    let said = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(said.contains("no storage space"), "{said}");
    assert_eq!(server.taken().len(), 1, "nothing more goes out");
    // There is room again: the one that may have arrived is told of, the other one goes.
    let run = production.outbox(&["send"]);
    assert_eq!(run.status, Some(1), "{}", run.err);
    let mut states = production.states();
    states.sort();
    assert_eq!(states, [State::Sent, State::Uncertain]);
    nothing_lost_or_twice(&production, &server);
}

/// A claim that cannot be written down is no claim.
#[test]
fn a_ledger_that_cannot_be_written_sends_nothing() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), TWO, "");
    production.build();
    let mut command = production.command(&["outbox", production.path(), "send"]);
    let run = command.env("CALLBOARD_FAIL", "ledger-claim:full").output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(server.lines().iter().all(|line| !line.starts_with("MAIL")));
    assert_eq!(production.states(), [State::Queued, State::Queued]);
    assert_eq!(production.outbox(&["send"]).status, Some(0));
    nothing_lost_or_twice(&production, &server);
}

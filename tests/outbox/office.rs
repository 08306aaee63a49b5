//! What an office does with its outbox: approve, hold, withdraw; nothing stale, nothing twice, nobody forgotten.

use crate::fixture::{PASSWORD, Production, contains, files_with, finish, nothing_lost_or_twice, plain};
use crate::server::{At, Do, Server};
use callboard::store::State;

const TWO: &[&str] = &["ann@example.com", "bob@example.com"];

#[test]
fn nothing_is_sent_twice_and_a_changed_report_is_sent_again() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), TWO, "");
    production.build();
    production.outbox(&["send"]);
    // The same again, also on another day: the report says the same.
    production.build();
    production.outbox(&["send"]);
    assert_eq!(server.taken().len(), 2);
    production.worked("22:30");
    production.build();
    production.outbox(&["send"]);
    assert_eq!(server.taken().len(), 4, "{}", production.outbox(&["list"]).out);
    // Back to what it was: they have to be told that, too.
    production.worked("21:30");
    production.build();
    production.outbox(&["send"]);
    assert_eq!(server.taken().len(), 6);
    nothing_lost_or_twice(&production, &server);
}

#[test]
fn what_waits_and_is_no_longer_so_is_withdrawn() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), TWO, "");
    production.settings("approve", &plain(&server), TWO, "");
    production.build();
    assert_eq!(production.states(), [State::Queued, State::Queued]);
    assert!(production.outbox(&["list"]).out.contains("waits for approval"));
    production.outbox(&["send", "--now"]);
    assert_eq!(server.taken().len(), 0, "nothing goes out unapproved");
    assert_eq!(production.outbox(&["hold", "ann@example.com"]).status, Some(0));
    assert_eq!(production.outbox(&["approve", "bob@example.com"]).status, Some(0));
    production.worked("22:30");
    production.build();
    // Ann's is replaced and held like the one before; Bob's needs a new approval.
    use State::{Held, Queued, Withdrawn};
    assert_eq!(production.states(), [Withdrawn, Held, Withdrawn, Queued]);
    production.outbox(&["send", "--now"]);
    assert_eq!(server.taken().len(), 0);
    // And back again: what was withdrawn waits again.
    production.worked("21:30");
    production.build();
    assert_eq!(production.states(), [Queued, Withdrawn, Queued, Withdrawn]);
    // Who leaves the list gets nothing.
    production.settings("approve", &plain(&server), &["bob@example.com"], "");
    production.build();
    assert_eq!(production.states(), [Withdrawn, Withdrawn, Queued, Withdrawn]);
    production.outbox(&["approve", "all"]);
    production.outbox(&["send"]);
    assert_eq!(server.taken().iter().map(|t| t.to.as_str()).collect::<Vec<_>>(), ["bob@example.com"]);
    nothing_lost_or_twice(&production, &server);
}

#[test]
fn a_person_takes_a_message_back_for_good() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), TWO, "");
    production.settings("approve", &plain(&server), TWO, "");
    production.build();
    assert_eq!(production.outbox(&["withdraw", "1"]).status, Some(0));
    production.build();
    production.outbox(&["approve", "all"]);
    production.outbox(&["send"]);
    assert_eq!(production.states(), [State::Withdrawn, State::Sent]);
    assert_eq!(server.taken().len(), 1);
}

#[test]
fn an_undo_delay_an_allow_list_and_a_mode_of_drafts_keep_messages_here() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(
        &plain(&server),
        &["ann@example.com", "eve@elsewhere.example"],
        "allow = [\"example.com\"]",
    );
    let settings = std::fs::read_to_string(production.root.join("callboard.toml")).unwrap();
    std::fs::write(
        production.root.join("callboard.toml"),
        settings.replace("undo = \"0s\"", "undo = \"10m\""),
    )
    .unwrap();
    production.build();
    assert!(production.outbox(&["send"]).out.contains("Nothing is due"));
    assert_eq!(server.taken().len(), 0);
    let list = production.outbox(&["list"]).out;
    assert!(
        list.contains("goes out at") && list.contains("elsewhere.example is not among mail.allow"),
        "{list}"
    );
    assert_eq!(production.outbox(&["send", "--now"]).status, Some(0));
    assert_eq!(server.taken().iter().map(|t| t.to.as_str()).collect::<Vec<_>>(), ["ann@example.com"]);
    assert_eq!(production.outbox(&["test", "eve@elsewhere.example"]).status, Some(2));
    // Drafts: what waited is withdrawn, and `send` says why it sends nothing.
    production.settings("draft", &plain(&server), &["ann@example.com", "eve@elsewhere.example"], "");
    production.build();
    let run = production.outbox(&["send"]);
    assert_eq!(run.status, Some(2));
    assert!(run.err.contains("mail.mode is draft"), "{}", run.err);
    assert!(production.rows().iter().all(|row| row.state != State::Queued));
    assert_eq!(server.taken().len(), 1);
}

#[test]
fn a_test_goes_to_oneself() {
    let server = Server::start(|_| Do::Usual);
    let production = Production::new(&plain(&server), &[], "");
    let run = production.outbox(&["test"]);
    assert_eq!(run.status, Some(0), "{}", run.err);
    assert!(run.out.contains("250 2.0.0 queued as 4711"), "{}", run.out);
    assert_eq!(server.taken()[0].to, "office@example.com");
}

#[test]
fn what_must_be_tls_is_tls() {
    // This server offers none, and takes what it is sent.
    let server = Server::start(|_| Do::Usual);
    let required = format!("smtp://127.0.0.1:{}", server.port);
    let production = Production::new(&required, TWO, "");
    production.build();
    let run = production.outbox(&["send"]);
    assert_eq!(run.status, Some(1));
    assert!(run.err.contains("offers no TLS"), "{}", run.err);
    // One that offers it and refuses.
    let server = Server::offering("250-mail.example\r\n250 STARTTLS\r\n", |_| Do::Usual);
    let production = Production::new(&format!("smtp://127.0.0.1:{}", server.port), TWO, "");
    production.build();
    assert!(production.outbox(&["send"]).err.contains("offers TLS and refuses it"));
    assert!(server.lines().iter().all(|line| !line.starts_with("MAIL")));
    assert_eq!(production.states(), [State::Queued, State::Queued]);
}

#[test]
fn a_wrong_password_pauses_everything_and_is_repeated_nowhere() {
    // A server that repeats what it was sent, plain and coded: "\0office\0correct-horse-7731" in base64.
    const CODED: &str = "AG9mZmljZQBjb3JyZWN0LWhvcnNlLTc3MzE=";
    let server = Server::offering("250-mail.example\r\n250 AUTH LOGIN PLAIN\r\n", |m| {
        assert!(m.at != At::Auth || m.line.ends_with(CODED), "{}", m.line);
        match m.at {
            At::Auth if m.connection < 2 => {
                Do::Say("535 5.7.8 correct-horse-7731 or AG9mZmljZQBjb3JyZWN0LWhvcnNlLTc3MzE= is wrong\r\n")
            }
            _ => Do::Usual,
        }
    });
    let url = format!("smtp://office@127.0.0.1:{}?tls=none", server.port);
    let production = Production::new(&url, TWO, "");
    production.build();
    let path = production.path();
    let mut said = String::new();
    let mut run = |args: &[&str]| {
        let mut all = vec!["--verbose"];
        all.extend(args);
        let run = finish(production.command(&all).env("CALLBOARD_SMTP_PASSWORD", PASSWORD).output().unwrap());
        said.push_str(&run.out);
        said.push_str(&run.err);
        run
    };
    let sent = run(&["outbox", path, "send"]);
    assert_eq!(sent.status, Some(1));
    assert!(
        sent.err.contains("does not accept the password of office: 535 5.7.8 … or … is wrong"),
        "{}",
        sent.err
    );
    assert_eq!(production.states(), [State::Queued, State::Queued]);
    assert_eq!(server.connections(), 1, "one sentence, once");
    for args in [
        vec!["outbox", path, "list"],
        vec!["outbox", path, "show", "1"],
        vec!["status", path],
        vec!["doctor", path],
        vec!["build", path, "--today", "2026-11-24"],
        vec!["outbox", path, "send"],
        vec!["outbox", path, "send"],
    ] {
        run(&args);
    }
    assert_eq!(production.states(), [State::Sent, State::Sent]);
    for secret in [PASSWORD, CODED] {
        assert!(!contains(said.as_bytes(), secret.as_bytes()), "{said}");
        assert_eq!(files_with(&production.root, secret), Vec::<std::path::PathBuf>::new());
    }
}

#[test]
fn a_password_file_serves_and_a_missing_password_is_said() {
    let server = Server::offering("250-mail.example\r\n250 AUTH LOGIN\r\n", |m| match m.at {
        At::Auth => Do::Say("334 VXNlcm5hbWU6\r\n"),
        _ => Do::Usual,
    });
    let url = format!("smtp://office@127.0.0.1:{}?tls=none", server.port);
    let production = Production::new(&url, TWO, "password_file = \"../password\"");
    production.build();
    let run = production.outbox(&["send"]);
    assert_eq!(run.status, Some(1));
    assert!(run.err.contains("password file") && run.err.contains("cannot be read"), "{}", run.err);
    production.settings("send", &url, TWO, "");
    let run = production.outbox(&["send"]);
    assert!(run.err.contains("CALLBOARD_SMTP_PASSWORD"), "{}", run.err);
    assert_eq!(server.connections(), 0);
    assert_eq!(production.states(), [State::Queued, State::Queued]);
}

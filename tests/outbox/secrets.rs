//! A password from each place it may come from, through every command and a watch: it stands in no log, no ledger, no page
//! and no answer of ours.
#![cfg(unix)]

use crate::fixture::{PASSWORD, Production, contains, files_with, finish};
use crate::server::{At, Do, Server};
use callboard::store::State;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// `PASSWORD` alone, and as PLAIN sends it after "\0office\0".
const CODED: [&str; 3] = [PASSWORD, "Y29ycmVjdC1ob3JzZS03NzMx", "AG9mZmljZQBjb3JyZWN0LWhvcnNlLTc3MzE="];

enum From {
    Environment,
    File,
    Systemd,
}

impl From {
    fn give(&self, command: &mut Command, dir: &Path) {
        match self {
            From::Environment => drop(command.env("CALLBOARD_SMTP_PASSWORD", PASSWORD)),
            From::File => {}
            From::Systemd => drop(command.env("CREDENTIALS_DIRECTORY", dir)),
        }
    }
}

#[test]
fn a_password_is_used_and_stands_nowhere() {
    for from in [From::Environment, From::File, From::Systemd] {
        // It repeats what it was sent before it takes it; LOGIN and PLAIN by turns.
        let login = matches!(from, From::File);
        let (hello, repeats) = if login {
            (
                "250-mail.example\r\n250 AUTH LOGIN\r\n",
                "451 4.3.0 not yet, correct-horse-7731 (Y29ycmVjdC1ob3JzZS03NzMx)\r\n",
            )
        } else {
            (
                "250-mail.example\r\n250 AUTH PLAIN\r\n",
                "451 4.3.0 not yet, correct-horse-7731 (AG9mZmljZQBjb3JyZWN0LWhvcnNlLTc3MzE=)\r\n",
            )
        };
        let server = Server::offering(hello, move |m| match m.at {
            At::Mail if m.connection == 0 => Do::Say(repeats),
            _ => Do::Usual,
        });
        let beside = tempfile::tempdir().unwrap();
        let kept = beside.path().join("smtp-password");
        fs::write(&kept, format!("{PASSWORD}\n")).unwrap();
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o600)).unwrap();
        let mail = match from {
            From::File => format!("password_file = {kept:?}"),
            _ => String::new(),
        };
        let url = format!("smtp://office@127.0.0.1:{}?tls=none", server.port);
        let production = Production::new(&url, &["ann@example.com"], &mail);
        let path = production.path();
        let run = |args: &[&str]| {
            let mut command = production.command(args);
            from.give(&mut command, beside.path());
            let run = finish(command.output().unwrap());
            [run.out.into_bytes(), run.err.into_bytes()].concat()
        };
        let mut said = run(&["--verbose", "build", path, "--today", "2026-11-24"]);
        said.extend(run(&["--verbose", "outbox", path, "send"]));
        for log in ["plain", "verbose"] {
            let log = Log::of(&production, &from, beside.path(), log == "verbose");
            assert!(log.contains("watching") || log.contains("Watching"), "{log}");
            said.extend(log.into_bytes());
        }
        for args in [
            vec!["outbox", path, "list", "--all"],
            vec!["outbox", path, "show", "1"],
            vec!["outbox", path, "report"],
            vec!["outbox", path, "report", "--format", "json"],
            vec!["outbox", path, "report", "--format", "xlsx"],
            vec!["outbox", path, "test"],
            vec!["history", "times.csv", path],
            vec!["status", path],
            vec!["doctor", path],
        ] {
            said.extend(run(&args));
        }
        assert!(production.states().contains(&State::Sent), "{:?}", production.states());
        assert!(
            server.lines().iter().any(|line| CODED.iter().any(|coded| line.ends_with(coded))),
            "it was used"
        );
        for secret in CODED {
            assert!(!contains(&said, secret.as_bytes()), "{}", String::from_utf8_lossy(&said));
            assert_eq!(files_with(&production.root, secret), Vec::<PathBuf>::new());
        }
    }
}

struct Log;

impl Log {
    /// What a watch writes that runs until the outbox has nothing to try any more.
    fn of(production: &Production, from: &From, dir: &Path, verbose: bool) -> String {
        let log = dir.join("log");
        let file = fs::File::create(&log).unwrap();
        let args: &[&str] = if verbose { &["--verbose", "watch"] } else { &["watch"] };
        let mut command = production.command(args);
        command.arg(production.path()).args(["--today", "2026-11-24"]).stdin(Stdio::null());
        command.stdout(file.try_clone().unwrap()).stderr(file);
        from.give(&mut command, dir);
        let mut child = command.spawn().unwrap();
        let since = Instant::now();
        let read = || fs::read_to_string(&log).unwrap();
        while !(read().contains("pass done") || read().contains("unchanged"))
            && since.elapsed() < Duration::from_secs(60)
        {
            std::thread::sleep(Duration::from_millis(50));
        }
        std::thread::sleep(Duration::from_millis(1500));
        let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        child.wait().unwrap();
        read()
    }
}

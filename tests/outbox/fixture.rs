//! A small production whose compliance report goes to whom a test names, and what its ledger says.

use crate::server::Server;
use callboard::store::{Ledger, OutboxRow, State};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

pub const PASSWORD: &str = "correct-horse-7731";

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub struct Production {
    _dir: TempDir,
    pub root: PathBuf,
}

pub struct Run {
    pub status: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Production {
    /// `mail` is what stands under `[mail]` besides the sender, the mode and the undo delay of none.
    pub fn new(server: &str, recipients: &[&str], mail: &str) -> Production {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().join("night-train");
        fs::create_dir_all(root.join("inbox")).unwrap();
        let production = Production { _dir: dir, root };
        production.settings("send", server, recipients, mail);
        production.worked("21:30");
        production
    }

    pub fn settings(&self, mode: &str, server: &str, recipients: &[&str], mail: &str) {
        let text = format!(
            "[production]\ntitle = \"Night Train\"\ncountry = \"US\"\nregion = \"CA\"\ntime_zone = \"America/Los_Angeles\"\n\
             [mail]\nmode = \"{mode}\"\nfrom = \"Production Office <office@example.com>\"\nsmtp = \"{server}\"\nundo = \"0s\"\n\
             per_minute = 10000\n{mail}\n[mail.documents]\ncompliance-report = {recipients:?}\n"
        );
        fs::write(self.root.join("callboard.toml"), text).unwrap();
    }

    /// The day's wrap: another one makes another report.
    pub fn worked(&self, wrap: &str) {
        fs::write(
            self.root.join("inbox/times.csv"),
            format!("Date,Name,Agreement,Call,Wrap\n2026-11-23,Dana Ruiz,IATSE,07:00,{wrap}\n"),
        )
        .unwrap();
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_callboard"));
        command.args(args).env("NO_COLOR", "1").env("USER", "coordinator").env_remove("SOURCE_DATE_EPOCH");
        command.env_remove("CALLBOARD_SMTP_PASSWORD").env_remove("CREDENTIALS_DIRECTORY");
        command
    }

    pub fn build(&self) {
        // Without the typesetter its pages are not made, and it says so with 1.
        let run = finish(self.command(&["build", self.path(), "--today", "2026-11-24"]).output().unwrap());
        assert!(matches!(run.status, Some(0 | 1)), "{}", run.err);
    }

    pub fn path(&self) -> &str {
        self.root.to_str().unwrap()
    }

    pub fn outbox(&self, args: &[&str]) -> Run {
        let mut all = vec!["outbox", self.path()];
        all.extend(args);
        finish(self.command(&all).output().unwrap())
    }

    pub fn state(&self) -> PathBuf {
        self.root.join(".callboard")
    }

    pub fn rows(&self) -> Vec<OutboxRow> {
        Ledger::open(&self.state()).unwrap().outbox().unwrap()
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::open(&self.state()).unwrap()
    }

    /// The states, in the order of the recipients' addresses.
    pub fn states(&self) -> Vec<State> {
        let mut rows = self.rows();
        rows.sort_by(|a, b| (&a.recipient, a.id).cmp(&(&b.recipient, b.id)));
        rows.iter().map(|row| row.state).collect()
    }
}

pub fn finish(output: Output) -> Run {
    Run {
        status: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

pub fn plain(server: &Server) -> String {
    format!("smtp://127.0.0.1:{}?tls=none", server.port)
}

/// What must hold after whatever happened: what the server took and what the ledger says fit, and nothing was taken twice.
pub fn nothing_lost_or_twice(production: &Production, server: &Server) {
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for taken in server.taken() {
        *times.entry(taken.message_id).or_default() += 1;
    }
    let rows = production.rows();
    for row in &rows {
        let count = times.remove(&row.message_id).unwrap_or(0);
        let may = match row.state {
            State::Sent => 1..=1,
            State::Uncertain | State::Sending => 0..=1,
            _ => 0..=0,
        };
        assert!(may.contains(&count), "{} was taken {count} times and is {}", row.recipient, row.state);
    }
    assert!(times.is_empty(), "the ledger knows nothing of {times:?}");
}

/// Every file below a folder that holds the text, in any of the ways it could stand there.
pub fn files_with(root: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_with(&path, text));
        } else if contains(&fs::read(&path).unwrap(), text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

pub fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

//! Copies of sent mail settle what is uncertain.

use super::PassError;
use crate::folder::Folder;
use crate::now;
use crate::settings::Settings;
use crate::store::outbox::moment;
use crate::store::{Act, Ledger, OutboxRow, State};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// How much of a copy is read for its Message-ID.
const HEAD: u64 = 256 * 1024;

/// Looks for uncertain messages among the copies of sent mail; how many are settled.
pub fn look(folder: &Folder, settings: &Settings, ledger: &mut Ledger) -> Result<usize, PassError> {
    let Some(sent) = &settings.mail.sent_folder else { return Ok(0) };
    let rows = ledger.outbox()?;
    let uncertain: Vec<&OutboxRow> = rows.iter().filter(|row| row.state == State::Uncertain).collect();
    if uncertain.is_empty() {
        return Ok(0);
    }
    let mut found = 0;
    let mut files = Vec::new();
    collect(&folder.root.join(sent), 4, &mut files);
    for file in files {
        let mut head = Vec::new();
        let read = File::open(&file).and_then(|f| f.take(HEAD).read_to_end(&mut head));
        let Some(id) = read.ok().and_then(|_| message_id(&head)) else { continue };
        for row in uncertain.iter().filter(|row| row.message_id == id) {
            let who = format!("a copy in {}", folder.relative(&file));
            let now = moment(now::now());
            if ledger.act(row.id, Act::ResolveSent, &who, &now, &now)?.is_ok() {
                found += 1;
            }
        }
    }
    Ok(found)
}

fn message_id(head: &[u8]) -> Option<String> {
    use mailparse::MailHeaderMap;
    let (headers, _) = mailparse::parse_headers(head).ok()?;
    headers.get_first_value("Message-ID").map(|id| id.trim().to_owned())
}

/// Files below a folder, so deep; a folder that is not there holds none.
fn collect(dir: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, found);
            }
        } else {
            found.push(path);
        }
    }
}

//! What a watch says. On a terminal: whole sentences, as `build` does. Into a log: one line an event with its fields,
//! without names of people or files, phone numbers or amounts; `callboard status` and the reports hold those.

use crate::check::finding::Report;
use crate::cli::Common;
use crate::cli::build::{count, findings_line, say};
use crate::cli::output::Voice;
use crate::folder::Folder;
use crate::ingest::names::{self, Verdict};
use crate::pipeline::postman::News;
use crate::pipeline::{Built, Fault};
use crate::store::State;
use crate::watch::{Change, Note, What};
use std::io::IsTerminal;
use std::path::Path;

#[derive(Clone, Copy)]
pub struct Log {
    voice: Voice,
    /// Somebody looks on.
    terminal: bool,
    /// Several folders are watched, so that each line names its own.
    several: bool,
}

impl Log {
    pub fn new(common: &Common, several: bool) -> Log {
        let terminal = std::io::stdout().is_terminal() || common.verbose;
        Log { voice: Voice::new(common), terminal, several }
    }

    fn line(&self, folder: &Folder, words: &str) {
        let name = if self.several { format!("{}: ", folder.name()) } else { String::new() };
        self.voice.result(&format!("{name}{words}"));
    }

    pub fn begins(&self, folder: &Folder, disk: &str) {
        if self.terminal {
            self.line(folder, &format!("Watching {} on {disk}. Ctrl-C stops.", folder.inbox.display()));
        } else {
            tracing::info!(folder = %folder.root.display(), disk, "watching");
        }
    }

    /// What is about to be read.
    pub fn changes(&self, folder: &Folder, changes: &[(&Path, What)]) {
        if !self.terminal {
            let of = |what: What| changes.iter().filter(|(_, w)| *w == what).count();
            let (new, changed, gone) = (of(What::Appeared), of(What::Changed), of(What::Gone));
            tracing::info!(folder = %folder.name(), new, changed, gone, "pass begins");
            return;
        }
        for (path, what) in changes {
            let what = match what {
                What::Appeared => "New",
                What::Changed => "Changed",
                What::Gone => "Gone",
            };
            self.line(folder, &format!("{what}: {}", path.display()));
        }
    }

    pub fn built(&self, folder: &Folder, built: &Built, ms: u128) {
        if self.terminal {
            self.voice.problems(&built.report.problems);
            if self.several {
                self.line(folder, &findings_line(&built.report));
                self.line(folder, &made(built));
            } else {
                say(self.voice, folder, built);
            }
            return;
        }
        let Report { summary, problems, .. } = &built.report;
        let in_state = |state: &str| built.states.iter().filter(|f| f.state == state).count();
        tracing::info!(
            folder = %folder.name(),
            as_of = %built.today,
            files = built.files,
            rejected = in_state("rejected"),
            quarantined = in_state("quarantined"),
            retry = in_state("retry"),
            problems = problems.len(),
            errors = summary.error,
            warnings = summary.warning,
            undetermined = summary.undetermined,
            documents = built.documents,
            made = built.made.len(),
            removed = built.removed.len(),
            messages = built.messages,
            without_address = built.without_address.len(),
            ms,
            "pass done"
        );
    }

    pub fn note(&self, folder: &Folder, note: &Note) {
        if self.terminal {
            eprintln!("callboard: {}: {note}", folder.name());
            return;
        }
        let folder = folder.name();
        match note {
            Note::FolderGone(_) => tracing::warn!(folder, "folder gone: nothing in it counts as deleted"),
            Note::FolderBack(_) => tracing::info!(folder, "folder back"),
            Note::FolderUnreadable(_) => {
                tracing::warn!(folder, "a folder in the inbox may not be looked into")
            }
            Note::NoEvents(why, poll) => {
                tracing::warn!(folder, why, every = poll.as_secs_f64(), "no events: looking instead");
            }
            Note::EventsBack => tracing::info!(folder, "events back"),
            Note::NeverSettles(_, why) => tracing::warn!(folder, %why, "a file does not come to rest"),
            Note::Hangs(_, doing) => {
                tracing::error!(folder, ?doing, "the folder does not answer: others go on");
            }
            Note::Answers(_) => tracing::info!(folder, "the folder answers again"),
        }
    }

    /// What became of messages, without names: `outbox list` has those.
    pub fn mail(&self, folder: &Folder, news: &News) {
        if !self.terminal {
            let folder = folder.name();
            match news {
                News::Told(told) => {
                    tracing::info!(folder, message = told.row.id, state = %told.state, "mail")
                }
                News::Paused(_, until) => {
                    tracing::warn!(folder, until, "no mail goes out: `outbox list` says why")
                }
                News::Uncertain(count) => {
                    tracing::warn!(folder, count, "mail cut off at the last end: uncertain")
                }
                News::Trouble(why) => tracing::error!(folder, why, "no mail goes out"),
                News::WantsPass => {}
            }
            return;
        }
        let name = folder.name();
        match news {
            News::Told(told) if matches!(told.state, State::Failed | State::Uncertain) => eprintln!(
                "callboard: {name}: message {id} is {}; `callboard outbox show {id}` says why.",
                told.state,
                id = told.row.id
            ),
            News::Told(told) => self.line(folder, &format!("Mail: message {} {}.", told.row.id, told.state)),
            News::Paused(why, until) if until.is_empty() => {
                eprintln!(
                    "callboard: {name}: no mail goes out: {why}. Put it right, then `callboard outbox send`."
                );
            }
            News::Paused(why, _) => {
                eprintln!("callboard: {name}: no mail goes out just now: {why}. It is tried again.");
            }
            News::Uncertain(n) => eprintln!(
                "callboard: {name}: {} cut off when callboard last ended, and may have arrived: see `callboard outbox list`.",
                count(*n, "message")
            ),
            News::Trouble(why) => eprintln!("callboard: {name}: no mail goes out: {why}."),
            News::WantsPass => {}
        }
    }

    pub fn paused(&self, folder: &Folder, fault: &Fault) {
        if self.terminal {
            eprintln!("callboard: {} is paused: {fault}.", folder.name());
        } else {
            tracing::error!(folder = %folder.name(), fault = fault.kind, remedy = fault.remedy, "paused");
        }
    }

    pub fn goes_on(&self, folder: &Folder) {
        if self.terminal {
            eprintln!("callboard: {} goes on.", folder.name());
        } else {
            tracing::info!(folder = %folder.name(), "goes on");
        }
    }

    /// Something else worth a line; the words name nobody.
    pub fn say(&self, folder: &Folder, words: &str) {
        if self.terminal {
            eprintln!("callboard: {}: {words}", folder.name());
        } else {
            tracing::warn!(folder = %folder.name(), "{words}");
        }
    }
}

fn made(built: &Built) -> String {
    let unchanged = built.documents.saturating_sub(built.made.len());
    format!(
        "{} made, {unchanged} unchanged, {} removed",
        count(built.made.len(), "document"),
        built.removed.len()
    )
}

/// What of a batch is worth a word: files that are read, and, once it runs, what stands beside the inbox. Of an inbox
/// that is the production folder itself, neither the settings nor what people keep there is announced.
pub fn told(changes: &[Change], first: bool) -> Vec<(&Path, What)> {
    let is_told = |change: &&Change| match change.inbox {
        0 => names::judge(&change.path.to_string_lossy()) == Verdict::Read,
        _ => !first,
    };
    changes.iter().filter(is_told).map(|change| (change.path.as_path(), change.what)).collect()
}

//! The states of a file between the save and the pass, in the words people are told.
//!
//! `seen → settling → waiting → running`, and then what the pass made of it, which the ledger keeps: done, duplicate,
//! rejected, quarantined or retry; a version that a newer one replaced is superseded. There is no state between the rest
//! and the wait: a copy that is made before the pass begins would be one of what was there then, and the pass copies,
//! hashes and reads what is there when it begins.

use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// Another one than before, at this look.
    Seen,
    /// Not yet at rest.
    Settling(Why),
    /// At rest, whole, and of another content than before.
    Waiting(For),
    /// Part of the pass that runs.
    Running,
}

/// What a file that is at rest waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// The others of its burst.
    Burst,
    /// The pass of another production.
    Turn,
    /// A fault of the machine that keeps passes from their end.
    Mending,
}

/// Why a file is not taken yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Changing,
    /// Gone for the moment.
    Missing,
    Locked,
    NotWhole,
    Empty,
    Unreadable,
}

impl FileState {
    /// One word for scripts.
    pub fn word(self) -> &'static str {
        match self {
            FileState::Seen => "seen",
            FileState::Settling(_) => "settling",
            FileState::Waiting(_) => "waiting",
            FileState::Running => "running",
        }
    }
}

impl fmt::Display for FileState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FileState::Seen => "it has just changed",
            FileState::Settling(why) => return why.fmt(f),
            FileState::Waiting(For::Burst) => "it waits for the other files that are being saved with it",
            FileState::Waiting(For::Turn) => "it waits for the pass of another production to end",
            FileState::Waiting(For::Mending) => "it waits until what pauses this folder is mended",
            FileState::Running => "the pass that reads it is running",
        })
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Changing => "it is still changing",
            Why::Missing => "it is gone for the moment, as while a program saves it",
            Why::Locked => "somebody has it open",
            Why::NotWhole => "the end of it is missing: it is probably still being copied",
            Why::Empty => "it is empty: it is probably still being copied",
            Why::Unreadable => "it cannot be opened at the moment",
        })
    }
}

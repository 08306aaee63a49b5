//! `callboard backup TO`: a copy of what cannot be made again, while everything goes on.

use super::build::{count, state_setting};
use super::{Common, Status};
use crate::folder::Folder;
use crate::store::backup;
use anyhow::{Context, Result, bail};
use std::path::Path;

pub fn run(_common: &Common, to: &Path, folder: &Path) -> Result<Status> {
    let folder =
        Folder::open(folder, None).with_context(|| format!("{} cannot be opened", folder.display()))?;
    let state = folder.state_dir(state_setting(&folder).as_deref());
    if to.exists() {
        bail!("{} is there already; a backup is a new folder", to.display());
    }
    let Some(held) = backup::backup(&state, to)? else {
        bail!("there was no pass here yet, so there is nothing to back up");
    };
    let passes = if held.passes == 1 { "1 pass".into() } else { format!("{} passes", held.passes) };
    outln!(
        "{}: the ledger with {passes} and {}, and {} of inputs.",
        to.display(),
        count(usize::try_from(held.issued).unwrap_or(0), "issued sheet"),
        if held.copies == 1 { "1 copy".into() } else { format!("{} copies", held.copies) },
    );
    outln!("To put it back: stop the watch, and copy its files over those in {}.", state.display());
    Ok(Status::Done)
}

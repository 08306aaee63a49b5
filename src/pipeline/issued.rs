//! What was issued, between the ledger, the model and `out/`.

use super::PassError;
use crate::diagnostic::{Code, Diagnostic};
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::model::Issued;
use crate::render::job::{Body, Job};
use crate::render::publish;
use crate::store::{IssuedRow, Ledger};
use chrono::DateTime;
use chrono_tz::Tz;
use std::fs;

/// The history as rules and documents see it. A row that does not read (nobody but us writes it) is left out.
pub fn history(rows: &[IssuedRow], zone: Tz) -> Vec<Issued> {
    rows.iter()
        .filter_map(|row| {
            Some(Issued {
                date: row.date.parse().ok()?,
                unit: row.unit.clone(),
                revision: row.revision,
                colour: row.colour.clone(),
                at: DateTime::parse_from_rfc3339(&row.at).ok()?.with_timezone(&zone),
                path: row.path.clone(),
                content: row.content.clone(),
                said: row.data.as_str().into(),
                sha256: row.sha256.clone(),
            })
        })
        .collect()
}

/// Hands jobs that are an issued document its bytes.
pub fn fill(jobs: &mut [Job], rows: &[IssuedRow], ledger: &Ledger) -> Result<(), PassError> {
    for job in jobs {
        let Body::Kept { sha256 } = &job.body else { continue };
        if let Some(row) = rows.iter().find(|row| row.sha256 == *sha256) {
            job.body = Body::Bytes(ledger.issued_bytes(row)?);
        }
    }
    Ok(())
}

/// Puts back into `out/` what was issued and is not there. What lies there and is something else is left, and said.
pub fn restore(folder: &Folder, rows: &[IssuedRow], ledger: &Ledger) -> Result<Vec<Diagnostic>, PassError> {
    let mut problems = Vec::new();
    for row in rows {
        let path = folder.out.join(&row.path);
        match fs::read(&path) {
            Ok(bytes) if sha256_hex(&bytes) == row.sha256 => {}
            Ok(_) => {
                let message = format!(
                    "out/{} is no longer what was issued (revision {}, {}).",
                    row.path, row.revision, row.at
                );
                let help = "Move it away: the next build puts the issued sheet back from the ledger.";
                problems.push(Diagnostic::new(Code::IssuedChanged, message, help));
            }
            Err(_) => {
                publish::write_once(&path, &ledger.issued_bytes(row)?)
                    .map_err(PassError::io("could not write", &path))?;
            }
        }
    }
    Ok(problems)
}

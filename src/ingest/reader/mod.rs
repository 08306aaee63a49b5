//! A file's bytes → cells. One file a format; what a file is, its content decides.
//!
//! `read` hands the bytes to a worker process and turns whatever becomes of it into cells or one plain
//! sentence; `in_process` is what the worker runs. The limits below are for files that are damaged
//! or made to do harm; no real workbook comes near them.

mod encoding;
mod formula;
mod html;
mod listing;
mod ods;
mod preflight;
mod script;
mod text;
mod uss;
mod values;
mod wire;
mod xls;
mod xlsb;
mod xlsx;
mod xml;
mod xml2003;

use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::{Raw, Sheet, Workbook};
use crate::ingest::refusal;
use crate::ingest::sniff::{self, Family};
use crate::worker::{self, Limits, Pool, WorkerError};
use preflight::Content;
pub use script::slugline::is_time as is_time_of_day;
use std::collections::BTreeSet;
use std::path::Path;

/// The role of the worker that runs `serve_reads`.
pub const ROLE: &str = "read";

/// For one file. A workbook at the limit of cells took between 256 and 512 megabytes and 6 seconds of
/// a busy machine; the memory is address space, of which a process takes more than it uses.
pub const LIMITS: Limits = Limits { memory_bytes: 1 << 30, seconds: 20 };

/// Of all sheets together. A feature's whole cost ledger has some hundred thousand.
pub const MOST_CELLS: usize = 2_000_000;

/// A sheet for every day of the longest series is less.
pub const MOST_SHEETS: usize = 1_000;

/// A file that was not read.
pub struct Refused {
    pub problem: Diagnostic,
    /// The worker came to grief over it, rather than finding something wrong with it.
    pub broke: bool,
}

/// Reads the copy at `bytes_path` in a worker. `file` is what messages and cells call it.
pub fn read(bytes_path: &Path, file: &str, pool: &Pool) -> Result<Workbook, Diagnostic> {
    read_or_break(bytes_path, file, pool).map_err(|refused| refused.problem)
}

/// As [`read`], and says whether the file is one that breaks workers.
pub fn read_or_break(bytes_path: &Path, file: &str, pool: &Pool) -> Result<Workbook, Refused> {
    let refuse = |problem, broke| Refused { problem, broke };
    let bytes = std::fs::read(bytes_path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => refuse(refusal::missing(file), false),
        _ => refuse(refusal::unreadable(file, &error), false),
    })?;
    let job = wire::put_job(file, &bytes);
    drop(bytes);
    let answer = pool.run(job).map_err(|error| match error {
        error if error.out_of_memory() => refuse(refusal::too_much_memory(file), true),
        WorkerError::TimedOut => refuse(refusal::too_slow(file, pool.limits().seconds), true),
        WorkerError::Died(_) => refuse(refusal::reader_died(file), true),
        WorkerError::NoProcess(why) => refuse(refusal::no_reader(file, &why), false),
    })?;
    let read = wire::take_answer(&answer).unwrap_or_else(|| Err(refusal::reader_died(file)));
    read.map_err(|problem| refuse(problem, false))
}

/// The worker's life: reads one file after the other until its input closes.
pub fn serve_reads() -> std::io::Result<()> {
    worker::serve(|job| {
        let _ = crate::fail::point("reader");
        let answer = match wire::take_job(&job) {
            Some((file, bytes)) => in_process(bytes, &file),
            None => Err(refusal::no_reader("", "the job was malformed")),
        };
        wire::put_answer(&answer)
    })
}

/// Reads the bytes here and now. Some files make a library panic, abort or never end: only a worker
/// is the place for a file from outside.
pub fn in_process(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    match sniff::family(bytes) {
        Family::Empty => Err(refusal::empty(file)),
        Family::Zip => match preflight::check(bytes, file)? {
            Content::Xlsx => xlsx::read(bytes, file),
            Content::Xlsb => xlsb::read(bytes, file),
            Content::Ods => ods::read(bytes, file),
            Content::Numbers => Err(refusal::numbers(file)),
            Content::Word => Err(refusal::not_a_spreadsheet(file, "a Word document")),
            Content::Other => Err(refusal::not_a_spreadsheet(file, "a zip archive")),
        },
        Family::Ole => xls::read(bytes, file),
        Family::AncientExcel => Err(refusal::other_format(file, "an Excel file from before 1997")),
        Family::Html | Family::Xml if script::fdx::is_script(&head(bytes)) => script::fdx::read(bytes, file),
        Family::Html => html::read(bytes, file),
        Family::Xml2003 => xml2003::read(bytes, file),
        Family::FlatOds => ods::read_flat(bytes, file),
        Family::Xml => Err(refusal::not_a_spreadsheet(file, "an XML file of another kind")),
        Family::Pointer => Err(refusal::google_pointer(file)),
        Family::Pdf => Err(refusal::not_a_spreadsheet(file, "a PDF")),
        Family::Text if is_fountain(file) => script::fountain::read(bytes, file),
        Family::Text => match head(bytes) {
            head if uss::is_schedule(&head) => uss::read(bytes, file),
            head if script::fdx::is_script(&head) => script::fdx::read(bytes, file),
            _ => text::read(bytes, file),
        },
        Family::Other => Err(refusal::not_a_spreadsheet(file, "a file of another kind")),
    }
}

/// The beginning of a text, enough to say what it is.
fn head(bytes: &[u8]) -> String {
    encoding::decode(bytes.get(..sniff::ENOUGH).unwrap_or(bytes)).text
}

/// A screenplay in plain text has nothing but its name to be known by.
fn is_fountain(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".fountain")
}

/// Counts what a workbook has given so far.
#[derive(Default)]
struct Budget {
    sheets: usize,
    cells: usize,
}

impl Budget {
    fn sheet(&mut self, file: &str) -> Result<(), Diagnostic> {
        self.sheets = self.sheets.saturating_add(1);
        if self.sheets > MOST_SHEETS {
            let what = format!("more than {MOST_SHEETS} sheets");
            return Err(refusal::too_large(file, &what, &MOST_SHEETS.to_string()));
        }
        Ok(())
    }

    fn cell(&mut self, file: &str) -> Result<(), Diagnostic> {
        self.cells = self.cells.saturating_add(1);
        if self.cells > MOST_CELLS {
            let what = format!("more than {MOST_CELLS} filled cells");
            return Err(refusal::too_large(file, &what, &MOST_CELLS.to_string()));
        }
        Ok(())
    }
}

/// By row, then by column; writers may leave any order.
fn in_reading_order(cells: &mut [(u32, u32, Raw)]) {
    if !cells.is_sorted_by_key(|cell| (cell.0, cell.1)) {
        cells.sort_by_key(|cell| (cell.0, cell.1));
    }
}

/// Rows and columns that hold nothing may be hidden by the million; nobody asks for them.
fn only_used(sheet: &mut Sheet) {
    let rows: BTreeSet<u32> = sheet.cells.iter().map(|cell| cell.0).collect();
    let columns: BTreeSet<u32> = sheet.cells.iter().map(|cell| cell.1).collect();
    sheet.hidden_rows.retain(|row| rows.contains(row));
    sheet.hidden_columns.retain(|column| columns.contains(column));
}

/// Says which encoding a text was read in, where nothing but its letters told.
fn guessed(file: &str, encoding: Option<&str>) -> Option<Diagnostic> {
    let message =
        format!("Nothing in the file says how its letters are stored; it was read as {}.", encoding?);
    let help = "If accented letters are wrong, save the file as “CSV UTF-8” or as an Excel workbook.";
    Some(Diagnostic::new(Code::EncodingGuessed, message, help).in_file(file))
}

/// A workbook of which no sheet could be read is not read.
fn some_sheet(mut book: Workbook) -> Result<Workbook, Diagnostic> {
    if book.sheets.is_empty() && !book.problems.is_empty() {
        return Err(book.problems.swap_remove(0));
    }
    Ok(book)
}

//! A file's bytes → cells. One file a format; what a file is, its content decides.
//!
//! `read` hands the bytes to a worker process and turns whatever becomes of it into cells or one plain
//! sentence; `in_process` is what the worker runs. The limits below are for files that are damaged
//! or made to do harm; no real workbook comes near them.

mod calendar;
mod encoding;
mod formula;
mod html;
mod listing;
mod ods;
mod outlet;
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
use outlet::{Cells, Outlet};
use preflight::Content;
pub use script::slugline::is_time as is_time_of_day;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// The role of the worker that runs `serve_reads`.
pub const ROLE: &str = "read";

/// For one file. The memory is address space, of which a process takes more than it uses. The time is that of a file
/// up to 4 megabytes; a larger one gets more (`patience`).
pub const LIMITS: Limits = Limits { memory_bytes: 512 << 20, seconds: 10 };

/// Of all sheets together, in formats that are held whole while they are read.
pub const MOST_CELLS: usize = 2_000_000;

/// Of all sheets together, where cells go to the parent as they are read (`.xlsx`, `.csv`): the rows that a sheet can
/// have, by fifteen columns.
pub const MOST_CELLS_SENT: usize = 16_000_000;

/// The rows that a spreadsheet program opens.
pub const MOST_ROWS: u32 = 1 << 20;

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
    let more = patience(bytes.len());
    let job = wire::put_job(file, &bytes);
    drop(bytes);
    let mut sent: BTreeMap<usize, Cells> = BTreeMap::new();
    let mut whole = true;
    let answer = pool.run_in_pieces(job, more, |piece| match wire::take_cells(&piece) {
        Some((sheet, mut cells)) => sent.entry(sheet).or_default().append(&mut cells),
        None => whole = false,
    });
    let seconds = pool.limits().seconds.saturating_add(more);
    let answer = answer.map_err(|error| match error {
        error if error.out_of_memory() => refuse(refusal::too_much_memory(file), true),
        WorkerError::TimedOut => refuse(refusal::too_slow(file, seconds), true),
        WorkerError::Died(_) => refuse(refusal::reader_died(file), true),
        WorkerError::NoProcess(why) => refuse(refusal::no_reader(file, &why), false),
    })?;
    let read = wire::take_answer(&answer).filter(|_| whole);
    let mut book = read.unwrap_or_else(|| Err(refusal::reader_died(file))).map_err(|p| refuse(p, false))?;
    for (place, mut cells) in sent {
        let Some(sheet) = book.sheets.get_mut(place) else { continue };
        cells.append(&mut sheet.cells);
        sheet.cells = cells;
        finish(sheet);
    }
    Ok(book)
}

/// How many seconds more than others a file may take, by its bytes: a ledger of a million rows has some fifty
/// megabytes, and is no worse for it.
fn patience(bytes: usize) -> u64 {
    (bytes as u64 >> 20).saturating_sub(4)
}

/// The worker's life: reads one file after the other until its input closes.
pub fn serve_reads() -> std::io::Result<()> {
    worker::serve_in_pieces(|job, piece| {
        let _ = crate::fail::point("reader");
        let mut send = |sheet: usize, cells: &[(u32, u32, Raw)]| piece(&wire::put_cells(sheet, cells));
        let answer = match wire::take_job(&job) {
            Some((file, bytes)) => to_sheets(bytes, &file, &mut Outlet::to(&mut send)),
            None => Err(refusal::no_reader("", "the job was malformed")),
        };
        wire::put_answer(&answer)
    })
}

/// Reads the bytes here and now. Some files make a library panic, abort or never end: only a worker
/// is the place for a file from outside.
pub fn in_process(bytes: &[u8], file: &str) -> Result<Workbook, Diagnostic> {
    to_sheets(bytes, file, &mut Outlet::default())
}

/// The same; cells that are too many to be held go out as they are read.
fn to_sheets(bytes: &[u8], file: &str, outlet: &mut Outlet) -> Result<Workbook, Diagnostic> {
    let mut book = of_family(bytes, file, outlet)?;
    let sheets = book.sheets.iter_mut().enumerate();
    sheets.filter(|(place, _)| !outlet.has_sent_of(*place)).for_each(|(_, sheet)| finish(sheet));
    Ok(book)
}

fn of_family(bytes: &[u8], file: &str, outlet: &mut Outlet) -> Result<Workbook, Diagnostic> {
    match sniff::family(bytes) {
        Family::Empty => Err(refusal::empty(file)),
        Family::Zip => match preflight::check(bytes, file)? {
            Content::Xlsx => xlsx::read(bytes, file, outlet),
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
            head if calendar::is_calendar(&head) => calendar::read(bytes, file),
            head if script::fdx::is_script(&head) => script::fdx::read(bytes, file),
            _ => text::read(bytes, file, outlet),
        },
        Family::Other => Err(refusal::not_a_spreadsheet(file, "a file of another kind")),
    }
}

/// The beginning of a text, enough to say what it is.
fn head(bytes: &[u8]) -> String {
    encoding::decode(bytes.get(..sniff::ENOUGH).unwrap_or(bytes)).text.into_owned()
}

/// A screenplay in plain text has nothing but its name to be known by.
fn is_fountain(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".fountain")
}

/// Counts what a workbook has given so far.
struct Budget {
    sheets: usize,
    cells: usize,
    most: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Budget { sheets: 0, cells: 0, most: MOST_CELLS }
    }
}

impl Budget {
    /// For formats whose cells go out as they are read.
    fn sending() -> Self {
        Budget { most: MOST_CELLS_SENT, ..Budget::default() }
    }

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
        if self.cells > self.most {
            let what = format!("more than {} filled cells", self.most);
            return Err(refusal::too_large(file, &what, &self.most.to_string()));
        }
        Ok(())
    }

    /// `row` counts from zero.
    fn row(&self, file: &str, row: u32) -> Result<(), Diagnostic> {
        if row >= MOST_ROWS {
            return Err(too_many_rows(file));
        }
        Ok(())
    }
}

fn too_many_rows(file: &str) -> Diagnostic {
    refusal::too_large(file, &format!("more than {MOST_ROWS} rows"), &MOST_ROWS.to_string())
}

/// Puts a sheet in order once all its cells are there: by row and column, and what is said of rows, columns and cells
/// that hold nothing is left out.
fn finish(sheet: &mut Sheet) {
    in_reading_order(&mut sheet.cells);
    only_used(sheet);
    let cells = &sheet.cells;
    let holds = |row: u32, column: u32| cells.binary_search_by_key(&(row, column), |c| (c.0, c.1)).is_ok();
    sheet.marks.struck.retain(|&(row, column)| holds(row, column));
    sheet.marks.filled.retain(|&(row, column, _)| holds(row, column));
}

/// By row, then by column; writers may leave any order.
fn in_reading_order(cells: &mut [(u32, u32, Raw)]) {
    if !cells.is_sorted_by_key(|cell| (cell.0, cell.1)) {
        cells.sort_by_key(|cell| (cell.0, cell.1));
    }
}

/// Rows and columns that hold nothing may be hidden by the million; nobody asks for them.
fn only_used(sheet: &mut Sheet) {
    if sheet.hidden_rows.is_empty() && sheet.hidden_columns.is_empty() {
        return;
    }
    let rows: BTreeSet<u32> =
        sheet.cells.chunk_by(|a, b| a.0 == b.0).filter_map(|row| Some(row.first()?.0)).collect();
    let mut columns = BTreeSet::new();
    for cell in &sheet.cells {
        if !columns.contains(&cell.1) {
            columns.insert(cell.1);
        }
    }
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

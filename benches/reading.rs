//! What the isolation costs: a ledger of a million rows by twelve columns, as `.csv` and as `.xlsx`, read in this
//! process and in a worker with the product's own limits, one after the other in one run.
//!
//! `cargo bench --no-default-features --bench reading [ROWS]`. Seconds depend on the machine; the ratio compares
//! within the run.

use callboard::ingest::grid::Workbook;
use callboard::ingest::reader;
use callboard::worker::Pool;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The binary's own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HEADINGS: [&str; 12] = [
    "Date",
    "Account",
    "Vendor",
    "Description",
    "Amount",
    "Currency",
    "Method",
    "PO",
    "Invoice",
    "Receipt",
    "Person",
    "Status",
];

fn text(row: u32, column: usize) -> String {
    match column {
        0 => format!("2026-{:02}-{:02}", row % 12 + 1, row % 28 + 1),
        1 => format!("{}-{:02}", 1000 + row % 9000, row % 100),
        3 => format!("Line {row} of the ledger"),
        4 => format!("{}.{:02}", row % 5000, row % 100),
        5 => "USD".to_owned(),
        7 => format!("PO-{:06}", row / 3),
        n => format!("{} {}", HEADINGS.get(n).copied().unwrap_or_default(), row % 977),
    }
}

fn csv(rows: u32) -> Vec<u8> {
    let mut out = HEADINGS.join(",").into_bytes();
    for row in 0..rows {
        out.push(b'\n');
        out.extend((0..12).map(|column| text(row, column)).collect::<Vec<_>>().join(",").bytes());
    }
    out
}

fn xlsx(rows: u32) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for row in 0..rows {
        for column in 0..12_u16 {
            match column {
                4 => sheet.write_number(
                    row + 1,
                    column,
                    f64::from(row % 5000) + f64::from(row % 100) / 100.0,
                )?,
                _ => sheet.write_string(row + 1, column, text(row, usize::from(column)))?,
            };
        }
    }
    book.save_to_buffer()
}

/// How long it takes, and how many cells come out.
fn seconds(run: impl FnOnce() -> Option<Workbook>) -> (Duration, usize) {
    let start = Instant::now();
    let cells = run().map_or(0, |book| book.sheets.iter().map(|sheet| sheet.cells.len()).sum());
    (start.elapsed(), cells)
}

fn measure(path: &Path, name: &str, pool: &Pool) {
    let megabytes = std::fs::metadata(path).map_or(0, |about| about.len() >> 20);
    let (here, cells) = seconds(|| reader::in_process(&std::fs::read(path).ok()?, name).ok());
    let mut problem = String::new();
    let (there, same) = seconds(|| reader::read(path, name, pool).map_err(|p| problem = p.to_string()).ok());
    let ratio = there.as_secs_f64() / here.as_secs_f64();
    println!(
        "{name}: {megabytes} MB, {cells} cells; in process {:.2} s, isolated {:.2} s ({same} cells), ratio {ratio:.2} {problem}",
        here.as_secs_f64(),
        there.as_secs_f64()
    );
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rows = std::env::args().filter_map(|argument| argument.parse().ok()).next().unwrap_or(1_000_000);
    let folder = tempfile::tempdir()?;
    let pool = Pool::new(PathBuf::from(env!("CARGO_BIN_EXE_callboard")), reader::ROLE, 1, reader::LIMITS);
    let limits = reader::LIMITS;
    println!("limits: {} MB, {} s and more for a file above 4 MB", limits.memory_bytes >> 20, limits.seconds);
    for (name, bytes) in [("ledger.csv", csv(rows)), ("ledger.xlsx", xlsx(rows)?)] {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes)?;
        measure(&path, name, &pool);
    }
    Ok(())
}

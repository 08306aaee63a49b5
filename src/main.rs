//! The program: for now, the worker that reads files.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["worker", "read"] if callboard::ingest::reader::serve_reads().is_ok() => ExitCode::SUCCESS,
        #[cfg(feature = "pdf")]
        ["worker", "render"] if callboard::render::worker::serve().is_ok() => ExitCode::SUCCESS,
        _ => ExitCode::from(2),
    }
}

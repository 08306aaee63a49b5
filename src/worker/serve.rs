//! The child's side: take a job, answer, until the parent goes.

use super::{frame, limit};
use signal_hook::consts::{SIGINT, SIGTERM};
use std::io;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, mpsc};
use std::thread;

/// Answers jobs from standard input on standard output until standard input closes.
///
/// A closed input ends the process even in the middle of a job: nobody is left to take the answer,
/// and a job that never ends must not outlive the program that gave it. A panic in `handle` ends the
/// process as well, and the parent starts another.
pub fn serve(mut handle: impl FnMut(Vec<u8>) -> Vec<u8>) -> io::Result<()> {
    serve_in_pieces(|job, _| handle(job))
}

/// The same for answers that are too large to be held whole: `handle` gives pieces away as it goes, and the last one
/// back. A piece that cannot be given away is an error that ends the process with the next one.
pub fn serve_in_pieces(
    mut handle: impl FnMut(Vec<u8>, &mut dyn FnMut(&[u8]) -> io::Result<()>) -> Vec<u8>,
) -> io::Result<()> {
    limit::apply()?;
    // Ctrl-C and a stopping service reach every process of the program. The parent alone decides: a
    // pass that it finishes must not lose its readers.
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)))?;
    }
    let (jobs, next) = mpsc::sync_channel(1);
    thread::Builder::new().spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            match frame::read(&mut input) {
                Ok(Some(job)) => {
                    if jobs.send(job.bytes).is_err() {
                        break;
                    }
                }
                Ok(None) => std::process::exit(0),
                Err(error) => {
                    eprintln!("the job could not be taken: {error}");
                    std::process::exit(1);
                }
            }
        }
    })?;
    let mut output = io::stdout().lock();
    for job in next {
        let last = handle(job, &mut |piece| frame::write_piece(&mut output, piece));
        frame::write(&mut output, &last)?;
    }
    Ok(())
}

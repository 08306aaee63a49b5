//! A pool of child processes of this same binary, with limits of memory and time.
//!
//! Untrusted spreadsheets are read and documents are typeset in children, because what a hostile file
//! does to a library (an endless chain of sectors, an allocation that aborts) cannot be caught in the
//! process it happens in. A child takes one job at a time as a frame on its standard input and
//! answers with a frame on its standard output, or with several where the answer is too large to be held whole. This module does not know what the jobs are.

mod child;
mod frame;
mod limit;
mod pool;
mod serve;

pub use pool::{Limits, Pool, WorkerError};
pub use serve::{serve, serve_in_pieces};

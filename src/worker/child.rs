//! One child process and the two threads that talk to it.

use super::frame::{self, Frame};
use super::{Limits, WorkerError, limit};
use std::io::{self, Read};
use std::path::Path;
use std::process::{Child as Process, ChildStderr, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// So many pieces of an answer may wait to be taken.
const WAITING: usize = 2;

/// As much of a child's last words as is kept, in bytes.
const LAST_WORDS: usize = 4096;

pub struct Child {
    process: Process,
    jobs: Option<Sender<Vec<u8>>>,
    answers: Receiver<io::Result<Option<Frame>>>,
    stderr: Option<JoinHandle<Vec<u8>>>,
}

impl Child {
    pub fn start(exe: &Path, role: &str, limits: Limits) -> Result<Child, WorkerError> {
        let mut command = Command::new(exe);
        command.args(["worker", role]);
        // What reads strangers' files has no use for the mail password.
        command.env_remove("CALLBOARD_SMTP_PASSWORD");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        limit::announce(&mut command, limits.memory_bytes);
        let fault = |error: io::Error| WorkerError::NoProcess(error.to_string());
        let mut process = command.spawn().map_err(fault)?;
        let (Some(mut stdin), Some(mut stdout), Some(stderr)) =
            (process.stdin.take(), process.stdout.take(), process.stderr.take())
        else {
            return Err(WorkerError::NoProcess("its pipes could not be opened".to_owned()));
        };
        let (jobs, next_job) = mpsc::channel::<Vec<u8>>();
        let (answer, answers) = mpsc::sync_channel(WAITING);
        // Writing is done here too: a child that reads nothing would block it past any limit of time.
        // The thread ends, and closes the child's input, when `jobs` is dropped or the pipe breaks.
        let talk = thread::Builder::new().spawn(move || {
            for job in next_job {
                let mut got = frame::write(&mut stdin, &job).and_then(|()| frame::read(&mut stdout));
                drop(job);
                loop {
                    let more = matches!(&got, Ok(Some(frame)) if frame.more);
                    if answer.send(got).is_err() {
                        return;
                    }
                    if !more {
                        break;
                    }
                    got = frame::read(&mut stdout);
                }
            }
        });
        let listen = thread::Builder::new().spawn(move || last_words(stderr));
        // From here on the process is ended when this is dropped.
        let mut child = Child { process, jobs: Some(jobs), answers, stderr: None };
        talk.map_err(fault)?;
        child.stderr = Some(listen.map_err(fault)?);
        Ok(child)
    }

    /// Whether the process is there still. One that was killed while it was idle is not.
    pub fn alive(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// One job: hands each piece of the answer on as it comes, and gives back the last. After an error the child must
    /// be dropped.
    pub fn run(
        &mut self,
        job: Vec<u8>,
        seconds: u64,
        mut piece: impl FnMut(Vec<u8>),
    ) -> Result<Vec<u8>, WorkerError> {
        if self.jobs.as_ref().is_none_or(|jobs| jobs.send(job).is_err()) {
            return Err(self.died());
        }
        let end = Instant::now() + Duration::from_secs(seconds);
        loop {
            match self.answers.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(Ok(Some(frame))) if frame.more => piece(frame.bytes),
                Ok(Ok(Some(frame))) => return Ok(frame.bytes),
                Err(RecvTimeoutError::Timeout) => return Err(WorkerError::TimedOut),
                Ok(Ok(None) | Err(_)) | Err(RecvTimeoutError::Disconnected) => return Err(self.died()),
            }
        }
    }

    /// How the process ended and what it said last.
    fn died(&mut self) -> WorkerError {
        self.jobs = None;
        // Its pipe broke, so it is ending or has ended; killing it makes waiting for it short.
        let _ = self.process.kill();
        let how = match self.process.wait() {
            Ok(status) => ending(status),
            Err(error) => format!("how it ended is not known: {error}"),
        };
        let words = self.stderr.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        let words = String::from_utf8_lossy(&words).trim().to_owned();
        WorkerError::Died(if words.is_empty() { how } else { format!("{how}: {words}") })
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        self.jobs = None;
        // A child holds no state worth keeping, and may be in a job that never ends.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Reads until the pipe closes and keeps the end.
fn last_words(mut stderr: ChildStderr) -> Vec<u8> {
    let mut kept = Vec::new();
    let mut chunk = [0_u8; 1024];
    loop {
        match stderr.read(&mut chunk) {
            Ok(0) => return kept,
            Ok(n) => {
                kept.extend(chunk.iter().take(n));
                kept.drain(..kept.len().saturating_sub(LAST_WORDS));
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => return kept,
        }
    }
}

fn ending(status: ExitStatus) -> String {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&status) {
        return format!("it was ended by signal {signal}");
    }
    match status.code() {
        Some(code) => format!("it ended with status {code}"),
        None => "it ended".to_owned(),
    }
}

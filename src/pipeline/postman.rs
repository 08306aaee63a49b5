//! Sends what is due for as long as a watch runs, beside its passes: a thread that looks, and one for each folder while it
//! sends, so that neither a pass nor another production waits for a slow mail server.

use super::PassError;
use super::sending::{self, SendDone, SendOptions, Told};
use crate::folder::Folder;
use crate::now;
use crate::settings::MailMode;
use crate::store::outbox::moment;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant, SystemTime};

/// How often to look whether something is due.
const LOOK: Duration = Duration::from_millis(500);
/// How long a message that is on its way is waited for at the end. What is cut off is settled by the next start.
const PATIENCE: Duration = Duration::from_secs(20);

/// What a watch says of the mail.
#[derive(Clone, Debug)]
pub enum News {
    Told(Box<Told>),
    /// Why nothing is sent, and until when (empty: until somebody says `send`).
    Paused(String, String),
    /// So many messages were cut off when callboard last ended: nobody knows whether they were taken.
    Uncertain(usize),
    Trouble(String),
    /// Only a pass can let some messages go on.
    WantsPass,
}

pub struct Postman {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Postman {
    /// `folders` with where their ledgers lie.
    pub fn start(
        folders: Vec<(Folder, PathBuf)>,
        tell: impl Fn(&Folder, News) + Send + Sync + 'static,
    ) -> io::Result<Postman> {
        let stop = Arc::new(AtomicBool::new(false));
        let tell: Arc<Tell> = Arc::new(tell);
        let stopped = stop.clone();
        let thread = thread::Builder::new().name("mail".into()).spawn(move || {
            let mut rounds: Vec<Rounds> = folders.into_iter().map(|(f, s)| Rounds::new(f, s)).collect();
            while !stopped.load(Ordering::SeqCst) {
                for round in &mut rounds {
                    round.look(&tell, &stopped);
                }
                thread::sleep(LOOK);
            }
            let since = Instant::now();
            while rounds.iter().any(Rounds::busy) && since.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(50));
            }
        })?;
        Ok(Postman { stop, thread: Some(thread) })
    }
}

impl Drop for Postman {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

type Tell = dyn Fn(&Folder, News) + Send + Sync;

/// What a ledger looks like from outside: when this changes there may be something to send. Other settings make a pass, and so
/// change it, too; they are not looked at here, for they may lie on a share that hangs, and one thread looks for all folders.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Look([Option<(u64, SystemTime)>; 2]);

impl Look {
    fn at(state: &Path) -> Look {
        let of = |path: PathBuf| {
            let found = std::fs::metadata(path).ok().filter(|m| m.len() > 0)?;
            Some((found.len(), found.modified().ok()?))
        };
        Look([of(state.join("ledger.sqlite")), of(state.join("ledger.sqlite-wal"))])
    }
}

/// One folder's rounds of sending.
struct Rounds {
    folder: Folder,
    state: PathBuf,
    seen: Option<Look>,
    next: Option<String>,
    running: Option<JoinHandle<Option<String>>>,
    /// The last pause or trouble that was said.
    said: Arc<std::sync::Mutex<String>>,
}

impl Rounds {
    fn new(folder: Folder, state: PathBuf) -> Rounds {
        Rounds { folder, state, seen: None, next: None, running: None, said: Arc::default() }
    }

    fn busy(&self) -> bool {
        self.running.as_ref().is_some_and(|running| !running.is_finished())
    }

    /// Begins a round where something changed or is due.
    fn look(&mut self, tell: &Arc<Tell>, stop: &Arc<AtomicBool>) {
        if self.busy() {
            return;
        }
        if let Some(running) = self.running.take() {
            self.next = running.join().ok().flatten();
        }
        let look = Look::at(&self.state);
        let due = self.next.as_ref().is_some_and(|next| *next <= moment(now::now()));
        if look.0.first().is_none_or(Option::is_none) || (self.seen.as_ref() == Some(&look) && !due) {
            return;
        }
        self.seen = Some(look);
        let (folder, state, said) = (self.folder.clone(), self.state.clone(), self.said.clone());
        let (tell, stop) = (tell.clone(), stop.clone());
        let round = thread::Builder::new().name("mail".into()).spawn(move || {
            let told = |news: News| tell(&folder, news);
            match round(&folder, &state, &stop, &told) {
                Ok(done) => {
                    if done.cut_off > 0 {
                        told(News::Uncertain(done.cut_off));
                    }
                    if done.wants_pass {
                        told(News::WantsPass);
                    }
                    let pause = done.paused.clone().unwrap_or_default();
                    // Said once, not at every try.
                    let mut said = said.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if *said != pause.0 {
                        said.clone_from(&pause.0);
                        if !pause.0.is_empty() {
                            told(News::Paused(pause.0, pause.1));
                        }
                    }
                    done.next
                }
                // Somebody says `outbox send` just now.
                Err(PassError::Held(_)) => Some(moment(now::now() + chrono::TimeDelta::seconds(5))),
                Err(trouble) => {
                    let trouble = trouble.to_string();
                    let mut said = said.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if *said != trouble {
                        said.clone_from(&trouble);
                        told(News::Trouble(trouble));
                    }
                    // A disk that is full may not be in a minute.
                    Some(moment(now::now() + chrono::TimeDelta::minutes(1)))
                }
            }
        });
        self.running = round.ok();
    }
}

fn round(
    folder: &Folder,
    state: &Path,
    stop: &Arc<AtomicBool>,
    told: &dyn Fn(News),
) -> Result<SendDone, PassError> {
    let settings = sending::settings(folder)?;
    if settings.mail_mode() == MailMode::Draft {
        return Ok(SendDone::default());
    }
    let stopped = || stop.load(Ordering::SeqCst);
    sending::send(folder, state, &SendOptions::default(), &stopped, &mut |one| {
        told(News::Told(Box::new(one.clone())))
    })
}

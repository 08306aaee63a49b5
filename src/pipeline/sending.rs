//! Sending what is due: one process at a time in a folder, one message after the other.
//!
//! A message is `sending` in the ledger before its first command, and `end` is written there before its last line: so
//! whatever ends this process, the next one knows what may have been taken ([`Ledger::recover`]).

use super::posting::{Desk, LONGEST_WAIT, Standing};
use super::server::account;
use super::{PassError, lock, sent_folder};
use crate::deliver::message;
use crate::deliver::smtp::{Account, Fault, Outcome, Session, Step};
use crate::diagnostic::Severity;
use crate::fail;
use crate::folder::Folder;
use crate::now;
use crate::settings::{self, MailMode, Settings};
use crate::store::outbox::moment;
use crate::store::{Ended, Ledger, OutboxRow, State};
use chrono::{DateTime, TimeDelta, Utc};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// After so many minutes a message is tried again, then hourly.
const AGAIN: [i64; 4] = [1, 5, 15, 30];
/// For so long.
const GIVE_UP: i64 = 24 * 60;
/// And so often.
const ENOUGH: u32 = 12;
/// After so many minutes a server that could not be reached is tried again.
const KNOCK: [i64; 5] = [1, 2, 5, 10, 15];
const LONGEST_KNOCK: i64 = 15;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct SendOptions {
    /// A person asked: a pause ends, and what waits for another try is tried.
    pub asked: bool,
    /// The undo delay is not waited for.
    pub at_once: bool,
    /// These alone.
    pub only: Option<BTreeSet<i64>>,
}

/// What became of one message.
#[derive(Clone, Debug)]
pub struct Told {
    pub row: OutboxRow,
    pub state: State,
    pub words: String,
}

/// What a round of sending did.
#[derive(Clone, Debug, Default)]
pub struct SendDone {
    pub sent: usize,
    pub later: usize,
    pub failed: usize,
    pub uncertain: usize,
    /// How many of them were cut off when callboard last ended.
    pub cut_off: usize,
    /// Why nothing (more) is sent, and until when; empty: until somebody says `send`.
    pub paused: Option<(String, String)>,
    /// Uncertain ones that the sent folder settled.
    pub found: usize,
    /// Messages that only a pass can let go: a part of them has been sent.
    pub wants_pass: bool,
    /// When the next message is due, as far as is known.
    pub next: Option<String>,
}

/// The right to send in a folder.
struct Counter {
    _lock: File,
}

impl Counter {
    /// None where another process has it.
    fn take(folder: &Folder) -> Result<Option<Counter>, PassError> {
        let taken = lock::take(folder, "sending", Duration::ZERO)?;
        Ok(taken.map(|(lock, _)| Counter { _lock: lock }))
    }
}

/// The settings as they are now; an error where they cannot stand.
pub fn settings(folder: &Folder) -> Result<Settings, PassError> {
    let text = fs::read_to_string(folder.settings_file()).unwrap_or_default();
    let (settings, problems) = settings::load(&text, "callboard.toml");
    match problems.into_iter().find(|p| p.severity == Severity::Error) {
        Some(problem) => Err(PassError::Settings(problem.to_string())),
        None => Ok(settings),
    }
}

/// Sends what is due. `state` is where the ledger lies; `stop` ends it between two messages; `tell` hears of each.
pub fn send(
    folder: &Folder,
    state: &Path,
    options: &SendOptions,
    stop: &dyn Fn() -> bool,
    tell: &mut dyn FnMut(&Told),
) -> Result<SendDone, PassError> {
    let settings = settings(folder)?;
    if settings.mail_mode() == MailMode::Draft && options.only.is_none() {
        return Err(PassError::Settings(
            "mail.mode is draft: the messages lie in out/mail, and callboard sends nothing".into(),
        ));
    }
    let Some(_counter) = Counter::take(folder)? else {
        return Err(PassError::Held("another callboard that is sending".into()));
    };
    let mut ledger = Ledger::open(state)?;
    let cut_off = ledger.recover(&moment(now::now()))?;
    let mut done = SendDone { uncertain: cut_off, cut_off, ..SendDone::default() };
    done.found = sent_folder::look(folder, &settings, &mut ledger)?;
    match ledger.pause()? {
        Some(_) if options.asked => ledger.set_pause(None)?,
        Some((words, until)) if until.is_empty() || is_ahead(&until, TimeDelta::minutes(LONGEST_KNOCK)) => {
            done.next = Some(until.clone()).filter(|until| !until.is_empty());
            done.paused = Some((words, until));
            return Ok(done);
        }
        _ => {}
    }
    let mut round = Round { settings: &settings, options, stop, tell, done };
    let account = match round.due(&ledger)?.is_empty() {
        true => None,
        false => match account(folder, &settings) {
            Ok(account) => Some(account),
            Err(words) => {
                round.pause(&mut ledger, &Fault::Standing(words))?;
                None
            }
        },
    };
    if let Some(account) = &account {
        round.run(&mut ledger, account)?;
    }
    let mut done = round.done;
    let rows = ledger.outbox()?;
    let desk = Desk::new(&settings, &rows, now::now());
    done.wants_pass = rows.iter().any(|row| desk.standing(row) == Standing::HasPart);
    done.next = done.paused.as_ref().map(|(_, until)| until.clone()).or(next(&desk, &rows));
    Ok(done)
}

/// Is a moment still to come? One that is further ahead than it can have been set was set before the clock went back.
fn is_ahead(moment: &str, most: TimeDelta) -> bool {
    let now = now::now();
    DateTime::parse_from_rfc3339(moment).is_ok_and(|at| at > now && at <= now + most)
}

/// When the next message is due.
fn next(desk: &Desk, rows: &[OutboxRow]) -> Option<String> {
    let times = rows.iter().filter_map(|row| match desk.standing(row) {
        Standing::Due => Some(moment(desk.now)),
        Standing::Undo(at) | Standing::Again(at) => Some(at),
        _ => None,
    });
    times.min()
}

struct Round<'a> {
    settings: &'a Settings,
    options: &'a SendOptions,
    stop: &'a dyn Fn() -> bool,
    tell: &'a mut dyn FnMut(&Told),
    done: SendDone,
}

impl Round<'_> {
    fn due(&self, ledger: &Ledger) -> Result<Vec<OutboxRow>, PassError> {
        let rows = ledger.outbox()?;
        let desk = Desk::new(self.settings, &rows, now::now());
        let is_due = |row: &OutboxRow| match desk.standing(row) {
            Standing::Due => true,
            Standing::Undo(_) => self.options.at_once,
            Standing::Again(_) => self.options.asked,
            _ => false,
        };
        let wanted = |row: &OutboxRow| self.options.only.as_ref().is_none_or(|only| only.contains(&row.id));
        let due = rows.iter().filter(|row| wanted(row) && is_due(row));
        Ok(due.cloned().collect())
    }

    fn pause(&mut self, ledger: &mut Ledger, fault: &Fault) -> Result<(), PassError> {
        let until = match fault {
            Fault::Standing(_) => String::new(),
            Fault::Passing(_) => {
                let times = usize::try_from(ledger.times_paused()?).unwrap_or(usize::MAX);
                let minutes = KNOCK.get(times).or(KNOCK.last()).copied().unwrap_or(LONGEST_KNOCK);
                moment(now::now() + TimeDelta::minutes(minutes))
            }
        };
        ledger.set_pause(Some((fault.words(), &until)))?;
        self.done.paused = Some((fault.words().to_owned(), until));
        Ok(())
    }

    fn run(&mut self, ledger: &mut Ledger, account: &Account) -> Result<(), PassError> {
        let mut session: Option<Session<'_>> = None;
        // Each once in a round, whatever becomes of it; what a pass withdrew meanwhile is not claimed.
        for row in self.due(ledger)? {
            if (self.stop)() || !self.keep_the_rate(ledger)? {
                break;
            }
            if session.as_ref().is_none_or(|session| !session.usable()) {
                session = None;
                match Session::open(account) {
                    Ok(opened) => {
                        ledger.set_pause(None)?;
                        session = Some(opened);
                    }
                    Err(fault) => {
                        self.pause(ledger, &fault)?;
                        break;
                    }
                }
            }
            let Some(open) = session.as_mut() else { break };
            if !self.one(ledger, open, &row)? {
                break;
            }
        }
        if let Some(session) = session {
            session.close();
        }
        Ok(())
    }

    /// Waits until another message may go within the minute; false where it is to stop instead.
    fn keep_the_rate(&self, ledger: &Ledger) -> Result<bool, PassError> {
        let most = usize::try_from(self.settings.per_minute()).unwrap_or(usize::MAX);
        loop {
            let now = now::now();
            if ledger.attempts_between(&moment(now - TimeDelta::minutes(1)), &moment(now))? < most {
                return Ok(true);
            }
            let pause = Instant::now();
            while pause.elapsed() < Duration::from_secs(1) {
                if (self.stop)() {
                    return Ok(false);
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        }
    }

    /// Sends one message; false where no other can be sent after it.
    fn one(
        &mut self,
        ledger: &mut Ledger,
        session: &mut Session<'_>,
        row: &OutboxRow,
    ) -> Result<bool, PassError> {
        let server = format!("{}:{}", session.server().host, session.server().port);
        if !ledger.claim(row.id, &server, &moment(now::now()))? {
            return Ok(true);
        }
        fail::point("mail.claimed").map_err(stopped)?;
        let outcome = self.hand_over(ledger, session, row)?;
        let _ = fail::point("mail.answered");
        let now = now::now();
        let first = ledger.first_try(row.id)?;
        let (state, words, due) = self.judge(&outcome, row, first.as_deref(), now);
        let counts = !matches!(outcome, Outcome::NotFromUs(_));
        let state = ledger.ended(row.id, &Ended { state, words: &words, due: &due, counts }, &moment(now))?;
        fail::point("mail.recorded").map_err(stopped)?;
        match state {
            State::Sent => self.done.sent += 1,
            State::Failed => self.done.failed += 1,
            State::Uncertain => self.done.uncertain += 1,
            _ => self.done.later += 1,
        }
        (self.tell)(&Told { row: row.clone(), state, words });
        if let Outcome::NotFromUs(words) = outcome {
            let from = &row.sender;
            let server = &session.server().host;
            self.pause(ledger, &Fault::Standing(format!("{server} takes no mail from {from}: {words}")))?;
            return Ok(false);
        }
        Ok(true)
    }

    fn hand_over(
        &self,
        ledger: &mut Ledger,
        session: &mut Session<'_>,
        row: &OutboxRow,
    ) -> Result<Outcome, PassError> {
        let addresses =
            message::address(&row.sender).and_then(|from| Ok((from, message::address(&row.recipient)?)));
        let (from, to) = match addresses {
            Ok(both) => both,
            Err(words) => return Ok(Outcome::Refused(words)),
        };
        let Some(bytes) = ledger.message(row.id)? else {
            return Ok(Outcome::Refused("its text is not kept any more".into()));
        };
        if bytes.len() > self.settings.max_size() {
            return Ok(Outcome::Refused(format!(
                "it has {} kB and mail.max_size is {} kB",
                bytes.len().div_ceil(1000),
                self.settings.max_size() / 1000
            )));
        }
        Ok(session.deliver(&from, &to, &bytes, &mut |step| {
            let point = match step {
                Step::Sender => "mail.sender",
                Step::Recipient => "mail.recipient",
                Step::Data => "mail.data",
                Step::Body => "mail.body",
                Step::End => "mail.before-end",
                Step::Answered => "mail.after-end",
            };
            fail::point(point).map_err(|cause| cause.to_string())?;
            if step == Step::End {
                // Where this cannot be written (a full disk) the end is not sent.
                ledger.ending(row.id).map_err(|cause| cause.to_string())?;
                fail::point("mail.end").map_err(|cause| cause.to_string())?;
            }
            Ok(())
        }))
    }

    /// The state an outcome leads to, its words, and when it is tried again.
    fn judge(
        &self,
        outcome: &Outcome,
        row: &OutboxRow,
        first: Option<&str>,
        now: DateTime<Utc>,
    ) -> (State, String, String) {
        match outcome {
            Outcome::Sent(words) => (State::Sent, words.clone(), String::new()),
            Outcome::Refused(words) => (State::Failed, words.clone(), String::new()),
            Outcome::Uncertain(words) => (State::Uncertain, words.clone(), String::new()),
            Outcome::NotFromUs(words) => (State::Queued, words.clone(), moment(now)),
            Outcome::Later(words) => {
                let since = first.and_then(|first| DateTime::parse_from_rfc3339(first).ok());
                // A clock that jumps, or a machine that slept, makes no day of tries.
                let over = row.tries >= ENOUGH
                    && since.is_some_and(|since| now - since.to_utc() > TimeDelta::minutes(GIVE_UP));
                if over {
                    return (State::Failed, format!("given up after a day of tries: {words}"), String::new());
                }
                let tries = usize::try_from(row.tries).unwrap_or(usize::MAX);
                let minutes = AGAIN.get(tries).copied().unwrap_or(LONGEST_WAIT);
                (State::Retry, words.clone(), moment(now + TimeDelta::minutes(minutes)))
            }
        }
    }
}

fn stopped(cause: std::io::Error) -> PassError {
    PassError::Io { what: "could not go on sending", path: PathBuf::new(), cause }
}

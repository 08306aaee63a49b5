//! What people do to messages.

use super::State;
use crate::store::{Ledger, LedgerError};
use rusqlite::params;

/// A change that a person makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Approve,
    Hold,
    Withdraw,
    Retry,
    /// It arrived, though no answer came.
    ResolveSent,
    /// It did not arrive.
    ResolveNotSent,
}

impl Act {
    pub fn name(self) -> &'static str {
        match self {
            Act::Approve => "approved",
            Act::Hold => "held",
            Act::Withdraw => "withdrawn",
            Act::Retry => "tried again",
            Act::ResolveSent => "resolved as sent",
            Act::ResolveNotSent => "resolved as not sent",
        }
    }

    /// The states it may be done in.
    pub fn from(self) -> &'static [State] {
        match self {
            Act::Approve => &[State::Queued, State::Held, State::Retry],
            Act::Hold => &[State::Queued, State::Retry],
            Act::Withdraw => &[State::Queued, State::Held, State::Retry, State::Failed],
            Act::Retry => &[State::Failed, State::Retry],
            Act::ResolveSent | Act::ResolveNotSent => &[State::Uncertain],
        }
    }

    fn to(self, now: State) -> State {
        match self {
            Act::Approve if now == State::Retry => State::Retry,
            Act::Approve => State::Queued,
            Act::Hold => State::Held,
            Act::Withdraw => State::Withdrawn,
            Act::Retry | Act::ResolveNotSent => State::Retry,
            Act::ResolveSent => State::Sent,
        }
    }
}

impl Ledger {
    /// What people did to messages: the message, when, what and who.
    pub fn acts(&self) -> Result<Vec<(i64, String, String, String)>, LedgerError> {
        let read = || -> rusqlite::Result<_> {
            let mut statement =
                self.connection.prepare("SELECT outbox, at, what, who FROM act ORDER BY id")?;
            let rows =
                statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
            rows.collect()
        };
        read().map_err(|cause| self.fail(cause))
    }

    /// Does what a person asked for; the state it was in where that cannot be done.
    pub fn act(
        &mut self,
        id: i64,
        act: Act,
        who: &str,
        now: &str,
        due: &str,
    ) -> Result<Result<State, State>, LedgerError> {
        let place = self.place.clone();
        let mut write = || -> rusqlite::Result<Result<State, State>> {
            let tx = self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
            let state: String =
                tx.query_row("SELECT state FROM outbox WHERE id = ?1", [id], |row| row.get(0))?;
            let state = State::read(&state).unwrap_or(State::Held);
            if !act.from().contains(&state) {
                return Ok(Err(state));
            }
            let to = act.to(state);
            let by_person = matches!(act, Act::Hold | Act::Withdraw | Act::ResolveSent);
            tx.execute(
                "UPDATE outbox SET state = ?2, by_person = ?3, words = ?4 WHERE id = ?1",
                params![id, to.name(), by_person, format!("{} by {who}", act.name())],
            )?;
            if matches!(act, Act::Approve | Act::Retry | Act::ResolveNotSent) {
                tx.execute(
                    "UPDATE outbox SET due = ?2, tries = 0, first_try = NULL, \
                     approval = CASE WHEN approval = 'needed' AND ?3 THEN 'given' ELSE approval END WHERE id = ?1",
                    params![id, due, act == Act::Approve],
                )?;
            }
            tx.execute(
                "INSERT INTO act (outbox, at, what, who) VALUES (?1, ?2, ?3, ?4)",
                params![id, now, act.name(), who],
            )?;
            tx.commit()?;
            Ok(Ok(to))
        };
        write().map_err(|cause| LedgerError::Sqlite { place, cause })
    }
}

//! One message to one recipient over SMTP, step by step, so that after every fault it is known whether the server can
//! have taken the message.
//!
//! Until the end of a message (`CRLF . CRLF`) begins to be written it was not taken, whatever happens: it is tried
//! later. From then until the answer nobody knows. `opening` begins a connection, `abilities` are what the server says of
//! itself, `wire` carries bytes and replies, `trust` says whose certificates are believed; commands and their encodings are
//! lettre's.

mod abilities;
mod opening;
mod trust;
mod wire;

pub use wire::Reply;

use super::secret::Secret;
use crate::settings::MailServer;
use abilities::Abilities;
use lettre::Address;
use lettre::transport::smtp::commands::{Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::{MailBodyParameter, MailParameter};
use std::path::PathBuf;
use std::time::Duration;
use wire::{Broken, Wire};

/// Written at once; a connection that breaks in between breaks before the end.
const PORTION: usize = 16 * 1024;
/// How long a goodbye is waited for.
const GOODBYE: Duration = Duration::from_secs(2);

/// Where and as whom to send.
pub struct Account {
    pub server: MailServer,
    /// None where the server wants no user.
    pub password: Option<Secret>,
    pub ca_file: Option<PathBuf>,
    /// For each answer, and for the one after a message's end.
    pub patience: (Duration, Duration),
}

/// Why no connection can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It may go by itself: a server that is down.
    Passing(String),
    /// A person has to mend it: a password, a certificate.
    Standing(String),
}

impl Fault {
    pub fn words(&self) -> &str {
        match self {
            Fault::Passing(words) | Fault::Standing(words) => words,
        }
    }
}

/// What became of a message, with the server's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    Sent(String),
    /// Not taken; it may be another time.
    Later(String),
    /// Not taken, and will not be.
    Refused(String),
    /// It may have been taken.
    Uncertain(String),
    /// The server takes nothing from this sender: not the message's fault.
    NotFromUs(String),
}

/// The steps of a message, as they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Sender,
    Recipient,
    Data,
    Body,
    /// From here on it may be taken.
    End,
    Answered,
}

/// A connection that messages can be sent over, one after the other.
pub struct Session<'a> {
    account: &'a Account,
    wire: Wire,
    abilities: Abilities,
    /// The password as it goes over the wire, to be taken out of the server's words.
    coded: Vec<String>,
    usable: bool,
    /// A message was begun before: the server is told to forget it.
    begun: bool,
}

impl<'a> Session<'a> {
    fn clean(&self, words: &str) -> String {
        match &self.account.password {
            Some(password) => password.scrub(words, &self.coded),
            None => words.to_owned(),
        }
    }

    /// Sends a command and reads its answer. What the server said unasked before is its answer.
    fn ask(&mut self, command: &str) -> Result<Reply, Broken> {
        let patience = self.account.patience.0;
        if let Some(reply) = self.wire.unasked()? {
            return if reply.is(4) || reply.is(5) {
                Ok(reply)
            } else {
                Err(Broken::Nonsense(format!("it answered “{}” before it was asked", reply.words())))
            };
        }
        self.wire.send(command.as_bytes(), patience)?;
        self.wire.reply(patience)
    }

    /// Can another message go over this connection?
    pub fn usable(&self) -> bool {
        self.usable
    }

    pub fn server(&self) -> &MailServer {
        &self.account.server
    }

    /// Sends one message to one recipient. `at` is told of each step as it begins; an error of its own stops the message
    /// there, and before the end that is as if it had never been begun.
    pub fn deliver(
        &mut self,
        from: &Address,
        to: &Address,
        message: &[u8],
        at: &mut dyn FnMut(Step) -> Result<(), String>,
    ) -> Outcome {
        self.try_deliver(from, to, message, at).unwrap_or_else(|outcome| outcome)
    }

    fn try_deliver(
        &mut self,
        from: &Address,
        to: &Address,
        message: &[u8],
        at: &mut dyn FnMut(Step) -> Result<(), String>,
    ) -> Result<Outcome, Outcome> {
        let options = self.options(from, to, message)?;
        if self.begun {
            let reply = self.command(&Rset.to_string())?;
            self.positive(&reply, 2)?;
        }
        self.begun = true;

        self.step(at, Step::Sender)?;
        let reply = self.command(&Mail::new(Some(from.clone()), options).to_string())?;
        if reply.is(5) && !is_about_the_message(&reply) {
            return Err(Outcome::NotFromUs(self.clean(&reply.words())));
        }
        self.positive(&reply, 2)?;

        self.step(at, Step::Recipient)?;
        let reply = self.command(&Rcpt::new(to.clone(), Vec::new()).to_string())?;
        if reply.code == 530 {
            return Err(Outcome::NotFromUs(self.clean(&reply.words())));
        }
        self.positive(&reply, 2)?;

        self.step(at, Step::Data)?;
        let reply = self.command(&Data.to_string())?;
        self.positive(&reply, 3)?;

        self.step(at, Step::Body)?;
        let body = transparent(message);
        let (each, last) = self.account.patience;
        for portion in body.chunks(PORTION) {
            self.wire.send(portion, each).map_err(|broken| self.broke(broken))?;
            // Some servers say no in the middle.
            self.early()?;
        }
        if let Err(words) = at(Step::End) {
            // Without its end the server throws the message away.
            self.usable = false;
            return Err(Outcome::Later(words));
        }
        self.early()?;
        let answer = self.wire.send(b".\r\n", each).and_then(|()| self.wire.reply(last));
        let _ = at(Step::Answered);
        let reply = answer.map_err(|broken| {
            self.usable = false;
            Outcome::Uncertain(self.clean(&broken.words()))
        })?;
        if reply.is(3) {
            self.usable = false;
            return Err(Outcome::Uncertain(self.clean(&reply.words())));
        }
        self.positive(&reply, 2)?;
        Ok(Outcome::Sent(self.clean(&reply.words())))
    }

    /// The options of MAIL; what the server could not take is refused before it is begun.
    fn options(&self, from: &Address, to: &Address, message: &[u8]) -> Result<Vec<MailParameter>, Outcome> {
        let host = &self.account.server.host;
        let mut options = Vec::new();
        if let Some(most) = self.abilities.size {
            if most > 0 && message.len() > most {
                return Err(Outcome::Refused(format!(
                    "the message has {} and {host} takes at most {}",
                    megabytes(message.len()),
                    megabytes(most)
                )));
            }
            options.push(MailParameter::Size(message.len()));
        }
        let ascii = |address: &Address| AsRef::<str>::as_ref(address).is_ascii();
        if !ascii(from) || !ascii(to) {
            if !self.abilities.utf8 {
                let which = if ascii(to) { from } else { to };
                return Err(Outcome::Refused(format!(
                    "the address {which} has letters beyond A to Z before its @, and {host} cannot write to such addresses"
                )));
            }
            options.push(MailParameter::SmtpUtfEight);
        }
        if !message.is_ascii() {
            if !self.abilities.eight_bit {
                return Err(Outcome::Refused(format!(
                    "the message has letters beyond A to Z in its head, and {host} takes none (no 8BITMIME)"
                )));
            }
            options.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        Ok(options)
    }

    fn step(&mut self, at: &mut dyn FnMut(Step) -> Result<(), String>, step: Step) -> Result<(), Outcome> {
        at(step).map_err(|words| {
            self.usable = false;
            Outcome::Later(words)
        })
    }

    fn command(&mut self, command: &str) -> Result<Reply, Outcome> {
        self.ask(command).map_err(|broken| self.broke(broken))
    }

    /// A connection that broke before the end: not taken.
    fn broke(&mut self, broken: Broken) -> Outcome {
        self.usable = false;
        // It may have said why.
        let said = match broken {
            Broken::Lost(_) => self.wire.unasked().ok().flatten(),
            _ => None,
        };
        match said {
            Some(reply) if reply.is(5) => Outcome::Refused(self.clean(&reply.words())),
            Some(reply) => Outcome::Later(self.clean(&reply.words())),
            None => Outcome::Later(self.clean(&broken.words())),
        }
    }

    /// What the server says before the message's end.
    fn early(&mut self) -> Result<(), Outcome> {
        match self.wire.unasked() {
            Ok(None) => Ok(()),
            Ok(Some(reply)) if reply.is(4) || reply.is(5) => {
                self.usable = false;
                self.positive(&reply, 2)
            }
            Ok(Some(reply)) => {
                let words = format!("it answered “{}” before the message's end", reply.words());
                Err(self.broke(Broken::Nonsense(words)))
            }
            Err(broken) => Err(self.broke(broken)),
        }
    }

    fn positive(&mut self, reply: &Reply, hundreds: u16) -> Result<(), Outcome> {
        // 421: it is going away.
        if reply.code == 421 {
            self.usable = false;
        }
        if reply.is(hundreds) {
            return Ok(());
        }
        let words = self.clean(&reply.words());
        Err(match reply.code / 100 {
            4 => Outcome::Later(words),
            5 => Outcome::Refused(words),
            _ => {
                self.usable = false;
                Outcome::Later(format!("the server answered out of turn: {words}"))
            }
        })
    }

    /// Says goodbye, for good manners: nothing depends on it.
    pub fn close(mut self) {
        if self.usable && self.wire.send(Quit.to_string().as_bytes(), GOODBYE).is_ok() {
            let _ = self.wire.reply(GOODBYE);
        }
    }
}

/// Size, letters: what another message from the same sender might not meet.
fn is_about_the_message(reply: &Reply) -> bool {
    let enhanced = reply.lines.first().and_then(|line| line.split_whitespace().next()).unwrap_or_default();
    reply.code == 552 || reply.code == 555 || ["5.2.3", "5.3.4", "5.6.7", "5.6.3"].contains(&enhanced)
}

fn megabytes(bytes: usize) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

/// A line that begins with a dot gets a second one; the whole ends with a line's end.
fn transparent(message: &[u8]) -> Vec<u8> {
    let mut body = Vec::with_capacity(message.len() + 64);
    let mut at_start = true;
    for &byte in message {
        if at_start && byte == b'.' {
            body.push(b'.');
        }
        body.push(byte);
        at_start = byte == b'\n';
    }
    if !body.ends_with(b"\r\n") {
        body.extend_from_slice(b"\r\n");
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dot_at_the_start_of_a_line_is_doubled() {
        // RFC 5321, 4.5.2.
        assert_eq!(transparent(b".a\r\n..\r\nb."), b"..a\r\n...\r\nb.\r\n");
        assert_eq!(transparent(b""), b"\r\n");
    }

    #[test]
    fn a_refused_sender_is_not_the_messages_fault_but_its_size_is() {
        let reply = |code: u16, line: &str| Reply { code, lines: vec![line.into()] };
        assert!(!is_about_the_message(&reply(550, "5.7.1 not you")));
        assert!(is_about_the_message(&reply(552, "5.3.4 too big")));
        assert!(is_about_the_message(&reply(550, "5.6.7 no SMTPUTF8")));
    }
}

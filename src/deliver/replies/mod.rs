//! Mail that came back, as `.eml` files in the inbox: a delivery that failed, an answer, or something that a person has to read.
//!
//! Nothing is guessed: what is not clearly a failure, a yes or a no stays to be read. `bounce` knows failures, `answer` what
//! people write and calendars send; `settle` finds the message that each is about.

mod answer;
mod bounce;
mod settle;

use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

pub use crate::model::Verdict;
pub use settle::{Sent, Settled, settle};

/// A reply as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub verdict: Verdict,
    /// Whoever wrote it, or the address that a delivery failed for; in lower case.
    pub address: Option<String>,
    /// Message-IDs that it may be about, in angle brackets; the likeliest first.
    pub about: Vec<String>,
    pub subject: String,
    /// What it says: the first words of an answer, a server's reason.
    pub words: String,
    /// Its date, seconds since 1970.
    pub at: Option<i64>,
}

/// The longest file that is read as a letter. What comes back with a call sheet attached is smaller.
pub const LARGEST: u64 = 30 << 20;

/// Reads a letter. One that is no letter at all is to be read, too.
pub fn read(bytes: &[u8]) -> Reply {
    let Ok(mail) = parse_mail(bytes) else {
        return Reply {
            verdict: Verdict::ToRead,
            address: None,
            about: Vec::new(),
            subject: String::new(),
            words: "It is not a letter that can be read.".into(),
            at: None,
        };
    };
    let reply = Reply {
        verdict: Verdict::ToRead,
        address: sender(&mail),
        about: references(&mail),
        subject: mail.headers.get_first_value("Subject").unwrap_or_default(),
        words: String::new(),
        at: mail.headers.get_first_value("Date").and_then(|date| mailparse::dateparse(&date).ok()),
    };
    bounce::read(&mail, &reply).unwrap_or_else(|| answer::read(&mail, reply))
}

fn sender(mail: &ParsedMail) -> Option<String> {
    let from = mail.headers.get_first_value("Reply-To").or_else(|| mail.headers.get_first_value("From"))?;
    address_in(&from)
}

/// The first address in a header: `Dana <dana@example.com>`, `rfc822; dana@example.com`.
fn address_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || "<>;,\"()[]".contains(c))
        .find(|word| {
            word.split_once('@').is_some_and(|(user, domain)| !user.is_empty() && domain.contains('.'))
        })
        .map(|word| word.trim_start_matches("mailto:").trim_matches(['.', ':', '\'']).to_lowercase())
}

/// What it answers, then what the thread is about, the latest first.
fn references(mail: &ParsedMail) -> Vec<String> {
    let mut found = Vec::new();
    for key in ["In-Reply-To", "References"] {
        let text = mail.headers.get_all_values(key).join(" ");
        ids(&text).into_iter().rev().for_each(|id| {
            if !found.contains(&id) {
                found.push(id);
            }
        });
    }
    found
}

/// Everything in angle brackets with an @ in it.
fn ids(text: &str) -> Vec<String> {
    text.split('<')
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .map(|(id, _)| id.trim())
        .filter(|id| id.contains('@') && !id.contains(char::is_whitespace))
        .map(|id| format!("<{id}>"))
        .collect()
}

/// The parts of a letter at any depth, itself first.
fn parts<'a, 'b>(mail: &'b ParsedMail<'a>) -> Vec<&'b ParsedMail<'a>> {
    let mut all = vec![mail];
    let mut next = 0;
    while let Some(part) = all.get(next).copied() {
        all.extend(part.subparts.iter());
        next += 1;
    }
    all
}

fn is_kind(part: &ParsedMail, kind: &str) -> bool {
    part.ctype.mimetype.eq_ignore_ascii_case(kind)
}

#[cfg(test)]
mod tests;

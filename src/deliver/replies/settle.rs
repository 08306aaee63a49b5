//! Which message a reply is about.

use super::{Reply, Verdict};

/// A message that was written, as the outbox keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// In angle brackets.
    pub message_id: String,
    pub recipient: String,
    pub name: String,
    pub subject: String,
    /// The calendar events in it: each name, `#`, and its sequence.
    pub events: Vec<String>,
}

/// A reply with the message it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    pub reply: Reply,
    /// Its place among what was sent; nothing where none of it fits.
    pub sent: Option<usize>,
}

/// Finds each reply's message: by its Message-ID, by the event a calendar answers, or by who writes under our subject (a mail program
/// may have sent our draft under another name). An answer counts only from the address that was written to: one that somebody else
/// gives, or that belongs to nothing we sent, is to be read. `sent` is in the order it was written.
pub fn settle(reply: Reply, sent: &[Sent]) -> Settled {
    let address = reply.address.as_deref().unwrap_or_default();
    let by_name = reply.about.iter().find_map(|about| {
        sent.iter().rposition(|s| s.message_id == *about || s.events.iter().any(|event| event == about))
    });
    let subject = thread(&reply.subject);
    let by_subject = || {
        sent.iter().rposition(|s| {
            s.recipient.eq_ignore_ascii_case(address) && !subject.is_empty() && subject == thread(&s.subject)
        })
    };
    // A failure names its recipient, and servers lose our name: the last message to that address.
    let by_address = || {
        (reply.verdict == Verdict::Bounced)
            .then(|| sent.iter().rposition(|s| s.recipient.eq_ignore_ascii_case(address)))
            .flatten()
    };
    let found = by_name.or_else(by_subject).or_else(by_address);
    let whose = found.and_then(|at| sent.get(at)).map(|s| s.recipient.as_str());
    let own = whose.is_some_and(|recipient| recipient.eq_ignore_ascii_case(address));
    let needs_own = matches!(reply.verdict, Verdict::Confirmed | Verdict::Declined | Verdict::Tentative);
    let verdict = match found {
        None => {
            if reply.verdict == Verdict::Automatic {
                Verdict::Automatic
            } else {
                Verdict::ToRead
            }
        }
        Some(_) if needs_own && !own => Verdict::ToRead,
        Some(_) => reply.verdict,
    };
    Settled { reply: Reply { verdict, ..reply }, sent: found }
}

/// A subject without the marks of answers and forwards.
fn thread(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let lower = rest.to_lowercase();
        let marks = [
            "re:",
            "aw:",
            "sv:",
            "rv:",
            "re :",
            "antw:",
            "fwd:",
            "fw:",
            "wg:",
            "tr:",
            "accepted:",
            "declined:",
            "tentative:",
        ];
        let Some(mark) = marks.iter().find(|mark| lower.starts_with(**mark)) else { break };
        rest = rest.get(mark.len()..).unwrap_or_default().trim_start();
    }
    rest.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

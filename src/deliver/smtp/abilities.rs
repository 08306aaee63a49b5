//! What a server says it can do, in its answer to EHLO.

use super::Reply;
use lettre::transport::smtp::authentication::Mechanism;

/// What the server can do.
#[derive(Clone, Debug, Default)]
pub struct Abilities {
    pub starttls: bool,
    pub eight_bit: bool,
    pub utf8: bool,
    /// Announces SIZE, and the most bytes it takes (0: it does not say).
    pub size: Option<usize>,
    pub mechanisms: Vec<Mechanism>,
}

impl Abilities {
    pub fn of(reply: &Reply) -> Abilities {
        let mut found = Abilities::default();
        // The first line is the server's name.
        for line in reply.lines.iter().skip(1) {
            let mut words = line.split_whitespace();
            match words.next().unwrap_or_default().to_ascii_uppercase().as_str() {
                "STARTTLS" => found.starttls = true,
                "8BITMIME" => found.eight_bit = true,
                "SMTPUTF8" => found.utf8 = true,
                "SIZE" => found.size = Some(words.next().and_then(|n| n.parse().ok()).unwrap_or(0)),
                "AUTH" => found.mechanisms.extend(words.filter_map(mechanism)),
                old if old.starts_with("AUTH=") => {
                    let first = old.strip_prefix("AUTH=");
                    found.mechanisms.extend(first.into_iter().chain(words).filter_map(mechanism));
                }
                _ => {}
            }
        }
        found
    }
}

fn mechanism(word: &str) -> Option<Mechanism> {
    match word.to_ascii_uppercase().as_str() {
        "PLAIN" => Some(Mechanism::Plain),
        "LOGIN" => Some(Mechanism::Login),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abilities_are_read_in_any_case() {
        let reply = Reply {
            code: 250,
            lines: [
                "a.example STARTTLS",
                "size 35882577",
                "8bitmime",
                "SMTPUTF8",
                "auth login plain XOAUTH2",
                "AUTH=PLAIN",
            ]
            .map(str::to_owned)
            .to_vec(),
        };
        let found = Abilities::of(&reply);
        assert!(!found.starttls, "the first line is a name");
        assert_eq!((found.size, found.eight_bit, found.utf8), (Some(35_882_577), true, true));
        assert_eq!(found.mechanisms, [Mechanism::Login, Mechanism::Plain, Mechanism::Plain]);
    }
}

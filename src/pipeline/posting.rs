//! What waits in the outbox, and for what.

use super::status::Waiting;
use crate::deliver::Had;
use crate::render::words::Words;
use crate::settings::{Settings, territory};
use crate::store::{Approval, OutboxRow, State};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Why a message is not sent just now; `Due` where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    Due,
    NeedsApproval,
    /// Its delay runs until then.
    Undo(String),
    /// Tried, and tried again then.
    Again(String),
    /// The settings allow no mail to this domain.
    Outside(String),
    /// The day of its call sheet is over.
    DayOver(String),
    /// A part of it has reached the recipient in another message: the next pass writes it anew.
    HasPart,
    /// A later message says what is so now.
    Overtaken(i64),
    /// It does not wait: its state says it all.
    Settled(State),
}

impl Standing {
    /// One sentence's part: `waits for approval`.
    pub fn words(&self, zone: Option<Tz>) -> String {
        match self {
            Standing::Due => "goes out now".into(),
            Standing::NeedsApproval => "waits for approval".into(),
            Standing::Undo(at) => format!("goes out at {}", clock(at, zone)),
            Standing::Again(at) => format!("tried again at {}", clock(at, zone)),
            Standing::Outside(domain) => format!("stays here: {domain} is not among mail.allow"),
            Standing::DayOver(date) => format!("stays here: {date} is over"),
            Standing::HasPart => "waits for the next build: a part of it has been sent".into(),
            Standing::Overtaken(id) => format!("stays here: {id} says what is so now"),
            Standing::Settled(state) => state.name().into(),
        }
    }
}

impl Standing {
    /// The same in the words of a production, for its report.
    pub fn told(&self, words: &Words, zone: Option<Tz>) -> String {
        let say = |key: &str, name: &str, value: &str| words.say(key, &[(name, value)]);
        match self {
            Standing::Due => words.get("outbox.waits_due").to_owned(),
            Standing::NeedsApproval => words.get("outbox.waits_approval").to_owned(),
            Standing::Undo(at) => say("outbox.waits_undo", "time", &clock(at, zone)),
            Standing::Again(at) => say("outbox.waits_again", "time", &clock(at, zone)),
            Standing::Outside(domain) => say("outbox.waits_outside", "domain", domain),
            Standing::DayOver(date) => {
                let date = date.parse().map_or_else(|_| date.clone(), |date| words.date_medium(date));
                say("outbox.waits_over", "date", &date)
            }
            Standing::HasPart => words.get("outbox.waits_part").to_owned(),
            Standing::Overtaken(id) => say("outbox.waits_overtaken", "id", &id.to_string()),
            Standing::Settled(state) => state.name().into(),
        }
    }
}

/// The longest time until another try, in minutes.
pub const LONGEST_WAIT: i64 = 60;

/// A moment on the production's clock; as it is kept where that is not known.
pub fn clock(at: &str, zone: Option<Tz>) -> String {
    match (DateTime::parse_from_rfc3339(at), zone) {
        (Ok(at), Some(zone)) => at.with_timezone(&zone).format("%Y-%m-%d %H:%M %Z").to_string(),
        (Ok(at), None) => at.with_timezone(&Utc).format("%Y-%m-%d %H:%M UTC").to_string(),
        (Err(_), _) => at.to_owned(),
    }
}

/// The production's time zone, where its settings name one or the place it is in.
pub fn zone(settings: &Settings) -> Option<Tz> {
    let production = &settings.production;
    let named = production.time_zone.as_deref().and_then(|name| name.parse().ok());
    named.or_else(|| territory::zone_of(production.country.as_deref()?, production.region.as_deref()))
}

/// What each recipient last got, or may have got, of each document.
pub fn had(rows: &[OutboxRow]) -> Had {
    let mut had = Had::new();
    for row in rows.iter().filter(|row| matches!(row.state, State::Sent | State::Uncertain)) {
        for document in &row.documents {
            had.insert((row.recipient.to_lowercase(), document.path.clone()), document.content.clone());
        }
    }
    had
}

/// Where each message stands.
pub struct Desk<'a> {
    pub settings: &'a Settings,
    pub now: DateTime<Utc>,
    had: Had,
    /// The last message to each recipient about each document.
    last: BTreeMap<(String, String), i64>,
}

impl<'a> Desk<'a> {
    pub fn new(settings: &'a Settings, rows: &[OutboxRow], now: DateTime<Utc>) -> Desk<'a> {
        let mut last = BTreeMap::new();
        let counts = |row: &&OutboxRow| !matches!(row.state, State::Draft | State::Withdrawn | State::Failed);
        for row in rows.iter().filter(counts) {
            for document in &row.documents {
                last.insert((row.recipient.to_lowercase(), document.path.clone()), row.id);
            }
        }
        Desk { settings, now, had: had(rows), last }
    }

    /// The day it is for the production. Where nobody said where that is, the day that is not over anywhere.
    fn today(&self) -> NaiveDate {
        match zone(self.settings) {
            Some(zone) => self.now.with_timezone(&zone).date_naive(),
            None => (self.now - TimeDelta::hours(12)).date_naive(),
        }
    }

    /// Is a moment still to come? One that is further ahead than it can have been set was set before the clock went back,
    /// or before the settings said otherwise.
    fn is_ahead(&self, moment: &str, most: TimeDelta) -> bool {
        let at = DateTime::parse_from_rfc3339(moment).ok();
        at.is_some_and(|at| at > self.now && at - self.now.fixed_offset() <= most)
    }

    pub fn standing(&self, row: &OutboxRow) -> Standing {
        if !matches!(row.state, State::Queued | State::Retry) {
            return Standing::Settled(row.state);
        }
        let undo = TimeDelta::from_std(self.settings.undo()).unwrap_or(TimeDelta::MAX);
        let domain = row.recipient.rsplit('@').next().unwrap_or_default().to_lowercase();
        let has = |path: &str, content: &str| {
            let last = self.had.get(&(row.recipient.to_lowercase(), path.to_owned()));
            last.is_some_and(|last| last == content)
        };
        let later = row.documents.iter().find_map(|document| {
            let last = self.last.get(&(row.recipient.to_lowercase(), document.path.clone()));
            last.copied().filter(|last| *last > row.id)
        });
        if !self.settings.may_mail(&row.recipient) {
            Standing::Outside(domain)
        } else if row.last_day.parse::<NaiveDate>().is_ok_and(|last| last < self.today()) {
            Standing::DayOver(row.last_day.clone())
        } else if let Some(later) = later {
            Standing::Overtaken(later)
        } else if row.approval == Approval::Needed {
            Standing::NeedsApproval
        } else if row.documents.iter().any(|d| has(&d.path, &d.content)) {
            Standing::HasPart
        } else if row.state == State::Retry && self.is_ahead(&row.due, TimeDelta::minutes(LONGEST_WAIT)) {
            Standing::Again(row.due.clone())
        } else if row.state == State::Queued && self.is_ahead(&row.due, undo) {
            Standing::Undo(row.due.clone())
        } else {
            Standing::Due
        }
    }
}

/// What of the outbox needs somebody, or is waited for. `pause` is why nothing is sent, and until when.
pub fn waiting(
    settings: &Settings,
    rows: &[OutboxRow],
    pause: Option<&(String, String)>,
    now: DateTime<Utc>,
) -> Vec<Waiting> {
    let desk = Desk::new(settings, rows, now);
    let mut kinds: BTreeMap<(u8, String), usize> = BTreeMap::new();
    for row in rows {
        let standing = desk.standing(row);
        let kind = match &standing {
            Standing::Settled(State::Uncertain) => (
                0,
                "look whether they arrived, then `callboard outbox resolve NUMBER sent|not-sent`".to_owned(),
            ),
            Standing::Settled(State::Failed) => {
                (1, "the server refused them; `callboard outbox list` says why".into())
            }
            Standing::NeedsApproval => (2, "they wait for `callboard outbox approve`".into()),
            Standing::Settled(State::Held) => {
                (3, "somebody holds them; `callboard outbox approve` lets them go".into())
            }
            Standing::Outside(_) | Standing::DayOver(_) | Standing::HasPart | Standing::Overtaken(_) => {
                (4, standing.words(zone(settings)))
            }
            Standing::Due | Standing::Undo(_) | Standing::Again(_) => (
                5,
                "they go out by themselves while `callboard watch` runs, or with `callboard outbox send`"
                    .into(),
            ),
            Standing::Settled(_) => continue,
        };
        *kinds.entry(kind).or_default() += 1;
    }
    let word = |order: u8| match order {
        0 => "uncertain",
        1 => "not sent",
        3 => "held",
        _ => "in the outbox",
    };
    let paused = pause.map(|(why, until)| Waiting {
        what: "the mail".into(),
        why: match until.as_str() {
            "" => format!("it is paused: {why}. Put it right, then `callboard outbox send`"),
            until => format!("{why}; tried again at {}", clock(until, zone(settings))),
        },
    });
    let counted = kinds.into_iter().map(|((order, why), count)| {
        let plural = if count == 1 { "" } else { "s" };
        Waiting { what: format!("{count} message{plural} {}", word(order)), why }
    });
    paused.into_iter().chain(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::EnclosedRow;

    fn row(state: State) -> OutboxRow {
        OutboxRow {
            id: 1,
            message_id: "<1@a>".into(),
            thing: "t".into(),
            recipient: "Dana@Example.com".into(),
            name: "Dana".into(),
            subject: "S".into(),
            state,
            approval: Approval::NotNeeded,
            date: "2026-11-23".into(),
            last_day: "2026-11-24".into(),
            path: String::new(),
            sha256: String::new(),
            sender: "office@example.com".into(),
            due: "2026-11-23T20:00:00Z".into(),
            tries: 0,
            words: String::new(),
            by_person: false,
            documents: vec![EnclosedRow {
                path: "call-sheets/a.pdf".into(),
                kind: "call-sheet".into(),
                title: "Call sheet".into(),
                revision: "PRELIMINARY".into(),
                content: "one".into(),
                sha256: "s".into(),
            }],
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_message_is_due_once_nothing_keeps_it() {
        let (settings, _) = crate::settings::load(
            "[production]\ntime_zone = \"America/Los_Angeles\"\n[mail]\nallow = [\"example.com\"]\n",
            "callboard.toml",
        );
        let now = at("2026-11-23T20:00:00Z");
        let standing =
            |row: &OutboxRow, now| Desk::new(&settings, std::slice::from_ref(row), now).standing(row);
        let queued = row(State::Queued);
        assert_eq!(standing(&queued, now), Standing::Due);
        assert!(matches!(standing(&queued, now - TimeDelta::seconds(1)), Standing::Undo(_)));
        assert!(matches!(standing(&row(State::Retry), now - TimeDelta::seconds(1)), Standing::Again(_)));
        let needed = OutboxRow { approval: Approval::Needed, ..queued.clone() };
        assert_eq!(standing(&needed, now), Standing::NeedsApproval);
        let outside = OutboxRow { recipient: "x@elsewhere.example".into(), ..queued.clone() };
        assert_eq!(standing(&outside, now), Standing::Outside("elsewhere.example".into()));
        // 24 November ends in Los Angeles (UTC−8) at 08:00 UTC on the 25th.
        assert_eq!(standing(&queued, at("2026-11-25T07:59:59Z")), Standing::Due);
        assert_eq!(standing(&queued, at("2026-11-25T08:00:00Z")), Standing::DayOver("2026-11-24".into()));
        for state in
            [State::Held, State::Sending, State::Sent, State::Failed, State::Uncertain, State::Withdrawn]
        {
            assert_eq!(standing(&row(state), now), Standing::Settled(state));
        }
    }

    #[test]
    fn what_somebody_has_is_not_sent_again_and_what_came_after_it_is() {
        let settings = Settings::default();
        let sent = row(State::Uncertain);
        let waiting = OutboxRow { id: 2, recipient: "dana@example.com".into(), ..row(State::Queued) };
        let now = at("2026-11-23T20:00:00Z");
        let rows = [sent.clone(), waiting.clone()];
        assert_eq!(Desk::new(&settings, &rows, now).standing(&waiting), Standing::HasPart);
        // The second revision went out, and the sheet changed back to the first.
        let mut second = OutboxRow { id: 3, ..row(State::Sent) };
        second.documents[0].content = "two".into();
        let back = OutboxRow { id: 4, ..waiting.clone() };
        let rows = [sent, waiting.clone(), second, back.clone()];
        assert_eq!(Desk::new(&settings, &rows, now).standing(&back), Standing::Due);
        // What was resolved as not sent is not sent after what came later.
        assert_eq!(Desk::new(&settings, &rows, now).standing(&waiting), Standing::Overtaken(4));
    }
}

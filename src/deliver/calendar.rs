//! An event as a calendar file (RFC 5545) that is sent as an invitation or its cancellation (RFC 5546).
//!
//! One event a file, as the invitation's standard asks. Times carry their zone and the zone its rules, so that a call past midnight and
//! one in the night when the clocks change stand where they are on the wall.

use super::zone::vtimezone;
use crate::model::Instant;
use chrono::{DateTime, Datelike, LocalResult, NaiveDate, TimeZone, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus, Property};

/// What the file does in a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Puts it there, or changes what is there.
    Request,
    /// Takes it away.
    Cancel,
}

impl Method {
    pub fn name(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
        }
    }
}

/// When it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// From a moment, to another where that is known.
    At(Instant, Option<Instant>),
    /// A whole day, for a deadline without a time.
    Day(NaiveDate),
}

/// One event in one person's calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub method: Method,
    /// The same for as long as it is the same event of the same person.
    pub uid: String,
    /// Grows with each change.
    pub sequence: u32,
    /// When this state of it came to be; it grows with the sequence.
    pub stamp: DateTime<Utc>,
    pub when: When,
    pub summary: String,
    pub description: String,
    pub place: Option<String>,
}

/// Somebody with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub name: String,
    pub address: String,
}

/// The file's text.
pub fn file(entry: &Entry, organizer: &Party, attendee: &Party) -> String {
    let mut event = Event::with_uid(&plain(&entry.uid));
    event
        .summary(&plain(&entry.summary))
        .description(&entry.description.lines().map(plain).collect::<Vec<_>>().join("\n"))
        .sequence(entry.sequence)
        .timestamp(entry.stamp);
    event.append_property(party("ORGANIZER", organizer));
    let mut who = party("ATTENDEE", attendee);
    who.add_parameter("ROLE", "REQ-PARTICIPANT");
    match entry.method {
        Method::Request => {
            who.add_parameter("PARTSTAT", "NEEDS-ACTION").add_parameter("RSVP", "TRUE");
            event.status(EventStatus::Confirmed);
        }
        Method::Cancel => {
            event.status(EventStatus::Cancelled);
        }
    }
    event.append_multi_property(who);
    if let Some(place) = &entry.place {
        event.location(&plain(place));
    }
    let mut zones: Vec<(chrono_tz::Tz, i32)> = Vec::new();
    match &entry.when {
        When::At(start, end) => {
            for (key, at) in
                [Some(("DTSTART", start)), end.as_ref().map(|end| ("DTEND", end))].into_iter().flatten()
            {
                let (property, zoned) = moment(key, *at);
                event.append_property(property);
                if zoned {
                    zones.push((at.timezone(), at.year()));
                }
            }
        }
        When::Day(date) => {
            event.all_day(*date);
        }
    }
    let mut calendar = Calendar::empty();
    for (key, value) in [
        ("VERSION", "2.0"),
        ("PRODID", "-//callboard//callboard//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", entry.method.name()),
    ] {
        calendar.append_property(Property::new(key, value));
    }
    calendar.push(event.done());
    let text = calendar.to_string();
    let Some((zone, _)) = zones.first() else { return text };
    let years = zones.iter().map(|(_, year)| *year);
    let first = years.clone().min().unwrap_or_default();
    let definition = vtimezone(*zone, first, years.max().unwrap_or(first));
    // The crate has no time zones of its own making: the definition stands before what uses it.
    text.replacen("BEGIN:VEVENT", &(definition + "BEGIN:VEVENT"), 1)
}

/// A moment by the wall clock of its zone; in an hour that the clock shows twice by Greenwich, since the format knows only the first of the two.
fn moment(key: &str, at: Instant) -> (Property, bool) {
    let zone = at.timezone();
    if let LocalResult::Ambiguous(..) = zone.from_local_datetime(&at.naive_local()) {
        return (Property::new(key, at.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()), false);
    }
    let mut property = Property::new(key, at.format("%Y%m%dT%H%M%S").to_string());
    property.add_parameter("TZID", zone.name());
    (property, true)
}

fn party(key: &str, party: &Party) -> Property {
    let mut property = Property::new(key, format!("mailto:{}", plain(&party.address)));
    // A parameter has no way to write a quotation mark.
    property.add_parameter("CN", &plain(&party.name).replace('"', "'"));
    property
}

/// One line without control characters: whatever stood in a cell, it becomes no line of its own.
fn plain(text: &str) -> String {
    let words = text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Los_Angeles;

    fn party(name: &str, address: &str) -> Party {
        Party { name: name.into(), address: address.into() }
    }

    fn entry(start: Instant, end: Option<Instant>) -> Entry {
        Entry {
            method: Method::Request,
            uid: "abc@callboard".into(),
            sequence: 2,
            stamp: DateTime::parse_from_rfc3339("2026-10-30T18:05:00-07:00").unwrap().to_utc(),
            when: When::At(start, end),
            summary: "Night Train: call 6:00P, day 5".into(),
            description: "Main unit\nTravel Town".into(),
            place: Some("Travel Town, 5200 Zoo Dr; gate B".into()),
        }
    }

    fn text(entry: &Entry) -> String {
        file(entry, &party("Office", "office@example.com"), &party("O'Neil, \"Dee\"", "dee@example.com"))
    }

    /// Lines as they are before they were folded.
    fn unfolded(text: &str) -> Vec<String> {
        text.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_night_over_the_change_of_clocks_stands_as_on_the_wall() {
        // Saturday 31 October 2026, 18:00 PDT, to Sunday 7:00 PST: fourteen hours.
        let start = Los_Angeles.with_ymd_and_hms(2026, 10, 31, 18, 0, 0).unwrap();
        let end = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 7, 0, 0).unwrap();
        let text = text(&entry(start, Some(end)));
        let lines = unfolded(&text);
        for line in [
            "METHOD:REQUEST",
            "UID:abc@callboard",
            "SEQUENCE:2",
            "DTSTART;TZID=America/Los_Angeles:20261031T180000",
            "DTEND;TZID=America/Los_Angeles:20261101T070000",
            "DTSTAMP:20261031T010500Z",
            "ORGANIZER;CN=Office:mailto:office@example.com",
            "ATTENDEE;CN=\"O'Neil, 'Dee'\";PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:dee@example.com",
            "LOCATION:Travel Town\\, 5200 Zoo Dr\\; gate B",
            "DESCRIPTION:Main unit\\nTravel Town",
            "STATUS:CONFIRMED",
        ] {
            assert!(lines.iter().any(|l| l == line), "{line} in {text}");
        }
        assert_eq!(text.matches("BEGIN:VTIMEZONE").count(), 1);
        assert!(text.lines().all(|line| line.len() <= 75), "{text}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }

    #[test]
    fn an_hour_that_comes_twice_is_written_by_greenwich() {
        // 1:30 on 1 November 2026, the second time (PST, UTC − 8): 9:30 Greenwich.
        let second = Los_Angeles.with_ymd_and_hms(2026, 11, 1, 1, 30, 0).latest().unwrap();
        let text = text(&entry(second, None));
        assert!(text.contains("DTSTART:20261101T093000Z\r\n"), "{text}");
        assert!(!text.contains("VTIMEZONE") && !text.contains("DTEND"));
    }

    #[test]
    fn a_cancellation_takes_the_event_away() {
        let start = Los_Angeles.with_ymd_and_hms(2026, 10, 31, 18, 0, 0).unwrap();
        let text = text(&Entry { method: Method::Cancel, sequence: 3, ..entry(start, None) });
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3", "UID:abc@callboard"] {
            assert!(text.contains(&format!("{line}\r\n")), "{line} in {text}");
        }
        assert!(!text.contains("RSVP"));
    }

    #[test]
    fn what_stands_in_a_cell_becomes_no_line_of_the_file() {
        let start = Los_Angeles.with_ymd_and_hms(2026, 10, 31, 18, 0, 0).unwrap();
        let hostile = Entry { summary: "Call\r\nATTENDEE:mailto:x@example.com".into(), ..entry(start, None) };
        assert_eq!(unfolded(&text(&hostile)).iter().filter(|l| l.starts_with("ATTENDEE")).count(), 1);
    }
}

//! The movement order of a day as a paper of its own: for whoever only needs to find the place.

use super::call_sheet::{self, Sheet, movement};
use super::job::{About, Job};
use super::paper::{self, Head, Paper};
use super::view::View;
use super::written;
use crate::model::{Day, DocumentKind};

/// One for each shooting day that moves between places, or whose place says how it is reached.
pub fn jobs(view: &View) -> Vec<Job> {
    call_sheet::days(view).filter_map(|day| job(view, day)).collect()
}

fn job(view: &View, day: &Day) -> Option<Job> {
    let sheet = Sheet::new(view, day);
    let places = sheet.locations();
    let routed = places.iter().filter_map(|(_, place)| *place).any(|place| {
        ["Directions", "What3Words"]
            .iter()
            .any(|heading| written::text(view.production, "locations", &place.cell, heading).is_some())
    });
    if places.len() < 2 && !routed {
        return None;
    }
    let blocks = movement::blocks(&sheet);
    if blocks.is_empty() {
        return None;
    }
    let words = sheet.words;
    let head = Head {
        words,
        title: words.get("paper.movement_order"),
        line: format!("{} · {}", words.date_full(day.date), sheet.unit()),
        right: sheet
            .clock
            .moment(&day.crew_call.moment)
            .map(|call| format!("{} {call}", words.get("call_sheet.crew_call"))),
        mark: None,
        landscape: false,
        one_page_a_side: false,
    };
    Some(paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind: DocumentKind::MovementOrder,
            template: "movement-order",
            path: format!("call-sheets/{}_movement-order.pdf", call_sheet::stem(day)),
            inputs: sheet.inputs(),
            about: About::of_day(day),
        },
    ))
}

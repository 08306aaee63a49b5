//! Weekly time cards: a pack for each payroll week, one person a page, filled in as far as signatures.
//!
//! A card shows rates, so no two people share a page: the pack can be parted and handed round. `card` shapes a person's
//! week, `book` is the workbook.

mod book;
mod card;
#[cfg(test)]
mod tests;

use super::figures;
use super::job::{About, Body, Job};
use super::payroll::line::{Week, weeks};
use super::stamp;
use super::view::View;
use crate::model::DocumentKind;
use serde_json::{Value, json};

/// The pack of cards and the workbook of every payroll week that somebody worked in.
pub fn jobs(view: &View) -> Vec<Job> {
    weeks(view).iter().flat_map(|week| of_week(view, week)).collect()
}

fn of_week(view: &View, week: &Week) -> Vec<Job> {
    let with = [("date", view.words.date_plain(week.ending))];
    let title = view.words.say("card.title_of", &with.each_ref().map(|(key, text)| (*key, text.as_str())));
    let inputs = week.inputs();
    let job = |ending: &str, body: Body| Job {
        kind: DocumentKind::TimeCard,
        path: format!("payroll/time-cards_{}.{ending}", week.ending),
        title: title.clone(),
        body,
        inputs: inputs.clone(),
        about: About::default(),
    };
    let data = figures::breakable(data(view, week));
    vec![job("pdf", Body::Pdf { template: "time-card", data }), job("xlsx", book::book(view, week, &title))]
}

fn data(view: &View, week: &Week) -> Value {
    json!({
        "stamp": stamp::stamp_in(view, view.words, view.words.get("card.title"), &week.inputs()),
        "week_ending": view.words.date_medium(week.ending),
        "cards": week.people().filter_map(|lines| card::card(view, week.ending, lines)).collect::<Vec<_>>(),
    })
}

//! A day whose sheet went out and that its unit no longer shoots: everybody on that sheet is told, and their calendars are cleared.

use super::WithoutAddress;
use super::invitations;
use super::news::{News, Role};
use super::recipients::Parcel;
use crate::model::{Issued, Person, Production};
use crate::render::call_sheet::{revision, slots};
use crate::render::words::Words;
use chrono::NaiveDate;

/// A letter for each person on such a sheet, and who has no address.
pub fn parcels(
    production: &Production,
    words: &Words,
    today: NaiveDate,
) -> (Vec<Parcel>, Vec<WithoutAddress>) {
    let (mut parcels, mut nobody) = (Vec::new(), Vec::new());
    for issued in slots::cancelled(production, today) {
        let kept = slots::kept(issued);
        for name in slots::names(issued) {
            let person = production.people.iter().find(|person| person.name == name);
            let Some(address) =
                person.and_then(|p| p.email.as_ref()).filter(|a| a.value.parse::<lettre::Address>().is_ok())
            else {
                nobody.push(without(words, issued, &name, person));
                continue;
            };
            let entries =
                kept.get(&name).map(|slot| invitations::off(production, words, issued, &name, slot));
            parcels.push(Parcel {
                name: name.clone(),
                address: address.value.clone(),
                person: Some(name),
                documents: Vec::new(),
                before: Vec::new(),
                news: vec![news(words, issued)],
                entries: entries.into_iter().collect(),
                notice: None,
                status: None,
            });
        }
    }
    (parcels, nobody)
}

fn news(words: &Words, issued: &Issued) -> News {
    News {
        path: issued.path.clone(),
        title: title(words, issued),
        date: Some(issued.date),
        unit: Some(issued.unit.clone()),
        revision: Some(revision::standing(Some(issued))),
        role: Role::Dropped,
        says: Default::default(),
        content: issued.content.clone(),
        sha256: issued.sha256.clone(),
    }
}

fn title(words: &Words, issued: &Issued) -> String {
    words.say("letters.off", &[("date", &words.date_full(issued.date)), ("unit", &words.unit(&issued.unit))])
}

fn without(words: &Words, issued: &Issued, name: &str, person: Option<&Person>) -> WithoutAddress {
    let phone = person.and_then(|p| p.phone.as_ref()).map(|phone| phone.value.clone());
    WithoutAddress { name: name.to_owned(), phone, documents: vec![title(words, issued)] }
}

//! Deal memos: a person's terms on one page, to be signed before the first day of work. Made on request.
//!
//! What nobody has written prints a ruled line; nothing is filled in from what is usual.

use super::job::{About, Job};
use super::paper::{self, Head, Paper};
use super::publish::Names;
use super::stamp;
use super::view::View;
use super::written;
use crate::model::{DocumentKind, Listed, Per, Person};

pub fn jobs(view: &View) -> Vec<Job> {
    let mut names = Names::default();
    let listed = view.production.people.iter().filter(|p| p.listed != Listed::Nowhere);
    listed.map(|person| job(view, person, &names.unique(&person.name))).collect()
}

fn job(view: &View, person: &Person, file: &str) -> Job {
    let words = paper::words_of(view);
    let facts = &view.production.facts;
    let table = if person.listed == Listed::Crew { "crew" } else { "cast" };
    let row = written::row(view.production, table, &person.cell);
    let text = |heading: &str| {
        row.and_then(|r| r.text(heading)).map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
    };
    let date = |heading: &str| row.and_then(|r| r.date(heading)).map(|date| words.date(date));
    let terms = &person.terms;
    let said = |value: &Option<crate::model::Sourced<String>>| value.as_ref().map(|v| v.value.clone());
    let rate = terms.rate.as_ref().map(|rate| {
        let per = match terms.per.as_ref().map(|per| per.value) {
            Some(Per::Hour) => words.get("paper.per_hour"),
            Some(Per::Day) => words.get("paper.per_day"),
            Some(Per::Week) => words.get("paper.per_week"),
            None => "",
        };
        format!("{} {per}", words.money(&rate.value)).trim().to_owned()
    });
    let blocks = vec![
        paper::facts(
            Some(words.get("paper.parties")),
            2,
            vec![
                (words.get("paper.company"), facts.company.clone()),
                (words.get("paper.production"), Some(facts.title.clone())),
                (words.get("common.col_name"), Some(person.name.clone())),
                (words.get("paper.loan_out"), text("Loan-out")),
                (words.get("paper.address"), text("Address")),
                (words.get("common.col_phone"), person.phone.as_ref().map(|p| p.value.clone())),
                (words.get("common.col_email"), person.email.as_ref().map(|e| e.value.clone())),
                (words.get("paper.agent"), person.agent.clone()),
            ],
        ),
        paper::facts(
            Some(words.get("paper.engagement")),
            3,
            vec![
                (
                    words.get("common.col_position"),
                    said(&terms.position).or_else(|| person.character.clone()),
                ),
                (words.get("common.col_department"), person.department.clone()),
                (words.get("paper.agreement"), said(&terms.agreement)),
                (words.get("paper.local"), said(&terms.local)),
                (
                    words.get("paper.contract"),
                    terms.contract.as_ref().map(|c| words.vocabulary(&c.value).to_owned()),
                ),
                (words.get("paper.account"), text("Account")),
                (words.get("paper.start"), date("Start Date")),
                (words.get("paper.end"), date("End Date")),
                (words.get("paper.work_place"), said(&terms.residence)),
            ],
        ),
        paper::facts(
            Some(words.get("paper.pay")),
            3,
            vec![
                (words.get("paper.rate"), rate),
                (
                    words.get("paper.guarantee"),
                    row.and_then(|r| r.duration("Guarantee")).map(|g| g.to_string()),
                ),
                (words.get("paper.kit"), text("Kit Rental")),
                (words.get("paper.per_diem"), text("Per Diem")),
                (words.get("paper.credit"), text("Credit")),
            ],
        ),
        paper::text(Some(words.get("paper.terms")), vec![words.get("paper.deal_terms").to_owned()]),
        paper::signatures(&[
            words.get("paper.sign_employee"),
            words.get("common.upm_sign"),
            words.get("paper.sign_accountant"),
        ]),
    ];
    let head = Head {
        words,
        title: words.get("paper.deal_memo"),
        line: person.name.clone(),
        right: None,
        mark: Some(words.get("paper.confidential")),
        landscape: false,
        one_page_a_side: false,
    };
    paper::job(
        view,
        &head,
        blocks,
        Paper {
            kind: DocumentKind::DealMemo,
            template: "deal-memo",
            path: format!("deals/{file}.pdf"),
            inputs: stamp::inputs_with(view, &["production", table]),
            about: About { person: Some(person.name.clone()), ..About::default() },
        },
    )
}

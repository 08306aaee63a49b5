//! Purchase orders as papers to send to the vendor. Made on request.

use super::job::{About, Job};
use super::paper::{self, Column, Head, Paper};
use super::publish::Names;
use super::stamp;
use super::view::View;
use super::written;
use crate::model::{DocumentKind, PurchaseOrder};

/// One for each order that is not void; several rows of one number are one order.
pub fn jobs(view: &View) -> Vec<Job> {
    let mut numbers: Vec<&str> = Vec::new();
    for order in view.production.purchase_orders.iter().filter(|order| order.status != "void") {
        if !numbers.contains(&order.po.as_str()) {
            numbers.push(&order.po);
        }
    }
    let mut names = Names::default();
    numbers.into_iter().filter_map(|number| job(view, number, &mut names)).collect()
}

fn job(view: &View, number: &str, names: &mut Names) -> Option<Job> {
    let words = paper::words_of(view);
    let facts = &view.production.facts;
    let rows: Vec<&PurchaseOrder> =
        view.production.purchase_orders.iter().filter(|o| o.po == number && o.status != "void").collect();
    let first = rows.first()?;
    let text = |heading: &str| written::text(view.production, "purchase-orders", &first.cell, heading);
    let row = written::row(view.production, "purchase-orders", &first.cell);
    let date = |heading: &str| row.and_then(|r| r.date(heading)).map(|date| words.date(date));
    let mut total = crate::model::Purse::default();
    let lines = rows
        .iter()
        .map(|order| {
            total.add(&order.amount.value);
            vec![
                paper::cell(order.description.clone()),
                paper::strong(order.account.value.clone()),
                serde_json::json!(words.money(&order.amount.value)),
            ]
        })
        .collect();
    let sum = total.iter().map(|money| words.money(&money)).collect::<Vec<_>>().join(" + ");
    let columns = [
        Column::new(words.get("call_sheet.col_description"), 4.0),
        Column::new(words.get("paper.account"), 1.2),
        Column::new(words.get("paper.amount"), 1.6).end(),
    ];
    let blocks = vec![
        paper::facts(
            None,
            2,
            vec![
                (words.get("paper.vendor"), Some(first.vendor.clone())),
                (words.get("paper.bill_to"), facts.company.clone().or_else(|| Some(facts.title.clone()))),
                (words.get("paper.address"), text("Vendor Address")),
                (words.get("paper.office_address"), facts.office_address.clone()),
                (words.get("common.col_department"), text("Department")),
                (words.get("paper.requested_by"), text("Requested By")),
                (words.get("paper.rental_from"), date("Rental From")),
                (words.get("paper.rental_to"), date("Rental To")),
            ],
        ),
        paper::table_with_total(
            None,
            None,
            &columns,
            lines,
            vec![
                serde_json::json!(words.get("paper.total")),
                serde_json::Value::Null,
                serde_json::json!(sum),
            ],
        ),
        paper::text(None, vec![words.say("paper.po_terms", &[("po", number)])]),
        paper::signatures(&[
            words.get("paper.sign_head"),
            words.get("common.upm_sign"),
            words.get("paper.sign_accountant"),
        ]),
    ];
    let head = Head {
        words,
        title: words.get("paper.purchase_order"),
        line: first.vendor.clone(),
        right: Some(format!("{number} · {}", words.date_medium(first.date))),
        mark: None,
        landscape: false,
        one_page_a_side: false,
    };
    let file = names.unique(&format!("{number} {}", first.vendor));
    let paper = Paper {
        kind: DocumentKind::PurchaseOrder,
        template: "purchase-order",
        path: format!("money/purchase-orders/{file}.pdf"),
        inputs: stamp::inputs_with(view, &["production", "purchase-orders"]),
        about: About::default(),
    };
    let title = format!("{} {number}", paper::title(view, &head));
    Some(Job { title, ..paper::job(view, &head, blocks, paper) })
}

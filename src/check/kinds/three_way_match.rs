//! `three-way-match`: what was ordered, what was received, what was invoiced.

use super::{Kind, KindSpec, table};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Money, Record};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "three-way-match",
    about: "A purchase order, the receipt of what it ordered, and the invoices against it must agree.\n\
            \n\
            percent   how far the invoices may pass the order, in hundredths of the order\n\
            absolute  how far they may pass it, as an amount; judged where the order is in its currency\n\
            \n\
            Judged for each row of Purchase Orders with expenses that name it. Invoices that pass the order by more than either tolerance\n\
            are found (at the tolerance exactly passes); so is an invoice whose Receipt is blank or says that\n\
            nothing came (a log without that column is not asked). Invoices in another\n\
            currency than the order's leave it undetermined. {{deviation}} is how far they pass it.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct ThreeWayMatch {
    percent: Quantity<Decimal>,
    absolute: Quantity<Money>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    let (percent, absolute) =
        (Quantity::need(fields, "percent", scope), Quantity::need(fields, "absolute", scope));
    Some(Box::new(ThreeWayMatch { percent: percent?, absolute: absolute? }))
}

impl ThreeWayMatch {
    fn judge_order(&self, case: &Case<'_>, order: &Record) -> Vec<Draft> {
        let (Some(po), Some(ordered)) = (order.text("PO"), order.money("Amount")) else { return Vec::new() };
        let expenses: Vec<&Record> = case
            .production
            .records("expenses")
            .iter()
            .filter(|row| row.text("PO").is_some_and(|other| plain(&other) == plain(&po)))
            .collect();
        if expenses.is_empty() {
            return Vec::new();
        }
        let mut sources = vec![table::cell(order, "amount")];
        sources.extend(expenses.iter().map(|row| table::cell(row, "amount")));
        let mut draft = table::draft(case, order, sources);
        draft.subject = Subject {
            kind: "document",
            po: Some(po.clone()),
            account: order.text("Account"),
            ..Subject::default()
        };
        let late = self.not_received(case, order, &expenses);
        late.into_iter().chain(self.over(case, ordered, &expenses, draft)).collect()
    }

    /// Invoices whose Receipt says no.
    fn not_received(&self, case: &Case<'_>, order: &Record, expenses: &[&Record]) -> Option<Draft> {
        let refused: Vec<&&Record> = expenses
            .iter()
            .filter(|row| {
                let blank = row.columns.contains_key("Receipt") && row.field("Receipt").is_none();
                blank || row.flag("Receipt") == Some(false)
            })
            .filter(|row| row.text("Invoice").is_some())
            .collect();
        let first = refused.first()?;
        let mut sources: Vec<_> = refused.iter().map(|row| table::cell(row, "receipt")).collect();
        sources.push(order.cell.clone());
        let mut draft = table::draft(case, first, sources);
        draft.subject = Subject {
            kind: "document",
            po: order.text("PO"),
            item: first.text("Invoice"),
            account: order.text("Account"),
            ..Subject::default()
        };
        let invoices: Vec<String> = refused.iter().filter_map(|row| row.text("Invoice")).collect();
        draft.arithmetic = format!("invoiced without a receipt: {}", invoices.join(", "));
        draft.says = Some(format!(
            "PO {}: invoice {} has no receipt that confirms what came.",
            order.text("PO").unwrap_or_default(),
            invoices.join(", ")
        ));
        Some(draft)
    }

    fn over(
        &self,
        case: &Case<'_>,
        ordered: &Money,
        expenses: &[&Record],
        mut draft: Draft,
    ) -> Option<Draft> {
        let amounts: Vec<&Money> = expenses.iter().filter_map(|row| row.money("Amount")).collect();
        if amounts.len() < expenses.len() || amounts.iter().any(|m| m.currency != ordered.currency) {
            let po = draft.subject.po.clone().unwrap_or_default();
            return Some(draft.undetermined(format!(
                "PO {po} is in {}, and not every invoice against it has an amount in that currency.",
                ordered.currency
            )));
        }
        let invoiced = amounts.iter().fold(Decimal::ZERO, |sum, money| sum.saturating_add(money.amount));
        let over = invoiced.saturating_sub(ordered.amount);
        if over <= Decimal::ZERO {
            return None;
        }
        let dates = case.dates(case.today);
        let (percent, absolute) =
            (case.look(&self.percent, &dates).ok()?, case.look(&self.absolute, &dates).ok()?);
        let share = over.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(ordered.amount));
        let over_share = share.is_none_or(|share| share > percent.value);
        let same_currency = absolute.value.currency == ordered.currency;
        let over_amount = same_currency && over > absolute.value.amount;
        if !over_share && !over_amount {
            return None;
        }
        draft.used(&percent);
        if same_currency {
            draft.used(&absolute);
        }
        let money = |amount: Decimal| Money::new(amount, ordered.currency.clone());
        let share = share.map_or("—".to_owned(), |share| share.round_dp(2).normalize().to_string());
        let compare = |over: bool| if over { '>' } else { '≤' };
        draft.arithmetic = format!(
            "{} − {} = {}; {share} % {} {} %{}",
            money(invoiced).decimal_text(),
            ordered.decimal_text(),
            money(over).decimal_text(),
            compare(over_share),
            percent.value.normalize(),
            if same_currency {
                format!(
                    "; {} {} {}",
                    money(over).decimal_text(),
                    compare(over_amount),
                    absolute.value.decimal_text()
                )
            } else {
                String::new()
            }
        );
        draft.measured = Some(money(invoiced).decimal_text());
        draft.limit = Some(ordered.decimal_text());
        draft.set("deviation", money(over).to_string());
        draft.set("share", share);
        Some(draft)
    }
}

impl Kind for ThreeWayMatch {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row("purchase-orders")
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["deviation", "share"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        case.records(rule, "purchase-orders")
            .into_iter()
            .flat_map(|order| self.judge_order(case, order))
            .collect()
    }
}

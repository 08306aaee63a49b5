//! `over-budget`: an account whose estimated final cost passes its budget.

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::cost::convention::Estimate;
use crate::check::cost::ledger::{Account, Ledger, Section};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Cell, Money};
use rust_decimal::Decimal;

pub const SPEC: KindSpec = KindSpec {
    name: "over-budget",
    about: "An account's estimated final cost must stay within its budget, by the cost report's own ledger and the settings' convention of\n\
            estimate to complete (`[cost_report] etc`), which the arithmetic names.\n\
            \n\
            allow  how far it may pass the budget, in hundredths of the budget (default: not at all)\n\
            \n\
            Judged for accounts that the budget has. {{over}} is by how much, {{share}} in hundredths of the budget.",
    load,
    shorthand: None,
};

#[derive(Debug)]
struct OverBudget {
    allow: Option<Quantity<Decimal>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    Some(Box::new(OverBudget { allow: Quantity::take(fields, "allow", scope) }))
}

impl OverBudget {
    fn judge_account(
        &self,
        case: &Case<'_>,
        ledger: &Ledger<'_>,
        section: &Section,
        account: &Account,
    ) -> Option<Draft> {
        let figures = &account.figures;
        let cost = figures.final_cost(&ledger.conventions);
        let over = cost.saturating_sub(figures.budget);
        if over <= Decimal::ZERO {
            return None;
        }
        let allow = match &self.allow {
            Some(allow) => Some(case.look(allow, &case.dates(case.today)).ok()?),
            None => None,
        };
        let share = over.checked_mul(Decimal::ONE_HUNDRED).and_then(|n| n.checked_div(figures.budget));
        if let (Some(allow), Some(share)) = (&allow, share)
            && share <= allow.value
        {
            return None;
        }
        let money = |amount: Decimal| Money::new(amount, section.currency.clone());
        let subject =
            Subject { kind: "account", account: Some(account.account.clone()), ..Subject::default() };
        let mut draft = Draft::about(subject, sources(case, &account.account));
        if let Some(allow) = &allow {
            draft.used(allow);
        }
        let text = |amount: Decimal| money(amount).decimal_text();
        draft.arithmetic = match ledger.conventions.estimate {
            Estimate::Uncommitted => format!(
                "actual {} + commitments {} + uncommitted estimate to complete {} = {}; − budget {} = {}",
                text(figures.actual),
                text(figures.commitments),
                text(figures.estimate),
                text(cost),
                text(figures.budget),
                text(over)
            ),
            Estimate::IncludesCommitments => format!(
                "actual {} + estimate to complete {} (commitments included) = {}; − budget {} = {}",
                text(figures.actual),
                text(figures.estimate),
                text(cost),
                text(figures.budget),
                text(over)
            ),
        };
        draft.measured = Some(text(cost));
        draft.limit = Some(text(figures.budget));
        draft.set("over", money(over).to_string());
        draft.set("share", share.map_or("—".into(), |share| share.round_dp(1).normalize().to_string()));
        draft.set("description", account.description.clone());
        Some(draft)
    }
}

/// The account's budget row, and the expenses and orders charged to it.
fn sources(case: &Case<'_>, account: &str) -> Vec<Cell> {
    let production = case.production;
    let is = |other: &str| plain(other) == plain(account);
    let budget = production.budget.iter().filter(|line| is(&line.account)).map(|line| &line.budget.cell);
    let expenses = production.expenses.iter().filter(|e| is(&e.account.value)).map(|e| &e.amount.cell);
    let orders = production.purchase_orders.iter().filter(|o| is(&o.account.value)).map(|o| &o.amount.cell);
    budget.chain(orders).chain(expenses).cloned().collect()
}

impl Kind for OverBudget {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Production
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["over", "share", "description"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        if case.production.budget.is_empty() || !case.judges_production(rule) {
            return Vec::new();
        }
        let ledger = Ledger::new(case.production, case.settings, case.today);
        ledger
            .sections
            .iter()
            .flat_map(|section| section.accounts.iter().map(move |account| (section, account)))
            .filter(|(_, account)| account.in_budget)
            .filter_map(|(section, account)| self.judge_account(case, &ledger, section, account))
            .collect()
    }
}

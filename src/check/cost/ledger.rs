//! The arithmetic of the cost report: accounts, categories and totals, each currency apart.

use super::convention::Conventions;
use super::exchange::{Exchange, at_rate};
use super::postings::{self, Order, Posting, key};
use crate::model::{Money, Production};
use crate::settings::Settings;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The category of accounts that the budget does not have.
pub const NOT_IN_BUDGET: &str = "Not in the budget";
/// The category of budget lines without one.
pub const NO_CATEGORY: &str = "Without a category";

/// The columns that add up. What is derived from them is a function, so that sums stay true.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub budget: Decimal,
    /// Actual in the period.
    pub period: Decimal,
    /// Actual to date.
    pub actual: Decimal,
    pub commitments: Decimal,
    /// The estimate to complete, given or by the convention.
    pub estimate: Decimal,
}

impl Figures {
    pub fn total_cost(&self) -> Decimal {
        self.actual.saturating_add(self.commitments)
    }

    /// Estimated final cost.
    pub fn final_cost(&self, conventions: &Conventions) -> Decimal {
        conventions.final_cost(self.actual, self.commitments, self.estimate)
    }

    pub fn variance(&self, conventions: &Conventions) -> Decimal {
        conventions.variance_of(self.budget, self.final_cost(conventions))
    }

    /// The variance as a fraction of the budget; `None` without a budget.
    pub fn variance_share(&self, conventions: &Conventions) -> Option<Decimal> {
        self.variance(conventions).checked_div(self.budget)
    }

    fn add(&mut self, other: &Figures) {
        self.budget = self.budget.saturating_add(other.budget);
        self.period = self.period.saturating_add(other.period);
        self.actual = self.actual.saturating_add(other.actual);
        self.commitments = self.commitments.saturating_add(other.commitments);
        self.estimate = self.estimate.saturating_add(other.estimate);
    }
}

/// One account in one currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    pub account: String,
    pub description: String,
    pub category: String,
    pub figures: Figures,
    /// `false` where the estimate to complete is the convention's.
    pub estimate_given: bool,
    /// The estimate does not cover what it should: negative, or less than the orders it includes.
    pub estimate_doubtful: bool,
    /// Does the budget have it, in whatever currency?
    pub in_budget: bool,
}

/// Accounts and categories of one currency, and their total.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    pub currency: Arc<str>,
    /// In the budget's order, then those it does not have.
    pub accounts: Vec<Account>,
    /// In the order of their first account.
    pub categories: Vec<(String, Figures)>,
    pub total: Figures,
}

/// The whole report.
#[derive(Clone, Debug)]
pub struct Ledger<'a> {
    pub conventions: Conventions,
    pub base: Arc<str>,
    /// The production's currency first, the others in order of their codes.
    pub sections: Vec<Section>,
    pub postings: Vec<Posting<'a>>,
    pub orders: Vec<Order<'a>>,
    /// Currencies that have some rate and still stand apart, since not every amount has one.
    pub rates_incomplete: Vec<Arc<str>>,
    /// The budget lines' rates, by currency, where one was converted.
    pub budget_rates: BTreeMap<Arc<str>, super::exchange::Rate>,
}

impl<'a> Ledger<'a> {
    pub fn new(production: &'a Production, settings: &Settings, today: NaiveDate) -> Ledger<'a> {
        let conventions = Conventions::new(settings, today);
        let exchange = Exchange::new(&settings.rate, &production.facts.currency);
        let converting = postings::converting(production, &exchange);
        let postings = postings::postings(production, &exchange, &converting, &conventions);
        let orders = postings::orders(production, &postings, &exchange, &converting, &conventions);
        let mut drafts = Drafts::of_budget(production, &exchange, &converting);
        for posting in postings.iter().filter(|p| p.left_out.is_none()) {
            let figures = drafts.figures(&posting.expense.account.value, &posting.converted.money.currency);
            figures.actual = figures.actual.saturating_add(posting.converted.money.amount);
            if posting.in_period {
                figures.period = figures.period.saturating_add(posting.converted.money.amount);
            }
        }
        for order in orders.iter().filter(|o| !o.open.money.amount.is_zero()) {
            let figures = drafts.figures(&order.order.account.value, &order.open.money.currency);
            figures.commitments = figures.commitments.saturating_add(order.open.money.amount);
        }
        let foreign: BTreeSet<Arc<str>> = postings
            .iter()
            .map(|p| &p.converted.original.currency)
            .chain(production.purchase_orders.iter().map(|o| &o.amount.value.currency))
            .chain(production.budget.iter().map(|b| &b.budget.value.currency))
            .filter(|c| *c != exchange.base())
            .cloned()
            .collect();
        Ledger {
            sections: drafts.sections(&conventions, exchange.base()),
            rates_incomplete: foreign
                .iter()
                .filter(|c| exchange.knows(c) && !converting.contains(*c))
                .cloned()
                .collect(),
            budget_rates: production
                .budget
                .iter()
                .map(|line| &line.budget.value.currency)
                .filter(|c| converting.contains(*c))
                .filter_map(|c| Some((c.clone(), exchange.budget_rate(c)?.clone())))
                .collect(),
            base: exchange.base().clone(),
            conventions,
            postings,
            orders,
        }
    }

    /// Is there anything to report?
    pub fn is_empty(&self) -> bool {
        self.sections.iter().all(|s| s.accounts.is_empty())
            && self.postings.is_empty()
            && self.orders.is_empty()
    }
}

/// An account being added up.
struct Draft {
    account: String,
    description: String,
    category: String,
    currency: Arc<str>,
    figures: Figures,
    estimate: Option<Decimal>,
    in_budget: bool,
}

/// Accounts in the budget's order, found by currency and account.
#[derive(Default)]
struct Drafts {
    list: Vec<Draft>,
    places: BTreeMap<(Arc<str>, String), usize>,
    /// Of each account: description and category, whatever its currency.
    chart: BTreeMap<String, (String, String)>,
}

impl Drafts {
    fn of_budget(production: &Production, exchange: &Exchange, converting: &BTreeSet<Arc<str>>) -> Drafts {
        let mut drafts = Drafts::default();
        let mut spellings: BTreeMap<String, String> = BTreeMap::new();
        for line in &production.budget {
            let category = line.category.as_deref().map_or(NO_CATEGORY, str::trim);
            // One spelling a category, the first: spreadsheets compare text whatever its case.
            let category = spellings.entry(key(category)).or_insert_with(|| category.to_string()).clone();
            drafts.chart.entry(key(&line.account)).or_insert((line.description.clone(), category));
        }
        for line in &production.budget {
            let convert = |money: &Money| {
                let rate = converting
                    .contains(&money.currency)
                    .then(|| exchange.budget_rate(&money.currency))
                    .flatten();
                at_rate(money, rate, exchange.base()).money
            };
            let budget = convert(&line.budget.value);
            let draft = drafts.draft(&line.account, &budget.currency);
            draft.figures.budget = draft.figures.budget.saturating_add(budget.amount);
            if let Some(given) = &line.estimate_to_complete {
                let given = convert(&given.value).amount;
                draft.estimate = Some(draft.estimate.unwrap_or_default().saturating_add(given));
            }
        }
        drafts
    }

    fn figures(&mut self, account: &str, currency: &Arc<str>) -> &mut Figures {
        &mut self.draft(account, currency).figures
    }

    fn draft(&mut self, account: &str, currency: &Arc<str>) -> &mut Draft {
        let next = self.list.len();
        let place = *self.places.entry((currency.clone(), key(account))).or_insert(next);
        if place == next {
            let known = self.chart.get(&key(account)).cloned();
            let in_budget = known.is_some();
            let (description, category) = known.unwrap_or((String::new(), NOT_IN_BUDGET.to_string()));
            self.list.push(Draft {
                account: account.trim().to_string(),
                description,
                category,
                currency: currency.clone(),
                figures: Figures::default(),
                estimate: None,
                in_budget,
            });
        }
        // `place` is either an index handed out before or that of the draft pushed just now.
        &mut self.list[place]
    }

    fn sections(self, conventions: &Conventions, base: &Arc<str>) -> Vec<Section> {
        let mut currencies: Vec<Arc<str>> = self.list.iter().map(|d| d.currency.clone()).collect();
        currencies.sort_by_key(|c| (c != base, c.clone()));
        currencies.dedup();
        if currencies.is_empty() {
            currencies.push(base.clone());
        }
        currencies
            .into_iter()
            .map(|currency| {
                let drafts: Vec<&Draft> = self.list.iter().filter(|d| d.currency == currency).collect();
                section(currency, &drafts, conventions)
            })
            .collect()
    }
}

fn section(currency: Arc<str>, drafts: &[&Draft], conventions: &Conventions) -> Section {
    let mut accounts: Vec<Account> = drafts.iter().map(|draft| finished(draft, conventions)).collect();
    // Stable: the budget's order stays, what it lacks goes last in order of account.
    accounts.sort_by_key(|a| (!a.in_budget, if a.in_budget { String::new() } else { key(&a.account) }));
    let mut categories: Vec<(String, Figures)> = Vec::new();
    let mut total = Figures::default();
    for account in &accounts {
        total.add(&account.figures);
        match categories.iter_mut().find(|(name, _)| *name == account.category) {
            Some((_, figures)) => figures.add(&account.figures),
            None => categories.push((account.category.clone(), account.figures.clone())),
        }
    }
    Section { currency, accounts, categories, total }
}

fn finished(draft: &Draft, conventions: &Conventions) -> Account {
    let mut figures = draft.figures.clone();
    figures.estimate = draft
        .estimate
        .unwrap_or_else(|| conventions.default_estimate(figures.budget, figures.actual, figures.commitments));
    Account {
        account: draft.account.clone(),
        description: draft.description.clone(),
        category: draft.category.clone(),
        estimate_given: draft.estimate.is_some(),
        estimate_doubtful: figures.estimate < Decimal::ZERO
            || figures.final_cost(conventions) < figures.total_cost(),
        in_budget: draft.in_budget,
        figures,
    }
}

//! The hot cost by department: what its lines come to. A line with an open end is in no sum and is counted.

use super::line::Line;
use crate::render::payroll::tenths;
use rust_decimal::Decimal;

/// A department's sums in one currency.
pub struct Department {
    pub name: String,
    pub currency: String,
    /// Lines that are in the sums, and such as are not.
    pub lines: usize,
    pub open: usize,
    /// In tenths, as the lines print them. Background and day rates without a guarantee have none.
    pub budget_hours: Decimal,
    pub hours: Decimal,
    pub budget: Decimal,
    pub actual: Decimal,
}

impl Department {
    /// In the order of the lines.
    pub fn all(lines: &[Line]) -> Vec<Department> {
        let mut all: Vec<Department> = Vec::new();
        for line in lines {
            let money = line.budget.as_ref().or(line.actual.as_ref());
            let currency = money.map(|m| m.currency.to_string()).unwrap_or_default();
            // A line without any money is its department's, whatever that is paid in.
            let same =
                |d: &Department| d.currency == currency || currency.is_empty() || d.currency.is_empty();
            let known = all.iter().position(|d| d.name == line.department && same(d));
            let at = known.unwrap_or_else(|| {
                all.push(Department {
                    name: line.department.clone(),
                    currency,
                    lines: 0,
                    open: 0,
                    budget_hours: Decimal::ZERO,
                    hours: Decimal::ZERO,
                    budget: Decimal::ZERO,
                    actual: Decimal::ZERO,
                });
                all.len() - 1
            });
            if let Some(department) = all.get_mut(at) {
                if department.currency.is_empty() {
                    department.currency = money.map(|m| m.currency.to_string()).unwrap_or_default();
                }
                department.add(line);
            }
        }
        all
    }

    fn add(&mut self, line: &Line) {
        let (Some(budget), Some(actual), Some(_)) = (&line.budget, &line.actual, line.over()) else {
            self.open += 1;
            return;
        };
        self.lines += 1;
        let tenths = |hours: Option<_>| hours.map(tenths::tenths).unwrap_or_default();
        self.budget_hours = self.budget_hours.saturating_add(tenths(line.budget_hours));
        self.hours = self.hours.saturating_add(tenths(line.hours));
        self.budget = self.budget.saturating_add(budget.amount);
        self.actual = self.actual.saturating_add(actual.amount);
    }

    pub fn over(&self) -> Decimal {
        self.actual.saturating_sub(self.budget)
    }
}

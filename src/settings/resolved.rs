//! Settings as types, with their defaults.

use super::{ExchangeRate, Settings, date_of, values};
use chrono::NaiveDate;
use std::time::Duration;

/// What the accountant's estimate to complete leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EtcConvention {
    /// What is neither spent nor committed.
    #[default]
    Uncommitted,
    /// Everything not yet spent, open purchase orders included.
    IncludesCommitments,
}

/// Which way round a variance is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum VarianceConvention {
    /// Positive is under budget.
    #[default]
    BudgetMinusEfc,
    /// Positive is over budget.
    EfcMinusBudget,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MailMode {
    /// `.eml` files.
    #[default]
    Draft,
    /// Waits for `outbox approve`.
    Approve,
    Send,
}

/// What an exchange rate is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RateKind {
    Budget,
    Transaction,
}

impl Settings {
    /// How long a file must be unchanged before it is taken: two seconds unless told.
    pub fn quiet(&self) -> Duration {
        self.watch.quiet.as_deref().and_then(values::duration).unwrap_or(Duration::from_secs(2))
    }

    /// The last day of the cost report's period, where one was given.
    pub fn period_end(&self) -> Option<NaiveDate> {
        self.cost_report.period_end.as_ref().and_then(date_of)
    }

    pub fn etc(&self) -> EtcConvention {
        match self.cost_report.etc.as_deref() {
            Some("includes-commitments") => EtcConvention::IncludesCommitments,
            _ => EtcConvention::Uncommitted,
        }
    }

    pub fn variance(&self) -> VarianceConvention {
        match self.cost_report.variance.as_deref() {
            Some("efc-minus-budget") => VarianceConvention::EfcMinusBudget,
            _ => VarianceConvention::BudgetMinusEfc,
        }
    }

    pub fn mail_mode(&self) -> MailMode {
        match self.mail.mode.as_deref() {
            Some("approve") => MailMode::Approve,
            Some("send") => MailMode::Send,
            _ => MailMode::Draft,
        }
    }

    /// The first and the last day clearances must cover, where given.
    pub fn release_term(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.release.from.as_ref().and_then(date_of), self.release.to.as_ref().and_then(date_of))
    }
}

impl ExchangeRate {
    pub fn rate_kind(&self) -> RateKind {
        if self.kind == "transaction" { RateKind::Transaction } else { RateKind::Budget }
    }

    pub fn day(&self) -> Option<NaiveDate> {
        date_of(&self.date)
    }
}

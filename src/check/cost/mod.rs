//! What a production costs: budget, actual, committed and estimated, by account. Rules about the budget judge by it,
//! and the cost report prints it, so that the two never differ.

pub mod convention;
pub mod exchange;
pub mod exposure;
pub mod ledger;
pub mod postings;

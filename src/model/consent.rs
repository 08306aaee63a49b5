//! A waiver, consent, vote, notice or exception on record.

use super::cell::Cell;
use chrono::NaiveDate;

/// A row of Consents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// waiver, consent, vote, notice, exception
    pub kind: String,
    /// A rule's id (`iatse-basic/rest-daily`) or a pack's.
    pub rule: String,
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    pub person: Option<String>,
    pub unit: Option<String>,
    pub given_by: Option<String>,
    pub given_on: Option<NaiveDate>,
    pub evidence: Option<String>,
    pub scope: Option<String>,
    pub uses: Option<u32>,
    pub expires: Option<NaiveDate>,
    pub cell: Cell,
}

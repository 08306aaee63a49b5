//! Settings as types, with their defaults.

use super::{ExchangeRate, Settings, date_of, values};
use crate::model::DocumentKind;
use chrono::NaiveDate;
use std::time::Duration;

/// What is taken where settings say nothing of lead times and of the pace of shooting.
const EIGHTH: u32 = 15;
const MAKEUP: i64 = 60;
const WARDROBE: i64 = 30;

impl super::CallSheetSettings {
    /// Whether cast times that nobody has written are drafted.
    pub fn estimates(&self) -> bool {
        self.estimates.as_deref() != Some("no")
    }

    /// Minutes an eighth of a page takes.
    pub fn eighth(&self) -> i64 {
        i64::from(self.minutes_an_eighth.unwrap_or(EIGHTH))
    }

    /// Minutes before the set call for hair and make-up.
    pub fn makeup_lead(&self) -> i64 {
        self.makeup_lead.as_deref().and_then(values::lead).unwrap_or(MAKEUP)
    }

    /// Minutes before the set call for wardrobe.
    pub fn wardrobe_lead(&self) -> i64 {
        self.wardrobe_lead.as_deref().and_then(values::lead).unwrap_or(WARDROBE)
    }

    /// Whether personal sheets carry their person's name on every page.
    pub fn stamped(&self) -> bool {
        self.stamp.as_deref() == Some("yes")
    }
}

impl super::DocumentSettings {
    pub fn is_dark(&self) -> bool {
        self.look.as_deref() == Some("dark")
    }

    /// Whether a document of this kind carries its data.
    pub fn attaches(&self, kind: DocumentKind) -> bool {
        self.attach.iter().any(|name| name == kind.name())
    }
}

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

    /// For how many days the story of what no longer stands is kept: 400 unless told, which is more than a year's audit.
    pub fn keep_days(&self) -> u32 {
        self.state.keep.as_deref().and_then(values::days).unwrap_or(400)
    }

    /// The last day of the cost report's period, where one was given.
    pub fn period_end(&self) -> Option<NaiveDate> {
        self.cost_report.period_end.as_ref().and_then(date_of)
    }

    /// The colour of a revision, counted from 1. Past the last colour the order begins again behind its first, as
    /// `2nd Blue`, `2nd Pink` …, then `3rd Blue`.
    pub fn revision_colour(&self, revision: u32) -> String {
        let trade = || values::REVISION_COLOURS.iter().map(|colour| (*colour).to_string()).collect();
        let colours: Vec<String> = self.call_sheet.revision_colours.clone().unwrap_or_else(trade);
        let index = usize::try_from(revision.max(1)).unwrap_or(usize::MAX) - 1;
        if let Some(colour) = colours.get(index) {
            return colour.clone();
        }
        // A single colour is all there is to repeat.
        let again = if colours.len() > 1 { colours.get(1..).unwrap_or_default() } else { &colours };
        let past = index - colours.len();
        let (round, place) = (past / again.len().max(1) + 2, past % again.len().max(1));
        let colour = again.get(place).cloned().unwrap_or_default();
        let ending = match (round % 10, round % 100) {
            (_, 11..=13) => "th",
            (1, _) => "st",
            (2, _) => "nd",
            (3, _) => "rd",
            _ => "th",
        };
        format!("{round}{ending} {colour}")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn revisions_take_the_trades_colours_and_then_begin_again_behind_white() {
        let settings = Settings::default();
        // documents.md 0.4: White, Blue … Cherry are nine, then 2nd Blue; no second White. 10 + 8 = 18 is 3rd Blue.
        for (revision, colour) in
            [(1, "White"), (2, "Blue"), (9, "Cherry"), (10, "2nd Blue"), (17, "2nd Cherry"), (18, "3rd Blue")]
        {
            assert_eq!(settings.revision_colour(revision), colour, "{revision}");
        }
    }

    #[test]
    fn a_production_may_have_its_own_order() {
        let text = "[call_sheet]\nrevision_colours = [\"White\", \"Ivory\"]\n";
        let (settings, problems) = crate::settings::load(text, "callboard.toml");
        assert_eq!(problems, []);
        let colours: Vec<String> = (1..=4).map(|n| settings.revision_colour(n)).collect();
        assert_eq!(colours, ["White", "Ivory", "2nd Ivory", "3rd Ivory"]);
        let twice = "[call_sheet]\nrevision_colours = [\"White\", \"white\"]\n";
        assert_eq!(crate::settings::load(twice, "callboard.toml").1.len(), 1);
    }
}

//! What was judged last, kept for a pass that finds the same facts: a template is another one, or a file was saved as it was.

use super::rules::Rules;
use crate::check::{self, run::Checked};
use crate::model::Production;
use crate::settings::Settings;
use chrono::NaiveDate;
use std::sync::Arc;

/// A production's last findings, and all that they rest on.
#[derive(Default)]
pub struct Judged(Option<Last>);

struct Last {
    production: Production,
    settings: Settings,
    rules: Rules,
    today: NaiveDate,
    checked: Checked,
}

impl Judged {
    /// The findings: those of last time where nothing that is judged has changed.
    pub fn of(
        &mut self,
        production: &Production,
        rules: &Rules,
        settings: &Settings,
        today: NaiveDate,
    ) -> Checked {
        let same = |last: &&Last| {
            last.today == today
                && Arc::ptr_eq(&last.rules, rules)
                && last.settings == *settings
                && last.production == *production
        };
        if let Some(last) = self.0.as_ref().filter(same) {
            return last.checked.clone();
        }
        let checked = check::run(production, &rules.0, settings, today);
        self.0 = Some(Last {
            production: production.clone(),
            settings: settings.clone(),
            rules: Arc::clone(rules),
            today,
            checked: checked.clone(),
        });
        checked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Packs;
    use crate::render::fixture;
    use std::path::Path;

    #[test]
    fn only_the_same_facts_settings_rules_and_day_are_not_judged_again() {
        let production = fixture::with_money();
        let rules: Rules = Arc::new(Packs::load(Path::new("no rules of its own")));
        let (settings, today) = (Settings::default(), fixture::day("2026-11-23"));
        let mut judged = Judged::default();
        let rules_of_last_time = Arc::clone(&rules);
        assert!(!judged.of(&production, &rules, &settings, today).findings.is_empty());
        // What is kept is emptied behind its back: an empty answer is one that nobody has worked out anew.
        let mut is_kept = |production: &Production, rules: &Rules, settings: &Settings, today| {
            judged.0 = Some(Last {
                production: fixture::with_money(),
                settings: Settings::default(),
                rules: Arc::clone(&rules_of_last_time),
                today: fixture::day("2026-11-23"),
                checked: Checked::default(),
            });
            judged.of(production, rules, settings, today).findings.is_empty()
        };
        assert!(is_kept(&production, &rules, &settings, today));
        assert!(!is_kept(&production, &rules, &settings, fixture::day("2026-11-24")));
        let others: Rules = Arc::new(Packs::load(Path::new("no rules of its own")));
        assert!(!is_kept(&production, &others, &settings, today));
        let mut more = production.clone();
        more.expenses.extend(production.expenses.first().cloned());
        assert!(!is_kept(&more, &rules, &settings, today));
        let moved = Settings { folder: "elsewhere".to_owned(), ..Settings::default() };
        assert!(!is_kept(&production, &rules, &moved, today));
    }
}

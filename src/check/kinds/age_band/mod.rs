//! `kind = "age-band"`: what a child may do in a day, by age and by whether it is a school day.

mod bands;
mod between;
mod day;
mod judge;

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use bands::Band;

pub const SPEC: KindSpec = KindSpec {
    name: "age-band",
    about: "A minor's day by age and school day. All rows of a date count together, whoever employs.\n\
        judge        place, work, school, rest, curfew, start-window, turnaround, after-school or permit\n\
        bands        [{ from, to, school_day, school_tomorrow, limit | at | windows }]: ages as 15d, 6mo, 9y (to: not any more)\n\
        meal         this much of the day's meals is left out of place and work\n\
        minimum      turnaround: from release to the next call or the child's own school, whichever is first\n\
        counts_as    after-school: what a day at the child's own school counts as of the place limit",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judge {
    Place,
    Work,
    School,
    Rest,
    Curfew,
    StartWindow,
    Turnaround,
    AfterSchool,
    Permit,
}

const JUDGES: [(&str, Judge); 9] = [
    ("place", Judge::Place),
    ("work", Judge::Work),
    ("school", Judge::School),
    ("rest", Judge::Rest),
    ("curfew", Judge::Curfew),
    ("start-window", Judge::StartWindow),
    ("turnaround", Judge::Turnaround),
    ("after-school", Judge::AfterSchool),
    ("permit", Judge::Permit),
];

#[derive(Debug)]
pub struct AgeRule {
    judge: Judge,
    bands: Vec<Band>,
    meal: Option<Quantity<Minutes>>,
    minimum: Option<Quantity<Minutes>>,
    counts_as: Option<Quantity<Minutes>>,
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("judge") {
        fields.need_text("judge");
    }
    let words = JUDGES.map(|(name, _)| name);
    let word = fields.choice("judge", &words);
    let judge = JUDGES.iter().find(|(name, _)| Some(*name) == word).map(|(_, judge)| *judge);
    let bands = Band::take_all(fields, scope);
    let meal = Quantity::take(fields, "meal", scope);
    let minimum = Quantity::take(fields, "minimum", scope);
    let counts_as = Quantity::take(fields, "counts_as", scope);
    let judge = judge?;
    let wants_bands = !matches!(judge, Judge::Turnaround | Judge::Permit);
    if wants_bands && bands.is_empty() {
        fields.say(
            "bands",
            format!("{} has no band", fields.what()),
            "Add `bands = [{ from = …, to = …, limit = … }]`.",
        );
    }
    if judge == Judge::Turnaround && minimum.is_none() {
        fields.say("minimum", format!("{} has no “minimum”", fields.what()), "Add `minimum = \"12h\"`.");
    }
    Some(Box::new(AgeRule { judge, bands, meal, minimum, counts_as }))
}

impl Kind for AgeRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        self.judge_all(rule, case)
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "aged", "allowed", "school_day", "next_call"]
    }
}

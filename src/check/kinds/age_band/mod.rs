//! `kind = "age-band"`: what a child may do in a day, by age and by whether it is a school day.

mod bands;
mod between;
mod clock;
mod day;
mod exception;
mod judge;
mod record;
mod school;
mod week;

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::measured::Limited;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::Minutes;
use bands::Band;
pub use bands::{Age, SchoolDays, grades};
pub use day::school_days;

pub const SPEC: KindSpec = KindSpec {
    name: "age-band",
    about: "A minor's day by age and school day. All rows of a date count together, whoever employs.\n\
        judge        what is judged:\n\
        \u{20} place        presence from the first call to the release; meal: of the day's meals this much is left out;\n\
        \u{20}              travel: on distant location, what is beyond this each way outside call and release comes to it\n\
        \u{20} work         what is left of it after School Hours and Rest Hours; week: the same over a week (from the workweek's first day)\n\
        \u{20} school, rest at least so much School Hours, Rest Hours; shortest: stretches in School Blocks that are shorter do not count;\n\
        \u{20}              credited: School Credited counts too, beside at least so much schooling of the day itself\n\
        \u{20} school-window  School Blocks within the windows, by grades (School Grade in the cast list)\n\
        \u{20} continuous   the longest stretch between meals, schooling and Rest Breaks with times\n\
        \u{20} curfew, start-window  out by, call from (at); or presence within one of the windows\n\
        \u{20} turnaround   minimum: from release to the next call or the child's own school, whichever is first\n\
        \u{20}              (to = \"call\": the next call alone; bands: only for these)\n\
        \u{20} after-school place after the child's own school; counts_as: what that counts as of the limit\n\
        \u{20} next-day     no work on the day after one that a row of Consents extended (a band's consent)\n\
        \u{20} permit, guardian  on record, once a person\n\
        bands        [{ from, to, limit | at | windows }]: ages as 15d, 6wk, 6mo, 9y (to: not any more); the first that holds counts:\n\
        \u{20} school_day, school_tomorrow, own_school  only where that is so, or not so\n\
        \u{20} grades       \"1-6\"\n\
        \u{20} consent      only where a row of Consents names this rule of the pack; days: on so many days in a row at most; ahead: given\n\
        \u{20}              so many days before. Such a row changes the limit, and hides no finding",
    load,
    shorthand: Some(super::worktime::given::shorthand),
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judge {
    Place,
    Work,
    Week,
    School,
    SchoolWindow,
    Rest,
    Continuous,
    Curfew,
    StartWindow,
    Turnaround,
    AfterSchool,
    NextDay,
    Permit,
    Guardian,
}

impl Judge {
    /// What it limits of a day; a permit, a guardian and a week are no limit of a day.
    fn limited(self) -> Option<Limited> {
        Some(match self {
            Judge::Place => Limited::Place,
            Judge::Work => Limited::Work,
            Judge::School => Limited::School,
            Judge::Rest => Limited::Recreation,
            Judge::Curfew => Limited::Curfew,
            Judge::StartWindow => Limited::Start,
            Judge::Turnaround => Limited::Rest,
            Judge::AfterSchool => Limited::AfterSchool,
            Judge::Continuous => Limited::Continuous,
            _ => return None,
        })
    }
}

const JUDGES: [(&str, Judge); 14] = [
    ("place", Judge::Place),
    ("work", Judge::Work),
    ("week", Judge::Week),
    ("school", Judge::School),
    ("school-window", Judge::SchoolWindow),
    ("rest", Judge::Rest),
    ("continuous", Judge::Continuous),
    ("curfew", Judge::Curfew),
    ("start-window", Judge::StartWindow),
    ("turnaround", Judge::Turnaround),
    ("after-school", Judge::AfterSchool),
    ("next-day", Judge::NextDay),
    ("permit", Judge::Permit),
    ("guardian", Judge::Guardian),
];

#[derive(Debug)]
pub struct AgeRule {
    judge: Judge,
    bands: Vec<Band>,
    meal: Option<Quantity<Minutes>>,
    travel: Option<Quantity<Minutes>>,
    shortest: Option<Quantity<Minutes>>,
    /// Schooling of the day itself beside which a credit counts.
    credited: Option<Quantity<Minutes>>,
    minimum: Option<Quantity<Minutes>>,
    counts_as: Option<Quantity<Minutes>>,
    /// Turnaround asks for the next call alone, not for the child's own school.
    call_alone: bool,
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
    let travel = Quantity::take(fields, "travel", scope);
    let shortest = Quantity::take(fields, "shortest", scope);
    let credited = Quantity::take(fields, "credited", scope);
    let minimum = Quantity::take(fields, "minimum", scope);
    let counts_as = Quantity::take(fields, "counts_as", scope);
    let call_alone = fields.choice("to", &["call", "call-or-school"]) == Some("call");
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
    Some(Box::new(AgeRule { judge, bands, meal, travel, shortest, credited, minimum, counts_as, call_alone }))
}

impl Kind for AgeRule {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Work
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        self.judge_all(rule, case)
    }

    fn numbers(&self) -> Vec<String> {
        self.bands.iter().map(Band::words).collect()
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["day", "aged", "allowed", "school_day", "next_call", "extended"]
    }
}

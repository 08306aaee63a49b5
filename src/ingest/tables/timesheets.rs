//! Timesheets: a row is a person's worked day, or a part of it in one role.

use super::ValueKind::{
    Currency, Date, Duration, Flag, FlagOrMinutes, Identifier, MealList, Minutes, Money, Name, Text, Time,
    Word,
};
use super::{HeadingSpec as H, TableSpec, cast};

/// What a meal is for the rules.
const MEAL_KINDS: &[&[&str]] = &[
    &["deductible", "lunch", "dinner", "meal", "sit down", "sit-down"],
    &["working", "working meal"],
    &["walking", "walking meal", "walk away", "walk-away"],
    &["french", "french hours"],
    &["supper", "supper break"],
];

/// The five headings of one meal: its number, the ordinal that offices write, and what they call it.
macro_rules! meal {
    ($n:literal, $nth:literal, $word:literal, [$($out:literal),*], [$($back:literal),*]) => {
        [
            H::new(
                concat!("Meal ", $n, " Start"),
                Time,
                concat!("When meal ", $n, " begins: the crew goes out to it."),
            )
            .also(&[
                concat!("Meal ", $n, " Out"),
                concat!($nth, " Meal Out"),
                concat!($nth, " Meal Start"),
                concat!($nth, " Meal Begin"),
                concat!($word, " Meal Out"),
                concat!($word, " Meal Start"),
                concat!("Meal ", $n, " From"),
                concat!("Meal ", $n, " Begin"),
                concat!("M", $n, " Out"),
                concat!("M", $n, " Start"),
                $($out),*
            ]),
            H::new(
                concat!("Meal ", $n, " End"),
                Time,
                concat!("When meal ", $n, " ends: the crew is back in."),
            )
            .also(&[
                concat!("Meal ", $n, " In"),
                concat!($nth, " Meal In"),
                concat!($nth, " Meal End"),
                concat!($nth, " Meal Finish"),
                concat!($word, " Meal In"),
                concat!($word, " Meal End"),
                concat!("Meal ", $n, " To"),
                concat!("Meal ", $n, " Finish"),
                concat!("M", $n, " In"),
                concat!("M", $n, " End"),
                $($back),*
            ]),
            H::new(concat!("Meal ", $n, " Kind"), Word, "Deductible where blank.")
                .also(&[concat!("Meal ", $n, " Type"), concat!($nth, " Meal Kind")])
                .words(MEAL_KINDS),
            H::new(
                concat!("Meal ", $n, " Grace"),
                FlagOrMinutes,
                "Yes, or the minutes of grace called; blank is not called.",
            )
            .also(&[concat!($nth, " Meal Grace"), concat!("Grace ", $n)]),
            H::new(
                concat!("Meal ", $n, " Extension"),
                FlagOrMinutes,
                "Yes, or the minutes of extension; blank is not called.",
            )
            .also(&[concat!($nth, " Meal Extension"), concat!("Extension ", $n)]),
        ]
    };
}

const BEFORE: [H; 22] = [
    H::new("Date", Date, "The day the work is credited to.").needed().also(&[
        "Work Date",
        "Day Worked",
        "Shoot Date",
    ]),
    H::new("Name", Name, "The person's name.").needed().also(&[
        "Employee",
        "Crew Name",
        "Crew Member",
        "Employee Name",
        "Person",
        "Full Name",
        "Performer",
        "Artist",
        "Worker",
    ]),
    H::new("Call", Time, "The first call, make-up and wardrobe included.").needed().also(&[
        "In",
        "Call Time",
        "Start",
        "Start Time",
        "Time In",
        "Report",
        "Crew Call",
        "Work In",
        "Called",
    ]),
    H::new("Wrap", Time, "When the work ended.").also(&[
        "Out",
        "Wrap Time",
        "End",
        "Finish",
        "End Time",
        "Time Out",
        "Dismiss Set",
        "Work Out",
        "Wrapped",
    ]),
    H::new("Dismissed", Time, "Release after make-up, wardrobe or props are returned; the wrap where blank.")
        .also(&["Dismiss", "Released", "Dismissal", "Release", "Dismiss Makeup Wardrobe", "Dismiss MU/Ward"]),
    H::new("Unit", Text, "Main where blank."),
    H::new("Position", Text, "The job done on the day.").also(&["Job", "Job Title", "Occupation", "Title"]),
    H::new("Agreement", Text, "The agreement on the day, where it is not the person's usual one.")
        .also(&["Union", "Guild"]),
    H::new("Craft", Text, "The craft on the day.").also(&["Classification"]),
    H::new("Role", Word, "For performers.").also(&["Performer Type"]).words(cast::ROLES),
    H::new("Contract", Text, "How the person was engaged on the day.").also(&["Contract Type", "Deal"]),
    H::new("Rate", Money, "The rate on the day.").also(&["Pay Rate", "Hourly Rate"]),
    H::new("Per", Word, "What the rate is paid for.").also(&["Rate Per", "Rate Unit"]).words(cast::PER),
    H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
    H::new("Date of Birth", Date, "Where age matters.").also(&["DOB", "Birth Date", "Born"]),
    H::new("Residence", Text, "Where the person lives.").also(&["Home State"]),
    H::new("Employer", Text, "Where people work for several: rows of one employer are one day for rest.")
        .also(&["Company", "Payroll Company"]),
    H::new("Location", Text, "Where the work was.").also(&["Loc", "Work Location"]),
    H::new("Location Type", Word, "Studio, report-to, bus-to, nearby or distant.").words(&[
        &["studio", "stage", "lot"],
        &["report-to", "report to", "reporting"],
        &["bus-to", "bus to", "bussed"],
        &["nearby", "nearby location"],
        &["distant", "overnight", "distant location"],
    ]),
    H::new("On Production", Flag, "Whether the person worked with the shooting company.").also(&["On Prod"]),
    H::new("NDB Start", Time, "When a non-deductible breakfast began.").also(&[
        "NDB Out",
        "NDB",
        "NDM Start",
        "NDB From",
    ]),
    H::new("NDB End", Time, "When it ended.").also(&["NDB In", "NDM End", "NDB To"]),
];

const AFTER: [H; 27] = [
    H::new("Grace", MealList, "The meals for which grace was called (1, 2); yes is the first.")
        .also(&["Grace Called"]),
    H::new("Extension", MealList, "The meals that were extended (1, 2); yes is the first.").also(&["Ext"]),
    H::new("Report On Set", Time, "For a performer: when they reported on set, made up and dressed.")
        .also(&["Reported On Set", "Report Set", "Report to Set"]),
    H::new("Leave For Location", Time, "When travel to a location began.").also(&[
        "Leave for Loc",
        "Travel To Start",
        "Depart To Location",
    ]),
    H::new("Arrive Location", Time, "When it ended.").also(&[
        "Arrive on Location",
        "Arrive Loc",
        "Arrive at Location",
    ]),
    H::new("Leave Location", Time, "When travel back began.").also(&["Leave Loc", "Depart Location"]),
    H::new("Arrive Back", Time, "When it ended.").also(&["Arrive Studio", "Arrive Home", "Arrive Hotel"]),
    H::new("Travel Minutes", Minutes, "Minutes of travel one way, where the times are not given.")
        .also(&["Travel Time", "Travel"]),
    H::new("Exterior", Flag, "Whether the work was outdoors.").also(&["Ext Work"]),
    H::new("Night Exterior", Flag, "Whether it was outdoors at night.").also(&["Night Ext"]),
    H::new("Designated Day Off", Flag, "Whether the day was the person's day off.").also(&["Day Off", "DDO"]),
    H::new("Rest Breaks", Text, "Breaks that were given, in words.").also(&["Breaks", "Rest Break"]),
    H::new("School Day", Flag, "For a minor: whether school was in session.").also(&["School in Session"]),
    H::new("School Next Day", Flag, "For a minor: whether it is on the next day.").also(&["School Tomorrow"]),
    H::new("School Hours", Duration, "For a minor: hours of schooling on set.").also(&[
        "Tutoring Hours",
        "School",
        "Schooling",
        "Tutoring",
    ]),
    H::new("School Banked", Duration, "For a minor: how much of the schooling is kept for another day.")
        .also(&["School Hours Banked", "Banked Hours", "Hours Banked", "Banked"]),
    H::new("School Credited", Duration, "For a minor: how much kept schooling counts on this day.").also(&[
        "School Hours Credited",
        "Banked Hours Used",
        "Bank Used",
        "Hours Credited",
    ]),
    H::new("School Blocks", Text, "For a minor: the stretches of schooling.").also(&["Tutoring Blocks"]),
    H::new("Own School Start", Time, "For a minor: when its own school began.").also(&["School Start"]),
    H::new("Own School End", Time, "For a minor: when its own school ended.").also(&["School End"]),
    H::new("Rest Hours", Duration, "For a minor: rest and recreation.").also(&[
        "Rest and Recreation",
        "R&R",
        "Recreation",
    ]),
    H::new("Adjustment", Money, "Paid on top for the day: wet or smoke work, hair goods, a skull cap.")
        .also(&["Adjustments", "Adj", "Bump", "Bumps", "Day Adjustment"]),
    H::new("Day Status", Word, "Work where blank.").also(&["Status", "Work Status", "Day Type"]).words(&[
        &["work", "worked", "w", "sw", "wf", "swf", "shoot"],
        &["hold", "held", "h", "idle"],
        &["travel", "t", "tr", "travelled"],
        &["fitting", "ft", "wardrobe fitting", "costume fitting"],
    ]),
    H::new("Notes", Text, "Anything else.").also(&["Remarks", "Comments", "Note"]),
    H::new("Department", Text, "The department, where the sheet names it.").also(&["Dept"]),
    H::new("Account", Identifier, "The account the day is charged to: 3300-02.").also(&[
        "Acct",
        "Account No",
        "Account Code",
        "Acct No",
    ]),
    H::new("Week Ending", Date, "The end of the payroll week, where a row or a label names it.").also(&[
        "W/E",
        "Week End",
        "WE",
        "Week Ending Date",
    ]),
];

/// Meals 1 to 4 between the two.
const MEALS: [[H; 5]; 4] = [
    meal!(
        "1",
        "1st",
        "First",
        ["Lunch Out", "Lunch Start", "Lunch Begin", "Lunch From", "Meal Out", "Meal Start", "Meal Begin"],
        ["Lunch In", "Lunch End", "Lunch Finish", "Lunch To", "Meal In", "Meal End", "Meal Finish"]
    ),
    meal!(
        "2",
        "2nd",
        "Second",
        ["Dinner Out", "Dinner Start", "Dinner Begin", "Dinner From"],
        ["Dinner In", "Dinner End", "Dinner Finish", "Dinner To"]
    ),
    meal!("3", "3rd", "Third", [], []),
    meal!("4", "4th", "Fourth", [], []),
];

const COUNT: usize = BEFORE.len() + 20 + AFTER.len();

const HEADINGS: [H; COUNT] = {
    // Evaluated when compiling: an index out of range would not build.
    let mut all = [BEFORE[0]; COUNT];
    let mut i = 0;
    while i < COUNT {
        all[i] = if i < BEFORE.len() {
            BEFORE[i]
        } else if i < BEFORE.len() + 20 {
            MEALS[(i - BEFORE.len()) / 5][(i - BEFORE.len()) % 5]
        } else {
            AFTER[i - BEFORE.len() - 20]
        };
        i += 1;
    }
    all
};

pub const SPEC: TableSpec = TableSpec {
    name: "timesheets",
    title: "Timesheets",
    about: "A row is a person's worked day, or a part of it in one role.",
    headings: &HEADINGS,
    one_of: &[],
    hints: &["timesheet", "timesheets", "time card", "timecard", "time cards", "hours", "exhibit g"],
    open: false,
};

//! What the head of a sheet says of its day: the date, the day's number, the crew call; as a call sheet
//! has them, in labels and titles above its tables.

use super::View;
use super::pairs::{self, Pair};
use crate::ingest::grid::Raw;
use crate::ingest::tables::{locations, schedule};
use crate::ingest::value::{date, text};
use crate::model::Heading;
use std::borrow::Cow;

/// Facts of a day that a head may give.
const OF_DAY: &[Heading] = &[
    "Date",
    "Day",
    "Unit",
    "Episode",
    "Crew Call",
    "Shooting Call",
    "Lunch",
    "Est. Wrap",
    "Location",
    "Weather",
];

/// Facts of its place.
const OF_PLACE: &[Heading] =
    &["Nearest Hospital", "Hospital Address", "Hospital Phone", "Basecamp", "Crew Parking"];

/// What makes a dated head a day's plan.
const TIMES: &[Heading] = &["Crew Call", "Shooting Call", "Lunch", "Est. Wrap"];

/// What a call sheet calls itself.
const NAMES: &[&str] = &[
    "call sheet",
    "callsheet",
    "hoja de llamado",
    "orden de rodaje",
    "plan de llamado",
    "feuille de service",
    "tagesdispo",
    "dispo",
    "ordem do dia",
];

/// A head has no more rows than this.
pub const DEEPEST: usize = 60;

/// The head of a sheet.
#[derive(Clone, Debug, Default)]
pub struct Form<'a> {
    /// Facts of the day, each heading once.
    pub day: Vec<Pair<'a>>,
    pub place: Vec<Pair<'a>>,
    /// The sheet calls itself a call sheet, or calls the crew.
    pub is_call_sheet: bool,
}

impl<'a> Form<'a> {
    pub fn fact(&self, heading: &str) -> Option<&Pair<'a>> {
        self.day.iter().find(|pair| pair.heading.name == heading)
    }

    /// Whether it says when a dated day begins or ends.
    pub fn is_day(&self) -> bool {
        self.fact("Date").is_some() && self.day.iter().any(|pair| TIMES.contains(&pair.heading.name))
    }
}

/// Reads the head in some rows of a sheet: those above its first table.
pub fn find<'a>(view: &View<'a>, places: &[usize]) -> Form<'a> {
    let mut form = Form { is_call_sheet: says_so(&view.sheet.name), ..Form::default() };
    for pair in pairs::find(view, places, &schedule::SPEC) {
        if OF_DAY.contains(&pair.heading.name) && form.fact(pair.heading.name).is_none() {
            form.day.push(pair);
        }
    }
    for pair in pairs::find(view, places, &locations::SPEC) {
        let known = form.place.iter().any(|p| p.heading.name == pair.heading.name);
        if OF_PLACE.contains(&pair.heading.name) && !known {
            form.place.push(pair);
        }
    }
    form.is_call_sheet |= form.fact("Crew Call").is_some();
    let cells = || {
        let rows = places.iter().filter_map(|place| Some((*place, view.rows.get(*place)?)));
        rows.flat_map(|(place, row)| row.cells.iter().map(move |(col, raw)| (place, row.row, *col, *raw)))
    };
    form.is_call_sheet |= cells().any(|(_, _, _, raw)| matches!(raw, Raw::Text(t) if says_so(t)));
    if form.fact("Date").is_none() {
        // What stands behind another label (`W/E:`) is that label's.
        let labelled = |place: usize, col: u32| {
            let before = view.rows.get(place).and_then(|row| row.cells.iter().rev().find(|(c, _)| *c < col));
            matches!(before, Some((_, Raw::Text(t))) if t.trim_end().ends_with(':'))
        };
        let free = cells().filter(|(place, _, col, _)| !labelled(*place, *col));
        let mut bare =
            free.filter_map(|(place, row, col, raw)| bare_date(place, row, col, raw, form.is_call_sheet));
        // Two different dates: nobody says which is the day's.
        if let Some(first) = bare.next()
            && bare.all(|other| text::seen(&other.value) == text::seen(&first.value))
        {
            form.day.push(first);
        }
    }
    if form.fact("Day").is_none() {
        form.day.extend(cells().find_map(|(place, row, col, raw)| bare_day(place, row, col, raw)));
    }
    form
}

fn says_so(written: &str) -> bool {
    let lower = written.to_lowercase();
    NAMES.iter().any(|name| lower.contains(name))
}

/// A date that stands without a label: one with its weekday, or on a call sheet a cell that is nothing else (`rev.
/// 3/6/27` in a title is the paper's date, and not the day's).
fn bare_date<'a>(place: usize, row: u32, col: u32, raw: &'a Raw, call_sheet: bool) -> Option<Pair<'a>> {
    let value = match raw {
        Raw::Date(serial) if *serial >= 366.0 && call_sheet => Cow::Borrowed(raw),
        Raw::Text(written) => {
            let found = date::within(written)?;
            let whole = text::squeeze(written).len() == found.trim().len();
            let parsed = date::parse(&found)?;
            if parsed.weekday.is_none() && !(whole && call_sheet) {
                return None;
            }
            Cow::Owned(Raw::Text(found))
        }
        _ => return None,
    };
    pair("Date", value, place, row, col)
}

fn bare_day<'a>(place: usize, row: u32, col: u32, raw: &'a Raw) -> Option<Pair<'a>> {
    let Raw::Text(written) = raw else { return None };
    pair("Day", Cow::Owned(Raw::Text(date::day_within(written)?)), place, row, col)
}

fn pair<'a>(heading: Heading, value: Cow<'a, Raw>, place: usize, row: u32, col: u32) -> Option<Pair<'a>> {
    Some(Pair {
        heading: schedule::SPEC.heading(heading)?,
        label: String::new(),
        label_at: (row, col),
        value,
        value_at: (row, col),
        place,
    })
}

//! `call-sheet`: what a unit's shooting day must have before its call sheet can go out.

use super::{Kind, KindSpec};
use crate::check::case::{Case, Draft};
use crate::check::fields::Fields;
use crate::check::finding::Subject;
use crate::check::given::Given;
use crate::check::kinds::worktime::say;
use crate::check::pack::plain;
use crate::check::parameter::{LoadScope, Quantity};
use crate::check::rule::Rule;
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Cell, Day, Instant, MAIN_UNIT, Minutes, Person, Place, Sourced};
use chrono::NaiveDateTime;

pub const SPEC: KindSpec = KindSpec {
    name: "call-sheet",
    about: "A coming shooting day (today's included) must have what its call sheet says.\n\
            \n\
            need  crew-call   a time in Crew Call\n\
            \x20     location    a Location that the Locations table has\n\
            \x20     hospital    the location's Nearest Hospital\n\
            \x20     gate        the location's Gate\n\
            \x20     parking     the location's Crew Parking\n\
            \x20     ad-phone    a telephone number of a first or second assistant director in Crew\n\
            \x20     weather     the day's Weather\n\
            \x20     scenes      scenes scheduled for the unit and day\n\
            \x20     cast-calls  a row of Calls for each cast number in the day's scenes; one finding a day names all\n\
            \x20     issued      its first revision went out `notice` before the first call\n\
            notice  for `issued`: how long before the first call (anybody's: crew, pre-call, make-up, wardrobe or report) it must be out\n\
            \n\
            The rule is asked (`when`) about the day's row of Schedule. A day without a location is said once, by `location`.\n\
            `issued` is judged once the ledger knows of any call sheet that went out: of a sheet that has, by when it did; of one that has not,\n\
            only if the notice had run out before the day of the check began.\n\
            {{missing}} names what is missing.",
    load,
    shorthand: Some(shorthand),
};

const NEEDS: [&str; 10] = [
    "crew-call",
    "location",
    "hospital",
    "gate",
    "parking",
    "ad-phone",
    "weather",
    "scenes",
    "cast-calls",
    "issued",
];

#[derive(Debug)]
struct CallSheet {
    need: &'static str,
    notice: Option<Quantity<Minutes>>,
}

/// `issued = [{ date, unit, at = "2026-03-09 20:00" }]`
fn shorthand(fields: &mut Fields, given: &mut Given) {
    given.issued = fields.tables("issued", "an issued sheet", |sheet| {
        let (date, unit) = (sheet.need_date("date"), sheet.text("unit").unwrap_or_else(|| MAIN_UNIT.into()));
        let at = sheet.need_text("at")?;
        let read = NaiveDateTime::parse_from_str(&at, "%Y-%m-%d %H:%M").ok();
        if read.is_none() {
            sheet.say("at", format!("“{at}” is not a time"), "Write it as \"2026-03-09 20:00\".");
        }
        Some((date?, unit, read?))
    });
}

fn load(fields: &mut Fields, scope: &LoadScope<'_>) -> Option<Box<dyn Kind>> {
    if !fields.has("need") {
        fields.need_text("need");
    }
    let notice = Quantity::take(fields, "notice", scope);
    let need = fields.choice("need", &NEEDS)?;
    if (need == "issued") != notice.is_some() {
        fields.say(
            "need",
            format!("{}: `notice` belongs to “issued”", fields.what()),
            "Give `notice` with “issued”, and nowhere else.",
        );
        return None;
    }
    Some(Box::new(CallSheet { need, notice }))
}

/// What is missing, and the cells to look at.
struct Missing {
    what: String,
    cells: Vec<Cell>,
}

impl CallSheet {
    fn judge_day(&self, case: &Case<'_>, day: &Day) -> Option<Missing> {
        let blank = |what: &str, cell: &Option<Cell>| Missing {
            what: what.to_owned(),
            cells: cell.iter().cloned().chain([day.cell.clone()]).collect(),
        };
        match self.need {
            "crew-call" => day.crew_call.moment.is_missing().then(|| blank("Crew Call", &day.crew_call.cell)),
            "weather" => day.weather.is_none().then(|| blank("Weather", &None)),
            "scenes" => case.production.scenes_of(day).next().is_none().then(|| blank("scenes", &None)),
            "location" => match (&day.location, place(case, day)) {
                (None, _) => Some(blank("Location", &None)),
                (Some(named), None) => Some(blank("a row of Locations", &Some(named.cell.clone()))),
                (Some(_), Some(_)) => None,
            },
            "hospital" => self.of_place(case, day, "Nearest Hospital", |place| &place.hospital),
            "gate" => self.of_place(case, day, "Gate", |place| &place.gate),
            "parking" => self.of_place(case, day, "Crew Parking", |place| &place.crew_parking),
            "ad-phone" => ad_phone(case, day),
            "cast-calls" => cast_calls(case, day),
            _ => None,
        }
    }

    fn of_place(
        &self,
        case: &Case<'_>,
        day: &Day,
        what: &str,
        of: impl Fn(&Place) -> &Option<Sourced<String>>,
    ) -> Option<Missing> {
        let place = place(case, day)?;
        of(place).is_none().then(|| {
            let named = day.location.as_ref().map(|l| l.cell.clone());
            Missing {
                what: format!("{what} of {}", place.name),
                cells: std::iter::once(place.cell.clone()).chain(named).chain([day.cell.clone()]).collect(),
            }
        })
    }
}

fn place<'a>(case: &Case<'a>, day: &Day) -> Option<&'a Place> {
    case.production.place(&day.location.as_ref()?.value)
}

/// Positions of assistant directors, without case and punctuation.
fn is_assistant_director(person: &Person) -> bool {
    let position = plain(person.terms.position.as_ref().map_or("", |p| p.value.as_str()));
    let first_or_second = ["1st", "first", "2nd", "second", "key 2nd", "key second"];
    let director = ["ad", "assistant director", "a d"];
    first_or_second.iter().any(|n| director.iter().any(|d| position == format!("{n} {d}")))
}

fn ad_phone(case: &Case<'_>, day: &Day) -> Option<Missing> {
    let directors: Vec<&Person> =
        case.production.people.iter().filter(|p| is_assistant_director(p)).collect();
    if directors.iter().any(|p| p.phone.is_some()) {
        return None;
    }
    let cells = directors.iter().map(|p| p.cell.clone()).chain([day.cell.clone()]).collect();
    Some(Missing { what: "an assistant director's telephone number".into(), cells })
}

fn cast_calls(case: &Case<'_>, day: &Day) -> Option<Missing> {
    let called: Vec<String> = case
        .production
        .calls_of(day)
        .filter_map(|call| case.production.person(call.person).number.as_deref().map(plain))
        .collect();
    let mut missing: Vec<(String, Cell)> = Vec::new();
    for scene in case.production.scenes_of(day) {
        for number in &scene.cast {
            if !called.contains(&plain(number)) && !missing.iter().any(|(known, _)| known == number) {
                missing.push((number.clone(), scene.cell.clone()));
            }
        }
    }
    if missing.is_empty() {
        return None;
    }
    missing.sort_by_key(|(number, _)| (number.parse::<u32>().unwrap_or(u32::MAX), number.clone()));
    let named: Vec<String> = missing
        .iter()
        .map(|(number, _)| {
            let person =
                case.production.people.iter().find(|p| p.number.as_deref().map(plain) == Some(plain(number)));
            person.map_or_else(|| number.clone(), |p| format!("{number} {}", p.name))
        })
        .collect();
    let cells = missing.into_iter().map(|(_, cell)| cell).chain([day.cell.clone()]).collect();
    Some(Missing { what: named.join(", "), cells })
}

/// The first time that anybody is called.
fn first_call(case: &Case<'_>, day: &Day) -> Option<Instant> {
    let calls = case.production.calls_of(day);
    let times = calls.flat_map(|call| [&call.makeup, &call.wardrobe, &call.report, &call.on_set]);
    // Standing calls of the crew list stand in no row of Calls; the plan has them.
    let planned = case
        .production
        .shifts
        .iter()
        .filter(|shift| shift.basis == Basis::Plan && shift.date == day.date && shift.unit == day.unit);
    times
        .map(|time| &time.at)
        .chain([&day.crew_call])
        .chain(planned.map(|shift| &shift.call))
        .filter_map(|timed| timed.moment.earliest())
        .min()
}

impl CallSheet {
    /// A sheet that went out too late, or that is not out although the notice has run out.
    fn judge_issue(&self, case: &Case<'_>, day: &Day, mut draft: Draft) -> Option<Draft> {
        if case.production.issued.is_empty() {
            return None;
        }
        let notice = case.look(self.notice.as_ref()?, &case.dates(day.date)).ok()?;
        let first = first_call(case, day)?;
        let of_day = case.production.issued.iter().filter(|i| i.date == day.date && i.unit == day.unit);
        let out = of_day.map(|issued| issued.at).min();
        let today = case.today.and_hms_opt(0, 0, 0)?.and_local_timezone(day.zone).earliest()?;
        let left = Minutes::between(out.unwrap_or(today), first);
        if left >= notice.value {
            return None;
        }
        draft.used(&notice);
        draft.from = out;
        draft.to = Some(first);
        draft.limit = Some(notice.value.to_string());
        draft.measured = out.map(|_| left.to_string());
        draft.excess_minutes = out.map(|_| notice.value.0.saturating_sub(left.0));
        let style = say::style(case);
        let clock = |at: Instant| style.day_and_time(at);
        draft.arithmetic = match out {
            Some(out) => format!("{} → {} = {left} < {}", clock(out), clock(first), notice.value),
            None => format!("not out when {} began; first call {}", case.today, clock(first)),
        };
        draft.set("first_call", clock(first));
        draft.set(
            "when",
            out.map_or_else(|| "has not gone out".into(), |out| format!("went out {}", clock(out))),
        );
        Some(draft)
    }
}

impl Kind for CallSheet {
    fn subject(&self) -> SubjectOf {
        SubjectOf::Row("schedule")
    }

    fn message_fields(&self) -> &'static [&'static str] {
        &["first_call", "when"]
    }

    fn judge(&self, rule: &Rule, case: &Case<'_>) -> Vec<Draft> {
        let rows = case.records(rule, "schedule");
        let coming = |day: &&Day| day.is_shoot() && day.date >= case.today;
        case.production
            .days
            .iter()
            .filter(coming)
            .filter_map(|day| {
                let row = rows.iter().find(|row| row.cell == day.cell)?;
                let subject = Subject {
                    kind: "day",
                    date: Some(day.date.to_string()),
                    unit: Some(day.unit.clone()),
                    ..Subject::default()
                };
                let mut draft = Draft::about(subject, vec![day.cell.clone()]);
                draft.tell(&case.facts_of_record(row));
                draft.set("unit", day.unit.clone());
                if self.need == "issued" {
                    return self.judge_issue(case, day, draft);
                }
                let missing = self.judge_day(case, day)?;
                draft.sources = missing.cells;
                draft.set("missing", missing.what.clone());
                draft.arithmetic = format!("missing: {}", missing.what);
                Some(draft)
            })
            .collect()
    }
}

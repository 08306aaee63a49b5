//! Reference points: the moments of a day that a length of time is measured from and to.
//!
//! ```toml
//! from = "dismissal"
//! from = [
//!   { is = "camera-wrap", plus = "1h" },
//!   { is = "back", when = 'location_type == "nearby"' },
//!   { is = "dismissal" },
//! ]
//! to = [{ is = "shooting-call", minus = "1h", or_earlier = "makeup-call" }]
//! ```
//! `present = true`: only where the person was not released before it. The first entry that holds and whose time is written counts. Where none is written, the last that holds stays
//! unknown: a missing time is undetermined.

use super::choice::NoNumber;
use crate::check::bounds::When;
use crate::check::case::Case;
use crate::check::expression::{Condition, FactsOf};
use crate::check::fields::{Fields, NodeValue};
use crate::check::kinds::rest::pairs::WorkDay;
use crate::check::parameter::{Dates, LoadScope, Quantity};
use crate::check::subject::SubjectOf;
use crate::model::{Basis, Cell, Day, Instant, Minutes, Timed};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Call,
    Arrival,
    Leave,
    CrewCall,
    MakeupCall,
    ShootingCall,
    Wrap,
    SetOut,
    Dismissal,
    Back,
    CameraWrap,
}

/// As packs write them, and as findings call them.
const POINTS: [(&str, Point, &str); 11] = [
    ("call", Point::Call, "call"),
    ("arrival", Point::Arrival, "arrival at location"),
    ("leave", Point::Leave, "departure for location"),
    ("crew-call", Point::CrewCall, "crew call"),
    ("makeup-call", Point::MakeupCall, "make-up call"),
    ("shooting-call", Point::ShootingCall, "shooting call"),
    ("wrap", Point::Wrap, "wrap"),
    ("set-out", Point::SetOut, "departure from set"),
    ("dismissal", Point::Dismissal, "release"),
    ("back", Point::Back, "return"),
    ("camera-wrap", Point::CameraWrap, "camera wrap"),
];

impl Point {
    fn read(fields: &mut Fields, key: &'static str) -> Option<Point> {
        let word = fields.choice(key, &POINTS.map(|(word, ..)| word))?;
        POINTS.iter().find(|(name, ..)| *name == word).map(|(_, point, _)| *point)
    }

    fn name(self) -> &'static str {
        POINTS.iter().find(|(_, point, _)| *point == self).map_or("", |(.., name)| name)
    }
}

/// A point with what is added to it, on a condition.
#[derive(Debug)]
struct Entry {
    when: Option<Condition>,
    point: Point,
    plus: Option<Quantity<Minutes>>,
    minus: Option<Quantity<Minutes>>,
    or_earlier: Option<Point>,
    /// Only where the person was still at work then.
    present: bool,
}

/// Points in the order in which they are tried.
#[derive(Debug)]
pub struct Points(Vec<Entry>);

/// A point as it was reached on one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The moment that is measured from or to.
    pub at: When,
    /// `at` less this is the time on the sheet: minutes added by the rule or by travel.
    pub offset: i64,
    /// What the time on the sheet is: `shooting call`.
    pub name: &'static str,
    pub cell: Cell,
    /// The time is on the sheet.
    pub written: bool,
    /// Another point that would count if it came sooner, with its own offset.
    pub other: Option<Box<Reached>>,
}

impl Reached {
    /// The person's own release or call, with nothing added: needs no words.
    pub fn is_plain(&self) -> bool {
        self.offset == 0 && matches!(self.name, "release" | "call")
    }

    /// The time on the sheet, where there is one.
    pub fn sheet_time(&self) -> Option<Instant> {
        self.at.plus(-self.offset).known().filter(|_| self.written)
    }

    /// The points that come before `ends` and so would have to move, with their offsets.
    pub fn binding(&self, ends: Instant) -> Vec<(&'static str, i64)> {
        std::iter::once(self)
            .chain(self.other.as_deref())
            .filter(|point| point.written && point.at.earliest.is_some_and(|at| at < ends))
            .map(|point| (point.name, point.offset))
            .collect()
    }
}

impl Points {
    /// Reads the points under a key; `usual` where the key is absent.
    pub fn take(fields: &mut Fields, key: &'static str, usual: &str, scope: &LoadScope<'_>) -> Option<Self> {
        let only = |point| {
            Points(vec![Entry {
                when: None,
                point,
                plus: None,
                minus: None,
                or_earlier: None,
                present: false,
            }])
        };
        let Some(node) = fields.node(key) else {
            return POINTS.iter().find(|(word, ..)| *word == usual).map(|(_, point, _)| only(*point));
        };
        let is_text = matches!(node.value, NodeValue::Text(_));
        fields.put_back(key, node);
        if is_text {
            return Point::read(fields, key).map(only);
        }
        let entries = fields.tables(key, "a point", |entry| {
            if !entry.has("is") {
                entry.need_text("is");
            }
            let point = Point::read(entry, "is");
            Some(Entry {
                when: Condition::take(entry, "when", &SubjectOf::Work.schema()),
                plus: Quantity::take(entry, "plus", scope),
                minus: Quantity::take(entry, "minus", scope),
                or_earlier: Point::read(entry, "or_earlier"),
                present: entry.flag("present").unwrap_or(false),
                point: point?,
            })
        });
        Some(Points(entries))
    }

    /// The point of a day. `ignored`: minutes of make-up removal after the wrap that do not count.
    pub fn on(
        &self,
        case: &Case<'_>,
        facts: &FactsOf,
        dates: &Dates,
        day: &WorkDay<'_>,
        ignored: i64,
    ) -> Result<Reached, NoNumber> {
        let mut unwritten = None;
        for entry in &self.0 {
            if let Some(when) = &entry.when
                && !when.holds(facts).map_err(|undecided| NoNumber::Unknown(undecided.0))?
            {
                continue;
            }
            let reached = entry.on(case, dates, day, ignored)?;
            if reached.written {
                return Ok(reached);
            }
            unwritten = Some(reached);
        }
        unwritten.ok_or(NoNumber::NotInForce)
    }
}

impl Entry {
    fn on(
        &self,
        case: &Case<'_>,
        dates: &Dates,
        day: &WorkDay<'_>,
        ignored: i64,
    ) -> Result<Reached, NoNumber> {
        let added = |quantity: &Option<Quantity<Minutes>>| -> Result<i64, NoNumber> {
            Ok(quantity.as_ref().map(|q| case.look(q, dates)).transpose()?.map_or(0, |m| m.value.0))
        };
        let more = added(&self.plus)? - added(&self.minus)?;
        let mut reached = reach(self.point, case, day, ignored);
        let gone = day.end.latest.zip(reached.at.earliest).is_some_and(|(end, at)| end < at);
        reached.written &= !(self.present && day.end_known && gone);
        reached.at = reached.at.plus(more);
        reached.offset += more;
        // Without a release the person may have gone before it: no sooner than what is known to have happened.
        if self.present && !day.end_known && day.basis == Basis::Actual && reached.written {
            reached.at.earliest = day.end.earliest.min(reached.at.earliest);
        }
        let Some(mut other) = self.or_earlier.map(|point| reach(point, case, day, ignored)) else {
            return Ok(reached);
        };
        if !other.written {
            return Ok(reached);
        }
        if !reached.written {
            return Ok(other);
        }
        if other.at.earliest < reached.at.earliest {
            std::mem::swap(&mut other, &mut reached);
        }
        reached.other = Some(Box::new(other));
        Ok(reached)
    }
}

/// The unit's day that a person's day belongs to.
fn unit_day<'a>(case: &Case<'a>, day: &WorkDay<'_>) -> Option<&'a Day> {
    case.production.days.iter().find(|d| d.date == day.date && d.unit == day.first.unit)
}

fn reach(point: Point, case: &Case<'_>, day: &WorkDay<'_>, ignored: i64) -> Reached {
    let reached = |at: When, offset: i64, cell: Cell| Reached {
        written: at.latest.is_some(),
        at: at.plus(offset),
        offset,
        name: point.name(),
        cell,
        other: None,
    };
    let of = |timed: &Timed, row: &Cell| {
        reached(When::of(timed), 0, timed.cell.clone().unwrap_or_else(|| row.clone()))
    };
    let call = reached(day.start, 0, day.start_cell());
    let dismissal = Reached { written: day.end_known, ..reached(day.end, 0, day.end_cell(ignored)) };
    let minutes = |travel: &crate::model::Travel| travel.minutes.as_ref().map(|m| m.value.0);
    let (first, last) = (day.first, day.last);
    let known = |timed: &Timed| !timed.moment.is_missing();
    match point {
        Point::Call => call,
        Point::Dismissal => dismissal,
        Point::Arrival if known(&first.travel.arrives) => of(&first.travel.arrives, &first.cell),
        Point::Arrival => call,
        Point::Leave if known(&first.travel.leaves) => of(&first.travel.leaves, &first.cell),
        Point::Leave => match minutes(&first.travel) {
            Some(minutes) => Reached { name: "call", ..reached(day.start, -minutes, call.cell) },
            None => Reached { written: false, ..call },
        },
        Point::Wrap => of(&last.wrap, &last.cell),
        Point::SetOut if known(&last.travel.leaves_set) => of(&last.travel.leaves_set, &last.cell),
        Point::SetOut => of(&last.wrap, &last.cell),
        Point::Back if known(&last.travel.back) => of(&last.travel.back, &last.cell),
        Point::Back => match minutes(&last.travel) {
            Some(minutes) => Reached {
                written: day.end_known,
                name: "release",
                ..reached(day.end, minutes, dismissal.cell)
            },
            None => Reached { written: false, ..dismissal },
        },
        Point::CrewCall | Point::MakeupCall | Point::ShootingCall | Point::CameraWrap => {
            let Some(unit) = unit_day(case, day) else {
                return Reached { written: false, ..reached(When::default(), 0, day.first.cell.clone()) };
            };
            let (timed, row) = of_unit(point, case, day, unit);
            of(&timed, &row)
        }
    }
}

/// A time of the unit's day, and its row. What was called stands where the log has nothing; a wrap that was only
/// planned says nothing of a day that was worked.
fn of_unit(point: Point, case: &Case<'_>, day: &WorkDay<'_>, unit: &Day) -> (Timed, Cell) {
    let log = unit.log.as_ref().filter(|_| day.basis == Basis::Actual);
    let logged = log.map(|log| match point {
        Point::CrewCall => &log.crew_call,
        Point::MakeupCall => &log.first_makeup_call,
        Point::ShootingCall => &log.shooting_call,
        _ => &log.camera_wrap,
    });
    if let (Some(timed), Some(log)) = (logged.filter(|t| !t.moment.is_missing()), log) {
        return (timed.clone(), log.cell.clone());
    }
    let planned = match point {
        Point::CrewCall => unit.crew_call.clone(),
        Point::ShootingCall => unit.shooting_call.clone(),
        Point::MakeupCall => {
            let calls = case.production.calls_of(unit).filter(|call| !call.makeup.at.moment.is_missing());
            calls
                .min_by_key(|call| call.makeup.at.moment.earliest())
                .map(|call| call.makeup.at.clone())
                .unwrap_or_default()
        }
        _ if day.basis == Basis::Plan => unit.est_wrap.clone(),
        _ => Timed::default(),
    };
    let row = log.map_or(&unit.cell, |log| &log.cell);
    (planned, row.clone())
}

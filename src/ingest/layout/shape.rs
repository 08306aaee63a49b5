//! What a column is by what most of its cells look like, where its heading does not say: taken where it
//! has no heading, suggested where it has one that nobody knows.

use super::{Column, Found, View};
use crate::ingest::grid::Raw;
use crate::ingest::headings;
use crate::ingest::intake::Confidence;
use crate::ingest::tables::{HeadingSpec, Need, TableSpec, ValueKind};
use crate::ingest::value::bare::Bare;
use crate::ingest::value::{date, eighths, money, text, time};
use crate::model::TimeEntry;
use std::collections::BTreeMap;

/// So many rows settle what a column is.
const ENOUGH: usize = 200;
/// Fewer cells than this are chance.
const FEWEST: usize = 2;

/// A shape that cells may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Email,
    Date,
    Phone,
    Time,
    Pages,
    Name,
    Number,
    Money,
}

impl Shape {
    fn words(self) -> &'static str {
        match self {
            Shape::Email => "e-mail addresses",
            Shape::Date => "dates",
            Shape::Phone => "telephone numbers",
            Shape::Time => "times",
            Shape::Pages => "pages in eighths",
            Shape::Name => "names of people",
            Shape::Number => "numbers as a cast list has them",
            Shape::Money => "amounts of money",
        }
    }

    /// The one heading of a table that cells of this shape can be, if it is open.
    fn heading(
        self,
        spec: &'static TableSpec,
        open: impl Fn(&HeadingSpec) -> bool,
    ) -> Option<&'static HeadingSpec> {
        let kind = match self {
            Shape::Email => ValueKind::Email,
            Shape::Date => ValueKind::Date,
            Shape::Phone => ValueKind::Phone,
            Shape::Time => ValueKind::Time,
            Shape::Pages => ValueKind::Pages,
            Shape::Name => ValueKind::Name,
            Shape::Number => ValueKind::Identifier,
            Shape::Money => ValueKind::Money,
        };
        let of_kind = || spec.headings.iter().filter(|h| h.kind == kind && open(h));
        let needed = || {
            let mut needed = of_kind().filter(|h| {
                h.need != Need::Optional || spec.one_of.iter().any(|group| group.contains(&h.name))
            });
            needed.next().filter(|_| needed.next().is_none())
        };
        match self {
            // Of several dates, times or names only a needed one can be meant, and only if it is the only one.
            Shape::Date | Shape::Time | Shape::Name | Shape::Number => needed(),
            // The one amount that is needed, or the only one that the table knows (a crew list's rate).
            Shape::Money => needed().or_else(|| {
                let only = spec.headings.iter().filter(|h| h.kind == kind).count() == 1;
                of_kind().next().filter(|_| only)
            }),
            _ => of_kind().next(),
        }
    }
}

fn shape(raw: &Raw) -> Option<Shape> {
    let written = match raw {
        Raw::Date(serial) if *serial >= 366.0 => return Some(Shape::Date),
        Raw::Date(_) | Raw::Elapsed(_) => return Some(Shape::Time),
        // Accounts are written with a point, too (3300.02), and have four digits and more before it.
        Raw::Number(n) if n.fract() != 0.0 && n.abs() < 1000.0 && is_cents(*n) => return Some(Shape::Money),
        Raw::Number(n) if n.fract() == 0.0 && (1.0..200.0).contains(n) => return Some(Shape::Number),
        Raw::Text(written) => text::squeeze(written),
        _ => return None,
    };
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    if is_amount(&written) {
        return Some(Shape::Money);
    }
    if written.contains('@') && text::read_email(raw).value.is_some() {
        return Some(Shape::Email);
    }
    if digits > 0 && date::parse(&written).is_some_and(date::Written::is_full) {
        return Some(Shape::Date);
    }
    let dialled = written.chars().all(|c| c.is_ascii_digit() || " ()+-./x\n".contains(c));
    if dialled && (7..=15).contains(&digits) {
        return Some(Shape::Phone);
    }
    if written.contains('/') && eighths::parse(&written).is_some() {
        return Some(Shape::Pages);
    }
    let marked = written.contains(':') || written.ends_with(['a', 'p', 'A', 'P', 'm', 'M']);
    if marked && digits > 0 && matches!(time::parse(&written, Bare::Minutes), Some(TimeEntry::At(_))) {
        return Some(Shape::Time);
    }
    let number = written.trim_start_matches('#').trim_end_matches(['.', 'X', 'x']);
    if (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Shape::Number);
    }
    is_name(&written).then_some(Shape::Name)
}

/// No more than two decimals.
fn is_cents(number: f64) -> bool {
    ((number * 100.0).round() - number * 100.0).abs() < 1e-6
}

/// An amount that says so by its currency: `$3,600.00`, `(£150.00)`, `1 200 kr`. A rate is one, too (`$50/hr`).
fn is_amount(written: &str) -> bool {
    let is_mark = |c: char| matches!(c, '$' | '€' | '£' | '¥');
    let coded = ["USD", "EUR", "GBP", "CAD", "AUD", "CHF"].iter().any(|code| {
        written
            .strip_prefix(code)
            .or(written.strip_suffix(code))
            .is_some_and(|rest| !rest.contains(char::is_alphabetic))
    });
    (written.contains(is_mark) || coded || written.ends_with(" kr"))
        && written.bytes().any(|b| b.is_ascii_digit())
        && money::parse(written, false).is_ok()
}

/// `Dana Ruiz`, `RUIZ, Dana`: two to four words that begin with capitals, without digits.
fn is_name(written: &str) -> bool {
    let words: Vec<&str> = written.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    (2..=4).contains(&words.len())
        && written.chars().all(|c| c.is_alphabetic() || " ,.'’-".contains(c))
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase))
}

/// The shape that at least four of five cells have: with how many have it.
fn most(cells: &[&Raw]) -> Option<(Shape, usize)> {
    let mut votes: BTreeMap<Shape, usize> = BTreeMap::new();
    cells.iter().filter_map(|raw| shape(raw)).for_each(|shape| *votes.entry(shape).or_default() += 1);
    let (shape, fits) = votes.into_iter().max_by_key(|(_, fits)| *fits)?;
    (cells.len() >= FEWEST && fits * 5 >= cells.len() * 4).then_some((shape, fits))
}

/// Takes columns without a heading by their shape, and suggests a meaning for those with an unknown one.
pub fn fill(view: &View, table: &mut Found) {
    let mut by_col: BTreeMap<u32, Vec<&Raw>> = BTreeMap::new();
    let known: Vec<u32> = table.columns.iter().filter(|c| c.meaning.is_some()).map(|c| c.col).collect();
    let rows = table.body.iter().filter(|(_, repeated)| !repeated);
    let rows = rows.filter_map(|(place, _)| view.rows.get(*place)).filter(|row| row.cells.len() > 1);
    for row in rows.take(ENOUGH) {
        let within = row.cells.iter().filter(|(col, _)| (table.reach.0..table.reach.1).contains(col));
        for (col, raw) in within.filter(|(col, _)| !known.contains(col)) {
            by_col.entry(*col).or_default().push(raw);
        }
    }
    let spec = table.spec;
    let header = table.columns.first().map_or(0, |c| c.row);
    for (col, cells) in by_col {
        let open = |h: &HeadingSpec| {
            table.column_of(h.name).is_none() && !table.labels.iter().any(|label| label.heading == h.name)
        };
        let guess = most(&cells).and_then(|(shape, fits)| Some((shape, fits, shape.heading(spec, open)?)));
        if let Some(column) = table.columns.iter().position(|c| c.col == col) {
            let by_name = table.columns.get(column).and_then(|c| nearest(spec, &c.heading, open));
            let perhaps = by_name.or(guess.map(|(_, _, heading)| heading.name));
            if let Some(column) = table.columns.get_mut(column).filter(|c| c.parts.is_empty() && !c.settled) {
                column.perhaps = perhaps;
            }
            continue;
        }
        if let Some((shape, fits, heading)) = guess {
            let because = format!("no heading; {fits} of {} cells are {}", cells.len(), shape.words());
            let column = Column {
                because,
                confidence: Confidence::Likely,
                meaning: Some(heading),
                ..Column::new(col, header, String::new())
            };
            let at = table.columns.partition_point(|c| c.col < col);
            table.columns.insert(at, column);
        }
    }
}

/// The open heading of a table most like an unknown one.
fn nearest(
    spec: &'static TableSpec,
    written: &str,
    open: impl Fn(&HeadingSpec) -> bool,
) -> Option<&'static str> {
    let key = headings::key(written);
    if key.chars().count() < 4 {
        return None;
    }
    let likeness = |heading: &HeadingSpec| {
        let names = std::iter::once(&heading.name).chain(heading.synonyms);
        names.map(|name| strsim::jaro_winkler(&key, &headings::key(name))).fold(0.0, f64::max)
    };
    let open = spec.headings.iter().filter(|h| open(h)).map(|h| (h.name, likeness(h)));
    let best = open.filter(|(_, likeness)| *likeness >= 0.86);
    best.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_shape_that_people_see() {
        for (written, seen) in [
            ("dana@example.com", Some(Shape::Email)),
            ("3/9/27", Some(Shape::Date)),
            ("562.555.0101", Some(Shape::Phone)),
            ("7:00A", Some(Shape::Time)),
            ("2 3/8", Some(Shape::Pages)),
            ("RUIZ, Dana", Some(Shape::Name)),
            ("7X", Some(Shape::Number)),
            ("$3,600.00", Some(Shape::Money)),
            ("(£150.00)", Some(Shape::Money)),
            ("€ 2.500,00", Some(Shape::Money)),
            ("1 200 kr", Some(Shape::Money)),
            ("USD 40", Some(Shape::Money)),
            ("3300.02", None),
            ("PER GAFFER", None),
            ("see Transpo", None),
            ("3/9", None),
        ] {
            // Shouted words may be a name; a single cell settles nothing.
            let found =
                shape(&Raw::Text(written.into())).filter(|s| *s != Shape::Name || written.contains(','));
            assert_eq!(found, seen, "{written}");
        }
    }
}

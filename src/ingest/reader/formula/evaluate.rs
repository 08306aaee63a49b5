//! Values of formulas, each computed once, with a bound on the work of a whole workbook.

use super::function;
use super::parse::{self, Expr, Op, Reference};
use super::{Pending, Shape};
use crate::ingest::grid::{Raw, Sheet, Workbook};
use std::collections::HashMap;
use std::rc::Rc;

/// What a number is shown as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Number,
    Date,
    Elapsed,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Number(f64, Kind),
    Text(String),
    Bool(bool),
    Error(String),
    Blank,
}

impl Value {
    /// A text is no number here, even if it looks like one: programs differ.
    pub fn number(&self) -> Option<(f64, Kind)> {
        match self {
            Value::Number(number, kind) => Some((*number, *kind)),
            Value::Bool(flag) => Some((f64::from(u8::from(*flag)), Kind::Number)),
            Value::Blank => Some((0.0, Kind::Number)),
            Value::Text(_) | Value::Error(_) => None,
        }
    }

    pub fn truth(&self) -> Option<bool> {
        self.number().map(|(number, _)| number != 0.0)
    }

    /// A date or a time as text depends on formats: in doubt.
    pub fn text(&self) -> Option<String> {
        match self {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number, Kind::Number) => Some(number.to_string()),
            Value::Blank => Some(String::new()),
            _ => None,
        }
    }
}

/// Cells looked at for a whole workbook. A feature's ledger with a total a row needs thousands.
const MOST_STEPS: u64 = 20_000_000;

/// Formulas that lead to each other in one go.
const LONGEST_CHAIN: usize = 64;

enum State {
    Open,
    Running,
    Done(Option<Value>),
}

pub struct Evaluator<'b> {
    book: &'b Workbook,
    pending: &'b [Pending],
    /// Place in `pending` by sheet and cell.
    places: HashMap<(usize, u32, u32), usize>,
    parsed: HashMap<Rc<str>, Option<Rc<Expr>>>,
    states: Vec<State>,
    /// The formula that is being computed.
    current: usize,
    chain: usize,
    steps: u64,
}

/// The result of each formula; `None` where it stays without one.
pub fn all(book: &Workbook, pending: &[Pending]) -> Vec<Option<Raw>> {
    let places = pending.iter().enumerate().map(|(i, p)| ((p.sheet, p.row, p.column), i)).collect();
    let states = pending.iter().map(|_| State::Open).collect();
    let (parsed, current, chain, steps) = (HashMap::new(), 0, 0, 0);
    let mut evaluator = Evaluator { book, pending, places, parsed, states, current, chain, steps };
    // In reading order, so that a running balance leads to nothing but the row above.
    (0..pending.len())
        .map(|place| evaluator.result(place).and_then(|v| raw(v, pending.get(place)?.shape)))
        .collect()
}

fn raw(value: Value, shape: Shape) -> Option<Raw> {
    Some(match value {
        Value::Number(number, _) if !number.is_finite() => return None,
        Value::Number(number, kind) => match (shape, kind) {
            (Shape::Date, _) | (Shape::General, Kind::Date) => Raw::Date(number),
            (Shape::Elapsed, _) | (Shape::General, Kind::Elapsed) => Raw::Elapsed(number),
            (Shape::Number, _) | (Shape::General, Kind::Number) => Raw::Number(number),
        },
        Value::Text(text) => Raw::Text(text),
        Value::Bool(flag) => Raw::Bool(flag),
        Value::Error(error) => Raw::Error(error),
        // A reference to a blank cell shows a zero.
        Value::Blank => Raw::Number(0.0),
    })
}

impl Evaluator<'_> {
    fn result(&mut self, place: usize) -> Option<Value> {
        match self.states.get(place)? {
            State::Done(value) => return value.clone(),
            // It leads to itself.
            State::Running => return None,
            State::Open => {}
        }
        if self.chain >= LONGEST_CHAIN {
            return None;
        }
        let text = self.pending.get(place)?.text.clone();
        let parsed =
            self.parsed.entry(text.clone()).or_insert_with(|| parse::parse(&text).map(Rc::new)).clone();
        self.set(place, State::Running);
        let outer = std::mem::replace(&mut self.current, place);
        self.chain += 1;
        let value = parsed.and_then(|expr| self.value(&expr));
        self.chain -= 1;
        self.current = outer;
        self.set(place, State::Done(value.clone()));
        value
    }

    fn set(&mut self, place: usize, state: State) {
        if let Some(slot) = self.states.get_mut(place) {
            *slot = state;
        }
    }

    /// The one value of an expression.
    pub fn value(&mut self, expr: &Expr) -> Option<Value> {
        match expr {
            Expr::Number(number) => Some(Value::Number(*number, Kind::Number)),
            Expr::Text(text) => Some(Value::Text(text.clone())),
            Expr::Bool(flag) => Some(Value::Bool(*flag)),
            Expr::Cell(reference) => {
                let (sheet, row, column) = self.place(reference)?;
                self.cell(sheet, row, column)
            }
            // A range where one value is meant depends on the cell's own place.
            Expr::Range(..) => None,
            Expr::Negate(inner) => self.scaled(inner, -1.0),
            Expr::Percent(inner) => self.scaled(inner, 0.01),
            Expr::Binary(op, left, right) => {
                let (left, right) = (self.value(left)?, self.value(right)?);
                binary(*op, left, right)
            }
            Expr::Call(name, arguments) => function::call(*name, arguments, self),
        }
    }

    fn scaled(&mut self, inner: &Expr, by: f64) -> Option<Value> {
        match self.value(inner)? {
            error @ Value::Error(_) => Some(error),
            value => {
                let (number, kind) = value.number()?;
                Some(Value::Number(if by == 0.01 { number / 100.0 } else { number * by }, kind))
            }
        }
    }

    /// Every value of an argument: those of a range, blank cells left out.
    pub fn values(&mut self, expr: &Expr) -> Option<Vec<Value>> {
        let Expr::Range(from, to) = expr else { return self.value(expr).map(|value| vec![value]) };
        let (sheet, first_row, first_column) = self.place(from)?;
        let (_, last_row, last_column) = self.place(to)?;
        let (first_row, last_row) = (first_row.min(last_row), first_row.max(last_row));
        let columns = first_column.min(last_column)..=first_column.max(last_column);
        let cells = &self.book.sheets.get(sheet)?.cells;
        let start = cells.partition_point(|cell| cell.0 < first_row);
        let mut values = Vec::new();
        for (row, column, _) in cells.get(start..)?.iter().take_while(|cell| cell.0 <= last_row) {
            self.step()?;
            if columns.contains(column) {
                values.push(self.cell(sheet, *row, *column)?);
            }
        }
        Some(values)
    }

    fn step(&mut self) -> Option<()> {
        self.steps += 1;
        (self.steps <= MOST_STEPS).then_some(())
    }

    /// Where a reference of the current formula leads, which may be a shared one moved.
    fn place(&self, reference: &Reference) -> Option<(usize, u32, u32)> {
        let formula = self.pending.get(self.current)?;
        let sheet = match &reference.sheet {
            None => formula.sheet,
            Some(name) => {
                self.book.sheets.iter().position(|s| s.name.to_lowercase() == name.to_lowercase())?
            }
        };
        let moved = |at: u32, fixed: bool, to: u32, from: u32| match fixed {
            true => Some(at),
            false => u32::try_from(i64::from(at) + i64::from(to) - i64::from(from)).ok(),
        };
        let (row, column) = formula.written_for;
        let row = moved(reference.row, reference.row_fixed, formula.row, row)?;
        let column = moved(reference.column, reference.column_fixed, formula.column, column)?;
        Some((sheet, row, column))
    }

    fn cell(&mut self, sheet: usize, row: u32, column: u32) -> Option<Value> {
        self.step()?;
        let Sheet { cells, .. } = self.book.sheets.get(sheet)?;
        let Ok(found) = cells.binary_search_by_key(&(row, column), |cell| (cell.0, cell.1)) else {
            return Some(Value::Blank);
        };
        Some(match &cells.get(found)?.2 {
            Raw::Text(text) => Value::Text(text.clone()),
            Raw::Number(number) => Value::Number(*number, Kind::Number),
            Raw::Date(days) => Value::Number(*days, Kind::Date),
            Raw::Elapsed(days) => Value::Number(*days, Kind::Elapsed),
            Raw::Bool(flag) => Value::Bool(*flag),
            Raw::Error(error) => Value::Error(error.clone()),
            Raw::NoResult => {
                let place = self.places.get(&(sheet, row, column)).copied()?;
                self.result(place)?
            }
        })
    }
}

fn binary(op: Op, left: Value, right: Value) -> Option<Value> {
    if let error @ Value::Error(_) = left {
        return Some(error);
    }
    if let error @ Value::Error(_) = right {
        return Some(error);
    }
    match op {
        Op::Join => return Some(Value::Text(left.text()? + &right.text()?)),
        Op::Equal | Op::Unequal | Op::Less | Op::LessOrEqual | Op::Greater | Op::GreaterOrEqual => {
            return compare(op, &left, &right).map(Value::Bool);
        }
        Op::Add | Op::Subtract | Op::Multiply | Op::Divide | Op::Power => {}
    }
    let ((a, of_a), (b, of_b)) = (left.number()?, right.number()?);
    let number = match op {
        Op::Add => a + b,
        Op::Subtract => a - b,
        Op::Multiply => a * b,
        Op::Divide if b == 0.0 => return Some(Value::Error("#DIV/0!".into())),
        Op::Divide => a / b,
        _ => a.powf(b),
    };
    let kind = match (op, of_a, of_b) {
        // Between two times lies a length of time; between two dates, a number of days.
        (Op::Subtract, Kind::Date, Kind::Date) if a.abs() < 2.0 && b.abs() < 2.0 => Kind::Elapsed,
        (Op::Subtract, Kind::Date, Kind::Date) => Kind::Number,
        (Op::Add | Op::Subtract, Kind::Date, _) | (Op::Add, _, Kind::Date) => Kind::Date,
        (Op::Add | Op::Subtract, Kind::Elapsed, _) | (Op::Add, _, Kind::Elapsed) => Kind::Elapsed,
        _ => Kind::Number,
    };
    Some(Value::Number(number, kind))
}

/// Like with like; other comparisons differ between programs.
fn compare(op: Op, left: &Value, right: &Value) -> Option<bool> {
    use std::cmp::Ordering::{Equal, Greater, Less};
    let order = match (left, right) {
        (Value::Text(a), Value::Text(b)) => a.to_lowercase().cmp(&b.to_lowercase()),
        (Value::Text(a), Value::Blank) => a.as_str().cmp(""),
        (Value::Blank, Value::Text(b)) => "".cmp(b.as_str()),
        (a, b) => a.number()?.0.partial_cmp(&b.number()?.0)?,
    };
    Some(match op {
        Op::Equal => order == Equal,
        Op::Unequal => order != Equal,
        Op::Less => order == Less,
        Op::LessOrEqual => order != Greater,
        Op::Greater => order == Greater,
        _ => order != Less,
    })
}

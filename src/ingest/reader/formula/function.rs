//! The functions that are computed: those of totals and of plain conditions.

use super::evaluate::{Evaluator, Kind, Value};
use super::parse::Expr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    Abs,
    And,
    Average,
    Concatenate,
    Count,
    CountA,
    If,
    IfError,
    Max,
    Min,
    Not,
    Or,
    Product,
    Round,
    Sum,
}

impl Function {
    /// By its name in capitals.
    pub fn named(name: &str) -> Option<Function> {
        Some(match name {
            "ABS" => Function::Abs,
            "AND" => Function::And,
            "AVERAGE" => Function::Average,
            "CONCATENATE" => Function::Concatenate,
            "COUNT" => Function::Count,
            "COUNTA" => Function::CountA,
            "IF" => Function::If,
            "IFERROR" => Function::IfError,
            "MAX" => Function::Max,
            "MIN" => Function::Min,
            "NOT" => Function::Not,
            "OR" => Function::Or,
            "PRODUCT" => Function::Product,
            "ROUND" => Function::Round,
            "SUM" => Function::Sum,
            _ => return None,
        })
    }
}

/// `None` where the result is not certain.
pub fn call(function: Function, arguments: &[Expr], evaluator: &mut Evaluator) -> Option<Value> {
    match (function, arguments) {
        (Function::If, [condition, then, rest @ ..]) if rest.len() < 2 => {
            match evaluator.value(condition)? {
                error @ Value::Error(_) => Some(error),
                value if value.truth()? => evaluator.value(then),
                _ => rest.first().map_or(Some(Value::Bool(false)), |other| evaluator.value(other)),
            }
        }
        (Function::IfError, [value, other]) => match evaluator.value(value)? {
            Value::Error(_) => evaluator.value(other),
            value => Some(value),
        },
        (Function::Not, [value]) => truth(evaluator.value(value)?, |flag| !flag),
        (Function::Abs, [value]) => number(evaluator.value(value)?, f64::abs),
        (Function::Round, [value, places]) => {
            let places = evaluator.value(places)?.number()?.0;
            let scale = 10_f64.powi(places.clamp(-15.0, 15.0) as i32);
            // As a spreadsheet rounds: what is a hair below a half because of the binary, is a half.
            number(evaluator.value(value)?, |n| {
                let scaled = n * scale;
                let nudged = scaled + scaled.abs() * f64::EPSILON * 2.0 * scaled.signum();
                nudged.round() / scale
            })
        }
        (Function::Concatenate, arguments) => {
            let mut joined = String::new();
            for argument in arguments {
                match evaluator.value(argument)? {
                    error @ Value::Error(_) => return Some(error),
                    value => joined.push_str(&value.text()?),
                }
            }
            Some(Value::Text(joined))
        }
        (Function::And | Function::Or, [_, ..]) => {
            let mut all = true;
            let mut any = false;
            for argument in arguments {
                match evaluator.value(argument)? {
                    error @ Value::Error(_) => return Some(error),
                    value => {
                        let flag = value.truth()?;
                        all &= flag;
                        any |= flag;
                    }
                }
            }
            Some(Value::Bool(if function == Function::And { all } else { any }))
        }
        (
            Function::Sum
            | Function::Average
            | Function::Count
            | Function::CountA
            | Function::Max
            | Function::Min
            | Function::Product,
            [_, ..],
        ) => total(function, arguments, evaluator),
        _ => None,
    }
}

fn truth(value: Value, of: impl Fn(bool) -> bool) -> Option<Value> {
    match value {
        error @ Value::Error(_) => Some(error),
        value => Some(Value::Bool(of(value.truth()?))),
    }
}

fn number(value: Value, of: impl Fn(f64) -> f64) -> Option<Value> {
    match value {
        error @ Value::Error(_) => Some(error),
        value => {
            let (number, kind) = value.number()?;
            Some(Value::Number(of(number), kind))
        }
    }
}

/// Numbers of ranges count, texts and blanks in them do not; a text given by itself is in doubt.
fn total(function: Function, arguments: &[Expr], evaluator: &mut Evaluator) -> Option<Value> {
    let mut numbers = Vec::new();
    let mut filled = 0_u32;
    let mut kind = None;
    for argument in arguments {
        let is_range = matches!(argument, Expr::Range(..) | Expr::Cell(_));
        for value in evaluator.values(argument)? {
            match value {
                Value::Blank => continue,
                Value::Error(_) if function == Function::Count => {}
                Value::Error(_) if function != Function::CountA => return Some(value),
                // Within a range, texts and flags are passed over, as a spreadsheet does.
                Value::Text(_) | Value::Bool(_) | Value::Error(_) if is_range => {}
                value => {
                    let (number, its) = value.number()?;
                    numbers.push(number);
                    // A sum of lengths of time is one; a mixture is a number.
                    kind = Some(if kind.is_none_or(|kind| kind == its) { its } else { Kind::Number });
                }
            }
            filled = filled.saturating_add(1);
        }
    }
    let kind = kind.unwrap_or(Kind::Number);
    let count = numbers.len() as f64;
    let sum: f64 = numbers.iter().sum();
    Some(match function {
        Function::Count => Value::Number(count, Kind::Number),
        Function::CountA => Value::Number(f64::from(filled), Kind::Number),
        Function::Average if numbers.is_empty() => Value::Error("#DIV/0!".into()),
        Function::Average => Value::Number(sum / count, kind),
        Function::Max => Value::Number(numbers.iter().copied().reduce(f64::max).unwrap_or(0.0), kind),
        Function::Min => Value::Number(numbers.iter().copied().reduce(f64::min).unwrap_or(0.0), kind),
        Function::Product => Value::Number(numbers.iter().product(), Kind::Number),
        // Times of day that are added up are lengths of time.
        _ if kind == Kind::Date && numbers.len() > 1 => Value::Number(sum, Kind::Elapsed),
        _ => Value::Number(sum, kind),
    })
}

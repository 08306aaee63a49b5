//! Formulas of which the file holds no result, as libraries write them that do not calculate.
//!
//! Arithmetic, references, ranges and a handful of functions are computed; any doubt (a text in a sum, a
//! function not known here, another file) leaves the cell without a result, which is said where it is used.
//! Nothing outside the workbook is ever asked for.

mod evaluate;
mod function;
mod parse;
mod shape;

use crate::diagnostic::{Code, Diagnostic};
use crate::ingest::grid::{Raw, Workbook};
use crate::model::cell::address;
pub use shape::Shape;
use std::rc::Rc;

/// A formula without a result.
pub struct Pending {
    /// Place of the sheet in the workbook.
    pub sheet: usize,
    pub row: u32,
    pub column: u32,
    /// As in the file, with or without `=`; `of:=` of OpenDocument too.
    pub text: Rc<str>,
    /// The cell that the text is written for: another one where a formula is shared.
    pub written_for: (u32, u32),
    pub shape: Shape,
}

/// So many formulas of a workbook are computed. A library that does not calculate seldom writes more.
const MOST: usize = 200_000;

/// How many cells are named in a message.
const NAMED: usize = 6;

/// Puts results in place of `Raw::NoResult`, and says where.
pub fn compute(book: &mut Workbook, pending: &[Pending], file: &str) {
    let pending = pending.get(..MOST).unwrap_or(pending);
    if pending.is_empty() {
        return;
    }
    let results = evaluate::all(book, pending);
    let mut computed: Vec<Vec<String>> = vec![Vec::new(); book.sheets.len()];
    for (cell, result) in pending.iter().zip(results) {
        let Some(raw) = result else { continue };
        let Some(sheet) = book.sheets.get_mut(cell.sheet) else { continue };
        let place = sheet.cells.binary_search_by_key(&(cell.row, cell.column), |c| (c.0, c.1));
        if let Some(slot) = place.ok().and_then(|place| sheet.cells.get_mut(place))
            && slot.2 == Raw::NoResult
        {
            slot.2 = raw;
            if let Some(cells) = computed.get_mut(cell.sheet) {
                cells.push(address(cell.row, cell.column));
            }
        }
    }
    let said = book.sheets.iter().zip(&computed).filter(|(_, cells)| !cells.is_empty());
    let said: Vec<Diagnostic> =
        said.map(|(sheet, cells)| say(cells).in_file(file).on_sheet(&sheet.name)).collect();
    book.problems.extend(said);
}

fn say(cells: &[String]) -> Diagnostic {
    let named = cells.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    let more = cells.len().saturating_sub(NAMED);
    let named = if more > 0 { format!("{named} and {more} more") } else { named };
    let message = match cells.len() {
        1 => format!("The file holds no result of the formula in {named}; it was computed here."),
        n => format!("The file holds no results of {n} formulas; they were computed here: {named}."),
    };
    Diagnostic::new(
        Code::FormulaComputed,
        message,
        "Open the file in its spreadsheet program and save it, so that its own results are in it.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::grid::Sheet;

    /// The result of one formula in E1 of a sheet with some cells.
    fn result(text: &str, shape: Shape) -> Raw {
        let number = |row, column, value| (row, column, Raw::Number(value));
        let cells = vec![
            number(0, 0, 2.0),
            number(0, 1, 3.0),
            (0, 2, Raw::Text("Ito".into())),
            (0, 4, Raw::NoResult),
            number(1, 0, 10.5),
            // 7:00 and 19:30 as parts of a day.
            (1, 1, Raw::Date(7.0 / 24.0)),
            (1, 2, Raw::Date(19.5 / 24.0)),
            (2, 0, Raw::Text("n/a".into())),
            (2, 1, Raw::Error("#REF!".into())),
        ];
        let other = Sheet { name: "Week 1".into(), cells: vec![number(0, 0, 100.0)], ..Sheet::default() };
        let mut book = Workbook {
            sheets: vec![Sheet { name: "Top".into(), cells, ..Sheet::default() }, other],
            problems: Vec::new(),
        };
        let pending = Pending { sheet: 0, row: 0, column: 4, text: text.into(), written_for: (0, 4), shape };
        compute(&mut book, &[pending], "a.xlsx");
        book.sheets[0].cells[3].2.clone()
    }

    #[test]
    fn simple_formulas_are_computed() {
        let n = Raw::Number;
        for (text, expected) in [
            ("=A1+B1*2", n(2.0 + 3.0 * 2.0)),
            ("(A1+B1)*2", n((2.0 + 3.0) * 2.0)),
            ("=-A1^2", n(4.0)),  // A sign binds closer than a power in a spreadsheet.
            ("=2^3^2", n(64.0)), // And powers go from the left.
            ("=10%*B1", n(0.1 * 3.0)),
            ("=SUM(A1:B2,A2)", n(2.0 + 3.0 + 10.5 + 7.0 / 24.0 + 10.5)),
            ("=SUM(A:A)", n(2.0 + 10.5)),
            ("=SUM($A$1:$B$1)/COUNT(A1:B1)", n(2.5)),
            ("=AVERAGE(A1:C1)", n(2.5)),
            ("=MAX(A1,B1,1)", n(3.0)),
            ("=IF(A1>B1,\"over\",\"ok\")", Raw::Text("ok".into())),
            ("=C1&\" \"&A1", Raw::Text("Ito 2".into())),
            ("=ROUND(2.345,2)", n(2.35)),
            ("='Week 1'!A1+1", n(101.0)),
            ("of:=SUM([.A1:.B1];[$'Week 1'.A1])", n(105.0)),
            ("=D9", n(0.0)),
            ("=A1/D9", Raw::Error("#DIV/0!".into())),
            ("=B3+1", Raw::Error("#REF!".into())),
            ("=IFERROR(B3,0)", n(0.0)),
            ("=AND(A1=2,NOT(B1=2))", Raw::Bool(true)),
        ] {
            assert_eq!(result(text, Shape::General), expected, "{text}");
        }
    }

    #[test]
    fn a_time_stays_a_time() {
        assert_eq!(result("=B2", Shape::General), Raw::Date(7.0 / 24.0));
        assert_eq!(result("=C2-B2", Shape::General), Raw::Elapsed(19.5 / 24.0 - 7.0 / 24.0));
        assert_eq!(result("=C2-B2", Shape::Number), Raw::Number(19.5 / 24.0 - 7.0 / 24.0));
        assert_eq!(result("=B2+1/24", Shape::Date), Raw::Date(7.0 / 24.0 + 1.0 / 24.0));
    }

    #[test]
    fn whatever_is_in_doubt_has_no_result() {
        for text in [
            "=C1+1",
            "=A3*2",
            "=VLOOKUP(A1,A1:B2,2)",
            "=NOW()",
            "=[1]Sheet1!A1",
            "=Rates!A1",
            "=Table1[Rate]",
            "=WEBSERVICE(\"http://example.com\")",
            "=E1",
            "=E1+1",
            "=SUM(A1",
            "=1E999",
            "=",
            "",
        ] {
            assert_eq!(result(text, Shape::General), Raw::NoResult, "{text}");
        }
        let deep = format!("={}1{}", "(".repeat(10_000), ")".repeat(10_000));
        assert_eq!(result(&deep, Shape::General), Raw::NoResult);
    }

    #[test]
    fn formulas_depend_on_each_other_and_shared_ones_move() {
        // A running balance: each row adds to the one above it; the text is that of the second row.
        let rows = 3000;
        let mut cells = vec![(0, 0, Raw::Number(1.0)), (0, 1, Raw::Number(1.0))];
        let mut pending = Vec::new();
        for row in 1..rows {
            cells.push((row, 0, Raw::Number(1.0)));
            cells.push((row, 1, Raw::NoResult));
            let text = "=B1+A2".into();
            let shape = Shape::General;
            pending.push(Pending { sheet: 0, row, column: 1, text, written_for: (1, 1), shape });
        }
        let mut book = Workbook { sheets: vec![Sheet { cells, ..Sheet::default() }], problems: Vec::new() };
        compute(&mut book, &pending, "a.xlsx");
        assert_eq!(book.sheets[0].cells.last().map(|c| c.2.clone()), Some(Raw::Number(f64::from(rows))));
        let [problem] = book.problems.as_slice() else { panic!("{:?}", book.problems) };
        assert!(problem.message.contains("B2, B3, B4, B5, B6, B7 and 2993 more"), "{problem}");
    }
}

//! Formulas of one sheet of which the file holds no result, with the formats of their cells.

use crate::ingest::reader::formula::{Pending, Shape};
use calamine::{Xlsx, XlsxFormulaMetadata};
use std::collections::BTreeMap;
use std::io::Cursor;
use std::rc::Rc;

/// A text, and the cell it is written for.
type Written = (Rc<str>, (u32, u32));

#[derive(Default)]
pub struct Unresolved {
    cells: BTreeMap<(u32, u32), Written>,
    /// Formulas that other cells share, by their number.
    shared: BTreeMap<usize, Written>,
}

impl Unresolved {
    /// Takes note of a cell's formula. One that is shared is written out at its first cell alone.
    pub fn see(&mut self, at: (u32, u32), formula: XlsxFormulaMetadata, is_empty: bool) {
        let written = match formula {
            XlsxFormulaMetadata::Normal { formula } if is_empty => Some((formula.into(), at)),
            XlsxFormulaMetadata::Shared { shared_index, formula, .. } => {
                let written: Written = (formula.into(), at);
                self.shared.insert(shared_index, written.clone());
                Some(written)
            }
            XlsxFormulaMetadata::SharedDerived { shared_index } => self.shared.get(&shared_index).cloned(),
            _ => None,
        };
        if let Some(written) = written.filter(|_| is_empty) {
            self.cells.insert(at, written);
        }
    }

    /// What there is to compute. Only where there is something, the sheet is gone through again for the formats.
    pub fn pending(self, sheet: usize, book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Vec<Pending> {
        if self.cells.is_empty() {
            return Vec::new();
        }
        let shapes = shapes(book, name, &self.cells);
        let pending = self.cells.into_iter().map(|((row, column), (text, written_for))| {
            let shape = shapes.get(&(row, column)).copied().unwrap_or_default();
            Pending { sheet, row, column, text, written_for, shape }
        });
        pending.collect()
    }
}

fn shapes(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    cells: &BTreeMap<(u32, u32), Written>,
) -> BTreeMap<(u32, u32), Shape> {
    let mut shapes = BTreeMap::new();
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return shapes };
    while let Ok(Some((cell, style))) = reader.next_cell_with_style_id() {
        if !cells.contains_key(&cell.get_position()) {
            continue;
        }
        let format = reader.styles().get(style).and_then(|style| style.number_format.as_ref());
        shapes.insert(cell.get_position(), format.map_or(Shape::General, |f| Shape::of(&f.format_code)));
    }
    shapes
}

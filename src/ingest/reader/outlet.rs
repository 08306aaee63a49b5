//! Where the cells of a very large sheet go while it is read: to the parent, piece by piece, so that the worker never
//! holds more of them than a fraction of its memory.

use crate::ingest::grid::Raw;
use std::collections::BTreeSet;
use std::io;

/// Row, column and what stands there.
pub type Cells = Vec<(u32, u32, Raw)>;

/// So many cells of one sheet are held. Formulas are computed and looks are set against cells in the worker as long
/// as there are no more.
const HELD: usize = 500_000;

/// What a piece is made of, once a sheet has more.
const PIECE: usize = 100_000;

/// Takes the cells of the workbook's sheet of this number.
pub type Send<'a> = dyn FnMut(usize, &[(u32, u32, Raw)]) -> io::Result<()> + 'a;

/// Nowhere, unless there is a parent to send to.
#[derive(Default)]
pub struct Outlet<'a> {
    send: Option<&'a mut Send<'a>>,
    /// The sheets of which cells were sent.
    sent: BTreeSet<usize>,
}

impl<'a> Outlet<'a> {
    pub fn to(send: &'a mut Send<'a>) -> Self {
        Outlet { send: Some(send), sent: BTreeSet::new() }
    }

    /// Sends the cells of a sheet away where they are many.
    pub fn relieve(&mut self, sheet: usize, cells: &mut Cells) {
        let most = if self.has_sent_of(sheet) { PIECE } else { HELD };
        if cells.len() < most {
            return;
        }
        let Some(send) = &mut self.send else { return };
        // Where nobody takes them any more, nobody waits for the rest: the worker's next answer ends it.
        let _ = send(sheet, cells);
        cells.clear();
        self.sent.insert(sheet);
    }

    pub fn has_sent(&self) -> bool {
        !self.sent.is_empty()
    }

    pub fn has_sent_of(&self, sheet: usize) -> bool {
        self.sent.contains(&sheet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_cells_go_and_few_stay() {
        let mut went: Vec<(usize, usize)> = Vec::new();
        let mut send = |sheet: usize, cells: &[(u32, u32, Raw)]| {
            went.push((sheet, cells.len()));
            Ok(())
        };
        let mut outlet = Outlet::to(&mut send);
        let of = |count: usize| vec![(0, 0, Raw::Bool(true)); count];
        let mut cells = of(HELD - 1);
        outlet.relieve(0, &mut cells);
        assert_eq!((cells.len(), outlet.has_sent()), (HELD - 1, false));
        cells = of(HELD);
        outlet.relieve(0, &mut cells);
        // The next sheet has its own measure, and the first is remembered.
        let mut next = of(HELD);
        outlet.relieve(1, &mut next);
        next = of(PIECE);
        outlet.relieve(1, &mut next);
        assert_eq!((cells.len(), next.len()), (0, 0));
        assert!(outlet.has_sent_of(0) && outlet.has_sent_of(1) && !outlet.has_sent_of(2));
        assert_eq!(went, [(0, HELD), (1, HELD), (1, PIECE)]);
        // Without a parent all stays.
        let mut here = of(HELD);
        Outlet::default().relieve(0, &mut here);
        assert_eq!(here.len(), HELD);
    }
}

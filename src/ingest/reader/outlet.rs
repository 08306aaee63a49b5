//! Where the cells of a very large sheet go while it is read: to the parent, piece by piece, so that the worker never
//! holds more of them than a fraction of its memory.

use crate::ingest::grid::Raw;
use std::io;

/// Row, column and what stands there.
pub type Cells = Vec<(u32, u32, Raw)>;

/// So many cells of one sheet are held. Formulas are computed and looks are set against cells in the worker as long
/// as there are no more.
const HELD: usize = 1_000_000;

/// What a piece is made of, once a sheet has more.
const PIECE: usize = 100_000;

/// Takes the cells of the workbook's sheet of this number.
pub type Send<'a> = dyn FnMut(usize, &[(u32, u32, Raw)]) -> io::Result<()> + 'a;

/// Nowhere, unless there is a parent to send to.
#[derive(Default)]
pub struct Outlet<'a> {
    send: Option<&'a mut Send<'a>>,
    /// The last sheet of which cells were sent.
    sent: Option<usize>,
}

impl<'a> Outlet<'a> {
    pub fn to(send: &'a mut Send<'a>) -> Self {
        Outlet { send: Some(send), sent: None }
    }

    /// Sends the cells of a sheet away where they are many.
    pub fn relieve(&mut self, sheet: usize, cells: &mut Cells) {
        let most = if self.sent == Some(sheet) { PIECE } else { HELD };
        if cells.len() < most {
            return;
        }
        let Some(send) = &mut self.send else { return };
        // Where nobody takes them any more, nobody waits for the rest: the worker's next answer ends it.
        let _ = send(sheet, cells);
        cells.clear();
        self.sent = Some(sheet);
    }

    pub fn has_sent(&self) -> bool {
        self.sent.is_some()
    }

    pub fn has_sent_of(&self, sheet: usize) -> bool {
        self.sent == Some(sheet)
    }
}

//! Frames on a pipe: a length (31 bits, little end first; the 32nd says that more belongs to it) and that many bytes.

use std::io::{self, ErrorKind, Read, Write};

/// No job and no piece of an answer is larger.
const LARGEST: u32 = 1 << 30;

/// Set where another frame follows that belongs to the same answer.
const MORE: u32 = 1 << 31;

/// So much room is made at once for a frame that is announced; a longer one grows with what really comes, so that a
/// false length costs nothing.
const ROOM: usize = 160 << 20;

/// Writes one frame and flushes it.
pub fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    put(out, bytes, 0)
}

/// Writes a piece of an answer, which another frame follows.
pub fn write_piece(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    put(out, bytes, MORE)
}

fn put(out: &mut impl Write, bytes: &[u8], more: u32) -> io::Result<()> {
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|&length| length <= LARGEST)
        .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "the message is too long for a frame"))?;
    out.write_all(&(length | more).to_le_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

/// A frame's bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    pub bytes: Vec<u8>,
    /// Another frame follows that belongs to the same answer.
    pub more: bool,
}

/// Reads one frame; `None` where the other side closed the pipe between two frames.
pub fn read(input: &mut impl Read) -> io::Result<Option<Frame>> {
    let mut length = [0_u8; 4];
    let mut filled = 0;
    while let Some(rest) = length.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match input.read(rest) {
            Ok(0) if filled == 0 => return Ok(None),
            Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok(n) => filled += n,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let head = u32::from_le_bytes(length);
    let (length, more) = (head & !MORE, head & MORE != 0);
    if length > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "the frame claims more than a frame may hold"));
    }
    let mut bytes = Vec::new();
    // A reader with little memory must not ask for twice of it to take a long job. What is not to be had at once is
    // found out when it is filled.
    let _ = bytes.try_reserve_exact((length as usize).min(ROOM));
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != u64::from(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(Frame { bytes, more }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_follow_each_other_on_one_pipe() {
        let mut pipe = Vec::new();
        write_piece(&mut pipe, b"first").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(read(&mut input).unwrap(), Some(Frame { bytes: b"first".to_vec(), more: true }));
        assert_eq!(read(&mut input).unwrap(), Some(Frame { bytes: Vec::new(), more: false }));
        assert_eq!(read(&mut input).unwrap(), None);
    }

    #[test]
    fn a_frame_cut_short_is_an_error_and_not_an_end() {
        assert_eq!(read(&mut &[5, 0][..]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(read(&mut &[5, 0, 0, 0, b'a'][..]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(read(&mut &[255, 255, 255, 255][..]).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}

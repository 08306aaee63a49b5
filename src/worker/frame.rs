//! Frames on a pipe: a length (32 bits, little end first) and that many bytes.

use std::io::{self, ErrorKind, Read, Write};

/// No job and no answer is larger: a workbook at the readers' limit of cells takes about a third.
const LARGEST: u32 = 1 << 30;

/// Writes one frame and flushes it.
pub fn write(out: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    let length = u32::try_from(bytes.len())
        .ok()
        .filter(|&length| length <= LARGEST)
        .ok_or_else(|| io::Error::new(ErrorKind::InvalidInput, "the message is too long for a frame"))?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)?;
    out.flush()
}

/// Reads one frame; `None` where the other side closed the pipe between two frames.
pub fn read(input: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
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
    let length = u32::from_le_bytes(length);
    if length > LARGEST {
        return Err(io::Error::new(ErrorKind::InvalidData, "the frame claims more than a frame may hold"));
    }
    // Grows with what really comes, so that a false length costs nothing.
    let mut bytes = Vec::new();
    input.take(u64::from(length)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 != u64::from(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    Ok(Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_follow_each_other_on_one_pipe() {
        let mut pipe = Vec::new();
        write(&mut pipe, b"first").unwrap();
        write(&mut pipe, b"").unwrap();
        let mut input = pipe.as_slice();
        assert_eq!(read(&mut input).unwrap().as_deref(), Some(&b"first"[..]));
        assert_eq!(read(&mut input).unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(read(&mut input).unwrap(), None);
    }

    #[test]
    fn a_frame_cut_short_is_an_error_and_not_an_end() {
        assert_eq!(read(&mut &[5, 0][..]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(read(&mut &[5, 0, 0, 0, b'a'][..]).unwrap_err().kind(), ErrorKind::UnexpectedEof);
        assert_eq!(read(&mut &[255, 255, 255, 255][..]).unwrap_err().kind(), ErrorKind::InvalidData);
    }
}

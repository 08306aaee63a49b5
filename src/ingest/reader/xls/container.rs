//! The compound file around an `.xls`: the stream with the workbook taken out of it, and one put around it.

use cfb::{CompoundFile, Version};
use std::io::{Cursor, Read, Write};

/// A BOF record of BIFF 5 or 8: some programs write the stream without a container.
pub const BARE: [u8; 2] = [0x09, 0x08];

/// The workbook's stream: `Workbook` of BIFF 8 rather than `Book` of BIFF 5, where a file has both. `None`
/// where the container cannot be taken apart.
pub fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    if bytes.starts_with(&BARE) {
        return Some(bytes.to_vec());
    }
    let mut file = CompoundFile::open(Cursor::new(bytes)).ok()?;
    let name = ["/Workbook", "/Book"].into_iter().find(|name| file.is_stream(name))?;
    let mut stream = Vec::new();
    // A stream is no longer than the file, whatever its entry says.
    file.open_stream(name).ok()?.take(bytes.len() as u64).read_to_end(&mut stream).ok()?;
    Some(stream)
}

/// Whether sectors lead in a circle: a library that follows them never comes to an end.
pub fn goes_in_circles(bytes: &[u8]) -> bool {
    let number = |at: usize| {
        let four = bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(four.try_into().ok()?))
    };
    // Of a header: the power of two that a sector has bytes, the directory's first sector, and the first 109
    // sectors of the table that says which sector follows which.
    let power = bytes.get(0x1E).copied().unwrap_or(9).clamp(7, 16);
    let at = |sector: u32| (sector as usize).checked_add(1)?.checked_shl(u32::from(power));
    let entries = (1_usize << power) / 4;
    let next = |sector: u32| {
        let table = number(0x4C + 4 * (sector as usize / entries).min(108))?;
        number(at(table)?.checked_add(4 * (sector as usize % entries))?)
    };
    let mut sector = number(0x30);
    for _ in 0..=(bytes.len() >> power) {
        match sector {
            Some(here) if (here as usize) <= (bytes.len() >> power) => sector = next(here),
            // A sector past the end of the file is the end of a chain.
            _ => return false,
        }
    }
    true
}

/// A container with this stream and nothing else.
pub fn around(stream: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::create_with_version(Version::V3, Cursor::new(Vec::new())).ok()?;
    file.create_stream("/Workbook").ok()?.write_all(stream).ok()?;
    file.flush().ok()?;
    Some(file.into_inner().into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_comes_back_from_its_container() {
        for length in [0_usize, 100, 5000, 100_000] {
            let stream: Vec<u8> = (0..length).map(|n| (n % 251) as u8).collect();
            assert_eq!(workbook(&around(&stream).unwrap()), Some(stream));
        }
        assert_eq!(workbook(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1rest"), None);
    }
}

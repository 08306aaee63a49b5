//! Which encoding a text is in. A byte order mark decides, then what an XML or HTML head declares, then the
//! bytes themselves; a guess is handed back with its name, so that it can be said.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// Text, and the name of its encoding where that was guessed. Bytes that are UTF-8 already are not copied: a file may
/// have more than a hundred megabytes, and a worker little more than that.
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    pub guessed: Option<&'static str>,
}

/// The text of a file of plain text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let known = |encoding: &'static Encoding| Decoded {
        text: encoding.decode_with_bom_removal(bytes).0,
        guessed: None,
    };
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return known(encoding);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Decoded { guessed: Some(encoding.name()), ..known(encoding) };
    }
    if std::str::from_utf8(bytes).is_ok() {
        return known(UTF_8);
    }
    let encoding = guess(&telling(bytes));
    let text = encoding.decode_without_bom_handling(bytes).0;
    Decoded { text, guessed: Some(said(encoding)) }
}

/// The text of a file of markup, whose head may name the encoding (`encoding="…"`, `charset=…`).
pub fn decode_markup(bytes: &[u8]) -> Decoded<'_> {
    let declared = match Encoding::for_bom(bytes) {
        Some(_) => None,
        None => declared(bytes),
    };
    match declared {
        // Whatever ASCII can be read to say, it is not said in UTF-16.
        Some(encoding) if encoding != UTF_16LE && encoding != UTF_16BE => {
            let (text, _, faulty) = encoding.decode(bytes);
            if faulty && encoding == UTF_8 {
                return decode(bytes);
            }
            Decoded { text, guessed: None }
        }
        _ => decode(bytes),
    }
}

/// How many bytes of a head are searched for its encoding.
const HEAD: usize = 2048;

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    ["encoding=", "charset="].iter().find_map(|key| {
        let (_, after) = head.split_once(key)?;
        let after = after.trim_start_matches(['"', '\'', ' ']);
        let end = after.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c)));
        Encoding::for_label(after.get(..end.unwrap_or(after.len()))?.as_bytes())
    })
}

/// Plain text in UTF-16 without a mark has zeros in every other byte, nearly.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let pairs = head.len() / 2;
    let most = |zeros: usize| pairs >= 4 && zeros * 4 >= pairs * 3;
    match (zeros(0), zeros(1)) {
        (0, low) if most(low) => Some(UTF_16LE),
        (high, 0) if most(high) => Some(UTF_16BE),
        _ => None,
    }
}

/// So many bytes are enough to guess by.
const SAMPLE: usize = 1 << 20;

/// Of a long file the lines with letters beyond ASCII.
fn telling(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() <= SAMPLE {
        return Cow::Borrowed(bytes);
    }
    let mut sample = Vec::new();
    for line in bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()) {
        let left = SAMPLE.saturating_sub(sample.len());
        sample.extend_from_slice(line.get(..left).unwrap_or(line));
        if sample.len() >= SAMPLE {
            break;
        }
    }
    Cow::Owned(sample)
}

/// The detector is made for the web: it knows East Asian and Windows encodings, and not the Macintosh's,
/// which Excel for Mac writes still. That one is compared by how likely the letters are.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if !guess.is_single_byte() {
        let (text, faulty) = guess.decode_without_bom_handling(bytes);
        if !faulty && stands_in_runs(&text) {
            return guess;
        }
    }
    let mut best = (i64::MIN, WINDOWS_1252);
    for encoding in [guess, WINDOWS_1252, MACINTOSH].into_iter().filter(|e| e.is_single_byte()) {
        let likely = likelihood(&encoding.decode_without_bom_handling(bytes).0);
        if likely > best.0 {
            best = (likely, encoding);
        }
    }
    best.1
}

/// Chinese, Japanese and Korean characters stand beside each other; a single one amid Latin letters is an
/// accented letter of another encoding.
fn stands_in_runs(text: &str) -> bool {
    let far: Vec<bool> = text.chars().map(|c| !c.is_ascii()).collect();
    let all = far.iter().filter(|far| **far).count();
    let alone = far.split(|far| !far).filter(|run| run.len() == 1).count();
    alone * 2 <= all
}

/// How likely the non-ASCII characters are where they stand: higher is likelier.
fn likelihood(text: &str) -> i64 {
    let chars: Vec<char> = text.chars().collect();
    let mut score = 0;
    for (place, c) in chars.iter().enumerate().filter(|(_, c)| !c.is_ascii()) {
        let before = place.checked_sub(1).and_then(|at| chars.get(at)).copied().unwrap_or(' ');
        let after = chars.get(place + 1).copied().unwrap_or(' ');
        let inside = before.is_alphabetic() && after.is_alphabetic();
        score += match c {
            '’' | '‘' | '“' | '”' | '–' | '—' | '…' | '•' | '\u{a0}' | '™' | '©' | '®' => {
                1
            }
            '€' | '£' | '¥' | '°' | '½' | '¼' | '¾' | '§' | '·' | '×' | '«' | '»' | '¿' | '¡' | 'ª' | 'º'
                if !inside =>
            {
                1
            }
            c if c.is_lowercase() && (before.is_lowercase() || after.is_lowercase()) => 2,
            c if c.is_alphabetic() && !before.is_lowercase() => 1,
            _ => -2,
        };
    }
    score
}

/// As people know it.
fn said(encoding: &'static Encoding) -> &'static str {
    if encoding == MACINTOSH {
        "Mac Roman"
    } else if encoding == WINDOWS_1252 {
        "Windows-1252"
    } else {
        encoding.name()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::SHIFT_JIS;

    fn guessed(bytes: &[u8]) -> (String, Option<&'static str>) {
        let decoded = decode(bytes);
        (decoded.text.into_owned(), decoded.guessed)
    }

    #[test]
    fn western_encodings_are_told_apart_by_their_letters() {
        // é is E9 in Windows-1252 and 8E in Mac Roman; ü is FC and 9F, ñ is F1 and 96.
        assert_eq!(guessed(b"R\xE9my,Gr\xFCn"), ("Rémy,Grün".into(), Some("Windows-1252")));
        assert_eq!(guessed(b"R\x8Emy,Gr\x9Fn"), ("Rémy,Grün".into(), Some("Mac Roman")));
        assert_eq!(guessed(b"Andr\x8Es Mu\x96oz"), ("Andrés Muñoz".into(), Some("Mac Roman")));
        assert_eq!(guessed(b"D\x92Arcy \x96 5 \x80"), ("D’Arcy – 5 €".into(), Some("Windows-1252")));
        assert_eq!(guessed("Zoë".as_bytes()), ("Zoë".into(), None));
    }

    #[test]
    fn japanese_is_known_and_cyrillic_too() {
        let written = "名前,役職,電話\n田中太郎,撮影監督,090-1234\nスズキ,照明,090-5678\n";
        let (bytes, _, _) = SHIFT_JIS.encode(written);
        assert_eq!(guessed(&bytes), (written.into(), Some("Shift_JIS")));
        let written = "Имя;Должность\nИванов Пётр;Оператор\n";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(written);
        assert_eq!(guessed(&bytes), (written.into(), Some("windows-1251")));
    }

    #[test]
    fn a_long_file_is_judged_by_the_lines_that_tell() {
        let mut bytes = b"Name,Call\n".repeat(200_000);
        bytes.extend(b"R\x8Emy,Gr\x9Fn\n");
        let (text, guessed) = guessed(&bytes);
        assert!(text.ends_with("Rémy,Grün\n"));
        assert_eq!(guessed, Some("Mac Roman"));
    }

    #[test]
    fn utf16_is_known_without_its_mark() {
        let written = "Name;Call\nÉva;7:00\n";
        let little: Vec<u8> = written.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = written.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(guessed(&little), (written.into(), Some("UTF-16LE")));
        assert_eq!(guessed(&big), (written.into(), Some("UTF-16BE")));
    }

    #[test]
    fn a_head_that_names_its_encoding_is_believed() {
        let xml = b"<?xml version=\"1.0\" encoding=\"windows-1252\"?><a>\x80</a>";
        assert!(decode_markup(xml).text.contains('€'));
        let html = b"<html><meta http-equiv=Content-Type content=\"text/html; charset=macintosh\">\x8E";
        assert!(decode_markup(html).text.ends_with('é'));
        // UTF-8 is named by many that write something else.
        assert!(decode_markup(b"<?xml encoding=\"UTF-8\"?>R\xE9my").text.ends_with("Rémy"));
    }
}

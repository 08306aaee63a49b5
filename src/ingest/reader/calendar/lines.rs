//! The lines of a calendar file: folded ones put together, each with the number of the line it begins on.

use crate::ingest::reader::encoding;

/// `NAME;PARAMETER=VALUE:value`, with escapes still in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Counted from one, as an editor shows it.
    pub number: u32,
    /// In capitals.
    pub name: String,
    /// Names in capitals, values without their quotation marks.
    pub parameters: Vec<(String, String)>,
    pub value: String,
}

impl Line {
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }

    /// The value as a person wrote it.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.value.len());
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => match letters.next() {
                    Some('n' | 'N') => text.push('\n'),
                    Some(other) => text.push(other),
                    None => text.push('\\'),
                },
                other => text.push(other),
            }
        }
        text.trim().to_owned()
    }
}

/// Every line that has a name; and the encoding, where it was guessed.
pub fn read(bytes: &[u8]) -> (Vec<Line>, Option<&'static str>) {
    let wide = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let utf8 = wide.then(|| encoding::decode(bytes).text.into_owned().into_bytes());
    // A fold may stand in the middle of a letter of several bytes, so folds are taken out of the bytes.
    let (unfolded, numbers) = unfold(utf8.as_deref().unwrap_or(bytes));
    let decoded = encoding::decode(&unfolded);
    let lines = decoded.text.lines().zip(numbers).filter_map(|(text, number)| line(text, number)).collect();
    (lines, decoded.guessed)
}

/// The bytes with `\n` after each whole line, and the number on which each of these begins. A line that begins with
/// a space or a tab goes on from the one above.
fn unfold(bytes: &[u8]) -> (Vec<u8>, Vec<u32>) {
    let mut out: Vec<u8> = Vec::with_capacity(bytes.len());
    let mut numbers = Vec::new();
    for (number, line) in (1_u32..).zip(bytes.split(|&byte| byte == b'\n')) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A carriage return alone would be a line to whoever splits the text again.
        match line.split_first() {
            Some((b' ' | b'\t', rest)) if !numbers.is_empty() => {
                out.pop();
                out.extend(rest.iter().map(|&byte| if byte == b'\r' { b' ' } else { byte }));
            }
            _ => {
                numbers.push(number);
                out.extend(line.iter().map(|&byte| if byte == b'\r' { b' ' } else { byte }));
            }
        }
        out.push(b'\n');
    }
    (out, numbers)
}

fn line(text: &str, number: u32) -> Option<Line> {
    let mut quoted = false;
    let colon = text.char_indices().find(|(_, letter)| {
        quoted ^= *letter == '"';
        *letter == ':' && !quoted
    })?;
    let (head, value) = text.split_at_checked(colon.0)?;
    let mut pieces = outside_quotes(head, ';').into_iter();
    let name = pieces.next()?.trim().to_ascii_uppercase();
    let parameters = pieces.filter_map(|piece| {
        let (name, value) = piece.split_once('=')?;
        Some((name.trim().to_ascii_uppercase(), value.trim().trim_matches('"').to_owned()))
    });
    let plain =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
    let value = value.strip_prefix(':')?;
    plain.then(|| Line { number, name, parameters: parameters.collect(), value: value.to_owned() })
}

fn outside_quotes(text: &str, mark: char) -> Vec<&str> {
    let mut quoted = false;
    text.split(|letter| {
        quoted ^= letter == '"';
        letter == mark && !quoted
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_one_and_keep_the_number_they_begin_on() {
        // The third line is folded within the two bytes of “é”.
        let bytes = b"BEGIN:VCALENDAR\r\nSUMMARY;LANGUAGE=fr:Rep\\, caf\xC3\r\n \xA9\r\n\t au lait\r\nATTENDEE;CN=\"Ruiz; Dana: UPM\":mailto:dana@example.com\r\n";
        let (lines, guessed) = read(bytes);
        assert_eq!(guessed, None);
        let found: Vec<(u32, &str, String)> =
            lines.iter().map(|line| (line.number, line.name.as_str(), line.text())).collect();
        assert_eq!(
            found,
            [
                (1, "BEGIN", "VCALENDAR".to_owned()),
                (2, "SUMMARY", "Rep, café au lait".to_owned()),
                (5, "ATTENDEE", "mailto:dana@example.com".to_owned()),
            ]
        );
        assert_eq!(lines[2].parameter("CN"), Some("Ruiz; Dana: UPM"));
    }

    #[test]
    fn what_is_no_line_is_passed_over() {
        let (lines, _) =
            read(b" folded under nothing\n\nno colon\n:no name\nA B:space in the name\nX-1:a\\nb\\");
        let found: Vec<(u32, &str, String)> =
            lines.iter().map(|line| (line.number, line.name.as_str(), line.text())).collect();
        assert_eq!(found, [(6, "X-1", "a\nb\\".to_owned())]);
    }
}

//! What goes to a typesetting worker and comes back: a JSON header, then bytes.

use crate::diagnostic::{Code, Diagnostic, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One PDF to be set.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub template: String,
    /// The document's path below `out/`: its identity.
    pub path: String,
    /// Seconds since 1970, for the document's metadata.
    pub at: i64,
    /// For how many further documents what was worked out is kept: 0 for a document of its own kind.
    pub keep: usize,
    /// White on black.
    pub dark: bool,
    /// Whether the data are attached to the PDF.
    pub attach: bool,
    /// What names the document in the foot of its pages and in the manifest.
    pub id: String,
    /// The data as JSON.
    pub data: Vec<u8>,
    /// The production's own templates, by path below `templates/`.
    pub overrides: BTreeMap<String, Vec<u8>>,
}

/// The PDF, or none; and what was wrong.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    pub pdf: Option<Vec<u8>>,
    pub problems: Vec<Diagnostic>,
}

#[derive(Serialize, Deserialize)]
struct RequestHeader {
    template: String,
    path: String,
    at: i64,
    keep: usize,
    dark: bool,
    attach: bool,
    id: String,
    data: usize,
    overrides: Vec<(String, usize)>,
}

#[derive(Serialize, Deserialize)]
struct AnswerHeader {
    pdf: bool,
    problems: Vec<Problem>,
}

#[derive(Serialize, Deserialize)]
struct Problem {
    code: String,
    severity: String,
    file: String,
    at: String,
    seen: String,
    message: String,
    help: String,
}

impl Request {
    pub fn encode(&self) -> Vec<u8> {
        let header = RequestHeader {
            template: self.template.clone(),
            path: self.path.clone(),
            at: self.at,
            keep: self.keep,
            dark: self.dark,
            attach: self.attach,
            id: self.id.clone(),
            data: self.data.len(),
            overrides: self.overrides.iter().map(|(path, b)| (path.clone(), b.len())).collect(),
        };
        let mut out = with_header(&header);
        out.extend_from_slice(&self.data);
        for bytes in self.overrides.values() {
            out.extend_from_slice(bytes);
        }
        out
    }

    /// `None` where the bytes are not a request.
    pub fn decode(bytes: &[u8]) -> Option<Request> {
        let (header, mut rest): (RequestHeader, _) = header_of(bytes)?;
        let data = take(&mut rest, header.data)?;
        let mut overrides = BTreeMap::new();
        for (path, length) in header.overrides {
            overrides.insert(path, take(&mut rest, length)?);
        }
        let RequestHeader { template, path, at, keep, dark, attach, id, .. } = header;
        Some(Request { template, path, at, keep, dark, attach, id, data, overrides })
    }
}

impl Answer {
    pub fn encode(&self) -> Vec<u8> {
        let problems = self.problems.iter().map(Problem::of).collect();
        let mut out = with_header(&AnswerHeader { pdf: self.pdf.is_some(), problems });
        out.extend_from_slice(self.pdf.as_deref().unwrap_or_default());
        out
    }

    /// `None` where the bytes are not an answer.
    pub fn decode(bytes: &[u8]) -> Option<Answer> {
        let (header, rest): (AnswerHeader, _) = header_of(bytes)?;
        let problems = header.problems.into_iter().map(Problem::back).collect::<Option<_>>()?;
        Some(Answer { pdf: header.pdf.then(|| rest.to_vec()), problems })
    }
}

impl Problem {
    fn of(d: &Diagnostic) -> Problem {
        Problem {
            code: d.code.name().to_owned(),
            severity: d.severity.word().to_owned(),
            file: d.file.clone(),
            at: d.at.clone(),
            seen: d.seen.clone(),
            message: d.message.clone(),
            help: d.help.clone(),
        }
    }

    fn back(self) -> Option<Diagnostic> {
        let code = Code::ALL.iter().copied().find(|code| code.name() == self.code)?;
        let mut d = Diagnostic::new(code, self.message, self.help)
            .in_file(self.file)
            .at_place(self.at)
            .seen(self.seen);
        d.severity = [Severity::Error, Severity::Warning, Severity::Info]
            .into_iter()
            .find(|severity| severity.word() == self.severity)?;
        Some(d)
    }
}

fn with_header(header: &impl Serialize) -> Vec<u8> {
    // Structures of text and numbers always serialise; an empty header decodes to nothing.
    let header = serde_json::to_vec(header).unwrap_or_default();
    let length = u32::try_from(header.len()).unwrap_or(0);
    let mut out = length.to_le_bytes().to_vec();
    out.extend_from_slice(&header);
    out
}

fn header_of<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a [u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    let (header, rest) = rest.split_at_checked(length)?;
    Some((serde_json::from_slice(header).ok()?, rest))
}

fn take(rest: &mut &[u8], length: usize) -> Option<Vec<u8>> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken.to_vec())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_through_the_pipe_comes_back_whole() {
        let request = Request {
            template: "call-sheet".into(),
            path: "call-sheets/a.pdf".into(),
            at: 1_793_318_400,
            keep: 4,
            dark: true,
            attach: false,
            id: "5a5a5a5a5a5a".into(),
            data: b"{}".to_vec(),
            overrides: [("lib/look.typ".to_owned(), vec![1, 2, 3])].into(),
        };
        assert_eq!(Request::decode(&request.encode()), Some(request));
        let mut warning = Diagnostic::new(Code::GlyphMissing, "No face shows it.", "Add a font.").seen("𐍈");
        warning.severity = Severity::Info;
        for pdf in [None, Some(b"%PDF".to_vec())] {
            let answer = Answer { pdf, problems: vec![warning.clone()] };
            assert_eq!(Answer::decode(&answer.encode()), Some(answer));
        }
    }

    #[test]
    fn bytes_cut_short_are_no_request() {
        let request = Request {
            template: "t".into(),
            path: "p".into(),
            at: 0,
            keep: 0,
            dark: false,
            attach: true,
            id: String::new(),
            data: b"{\"a\":1}".to_vec(),
            overrides: BTreeMap::new(),
        };
        let bytes = request.encode();
        for end in 0..bytes.len() {
            assert_eq!(Request::decode(&bytes[..end]), None, "{end} bytes");
        }
    }
}

//! The typesetter's closed world: templates and faces from the binary, overrides given as bytes, one
//! document's data. No disk, no network, no packages, no clock.
//!
//! `Base` is what all documents share and is built once; `JobWorld` borrows it for one document. The
//! data is the virtual file `data.json` beside the template's `main.typ`, so that what two
//! documents have in common is remembered between them.

use super::{assets, words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use chrono::{DateTime, Datelike, Timelike, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What every document shares.
pub struct Base {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    sources: BTreeMap<String, Source>,
    files: BTreeMap<String, Bytes>,
}

/// What makes one PDF besides its data.
pub struct Imprint {
    /// Identifies the document: its path below `out/`.
    pub ident: String,
    /// The date of creation in its metadata, and what a template takes for today.
    pub at: DateTime<Utc>,
    /// White on black.
    pub dark: bool,
    /// Whether its data are attached to it.
    pub attach: bool,
    /// Stands in the foot of each page, and in the manifest beside the inputs; empty for none.
    pub id: String,
}

/// What `templates/lib/` reads of the imprint; the file in the repository is for trying a template without callboard.
const PRINT: &str = "lib/print.json";
/// The document's id, for the foot of its pages.
const ID: &str = "lib/id.txt";
/// The document's data where `templates/lib/` attaches them.
const ATTACHED: &str = "lib/data.json";

impl Imprint {
    /// Black on white, with nothing attached.
    pub fn new(ident: impl Into<String>, at: DateTime<Utc>) -> Imprint {
        Imprint { ident: ident.into(), at, dark: false, attach: false, id: String::new() }
    }

    fn print(&self) -> String {
        let look = if self.dark { "dark" } else { "light" };
        format!("{{\"look\": \"{look}\", \"attach\": {}}}", self.attach)
    }
}

impl Base {
    /// The built-in templates, words and faces.
    pub fn built_in() -> Base {
        let sources = assets::TEMPLATES.iter().filter_map(|(path, text)| source(path, (*text).to_owned()));
        let words = words::FILES
            .iter()
            .map(|(language, text)| (format!("words/{language}.toml"), Bytes::from_string(*text)));
        let fonts: Vec<Font> =
            assets::FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        Base {
            library: LazyHash::new(Library::default()),
            book: book(&fonts),
            sources: sources.collect(),
            files: words.collect(),
            fonts,
        }
    }

    /// These with `overrides` laid over them, by path below `templates/`; and what was wrong with those. What is not laid
    /// over is shared: somebody who changes a template waits for no other to be read again.
    pub fn under(&self, overrides: &BTreeMap<String, Vec<u8>>) -> (Base, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let (mut sources, mut files) = (self.sources.clone(), self.files.clone());
        let mut fonts = Vec::new();
        for (path, bytes) in overrides {
            let extension = path.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
            match extension.as_str() {
                "typ" => match std::str::from_utf8(bytes) {
                    Ok(text) => sources.extend(source(path, text.to_owned())),
                    Err(_) => problems.push(invalid(path, "is not UTF-8 text", "Save it as UTF-8.")),
                },
                "ttf" | "otf" | "ttc" => {
                    let before = fonts.len();
                    fonts.extend(Font::iter(Bytes::new(bytes.clone())));
                    if fonts.len() == before {
                        problems.push(invalid(path, "holds no font", "Use a TTF or OTF file."));
                    }
                }
                _ => {
                    files.insert(path.clone(), Bytes::new(bytes.clone()));
                }
            }
        }
        (Base { sources, files, ..self.with_fonts(fonts) }, problems)
    }

    /// The same with further faces, for what these cannot show.
    pub fn with_fonts(&self, more: Vec<Font>) -> Base {
        let fonts = [self.fonts.as_slice(), &more].concat();
        Base {
            library: self.library.clone(),
            book: if more.is_empty() { self.book.clone() } else { book(&fonts) },
            fonts,
            sources: self.sources.clone(),
            files: self.files.clone(),
        }
    }

    /// Whether there is a template of this name.
    pub fn has(&self, template: &str) -> bool {
        self.sources.contains_key(&main_of(template))
    }

    /// Pieces of `text` that none of the faces can show, without repeats, in order.
    pub fn unshowable(&self, text: &str) -> Vec<String> {
        let mut pieces = Vec::new();
        let mut seen = BTreeSet::new();
        let mut piece = String::new();
        for c in text.chars().chain([' ']) {
            if self.shows(c) {
                if !piece.is_empty() && seen.insert(piece.clone()) {
                    pieces.push(piece.clone());
                }
                piece.clear();
            } else {
                piece.push(c);
            }
        }
        pieces
    }

    fn shows(&self, c: char) -> bool {
        // Joiners, marks of direction and variation selectors are instructions, not pictures.
        let instruction = matches!(c, '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}');
        c.is_whitespace()
            || c.is_control()
            || instruction
            || self.fonts.iter().any(|font| font.info().coverage.contains(c as u32))
    }

    /// Lays out one document; errors are ours, placed in the template's file. Warnings come beside it.
    pub fn lay_out(
        &self,
        template: &str,
        data: Vec<u8>,
        imprint: &Imprint,
    ) -> (Result<PagedDocument, Vec<Diagnostic>>, Vec<Diagnostic>) {
        let Some(world) = JobWorld::new(self, template, data, imprint) else {
            let message = format!("There is no template “{template}”.");
            return (Err(vec![Diagnostic::new(Code::TemplateInvalid, message, "")]), Vec::new());
        };
        let typst::diag::Warned { output, warnings } = typst::compile::<PagedDocument>(&world);
        let warnings = world.place(&warnings, Severity::Warning);
        (output.map_err(|errors| world.place(&errors, Severity::Error)), warnings)
    }

    /// Sets one document as PDF/UA-1 and PDF/A-3a, with every byte decided by the arguments. What the standards
    /// refuse (a picture without a description, a character no face has) is set as a plain tagged PDF, and
    /// the warnings say why.
    pub fn set(
        &self,
        template: &str,
        data: Vec<u8>,
        imprint: &Imprint,
    ) -> (Result<Vec<u8>, Vec<Diagnostic>>, Vec<Diagnostic>) {
        let (document, mut warnings) = self.lay_out(template, data, imprint);
        let document = match document {
            Ok(document) => document,
            Err(errors) => return (Err(errors), warnings),
        };
        let mut options = PdfOptions {
            ident: Smart::Custom(imprint.ident.clone()),
            creator: Smart::Custom(Some("callboard".into())),
            timestamp: moment(imprint.at).map(Timestamp::new_utc),
            standards: standards(),
            ..PdfOptions::default()
        };
        let refused = match typst_pdf::pdf(&document, &options) {
            Ok(bytes) => return (Ok(bytes), warnings),
            Err(errors) => errors,
        };
        options.standards = PdfStandards::default();
        let bytes = typst_pdf::pdf(&document, &options).map_err(|errors| {
            errors
                .iter()
                .map(|e| Diagnostic::new(Code::DocumentFailed, sentence(&e.message), hints(e)))
                .collect()
        });
        let mut seen = BTreeSet::new();
        warnings.extend(refused.iter().filter_map(|e| {
            // Which characters have no face is said with their cells: here that there are any is enough.
            let no_face = e.message.contains("could not be displayed with font");
            let (why, help) = match no_face {
                true => ("Some characters have no font.".to_owned(), NO_FACE.to_owned()),
                false => (sentence(&e.message), hints(e)),
            };
            let message = format!("{} is not PDF/UA and PDF/A: {why}", imprint.ident);
            seen.insert(message.clone()).then(|| Diagnostic::new(Code::DocumentNotAccessible, message, help))
        }));
        (bytes, warnings)
    }
}

/// What helps against a character that no face has.
const NO_FACE: &str = "Put a font that has them in templates/fonts/, or write them in another script.";

/// For readers who listen, and for archives; the third part of PDF/A is the one that may hold attached data.
fn standards() -> PdfStandards {
    // The two go together (a test sets a page so); were they not to, a plain tagged PDF is still right.
    PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1]).unwrap_or_default()
}

/// The world of one document.
struct JobWorld<'a> {
    base: &'a Base,
    main: FileId,
    data_path: String,
    data: Bytes,
    print: Bytes,
    attach: bool,
    id: Bytes,
    at: DateTime<Utc>,
}

impl<'a> JobWorld<'a> {
    fn new(base: &'a Base, template: &str, data: Vec<u8>, imprint: &Imprint) -> Option<Self> {
        let main = base.sources.get(&main_of(template))?.id();
        let data_path = format!("{template}/data.json");
        Some(JobWorld {
            base,
            main,
            data_path,
            data: Bytes::new(data),
            print: Bytes::from_string(imprint.print()),
            attach: imprint.attach,
            id: Bytes::from_string(imprint.id.clone()),
            at: imprint.at,
        })
    }

    fn place(&self, diagnostics: &[SourceDiagnostic], severity: Severity) -> Vec<Diagnostic> {
        diagnostics
            .iter()
            .map(|d| {
                let mut ours = Diagnostic::new(Code::TemplateInvalid, sentence(&d.message), hints(d));
                ours.severity = severity;
                if let Some(id) = d.span.id() {
                    ours.file = format!("templates/{}", id.get().vpath().get_without_slash());
                    if let Some((line, column)) = self.line_and_column(id, d) {
                        ours.at = format!("line {line}, column {column}");
                    }
                }
                ours
            })
            .collect()
    }

    fn line_and_column(&self, id: FileId, d: &SourceDiagnostic) -> Option<(usize, usize)> {
        let start = self.range(d.span)?.start;
        let source = self.source(id).ok()?;
        let (line, column) = source.lines().byte_to_line_column(start)?;
        Some((line + 1, column + 1))
    }
}

impl World for JobWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.base.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.base.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let path = project_path(id)?;
        self.base.sources.get(path).cloned().ok_or_else(|| FileError::NotFound(PathBuf::from(path)))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = project_path(id)?;
        if path == self.data_path || (path == ATTACHED && self.attach) {
            return Ok(self.data.clone());
        }
        if path == PRINT {
            return Ok(self.print.clone());
        }
        if path == ID {
            return Ok(self.id.clone());
        }
        if let Some(bytes) = self.base.files.get(path) {
            return Ok(bytes.clone());
        }
        self.source(id).map(Bytes::from_string)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.base.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        moment(self.at)
    }
}

/// The path below `templates/`; packages are refused.
fn project_path(id: FileId) -> FileResult<&'static str> {
    match id.get().root() {
        VirtualRoot::Project => Ok(id.get().vpath().get_without_slash()),
        VirtualRoot::Package(_) => Err(FileError::Other(Some("packages are not available".into()))),
    }
}

fn main_of(template: &str) -> String {
    format!("{template}/main.typ")
}

/// A source under its path; `None` where the path leads out of the folder.
/// What the typesetter chooses faces from.
fn book(fonts: &[Font]) -> LazyHash<FontBook> {
    LazyHash::new(FontBook::from_infos(fonts.iter().map(|font| font.info().clone())))
}

fn source(path: &str, text: String) -> Option<(String, Source)> {
    let id = FileId::new(RootedPath::new(VirtualRoot::Project, VirtualPath::new(path).ok()?));
    Some((path.to_owned(), Source::new(id, text)))
}

fn moment(at: DateTime<Utc>) -> Option<Datetime> {
    let part = |n: u32| u8::try_from(n).ok();
    Datetime::from_ymd_hms(
        at.year(),
        part(at.month())?,
        part(at.day())?,
        part(at.hour())?,
        part(at.minute())?,
        part(at.second())?,
    )
}

fn invalid(path: &str, what: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::TemplateInvalid, format!("The template file {what}."), help)
        .in_file(format!("templates/{path}"))
}

/// The typesetter's message as a sentence.
fn sentence(message: &str) -> String {
    let mut chars = message.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    let rest = chars.as_str().trim_end_matches('.');
    format!("{first}{rest}.")
}

fn hints(d: &SourceDiagnostic) -> String {
    d.hints.iter().map(|hint| sentence(&hint.v)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(files: &[(&str, &str)]) -> Base {
        let overrides =
            files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
        let (base, problems) = Base::built_in().under(&overrides);
        assert_eq!(problems, []);
        base
    }

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_793_318_400, 0).unwrap()
    }

    fn imprint() -> Imprint {
        Imprint::new("t.pdf", at())
    }

    fn refused(main: &str) -> Diagnostic {
        let (set, _) = base(&[("t/main.typ", main)]).set("t", b"{}".to_vec(), &imprint());
        set.unwrap_err().remove(0)
    }

    #[test]
    fn nothing_outside_the_templates_can_be_read() {
        for main in [
            "#read(\"/etc/passwd\")",
            "#read(\"../../../../etc/passwd\")",
            "#include \"/etc/passwd\"",
            "#import \"@preview/cetz:0.3.0\"",
        ] {
            assert_eq!(refused(main).code, Code::TemplateInvalid, "{main}");
        }
    }

    #[test]
    fn an_error_is_placed_in_its_file() {
        let problem = refused("Fine.\n#nowhere()");
        // `#` is column 1 of line 2, the unknown name begins after it.
        assert_eq!(problem.place(), "templates/t/main.typ › line 2, column 2");
        assert_eq!(problem.message, "Unknown variable: nowhere.");
    }

    #[test]
    fn the_same_data_give_the_same_bytes_and_other_data_others() {
        let base = base(&[("t/main.typ", "#json(\"data.json\").title")]);
        let set = |data: &str| base.set("t", data.as_bytes().to_vec(), &imprint()).0.unwrap();
        assert_eq!(set("{\"title\": \"One\"}"), set("{\"title\": \"One\"}"));
        assert_ne!(set("{\"title\": \"One\"}"), set("{\"title\": \"Two\"}"));
    }

    #[test]
    fn every_built_in_template_is_pdf_ua_and_pdf_a() {
        let base = base(&[]);
        for (name, data) in assets::SAMPLES {
            let (set, warnings) = base.set(name, data.as_bytes().to_vec(), &imprint());
            assert_eq!(warnings, [], "{name}");
            let pdf = set.unwrap();
            // The metadata stand uncompressed in the file, as PDF/A wants them.
            for claim in ["pdfuaid:part>1<", "pdfaid:part>3<", "pdfaid:conformance>A<"] {
                assert!(pdf.windows(claim.len()).any(|w| w == claim.as_bytes()), "{name}: {claim}");
            }
        }
    }

    #[test]
    fn dark_ones_with_their_data_attached_are_so_too() {
        let base = base(&[]);
        for (name, data) in assets::SAMPLES {
            let plain = base.set(name, data.as_bytes().to_vec(), &imprint()).0.unwrap();
            let otherwise = Imprint { dark: true, attach: true, id: "5a5a5a5a5a5a".into(), ..imprint() };
            let (set, warnings) = base.set(name, data.as_bytes().to_vec(), &otherwise);
            assert_eq!(warnings, [], "{name}");
            let pdf = set.unwrap();
            let has = |pdf: &[u8], text: &str| pdf.windows(text.len()).any(|w| w == text.as_bytes());
            for told in
                ["pdfuaid:part>1<", "pdfaid:part>3<", "/EmbeddedFile", "/AFRelationship/Source", "data.json"]
            {
                assert!(has(&pdf, told), "{name}: {told}");
            }
            assert!(!has(&plain, "/EmbeddedFile"), "{name}: attached without being asked for");
        }
    }

    /// WCAG 2: 4.5 to 1 for text, in either look, on every ground that letters stand on.
    #[test]
    fn letters_stand_out_from_their_ground_in_both_looks() {
        let main = r##"#import "../lib/strips.typ": *
#let linear(c) = if c <= 0.04045 { c / 12.92 } else { calc.pow((c + 0.055) / 1.055, 2.4) }
#let luminance(c) = {
  let (r, g, b, _) = rgb(c).components().map(x => linear(float(x)))
  0.2126 * r + 0.7152 * g + 0.0722 * b
}
#let contrast(a, b) = {
  let (x, y) = (luminance(a), luminance(b))
  (calc.max(x, y) + 0.05) / (calc.min(x, y) + 0.05)
}
#let tints = ("#BDD7EE", "#F8C8DC", "#FFF4A3", "#C6E0B4", "#E8C15A", "#EBD9A9", "#FAB8A0", "#E58C9B", "#D2B48C", "#FFFFF0", "#D0D0D0")
#let grounds = (tint, night, day, ..strip-paper.keys().map(paper-of), ..tints.map(t => paper-tone(rgb(t))))
#assert(contrast(ink, ground) > 12, message: "ink " + str(contrast(ink, ground)))
#assert(contrast(soft, ground) > 6, message: "soft " + str(contrast(soft, ground)))
#for g in grounds { assert(contrast(ink, g) > 7, message: "ink on " + repr(g) + " " + str(contrast(ink, g))) }
#for g in (tint, night) { assert(contrast(soft, g) > 4.5, message: "soft on " + repr(g) + " " + str(contrast(soft, g))) }"##;
        let base = base(&[("t/main.typ", main)]);
        for dark in [false, true] {
            let (laid_out, _) = base.lay_out("t", b"{}".to_vec(), &Imprint { dark, ..imprint() });
            assert!(laid_out.is_ok(), "dark: {dark}: {:?}", laid_out.err());
        }
    }

    #[test]
    fn what_the_standards_refuse_is_set_and_said() {
        let main = "#set document(title: [T])\n#image(bytes(\"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>\"))";
        let (set, warnings) = base(&[("t/main.typ", main)]).set("t", b"{}".to_vec(), &imprint());
        assert!(set.is_ok());
        assert_eq!(warnings.len(), 1, "{warnings:?}");
        assert_eq!(warnings[0].code, Code::DocumentNotAccessible);
    }

    #[test]
    fn a_broken_override_is_said_and_the_built_in_template_keeps_working() {
        let overrides = [("fonts/a.ttf".to_owned(), b"no font".to_vec())].into();
        let (base, problems) = Base::built_in().under(&overrides);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].file, "templates/fonts/a.ttf");
        assert_eq!(base.fonts.len(), assets::FONTS.len());
    }

    #[test]
    fn what_no_face_can_show_is_named() {
        let base = base(&[]);
        assert_eq!(base.unshowable("Zoë Кузнецова Ωmega – “quoted” ½ → ⅜"), Vec::<String>::new());
        assert_eq!(base.unshowable("Kim 김철수 (박) 박"), ["김철수", "박"]);
    }
}

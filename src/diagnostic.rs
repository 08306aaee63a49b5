//! What a person can mend: a code, a place, what was seen and what would be right.
//!
//! Diagnostics are collected, never the first one only, and never an `Err`. A fault of the machine
//! (disk full, no permission) is an error type of its step instead.

use crate::model::Cell;
use serde::{Serialize, Serializer};
use std::fmt;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    Error,
    Warning,
    Info,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

macro_rules! codes {
    ($($variant:ident, $name:literal, $severity:ident, $about:literal;)+) => {
        /// Every kind of problem. A code never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($variant),+ }

        impl Code {
            pub const ALL: &[Code] = &[$(Code::$variant),+];

            pub fn name(self) -> &'static str {
                match self { $(Code::$variant => $name),+ }
            }

            pub fn severity(self) -> Severity {
                match self { $(Code::$variant => Severity::$severity),+ }
            }

            /// One sentence for the list of codes in `docs/`.
            pub fn about(self) -> &'static str {
                match self { $(Code::$variant => $about),+ }
            }
        }
    };
}

codes! {
    // Files
    FileMissing, "file-missing", Error, "A file that was named is not there.";
    FileUnreadable, "file-unreadable", Error, "The machine would not let the file be opened.";
    FileEmpty, "file-empty", Error, "The file holds nothing.";
    FileIncomplete, "file-incomplete", Error, "The file is cut short: it was probably still being copied.";
    FileEncrypted, "file-encrypted", Error, "The file is protected with a password.";
    FileNotSpreadsheet, "file-not-spreadsheet", Error, "The content is not that of a spreadsheet callboard reads.";
    FileDamaged, "file-damaged", Error, "The inside of the file, or one sheet of it, is not as its format says.";
    FileTooLarge, "file-too-large", Error, "Reading the file went past a limit of memory, time, cells or inflated size.";
    FileReaderDied, "file-reader-died", Error, "The worker that read the file came to an end; the file was set aside.";
    FileQuarantined, "file-quarantined", Error, "The file broke what reads it twice, and is not tried again until it is another one.";
    FileDuplicate, "file-duplicate", Warning, "Two files hold the same bytes; one of them was read.";
    EncodingGuessed, "encoding-guessed", Info, "Nothing in a text file says which encoding it is in; it was told from its letters.";
    FileLocked, "file-locked", Warning, "A lock file says that somebody has the file open.";
    FileConflictCopy, "file-conflict-copy", Warning, "A synchronising service left a second copy of a file; it was not read.";
    FileIgnored, "file-ignored", Info, "A file in the inbox that is not an input (a pointer, a temporary file, another type), or in rules/ that is no pack.";
    // Layout
    NoKnownTable, "no-known-table", Warning, "No table was recognised on any sheet of the file.";
    ExportKnown, "export-known", Info, "A sheet has the columns of another program's export, and was read as that.";
    HeadingMissing, "heading-missing", Error, "A table lacks a heading that it needs.";
    ColumnUnknown, "column-unknown", Info, "A column that no table knows; kept and listed.";
    ColumnGuessed, "column-guessed", Warning, "A column without a heading was read by what its cells look like.";
    PartsUnclear, "parts-unclear", Warning, "A cell under a heading that names several values does not hold as many; kept and not used.";
    ColumnTwice, "column-twice", Warning, "Two columns of one table have the same meaning; the first was taken.";
    HiddenRead, "hidden-read", Info, "Hidden rows, columns or sheets were read like the others.";
    StruckRead, "struck-read", Warning, "Struck-through rows were read like the others.";
    ColourNotRead, "colour-not-read", Info, "Cells of a table are filled with colours that may mean something; the meaning was not read.";
    CommentNotRead, "comment-not-read", Info, "Cells carry comments, which are not read.";
    FormulaComputed, "formula-computed", Info, "The file holds no result of a formula; a simple one was computed.";
    FormulaWithoutValue, "formula-without-value", Warning, "A formula whose result the file does not hold.";
    RowIgnored, "row-ignored", Info, "A row of a table that is not data (a total, a legend, a note).";
    MealsSwapped, "meals-swapped", Warning, "Every meal In precedes its Out: the sheet uses the words the other way round, and was read so.";
    BareTimesDecided, "bare-times-decided", Info, "What bare numbers such as 7.30 mean was decided for the whole sheet.";
    TakenFromName, "taken-from-name", Info, "A date or day that stands only in the sheet's name was taken from there.";
    CarriedDown, "carried-down", Info, "A column is written once for each group of rows; its values were carried down to the blank cells.";
    TotalDiffers, "total-differs", Warning, "A total that the sheet prints is not the sum of its rows.";
    HalfDayDecided, "half-day-decided", Warning, "Times without am or pm were read on a twelve-hour clock, because a table's rows run forward only so.";
    DecimalMarkDecided, "decimal-mark-decided", Info, "Whether amounts have a comma or a point before their decimals was decided by a sheet's other amounts.";
    YearTaken, "year-taken", Info, "A date without a year took the one that the sheet's other dates suggest.";
    DateOrderDecided, "date-order-decided", Info, "Whether numeric dates are month-first or day-first was decided by the country.";
    ScenesCounted, "scenes-counted", Info, "A script without scene numbers: its scenes were counted.";
    BoardTaken, "board-taken", Info, "Which stripboard of a schedule file was taken, and its revision.";
    ScheduleIncomplete, "schedule-incomplete", Warning, "A schedule file has strips on no day, or days without dates.";
    DateRounded, "date-rounded", Info, "Dates with a time from noon on were read as the next day's midnight.";
    RepeatsRead, "repeats-read", Info, "An event of a calendar stands on several dates, each of which was read; what else was made of a calendar's events.";
    RepeatsNotRead, "repeats-not-read", Warning, "An event of a calendar repeats without an end, or by a rule that is not read.";
    BreakdownRead, "breakdown-read", Info, "A list of scenes without any day was read as the script's breakdown; what was read otherwise than its headings say.";
    // Cells
    TimeUnreadable, "time-unreadable", Error, "A cell that should be a time is none.";
    TimeDoesNotExist, "time-does-not-exist", Error, "The clock skips this time on this date.";
    TimeAmbiguous, "time-ambiguous", Warning, "The clock shows this time twice on this date, and the cell does not say which is meant.";
    DateUnreadable, "date-unreadable", Error, "A cell that should be a date is none.";
    WeekdayMismatch, "weekday-mismatch", Warning, "The weekday beside a date is not that date's.";
    AmountUnreadable, "amount-unreadable", Error, "A cell that should be an amount of money is none.";
    NumberUnreadable, "number-unreadable", Error, "A cell that should be a number is none.";
    PagesUnreadable, "pages-unreadable", Error, "A cell that should be a page count is none.";
    DurationUnreadable, "duration-unreadable", Error, "A cell that should be a length of time is none.";
    FlagUnreadable, "flag-unreadable", Error, "A cell that should be yes or no is neither.";
    WordUnknown, "word-unknown", Warning, "A word that is not among those the column knows; kept as written.";
    IdentifierMangled, "identifier-mangled", Warning, "A spreadsheet made a date or a number of an identifier.";
    ValueMissing, "value-missing", Error, "A needed cell of a row is blank; the row could not be used for its main purpose.";
    CurrencyUnknown, "currency-unknown", Warning, "A currency that callboard does not know, or a sign that several currencies share.";
    AddressRestored, "address-restored", Info, "An e-mail address written with [at] was read with @.";
    DittoUnresolved, "ditto-unresolved", Error, "A ditto mark with nothing above it.";
    CellError, "cell-error", Error, "The spreadsheet itself shows an error (#REF!, #VALUE! …) in this cell.";
    // Facts
    PersonUnlisted, "person-unlisted", Warning, "A person in timesheets or calls who is on neither the cast nor the crew list.";
    NamesTwo, "names-two", Warning, "A cell names two people where one is expected; kept as one name.";
    PersonTwice, "person-twice", Warning, "Two rows of a list name the same person.";
    NumberUnknown, "number-unknown", Warning, "A cast number that the cast list does not have.";
    SceneTwice, "scene-twice", Warning, "A scene stands twice on one unit's day.";
    DayUnknown, "day-unknown", Warning, "A row names a day that the schedule does not have.";
    LocationUnknown, "location-unknown", Warning, "A row names a location that the locations list does not have.";
    TimesOverlap, "times-overlap", Error, "Two rows of one person overlap.";
    WrapBeforeCall, "wrap-before-call", Error, "A wrap is not after its call.";
    TimesOutOfOrder, "times-out-of-order", Error, "Times of one row do not run forward.";
    FactsDiffer, "facts-differ", Warning, "Two places give different values for one fact; the message says which was taken.";
    CallPushed, "call-pushed", Info, "A unit's day was moved by a push; planned times are not those in their cells.";
    AgreementWithoutPack, "agreement-without-pack", Warning, "No rule pack covers an agreement; the people under it are not judged by one.";
    AgreementMissing, "agreement-missing", Info, "People without an agreement; only statutory packs judge them.";
    MinorWithoutPack, "minor-without-pack", Warning, "Children work where no rule pack knows the law on their hours.";
    Assumed, "assumed", Info, "A setting that was not given; the default that was taken.";
    // Settings and rules
    SettingsInvalid, "settings-invalid", Error, "callboard.toml holds something it cannot hold.";
    PackInvalid, "pack-invalid", Error, "A rule pack does not load; nothing is checked by it.";
    PackReplaced, "pack-replaced", Info, "A file in rules/ stands in place of a built-in pack; a warning where rules of it are missing.";
    PackNameShared, "pack-name-shared", Warning, "A pack in rules/ takes a name of an agreement that another pack has too: people under it fall under both.";
    PackCoversNobody, "pack-covers-nobody", Warning, "A pack in rules/ asks for an agreement by an id that no pack has.";
    DatesUnjudged, "dates-unjudged", Warning, "A parameter of a pack in rules/ begins later than the built-in one: days before are not judged.";
    SwitchedOff, "switched-off", Info, "A rule or a pack that the settings switch off.";
    PackOutdated, "pack-outdated", Warning, "A pack's source is past its term or its date of review.";
    PackTestFailed, "pack-test-failed", Error, "A test inside a rule pack fails; a warning where check and build find it in a production's own pack, which goes on judging.";
    // Documents and mail
    TemplateInvalid, "template-invalid", Error, "A template does not compile; the built-in one was used.";
    DocumentFailed, "document-failed", Error, "A document could not be made.";
    DocumentNotAccessible, "document-not-accessible", Warning, "A document was made, but not to PDF/UA and PDF/A: a template of the production's own, or a character no font has.";
    GlyphMissing, "glyph-missing", Warning, "A character that none of the fonts has.";
    IssuedChanged, "issued-changed", Warning, "An issued call sheet in out/ is no longer the file that was issued.";
    RecipientWithoutAddress, "recipient-without-address", Warning, "A person who should get mail has no address.";
    AddressInvalid, "address-invalid", Error, "An e-mail address that cannot be written to.";
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.name())
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Relative to the production folder; empty for the production as a whole.
    pub file: String,
    pub sheet: String,
    /// `F9`, or `line 3, column 7` of a text file; empty for a whole file or sheet.
    pub at: String,
    /// What stood there.
    pub seen: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What would be right, in one sentence.
    pub help: String,
}

impl Diagnostic {
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Diagnostic {
            code,
            severity: code.severity(),
            file: String::new(),
            sheet: String::new(),
            at: String::new(),
            seen: String::new(),
            message: message.into(),
            help: help.into(),
        }
    }

    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = file.into();
        self
    }

    pub fn on_sheet(mut self, sheet: impl Into<String>) -> Self {
        self.sheet = sheet.into();
        self
    }

    pub fn at_place(mut self, at: impl Into<String>) -> Self {
        self.at = at.into();
        self
    }

    pub fn at_cell(mut self, cell: &Cell) -> Self {
        self.file = cell.file.to_string();
        self.sheet = cell.sheet.to_string();
        self.at = cell.address();
        self
    }

    pub fn seen(mut self, seen: impl Into<String>) -> Self {
        self.seen = seen.into();
        self
    }

    /// Where it is, for people: `inbox/crew.xlsx › Sheet1 › B9`.
    pub fn place(&self) -> String {
        [&self.file, &self.sheet, &self.at]
            .into_iter()
            .filter(|part| !part.is_empty())
            .cloned()
            .collect::<Vec<_>>()
            .join(" › ")
    }
}

impl Serialize for Diagnostic {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;
        let mut out = s.serialize_struct("Diagnostic", 8)?;
        out.serialize_field("code", &self.code)?;
        out.serialize_field("severity", &self.severity)?;
        out.serialize_field("file", &self.file)?;
        out.serialize_field("sheet", &self.sheet)?;
        out.serialize_field("cell", &self.at)?;
        out.serialize_field("value", &self.seen)?;
        out.serialize_field("message", &self.message)?;
        out.serialize_field("help", &self.help)?;
        out.end()
    }
}

impl fmt::Display for Diagnostic {
    /// `error[time-unreadable] inbox/t.xlsx › Week 1 › F9: …` and the help on a second line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]", self.severity.word(), self.code)?;
        let place = self.place();
        if !place.is_empty() {
            write!(f, " {place}")?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// Errors first, then by file, sheet, place and code: the order in every report.
pub fn sort(problems: &mut [Diagnostic]) {
    problems.sort_by(|a, b| {
        (a.severity, &a.file, &a.sheet, &a.at, a.code, &a.message)
            .cmp(&(b.severity, &b.file, &b.sheet, &b.at, b.code, &b.message))
    });
}

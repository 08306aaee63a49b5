//! The words for a file that cannot be read, for somebody who knows spreadsheets and no computers.

use crate::diagnostic::{Code, Diagnostic};

const SAVE_AS: &str =
    "Open it in the program that made it, save it as an Excel workbook (.xlsx), and drop that file here.";

fn refuse(file: &str, code: Code, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code, message, help).in_file(file)
}

pub fn missing(file: &str) -> Diagnostic {
    refuse(file, Code::FileMissing, "There is no such file.", "Check the name and the folder.")
}

/// `why` is the system's own reason.
pub fn unreadable(file: &str, why: &std::io::Error) -> Diagnostic {
    let message = format!("The file could not be opened: {why}.");
    refuse(
        file,
        Code::FileUnreadable,
        message,
        "Check that you may open it, and that the disk or the share is there.",
    )
}

pub fn empty(file: &str) -> Diagnostic {
    let help = "If it is still being copied or synchronised, wait until that is done; else export it again.";
    refuse(file, Code::FileEmpty, "The file is empty: it holds not one byte.", help)
}

pub fn incomplete(file: &str) -> Diagnostic {
    let message = "The file is cut short: the end of it is missing.";
    let help =
        "It was probably still being copied or synchronised. Copy it here again, and check that it opens.";
    refuse(file, Code::FileIncomplete, message, help)
}

pub fn changing(file: &str) -> Diagnostic {
    let message = "The file changed while it was being read.";
    let help = "It is probably still being copied or saved. Wait until that is done.";
    refuse(file, Code::FileIncomplete, message, help)
}

pub fn encrypted(file: &str) -> Diagnostic {
    let message = "The file is protected with a password, so nothing in it can be read.";
    let help = "Remove the password and save (in Excel: File › Info › Protect Workbook › Encrypt with Password, clear it), and drop that here.";
    refuse(file, Code::FileEncrypted, message, help)
}

/// `what` names what the file is instead, as a noun: `a PDF`.
pub fn not_a_spreadsheet(file: &str, what: &str) -> Diagnostic {
    let message = format!("Whatever its name says, this is {what} and not a spreadsheet.");
    let help = "Drop the spreadsheet itself here: .xlsx, .xlsm, .xls, .xlsb, .ods, .fods, .csv or .tsv.";
    refuse(file, Code::FileNotSpreadsheet, message, help)
}

/// A spreadsheet, but of a format that is not read. `what` names the format.
pub fn other_format(file: &str, what: &str) -> Diagnostic {
    let message = format!("This is {what}, which is not read.");
    refuse(file, Code::FileNotSpreadsheet, message, SAVE_AS)
}

pub fn numbers(file: &str) -> Diagnostic {
    let message = "This is an Apple Numbers document, which is not read.";
    let help = "In Numbers: File › Export To › Excel, and drop the .xlsx here.";
    refuse(file, Code::FileNotSpreadsheet, message, help)
}

pub fn google_pointer(file: &str) -> Diagnostic {
    let message = "This is only a link to a Google document; its rows are not in it.";
    let help = "In Google Sheets: File › Download › Microsoft Excel (.xlsx), and drop that here.";
    refuse(file, Code::FileNotSpreadsheet, message, help)
}

/// `part` is the sheet or the piece of the file, or empty; `why` is the library's short reason.
pub fn damaged(file: &str, why: &str) -> Diagnostic {
    let message = "The inside of the file is damaged or not as its format says.";
    let help = "Open it in Excel or LibreOffice, let it be repaired, save it as an Excel workbook (.xlsx), and drop that here.";
    refuse(file, Code::FileDamaged, message, help).seen(why)
}

/// `what` is the thing of which there is too much, with the number; `limit` the most there may be.
pub fn too_large(file: &str, what: &str, limit: &str) -> Diagnostic {
    let message = format!("The file holds {what}; the most that is read is {limit}.");
    let help = "Delete the rows, columns or sheets that hold nothing, or split the file.";
    refuse(file, Code::FileTooLarge, message, help)
}

pub fn too_much_memory(file: &str) -> Diagnostic {
    let message = "Reading the file took more memory than one file may take, and was stopped.";
    let help =
        "The file is damaged or far too large. Copy what is needed into a new workbook and drop that here.";
    refuse(file, Code::FileTooLarge, message, help)
}

pub fn too_slow(file: &str, seconds: u64) -> Diagnostic {
    let message = format!("Reading the file was not done after {seconds} seconds, and was stopped.");
    let help =
        "The file is damaged or far too large. Copy what is needed into a new workbook and drop that here.";
    refuse(file, Code::FileTooLarge, message, help)
}

pub fn reader_died(file: &str) -> Diagnostic {
    let message = "The file is damaged in a way that made the reader fall over; it was set aside.";
    refuse(file, Code::FileReaderDied, message, SAVE_AS)
}

pub fn quarantined(file: &str) -> Diagnostic {
    let message = "The file broke what reads it twice, and is set aside until it is another one.";
    refuse(file, Code::FileQuarantined, message, SAVE_AS)
}

/// `why` says what kept the reader from starting: a fault of the machine, not of the file.
pub fn no_reader(file: &str, why: &str) -> Diagnostic {
    let message = "The file could not be read because no reader could be started.";
    let help =
        "This is a fault of the machine and not of the file: `callboard doctor` looks for what is wrong.";
    refuse(file, Code::FileReaderDied, message, help).seen(why)
}

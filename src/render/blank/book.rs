//! One blank workbook: a sheet a table, with its headings, formats, lists and notes.

use super::Custom;
use super::hints::{note, width};
use crate::ingest::tables::{HeadingSpec, TableSpec, ValueKind};
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    FormatBorder, Note, Workbook, Worksheet, XlsxError,
};

/// Rows that have drop-down lists.
const ROWS: u32 = 2000;
/// Departments that a scene sheet usually has columns for.
const DEPARTMENTS: &[&str] = &["Props", "Vehicles", "Stunts", "SFX", "Animals", "Weapons"];
/// The everyday columns of a timesheet, in the order of a day. The others of the table are read too.
const TIMESHEET: &[&str] = &[
    "Date",
    "Name",
    "Call",
    "NDB Start",
    "NDB End",
    "Meal 1 Start",
    "Meal 1 End",
    "Meal 2 Start",
    "Meal 2 End",
    "Wrap",
    "Dismissed",
    "Grace",
    "Day Status",
    "Unit",
    "Position",
    "Agreement",
    "Location",
    "Employer",
    "Travel Minutes",
    "School Day",
    "School Next Day",
    "School Hours",
    "Rest Hours",
    "Notes",
];
/// Facts that also have a line in callboard.toml, which wins.
const ALSO_SET: &[&str] = &[
    "Title",
    "Company",
    "Kind",
    "Time Zone",
    "Currency",
    "Country",
    "Region",
    "Photography Start",
    "Workweek",
];

struct Styles {
    needed: Format,
    other: Format,
    body: Format,
    twelve_hours: bool,
    month_first: bool,
}

pub(super) fn bytes(specs: &[&TableSpec], custom: &Custom) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // A fixed date, so that the same tables give the same bytes.
    let created = ExcelDateTime::parse_from_str("2026-01-01T00:00:00")?;
    book.set_properties(&DocProperties::new().set_author("callboard").set_creation_datetime(&created));
    let styles = styles(custom);
    for spec in specs {
        let sheet = book.add_worksheet();
        sheet.set_name(spec.title)?;
        page(sheet, spec, custom)?;
        if spec.name == "production" { facts(sheet, spec, &styles)? } else { table(sheet, spec, &styles)? }
    }
    book.save_to_buffer()
}

fn styles(custom: &Custom) -> Styles {
    let body = Format::new().set_font_name("Calibri").set_font_size(11).set_align(FormatAlign::Top);
    let heading = body
        .clone()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin)
        .set_border_right(FormatBorder::Thin)
        .set_border_right_color(Color::RGB(0x9F_B4_C0));
    Styles {
        needed: heading.clone().set_font_color(Color::White).set_background_color(Color::RGB(0x24_3B_4A)),
        other: heading.set_background_color(Color::RGB(0xDC_E6_EC)),
        body,
        twelve_hours: matches!(custom.country.as_str(), "US" | "CA"),
        month_first: custom.country == "US",
    }
}

/// Landscape, one page wide, headings on every page.
fn page(sheet: &mut Worksheet, spec: &TableSpec, custom: &Custom) -> Result<(), XlsxError> {
    sheet.set_landscape();
    sheet.set_paper_size(if custom.paper == "a4" { 9 } else { 1 });
    sheet.set_print_gridlines(true);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&L&8{}&R&8Page &P of &N", spec.title));
    if spec.name != "production" {
        sheet.set_print_fit_to_pages(1, 0);
        sheet.set_repeat_rows(0, 0)?;
    }
    Ok(())
}

/// The headings of a blank sheet, in its order.
fn headings(spec: &'static TableSpec) -> Vec<&'static HeadingSpec> {
    match spec.name {
        "timesheets" => TIMESHEET.iter().filter_map(|name| spec.heading(name)).collect(),
        _ => spec.headings.iter().collect(),
    }
}

fn table(sheet: &mut Worksheet, spec: &TableSpec, styles: &Styles) -> Result<(), XlsxError> {
    let Some(spec) = crate::ingest::tables::find(spec.name) else { return Ok(()) };
    let headings = headings(spec);
    sheet.set_row_height(0, 32)?;
    // The columns that say what a row is about stay in sight.
    let kept = headings.iter().take(3).take_while(|h| h.is_needed()).count();
    sheet.set_freeze_panes(1, u16::try_from(kept).unwrap_or(0))?;
    for (col, heading) in (0u16..).zip(&headings) {
        let needed = heading.is_needed() || spec.one_of.iter().any(|group| group.contains(&heading.name));
        let style = if needed { &styles.needed } else { &styles.other };
        sheet.set_column_width(col, width(heading))?;
        sheet.set_column_format(col, &format(heading, spec, styles))?;
        sheet.write_string_with_format(0, col, heading.name, style)?;
        sheet.insert_note(0, col, &comment(&note(spec, heading)))?;
        if let Some(list) = list(heading)? {
            sheet.add_data_validation(1, col, ROWS, col, &list)?;
        }
    }
    if spec.open {
        let first = u16::try_from(headings.len()).unwrap_or(0);
        for (col, department) in (first..).zip(DEPARTMENTS) {
            sheet.set_column_width(col, 16)?;
            sheet.set_column_format(col, &styles.body)?;
            sheet.write_string_with_format(0, col, *department, &styles.other)?;
            let text = format!(
                "What {department} needs for the scene; the call sheet prints it.\nRename the column, or add one for another department."
            );
            sheet.insert_note(0, col, &comment(&text))?;
        }
    }
    Ok(())
}

/// The Production table: a name in one column, its value in the next.
fn facts(sheet: &mut Worksheet, spec: &TableSpec, styles: &Styles) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 22)?;
    sheet.set_column_width(1, 60)?;
    let value = styles.body.clone().set_num_format("@").set_border_bottom(FormatBorder::Hair);
    for (row, heading) in (0u32..).zip(spec.headings) {
        sheet.set_row_height(row, 20)?;
        sheet.write_string_with_format(row, 0, heading.name, &styles.other)?;
        sheet.write_blank(row, 1, &value)?;
        let mut text = format!("{}\nWrite it in the next column.", note(spec, heading));
        if ALSO_SET.contains(&heading.name) {
            text.push_str("\nLeave it blank where callboard.toml says it.");
        }
        sheet.insert_note(row, 0, &comment(&text))?;
        if let Some(list) = list(heading)? {
            sheet.add_data_validation(row, 1, row, 1, &list)?;
        }
    }
    Ok(())
}

fn comment(text: &str) -> Note {
    // A line of the box holds about 44 characters.
    let lines: usize = text.lines().map(|line| line.chars().count() / 44 + 1).sum();
    let height = u32::try_from(lines).unwrap_or(1).saturating_mul(17).saturating_add(14);
    Note::new(text)
        .set_font_size(10)
        .set_author("callboard")
        .add_author_prefix(false)
        .set_width(290)
        .set_height(height)
}

/// The number format of a column: what is typed stays what was meant.
fn format(heading: &HeadingSpec, spec: &TableSpec, styles: &Styles) -> Format {
    let pattern = match heading.kind {
        // A working day is known by its weekday, a birthday is not.
        ValueKind::Date if heading.name == "Date" && styles.month_first => "ddd mmm d, yyyy",
        ValueKind::Date if heading.name == "Date" => "ddd d mmm yyyy",
        ValueKind::Date if styles.month_first => "mmm d, yyyy",
        ValueKind::Date => "d mmm yyyy",
        // A standing call may be relative (-0:30), which a time format refuses.
        ValueKind::Time if spec.name == "crew" => "@",
        // Earlier is -0:15, which a time format refuses, too.
        ValueKind::Push => "@",
        // What was worked may run past midnight: 25:30 stays 25:30.
        ValueKind::Time if matches!(spec.name, "timesheets" | "unit-log" | "driver-log") => "[h]:mm",
        ValueKind::Time if styles.twelve_hours => "h:mm AM/PM",
        ValueKind::Time => "hh:mm",
        ValueKind::Money => "#,##0.00",
        ValueKind::Percent => "0%",
        ValueKind::Minutes => "0",
        // A spreadsheet takes 1:20 for an hour and twenty minutes.
        ValueKind::Running => "@",
        // Text, so that 3/8, 3300-02 and 1,2 are not taken for dates and numbers.
        ValueKind::Identifier
        | ValueKind::Pages
        | ValueKind::NumberList
        | ValueKind::MealList
        | ValueKind::List
        | ValueKind::Phone => "@",
        _ => return styles.body.clone(),
    };
    let format = styles.body.clone().set_num_format(pattern);
    match heading.kind {
        ValueKind::Date | ValueKind::Time => format.set_align(FormatAlign::Left),
        _ => format,
    }
}

/// The drop-down list of a column, if it has one. Another word is allowed after a warning: it is kept as
/// written and reported.
fn list(heading: &HeadingSpec) -> Result<Option<DataValidation>, XlsxError> {
    let words = match heading.kind {
        ValueKind::Flag => vec!["yes", "no"],
        ValueKind::Word => heading.vocabulary(),
        _ => return Ok(None),
    };
    let list = DataValidation::new()
        .allow_list_strings(&words)?
        .set_error_style(DataValidationErrorStyle::Warning)
        .set_error_title("Not on the list")?
        .set_error_message("Another word is kept as you write it, and reported when it is read.")?;
    Ok(Some(list))
}

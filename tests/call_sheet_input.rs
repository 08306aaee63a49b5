//! What offices finish by hand is input, too: a call sheet with a merged head, labels above their values
//! and crew grids side by side; and a day-out-of-days.

use callboard::diagnostic::{Code, Severity};
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, assemble, read, reader};
use callboard::model::{Listed, Production, Record};
use callboard::settings;
use rust_xlsxwriter::{Format, Workbook, Worksheet};

/// Writes lines of cells parted by `|` from a row on; blank ones are left out.
fn draw(sheet: &mut Worksheet, from: u32, lines: &str) {
    for (row, line) in (from..).zip(lines.trim_matches('\n').lines()) {
        for (col, cell) in (0_u16..).zip(line.split('|')) {
            if !cell.trim().is_empty() {
                sheet.write(row, col, cell.trim().replace("\\n", "\n")).unwrap();
            }
        }
    }
}

fn read_book(book: &mut Workbook, name: &str) -> FileRead {
    let bytes = book.save_to_buffer().unwrap();
    let book = reader::in_process(&bytes, name).unwrap();
    read::tables(name, "", &book, &Locale::of("US", "USD"))
}

/// Tuesday 9 March 2027, day 3 of 20: front and back of a call sheet as a 2nd AD lays it out.
fn call_sheet() -> FileRead {
    let mut book = Workbook::new();
    let front = book.add_worksheet().set_name("Front").unwrap();
    let plain = Format::new();
    let mut merge = |row0, col0, row1, col1, text: &str| {
        front.merge_range(row0, col0, row1, col1, text, &plain).unwrap();
    };
    merge(0, 0, 0, 2, "HALCYON PICTURES LLC");
    merge(0, 3, 0, 6, "NIGHT TRAIN");
    merge(0, 7, 0, 9, "Tuesday, March 9, 2027");
    merge(1, 3, 1, 6, "CREW CALL");
    merge(1, 7, 1, 9, "DAY 3 OF 20");
    merge(2, 3, 2, 6, "7:00A");
    merge(3, 3, 3, 4, "SHOOTING CALL");
    merge(3, 5, 3, 6, "LUNCH");
    merge(4, 3, 4, 4, "8:00A");
    merge(4, 5, 4, 6, "1:00P");
    merge(5, 0, 5, 2, "NEAREST HOSPITAL\nSt Mary's, 12 Harbour Rd, 555-0100");
    merge(5, 3, 5, 6, "LOCATION\nPier 4, Gate B");
    merge(5, 7, 5, 9, "Weather: 18C, light wind");
    draw(
        front,
        1,
        "\nDirector: Isolde Prentice\nProducer: Tom Wells\nUPM: Rafe Castell\nScript: PINK 3/1/27",
    );
    draw(
        front,
        7,
        "
SC | SET AND DESCRIPTION | D/N | CAST | PGS | LOCATION
12A | INT. CLUB CAR | N1 | 1, 2 | 2 3/8 | Stage 2
14 | EXT. YARD | D2 | 1, 7X | 4/8 | Pier 4
 | COMPANY MOVE
15pt | EXT. PLATFORM | D2 | 2 | 1/8 | Pier 4
 | | | TOTAL PAGES | 3

# | CAST | CHARACTER | STATUS | P/U | MU/WARD | REH | SET | REMARKS
1 | Dana Ruiz | EDIE | W | 5:30A | 6:00A | 7:30A | 8:00A |
2 | RUIZ, Ana | SAM (K) | SW | | 6:30A | 7:30A | 8:00A | with guardian
7X | Lee Chan | STUNT EDIE | SWF | | 9:00A | | 10:00A |
3 | Bo Reyes | TOM | H | | | | |

ADVANCE SCHEDULE - DAY 4 - Wednesday, March 10, 2027
SC | SET AND DESCRIPTION | D/N | CAST | PGS | LOCATION
20 | INT. GALLEY | D3 | 1 | 1 2/8 | Stage 2
",
    );
    let back = book.add_worksheet().set_name("Back").unwrap();
    draw(
        back,
        0,
        "
NIGHT TRAIN - CREW - ALL CALLS SUBJECT TO CHANGE

POSITION | NAME | CALL | | POSITION | NAME | CALL | | POSITION | NAME | CALL
PRODUCTION | | | | CAMERA | | | | GRIP
UPM | Rafe Castell | O/C | | DP | Ada Quill | 6:30A | | Key Grip | Cy Lund | 6:42A
1st AD | Mo Hart | 6:00A | | 1st AC | Pat Dunn | 6:42A | | Best Boy | Di Okoro | PER KEY GRIP
2nd AD | Kemi Abara | 5:30A | | | | | | Grip | Sam Ito | 6:42A
MEDICAL | | | | SOUND
Medic | Jo Frey | 6:42A | | Mixer | Lin Hsu | 6:42A
",
    );
    read_book(&mut book, "inbox/cs 3-9.xlsx")
}

fn tables<'a>(file: &'a FileRead, name: &str) -> Vec<&'a TableRead> {
    file.tables.iter().filter(|t| t.table == name).collect()
}

fn rows(tables: &[&TableRead], headings: &[&str]) -> Vec<String> {
    let value = |record: &Record, heading: &&str| record.text(heading).unwrap_or_else(|| "-".into());
    let records = tables.iter().flat_map(|t| &t.records);
    records.map(|r| headings.iter().map(|h| value(r, h)).collect::<Vec<_>>().join(" ")).collect()
}

fn assembled(files: &[FileRead], today: &str) -> (Production, Vec<callboard::diagnostic::Diagnostic>) {
    let text =
        "[production]\ntitle = \"Night Train\"\ncountry = \"US\"\ntime_zone = \"America/Los_Angeles\"\n";
    let (settings, _) = settings::load(text, "callboard.toml");
    assemble::production(files, &settings, today.parse().unwrap())
}

#[test]
fn the_head_of_a_call_sheet_is_a_day() {
    let file = call_sheet();
    let schedule = tables(&file, "schedule");
    assert_eq!(
        rows(&schedule, &["Date", "Day", "Crew Call", "Shooting Call", "Lunch", "Location", "Weather"]),
        ["2027-03-09 3 OF 20 07:00 08:00 13:00 Pier 4, Gate B 18C, light wind"]
    );
    let record = &schedule[0].records[0];
    // The call stands below its label, the date without one, the weather behind a colon.
    assert_eq!(record.cell_of("Crew Call").address(), "D3");
    assert_eq!(record.cell_of("Date").address(), "H1");
    assert_eq!(record.cell_of("Weather").address(), "H6");
    assert_eq!(
        rows(&tables(&file, "locations"), &["Location", "Nearest Hospital"]),
        ["Pier 4, Gate B St Mary's, 12 Harbour Rd, 555-0100"]
    );
}

#[test]
fn its_scenes_and_cast_are_of_its_date_and_the_advance_of_the_next() {
    let file = call_sheet();
    assert_eq!(
        rows(&tables(&file, "scenes"), &["Date", "Scene", "Set", "D/N", "Pages", "Cast"]),
        [
            "2027-03-09 12A INT. CLUB CAR N1 2 3/8 1, 2",
            "2027-03-09 14 EXT. YARD D2 4/8 1, 7X",
            // COMPANY MOVE is a strip of the day.
            "2027-03-09 - - - - -",
            "2027-03-09 15pt EXT. PLATFORM D2 1/8 2",
            "2027-03-10 20 INT. GALLEY D3 1 2/8 1",
        ]
    );
    let calls = tables(&file, "calls");
    let of_cast: Vec<&TableRead> = calls.iter().copied().filter(|t| t.sheet == "Front").collect();
    assert_eq!(
        rows(
            &of_cast,
            &["Date", "No.", "Name", "Status", "Pickup", "Makeup", "Rehearsal", "On Set", "Remarks"]
        ),
        [
            "2027-03-09 1 Dana Ruiz W 05:30 06:00 07:30 08:00 -",
            "2027-03-09 2 RUIZ, Ana SW - 06:30 07:30 08:00 with guardian",
            "2027-03-09 7X Lee Chan SWF - 09:00 - 10:00 -",
            "2027-03-09 3 Bo Reyes H - - - - -",
        ]
    );
    // 2 3/8 + 4/8 + 1/8 = 3: the printed total agrees.
    assert!(!file.problems.iter().any(|p| p.code == Code::TotalDiffers), "{:?}", file.problems);
}

#[test]
fn its_crew_grids_become_people_and_the_calls_of_the_day() {
    let file = call_sheet();
    assert_eq!(
        rows(&tables(&file, "crew"), &["Department", "Position", "Name", "Call"]),
        [
            "PRODUCTION UPM Rafe Castell -",
            "PRODUCTION 1st AD Mo Hart -",
            "PRODUCTION 2nd AD Kemi Abara -",
            "MEDICAL Medic Jo Frey -",
            "CAMERA DP Ada Quill -",
            "CAMERA 1st AC Pat Dunn -",
            "SOUND Mixer Lin Hsu -",
            "GRIP Key Grip Cy Lund -",
            "GRIP Best Boy Di Okoro -",
            "GRIP Grip Sam Ito -",
        ]
    );
    let calls = tables(&file, "calls");
    let of_crew: Vec<&TableRead> = calls.iter().copied().filter(|t| t.sheet == "Back").collect();
    assert_eq!(
        rows(&of_crew, &["Date", "Name", "Report"]),
        [
            "2027-03-09 Rafe Castell O/C",
            "2027-03-09 Mo Hart 06:00",
            "2027-03-09 Kemi Abara 05:30",
            "2027-03-09 Jo Frey 06:42",
            "2027-03-09 Ada Quill 06:30",
            "2027-03-09 Pat Dunn 06:42",
            "2027-03-09 Lin Hsu 06:42",
            "2027-03-09 Cy Lund 06:42",
            "2027-03-09 Di Okoro PER KEY GRIP",
            "2027-03-09 Sam Ito 06:42",
        ]
    );
    // The date is the front's, and says so.
    let date = of_crew[0].records[0].field("Date").unwrap();
    assert!(date.inferred);
    assert_eq!((&*date.cell.sheet, date.cell.address().as_str()), ("Front", "H1"));
}

#[test]
fn everybody_on_it_is_somebody_with_a_planned_day() {
    let (production, problems) = assembled(&[call_sheet()], "2027-03-08");
    let mut people: Vec<_> = production.people.iter().map(|p| (p.name.as_str(), p.listed)).collect();
    people.sort_by_key(|(name, _)| name.to_string());
    let cast = |name| (name, Listed::Cast);
    let crew = |name| (name, Listed::Crew);
    assert_eq!(
        people,
        [
            crew("Ada Quill"),
            cast("Ana RUIZ"),
            cast("Bo Reyes"),
            crew("Cy Lund"),
            cast("Dana Ruiz"),
            crew("Di Okoro"),
            crew("Jo Frey"),
            crew("Kemi Abara"),
            cast("Lee Chan"),
            crew("Lin Hsu"),
            crew("Mo Hart"),
            crew("Pat Dunn"),
            crew("Rafe Castell"),
            crew("Sam Ito"),
        ]
    );
    let ana = production.people.iter().find(|p| p.name == "Ana RUIZ").unwrap();
    assert_eq!((ana.number.as_deref(), ana.character.as_deref()), (Some("2"), Some("SAM (K)")));
    let planned = |name: &str| {
        let person = production.people.iter().find(|p| p.name == name).unwrap();
        let shift =
            production.shifts.iter().find(|s| s.person == person.id && s.date.to_string() == "2027-03-09");
        shift.and_then(|s| s.call.moment.known()).map(|at| at.format("%H:%M").to_string())
    };
    assert_eq!(planned("Kemi Abara").as_deref(), Some("05:30"));
    assert_eq!(planned("Dana Ruiz").as_deref(), Some("06:00"));
    assert_eq!(planned("Bo Reyes"), None, "held");
    assert_eq!(planned("Rafe Castell"), None, "on call");
    assert_eq!(planned("Di Okoro"), None, "nobody has said when");
    assert_eq!(production.days.len(), 1);
    let bad: Vec<_> = problems.iter().filter(|p| p.severity == Severity::Error).collect();
    assert!(bad.is_empty(), "{bad:?}");
}

/// Numbers and parts down, dates across, the totals that the grid counts behind them.
const DAYS_OUT: &str = "
NIGHT TRAIN - DAY OUT OF DAYS - BLUE 3/4/27

Month/Day | 3/8 | 3/9 | 3/10 | 3/11 | 3/12 | 3/15 | Work | Hold | Start | Finish
Day of Week | Mon | Tue | Wed | Thu | Fri | Mon
Shooting Day | 1 | 2 | 3 | 4 | 5 | 6
1. EDIE | SW | W | W | H | W | WF | 5 | 1 | 3/8 | 3/15
2. SAM | | SW | H | / | WF | | 2 | 1 | 3/9 | 3/12
7X. STUNT EDIE | | SWF | | | | | 2 | 0 | 3/9 | 3/9

S start, W work, H hold, F finish
";

#[test]
fn a_day_out_of_days_becomes_days_of_work_by_person() {
    let mut book = Workbook::new();
    draw(book.add_worksheet().set_name("DOOD").unwrap(), 0, DAYS_OUT);
    let file = read_book(&mut book, "dood.xlsx");
    let calls = tables(&file, "calls");
    assert_eq!(
        rows(&calls, &["No.", "Character", "Date", "Status"]),
        [
            "1 EDIE 2027-03-08 SW",
            "1 EDIE 2027-03-09 W",
            "1 EDIE 2027-03-10 W",
            "1 EDIE 2027-03-11 H",
            "1 EDIE 2027-03-12 W",
            "1 EDIE 2027-03-15 WF",
            "2 SAM 2027-03-09 SW",
            "2 SAM 2027-03-10 H",
            "2 SAM 2027-03-12 WF",
            "7X STUNT EDIE 2027-03-09 SWF",
        ]
    );
    let first = &calls[0].records[0];
    assert_eq!(
        (first.cell_of("Status").address(), first.cell_of("Date").address()),
        ("B6".into(), "B3".into())
    );
    // The stunt double works one day, and the grid says two.
    let wrong: Vec<_> = file.problems.iter().filter(|p| p.code == Code::TotalDiffers).collect();
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].at, "H8");
}

#[test]
fn months_may_stand_over_the_days_of_a_grid() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    draw(
        sheet,
        0,
        "
No. | Cast | March 2027 | | | April 2027
 | | 30 | 31 | | 1 | 2
 | | Tue | Wed | | Thu | Sat
1 | Dana Ruiz | SW | W | | H | WF
",
    );
    let file = read_book(&mut book, "dood.xlsx");
    assert_eq!(
        rows(&tables(&file, "calls"), &["No.", "Name", "Date", "Status"]),
        [
            "1 Dana Ruiz 2027-03-30 SW",
            "1 Dana Ruiz 2027-03-31 W",
            "1 Dana Ruiz 2027-04-01 H",
            "1 Dana Ruiz 2027-04-02 WF",
        ]
    );
    // 2 April 2027 is a Friday.
    let wrong: Vec<_> = file.problems.iter().filter(|p| p.code == Code::WeekdayMismatch).collect();
    assert_eq!(wrong.iter().map(|p| p.at.as_str()).collect::<Vec<_>>(), ["G3"]);
}

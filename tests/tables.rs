//! Tables are found wherever they stand on a sheet, and their rows are read with what banners, ditto
//! marks and labels say.

use callboard::diagnostic::{Code, Severity};
use callboard::ingest::grid::{Raw, Sheet, Workbook};
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, read, tables};
use callboard::model::Record;
use std::collections::BTreeMap;

/// A sheet drawn with `|` between cells, a line a row; numbers become numbers where marked `=7.5`.
fn sheet(name: &str, drawing: &str) -> Sheet {
    let mut sheet = Sheet { name: name.into(), ..Sheet::default() };
    for (row, line) in (0_u32..).zip(drawing.trim_matches('\n').lines()) {
        for (col, cell) in (0_u32..).zip(line.split('|')) {
            match cell.trim() {
                "" => {}
                number if number.starts_with('=') => {
                    sheet.cells.push((row, col, Raw::Number(number[1..].parse().unwrap())));
                }
                text => sheet.cells.push((row, col, Raw::Text(text.into()))),
            }
        }
    }
    sheet
}

fn read_in(country: &str, sheets: Vec<Sheet>) -> FileRead {
    let book = Workbook { sheets, ..Workbook::default() };
    read::tables("t.xlsx", "", &book, &Locale::of(country, "USD"))
}

fn read_one(name: &str, drawing: &str) -> FileRead {
    read_in("US", vec![sheet(name, drawing)])
}

fn names(file: &FileRead) -> Vec<&'static str> {
    file.tables.iter().map(|t| t.table).collect()
}

/// Chosen values of every record, `-` where there is none.
fn rows(table: &TableRead, headings: &[&str]) -> Vec<String> {
    let value = |record: &Record, heading: &&str| record.text(heading).unwrap_or_else(|| "-".into());
    table.records.iter().map(|r| headings.iter().map(|h| value(r, h)).collect::<Vec<_>>().join(" ")).collect()
}

fn problems(file: &FileRead) -> Vec<(Code, String)> {
    let real = file.problems.iter().filter(|p| p.severity != Severity::Info);
    real.map(|p| (p.code, p.at.clone())).collect()
}

#[test]
fn a_time_card_takes_name_and_dates_from_above_and_beside() {
    // Saturday 13 March 2027 ends the week, so MON is the 8th and TUE the 9th.
    let file = read_one(
        "W-E 3-13-27",
        "
WEEKLY TIME CARD
NAME: | Dunn, Pat | | W/E: | 3/13/2027
|
DAY | CALL | 1ST MEAL OUT | IN | 2ND MEAL OUT | IN | WRAP | HRS
SUN
MON | =7 | =13 | =13.5 | | | =19.3 | =11.8
TUE | 6.8 | 13.2 | 13.7 | 19.7 | 20.2 | 22.1 | =14.3
WED | 15.0 | 21.0 | 21.5 | | | 27.4 | 11.9
| | | | | | TOTAL | =38
",
    );
    assert_eq!(names(&file), ["timesheets"]);
    let card = &file.tables[0];
    // 19.3 h is 19:18, 6.8 h is 6:48, 13.2 h is 13:12, 13.7 h 13:42, 22.1 h 22:06, 27.4 h 27:24.
    assert_eq!(
        rows(card, &["Date", "Name", "Call", "Meal 1 Start", "Meal 1 End", "Meal 2 Start", "Wrap"]),
        [
            "2027-03-08 Dunn, Pat 07:00 13:00 13:30 - 19:18",
            "2027-03-09 Dunn, Pat 06:48 13:12 13:42 19:42 22:06",
            "2027-03-10 Dunn, Pat 15:00 21:00 21:30 - 27:24",
        ]
    );
    assert!(card.records.iter().all(|r| r.field("Name").unwrap().inferred));
    assert_eq!(card.records[0].field("Name").unwrap().cell.address(), "B2");
    let decided = file.problems.iter().find(|p| p.code == Code::BareTimesDecided).unwrap();
    assert!(decided.message.contains("tenths") && decided.message.contains("6.8"), "{}", decided.message);
    assert_eq!(problems(&file), []);
}

#[test]
fn a_name_above_makes_a_time_card_of_what_could_be_a_unit_log() {
    let grid = "NAME: | Dunn, Pat\nDATE | CALL | 1ST MEAL OUT | IN | WRAP | REMARKS\n3/8/27 | 7:00A | 1:00P | 1:30P | 7:18P |";
    assert_eq!(names(&read_one("Sheet1", grid)), ["timesheets"]);
    let (_, without) = grid.split_once('\n').unwrap();
    assert_eq!(names(&read_one("Sheet1", without)), ["unit-log"]);
}

#[test]
fn a_group_name_over_out_and_in() {
    let mut grid = sheet(
        "Times",
        "
DATE | NAME | CALL | MEAL 1 | | MEAL 2 | | WRAP
| | | OUT | IN | OUT | IN |
11/2/26 | Ada Quill | 7:00A | 1:00P | 1:30P | 7:30P | 8:00P | 9:00P
",
    );
    grid.merges = vec![(0, 3, 0, 4), (0, 5, 0, 6), (0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 7, 1, 7)];
    let file = read_in("US", vec![grid]);
    assert_eq!(names(&file), ["timesheets"]);
    assert_eq!(
        rows(&file.tables[0], &["Call", "Meal 1 Start", "Meal 1 End", "Meal 2 Start", "Meal 2 End", "Wrap"]),
        ["07:00 13:00 13:30 19:30 20:00 21:00"]
    );
    assert!(file.tables[0].columns.iter().any(|c| c.because == "“IN” below “MEAL 1”"));
}

#[test]
fn ins_before_outs_are_read_the_other_way_round() {
    let heads = "Date | Name | Call | Meal 1 Out | Meal 1 In | Wrap\n";
    let swapped = format!(
        "{heads}11/2/26 | Ada Quill | 7:00A | 1:30P | 1:00P | 7:00P\n11/3/26 | Ada Quill | 3:00P | 12:15A | 11:45P | 25:00"
    );
    let file = read_one("Times", &swapped);
    assert_eq!(rows(&file.tables[0], &["Meal 1 Start", "Meal 1 End"]), ["13:00 13:30", "23:45 00:15"]);
    assert_eq!(problems(&file), [(Code::MealsSwapped, "A1".into())]);
    // One meal the usual way round, and the words mean what they always mean.
    let usual = format!("{swapped}\n11/4/26 | Ada Quill | 7:00A | 1:00P | 1:30P | 7:00P");
    let file = read_one("Times", &usual);
    assert_eq!(rows(&file.tables[0], &["Meal 1 Start"]), ["13:30", "00:15", "13:00"]);
    assert_eq!(problems(&file), []);
}

#[test]
fn crew_grids_stand_beside_each_other() {
    let file = read_one(
        "Back",
        "
NIGHT TRAIN - CREW
|
POSITION | NAME | PHONE | | POSITION | NAME | PHONE
CAMERA | | | | SOUND
DP | Ada Quill | 555-0101 | | Mixer | Bo Reyes | 555-0201
1st AC | Cy Lund | 555-0102 | | Boom | Di Okoro | 555-0202
",
    );
    assert_eq!(names(&file), ["crew", "crew"]);
    assert_eq!(
        rows(&file.tables[0], &["Department", "Position", "Name"]),
        ["CAMERA DP Ada Quill", "CAMERA 1st AC Cy Lund"]
    );
    assert_eq!(
        rows(&file.tables[1], &["Department", "Position", "Name"]),
        ["SOUND Mixer Bo Reyes", "SOUND Boom Di Okoro"]
    );
    assert_eq!(problems(&file), []);
}

#[test]
fn tables_stand_below_each_other_and_pages_repeat_their_headings() {
    let file = read_one(
        "All",
        "
Date | Note
11/2/26 | Lock-up on the platform
Date | Note
11/3/26 | Night shoot

LOCATIONS
Location | Address | Nearest Hospital
Union Station | 800 N Alameda | County
Note: call ahead
",
    );
    assert_eq!(names(&file), ["notes", "locations"]);
    assert_eq!(
        rows(&file.tables[0], &["Date", "Note"]),
        ["2026-11-02 Lock-up on the platform", "2026-11-03 Night shoot"]
    );
    assert_eq!(file.tables[0].ignored[0].because, "repeated heading");
    assert_eq!(rows(&file.tables[1], &["Location", "Nearest Hospital"]), ["Union Station County"]);
    let ignored: Vec<_> =
        file.tables[1].ignored.iter().map(|r| (r.text.as_str(), r.because.as_str())).collect();
    assert_eq!(ignored, [("LOCATIONS", "title"), ("Note: call ahead", "note")]);
    assert_eq!(problems(&file), []);
}

#[test]
fn a_missing_heading_names_the_nearest_one() {
    let file = read_one(
        "Hours",
        "Date | Name | Caal Tyme | Wrap | Meal 1 Start\n11/2/26 | Ada Quill | 7:00A | 7:00P | 1:00P",
    );
    assert_eq!(names(&file), ["timesheets"]);
    let missing = file.problems.iter().find(|p| p.code == Code::HeadingMissing).unwrap();
    assert_eq!(missing.severity, Severity::Error);
    assert!(missing.message.contains("“Call”") && missing.help.contains("“Caal Tyme”"), "{missing}");
    // The rest of the row is kept.
    assert_eq!(rows(&file.tables[0], &["Date", "Name", "Wrap"]), ["2026-11-02 Ada Quill 19:00"]);
}

#[test]
fn slips_are_forgiven_and_unknown_columns_kept() {
    let file = read_one("Crew", "Departmnet | Position | Name | Shoe Size\nCamera | DP | Ada Quill | 39");
    let crew = &file.tables[0];
    assert_eq!(crew.columns[0].as_heading, Some("Department"));
    assert_eq!(crew.columns[0].because, "close to “Department”");
    assert_eq!(crew.records[0].extra[0].0, "Shoe Size");
    assert_eq!(crew.records[0].extra[0].2.address(), "D2");
}

#[test]
fn tables_that_share_headings_are_told_apart() {
    for (heads, table) in [
        ("Date | Vendor | Account | Amount | PO | Description", "expenses"),
        ("PO | Date | Vendor | Account | Amount | Description", "purchase-orders"),
        ("Name | Position | Department | Call | Phone", "crew"),
        ("Date | Name | Position | Call | Wrap | Rate", "timesheets"),
        ("Date | Name | Pickup | Call | On Set", "calls"),
        ("No. | Character | Name | Phone | Email", "cast"),
        ("Name | Email | Documents", "recipients"),
        ("Date | Day | Unit | Crew Call | Lunch | Est. Wrap | Location | Notes", "schedule"),
        ("Date | Unit | Crew Call | First Shot | Lunch Out | Lunch In | Camera Wrap | Last Out", "unit-log"),
        ("Sc | Day | I/E | Set | D/N | Pgs | Cast | Props", "scenes"),
        ("Kind | Location | From | To | Limit", "permits-and-insurance"),
        ("Kind | Rule | From | To | Person", "consents"),
        ("Date | Kind | Name", "calendar"),
        ("Date | Count | Description | Call", "background"),
        ("Item | Kind | Status | Territory | Term Start", "clearances"),
        ("Deliverable | Due | Loudness | Frame Rate", "deliverables"),
        ("Account | Description | Budget | ETC", "budget"),
        ("Date | Driver | Status | Start | End | Miles", "driver-log"),
        ("Location | Address | Parking | Nearest Hospital", "locations"),
    ] {
        assert_eq!(names(&read_one("Sheet1", heads)), [table], "{heads}");
    }
}

#[test]
fn days_come_from_banners_and_end_with_them() {
    let file = read_one(
        "One line",
        "
Scene | I/E | Set | D/N | Pages | Cast | Stunts
START OF DAY 3 -- Mon, Nov 02, 2026
12A | INT | CLUB CAR | N | 2 3/8 | 1, 2, 7X | Fall
14 | EXT | YARD | D | 4/8 | 1-3 |
END OF DAY 3 -- 2 7/8
",
    );
    assert_eq!(
        rows(&file.tables[0], &["Date", "Day", "Scene", "Pages", "Cast"]),
        ["2026-11-02 3 12A 2 3/8 1, 2, 7X", "2026-11-02 3 14 4/8 1, 2, 3"]
    );
    assert_eq!(file.tables[0].records[0].extra[0].0, "Stunts");
    assert_eq!(problems(&file), []);
}

#[test]
fn merged_cells_spread_texts_but_never_amounts() {
    let mut grid = sheet(
        "Ledger",
        "
Date | Account | Vendor | Amount | Receipt
11/2/26 | 3300-02 | Grip Co | 120.00 | Y
| | | 30.00 | Y
",
    );
    grid.merges = vec![(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 2, 2)];
    let file = read_in("US", vec![grid]);
    assert_eq!(
        rows(&file.tables[0], &["Date", "Account", "Vendor", "Amount"]),
        ["2026-11-02 3300-02 Grip Co 120.00", "2026-11-02 3300-02 Grip Co 30.00"]
    );
    assert!(file.tables[0].records[1].field("Vendor").unwrap().inferred);
}

#[test]
fn facts_stand_in_pairs_and_a_crew_list_is_none() {
    let file = read_one(
        "Job",
        "Title | Harbour Spot\nCompany | Tidal Films Ltd\nCurrency | £\nOld Title | Ferry\nDirector | Isolde Prentice",
    );
    assert_eq!(names(&file), ["production"]);
    assert_eq!(
        rows(&file.tables[0], &["Title", "Company", "Currency", "Director"]),
        ["Harbour Spot Tidal Films Ltd GBP Isolde Prentice"]
    );
    assert_eq!(file.tables[0].records[0].extra[0].0, "Old Title");
    let crew = read_one(
        "Crew",
        "Position | Name | Dept\nDirector | A B | Production\nProducer | C D | Production\nUPM | E F | Production",
    );
    assert_eq!(names(&crew), ["crew"]);
}

#[test]
fn what_cannot_be_read_is_said_with_its_cell_and_the_rest_kept() {
    let file = read_one(
        "Week 1",
        "
Date | Name | Call | Wrap | Rate
11/2/26 | Ada Quill | 7:3O | 19:00 | a lot
31/31/26 | Bo Reyes | 7:00 | 19:00 | $50.00/hr
",
    );
    assert_eq!(
        problems(&file),
        [
            (Code::DateUnreadable, "A3".into()),
            (Code::TimeUnreadable, "C2".into()),
            (Code::AmountUnreadable, "E2".into())
        ]
    );
    assert_eq!(
        rows(&file.tables[0], &["Name", "Call", "Wrap", "Rate", "Per"]),
        ["Ada Quill - 19:00 - -", "Bo Reyes 07:00 19:00 50.00 hour"]
    );
    assert_eq!(file.tables[0].records[0].field("Call").unwrap().seen, "7:3O");
}

#[test]
fn a_needed_value_is_missed_but_not_the_call_of_who_is_held() {
    let file = read_one(
        "Week 1",
        "Date | Name | Call | Wrap | Day Status\n11/2/26 | Ada Quill | | | hold\n11/3/26 | Ada Quill | | 19:00 | work\n11/4/26 | | 7:00A | 19:00 | work",
    );
    assert_eq!(problems(&file), [(Code::ValueMissing, "B4".into()), (Code::ValueMissing, "C3".into())]);
    assert_eq!(file.tables[0].records.len(), 3);
}

#[test]
fn a_weekday_beside_a_date_is_checked() {
    // 2 November 2026 is a Monday.
    let file = read_one(
        "Plan",
        "Day | Date | Unit | Crew Call | Location\nTue | 11/2/26 | Main | 7:00A | Pier\nTue | 11/3/26 | Main | 7:00A | Pier",
    );
    assert_eq!(problems(&file), [(Code::WeekdayMismatch, "A2".into())]);
}

#[test]
fn a_file_without_tables_says_so() {
    let file = read_one("Sheet1", "Shopping\nmilk | 2\neggs | 12");
    assert_eq!(problems(&file), [(Code::NoKnownTable, String::new())]);
}

#[test]
fn rows_given_as_text_are_read_like_a_sheets() {
    let spec = tables::find("clearances").unwrap();
    let row = [
        ("Item", "Poster"),
        ("Kind", "Artwork"),
        ("Status", "cleared"),
        ("Term End", "8/31/2034"),
        ("Share", "50%"),
    ];
    let row: BTreeMap<String, String> =
        row.into_iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
    let (table, problems) = read::rows(spec, &[row], &Locale::of("US", "USD"));
    assert_eq!(rows(&table, &["Item", "Term End", "Share"]), ["Poster 2034-08-31 50"]);
    assert_eq!(table.records[0].field("Item").unwrap().cell.to_string(), "given A2");
    assert!(problems.iter().all(|p| p.severity == Severity::Info), "{problems:?}");
}

#[test]
fn the_json_has_the_shape_of_the_contract() {
    let file = read_one("CREW", "Position | Name\nCAMERA\nDP | Ada Quill\n1st AC | \"");
    let json = read::to_json(&[file]);
    let table = &json["files"][0]["tables"][0];
    assert_eq!(table["table"], "crew");
    assert_eq!(table["header_cell"], "A1");
    assert_eq!(table["columns"][1]["as"], "Name");
    let record = &table["records"][1];
    assert_eq!(record["row"], 4);
    assert_eq!(record["values"]["Name"], "Ada Quill");
    assert_eq!(record["cells"]["Name"], "B4");
    assert_eq!(record["inferred"], serde_json::json!(["Department", "Name"]));
    assert_eq!(table["ignored"][0]["because"], "banner");
}

#[test]
fn a_hundred_thousand_rows_do_not_hurt() {
    let mut grid = sheet("Ledger", "Date | Account | Vendor | Description | Amount | PO | Receipt");
    for row in 1..=100_000_u32 {
        let text = |t: &str| Raw::Text(t.into());
        let cells = [
            text("11/2/26"),
            text("3300-02"),
            text("Grip Co"),
            text("Tape, black"),
            text("$12.50"),
            text("\""),
            text("Y"),
        ];
        grid.cells.extend((0_u32..).zip(cells).map(|(col, raw)| (row, col, raw)));
    }
    let start = std::time::Instant::now();
    let file = read_in("US", vec![grid]);
    assert_eq!(file.tables[0].records.len(), 100_000);
    // Ten rows of a thousand a millisecond, unoptimised and on a busy machine: far from quadratic.
    assert!(start.elapsed().as_secs() < 120, "{:?}", start.elapsed());
    println!("100,000 rows in {:?}", start.elapsed());
}

#[test]
fn headings_are_known_in_five_languages() {
    for (heads, table, meant) in [
        (
            "Fecha | Nombre y apellidos | Entrada | Inicio comida | Fin comida | Salida",
            "timesheets",
            "Date Name Call Meal 1 Start Meal 1 End Wrap",
        ),
        (
            "Date | Nom et prénom | Heure de début | Début repas | Fin repas | Heure de fin",
            "timesheets",
            "Date Name Call Meal 1 Start Meal 1 End Wrap",
        ),
        (
            "Datum | Name, Vorname | Beginn | Pause von | Pause bis | Ende",
            "timesheets",
            "Date Name Call Meal 1 Start Meal 1 End Wrap",
        ),
        (
            "Data | Nome | Entrada | Início almoço | Fim almoço | Saída",
            "timesheets",
            "Date Name Call Meal 1 Start Meal 1 End Wrap",
        ),
        (
            "Departamento | Cargo | Nombre | Teléfono | Correo electrónico",
            "crew",
            "Department Position Name Phone Email",
        ),
        ("Département | Poste | Nom | Portable | Courriel", "crew", "Department Position Name Phone Email"),
        (
            "Abteilung | Funktion | Name | Handy | E-Mail-Adresse",
            "crew",
            "Department Position Name Phone Email",
        ),
        ("Departamento | Função | Nome | Telemóvel | Email", "crew", "Department Position Name Phone Email"),
        (
            "Secuencia | Fecha | Int/Ext | Decorado | Día/Noche | Páginas | Personajes",
            "scenes",
            "Scene Date I/E Set D/N Pages Cast",
        ),
        (
            "N° séq | Date | Int./Ext. | Décor | Effet | Nb de pages | Rôles",
            "scenes",
            "Scene Date I/E Set D/N Pages Cast",
        ),
        (
            "Bild | Datum | Innen/Außen | Motiv | Tag/Nacht | Achtel | Rollen",
            "scenes",
            "Scene Date I/E Set D/N Pages Cast",
        ),
        (
            "Cena | Data | Int/Ext | Cenário | Dia/Noite | Oitavos | Elenco",
            "scenes",
            "Scene Date I/E Set D/N Pages Cast",
        ),
        (
            "BELEG-NR. | DATUM | LIEFERANT | KONTO | BETRAG | MWST",
            "expenses",
            "Receipt Date Vendor Account Amount Tax",
        ),
        (
            "N° de commande | Date | Fournisseur | Compte | Libellé | Montant",
            "purchase-orders",
            "PO Date Vendor Account Description Amount",
        ),
    ] {
        let file = read_one("Hoja1", heads);
        assert_eq!(names(&file), [table], "{heads}");
        let as_read: Vec<_> = file.tables[0].columns.iter().map(|c| c.as_heading.unwrap_or("-")).collect();
        assert_eq!(as_read.join(" "), meant, "{heads}");
    }
    let file = read_one("Hoja1", "Departamento | Cargo | Nombre");
    assert_eq!(file.tables[0].columns[1].because, "Spanish for “Position”");
}

fn said(file: &FileRead, code: Code) -> Vec<String> {
    file.problems.iter().filter(|p| p.code == code).map(|p| p.at.clone()).collect()
}

#[test]
fn what_is_written_once_for_a_group_is_carried_down_and_said() {
    let file = read_one(
        "Plan",
        "
Date | Name | Report | On Set
11/2/26 | Ada Quill | 7:00A | 8:00A
 | Bo Reyes | 7:30A | 8:00A
11/3/26 | Ada Quill | 6:00A | 7:00A
 | Cy Lund | 6:30A | 7:00A
 | Di Okoro | 6:30A | 7:00A
",
    );
    assert_eq!(
        rows(&file.tables[0], &["Date", "Name"]),
        [
            "2026-11-02 Ada Quill",
            "2026-11-02 Bo Reyes",
            "2026-11-03 Ada Quill",
            "2026-11-03 Cy Lund",
            "2026-11-03 Di Okoro"
        ]
    );
    assert!(file.tables[0].records[1].field("Date").unwrap().inferred);
    assert_eq!(said(&file, Code::CarriedDown), ["A1"]);
    // Who writes a date twice would have written it a third time: here a blank one is missing.
    let file = read_one(
        "Plan",
        "Date | Name | Report | On Set\n11/2/26 | Ada Quill | 7:00A | 8:00A\n11/2/26 | Bo Reyes | 7:30A | 8:00A\n | Cy Lund | 7:30A | 8:00A\n | Di Okoro | 7:30A | 8:00A",
    );
    assert_eq!(said(&file, Code::CarriedDown), [""; 0]);
    assert_eq!(said(&file, Code::ValueMissing), ["A4", "A5"]);
}

#[test]
fn a_sheets_name_may_carry_the_date() {
    let grid = "Name | Call | Wrap | Meal 1 Out | Meal 1 In\nAda Quill | 7:00A | 7:00P | 1:00P | 1:30P";
    let file = read_one("Mon 11-2-26", grid);
    assert_eq!(rows(&file.tables[0], &["Date", "Name", "Call"]), ["2026-11-02 Ada Quill 07:00"]);
    assert_eq!(said(&file, Code::TakenFromName), ["A1"]);
    // Saturday 7 November ends the week: MON is the 2nd.
    let file = read_one(
        "W-E 11-7-26",
        "NAME: | Ada Quill\nDAY | CALL | 1ST MEAL OUT | IN | WRAP\nMON | 7:00A | 1:00P | 1:30P | 7:00P",
    );
    assert_eq!(rows(&file.tables[0], &["Date", "Name"]), ["2026-11-02 Ada Quill"]);
    let file = read_one("Day 3", "Sc | I/E | Set | Pgs | Cast\n12 | INT | CLUB CAR | 2 3/8 | 1");
    assert_eq!(rows(&file.tables[0], &["Day", "Scene"]), ["3 12"]);
}

#[test]
fn a_column_without_a_heading_is_known_by_its_cells() {
    let file = read_one(
        "Crew",
        "
Department | Position | Name | |
Camera | DP | Ada Quill | ada@example.com | 562.555.0101
Camera | 1st AC | Pat Dunn | pat@example.com | 562.555.0102
Sound | Mixer | Lin Hsu | tbc | (562) 555-0103
Grip | Key Grip | Cy Lund | cy@example.com | 562 555 0104
Grip | Grip | Sam Ito | sam@example.com | 562 555 0105
",
    );
    let crew = &file.tables[0];
    let read: Vec<_> =
        crew.columns.iter().map(|c| (c.cell.address(), c.as_heading, c.confidence.word())).collect();
    assert_eq!(
        read,
        [
            ("A1".into(), Some("Department"), "certain"),
            ("B1".into(), Some("Position"), "certain"),
            ("C1".into(), Some("Name"), "certain"),
            ("D1".into(), Some("Email"), "likely"),
            ("E1".into(), Some("Phone"), "likely"),
        ] as [(String, _, _); 5]
    );
    assert_eq!(crew.columns[3].because, "no heading; 4 of 5 cells are e-mail addresses");
    assert_eq!(said(&file, Code::ColumnGuessed), ["D1", "E1"]);
}

#[test]
fn amounts_without_a_heading_are_known_by_their_look() {
    let file = read_one(
        "Petty cash",
        "
Date | Account | Vendor | |
3/8/27 | 3300-02 | Hardware Hut | $41.20 |
3/8/27 | 3300-02 | Café Sol | =12.5 |
3/9/27 | 2200-01 | Cab | $18 |
3/9/27 | 2200-01 | Cab | (£7.00) |
",
    );
    let table = &file.tables[0];
    assert_eq!(
        (table.table, table.columns[3].as_heading),
        ("expenses", Some("Amount")),
        "{:?}",
        table.columns
    );
    assert_eq!(table.columns[3].because, "no heading; 4 of 4 cells are amounts of money");
    assert_eq!(rows(table, &["Amount"]), ["41.20", "12.50", "18.00", "-7.00"]);
    assert_eq!(said(&file, Code::ColumnGuessed), ["D1"]);
}

#[test]
fn sections_of_one_text_are_tables_of_their_own() {
    let file = read_one(
        "",
        "
# META
key | value
date | 2026.06.20 (SAT)
# SCHEDULE - Day 2 Schedule
type | time | dur | task | loc | cast | note
row | 08:00 | 1h30m | Rig boat | Kelp Quay
# CONTACTS - Production
role | name | phone
Producer | Idris Bell | 310 555 0101
# CONTACTS - Camera
role | name | phone
DP | Anneke Vos | 310 555 0104
# HOSPITAL
key | value
name | Providence
",
    );
    let crew: Vec<_> = file.tables.iter().filter(|table| table.table == "crew").collect();
    assert_eq!(crew.len(), 2, "{:?}", names(&file));
    assert_eq!(rows(crew[0], &["Name", "Position", "Department"]), ["Idris Bell Producer Production"]);
    assert_eq!(rows(crew[1], &["Name", "Position", "Department"]), ["Anneke Vos DP Camera"]);
}

#[test]
fn a_sentence_below_a_crew_list_is_nobody() {
    let file = read_one(
        "Crew",
        "
Position | Name | Department | Call
DP | Ada Quill | Camera | 7:00A
Medic | | Medical | 7:00A

All calls subject to change by the ADs
",
    );
    assert_eq!(rows(&file.tables[0], &["Position", "Name"]), ["DP Ada Quill", "Medic -"]);
    assert_eq!(file.tables[0].ignored.last().map(|row| row.because.as_str()), Some("note"));
}

#[test]
fn a_running_order_is_no_list_of_calls() {
    let file = read_one(
        "Thu 11-12-26",
        "
TIME | ACTIVITY | LOCATION | TALENT | NOTES
8:00 AM | Crew call | Kelp Quay | |
9:00 AM | Sc 12 boat | Kelp Quay | Mara | drone
",
    );
    assert_eq!(names(&file), ["activities"]);
    let expected = ["2026-11-12 08:00 Crew call -", "2026-11-12 09:00 Sc 12 boat Mara"];
    assert_eq!(rows(&file.tables[0], &["Date", "Start", "Activity", "Who"]), expected);
}

#[test]
fn dates_without_any_year_take_that_of_the_start_of_photography() {
    let book = || Workbook {
        sheets: vec![sheet("Hours", "Date | Name | Call | Wrap\n11/10 | Ada Quill | 7:00A | 7:00P")],
        ..Workbook::default()
    };
    let mut locale = Locale::of("US", "USD");
    let file = read::tables("t.xlsx", "", &book(), &locale);
    assert_eq!(said(&file, Code::DateUnreadable), ["A2"]);
    locale.photography_start = "2026-10-05".parse().ok();
    let file = read::tables("t.xlsx", "", &book(), &locale);
    assert_eq!(rows(&file.tables[0], &["Date"]), ["2026-11-10"]);
    assert_eq!(said(&file, Code::YearTaken).len(), 1);
}

fn read_with(house: &str, name: &str, file: &str, drawing: &str) -> FileRead {
    let (house, problems) = callboard::ingest::house::House::read(house);
    assert_eq!(problems, []);
    let locale = Locale { house: house.into(), ..Locale::of("US", "USD") };
    let book = Workbook { sheets: vec![sheet(name, drawing)], ..Workbook::default() };
    read::tables(file, "", &book, &locale)
}

#[test]
fn what_stays_open_is_settled_by_the_lines_that_read_prints() {
    let grid =
        "Date | Name | Strt | Wrapp | Meal 1 Out | Shoe Sz\n11/2/26 | Ada Quill | 7:00A | 7:00P | 1:00P | 39";
    let file = read_one("Week 1", grid);
    let lines = read::settle::lines(std::slice::from_ref(&file)).unwrap();
    let plain: Vec<&str> = lines.lines().map(|l| l.split("   #").next().unwrap()).collect();
    // Strt is like Start, which is a Call; nothing is like a shoe.
    let meant = ["[timesheets]", "\"Strt\" = \"Call\"", "\"Wrapp\" = \"Wrap\"", "\"Shoe Sz\" = \"ignore\""];
    assert_eq!(plain, meant);
    let file = read_with(&lines, "Week 1", "t.xlsx", grid);
    assert_eq!(rows(&file.tables[0], &["Call", "Wrap"]), ["07:00 19:00"]);
    assert_eq!(said(&file, Code::ColumnUnknown), [""; 0]);
    assert_eq!(said(&file, Code::HeadingMissing), [""; 0]);
    assert!(file.tables[0].columns.iter().any(|c| c.because == "headings.toml"));
}

#[test]
fn a_sheet_without_headings_is_what_the_production_says() {
    let house = "[[file]]\nname = \"export*.csv\"\ntable = \"crew\"\ncolumns = { A = \"Department\", B = \"Position\", C = \"Name\", D = \"ignore\" }\n";
    let grid = "Camera | DP | Ada Quill | 17\nSound | Mixer | Lin Hsu | 18";
    let file = read_with(house, "", "inbox/export 3.csv", grid);
    assert_eq!(names(&file), ["crew"]);
    assert_eq!(
        rows(&file.tables[0], &["Department", "Position", "Name"]),
        ["Camera DP Ada Quill", "Sound Mixer Lin Hsu"]
    );
    assert_eq!(names(&read_with(house, "", "inbox/other.csv", grid)), [""; 0]);
}

#[test]
fn the_production_says_how_a_files_dates_and_times_are_written() {
    let house = "[[file]]\nname = \"t.xlsx\"\ndates = \"day-first\"\ntimes = \"minutes\"\n";
    let grid = "Date | Name | Call | Wrap\n3/9/26 | Ada Quill | =7.3 | =19.3";
    let file = read_with(house, "x", "t.xlsx", grid);
    assert_eq!(rows(&file.tables[0], &["Date", "Call", "Wrap"]), ["2026-09-03 07:30 19:30"]);
    assert_eq!(said(&file, Code::DateOrderDecided), [""; 0]);
    let file = read_one("x", grid);
    assert_eq!(rows(&file.tables[0], &["Date", "Call", "Wrap"]), ["2026-03-09 07:18 19:18"]);
}

#[test]
fn a_total_that_is_none_is_said() {
    let ledger = |total: &str| {
        format!(
            "Date | Account | Vendor | Amount\n11/2/26 | 3300-02 | Grip Co | 120.00\n11/3/26 | 3300-02 | Tape Co | 30.50\n | | TOTAL | {total}"
        )
    };
    // 120.00 + 30.50 = 150.50.
    assert_eq!(said(&read_one("x", &ledger("150.50")), Code::TotalDiffers), [""; 0]);
    let file = read_one("x", &ledger("105.50"));
    assert_eq!(said(&file, Code::TotalDiffers), ["D4"]);
    assert!(file.problems.iter().any(|p| p.message.contains("105.50") && p.message.contains("150.50")));
    // A subtotal, and the sum of all: 120.00, then 120.00 + 30.50.
    let file = read_one(
        "x",
        "Date | Account | Vendor | Amount\n11/2/26 | 1 | A | 120.00\n | | SUBTOTAL | 120.00\n11/3/26 | 1 | B | 30.50\n | | TOTAL | 150.50",
    );
    assert_eq!(said(&file, Code::TotalDiffers), [""; 0]);
}

#[test]
fn times_without_am_and_pm_are_read_by_how_the_rows_run() {
    let file = read_one(
        "x",
        "Date | Name | Call | Meal 1 Out | Meal 1 In | Wrap\n11/2/26 | Ada Quill | 7:00 | 1:00 | 1:30 | 7:30\n11/3/26 | Ada Quill | 8:00 | 2:00 | 2:30 | 8:30",
    );
    assert_eq!(
        rows(&file.tables[0], &["Call", "Meal 1 Start", "Meal 1 End", "Wrap"]),
        ["07:00 13:00 13:30 19:30", "08:00 14:00 14:30 20:30"]
    );
    assert_eq!(said(&file, Code::HalfDayDecided), ["D2"]);
    // One time past noon, and the clock has 24 hours: 1:00 is at night.
    let file = read_one(
        "x",
        "Date | Name | Call | Meal 1 Out | Meal 1 In | Wrap\n11/2/26 | Ada Quill | 14:00 | 20:00 | 20:30 | 1:00",
    );
    assert_eq!(rows(&file.tables[0], &["Call", "Wrap"]), ["14:00 01:00"]);
}

#[test]
fn a_meal_from_and_to_in_one_cell_is_its_start_and_its_end() {
    let file =
        read_one("x", "Date | Name | Call | Lunch Out | Wrap\n11/2/26 | Ada Quill | 0700 | 1300-1400 | 1900");
    assert_eq!(rows(&file.tables[0], &["Meal 1 Start", "Meal 1 End"]), ["13:00 14:00"]);
    let file = read_one("x", "Date | No. | P/U / MU / SET | Name\n11/2/26 | 1 | 5:12/6:00/6:30 | Ada Quill");
    assert_eq!(rows(&file.tables[0], &["Pickup", "Makeup", "On Set"]), ["05:12 06:00 06:30"]);
}

#[test]
fn a_sheets_other_amounts_say_what_its_points_mean() {
    let file = read_one(
        "x",
        "Date | Account | Vendor | Amount\n11/2/26 | 1 | A | € 2.500,00\n11/3/26 | 1 | B | € 1.200",
    );
    assert_eq!(rows(&file.tables[0], &["Amount"]), ["2500.00", "1200.00"]);
    assert_eq!(file.problems.iter().filter(|p| p.code == Code::DecimalMarkDecided).count(), 1);
}

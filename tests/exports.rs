//! Exports of other tools, with their own columns and invented people: each is known by its columns.

use callboard::diagnostic::Code;
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, exports, read, reader};
use std::path::Path;

fn read_text(text: &str) -> FileRead {
    let book = reader::in_process(text.as_bytes(), "a.csv").unwrap_or_else(|problem| panic!("{problem}"));
    read::tables("a.csv", "", &book, &Locale::of("US", "USD"))
}

fn said(read: &FileRead) -> String {
    let known: Vec<_> = read.problems.iter().filter(|p| p.code == Code::ExportKnown).collect();
    assert_eq!(known.len(), 1, "{:#?}", read.problems);
    format!("{} {}", known[0].message, known[0].help)
}

fn only(read: &FileRead) -> &TableRead {
    assert_eq!(read.tables.len(), 1, "{:#?}", read.problems);
    &read.tables[0]
}

/// The values of a row: `(heading, text, cell)`.
fn row(table: &TableRead, place: usize) -> Vec<(&'static str, String, String)> {
    let fields = table.records[place].fields.iter();
    fields
        .map(|(heading, f)| {
            (*heading, f.value.as_ref().map_or_else(String::new, |v| v.to_text()), f.cell.address())
        })
        .collect()
}

fn has(row: &[(&str, String, String)], heading: &str, value: &str, cell: &str) {
    let found = row.iter().any(|(h, v, c)| *h == heading && v == value && c == cell);
    assert!(found, "{heading} = {value} ({cell}) is not in {row:?}");
}

#[test]
fn kitsu_people_are_crew() {
    let read = read_text(
        "\"First Name\";\"Last Name\";\"Email\";\"Phone\";\"Role\";\"Departments\";\"Studio\";\"Country\";\"Contract Type\";\"Position\";\"Seniority\";\"Daily Salary\";\"Active\"\n\
         \"Zoë\";\"Ito\";\"zoe@example.com\";\"+33 1\";\"user\";\"Compositing,Lighting\";\"\";\"France\";\"short-term\";\"Lead\";\"Senior\";\"350\";\"True\"\n\
         \"\";\"Park\";\"park@example.com\";\"\";\"user\";\"FX\";\"\";\"\";\"\";\"Artist\";\"\";\"\";\"True\"\n",
    );
    assert!(said(&read).contains("Kitsu"));
    let table = only(&read);
    assert_eq!(table.table, "crew");
    let first = row(table, 0);
    has(&first, "Name", "Zoë Ito", "A2");
    has(&first, "Department", "Compositing,Lighting", "F2");
    has(&first, "Position", "Lead", "J2");
    has(&first, "Rate", "350.00", "L2");
    has(&first, "Per", "day", "L2");
    has(&row(table, 1), "Name", "Park", "A3");
    // The report calls a column what the file calls it.
    let name = table.columns.iter().find(|c| c.as_heading == Some("Name")).unwrap();
    assert_eq!((name.heading.as_str(), name.cell.address().as_str()), ("First Name", "A1"));
    assert!(name.because.contains("“First Name” and “Last Name”"), "{}", name.because);
}

#[test]
fn time_entries_are_time_sheets() {
    let read = read_text(
        "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,Duration,Tags,Amount (USD)\n\
         Dana Ruiz,dana@example.com,,Night Train,,Prelight,No,2026-10-26,09:00:00,2026-10-26,12:30:00,03:30:00,,\n",
    );
    assert!(said(&read).contains("Toggl"));
    let table = only(&read);
    assert_eq!(table.table, "timesheets");
    let first = row(table, 0);
    for (heading, value, cell) in [
        ("Name", "Dana Ruiz", "A2"),
        ("Date", "2026-10-26", "H2"),
        ("Call", "09:00", "I2"),
        ("Wrap", "12:30", "K2"),
    ] {
        has(&first, heading, value, cell);
    }
    let read = read_text(
        "Date,Client,Project,Project Code,Task,Notes,Hours,Billable?,Invoiced?,Approved?,First Name,Last Name,Employee Id,Roles,Employee?,Billable Rate,Billable Amount,Cost Rate,Cost Amount,Currency,External Reference URL\n\
         2026-10-26,,Night Train,,Edit,,7.5,No,No,No,Dana,Ruiz,,,Yes,,,,,USD,\n",
    );
    assert!(said(&read).contains("Harvest"));
    let table = only(&read);
    has(&row(table, 0), "Name", "Dana Ruiz", "K2");
    has(&row(table, 0), "Date", "2026-10-26", "A2");
    // Hours without a beginning are carried along, and that the call lacks is said.
    assert!(table.records[0].extra.iter().any(|(heading, text, _)| heading == "Hours" && text == "7.5"));
    assert!(
        read.problems.iter().any(|p| p.code == Code::HeadingMissing && p.message.contains("Call")),
        "{:#?}",
        read.problems
    );
}

#[test]
fn money_of_budgeting_and_accounting_programs() {
    let read = read_text(
        "Account,Category Description,Fringe,Original,Total,Variance\n1100,Story & Rights,0,90000,\"95,000\",-5000\n",
    );
    assert!(said(&read).contains("Movie Magic"));
    let first = row(only(&read), 0);
    has(&first, "Account", "1100", "A2");
    has(&first, "Description", "Story & Rights", "B2");
    has(&first, "Budget", "95000.00", "E2");

    let read = read_text("Line,Payee,PO,Date,Pay ID,Amount\nCS19,Rental Co,104,2026-10-26,P7,\"1,250.00\"\n");
    assert!(said(&read).contains("Hot Budget"));
    let first = row(only(&read), 0);
    has(&first, "Vendor", "Rental Co", "B2");
    has(&first, "Account", "CS19", "A2");
    has(&first, "PO", "104", "C2");

    let read = read_text(
        "ACCT,Description,Period actuals,Actuals to Date,POs,Total,ETC,EFC,Budget,Variance,Period variance\n3300,Grip,1,2,3,5,95,100,110,10,0\n",
    );
    assert!(said(&read).contains("Wrapbook"));
    let first = row(only(&read), 0);
    has(&first, "Estimate to Complete", "95.00", "G2");
    has(&first, "Budget", "110.00", "I2");

    let read = read_text(
        "Account,Description,Actual Period,Actual to Date,PO Commits,Total Cost,Est to Complete (ETC),Est Final Cost (EFC),Locked Budget,Overages,Final Budget,Over/Under\n3300,Grip,1,2,3,5,95,100,105,0,110,10\n",
    );
    assert!(said(&read).contains("Periscope"));
    let first = row(only(&read), 0);
    has(&first, "Budget", "110.00", "K2");
    has(&first, "Estimate to Complete", "95.00", "G2");

    let read = read_text(
        "Transaction #,PO #,Date issued,Vendor,Description,Balance,In progress,Relieved,Status\n1,104,2026-10-26,Rental Co,Lamps,50,0,20,open\n",
    );
    let words = said(&read);
    assert!(words.contains("Wrapbook") && words.contains("Account and Amount"), "{words}");
    let read = read_text(
        "Quantity,Name,Description,Episode,Unit,Rate,Fringes,Actual,Paid,Estimated,Payable,Variance\n1,Lamp,,,day,50,,,,50,,\n",
    );
    assert!(said(&read).contains("Celtx"));
}

#[test]
fn lists_of_people() {
    let read = read_text(
        "Name,Character,Cast #,Contract,Email,Phone,Stage Name,Nationality,Waist\nKen Ito,MAYA,7,weekly,ken@example.com,,K. Ito,JP,80\n",
    );
    assert!(said(&read).contains("SceneItAll"));
    let table = only(&read);
    let first = row(table, 0);
    for (heading, value, cell) in [
        ("Name", "Ken Ito", "A2"),
        ("Character", "MAYA", "B2"),
        ("No.", "7", "C2"),
        ("Contract", "weekly", "D2"),
    ] {
        has(&first, heading, value, cell);
    }
    assert_eq!(table.table, "cast");
    let read = read_text(
        "FirstName,Surname,ContactName,Email,Mobile,Website,InternalNotes,Position,Department\nDana,Ruiz,Dana,dana@example.com,555-0101,,,Key Grip,Grip\n",
    );
    assert!(said(&read).contains("1pm.app"));
    let first = row(only(&read), 0);
    has(&first, "Name", "Dana Ruiz", "A2");
    has(&first, "Phone", "555-0101", "E2");
}

/// None hides behind another that asks for fewer columns, and what is made of none is said with what to give instead.
#[test]
fn each_is_known_by_the_columns_it_names() {
    for export in exports::ALL {
        let row: Vec<&str> = export.columns.iter().map(|_| "x").collect();
        let read = read_text(&format!("{}\n{}\n", export.columns.join(","), row.join(",")));
        let words = said(&read);
        assert!(words.contains(export.name), "{}: {words}", export.name);
        if export.table.is_none() {
            assert!(read.tables.is_empty() && words.contains(export.remark), "{words}");
        }
    }
}

/// The columns as `../shared/domain/peers.md` section 4 has them, of what callboard has no table for.
#[test]
fn what_nothing_is_made_of_says_what_to_give_instead() {
    for (columns, name) in [
        ("Episode,Sequence,Name,Description,FPS,Frame In,Frame Out,Contractor", "Kitsu"),
        ("Episode,Parent,Name,Asset Type,Asset,Occurences,Label", "Kitsu"),
        ("Line,Name,W/E,PO,BATCH,Fringe %,PH&W %,PH&W Flat,Hourly Rate,OT Base,Day(s)", "Hot Budget"),
    ] {
        let row = vec!["1"; columns.split(',').count()].join(",");
        let read = read_text(&format!("{columns}\n{row}\n"));
        let words = said(&read);
        assert!(words.contains(name) && words.contains("nothing is made of it"), "{words}");
        assert!(read.tables.is_empty());
    }
}

#[test]
fn every_avails_workbook_is_known_and_its_rows_are_read() {
    let folder = std::env::var_os("CALLBOARD_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Into::into);
    let Ok(entries) = std::fs::read_dir(folder.join("inputs/avails")) else {
        println!("skipped: shared/inputs/avails is not at hand");
        return;
    };
    let mut ids = 0;
    for path in entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e == "xlsx")) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let book = reader::in_process(&std::fs::read(&path).unwrap(), &name).unwrap();
        let read = read::tables(&name, "", &book, &Locale::of("US", "USD"));
        let avails: Vec<_> = read.tables.iter().filter(|t| t.table == "avails").collect();
        let rows: usize = avails.iter().map(|t| t.records.len()).sum();
        println!("{name}: {} tables, {rows} rows", avails.len());
        assert!(!avails.is_empty() && rows > 0, "{name}: {:#?}", read.problems);
        assert!(read.problems.iter().any(|p| p.code == Code::ExportKnown), "{name}");
        for record in avails.iter().flat_map(|t| &t.records) {
            let all = record.fields.values().map(|f| f.seen.as_str());
            let comment = all.clone().any(|seen| seen.starts_with("//REQ") || seen.starts_with("//Opt"));
            assert!(!comment, "{name}: the row of comments was read as data");
            ids += record.extra.iter().filter(|(_, text, _)| text == "02485").count();
        }
    }
    println!("{ids} identifiers 02485");
}

/// The words that SceneItAll's own import knows for a cast list, each in its turn.
#[test]
fn a_cast_list_is_known_by_every_word_that_another_tool_knows() {
    let words: [(&str, &[&str]); 6] = [
        ("Name", &["name", "actor", "performer", "cast name", "full name"]),
        ("Character", &["character", "role", "character name"]),
        ("No.", &["cast number", "cast #", "number", "no", "#"]),
        ("Contract", &["contract", "contract type", "type"]),
        ("Email", &["email", "e-mail", "mail"]),
        ("Phone", &["phone", "telephone", "tel", "mobile", "cell"]),
    ];
    let cells = ["Ann Lee", "MARA", "1", "weekly", "ann@example.com", "+1 213 555 0142"];
    for (at, (heading, known)) in words.iter().enumerate() {
        for word in *known {
            let mut headings: Vec<&str> = words.iter().map(|(_, known)| known[0]).collect();
            headings[at] = word;
            let read = read_text(&format!("{}\n{}\n", headings.join(","), cells.join(",")));
            let table = only(&read);
            assert_eq!(table.table, "cast", "{word}");
            let found = row(table, 0);
            let value = found.iter().find(|(own, ..)| own == heading).map(|(_, value, _)| value.as_str());
            assert_eq!(value, Some(cells[at]), "{word}: {found:?}");
        }
    }
}

#[test]
fn a_role_that_is_no_part_stays_one() {
    let read = read_text("No.,Name,Role\n1,Ann Lee,background\n2,Pat Dunn,stunt\n");
    let table = only(&read);
    assert!(table.columns.iter().any(|column| column.as_heading == Some("Role")), "{:?}", table.columns);
    // A list that has both has its parts by their own name.
    let both = read_text("No.,Name,Character,Role\n1,Ann Lee,MARA,lead\n");
    assert_eq!(row(only(&both), 0).iter().find(|(h, ..)| *h == "Character").unwrap().1, "MARA");
}

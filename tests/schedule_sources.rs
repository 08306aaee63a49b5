//! Schedules and scripts as other programs write them, read as tables.

use callboard::diagnostic::Code;
use callboard::ingest::intake::{FileRead, TableRead};
use callboard::ingest::{Locale, read, reader};
use std::path::{Path, PathBuf};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/schedules").join(name)
}

fn read_at(path: &Path) -> FileRead {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let book = reader::in_process(&std::fs::read(path).unwrap(), &name).unwrap_or_else(|p| panic!("{p:?}"));
    read::tables(&name, "", &book, &Locale::of("US", "USD"))
}

fn table<'a>(file: &'a FileRead, name: &str) -> Vec<&'a TableRead> {
    let tables: Vec<&TableRead> = file.tables.iter().filter(|t| t.table == name).collect();
    assert!(!tables.is_empty(), "no {name} in {:#?}", file.problems);
    tables
}

/// The values under some headings, row by row; `-` where there is none.
fn values(tables: Vec<&TableRead>, headings: &[&'static str]) -> Vec<String> {
    let row = |r: &callboard::model::Record| {
        let cell = |h: &&'static str| {
            let extra = || r.extra.iter().find(|(heading, ..)| heading == h).map(|(_, text, _)| text.clone());
            r.text(h).or_else(extra).unwrap_or_else(|| "-".into())
        };
        headings.iter().map(cell).collect::<Vec<_>>().join(" | ")
    };
    tables.iter().flat_map(|table| &table.records).map(row).collect()
}

fn codes(file: &FileRead) -> Vec<Code> {
    let mut codes: Vec<Code> = file.problems.iter().map(|p| p.code).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn a_universal_schedule_is_read_in_both_dialects() {
    // The README beside the files has the schedule in words.
    let strips = [
        "1 | 2027-03-02 | 1 | EXT | HARBOR - ESTABLISHING | DAWN | D1 | 1/8 | 1 | - | North Pier | 30 | -",
        "2 | 2027-03-02 | 1 | INT | FERRY - GALLEY | DAY | D1 | 2 3/8 | 1 | 1, 2 | North Pier | 150 | -",
        "- | 2027-03-02 | 1 | - | - | - | - | - | - | - | - | - | COMPANY MOVE TO STAGE 4",
        "12 | 2027-03-03 | 2 | INT | FERRY - ENGINE ROOM | NIGHT | N1 | 1 | 9 | 1, 2, 7X | Stage 4 | 90 | -",
        "A14pt | 2027-03-03 | 2 | EXT | FERRY - DECK | NIGHT | N1 | 4/8 | 11 | 1, 2 | Stage 4 | 60 | -",
        "20 | 2027-03-05 | 3 | EXT | PIER | DAY | D2 | 7/8 | 15 | 7X | North Pier | 75 | -",
        "99 | - | - | INT | CUSTOMS SHED | DAY | D3 | 1 2/8 | 80 | 2 | - | - | -",
    ];
    for name in ["ferry_a.uss", "ferry_b.uss"] {
        let file = read_at(&fixture(name));
        let scenes = table(&file, "scenes");
        let found = values(
            scenes.clone(),
            &[
                "Scene",
                "Date",
                "Day",
                "I/E",
                "Set",
                "D/N",
                "Script Day",
                "Pages",
                "Script Page",
                "Cast",
                "Location",
                "Est. Minutes",
                "Banner",
            ],
        );
        assert_eq!(found[..7], strips, "{name}");
        assert_eq!(
            values(scenes, &["Scene", "Background", "Stunts", "Vehicles", "Props", "Special Lamps"])[3],
            "12 | - | - | Forklift | Crate | Work lights"
        );
        assert_eq!(
            values(table(&file, "schedule"), &["Date", "Day", "Day Type"]),
            [
                "2027-03-02 | 1 | shoot",
                "2027-03-03 | 2 | shoot",
                "2027-03-05 | 3 | shoot",
                "2027-03-01 | - | travel"
            ],
            "{name}"
        );
        assert_eq!(values(table(&file, "calendar"), &["Date", "Kind"]), ["2027-03-04 | holiday"]);
        assert_eq!(
            values(table(&file, "availability"), &["Element", "No.", "From", "Kind"]),
            ["ROLFE | 2 | 2027-03-01 | fitting", "DIVER | 7X | 2027-03-05 | unavailable"],
            "{name}"
        );
        assert_eq!(
            values(table(&file, "elements"), &["Category", "Element", "No.", "Hold", "Drop", "Drop Days"])
                [..3],
            [
                "Cast Members | MARA | 1 | yes | yes | 10",
                "Cast Members | ROLFE | 2 | yes | yes | 10",
                "Cast Members | DIVER | 7X | no | no | 10"
            ]
        );
        assert!(file.problems.iter().any(|p| p.code == Code::BoardTaken && p.message.contains("Rev. WHITE")));
    }
    assert_eq!(codes(&read_at(&fixture("ferry_a.uss"))), [Code::BoardTaken, Code::BreakdownRead]);
    // Two breakdowns stand on no board, and one of them has no number: 7 rows and 2.
    let drifted = read_at(&fixture("ferry_b.uss"));
    assert_eq!(values(table(&drifted, "scenes"), &["Scene"]).len(), 9);
    assert_eq!(
        codes(&drifted),
        [Code::BoardTaken, Code::ScheduleIncomplete, Code::BreakdownRead, Code::ValueMissing]
    );
}

#[test]
fn breakdown_lists_are_read_as_the_tools_write_them() {
    let a = read_at(&fixture("breakdown_a.csv"));
    // Lengths are in eighths: 12 is 1 4/8.
    assert_eq!(
        values(table(&a, "scenes"), &["Scene", "I/E", "Set", "D/N", "Pages", "Script Page", "Cast"]),
        [
            "1 | EXT | PIER | DAY | 3/8 | 1 | MARA",
            "2 | INT | FERRY - GALLEY | NIGHT | 1 4/8 | 1 | MARA, ROLFE"
        ]
    );
    assert_eq!(codes(&a), [Code::BreakdownRead]);
    let b = read_at(&fixture("breakdown_b.csv"));
    assert_eq!(
        values(
            table(&b, "scenes"),
            &["Scene", "I/E", "Set", "D/N", "Cast", "Props", "Wardrobe", "SFX/Makeup", "Notes"]
        ),
        [
            "1 | EXT | PIER | DAY | MARA | Suitcase | Raincoat | - | Wet down",
            "2 | INT | GALLEY | NIGHT | MARA, ROLFE | Thermos | - | Bruise | -"
        ]
    );
    let c = read_at(&fixture("breakdown_c.csv"));
    assert_eq!(
        values(table(&c, "scenes"), &["Scene", "I/E", "Set", "D/N", "Script Day", "Pages"]),
        ["1 | EXT | PIER | DAY | D1 | 3/8", "2 | INT | GALLEY | NIGHT | N1 | 1 4/8"]
    );
}

#[test]
fn scripts_give_their_scenes_and_no_made_up_lengths() {
    let inputs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/inputs/screenplays");
    if !inputs.is_dir() {
        eprintln!("skipped: {} is not here", inputs.display());
        return;
    }
    let scenes = |name: &str| {
        let file = read_at(&inputs.join(name));
        let rows = values(table(&file, "scenes"), &["Scene", "I/E", "Set", "D/N", "Pages", "Cast"]);
        (rows, codes(&file))
    };
    // Final Draft saved who is in a scene; Fade In did not, and the speakers are the same.
    let (rows, _) = scenes("wildwinter_TestFDX-FD.fdx");
    assert_eq!(
        rows,
        [
            "1 | INT | RADIO STUDIO | - | 3/8 | DAVE, DJ, JIM",
            "2 | EXT | OUTSIDE THE FOOD STORE | - | 2/8 | KAY"
        ]
    );
    let (rows, _) = scenes("wildwinter_TestFDX-FI_fadein.fdx");
    assert_eq!(
        rows,
        [
            "1 | INT | RADIO STUDIO | - | 3/8 | DJ, DAVE, JIM",
            "2 | EXT | OUTSIDE THE FOOD STORE | - | 2/8 | KAY"
        ]
    );
    let (rows, codes) = scenes("hvaler_screenplay-metropole.fdx");
    assert_eq!(rows[0], "1 | INT | HOTEL METROPOLE - LOBBY | DAY | - | ANSELM, INES");
    assert!(codes.contains(&Code::ScenesCounted));
    let (rows, codes) = scenes("hvaler_screenplay-harbour.fountain");
    assert_eq!(
        rows[..3],
        [
            "1 | EXT | TRAWLER DECK | DAWN | - | NELL",
            "2 | INT | HARBOUR MASTER OFFICE | DAY | - | TOMAS, NELL",
            "3 | EXT | LIGHTHOUSE STAIRS | DUSK | - | -"
        ]
    );
    assert_eq!(codes, [Code::ScenesCounted, Code::BreakdownRead]);
}

/// A day's printed total is held against its own strips: 1/8 + 1 = 1 1/8, not 1 3/8; 2/8 is right.
#[test]
fn a_days_printed_total_that_its_strips_do_not_make_is_said_with_both_sums() {
    let text = "Scene,Set,Pages\nDAY 1 - Tue 2 Mar 2027\n1,PIER,1/8\n2,GALLEY,1\nEND OF DAY 1 -- Tuesday 2 March 2027 -- Total Pages: 1 3/8\nDAY 2\n3,DECK,2/8\nEND OF DAY 2 -- Total pages: 2/8\n";
    let book = reader::in_process(text.as_bytes(), "a.csv").unwrap();
    let file = read::tables("a.csv", "", &book, &Locale::of("GB", "GBP"));
    let found: Vec<_> = file.problems.iter().filter(|p| p.code == Code::TotalDiffers).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].place(), "a.csv › A5");
    assert!(found[0].message.contains("1 3/8") && found[0].message.contains("1 1/8"), "{}", found[0].message);
    // The same over several cells, the sum under its heading: 1/8 + 1 is no 1 2/8.
    let text = "Scene,Set,Pages\nDAY 1 - Tue 2 Mar 2027\n1,PIER,1/8\n2,GALLEY,1\nEND OF DAY 1,\"Tuesday, 2 March 2027\",1 2/8\nDAY 2\n3,DECK,2/8\nEND OF DAY 2,,2/8\n";
    let book = reader::in_process(text.as_bytes(), "a.csv").unwrap();
    let file = read::tables("a.csv", "", &book, &Locale::of("GB", "GBP"));
    assert_eq!(values(table(&file, "scenes"), &["Scene", "Day"]), ["1 | 1", "2 | 1", "3 | 2"]);
    let found: Vec<_> = file.problems.iter().filter(|p| p.code == Code::TotalDiffers).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].place(), "a.csv › C5");
}

#[test]
fn a_line_between_scenes_is_a_strip_of_its_day() {
    let text = "Scene,Set,Pages\nDAY 1 - Tue 2 Mar 2027\n1,PIER,1/8\nCOMPANY MOVE TO STAGE 4\n2,GALLEY,1\nEND OF DAY 1 - total pages 1 1/8\nDAY 2\n3,DECK,2/8\n";
    let book = reader::in_process(text.as_bytes(), "a.csv").unwrap();
    let file = read::tables("a.csv", "", &book, &Locale::of("GB", "GBP"));
    assert_eq!(
        values(table(&file, "scenes"), &["Scene", "Day", "Banner"]),
        ["1 | 1 | -", "- | 1 | COMPANY MOVE TO STAGE 4", "2 | 1 | -", "3 | 2 | -"]
    );
    assert!(!codes(&file).contains(&Code::ValueMissing));
}

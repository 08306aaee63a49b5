//! A production made by hand, as small or as large as a test asks for. Nothing in it is random.

use callboard::check::finding::Report;
use callboard::check::forecast::Forecast;
use callboard::model::clock::{Resolved, resolve};
use callboard::model::*;
use callboard::render::view::View;
use callboard::settings::Settings;
use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

pub struct Size {
    pub scenes: usize,
    pub cast: usize,
    pub crew: usize,
    pub background: usize,
    pub notes: usize,
    pub long: bool,
    pub british: bool,
    pub paper: &'static str,
}

pub const USUAL: Size = Size {
    scenes: 8,
    cast: 11,
    crew: 60,
    background: 3,
    notes: 6,
    long: false,
    british: false,
    paper: "us-letter",
};

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn cell(file: &str, row: usize) -> Cell {
    Cell::new(format!("inbox/{file}.xlsx"), "Sheet1", u32::try_from(row).unwrap(), 0)
}

fn sourced<T>(value: T) -> Option<Sourced<T>> {
    Some(Sourced::new(value, cell("any", 1)))
}

fn text(value: &str) -> Option<Sourced<String>> {
    sourced(value.to_owned())
}

fn timed(day: NaiveDate, minutes: i32, zone: Tz) -> Timed {
    match resolve(day, &WallTime::new(minutes), zone) {
        Resolved::At(moment) => Timed { moment, cell: None },
        Resolved::DoesNotExist => panic!("this time exists"),
    }
}

fn called(day: NaiveDate, minutes: i32, zone: Tz) -> CallTime {
    CallTime { entry: Some(TimeEntry::At(WallTime::new(minutes))), at: timed(day, minutes, zone) }
}

const NAMES: [&str; 12] = [
    "Dana Ruiz",
    "Tomás Ferreira",
    "Aiko Watanabe",
    "Siobhán O'Connell",
    "Jean-Baptiste Lemaire",
    "Priya Raghunathan",
    "Lev Кузнецов",
    "Maya Brandt",
    "Oluwaseun Adeyemi",
    "Kit Farrow",
    "Noor Haddad",
    "Greta Lindqvist",
];
const POSITIONS: [(&str, &str); 20] = [
    ("Production", "Unit Production Manager"),
    ("Assistant Directors", "1st AD"),
    ("Assistant Directors", "2nd AD"),
    ("Camera", "Director of Photography"),
    ("Camera", "B-Camera 1st Assistant"),
    ("Sound", "Sound Mixer"),
    ("Script", "Script Supervisor"),
    ("Grip", "Key Grip"),
    ("Grip", "Dolly Grip"),
    ("Electric", "Gaffer"),
    ("Art", "Production Designer"),
    ("Set Dressing", "Leadman"),
    ("Props", "Property Master"),
    ("Costume", "Costume Supervisor"),
    ("Make-up and Hair", "Key Make-up"),
    ("Stunts", "Stunt Coordinator"),
    ("Locations", "Location Manager"),
    ("Transportation", "Captain"),
    ("Catering", "Chef"),
    ("Medic", "Set Medic"),
];
const SETS: [&str; 5] = ["DINER CAR - BOOTH", "PLATFORM 9", "SLEEPER CORRIDOR", "ENGINE CAB", "TICKET HALL"];
const ACTION: [&str; 4] = [
    "Mara finds the second ticket and hides it from Cole.",
    "The train does not stop.",
    "Ines and the Conductor argue over the missing key.",
    "A stranger asks for a light.",
];

pub fn production(size: &Size) -> Production {
    let zone = if size.british { chrono_tz::Europe::London } else { chrono_tz::America::Los_Angeles };
    let friday = date("2026-10-30");
    let saturday = date("2026-10-31");
    Production {
        issued: Vec::new(),
        meetings: Vec::new(),
        answers: Vec::new(),
        pushes: Vec::new(),
        script: Vec::new(),
        banners: Vec::new(),
        elements: Vec::new(),
        availability: Vec::new(),
        facts: facts(size, zone),
        people: people(size),
        places: vec![place("Alder Street Studios", zone), place("Union Yard", zone)],
        days: vec![
            day(friday, 3, 7 * 60, "Alder Street Studios", zone),
            day(saturday, 4, 15 * 60, "Union Yard", zone),
        ],
        scenes: scenes(size, friday, size.scenes, 12).chain(scenes(size, saturday, 4, 80)).collect(),
        calls: calls(size, friday, zone),
        background: (0..size.background)
            .map(|i| Background {
                date: friday,
                unit: MAIN_UNIT.into(),
                count: 12,
                description: ["Passengers, winter coats", "Railway staff", "Stand-ins (Mara, Cole)"][i % 3]
                    .into(),
                scene: Some("12, 14".into()),
                call: called(friday, 6 * 60 + 30, zone),
                location: Some("BG holding, Stage 5".into()),
                agency: Some("Central Casting".into()),
                remarks: None,
                cell: cell("background", i),
            })
            .collect(),
        notes: (0..size.notes)
            .map(|i| Note {
                date: friday,
                unit: MAIN_UNIT.into(),
                department: Some(
                    ["Props", "Camera", "Stunts", "Costume", "Locations", "Weapons"][i % 6].into(),
                ),
                scene: (i % 2 == 0).then(|| "12".into()),
                text: "Two tickets, one torn; the lantern must dim on cue, and there are no repeats."
                    .repeat(if size.long { 4 } else { 1 }),
                cell: cell("notes", i),
            })
            .collect(),
        calendar: Vec::new(),
        shifts: Vec::new(),
        duties: Vec::new(),
        consents: Vec::new(),
        budget: Vec::new(),
        expenses: Vec::new(),
        purchase_orders: Vec::new(),
        recipients: Vec::new(),
        records: BTreeMap::new(),
    }
}

fn facts(size: &Size, zone: Tz) -> Facts {
    Facts {
        title: if size.long {
            "The Long Night Train to Somewhere Else Entirely".into()
        } else {
            "Night Train".into()
        },
        company: Some("Halcyon Pictures LLC".into()),
        kind: "feature".into(),
        time_zone: zone,
        country: if size.british { "GB" } else { "US" }.into(),
        region: None,
        currency: "USD".into(),
        photography_start: None,
        workweek: vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri],
        paper: size.paper.into(),
        language: "en".into(),
        emergency: if size.british { "999" } else { "911" }.into(),
        office_address: Some("1140 Alder St, Los Angeles, CA 90021".into()),
        office_phone: Some("323-555-0100".into()),
        director: Some("Elena Marsh".into()),
        producer: Some("Victor Osei".into()),
        upm: None,
        first_ad: None,
        second_ad: None,
        script_revision: Some("Pink 10/26/26".into()),
        schedule_revision: Some("Blue 10/24/26".into()),
        cells: BTreeMap::new(),
        assumed: Vec::new(),
    }
}

fn name(i: usize, long: bool) -> String {
    let name = format!("{} {}", NAMES[i % 12], i / 12).trim_end_matches(" 0").to_owned();
    if long { format!("{name} Featherstonehaugh-Cholmondeley") } else { name }
}

fn people(size: &Size) -> Vec<Person> {
    let cast = (0..size.cast).map(|i| {
        let mut person = person(i, name(i, size.long), Listed::Cast);
        person.number = Some((i + 1).to_string());
        person.character = Some(["MARA", "COLE", "INES", "CONDUCTOR", "THE STRANGER"][i % 5].into());
        if i == 5 {
            person.terms.date_of_birth = sourced(date("2015-03-09"));
        }
        person
    });
    let crew = (0..size.crew).map(|i| {
        let mut person = person(size.cast + i, name(i + 5, size.long), Listed::Crew);
        let (department, position) = POSITIONS[i % 20];
        person.department = Some(department.into());
        person.terms.position = text(&if size.long {
            format!("{position} and Second Unit Liaison")
        } else {
            position.to_owned()
        });
        person.call = match i % 7 {
            1 => sourced(TimeEntry::Relative(-30)),
            2 => sourced(TimeEntry::OnCall),
            3 => sourced(TimeEntry::At(WallTime::new(6 * 60 + 42))),
            _ => None,
        };
        person
    });
    cast.chain(crew).collect()
}

/// Everybody has what may not be printed: see the test that looks for it.
fn person(id: usize, name: String, listed: Listed) -> Person {
    Person {
        id: PersonId(id),
        name,
        listed,
        number: None,
        character: None,
        department: None,
        unit: None,
        terms: Terms {
            rate: sourced(Money::new("4321.75".parse().unwrap(), "USD")),
            date_of_birth: sourced(date("1985-02-17")),
            residence: text("77 Secret Lane, Glendale"),
            ..Terms::default()
        },
        guardian: None,
        permit_until: None,
        school_grade: None,
        graduate: false,
        email: text("someone@private.example"),
        phone: text(&format!("818-555-{id:04}")),
        agent: Some("Agent Smith".into()),
        call: None,
        cell: cell(if listed == Listed::Cast { "cast" } else { "crew" }, id),
    }
}

fn place(name: &str, zone: Tz) -> Place {
    let (latitude, longitude) = if zone == chrono_tz::Europe::London { (5157, -21) } else { (3405, -11824) };
    Place {
        name: name.into(),
        address: text("1140 Alder St, Los Angeles, CA 90021"),
        gate: text("Gate 2 on Violet St"),
        basecamp: text("Lot C, behind Stage 6"),
        crew_parking: text("Structure P3, levels 2 to 4"),
        hospital: text("Good Samaritan Hospital"),
        hospital_address: text("1225 Wilshire Blvd, Los Angeles"),
        hospital_phone: text("213-555-0177"),
        latitude: sourced(Decimal::new(latitude, 2)),
        longitude: sourced(Decimal::new(longitude, 2)),
        country: None,
        region: None,
        time_zone: None,
        location_type: None,
        zone: None,
        travel_minutes: None,
        contact: None,
        phone: None,
        cell: cell("locations", 1),
    }
}

fn day(date: NaiveDate, number: u32, call: i32, location: &str, zone: Tz) -> Day {
    Day {
        date,
        unit: MAIN_UNIT.into(),
        number: Some(number),
        of: Some(5),
        day_type: "shoot".into(),
        working_day: text("SWD"),
        episode: None,
        zone,
        crew_call: timed(date, call, zone),
        shooting_call: timed(date, call + 60, zone),
        lunch: timed(date, call + 360, zone),
        est_wrap: timed(date, call + 720, zone),
        location: text(location),
        school_day: None,
        weather: text("72°/55° F, clear, wind 5 mph NW"),
        notes: text("Closed set. No photographs, no social media."),
        log: None,
        cell: cell("schedule", usize::try_from(number).unwrap()),
    }
}

fn scenes(size: &Size, date: NaiveDate, count: usize, first: usize) -> impl Iterator<Item = Scene> + '_ {
    (0..count).map(move |i| Scene {
        day: None,
        script_page: None,
        number: (first + i).to_string(),
        date: Some(date),
        unit: MAIN_UNIT.into(),
        order: u32::try_from(i).unwrap(),
        int_ext: Some(["INT", "EXT", "I/E"][i % 3].into()),
        set: if size.long {
            format!("{} - SECOND COMPARTMENT FROM THE REAR", SETS[i % 5])
        } else {
            SETS[i % 5].into()
        },
        day_night: Some(["DAY", "NIGHT"][i % 2].into()),
        script_day: Some("3".into()),
        // 3/8 + 11/8 + 4/8 + 8/8, again and again.
        pages: Some(Pages::new([3, 11, 4, 8][i % 4])),
        cast: (1..=1 + i % 4).map(|n| n.to_string()).collect(),
        background: (i % 3 == 0).then(|| "12 passengers".into()),
        location: Some(if i == 1 { "Union Yard" } else { "Alder Street Studios" }.into()),
        synopsis: Some(ACTION[i % 4].repeat(if size.long { 3 } else { 1 })),
        est_minutes: None,
        timing: None,
        setups: None,
        departments: vec![("Props".into(), Sourced::new("lantern".to_owned(), cell("scenes", i)))],
        cell: cell("scenes", i),
    })
}

fn calls(size: &Size, date: NaiveDate, zone: Tz) -> Vec<Call> {
    (0..size.cast)
        .map(|i| {
            let held = i == 4;
            let at = |minutes| if held { CallTime::default() } else { called(date, minutes, zone) };
            Call {
                date,
                person: PersonId(i),
                unit: MAIN_UNIT.into(),
                status: text(if held { "H" } else { ["SW", "W", "WF"][i % 3] }),
                pickup: if i == 1 { called(date, -30, zone) } else { CallTime::default() },
                leave: CallTime::default(),
                report: at(6 * 60 + 12),
                makeup: at(6 * 60 + 12),
                wardrobe: at(6 * 60 + 48),
                rehearsal: CallTime::default(),
                on_set: at(8 * 60),
                est_dismiss: CallTime::default(),
                location: None,
                remarks: if i == 5 { text("Studio teacher on set") } else { None },
                cell: cell("calls", i),
            }
        })
        .collect()
}

pub fn with_view<T>(production: &Production, run: impl FnOnce(&View) -> T) -> T {
    let report = Report::default();
    let settings = Settings::default();
    let (forecast, today) = (Forecast::default(), date("2026-10-29"));
    let words = callboard::render::words::of_production(&production.facts);
    run(&View {
        production,
        report: &report,
        forecast: &forecast,
        files: &[],
        settings: &settings,
        words,
        today,
        way_home: "..",
    })
}

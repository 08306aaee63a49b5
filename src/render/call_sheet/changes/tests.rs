use super::*;
use crate::render::words;
use serde_json::json;

/// A day of the main unit: two of the cast, a grip who follows the crew call, and a gaffer half an hour before it.
fn sheet() -> Value {
    json!({
        "crew_call_name": "Crew call", "time_parts": ["shooting_call", "lunch"],
        "call": "7:00A", "call_date": null, "day_line": "Day 3 of 5", "weather": "Dry",
        "times": [["Shooting call", "8:00A"], ["Lunch", "1:00P"]],
        "places": [{ "name": "Union Yard", "address": "1 Yard Way", "gate": "Gate 4", "basecamp": null, "parking": "Lot B" }],
        "hospitals": [{ "name": "St Anne", "address": "5 Hill St", "phone": null }],
        "scenes": { "rows": [
            { "no": "12", "set": "DINER CAR", "cast": "1, 2", "pages": "2 3/8" },
            { "no": "14", "set": "PLATFORM 9", "cast": "2", "pages": "4/8" },
            { "no": "15", "set": "CAB", "cast": null, "pages": "1" },
        ] },
        "cast": { "rows": [
            { "no": "1", "name": "Tomás Ferreira", "held": false, "pickup": "5:30A", "report": "6:12A", "on_set": "7:30A" },
            { "no": "2", "name": "Aiko Watanabe", "held": false, "report": "7:00A", "on_set": "8:00A" },
        ] },
        "crew": [
            { "department": "Grip", "rows": [{ "name": "Lee Park", "position": "Key Grip", "call": "7:00A" }] },
            { "department": "Electric", "rows": [
                { "name": "Kit Farrow", "position": "Gaffer", "call": "6:30A" },
                { "name": "Noor Haddad", "position": "Best Boy", "call": "PER GAFFER" },
            ] },
        ],
        "notes": [{ "department": "Grip", "lines": [{ "scene": "12", "text": "Dolly on the platform" }] }],
        "background": { "rows": [{ "count": "12", "description": "Passengers", "call": "6:30A" }] },
        "advance": null,
    })
}

/// As an American set says it.
fn words() -> &'static Words {
    words::of("en", "US")
}

fn compare(was: &Value, is: &Value) -> Changes {
    super::compare(was, is, words())
}

fn headline(changes: &Changes, name: &str) -> Option<String> {
    super::headline(changes, name, words())
}

fn for_person(changes: &Changes, name: &str) -> Vec<String> {
    super::for_person(changes, name, words())
}

fn told(changes: &Changes) -> Vec<&str> {
    changes.told().collect()
}

fn said(changes: &Changes) -> Vec<String> {
    lines(changes, words()).iter().map(|line| format!("{} | {}", line.who, line.what)).collect()
}

#[test]
fn the_same_sheet_has_no_changes_and_the_weather_is_none() {
    let mut other = sheet();
    other["weather"] = json!("Rain");
    let changes = compare(&sheet(), &other);
    assert_eq!(changes.all, []);
    assert_eq!(told(&changes), [] as [&str; 0]);
    assert_eq!(said(&changes), [" | No call, scene, place or note changed."]);
}

#[test]
fn a_moved_call_is_told_to_its_person_alone() {
    let mut other = sheet();
    other["cast"]["rows"][1]["report"] = json!("6:30A");
    let changes = compare(&sheet(), &other);
    assert_eq!(told(&changes), ["Aiko Watanabe"]);
    assert_eq!(headline(&changes, "Aiko Watanabe").unwrap(), "Your call moved from 7:00A to 6:30A");
    assert_eq!(headline(&changes, "Lee Park"), None);
    assert_eq!(said(&changes), ["Aiko Watanabe | call 7:00A → 6:30A"]);
    changes.write(&mut other, words());
    assert_eq!(other["cast"]["rows"][1]["changed"], json!(["report"]));
    assert_eq!(other["cast"]["rows"][0].get("changed"), None);
    // What was written into the sheet is not compared with the next one.
    assert_eq!(compare(&other, &other).all, []);
}

#[test]
fn who_follows_the_crew_call_stands_behind_it() {
    let mut other = sheet();
    other["call"] = json!("6:30A");
    other["crew"][0]["rows"][0]["call"] = json!("6:30A");
    other["crew"][1]["rows"][0]["call"] = json!("6:00A");
    let changes = compare(&sheet(), &other);
    // Lee Park with it, Kit Farrow by the same half hour, Noor Haddad's call is no time and follows it; the cast's stand.
    assert_eq!(told(&changes), ["Kit Farrow", "Lee Park", "Noor Haddad"]);
    assert_eq!(
        said(&changes),
        ["Crew call | 7:00A → 6:30A, for 1 person", "Kit Farrow | call 6:30A → 6:00A"]
    );
    assert_eq!(headline(&changes, "Lee Park").unwrap(), "Your call moved from 7:00A to 6:30A");
    assert_eq!(headline(&changes, "Noor Haddad").unwrap(), "Crew call moved from 7:00A to 6:30A");
}

#[test]
fn a_british_sheet_says_unit_call() {
    let british = |call: &str| json!({ "crew_call_name": "Unit call", "call": call });
    assert_eq!(said(&compare(&british("07:00"), &british("06:30"))), ["Unit call | 07:00 → 06:30"]);
}

#[test]
fn who_came_and_who_went_are_told_and_the_call_stands_first() {
    let mut other = sheet();
    other["cast"]["rows"][0]["pickup"] = json!("5:00A");
    other["cast"]["rows"][0]["report"] = json!("5:42A");
    other["crew"][0]["rows"] = json!([{ "name": "Ann Bo", "position": "Key Grip", "call": "7:00A" }]);
    let changes = compare(&sheet(), &other);
    assert_eq!(told(&changes), ["Ann Bo", "Lee Park", "Tomás Ferreira"]);
    assert_eq!(headline(&changes, "Ann Bo").unwrap(), "You are called: 7:00A");
    assert_eq!(headline(&changes, "Lee Park").unwrap(), "You are no longer called (your call was 7:00A)");
    assert!(changes.dropped("Lee Park") && !changes.dropped("Ann Bo"));
    assert_eq!(
        for_person(&changes, "Tomás Ferreira"),
        ["Your call moved from 6:12A to 5:42A", "Your pick-up moved from 5:30A to 5:00A"]
    );
    assert!(
        said(&changes).contains(&"Tomás Ferreira | call 6:12A → 5:42A, pick-up 5:30A → 5:00A".to_owned())
    );
    changes.write(&mut other, words());
    assert_eq!(other["crew"][0]["rows"][0]["changed"], json!(["row"]));
}

#[test]
fn a_person_who_is_held_now_and_one_who_is_no_longer() {
    let mut held = sheet();
    held["cast"]["rows"][1] = json!({ "no": "2", "name": "Aiko Watanabe", "held": true, "status": "H" });
    let changes = compare(&sheet(), &held);
    assert_eq!(headline(&changes, "Aiko Watanabe").unwrap(), "Your call is now HOLD (it was 7:00A)");
    let back = compare(&held, &sheet());
    assert_eq!(headline(&back, "Aiko Watanabe").unwrap(), "Your call is now 7:00A (it was HOLD)");
}

#[test]
fn scenes_come_go_grow_and_change_their_order_for_their_cast() {
    let mut other = sheet();
    // 12 dropped, 15 before 14, 14 longer, 16 new with Tomás.
    other["scenes"]["rows"] = json!([
        { "no": "15", "set": "CAB", "cast": null, "pages": "1" },
        { "no": "14", "set": "PLATFORM 9", "cast": "2", "pages": "1 4/8" },
        { "no": "16", "set": "TENDER", "cast": "1", "pages": "2/8" },
    ]);
    let changes = compare(&sheet(), &other);
    // Scene 12 had both of the cast.
    assert_eq!(told(&changes), ["Aiko Watanabe", "Tomás Ferreira"]);
    let said = said(&changes);
    assert!(said.contains(&"Sc 16 | added, TENDER".to_owned()), "{said:?}");
    assert!(said.contains(&"Sc 12 | dropped, DINER CAR".to_owned()), "{said:?}");
    assert!(said.iter().any(|line| line.contains("pages 4/8 → 1 4/8")), "{said:?}");
    // Of 14 and 15 one kept its place: 12, 14, 15 against 15, 14, 16 has a longest run of one.
    assert_eq!(said.iter().filter(|line| line.contains("order")).count(), 1, "{said:?}");
    changes.write(&mut other, words());
    assert_eq!(other["scenes"]["rows"][2]["changed"], json!(["row"]));
}

#[test]
fn another_gate_or_hospital_is_everybodys_business_and_lunch_is_not() {
    let mut other = sheet();
    other["times"][1][1] = json!("12:30P");
    assert_eq!(told(&compare(&sheet(), &other)), [] as [&str; 0]);
    assert_eq!(said(&compare(&sheet(), &other)), ["Lunch | 1:00P → 12:30P"]);
    other["places"][0]["gate"] = json!("Gate 7");
    let changes = compare(&sheet(), &other);
    assert_eq!(told(&changes).len(), 5, "two cast and three crew");
    assert_eq!(headline(&changes, "Lee Park").unwrap(), "Union Yard: gate Gate 4 → Gate 7");
    let mut moved = sheet();
    moved["hospitals"][0]["name"] = json!("County General");
    assert_eq!(told(&compare(&sheet(), &moved)).len(), 5);
    moved["places"][0] = json!({ "name": "Depot" });
    let said = said(&compare(&sheet(), &moved));
    assert!(
        said.contains(&"Depot | new".to_owned()) && said.contains(&"Union Yard | no longer used".to_owned()),
        "{said:?}"
    );
}

#[test]
fn a_note_is_for_its_department_and_a_general_one_for_all() {
    let mut other = sheet();
    other["notes"] = json!([
        { "department": "Grip", "lines": [{ "scene": "12", "text": "Two dollies on the platform" }] },
    ]);
    let changes = compare(&sheet(), &other);
    assert_eq!(told(&changes), ["Lee Park"]);
    // The same thing asked for, in another scene: told once.
    let mut moved = sheet();
    moved["notes"][0]["lines"][0]["scene"] = json!("14");
    assert_eq!(said(&compare(&sheet(), &moved)), ["Grip | Sc 14: Dolly on the platform (was for Sc 12)"]);
    let mut general = sheet();
    let rain = json!({ "department": "General", "lines": [{ "scene": null, "text": "Bring rain gear" }] });
    general["notes"].as_array_mut().unwrap().push(rain);
    let changes = compare(&sheet(), &general);
    assert_eq!(told(&changes).len(), 5);
    assert_eq!(said(&changes), ["General | new: Bring rain gear"]);
}

#[test]
fn many_people_who_move_alike_share_a_line() {
    let crew = |call: &str| {
        let rows: Vec<Value> = (0..9).map(|n| json!({ "name": format!("Grip {n}"), "call": call })).collect();
        json!({ "crew_call_name": "Crew call", "call": "7:00A", "crew": [{ "department": "Grip", "rows": rows }] })
    };
    let changes = compare(&crew("7:00A"), &crew("6:42A"));
    // Nine: five by name and four more.
    assert_eq!(said(&changes), ["Grip 0, Grip 1, Grip 2, Grip 3, Grip 4 and 4 more | call 7:00A → 6:42A"]);
    assert_eq!(told(&changes).len(), 9);
}

/// A push of half an hour moves all of somebody's times, and a dress fitting of their own stays where it was.
#[test]
fn times_that_move_with_the_call_are_said_in_one() {
    let cast = |report: &str, makeup: &str, wardrobe: &str, on_set: &str| {
        json!({ "cast": { "rows": [{ "no": "9", "name": "Kevin Moon", "held": false, "report": report,
            "makeup": makeup, "wardrobe": wardrobe, "on_set": on_set }] } })
    };
    let before = cast("6:30P", "6:45P", "6:30P", "8:30P");
    let all = compare(&before, &cast("7:00P", "7:15P", "7:00P", "9:00P"));
    let later = "0:30 later, too: make-up 7:15P, wardrobe 7:00P, on set 9:00P";
    let named = "0:30 later, too: make-up, wardrobe, on set";
    assert_eq!(said(&all), [format!("Kevin Moon | call 6:30P → 7:00P; {named}")]);
    assert_eq!(for_person(&all, "Kevin Moon"), ["Your call moved from 6:30P to 7:00P", later]);
    // By another while, or not at all: told by themselves.
    let some = compare(&before, &cast("6:00P", "6:15P", "6:00P", "8:15P"));
    assert_eq!(
        for_person(&some, "Kevin Moon"),
        [
            "Your call moved from 6:30P to 6:00P",
            "0:30 earlier, too: make-up 6:15P, wardrobe 6:00P",
            "Your set call moved from 8:30P to 8:15P"
        ]
    );
    let two = compare(&before, &cast("7:00P", "6:45P", "6:30P", "9:00P"));
    assert_eq!(said(&two), ["Kevin Moon | call 6:30P → 7:00P, on set 8:30P → 9:00P"]);
}

#[test]
fn a_letter_says_it_in_the_productions_language() {
    let mut other = sheet();
    other["cast"]["rows"][1]["report"] = json!("6:30A");
    other["scenes"]["rows"][0]["pages"] = json!("2 4/8");
    let german = words::of("de", "DE");
    let changes = super::compare(&sheet(), &other, german);
    assert_eq!(
        super::for_person(&changes, "Aiko Watanabe", german),
        ["Ihre Zeit jetzt 6:30A statt 7:00A", "Bild 12: Seiten 2 3/8 → 2 4/8"]
    );
    assert_eq!(
        super::own_headline(&changes, "Aiko Watanabe", german).unwrap(),
        "Ihre Zeit jetzt 6:30A statt 7:00A"
    );
    assert_eq!(super::own_headline(&changes, "Tomás Ferreira", german), None, "the scene is not his own row");
}

#[test]
fn every_part_that_can_change_has_a_name_in_every_language() {
    let of_rows = [
        "report",
        "makeup",
        "wardrobe",
        "rehearsal",
        "on_set",
        "pickup",
        "status",
        "character",
        "position",
        "call",
    ];
    let others = [
        "remarks",
        "shooting_call",
        "lunch",
        "est_wrap",
        "ie",
        "set",
        "dn",
        "script_day",
        "cast",
        "pages",
        "location",
        "background",
        "order",
        "address",
        "gate",
        "basecamp",
        "parking",
        "phone",
        "day_line",
        "day_type",
        "episode",
        "notice",
        "date",
        "count",
        "scene",
    ];
    for (language, _) in words::FILES {
        let words = words::of(language, "US");
        for part in of_rows.iter().chain(&others) {
            let key = format!("changes.part_{part}");
            assert_ne!(words.get(&key), key, "{language}");
        }
        for part in of_rows {
            let key = format!("changes.your_{part}");
            assert_ne!(words.get(&key), key, "{language}");
        }
    }
}

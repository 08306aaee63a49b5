//! The pages themselves: how many there are, that nothing runs off them, and what they look like.

use super::fixture::{Size, USUAL, production, with_view};
use super::typeset::{
    at, collect, is_well_set, largest, lay_out, look, pictures, place_of, printed, says_what_it_is,
    smallest_of,
};
use callboard::model::{Banner, DocumentKind, Issued, Listed, Pages};
use callboard::render::job::{Body, Job};
use callboard::render::wire::Request;
use callboard::render::worker::Typesetter;
use callboard::render::{call_sheet, personal_call_sheet, setter, words};
use callboard::worker::{Limits, Pool};
use std::collections::BTreeMap;

fn first_sheet(size: &Size) -> Job {
    with_view(&production(size), call_sheet::jobs).remove(0)
}

#[test]
fn a_usual_sheet_is_two_pages_and_a_small_one_is_one() {
    for size in [
        USUAL,
        Size { scenes: 1, cast: 2, crew: 12, background: 0, notes: 0, ..USUAL },
        Size { scenes: 14, cast: 18, crew: 110, background: 5, notes: 5, ..USUAL },
        Size { british: true, paper: "a4", ..USUAL },
        Size { scenes: 16, cast: 20, crew: 120, paper: "us-legal", ..USUAL },
    ] {
        let document = lay_out(&first_sheet(&size));
        assert_eq!(
            document.pages().len(),
            // Front and back; a British sheet's movement order stands under the crew. A dozen fit on the front.
            if size.crew < 20 { 1 } else { 2 },
            "{} scenes, {} cast, {} crew",
            size.scenes,
            size.cast,
            size.crew
        );
        is_well_set(&document, &format!("{} scenes", size.scenes));
        says_what_it_is(&document, "Night Train", |page, pages| format!("Page {page} of {pages}"));
        // What is largest on the page is when to come.
        assert_eq!(largest(&document), if size.british { "07:00" } else { "7:00A" });
    }
}

#[test]
fn the_largest_sheet_takes_more_pages_and_loses_nothing() {
    let size = Size { scenes: 40, cast: 60, crew: 250, background: 10, notes: 12, long: true, ..USUAL };
    let job = first_sheet(&size);
    let document = lay_out(&job);
    is_well_set(&document, "largest");
    says_what_it_is(&document, "Somewhere Else", |page, pages| format!("Page {page} of {pages}"));
    // Scenes and cast never get smaller than 6.5 pt, whatever else has to.
    assert!(smallest_of(&document, |text| text.starts_with("DINER CAR") || text == "MARA") >= 6.499);
    let printed = printed(&document);
    // The last of each block; a long name may be broken over lines, so its letters are compared alone.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let printed = letters(&printed);
    let last_cast = "Featherstonehaugh-Cholmondeley THE STRANGER";
    for text in
        ["SECOND COMPARTMENT FROM THE REAR", last_cast, "Kit Farrow 20", "Set Medic and Second Unit Liaison"]
    {
        assert!(printed.contains(&letters(text)), "{text}");
    }
}

fn production_title(job: &Job) -> String {
    let Body::Pdf { data, .. } = &job.body else { panic!("not set as PDF") };
    data["production"].as_str().unwrap().to_owned()
}

/// Every text of the rows is on the pages: its letters, since lines may break and a set is printed in capitals.
#[test]
fn nothing_of_the_data_is_lost_at_any_size() {
    let letters =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for (name, size) in [
        ("smallest", Size { scenes: 1, cast: 2, crew: 6, background: 0, notes: 0, ..USUAL }),
        ("legal", Size { paper: "us-legal", ..USUAL }),
        ("many", Size { scenes: 40, cast: 60, crew: 250, background: 6, notes: 8, ..USUAL }),
        (
            "many-long",
            Size {
                scenes: 40,
                cast: 60,
                crew: 250,
                background: 6,
                notes: 8,
                long: true,
                paper: "a4",
                british: true,
            },
        ),
    ] {
        let job = first_sheet(&size);
        let document = lay_out(&job);
        look(&format!("size-{name}"), &document);
        is_well_set(&document, name);
        says_what_it_is(&document, &production_title(&job), |page, pages| format!("Page {page} of {pages}"));
        assert!(
            smallest_of(&document, |text| text == "MARA" || text.starts_with("PLATFORM")) >= 6.499,
            "{name}"
        );
        let pages = letters(&printed(&document));
        let Body::Pdf { data, .. } = &job.body else { panic!("not set as PDF") };
        let mut texts = Vec::new();
        for (block, keys) in [
            ("/scenes/rows", ["no", "set", "synopsis"]),
            ("/cast/rows", ["name", "character", "remarks"]),
            ("/background/rows", ["description", "location", "remarks"]),
        ] {
            for row in data.pointer(block).and_then(|rows| rows.as_array()).unwrap() {
                texts.extend(keys.iter().filter_map(|key| row[*key].as_str().map(str::to_owned)));
            }
        }
        for group in data["crew"].as_array().unwrap() {
            for row in group["rows"].as_array().unwrap() {
                texts.extend(
                    ["position", "name", "call"]
                        .iter()
                        .filter_map(|key| row[*key].as_str().map(str::to_owned)),
                );
            }
        }
        for group in data["notes"].as_array().unwrap() {
            texts.extend(
                group["lines"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|line| line["text"].as_str().map(str::to_owned)),
            );
        }
        assert!(texts.len() > 10);
        for text in texts {
            assert!(pages.contains(&letters(&text)), "{name}: “{text}” is not printed");
        }
    }
}

#[test]
fn the_pages_look_as_they_did_when_they_were_last_looked_at() {
    let usual = lay_out(&first_sheet(&USUAL));
    look("usual", &usual);
    insta::assert_snapshot!("usual", pictures(&usual));
    insta::assert_snapshot!("usual-text", printed(&usual));
    let british = lay_out(&first_sheet(&Size { british: true, paper: "a4", ..USUAL }));
    look("british", &british);
    insta::assert_snapshot!("british", pictures(&british));
    let personal = lay_out(&with_view(&production(&USUAL), personal_call_sheet::jobs).remove(1));
    look("personal", &personal);
    insta::assert_snapshot!("personal", pictures(&personal));
}

/// The sheet of a production that speaks a language.
fn spoken(language: &str, country: &str) -> Job {
    let mut production = production(&Size { paper: "a4", british: true, ..USUAL });
    production.facts.language = language.into();
    production.facts.country = country.into();
    with_view(&production, call_sheet::jobs).remove(0)
}

#[test]
fn a_sheet_speaks_its_language_alone() {
    for (language, country) in [("de", "DE"), ("fr", "FR"), ("es", "ES")] {
        let job = spoken(language, country);
        let document = lay_out(&job);
        look(language, &document);
        is_well_set(&document, language);
        // Front, and the crew with the movement order.
        assert_eq!(document.pages().len(), 2, "{language}");
        let printed = printed(&document).to_lowercase();
        let lines: Vec<&str> = printed.lines().map(str::trim).collect();
        // Every English word of the sheet that this language says otherwise: none stands by itself on the page.
        let english = words::FILES[1].1.lines().skip_while(|line| *line != "[call_sheet]").skip(1);
        let english = english.take_while(|line| !line.starts_with('['));
        let english = english.filter_map(|line| line.split_once(" = \"")?.1.strip_suffix('"'));
        let own = words::FILES.iter().find(|(l, _)| *l == language).unwrap().1.to_lowercase();
        // Departments are printed as the crew list has them, and this one is called Costume.
        for word in english.filter(|w| w.len() > 3 && *w != "Costume").map(str::to_lowercase) {
            let theirs = own.contains(&format!("\"{word}\""));
            assert!(theirs || !lines.contains(&word.as_str()), "{language}: {word}");
        }
        insta::assert_snapshot!(format!("in-{language}"), pictures(&document));
    }
}

fn request(job: &Job, overrides: &[(&str, &str)]) -> Request {
    let Body::Pdf { template, data } = &job.body else { panic!("not set as PDF") };
    Request {
        template: (*template).to_owned(),
        path: job.path.clone(),
        at: at().timestamp(),
        keep: 0,
        dark: false,
        attach: false,
        id: call_sheet::revision::id(data),
        data: data.to_string().into_bytes(),
        overrides: overrides.iter().map(|(p, t)| ((*p).to_owned(), t.as_bytes().to_vec())).collect(),
    }
}

#[test]
fn the_same_sheet_has_the_same_bytes_whoever_sets_it() {
    let job = first_sheet(&USUAL);
    let mut first = Typesetter::default();
    let one = first.set(request(&job, &[])).pdf.unwrap();
    let again = first.set(request(&job, &[])).pdf.unwrap();
    let other = Typesetter::default().set(request(&job, &[])).pdf.unwrap();
    assert!(one == again && one == other);
    assert!(one.starts_with(b"%PDF-") && one.windows(15).any(|w| w == b"/StructTreeRoot"));
}

#[test]
fn a_productions_own_template_is_used_and_a_broken_one_is_said_and_replaced() {
    let job = first_sheet(&USUAL);
    let mut typesetter = Typesetter::default();
    let plain = typesetter.set(request(&job, &[]));
    let own = typesetter.set(request(
        &job,
        &[("call-sheet/main.typ", "#set document(title: \"Own\")\n#json(\"data.json\").production")],
    ));
    assert_eq!(own.problems, []);
    assert!(own.pdf.is_some() && own.pdf != plain.pdf);
    let broken = typesetter.set(request(&job, &[("call-sheet/notes.typ", "#let notes = (")]));
    assert_eq!(broken.pdf, plain.pdf);
    let problem = &broken.problems[0];
    assert_eq!(problem.code.name(), "template-invalid");
    assert_eq!(problem.file, "templates/call-sheet/notes.typ");
    assert!(problem.at.starts_with("line 1"), "{}", problem.at);
}

#[test]
fn a_character_that_no_face_has_is_named_with_its_text() {
    let mut production = production(&USUAL);
    // Of the last private plane: no face of whatever machine this runs on has it.
    production.people[0].name = "Kim \u{10fffd}".into();
    let job = with_view(&production, call_sheet::jobs).remove(0);
    let printed = Typesetter::default().set(request(&job, &[]));
    let problem = printed.problems.iter().find(|p| p.code.name() == "glyph-missing").unwrap();
    assert_eq!(problem.seen, "Kim \u{10fffd}");
    assert!(printed.pdf.is_some());
}

fn pool(seconds: u64) -> Pool {
    let exe = env!("CARGO_BIN_EXE_callboard").into();
    Pool::new(exe, "render", 2, Limits { memory_bytes: 2 << 30, seconds })
}

#[test]
fn worker_processes_set_what_this_process_sets() {
    let job = first_sheet(&USUAL);
    let done = Job { path: "findings.json".into(), body: Body::Bytes(b"{}".to_vec()), ..job.clone() };
    let here = Typesetter::default().set(request(&job, &[])).pdf.unwrap();
    let printed =
        setter::set(&[job.clone(), done, job], &pool(120), &BTreeMap::new(), &Default::default(), at());
    assert!(printed[0].pdf.as_ref() == Some(&here) && printed[2].pdf.as_ref() == Some(&here));
    assert_eq!(printed[1].pdf.as_deref(), Some(&b"{}"[..]));
    assert!(printed.iter().all(|p| p.problems.is_empty()));
}

#[test]
fn a_template_that_never_ends_is_stopped_and_said() {
    let endless = "#for i in range(100000) { for j in range(100000) {} }";
    let overrides = [("call-sheet/main.typ".to_owned(), endless.as_bytes().to_vec())].into();
    let printed = setter::set(&[first_sheet(&USUAL)], &pool(8), &overrides, &Default::default(), at());
    // The built-in template steps in, so that nobody is without a call sheet.
    assert!(printed[0].pdf.is_some());
    assert_eq!(printed[0].problems[0].code.name(), "template-invalid");
    assert!(
        printed[0].problems[0].message.contains("longer than it may"),
        "{}",
        printed[0].problems[0].message
    );
}

#[test]
fn what_is_set_is_handed_on_while_the_rest_is_being_set() {
    let done = Job { path: "findings.json".into(), body: Body::Bytes(b"{}".to_vec()), ..first_sheet(&USUAL) };
    let jobs = [done, first_sheet(&USUAL)];
    // The second takes its eight seconds before it is stopped.
    let endless = "#for i in range(100000) { for j in range(100000) {} }";
    let overrides = [("call-sheet/main.typ".to_owned(), endless.as_bytes().to_vec())].into();
    let (settings, mut handed) = (Default::default(), Vec::new());
    let whole = setter::set_each(&jobs, &pool(8), &overrides, &settings, at(), |ready| {
        handed.push(ready.len());
        Ok::<(), &str>(())
    });
    assert_eq!((whole, handed), (Ok(()), vec![1, 1]));
    let full = setter::set_each(&jobs[..1], &pool(8), &overrides, &settings, at(), |_| Err("disk full"));
    assert_eq!(full, Err("disk full"));
}

#[test]
fn notes_that_do_not_fit_leave_the_front_for_a_page_that_it_names() {
    let size = Size { scenes: 12, cast: 16, crew: 110, notes: 48, long: true, ..USUAL };
    let document = lay_out(&first_sheet(&size));
    is_well_set(&document, "notes moved");
    let pages: Vec<String> = document
        .pages()
        .iter()
        .map(|page| {
            let mut text = String::new();
            collect(&page.frame, &mut text);
            text.replace('\n', "")
        })
        .collect();
    let named = pages.iter().find_map(|page| page.split("DEPARTMENT NOTES: see page ").nth(1)).unwrap();
    let number: usize = named.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap();
    assert!(number > 1);
    assert!(pages[number - 1].contains("DEPARTMENT NOTES") && pages[number - 1].contains("WEAPONS"));
}

/// The sheet as it went out yesterday evening, and as it is now: every third call is half an hour earlier, each fourth scene
/// has another length, a note is another one.
fn revised(size: &Size) -> Vec<Job> {
    let mut production = production(size);
    let before = with_view(&production, call_sheet::jobs).remove(0);
    let Body::Pdf { data, .. } = &before.body else { panic!("not set as PDF") };
    let friday = production.days[0].clone();
    let at = "2026-10-29T18:00:00-07:00".parse::<chrono::DateTime<chrono::FixedOffset>>().unwrap();
    production.issued.push(Issued {
        date: friday.date,
        unit: friday.unit.clone(),
        revision: 1,
        colour: "White".into(),
        at: at.with_timezone(&friday.zone),
        path: "call-sheets/issued/x.pdf".into(),
        content: call_sheet::revision::content(data),
        said: data.to_string().into(),
        sha256: "abc".into(),
    });
    for call in production.calls.iter_mut().step_by(3) {
        call.report.at.moment = call.report.at.moment.clone().moved(-30);
    }
    for scene in production.scenes.iter_mut().step_by(4) {
        scene.pages = Some(Pages::new(9));
    }
    for person in production.people.iter_mut().filter(|p| p.listed == Listed::Crew).step_by(3) {
        person.terms.position = person.terms.position.clone().map(|mut p| {
            p.value.push_str(" (acting)");
            p
        });
    }
    if let Some(note) = production.notes.first_mut() {
        note.text.push_str(" And a rope.");
    }
    with_view(&production, |view| {
        let mut jobs = call_sheet::jobs(view);
        jobs.truncate(1);
        jobs.extend(personal_call_sheet::jobs(view).into_iter().take(2));
        jobs
    })
}

#[test]
fn revised_sheets_of_any_size_stay_on_their_pages_and_say_what_changed() {
    for (name, size, pages) in [
        ("revised-usual", USUAL, 2),
        ("revised-small", Size { scenes: 1, cast: 2, crew: 6, background: 0, notes: 1, ..USUAL }, 2),
        (
            "revised-many",
            Size { scenes: 40, cast: 60, crew: 250, background: 10, notes: 12, long: true, ..USUAL },
            usize::MAX,
        ),
    ] {
        for (number, job) in revised(&size).iter().enumerate() {
            let document = lay_out(job);
            look(&format!("{name}-{number}"), &document);
            is_well_set(&document, &format!("{name} {number}"));
            assert!(document.pages().len() <= pages, "{name} {number}: {} pages", document.pages().len());
            let printed = printed(&document);
            assert!(printed.contains("WHAT CHANGED SINCE WHITE REV. 1"), "{name}");
            let marks = printed.lines().filter(|line| line.trim() == "*").count();
            assert!(marks > 0, "{name}: no row has an asterisk");
            // Who is handed a personal sheet reads before anything else what became of the own call: in the top fifth, in
            // larger type than any table.
            if job.kind == DocumentKind::PersonalCallSheet {
                let own =
                    |text: &str| text.starts_with("Your call") || text.starts_with("Nothing changed for");
                let (down, size) = place_of(&document, own);
                assert!(down < 0.2 && size >= 9.0, "{name} {number}: {down:.2} down, {size} pt");
            }
        }
    }
}

/// Eight lines a note, of three departments and of ten.
#[test]
fn notes_of_eight_lines_are_printed_whole() {
    for (name, notes) in [("notes-3", 3), ("notes-10", 10)] {
        let mut production = production(&Size { notes, ..USUAL });
        let line = "The lantern dims on cue at the second bell, twice in the wide and once in the close shot; the torn half of the ticket stays in Cole's left pocket. ";
        for (n, note) in production.notes.iter_mut().enumerate() {
            note.text = format!("{}{n} ends here.", line.repeat(8));
        }
        let document = lay_out(&with_view(&production, call_sheet::jobs).remove(0));
        look(name, &document);
        is_well_set(&document, name);
        let text: String = printed(&document).split_whitespace().collect();
        for n in 0..notes {
            assert!(text.contains(&format!("{n}endshere.")), "{name}: the end of note {n}");
        }
        assert!(document.pages().len() <= 4, "{name}: {}", document.pages().len());
    }
}

/// Lunch and a company move stand where the board has them: before the second scene, after the last; in the mail's text, too.
#[test]
fn what_the_board_has_between_scenes_stands_between_them() {
    let mut production = production(&Size { scenes: 3, ..USUAL });
    let order = |n: usize| production.scenes[n].order;
    let (second, last) = (order(1), order(2));
    let day = production.days[0].clone();
    let banner = |text: &str, order, date| Banner {
        text: text.into(),
        date,
        day: day.number,
        unit: day.unit.clone(),
        order,
        cell: production.scenes[0].cell.clone(),
    };
    // One is placed by its date, one by its day's number; one is another day's.
    let banners = vec![
        banner("Lunch on the platform", second, Some(day.date)),
        banner("Company move", last + 1, None),
        banner("Rehearsal", second, day.date.succ_opt()),
    ];
    production.banners = banners;
    let job = with_view(&production, call_sheet::jobs).remove(0);
    let document = lay_out(&job);
    look("banners", &document);
    is_well_set(&document, "banners");
    let text = printed(&document);
    let places = ["PLATFORM 9", "LUNCH ON THE PLATFORM", "SLEEPER CORRIDOR", "COMPANY MOVE"];
    let found: Vec<Option<usize>> = places.iter().map(|words| text.find(words)).collect();
    assert!(found.iter().all(Option::is_some), "{found:?}");
    let first = text.find("DINER CAR").unwrap();
    assert!(
        first < found[1].unwrap() && found[1] < found[0] && found[0] < found[2] && found[2] < found[3],
        "{found:?}"
    );
    assert!(!text.contains("REHEARSAL"));
    let said = &job.about.says.as_ref().unwrap().text;
    assert!(said.contains("-- Lunch on the platform --") && said.contains("-- Company move --"), "{said}");
}

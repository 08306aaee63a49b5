//! Schedules as the typesetter lays them out, from one scene to a hundred and twenty days: nothing lost, nothing off the page.
#![cfg(feature = "pdf")]

#[path = "common/typeset.rs"]
mod typeset;

use callboard::check::finding::Report;
use callboard::check::forecast;
use callboard::ingest::{Locale, assemble, read, reader};
use callboard::render::job::{Body, Job};
use callboard::render::schedule;
use callboard::render::view::View;
use callboard::settings::Settings;
use chrono::{Datelike, Days, NaiveDate};
use serde_json::Value;
use typeset::{is_well_set, lay_out, lay_out_data, look, pictures, printed, says_what_it_is};

const TEMPLATES: [&str; 5] = ["one-line", "shooting-schedule", "stripboard", "day-out-of-days", "calendar"];

fn sample(template: &str) -> Value {
    let path = format!("{}/templates/{template}/data.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn the_pages_look_as_they_did_when_they_were_last_looked_at() {
    for template in TEMPLATES {
        let document = lay_out_data(template, &sample(template));
        look(template, &document);
        is_well_set(&document, template);
        // Five boxes, three days and the scenes without one are more than a page of the shooting schedule.
        let pages = if template == "shooting-schedule" { 2 } else { 1 };
        assert_eq!(document.pages().len(), pages, "{template}");
        insta::assert_snapshot!(format!("schedule-{template}"), pictures(&document));
        insta::assert_snapshot!(format!("schedule-{template}-text"), printed(&document));
    }
}

/// A production of so many scenes over so many shooting days (Monday to Friday from 1 March 2027), with so many cast.
struct Size {
    scenes: usize,
    days: usize,
    cast: usize,
    /// Letters in the longest names.
    long: usize,
}

const LONG: &str = "Generalmusikdirektorin Anastasia-Konstantinowna von Hohenzollern-Sigmaringen the Younger of Upper Lusatia";

impl Size {
    fn date(&self, n: usize) -> NaiveDate {
        let weeks = u64::try_from(n / 5).unwrap();
        let days = u64::try_from(n % 5).unwrap();
        NaiveDate::from_ymd_opt(2027, 3, 1).unwrap() + Days::new(weeks * 7 + days)
    }

    fn name(&self, n: usize) -> String {
        let long: String = LONG.chars().take(self.long).collect();
        if n.is_multiple_of(7) && self.long > 0 {
            format!("CHARACTER{n} {long}")
        } else {
            format!("CHARACTER{n}")
        }
    }

    fn jobs(&self) -> Vec<Job> {
        let mut scenes =
            String::from("Scene,Date,Order,I/E,Set,D/N,Pages,Cast,Location,Synopsis,Props,Vehicles\n");
        for n in 0..self.scenes {
            let day = n * self.days / self.scenes;
            let place = if n % 2 == 0 { "INT" } else { "EXT" };
            let light = if n % 3 == 0 { "NIGHT" } else { "DAY" };
            let first = n % self.cast + 1;
            let cast = format!("{first}, {}", (n * 7 + 3) % self.cast + 1);
            let set =
                if n % 9 == 0 { LONG.chars().take(self.long.max(12)).collect() } else { format!("SET{n}") };
            scenes += &format!(
                "S{n},{},{n},{place},{set},{light},{}/8,\"{cast}\",Place{},Synopsis{n},\"Prop{n}a, Prop{n}b\",Van{}\n",
                self.date(day),
                n % 7 + 1,
                n % 5,
                n % 3
            );
        }
        let mut cast = String::from("No.,Character,Name,Agreement\n");
        for n in 1..=self.cast {
            cast += &format!("{n},{},Performer {n},SAG-AFTRA\n", self.name(n));
        }
        let mut schedule = String::from("Date,Day,Location\n");
        for n in 0..self.days {
            schedule += &format!("{},{},Place{}\n", self.date(n), n + 1, n % 5);
        }
        let files: Vec<_> = [("scenes.csv", scenes), ("cast.csv", cast), ("schedule.csv", schedule)]
            .iter()
            .map(|(name, text)| {
                let book = reader::in_process(text.as_bytes(), name).unwrap();
                read::tables(name, "", &book, &Locale::of("US", "USD"))
            })
            .collect();
        let today = NaiveDate::from_ymd_opt(2027, 2, 1).unwrap();
        let settings = Settings::default();
        let (production, _) = assemble::production(&files, &settings, today);
        let (report, forecast) = (Report::default(), forecast::listed(&[], today));
        let view = View {
            production: &production,
            report: &report,
            forecast: &forecast,
            files: &files,
            settings: &settings,
            words: callboard::render::words::of_production(&production.facts),
            today,
            way_home: "..",
        };
        schedule::jobs(&view)
    }

    /// Sets every paper and gives its text without blanks, and its pages.
    fn papers(&self, name: &str) -> Vec<(String, usize)> {
        let mut papers = Vec::new();
        for job in self.jobs().iter().filter(|job| matches!(job.body, Body::Pdf { .. })) {
            let document = lay_out(job);
            look(&format!("{name}-{}", job.path.replace('/', "-")), &document);
            is_well_set(&document, &job.path);
            let Body::Pdf { data, .. } = &job.body else { panic!("not set as PDF") };
            let title = data["stamp"]["production"].as_str().unwrap();
            says_what_it_is(&document, title, |page, pages| format!("Page {page} of {pages}"));
            let text: String =
                printed(&document).chars().filter(|c| !c.is_whitespace() && *c != '\u{200b}').collect();
            papers.push((text, document.pages().len()));
        }
        papers
    }
}

#[test]
fn one_scene_and_two_cast_are_a_page_each() {
    for (text, pages) in (Size { scenes: 1, days: 1, cast: 2, long: 0 }).papers("one") {
        assert_eq!(pages, 1, "{text}");
    }
}

#[test]
fn forty_scenes_and_sixty_cast_with_long_names_are_all_there() {
    let size = Size { scenes: 40, days: 8, cast: 60, long: 100 };
    let papers = size.papers("forty");
    let [one_line, shooting, board, days, _calendar] = &papers[..] else { panic!() };
    for n in 0..40 {
        for (text, _) in [one_line, shooting, board] {
            assert!(text.contains(&format!("S{n}")), "scene {n}");
        }
        assert!(one_line.0.contains(&format!("Synopsis{n}")));
        assert!(shooting.0.contains(&format!("Prop{n}b")), "prop {n}");
    }
    // Scene n has cast n + 1 and (7n + 3) mod 60 + 1: the first 40, and the others by the second number.
    let wanted: std::collections::BTreeSet<usize> =
        (0..40).flat_map(|n| [n % 60 + 1, (n * 7 + 3) % 60 + 1]).collect();
    for n in wanted {
        let name: String = size.name(n).split_whitespace().collect();
        assert!(days.0.contains(&name), "{name}");
    }
    for (text, _) in &papers[..3] {
        assert_eq!(text.matches("ENDOFDAY").count(), 8);
    }
}

#[test]
fn a_schedule_of_a_hundred_and_twenty_days() {
    let size = Size { scenes: 120, days: 120, cast: 60, long: 40 };
    // 24 weeks of five days: the last is the Friday of the 24th week, 23 × 7 + 4 days on.
    let last = size.date(119);
    assert_eq!((last, last.weekday()), (NaiveDate::from_ymd_opt(2027, 8, 13).unwrap(), chrono::Weekday::Fri));
    let papers = size.papers("long");
    let [one_line, _, board, days, calendar] = &papers[..] else { panic!() };
    assert_eq!(one_line.0.matches("ENDOFDAY").count(), 120);
    assert!(board.0.contains("ENDOFDAY120OF120"));
    // March to August: six months, each at least a page.
    assert!((6..=12).contains(&calendar.1), "{} pages", calendar.1);
    // 166 dates are five sheets of 35 dates; each has 60 cast, three vans and five places.
    assert!((5..=20).contains(&days.1), "{} pages", days.1);
    for n in 1..=60 {
        let name: String = size.name(n).split_whitespace().collect();
        // On every sheet.
        assert!(days.0.matches(&name).count() >= 5, "{name}");
    }
}

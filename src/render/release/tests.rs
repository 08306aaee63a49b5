//! Which forms are made, under which number and name, and what they hold.

use super::*;
use crate::model::{Field, Listed, Money, PersonId, Sourced, Terms, Value as Read};
use crate::render::fixture::{self, viewing};
use crate::settings::Settings;
use std::collections::BTreeMap;

fn row(n: u32, item: &str, kind: &str, status: &str, holder: &str) -> Record {
    let cell = fixture::cell("Clearance log.xlsx", n, 0);
    let mut fields = BTreeMap::new();
    let mut put = |heading: &'static str, value: Read| {
        fields.insert(
            heading,
            Field { seen: value.to_text(), value: Some(value), cell: cell.clone(), inferred: false },
        );
    };
    for (heading, text) in [("Item", item), ("Kind", kind), ("Status", status), ("Rights Holder", holder)] {
        if !text.is_empty() {
            put(heading, Read::Text(text.into()));
        }
    }
    put("Fee", Read::Money(Money::new(750.into(), "USD")));
    put("Term Start", Read::Date(fixture::day("2026-10-20")));
    put("Term End", Read::Text("Perpetuity".into()));
    put("Territory", Read::List(vec!["World".into()]));
    put("Media", Read::List(vec!["All media".into()]));
    Record { table: "clearances", cell: cell.clone(), fields, extra: Vec::new(), columns: BTreeMap::new() }
}

fn production() -> crate::model::Production {
    let mut p = fixture::production();
    let mut oscar = row(6, "Child traveller: Oscar Pell", "Minor", "Signed", "Oscar Pell");
    let cell = oscar.cell.clone();
    oscar.fields.insert(
        "Guardian Signed",
        Field { value: Some(Read::Flag(false)), seen: "N".into(), cell: cell.clone(), inferred: false },
    );
    p.records.insert(
        "clearances",
        vec![
            row(3, "Flower seller", "Appearance", "Signed", "Rosa Alcantar"),
            row(4, "Busker on the concourse", "Appearance", "Sent", "Dov Maringer"),
            row(5, "Harbor at Dusk (oil)", "Artwork", "Verbal OK", "Estate of L. Ferrand"),
            oscar,
            row(7, "Cola machine", "Product", "Removed from cut", "Fizz & Co."),
            row(8, "Last Car Out", "Music sync", "Requested", "Brasswork Music"),
            row(9, "Union Station", "Location", "Signed", "Metro Facilities"),
        ],
    );
    p.people = vec![Person {
        id: PersonId(0),
        name: "Oscar Pell".into(),
        listed: Listed::Cast,
        number: None,
        character: None,
        department: None,
        unit: None,
        terms: Terms {
            date_of_birth: Some(Sourced::new(fixture::day("2015-03-09"), cell.clone())),
            ..Terms::default()
        },
        guardian: Some(Sourced::new("Karen Pell".into(), cell.clone())),
        permit_until: None,
        school_grade: None,
        graduate: false,
        email: None,
        phone: None,
        agent: None,
        call: None,
        cell: cell.clone(),
    }];
    p.places = vec![place_named("Union Station"), place_named("Vasquez Rocks")];
    p.scenes = vec![scene("40", "Vasquez Rocks"), scene("1", "union station")];
    p
}

fn place_named(name: &str) -> Place {
    let cell = fixture::cell("Locations.xlsx", 4, 0);
    Place {
        name: name.into(),
        address: Some(Sourced::new("10700 Escondido Canyon Rd, Agua Dulce, CA 91390".into(), cell.clone())),
        gate: None,
        basecamp: None,
        crew_parking: Some(Sourced::new("Day-use lot, west end".into(), cell.clone())),
        hospital: None,
        hospital_address: None,
        hospital_phone: None,
        latitude: None,
        longitude: None,
        country: None,
        region: None,
        time_zone: None,
        location_type: None,
        zone: None,
        travel_minutes: None,
        contact: Some(Sourced::new("Marsha Villalobos".into(), cell.clone())),
        phone: Some(Sourced::new("(661) 555-0175".into(), cell.clone())),
        cell,
    }
}

fn scene(number: &str, location: &str) -> Scene {
    Scene {
        day: None,
        script_page: None,
        number: number.into(),
        date: Some(fixture::day("2026-11-03")),
        unit: "Main".into(),
        order: 1,
        int_ext: None,
        set: "ROCKS".into(),
        day_night: None,
        script_day: None,
        pages: None,
        cast: Vec::new(),
        background: None,
        location: Some(location.into()),
        synopsis: None,
        est_minutes: None,
        timing: None,
        setups: None,
        departments: Vec::new(),
        cell: fixture::cell("Schedule.xlsx", 2, 0),
    }
}

fn made() -> Vec<Job> {
    viewing(&production(), &fixture::report(), &Settings::default(), jobs)
}

#[test]
fn each_open_row_and_each_place_without_a_row_has_a_form() {
    // Numbers count rows of a kind, open or not: the signed flower seller is APP-001, the signed Union Station
    // LOC-001, the cola machine that was cut MAT-002. A minor's form without a guardian is made again.
    let paths: Vec<String> = made().into_iter().map(|j| j.path).collect();
    assert_eq!(
        paths,
        [
            "releases/appearance_APP-002_Dov-Maringer.pdf",
            "releases/minor_MIN-001_Oscar-Pell.pdf",
            "releases/location_LOC-002_Vasquez-Rocks.pdf",
            "releases/materials_MAT-001_Harbor-at-Dusk-(oil).pdf",
        ]
    );
}

#[test]
fn samples_beside_the_templates_are_true() {
    for job in made() {
        let Body::Pdf { template, data } = &job.body else { panic!() };
        fixture::assert_sample(template, data);
    }
}

#[test]
fn a_birth_date_stands_on_the_minors_form_alone() {
    for job in made() {
        let Body::Pdf { template, data } = &job.body else { panic!() };
        assert_eq!(data["born"].is_string(), *template == "release-minor", "{template}");
    }
}

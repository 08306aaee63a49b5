//! What a header note says: what the column means, whether it is needed, and an example.

use crate::ingest::tables::{HeadingSpec, TableSpec, ValueKind};

/// The text of a heading's note.
pub(super) fn note(table: &TableSpec, heading: &HeadingSpec) -> String {
    let mut lines = vec![heading.about.to_string()];
    let vocabulary = heading.vocabulary();
    if !vocabulary.is_empty() {
        lines.push(format!("One of: {}.", vocabulary.join(", ")));
    } else if let Some(example) = example(table, heading) {
        lines.push(format!("For example: {example}"));
    }
    let others: Vec<_> = table
        .one_of
        .iter()
        .filter(|group| group.contains(&heading.name))
        .copied()
        .flatten()
        .copied()
        .collect();
    if heading.is_needed() {
        lines.push("Needed in every row.".into());
    } else if !others.is_empty() {
        lines.push(format!("Needed: {}.", others.join(" or ")));
    }
    lines.join("\n")
}

fn example(table: &TableSpec, heading: &HeadingSpec) -> Option<&'static str> {
    let by_name = match (table.name, heading.name) {
        (_, "Unit") => Some("2nd"),
        ("cast", "Name") => Some("Dana Ruiz"),
        ("cast", "Character") => Some("EDIE"),
        ("crew", "Call") => Some("-0:30, 6:30, or O/C for on call"),
        ("crew", "Department") => Some("Grip"),
        ("crew", "Position") => Some("Key Grip"),
        (_, "Agreement") => Some("IATSE Basic, SAG-AFTRA, BECTU, non-union"),
        ("schedule", "Day") => Some("3, or 3 of 20; counted where blank"),
        (_, "Location") => Some("Union Station: as the Locations table names it"),
        ("locations", "Address") => Some("800 N Alameda St, Los Angeles, CA 90012"),
        (_, "Latitude") => Some("34.0562"),
        (_, "Longitude") => Some("-118.2365"),
        (_, "Scene") => Some("12A"),
        (_, "I/E") => Some("INT"),
        ("scenes", "Set") => Some("TRAIN CARRIAGE - CORRIDOR"),
        (_, "D/N") => Some("D"),
        (_, "Script Day") => Some("N1"),
        ("scenes", "Cast") => Some("1, 2, 7X"),
        ("background", "Description") => Some("Night passengers"),
        ("background", "Count") => Some("24"),
        ("notes", "Note") => Some("Rain machine on the platform from 20:00"),
        (_, "Account") => Some("3300-02"),
        (_, "PO") => Some("1042"),
        (_, "Invoice") => Some("INV-2207"),
        (_, "Receipt") => Some("yes, no, or its number"),
        ("timesheets", "Grace") => Some("1, 2: the meals it was called for; yes is the first"),
        ("timesheets", "Wrap") => Some("19:30; after midnight 1:15 or 25:15"),
        (_, "Time Zone") => Some("America/Los_Angeles"),
        ("recipients", "Documents") => Some("call-sheet, compliance-report"),
        ("clearances", "Kind") => Some("appearance, location, artwork, music sync"),
        ("clearances", "Status") => Some("requested, signed, cleared, refused"),
        (_, "Territory") => Some("World"),
        (_, "Media") => Some("All media"),
        (_, "Loudness") => Some("-27.0"),
        (_, "True Peak") => Some("-2.1"),
        (_, "Frame Rate") => Some("23.976"),
        _ => None,
    };
    by_name.or(match heading.kind {
        ValueKind::Date => Some("30 Oct 2026"),
        ValueKind::Time => Some("7:00 AM or 07:00; O/C, N/C or TBD also do"),
        ValueKind::Duration => Some("3:00, three hours"),
        ValueKind::Minutes => Some("45"),
        ValueKind::Running => Some("1:20, a minute and twenty seconds"),
        ValueKind::Push => Some("0:30, or -0:15 for earlier"),
        ValueKind::Money => Some("1250.00"),
        ValueKind::Percent => Some("50%"),
        ValueKind::Pages => Some("2 3/8"),
        ValueKind::Flag => Some("yes or no"),
        ValueKind::FlagOrMinutes => Some("yes, or 12 for twelve minutes"),
        ValueKind::Currency => Some("USD"),
        ValueKind::Email => Some("dana@example.com"),
        ValueKind::Phone => Some("+1 213 555 0142"),
        _ => None,
    })
}

/// Characters that a column of a kind shows well.
pub(super) fn width(heading: &HeadingSpec) -> f64 {
    let by_kind: f64 = match heading.kind {
        ValueKind::Date => 17.0,
        ValueKind::Time | ValueKind::Flag | ValueKind::FlagOrMinutes | ValueKind::Pages => 10.0,
        ValueKind::Name => 24.0,
        ValueKind::Email => 28.0,
        ValueKind::Phone => 18.0,
        ValueKind::Money => 13.0,
        ValueKind::List | ValueKind::NumberList => 20.0,
        ValueKind::Text => match heading.name {
            "Unit" | "I/E" | "D/N" | "Per" | "Region" | "Country" | "Language" | "Lang" => 9.0,
            "Notes" | "Note" | "Remarks" | "Synopsis" | "Address" | "Hospital Address" | "Description" => {
                36.0
            }
            "Item" | "Set" | "Deliverable" | "Nearest Hospital" | "Scope" | "Evidence" => 28.0,
            _ => 18.0,
        },
        _ => 11.0,
    };
    // A heading may wrap onto a second line, but no word of it is cut.
    let longest = heading.name.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    by_kind.max(f64::from(u8::try_from(longest).unwrap_or(u8::MAX)) + 3.0)
}

//! Media: cards, rolls and film that were used on a day, for the production report.

use super::ValueKind::{Date, Identifier, Minutes, Number, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "media",
    title: "Media",
    about: "A row is a roll, card or tape that was used.",
    headings: &[
        H::new("Date", Date, "The day it was used.").needed().also(&["Shoot Date"]),
        H::new("Medium", Word, "Camera, sound, stills, film, wild track.")
            .needed()
            .also(&["Media Type"])
            .words(&[
                &["camera", "camera card", "camera roll", "picture", "kamera", "caméra", "cámara"],
                &["sound", "sound roll", "audio", "ton", "son", "sonido"],
                &["stills", "still", "standfotos", "standfoto", "photos", "photo", "foto fija"],
                &["film", "film stock", "negative", "negativ", "pellicule", "película"],
                &["wild track", "wild", "wildtrack", "nur-ton", "nurton", "son seul", "sonido solo"],
            ]),
        H::new("Roll", Identifier, "Its number: A004, S03.")
            .needed()
            .also(&["Card", "Mag", "Reel", "Roll No"]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Loaded", Number, "Feet loaded, or the card's size.").also(&["Gross"]),
        H::new("Exposed", Number, "Feet or gigabytes used.").also(&["Used", "Shot Footage"]),
        H::new("Waste", Number, "Feet wasted."),
        H::new("Recorded", Minutes, "Minutes of picture on the card, for the shooting ratio: 72, or 1:12.")
            .also(&["Recorded Minutes", "Minutes Recorded", "Recording Time", "Runtime", "Run Time"]),
        H::new("Gauge", Word, "Film: 35mm (4-perf), 35mm 3-perf, 35mm 2-perf, 16mm, 65mm.")
            .also(&["Film Format", "Stock Gauge"])
            .words(&[
                &["35mm", "35", "35 mm", "35mm 4-perf", "4-perf", "4 perf"],
                &["35mm 3-perf", "3-perf", "3 perf"],
                &["35mm 2-perf", "2-perf", "2 perf", "techniscope"],
                &["16mm", "16", "16 mm", "super 16", "s16"],
                &["65mm", "65", "65 mm", "65mm 5-perf", "5-perf", "5 perf"],
            ]),
        H::new("Frame Rate", Number, "Film: frames a second, to make minutes of the feet used.")
            .also(&["FPS", "Speed"]),
        H::new("Notes", Text, "Anything else.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["media", "camera report", "sound report", "media log"],
    open: false,
};

//! Progress: what was shot of each scene, as the script supervisor reports it at wrap.

use super::ValueKind::{Date, Identifier, Number, Pages, Running, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "progress",
    title: "Progress",
    about: "A row is a scene as it was shot on a day.",
    headings: &[
        H::new("Date", Date, "The day it was shot.").needed().also(&["Shoot Date"]),
        H::new("Scene", Identifier, "The scene's number, as in the schedule.")
            .needed()
            .also(&["Sc", "Scene No"]),
        H::new("Result", Word, "Complete, part, retake, added, not shot, deleted.")
            .needed()
            .also(&["Shot", "Scene Status", "Completion"])
            .words(&[
                &[
                    "complete",
                    "completed",
                    "done",
                    "yes",
                    "fertig",
                    "abgedreht",
                    "komplett",
                    "gedreht",
                    "terminée",
                    "tournée",
                    "complète",
                    "completa",
                    "rodada",
                    "terminada",
                ],
                &[
                    "part",
                    "partial",
                    "incomplete",
                    "to complete",
                    "teilweise",
                    "angefangen",
                    "en partie",
                    "partielle",
                    "parcial",
                    "en parte",
                    "tournée en partie",
                    "gedreht teilweise",
                    "rodada en parte",
                ],
                &["retake", "reshoot", "nachdreh", "retoma", "repetición"],
                &["added", "unscheduled", "zusätzlich", "zusatzbild", "ajoutée", "añadida"],
                &[
                    "not shot",
                    "owed",
                    "dropped",
                    "no",
                    "nicht gedreht",
                    "offen",
                    "non tournée",
                    "reportée",
                    "pendiente",
                ],
                &["deleted", "omitted", "gestrichen", "supprimée", "coupée", "eliminada", "suprimida"],
            ]),
        H::new("Unit", Text, "Main where blank."),
        H::new("Pages", Pages, "Pages shot, in eighths; a completed scene's own where blank.")
            .also(&["Pages Shot"]),
        H::new("Setups", Number, "Set-ups made; the slates where blank.").also(&["Set-ups", "Set Ups"]),
        H::new("Screen Time", Running, "Screen time shot: 1:20 is a minute and twenty seconds.").also(&[
            "Timing",
            "Minutes Shot",
            "Actual Timing",
            "Actual Screen Time",
        ]),
        H::new("Slates", Identifier, "How many slates, or the first and last: 101-112.")
            .also(&["Slate Nos", "Slate Numbers"]),
        H::new("Takes", Number, "Takes made.").also(&["No of Takes"]),
        H::new("Notes", Text, "Why not, what is owed, wild tracks.").also(&["Remarks", "Comments"]),
    ],
    one_of: &[],
    hints: &["progress", "script supervisor", "continuity", "scenes shot"],
    open: false,
};

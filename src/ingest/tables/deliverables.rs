//! Deliverables: a row is something to hand over, with what was measured on it.

use super::ValueKind::{DateOrText, Number, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "deliverables",
    title: "Deliverables",
    about: "A row is a thing to deliver, with what was measured on it.",
    headings: &[
        H::new("Deliverable", Text, "What is delivered.").needed().also(&[
            "Item",
            "Asset",
            "Element",
            "Deliverable Name",
        ]),
        H::new("Spec", Text, "Whose specification: netflix, ebu-r128; the production's where blank.")
            .also(&["Specification", "Standard", "Delivery Spec"]),
        H::new("Due", DateOrText, "When it is due: a date, or words (on delivery).").also(&[
            "Due Date",
            "Deadline",
            "Delivery Date",
        ]),
        H::new("Status", Text, "Not started, in work, sent, accepted …").also(&["Delivery Status"]),
        H::new("Delivered", DateOrText, "When it was sent, or whether.").also(&[
            "Sent",
            "Date Sent",
            "Delivered On",
            "Date Delivered",
        ]),
        H::new("Language", Text, "en, fr-CA …").also(&["Lang"]),
        H::new("Codec", Text, "ProRes 422 HQ, IMF …").also(&["Format", "Video Codec"]),
        H::new("Width", Number, "Pixels across.").also(&["Raster Width", "Pixel Width"]),
        H::new("Height", Number, "Pixels down.").also(&["Raster Height", "Pixel Height"]),
        H::new("Frame Rate", Number, "Frames a second: 23.976.").also(&["FPS", "Framerate"]),
        H::new("Scan", Text, "progressive or interlaced.").also(&["Scan Type", "Field Order"]),
        H::new("Bit Depth", Number, "Bits a channel.").also(&["Bits"]),
        H::new("Audio Layout", Text, "5.1, stereo …").also(&[
            "Audio",
            "Audio Config",
            "Audio Configuration",
            "Channels",
        ]),
        H::new("Sample Rate", Number, "In hertz: 48000, or 48 kHz.").also(&["Audio Sample Rate"]),
        H::new("Loudness", Number, "Integrated loudness of the programme, LUFS or LKFS.").also(&[
            "LUFS",
            "LKFS",
            "Programme Loudness",
            "Program Loudness",
            "Integrated Loudness",
        ]),
        H::new("Dialogue Loudness", Number, "Dialogue-gated loudness, LKFS.").also(&[
            "Dialog Loudness",
            "Dialogue LKFS",
            "Dialog Gated Loudness",
            "Dialogue-gated Loudness",
        ]),
        H::new("True Peak", Number, "Highest true peak, dBTP.").also(&["dBTP", "Max True Peak", "TP"]),
        H::new("Measured With", Text, "The meter and its version.").also(&["Meter", "Measured By"]),
        H::new("PSE", Text, "Result of the photosensitive epilepsy test: pass, fail.").also(&[
            "PSE Test",
            "Harding",
            "PSE Result",
        ]),
        H::new("Captions", Text, "CC, SDH, none.").also(&["Subtitles", "Captions/Subtitles", "CC"]),
        H::new("Duration", Text, "Running time or timecode length, as written.").also(&[
            "Dur",
            "Run Time",
            "Running Time",
            "TRT",
            "Runtime",
        ]),
    ],
    one_of: &[],
    hints: &["deliverable", "deliverables", "delivery"],
    open: false,
};

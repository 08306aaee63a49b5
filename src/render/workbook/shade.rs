//! Cells that draw: a picture of a day in a row of cells. Each shade has a letter, so that it reads in grey and by ear.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatPattern};

/// What a cell of a picture shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shade {
    Work,
    Plan,
    Meal,
    /// A meal or breakfast on the clock.
    OnClock,
    Breach,
    Waived,
    Unknown,
    /// A strip by its name in `templates/lib/strips.typ`: `int-day`.
    Strip(&'static str),
}

impl Shade {
    pub fn letter(self) -> &'static str {
        match self {
            Shade::Work => "w",
            Shade::Plan => "p",
            Shade::Meal => "m",
            Shade::OnClock => "b",
            Shade::Breach => "!",
            Shade::Waived => "x",
            Shade::Unknown => "?",
            Shade::Strip("int-day") => "I D",
            Shade::Strip("ext-day") => "E D",
            Shade::Strip("both-day") => "IE D",
            Shade::Strip("int-night") => "I N",
            Shade::Strip("ext-night") => "E N",
            Shade::Strip("both-night") => "IE N",
            Shade::Strip("twilight") => "T",
            Shade::Strip(_) => "\u{2013}",
        }
    }

    pub fn format(self, base: &Format) -> Format {
        let grey = |tone: u32| Color::RGB(tone << 16 | tone << 8 | tone);
        let format = base.clone().set_align(FormatAlign::Center).set_font_size(8);
        let filled = |tone: u32| format.clone().set_background_color(grey(tone)).set_font_color(grey(0x40));
        match self {
            Shade::Work => filled(0xBF),
            Shade::Plan => filled(0xE6).set_pattern(FormatPattern::Gray125),
            Shade::Meal => format.set_border(FormatBorder::Hair),
            Shade::OnClock => filled(0xE6).set_border(FormatBorder::Hair),
            Shade::Breach => {
                format.set_background_color(Color::Black).set_font_color(Color::White).set_bold()
            }
            Shade::Waived => filled(0x80).set_font_color(Color::White),
            Shade::Unknown => format.set_italic().set_border(FormatBorder::Hair),
            Shade::Strip(name) => {
                let paper = match name {
                    "ext-day" | "both-day" => 0xFF_F4_A3,
                    "int-night" => 0xBD_D7_EE,
                    "ext-night" | "both-night" => 0xC6_E0_B4,
                    "twilight" => 0xF8_C8_DC,
                    _ => 0xFF_FF_FF,
                };
                format.set_background_color(Color::RGB(paper)).set_border(FormatBorder::Hair).set_bold()
            }
        }
    }
}

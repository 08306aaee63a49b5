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
        }
    }
}

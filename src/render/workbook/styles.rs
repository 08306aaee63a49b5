//! The formats of a workbook: one face, headings that stand out, totals under a line, and a number format for each kind of value.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

/// The formats of a workbook.
pub struct Styles {
    pub heading: Format,
    pub heading_right: Format,
    pub plain: Kinds,
    pub total: Kinds,
}

/// The formats of one row style, by kind of value.
pub struct Kinds {
    pub text: Format,
    pub prose: Format,
    pub amount: Format,
    pub count: Format,
    pub date: Format,
    pub share: Format,
    pub rate: Format,
    pub tenths: Format,
    pub length: Format,
    pub pages: Format,
    pub number: Format,
    pub base: Format,
    pub link: Format,
    /// A clock of 24 hours, and of twelve; each without and with its weekday.
    pub clocks: [[Format; 2]; 2],
}

impl Styles {
    pub fn new() -> Styles {
        let base = Format::new().set_font_name("Calibri").set_font_size(10).set_align(FormatAlign::Top);
        let heading = base
            .clone()
            .set_bold()
            .set_text_wrap()
            .set_font_color(Color::White)
            .set_background_color(Color::RGB(0x24_3B_4A))
            .set_align(FormatAlign::VerticalCenter);
        let total = base
            .clone()
            .set_bold()
            .set_border_top(FormatBorder::Thin)
            .set_border_bottom(FormatBorder::Double);
        let heading_right = heading.clone().set_align(FormatAlign::Right);
        let heading = heading.set_indent(1);
        Styles { heading, heading_right, plain: Kinds::over(&base), total: Kinds::over(&total) }
    }
}

impl Kinds {
    fn over(base: &Format) -> Kinds {
        let number = |pattern: &str| base.clone().set_num_format(pattern);
        Kinds {
            // An indent keeps text off the number in the column before it.
            text: base.clone().set_align(FormatAlign::Left).set_indent(1),
            prose: base.clone().set_align(FormatAlign::Left).set_indent(1).set_text_wrap(),
            amount: number("#,##0.00;-#,##0.00"),
            count: number("0"),
            date: number("yyyy-mm-dd").set_align(FormatAlign::Left).set_indent(1),
            share: number("0.0%"),
            rate: number("0.0000##"),
            tenths: number("0.0"),
            length: number("[h]:mm"),
            pages: number("# ?/8"),
            number: base.clone(),
            base: base.clone(),
            link: base
                .clone()
                .set_indent(1)
                .set_font_color(Color::RGB(0x1F_4E_9E))
                .set_underline(FormatUnderline::Single),
            clocks: [
                [number("hh:mm"), number("ddd hh:mm")],
                [number("h:mm AM/PM"), number("ddd h:mm AM/PM")],
            ],
        }
    }
}

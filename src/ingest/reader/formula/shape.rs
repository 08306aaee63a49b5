//! What a number format makes of a number.

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// No format: the operands decide, as in a spreadsheet program.
    #[default]
    General,
    Number,
    Date,
    Elapsed,
}

impl Shape {
    /// By the format's text: the letters outside of quotes, brackets and escapes decide.
    pub fn of(code: &str) -> Shape {
        if code.eq_ignore_ascii_case("general") || code == "@" || code.is_empty() {
            return Shape::General;
        }
        // What is for negative numbers and for zero does not matter.
        let mut chars = code.chars();
        let mut bracket: Option<String> = None;
        while let Some(c) = chars.next() {
            match (c, &mut bracket) {
                (']', Some(inside)) => {
                    let unit = inside.chars().next().map(|c| c.to_ascii_lowercase());
                    if unit.is_some_and(|u| {
                        matches!(u, 'h' | 'm' | 's') && inside.chars().all(|c| c.eq_ignore_ascii_case(&u))
                    }) {
                        return Shape::Elapsed;
                    }
                    bracket = None;
                }
                (c, Some(inside)) => inside.push(c),
                ('[', None) => bracket = Some(String::new()),
                ('"', None) => {
                    chars.by_ref().find(|c| *c == '"');
                }
                ('\\' | '_' | '*', None) => {
                    chars.next();
                }
                (';', None) => break,
                ('d' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S', None) => return Shape::Date,
                _ => {}
            }
        }
        Shape::Number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_what_a_number_is() {
        for (code, expected) in [
            ("General", Shape::General),
            ("0.00", Shape::Number),
            ("\"$\"#,##0.00_);[Red]\\(\"$\"#,##0.00\\)", Shape::Number),
            ("0 \"days\"", Shape::Number),
            ("yyyy\\-mm\\-dd", Shape::Date),
            ("h:mm AM/PM", Shape::Date),
            ("[$-409]d-mmm-yy", Shape::Date),
            ("[h]:mm", Shape::Elapsed),
            ("[mm]:ss", Shape::Elapsed),
            ("[Red]0.0", Shape::Number),
        ] {
            assert_eq!(Shape::of(code), expected, "{code}");
        }
    }
}

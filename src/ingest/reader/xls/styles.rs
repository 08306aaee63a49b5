//! What the styles of a BIFF 8 workbook say by looks: struck through, filled with a colour.

use super::look::{number16, number32};

/// How the cells of one style look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    pub struck: bool,
    /// `0xRRGGBB`; `None` for no fill, and for white and black, which are paper and banners.
    pub fill: Option<u32>,
}

/// The workbook's fonts, colours and styles, gathered as their records come.
#[derive(Debug, Default)]
pub struct Styles {
    struck_fonts: Vec<bool>,
    palette: Vec<u32>,
    /// Font, and the colour's number where a fill is solid.
    styles: Vec<(u16, Option<u16>)>,
}

/// The first colour of a palette has this number; those before it are the same eight again.
const FIRST_COLOUR: u16 = 8;

/// The colours of Excel's own palette, from number 8 on: what a workbook shows that has none of its own.
const PALETTE: [u32; 56] = [
    0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF, 0x800000, 0x008000,
    0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF,
    0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000,
    0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
    0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696, 0x003366, 0x339966,
    0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
];

impl Styles {
    /// A FONT record: height, then flags.
    pub fn font(&mut self, body: &[u8]) {
        self.struck_fonts.push(number16(body, 2).is_some_and(|flags| flags & 0x08 != 0));
    }

    /// A PALETTE record: how many, then red, green, blue and a zero of each.
    pub fn palette(&mut self, body: &[u8]) {
        let colours = body.get(2..).unwrap_or_default().chunks_exact(4);
        self.palette =
            colours.map(|c| c.iter().take(3).fold(0, |all, byte| (all << 8) | u32::from(*byte))).collect();
    }

    /// An XF record: the font first, the fill's pattern in the highest bits at 14, its colours at 18.
    pub fn style(&mut self, body: &[u8]) {
        let solid = number32(body, 14).is_some_and(|borders| borders >> 26 == 1);
        let colour = number16(body, 18).map(|colours| colours & 0x7F).filter(|_| solid);
        self.styles.push((number16(body, 0).unwrap_or_default(), colour));
    }

    /// The looks of the styles, by their numbers in cells.
    pub fn looks(&self) -> Vec<Style> {
        self.styles
            .iter()
            .map(|(font, colour)| Style { struck: self.is_struck(*font), fill: self.colour(*colour) })
            .collect()
    }

    /// There is no font of number 4: those that follow it in the file have numbers one higher.
    fn is_struck(&self, font: u16) -> bool {
        let place = usize::from(if font > 4 { font - 1 } else { font });
        self.struck_fonts.get(place).copied().unwrap_or(false)
    }

    fn colour(&self, number: Option<u16>) -> Option<u32> {
        let number = number?;
        let place = usize::from(number.checked_sub(FIRST_COLOUR).unwrap_or(number));
        let own = self.palette.get(place).or(PALETTE.get(place).filter(|_| self.palette.is_empty()));
        own.copied().filter(|colour| !matches!(colour, 0xFF_FFFF | 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn xf(font: u16, pattern: u32, colour: u16) -> Vec<u8> {
        let mut body = vec![0; 20];
        body[0..2].copy_from_slice(&font.to_le_bytes());
        body[14..18].copy_from_slice(&(pattern << 26).to_le_bytes());
        body[18..20].copy_from_slice(&(colour | (65 << 7)).to_le_bytes());
        body
    }

    #[test]
    fn a_style_says_what_is_struck_and_filled() {
        let mut styles = Styles::default();
        // Five fonts in the file have the numbers 0, 1, 2, 3 and 5; the last is struck through.
        for struck in [0, 0, 0, 0, 8_u8] {
            styles.font(&[200, 0, struck, 0, 0, 0]);
        }
        for (font, pattern, colour) in
            [(0, 0, 64), (5, 0, 64), (4, 1, 13), (0, 1, 9), (0, 2, 13), (0, 1, 64), (99, 1, 127)]
        {
            styles.style(&xf(font, pattern, colour));
        }
        let of = |struck, fill| Style { struck, fill };
        let plain = of(false, None);
        // Number 13 is yellow, the sixth from 8 on; 9 is white; a hatched fill and the system's own colour are none.
        let expected = [plain, of(true, None), of(true, Some(0xFFFF00)), plain, plain, plain, plain];
        assert_eq!(styles.looks(), expected);
        styles.palette(&[1, 0, 0xFF, 0xF2, 0xA8, 0]);
        styles.style(&xf(0, 1, 8));
        assert_eq!(styles.looks().last(), Some(&of(false, Some(0xFFF2A8))));
    }
}

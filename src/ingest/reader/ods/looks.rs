//! How the cells of a style look: struck through, filled. Styles inherit from others, which may stand before or after.

use crate::ingest::reader::xml::attribute;
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// How a cell looks, as far as it may mean something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    pub struck: bool,
    /// `0xRRGGBB`; `None` for no fill, and for white and black, which are paper and banners.
    pub fill: Option<u32>,
}

#[derive(Debug, Default)]
struct Style {
    parent: String,
    struck: Option<bool>,
    /// Said, and what was said.
    fill: Option<Option<u32>>,
}

/// Styles of cells by their names.
#[derive(Debug, Default)]
pub struct Looks {
    styles: BTreeMap<String, Style>,
    open: Option<String>,
    /// Most files strike and fill nothing, and long ones are read the faster for it.
    telling: bool,
}

/// Longer chains of parents lead in a circle.
const DEEPEST: usize = 16;

impl Looks {
    /// A `style:style` begins.
    pub fn begin(&mut self, tag: &BytesStart) {
        self.open = None;
        if attribute(tag, "family").is_some_and(|family| family == "table-cell")
            && let Some(name) = attribute(tag, "name")
        {
            let parent = attribute(tag, "parent-style-name").unwrap_or_default();
            self.styles.insert(name.clone(), Style { parent, ..Style::default() });
            self.open = Some(name);
        }
    }

    /// A `style:style` ends: what follows is not its own.
    pub fn end(&mut self) {
        self.open = None;
    }

    /// The properties of the style that is open: `style:text-properties` or `style:table-cell-properties`.
    pub fn properties(&mut self, tag: &BytesStart) {
        let Some(style) = self.open.as_ref().and_then(|name| self.styles.get_mut(name)) else { return };
        // The style or the type of the line; either may be all that is said.
        let line =
            attribute(tag, "text-line-through-style").or_else(|| attribute(tag, "text-line-through-type"));
        if let Some(line) = line {
            style.struck = Some(line != "none");
        }
        if let Some(colour) = attribute(tag, "background-color") {
            style.fill = Some(hex(&colour).filter(|colour| !matches!(colour, 0xFF_FFFF | 0)));
        }
        self.telling |= style.struck == Some(true) || style.fill.flatten().is_some();
    }

    pub fn of(&self, name: &str) -> Look {
        let mut look = Look::default();
        if !self.telling {
            return look;
        }
        let (mut struck, mut fill) = (None, None);
        let mut next = self.styles.get(name);
        for _ in 0..DEEPEST {
            let Some(style) = next else { break };
            struck = struck.or(style.struck);
            fill = fill.or(style.fill);
            next = self.styles.get(&style.parent);
        }
        look.struck = struck.unwrap_or(false);
        look.fill = fill.flatten();
        look
    }
}

/// `#fff2a8`; anything else (`transparent`) is no colour.
fn hex(text: &str) -> Option<u32> {
    u32::from_str_radix(text.strip_prefix('#').filter(|digits| digits.len() == 6)?, 16).ok()
}

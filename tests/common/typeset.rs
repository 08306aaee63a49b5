//! What tests of pages share: a document laid out, and what can be said of its pages.
#![allow(dead_code, reason = "each test file uses its own part")]

use callboard::render::job::{Body, Job};
use callboard::render::world::{Base, Imprint};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use typst::foundations::{NativeElement, Selector};
use typst::introspection::Introspector;
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

/// The date every document of the tests carries.
pub fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_793_232_000, 0).unwrap()
}

/// A job's document, without a warning.
pub fn lay_out(job: &Job) -> PagedDocument {
    let Body::Pdf { template, data } = &job.body else { panic!("not set as PDF") };
    lay_out_data(template, data)
}

pub fn lay_out_data(template: &str, data: &Value) -> PagedDocument {
    lay_out_as(template, data, &Imprint::new("test.pdf", at()))
}

/// The same, printed otherwise.
pub fn lay_out_as(template: &str, data: &Value, imprint: &Imprint) -> PagedDocument {
    let (document, warnings) = Base::built_in().lay_out(template, data.to_string().into_bytes(), imprint);
    assert_eq!(warnings, [], "{template}");
    document.unwrap_or_else(|errors| panic!("{template}: {errors:?}"))
}

/// Every glyph's place lies on the page, with the half of a foot's margin to spare.
pub fn stays_on_its_page(document: &PagedDocument) {
    fn walk(frame: &Frame, transform: Transform, page: (f64, f64)) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), page),
                FrameItem::Text(text) => {
                    let start = Point::zero().transform(here);
                    let (left, right) = (start.x.to_pt(), start.x.to_pt() + text.width().to_pt());
                    let inside = left >= 20.0 && right <= page.0 - 20.0;
                    let height = start.y.to_pt() >= 10.0 && start.y.to_pt() <= page.1 - 10.0;
                    assert!(inside && height, "“{}” at {left}–{right}, {}", text.text, start.y.to_pt());
                }
                _ => {}
            }
        }
    }
    for page in document.pages() {
        walk(&page.frame, Transform::identity(), (page.frame.width().to_pt(), page.frame.height().to_pt()));
    }
}

/// A text as it stands on a page: its left end and its baseline, in points from the page's upper left corner.
struct Stands {
    text: String,
    left: f64,
    right: f64,
    baseline: f64,
    /// The type's size, in points.
    size: f64,
}

fn standing(frame: &Frame) -> Vec<Stands> {
    fn walk(frame: &Frame, transform: Transform, out: &mut Vec<Stands>) {
        for (position, item) in frame.items() {
            let here = transform.pre_concat(Transform::translate(position.x, position.y));
            match item {
                FrameItem::Group(group) => walk(&group.frame, here.pre_concat(group.transform), out),
                // A recipient's name across the page is turned, and lies behind everything on purpose.
                FrameItem::Text(text) if here.ky.get() == 0.0 && !text.text.trim().is_empty() => {
                    let start = Point::zero().transform(here);
                    out.push(Stands {
                        text: text.text.to_string(),
                        left: start.x.to_pt(),
                        right: start.x.to_pt() + text.width().to_pt(),
                        baseline: start.y.to_pt(),
                        size: text.size.to_pt(),
                    });
                }
                _ => {}
            }
        }
    }
    let mut out = Vec::new();
    walk(frame, Transform::identity(), &mut out);
    out
}

/// What must hold of each page of each paper, besides that nothing runs off it: no text is printed over another, and no
/// heading stands alone at the foot of a page.
pub fn is_well_set(document: &PagedDocument, name: &str) {
    stays_on_its_page(document);
    for (number, page) in (1..).zip(document.pages()) {
        let mut texts = standing(&page.frame);
        texts.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
        for (at, upper) in texts.iter().enumerate() {
            for lower in texts[at + 1..].iter().take_while(|lower| lower.baseline - 40.0 < upper.baseline) {
                // From the baseline to the height of a lower-case letter; a hair of it may be shared.
                let over = upper.baseline - (lower.baseline - lower.size * 0.5);
                let beside = upper.right.min(lower.right) - upper.left.max(lower.left);
                assert!(
                    over < 0.4 || beside < 0.6,
                    "{name}, page {number}: “{}” and “{}” are printed over each other at {:.0}, {:.0}",
                    upper.text,
                    lower.text,
                    lower.left,
                    lower.baseline
                );
            }
        }
    }
    let headings = document.introspector().query(&Selector::Elem(HeadingElem::ELEM, None));
    assert!(!headings.is_empty(), "{name}: no heading for those who hear the page");
    for heading in headings {
        let Some(place) = heading.location().and_then(|l| document.introspector().position(l)) else {
            continue;
        };
        let frame = &document.pages()[place.page.get() - 1].frame;
        let foot = frame.height().to_pt() - 40.0;
        let below = |text: &Stands| text.baseline > place.point.y.to_pt() + 22.0 && text.baseline < foot;
        assert!(
            standing(frame).iter().any(below),
            "{name}, page {}: “{}” stands alone at the foot, at {:.0}",
            place.page,
            heading.plain_text(),
            place.point.y.to_pt()
        );
    }
}

/// Every page says whose it is, and which of how many; from the second on, its head repeats what the first says.
pub fn says_what_it_is(document: &PagedDocument, production: &str, page_of: impl Fn(usize, usize) -> String) {
    let count = document.pages().len();
    for (number, page) in (1..).zip(document.pages()) {
        let texts = standing(&page.frame);
        let height = page.frame.height().to_pt();
        let said = |zone: &dyn Fn(&Stands) -> bool| -> String {
            texts.iter().filter(|t| zone(t)).map(|t| t.text.as_str()).collect()
        };
        let foot = said(&|t| t.baseline > height - 40.0);
        assert!(
            foot.contains(production) && foot.contains(&page_of(number, count)),
            "page {number}: “{foot}”"
        );
        if number > 1 {
            let head = said(&|t| t.baseline < 54.0);
            assert!(head.contains(production), "page {number}: “{head}”");
        }
    }
}

/// The smallest type that any of these texts is set in, in points; texts may be broken over lines.
pub fn smallest_of(document: &PagedDocument, is: impl Fn(&str) -> bool) -> f64 {
    let texts = document.pages().iter().flat_map(|page| standing(&page.frame));
    let sizes = texts.filter(|text| is(text.text.trim())).map(|text| text.size);
    let smallest = sizes.fold(f64::INFINITY, f64::min);
    assert!(smallest.is_finite(), "no such text is printed");
    smallest
}

/// Where the first page first prints such a text: how far down, as a part of the page's height, and in what size, in points.
pub fn place_of(document: &PagedDocument, is: impl Fn(&str) -> bool) -> (f64, f64) {
    let page = &document.pages()[0].frame;
    let mut texts = standing(page);
    texts.sort_by(|a, b| a.baseline.total_cmp(&b.baseline));
    let found = texts.iter().find(|text| is(text.text.trim())).expect("no such text is printed");
    (found.baseline / page.height().to_pt(), found.size)
}

/// The largest type on the first page, and what is set in it.
pub fn largest(document: &PagedDocument) -> String {
    let mut texts = standing(&document.pages()[0].frame);
    texts.sort_by(|a, b| b.size.total_cmp(&a.size));
    texts.first().map(|text| text.text.clone()).unwrap_or_default()
}

/// Writes each page as a picture to the folder that `CALLBOARD_PICTURES` names, to be looked at; nothing without it.
pub fn look(name: &str, document: &PagedDocument) {
    let Some(folder) = std::env::var_os("CALLBOARD_PICTURES") else { return };
    let options = typst_render::RenderOptions { pixel_per_pt: 1.6.into(), render_bleed: false };
    for (number, page) in (1..).zip(document.pages()) {
        let picture = typst_render::render(page, &options);
        let path = std::path::Path::new(&folder).join(format!("{name}-{number}.png"));
        std::fs::write(path, picture.encode_png().unwrap()).unwrap();
    }
}

/// SHA-256 of each page at 72 dots an inch.
pub fn pictures(document: &PagedDocument) -> String {
    let options = typst_render::RenderOptions { pixel_per_pt: 1.0.into(), render_bleed: false };
    let hashes = document.pages().iter().map(|page| {
        let picture = typst_render::render(page, &options);
        let hash = Sha256::digest(picture.data());
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}x{} {hash}", picture.width(), picture.height())
    });
    hashes.collect::<Vec<_>>().join("\n")
}

/// The texts of a frame in the order they were set, a line each.
pub fn collect(frame: &Frame, out: &mut String) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => collect(&group.frame, out),
            FrameItem::Text(text) => {
                out.push_str(&text.text);
                out.push('\n');
            }
            _ => {}
        }
    }
}

/// All that is printed, a line of dashes after each page.
pub fn printed(document: &PagedDocument) -> String {
    let mut text = String::new();
    for page in document.pages() {
        collect(&page.frame, &mut text);
        text.push_str("\n---\n");
    }
    text
}

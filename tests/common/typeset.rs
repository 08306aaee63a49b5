//! What tests of pages share: a document laid out, and what can be said of its pages.
#![allow(dead_code, reason = "each test file uses its own part")]

use callboard::render::job::{Body, Job};
use callboard::render::world::{Base, Imprint};
use chrono::{DateTime, Utc};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use typst::layout::{Frame, FrameItem, Point, Transform};
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
    let (base, problems) = Base::new(&BTreeMap::new());
    assert_eq!(problems, []);
    let (document, warnings) = base.lay_out(template, data.to_string().into_bytes(), imprint);
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

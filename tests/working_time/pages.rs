//! The pages: how many, that nothing runs off them, and what they look like.

use super::fixture::{forty, usual};
use super::typeset::{lay_out, look, pictures, printed, stays_on_its_page};
use super::{find, made};

const PAGES: [(&str, usize); 5] = [
    ("meal-penalties.pdf", 1),
    ("turnaround.pdf", 1),
    ("minors.pdf", 1),
    ("drivers.pdf", 1),
    ("week_2026-10-31.pdf", 2),
];

/// A changed hash means: look at the page again (`CALLBOARD_PICTURES=FOLDER` writes it), also in grey, before the new one is
/// accepted.
#[test]
fn the_pages_look_as_they_did_when_they_were_last_looked_at() {
    let jobs = made(&usual());
    for (path, count) in PAGES {
        let name = path.trim_end_matches(".pdf");
        let document = lay_out(find(&jobs, path));
        look(name, &document);
        stays_on_its_page(&document);
        assert_eq!(document.pages().len(), count, "{path}");
        insta::assert_snapshot!(name, pictures(&document));
        insta::assert_snapshot!(format!("{name}-text"), printed(&document));
    }
}

#[test]
fn forty_people_stay_on_their_pages_and_lose_nothing() {
    let jobs = made(&forty());
    for path in ["meal-penalties.pdf", "turnaround.pdf", "week_2026-10-31.pdf"] {
        let document = lay_out(find(&jobs, path));
        look(&format!("forty-{}", path.trim_end_matches(".pdf")), &document);
        stays_on_its_page(&document);
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let text = letters(&printed(&document));
        for n in [1, 20, 40] {
            let name = format!("Featherstonehaugh-Cholmondeley {n:02}");
            assert!(text.contains(&letters(&name)), "{name} in {path}");
        }
    }
}

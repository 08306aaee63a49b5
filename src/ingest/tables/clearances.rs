//! Clearances: a row is something that needs permission.

use super::ValueKind::{Currency, Date, DateOrText, Flag, Identifier, List, Money, Name, Percent, Text};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec = TableSpec {
    name: "clearances",
    title: "Clearances",
    about: "A row is a person, place, work or thing that needs permission.",
    headings: &[
        H::new("Item", Text, "What needs clearing.").needed().also(&[
            "Item Description",
            "Description",
            "Title",
            "Element",
        ]),
        H::new("Kind", Text, "Appearance, minor, location, artwork, music sync, music master, product …")
            .needed()
            .also(&["Type", "Clearance Type", "Category", "Release Type"]),
        H::new("Status", Text, "As the office writes it: requested, signed, cleared, refused …")
            .needed()
            .also(&["Clearance Status", "State"]),
        H::new("Scene", Identifier, "The scene it is seen or heard in.").also(&["Sc", "Scenes", "Scene No"]),
        H::new("Rights Holder", Name, "Who can give permission.").also(&[
            "Owner",
            "Licensor",
            "Rightsholder",
            "Grantor",
            "Rights Owner",
            "Copyright Holder",
        ]),
        H::new("Territory", List, "Where it may be shown: World, US, UK …")
            .also(&["Territories", "Territory Granted"]),
        H::new("Media", List, "In which media: All, theatrical, SVOD …").also(&[
            "Media Granted",
            "Medium",
            "Rights",
        ]),
        H::new("Term Start", Date, "When permission begins.").also(&[
            "Start",
            "From",
            "Effective",
            "Licence Start",
            "License Start",
        ]),
        H::new("Term End", DateOrText, "When it ends: a date, or perpetuity.").also(&[
            "Expires",
            "Expiry",
            "Term",
            "To",
            "End",
            "Licence End",
            "License End",
            "Expiry Date",
        ]),
        H::new("Fee", Money, "What it costs.").also(&["Cost", "Licence Fee", "License Fee", "Amount"]),
        H::new("Currency", Currency, "Where it is not the production's.").also(&["Cur", "Ccy"]),
        H::new("Document", Identifier, "The number or name of the signed paper.").also(&[
            "Doc",
            "Ref",
            "Ref / Doc",
            "Document Ref",
            "Reference",
            "Agreement Ref",
            "Release No",
        ]),
        H::new("Signed Date", Date, "When it was signed.").also(&[
            "Signed",
            "Date Signed",
            "Signed On",
            "Executed",
        ]),
        H::new("Signatory", Name, "Who signed.").also(&["Signed By", "Signer"]),
        H::new("Guardian Signed", Flag, "For a minor: whether the guardian signed.")
            .also(&["Parent Signed", "Guardian Signature"]),
        H::new("Share", Percent, "For music: the share this permission covers.").also(&[
            "Share %",
            "% Share",
            "Split",
            "Share Pct",
            "Percentage",
        ]),
    ],
    one_of: &[],
    hints: &["clearance", "clearances", "releases", "e&o"],
    open: false,
};

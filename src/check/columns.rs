//! The columns that conditions about a row can name: each table's headings in snake case, with what they hold.

use super::expression::FieldType::{self, Date, List, Number, Text};
use super::subject::snake;
use crate::model::TableName;

/// Headings that are not plain text come with their type; the rest are listed in `texts`, divided by commas.
struct Columns {
    table: TableName,
    texts: &'static str,
    typed: &'static [(&'static str, FieldType)],
}

const TABLES: [Columns; 16] = [
    Columns {
        table: "schedule",
        texts: "Day,Unit,Day Type,Working Day,Episode,Crew Call,Shooting Call,Lunch,Est. Wrap,Location,School Day,Weather,Notes",
        typed: &[("Date", Date), ("Guaranteed Hours", Text)],
    },
    Columns {
        table: "unit-log",
        texts: "Unit,Crew Call,First Makeup Call,Shooting Call,First Shot,Lunch Start,Lunch End,Meal 2 Start,Meal 2 End,Camera Wrap,Last Out,Scenes Completed,Pages,Screen Time,Notes",
        typed: &[("Date", Date), ("Setups", Number)],
    },
    Columns {
        table: "locations",
        texts: "Location,Address,Gate,Basecamp,Crew Parking,Nearest Hospital,Hospital Address,Hospital Phone,Country,Region,Time Zone,Location Type,Zone,Contact,Phone",
        typed: &[("Latitude", Number), ("Longitude", Number), ("Travel Minutes", Number)],
    },
    Columns {
        table: "scenes",
        texts: "Scene,Date,Day,Unit,I/E,Set,D/N,Script Day,Pages,Background,Location,Synopsis",
        typed: &[("Cast", List), ("Order", Number), ("Est. Minutes", Number)],
    },
    Columns {
        table: "cast",
        texts: "No.,Character,Name,Agreement,Contract,Role,Per,Currency,Residence,Guardian,Graduate,Email,Phone,Agent",
        typed: &[("Rate", Number), ("Date of Birth", Date), ("Permit Until", Date)],
    },
    Columns {
        table: "crew",
        texts: "Name,Position,Department,Unit,Agreement,Local,Craft,Contract,Guarantee,Per,Currency,Residence,Email,Phone,Call",
        typed: &[("Rate", Number), ("Date of Birth", Date)],
    },
    Columns {
        table: "calls",
        texts: "Name,No.,Unit,Status,Pickup,Leave,Report,Makeup,Wardrobe,Rehearsal,On Set,Est. Dismiss,Location,Remarks",
        typed: &[("Date", Date)],
    },
    Columns {
        table: "background",
        texts: "Description,Unit,Scene,Call,Location,Agency,Remarks",
        typed: &[("Date", Date), ("Count", Number), ("Rate", Number)],
    },
    Columns {
        table: "timesheets",
        texts: "Name,Call,Wrap,Dismissed,Unit,Position,Agreement,Craft,Role,Contract,Per,Currency,Residence,Employer,Location,Location Type,On Production,Exterior,Night Exterior,Designated Day Off,Day Status,Notes",
        typed: &[("Date", Date), ("Rate", Number), ("Date of Birth", Date)],
    },
    Columns {
        table: "budget",
        texts: "Account,Description,Category,Currency",
        typed: &[("Budget", Number), ("Estimate to Complete", Number)],
    },
    Columns {
        table: "expenses",
        texts: "Account,Vendor,Description,Currency,Method,PO,Invoice,Receipt,Person,Status",
        typed: &[("Date", Date), ("Amount", Number), ("Tax", Number)],
    },
    Columns {
        table: "purchase-orders",
        texts: "PO,Vendor,Account,Description,Currency,Status",
        typed: &[("Date", Date), ("Amount", Number)],
    },
    Columns {
        table: "clearances",
        texts: "Item,Kind,Status,Scene,Rights Holder,Currency,Document,Signatory,Guardian Signed",
        typed: &[
            ("Territory", List),
            ("Media", List),
            ("Term Start", Date),
            ("Term End", Date),
            ("Fee", Number),
            ("Signed Date", Date),
            ("Share", Number),
        ],
    },
    Columns {
        table: "deliverables",
        texts: "Deliverable,Spec,Status,Language,Codec,Frame Rate,Scan,Audio Layout,Measured With,PSE,Captions,Duration",
        typed: &[
            ("Due", Date),
            ("Delivered", Date),
            ("Width", Number),
            ("Height", Number),
            ("Bit Depth", Number),
            ("Sample Rate", Number),
            ("Loudness", Number),
            ("Dialogue Loudness", Number),
            ("True Peak", Number),
        ],
    },
    Columns {
        table: "permits-and-insurance",
        texts: "Kind,Location,Person,Number,Currency,Holder",
        typed: &[("From", Date), ("To", Date), ("Limit", Number), ("Additional Insured", List)],
    },
    Columns { table: "recipients", texts: "Name,Email,Department,Language", typed: &[("Documents", List)] },
];

/// The name of a table, from text: `purchase-orders` and `purchase_orders` are the same.
pub fn table(name: &str) -> Option<TableName> {
    let name = name.replace('_', "-");
    TABLES
        .iter()
        .map(|t| t.table)
        .chain(["production", "calendar", "notes", "driver-log", "consents"])
        .find(|t| *t == name)
}

/// The columns of a table under their snake-case names, in the table's order.
pub fn of(table: TableName) -> Vec<(String, FieldType)> {
    let Some(columns) = TABLES.iter().find(|t| t.table == table) else { return Vec::new() };
    columns
        .texts
        .split(',')
        .map(|heading| (snake(heading), Text))
        .chain(columns.typed.iter().map(|(heading, field)| (snake(heading), *field)))
        .collect()
}

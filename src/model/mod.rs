//! Plain types of the trade. Imports nothing of ours and does no I/O.

pub mod answer;
pub mod category;
pub mod cell;
pub mod clock;
pub mod consent;
pub mod day;
pub mod document;
pub mod duty;
pub mod meeting;
pub mod money;
pub mod money_lines;
pub mod pages;
pub mod person;
pub mod place;
pub mod production;
pub mod push;
pub mod record;
pub mod running;
pub mod scene_number;
pub mod schedule;
pub mod shift;

pub use answer::{Answer, Verdict};
pub use cell::{Cell, Sourced};
pub use clock::{Instant, Minutes, Moment, TimeEntry, Timed, WallTime};
pub use consent::Consent;
pub use day::{
    Availability, Background, Banner, CalendarDay, Call, CallTime, Day, DayLog, Element, Issued, MAIN_UNIT,
    Note, Scene,
};
pub use document::DocumentKind;
pub use duty::{Duty, DutyStatus};
pub use meeting::Meeting;
pub use money::{Money, Purse};
pub use money_lines::{BudgetLine, Expense, PurchaseOrder};
pub use pages::Pages;
pub use person::{Listed, Per, Person, PersonId, Terms};
pub use place::Place;
pub use production::{Facts, Production, Recipient};
pub use push::Push;
pub use record::{Field, Heading, Record, TableName, Value};
pub use running::Running;
pub use schedule::{Board, BoardDay, PageSum, Schedule, Strip};
pub use shift::{Basis, Block, Meal, School, SchoolTomorrow, Shift, Travel};

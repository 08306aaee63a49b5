//! Step 4: (production, findings) → documents.
//!
//! One file a document builds its data (`jobs(&View) -> Vec<Job>`); `setter` has PDFs set by typst in worker
//! processes (`worker`, in the closed `world`); `workbook` writes XLSX; `publish` puts a file in place, whole or
//! not at all.

pub mod assets;
pub mod blank;
pub mod call_sheet;
pub mod catalog;
pub mod compliance_report;
pub mod cost_report;
pub mod deal_memo;
pub mod department_sheets;
pub mod exhibit_g;
pub mod figures;
#[cfg(test)]
pub mod fixture;
pub mod forecast;
pub mod glyphs;
pub mod hot_cost;
pub mod hours_file;
pub mod intake_report;
pub mod job;
pub mod lists;
pub mod meeting_notice;
pub mod movement_order;
pub mod office_call_sheet;
pub mod orders;
pub mod outbox_report;
pub mod paper;
pub mod payroll;
#[cfg(test)]
pub mod peer;
pub mod personal_call_sheet;
pub mod production_report;
pub mod publish;
pub mod release;
pub mod schedule;
pub mod setter;
pub mod stamp;
pub mod status_mail;
#[cfg(feature = "pdf")]
pub mod system_fonts;
pub mod templates;
pub mod time_card;
pub mod time_differences;
pub mod travel_order;
pub mod view;
pub mod wire;
pub mod words;
pub mod workbook;
#[cfg(feature = "pdf")]
pub mod worker;
pub mod working_time;
#[cfg(feature = "pdf")]
pub mod world;
pub mod written;

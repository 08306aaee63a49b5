//! Step 4: (production, findings) → documents.
//!
//! One file a document builds its data (`jobs(&View) -> Vec<Job>`); `world` and `worker` set PDFs by typst,
//! in worker processes; `workbook` writes XLSX; `publish` puts a file in place, whole or not at all.

pub mod figures;
pub mod job;
pub mod stamp;
pub mod view;
pub mod workbook;

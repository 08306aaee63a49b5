//! Step 3: (production, packs, as-of) → findings.

pub mod finding;

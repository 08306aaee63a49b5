//! The clock on the wall, in one place: a test may put its own there.
//!
//! Only today's date and what is written down for people come from it. How long something takes or waits is measured
//! by the monotonic clock, which does not jump.

use chrono::{DateTime, Utc};

/// This moment. In debug builds `CALLBOARD_CLOCK` may name a file that holds it (RFC 3339), read at each call.
pub fn now() -> DateTime<Utc> {
    #[cfg(debug_assertions)]
    if let Some(file) = std::env::var_os("CALLBOARD_CLOCK")
        && let Ok(text) = std::fs::read_to_string(file)
        && let Ok(at) = DateTime::parse_from_rfc3339(text.trim())
    {
        return at.to_utc();
    }
    Utc::now()
}

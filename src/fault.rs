//! Failpoints of the mail, where a kill alone is of interest: [`crate::fail`].

/// Nothing, unless a test asked for an end here.
pub fn point(name: &str) {
    let _ = crate::fail::point(name);
}

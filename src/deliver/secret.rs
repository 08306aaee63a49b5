//! A password, which nothing prints.

use std::fmt;

/// No `Display`, no `Clone`, no serialisation; `Debug` shows nothing of it.
pub struct Secret(String);

impl Secret {
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// For the mail server alone.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// A server may repeat what it was sent: its words without the password, plain or as it goes over the wire.
    pub fn scrub(&self, words: &str, on_the_wire: &[String]) -> String {
        let mut clean = words.to_owned();
        for form in on_the_wire.iter().map(String::as_str).chain([self.0.as_str()]) {
            if !form.is_empty() {
                clean = clean.replace(form, "…");
            }
        }
        clean
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_prints_it() {
        let secret = Secret::new("hunter2".into());
        assert_eq!(format!("{secret:?} {secret:#?}"), "Secret(…) Secret(…)");
        let wire = ["aHVudGVyMg==".to_string()];
        assert_eq!(secret.scrub("535 not hunter2 nor aHVudGVyMg==", &wire), "535 not … nor …");
        assert_eq!(Secret::new(String::new()).scrub("250 ok", &[]), "250 ok");
    }
}

//! The sentences of a rule: text with `{{name}}` places, filled from a finding's values.

use super::fields::{Fields, nearest, one_of};
use std::borrow::Cow;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Words(String),
    Name(String),
}

/// Names that every finding can fill, where they apply.
pub const COMMON: [&str; 19] = [
    "person",
    "date",
    "unit",
    "meal",
    "week_ending",
    "item",
    "account",
    "po",
    "from",
    "to",
    "measured",
    "limit",
    "excess",
    "cost",
    "today",
    "agreement",
    "position",
    "production",
    "missing",
];

impl Template {
    pub fn parse(text: &str) -> Result<Template, String> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else {
                return Err(format!("“{{{{{after}” is not closed by “}}}}”"));
            };
            if !before.is_empty() {
                parts.push(Part::Words(before.to_owned()));
            }
            parts.push(Part::Name(name.trim().to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Words(rest.to_owned()));
        }
        Ok(Template { parts })
    }

    /// As a page shows it, with `‹person›` where a finding has a name.
    pub fn open(&self) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Name(name) => format!("‹{}›", name.replace('_', " ")),
        };
        self.parts.iter().map(part).collect()
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Name(name) => Some(name.as_str()),
            Part::Words(_) => None,
        })
    }

    /// A name without a value is filled with `—`.
    pub fn fill<'v>(&self, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
        let mut filled = String::new();
        for part in &self.parts {
            match part {
                Part::Words(words) => filled.push_str(words),
                Part::Name(name) => match value(name).filter(|value| !value.is_empty()) {
                    Some(value) => filled.push_str(&value),
                    None => filled.push('—'),
                },
            }
        }
        filled
    }

    /// Reads a sentence and checks its names against those the rule can fill.
    pub fn take(fields: &mut Fields, key: &'static str, allowed: &[String]) -> Template {
        let Some(text) = fields.text(key) else { return Template::default() };
        let template = match Template::parse(&text) {
            Ok(template) => template,
            Err(wrong) => {
                fields.say(
                    key,
                    format!("“{key}” of {}: {wrong}", fields.what()),
                    "Write a value as `{{name}}`.",
                );
                return Template::default();
            }
        };
        let known = || COMMON.into_iter().chain(allowed.iter().map(String::as_str));
        for name in template.names().filter(|name| !known().any(|k| k == *name)) {
            let near = nearest(name, known());
            let mut words: Vec<&str> = known().collect();
            words.sort_unstable();
            fields.say(
                key,
                format!("“{key}” of {} names “{{{{{name}}}}}”, which there is not", fields.what()),
                near.map_or(format!("It can name {}.", one_of(&words)), |near| {
                    format!("Write “{{{{{near}}}}}”.")
                }),
            );
        }
        template
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_value_is_a_dash() {
        let template = Template::parse("{{person}} has {{ measured }}.").unwrap();
        assert_eq!(template.fill(|name| (name == "person").then(|| "Dana".into())), "Dana has —.");
        assert!(Template::parse("{{person").is_err());
    }
}

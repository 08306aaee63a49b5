//! A rule's sentences in a further language, as `[rule.in.de]` of its pack has them.
//!
//! A finding speaks it where the production's language is that one and both sentences are the rule's own; what a kind words
//! itself (a time is missing, or can be read in two ways) stays in English, whole.

use super::fields::Fields;
use super::template::Template;
use crate::settings::values::LANGUAGES;
use chrono::{Datelike, NaiveDate, NaiveTime};
use std::sync::LazyLock;

/// What a rule says, in one language.
#[derive(Debug)]
pub struct Sentences {
    /// `de`
    pub language: &'static str,
    pub title: Option<String>,
    pub message: Template,
    pub help: Template,
}

/// What a sentence must not lose on its way into another language.
const KEPT: [&str; 5] = ["person", "measured", "limit", "excess", "cost"];

/// Reads `[rule.in.LANGUAGE]` of a rule. The sentences name what the rule's own may name, and leave out neither its figures
/// nor whom it is about.
pub fn read(fields: &mut Fields, names: &[String], message: &Template, help: &Template) -> Vec<Sentences> {
    let what = format!("the other languages of {}", fields.what());
    let read = fields.table("in", &what, |languages| {
        let others = LANGUAGES.iter().copied().filter(|language| *language != "en");
        Some(others.filter_map(|language| of(languages, language, names, message, help)).collect())
    });
    read.unwrap_or_default()
}

fn of(
    languages: &mut Fields,
    language: &'static str,
    names: &[String],
    message: &Template,
    help: &Template,
) -> Option<Sentences> {
    let what = format!("“{language}” of {}", languages.what());
    languages.table(language, &what, |own| {
        own.call_it(what.clone());
        let sentences = Sentences {
            language,
            title: own.text("title"),
            message: Template::take(own, "message", names),
            help: Template::take(own, "help", names),
        };
        for (key, theirs, ours) in [("message", &sentences.message, message), ("help", &sentences.help, help)]
        {
            if ours.names().next().is_some() || !ours.open().is_empty() {
                if !own.has_place(key) {
                    own.say(
                        key,
                        format!("{what} has no “{key}”"),
                        format!("The rule has a {key}: say it here, too."),
                    );
                    continue;
                }
                let lost = KEPT.into_iter().filter(|kept| {
                    ours.names().any(|name| name == *kept) && !theirs.names().any(|name| name == *kept)
                });
                for name in lost {
                    own.say(
                        key,
                        format!("“{key}” of {what} leaves out {{{{{name}}}}}, which the rule's own has"),
                        format!("Put {{{{{name}}}}} where the sentence needs it."),
                    );
                }
            }
        }
        Some(sentences)
    })
}

/// A language's dates and figures, from the file of words that papers have theirs from.
struct Habits {
    language: &'static str,
    formats: toml::Table,
}

static HABITS: LazyLock<Vec<Habits>> = LazyLock::new(|| {
    let files = [
        ("de", include_str!("../../templates/words/de.toml")),
        ("fr", include_str!("../../templates/words/fr.toml")),
        ("es", include_str!("../../templates/words/es.toml")),
    ];
    let read = |(language, text): (&'static str, &str)| {
        let mut table = text.parse::<toml::Table>().ok()?;
        match table.remove("formats")? {
            toml::Value::Table(formats) => Some(Habits { language, formats }),
            _ => None,
        }
    };
    files.into_iter().filter_map(read).collect()
});

/// A date, a time with its day or a sum as sentences in English have them, in another language: `Sat 31 Oct 20:13` is
/// `Sa, 31. Okt. 20:13`, `€1,246.00` is `1.246,00 €`. Nothing for any other value.
pub fn value(text: &str, language: &str) -> Option<String> {
    let habits = HABITS.iter().find(|habits| habits.language == language)?;
    habits.iso(text).or_else(|| habits.moment(text)).or_else(|| habits.money(text))
}

impl Habits {
    fn get(&self, key: &str) -> &str {
        self.formats.get(key).and_then(toml::Value::as_str).unwrap_or_default()
    }

    fn item(&self, key: &str, index: u32) -> &str {
        let list = self.formats.get(key).and_then(toml::Value::as_array);
        let item = list.and_then(|items| items.get(usize::try_from(index).ok()?));
        item.and_then(toml::Value::as_str).unwrap_or_default()
    }

    fn day_of_month(&self, day: u32) -> String {
        if day == 1 { self.get("first_day").to_owned() } else { day.to_string() }
    }

    fn iso(&self, text: &str) -> Option<String> {
        let date: NaiveDate = text.parse().ok()?;
        let with = [
            ("{wd}", self.item("weekdays_short", date.weekday().num_days_from_monday()).to_owned()),
            ("{day}", self.day_of_month(date.day())),
            ("{mon}", self.item("months_short", date.month0()).to_owned()),
            ("{year}", date.year().to_string()),
        ];
        Some(filled(self.get("date_medium"), &with))
    }

    /// `Sat`, then perhaps `31 Oct`, then perhaps `20:13`, then perhaps its zone: what `TimeStyle` writes on a clock of 24 hours.
    fn moment(&self, text: &str) -> Option<String> {
        const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const MONTHS: [&str; 12] =
            ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let place = |names: &[&str], word: &str| {
            names.iter().position(|name| *name == word).and_then(|at| u32::try_from(at).ok())
        };
        let mut words = text.split(' ').peekable();
        let weekday = self.item("weekdays_short", place(&DAYS, words.next()?)?).to_owned();
        let mut said = weekday.clone();
        if let Some(day) = words.peek().and_then(|word| word.parse::<u32>().ok()) {
            words.next();
            let month = self.item("months_short", place(&MONTHS, words.next()?)?).to_owned();
            let with = [("{wd}", weekday), ("{day}", self.day_of_month(day)), ("{mon}", month)];
            said = filled(self.get("date_brief"), &with);
        }
        if let Some(clock) = words.next() {
            NaiveTime::parse_from_str(clock, "%H:%M").ok()?;
            let (hour, minute) = clock.split_once(':')?;
            let with = [("{hh}", hour.to_owned()), ("{mm}", minute.to_owned())];
            said = format!("{said} {}", filled(self.get("clock_24"), &with));
        }
        for zone in words {
            zone.chars().all(|c| c.is_ascii_uppercase()).then_some(())?;
            said = format!("{said} {zone}");
        }
        Some(said)
    }

    /// `€1,246.00`, `50.00 CHF`
    fn money(&self, text: &str) -> Option<String> {
        let (amount, currency) = match text.chars().next()? {
            sign @ ('$' | '£' | '€') => (text.strip_prefix(sign)?, sign.to_string()),
            _ => text
                .split_once(' ')
                .filter(|(_, code)| code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()))
                .map(|(amount, code)| (amount, code.to_owned()))?,
        };
        let (whole, cents) = amount.split_once('.')?;
        let digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || c == ',');
        (digits(whole) && digits(cents)).then_some(())?;
        let amount = format!("{}{}{cents}", whole.replace(',', self.get("group")), self.get("decimal"));
        Some(filled(self.get("money"), &[("{amount}", amount), ("{currency}", currency)]))
    }
}

fn filled(pattern: &str, with: &[(&str, String)]) -> String {
    with.iter().fold(pattern.to_owned(), |text, (name, value)| text.replace(name, value))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn dates_times_and_sums_are_said_as_the_language_does() {
        for (text, language, said) in [
            ("Sat 31 Oct", "de", "Sa, 31. Okt."),
            ("Sat 31 Oct 20:13", "de", "Sa, 31. Okt. 20:13"),
            ("Tue 06:13", "de", "Di 06:13"),
            ("Tue 06:13", "fr", "mar. 06h13"),
            ("Sun 1 Nov", "fr", "dim. 1er nov."),
            ("Sun 01:30 CET", "es", "dom 01:30 CET"),
            ("2026-11-12", "de", "Do, 12. Nov. 2026"),
            ("€1,246.00", "de", "1.246,00 €"),
            ("50.00 CHF", "fr", "50,00 CHF"),
        ] {
            assert_eq!(value(text, language).as_deref(), Some(said), "{text} in {language}");
        }
        for text in ["Mona 12", "12:30", "Sat", "Sun Valley", "the call", "1,5", "Mai 3"] {
            assert_eq!(value(text, "de").filter(|_| text != "Sat"), None, "{text}");
        }
        assert_eq!(value("Sat 31 Oct", "en"), None);
    }
}

//! The words, dates and numbers of documents, from one file a language: `templates/words/LANGUAGE.toml`.
//!
//! Rust takes single words by their key (`call_sheet.crew_call`); a template reads the same file by the `language` of its
//! data (`templates/lib/words.typ`). So neither has a word of its own, and a further language is a further file. A
//! production changes words in files of its own (`own`).

pub mod own;

use crate::check::time_words::TimeStyle;
use crate::diagnostic::Diagnostic;
use crate::model::production::is_american;
use crate::model::{Facts, MAIN_UNIT, Money, PageSum, category};
use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The files in the binary, by language (BCP 47).
pub const FILES: [(&str, &str); 5] = [
    ("en-US", include_str!("../../templates/words/en-US.toml")),
    ("en-GB", include_str!("../../templates/words/en-GB.toml")),
    ("de", include_str!("../../templates/words/de.toml")),
    ("fr", include_str!("../../templates/words/fr.toml")),
    ("es", include_str!("../../templates/words/es.toml")),
];

static ALL: LazyLock<Vec<Words>> =
    LazyLock::new(|| FILES.iter().map(|(language, text)| Words::parse(language, text)).collect());

/// A language's words and habits.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// `en-US`, `de`: for a document's metadata.
    pub language: &'static str,
    sections: BTreeMap<String, toml::Table>,
}

static NONE: LazyLock<Words> = LazyLock::new(Words::default);

/// The words of a language in a country (ISO 3166): plain `en` is American in North America, British elsewhere; a
/// language without a file is printed in English, which settings report.
pub fn of(language: &str, country: &str) -> &'static Words {
    let english = if is_american("en", country) { "en-US" } else { "en-GB" };
    let plain = language.split(['-', '_']).next().unwrap_or_default();
    let named = |wanted: &str| ALL.iter().find(|words| words.language.eq_ignore_ascii_case(wanted));
    named(&language.replace('_', "-"))
        .or_else(|| if plain.eq_ignore_ascii_case("en") { None } else { named(plain) })
        .or_else(|| named(english))
        .unwrap_or(&NONE)
}

/// The words of a language as somebody writes it in a sheet (`de`, `German`, `Deutsch`); nothing where there are none.
pub fn written(language: &str, country: &str) -> Option<&'static Words> {
    const NAMES: [(&str, &str); 4] =
        [("english", "en"), ("german", "de"), ("french", "fr"), ("spanish", "es")];
    let wanted = language.trim().to_lowercase().replace('_', "-");
    let code = NAMES.iter().find(|(name, _)| *name == wanted).map_or(wanted.as_str(), |(_, code)| code);
    let known = |words: &&Words| {
        let plain = words.language.split('-').next().unwrap_or_default();
        let name = words.get("formats.name").to_lowercase();
        words.language.eq_ignore_ascii_case(code)
            || plain == code.split('-').next().unwrap_or_default()
            || name == wanted
    };
    let found = ALL.iter().find(known)?;
    let plain = found.language.split('-').next().unwrap_or_default();
    Some(of(if code.split('-').next() == Some(plain) { code } else { found.language }, country))
}

/// The words of a production.
pub fn of_production(facts: &Facts) -> &'static Words {
    of(&facts.language, &facts.country)
}

/// A language's words with a production's own files (by path below `templates/`) over them, and what is wrong with those.
pub fn laid_over(built_in: &Words, files: &BTreeMap<String, Vec<u8>>) -> (Words, Vec<Diagnostic>) {
    let mut words = built_in.clone();
    let mut problems = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("words/")) {
        let (table, said) = own::merged(path, bytes);
        problems.extend(said);
        if *path == format!("words/{}.toml", built_in.language) {
            words = table.map_or(words, |table| Words::of_table(built_in.language, table));
        }
    }
    (words, problems)
}

impl Words {
    fn parse(language: &'static str, text: &str) -> Words {
        // A test parses every file: a broken one cannot be built into a binary that passed.
        Words::of_table(language, text.parse::<toml::Table>().unwrap_or_default())
    }

    fn of_table(language: &'static str, table: toml::Table) -> Words {
        let sections = table
            .into_iter()
            .filter_map(|(name, section)| match section {
                toml::Value::Table(words) => Some((name, words)),
                _ => None,
            })
            .collect();
        Words { language, sections }
    }

    fn value(&self, key: &str) -> Option<&toml::Value> {
        let (section, word) = key.split_once('.')?;
        self.sections.get(section)?.get(word)
    }

    /// The word of `section.key`, where there is one: for vocabularies that a pack or a sheet may extend.
    pub fn find(&self, key: &str) -> Option<&str> {
        self.value(key).and_then(toml::Value::as_str)
    }

    /// The word of `section.key`; of a key that no file has, the key, so that it is seen and not a blank.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.value(key).and_then(toml::Value::as_str).unwrap_or(key)
    }

    /// `Main unit`, `2nd unit`: a unit by its name in the schedule.
    pub fn unit(&self, name: &str) -> String {
        if name == MAIN_UNIT {
            self.get("common.main_unit").to_owned()
        } else if name.to_lowercase().contains("unit") {
            name.to_owned()
        } else {
            self.say("common.unit", &[("name", name)])
        }
    }

    /// A word that a closed column of a table keeps (`weekly`), in the language; any other as it is written.
    pub fn vocabulary<'a>(&'a self, word: &'a str) -> &'a str {
        let key = word.trim().to_lowercase().replace(' ', "_");
        self.find(&format!("vocabulary.{key}")).unwrap_or(word)
    }

    /// `Main`, `2nd`: a unit's name where the word unit stands over it or beside it.
    pub fn unit_name<'a>(&'a self, name: &'a str) -> &'a str {
        if name == MAIN_UNIT { self.get("schedule.main") } else { name }
    }

    /// The word with its `{placeholders}` filled.
    pub fn say(&self, key: &str, with: &[(&str, &str)]) -> String {
        fill(self.get(key), with)
    }

    /// `1 scene`, `3 scenes`: the keys are `section.word_one` and `section.word_many`.
    pub fn count(&self, key: &str, n: usize) -> String {
        let form = if n == 1 { "_one" } else { "_many" };
        self.say(&format!("{key}{form}"), &[("n", &self.whole(n as u64))])
    }

    /// `1 page`, `3 5/8 pages`, `3 5/8 + 2 unknown pages`: lengths, those that nobody wrote counted.
    pub fn pages(&self, sum: &PageSum) -> String {
        let key = if sum.unknown == 0 && sum.pages.eighths == 8 {
            "call_sheet.page_total"
        } else {
            "call_sheet.pages_total"
        };
        self.say(key, &[("n", &self.page_sum(sum))])
    }

    /// `3 5/8`, `3 5/8 + 2 unknown`
    pub fn page_sum(&self, sum: &PageSum) -> String {
        let unknown = self.say("schedule.unknown", &[("n", &sum.unknown.to_string())]);
        match (sum.unknown, sum.pages.eighths) {
            (0, _) => sum.pages.to_string(),
            (_, 0) => unknown,
            _ => format!("{} + {unknown}", sum.pages),
        }
    }

    /// What papers call the category or the department of a heading: a known one in the language, any other as written.
    pub fn category<'a>(&'a self, heading: &'a str) -> &'a str {
        let Some(known) = category::known(heading) else { return heading.trim() };
        let key: String = known
            .title
            .chars()
            .map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '_' })
            .collect();
        self.value(&format!("categories.{key}")).and_then(toml::Value::as_str).unwrap_or(known.title)
    }

    /// A revision's colour in the language: `Blau`, `2. Blau`; a colour of the production's own as it stands.
    pub fn colour(&self, colour: &str) -> String {
        let (round, plain) = match colour.split_once(' ') {
            Some((first, rest)) if first.starts_with(|c: char| c.is_ascii_digit()) => (Some(first), rest),
            _ => (None, colour),
        };
        let key = plain.to_lowercase().replace("grey", "gray");
        match (self.value(&format!("colours.{key}")).and_then(toml::Value::as_str), round) {
            (None, _) => colour.to_owned(),
            (Some(known), None) => known.to_owned(),
            // `2nd Blue` is written so by hand, in English.
            (Some(_), Some(_)) if self.language.starts_with("en") => colour.to_owned(),
            (Some(known), Some(round)) => {
                let number: String = round.chars().take_while(char::is_ascii_digit).collect();
                self.say("colours.round", &[("n", &number), ("colour", known)])
            }
        }
    }

    /// Of a list (`formats.months`) the item that is so far from its first.
    fn item(&self, key: &str, index: u32) -> &str {
        let list = self.value(key).and_then(toml::Value::as_array);
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        list.and_then(|items| items.get(index)).and_then(toml::Value::as_str).unwrap_or_default()
    }

    /// Whether times are printed in halves of the day: `7:00A`.
    pub fn twelve_hours(&self) -> bool {
        self.get("formats.clock") == "12h"
    }

    /// A time of day as the language's set prints it: `7:00A`, `12:00N`, `07:00`, `07h00`.
    pub fn time_of_day(&self, hour: u32, minute: u32) -> String {
        if !self.twelve_hours() {
            let (hh, mm) = (format!("{hour:02}"), format!("{minute:02}"));
            return self.say("formats.clock_24", &[("hh", &hh), ("mm", &mm)]);
        }
        let half = match (hour, minute) {
            (12, 0) => "formats.noon",
            (12.., _) => "formats.pm",
            _ => "formats.am",
        };
        let hour = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
        format!("{hour}:{minute:02}{}", self.get(half))
    }

    /// `October 30, 2026`, `30 October 2026`, `30. Oktober 2026`
    pub fn date(&self, date: NaiveDate) -> String {
        self.dated("formats.date_long", date)
    }

    /// The date with its weekday before it.
    pub fn date_full(&self, date: NaiveDate) -> String {
        self.dated("formats.date_full", date)
    }

    /// `Monday, November 2` or `Monday 2 November`.
    pub fn date_without_year(&self, date: NaiveDate) -> String {
        self.dated("formats.date_day", date)
    }

    /// `Sat, Nov 7, 2026`, `Sat 7 Nov 2026`
    pub fn date_medium(&self, date: NaiveDate) -> String {
        self.dated("formats.date_medium", date)
    }

    /// `Mon, Nov 23`, `Mon 23 Nov`
    pub fn date_brief(&self, date: NaiveDate) -> String {
        self.dated("formats.date_brief", date)
    }

    /// Without its weekday: `Nov 7, 2026`, `7 Nov 2026`.
    pub fn date_plain(&self, date: NaiveDate) -> String {
        self.dated("formats.date_plain", date)
    }

    /// An ISO date as [`Words::date_plain`] prints it; any other text as it stands.
    pub fn iso_date(&self, text: &str) -> String {
        text.parse::<NaiveDate>().map_or_else(|_| text.to_owned(), |day| self.date_plain(day))
    }

    /// A time of day in a report, beside the sentences of findings: `12:00P`, where the set has `12:00N`.
    pub fn clock(&self, at: &impl Timelike) -> String {
        match self.twelve_hours() {
            true => TimeStyle::American.clock(at.hour(), at.minute()),
            false => self.time_of_day(at.hour(), at.minute()),
        }
    }

    /// An RFC 3339 instant as its own wall clock shows it, with its weekday: `Tue 6:13A`, `Di 06:13`.
    pub fn instant(&self, rfc3339: &str) -> String {
        DateTime::parse_from_rfc3339(rfc3339).map_or_else(
            |_| rfc3339.to_owned(),
            |at| format!("{} {}", self.weekday_short(at.date_naive()), self.clock(&at)),
        )
    }

    /// The weekday and date in few letters, held together: `Sun 11/1` or `Sun 1/11`.
    pub fn date_short(&self, date: NaiveDate) -> String {
        self.dated("formats.date_short", date).replace(' ', "\u{a0}")
    }

    /// `Fri`
    pub fn weekday_short(&self, date: NaiveDate) -> &str {
        self.item("formats.weekdays_short", date.weekday().num_days_from_monday())
    }

    /// `November`, `Nov`
    pub fn month(&self, date: NaiveDate) -> &str {
        self.item("formats.months", date.month0())
    }

    pub fn month_short(&self, date: NaiveDate) -> &str {
        self.item("formats.months_short", date.month0())
    }

    /// The day and month alone: `11/7`, `7/11`, `7.11.`
    pub fn date_numbers(&self, date: NaiveDate) -> String {
        let text = fill(
            self.get("formats.date_short"),
            &[("wd", ""), ("d", &date.day().to_string()), ("m", &date.month().to_string())],
        );
        text.trim().to_owned()
    }

    /// `Friday`
    pub fn weekday(&self, date: NaiveDate) -> &str {
        self.item("formats.weekdays", date.weekday().num_days_from_monday())
    }

    fn dated(&self, pattern: &str, date: NaiveDate) -> String {
        let day =
            if date.day() == 1 { self.get("formats.first_day").to_owned() } else { date.day().to_string() };
        self.say(
            pattern,
            &[
                ("weekday", self.weekday(date)),
                ("wd", self.item("formats.weekdays_short", date.weekday().num_days_from_monday())),
                ("month", self.item("formats.months", date.month0())),
                ("mon", self.item("formats.months_short", date.month0())),
                ("day", &day),
                ("d", &date.day().to_string()),
                ("m", &date.month().to_string()),
                ("year", &date.year().to_string()),
            ],
        )
    }

    /// A whole number, thousands apart.
    pub fn whole(&self, n: u64) -> String {
        grouped(&n.to_string(), self.get("formats.group"))
    }

    /// A number with so many decimals, thousands apart, a true minus: `−4,750.00`, `−4.750,00`.
    pub fn number(&self, value: Decimal, decimals: u32) -> String {
        let rounded = value.round_dp_with_strategy(decimals, RoundingStrategy::MidpointNearestEven);
        let text = format!("{:.*}", usize::try_from(decimals).unwrap_or_default(), rounded.abs());
        let (whole, part) = text.split_once('.').unwrap_or((text.as_str(), ""));
        let mut out = String::new();
        if rounded.is_sign_negative() && !rounded.is_zero() {
            out.push('\u{2212}');
        }
        out.push_str(&grouped(whole, self.get("formats.group")));
        if !part.is_empty() {
            out.push_str(self.get("formats.decimal"));
            out.push_str(part);
        }
        out
    }

    /// An amount of money without its currency: two decimals.
    pub fn amount(&self, value: Decimal) -> String {
        self.number(value, 2)
    }

    /// Several currencies, never added: `USD 50.00 + GBP 12.00`; a word where there is nothing.
    pub fn purse(&self, sums: &[Money]) -> String {
        if sums.is_empty() {
            return self.get("reports.nothing").to_owned();
        }
        sums.iter().map(|money| self.money(money)).collect::<Vec<_>>().join(" + ")
    }

    /// A fraction of one with one decimal: `−9.9%`, `−9,9 %`.
    pub fn percent(&self, share: Decimal) -> String {
        let number = self.number(share.saturating_mul(Decimal::ONE_HUNDRED), 1);
        self.say("formats.percent", &[("number", &number)])
    }

    /// `USD 48,000.00`, `48.000,00 EUR`
    pub fn money(&self, money: &Money) -> String {
        let amount = self.number(money.amount, 2);
        self.say("formats.money", &[("currency", &money.currency), ("amount", &amount)])
    }
}

/// Puts values in place of `{name}`; what has no value stays, so that it is seen.
fn fill(pattern: &str, with: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            rest = after;
            out.push('{');
            continue;
        };
        match with.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => {
                out.push('{');
                out.push_str(name);
                out.push('}');
            }
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn grouped(digits: &str, separator: &str) -> String {
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// Every leaf of a file: `section.key`, and the placeholders and the number of items it has.
    fn leaves(text: &str) -> BTreeMap<String, (BTreeSet<String>, usize)> {
        let table = text.parse::<toml::Table>().unwrap();
        let mut leaves = BTreeMap::new();
        for (section, words) in table {
            for (key, value) in words.as_table().unwrap() {
                let items = value.as_array().map_or(1, Vec::len);
                let text = value.as_str().unwrap_or_default();
                // A date may leave its year out or have its weekday first; a sentence says what it is given.
                let free = section == "formats";
                let names = text.split('{').skip(1).filter(|_| !free);
                let names = names.filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect();
                leaves.insert(format!("{section}.{key}"), (names, items));
            }
        }
        leaves
    }

    #[test]
    fn every_language_has_the_same_keys_and_placeholders() {
        let american = leaves(FILES[0].1);
        for (language, text) in &FILES[1..] {
            let theirs = leaves(text);
            for (key, shape) in &american {
                assert_eq!(theirs.get(key), Some(shape), "{language}: {key}");
            }
            assert_eq!(theirs.keys().find(|key| !american.contains_key(*key)), None, "{language}");
        }
    }

    /// Codes (`SWF`, `CWD`) and numbers are the same everywhere.
    #[test]
    fn every_word_of_a_closed_column_is_said_in_each_language() {
        let columns = crate::ingest::tables::ALL.iter().flat_map(|table| table.headings);
        let words: BTreeSet<&str> = columns.flat_map(|column| column.vocabulary()).collect();
        // `35mm 2-perf` is a code, too.
        let is_word = |word: &str| {
            word.chars().any(char::is_lowercase) && !word.starts_with(|c: char| c.is_ascii_digit())
        };
        for words_of in ALL.iter() {
            let key = |word: &str| format!("vocabulary.{}", word.to_lowercase().replace(' ', "_"));
            let missing: Vec<&&str> =
                words.iter().filter(|word| is_word(word) && words_of.find(&key(word)).is_none()).collect();
            assert!(missing.is_empty(), "{}: {missing:?}", words_of.language);
        }
        // American papers print them as they are kept.
        for word in words.iter().filter(|word| is_word(word)) {
            assert_eq!(of("en", "US").vocabulary(word), *word);
        }
    }

    #[test]
    fn settings_accept_the_languages_there_are_words_in() {
        let have: BTreeSet<&str> =
            FILES.iter().filter_map(|(language, _)| language.split('-').next()).collect();
        assert_eq!(have, crate::settings::values::LANGUAGES.iter().copied().collect());
    }

    #[test]
    fn dates_are_the_languages() {
        let date = NaiveDate::from_ymd_opt(2026, 10, 30).unwrap();
        let first = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
        for (language, country, full, short) in [
            ("en", "US", "Friday, October 30, 2026", "Sun 11/1"),
            ("en", "GB", "Friday 30 October 2026", "Sun 1/11"),
            ("en-GB", "US", "Friday 30 October 2026", "Sun 1/11"),
            ("de", "DE", "Freitag, 30. Oktober 2026", "So 1.11."),
            ("de-AT", "AT", "Freitag, 30. Oktober 2026", "So 1.11."),
            ("fr", "FR", "vendredi 30 octobre 2026", "dim. 1/11"),
            ("es", "ES", "viernes, 30 de octubre de 2026", "dom 1/11"),
        ] {
            let words = of(language, country);
            assert_eq!(words.date_full(date), full);
            assert_eq!(words.date_short(first), short.replace(' ', "\u{a0}"));
        }
        assert_eq!(of("fr", "FR").date(first), "1er novembre 2026");
    }

    #[test]
    fn clocks_and_numbers_are_the_languages() {
        let value: Decimal = "-48000.5".parse().unwrap();
        for (language, time, number, money) in [
            ("en-US", "7:05A", "\u{2212}48,000.50", "USD 1,234.00"),
            ("en-GB", "07:05", "\u{2212}48,000.50", "USD 1,234.00"),
            ("de", "07:05", "\u{2212}48.000,50", "1.234,00 USD"),
            ("fr", "07h05", "\u{2212}48\u{202f}000,50", "1\u{202f}234,00 USD"),
            ("es", "07:05", "\u{2212}48.000,50", "1.234,00 USD"),
        ] {
            let words = of(language, "US");
            assert_eq!(words.time_of_day(7, 5), time);
            assert_eq!(words.number(value, 2), number);
            assert_eq!(words.money(&Money::new("1234".parse().unwrap(), "USD")), money);
        }
    }

    #[test]
    fn findings_write_times_as_papers_do() {
        let languages = ["en", "en-US", "en-GB", "en_CA", "de", "fr", "es"];
        let countries = ["US", "CA", "MX", "GB", "AU", "DE"];
        for (language, country) in languages.iter().flat_map(|l| countries.map(|c| (l, c))) {
            assert_eq!(
                of(language, country).twelve_hours(),
                is_american(language, country),
                "{language} in {country}"
            );
        }
    }

    #[test]
    fn a_language_is_known_by_its_code_and_its_names() {
        for (text, language) in [
            ("de", "de"),
            ("German", "de"),
            ("Deutsch", "de"),
            ("fr-CA", "fr"),
            ("Español", "es"),
            ("English", "en-GB"),
            ("en-US", "en-US"),
        ] {
            assert_eq!(written(text, "GB").map(|words| words.language), Some(language), "{text}");
        }
        assert!(written("Klingon", "US").is_none() && written("", "US").is_none());
    }

    #[test]
    fn what_has_no_value_is_seen() {
        assert_eq!(fill("{a} of {b}, {", &[("a", "1")]), "1 of {b}, {");
        assert_eq!(of("en", "US").get("call_sheet.nothing"), "call_sheet.nothing");
        assert_eq!(of("en", "US").count("call_sheet.scenes", 1), "1 scene");
        assert_eq!(of("de", "DE").count("call_sheet.scenes", 8), "8 Bilder");
    }
}

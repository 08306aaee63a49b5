//! Facts of the production: settings beat the Production table, the table beats defaults.

use super::names::fold;
use super::rows::{Rows, differ};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Cell, Facts, Sourced};
use crate::settings::{Settings, date_of, nearest, territory, values, zone};
use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// Where settings stand, in cells and problems.
const SETTINGS_FILE: &str = "callboard.toml";

/// Reads the facts from the settings and the Production tables.
pub(crate) fn facts(rows: &Rows<'_>, settings: &Settings, problems: &mut Vec<Diagnostic>) -> Facts {
    let mut given = Given { rows, settings, cells: BTreeMap::new(), assumed: Vec::new(), problems };
    let s = &settings.production;

    let country_text = given.fact("Country", "country", s.country.clone(), |text| {
        territory::country_code(text).ok_or_else(|| {
            format!("Write the two letters of its code.{}", nearest::did_you_mean(text, territory::names()))
        })
    });
    let zone_text = given.fact("Time Zone", "time_zone", s.time_zone.clone(), |text| {
        zone::zone(text).map(|zone| zone.name().to_string())
    });
    let written_zone = zone_text.as_deref().and_then(|name| name.parse::<Tz>().ok());
    let country = country_text.unwrap_or_else(|| match written_zone.and_then(territory::country_of_zone) {
        Some(country) => given.assume("country", country.to_string(), "by the time zone"),
        None => given.assume("country", "US".to_string(), ""),
    });
    let region =
        given.fact("Region", "region", s.region.clone(), |text| Ok(territory::region_code(&country, text)));
    let by_country = format!("by the country {country}");
    let time_zone = written_zone.unwrap_or_else(|| {
        let zone = territory::zone_of(&country, region.as_deref()).unwrap_or(Tz::UTC);
        let why = region.as_ref().map_or_else(|| by_country.clone(), |r| format!("by {country}-{r}"));
        given.assume("time zone", zone.name().to_string(), &why);
        zone
    });
    let customs = territory::of(&country);
    let currency = given.fact("Currency", "currency", s.currency.clone(), currency).unwrap_or_else(|| {
        given.assume("currency", customs.map_or("USD", |t| t.currency).to_string(), &by_country)
    });
    let kind = given
        .fact("Kind", "kind", s.kind.clone(), kind)
        .unwrap_or_else(|| given.assume("kind", "feature".to_string(), ""));
    let title = given.fact("Title", "title", s.title.clone(), |text| Ok(text.to_string()));
    let title = title.unwrap_or_else(|| match settings.folder.as_str() {
        "" => given.assume("title", "Untitled".to_string(), ""),
        folder => given.assume("title", folder.to_string(), "the folder's name"),
    });
    let start = s.photography_start.as_ref().and_then(date_of).map(|date| date.to_string());
    let start = given.fact("Photography Start", "photography_start", start, date_text);
    let photography_start = match start.and_then(|text| text.parse::<NaiveDate>().ok()) {
        Some(date) => given.cells.get("Photography Start").map(|cell| Sourced::new(date, cell.clone())),
        None => first_shooting_day(&mut given),
    };
    let workweek_text =
        given.fact("Workweek", "workweek", s.workweek.as_ref().map(|d| d.join(", ")), |text| {
            let right = "Write a span or a list of days: Mon-Fri, or Tue, Wed, Thu.";
            values::workweek(text).map(|days| week_text(&days)).ok_or_else(|| right.to_string())
        });
    let workweek = workweek_text.as_deref().and_then(values::workweek).unwrap_or_else(|| {
        given.assume("workweek", "Monday to Friday".to_string(), "");
        vec![Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri]
    });
    let paper = s.paper.clone().unwrap_or_else(|| {
        given.assume("paper", customs.map_or("a4", |t| t.paper()).to_string(), &by_country)
    });
    let language = s.language.clone().unwrap_or_else(|| "en".to_string());
    let company = given.fact("Company", "company", s.company.clone(), |text| Ok(text.to_string()));
    let mut only = |heading| given.fact(heading, "", None, |text| Ok(text.to_string()));
    Facts {
        company,
        office_address: only("Office Address"),
        office_phone: only("Office Phone"),
        director: only("Director"),
        producer: only("Producer"),
        upm: only("UPM"),
        first_ad: only("1st AD"),
        second_ad: only("2nd AD"),
        script_revision: only("Script Revision"),
        schedule_revision: only("Schedule Revision"),
        title,
        kind,
        time_zone,
        emergency: customs.map_or("112", |t| t.emergency).to_string(),
        country,
        region,
        currency,
        photography_start,
        workweek,
        paper,
        language,
        cells: given.cells,
        assumed: given.assumed,
    }
}

/// What settings and tables give, as it is asked for.
struct Given<'a> {
    rows: &'a Rows<'a>,
    settings: &'a Settings,
    cells: BTreeMap<String, Cell>,
    assumed: Vec<String>,
    problems: &'a mut Vec<Diagnostic>,
}

impl Given<'_> {
    /// A fact by its heading and its key under [production]; `read` gives its one spelling, or what would
    /// be right.
    fn fact(
        &mut self,
        heading: &'static str,
        key: &str,
        set: Option<String>,
        read: impl Fn(&str) -> Result<String, String>,
    ) -> Option<String> {
        let mut taken: Option<(String, Cell)> = set.map(|value| {
            let line = self.settings.lines.get(&format!("production.{key}")).copied().unwrap_or(1);
            let spelling = read(&value).unwrap_or(value);
            (spelling, Cell::new(SETTINGS_FILE, "", line.saturating_sub(1), 0))
        });
        for row in self.rows.of("production") {
            let Some(text) = row.text(heading).map(|text| text.trim().to_string()) else { continue };
            let cell = row.cell_of(heading);
            let value = match read(&text) {
                Ok(value) => value,
                Err(help) => {
                    let message = format!("{heading} cannot be “{text}”.");
                    self.problems
                        .push(Diagnostic::new(Code::WordUnknown, message, help).at_cell(&cell).seen(&text));
                    continue;
                }
            };
            match &taken {
                None => taken = Some((value, cell)),
                Some((known, at)) if fold(known) != fold(&value) => {
                    self.problems.push(differ(heading, (known, at), (&value, &cell)));
                }
                Some(_) => {}
            }
        }
        let (value, cell) = taken?;
        self.cells.insert(heading.to_string(), cell);
        Some(value)
    }

    /// Takes a default, and says so.
    fn assume(&mut self, what: &str, value: String, why: &str) -> String {
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        self.assumed.push(format!("{what} {value}{why}"));
        let key = what.replace(' ', "_");
        self.problems.push(Diagnostic::new(
            Code::Assumed,
            format!("No {what} was given: {value} was taken{why}."),
            format!("Write {key} under [production] in {SETTINGS_FILE} if that is not right."),
        ));
        value
    }
}

fn currency(text: &str) -> Result<String, String> {
    let code = match text.trim() {
        "$" | "US$" => "USD",
        "£" => "GBP",
        "€" => "EUR",
        other => other,
    };
    let is_code = code.len() == 3 && code.chars().all(|c| c.is_ascii_alphabetic());
    if is_code {
        Ok(code.to_uppercase())
    } else {
        Err("Write the three letters of its code: USD, GBP.".into())
    }
}

fn kind(text: &str) -> Result<String, String> {
    let kind = match fold(text).as_str() {
        "feature" | "feature film" | "film" | "theatrical" | "movie" => "feature",
        "episodic" | "series" | "tv series" | "television" | "tv" | "limited series" => "episodic",
        "commercial" | "advert" | "spot" | "ad" => "commercial",
        "documentary" | "doc" => "documentary",
        "music video" | "promo" => "music-video",
        _ => {
            let meant = nearest::did_you_mean(text, values::KINDS.iter().copied());
            return Err(format!("It is one of {}.{meant}", values::KINDS.join(", ")));
        }
    };
    Ok(kind.to_string())
}

fn date_text(text: &str) -> Result<String, String> {
    text.parse::<NaiveDate>().map(|date| date.to_string()).map_err(|_| "Write a date: 2026-10-05.".into())
}

fn week_text(days: &[Weekday]) -> String {
    days.iter().map(|day| values::weekday_name(*day)).collect::<Vec<_>>().join(", ")
}

/// The first shooting day of the Schedule stands for the start of photography until it is given.
fn first_shooting_day(given: &mut Given<'_>) -> Option<Sourced<NaiveDate>> {
    let (date, cell) = given
        .rows
        .of("schedule")
        .iter()
        .filter(|row| super::days::day_type(row) == "shoot")
        .filter_map(|row| Some((row.date("Date")?, row.cell_of("Date"))))
        .min()?;
    given.assume("photography start", date.to_string(), "the first shooting day of the schedule");
    Some(Sourced::new(date, cell))
}

//! What rules are about, and the fields that conditions can ask of each: a person's working day, a row of a table, the production.

use super::clearance::{Standing, kind_class};
use super::expression::{Fact, FieldType, Schema};
use super::facts::{DayFacts, FactMap};
use super::finding::Subject;
use super::pack::plain;
use crate::model::{Per, Person, Production, Record, Shift, Sourced, TableName, Terms, Value};
use crate::settings::Settings;
use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What a rule judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubjectOf {
    /// A person's shift.
    Work,
    /// A row of a table.
    Row(TableName),
    Production,
}

const PRODUCTION: [(&str, FieldType); 8] = [
    ("today", FieldType::Date),
    ("production.title", FieldType::Text),
    ("production.kind", FieldType::Text),
    ("production.country", FieldType::Text),
    ("production.region", FieldType::Text),
    ("production.currency", FieldType::Text),
    ("production.language", FieldType::Text),
    ("production.photography_start", FieldType::Date),
];

const WORK: &[(&str, FieldType)] = &[
    ("agreement", FieldType::Text),
    ("agreement_written", FieldType::Text),
    ("local", FieldType::Text),
    ("craft", FieldType::Text),
    ("role", FieldType::Text),
    ("contract", FieldType::Text),
    ("position", FieldType::Text),
    ("department", FieldType::Text),
    ("age", FieldType::Int),
    ("minor", FieldType::Flag),
    ("graduate", FieldType::Flag),
    ("residence", FieldType::Text),
    ("employer", FieldType::Text),
    ("unit", FieldType::Text),
    ("country", FieldType::Text),
    ("region", FieldType::Text),
    ("kind", FieldType::Text),
    ("location_type", FieldType::Text),
    ("zone", FieldType::Text),
    ("exterior", FieldType::Flag),
    ("night_exterior", FieldType::Flag),
    ("on_production", FieldType::Flag),
    ("off_production", FieldType::Flag),
    ("working_day", FieldType::Text),
    ("call", FieldType::Text),
    ("rate", FieldType::Number),
    ("per", FieldType::Text),
    ("day_status", FieldType::Text),
    ("date", FieldType::Date),
];

impl SubjectOf {
    /// The fields of this sort of subject. For a row: its headings in snake case.
    pub fn schema(self) -> Schema {
        let (what, own): (String, Vec<(String, FieldType)>) = match self {
            SubjectOf::Work => {
                ("a working day".into(), WORK.iter().map(|(n, t)| ((*n).to_owned(), *t)).collect())
            }
            SubjectOf::Row(table) => {
                let columns = super::columns::of(table).iter();
                (format!("a row of {table}"), columns.map(|c| (c.name.clone(), c.field)).collect())
            }
            SubjectOf::Production => ("the production".into(), Vec::new()),
        };
        let shared = PRODUCTION.map(|(n, t)| (n.to_owned(), t));
        let photography = match self {
            SubjectOf::Work => vec![("photography_start".to_owned(), FieldType::Date)],
            _ => Vec::new(),
        };
        Schema { what, fields: own.into_iter().chain(shared).chain(photography).collect() }
    }
}

fn text(value: impl Into<String>) -> Fact {
    Fact::Text(value.into())
}

fn maybe(value: Option<impl ToString>) -> Fact {
    Fact::Text(value.map(|v| v.to_string()).unwrap_or_default())
}

pub fn production_facts(production: &Production, today: NaiveDate) -> FactMap {
    let facts = &production.facts;
    [
        ("today", text(today.to_string())),
        ("production.title", text(&facts.title)),
        ("production.kind", text(&facts.kind)),
        ("production.country", text(&facts.country)),
        ("production.region", maybe(facts.region.as_ref())),
        ("production.currency", text(&facts.currency)),
        ("production.language", text(&facts.language)),
        ("production.photography_start", maybe(facts.photography_start.as_ref().map(|d| d.value))),
    ]
    .into_iter()
    .map(|(name, fact)| (name.to_owned(), fact))
    .collect()
}

/// The fields of a shift that others share, borrowed: what two shifts must have in common to be alike. `agreement` is left out: each
/// pack knows it by its own aliases; `agreement_written` is what the row says, for packs that share an alias or know several tiers.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Shared<'a> {
    agreement_written: &'a str,
    local: &'a str,
    craft: &'a str,
    role: &'a str,
    contract: &'a str,
    position: &'a str,
    department: &'a str,
    age: Option<u32>,
    graduate: bool,
    residence: &'a str,
    employer: &'a str,
    unit: &'a str,
    country: &'a str,
    region: &'a str,
    location_type: &'a str,
    zone: &'a str,
    exterior: bool,
    night_exterior: bool,
    on_production: Option<bool>,
    working_day: &'a str,
    /// With its scale: `50` and `50.00` are written differently.
    rate: Option<(Decimal, u32)>,
    per: &'static str,
    day_status: &'a str,
}

impl<'a> Shared<'a> {
    pub fn of(production: &'a Production, shift: &'a Shift) -> Self {
        fn written(text: &Option<Sourced<String>>) -> &str {
            text.as_ref().map_or("", |text| &text.value)
        }
        let person = production.person(shift.person);
        let (terms, facts) = (&shift.terms, &production.facts);
        let place = shift.location.as_ref().and_then(|name| production.place(&name.value));
        let country = place.and_then(|p| p.country.as_ref()).map(|c| c.value.as_str());
        let region = place.and_then(|p| p.region.as_ref()).map(|r| r.value.as_str());
        Shared {
            agreement_written: written(&terms.agreement).trim(),
            local: written(&terms.local),
            craft: written(&terms.craft),
            role: written(&terms.role),
            contract: written(&terms.contract),
            position: written(&terms.position),
            department: person.department.as_deref().unwrap_or_default(),
            age: age_on(person, terms, shift.date),
            graduate: person.graduate,
            residence: written(&terms.residence),
            employer: shift.employer.as_deref().unwrap_or_default(),
            unit: &shift.unit,
            country: country.unwrap_or(&facts.country),
            region: region.or(facts.region.as_deref()).unwrap_or_default(),
            location_type: written(&shift.location_type),
            zone: place.map_or("", |place| written(&place.zone)),
            exterior: shift.exterior.unwrap_or(false),
            night_exterior: shift.night_exterior.unwrap_or(false),
            on_production: shift.on_production,
            working_day: working_day(production, shift).map_or("", String::as_str),
            rate: terms.rate.as_ref().map(|rate| (rate.value.amount, rate.value.amount.scale())),
            per: terms.per.as_ref().map_or("", |per| per_word(per.value)),
            day_status: &shift.day_status,
        }
    }

    pub fn agreement_written(&self) -> &'a str {
        self.agreement_written
    }

    pub fn facts(&self, production: &Production, of_production: &FactMap) -> FactMap {
        let facts = &production.facts;
        let mut all = of_production.clone();
        let own = [
            ("agreement_written", text(self.agreement_written)),
            ("local", text(self.local)),
            ("craft", text(self.craft)),
            ("role", text(self.role)),
            ("contract", text(self.contract)),
            ("position", text(self.position)),
            ("department", text(self.department)),
            ("age", Fact::Int(self.age.map_or(-1, i64::from))),
            ("minor", Fact::Flag(self.age.is_some_and(|age| age < 18))),
            ("graduate", Fact::Flag(self.graduate)),
            ("residence", text(self.residence)),
            ("employer", text(self.employer)),
            ("unit", text(self.unit)),
            ("country", text(self.country)),
            ("region", text(self.region)),
            ("kind", text(&facts.kind)),
            ("location_type", text(self.location_type)),
            ("zone", text(self.zone)),
            ("exterior", Fact::Flag(self.exterior)),
            ("night_exterior", Fact::Flag(self.night_exterior)),
            // A blank says neither.
            ("on_production", Fact::Flag(self.on_production == Some(true))),
            ("off_production", Fact::Flag(self.on_production == Some(false))),
            ("working_day", text(self.working_day)),
            ("rate", maybe(self.rate.map(|(amount, _)| amount))),
            ("per", text(self.per)),
            ("day_status", text(self.day_status)),
            ("photography_start", maybe(facts.photography_start.as_ref().map(|d| d.value))),
        ];
        all.extend(own.map(|(name, fact)| (name.to_owned(), fact)));
        all
    }
}

/// The fields of a shift that hardly another shares: see [`super::facts::OF_THE_DAY`].
pub fn day_facts(shift: &Shift) -> DayFacts {
    let call = shift.call.moment.known().map(|at| at.format("%H:%M"));
    [("date", text(shift.date.to_string())), ("call", maybe(call))]
}

fn per_word(per: Per) -> &'static str {
    match per {
        Per::Hour => "hour",
        Per::Day => "day",
        Per::Week => "week",
    }
}

/// SWD, CWD or SCWD, as the schedule says of the unit's day.
fn working_day<'a>(production: &'a Production, shift: &Shift) -> Option<&'a String> {
    let first = production.days.partition_point(|day| day.date < shift.date);
    let mut of_date = production.days.iter().skip(first).take_while(|day| day.date == shift.date);
    let day = of_date.find(|day| day.unit == shift.unit)?;
    day.working_day.as_ref().map(|word| &word.value)
}

/// Completed years on a date, by the shift's own date of birth, else the person's.
pub fn age_on(person: &Person, terms: &Terms, date: NaiveDate) -> Option<u32> {
    match &terms.date_of_birth {
        Some(born) => date.years_since(born.value),
        None => person.age_on(date),
    }
}

/// The fields of a row: its headings in snake case, `""` (or an empty list) where blank. A deliverable's `spec` is as
/// written here; each pack knows it by its own aliases.
pub fn record_facts(
    production: &Production,
    record: &Record,
    settings: &Settings,
    of_production: &FactMap,
) -> FactMap {
    let mut all = of_production.clone();
    for column in super::columns::of(record.table) {
        let value = column.heading.and_then(|heading| record.value(heading));
        let fact = match column.field {
            FieldType::List => Fact::List(match value {
                Some(Value::List(items)) => items.clone(),
                Some(other) => vec![other.to_text()],
                None => Vec::new(),
            }),
            _ => maybe(value.map(Value::to_text)),
        };
        all.insert(column.name.clone(), fact);
    }
    let money = record.fields.values().find_map(|field| match &field.value {
        Some(Value::Money(money)) => Some(money.currency.to_string()),
        _ => None,
    });
    if let Some(currency) = money {
        all.insert("currency".into(), text(currency));
    }
    all.extend(derived(production, record, settings));
    all
}

/// What is worked out for a row beside its columns.
fn derived(production: &Production, record: &Record, settings: &Settings) -> FactMap {
    let facts: Vec<(&str, Fact)> = match record.table {
        "clearances" => {
            let item = record.text("Item").unwrap_or_default();
            vec![
                ("status_class", text(Standing::of(&record.text("Status").unwrap_or_default()).word())),
                ("kind_class", text(kind_class(&record.text("Kind").unwrap_or_default()))),
                ("first_use", maybe(first_use(production, record))),
                ("cue", text(cue(&item))),
            ]
        }
        "locations" => {
            let name = record.text("Location").unwrap_or_default();
            let days = || {
                let there = |day: &&crate::model::Day| {
                    day.is_shoot() && day.location.as_ref().is_some_and(|l| plain(&l.value) == plain(&name))
                };
                production.days.iter().filter(there).map(|day| day.date)
            };
            vec![("first_use", maybe(days().min())), ("last_use", maybe(days().max()))]
        }
        "deliverables" => {
            let written = record.text("Spec").or_else(|| settings.delivery.spec.clone()).unwrap_or_default();
            vec![("spec", text(written)), ("is_delivered", Fact::Flag(is_delivered(record)))]
        }
        "expenses" => {
            let base = &production.facts.currency;
            let known = record.money("Amount").is_none_or(|money| {
                *money.currency == **base
                    || settings.rate.iter().any(|rate| *rate.from == *money.currency && rate.to == *base)
            });
            vec![
                ("rate_known", Fact::Flag(known)),
                ("tracks_receipts", Fact::Flag(record.columns.contains_key("Receipt"))),
            ]
        }
        _ => Vec::new(),
    };
    facts.into_iter().map(|(name, fact)| (name.to_owned(), fact)).collect()
}

/// The first scheduled date of a clearance: of its scenes, or of its place.
fn first_use(production: &Production, record: &Record) -> Option<NaiveDate> {
    let numbers = record.text("Scene").unwrap_or_default();
    let scenes: Vec<String> =
        numbers.split([',', ';', '&', '/']).map(plain).filter(|n| !n.is_empty()).collect();
    let of_scenes =
        production.scenes.iter().filter(|s| scenes.contains(&plain(&s.number))).filter_map(|s| s.date).min();
    of_scenes.or_else(|| {
        let item = plain(&record.text("Item")?);
        let there = |day: &&crate::model::Day| {
            day.is_shoot() && day.location.as_ref().is_some_and(|l| plain(&l.value) == item)
        };
        production.days.iter().filter(there).map(|day| day.date).min()
    })
}

/// The piece of music that an item is about: its name without the words for which half or share it is.
fn cue(item: &str) -> String {
    let halves = [
        "sync",
        "synch",
        "synchronisation",
        "synchronization",
        "master",
        "recording",
        "publishing",
        "licence",
        "license",
    ];
    let words: Vec<String> =
        plain(item).split(' ').filter(|word| !halves.contains(word)).map(str::to_owned).collect();
    words.join(" ")
}

/// Has it left the house, by its date or its status?
fn is_delivered(record: &Record) -> bool {
    let date = plain(&record.text("Delivered").unwrap_or_default());
    let no = ["", "no", "n", "not yet", "pending", "tbd"];
    let status = format!(" {} ", plain(&record.text("Status").unwrap_or_default()));
    let gone =
        [" delivered ", " sent ", " received ", " accepted ", " in qc ", " qc in review ", " uploaded "];
    let not = status.contains(" not ") || status.contains(" un");
    !no.contains(&date.as_str()) || (!not && gone.iter().any(|word| status.contains(word)))
}

/// What a finding about a row is called.
pub fn of_record(record: &Record) -> Subject {
    let (kind, item) = match record.table {
        "clearances" => ("item", "Item"),
        "deliverables" => ("deliverable", "Deliverable"),
        "locations" => ("location", "Location"),
        "scenes" => ("scene", "Scene"),
        "budget" => ("account", "Account"),
        "permits-and-insurance" => ("document", "Number"),
        "expenses" => ("document", "Invoice"),
        "purchase-orders" => ("document", "PO"),
        _ => ("document", ""),
    };
    let is_schedule = record.table == "schedule";
    // A receipt's number tells two rows apart; a mere yes or no does not.
    let receipt = match record.value("Receipt") {
        Some(Value::Text(number)) => Some(number.clone()),
        _ => None,
    };
    Subject {
        kind: if is_schedule { "day" } else { kind },
        person: record.text("Person").or_else(|| record.text("Name")),
        date: record.date("Date").map(|d| d.to_string()),
        unit: record.text("Unit"),
        item: record.text(item).or(receipt).or_else(|| record.text("Description")),
        account: record.text("Account"),
        po: record.text("PO"),
        ..Subject::default()
    }
}

/// `Term End` → `term_end`, `No.` → `no`, `I/E` → `i_e`.
pub fn snake(heading: &str) -> String {
    let words: Vec<String> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}

//! `callboard.toml`: closed, spanned, validated at once. Every key can be left out.
//!
//! The types as a person writes them stand here; `load` reads them and says everything that is wrong,
//! `values` holds the words that may stand in them, `resolved` gives them as types.

pub mod load;
pub mod mail;
pub mod nearest;
pub(crate) mod reading;
pub mod resolved;
pub mod territory;
pub mod values;
pub mod zone;

pub use load::load;
pub use mail::{Encryption, MailServer};
pub use resolved::{EtcConvention, MailMode, RateKind, VarianceConvention};

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file as a person writes it. Unknown keys are errors.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub production: ProductionSettings,
    pub rules: RuleSettings,
    pub delivery: DeliverySettings,
    pub release: ReleaseSettings,
    pub call_sheet: CallSheetSettings,
    pub documents: DocumentSettings,
    pub schedule: ScheduleSettings,
    pub cost_report: CostReportSettings,
    pub rate: Vec<ExchangeRate>,
    pub watch: WatchSettings,
    pub inputs: InputSettings,
    pub mail: MailSettings,
    pub state: StateSettings,
    /// The line (from 1) on which a key stands, by its dotted name: `production.title`.
    #[serde(skip)]
    pub lines: BTreeMap<String, u32>,
    /// The production folder's name: the title where none is given. Whoever loads the settings sets it.
    #[serde(skip)]
    pub folder: String,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProductionSettings {
    pub title: Option<String>,
    pub company: Option<String>,
    pub kind: Option<String>,
    pub time_zone: Option<String>,
    pub country: Option<String>,
    pub region: Option<String>,
    pub currency: Option<String>,
    pub photography_start: Option<toml::value::Datetime>,
    pub workweek: Option<Vec<String>>,
    pub paper: Option<String>,
    pub language: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RuleSettings {
    /// Pack ids; default: every built-in pack whose `applies` holds.
    pub packs: Option<Vec<String>>,
    /// By `pack/rule`.
    pub severity: BTreeMap<String, SeverityOverride>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SeverityOverride {
    /// error, warning, info, off
    pub level: String,
    pub reason: String,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeliverySettings {
    pub spec: Option<String>,
}

/// Where, in which media and when the production will be released: what clearances must cover.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReleaseSettings {
    pub territories: Vec<String>,
    pub media: Vec<String>,
    pub from: Option<toml::value::Datetime>,
    pub to: Option<toml::value::Datetime>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CallSheetSettings {
    /// The colours of revisions in the production's own order; the first is the first issue's.
    pub revision_colours: Option<Vec<String>>,
    /// `yes` (default) or `no`: cast times that nobody has written are drafted, in italics.
    pub estimates: Option<String>,
    /// Minutes of shooting an eighth of a page takes, where a scene has no Est. Minutes: 15 unless told.
    pub minutes_an_eighth: Option<u32>,
    /// `"1h"`, `"45m"`: before the set call, hair and make-up (1 h unless told) and wardrobe (30 min).
    pub makeup_lead: Option<String>,
    pub wardrobe_lead: Option<String>,
    /// `yes`: every page of a personal sheet carries its person's name.
    pub stamp: Option<String>,
}

/// How documents are printed, and what travels in them.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DocumentSettings {
    /// `light` (default): black on white; `dark`: white on black, for screens.
    pub look: Option<String>,
    /// Kinds of documents whose PDF carries the data it is made from as an attached file; none where left out.
    pub attach: Vec<String>,
}

/// The schedule as a file for other programs.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ScheduleSettings {
    /// Which dialect of the Universal Schedule Standard is written: `first` (default) or `second`.
    pub dialect: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CostReportSettings {
    pub period_end: Option<toml::value::Datetime>,
    /// `uncommitted` (default) or `includes-commitments`.
    pub etc: Option<String>,
    /// `budget-minus-efc` (default) or `efc-minus-budget`.
    pub variance: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeRate {
    pub from: String,
    pub to: String,
    pub date: toml::value::Datetime,
    /// Decimal text: `"1.3300"`.
    pub value: String,
    /// `budget` or `transaction`.
    pub kind: String,
}

impl ExchangeRate {
    pub fn decimal(&self) -> Option<Decimal> {
        self.value.parse().ok()
    }
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WatchSettings {
    /// `"2s"`, `"500ms"`
    pub quiet: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InputSettings {
    /// Which file holds where two say different things: names or paths, `*` for anything, the strongest first.
    /// Files that none of them names come last, by name.
    pub wins: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailSettings {
    /// draft (default), approve, send
    pub mode: Option<String>,
    pub from: Option<String>,
    /// `smtps://user@host` or `smtp://user@host:587`.
    pub smtp: Option<String>,
    /// A file that holds the password and nothing else; relative to the production folder.
    pub password_file: Option<String>,
    /// Domains that mail may go to; none: all.
    pub allow: Option<Vec<String>>,
    /// How long a message waits after it was queued or approved: `"2m"`.
    pub undo: Option<String>,
    pub per_minute: Option<u32>,
    /// `"20MB"`
    pub max_size: Option<String>,
    /// PEM; relative to the production folder.
    pub ca_file: Option<String>,
    /// A folder with copies of sent mail; relative to the production folder.
    pub sent_folder: Option<String>,
    pub patience: PatienceSettings,
    /// By document kind: `cast`, `crew`, or addresses.
    pub documents: BTreeMap<String, Vec<String>>,
}

/// How long a mail server's answers may take.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PatienceSettings {
    pub reply: Option<String>,
    /// The answer after a message's end.
    pub r#final: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct StateSettings {
    pub dir: Option<String>,
    /// `"400 days"`: for how long the story of what no longer stands is kept.
    pub keep: Option<String>,
}

/// A TOML date as a calendar date; `None` where it is a time only.
pub fn date_of(value: &toml::value::Datetime) -> Option<NaiveDate> {
    let date = value.date?;
    NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
}

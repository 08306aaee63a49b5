//! Coverage of the planned release by a clearance: its territories, its media, its term.

use super::territory::Territories;
use crate::check::case::{Case, Draft};
use crate::check::kinds::table;
use crate::check::pack::plain;
use crate::ingest::Locale;
use crate::ingest::value::date;
use crate::model::{Record, Value};
use crate::settings::date_of;
use chrono::{Days, NaiveDate};

/// Words that stand for every medium.
const ALL_MEDIA: [&str; 6] =
    ["all", "all media", "any", "any and all media", "all media now known or later devised", "all media all"];

/// Media that hold others.
const MEDIA: [(&str, &[&str]); 6] = [
    ("tv", &["free tv", "pay tv", "cable", "broadcast", "television"]),
    ("television", &["free tv", "pay tv", "cable", "broadcast", "tv"]),
    ("vod", &["svod", "avod", "tvod", "est", "streaming"]),
    ("streaming", &["svod", "avod"]),
    ("digital", &["svod", "avod", "tvod", "est", "vod", "streaming", "internet", "social", "online"]),
    ("internet", &["svod", "avod", "tvod", "est", "vod", "streaming", "social", "online"]),
];

pub fn territories(case: &Case<'_>, record: &Record) -> Option<Draft> {
    let wanted = &case.settings.release.territories;
    if wanted.is_empty() {
        return None;
    }
    let written = record.list("Territory");
    let cell = table::cell(record, "territory");
    let mut draft = table::draft(case, record, vec![cell]);
    draft.measured = Some(if written.is_empty() { "none".into() } else { written.join(", ") });
    draft.limit = Some(wanted.join(", "));
    let (granted, wanted) = (Territories::read(&written), Territories::read(wanted));
    let item = draft.subject.item.clone().unwrap_or_default();
    if let Some(unknown) = granted.unknown.first() {
        return Some(draft.undetermined(format!(
            "{item}: “{unknown}” is not a territory callboard knows, so what it covers cannot be told."
        )));
    }
    let missing = granted.missing(&wanted)?;
    draft.arithmetic = format!(
        "granted {}; wanted {}; not covered {missing}",
        draft.measured.clone().unwrap_or_default(),
        draft.limit.clone().unwrap_or_default()
    );
    draft.set("missing", missing);
    Some(draft)
}

pub fn media(case: &Case<'_>, record: &Record) -> Option<Draft> {
    let wanted = &case.settings.release.media;
    if wanted.is_empty() {
        return None;
    }
    let written = record.list("Media");
    let granted: Vec<String> = written.iter().map(|m| plain(m)).collect();
    let holds = |wanted: &str| {
        granted.iter().any(|granted| {
            let granted = granted.as_str();
            granted == wanted
                || ALL_MEDIA.contains(&granted)
                || MEDIA.iter().any(|(whole, parts)| *whole == granted && parts.contains(&wanted))
        })
    };
    let missing: Vec<&str> = wanted.iter().filter(|m| !holds(&plain(m))).map(String::as_str).collect();
    if missing.is_empty() {
        return None;
    }
    let mut draft = table::draft(case, record, vec![table::cell(record, "media")]);
    draft.measured = Some(if written.is_empty() { "none".into() } else { written.join(", ") });
    draft.limit = Some(wanted.join(", "));
    draft.arithmetic = format!(
        "granted {}; wanted {}; not covered {}",
        draft.measured.clone().unwrap_or_default(),
        wanted.join(", "),
        missing.join(", ")
    );
    draft.set("missing", missing.join(", "));
    Some(draft)
}

/// How long a permission lasts.
pub enum Term {
    Until(NaiveDate),
    Forever,
    /// Blank or unreadable.
    Unknown,
}

/// The end of a clearance's term: a date, or a word for ever.
pub fn term_end(case: &Case<'_>, record: &Record) -> Term {
    if let Some(Value::Date(date)) = record.value("Term End") {
        return Term::Until(*date);
    }
    let text = record.text("Term End").unwrap_or_default();
    let words = plain(&text);
    if ["perpetuity", "in perpetuity", "perpetual", "forever", "perp", "life of copyright", "unlimited"]
        .contains(&words.as_str())
    {
        return Term::Forever;
    }
    let facts = &case.production.facts;
    let day_first = Locale::of(&facts.country, &facts.currency).day_first;
    let read =
        date::parse(&text).and_then(|written| date::resolve(written, day_first, Some(case.today), false));
    read.map_or(Term::Unknown, Term::Until)
}

pub fn window(case: &Case<'_>, record: &Record) -> Option<Draft> {
    let release = &case.settings.release;
    let (from, to) = (release.from.as_ref().and_then(date_of), release.to.as_ref().and_then(date_of));
    if from.is_none() && to.is_none() {
        return None;
    }
    let cells = vec![table::cell(record, "term_end"), table::cell(record, "term_start")];
    let mut draft = table::draft(case, record, cells);
    let item = draft.subject.item.clone().unwrap_or_default();
    let shown = |date: Option<NaiveDate>| date.map_or("open".to_owned(), |d| d.to_string());
    let starts = record.date("Term Start");
    let end = term_end(case, record);
    let ends = match end {
        Term::Unknown => {
            draft.limit = Some(format!("{}..{}", shown(from), shown(to)));
            return Some(draft.undetermined(format!(
                "{item}: the term does not say when it ends, so it cannot be told whether it covers the release."
            )));
        }
        Term::Until(date) => Some(date),
        Term::Forever => None,
    };
    let mut gaps = Vec::new();
    if let (Some(starts), Some(from)) = (starts, from)
        && starts > from
    {
        let last = starts.checked_sub_days(Days::new(1)).unwrap_or(starts);
        gaps.push(format!("{from}..{}", to.map_or(last, |to| to.min(last))));
    }
    if let Some(ends) = ends
        && to.is_none_or(|to| to > ends)
    {
        let first = ends.checked_add_days(Days::new(1)).unwrap_or(ends);
        let first = from.map_or(first, |from| from.max(first));
        gaps.push(format!("{first}..{}", shown(to)));
    }
    if gaps.is_empty() {
        return None;
    }
    draft.measured =
        Some(format!("{}..{}", shown(starts), ends.map_or("perpetuity".into(), |d| d.to_string())));
    draft.limit = Some(format!("{}..{}", shown(from), shown(to)));
    draft.arithmetic = format!(
        "term {}; release {}; not covered {}",
        draft.measured.clone().unwrap_or_default(),
        draft.limit.clone().unwrap_or_default(),
        gaps.join(", ")
    );
    draft.set("missing", gaps.join(", "));
    Some(draft)
}

/// A finding where the term ends within so many days of today, or has ended.
pub fn ends_within(case: &Case<'_>, record: &Record, days: i64) -> Option<Draft> {
    let Term::Until(end) = term_end(case, record) else { return None };
    let left = end.signed_duration_since(case.today).num_days();
    if left > days {
        return None;
    }
    let mut draft = table::draft(case, record, vec![table::cell(record, "term_end")]);
    draft.measured = Some(end.to_string());
    draft.limit =
        Some(case.today.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(end).to_string());
    let said = match left {
        left if left < 0 => format!("ended {} days ago", left.unsigned_abs()),
        0 => "ends today".into(),
        1 => "ends tomorrow".into(),
        left => format!("ends in {left} days"),
    };
    draft.arithmetic = format!("{} → {end} = {left} days; within {days}", case.today);
    draft.set("when", said);
    Some(draft)
}

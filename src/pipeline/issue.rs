//! Issuing: a unit's call sheet goes out as its next revision, is kept for good, and a pass makes everything else say so.

use super::reading::{self, Look, Reading};
use super::turn::Turn;
use super::unit_days::unit_days;
use super::{Built, Engine, Hold, Options, PassError, issued, making, overrides, pass};
use crate::diagnostic::Diagnostic;
use crate::digest::sha256_hex;
use crate::folder::Folder;
use crate::model::{Day, Instant, Issued};
use crate::now;
use crate::render::call_sheet::{self, Sheet, Standing, revision};
use crate::render::job::{Body, Job};
use crate::render::publish::{self, file_name};
use crate::render::setter;
use crate::store::{IssuedRow, Ledger};
use chrono::{DateTime, FixedOffset, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeZone};
use chrono_tz::Tz;

/// What is to be issued.
#[derive(Clone, Debug, Default)]
pub struct IssueOptions {
    /// An ISO date, or a shooting day's number.
    pub day: String,
    /// Needed where several units shoot that day.
    pub unit: Option<String>,
    pub all_units: bool,
    pub today: Option<NaiveDate>,
    /// When it went out; default: see [`Moment`].
    pub at: Option<String>,
}

/// When a sheet goes out. The first of these that is given: the moment in words, `SOURCE_DATE_EPOCH`, noon of the day
/// worked as of, the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// On the production's clock.
    Local(NaiveDateTime),
    At(DateTime<FixedOffset>),
}

impl Moment {
    /// `2026-11-23 18:00` on the production's clock, or with a zone `2026-11-23T18:00-08:00`.
    pub fn read(text: &str) -> Option<Moment> {
        let text = text.trim();
        let local = ["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
        if let Some(at) = local.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()) {
            return Some(Moment::Local(at));
        }
        let zoned = ["%Y-%m-%dT%H:%M%:z", "%Y-%m-%d %H:%M %:z", "%Y-%m-%dT%H:%M:%S%:z"];
        zoned.iter().find_map(|form| DateTime::parse_from_str(text, form).ok()).map(Moment::At)
    }

    fn instant(&self, zone: Tz) -> Result<Instant, PassError> {
        match self {
            Moment::At(at) => Ok(at.with_timezone(&zone)),
            Moment::Local(naive) => match zone.from_local_datetime(naive) {
                LocalResult::Single(at) => Ok(at),
                LocalResult::Ambiguous(..) => Err(PassError::Asked(format!(
                    "{naive} happens twice in {zone}: say which with its offset, such as 2026-11-01T01:30-08:00"
                ))),
                LocalResult::None => Err(PassError::Asked(format!("{naive} does not exist in {zone}"))),
            },
        }
    }
}

/// What became of one unit's sheet.
#[derive(Clone, Debug)]
pub enum Issue {
    /// It went out.
    Out(Issued),
    /// The last issued revision says the same already.
    Current(Issued),
}

/// What an issue did.
pub struct IssueDone {
    pub sheets: Vec<Issue>,
    /// What was wrong with sheets that could not be made; they did not go out.
    pub problems: Vec<Diagnostic>,
    pub built: Built,
}

/// Issues the sheets, then makes the pass that lets everything else say so.
pub fn issue(
    engine: &mut Engine,
    folder: &Folder,
    hold: &Hold,
    asked: &IssueOptions,
) -> Result<IssueDone, PassError> {
    let _turn = Turn::take(folder)?;
    let reading = reading::read(engine, folder, &Look::keeping(hold.state(), asked.today))?;
    let production = &reading.production;
    let days = unit_days(production, &asked.day, asked.unit.as_deref(), Some(asked.all_units))
        .map_err(PassError::Asked)?;
    let at = moment(asked, production.facts.time_zone)?;
    let mut desk = Desk { engine, folder, reading: &reading, ledger: Ledger::open(hold.state())?, at };
    // What lies in `out/` is whole before a revision is added to it.
    issued::restore(folder, &reading.issued, &desk.ledger)?;
    let (mut sheets, mut problems) = (Vec::new(), Vec::new());
    for day in days {
        match desk.issue(day)? {
            Ok(sheet) => sheets.push(sheet),
            Err(wrong) => problems.extend(wrong),
        }
    }
    drop(desk);
    let options = Options { today: asked.today, ..Options::default() };
    let built = pass(engine, folder, hold, &options)?;
    Ok(IssueDone { sheets, problems, built })
}

fn moment(asked: &IssueOptions, zone: Tz) -> Result<Instant, PassError> {
    if let Some(text) = &asked.at {
        let read = Moment::read(text).ok_or_else(|| {
            PassError::Asked(format!("“{text}” is no moment: write it as \"2026-11-23 18:00\""))
        })?;
        return read.instant(zone);
    }
    if let Some(at) = super::source_date() {
        return Ok(at.with_timezone(&zone));
    }
    match asked.today {
        Some(today) => {
            Moment::Local(today.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default())).instant(zone)
        }
        None => Ok(now::now().with_timezone(&zone)),
    }
}

struct Desk<'a> {
    engine: &'a Engine,
    folder: &'a Folder,
    reading: &'a Reading,
    ledger: Ledger,
    at: Instant,
}

impl Desk<'_> {
    /// Sets the sheet, keeps it in the ledger, then puts it into `out/`: what stops in between is put there by the
    /// next pass.
    fn issue(&mut self, day: &Day) -> Result<Result<Issue, Vec<Diagnostic>>, PassError> {
        let reading = self.reading;
        let view = making::view(reading, &reading.report);
        let sheet = Sheet::new(&view, day);
        let Standing { data, issued: current, .. } = sheet.standing();
        if let Some(issued) = current {
            return Ok(Ok(Issue::Current(issued.clone())));
        }
        let last = reading.production.last_issued(day);
        let number = last.map_or(1, |last| last.revision.saturating_add(1));
        let colour = reading.settings.revision_colour(number);
        let content = revision::content(&data);
        let mut issued = Issued {
            date: day.date,
            unit: day.unit.clone(),
            revision: number,
            at: self.at,
            path: path(day, number, &colour),
            colour,
            content,
            said: "".into(),
            sha256: String::new(),
        };
        let target = self.folder.out.join(&issued.path);
        if target.exists() {
            return Err(PassError::Asked(format!(
                "out/{} is there already, and the ledger knows nothing of it: it was issued from another state folder. \
                 Put that one back, or move the file away",
                issued.path
            )));
        }
        let mut said = data;
        revision::stand(&sheet, &mut said, Some(&issued));
        let text = said.to_string();
        let job = Job {
            path: issued.path.clone(),
            body: Body::Pdf { template: "call-sheet", data: said },
            ..call_sheet::job(&view, day)
        };
        let overrides = overrides(self.folder)?;
        let (jobs, settings) = (std::slice::from_ref(&job), &reading.settings.documents);
        let printed = setter::set(jobs, &self.engine.setters, &overrides, settings, self.at.to_utc());
        let Some(printed) = printed.into_iter().next() else { return Ok(Err(Vec::new())) };
        let Some(bytes) = printed.pdf else { return Ok(Err(printed.problems)) };
        issued.sha256 = sha256_hex(&bytes);
        self.ledger.issue(&row(&issued, text, reading, &job, self.folder), &bytes)?;
        publish::write_once(&target, &bytes).map_err(PassError::io("could not write", &target))?;
        Ok(Ok(Issue::Out(issued)))
    }
}

/// `call-sheets/issued/2026-11-24_day-03_main_rev-02_blue.pdf`
fn path(day: &Day, revision: u32, colour: &str) -> String {
    let colour = file_name(&colour.to_lowercase());
    format!("call-sheets/issued/{}_rev-{revision:02}_{colour}.pdf", call_sheet::stem(day))
}

fn row(issued: &Issued, data: String, reading: &Reading, job: &Job, folder: &Folder) -> IssuedRow {
    let read = reading.files.iter().filter(|f| job.inputs.contains(&f.file));
    let mut inputs: Vec<(String, String)> = read.map(|f| (f.file.clone(), f.sha256.clone())).collect();
    // Settings give facts, too, and are no file of the inbox.
    let settings = folder.relative(&folder.settings_file());
    if job.inputs.contains(&settings)
        && let Ok(bytes) = std::fs::read(folder.settings_file())
    {
        inputs.push((settings, sha256_hex(&bytes)));
    }
    inputs.sort();
    IssuedRow {
        date: issued.date.to_string(),
        unit: issued.unit.clone(),
        revision: issued.revision,
        colour: issued.colour.clone(),
        at: issued.at.to_rfc3339(),
        path: issued.path.clone(),
        content: issued.content.clone(),
        data,
        sha256: issued.sha256.clone(),
        inputs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::Los_Angeles;

    fn instant(text: &str) -> Result<String, String> {
        let moment = Moment::read(text).ok_or("unread")?;
        moment.instant(Los_Angeles).map(|at| at.to_rfc3339()).map_err(|e| e.to_string())
    }

    #[test]
    fn a_moment_is_the_productions_unless_it_names_its_offset() {
        assert_eq!(instant("2026-11-23 18:00").unwrap(), "2026-11-23T18:00:00-08:00");
        assert_eq!(instant("2026-11-24T02:00+00:00").unwrap(), "2026-11-23T18:00:00-08:00");
        // The clocks go back at 2 on 1 November 2026, and forward at 2 on 8 March.
        assert!(instant("2026-11-01 01:30").unwrap_err().contains("twice"));
        assert!(instant("2026-03-08 02:30").unwrap_err().contains("does not exist"));
        assert!(instant("tonight").is_err());
    }
}

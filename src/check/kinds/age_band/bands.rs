//! Age bands: which limits hold for a child on a date.

use super::exception::Exception;
use crate::check::case::Case;
use crate::check::fields::{Fields, NodeValue};
use crate::check::parameter::{ClockTime, Dates, LoadScope, Looked, NoValue, Quantity};
use crate::model::{Minutes, WallTime};
use chrono::{Days, Months, NaiveDate};

/// An age as a pack writes it: `15d`, `6wk`, `6mo`, `9y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    Days(u32),
    Months(u32),
}

impl Age {
    pub fn parse(text: &str) -> Option<Age> {
        let number = |suffix: &str| text.strip_suffix(suffix)?.parse::<u32>().ok();
        if let Some(months) = number("mo") {
            return Some(Age::Months(months));
        }
        if let Some(weeks) = number("wk") {
            return Some(Age::Days(weeks.saturating_mul(7)));
        }
        number("d").map(Age::Days).or_else(|| number("y").map(|y| Age::Months(y.saturating_mul(12))))
    }

    /// Reads an age that must be there, and says what is wrong with it.
    pub fn need(fields: &mut Fields, key: &'static str) -> Option<Age> {
        let text = fields.need_text(key)?;
        let age = Age::parse(&text);
        if age.is_none() {
            fields.say(
                key,
                format!("“{text}” is not an age"),
                "Write days, weeks, months or years: 15d, 6wk, 6mo, 9y.",
            );
        }
        age
    }

    /// `15 days`, `6 weeks`, `6 months`, `9 years`.
    pub fn words(self) -> String {
        let (number, unit) = match self {
            Age::Days(days) if days > 0 && days % 7 == 0 => (days / 7, "week"),
            Age::Days(days) => (days, "day"),
            Age::Months(months) if months > 0 && months % 12 == 0 => (months / 12, "year"),
            Age::Months(months) => (months, "month"),
        };
        format!("{number} {unit}{}", if number == 1 { "" } else { "s" })
    }

    /// The first date on which somebody born then has this age.
    pub fn reached(self, born: NaiveDate) -> Option<NaiveDate> {
        match self {
            Age::Days(days) => born.checked_add_days(Days::new(u64::from(days))),
            Age::Months(months) => born.checked_add_months(Months::new(months)),
        }
    }
}

/// `11`, `14 months`, `20 days`: how old somebody born then is on a date.
pub fn age_words(born: NaiveDate, date: NaiveDate) -> String {
    let months =
        (0..).take_while(|n| Age::Months(n + 1).reached(born).is_some_and(|day| day <= date)).count();
    match months {
        0 => format!("{} days", (date - born).num_days()),
        1 => "1 month".into(),
        2..24 => format!("{months} months"),
        _ => (months / 12).to_string(),
    }
}

/// What holds for children of an age, on some sort of day.
#[derive(Debug)]
pub struct Band {
    from: Age,
    /// Not any more from this age on.
    to: Age,
    /// Only where the day is (or is not) a school day.
    school_day: Option<bool>,
    /// Only where tomorrow is (or is not) one.
    school_tomorrow: Option<bool>,
    /// Only where the child was (or was not) at its own school before the call.
    own_school: Option<bool>,
    /// School grades, first and last: only for who is in one of them.
    grades: Option<(u32, u32)>,
    /// Only where a row of Consents says so.
    pub exception: Option<Exception>,
    pub limit: Option<Quantity<Minutes>>,
    pub at: Option<Quantity<ClockTime>>,
    /// Times of day, from and to, in minutes from midnight.
    pub windows: Vec<(i32, i32)>,
}

impl Band {
    pub fn take_all(fields: &mut Fields, scope: &LoadScope<'_>) -> Vec<Band> {
        fields.tables("bands", "a band", |band| {
            let from = Age::need(band, "from");
            let to = Age::need(band, "to");
            let school_day = band.flag("school_day");
            let school_tomorrow = band.flag("school_tomorrow");
            let own_school = band.flag("own_school");
            let grades = grades(band);
            let exception = Exception::take(band, scope);
            let limit = Quantity::take(band, "limit", scope);
            let at = Quantity::take(band, "at", scope);
            let windows = windows(band);
            let (from, to) = (from?, to?);
            Some(Band {
                from,
                to,
                school_day,
                school_tomorrow,
                own_school,
                grades,
                exception,
                limit,
                at,
                windows,
            })
        })
    }

    /// `9 years to 16 years, on a school day: 5:00`.
    pub fn words(&self) -> String {
        let flags = [
            (self.school_day, "on a school day", "on a day without school"),
            (self.school_tomorrow, "before a school day", "before a day without school"),
            (self.own_school, "after the child's own school", "without its own school"),
        ];
        let mut about = vec![format!("{} to {}", self.from.words(), self.to.words())];
        about.extend(
            flags.iter().filter_map(|(flag, yes, no)| flag.map(|is| if is { *yes } else { *no }.to_owned())),
        );
        about.extend(self.grades.map(|(first, last)| format!("grades {first} to {last}")));
        about.extend(self.exception.as_ref().map(Exception::words));
        let clock = |minutes: i32| WallTime::new(minutes).to_string();
        let limit = self.limit.as_ref().map(|limit| limit.said(|minutes| minutes.to_string()));
        let at = self.at.as_ref().map(|at| at.said(|at| clock(at.0)));
        let windows = self.windows.iter().map(|(from, to)| format!("{}–{}", clock(*from), clock(*to)));
        let values: Vec<String> = limit.into_iter().chain(at).chain(windows).collect();
        if values.is_empty() {
            return about.join(", ");
        }
        format!("{}: {}", about.join(", "), values.join(" or "))
    }

    /// Whether the band is for somebody born then, on that date: an exception is asked for apart.
    pub fn holds(&self, born: NaiveDate, date: NaiveDate, day: SchoolDays) -> bool {
        let is = |wanted: Option<bool>, what: bool| wanted.is_none_or(|wanted| wanted == what);
        self.is_of_age(born, date)
            && is(self.school_day, day.today)
            && is(self.school_tomorrow, day.tomorrow)
            && is(self.own_school, day.own)
    }

    pub fn is_of_age(&self, born: NaiveDate, date: NaiveDate) -> bool {
        let since = self.from.reached(born).is_some_and(|reached| date >= reached);
        let until = self.to.reached(born).is_none_or(|reached| date < reached);
        since && until
    }

    /// Whether it is for who is in a grade; a grade that is not known may be any.
    pub fn is_of_grade(&self, grade: Option<u32>) -> bool {
        match (self.grades, grade) {
            (Some((first, last)), Some(grade)) => (first..=last).contains(&grade),
            _ => true,
        }
    }

    pub fn limit(&self, case: &Case<'_>, dates: &Dates) -> Option<Result<Looked<Minutes>, NoValue>> {
        Some(case.look(self.limit.as_ref()?, dates))
    }
}

/// Whether school is held today and tomorrow, and whether the child was at its own before the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDays {
    pub today: bool,
    pub tomorrow: bool,
    pub own: bool,
}

/// `grades = "1-6"`
pub fn grades(fields: &mut Fields) -> Option<(u32, u32)> {
    let text = fields.text("grades")?;
    let read = text.split_once('-').and_then(|(first, last)| Some((first.parse().ok()?, last.parse().ok()?)));
    if read.is_none() {
        fields.say("grades", format!("“{text}” are no grades"), "Write the first and the last: \"1-6\".");
    }
    read
}

/// `windows = ["09:30-11:30", "14:30-16:30"]`
fn windows(fields: &mut Fields) -> Vec<(i32, i32)> {
    let Some(node) = fields.node("windows") else { return Vec::new() };
    let NodeValue::List(items) = &node.value else {
        fields.say("windows", "“windows” is not a list", "Write `windows = [\"09:30-11:30\"]`.");
        return Vec::new();
    };
    items
        .iter()
        .filter_map(|item| {
            let text = item.as_words()?;
            let clock = crate::check::parameter::clock;
            let read = text.split_once('-').and_then(|(from, to)| Some((clock(from)?, clock(to)?)));
            if read.is_none() {
                fields.document().say(item.at, format!("“{text}” is not a window"), "Write \"09:30-11:30\".");
            }
            read
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_turns_on_the_day_it_is_reached() {
        // Case 25f: born 10 May 2026, six months on 10 November.
        let born = "2026-05-10".parse().unwrap();
        assert_eq!(Age::parse("6mo").unwrap().reached(born), Some("2026-11-10".parse().unwrap()));
        assert_eq!(Age::parse("15d").unwrap().reached(born), Some("2026-05-25".parse().unwrap()));
        // Six weeks are 42 days: 10 May + 42 = 21 June.
        assert_eq!(Age::parse("6wk").unwrap().reached(born), Some("2026-06-21".parse().unwrap()));
        // Eighteen years after a leap day's birth.
        let leap = "2008-02-29".parse().unwrap();
        assert_eq!(Age::parse("18y").unwrap().reached(leap), Some("2026-02-28".parse().unwrap()));
        assert_eq!(Age::parse("six"), None);
        assert_eq!(
            ["15d", "6wk", "6mo", "1y"].map(|a| Age::parse(a).unwrap().words()),
            ["15 days", "6 weeks", "6 months", "1 year"]
        );
        assert_eq!(age_words(born, "2026-11-09".parse().unwrap()), "5 months");
        assert_eq!(age_words("2015-03-02".parse().unwrap(), "2026-11-05".parse().unwrap()), "11");
    }
}

//! The production's schedule as a board has it: units, their days in order, the strips of each day.
//!
//! A view of what was read (days, scenes, banners, the script), made anew whenever it is asked for; every strip keeps its cell.

use super::category;
use super::day::{Banner, Day, MAIN_UNIT, Scene};
use super::pages::Pages;
use super::production::Production;
use super::running::Running;
use super::scene_number;
use super::{CalendarDay, Cell};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

pub struct Schedule<'a> {
    /// Main first, then by name.
    pub boards: Vec<Board<'a>>,
    /// Scenes of the script, and scenes meant for a day, that are on none; in the order of the script.
    pub unscheduled: Vec<&'a Scene>,
    /// The script's scenes by the key of their number.
    script: HashMap<String, &'a Scene>,
    off: BTreeMap<NaiveDate, &'a CalendarDay>,
}

/// One unit's board.
pub struct Board<'a> {
    pub unit: &'a str,
    pub days: Vec<BoardDay<'a>>,
}

/// A day of a board. Without a date where only its number is known.
pub struct BoardDay<'a> {
    pub unit: &'a str,
    pub date: Option<NaiveDate>,
    pub number: Option<u32>,
    /// The schedule's row, where there is one.
    pub day: Option<&'a Day>,
    pub strips: Vec<Strip<'a>>,
}

#[derive(Clone, Copy)]
pub enum Strip<'a> {
    Scene(&'a Scene),
    Banner(&'a Banner),
}

/// A sum of page lengths, and how many scenes it leaves out because nobody wrote theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageSum {
    pub pages: Pages,
    pub unknown: usize,
}

impl std::fmt::Display for PageSum {
    /// `3 5/8`, `3 5/8 + 2 unknown`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.unknown {
            0 => write!(f, "{}", self.pages),
            n if self.pages.eighths == 0 => write!(f, "{n} unknown"),
            n => write!(f, "{} + {n} unknown", self.pages),
        }
    }
}

impl Strip<'_> {
    fn order(&self) -> u32 {
        match self {
            Strip::Scene(scene) => scene.order,
            Strip::Banner(banner) => banner.order,
        }
    }

    pub fn cell(&self) -> &Cell {
        match self {
            Strip::Scene(scene) => &scene.cell,
            Strip::Banner(banner) => &banner.cell,
        }
    }
}

impl<'a> BoardDay<'a> {
    pub fn scenes(&self) -> impl Iterator<Item = &'a Scene> + '_ {
        self.strips.iter().filter_map(|strip| match strip {
            Strip::Scene(scene) => Some(*scene),
            Strip::Banner(_) => None,
        })
    }

    /// shoot, travel, hold …; a day that only its scenes name is for shooting.
    pub fn day_type(&self) -> &str {
        self.day.map_or("shoot", |day| day.day_type.as_str())
    }

    pub fn is_shoot(&self) -> bool {
        self.day_type() == "shoot"
    }
}

/// The order of days on a board: by date, those without one last by their number.
type DayKey = (bool, Option<NaiveDate>, Option<u32>);

impl<'a> Schedule<'a> {
    pub fn of(production: &'a Production) -> Schedule<'a> {
        let mut boards: BTreeMap<(bool, &'a str), BTreeMap<DayKey, BoardDay<'a>>> = BTreeMap::new();
        let mut at = |unit: &'a str,
                      date: Option<NaiveDate>,
                      number: Option<u32>,
                      day: Option<&'a Day>,
                      strip: Option<Strip<'a>>| {
            let days = boards.entry((unit != MAIN_UNIT, unit)).or_default();
            let key = (date.is_none(), date, number.filter(|_| date.is_none()));
            let found = days.entry(key).or_insert_with(|| BoardDay {
                unit,
                date,
                number,
                day: None,
                strips: Vec::new(),
            });
            found.number = found.number.or(number);
            found.day = found.day.or(day);
            found.strips.extend(strip);
        };
        for day in &production.days {
            at(&day.unit, Some(day.date), day.number, Some(day), None);
        }
        let mut unscheduled: Vec<&Scene> = Vec::new();
        for scene in &production.scenes {
            if scene.date.is_none() && scene.day.is_none() {
                unscheduled.push(scene);
            } else {
                at(&scene.unit, scene.date, scene.day, None, Some(Strip::Scene(scene)));
            }
        }
        for banner in production.banners.iter().filter(|b| b.date.is_some() || b.day.is_some()) {
            at(&banner.unit, banner.date, banner.day, None, Some(Strip::Banner(banner)));
        }
        let mut boards: Vec<Board> = boards
            .into_iter()
            .map(|((_, unit), days)| Board { unit, days: days.into_values().collect() })
            .collect();
        for day in boards.iter_mut().flat_map(|board| &mut board.days) {
            day.strips.sort_by_key(Strip::order);
        }
        let placed: HashSet<String> = boards
            .iter()
            .flat_map(|board| &board.days)
            .flat_map(BoardDay::scenes)
            .flat_map(|scene| scene_number::all(&scene.number))
            .map(|number| scene_number::key(&number))
            .collect();
        let mut script: HashMap<String, &Scene> = HashMap::new();
        for scene in &production.script {
            script.entry(scene_number::key(&scene.number)).or_insert(scene);
        }
        let mut seen = HashSet::new();
        let missing = production.script.iter().filter(|scene| {
            let mut numbers = scene_number::all(&scene.number).into_iter().map(|n| scene_number::key(&n));
            !numbers.all(|number| placed.contains(&number))
                && !scene_number::is_omitted(&scene.number, &scene.set)
                && seen.insert(scene_number::key(&scene.number))
        });
        unscheduled.extend(missing);
        unscheduled.sort_by(|a, b| scene_number::compare(&a.number, &b.number));
        let off = production.calendar.iter().filter(|day| {
            matches!(day.kind.as_str(), "holiday" | "day off" | "hiatus") && day.applies_to.is_none()
        });
        Schedule { boards, unscheduled, script, off: off.map(|day| (day.date, day)).collect() }
    }

    /// Every day of every unit, in the order of boards.
    pub fn days(&self) -> impl Iterator<Item = &BoardDay<'a>> {
        self.boards.iter().flat_map(|board| &board.days)
    }

    /// The script's scene of a number.
    pub fn script(&self, number: &str) -> Option<&'a Scene> {
        self.script.get(&scene_number::key(number)).copied()
    }

    /// The date as the calendar has it, where it is no working day for anybody.
    pub fn off(&self, date: NaiveDate) -> Option<&'a CalendarDay> {
        self.off.get(&date).copied()
    }

    /// A strip's length: its own, else that of the script's scene, for a strip that is the whole scene.
    pub fn pages(&self, scene: &Scene) -> Option<Pages> {
        self.whole(scene, |scene| scene.pages)
    }

    /// The same of its script timing.
    pub fn timing(&self, scene: &Scene) -> Option<Running> {
        self.whole(scene, |scene| scene.timing)
    }

    /// The same of its planned set-ups.
    pub fn setups(&self, scene: &Scene) -> Option<u32> {
        self.whole(scene, |scene| scene.setups)
    }

    fn whole<T: std::iter::Sum>(&self, scene: &Scene, what: impl Fn(&Scene) -> Option<T>) -> Option<T> {
        what(scene).or_else(|| {
            let numbers = scene_number::all(&scene.number);
            if scene_number::is_part(&scene.number) {
                return None;
            }
            let each = numbers.iter().map(|number| what(self.script(number)?));
            each.collect::<Option<Vec<T>>>().map(|all| all.into_iter().sum())
        })
    }

    pub fn page_sum<'s>(&self, scenes: impl Iterator<Item = &'s Scene>) -> PageSum {
        let mut sum = PageSum::default();
        for scene in scenes {
            match self.pages(scene) {
                Some(pages) => sum.pages = sum.pages + pages,
                None => sum.unknown += 1,
            }
        }
        sum
    }

    /// What a strip says, or else the script's scene of its number.
    pub fn told<T>(&self, scene: &'a Scene, what: impl Fn(&'a Scene) -> Option<T>) -> Option<T> {
        what(scene).or_else(|| self.script(&scene.number).and_then(what))
    }

    /// Elements of a scene by category, in the order of [`category::ALL`]; cast apart. The script's are added where the strip
    /// says nothing of their category.
    pub fn elements(&self, scene: &'a Scene) -> Vec<(&'a str, Vec<String>)> {
        let mut found: Vec<(&'a str, Vec<String>)> = own_elements(scene);
        if let Some(script) = self.script(&scene.number) {
            for (title, names) in own_elements(script) {
                if !found.iter().any(|(own, _)| *own == title) {
                    found.push((title, names));
                }
            }
        }
        found.sort_by_key(|(title, _)| category::rank(title));
        found
    }

    /// Every date from the first to the last day of all boards.
    pub fn span(&self) -> Option<(NaiveDate, NaiveDate)> {
        let dates: BTreeSet<NaiveDate> = self.days().filter_map(|day| day.date).collect();
        Some((*dates.first()?, *dates.last()?))
    }
}

fn own_elements(scene: &Scene) -> Vec<(&str, Vec<String>)> {
    let mut found: Vec<(&str, Vec<String>)> = Vec::new();
    let mut add = |title, names: Vec<String>| match found.iter_mut().find(|(own, _)| *own == title) {
        Some((_, all)) => all.extend(names),
        None => found.push((title, names)),
    };
    if let Some(background) = &scene.background {
        add("Background", category::items(background).collect());
    }
    for (heading, text) in &scene.departments {
        match category::title(heading) {
            // Remarks are sentences, and stay whole.
            "Notes" => add("Notes", vec![text.value.trim().to_string()]),
            title => add(title, category::items(&text.value).collect()),
        }
    }
    found
}

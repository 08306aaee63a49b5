//! The kinds of document, as `--only`, `[mail.documents]` and Recipients name them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

macro_rules! kinds {
    ($($variant:ident => $name:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum DocumentKind {
            $(#[serde(rename = $name)] $variant),+
        }

        impl DocumentKind {
            pub const ALL: &[DocumentKind] = &[$(DocumentKind::$variant),+];

            pub fn name(self) -> &'static str {
                match self { $(DocumentKind::$variant => $name),+ }
            }
        }
    };
}

kinds! {
    CallSheet => "call-sheet",
    PersonalCallSheet => "personal-call-sheet",
    OfficeCallSheet => "office-call-sheet",
    ComplianceReport => "compliance-report",
    CostReport => "cost-report",
    Release => "release",
    IntakeReport => "intake-report",
    OneLine => "one-line",
    ShootingSchedule => "shooting-schedule",
    DayOutOfDays => "day-out-of-days",
    Stripboard => "stripboard",
    ScheduleCalendar => "schedule-calendar",
    ScheduleFile => "schedule-file",
    ProductionReport => "production-report",
    ExhibitG => "exhibit-g",
    CrewList => "crew-list",
    CrewListPrivacy => "crew-list-privacy",
    CastList => "cast-list",
    ContactSheet => "contact-sheet",
    DepartmentSheet => "department-sheet",
    MovementOrder => "movement-order",
    MeetingNotice => "meeting-notice",
    TravelOrder => "travel-order",
    DealMemo => "deal-memo",
    PurchaseOrder => "purchase-order",
    StatusMail => "status-mail",
    HotCost => "hot-cost",
    TimeCard => "time-card",
    HoursFile => "hours-file",
    TimeDifferences => "time-differences",
    MealPenaltyReport => "meal-penalty-report",
    TurnaroundReport => "turnaround-report",
    MinorsRecord => "minors-record",
    DriverRecord => "driver-record",
    WeekReport => "week-report",
    OutboxReport => "outbox-report",
}

impl DocumentKind {
    /// Money, hours and compliance files, and forms that hold fees and birth dates, are readable by their owner only.
    pub fn is_private(self) -> bool {
        matches!(
            self,
            DocumentKind::ComplianceReport
                | DocumentKind::OfficeCallSheet
                | DocumentKind::CostReport
                | DocumentKind::Release
                | DocumentKind::ExhibitG
                | DocumentKind::TimeCard
                | DocumentKind::HoursFile
                | DocumentKind::TimeDifferences
                | DocumentKind::MealPenaltyReport
                | DocumentKind::TurnaroundReport
                | DocumentKind::MinorsRecord
                | DocumentKind::DriverRecord
                | DocumentKind::WeekReport
                | DocumentKind::ProductionReport
                | DocumentKind::DealMemo
                | DocumentKind::PurchaseOrder
                | DocumentKind::TravelOrder
                | DocumentKind::HotCost
                | DocumentKind::OutboxReport
        )
    }
}

impl DocumentKind {
    /// Made only when `--only` names the kind, and kept up from then on: one for each person or order is more than an
    /// office wants by itself.
    pub fn is_on_request(self) -> bool {
        matches!(self, DocumentKind::DealMemo | DocumentKind::PurchaseOrder)
    }
}

impl fmt::Display for DocumentKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for DocumentKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.iter().copied().find(|k| k.name() == s).ok_or_else(|| {
            let names: Vec<_> = Self::ALL.iter().map(|k| k.name()).collect();
            format!("no kind of document is called “{s}”; the kinds are {}", names.join(", "))
        })
    }
}

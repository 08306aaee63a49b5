//! Every document there is: a new one is named here.

use super::job::Job;
use super::view::View;
use super::{
    call_sheet, compliance_report, cost_report, deal_memo, department_sheets, exhibit_g, hot_cost,
    hours_file, intake_report, lists, meeting_notice, movement_order, office_call_sheet, orders,
    personal_call_sheet, production_report, release, schedule, status_mail, time_card, time_differences,
    travel_order, working_time,
};

/// What goes to the crew: made first, and from no look at what pushes would do. With `personal` each person's own sheet of
/// each day, which are so many that nobody should make their data for nothing.
pub fn sheets(view: &View, personal: bool) -> Vec<Job> {
    let mut jobs = call_sheet::jobs(view);
    if personal {
        jobs.extend(personal_call_sheet::jobs(view));
    }
    jobs
}

/// The other documents of the production.
pub fn documents(view: &View) -> Vec<Job> {
    let all: [fn(&View) -> Vec<Job>; 19] = [
        office_call_sheet::jobs,
        schedule::jobs,
        cost_report::jobs,
        release::jobs,
        exhibit_g::jobs,
        time_card::jobs,
        hours_file::jobs,
        working_time::jobs,
        time_differences::jobs,
        department_sheets::jobs,
        movement_order::jobs,
        meeting_notice::jobs,
        production_report::jobs,
        status_mail::jobs,
        hot_cost::jobs,
        lists::jobs,
        deal_memo::jobs,
        orders::jobs,
        travel_order::jobs,
    ];
    all.iter().flat_map(|jobs| jobs(view)).collect()
}

/// Reports on the production and on how it was read. They come last, since they tell what went wrong
/// with the documents, too.
pub fn reports(view: &View) -> Vec<Job> {
    let all: [fn(&View) -> Vec<Job>; 2] = [compliance_report::jobs, intake_report::jobs];
    all.iter().flat_map(|jobs| jobs(view)).collect()
}

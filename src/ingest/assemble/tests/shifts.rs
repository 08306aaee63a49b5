//! Timesheets as worked days.

use crate::diagnostic::Code;
use crate::ingest::assemble::fixture::{assembled, shifts, span, table};
use crate::model::{Basis, Minutes, Moment};

fn crew() -> crate::ingest::intake::FileRead {
    table(
        "crew.csv",
        "crew",
        "Name | Position | Department | Agreement | Rate | Per\nDana Ruiz | Grip | Grip | IATSE Basic | 50.00 | hour\n\
         Lee Chan | Driver | Transport | Teamsters 399 | 40.00 | hour",
    )
}

#[test]
fn times_run_forward_and_what_is_blank_stays_open() {
    let sheet = table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Meal 1 Start | Meal 1 End | Meal 2 Start | Wrap | Dismissed\n\
         Dana Ruiz | 2026-10-28 | 13:00 | 19:00 | 19:30 | 0:15 | 0:45 | 1:00\n\
         Dana Ruiz | 2026-10-29 | 14:00 | | | | |",
    );
    let (production, problems) = assembled(&[crew(), sheet], "2026-10-30");
    assert_eq!(problems, []);
    let days = shifts(&production, "Dana Ruiz");
    assert_eq!([span(days[0]), span(days[1])], ["Wed 13:00 – Thu 00:45", "Thu 14:00 – ?"]);
    assert_eq!(days[0].dismissed.moment.known().unwrap().format("%H:%M").to_string(), "01:00");
    assert_eq!(days[0].meals.len(), 2);
    assert_eq!(days[0].meals[1].end.moment, Moment::Missing);
    // The blank cells can be pointed at.
    assert_eq!(days[1].wrap.cell.as_ref().unwrap().address(), "G3");
    assert_eq!(days[1].dismissed.moment, Moment::Missing);
    assert_eq!(days[0].employer.as_deref(), Some("Halcyon Pictures LLC"));
}

#[test]
fn case_18_is_fourteen_elapsed_hours_from_cell_to_shift() {
    let sheet =
        table("t.csv", "timesheets", "Name | Date | Call | Wrap\nDana Ruiz | 2026-10-31 | 18:00 | 7:00");
    let (production, problems) = assembled(&[crew(), sheet], "2026-11-08");
    assert_eq!(problems, []);
    let day = shifts(&production, "Dana Ruiz")[0];
    let worked = Minutes::between(day.call.moment.known().unwrap(), day.wrap.moment.known().unwrap());
    assert_eq!(worked.to_string(), "14:00");
}

#[test]
fn a_wrap_before_its_call_and_two_rows_that_overlap_are_errors() {
    let sheet = table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Wrap\nDana Ruiz | 2026-10-28 | 7:00 | 6:30\nLee Chan | 2026-10-28 | 5:00 | 13:00\n\
         Lee Chan | 2026-10-28 | 12:00 | 18:00\nLee Chan | 2026-10-29 | 5:00 | 9:00\nLee Chan | 2026-10-29 | 9:00 | 12:00",
    );
    let (production, problems) = assembled(&[crew(), sheet], "2026-10-30");
    assert_eq!(
        problems,
        [(Code::WrapBeforeCall, "t.csv D2".into()), (Code::TimesOverlap, "t.csv C4".into())]
    );
    assert_eq!(span(shifts(&production, "Dana Ruiz")[0]), "Wed 07:00 – ?");
    assert_eq!(shifts(&production, "Lee Chan").len(), 4);
}

#[test]
fn a_row_beats_the_lists_and_the_difference_is_told_once() {
    let sheet = table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Wrap | Agreement | Rate\nDana Ruiz | 2026-10-27 | 7:00 | 17:00 | iatse basic | 55.00\n\
         Dana Ruiz | 2026-10-28 | 7:00 | 17:00 | | 55.00",
    );
    let (production, problems) = assembled(&[crew(), sheet], "2026-10-30");
    assert_eq!(problems, [(Code::FactsDiffer, "t.csv F2".into())]);
    let day = shifts(&production, "Dana Ruiz")[1];
    assert_eq!(day.terms.rate.as_ref().unwrap().value.decimal_text(), "55.00");
    assert_eq!(day.terms.agreement.as_ref().unwrap().value, "IATSE Basic");
}

#[test]
fn rows_after_today_are_not_worked_and_said_so() {
    let sheet = table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Wrap\nDana Ruiz | 2026-10-30 | 7:00 | 17:00\nDana Ruiz | 2026-10-31 | 7:00 | 17:00",
    );
    let (production, problems) = assembled(&[crew(), sheet], "2026-10-30");
    assert_eq!(problems, [(Code::RowIgnored, "t.csv B3".into())]);
    let days = shifts(&production, "Dana Ruiz");
    assert_eq!((days.len(), days[0].basis), (1, Basis::Actual));
}

#[test]
fn meals_carry_kind_grace_and_extension() {
    let sheet = table(
        "t.csv",
        "timesheets",
        "Name | Date | Call | Meal 1 Start | Meal 1 End | Meal 1 Grace | Meal 2 Start | Meal 2 Kind | Grace | Extension | Wrap\n\
         Dana Ruiz | 2026-10-28 | 7:00 | 13:09 | 13:39 | 0:12 | 19:30 | walking | 2 | yes | 20:00",
    );
    let (production, problems) = assembled(&[crew(), sheet], "2026-10-30");
    assert_eq!(problems, []);
    let day = shifts(&production, "Dana Ruiz")[0];
    assert_eq!(day.meals[0].grace, Some(Some(Minutes(12))));
    assert_eq!((day.meals[0].extension, day.meals[1].extension), (Some(None), None));
    assert_eq!((day.meals[1].kind.as_str(), day.grace_meals.as_slice()), ("walking", &[2][..]));
}

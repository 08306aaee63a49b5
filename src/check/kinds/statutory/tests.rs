//! Averages over whole periods, on a period of two weeks instead of seventeen, and a week's working time with two employers.

use crate::check::pack::Pack;
use crate::check::testing::run_pack;

const HEAD: &str = "schema = 1\npack = 'two-weeks'\nversion = '1'\ntitle = 'Two weeks'\n\
    [[source]]\nid = 's'\ntitle = 'A law'\nchecked = 2026-01-01\nstatus = 'verified'\n";

fn average(tests: &str) -> String {
    format!(
        "{HEAD}[[rule]]\nid = 'average-week'\ntitle = 'Average'\nkind = 'average-week'\nmost = '48h'\nweeks = '2'\noutcome = 'prohibited'\n\
         message = '{{{{measured}}}} over {{{{weeks_on_record}}}}'\ncite = 's 1'\n{tests}"
    )
}

fn week(tests: &str) -> String {
    format!(
        "{HEAD}[[rule]]\nid = 'week-length'\ntitle = 'Week'\nkind = 'week-length'\nmost = '40h'\noutcome = 'prohibited'\n\
         message = '{{{{measured}}}}'\ncite = 's 1'\n{tests}"
    )
}

fn test(name: &str, work: &str, expect: &str) -> String {
    format!("[[rule.test]]\nname = '{name}'\ngiven = {{ work = [{work}] }}\nexpect = {{ {expect} }}\n")
}

/// Days from a Monday of November 2026, each of so many hours from 08:00.
fn days(monday: u32, hours: &[u32]) -> String {
    let day = |(n, hours): (u32, &u32)| {
        format!("{{ date = '2026-11-{:02}', call = '08:00', out = '{:02}:00' }},", monday + n, 8 + hours)
    };
    (0..).zip(hours).map(day).collect()
}

fn holds(text: &str) {
    let (pack, problems) = Pack::read("rules/two-weeks.toml", text);
    let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
    let results = run_pack(&pack.unwrap_or_else(|| panic!("{}", said.join("\n"))));
    let failed: Vec<String> =
        results.iter().filter(|r| !r.passed()).map(|r| r.problem().to_string()).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn of_whole_periods_the_one_with_the_highest_average_is_named() {
    // Weeks of 50, 52 and 40 hours: 102 ÷ 2 = 51:00 over the first two, 92 ÷ 2 = 46:00 over the last two.
    let three = [days(2, &[10; 5]), days(9, &[11, 11, 10, 10, 10]), days(16, &[8; 5])].concat();
    // 50 and 46 are 48 exactly.
    let even = [days(2, &[10; 5]), days(9, &[10, 10, 10, 10, 6])].concat();
    // A week without a row between two of 50 hours counts: 50 ÷ 2 twice.
    let gap = [days(2, &[10; 5]), days(16, &[10; 5])].concat();
    // One week of 97 hours is over 48 on average whatever the other one held.
    let sure = days(2, &[15, 15, 15, 15, 15, 15, 7]);
    // A minute over in two weeks is over: 96:01 ÷ 2, up to the next minute.
    let minute = [days(2, &[10; 5]), days(9, &[10, 10, 10, 10])].concat()
        + "{ date = '2026-11-13', call = '08:00', out = '14:01' },";
    let tests = [
        test(
            "three weeks",
            &three,
            "measured = '51:00', excess_minutes = 180, says = ['over 2'], outcome = 'prohibited'",
        ),
        test("even", &even, "findings = 0"),
        test("gap", &gap, "findings = 0"),
        test("sure", &sure, "outcome = 'prohibited', measured = '97:00'"),
        test("minute", &minute, "measured = '48:01', excess_minutes = 1, outcome = 'prohibited'"),
    ];
    holds(&average(&tests.concat()));
}

#[test]
fn a_missing_wrap_leaves_an_average_open_and_never_adds_nothing() {
    // 50 and 40 hours, and a Friday from 08:00 without a wrap: 90:00 at least, which is kept, and more than 96:00 perhaps.
    let open = [days(2, &[10; 5]), days(9, &[10; 4])].concat() + "{ date = '2026-11-13', call = '08:00' },";
    let kept = [days(2, &[8; 5]), days(9, &[8; 5])].concat();
    let tests = [test("open", &open, "outcome = 'undetermined'"), test("kept", &kept, "findings = 0")];
    holds(&average(&tests.concat()));
}

#[test]
fn a_week_is_the_sum_of_its_rows_and_the_time_between_two_employers_is_none() {
    // Five days of 8:00 and a sixth of 1:00 elsewhere: 41:00.
    let sixth =
        days(2, &[8; 5]) + "{ date = '2026-11-07', call = '12:00', out = '13:00', Employer = 'Other Inc' },";
    // 4 + 4 hours a day with three hours between them are 8, five times: 40:00.
    let split: String = (2..7)
        .map(|day| {
            format!(
                "{{ date = '2026-11-{day:02}', call = '08:00', out = '12:00' }}, \
                 {{ date = '2026-11-{day:02}', call = '15:00', out = '19:00', Employer = 'Other Inc' }},"
            )
        })
        .collect();
    let open = days(2, &[8; 5]) + "{ date = '2026-11-07', call = '12:00' },";
    let tests = [
        test("sixth", &sixth, "measured = '41:00', limit = '40:00', excess_minutes = 60"),
        test("split", &split, "findings = 0"),
        test("open", &open, "outcome = 'undetermined'"),
    ];
    holds(&week(&tests.concat()));
}

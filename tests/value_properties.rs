//! What is written in any of the offices' notations is read back as it was meant; nothing that anybody can
//! type makes a parser panic; and no parser reads what is not there.

use callboard::ingest::grid::Raw;
use callboard::ingest::tables::ALL;
use callboard::ingest::value::bare::Bare;
use callboard::ingest::value::{self, Context, date, eighths, list, money, time};
use callboard::ingest::{Locale, headings};
use callboard::model::{Pages, TimeEntry, Value, WallTime};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn at(minutes: i32) -> Option<TimeEntry> {
    Some(TimeEntry::At(WallTime::new(minutes)))
}

fn context(locale: &Locale, bare: Bare) -> Context<'_> {
    Context {
        locale,
        day_first: locale.day_first,
        near: NaiveDate::from_ymd_opt(2027, 3, 8),
        bare,
        decimal_comma: locale.decimal_comma(),
        row_date: None,
        row_currency: None,
    }
}

proptest! {
    #[test]
    fn a_time_is_read_back_from_every_notation(hours in 0_i32..48, minutes in 0_i32..60) {
        let meant = at(hours * 60 + minutes);
        for written in [
            format!("{hours}:{minutes:02}"),
            format!("{hours:02}:{minutes:02}"),
            format!("{hours:02}{minutes:02}"),
            format!("{hours}h{minutes:02}"),
            format!("@ {hours}:{minutes:02}"),
            format!(" {hours}:{minutes:02}\u{a0}"),
        ] {
            prop_assert_eq!(time::parse(&written, Bare::Minutes), meant.clone(), "{}", written);
        }
        let bare = format!("{hours}.{minutes:02}");
        prop_assert_eq!(time::parse(&bare, Bare::Minutes), meant, "{}", bare);
    }

    #[test]
    fn a_time_of_the_half_day_is_read_back(hours in 0_i32..24, minutes in 0_i32..60) {
        let twelve = match hours % 12 { 0 => 12, h => h };
        let (letter, word) = if hours < 12 { ("A", "a.m.") } else { ("P", "p.m.") };
        for written in [
            format!("{twelve}:{minutes:02}{letter}"),
            format!("{twelve}:{minutes:02} {letter}M"),
            format!("{twelve}:{minutes:02} {word}"),
            format!("{twelve}.{minutes:02}{letter}"),
        ] {
            prop_assert_eq!(time::parse(&written, Bare::Tenths), at(hours * 60 + minutes), "{}", written);
        }
    }

    #[test]
    fn tenths_count_six_minutes_each(hours in 0_i32..48, tenths in 0_i32..10) {
        let written = format!("{hours}.{tenths}");
        prop_assert_eq!(time::parse(&written, Bare::Tenths), at(hours * 60 + tenths * 6), "{}", written);
    }

    #[test]
    fn a_pre_call_is_read_back(hours in 0_i32..6, minutes in 0_i32..60) {
        prop_assume!(hours > 0 || minutes > 0);
        let meant = Some(TimeEntry::Relative(-(hours * 60 + minutes)));
        for written in [format!("-{hours}:{minutes:02}"), format!("Call -{hours}:{minutes:02}"), format!("\u{2212}{hours}:{minutes:02}")] {
            prop_assert_eq!(time::parse(&written, Bare::Minutes), meant.clone(), "{}", written);
        }
    }

    #[test]
    fn a_date_is_read_back_from_every_notation(days in 0_i64..55_000) {
        // 1950 to 2100.
        let meant = NaiveDate::from_ymd_opt(1950, 1, 1).unwrap() + chrono::Duration::days(days);
        let (y, m, d) = (meant.year(), meant.month(), meant.day());
        let clear = [
            meant.to_string(),
            meant.format("%Y.%m.%d (%a)").to_string(),
            meant.format("%Y%m%d").to_string(),
            meant.format("%d-%b-%Y").to_string(),
            meant.format("%A, %B %e, %Y").to_string(),
            meant.format("%a %e %b %Y").to_string(),
            format!("{d:02}.{m:02}.{y}"),
        ];
        for (country, numeric) in [("US", format!("{m}/{d}/{y}")), ("GB", format!("{d}/{m}/{y}"))] {
            let locale = Locale::of(country, "USD");
            for written in clear.iter().chain([&numeric]) {
                let reading = date::read(&Raw::Text(written.clone()), &context(&locale, Bare::Minutes), false);
                prop_assert_eq!(reading.value, Some(Value::Date(meant)), "{} in {}", written, country);
                prop_assert!(reading.problem.is_none(), "{}", written);
            }
        }
    }

    #[test]
    fn an_amount_is_read_back_from_every_notation(cents in 0_i64..100_000_000_000) {
        let meant = Decimal::new(cents, 2);
        let (whole, part) = (cents / 100, cents % 100);
        let grouped = |mark: &str| {
            let digits = whole.to_string();
            let mut out = String::new();
            for (i, c) in digits.chars().enumerate() {
                if i > 0 && (digits.len() - i) % 3 == 0 {
                    out.push_str(mark);
                }
                out.push(c);
            }
            out
        };
        for (written, negative) in [
            (format!("${}.{part:02}", grouped(",")), false),
            (format!("{whole}.{part:02}"), false),
            (format!("{}.{part:02} USD", grouped(",")), false),
            (format!("\u{20ac} {},{part:02}", grouped(".")), false),
            (format!("{},{part:02} kr", grouped(" ")), false),
            (format!("CHF {}.{part:02}", grouped("'")), false),
            (format!("({}.{part:02})", grouped(",")), true),
            (format!("-${}.{part:02}", grouped(",")), true),
            (format!("{}.{part:02}-", grouped(",")), true),
            (format!("{}.{part:02} CR", grouped(",")), true),
        ] {
            let read = money::parse(&written, false).map(|w| w.amount);
            prop_assert_eq!(read, Ok(if negative { -meant } else { meant }), "{}", written);
        }
    }

    #[test]
    fn an_amount_has_only_the_digits_that_were_written(written in "[-$€£(]{0,2}[0-9.,' ]{1,14}[-)krCR ]{0,3}") {
        for comma in [false, true] {
            if let Ok(read) = money::parse(&written, comma) {
                let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
                let (seen, shown) = (digits(&written), digits(&read.amount.normalize().to_string()));
                prop_assert_eq!(seen.trim_matches('0'), shown.trim_matches('0'), "{}", written);
            }
        }
    }

    #[test]
    fn pages_are_read_back_and_never_reduced(count in 0_u32..2_000) {
        let pages = Pages::new(count).to_string();
        let decimal = Decimal::from(count) / Decimal::from(8);
        for written in [
            pages.clone(),
            format!("{pages} pgs."),
            pages.replacen(' ', "-", 1),
            format!(" {pages} pages "),
            decimal.to_string(),
        ] {
            prop_assume!(count > 0);
            prop_assert_eq!(eighths::parse(&written), Some(count), "{}", written);
        }
        prop_assert_eq!(eighths::within(&format!("END OF DAY 3 -- Total Pages: {pages}")), Some(count));
    }

    #[test]
    fn cast_numbers_are_read_back(numbers in proptest::collection::btree_set(1_u32..200, 1..8)) {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        for mark in [", ", ",", " ", "; ", " & ", "., "] {
            prop_assert_eq!(list::numbers(&numbers.join(mark)), numbers.clone(), "{}", mark);
        }
    }

    #[test]
    fn nothing_typed_makes_a_reader_panic_or_invent(written in "\\PC{0,24}") {
        let locale = Locale::of("US", "USD");
        for heading in ALL.iter().flat_map(|table| table.headings) {
            let reading = value::read(heading, &Raw::Text(written.clone()), &context(&locale, Bare::Tenths));
            let numeral = |c: char| c.is_numeric();
            match &reading.value {
                Some(Value::Date(_) | Value::Money(_) | Value::Pages(_) | Value::Number(_) | Value::Duration(_) | Value::Running(_)) => {
                    prop_assert!(written.contains(numeral), "{} from “{}”", heading.name, written);
                }
                Some(Value::Time(TimeEntry::At(_) | TimeEntry::Relative(_))) => {
                    let word = ["NOON", "MIDNIGHT"].iter().any(|w| written.to_uppercase().contains(w));
                    prop_assert!(word || written.contains(numeral), "{} from “{}”", heading.name, written);
                }
                _ => {}
            }
            // A cell that holds something is read, or said, or is a mark for nothing.
            if let Some(problem) = &reading.problem {
                prop_assert!(!problem.message.is_empty() && !problem.help.is_empty());
            }
        }
        let _ = headings::key(&written);
    }

    #[test]
    fn no_number_makes_a_reader_panic(number in proptest::num::f64::ANY) {
        let locale = Locale::of("DE", "EUR");
        for heading in ALL.iter().flat_map(|table| table.headings) {
            for raw in [Raw::Number(number), Raw::Date(number), Raw::Elapsed(number)] {
                let reading = value::read(heading, &raw, &context(&locale, Bare::Minutes));
                let _ = reading.value.map(|v| v.to_text());
            }
        }
    }
}

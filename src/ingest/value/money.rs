//! Amounts of money in every notation offices use; decimal throughout.

use super::currency::{self, Sign};
use super::{Context, Problem, Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::model::{Money, Value};
use rust_decimal::Decimal;

/// An amount as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub amount: Decimal,
    pub sign: Option<Sign>,
    /// `$3,850/wk` is paid by the week.
    pub per: Option<&'static str>,
}

/// Why a text is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Not,
    /// `1.200`: a thousand and two hundred, or one and two tenths.
    Grouping,
}

const PERS: &[(&str, &str)] = &[
    ("/WEEK", "week"),
    ("/WK", "week"),
    ("PER WEEK", "week"),
    ("A WEEK", "week"),
    ("PW", "week"),
    ("/DAY", "day"),
    ("PER DAY", "day"),
    ("A DAY", "day"),
    ("/HOUR", "hour"),
    ("/HR", "hour"),
    ("PER HOUR", "hour"),
    ("AN HOUR", "hour"),
    ("/H", "hour"),
];

pub fn read(raw: &Raw, context: &Context) -> Reading {
    let default = currency::default(context.row_currency, context.locale);
    match raw {
        Raw::Number(number) => match text::decimal(*number) {
            Some(amount) => Reading::ok(Value::Money(Money::new(amount, default))),
            None => unreadable(raw, Fault::Not),
        },
        Raw::Text(text) if text::is_nothing(text) => Reading::blank(),
        Raw::Text(text) if text::is_undecided(text) => {
            Reading::undecided(Code::AmountUnreadable, "amount", text)
        }
        Raw::Text(text) => match parse(text, context.decimal_comma) {
            Ok(written) => with_currency(written, text, default, context),
            Err(fault) => unreadable(raw, fault),
        },
        _ => unreadable(raw, Fault::Not),
    }
}

fn with_currency(written: Written, text: &str, default: &str, context: &Context) -> Reading {
    let Some(sign) = written.sign else {
        return Reading::ok(Value::Money(Money::new(written.amount, default)));
    };
    let Some(code) = sign.code(default) else {
        // Kept apart from every real currency, so that it is in no total and not lost either.
        let problem = Problem::new(
            Code::CurrencyUnknown,
            format!("“{}” does not say which country's crowns it means.", text.trim()),
            "Write SEK, NOK, DKK, ISK or CZK instead of kr; until then the amount is kept apart as KR.",
        );
        return Reading::ok(Value::Money(Money::new(written.amount, "KR"))).doubtful(problem);
    };
    let differs = context.row_currency.is_some_and(|row| row != code);
    let reading = Reading::ok(Value::Money(Money::new(written.amount, code.as_str())));
    if !differs {
        return reading;
    }
    reading.doubtful(Problem::new(
        Code::FactsDiffer,
        format!("“{}” is in {code}, but the row's currency is {default}; {code} was taken.", text.trim()),
        "Make the sign of the amount and the row's currency agree.",
    ))
}

fn unreadable(raw: &Raw, fault: Fault) -> Reading {
    let seen = text::seen(raw);
    match fault {
        Fault::Not => Reading::bad(
            Code::AmountUnreadable,
            format!("“{seen}” is no amount of money."),
            "Write one amount, such as 1,234.50 or -150.00.",
        ),
        Fault::Grouping => Reading::bad(
            Code::AmountUnreadable,
            format!("“{seen}” can be thousands or a fraction."),
            "Write the amount with two decimals.",
        ),
    }
}

/// Reads an amount. `decimal_comma`: the country writes a comma before decimals.
pub fn parse(written: &str, decimal_comma: bool) -> Result<Written, Fault> {
    let text = text::upper(written);
    let mut text = text.trim_start_matches('\'').trim();
    let mut negative = false;
    let mut per = None;
    if let Some((unit, paid)) = PERS.iter().find_map(|(u, p)| text.strip_suffix(u).map(|rest| (rest, *p))) {
        text = unit.trim_end();
        per = Some(paid);
    }
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        negative = true;
        text = inner.trim();
    }
    if let Some(rest) = text.strip_suffix("CR") {
        negative = !negative;
        text = rest.trim_end();
    }
    let mut sign = None;
    // A minus and a sign of currency may stand in front in either order: -$5, $-5, $(5).
    for _ in 0..3 {
        if let Some(rest) = text.strip_prefix('-') {
            negative = !negative;
            text = rest.trim_start();
        } else if let Some(rest) = text.strip_prefix('+') {
            text = rest.trim_start();
        } else if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            negative = !negative;
            text = inner.trim();
        } else if let Some((found, rest)) = leading_sign(text) {
            if sign.replace(found).is_some() {
                return Err(Fault::Not);
            }
            text = rest;
        }
    }
    if let Some(rest) = text.strip_suffix('-') {
        // `31.5-` and `31.-` close the place of missing cents; `150.00-` and `150-` are credits.
        let after_point = rest.rsplit_once(['.', ',']).map(|(_, cents)| cents.len());
        if !matches!(after_point, Some(0 | 1)) {
            negative = !negative;
        }
        text = rest.trim_end();
    }
    if let Some((found, rest)) = trailing_sign(text) {
        if sign.replace(found).is_some_and(|before| before != found) {
            return Err(Fault::Not);
        }
        text = rest;
    }
    let amount = number(text, decimal_comma)?;
    Ok(Written { amount: if negative { -amount } else { amount }, sign, per })
}

fn leading_sign(text: &str) -> Option<(Sign, &str)> {
    let cut = text.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | '.' | ','))?;
    // `KR.` may end in a point; the digits begin behind it.
    let cut = if text.get(cut..)?.starts_with('.') && !text.starts_with('.') { cut + 1 } else { cut };
    let (letters, rest) = text.split_at_checked(cut)?;
    Some((currency::sign(letters.trim())?, rest.trim_start()))
}

fn trailing_sign(text: &str) -> Option<(Sign, &str)> {
    let cut = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (rest, letters) = text.split_at_checked(cut)?;
    // `31,- KR` and the point of `31. KR` belong to the digits.
    Some((currency::sign(letters.trim_matches([' ', '.', ',', '-']))?, rest))
}

/// Digits with separators.
fn number(text: &str, decimal_comma: bool) -> Result<Decimal, Fault> {
    let compact: String = text.chars().filter(|c| !matches!(c, ' ' | '\'')).collect();
    if !grouped_by_three(text, &[' ', '\'']) {
        return Err(Fault::Not);
    }
    let allowed = compact.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','));
    if !allowed || !compact.bytes().any(|b| b.is_ascii_digit()) {
        return Err(Fault::Not);
    }
    let (points, commas) = (compact.matches('.').count(), compact.matches(',').count());
    let last = compact.rfind(['.', ',']);
    let decimals = last.map_or(0, |at| compact.len() - at - 1);
    let point = match (points, commas) {
        (0, 0) => None,
        // Both: the later one parts the cents and stands alone.
        (1.., 1..) => {
            let mark = last.and_then(|at| compact.get(at..at + 1)).unwrap_or_default();
            if compact.matches(mark).count() != 1 {
                return Err(Fault::Not);
            }
            last
        }
        (2.., 0) | (0, 2..) => None,
        // One mark before three digits is thousands where the country's custom says so.
        (0, _) if decimals == 3 && !decimal_comma => None,
        (_, 0) if decimals == 3 && decimal_comma => None,
        _ if decimals == 3 => return Err(Fault::Grouping),
        _ => last,
    };
    let (whole, cents) = match point {
        Some(at) => (compact.get(..at).unwrap_or_default(), compact.get(at + 1..).unwrap_or_default()),
        None => (compact.as_str(), ""),
    };
    if !grouped_by_three(whole, &['.', ',']) {
        return Err(Fault::Not);
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let text = format!(
        "{}.{}",
        if whole.is_empty() { "0" } else { &whole },
        if cents.is_empty() { "0" } else { cents }
    );
    text.parse::<Decimal>().map(|d| d.normalize()).map_err(|_| Fault::Not)
}

/// Every group of digits after the first has three digits.
fn grouped_by_three(text: &str, marks: &[char]) -> bool {
    let mut groups = text.split(marks).map(|group| {
        // Cents behind the last group are looked at apart.
        group.bytes().take_while(u8::is_ascii_digit).count()
    });
    let first = groups.next().unwrap_or(0);
    let mut others = groups.peekable();
    others.peek().is_none() || ((1..=3).contains(&first) && others.all(|digits| digits == 3))
}

#[cfg(test)]
mod tests {
    use super::super::test::{context, shown, text, us};
    use super::*;
    use crate::ingest::locale::Locale;

    fn money(written: &str) -> String {
        match read(&text(written), &context(&us())) {
            Reading { value: Some(Value::Money(money)), .. } => money.to_string(),
            reading => shown(reading),
        }
    }

    #[test]
    fn every_notation_of_the_offices() {
        for (written, meant) in [
            ("$3,600.00", "3600.00 USD"),
            ("3,600.00-", "-3600.00 USD"),
            ("(150.00)", "-150.00 USD"),
            ("($150.00)", "-150.00 USD"),
            ("$(150.00)", "-150.00 USD"),
            ("-$5", "-5.00 USD"),
            ("$-5", "-5.00 USD"),
            ("150.00 CR", "-150.00 USD"),
            ("\u{20ac} 2.500,00", "2500.00 EUR"),
            ("2.500,00 EUR", "2500.00 EUR"),
            ("1.234.567,89 \u{20ac}", "1234567.89 EUR"),
            ("1,234,567.89", "1234567.89 USD"),
            ("1\u{a0}200,50 SEK", "1200.50 SEK"),
            ("CHF 1'200.50", "1200.50 CHF"),
            ("\u{a3}12", "12.00 GBP"),
            ("GBP 12.5", "12.50 GBP"),
            ("C$ 40", "40.00 CAD"),
            // The dash closes the place of the missing cent: 31.50.
            ("$31.5-", "31.50 USD"),
            ("31.-", "31.00 USD"),
            ("1 200 kr", "1200.00 KR"),
            (".50", "0.50 USD"),
            ("48.19", "48.19 USD"),
            ("1,200", "1200.00 USD"),
            ("$3,850/wk", "3850.00 USD"),
            ("TBC", "<amount-unreadable>"),
            ("9.5%", "<amount-unreadable>"),
            ("3 wks @ $1,200", "<amount-unreadable>"),
            ("1.200", "<amount-unreadable>"),
            ("1,20,0", "<amount-unreadable>"),
            ("12 34", "<amount-unreadable>"),
            ("2/1 - $3,850/wk", "<amount-unreadable>"),
            ("99999999999999999999999999999999", "<amount-unreadable>"),
        ] {
            assert_eq!(money(written), meant, "{written}");
        }
        assert!(read(&text("-"), &context(&us())).is_blank());
    }

    #[test]
    fn countries_part_thousands_in_their_own_way() {
        let de = Locale::of("DE", "EUR");
        for (written, meant) in [("1.200", "1200.00"), ("1,20", "1.20"), ("1,200", "<amount-unreadable>")] {
            assert_eq!(shown(read(&text(written), &context(&de))), meant, "{written}");
        }
        let se = Locale::of("SE", "SEK");
        let Some(Value::Money(crowns)) = read(&text("1 200 kr"), &context(&se)).value else { panic!() };
        assert_eq!(crowns, Money::new(Decimal::from(1200), "SEK"));
    }

    #[test]
    fn a_number_is_in_the_rows_currency_and_free_of_dust() {
        let us = us();
        let row = Context { row_currency: Some("GBP"), ..context(&us) };
        let Some(Value::Money(sum)) = read(&Raw::Number(0.1 + 0.2), &row).value else { panic!() };
        assert_eq!(sum, Money::new(Decimal::new(3, 1), "GBP"));
        let differing = read(&text("$5"), &row);
        assert_eq!(differing.problem.map(|p| p.code), Some(Code::FactsDiffer));
    }

    #[test]
    fn a_rate_may_say_what_it_is_paid_for() {
        assert_eq!(parse("56.42/hr", false).map(|w| w.per), Ok(Some("hour")));
        assert_eq!(parse("$3,850 per week", false).map(|w| w.per), Ok(Some("week")));
    }
}

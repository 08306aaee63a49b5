//! Currencies: ISO 4217 codes, and the signs and names people write instead.

use super::{Reading, text};
use crate::diagnostic::Code;
use crate::ingest::grid::Raw;
use crate::ingest::locale::Locale;
use crate::model::Value;

/// The currencies a production is likely to spend.
pub const CODES: &[&str] = &[
    "AED", "ARS", "AUD", "BGN", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CZK", "DKK", "EGP", "EUR", "GBP",
    "HKD", "HUF", "IDR", "ILS", "INR", "ISK", "JOD", "JPY", "KES", "KRW", "MAD", "MXN", "MYR", "NGN", "NOK",
    "NZD", "PEN", "PHP", "PLN", "RON", "RSD", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "UAH", "USD", "VND",
    "ZAR",
];

const DOLLARS: &[&str] = &["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN"];
const CROWNS: &[&str] = &["SEK", "NOK", "DKK", "ISK", "CZK"];

/// What a sign in front of or behind an amount means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    Code(&'static str),
    /// `$`: the production's own dollar, else the American one.
    Dollar,
    /// `kr`: one of several crowns; only the production's own currency can tell which.
    Crown,
    /// `¥`
    Yen,
}

/// Signs by their letters in upper case, longest first.
const SIGNS: &[(&str, Sign)] = &[
    ("US$", Sign::Code("USD")),
    ("CA$", Sign::Code("CAD")),
    ("C$", Sign::Code("CAD")),
    ("AU$", Sign::Code("AUD")),
    ("A$", Sign::Code("AUD")),
    ("NZ$", Sign::Code("NZD")),
    ("HK$", Sign::Code("HKD")),
    ("R$", Sign::Code("BRL")),
    ("KČ", Sign::Code("CZK")),
    ("FT", Sign::Code("HUF")),
    ("ZŁ", Sign::Code("PLN")),
    ("$", Sign::Dollar),
    ("£", Sign::Code("GBP")),
    ("€", Sign::Code("EUR")),
    ("₹", Sign::Code("INR")),
    ("₩", Sign::Code("KRW")),
    ("₺", Sign::Code("TRY")),
    ("¥", Sign::Yen),
    ("KR.", Sign::Crown),
    ("KR", Sign::Crown),
];

/// A code or sign in upper case, as a whole.
pub fn sign(text: &str) -> Option<Sign> {
    let code = CODES.iter().find(|code| **code == text).map(|code| Sign::Code(code));
    code.or_else(|| SIGNS.iter().find(|(letters, _)| *letters == text).map(|(_, sign)| *sign))
}

impl Sign {
    /// The ISO code, given the currency that amounts have by default. `None`: it cannot be told.
    pub fn code(self, default: &str) -> Option<String> {
        let of = |family: &[&str], usual: Option<&str>| match family.contains(&default) {
            true => Some(default.to_string()),
            false => usual.map(str::to_string),
        };
        match self {
            Sign::Code(code) => Some(code.to_string()),
            Sign::Dollar => of(DOLLARS, Some("USD")),
            Sign::Yen => of(&["JPY", "CNY"], Some("JPY")),
            Sign::Crown => of(CROWNS, None),
        }
    }
}

/// The currency that amounts without a sign have in a row.
pub fn default<'a>(row: Option<&'a str>, locale: &'a Locale) -> &'a str {
    row.unwrap_or(&locale.currency)
}

pub fn read(raw: &Raw) -> Reading {
    let written = text::upper(&text::seen(raw));
    if text::is_nothing(&written) {
        return Reading::blank();
    }
    let named = match written.as_str() {
        "DOLLAR" | "DOLLARS" | "US DOLLAR" | "US DOLLARS" => Some("USD"),
        "POUND" | "POUNDS" | "STERLING" | "POUNDS STERLING" | "STG" => Some("GBP"),
        "EURO" | "EUROS" => Some("EUR"),
        _ => None,
    };
    match named.map(str::to_string).or_else(|| sign(&written).and_then(|s| s.code(""))) {
        Some(code) => Reading::ok(Value::Text(code)),
        None => Reading::bad(
            Code::CurrencyUnknown,
            format!("“{}” is no currency callboard knows.", text::seen(raw)),
            "Write its three letters: USD, GBP, EUR …",
        ),
    }
}

//! The text of a formula → its parts, in the notations of Excel and of OpenDocument.

use super::function::Function;

#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    Number(f64),
    Text(String),
    Bool(bool),
    Cell(Reference),
    /// From its first to its last cell.
    Range(Reference, Reference),
    Negate(Box<Expr>),
    Percent(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Join,
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// `None` for the formula's own sheet.
    pub sheet: Option<String>,
    pub row: u32,
    pub column: u32,
    /// `$`: the part does not move with a shared formula.
    pub row_fixed: bool,
    pub column_fixed: bool,
}

/// Rows and columns of a sheet: what `A:A` reaches over.
const LAST_ROW: u32 = 1_048_575;
const LAST_COLUMN: u32 = 16_383;

/// Brackets within each other.
const DEEPEST: usize = 64;

/// Longer ones are no simple formulas.
const LONGEST: usize = 8192;

/// `None` for anything that is not fully understood.
pub fn parse(text: &str) -> Option<Expr> {
    if text.len() > LONGEST {
        return None;
    }
    let text = text.strip_prefix("of:").or_else(|| text.strip_prefix("oooc:")).unwrap_or(text);
    let text = text.trim();
    let tokens = tokens(text.strip_prefix('=').unwrap_or(text))?;
    let mut parser = Parser { tokens: &tokens, depth: 0 };
    let whole = parser.comparison()?;
    parser.tokens.is_empty().then_some(whole)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    /// A cell or a range.
    Place(Expr),
    /// A function with its opening bracket, or TRUE and FALSE.
    Name(String),
    Op(Op),
    Percent,
    Open,
    Close,
    Comma,
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            ' ' | '\t' | '\n' | '\r' | '\u{a0}' => {
                rest = rest.get(c.len_utf8()..)?;
                continue;
            }
            '"' => quoted(rest, '"').map(|(text, length)| (Token::Text(text), length))?,
            '0'..='9' | '.' => number(rest)?,
            '[' => bracketed(rest)?,
            '(' => (Token::Open, 1),
            ')' => (Token::Close, 1),
            ',' | ';' => (Token::Comma, 1),
            '%' => (Token::Percent, 1),
            '=' => (Token::Op(Op::Equal), 1),
            '<' if rest.starts_with("<>") => (Token::Op(Op::Unequal), 2),
            '<' if rest.starts_with("<=") => (Token::Op(Op::LessOrEqual), 2),
            '>' if rest.starts_with(">=") => (Token::Op(Op::GreaterOrEqual), 2),
            '<' => (Token::Op(Op::Less), 1),
            '>' => (Token::Op(Op::Greater), 1),
            '&' => (Token::Op(Op::Join), 1),
            '+' => (Token::Op(Op::Add), 1),
            '-' => (Token::Op(Op::Subtract), 1),
            '*' => (Token::Op(Op::Multiply), 1),
            '/' => (Token::Op(Op::Divide), 1),
            '^' => (Token::Op(Op::Power), 1),
            _ => word(rest)?,
        };
        tokens.push(token);
        rest = rest.get(length..)?;
    }
    Some(tokens)
}

/// A quoted text, in which the mark is doubled, and how many bytes it takes.
fn quoted(text: &str, mark: char) -> Option<(String, usize)> {
    let mut out = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c != mark {
            out.push(c);
        } else if chars.peek().is_some_and(|(_, next)| *next == mark) {
            out.push(mark);
            chars.next();
        } else {
            return Some((out, at + mark.len_utf8()));
        }
    }
    None
}

/// `12`, `1.5`, `2E-3`; also `3:7`, whole rows.
fn number(text: &str) -> Option<(Token, usize)> {
    let digits = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len())
    };
    let mut end = digits(0);
    if text.get(end..).is_some_and(|rest| rest.starts_with('.')) {
        end = digits(end + 1);
    }
    if let Some(exponent) = text.get(end..).filter(|rest| rest.starts_with(['e', 'E'])) {
        let signed = exponent.get(1..).is_some_and(|rest| rest.starts_with(['+', '-']));
        let from = end + 1 + usize::from(signed);
        if digits(from) > from {
            end = digits(from);
        }
    }
    let value: f64 = text.get(..end)?.parse().ok()?;
    let more = text.get(end..).unwrap_or_default();
    (value.is_finite() && !more.starts_with([':', '!'])).then_some((Token::Number(value), end))
}

/// A name or a reference of Excel's: `SUM(`, `TRUE`, `$B$2`, `A1:B9`, `A:A`, `Week1!B2`, `'Week 1'!B2:B9`.
fn word(text: &str) -> Option<(Token, usize)> {
    let (sheet, at) = match text.starts_with('\'') {
        true => {
            let (name, length) = quoted(text, '\'')?;
            text.get(length..)?.starts_with('!').then_some((Some(name), length + 1))?
        }
        false => {
            let end = name_length(text);
            match text.get(end..).is_some_and(|rest| rest.starts_with('!')) {
                true => (Some(text.get(..end)?.to_owned()), end + 1),
                false => (None, 0),
            }
        }
    };
    let rest = text.get(at..)?;
    let end = name_length(rest);
    let first = rest.get(..end)?;
    if first.is_empty() {
        return None;
    }
    let after = rest.get(end..).unwrap_or_default();
    if let Some(second) = after.strip_prefix(':') {
        let length = name_length(second);
        let place = range(sheet, first, second.get(..length)?)?;
        return Some((Token::Place(place), at + end + 1 + length));
    }
    if sheet.is_none() && after.starts_with('(') {
        return Some((Token::Name(first.to_ascii_uppercase()), end));
    }
    if let Some(place) = cell(sheet.clone(), first) {
        return Some((Token::Place(Expr::Cell(place)), at + end));
    }
    let is_truth = first.eq_ignore_ascii_case("true") || first.eq_ignore_ascii_case("false");
    (sheet.is_none() && is_truth).then(|| (Token::Name(first.to_ascii_uppercase()), end))
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '$' | '_' | '.'))).unwrap_or(text.len())
}

/// OpenDocument's `[.B2]`, `[.B2:.B9]`, `[$'Week 1'.B2]`.
fn bracketed(text: &str) -> Option<(Token, usize)> {
    let mut in_quotes = false;
    let mut colon = None;
    let mut end = None;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '\'' => in_quotes = !in_quotes,
            ':' if !in_quotes => colon = Some(at),
            ']' if !in_quotes => {
                end = Some(at);
                break;
            }
            _ => {}
        }
    }
    let end = end?;
    let place = match colon {
        Some(colon) => {
            let (sheet, first) = of_sheet(text.get(1..colon)?)?;
            let (_, last) = of_sheet(text.get(colon + 1..end)?)?;
            range(sheet, first, last)?
        }
        None => {
            let (sheet, first) = of_sheet(text.get(1..end)?)?;
            Expr::Cell(cell(sheet, first)?)
        }
    };
    Some((Token::Place(place), end + 1))
}

/// The sheet before the point, and the cell after it.
fn of_sheet(text: &str) -> Option<(Option<String>, &str)> {
    let (sheet, cell) = text.rsplit_once('.')?;
    let sheet = sheet.strip_prefix('$').unwrap_or(sheet);
    let sheet = match sheet.strip_prefix('\'') {
        Some(rest) => rest.strip_suffix('\'')?.replace("''", "'"),
        None => sheet.to_owned(),
    };
    Some(((!sheet.is_empty()).then_some(sheet), cell))
}

fn range(sheet: Option<String>, first: &str, last: &str) -> Option<Expr> {
    if let (Some(from), Some(to)) = (cell(sheet.clone(), first), cell(sheet.clone(), last)) {
        return Some(Expr::Range(from, to));
    }
    // `A:C`, all rows of some columns.
    let (column, column_fixed) = letters(first)?;
    let (last_column, last_fixed) = letters(last)?;
    let from = Reference { sheet, row: 0, column, row_fixed: true, column_fixed };
    let to = Reference { row: LAST_ROW, column: last_column, column_fixed: last_fixed, ..from.clone() };
    Some(Expr::Range(from, to))
}

fn letters(text: &str) -> Option<(u32, bool)> {
    let bare = text.strip_prefix('$');
    let column = column(bare.unwrap_or(text))?;
    Some((column, bare.is_some()))
}

fn column(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = letters.bytes().fold(0, |n, b| n * 26 + u32::from(b.to_ascii_uppercase() - b'A') + 1);
    number.checked_sub(1).filter(|column| *column <= LAST_COLUMN)
}

/// `B2`, `$B$2`.
fn cell(sheet: Option<String>, text: &str) -> Option<Reference> {
    let bare = text.strip_prefix('$');
    let column_fixed = bare.is_some();
    let text = bare.unwrap_or(text);
    let end = text.find(|c: char| !c.is_ascii_alphabetic())?;
    let column = column(text.get(..end)?)?;
    let row = text.get(end..)?;
    let bare = row.strip_prefix('$');
    let row_fixed = bare.is_some();
    let row = bare.unwrap_or(row);
    if row.is_empty() || !row.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let row = row.parse::<u32>().ok()?.checked_sub(1).filter(|row| *row <= LAST_ROW)?;
    Some(Reference { sheet, row, column, row_fixed, column_fixed })
}

struct Parser<'t> {
    tokens: &'t [Token],
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.first()
    }

    fn next(&mut self) -> Option<Token> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first.clone())
    }

    fn take(&mut self, wanted: &Token) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.next();
        }
        is_next
    }

    fn op(&mut self, of: &[Op]) -> Option<Op> {
        let Some(Token::Op(op)) = self.peek() else { return None };
        let op = of.iter().copied().find(|wanted| wanted == op)?;
        self.next();
        Some(op)
    }

    /// One level of operators that bind equally, from the left.
    fn left(&mut self, of: &[Op], inner: fn(&mut Self) -> Option<Expr>) -> Option<Expr> {
        let mut left = inner(self)?;
        while let Some(op) = self.op(of) {
            left = Expr::Binary(op, Box::new(left), Box::new(inner(self)?));
        }
        Some(left)
    }

    fn comparison(&mut self) -> Option<Expr> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        use Op::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual, Unequal};
        let whole = self.left(&[Equal, Unequal, Less, LessOrEqual, Greater, GreaterOrEqual], Self::joined);
        self.depth -= 1;
        whole
    }

    fn joined(&mut self) -> Option<Expr> {
        self.left(&[Op::Join], Self::sum)
    }

    fn sum(&mut self) -> Option<Expr> {
        self.left(&[Op::Add, Op::Subtract], Self::product)
    }

    fn product(&mut self) -> Option<Expr> {
        self.left(&[Op::Multiply, Op::Divide], Self::power)
    }

    fn power(&mut self) -> Option<Expr> {
        self.left(&[Op::Power], Self::signed)
    }

    fn signed(&mut self) -> Option<Expr> {
        let mut negative = false;
        while let Some(op) = self.op(&[Op::Add, Op::Subtract]) {
            negative ^= op == Op::Subtract;
        }
        let mut value = self.atom()?;
        while self.take(&Token::Percent) {
            value = Expr::Percent(Box::new(value));
        }
        Some(if negative { Expr::Negate(Box::new(value)) } else { value })
    }

    fn atom(&mut self) -> Option<Expr> {
        match self.next()? {
            Token::Number(value) => Some(Expr::Number(value)),
            Token::Text(text) => Some(Expr::Text(text)),
            Token::Place(place) => Some(place),
            Token::Open => {
                let inner = self.comparison()?;
                self.take(&Token::Close).then_some(inner)
            }
            Token::Name(name) => self.named(&name),
            Token::Op(_) | Token::Percent | Token::Close | Token::Comma => None,
        }
    }

    fn named(&mut self, name: &str) -> Option<Expr> {
        if !self.take(&Token::Open) {
            return match name {
                "TRUE" => Some(Expr::Bool(true)),
                "FALSE" => Some(Expr::Bool(false)),
                _ => None,
            };
        }
        let mut arguments = Vec::new();
        if !self.take(&Token::Close) {
            loop {
                arguments.push(self.comparison()?);
                if self.take(&Token::Close) {
                    break;
                }
                if !self.take(&Token::Comma) {
                    return None;
                }
            }
        }
        match (name, arguments.as_slice()) {
            ("TRUE", []) => Some(Expr::Bool(true)),
            ("FALSE", []) => Some(Expr::Bool(false)),
            _ => Some(Expr::Call(Function::named(name)?, arguments)),
        }
    }
}

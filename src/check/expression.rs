//! Conditions of a pack: `applies`, `when`, `unless`, and the `pass` of an expression rule. The only
//! file that knows CEL.
//!
//! A condition is compiled when its pack loads, against a [`Schema`] of the fields its subject has: an
//! unknown field or function is an error there, and the condition is run once on a sample record so
//! that types that cannot work are found at once. Text, dates (ISO, so `<` orders them), times and amounts are
//! texts, `""` where blank; lists are lists; `age` is a whole number; yes/no columns of a record are `"yes"`, `"no"` or `""`.
//!
//! Decimals never pass through floats: `more(amount, "250")` and its sisters compare exactly and take
//! no CEL double. A blank operand makes the condition undetermined, never false:
//! guard it (`amount != "" && more(amount, "250")`) where blank should simply not match.

use super::answers::Answers;
pub use super::facts::{Fact, FactsOf};
use super::fields::{Fields, Place, nearest, one_of};
use cel::common::ast::{EntryExpr, Expr, IdedExpr};
use cel::{Context, Env, ExecutionError, Program, Value};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

/// What a field of a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    /// An exact decimal as text.
    Number,
    /// An ISO date as text.
    Date,
    List,
    Int,
    Flag,
}

/// The fields that conditions about one sort of subject can name. `production.kind` is one field.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// What messages call the subject: `a row of clearances`.
    pub what: String,
    pub fields: BTreeMap<String, FieldType>,
}

/// A condition that could not be decided for a subject, and why in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided(pub String);

#[derive(Debug)]
pub struct Condition {
    pub text: String,
    program: Program,
    /// What it asks and calls: nothing else is handed to it.
    names: Names,
    /// It asks nothing of a day alone, so that shifts that are alike have one answer.
    is_shared: bool,
    answers: Answers,
}

/// CEL's standard functions: constant, and slow to build, so built once.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// What conditions may call beyond CEL's own operators, with how it is used.
pub const FUNCTIONS: [(&str, &str); 10] = [
    ("more", "more(a, b): decimal a > b, exactly"),
    ("less", "less(a, b): decimal a < b, exactly"),
    ("at_least", "at_least(a, b): decimal a ≥ b, exactly"),
    ("at_most", "at_most(a, b): decimal a ≤ b, exactly"),
    ("same", "same(a, b): equal as decimals (\"2.50\" and \"2.5\")"),
    ("plus", "plus(a, b): the exact sum, as text"),
    ("minus", "minus(a, b): the exact difference, as text"),
    ("days_between", "days_between(from, to): whole days from one date to another"),
    ("contains_all", "contains_all(list, wanted): every wanted word is in the list, whatever its case"),
    ("contains_any", "contains_any(list, wanted): some wanted word is in the list, whatever its case"),
];

/// CEL's own functions that conditions may call.
const OWN: [&str; 9] =
    ["size", "contains", "startsWith", "endsWith", "matches", "int", "string", "has", "in"];

const LONGEST: usize = 2_000;
/// Loops within loops take the product of their lengths.
const MOST_LOOPS: usize = 2;

impl Condition {
    /// Reads a condition under a key, for subjects of a schema. Everything wrong with it is said.
    pub fn take(fields: &mut Fields, key: &'static str, schema: &Schema) -> Option<Condition> {
        let at = fields.place(key);
        let text = fields.text(key)?;
        Self::compile(&text, schema)
            .map_err(|wrong| wrong.into_iter().for_each(|w| say(fields, at, key, &w)))
            .ok()
    }

    /// Compiles a condition; every error is (message, help).
    pub fn compile(text: &str, schema: &Schema) -> Result<Condition, Vec<(String, String)>> {
        if text.len() > LONGEST {
            return Err(vec![(
                "the condition is too long".into(),
                format!("Keep it under {LONGEST} characters."),
            )]);
        }
        let program = Program::compile(text).map_err(|errors| {
            // What follows the first slip is mostly its echo.
            let said = errors.errors.first().map_or(String::new(), |e| {
                let deep = e.msg.contains("Recursion limit");
                let what =
                    if deep { "it is nested too deeply" } else { e.msg.lines().next().unwrap_or_default() };
                format!("{what} (character {})", e.pos.1)
            });
            vec![(
                format!("the condition does not parse: {said}"),
                "Look at brackets and quotation marks.".to_owned(),
            )]
        })?;
        let mut names = Names::default();
        names.walk(program.expression(), &mut Vec::new());
        let mut wrong = Vec::new();
        for field in names.fields.iter().filter(|f| !schema.fields.contains_key(*f)) {
            let known: Vec<&str> = schema.fields.keys().map(String::as_str).collect();
            let near = nearest(field, known.iter().copied());
            let help =
                near.map_or(format!("The fields are {}.", one_of(&known)), |near| format!("Write “{near}”."));
            wrong.push((format!("{} has no field “{field}”", schema.what), help));
        }
        let callable: Vec<&str> = FUNCTIONS.iter().map(|(name, _)| *name).chain(OWN).collect();
        for function in names.functions.iter().filter(|f| is_word(f) && !callable.contains(&f.as_str())) {
            let near = nearest(function, callable.iter().copied());
            let help = near.map_or(format!("The functions are {}.", one_of(&callable)), |near| {
                format!("Write “{near}”.")
            });
            wrong.push((format!("there is no function “{function}”"), help));
        }
        if names.loops > MOST_LOOPS {
            wrong.push((
                format!("the condition has {} loops (exists, all, filter …) inside each other", names.loops),
                format!("Nest no more than {MOST_LOOPS}."),
            ));
        }
        if names.has_double {
            wrong.push((
                "the condition holds a binary fraction".into(),
                "Write decimals as text and compare them by a function: more(amount, \"2.5\").".into(),
            ));
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let is_shared = !super::facts::OF_THE_DAY.iter().any(|field| names.fields.contains(*field));
        let condition =
            Condition { text: text.to_owned(), program, names, is_shared, answers: Answers::default() };
        match condition.holds(&sample(schema)) {
            Ok(_) => Ok(condition),
            Err(Undecided(why)) => Err(vec![(
                format!("the condition cannot work: {why}"),
                "Compare like with like: texts with texts, decimals by more(), less() …".into(),
            )]),
        }
    }

    /// Does it hold for this subject? The answer depends on the fields it asks and on nothing else, so it is worked out
    /// once for all subjects that are alike in them.
    pub fn holds(&self, facts: &FactsOf) -> Result<bool, Undecided> {
        let worked_out = || self.answers.of(&self.names.fields, facts, || self.work_out(facts));
        match facts.alike().filter(|_| self.is_shared) {
            Some(alike) => self.answers.of_alike(alike, worked_out),
            None => worked_out(),
        }
    }

    fn work_out(&self, facts: &FactsOf) -> Result<bool, Undecided> {
        let mut context = Context::with_env(STANDARD.clone());
        functions(&mut context, &self.names.functions);
        for (name, value) in variables(facts, &self.names.fields) {
            context.add_variable_from_value(name, value);
        }
        match self.program.execute(&context) {
            Ok(Value::Bool(holds)) => Ok(holds),
            Ok(other) => Err(Undecided(format!("it gives {}, not true or false", other.type_of()))),
            Err(ExecutionError::FunctionError { function, message }) => {
                Err(Undecided(format!("{function}: {message}")))
            }
            Err(error) => Err(Undecided(error.to_string())),
        }
    }
}

fn say(fields: &Fields, at: Place, key: &str, (message, help): &(String, String)) {
    fields.document().say(at, format!("“{key}” of {}: {message}", fields.what()), help.clone());
}

fn is_word(function: &str) -> bool {
    function.starts_with(|c: char| c.is_alphabetic())
}

/// The field names and functions an expression uses; variables bound by `exists`, `all` … are its own.
#[derive(Debug, Default)]
struct Names {
    fields: BTreeSet<String>,
    functions: BTreeSet<String>,
    has_double: bool,
    /// How deep loops stand inside each other.
    loops: usize,
}

impl Names {
    fn walk(&mut self, expression: &IdedExpr, bound: &mut Vec<String>) {
        match &expression.expr {
            Expr::Unspecified => {}
            Expr::Literal(cel::common::ast::LiteralValue::Double(_)) => self.has_double = true,
            Expr::Literal(_) => {}
            Expr::Ident(name) => self.name(name, bound),
            Expr::Select(select) => match &select.operand.expr {
                Expr::Ident(name) if !bound.contains(name) => {
                    self.name(&format!("{name}.{}", select.field), bound)
                }
                _ => self.walk(&select.operand, bound),
            },
            Expr::Call(call) => {
                self.functions.insert(call.func_name.clone());
                if let Some(target) = &call.target {
                    self.walk(target, bound);
                }
                for argument in &call.args {
                    self.walk(argument, bound);
                }
            }
            Expr::List(list) => list.elements.iter().for_each(|element| self.walk(element, bound)),
            Expr::Comprehension(loops) => {
                self.walk(&loops.iter_range, bound);
                let depth = bound.len();
                bound.push(loops.iter_var.clone());
                bound.push(loops.accu_var.clone());
                self.loops = self.loops.max(bound.len() / 2);
                for part in [&loops.accu_init, &loops.loop_cond, &loops.loop_step, &loops.result] {
                    self.walk(part, bound);
                }
                bound.truncate(depth);
            }
            Expr::Map(map) => map.entries.iter().for_each(|entry| self.entry(&entry.expr, bound)),
            Expr::Struct(made) => made.entries.iter().for_each(|entry| self.entry(&entry.expr, bound)),
        }
    }

    fn entry(&mut self, entry: &EntryExpr, bound: &mut Vec<String>) {
        match entry {
            EntryExpr::StructField(field) => self.walk(&field.value, bound),
            EntryExpr::MapEntry(entry) => {
                self.walk(&entry.key, bound);
                self.walk(&entry.value, bound);
            }
        }
    }

    fn name(&mut self, name: &str, bound: &[String]) {
        if !name.starts_with('@') && !bound.iter().any(|b| b == name) {
            self.fields.insert(name.to_owned());
        }
    }
}

/// A record whose every field has an ordinary value of its type.
fn sample(schema: &Schema) -> FactsOf {
    let value = |field: FieldType| match field {
        FieldType::Text => Fact::Text("x".into()),
        FieldType::Number => Fact::Text("1".into()),
        FieldType::Date => Fact::Text("2026-01-01".into()),
        FieldType::List => Fact::List(vec!["x".into()]),
        FieldType::Int => Fact::Int(1),
        FieldType::Flag => Fact::Flag(false),
    };
    schema.fields.iter().map(|(name, field)| (name.clone(), value(*field))).collect()
}

fn to_value(fact: &Fact) -> Value {
    match fact {
        Fact::Text(text) => Value::String(Arc::new(text.clone())),
        Fact::List(items) => {
            Value::List(Arc::new(items.iter().map(|item| Value::String(Arc::new(item.clone()))).collect()))
        }
        Fact::Int(n) => Value::Int(*n),
        Fact::Flag(b) => Value::Bool(*b),
    }
}

/// `production.kind` and its like become the map `production`.
fn variables(facts: &FactsOf, asked: &BTreeSet<String>) -> Vec<(String, Value)> {
    let mut flat = Vec::new();
    let mut maps: BTreeMap<&str, HashMap<String, Value>> = BTreeMap::new();
    for (name, fact) in asked.iter().filter_map(|name| Some((name, facts.get(name)?))) {
        match name.split_once('.') {
            Some((map, field)) => {
                maps.entry(map).or_default().insert(field.to_owned(), to_value(fact));
            }
            None => flat.push((name.clone(), to_value(fact))),
        }
    }
    flat.extend(maps.into_iter().map(|(name, fields)| (name.to_owned(), Value::from(fields))));
    flat
}

fn decimal(value: &Value) -> Result<Decimal, String> {
    match value {
        Value::Int(n) => Ok(Decimal::from(*n)),
        Value::String(text) if text.trim().is_empty() => Err("a value it needs is blank".into()),
        Value::String(text) => text.trim().parse().map_err(|_| format!("“{text}” is not a decimal")),
        other => Err(format!("it takes decimals as text, not {}", other.type_of())),
    }
}

fn date(value: &Value) -> Result<NaiveDate, String> {
    match value {
        Value::String(text) if text.is_empty() => Err("a date it needs is blank".into()),
        Value::String(text) => text.parse().map_err(|_| format!("“{text}” is not a date")),
        other => Err(format!("it takes dates, not {}", other.type_of())),
    }
}

fn words(value: &Value) -> Result<BTreeSet<String>, String> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.trim().to_lowercase()),
        other => Err(format!("it takes lists of texts, not of {}", other.type_of())),
    };
    match value {
        Value::List(items) => items.iter().map(text).collect(),
        other => Err(format!("it takes lists, not {}", other.type_of())),
    }
}

/// Registers those of [`FUNCTIONS`] that are called. A name that CEL already has would be refused; none of ours is one.
fn functions(context: &mut Context<'_, '_>, called: &BTreeSet<String>) {
    for (name, _) in FUNCTIONS.iter().filter(|(name, _)| called.contains(*name)) {
        let added = context.add_function(name, move |a: Value, b: Value| {
            call(name, &a, &b).map_err(|message| ExecutionError::function_error(name, message))
        });
        debug_assert!(added.is_ok(), "{name} is one of CEL's own functions");
    }
}

fn call(name: &str, a: &Value, b: &Value) -> Result<Value, String> {
    let computed = |result: Option<Decimal>| {
        result
            .map(|n| Value::String(Arc::new(n.to_string())))
            .ok_or_else(|| "the result is too large".to_owned())
    };
    Ok(match name {
        "more" => Value::Bool(decimal(a)? > decimal(b)?),
        "less" => Value::Bool(decimal(a)? < decimal(b)?),
        "at_least" => Value::Bool(decimal(a)? >= decimal(b)?),
        "at_most" => Value::Bool(decimal(a)? <= decimal(b)?),
        "same" => Value::Bool(decimal(a)? == decimal(b)?),
        "plus" => computed(decimal(a)?.checked_add(decimal(b)?))?,
        "minus" => computed(decimal(a)?.checked_sub(decimal(b)?))?,
        "days_between" => Value::Int(date(b)?.signed_duration_since(date(a)?).num_days()),
        "contains_all" => Value::Bool(words(a)?.is_superset(&words(b)?)),
        "contains_any" => Value::Bool(!words(a)?.is_disjoint(&words(b)?)),
        _ => return Err("it is no function".into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Schema {
        let fields = [
            ("status", FieldType::Text),
            ("amount", FieldType::Number),
            ("signed", FieldType::Date),
            ("territory", FieldType::List),
            ("age", FieldType::Int),
            ("production.kind", FieldType::Text),
        ];
        Schema {
            what: "a row of tests".into(),
            fields: fields.into_iter().map(|(n, t)| (n.to_owned(), t)).collect(),
        }
    }

    fn holds(text: &str, changes: &[(&str, Fact)]) -> Result<bool, Undecided> {
        let mut facts = sample(&schema());
        facts.extend(changes.iter().map(|(n, f)| ((*n).to_owned(), f.clone())));
        Condition::compile(text, &schema()).unwrap().holds(&facts)
    }

    fn text(t: &str) -> Fact {
        Fact::Text(t.into())
    }

    #[test]
    fn decimals_are_compared_exactly_and_inclusively() {
        // 0.1 + 0.2 is more than 0.3 in binary fractions, and is 0.3 here.
        assert_eq!(holds("more(plus(amount, \"0.2\"), \"0.3\")", &[("amount", text("0.1"))]), Ok(false));
        assert_eq!(holds("at_most(amount, 250)", &[("amount", text("250.00"))]), Ok(true));
    }

    #[test]
    fn a_blank_operand_is_undecided_unless_it_is_guarded() {
        assert!(holds("more(amount, \"1\")", &[("amount", text(""))]).is_err());
        assert_eq!(holds("amount != \"\" && more(amount, \"1\")", &[("amount", text(""))]), Ok(false));
    }

    #[test]
    fn lists_dates_whole_numbers_and_the_production_can_be_asked() {
        let territory = Fact::List(vec!["us".into(), "CA".into()]);
        assert_eq!(
            holds("contains_all(territory, [\"US\", \"ca\"])", &[("territory", territory.clone())]),
            Ok(true)
        );
        assert_eq!(holds("territory.exists(t, t == \"DE\")", &[("territory", territory)]), Ok(false));
        // 2 to 31 March is 29 days.
        assert_eq!(
            holds("days_between(\"2026-03-02\", signed) == 29", &[("signed", text("2026-03-31"))]),
            Ok(true)
        );
        assert_eq!(holds("age in [17, 18]", &[("age", Fact::Int(17))]), Ok(true));
        assert_eq!(
            holds("production.kind == \"feature\"", &[("production.kind", text("feature"))]),
            Ok(true)
        );
        assert_eq!(holds("status.matches(\"^verb\")", &[("status", text("verbal ok"))]), Ok(true));
    }

    #[test]
    fn everything_wrong_is_said_when_it_is_compiled() {
        let wrong =
            Condition::compile("statsu == \"x\" && moar(amount, 2) && production.size == 1", &schema())
                .unwrap_err();
        assert_eq!(wrong.len(), 3, "{wrong:?}");
        assert!(wrong.iter().any(|(_, help)| help == "Write “status”."));
        assert!(wrong.iter().any(|(_, help)| help == "Write “more”."));
        assert_eq!(Condition::compile("more(amount, 2.5)", &schema()).unwrap_err().len(), 1);
        assert_eq!(Condition::compile("more(status, 2)", &schema()).unwrap_err().len(), 1);
        assert_eq!(Condition::compile("age + 1", &schema()).unwrap_err().len(), 1);
        assert_eq!(Condition::compile("age > \"a\"", &schema()).unwrap_err().len(), 1);
        assert_eq!(Condition::compile("age > ", &schema()).unwrap_err().len(), 1);
        let loops = "territory.all(a, territory.all(b, territory.all(c, a == b)))";
        assert_eq!(Condition::compile(loops, &schema()).unwrap_err().len(), 1);
        assert!(
            Condition::compile(&format!("{}true{}", "(".repeat(900), ")".repeat(900)), &schema()).is_err()
        );
    }
}

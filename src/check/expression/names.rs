//! What an expression names: the fields it asks, the functions it calls, how deep its loops stand.

use cel::common::ast::{EntryExpr, Expr, IdedExpr};
use std::collections::BTreeSet;

/// The field names and functions an expression uses; variables bound by `exists`, `all` … are its own.
#[derive(Debug, Default)]
pub struct Names {
    pub fields: BTreeSet<String>,
    pub functions: BTreeSet<String>,
    pub has_double: bool,
    /// How deep loops stand inside each other.
    pub loops: usize,
}

impl Names {
    pub fn walk(&mut self, expression: &IdedExpr, bound: &mut Vec<String>) {
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

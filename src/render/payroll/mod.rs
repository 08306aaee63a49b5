//! What the payroll papers share: the worked days with their hours, the payroll weeks, tenths of an hour, and what was
//! found of a person's day.

#[cfg(test)]
pub mod fixture;
pub mod found;
pub mod line;
pub mod paid;
pub mod tenths;
pub mod week;
pub mod worked;

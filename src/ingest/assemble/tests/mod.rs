//! What the assembled production must be, by theme.

mod days;
mod duty;
mod facts;
mod lines;
mod people;
mod plan;
mod pushes;
mod same;
mod school;
mod shifts;
mod size;

//! What must hold of any production, not of one example: see each part.

mod drivers;
mod rests;
mod shifting;
mod splitting;
mod world;
mod zones;

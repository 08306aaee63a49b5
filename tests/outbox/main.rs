//! The outbox against mail servers that misbehave, against kills, and (`CALLBOARD_PEERS=1`) against Postfix and Dovecot.

mod certificates;
mod fixture;
mod full;
mod kills;
mod office;
#[cfg(unix)]
mod peers;
mod phases;
#[cfg(feature = "pdf")]
mod revised;
mod secrets;
mod server;
mod watched;

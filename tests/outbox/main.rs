//! The outbox against mail servers that misbehave, against kills, and (`CALLBOARD_PEERS=1`) against Postfix and Dovecot.

mod fixture;
mod kills;
mod office;
#[cfg(unix)]
mod peers;
mod phases;
mod server;

//! How a connection begins: greeting, TLS, password.

use super::abilities::Abilities;
use super::wire::{Broken, TlsFault, Wire};
use super::{Account, Fault, Reply, Session, trust};
use crate::settings::{Encryption, MailServer};
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::commands::{Auth, Ehlo, Starttls};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use std::net::{Ipv4Addr, SocketAddr};

impl<'a> Session<'a> {
    /// Connects, secures the connection and signs in.
    pub fn open(account: &'a Account) -> Result<Session<'a>, Fault> {
        let MailServer { host, port, encryption, .. } = &account.server;
        let patience = account.patience.0;
        let mut wire = Wire::connect(host, *port, patience).map_err(Fault::Passing)?;
        let config = match encryption {
            Encryption::Nothing => None,
            _ => Some(trust::config(account.ca_file.as_deref()).map_err(Fault::Standing)?),
        };
        let tls = |fault: TlsFault| match fault {
            TlsFault::Broken(broken) => {
                Fault::Passing(format!("TLS with {host} did not come about: {}", broken.words()))
            }
            TlsFault::Certificate(words) => Fault::Standing(words),
        };
        if let (Encryption::Implicit, Some(config)) = (encryption, &config) {
            wire = wire.upgrade(config.clone(), host, patience).map_err(tls)?;
        }
        let mut session = Session {
            account,
            wire,
            abilities: Abilities::default(),
            coded: Vec::new(),
            usable: true,
            begun: false,
        };
        let greeting = session.wire.reply(patience).map_err(|b| session.passing(&b))?;
        session.expect(&greeting, 2, "did not greet")?;
        session.hello()?;
        if let (Encryption::Required, Some(config)) = (encryption, config) {
            if !session.abilities.starttls {
                return Err(Fault::Standing(format!(
                    "{host} offers no TLS on port {port}, and mail does not go out in the clear; try smtps://"
                )));
            }
            let reply = session.ask(&Starttls.to_string()).map_err(|b| session.passing(&b))?;
            if !reply.is(2) {
                let words = format!("{host} offers TLS and refuses it: {}", reply.words());
                return Err(if reply.is(4) { Fault::Passing(words) } else { Fault::Standing(words) });
            }
            session.wire = session.wire.upgrade(config, host, patience).map_err(tls)?;
            // What was announced in the clear does not count.
            session.abilities = Abilities::default();
            session.hello()?;
        }
        session.sign_in()?;
        Ok(session)
    }

    fn passing(&self, broken: &Broken) -> Fault {
        let MailServer { host, port, .. } = &self.account.server;
        Fault::Passing(format!("{host}:{port}: {}", self.clean(&broken.words())))
    }

    fn expect(&self, reply: &Reply, hundreds: u16, what: &str) -> Result<(), Fault> {
        if reply.is(hundreds) {
            return Ok(());
        }
        // A server that turns us away at the door (554) may have been told to; a person reads why.
        let words = format!("{} {what}: {}", self.account.server.host, self.clean(&reply.words()));
        Err(if reply.is(5) { Fault::Standing(words) } else { Fault::Passing(words) })
    }

    fn hello(&mut self) -> Result<(), Fault> {
        let name = match self.wire.local() {
            Some(SocketAddr::V4(address)) => ClientId::Ipv4(*address.ip()),
            Some(SocketAddr::V6(address)) => ClientId::Ipv6(*address.ip()),
            None => ClientId::Ipv4(Ipv4Addr::LOCALHOST),
        };
        let reply = self.ask(&Ehlo::new(name).to_string()).map_err(|b| self.passing(&b))?;
        self.expect(&reply, 2, "did not take EHLO")?;
        self.abilities = Abilities::of(&reply);
        Ok(())
    }

    fn sign_in(&mut self) -> Result<(), Fault> {
        let MailServer { host, user, .. } = &self.account.server;
        let (Some(user), Some(password)) = (user, &self.account.password) else { return Ok(()) };
        let known = &self.abilities.mechanisms;
        let wanted = [Mechanism::Plain, Mechanism::Login].into_iter().find(|m| known.contains(m));
        let Some(mechanism) = wanted else {
            return Err(Fault::Standing(format!(
                "{host} lets nobody sign in with a password (it offers neither PLAIN nor LOGIN); if it wants an app password or a token, its administrator knows"
            )));
        };
        let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
        let strange = || Fault::Passing(format!("{host} asks for what nobody knows when signing in"));
        let mut command = Auth::new(mechanism, credentials.clone(), None).map_err(|_| strange())?.to_string();
        // LOGIN asks for the user, then for the password.
        for _ in 0..3 {
            let coded = command.split_whitespace().last().filter(|word| *word != "LOGIN");
            self.coded.extend(coded.map(str::to_owned));
            let reply = self.ask(&command).map_err(|b| self.passing(&b))?;
            match reply.code {
                200..300 => return Ok(()),
                334 => {
                    let challenge: Response = reply.raw().parse().map_err(|_| strange())?;
                    command = Auth::new_from_response(mechanism, credentials.clone(), &challenge)
                        .map_err(|_| strange())?
                        .to_string();
                }
                400..500 => {
                    let words = self.clean(&reply.words());
                    return Err(Fault::Passing(format!(
                        "{host} could not check the password just now: {words}"
                    )));
                }
                _ => {
                    let words = self.clean(&reply.words());
                    return Err(Fault::Standing(format!(
                        "{host} does not accept the password of {user}: {words}"
                    )));
                }
            }
        }
        Err(strange())
    }
}

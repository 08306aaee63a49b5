//! What a service manager wants to hear: that it runs, that it is alive, that it stops (sd_notify(3)). Without one
//! there is nothing to say.

use std::time::{Duration, Instant};

pub struct Manager {
    #[cfg(unix)]
    socket: Option<(std::os::unix::net::UnixDatagram, std::os::unix::net::SocketAddr)>,
    /// How often it wants a sign of life.
    every: Option<Duration>,
    last: Instant,
}

impl Manager {
    /// As the environment says: `NOTIFY_SOCKET`, `WATCHDOG_USEC`.
    pub fn of_environment() -> Manager {
        // Asked of another process, it is not asked of this one.
        let ours = std::env::var("WATCHDOG_PID").map_or(true, |pid| pid == std::process::id().to_string());
        let micros =
            std::env::var("WATCHDOG_USEC").ok().filter(|_| ours).and_then(|text| text.parse::<u64>().ok());
        Manager {
            #[cfg(unix)]
            socket: socket(),
            // Twice as often as asked for, as its manual advises.
            every: micros.map(|micros| Duration::from_micros(micros) / 2),
            last: Instant::now(),
        }
    }

    pub fn ready(&self, status: &str) {
        self.say(&format!("READY=1\nSTATUS={status}"));
    }

    pub fn stopping(&self) {
        self.say("STOPPING=1");
    }

    /// A sign of life, where one is due.
    pub fn alive(&mut self) {
        if self.every.is_some_and(|every| self.last.elapsed() >= every) {
            self.last = Instant::now();
            self.say("WATCHDOG=1");
        }
    }

    #[cfg(unix)]
    fn say(&self, words: &str) {
        if let Some((socket, address)) = &self.socket {
            // A manager that does not listen is no reason to stop.
            let _ = socket.send_to_addr(words.as_bytes(), address);
        }
    }

    #[cfg(not(unix))]
    fn say(&self, _words: &str) {}
}

#[cfg(unix)]
fn socket() -> Option<(std::os::unix::net::UnixDatagram, std::os::unix::net::SocketAddr)> {
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let name = std::env::var("NOTIFY_SOCKET").ok()?;
    #[cfg(target_os = "linux")]
    let address = {
        use std::os::linux::net::SocketAddrExt;
        match name.strip_prefix('@') {
            Some(name) => SocketAddr::from_abstract_name(name.as_bytes()),
            None => SocketAddr::from_pathname(&name),
        }
    };
    #[cfg(not(target_os = "linux"))]
    let address = SocketAddr::from_pathname(&name);
    let socket = UnixDatagram::unbound().ok()?;
    socket.set_nonblocking(true).ok()?;
    Some((socket, address.ok()?))
}

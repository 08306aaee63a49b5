//! A connection to a mail server: bytes out, replies in, each against a deadline.
//!
//! lettre's own connection is not used: it writes a message's body and its end in one step, allows each single read
//! its whole timeout (a server that dribbles is waited for without end), and keeps what came before STARTTLS.

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, ClientConnection, StreamOwned};
use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// More than this in one line or reply is no mail server.
const LONGEST_LINE: usize = 4_096;
const MOST_LINES: usize = 200;

/// What a server answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

impl Reply {
    pub fn is(&self, hundreds: u16) -> bool {
        self.code / 100 == hundreds
    }

    /// Code and text on one line, without control characters.
    pub fn words(&self) -> String {
        let text = self.lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty());
        let joined = text.collect::<Vec<_>>().join(" ");
        let clean: String = joined.chars().map(|c| if c.is_control() { ' ' } else { c }).take(500).collect();
        format!("{} {clean}", self.code).trim_end().to_owned()
    }

    /// As it came, for what reads replies itself.
    pub fn raw(&self) -> String {
        let last = self.lines.len().saturating_sub(1);
        let line = |(place, text): (usize, &String)| {
            format!("{}{}{text}\r\n", self.code, if place == last { ' ' } else { '-' })
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

/// Why a connection can no longer be used.
#[derive(Debug)]
pub enum Broken {
    Lost(io::Error),
    /// The other side ended it.
    Closed,
    Silent(Duration),
    /// It is no mail server, or speaks out of turn.
    Nonsense(String),
}

impl Broken {
    pub fn words(&self) -> String {
        match self {
            Broken::Lost(cause) => format!("the connection broke ({cause})"),
            Broken::Closed => "the server closed the connection".into(),
            Broken::Silent(time) => format!("the server did not answer within {}", seconds(*time)),
            Broken::Nonsense(what) => format!("the server does not speak SMTP as it should: {what}"),
        }
    }

    fn from(cause: io::Error, patience: Duration) -> Broken {
        match cause.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Broken::Silent(patience),
            io::ErrorKind::UnexpectedEof => Broken::Closed,
            _ => Broken::Lost(cause),
        }
    }
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0 => format!("{} ms", time.as_millis()),
        1 => "1 second".into(),
        s if s % 60 == 0 && s > 60 => format!("{} minutes", s / 60),
        s => format!("{s} seconds"),
    }
}

enum Stream {
    Plain(TcpStream),
    Tls(Box<StreamOwned<ClientConnection, TcpStream>>),
}

pub struct Wire {
    stream: Stream,
    /// Read, and not yet asked for.
    pending: Vec<u8>,
}

impl Wire {
    /// The first of the host's addresses that answers.
    pub fn connect(host: &str, port: u16, patience: Duration) -> Result<Wire, String> {
        let addresses: Vec<SocketAddr> = (host, port)
            .to_socket_addrs()
            .map_err(|cause| format!("the name {host} was not found ({cause})"))?
            .collect();
        let mut last = format!("the name {host} has no address");
        for address in addresses {
            // A host that is not there should not cost five minutes for each of its addresses.
            match TcpStream::connect_timeout(&address, patience.min(Duration::from_secs(30))) {
                Ok(stream) => {
                    let _ = stream.set_nodelay(true);
                    return Ok(Wire { stream: Stream::Plain(stream), pending: Vec::new() });
                }
                Err(cause) => last = format!("{host}:{port} cannot be reached ({cause})"),
            }
        }
        Err(last)
    }

    fn socket(&self) -> &TcpStream {
        match &self.stream {
            Stream::Plain(socket) => socket,
            Stream::Tls(stream) => &stream.sock,
        }
    }

    /// How this machine is seen from the connection: what it says of itself in EHLO.
    pub fn local(&self) -> Option<SocketAddr> {
        self.socket().local_addr().ok()
    }

    /// Begins TLS. What the server sent in the clear before is not taken for an answer within it.
    pub fn upgrade(
        self,
        config: Arc<ClientConfig>,
        host: &str,
        patience: Duration,
    ) -> Result<Wire, TlsFault> {
        if !self.pending.is_empty() {
            return Err(TlsFault::Broken(Broken::Nonsense("it sent more than was asked before TLS".into())));
        }
        let Stream::Plain(mut socket) = self.stream else {
            return Err(TlsFault::Broken(Broken::Nonsense("TLS was begun twice".into())));
        };
        let name = ServerName::try_from(host.to_owned()).map_err(|_| {
            TlsFault::Certificate(format!("“{host}” is no name that a certificate could have"))
        })?;
        let mut connection =
            ClientConnection::new(config, name).map_err(|cause| TlsFault::Certificate(cause.to_string()))?;
        let broken = |cause: io::Error| TlsFault::Broken(Broken::from(cause, patience));
        let deadline = Instant::now() + patience;
        socket.set_write_timeout(Some(patience)).map_err(broken)?;
        while connection.is_handshaking() {
            while connection.wants_write() {
                connection.write_tls(&mut socket).map_err(broken)?;
            }
            if !connection.is_handshaking() {
                break;
            }
            socket.set_read_timeout(Some(left(deadline, patience)?)).map_err(broken)?;
            if connection.read_tls(&mut socket).map_err(broken)? == 0 {
                return Err(TlsFault::Broken(Broken::Closed));
            }
            if let Err(cause) = connection.process_new_packets() {
                // Tells the server why.
                let _ = connection.write_tls(&mut socket);
                return Err(TlsFault::from(cause, host));
            }
        }
        while connection.wants_write() {
            connection.write_tls(&mut socket).map_err(broken)?;
        }
        let stream = Stream::Tls(Box::new(StreamOwned::new(connection, socket)));
        Ok(Wire { stream, pending: Vec::new() })
    }

    pub fn send(&mut self, bytes: &[u8], patience: Duration) -> Result<(), Broken> {
        let broken = |cause| Broken::from(cause, patience);
        self.socket().set_write_timeout(Some(patience)).map_err(broken)?;
        let done = match &mut self.stream {
            Stream::Plain(socket) => socket.write_all(bytes).and_then(|()| socket.flush()),
            Stream::Tls(stream) => stream.write_all(bytes).and_then(|()| stream.flush()),
        };
        done.map_err(broken)
    }

    fn read(&mut self) -> io::Result<usize> {
        let mut buffer = [0_u8; 4096];
        let count = match &mut self.stream {
            Stream::Plain(socket) => socket.read(&mut buffer)?,
            Stream::Tls(stream) => stream.read(&mut buffer)?,
        };
        self.pending.extend_from_slice(buffer.get(..count).unwrap_or_default());
        Ok(count)
    }

    /// The next reply. All its lines have to come before the deadline.
    pub fn reply(&mut self, patience: Duration) -> Result<Reply, Broken> {
        let deadline = Instant::now() + patience;
        loop {
            if let Some(reply) = self.take()? {
                return Ok(reply);
            }
            let remaining = deadline.saturating_duration_since(Instant::now());
            if remaining.is_zero() {
                return Err(Broken::Silent(patience));
            }
            let broken = |cause| Broken::from(cause, patience);
            self.socket().set_read_timeout(Some(remaining)).map_err(broken)?;
            match self.read() {
                Ok(0) => return Err(Broken::Closed),
                Ok(_) => {}
                Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(broken(cause)),
            }
        }
    }

    /// What the server said before it was asked: a goodbye, mostly.
    pub fn unasked(&mut self) -> Result<Option<Reply>, Broken> {
        let lost = Broken::Lost;
        self.socket().set_nonblocking(true).map_err(lost)?;
        let read = self.read();
        self.socket().set_nonblocking(false).map_err(lost)?;
        match read {
            Ok(0) => self.take()?.map(Some).ok_or(Broken::Closed),
            Ok(_) => self.take(),
            Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => self.take(),
            Err(cause) => match self.take()? {
                Some(reply) => Ok(Some(reply)),
                None => Err(Broken::from(cause, Duration::ZERO)),
            },
        }
    }

    /// A whole reply out of what was read, if there is one.
    fn take(&mut self) -> Result<Option<Reply>, Broken> {
        let mut lines = Vec::new();
        let mut code = None;
        let mut at = 0;
        while let Some(end) = self.pending.get(at..).and_then(|rest| rest.iter().position(|b| *b == b'\n')) {
            let line = self.pending.get(at..at + end).unwrap_or_default();
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            at += end + 1;
            let (number, last, text) = parse(line)?;
            if lines.len() >= MOST_LINES || code.is_some_and(|code| code != number) {
                return Err(Broken::Nonsense("a reply of many lines that do not belong together".into()));
            }
            code = Some(number);
            lines.push(text);
            if last {
                self.pending.drain(..at);
                return Ok(Some(Reply { code: number, lines }));
            }
        }
        if self.pending.len().saturating_sub(at) > LONGEST_LINE {
            return Err(Broken::Nonsense("a line without end".into()));
        }
        Ok(None)
    }
}

/// Code, whether it is a reply's last line, text.
fn parse(line: &[u8]) -> Result<(u16, bool, String), Broken> {
    let text = String::from_utf8_lossy(line).into_owned();
    let nonsense = || {
        let seen: String = text.chars().filter(|c| !c.is_control()).take(60).collect();
        Broken::Nonsense(format!("“{seen}” is no reply"))
    };
    let code =
        text.get(..3).and_then(|code| code.parse::<u16>().ok()).filter(|code| (200..600).contains(code));
    let code = code.ok_or_else(nonsense)?;
    match text.get(3..4) {
        None => Ok((code, true, String::new())),
        Some(" ") => Ok((code, true, text.get(4..).unwrap_or_default().to_owned())),
        Some("-") => Ok((code, false, text.get(4..).unwrap_or_default().to_owned())),
        Some(_) => Err(nonsense()),
    }
}

fn left(deadline: Instant, patience: Duration) -> Result<Duration, TlsFault> {
    let left = deadline.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(TlsFault::Broken(Broken::Silent(patience))) } else { Ok(left) }
}

/// Why TLS did not come about.
#[derive(Debug)]
pub enum TlsFault {
    Broken(Broken),
    /// Nobody but a person can mend it.
    Certificate(String),
}

impl TlsFault {
    fn from(cause: rustls::Error, host: &str) -> TlsFault {
        use rustls::CertificateError as C;
        let rustls::Error::InvalidCertificate(what) = &cause else {
            return TlsFault::Certificate(format!("TLS with {host} failed: {cause}"));
        };
        TlsFault::Certificate(match what {
            C::Expired | C::ExpiredContext { .. } => format!("the certificate of {host} has expired"),
            C::NotValidYet | C::NotValidYetContext { .. } => {
                format!("the certificate of {host} is not valid yet, or this machine's clock is wrong")
            }
            C::NotValidForName | C::NotValidForNameContext { .. } => {
                format!("the certificate that {host} shows is not its own but another name's")
            }
            C::UnknownIssuer => format!(
                "the certificate of {host} comes from an authority that this machine does not know; if it is your company's, name it as ca_file"
            ),
            other => format!("the certificate of {host} is not accepted: {other}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    /// A wire to a server that says `text` and then goes on listening.
    fn wire(text: &'static [u8]) -> (Wire, std::thread::JoinHandle<TcpStream>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            socket.write_all(text).unwrap();
            socket
        });
        (Wire::connect("127.0.0.1", port, Duration::from_secs(5)).unwrap(), server)
    }

    #[test]
    fn replies_of_one_burst_are_taken_one_by_one() {
        let (mut wire, server) =
            wire(b"250-a.example\r\n250-SIZE 100\r\n250 AUTH PLAIN\r\n354 go\r\n250\r\n");
        let patience = Duration::from_secs(5);
        let first = wire.reply(patience).unwrap();
        assert_eq!((first.code, first.lines.len()), (250, 3));
        assert_eq!(first.raw(), "250-a.example\r\n250-SIZE 100\r\n250 AUTH PLAIN\r\n");
        assert_eq!(wire.reply(patience).unwrap().words(), "354 go");
        assert_eq!(wire.unasked().unwrap().map(|r| r.words()), Some("250".into()));
        assert_eq!(wire.unasked().unwrap(), None);
        drop(server.join());
        assert!(matches!(wire.reply(patience), Err(Broken::Closed)));
    }

    #[test]
    fn what_is_no_reply_is_said_so() {
        for text in
            [b"HTTP/1.1 400 Bad Request\r\n".as_slice(), b"250-a\r\n550 b\r\n", b"999 no\r\n", b"250x\r\n"]
        {
            let (mut wire, _server) = wire(text);
            assert!(matches!(wire.reply(Duration::from_secs(5)), Err(Broken::Nonsense(_))));
        }
    }

    #[test]
    fn a_server_that_dribbles_is_not_waited_for_longer_than_one_that_is_silent() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let (mut socket, _) = listener.accept().unwrap();
            // 40 × 100 ms = 4 s, with never more than 100 ms of silence.
            for _ in 0..40 {
                if socket.write_all(b"2").is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(100));
            }
        });
        let mut wire = Wire::connect("127.0.0.1", port, Duration::from_secs(5)).unwrap();
        assert!(matches!(wire.reply(Duration::from_millis(500)), Err(Broken::Silent(_))));
    }
}

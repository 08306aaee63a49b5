//! A mail server that can be told to misbehave at every step. Plain TCP, a thread a connection.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// What the server is about to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Greeting,
    Ehlo,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// While the body comes in.
    Body,
    /// After the final dot.
    End,
    Rset,
}

/// What it does instead of what a server does.
#[derive(Clone, Debug)]
pub enum Do {
    Usual,
    Say(&'static str),
    SayThenClose(&'static str),
    Close,
    /// Says nothing more.
    Hang,
    /// Takes the message and does not say so.
    TakeThenClose,
    TakeThenHang,
    /// Takes the message and answers with this.
    TakeThenSay(&'static str),
    /// A byte at a time, so many milliseconds apart.
    Slowly(u64),
}

/// Where a connection stands: which one it is, what is to be answered, and to what.
pub struct Moment<'a> {
    /// From 0.
    pub connection: usize,
    pub at: At,
    pub line: &'a str,
}

#[derive(Clone, Debug)]
pub struct Taken {
    pub to: String,
    pub message_id: String,
    pub text: String,
}

type Behaviour = dyn Fn(&Moment) -> Do + Send + Sync;

pub struct Server {
    pub port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
    lines: Arc<Mutex<Vec<String>>>,
    connections: Arc<AtomicUsize>,
}

impl Server {
    /// One that offers nothing but what it must.
    pub fn start(behaviour: impl Fn(&Moment) -> Do + Send + Sync + 'static) -> Server {
        Server::offering(
            "250-mail.example\r\n250-PIPELINING\r\n250-SIZE 10000000\r\n250 8BITMIME\r\n",
            behaviour,
        )
    }

    pub fn offering(
        hello: &'static str,
        behaviour: impl Fn(&Moment) -> Do + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let taken = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::new(Mutex::new(Vec::new()));
        let connections = Arc::new(AtomicUsize::new(0));
        let behaviour: Arc<Behaviour> = Arc::new(behaviour);
        let server =
            Server { port, taken: taken.clone(), lines: lines.clone(), connections: connections.clone() };
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let number = connections.fetch_add(1, Ordering::SeqCst);
                let talk = Talk {
                    number,
                    hello,
                    behaviour: behaviour.clone(),
                    taken: taken.clone(),
                    lines: lines.clone(),
                };
                std::thread::spawn(move || talk.run(socket));
            }
        });
        server
    }

    pub fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// Every command that came in.
    pub fn lines(&self) -> Vec<String> {
        self.lines.lock().unwrap().clone()
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }
}

struct Talk {
    number: usize,
    hello: &'static str,
    behaviour: Arc<Behaviour>,
    taken: Arc<Mutex<Vec<Taken>>>,
    lines: Arc<Mutex<Vec<String>>>,
}

impl Talk {
    /// Answers; false where the connection is over.
    fn answer(&self, socket: &mut TcpStream, at: At, line: &str, usual: &str, take: &dyn Fn()) -> bool {
        let what = (self.behaviour)(&Moment { connection: self.number, at, line });
        let say = |socket: &mut TcpStream, text: &str| socket.write_all(text.as_bytes()).is_ok();
        match what {
            Do::Usual => {
                take();
                say(socket, usual)
            }
            Do::Say(text) => say(socket, text),
            Do::SayThenClose(text) => {
                say(socket, text);
                false
            }
            Do::Close => false,
            Do::Hang => {
                std::thread::sleep(Duration::from_secs(20));
                false
            }
            Do::TakeThenClose => {
                take();
                false
            }
            Do::TakeThenHang => {
                take();
                std::thread::sleep(Duration::from_secs(20));
                false
            }
            Do::TakeThenSay(text) => {
                take();
                say(socket, text)
            }
            Do::Slowly(pause) => {
                take();
                usual.bytes().all(|byte| {
                    std::thread::sleep(Duration::from_millis(pause));
                    socket.write_all(&[byte]).is_ok()
                })
            }
        }
    }

    fn run(&self, mut socket: TcpStream) {
        let mut reader = BufReader::new(socket.try_clone().unwrap());
        let nothing: &dyn Fn() = &|| {};
        let mut to = String::new();
        let mut go = self.answer(&mut socket, At::Greeting, "", "220 mail.example ESMTP\r\n", nothing);
        while go {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(count) if count > 0 => {}
                _ => break,
            }
            let line = line.trim_end().to_owned();
            self.lines.lock().unwrap().push(line.clone());
            let word = line.split([' ', ':']).next().unwrap_or_default().to_uppercase();
            go = match word.as_str() {
                "EHLO" => self.answer(&mut socket, At::Ehlo, &line, self.hello, nothing),
                "AUTH" if line.eq_ignore_ascii_case("AUTH LOGIN") => self.login(&mut socket, &mut reader),
                "AUTH" => self.answer(&mut socket, At::Auth, &line, "235 2.7.0 welcome\r\n", nothing),
                "MAIL" => self.answer(&mut socket, At::Mail, &line, "250 2.1.0 ok\r\n", nothing),
                "RCPT" => {
                    to = line.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
                    self.answer(&mut socket, At::Rcpt, &line, "250 2.1.5 ok\r\n", nothing)
                }
                "RSET" => self.answer(&mut socket, At::Rset, &line, "250 2.0.0 ok\r\n", nothing),
                "DATA" => {
                    let usual = "354 go ahead\r\n";
                    match (self.behaviour)(&Moment { connection: self.number, at: At::Data, line: &line }) {
                        // Anything but 354 leaves the connection where it was.
                        Do::Say(text) if !text.starts_with('3') => socket.write_all(text.as_bytes()).is_ok(),
                        Do::Say(text) => {
                            socket.write_all(text.as_bytes()).is_ok()
                                && self.body(&mut socket, &mut reader, &to)
                        }
                        Do::Usual => {
                            socket.write_all(usual.as_bytes()).is_ok()
                                && self.body(&mut socket, &mut reader, &to)
                        }
                        Do::Hang => {
                            std::thread::sleep(Duration::from_secs(20));
                            false
                        }
                        Do::SayThenClose(text) => {
                            let _ = socket.write_all(text.as_bytes());
                            false
                        }
                        Do::Close => false,
                        other => panic!("{other:?} is nothing to do at DATA"),
                    }
                }
                "QUIT" => {
                    let _ = socket.write_all(b"221 bye\r\n");
                    false
                }
                _ => socket.write_all(b"500 what?\r\n").is_ok(),
            };
        }
        let _ = socket.shutdown(Shutdown::Both);
    }

    /// Asks for the user, then for the password, as LOGIN does.
    fn login(&self, socket: &mut TcpStream, reader: &mut BufReader<TcpStream>) -> bool {
        let mut line = String::new();
        for question in ["334 VXNlcm5hbWU6\r\n", "334 UGFzc3dvcmQ6\r\n"] {
            line.clear();
            if socket.write_all(question.as_bytes()).is_err() || reader.read_line(&mut line).is_err() {
                return false;
            }
            line = line.trim_end().to_owned();
            self.lines.lock().unwrap().push(line.clone());
        }
        self.answer(socket, At::Auth, &line, "235 2.7.0 welcome\r\n", &|| {})
    }

    fn body(&self, socket: &mut TcpStream, reader: &mut BufReader<TcpStream>, to: &str) -> bool {
        let middle = (self.behaviour)(&Moment { connection: self.number, at: At::Body, line: "" });
        match middle {
            Do::Usual => {}
            Do::Close => {
                // Some of it came in.
                let mut some = [0_u8; 512];
                let _ = reader.read(&mut some);
                return false;
            }
            Do::SayThenClose(text) => {
                let _ = socket.write_all(text.as_bytes());
                let _ = socket.shutdown(Shutdown::Write);
                // Reads on, so that the words are not lost to a reset.
                let mut rest = Vec::new();
                let _ = reader.read_to_end(&mut rest);
                return false;
            }
            other => panic!("{other:?} is nothing to do in a body"),
        }
        let mut text = Vec::new();
        loop {
            let mut line = Vec::new();
            match reader.read_until(b'\n', &mut line) {
                Ok(count) if count > 0 => {}
                // Without its end a message is thrown away.
                _ => return false,
            }
            if line == b".\r\n" {
                break;
            }
            text.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
        }
        let text = String::from_utf8_lossy(&text).into_owned();
        let id = text.lines().find_map(|line| line.strip_prefix("Message-ID: ")).unwrap_or_default();
        let taken = Taken { to: to.to_owned(), message_id: id.trim().to_owned(), text: text.clone() };
        let take = || self.taken.lock().unwrap().push(taken.clone());
        self.answer(socket, At::End, "", "250 2.0.0 queued as 4711\r\n", &take)
    }
}

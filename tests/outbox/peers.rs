//! Postfix and Dovecot as they come with the distribution, on loopback, with settings of their own: submission with STARTTLS and
//! a password, and what arrived read back over IMAP. Under `CALLBOARD_PEERS=1`, as root, where both are installed.

use crate::fixture::{Production, finish};
use callboard::store::State;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Who owns the mailboxes: nobody of this machine.
const OWNER: u32 = 5000;

fn sh(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{command:?}: {said}");
    said
}

/// Starts what stays: its output goes nowhere, or who reads it would wait for as long as it runs.
fn daemon(command: &mut Command) {
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.success(), "{command:?}: {status}");
}

/// Ports that were free a moment ago.
fn ports<const N: usize>() -> [u16; N] {
    let held: Vec<TcpListener> = (0..N).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
    std::array::from_fn(|n| held[n].local_addr().unwrap().port())
}

struct Peers {
    dir: TempDir,
    submission: u16,
    smtps: u16,
    imap: u16,
}

impl Peers {
    /// None, with a word, where they cannot be started.
    fn start() -> Option<Peers> {
        let missing = if std::env::var_os("CALLBOARD_PEERS").is_none() {
            "CALLBOARD_PEERS is not set"
        } else if !Path::new("/usr/sbin/postfix").exists() || !Path::new("/usr/sbin/dovecot").exists() {
            "Postfix and Dovecot are not installed"
        } else if Command::new("id").arg("-u").output().is_ok_and(|o| o.stdout != b"0\n") {
            "only root can start Postfix"
        } else {
            ""
        };
        if !missing.is_empty() {
            println!("skipped: {missing}");
            return None;
        }
        let dir = tempfile::tempdir().unwrap();
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let [submission, smtps, imap] = ports();
        let peers = Peers { dir, submission, smtps, imap };
        peers.certificates();
        peers.postfix();
        peers.dovecot();
        // Dovecot makes the socket that Postfix asks about passwords.
        daemon(Command::new("/usr/sbin/dovecot").arg("-c").arg(peers.path("dovecot.conf")));
        daemon(Command::new("/usr/sbin/postfix").arg("-c").arg(peers.path("postfix/etc")).arg("start"));
        let since = Instant::now();
        while [submission, smtps, imap].iter().any(|port| TcpStream::connect(("127.0.0.1", *port)).is_err()) {
            assert!(since.elapsed() < Duration::from_secs(60), "the peers do not listen: {}", peers.log());
            std::thread::sleep(Duration::from_millis(50));
        }
        Some(peers)
    }

    fn path(&self, inside: &str) -> PathBuf {
        self.dir.path().join(inside)
    }

    fn write(&self, inside: &str, text: &str) {
        let path = self.path(inside);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text.replace("ROOT", self.dir.path().to_str().unwrap())).unwrap();
    }

    fn log(&self) -> String {
        let read = |file: &str| fs::read_to_string(self.path(file)).unwrap_or_default();
        format!("{}\n{}", read("postfix/log"), read("dovecot.log"))
    }

    /// An authority of our own, and the server's certificate, for the name localhost alone.
    fn certificates(&self) {
        let openssl = |args: &str| {
            sh(Command::new("openssl").args(args.split_whitespace()).current_dir(self.dir.path()));
        };
        self.write("san", "subjectAltName=DNS:localhost\n");
        openssl(
            "req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=authority -keyout ca.key -out ca.pem",
        );
        openssl("req -newkey rsa:2048 -nodes -subj /CN=localhost -keyout server.key -out server.csr");
        openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -extfile san -out server.pem",
        );
    }

    fn postfix(&self) {
        self.write(
            "postfix/etc/main.cf",
            "compatibility_level = 3.6\nqueue_directory = ROOT/postfix/spool\ndata_directory = ROOT/postfix/data\n\
             maillog_file = ROOT/postfix/log\nmaillog_file_prefixes = ROOT\nmyhostname = mail.example.com\n\
             mydestination =\nalias_maps =\nlocal_recipient_maps =\ninet_interfaces = 127.0.0.1\ninet_protocols = ipv4\n\
             virtual_mailbox_domains = example.com\nvirtual_mailbox_base = ROOT/mail\n\
             virtual_mailbox_maps = texthash:ROOT/postfix/etc/boxes\nvirtual_minimum_uid = 1\n\
             virtual_uid_maps = static:5000\nvirtual_gid_maps = static:5000\nmessage_size_limit = 2000000\n\
             smtpd_tls_cert_file = ROOT/server.pem\nsmtpd_tls_key_file = ROOT/server.key\nsmtpd_tls_auth_only = yes\n\
             smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n\
             smtpd_recipient_restrictions = permit_sasl_authenticated, reject\n",
        );
        self.write(
            "postfix/etc/master.cf",
            &format!(
                "127.0.0.1:{} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt\n\
                 127.0.0.1:{} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes\n\
                 cleanup unix n - n - 0 cleanup\nqmgr unix n - n 300 1 qmgr\ntlsmgr unix - - n 1000? 1 tlsmgr\n\
                 rewrite unix - - n - - trivial-rewrite\nbounce unix - - n - 0 bounce\ndefer unix - - n - 0 bounce\n\
                 trace unix - - n - 0 bounce\nverify unix - - n - 1 verify\nproxymap unix - - n - - proxymap\n\
                 error unix - - n - - error\nretry unix - - n - - error\nvirtual unix - n n - - virtual\n\
                 anvil unix - - n - 1 anvil\npostlog unix-dgram n - n - 1 postlogd\n",
                self.submission, self.smtps
            ),
        );
        self.write(
            "postfix/etc/boxes",
            "office@example.com office/\nann@example.com ann/\nbob@example.com bob/\n",
        );
        for folder in ["postfix/spool", "postfix/data", "mail"] {
            fs::create_dir_all(self.path(folder)).unwrap();
        }
        let id = sh(Command::new("id").args(["-u", "postfix"])).trim().parse().unwrap();
        chown(self.path("postfix/data"), Some(id), None).unwrap();
        chown(self.path("mail"), Some(OWNER), Some(OWNER)).unwrap();
        // Makes the queue's folders, with whose they have to be.
        sh(Command::new("/usr/sbin/postfix").arg("-c").arg(self.path("postfix/etc")).arg("check"));
    }

    fn dovecot(&self) {
        let users: String =
            ["office", "ann", "bob"].map(|u| format!("{u}@example.com:{{PLAIN}}pw-{u}-8842\n")).concat();
        self.write("users", &users);
        self.write(
            "dovecot.conf",
            &format!(
                "base_dir = ROOT/dovecot/run\nstate_dir = ROOT/dovecot/state\nlog_path = ROOT/dovecot.log\n\
                 protocols = imap\nlisten = 127.0.0.1\nssl = no\ndisable_plaintext_auth = no\n\
                 mail_location = maildir:ROOT/mail/%n\nfirst_valid_uid = 1\n\
                 passdb {{\n driver = passwd-file\n args = ROOT/users\n}}\n\
                 userdb {{\n driver = static\n args = uid=5000 gid=5000 home=ROOT/mail/%n\n}}\n\
                 service imap-login {{\n inet_listener imap {{\n port = {}\n }}\n inet_listener imaps {{\n port = 0\n }}\n}}\n\
                 service auth {{\n unix_listener ROOT/postfix/spool/private/auth {{\n mode = 0666\n }}\n}}\n",
                self.imap
            ),
        );
    }

    /// Everything in somebody's mailbox, over IMAP, once there are so many messages in it.
    fn mailbox(&self, who: &str, count: usize) -> Vec<Vec<u8>> {
        let since = Instant::now();
        loop {
            let found = self.look(who);
            if found.len() >= count {
                return found;
            }
            assert!(since.elapsed() < Duration::from_secs(60), "{who} has {}: {}", found.len(), self.log());
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn look(&self, who: &str) -> Vec<Vec<u8>> {
        let mut socket = TcpStream::connect(("127.0.0.1", self.imap)).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let mut reader = BufReader::new(socket.try_clone().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let mut messages = Vec::new();
        let ask = [
            ("a", format!("LOGIN {who}@example.com pw-{who}-8842")),
            ("b", "SELECT INBOX".to_owned()),
            ("c", "FETCH 1:* BODY.PEEK[]".to_owned()),
        ];
        for (tag, command) in ask {
            write!(socket, "{tag} {command}\r\n").unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                // A literal: `* 1 FETCH (BODY[] {1234}`, then so many bytes.
                if let Some(length) = line.trim_end().strip_suffix('}').and_then(|l| l.rsplit('{').next()) {
                    let mut bytes = vec![0; length.parse().unwrap()];
                    reader.read_exact(&mut bytes).unwrap();
                    messages.push(bytes);
                }
                if line.starts_with(tag) {
                    // An empty mailbox has no 1:*.
                    assert!(line.contains(" OK") || tag == "c", "{line}");
                    break;
                }
            }
        }
        messages
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        let _ =
            Command::new("/usr/sbin/postfix").arg("-c").arg(self.path("postfix/etc")).arg("stop").output();
        if let Ok(id) = fs::read_to_string(self.path("dovecot/run/master.pid")) {
            let _ = Command::new("kill").arg(id.trim()).output();
        }
    }
}

#[test]
fn postfix_takes_it_and_dovecot_has_it() {
    let Some(peers) = Peers::start() else { return };
    let ca = format!("ca_file = {:?}", peers.path("ca.pem"));
    let all = ["ann@example.com", "bob@example.com", "nobody@example.com"];
    let starttls = format!("smtp://office@example.com@localhost:{}", peers.submission);
    let production = Production::new(&starttls, &all, &ca);
    production.build();
    let run = |password: &str, what: &str| {
        let mut command = production.command(&["outbox", production.path(), what]);
        finish(command.env("CALLBOARD_SMTP_PASSWORD", password).output().unwrap())
    };
    // STARTTLS, a password that Dovecot checks, one recipient whom Postfix does not know.
    let sent = run("pw-office-8842", "send");
    assert_eq!(sent.status, Some(1), "{}\n{}", sent.err, peers.log());
    assert_eq!(production.states(), [State::Sent, State::Sent, State::Failed]);
    let failed = production.rows().into_iter().find(|row| row.state == State::Failed).unwrap();
    assert!(
        failed.words.starts_with("550 5.1.1") && failed.words.contains("User unknown"),
        "{}",
        failed.words
    );
    for row in production.rows().into_iter().filter(|row| row.state == State::Sent) {
        let who = row.recipient.split('@').next().unwrap().to_owned();
        let box_ = peers.mailbox(&who, 1);
        assert_eq!(box_.len(), 1, "{who} got it once");
        // Postfix puts its own lines before ours and changes none of ours.
        let ours = production.ledger().message(row.id).unwrap().unwrap();
        assert!(box_[0].ends_with(&ours), "{}", String::from_utf8_lossy(&box_[0]));
        assert!(String::from_utf8_lossy(&box_[0]).contains("with ESMTPSA"), "over TLS, signed in");
    }
    // Nothing goes a second time.
    run("pw-office-8842", "send");
    assert_eq!(peers.mailbox("ann", 1).len(), 1);

    // TLS from the first byte.
    production.settings("send", &format!("smtps://office@example.com@localhost:{}", peers.smtps), &all, &ca);
    let test = run("pw-office-8842", "test");
    assert_eq!(test.status, Some(0), "{}\n{}", test.err, peers.log());
    assert_eq!(peers.mailbox("office", 1).len(), 1);
    // A wrong password.
    let wrong = run("pw-office-0000", "test");
    assert_eq!(wrong.status, Some(1));
    assert!(
        wrong.err.contains("does not accept the password of office@example.com: 535 5.7.8"),
        "{}",
        wrong.err
    );
    // An authority that nobody knows, and a name that is not in the certificate.
    production.settings("send", &starttls, &all, "");
    assert!(run("pw-office-8842", "test").err.contains("an authority that this machine does not know"));
    production.settings(
        "send",
        &format!("smtp://office@example.com@127.0.0.1:{}", peers.submission),
        &all,
        &ca,
    );
    assert!(run("pw-office-8842", "test").err.contains("not its own but another name's"));
}

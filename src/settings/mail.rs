//! `[mail]`: how messages go out.

use super::reading::{Reading, Section};
use super::{Settings, values};
use crate::model::DocumentKind;
use std::ops::Range;
use std::time::Duration;

const PASSWORD_HELP: &str = "Take it out; the password is read from the environment variable \
     CALLBOARD_SMTP_PASSWORD, or from the file that password_file names, when mail is sent.";

/// How a connection to the mail server is kept from other eyes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte.
    Implicit,
    /// STARTTLS, or nothing is sent.
    Required,
    /// In the clear; to this machine alone.
    Nothing,
}

/// The mail server of `mail.smtp`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    pub user: Option<String>,
    pub encryption: Encryption,
}

impl MailServer {
    /// `smtps://user@host:port`, `smtp://user@host:port?tls=required`. The user may hold an `@`, plain or as `%40`.
    pub fn read(url: &str) -> Result<MailServer, &'static str> {
        const FORM: &str = "Write \"smtps://user@host\" or \"smtp://user@host:587?tls=required\".";
        let (mut encryption, standard_port, rest) = if let Some(rest) = url.strip_prefix("smtps://") {
            (Encryption::Implicit, 465, rest)
        } else if let Some(rest) = url.strip_prefix("smtp://") {
            (Encryption::Required, 587, rest)
        } else {
            return Err(FORM);
        };
        let (place, query) = rest.split_once('?').unwrap_or((rest, ""));
        let place = place.trim_end_matches('/');
        let (user, host) = match place.rsplit_once('@') {
            Some((user, host)) => (Some(percent_decoded(user).ok_or(FORM)?), host),
            None => (None, place),
        };
        // An IPv6 address stands in brackets.
        let (host, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((host, port)) => (host, port.strip_prefix(':')),
            None => host.rsplit_once(':').map_or((host, None), |(host, port)| (host, Some(port))),
        };
        let port = match port {
            Some(port) => {
                port.parse().ok().filter(|port| *port > 0).ok_or("A port is a number from 1 to 65535.")?
            }
            None => standard_port,
        };
        let is_host = !host.is_empty() && !host.contains(|c: char| c.is_whitespace() || c == '/' || c == '@');
        if !is_host || user.as_deref() == Some("") {
            return Err(FORM);
        }
        match (query, encryption) {
            ("", _) | ("tls=required", Encryption::Required) => {}
            ("tls=none", Encryption::Required) if is_this_machine(host) => encryption = Encryption::Nothing,
            ("tls=none", _) => {
                return Err("Mail in the clear goes to this machine alone (localhost); take ?tls=none out.");
            }
            _ => return Err("Behind the ? stands tls=required or nothing."),
        }
        Ok(MailServer { host: host.to_owned(), port, user, encryption })
    }
}

fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut parts = text.split('%');
    bytes.extend_from_slice(parts.next().unwrap_or_default().as_bytes());
    for part in parts {
        let (code, rest) = (part.get(..2)?, part.get(2..)?);
        bytes.push(u8::from_str_radix(code, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok().filter(|user| !user.contains(char::is_control))
}

impl Settings {
    /// None where no server is named, or not one that can be understood.
    pub fn mail_server(&self) -> Option<MailServer> {
        self.mail.smtp.as_deref().and_then(|url| MailServer::read(url).ok())
    }

    /// How long a message still waits once nothing else keeps it: two minutes unless told.
    pub fn undo(&self) -> Duration {
        self.mail.undo.as_deref().and_then(values::duration).unwrap_or(Duration::from_secs(120))
    }

    pub fn per_minute(&self) -> u32 {
        self.mail.per_minute.unwrap_or(30)
    }

    /// Bytes of the largest message that is tried: 20 MB unless told.
    pub fn max_size(&self) -> usize {
        self.mail.max_size.as_deref().and_then(values::size).unwrap_or(20_000_000)
    }

    /// How long an answer may take, and the one after a message's end. RFC 5321, 4.5.3.2: five and ten minutes.
    pub fn mail_patience(&self) -> (Duration, Duration) {
        let patience = &self.mail.patience;
        let of = |text: &Option<String>, minutes: u64| {
            text.as_deref().and_then(values::duration).unwrap_or(Duration::from_secs(minutes * 60))
        };
        (of(&patience.reply, 5), of(&patience.r#final, 10))
    }

    /// May mail go to this address? A domain stands for its subdomains, too.
    pub fn may_mail(&self, address: &str) -> bool {
        let Some(allowed) = &self.mail.allow else { return true };
        let domain = address.rsplit('@').next().unwrap_or_default().to_lowercase();
        allowed.iter().any(|allowed| {
            domain == *allowed
                || domain.strip_suffix(allowed.as_str()).is_some_and(|rest| rest.ends_with('.'))
        })
    }
}

pub(super) fn load(reading: &mut Reading<'_>, top: &Section<'_, '_>, settings: &mut Settings) {
    let Some(section) = reading.table(top, "mail") else { return };
    let secret = |key: &str| {
        key != "password_file"
            && (key.to_lowercase().contains("password") || key.eq_ignore_ascii_case("secret"))
    };
    for (key, _) in section.table.iter().filter(|(key, _)| secret(key.get_ref())) {
        reading.problem(key.span(), "A password does not belong in callboard.toml.", PASSWORD_HELP);
    }
    let mut known = vec![
        "mode",
        "from",
        "smtp",
        "password_file",
        "allow",
        "undo",
        "per_minute",
        "max_size",
        "ca_file",
        "sent_folder",
        "patience",
        "documents",
    ];
    known.extend(section.table.iter().map(|(key, _)| key.get_ref().as_ref()).filter(|key| secret(key)));
    reading.known(&section, &known);
    let mode = reading.one_of(&section, "mode", values::MAIL_MODES);
    settings.mail.from = reading.parsed(&section, "from", |text| {
        let right = "Write an address: \"Production Office <office@example.com>\".";
        if is_address(text) { Ok(text.to_string()) } else { Err(right.into()) }
    });
    if let Some((url, span)) = reading.string(&section, "smtp") {
        settings.mail.smtp = smtp(reading, url, span);
    }
    let text = |reading: &mut Reading<'_>, key: &str| reading.string(&section, key).map(|(text, _)| text);
    settings.mail.password_file = text(reading, "password_file");
    settings.mail.ca_file = text(reading, "ca_file");
    settings.mail.sent_folder = text(reading, "sent_folder");
    settings.mail.undo = length(reading, &section, "undo");
    settings.mail.per_minute = reading.count(&section, "per_minute");
    settings.mail.max_size = reading.parsed(&section, "max_size", |text| {
        let right = "Write a size with its unit: \"20MB\" or \"800kB\".";
        values::size(text).map(|_| text.to_string()).ok_or_else(|| right.into())
    });
    settings.mail.allow = allow(reading, &section);
    if let Some(patience) = reading.table(&section, "patience") {
        reading.known(&patience, &["reply", "final"]);
        settings.mail.patience.reply = length(reading, &patience, "reply");
        settings.mail.patience.r#final = length(reading, &patience, "final");
    }
    if let Some(mode) = mode {
        // What goes out needs a sender and a server; a problem with either was said above.
        let said = |key: &str| section.table.iter().any(|(known, _)| known.get_ref() == key);
        for key in ["from", "smtp"].into_iter().filter(|key| mode != "draft" && !said(key)) {
            let span =
                section.table.iter().find(|(key, _)| key.get_ref() == "mode").map(|(key, _)| key.span());
            reading.problem(
                span.unwrap_or(0..0),
                format!("mail.mode = \"{mode}\" needs “mail.{key}”."),
                "Add it, or write mode = \"draft\".",
            );
        }
        settings.mail.mode = Some(mode);
    }
    documents(reading, &section, settings);
}

fn length(reading: &mut Reading<'_>, section: &Section<'_, '_>, key: &str) -> Option<String> {
    reading.parsed(section, key, |text| {
        let right = "Write a length of time with its unit: \"30s\" or \"5m\".";
        values::duration(text).map(|_| text.to_string()).ok_or_else(|| right.into())
    })
}

fn allow(reading: &mut Reading<'_>, section: &Section<'_, '_>) -> Option<Vec<String>> {
    let written = reading.strings(section, "allow")?;
    let mut domains = Vec::new();
    for (text, span) in written {
        let domain = text.trim_start_matches('@').to_lowercase();
        if domain.is_empty() || domain.contains(|c: char| c.is_whitespace() || c == '@' || c == '*') {
            let message = format!("“{text}” is no domain.");
            reading.problem(
                span,
                message,
                "Write what stands behind the @: \"example.com\" (its subdomains are meant, too).",
            );
        } else {
            domains.push(domain);
        }
    }
    Some(domains)
}

fn documents(reading: &mut Reading<'_>, section: &Section<'_, '_>, settings: &mut Settings) {
    let Some(documents) = reading.table(section, "documents") else { return };
    let kinds: Vec<&str> = DocumentKind::ALL.iter().map(|kind| kind.name()).collect();
    reading.known(&documents, &kinds);
    for kind in kinds {
        let Some(list) = reading.strings(&documents, kind) else { continue };
        let mut readers = Vec::new();
        for (text, span) in list {
            if matches!(text.as_str(), "cast" | "crew") || is_address(&text) {
                readers.push(text);
            } else {
                let message = format!("“{text}” is nobody mail can go to.");
                reading.problem(span, message, "Write \"cast\", \"crew\" or an e-mail address.");
            }
        }
        settings.mail.documents.insert(kind.to_string(), readers);
    }
}

fn smtp(reading: &mut Reading<'_>, url: String, span: Range<usize>) -> Option<String> {
    let place = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
    let place = place.split(['/', '?']).next().unwrap_or_default();
    let user = place.rsplit_once('@').map(|(user, _)| user).unwrap_or_default();
    if user.contains(':') {
        // The span is emptied so that the password is not printed.
        let message = "A password does not belong in callboard.toml: mail.smtp has one.";
        reading.problem(span.start..span.start, message, PASSWORD_HELP);
        return None;
    }
    match MailServer::read(&url) {
        Ok(_) => Some(url),
        Err(right) => {
            reading.problem(span, "“mail.smtp” is no address of a mail server.", right);
            None
        }
    }
}

/// `office@example.com` or `Production Office <office@example.com>`.
fn is_address(text: &str) -> bool {
    let address = match text.rsplit_once('<') {
        Some((_, rest)) => rest.trim_end().strip_suffix('>').unwrap_or_default(),
        None => text,
    };
    let has_space = address.chars().any(char::is_whitespace);
    !has_space
        && address.split_once('@').is_some_and(|(l, d)| !l.is_empty() && !d.is_empty() && !d.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::load;

    fn server(url: &str) -> (String, u16, Option<String>, Encryption) {
        let server = MailServer::read(url).unwrap();
        (server.host, server.port, server.user, server.encryption)
    }

    #[test]
    fn a_server_is_named_by_one_line() {
        let office = || Some("office".to_string());
        // RFC 8314: 465 is implicit TLS; RFC 6409: 587 is submission.
        assert_eq!(
            server("smtps://office@m.example"),
            ("m.example".into(), 465, office(), Encryption::Implicit)
        );
        assert_eq!(
            server("smtp://office@m.example"),
            ("m.example".into(), 587, office(), Encryption::Required)
        );
        let whole = Some("office@example.com".to_string());
        for url in [
            "smtp://office@example.com@m.example:25?tls=required",
            "smtp://office%40example.com@m.example:25",
        ] {
            assert_eq!(server(url), ("m.example".into(), 25, whole.clone(), Encryption::Required));
        }
        assert_eq!(server("smtp://[::1]:2525?tls=none"), ("::1".into(), 2525, None, Encryption::Nothing));
        for wrong in [
            "m.example",
            "http://m.example",
            "smtp://",
            "smtp://@m.example",
            "smtp://m.example:0",
            "smtp://m.example?tls=none",
            "smtp://m.example?tls=opportunistic",
            "smtps://localhost?tls=none",
        ] {
            assert!(MailServer::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_refused_and_not_repeated() {
        for text in
            ["[mail]\nsmtp = \"smtps://office:hunter2@mail.example.com\"", "[mail]\npassword = \"hunter2\""]
        {
            let (settings, problems) = load(text, "callboard.toml");
            assert_eq!(problems.len(), 1, "{problems:?}");
            let said = format!("{:?}", problems);
            assert!(said.contains("CALLBOARD_SMTP_PASSWORD") && !said.contains("hunter2"), "{said}");
            assert_eq!(settings.mail.smtp, None);
        }
    }

    #[test]
    fn what_goes_out_needs_a_sender_and_a_server() {
        let (_, problems) = load("[mail]\nmode = \"send\"\n", "callboard.toml");
        let said: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
        assert_eq!(
            said,
            ["mail.mode = \"send\" needs “mail.from”.", "mail.mode = \"send\" needs “mail.smtp”."]
        );
    }

    #[test]
    fn a_domain_stands_for_its_subdomains_and_no_other() {
        let (settings, problems) = load("[mail]\nallow = [\"@Example.com\"]\n", "callboard.toml");
        assert_eq!(problems, []);
        for (address, may) in [
            ("a@example.com", true),
            ("a@EXAMPLE.com", true),
            ("a@set.example.com", true),
            ("a@badexample.com", false),
            ("a@example.com.evil", false),
        ] {
            assert_eq!(settings.may_mail(address), may, "{address}");
        }
        assert!(crate::settings::Settings::default().may_mail("a@anywhere"));
    }

    #[test]
    fn the_page_on_mail_shows_settings_that_load() {
        let page = include_str!("../../docs/mail.md");
        let blocks: Vec<&str> =
            page.split("```toml\n").skip(1).filter_map(|b| b.split("```").next()).collect();
        assert_eq!(blocks.len(), 2);
        // The page shows alternatives for mode and for smtp: each by itself.
        let one_of = |text: &str, key: &str, at: usize| -> String {
            let lines = text.lines().filter(|line| line.starts_with(&format!("{key} =")));
            let chosen = lines.clone().nth(at).unwrap().to_string();
            let others = text.lines().filter(|line| !line.starts_with(&format!("{key} =")));
            let (head, tail): (Vec<&str>, Vec<&str>) = others.partition(|line| *line == "[mail]");
            [head.join("\n"), chosen, tail.join("\n")].join("\n")
        };
        for mode in 0..3 {
            for smtp in 0..2 {
                let text = format!("{}\n{}", one_of(blocks[0], "mode", mode), blocks[1]);
                let (settings, problems) = load(&one_of(&text, "smtp", smtp), "callboard.toml");
                assert_eq!(problems, []);
                assert!(settings.mail_server().is_some());
                assert_eq!(settings.mail_patience(), (Duration::from_secs(300), Duration::from_secs(600)));
            }
        }
    }
}

//! What people write and what their calendars send.
//!
//! A yes is a short text that begins with a word for yes; an *OK, but* is for a person to read.

use super::bounce::short;
use super::{Reply, Verdict, address_in, is_kind, parts};
use mailparse::{MailHeaderMap, ParsedMail};

/// Words a confirmation begins with, in lower case without marks.
const YES: [&str; 44] = [
    "ok",
    "okay",
    "okey",
    "k",
    "yes",
    "yep",
    "yup",
    "confirm",
    "confirmed",
    "confirming",
    "i confirm",
    "received",
    "got it",
    "copy",
    "copy that",
    "roger",
    "acknowledged",
    "will be there",
    "see you",
    "all good",
    "ja",
    "bestätigt",
    "bestätige",
    "ich bestätige",
    "verstanden",
    "erhalten",
    "passt",
    "alles klar",
    "einverstanden",
    "oui",
    "confirmé",
    "confirme",
    "je confirme",
    "reçu",
    "bien reçu",
    "d'accord",
    "entendu",
    "sí",
    "si",
    "confirmado",
    "confirmo",
    "recibido",
    "vale",
    "de acuerdo",
];
/// Words with which an answer is more than a yes.
const MORE: [&str; 30] = [
    "but",
    "however",
    "can't",
    "cannot",
    "cant",
    "not",
    "no",
    "unless",
    "except",
    "until",
    "late",
    "later",
    "instead",
    "problem",
    "question",
    "sick",
    "aber",
    "nicht",
    "kein",
    "keine",
    "später",
    "jedoch",
    "krank",
    "mais",
    "pas",
    "impossible",
    "pero",
    "tarde",
    "enfermo",
    "only",
];
/// A longer answer says something.
const MOST_WORDS: usize = 16;
/// Beginnings of a line below which somebody else's letter stands, in lower case.
const QUOTED: [&str; 14] = [
    "-----original message",
    "----- original message",
    "________________",
    "from:",
    "von:",
    "de :",
    "de:",
    "-----ursprüngliche",
    "-----message d'origine",
    "---------- forwarded",
    "begin forwarded",
    "sent from my",
    "get outlook for",
    "-- ",
];
/// What ends the line before a quotation: `On Friday Dana wrote:`.
const WROTE: [&str; 6] = ["wrote:", "schrieb:", "a écrit :", "a écrit:", "escribió:", "geschrieben:"];
/// Subjects of machines that answer while somebody is away.
const AWAY: [&str; 12] = [
    "out of office",
    "automatic reply",
    "auto-reply",
    "autoreply",
    "auto reply",
    "autoresponse",
    "abwesenheit",
    "automatische antwort",
    "réponse automatique",
    "respuesta automática",
    "absence du bureau",
    "fuera de la oficina",
];

pub fn read(mail: &ParsedMail, reply: Reply) -> Reply {
    if let Some(answer) = calendar(mail, &reply) {
        return answer;
    }
    let text = text(mail);
    let own = own_words(&text);
    let words = short(own.lines().next().unwrap_or_default());
    let verdict = if is_automatic(mail, &reply.subject) {
        Verdict::Automatic
    } else if is_yes(&own) {
        Verdict::Confirmed
    } else {
        Verdict::ToRead
    };
    Reply { verdict, words, ..reply }
}

/// A calendar's answer to an invitation (METHOD:REPLY).
fn calendar(mail: &ParsedMail, reply: &Reply) -> Option<Reply> {
    let part = parts(mail)
        .into_iter()
        .find(|part| is_kind(part, "text/calendar") || is_kind(part, "application/ics"))?;
    let text = part.get_body().ok()?.replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let value = |key: &str| text.lines().find_map(|line| line.strip_prefix(key));
    if !value("METHOD:")?.trim().eq_ignore_ascii_case("REPLY") {
        return None;
    }
    let attendee = text.lines().find(|line| line.to_uppercase().starts_with("ATTENDEE"))?;
    let status = attendee
        .to_uppercase()
        .split([';', ':'])
        .find_map(|p| p.strip_prefix("PARTSTAT=").map(str::to_owned));
    let verdict = match status.as_deref() {
        Some("ACCEPTED") => Verdict::Confirmed,
        Some("DECLINED") => Verdict::Declined,
        Some("TENTATIVE") => Verdict::Tentative,
        _ => Verdict::ToRead,
    };
    let mut about = reply.about.clone();
    // The event and which state of it leads to its message where the thread is lost: yes to the call of White is no yes to Blue's.
    let sequence = value("SEQUENCE:").map_or("0", str::trim);
    about.extend(value("UID:").map(|uid| format!("{}#{sequence}", uid.trim())));
    let mailto =
        attendee.to_lowercase().rfind("mailto:").and_then(|at| attendee.get(at..)).and_then(address_in);
    Some(Reply {
        verdict,
        address: mailto.or_else(|| reply.address.clone()),
        about,
        words: format!("answered in the calendar: {}", status.unwrap_or_default().to_lowercase()),
        ..reply.clone()
    })
}

fn is_automatic(mail: &ParsedMail, subject: &str) -> bool {
    let header = |key: &str| mail.headers.get_first_value(key).map(|value| value.to_lowercase());
    let auto = header("Auto-Submitted").is_some_and(|value| !value.trim().starts_with("no"));
    let answering =
        ["X-Autoreply", "X-Autorespond", "X-Autoresponder"].iter().any(|key| header(key).is_some());
    let bulk = header("Precedence")
        .is_some_and(|value| ["bulk", "auto_reply", "junk", "list"].contains(&value.trim()));
    let subject = subject.to_lowercase();
    auto || answering || bulk || AWAY.iter().any(|known| subject.contains(known))
}

/// The text that was meant to be read: the plain one, else the other without its tags.
fn text(mail: &ParsedMail) -> String {
    let all = parts(mail);
    let body = |kind: &str| all.iter().find(|part| is_kind(part, kind)).and_then(|part| part.get_body().ok());
    body("text/plain").or_else(|| body("text/html").map(|html| untagged(&html))).unwrap_or_default()
}

/// HTML as lines of text: enough to see how an answer begins.
fn untagged(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let (name, after) = tag.split_once('>').unwrap_or((tag, ""));
        let name = name.to_lowercase();
        if name.starts_with("blockquote") {
            return text;
        }
        let hidden = ["style", "script", "head", "title"]
            .iter()
            .find(|hidden| name.split_whitespace().next() == Some(**hidden));
        rest = match hidden.and_then(|hidden| {
            after.to_lowercase().find(&format!("</{hidden}")).and_then(|at| after.get(at..))
        }) {
            Some(after) => after,
            None => after,
        };
        if ["br", "p", "/p", "div", "/div", "/tr", "hr"]
            .iter()
            .any(|n| name.split([' ', '/']).next() == Some(n) || name == *n)
        {
            text.push('\n');
        }
    }
    text.push_str(rest);
    text.replace("&nbsp;", " ")
        .replace("&#39;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

/// What the writer wrote, without what is quoted below.
fn own_words(text: &str) -> String {
    let mut own: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let start = line.trim_start().to_lowercase();
        if start.starts_with('>') {
            continue;
        }
        let wrote = WROTE.iter().any(|end| start.ends_with(end));
        if wrote || QUOTED.iter().any(|mark| start.starts_with(mark)) || line == "--" {
            break;
        }
        own.push(line.trim());
    }
    // A quotation's first line may be broken: `On Fri, 30 Oct 2026 at 18:05 the office` and then `<…> wrote:`.
    while own.last().is_some_and(|last| {
        let last = last.to_lowercase();
        last.is_empty()
            || (["on ", "am ", "le ", "el "].iter().any(|s| last.starts_with(s))
                && last.contains(char::is_numeric))
    }) {
        own.pop();
    }
    own.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_yes(own: &str) -> bool {
    if own.starts_with(['👍', '✅', '👌']) {
        return own.split_whitespace().count() <= MOST_WORDS && !is_more(own);
    }
    let lower = own.to_lowercase();
    let begins = YES.iter().any(|yes| {
        lower
            .strip_prefix(yes)
            .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\''))
    });
    begins && own.split_whitespace().count() <= MOST_WORDS && !is_more(&lower)
}

/// Does it say more than a yes?
fn is_more(text: &str) -> bool {
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric() && c != '\'');
    text.contains('?') || words.any(|word| MORE.contains(&word))
}

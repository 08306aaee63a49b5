//! Deliveries that failed: reports after RFC 3464, and the older forms that mail servers still send.

use super::{Reply, Verdict, address_in, ids, is_kind, parts};
use mailparse::{MailHeaderMap, ParsedMail, parse_mail};

/// Senders of such letters, before the @.
const SENDERS: [&str; 4] = ["mailer-daemon", "postmaster", "mail-daemon", "mdaemon"];
/// Subjects of such letters, in lower case.
const SUBJECTS: [&str; 16] = [
    "undelivered mail returned to sender",
    "delivery status notification (failure)",
    "mail delivery failed",
    "mail delivery failure",
    "mail delivery system",
    "failure notice",
    "undeliverable",
    "undelivered",
    "returned mail",
    "delivery failure",
    "message not delivered",
    "delivery has failed",
    "unzustellbar",
    "nicht zugestellt",
    "non remis",
    "no se puede entregar",
];

/// The reply, if the letter says what became of a delivery.
pub fn read(mail: &ParsedMail, reply: &Reply) -> Option<Reply> {
    report(mail, reply).or_else(|| old_form(mail, reply))
}

/// `multipart/report; report-type=delivery-status`, or such a part anywhere.
fn report(mail: &ParsedMail, reply: &Reply) -> Option<Reply> {
    let all = parts(mail);
    let status = all.iter().find(|part| {
        is_kind(part, "message/delivery-status") || is_kind(part, "message/global-delivery-status")
    })?;
    let text = body(status);
    let fields = |name: &str| -> Vec<String> {
        let lines = text.lines().filter_map(|line| line.split_once(':'));
        lines
            .filter(|(key, _)| key.trim().eq_ignore_ascii_case(name))
            .map(|(_, v)| v.trim().to_owned())
            .collect()
    };
    let actions = fields("Action");
    let failed = actions.iter().any(|action| action.to_lowercase().starts_with("failed"));
    // Delayed mail may still arrive, and delivered mail has: neither is a failure.
    let verdict = if failed { Verdict::Bounced } else { Verdict::Automatic };
    let recipient = ["Original-Recipient", "Final-Recipient"]
        .iter()
        .flat_map(|name| fields(name))
        .find_map(|r| address_in(&r));
    let reason = fields("Diagnostic-Code").into_iter().next();
    let reason = reason.or_else(|| fields("Status").into_iter().next()).unwrap_or_default();
    let words = match actions.first() {
        Some(action) => format!("{action}: {reason}"),
        None => reason,
    };
    Some(Reply {
        verdict,
        address: recipient.or_else(|| reply.address.clone()),
        about: original_ids(mail, &fields("Original-Message-ID").join(" "), reply),
        words: short(&words),
        ..reply.clone()
    })
}

/// The Message-ID of the letter that came back: from the report, from the letter or the headers enclosed, from the text.
fn original_ids(mail: &ParsedMail, named: &str, reply: &Reply) -> Vec<String> {
    let mut found = ids(named);
    for part in parts(mail) {
        let enclosed = is_kind(part, "message/rfc822")
            || is_kind(part, "text/rfc822-headers")
            || is_kind(part, "message/global")
            || is_kind(part, "message/global-headers");
        if enclosed
            && let Ok(raw) = part.get_body_raw()
            && let Ok(original) = parse_mail(&raw)
            && let Some(id) = original.headers.get_first_value("Message-ID")
        {
            found.extend(ids(&id));
        } else if is_kind(part, "text/plain") {
            found.extend(in_text(&body(part)));
        }
    }
    found.extend(reply.about.iter().cloned());
    found.dedup();
    found
}

/// `Message-ID: <…>` in the text of a letter, quoted or not.
fn in_text(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t']));
    let of_id =
        lines.filter(|line| line.get(..11).is_some_and(|start| start.eq_ignore_ascii_case("message-id:")));
    of_id.flat_map(ids).collect()
}

/// qmail's, Exim's, Exchange's: known by who writes, or by what it is called; and by naming whom it could not reach.
fn old_form(mail: &ParsedMail, reply: &Reply) -> Option<Reply> {
    let subject = reply.subject.to_lowercase();
    let named = mail.headers.get_first_value("X-Failed-Recipients").and_then(|text| address_in(&text));
    let by_machine = mail
        .headers
        .get_first_value("From")
        .and_then(|from| address_in(&from))
        .is_some_and(|from| SENDERS.contains(&from.split('@').next().unwrap_or_default()));
    let called_so = SUBJECTS.iter().any(|known| subject.contains(known));
    if named.is_none() && !(by_machine && called_so) {
        return None;
    }
    let text = parts(mail).into_iter().find(|part| is_kind(part, "text/plain")).map(body).unwrap_or_default();
    let about = original_ids(mail, "", reply);
    let own = reply.address.clone().unwrap_or_default();
    let other = |line: &str| address_in(line).filter(|address| *address != own);
    let recipient = named.or_else(|| text.lines().find_map(other));
    let reason = text.lines().map(str::trim).find(|line| {
        let code = line.trim_start_matches(['#', '<', '(']);
        code.starts_with('5')
            && code.get(1..2).is_some_and(|c| c.chars().all(|c| c.is_ascii_digit() || c == '.'))
    });
    Some(Reply {
        verdict: Verdict::Bounced,
        address: recipient,
        about,
        words: short(reason.unwrap_or(&reply.subject)),
        ..reply.clone()
    })
}

fn body(part: &ParsedMail) -> String {
    part.get_body().unwrap_or_default()
}

/// One line of at most two hundred letters.
pub fn short(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= 200 { line } else { line.chars().take(199).chain(['…']).collect() }
}

//! What a pass leaves in the ledger.

use super::reading::Reading;
use crate::check::finding::Finding;
use crate::deliver::WithoutAddress;
use crate::now;
use crate::store::outbox::UntoldRow;
use crate::store::{DocumentRow, FindingRow, Mail, Pass};
use chrono::{DateTime, SecondsFormat, Utc};

pub fn pass(
    reading: &Reading,
    started: DateTime<Utc>,
    documents: Vec<DocumentRow>,
    mail: Option<Mail>,
    without_address: &[WithoutAddress],
) -> Pass {
    let text = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    Pass {
        today: reading.today.to_string(),
        started: text(started),
        finished: text(now::now()),
        made: 0,
        removed: 0,
        whole: false,
        files: reading.file_rows(),
        findings: reading.report.findings.iter().map(finding).collect(),
        documents,
        mail,
        replies: reading.replies.clone(),
        untold: without_address.iter().map(untold).collect(),
        events: Vec::new(),
        broke: reading.broke.clone(),
    }
}

fn untold(person: &WithoutAddress) -> UntoldRow {
    UntoldRow {
        name: person.name.clone(),
        phone: person.phone.clone().unwrap_or_default(),
        documents: person.documents.clone(),
    }
}

fn finding(finding: &Finding) -> FindingRow {
    let waiver = finding.waiver.as_ref();
    FindingRow {
        id: finding.id.clone(),
        rule: finding.rule.clone(),
        severity: finding.severity.word().to_owned(),
        outcome: format!("{:?}", finding.outcome).to_lowercase(),
        message: finding.message.clone(),
        cost: finding.cost.as_ref().map(ToString::to_string).unwrap_or_default(),
        waiver: waiver.map(|w| (w.kind.clone(), w.source.file.to_string(), w.source.address())),
    }
}

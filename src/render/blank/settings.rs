//! The commented callboard.toml of a new production.

use crate::settings::territory;

/// The text of the settings; `kind` and `country` as settings write them.
pub fn settings(title: &str, kind: &str, country: &str) -> String {
    let customs = territory::of(country);
    let zone = territory::zone_of(country, None).map_or("UTC", |zone| zone.name());
    let currency = customs.map_or("USD", |t| t.currency);
    let paper = customs.map_or("a4", |t| t.paper());
    let title = toml::Value::String(title.to_string());
    let region = match country {
        "US" => "region = \"CA\"                        # the state, where laws differ by it\n",
        _ => "# region = \"…\"                       # state or province, where laws differ by it\n",
    };
    let delivery = if kind == "commercial" { "ebu-r128" } else { "netflix" };
    format!(
        r##"# Settings of the production. A line that begins with # is switched off: take the # away to use it.
# Every line can be left out; what is then assumed stands in the intake report.

[production]
title = {title}
# company = "Your Company LLC"         # signs releases; the employer on timesheets
kind = "{kind}"                     # feature, episodic, commercial, documentary or music-video
country = "{country}"
{region}time_zone = "{zone}"    # of the production; a location may have its own
currency = "{currency}"
paper = "{paper}"                  # us-letter, us-legal or a4
# photography_start = 2026-10-05       # many rules go by it; the first shooting day where left out
# workweek = ["mon", "tue", "wed", "thu", "fri"]
# language = "en"

[rules]
# packs = ["iatse-basic", "sag-aftra-theatrical"]   # all that apply, where left out
# [rules.severity]                     # to make a rule count for more or less, with the reason
# "cost-control/missing-receipt" = {{ level = "info", reason = "receipts are checked by the accountant" }}

[delivery]
# spec = "{delivery}"                  # the buyer's specification that deliverables are held against

[release]                              # what clearances must cover
# territories = ["World"]
# media = ["All media"]
# from = 2027-06-01
# to = 2037-05-31

[call_sheet]
# revision_colours = ["White", "Blue", "Pink", "Yellow", "Green", "Goldenrod", "Buff", "Salmon", "Cherry"]

[documents]
# look = "dark"                        # white on black, for screens; light where left out
# attach = ["cost-report"]             # kinds whose PDF carries the data it is made from, as an attached file

[schedule]
# dialect = "second"                   # of schedule.uss, for programs that do not open the first

[cost_report]
# period_end = 2026-11-07
# etc = "uncommitted"                  # or "includes-commitments": what an estimate to complete contains
# variance = "budget-minus-efc"        # or "efc-minus-budget"

# [[rate]]                             # one for each pair of currencies; without it they are totalled apart
# from = "GBP"
# to = "USD"
# date = 2026-10-01
# value = "1.3300"
# kind = "budget"                      # or "transaction"

[watch]
# quiet = "2s"                         # how long a file must be unchanged before it is read

[inputs]
# wins = ["payroll/*", "crew list FINAL.xlsx"]   # where two files say different things; else the first by name

[mail]
mode = "draft"                         # draft: messages are written to out/mail and nothing is sent; approve; send
# from = "Production Office <office@example.com>"
# smtp = "smtps://office@mail.example.com"   # the password is never written here: CALLBOARD_SMTP_PASSWORD, or
# password_file = "/etc/callboard/smtp-password"
# allow = ["example.com"]              # mail goes to no other domain
# undo = "2m"                          # how long a message waits before it goes out
[mail.documents]                       # who gets what: cast, crew or addresses
# call-sheet = ["cast", "crew"]
# compliance-report = ["upm@example.com"]
"##
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::load;

    #[test]
    fn what_is_written_loads_and_so_does_every_line_that_is_switched_off() {
        for (kind, country) in [("feature", "US"), ("commercial", "GB"), ("documentary", "LV")] {
            let text = settings("The \"Night\" Train", kind, country);
            let (read, problems) = load(&text, "callboard.toml");
            assert_eq!(problems, [], "{text}");
            assert_eq!(read.production.title.as_deref(), Some("The \"Night\" Train"));
            assert_eq!(read.production.country.as_deref(), Some(country));
            let on: Vec<&str> = text
                .lines()
                .map(|line| {
                    line.strip_prefix("# ")
                        .filter(|l| l.contains(" = ") || l.starts_with('['))
                        .unwrap_or(line)
                })
                .filter(|line| !line.contains('…'))
                .collect();
            let (read, problems) = load(&on.join("\n"), "callboard.toml");
            assert_eq!(problems, [], "{}", on.join("\n"));
            assert_eq!((read.rate.len(), read.mail.documents.len()), (1, 2));
        }
    }
}

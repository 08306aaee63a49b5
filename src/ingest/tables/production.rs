//! Production: facts of the whole, a key in one column and its value in the next.

use super::ValueKind::{Currency, Date, Identifier, List, Name, Phone, Text, Word};
use super::{HeadingSpec as H, TableSpec};

pub const SPEC: TableSpec =
    TableSpec {
        name: "production",
        title: "Production",
        about: "The facts of the production: a name in one column, its value in the next.",
        headings: &[
            H::new("Title", Text, "The working title, as every document prints it.").also(&[
                "Production Title",
                "Production",
                "Show",
                "Show Title",
                "Picture",
                "Project",
                "Film",
            ]),
            H::new("Company", Text, "The production company that signs releases and contracts.").also(&[
                "Production Company",
                "Prod Co",
                "Company Name",
                "Producing Company",
            ]),
            H::new("Kind", Word, "What sort of production it is.")
                .also(&["Production Type", "Type", "Format", "Project Type"])
                .words(&[
                    &["feature", "feature film", "film", "movie", "motion picture"],
                    &["episodic", "television", "tv", "series", "tv series", "tv drama"],
                    &["commercial", "advert", "advertisement", "ad", "spot", "tvc"],
                    &["documentary", "doc"],
                    &["music-video", "music video", "promo"],
                ]),
            H::new("Time Zone", Text, "As in America/Los_Angeles or Europe/London.")
                .also(&["Timezone", "TZ"]),
            H::new("Currency", Currency, "The currency of the budget: USD, GBP, EUR …")
                .also(&["Budget Currency", "Base Currency"]),
            H::new("Country", Text, "Two letters: US, GB …").also(&["Country Code"]),
            H::new("Region", Text, "State or province where one matters: CA, NY, GA …").also(&[
                "State",
                "Province",
                "State or Province",
            ]),
            H::new("Photography Start", Date, "The first day of principal photography.").also(&[
                "Start of Photography",
                "Start of Principal Photography",
                "Principal Photography",
                "Principal Photography Start",
                "First Day of Photography",
                "Start Date",
                "Shoot Start",
            ]),
            H::new("Workweek", List, "The days of the week that are worked: Mon, Tue, Wed, Thu, Fri.")
                .also(&["Work Week", "Working Week", "Work Days"]),
            H::new("Office Address", Text, "Where the production office is.").also(&[
                "Production Office",
                "Production Office Address",
                "Office",
                "Address",
            ]),
            H::new("Office Phone", Phone, "The production office's telephone number.").also(&[
                "Production Office Phone",
                "Office Tel",
                "Office Telephone",
                "Phone",
                "Telephone",
            ]),
            H::new("Director", Name, "The director."),
            H::new("Producer", Name, "The producer.").also(&["Producers", "Produced By"]),
            H::new("UPM", Name, "The unit production manager, or the production manager.").also(&[
                "Unit Production Manager",
                "Production Manager",
                "PM",
                "Line Producer",
            ]),
            H::new("1st AD", Name, "The first assistant director.").also(&[
                "First AD",
                "First Assistant Director",
                "1st Assistant Director",
            ]),
            H::new("2nd AD", Name, "The second assistant director, who makes the call sheet.").also(&[
                "Second AD",
                "Key 2nd AD",
                "Second Assistant Director",
                "2nd Assistant Director",
            ]),
            H::new("Script Revision", Identifier, "Colour and date of the script in force: Blue 10/12.")
                .also(&["Script", "Script Colour", "Script Color", "Script Version", "Script Draft"]),
            H::new("Schedule Revision", Identifier, "Colour and date of the schedule in force.").also(&[
                "Schedule Colour",
                "Schedule Color",
                "Schedule Version",
            ]),
            H::new("Client", Text, "A commercial's client, as its call sheet prints it."),
            H::new("Agency", Text, "A commercial's agency.").also(&["Ad Agency", "Advertising Agency"]),
            H::new("Job No.", Identifier, "The office's or agency's number of the job.").also(&[
                "Job",
                "Job Number",
                "Production No",
                "Production Number",
            ]),
            H::new("Insurance", Text, "The policy that a British call sheet quotes."),
            H::new("Risk Assessment", Text, "The reference of the risk assessment.").also(&["RA Ref"]),
        ],
        one_of: &[],
        hints: &["production", "project"],
        open: false,
    };

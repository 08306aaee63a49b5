//! `docs/rules.md`: every pack, rule, number and source, and the language they are written in. Generated, and held to the
//! committed page by a test; `CALLBOARD_BLESS=1 cargo test rules_page` writes it anew.

use super::kinds;
use super::pack::Pack;
use super::packs::Packs;
use super::show;

const HEAD: &str = "\
# The rules

Generated from the packs in `rules/` and the kinds in `src/check/kinds/`: edit those. Findings are decision support, not legal advice.

Each number carries its source and how well that is known: *verified* (seen in the primary text), *secondary* (seen in somebody's
account of it), *unverified* (from practice or memory) or *disputed*. A number that is not verified makes a finding no more than a warning.
";

pub fn page(packs: &Packs) -> String {
    let mut out = String::from(HEAD);
    out += "\n## Packs\n\n";
    for pack in packs.by_id.values() {
        out += &format!("- [{}](#{}): {}\n", pack.id, pack.id, pack.title);
    }
    for pack in packs.by_id.values() {
        out += &self::pack(pack);
    }
    out += &format!(
        "\n## The language\n\n### Keys of every rule\n\n```text\n{}\n```\n\n### Kinds\n",
        show::COMMON_KEYS
    );
    for kind in kinds::ALL {
        out += &format!("\n#### {}\n\n```text\n{}\n```\n", kind.name, kind.about);
    }
    out += "\n### Fields\n\nWhat `applies`, `when`, `unless` and `pass` can ask of each subject. Text is `\"\"` and a list empty where nothing is written.\n";
    for (title, subject) in show::subjects() {
        let fields = show::fields(subject);
        if !fields.is_empty() {
            out += &format!("\n**{title}**\n\n```text\n{fields}\n```\n");
        }
    }
    out += "\n### Functions\n\nBeside CEL's own `size`, `contains`, `startsWith`, `endsWith`, `matches`, `exists`, `all`, `in`:\n\n";
    for (_, about) in super::expression::FUNCTIONS {
        out += &format!("- {about}\n");
    }
    out
}

fn pack(pack: &Pack) -> String {
    let mut out = format!("\n## {}\n\n**{}**, version {}.", pack.id, pack.title, pack.version);
    if !pack.about.is_empty() {
        out += &format!(" {}", pack.about);
    }
    out += "\n";
    if !pack.aliases.is_empty() {
        out += &format!("\nWritten as: {}.\n", pack.aliases.join(", "));
    }
    for rule in &pack.rules {
        let off = if rule.enabled { "" } else { " (switched off)" };
        out += &format!("\n### {}{off}\n\n{}.\n\n", rule.full_id, rule.title);
        if let Some(because) = &rule.because {
            out += &format!("- note: {because}\n");
        }
        for line in show::facts(pack, rule) {
            let (name, text) = line.split_once(": ").unwrap_or(("", &line));
            let code = matches!(name, "applies" | "when" | "unless");
            out += &if code { format!("- {name}: `{text}`\n") } else { format!("- {name}: {text}\n") };
        }
        out += &format!("- kind: [{}](#{})\n", rule.kind_name, rule.kind_name);
        for line in rule.kind.numbers() {
            out += &format!("  - {line}\n");
        }
    }
    if !pack.parameters.is_empty() {
        out += "\n| number | value | from | by | source | status |\n| --- | --- | --- | --- | --- | --- |\n";
        for parameter in pack.parameters.values() {
            for value in &parameter.values {
                let (from, by) =
                    value.from.map_or((String::new(), ""), |from| (from.to_string(), value.basis.name()));
                out += &format!(
                    "| {} | {} | {from} | {by} | {} | {} |\n",
                    parameter.name,
                    value.written,
                    value.cite.text,
                    value.cite.status.name()
                );
            }
        }
    }
    out += "\n| source | status | checked | review by |\n| --- | --- | --- | --- |\n";
    for source in pack.sources.0.values() {
        let by = source.review_by.map_or(String::new(), |by| by.to_string());
        out += &format!("| {} | {} | {} | {by} |\n", source.title, source.status.name(), source.checked);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_rules_page_is_the_generated_one() {
        let (packs, _) = Packs::built_in();
        let made = page(&packs);
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/rules.md");
        if std::env::var_os("CALLBOARD_BLESS").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/docs")).unwrap();
            std::fs::write(path, &made).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            committed == made,
            "docs/rules.md is out of date: CALLBOARD_BLESS=1 cargo test rules_page writes it"
        );
    }
}

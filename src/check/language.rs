//! What a pack's file can hold beside the kinds' own keys, in words: the first half of `callboard rules schema`.

use super::show::indent;

/// The head of a file.
const PACK: &str = "\
schema *     1
pack *       the id; a file in a production's rules/ stands in place of the built-in pack of the same id
version *    the writer's own
title *      one line
about        who and what it covers, and what of the agreement it does not judge
applies      a condition asked of every subject of every rule: whom the pack is for
aliases      how people write the agreement (or the delivery specification) in a sheet; where one matches, the field agreement
             (or spec) is the pack's id, and conditions compare it with that
currency     for amounts without a code";

const SOURCE: &str = "\
id *         what citations begin with
title *      as findings print it
checked *    the date on which somebody last compared the pack with it
status *     verified (seen in the primary text), secondary, unverified or disputed: anything but verified caps findings at warning
review_by    past this date every run warns
address      where to look it up";

const PARAM: &str = "\
type *       duration \"10h30m\" · clock \"22:00\", past midnight \"24:30\" · number \"2.5\" · money \"25.00 USD\" · ladder, a list of money
             whose last step repeats · text · texts, a list of texts
values *     a list of
  value *      of the type
  cite *       \"SOURCE PLACE\", such as \"agr ¶10\"
  status       where this number is less well known than its source
  from, to     the dates it holds on: from its from until a later value begins, or up to its to. Several values each need a from;
               before the first one the rules that use it judge nothing
  basis        what the dates are compared with: work_date (default) or photography_start; one for all values of a parameter";

const TEST: &str = "\
name *       what the test is about, in words
given *      what the sheets hold:
  today        the date of the check (default: the day after the last date given)
  production   facts of the Production table: { Country = \"GB\" }
  settings     as in callboard.toml: { delivery = { spec = \"netflix\" } }
  switch       parameters of the pack read otherwise: { grace-exceeded = \"relate_back\" }
  TABLE        any table by its name, a list of rows with its headings: clearances = [{ Item = \"…\", Kind = \"…\" }]
  who, work    kinds about working time: what all rows of Timesheets say, and a row a day with the short keys date, call, out
               (Wrap), released (Dismissed), meal_1, meal_2, meal_3, ndb, own_school (each \"13:00-13:30\"), or headings as they
               stand. The production is a feature in Los Angeles, Monday to Friday, that began on 5 October 2026
  meal_columns how many meals the sheet has columns for (default 3)
  issued       kind call-sheet: sheets that went out, a list of { date, unit, at }
expect *     what must be found, of one and the same finding:
  findings     how many (default 1); 0: nothing is found
  outcome, measured, limit, excess_minutes, cost
               as findings.json has them
  cost_min, cost_max
               the bounds of an undetermined cost (\"none\": no upper bound)
  says, helps, shows
               texts that the message, the help and the arithmetic hold
  pay          kind pay, instead: what the day pays; or pay_min and pay_max (\"none\": no upper bound); on: which day, if not the last";

/// Where the words of a rule may be a number.
const PLACES: &str = "\
A number of a rule is written in place (minimum = \"10h\") or named (minimum = \"param.rest\"). Where the words below say
“by condition” it may be a list of { when, is }: the first whose when holds is taken. rates = { day_hours, week_hours, week_days } says
how a rate by the day or week becomes one by the hour, and the reverse. penalty is one of these, or a list of them each with a when:
  { ladder, every, over_in_week, then_hours, then_at_least }
               so much for each half hour (every) or fraction; after so many penalties in a week so many hours' pay each, at least so much
  { invaded_times, minimum, then_up_to }
               the time invaded at so many times the straight hour, at least a minimum, then rounded up
  { delay_times, nearest, up_from }
               the delay's own time, to the nearest unit, upwards from so many minutes
  { day_pay_up_to }   a day's pay, at most so much
  { day_share, every, again_under, at_least }
               a share of a day's pay, for each such part; as much again under so long a rest; at_least: no upper bound
  { hours_a_day }     so many hours' pay, once a day
  { fixed }           an amount";

/// The parts of a file, each with its keys; a star marks those that must be there.
pub fn parts() -> String {
    let part = |title: &str, text: &str| format!("{title}\n\n{}\n\n", indent(text));
    [
        part("The head of a pack (a * must be there)", PACK),
        part("[[source]]: where numbers come from", SOURCE),
        part("[param.NAME]: a number with its dates and its place", PARAM),
        part("[[rule]]: keys of every rule", super::show::COMMON_KEYS),
        part("Numbers, rates and penalties of a rule", PLACES),
        part("[[rule.test]]: at least one that passes and one that finds; of a pay rule two of different amounts", TEST),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use crate::check::packs::Packs;
    use crate::check::{fields, show};

    /// Every key that reading the built-in packs asks for stands in the schema: a word that works and is nowhere said
    /// might as well not be there.
    #[test]
    fn every_key_that_is_read_is_said() {
        let asked = fields::asked_by(|| drop(Packs::built_in()));
        assert!(asked.len() > 100, "{asked:?}");
        let schema = show::schema();
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let words: std::collections::BTreeSet<&str> = schema.split(|c: char| !is_word(c)).collect();
        let silent: Vec<&&str> = asked.iter().filter(|key| !words.contains(**key)).collect();
        assert!(silent.is_empty(), "read and nowhere said: {silent:?}");
    }
}

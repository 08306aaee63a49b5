//! Rows of two sheets, side by side.

use serde_json::Value;
use std::collections::BTreeMap;

/// The text of a leaf; nothing where it is blank.
pub fn text(row: &Value, key: &str) -> Option<String> {
    let value = row.get(key)?;
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Null => return None,
        other => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

pub fn list<'a>(data: &'a Value, pointer: &str) -> &'a [Value] {
    data.pointer(pointer).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Rows by what names them; the second of one name is its own. With the place in the list.
pub fn named(rows: &[Value], name: impl Fn(&Value) -> String) -> Vec<(String, usize, &Value)> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    rows.iter()
        .enumerate()
        .map(|(at, row)| {
            let name = name(row);
            let times = seen.entry(name.clone()).or_default();
            *times += 1;
            (if *times == 1 { name } else { format!("{name} ({times})") }, at, row)
        })
        .collect()
}

/// The items that stand in both lists in the same order: a longest common subsequence.
pub fn in_order<'a>(was: &[&'a str], is: &[&'a str]) -> Vec<&'a str> {
    let mut lengths = vec![vec![0_usize; is.len() + 1]; was.len() + 1];
    let of = |lengths: &Vec<Vec<usize>>, i: usize, j: usize| {
        lengths.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0)
    };
    for (i, a) in was.iter().enumerate().rev() {
        for (j, b) in is.iter().enumerate().rev() {
            let longest = if a == b {
                of(&lengths, i + 1, j + 1) + 1
            } else {
                of(&lengths, i + 1, j).max(of(&lengths, i, j + 1))
            };
            if let Some(place) = lengths.get_mut(i).and_then(|r| r.get_mut(j)) {
                *place = longest;
            }
        }
    }
    let (mut i, mut j, mut kept) = (0, 0, Vec::new());
    while let (Some(a), Some(b)) = (was.get(i), is.get(j)) {
        if a == b {
            kept.push(*a);
            (i, j) = (i + 1, j + 1);
        } else if of(&lengths, i + 1, j) >= of(&lengths, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_keeps_its_order_is_the_longest_run() {
        // 14 went from second to last: the other three kept theirs.
        assert_eq!(in_order(&["12", "14", "15", "16"], &["12", "15", "16", "14"]), ["12", "15", "16"]);
        assert_eq!(in_order(&[], &["12"]), [] as [&str; 0]);
    }
}

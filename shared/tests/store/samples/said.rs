//! What a sample says, and what one could say.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// The names of all attributes within a sample.
pub fn attributes(sample: &Value, names: &mut BTreeSet<String>) {
    match sample {
        Value::Object(fields) => {
            for (name, value) in fields {
                names.insert(name.clone());
                attributes(value, names);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| attributes(value, names)),
        _ => {}
    }
}

/// How a field is printed that has nothing in it.
const NOTHING: [&str; 4] = ["None", "false", "[]", "{}"];

/// The fields of what was read, by type and name: `{:#?}` prints each on a line of its own,
/// also those that an item left out.
#[derive(Default)]
pub struct Fields(BTreeMap<(String, String), Field>);

#[derive(Default)]
struct Field {
    /// Whether anything ever stood in it.
    said: bool,
    /// The rows that were read with it.
    rows: BTreeSet<String>,
}

impl Fields {
    /// Notes all fields of what was read of a row.
    pub fn read(&mut self, row: &str, text: &str) {
        // The types around the line; none for a list, a tuple or a map.
        let mut around: Vec<Option<String>> = Vec::new();
        for line in text.lines().map(str::trim) {
            let mut line = line.strip_suffix(',').unwrap_or(line);
            // A key of a map may end here and its value begin.
            if let Some(rest) = line.strip_prefix(['}', ')', ']']) {
                around.pop();
                line = rest.strip_prefix(": ").unwrap_or(rest);
            }
            let opens = line.ends_with(['{', '(', '[']);
            let field = line.split_once(": ");
            let field = field.filter(|(name, _)| is_name(name));
            if let (Some((name, value)), Some(Some(of))) = (field, around.last()) {
                let field = self.0.entry((of.clone(), name.to_owned()));
                let field = field.or_default();
                field.said |= !NOTHING.contains(&value);
                field.rows.insert(row.to_owned());
            }
            if opens {
                let value = field.map_or(line, |(_, value)| value);
                let of = value.strip_suffix(" {").filter(|of| is_name(of));
                around.push(of.map(str::to_owned));
            }
        }
    }

    /// The fields in which nothing ever stood, and which `is_held` does not know either.
    pub fn never_said(&self, is_held: impl Fn(&str, &str) -> bool) -> Vec<String> {
        let is_silent = |name: &str, field: &Field| {
            !field.said && !field.rows.iter().any(|row| is_held(row, name))
        };
        let fields = self.0.iter();
        let silent = fields.filter(|((_, name), field)| is_silent(name, field));
        silent
            .map(|((of, name), _)| format!("{of}.{name}"))
            .collect()
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|letter| letter.is_alphanumeric() || letter == '_')
}

#[test]
fn a_field_that_no_sample_holds_is_found() {
    #[derive(Debug)]
    #[expect(dead_code, reason = "it is read as text")]
    struct Line {
        note: Option<&'static str>,
        sure: bool,
    }
    #[derive(Debug)]
    #[expect(dead_code, reason = "it is read as text")]
    struct Order {
        closed_at: Option<u32>,
        lines: Vec<Line>,
        other: Option<Line>,
        texts: BTreeMap<Option<u8>, Line>,
        last: Option<u32>,
    }
    let line = |note| Line { note, sure: false };
    let mut fields = Fields::default();
    for note in [None, Some("no {onion}: None")] {
        let order = Order {
            closed_at: None,
            lines: vec![line(None), line(note)],
            other: None,
            texts: [(Some(1), line(None)), (Some(2), line(None))].into(),
            last: note.map(|_| 7),
        };
        fields.read("order", &format!("{order:#?}"));
    }
    let missing = fields.never_said(|_, name| name == "sure");
    assert_eq!(missing, ["Order.closed_at", "Order.other"]);
    let missing = fields.never_said(|_, _| false);
    assert_eq!(missing.len(), 3, "{missing:?}");
}

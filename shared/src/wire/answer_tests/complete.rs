//! That no answer of the document, and no field of one, is without a snapshot.

use std::collections::BTreeSet;

use serde_json::Value;

use super::all;

/// The schemas of the document.
fn document() -> Value {
    serde_json::from_str(include_str!("../../../../docs/openapi.json")).unwrap()
}

/// The schemas that a part of the document names, not those that they name in turn.
fn named(part: &Value, found: &mut BTreeSet<String>) {
    match part {
        Value::Object(fields) => {
            if let Some(name) = fields.get("$ref").and_then(Value::as_str) {
                found.insert(name.rsplit('/').next().unwrap().to_owned());
            }
            fields.values().for_each(|part| named(part, found));
        }
        Value::Array(parts) => parts.iter().for_each(|part| named(part, found)),
        _ => {}
    }
}

/// The names of the fields of a value, however deep.
fn fields_of(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                found.insert(name.clone());
                fields_of(value, found);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| fields_of(value, found)),
        _ => {}
    }
}

#[test]
fn no_answer_of_the_document_and_no_field_of_one_is_left_out() {
    let document = document();
    let mut answers = BTreeSet::new();
    for path in document["paths"].as_object().unwrap().values() {
        for operation in path.as_object().unwrap().values() {
            named(&operation["responses"], &mut answers);
        }
    }
    // What a problem is made of is shown where it is made.
    answers.remove("Problem");
    let all = all();
    for answer in answers {
        let shown = all.get(answer.as_str());
        let shown = shown.unwrap_or_else(|| panic!("{answer} has no snapshot"));
        let mut fields = BTreeSet::new();
        fields_of(shown, &mut fields);
        let mut schemas = BTreeSet::from([answer.clone()]);
        let mut seen = BTreeSet::new();
        while let Some(name) = schemas.pop_first() {
            let schema = &document["components"]["schemas"][&name];
            // Either of several, and a snapshot is of one.
            let either = schema.get("oneOf").or(schema.get("anyOf")).is_some();
            if either || !seen.insert(name.clone()) {
                continue;
            }
            named(schema, &mut schemas);
            for field in schema["properties"].as_object().into_iter().flatten() {
                assert!(
                    fields.contains(field.0),
                    "{answer} shows no {name}.{}",
                    field.0
                );
            }
        }
    }
}

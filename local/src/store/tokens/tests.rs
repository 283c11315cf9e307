//! What a token comes to, here and with the engine's own tokens.

use serde_json::{Value, from_value, json};

use super::*;
use crate::store::fixture::File;

/// A transaction that makes an item, and adds to a count of another one.
fn transaction(token: &str, name: &str, by: u32) -> Value {
    json!({
        "ClientRequestToken": token,
        "TransactItems": [
            {"Put": {"TableName": "items", "Item": {"pk": {"S": name}, "by": {"N": by.to_string()}},
                "ConditionExpression": "attribute_not_exists(pk)"}},
            {"Update": {"TableName": "items", "Key": {"pk": {"S": "count"}},
                "UpdateExpression": "ADD c :by",
                "ExpressionAttributeValues": {":by": {"N": by.to_string()}}}},
        ],
    })
}

/// The same transaction with the keys of its objects in another order.
fn turned(value: &Value) -> String {
    match value {
        Value::Object(map) => {
            let entries = map.iter().rev();
            let entries = entries.map(|(key, value)| format!("{key:?}: {}", turned(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        Value::Array(values) => {
            let values: Vec<_> = values.iter().map(turned).collect();
            format!("[{}]", values.join(", "))
        }
        other => other.to_string(),
    }
}

/// What each body comes to: `done`, or the error's name; and the count at the end.
fn outcomes(
    bodies: &[String],
    mut transact: impl FnMut(&Database, &str) -> dynoxide::Result<()>,
) -> Vec<String> {
    let file = File::with_view("NEW_IMAGE");
    let mut outcomes: Vec<_> = bodies
        .iter()
        .map(|body| match transact(&file.db, body) {
            Ok(()) => "done".to_owned(),
            Err(error) => {
                let name = error.error_type();
                name.rsplit('#').next().unwrap_or_default().to_owned()
            }
        })
        .collect();
    let get = json!({"TableName": "items", "Key": {"pk": {"S": "count"}}});
    let item = file.db.get_item(from_value(get).unwrap()).unwrap().item;
    outcomes.push(serde_json::to_string(&item.unwrap()["c"]).unwrap());
    outcomes
}

#[test]
fn a_token_comes_to_what_the_engine_s_own_would_come_to() {
    let one = transaction("one", "a", 1);
    let costed = {
        let mut costed = one.clone();
        costed["ReturnConsumedCapacity"] = "TOTAL".into();
        costed
    };
    let without = {
        let mut without = transaction("", "f", 8);
        without
            .as_object_mut()
            .unwrap()
            .remove("ClientRequestToken");
        without
    };
    let bodies: Vec<String> = [
        one.to_string(),
        // A retry, as it was and written otherwise.
        one.to_string(),
        turned(&one),
        costed.to_string(),
        // A slip: another transaction with that token.
        transaction("one", "b", 1).to_string(),
        transaction("one", "a", 2).to_string(),
        // Refused, so its token is free.
        transaction("two", "a", 1).to_string(),
        transaction("two", "c", 2).to_string(),
        transaction("two", "c", 2).to_string(),
        // Another token for the same transaction, and none.
        transaction("three", "c", 2).to_string(),
        without.to_string(),
        without.to_string(),
        transaction(&"x".repeat(36), "d", 16).to_string(),
        transaction(&"x".repeat(36), "d", 16).to_string(),
        transaction(&"x".repeat(37), "e", 32).to_string(),
        "{\"TransactItems\":".to_owned(),
    ]
    .into();
    let mut tokens = Tokens::default();
    let ours = outcomes(&bodies, |db, body| {
        let transaction = Transaction::read(body.as_bytes())?;
        tokens.transact(db, transaction)?().map(drop)
    });
    let theirs = outcomes(&bodies, |db, body| {
        let request = serde_json::from_str(body).map_err(|error| unreadable(&error))?;
        db.transact_write_items(request).map(drop)
    });
    assert_eq!(ours, theirs);
    let told = |name: &str| ours.iter().filter(|outcome| *outcome == name).count();
    assert_eq!(told("done"), 9);
    assert_eq!(told("IdempotentParameterMismatchException"), 2);
    assert_eq!(ours.last().map(String::as_str), Some(r#"{"N":"27"}"#));
}

#[test]
fn a_token_is_forgotten_after_ten_minutes_and_never_before() {
    let (mut kept, start) = (Tokens::default(), Instant::now());
    let of = |json: &str| serde_json::from_str::<Digest>(json).unwrap();
    for minute in 0..20_u64 {
        let now = start + Duration::from_secs(60 * minute);
        kept.forget(now);
        kept.keep(minute.to_string().into(), of("1"), now);
        let (known, in_turn) = (kept.of.len(), kept.in_turn.len());
        assert_eq!((known, in_turn), (known, known));
        let oldest = minute.saturating_sub(9);
        assert_eq!(known as u64, minute - oldest + 1);
        assert!(kept.of.contains_key(oldest.to_string().as_str()));
    }
}

#[test]
fn no_more_are_kept_than_there_is_room_for() {
    let (mut kept, now) = (Tokens::default(), Instant::now());
    let of: Digest = serde_json::from_str("1").unwrap();
    for token in 0..KEPT + 3 {
        kept.forget(now);
        kept.keep(token.to_string().into(), of, now);
    }
    assert_eq!((kept.of.len(), kept.in_turn.len()), (KEPT, KEPT));
    assert!(!kept.of.contains_key("2") && kept.of.contains_key("3"));
}

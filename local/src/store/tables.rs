//! Makes the template's tables, and compares those that are there already.

use std::{collections::BTreeMap, path::Path};

use dynoxide::{Database, TableMetadata};
use serde_json::{Value, json};

use super::StoreError;
use crate::template::{Key, Table};

/// Makes `table` when it is missing, else checks that it is the same.
///
/// # Errors
/// [`StoreError::TableDiffers`], or what the engine says.
pub(super) fn ensure(db: &Database, table: &Table, path: &Path) -> Result<(), StoreError> {
    match db.get_table_metadata(&table.name)? {
        None => {
            db.create_table(request(create_request(table), table, path)?)?;
            enable_ttl(db, table, path)
        }
        Some(found) => {
            // A kill between the two calls above leaves a table without its TTL.
            if found.ttl_attribute.is_none() && !found.ttl_enabled {
                enable_ttl(db, table, path)?;
            }
            let found = db.get_table_metadata(&table.name)?.unwrap_or(found);
            compare(table, &found).map_err(|difference| StoreError::TableDiffers {
                table: table.name.clone(),
                path: path.to_owned(),
                difference,
            })
        }
    }
}

fn enable_ttl(db: &Database, table: &Table, path: &Path) -> Result<(), StoreError> {
    let Some(attribute) = &table.ttl_attribute else {
        return Ok(());
    };
    let specification = json!({
        "TableName": table.name,
        "TimeToLiveSpecification": {"AttributeName": attribute, "Enabled": true},
    });
    db.update_time_to_live(request(specification, table, path)?)?;
    Ok(())
}

/// The engine's request types come from JSON, which is where they check their fields.
fn request<T: serde::de::DeserializeOwned>(
    body: Value,
    table: &Table,
    path: &Path,
) -> Result<T, StoreError> {
    serde_json::from_value(body).map_err(|error| StoreError::TableDiffers {
        table: table.name.clone(),
        path: path.to_owned(),
        difference: format!("the template's definition is refused: {error}"),
    })
}

fn create_request(table: &Table) -> Value {
    let attributes: Vec<Value> = table
        .attributes
        .iter()
        .map(|(name, kind)| json!({"AttributeName": name, "AttributeType": kind}))
        .collect();
    let mut body = json!({
        "TableName": table.name,
        "AttributeDefinitions": attributes,
        "KeySchema": key_schema(&table.key),
        "BillingMode": "PAY_PER_REQUEST",
    });
    if !table.indexes.is_empty() {
        body["GlobalSecondaryIndexes"] = table
            .indexes
            .iter()
            .map(|index| {
                let mut projection = json!({"ProjectionType": index.projection});
                if !index.include.is_empty() {
                    projection["NonKeyAttributes"] = json!(index.include);
                }
                json!({
                    "IndexName": index.name,
                    "KeySchema": key_schema(&index.key),
                    "Projection": projection,
                })
            })
            .collect();
    }
    if let Some(view) = &table.stream_view {
        body["StreamSpecification"] = json!({"StreamEnabled": true, "StreamViewType": view});
    }
    body
}

fn key_schema(key: &Key) -> Value {
    let mut schema = vec![json!({"AttributeName": key.partition, "KeyType": "HASH"})];
    if let Some(sort) = &key.sort {
        schema.push(json!({"AttributeName": sort, "KeyType": "RANGE"}));
    }
    Value::Array(schema)
}

/// Says what differs, for people; the order of lists does not count.
fn compare(table: &Table, found: &TableMetadata) -> Result<(), String> {
    let wanted = create_request(table);
    same("the key", &wanted["KeySchema"], &parse(&found.key_schema))?;
    same(
        "the attribute types",
        &by_name(&wanted["AttributeDefinitions"], "AttributeName"),
        &by_name(&parse(&found.attribute_definitions), "AttributeName"),
    )?;
    same(
        "the indexes",
        &by_name(&wanted["GlobalSecondaryIndexes"], "IndexName"),
        &by_name(
            &found.gsi_definitions.as_deref().map_or(Value::Null, parse),
            "IndexName",
        ),
    )?;
    let stream = found
        .stream_enabled
        .then_some(found.stream_view_type.as_deref())
        .flatten();
    same("the stream", &json!(table.stream_view), &json!(stream))?;
    let ttl = found
        .ttl_enabled
        .then_some(found.ttl_attribute.as_deref())
        .flatten();
    same("the TTL", &json!(table.ttl_attribute), &json!(ttl))
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or(Value::Null)
}

fn by_name(list: &Value, key: &str) -> Value {
    let named: BTreeMap<&str, Value> = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|entry| Some((entry[key].as_str()?, normal(entry))))
        .collect();
    json!(named)
}

/// An index without the members that say nothing, and with its list in one order.
fn normal(entry: &Value) -> Value {
    let mut entry = entry.clone();
    if let Some(include) = entry["Projection"]["NonKeyAttributes"].as_array_mut() {
        include.sort_by_key(ToString::to_string);
    } else if let Some(projection) = entry["Projection"].as_object_mut() {
        projection.remove("NonKeyAttributes");
    }
    if let Some(index) = entry.as_object_mut() {
        index.retain(|_, value| !value.is_null());
    }
    entry
}

fn same(what: &str, wanted: &Value, found: &Value) -> Result<(), String> {
    if wanted == found {
        Ok(())
    } else {
        Err(format!(
            "{what} should be {wanted} and is {found} in the file"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Index;

    fn table() -> Table {
        Table {
            id: "Table".into(),
            name: "orders".into(),
            attributes: ["pk", "sk", "gsi1pk", "gsi1sk"]
                .map(|name| (name.to_owned(), "S".to_owned()))
                .into(),
            key: Key {
                partition: "pk".into(),
                sort: Some("sk".into()),
            },
            indexes: vec![Index {
                name: "gsi1".into(),
                key: Key {
                    partition: "gsi1pk".into(),
                    sort: Some("gsi1sk".into()),
                },
                projection: "INCLUDE".into(),
                include: vec!["b".into(), "a".into()],
            }],
            ttl_attribute: Some("expires_at".into()),
            stream_view: Some("NEW_AND_OLD_IMAGES".into()),
        }
    }

    fn differs(change: impl FnOnce(&mut Table)) -> String {
        let db = Database::memory().unwrap();
        ensure(&db, &table(), Path::new("file")).unwrap();
        let mut other = table();
        change(&mut other);
        match ensure(&db, &other, Path::new("file")).unwrap_err() {
            StoreError::TableDiffers { difference, .. } => difference,
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_second_start_finds_the_same_table() {
        let db = Database::memory().unwrap();
        ensure(&db, &table(), Path::new("file")).unwrap();
        let mut reordered = table();
        reordered.indexes[0].include.reverse();
        ensure(&db, &reordered, Path::new("file")).unwrap();
        assert_eq!(db.table_count().unwrap(), 1);
    }

    #[test]
    fn every_difference_is_named() {
        type Change = fn(&mut Table);
        let cases: [(&str, Change); 5] = [
            ("the key", |t| t.key.sort = Some("gsi1sk".into())),
            ("the attribute types", |t| {
                t.attributes.insert("gsi1sk".into(), "N".into());
            }),
            ("the indexes", |t| t.indexes[0].projection = "ALL".into()),
            ("the stream", |t| t.stream_view = None),
            ("the TTL", |t| t.ttl_attribute = Some("ttl".into())),
        ];
        for (what, change) in cases {
            let difference = differs(change);
            assert!(difference.starts_with(what), "{difference}");
        }
    }

    #[test]
    fn a_ttl_that_a_kill_left_out_is_set_at_the_next_start() {
        let db = Database::memory().unwrap();
        let mut without = table();
        without.ttl_attribute = None;
        ensure(&db, &without, Path::new("file")).unwrap();
        ensure(&db, &table(), Path::new("file")).unwrap();
        let found = db.get_table_metadata("orders").unwrap().unwrap();
        assert_eq!(found.ttl_attribute.as_deref(), Some("expires_at"));
    }
}

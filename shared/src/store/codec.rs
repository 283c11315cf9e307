//! Items and the types in them. Besides its fields an item holds its keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::keys::{GSI_PK, GSI_SK, Key};

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

fn corrupt(key: impl Into<String>, source: serde_dynamo::Error) -> StoreError {
    StoreError::Corrupt {
        key: key.into(),
        source: Box::new(source),
    }
}

/// Reads a type out of an item; attributes that the type does not name are left alone.
///
/// # Errors
/// `Corrupt` naming the key.
pub fn read_item<T: DeserializeOwned>(item: Item) -> Result<T, StoreError> {
    let name = |attribute| match item.get(attribute) {
        Some(AttributeValue::S(text)) => text.clone(),
        _ => "?".to_owned(),
    };
    let key = format!("{} {}", name("pk"), name("sk"));
    serde_dynamo::from_item(item).map_err(|e| corrupt(key, e))
}

/// Writes a type as an item under its key.
pub(super) fn write_item<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(|e| corrupt(key.pk.clone(), e))?;
    item.extend(key.attributes());
    Ok(item)
}

/// Adds the keys of the sparse index, which makes the item count as open.
pub(super) fn mark_open(item: &mut Item, partition: String, since: String) {
    item.insert(GSI_PK.to_owned(), AttributeValue::S(partition));
    item.insert(GSI_SK.to_owned(), AttributeValue::S(since));
}

/// A value for an expression.
pub(super) fn value<T: Serialize>(value: &T) -> Result<AttributeValue, StoreError> {
    serde_dynamo::to_attribute_value(value).map_err(|e| corrupt("expression", e))
}

/// A number for an expression.
pub(super) fn number(n: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(n.into().to_string())
}

//! Items and the types in them. Besides its fields an item holds its keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::StoreError;
use super::keys::{GSI_PK, GSI_SK, Key};
use super::packed::{deflate, inflate};

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

/// The attribute that holds what is not read by expressions, as compressed JSON.
const PACKED: &str = "packed";
/// What stays an attribute of its own: conditions ask for it.
const UNPACKED: &str = "version";

fn corrupt<E>(key: impl Into<String>, source: E) -> StoreError
where
    E: std::error::Error + Send + Sync + 'static,
{
    StoreError::Corrupt {
        key: key.into(),
        source: Box::new(source),
    }
}

/// Reads a type out of an item, packed or not; attributes that the type does not name are
/// left alone.
///
/// # Errors
/// `Corrupt` naming the key.
pub fn read_item<T: DeserializeOwned>(mut item: Item) -> Result<T, StoreError> {
    let name = |attribute| match item.get(attribute) {
        Some(AttributeValue::S(text)) => text.clone(),
        _ => "?".to_owned(),
    };
    let key = format!("{} {}", name("pk"), name("sk"));
    if let Some(AttributeValue::B(packed)) = item.remove(PACKED) {
        let text = inflate(packed.as_ref()).map_err(|e| corrupt(&key, e))?;
        let fields: Map<String, Value> =
            serde_json::from_str(&text).map_err(|e| corrupt(&key, e))?;
        let fields: Item = serde_dynamo::to_item(fields).map_err(|e| corrupt(&key, e))?;
        item.extend(fields);
    }
    serde_dynamo::from_item(item).map_err(|e| corrupt(key, e))
}

/// Writes a type as an item under its key.
pub(super) fn write_item<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(|e| corrupt(key.pk.clone(), e))?;
    item.extend(key.attributes());
    Ok(item)
}

/// Writes a type as an item whose fields are packed: for what is larger than a KB otherwise,
/// is written again and again, and is of no use to any expression but for its version.
pub(super) fn write_packed<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    let fields = serde_json::to_value(value).map_err(|e| corrupt(&key.pk, e))?;
    let mut item = key.attributes();
    let Value::Object(mut fields) = fields else {
        return write_item(key, value);
    };
    if let Some(version) = fields.remove(UNPACKED) {
        let version = self::value(&version)?;
        item.insert(UNPACKED.to_owned(), version);
    }
    let text = serde_json::to_vec(&fields).map_err(|e| corrupt(&key.pk, e))?;
    let packed = deflate(&text).map_err(|e| corrupt(&key.pk, e))?;
    item.insert(PACKED.to_owned(), AttributeValue::B(Blob::new(packed)));
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

/// Reads the value of one attribute.
pub(super) fn read_value<T: DeserializeOwned>(value: &AttributeValue) -> Result<T, StoreError> {
    serde_dynamo::from_attribute_value(value.clone()).map_err(|e| corrupt("attribute", e))
}

/// A number for an expression.
pub(super) fn number(n: impl Into<i128>) -> AttributeValue {
    AttributeValue::N(n.into().to_string())
}

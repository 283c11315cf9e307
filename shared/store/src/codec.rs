//! Items and the types in them. Besides its fields an item holds its keys.

use std::collections::HashMap;

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::error::StoreError;
use super::keys::{GSI_PK, GSI_SK, Key};
use super::packed::{deflate, deflate_order, unpack};

/// An item of the table.
pub type Item = HashMap<String, AttributeValue>;

/// The attribute that holds what is not read by expressions, as compressed JSON.
pub(super) const PACKED: &str = "packed";
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
        let text = unpack(packed.as_ref()).map_err(|e| corrupt(&key, e))?;
        let fields: Map<String, Value> =
            serde_json::from_slice(text.as_bytes()).map_err(|e| corrupt(&key, e))?;
        let fields: Item = serde_dynamo::to_item(fields).map_err(|e| corrupt(&key, e))?;
        item.extend(fields);
    }
    serde_dynamo::from_item(item).map_err(|e| corrupt(key, e))
}

/// Reads a type that was never stored but packed, as the JSON that it is: a reader of
/// attributes for a whole menu would be 50 KB of a function.
///
/// # Errors
/// `Corrupt` naming the key.
pub(super) fn read_packed<T: DeserializeOwned>(key: &Key, item: &Item) -> Result<T, StoreError> {
    let broken = |source: std::io::Error| corrupt(format!("{} {}", key.pk, key.sk), source);
    let not_packed = || broken(std::io::Error::other("it is not packed"));
    let packed = item.get(PACKED).and_then(|value| value.as_b().ok());
    let text = unpack(packed.ok_or_else(not_packed)?.as_ref()).map_err(broken)?;
    let fields: Result<Map<String, Value>, _> = serde_json::from_slice(text.as_bytes());
    let mut fields = fields.map_err(|e| broken(e.into()))?;
    if let Some(version) = item.get(UNPACKED) {
        let version: u64 = read_value(version)?;
        fields.insert(UNPACKED.to_owned(), version.into());
    }
    let whole = Value::Object(fields).to_string();
    serde_json::from_slice(whole.as_bytes()).map_err(|e| broken(e.into()))
}

/// Writes a type as an item under its key.
pub fn write_item<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    let mut item: Item = serde_dynamo::to_item(value).map_err(|e| corrupt(key.pk.clone(), e))?;
    item.extend(key.attributes());
    Ok(item)
}

/// Writes a type as an item whose fields are packed: for what is larger than a KB otherwise,
/// is written again and again, and is of no use to any expression but for its version.
pub(super) fn write_packed<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    pack(key, value, deflate)
}

/// The same of an order, or of what holds one.
pub(super) fn write_order<T: Serialize>(key: &Key, value: &T) -> Result<Item, StoreError> {
    pack(key, value, deflate_order)
}

fn pack<T: Serialize>(
    key: &Key,
    value: &T,
    deflate: fn(&[u8]) -> std::io::Result<Vec<u8>>,
) -> Result<Item, StoreError> {
    let fields = serde_json::to_value(value).map_err(|e| corrupt(&key.pk, e))?;
    let Value::Object(mut fields) = fields else {
        // No fields: refused there, with a reason.
        return write_item(key, value);
    };
    let mut item = key.attributes();
    if let Some(version) = fields.remove(UNPACKED) {
        let version = self::value(&version)?;
        item.insert(UNPACKED.to_owned(), version);
    }
    let text = serde_json::to_vec(&fields).map_err(|e| corrupt(&key.pk, e))?;
    let packed = deflate(&text).map_err(|e| corrupt(&key.pk, e))?;
    item.insert(PACKED.to_owned(), AttributeValue::B(Blob::new(packed)));
    Ok(item)
}

/// What is to be packed, as the text that it is then.
pub(super) fn value_text<T: Serialize>(key: &Key, value: &T) -> Result<Vec<u8>, StoreError> {
    serde_json::to_vec(value).map_err(|e| corrupt(&key.pk, e))
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

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;
    use crate::keys;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Dish {
        version: u64,
        name: String,
        price: i64,
        notes: Vec<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        allergen: Option<String>,
    }

    fn dish() -> Dish {
        Dish {
            version: 7,
            name: "Pasta é la \"Norma\"".into(),
            price: -i64::MAX,
            notes: vec!["without salt".into(); 20],
            allergen: None,
        }
    }

    #[test]
    fn what_is_packed_comes_back_and_its_version_is_there_for_conditions() {
        let key = keys::nothing();
        let item = write_packed(&key, &dish()).unwrap();
        assert_eq!(item[UNPACKED], number(7));
        assert_eq!(item.len(), key.attributes().len() + 2);
        let packed = item[PACKED].as_b().unwrap().as_ref().len();
        assert!(packed < 120, "{packed} bytes");
        assert_eq!(read_packed::<Dish>(&key, &item).unwrap(), dish());
        assert_eq!(read_item::<Dish>(item).unwrap(), dish());
    }

    #[test]
    fn what_should_be_packed_and_is_not_is_an_error() {
        let key = keys::nothing();
        let item = write_item(&key, &dish()).unwrap();
        assert!(read_packed::<Dish>(&key, &item).is_err());
    }

    #[test]
    fn an_item_from_before_is_read_as_well() {
        let item = write_item(&keys::nothing(), &dish()).unwrap();
        assert!(!item.contains_key(PACKED));
        assert_eq!(read_item::<Dish>(item).unwrap(), dish());
    }

    #[test]
    fn what_was_packed_by_nobody_is_an_error_with_its_key() {
        for bytes in [&b"\xff\xff"[..], &deflate(b"[1]").unwrap()] {
            let mut item = write_packed(&keys::nothing(), &dish()).unwrap();
            item.insert(PACKED.into(), AttributeValue::B(Blob::new(bytes)));
            let error = read_item::<Dish>(item).unwrap_err().to_string();
            let key = keys::nothing();
            assert!(error.contains(&key.pk), "{error}");
        }
    }

    #[test]
    fn what_has_no_fields_is_not_packed() {
        assert!(write_packed(&keys::nothing(), &7).is_err());
    }
}

//! An item as a file: DynamoDB's JSON with bytes in base64, and beside it what is in them.

use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::read::GzDecoder;
use salver::store::{Item, unpack};
use serde_json::{Map, Value, json};

/// The attribute that is drawn at random, and what stands for it in samples.
const DRAW: (&str, &str) = ("draw", "0123456789abcdef");

/// The attribute whose bytes are no text in another form.
const PICTURE: &str = "jpeg";

/// The file of an item.
pub fn sample_of(item: &Item) -> Value {
    let mut attributes = Map::new();
    let mut unpacked = Map::new();
    for (name, value) in item {
        if let AttributeValue::B(bytes) = value
            && name != PICTURE
        {
            unpacked.insert(name.clone(), decompressed(bytes.as_ref()));
        }
        let value = match name == DRAW.0 {
            true => json!({ "S": DRAW.1 }),
            false => to_json(value),
        };
        attributes.insert(name.clone(), value);
    }
    attributes.sort_keys();
    let mut sample = json!({ "item": attributes });
    if !unpacked.is_empty() {
        sample["unpacked"] = Value::Object(unpacked);
    }
    sample
}

/// The item of a file.
pub fn item_of(sample: &Value) -> Item {
    let attributes = sample["item"].as_object().unwrap();
    let value = |(name, value): (&String, &Value)| (name.clone(), from_json(value));
    attributes.iter().map(value).collect()
}

/// What of a sample is a promise: not how well it was compressed.
pub fn form(sample: &Value) -> Value {
    let mut sample = sample.clone();
    for value in sample["item"].as_object_mut().unwrap().values_mut() {
        if let Some(bytes) = value.get_mut("B") {
            *bytes = Value::Null;
        }
    }
    sample
}

fn decompressed(bytes: &[u8]) -> Value {
    let text = match bytes {
        [0x1f, 0x8b, ..] => std::io::read_to_string(GzDecoder::new(bytes)),
        _ => unpack(bytes),
    };
    let text = text.unwrap();
    serde_json::from_str(&text).unwrap()
}

fn to_json(value: &AttributeValue) -> Value {
    match value {
        AttributeValue::S(text) => json!({ "S": text }),
        AttributeValue::N(number) => json!({ "N": number }),
        AttributeValue::Bool(yes) => json!({ "BOOL": yes }),
        AttributeValue::Null(yes) => json!({ "NULL": yes }),
        AttributeValue::B(bytes) => json!({ "B": STANDARD.encode(bytes.as_ref()) }),
        AttributeValue::L(values) => {
            json!({ "L": values.iter().map(to_json).collect::<Vec<_>>() })
        }
        AttributeValue::M(fields) => {
            let fields = fields
                .iter()
                .map(|(name, value)| (name.clone(), to_json(value)));
            json!({ "M": fields.collect::<Map<_, _>>() })
        }
        other => panic!("no item holds {other:?}"),
    }
}

fn from_json(value: &Value) -> AttributeValue {
    let (kind, value) = value.as_object().unwrap().iter().next().unwrap();
    let text = || value.as_str().unwrap().to_owned();
    match kind.as_str() {
        "S" => AttributeValue::S(text()),
        "N" => AttributeValue::N(text()),
        "BOOL" => AttributeValue::Bool(value.as_bool().unwrap()),
        "NULL" => AttributeValue::Null(value.as_bool().unwrap()),
        "B" => AttributeValue::B(Blob::new(STANDARD.decode(text()).unwrap())),
        "L" => AttributeValue::L(value.as_array().unwrap().iter().map(from_json).collect()),
        "M" => {
            let fields = value.as_object().unwrap().iter();
            AttributeValue::M(
                fields
                    .map(|(name, value)| (name.clone(), from_json(value)))
                    .collect(),
            )
        }
        other => panic!("no item holds a {other}"),
    }
}

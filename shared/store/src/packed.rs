//! What is kept compressed: a text by `#[serde(with = "packed")]`, an item by
//! `codec::write_packed`. What is written is paid by the started KB, and JSON shrinks to a
//! third.

use std::io::{self, Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserializer, Serializer, de, ser};

pub(super) fn deflate(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text)?;
    encoder.finish()
}

pub(super) fn inflate(bytes: &[u8]) -> io::Result<String> {
    let mut text = String::new();
    DeflateDecoder::new(bytes).read_to_string(&mut text)?;
    Ok(text)
}

/// What orders have in common, by which their texts become shorter still. What is written by it
/// can be read by it alone, so it never changes: another one gets another mark.
const ORDERS: &[u8] = include_bytes!("orders.dict");

/// Begins what was written by [`ORDERS`]. No deflated text begins so: it would be a block of the
/// kind that is reserved.
const BY_ORDERS: u8 = 0x07;

/// Compresses the text of an order, or of what holds one.
pub(super) fn deflate_order(text: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(vec![BY_ORDERS], Compression::default());
    encoder.write_all(ORDERS)?;
    encoder.flush()?;
    // From here on it may point back at the dictionary, which whoever reads it has.
    let known = encoder.get_ref().len();
    encoder.write_all(text)?;
    let mut bytes = encoder.finish()?;
    bytes.drain(1..known);
    Ok(bytes)
}

/// The text that was compressed, with the dictionary or without one.
///
/// # Errors
/// When it was not.
pub fn unpack(bytes: &[u8]) -> io::Result<String> {
    let Some((&BY_ORDERS, bytes)) = bytes.split_first() else {
        return inflate(bytes);
    };
    let length = u16::try_from(ORDERS.len()).map_err(io::Error::other)?;
    // The dictionary as a block that is not compressed, and not the last one.
    let mut head = vec![0];
    head.extend(length.to_le_bytes());
    head.extend((!length).to_le_bytes());
    let whole = head.as_slice().chain(ORDERS).chain(bytes);
    let mut text = Vec::new();
    DeflateDecoder::new(whole).read_to_end(&mut text)?;
    let text = text.split_off(ORDERS.len().min(text.len()));
    String::from_utf8(text).map_err(io::Error::other)
}

/// Writes a text as bytes.
pub(super) fn serialize<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let bytes = deflate(text.as_bytes()).map_err(ser::Error::custom)?;
    serializer.serialize_bytes(&bytes)
}

/// Reads it back, every byte as it was.
pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let bytes: serde_bytes::ByteBuf = serde::Deserialize::deserialize(deserializer)?;
    inflate(&bytes).map_err(de::Error::custom)
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use crate::codec::{read_item, write_item};
    use crate::keys;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Answer {
        #[serde(with = "super")]
        body: String,
    }

    #[test]
    fn a_text_comes_back_as_it_was_and_is_smaller_in_between() {
        let lines: Vec<_> = (0..20).map(|n| format!(r#"{{"id": "é{n}"}}"#)).collect();
        for body in [String::new(), lines.join(",")] {
            let answer = Answer { body };
            let item = write_item(&keys::nothing(), &answer).unwrap();
            let kept = item["body"].as_b().unwrap().as_ref().len();
            assert!(kept <= answer.body.len() / 2 + 2, "{kept}");
            assert_eq!(read_item::<Answer>(item).unwrap(), answer);
        }
    }

    #[test]
    fn the_text_of_an_order_is_shorter_by_what_orders_have_in_common() {
        let lines: Vec<_> = (0..4)
            .map(|n| format!(r#"{{"category_id":"c{n}","quantity":{n},"status":"new"}}"#))
            .collect();
        let order = format!(r#"{{"lines":[{}],"number":1}}"#, lines.join(","));
        for text in [order.as_str(), "", "\u{1F336} of no order at all"] {
            let packed = super::deflate_order(text.as_bytes()).unwrap();
            assert_eq!(super::unpack(&packed).unwrap(), text);
            // What was written before the dictionary is read as it was.
            let plain = super::deflate(text.as_bytes()).unwrap();
            assert_ne!(plain.first(), Some(&super::BY_ORDERS));
            assert_eq!(super::unpack(&plain).unwrap(), text);
        }
        let bytes = order.as_bytes();
        let (with, without) = (super::deflate_order(bytes), super::deflate(bytes));
        let (with, without) = (with.unwrap().len(), without.unwrap().len());
        assert!(with + 20 < without, "{with} {without}");
        // It ends too early, or is no text of ours at all.
        let packed = super::deflate_order(bytes).unwrap();
        assert!(super::unpack(&packed[..packed.len() / 2]).is_err());
        assert!(super::unpack(&[super::BY_ORDERS, 255, 255]).is_err());
    }

    #[test]
    fn what_was_never_packed_is_an_error() {
        let mut item = write_item(&keys::nothing(), &Answer { body: "a".into() }).unwrap();
        let bytes = aws_sdk_dynamodb::primitives::Blob::new([255, 255]);
        item.insert(
            "body".into(),
            aws_sdk_dynamodb::types::AttributeValue::B(bytes),
        );
        assert!(read_item::<Answer>(item).is_err());
    }
}

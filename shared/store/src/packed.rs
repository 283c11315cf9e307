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

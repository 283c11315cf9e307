//! What a request says, as one number: the same for the same JSON whatever the order of an
//! object's keys, in one pass and without a copy.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// The digest of a JSON value. Two that say the same have the same one; it tells a slip from a
/// retry and keeps nobody out, so 64 bits are enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Digest(u64);

impl Digest {
    fn of(kind: u8, value: impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        (kind, value).hash(&mut hasher);
        Self(hasher.finish())
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Digest;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Digest, E> {
        Ok(Digest::of(0, ()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Digest, E> {
        Ok(Digest::of(1, value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Digest, E> {
        Ok(Digest::of(2, value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Digest, E> {
        Ok(Digest::of(3, value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Digest, E> {
        Ok(Digest::of(4, value.to_bits()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Digest, E> {
        Ok(Digest::of(5, value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Digest, A::Error> {
        let mut hasher = DefaultHasher::new();
        6_u8.hash(&mut hasher);
        while let Some(Digest(value)) = values.next_element()? {
            value.hash(&mut hasher);
        }
        Ok(Digest(hasher.finish()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Digest, A::Error> {
        // A sum, as the order of the keys says nothing.
        let mut sum = 0_u64;
        while let Some((Digest(key), Digest(value))) = entries.next_entry()? {
            let Digest(entry) = Digest::of(7, (key, value));
            sum = sum.wrapping_add(entry);
        }
        Ok(Digest::of(8, sum))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(json: &str) -> Digest {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_order_of_keys_says_nothing_and_all_else_does() {
        let one = digest(r#"[{"a": {"S": "x"}, "b": {"N": "1"}}, true, null, -1, 2, 0.5]"#);
        let turned = digest(r#"[{"b":{"N":"1"},"a":{"S":"x"}},true,null,-1,2,0.5]"#);
        assert_eq!(one, turned);
        let others = [
            r#"[{"a": {"S": "1"}, "b": {"N": "x"}}, true, null, -1, 2, 0.5]"#,
            r#"[{"b": {"S": "x"}, "a": {"N": "1"}}, true, null, -1, 2, 0.5]"#,
            r#"[{"a": {"S": "x"}}, {"b": {"N": "1"}}, true, null, -1, 2, 0.5]"#,
            r#"[{"a": {"S": "x"}, "b": {"N": "1"}}, null, true, -1, 2, 0.5]"#,
            r#"[{"a": {"S": "x"}, "b": {"N": "1"}}, true, null, -1, 2]"#,
            r#"[{"a": {"S": "\u0078y"}, "b": {"N": "1"}}, true, null, -1, 2, 0.5]"#,
            r#"[{"a": {"S": "x"}, "b": {"N": "1"}}, "true", null, -1, 2, 0.5]"#,
        ];
        for other in others {
            assert_ne!(digest(other), one, "{other}");
        }
    }

    #[test]
    fn an_escape_is_what_it_stands_for() {
        assert_eq!(digest(r#"{"\u0061": "\u00e9"}"#), digest(r#"{"a": "é"}"#));
    }
}

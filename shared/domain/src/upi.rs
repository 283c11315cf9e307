//! Where a branch is paid by UPI.

use serde::{Deserialize, Serialize};

/// The most characters of an address.
#[cfg(feature = "openapi")]
const MAX_CHARS: usize = 100;

/// A virtual payment address, such as `lakeroad@okbank`: who is paid, and by whose rails. An empty
/// one is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct UpiId(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    UpiId,
    "A UPI address as `name@provider`, at which payments arrive; an empty one is none.",
    r"^[\u0009-\u000D\u0020\u0085]*(|[A-Za-z0-9._-]{2,64}@[A-Za-z][A-Za-z0-9.-]{1,34})[\u0009-\u000D\u0020\u0085]*$",
    0..=MAX_CHARS
);

impl UpiId {
    /// The address itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The address, if there is one.
    #[must_use]
    pub fn given(&self) -> Option<&Self> {
        Some(self).filter(|id| !id.is_empty())
    }
}

impl TryFrom<String> for UpiId {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        let typed = typed.trim_matches(|c| matches!(c, '\u{9}'..='\u{D}' | ' ' | '\u{85}'));
        if typed.is_empty() {
            return Ok(Self::default());
        }
        let is_of = |part: &str, marks: &str, lengths: std::ops::RangeInclusive<usize>| {
            let fits = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
            lengths.contains(&part.len()) && part.chars().all(fits)
        };
        let is_id = typed.split_once('@').is_some_and(|(name, provider)| {
            is_of(name, "._-", 2..=64)
                && is_of(provider, ".-", 2..=35)
                && provider.starts_with(|c: char| c.is_ascii_alphabetic())
        });
        match is_id {
            true => Ok(Self(typed.to_owned())),
            false => Err("a UPI address, as name@provider".to_owned()),
        }
    }
}

impl From<UpiId> for String {
    fn from(id: UpiId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_name_at_a_provider() {
        let id = |text: &str| UpiId::try_from(text.to_owned()).map(String::from);
        for good in ["lakeroad@okbank", "98450.12345@ab", "a-b_c@Bank.In-2"] {
            assert_eq!(id(good), Ok(good.to_owned()));
            assert_eq!(id(&format!(" {good}\n")), Ok(good.to_owned()));
        }
        for none in ["", "  "] {
            assert_eq!(id(none), Ok(String::new()));
        }
        for bad in [
            "lakeroad",
            "@okbank",
            "x@okbank",
            "lake road@okbank",
            "lakeroad@1bank",
            "lakeroad@b",
            "a@b@c",
            "lakeroad@okbank&am=1",
            "लेक@okbank",
            &format!("{}@okbank", "x".repeat(65)),
            &format!("lakeroad@{}", "x".repeat(36)),
        ] {
            assert!(id(bad).is_err(), "{bad:?}");
        }
    }
}

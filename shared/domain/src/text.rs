//! Texts that people type: trimmed, bounded, without control characters.

use serde::{Deserialize, Serialize};

use super::DomainError;

/// What may be typed: no control characters but line breaks, and whatever is trimmed away.
#[cfg(feature = "openapi")]
const TYPED: &str =
    r"^[\u0009-\u000D\u0085]*[^\u0000-\u0009\u000B-\u001F\u007F-\u009F]*[\u0009-\u000D\u0085]*$";

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident, $field:literal, $max:literal;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::schema::text_schema!($name, concat!($($doc),*), TYPED, 0..=$max);

        impl $name {
            /// Trims and checks a text; an empty one is `None`.
            ///
            /// # Errors
            /// `Invalid` when it is too long or holds control characters.
            pub fn parse(text: Option<&str>) -> Result<Option<Self>, DomainError> {
                let text = text.unwrap_or_default().trim();
                if text.is_empty() {
                    return Ok(None);
                }
                if text.chars().count() > $max {
                    return Err(DomainError::invalid($field, concat!("at most ", $max, " characters")));
                }
                if text.chars().any(|c| c.is_control() && c != '\n') {
                    return Err(DomainError::invalid($field, "control characters are not allowed"));
                }
                Ok(Some(Self(text.to_owned())))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str { &self.0 }
        }
    )*};
}

texts! {
    /// How a guest wants to be called.
    GuestName, "guest.name", 40;
    /// A guest's telephone number as typed.
    Phone, "guest.phone", 24;
    /// A wish for the kitchen on a line or an order.
    Note, "note", 200;
    /// Why an order or a line was rejected or cancelled.
    Reason, "reason", 200;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_trimmed_and_bounded() {
        assert_eq!(Note::parse(None).unwrap(), None);
        assert_eq!(Note::parse(Some("  ")).unwrap(), None);
        assert_eq!(
            Note::parse(Some(" no onion ")).unwrap().unwrap().as_str(),
            "no onion"
        );
        assert!(Note::parse(Some(&"x".repeat(201))).is_err());
        assert!(GuestName::parse(Some("a\u{7}b")).is_err());
        // 40 characters of any script fit, whatever their bytes.
        assert!(GuestName::parse(Some(&"अ".repeat(40))).is_ok());
    }
}

//! Texts that people type: trimmed, bounded, and nothing in them that nobody sees.

use serde::{Deserialize, Serialize};

use super::DomainError;

/// What may be typed, as far as a regular expression can say it: nothing of what
/// [`Sort::of`] refuses, and whatever is trimmed away.
#[cfg(feature = "openapi")]
pub(crate) const fn typed(lines: Lines) -> &'static str {
    match lines {
        Lines::One => {
            r"^[\u0009-\u000D\u0085]*[^\u0000-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u206F\uFDD0-\uFDEF\uFFF0-\uFFFB\uFFFE\uFFFF]*[\u0009-\u000D\u0085]*$"
        }
        Lines::Many => {
            r"^[\u0009-\u000D\u0085]*[^\u0000-\u0009\u000B-\u001F\u007F-\u009F\u2028-\u202E\u2066-\u206F\uFDD0-\uFDEF\uFFF0-\uFFFB\uFFFE\uFFFF]*[\u0009-\u000D\u0085]*$"
        }
    }
}

macro_rules! texts {
    ($($(#[doc = $doc:literal])* $name:ident, $field:literal, $max:literal, $lines:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        #[cfg(feature = "openapi")]
        crate::schema::text_schema!($name, concat!($($doc),*), typed($lines), 0..=$max);

        impl $name {
            /// Trims and checks a text; one in which nothing is to be seen is `None`.
            ///
            /// # Errors
            /// `Invalid` when it is too long, or holds control characters or others that
            /// hide text or turn it around.
            pub fn parse(text: Option<&str>) -> Result<Option<Self>, DomainError> {
                Self::parse_as($field, text)
            }

            /// As [`Self::parse`], for a request that has it as another `field`.
            ///
            /// # Errors
            /// As [`Self::parse`].
            pub fn parse_as(
                field: &'static str,
                text: Option<&str>,
            ) -> Result<Option<Self>, DomainError> {
                let refused = |message| DomainError::invalid(field, message);
                let Some(text) = cleaned(text.unwrap_or_default(), $lines).map_err(refused)? else {
                    return Ok(None);
                };
                if text.chars().count() > $max {
                    return Err(refused(concat!("at most ", $max, " characters")));
                }
                Ok(Some(Self(text)))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str { &self.0 }
        }
    )*};
}

texts! {
    /// How a guest wants to be called.
    GuestName, "guest.name", 40, Lines::One;
    /// A guest's telephone number as typed.
    Phone, "guest.phone", 24, Lines::One;
    /// A wish for the kitchen on a line or an order.
    Note, "note", 200, Lines::Many;
    /// Why an order or a line was rejected or cancelled.
    Reason, "reason", 200, Lines::Many;
    /// By what a payment is found elsewhere: the number of a card's slip, of a UPI transaction.
    Reference, "reference", 60, Lines::One;
    /// Where something is to be brought.
    Address, "customer.address", 300, Lines::Many;
    /// What guests are told while they may not order.
    PauseWord, "word", 120, Lines::One;
    /// Who sells, as the registers have them.
    LegalName, "legal_name", 100, Lines::One;
    /// What stands below every invoice.
    InvoiceFooter, "invoice_footer", 200, Lines::Many;
    /// Who an invoice is for.
    RecipientName, "recipient.name", 100, Lines::One;
    /// The number under which they pay taxes.
    TaxNumber, "recipient.tax_number", 40, Lines::One;
}

/// Whether a text may have several lines.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lines {
    One,
    Many,
}

const CONTROLS: &str = "control characters are not allowed";
const TURNING: &str = "characters that turn text around are not allowed";
const HIDDEN: &str = "hidden characters are not allowed";

/// What a character does in a text. The sets are those of Unicode 17: general category Cf,
/// `Default_Ignorable_Code_Point`, and UAX 9 for the direction of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sort {
    /// Is to be seen.
    Visible,
    /// Parts words.
    Space,
    /// Ends a line.
    Newline,
    /// Shapes the letters around it: scripts of India, Persian and emoji need it.
    Joiner,
    /// Is needed around others and not to be seen alone: marks of direction, variants, fillers.
    Attached,
    /// Opens a part with its own direction, as Arabic and Hebrew need among other scripts.
    Isolate,
    /// Closes such a part.
    EndOfIsolate,
    /// Letters of a flag's name, behind a black flag.
    Tag,
    /// Does nothing here.
    Dropped,
    /// Has no place in a text.
    Refused(&'static str),
}

impl Sort {
    pub(crate) fn of(c: char) -> Self {
        match c {
            '\n' => Self::Newline,
            '\u{2028}' | '\u{2029}' => Self::Refused(CONTROLS),
            _ if c.is_control() => Self::Refused(CONTROLS),
            _ if c.is_whitespace() => Self::Space,
            '\u{202A}'..='\u{202E}' => Self::Refused(TURNING),
            '\u{2066}'..='\u{2068}' => Self::Isolate,
            '\u{2069}' => Self::EndOfIsolate,
            '\u{200C}' | '\u{200D}' => Self::Joiner,
            '\u{AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2065}' | '\u{FEFF}' => {
                Self::Dropped
            }
            '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180D}'
            | '\u{180F}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FFA0}'
            | '\u{E0100}'..='\u{E01EF}' => Self::Attached,
            '\u{E0020}'..='\u{E007F}' => Self::Tag,
            '\u{206A}'..='\u{206F}'
            | '\u{FDD0}'..='\u{FDEF}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}' => Self::Refused(HIDDEN),
            // The last two of each plane are no characters.
            _ if u32::from(c) & 0xFFFE == 0xFFFE => Self::Refused(HIDDEN),
            _ => Self::Visible,
        }
    }
}

/// Behind it tags name a flag, such as Scotland's.
const BLACK_FLAG: char = '\u{1F3F4}';
/// Ends the name.
const END_OF_TAGS: char = '\u{E007F}';

/// The text without what does nothing; `None` when nothing of it is to be seen.
pub(crate) fn cleaned(text: &str, lines: Lines) -> Result<Option<String>, &'static str> {
    let text = text.trim();
    let mut kept = String::with_capacity(text.len());
    let mut visible = false;
    let (mut isolates, mut in_flag) = (0_u32, false);
    let mut joiner = None;
    for c in text.chars() {
        let sort = Sort::of(c);
        if in_flag && sort != Sort::Tag {
            return Err(HIDDEN);
        }
        match sort {
            Sort::Refused(why) => return Err(why),
            Sort::Newline if lines == Lines::One => return Err(CONTROLS),
            // A part with its own direction ends with its line.
            Sort::Newline if isolates > 0 => return Err(TURNING),
            Sort::Isolate => isolates += 1,
            Sort::EndOfIsolate => isolates = isolates.checked_sub(1).ok_or(TURNING)?,
            Sort::Tag => {
                let begins = kept.ends_with(BLACK_FLAG);
                if !begins && !in_flag {
                    return Err(HIDDEN);
                }
                in_flag = c != END_OF_TAGS;
            }
            // It joins what stands on both its sides, and there is one.
            Sort::Joiner => {
                joiner = joiner.or(Some(c));
                continue;
            }
            Sort::Dropped => continue,
            Sort::Visible => visible = true,
            Sort::Newline | Sort::Space | Sort::Attached => {}
        }
        if let Some(joiner) = joiner.take()
            && joins(kept.chars().next_back())
            && joins(Some(c))
        {
            kept.push(joiner);
        }
        kept.push(c);
    }
    if isolates > 0 {
        return Err(TURNING);
    }
    if in_flag {
        return Err(HIDDEN);
    }
    Ok(visible.then(|| kept.trim().to_owned()))
}

fn joins(neighbour: Option<char>) -> bool {
    neighbour.is_some_and(|c| matches!(Sort::of(c), Sort::Visible | Sort::Attached | Sort::Tag))
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;

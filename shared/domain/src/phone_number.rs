//! Telephone numbers in one form, so that one person is one person however the number is typed.

use serde::{Deserialize, Serialize};

use super::DomainError;
use super::money::Currency;
use super::text::Sort;

/// How many digits a number has, with that of its country (ITU-T E.164, and no short ones).
const DIGITS: std::ops::RangeInclusive<usize> = 8..=15;

/// Where digits of other scripts begin; nine more follow each.
const ZEROS: [char; 14] = [
    '0', '\u{660}', '\u{6F0}', '\u{966}', '\u{9E6}', '\u{A66}', '\u{AE6}', '\u{B66}', '\u{BE6}',
    '\u{C66}', '\u{CE6}', '\u{D66}', '\u{E50}', '\u{FF10}',
];

/// How numbers are written within a country.
struct Country {
    /// Of the country whose only currency it is, or nearly so.
    currency: &'static str,
    /// The country's own number.
    code: &'static str,
    /// How many digits follow it.
    least: usize,
    most: usize,
    /// What is dialled before a number within the country, and is no part of it.
    trunk: &'static str,
}

const fn country(
    currency: &'static str,
    code: &'static str,
    (least, most): (usize, usize),
    trunk: &'static str,
) -> Country {
    Country {
        currency,
        code,
        least,
        most,
        trunk,
    }
}

/// Where a number without `+` is beyond doubt. All others are typed with `+`: in the countries of
/// the euro, for one, the same digits are numbers of several of them.
const COUNTRIES: [Country; 18] = [
    country("AED", "971", (8, 9), "0"),
    country("AUD", "61", (9, 9), "0"),
    country("BDT", "880", (10, 10), "0"),
    country("BHD", "973", (8, 8), ""),
    country("CAD", "1", (10, 10), "1"),
    country("GBP", "44", (9, 10), "0"),
    country("INR", "91", (10, 10), "0"),
    country("JPY", "81", (9, 10), "0"),
    country("KES", "254", (9, 9), "0"),
    country("KWD", "965", (8, 8), ""),
    country("LKR", "94", (9, 9), "0"),
    country("MYR", "60", (9, 10), "0"),
    country("OMR", "968", (8, 8), ""),
    country("PKR", "92", (9, 10), "0"),
    country("QAR", "974", (8, 8), ""),
    country("SGD", "65", (8, 8), ""),
    country("USD", "1", (10, 10), "1"),
    country("ZAR", "27", (9, 9), "0"),
];

/// A telephone number with `+` and that of its country, digits alone: `+919845012345`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PhoneNumber(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    PhoneNumber,
    "A telephone number with `+` and that of its country, digits alone.",
    "^\\+[1-9][0-9]{7,14}$",
    9..=16
);

impl PhoneNumber {
    /// A number as somebody typed it, with spaces, brackets and hyphens, in the digits of any
    /// script. One that does not name its country (by `+` or `00`) is of the country of
    /// `currency`, where there is one.
    ///
    /// # Errors
    /// `Invalid` with `field` for what is no such number.
    pub fn parse_as(
        field: &'static str,
        typed: &str,
        currency: Currency,
    ) -> Result<Self, DomainError> {
        let wrong = |message: &str| DomainError::invalid(field, message);
        let (plus, digits) = digits(typed).ok_or_else(|| wrong("digits of a telephone number"))?;
        let abroad = match plus {
            true => Some(digits.as_str()),
            false => digits.strip_prefix("00"),
        };
        if let Some(digits) = abroad {
            let text = format!("+{digits}");
            return Self::try_from(text).map_err(|_| wrong("8 to 15 digits behind the +"));
        }
        let mut countries = COUNTRIES.iter();
        let country = countries
            .find(|country| country.currency == currency.code())
            .ok_or_else(|| wrong("begin with + and the country's number"))?;
        let own = country
            .national(&digits)
            .ok_or_else(|| wrong("not as long as a number is here: with + for one of elsewhere"))?;
        Self::try_from(format!("+{}{own}", country.code)).map_err(|message| wrong(&message))
    }

    /// The number itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its digits without `+`.
    pub fn digits(&self) -> &str {
        self.0.trim_start_matches('+')
    }
}

/// It is personal, and whatever is written with `{:?}` may end in a log.
impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let from = self.0.len().saturating_sub(2);
        write!(
            f,
            "PhoneNumber(..{})",
            self.0.get(from..).unwrap_or_default()
        )
    }
}

impl TryFrom<String> for PhoneNumber {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let digits = text.strip_prefix('+').unwrap_or_default();
        let is_plain = digits.bytes().all(|b| b.is_ascii_digit()) && !digits.starts_with('0');
        match is_plain && DIGITS.contains(&digits.len()) {
            true => Ok(Self(text)),
            false => Err("a telephone number with + and that of its country".to_owned()),
        }
    }
}

impl From<PhoneNumber> for String {
    fn from(number: PhoneNumber) -> String {
        number.0
    }
}

impl Country {
    /// The digits that follow the country's own number.
    fn national<'a>(&self, digits: &'a str) -> Option<&'a str> {
        let fits = |digits: &&str| (self.least..=self.most).contains(&digits.len());
        let own = match self.trunk {
            "" => digits,
            trunk => digits.strip_prefix(trunk).unwrap_or(digits),
        };
        let with_code = || digits.strip_prefix(self.code).filter(fits);
        Some(own).filter(fits).or_else(with_code)
    }
}

/// Whether a text begins with `+`, and its digits; `None` where anything else is in it but what
/// parts them.
fn digits(typed: &str) -> Option<(bool, String)> {
    let mut plus = false;
    let mut digits = String::new();
    for c in typed.chars() {
        if let Some(digit) = digit(c) {
            digits.push(digit);
        } else if matches!(c, '+' | '\u{FF0B}') && !plus && digits.is_empty() {
            plus = true;
        } else if !parts_digits(c) {
            return None;
        }
    }
    (!digits.is_empty()).then_some((plus, digits))
}

/// A digit of any of the scripts above, as one of ours.
fn digit(c: char) -> Option<char> {
    ZEROS.iter().find_map(|zero| {
        let value = u32::from(c).checked_sub(u32::from(*zero))?;
        char::from_digit(value, 10)
    })
}

/// What stands between digits, or is not seen: pasted numbers carry marks of direction.
fn parts_digits(c: char) -> bool {
    let unseen = matches!(Sort::of(c), Sort::Space | Sort::Dropped | Sort::Attached);
    let turning = matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let written = matches!(
        c,
        '-' | '.' | '/' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{2212}'
    );
    unseen || turning || written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(typed: &str, currency: &str) -> Option<String> {
        let currency = Currency::try_from(currency.to_owned()).unwrap();
        let number = PhoneNumber::parse_as("phone", typed, currency).ok()?;
        Some(number.into())
    }

    #[test]
    fn one_number_has_one_form_however_it_is_typed() {
        for typed in [
            "9845012345",
            " 98450 12345 ",
            "098450-12345",
            "+91 98450 12345",
            "0091 98450 12345",
            "91 98450 12345",
            "(+91) 98450.12345",
            "९८४५० १२३४५",
            "９８４５０１２３４５",
            "\u{202A}+91 98450 12345\u{202C}",
            "\u{200B}98450\u{A0}12345",
        ] {
            let found = number(typed, "INR");
            assert_eq!(found.as_deref(), Some("+919845012345"), "{typed:?}");
        }
        assert_eq!(number("(415) 555-0100", "USD").unwrap(), "+14155550100");
        assert_eq!(number("1 415 555 0100", "USD").unwrap(), "+14155550100");
        assert_eq!(number("07911 123456", "GBP").unwrap(), "+447911123456");
        assert_eq!(number("+49 30 901820", "INR").unwrap(), "+4930901820");
        assert_eq!(number("9123 4567", "SGD").unwrap(), "+6591234567");
    }

    #[test]
    fn what_is_no_number_or_could_be_of_two_countries_is_refused() {
        for (typed, currency) in [
            ("", "INR"),
            ("+", "INR"),
            ("Meera", "INR"),
            ("98450 1234", "INR"),
            ("98450 123456", "INR"),
            ("+91 98450 12345 ext 2", "INR"),
            ("+0 98450 12345", "INR"),
            ("+1234567", "INR"),
            ("+1234567890123456", "INR"),
            ("98450+12345", "INR"),
            ("++919845012345", "INR"),
            ("030 901820", "EUR"),
        ] {
            assert_eq!(number(typed, currency), None, "{typed}");
        }
        assert_eq!(number("+49 30 901820", "EUR").unwrap(), "+4930901820");
    }

    #[test]
    fn no_log_gets_to_know_one() {
        let number = PhoneNumber::try_from("+919845012345".to_owned()).unwrap();
        assert_eq!(format!("{number:?}"), "PhoneNumber(..45)");
    }

    proptest::proptest! {
        #[test]
        fn what_was_read_is_read_as_the_same(typed in "[+0-9 ()-]{0,24}") {
            if let Some(found) = number(&typed, "INR") {
                proptest::prop_assert_eq!(number(&found, "INR"), Some(found.clone()));
                proptest::prop_assert_eq!(number(&found, "EUR"), Some(found));
            }
        }
    }
}

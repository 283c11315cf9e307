//! What a bill is called in the books: consecutive numbers of a branch and a financial year.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::money::Currency;

/// In which month a financial year begins where amounts are in Indian rupees: April.
const INDIA: i8 = 4;
/// In which month it begins elsewhere.
const ELSEWHERE: i8 = 1;

/// The year of a row of bill numbers. As text `2026`, or `2026-27` where it does not begin with
/// the calendar's.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FinancialYear(String);

impl FinancialYear {
    /// The one of a date, where prices are in this currency.
    pub fn of(date: Date, currency: Currency) -> Self {
        let begins = match currency == Currency::INR {
            true => INDIA,
            false => ELSEWHERE,
        };
        if begins == 1 {
            return Self(format!("{:04}", date.year()));
        }
        let first = date.year() - i16::from(date.month() < begins);
        Self(format!("{first:04}-{:02}", (first + 1).rem_euclid(100)))
    }

    /// The year as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for FinancialYear {
    type Err = DomainError;
    fn from_str(text: &str) -> Result<Self, DomainError> {
        let digits =
            |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let is_year = match text.split_once('-') {
            None => digits(text, 4),
            Some((first, second)) => digits(first, 4) && digits(second, 2),
        };
        match is_year {
            true => Ok(Self(text.to_owned())),
            false => Err(DomainError::invalid("year", "such as 2026 or 2026-27")),
        }
    }
}

impl TryFrom<String> for FinancialYear {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        text.parse()
    }
}

impl From<FinancialYear> for String {
    fn from(year: FinancialYear) -> Self {
        year.0
    }
}

impl fmt::Display for FinancialYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The most characters of a whole number.
pub const MAX_NUMBER: usize = 16;
/// The most characters of a prefix: with the longest year and the stroke six digits are left, more
/// bills than a branch issues in a year.
pub const MAX_PREFIX: usize = 4;

/// What a branch puts before the numbers of its bills: `LR-`. Another one begins another row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InvoicePrefix(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    InvoicePrefix,
    "What stands before the numbers of bills: capital letters, digits, `-` and `/`, not digits alone. An empty one is none.",
    "^[A-Za-z0-9/-]*$",
    0..=MAX_PREFIX
);

impl InvoicePrefix {
    /// What somebody typed; an empty one is none. Small letters are taken for capital ones.
    ///
    /// # Errors
    /// `Invalid` for what may not stand in a number, for one with which numbers would be longer
    /// than [`MAX_NUMBER`], and for digits alone, which would be read as a part of the year.
    pub fn parse(typed: &str) -> Result<Option<Self>, DomainError> {
        let text = typed.trim().to_ascii_uppercase();
        if text.is_empty() {
            return Ok(None);
        }
        let refused = |message: String| Err(DomainError::invalid("invoice_prefix", message));
        let is_good = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'/';
        if !text.bytes().all(is_good) {
            return refused("only A to Z, 0 to 9, - and /".to_owned());
        }
        if text.len() > MAX_PREFIX {
            let message = format!(
                "at most {MAX_PREFIX} characters, so that whole numbers have at most {MAX_NUMBER}"
            );
            return refused(message);
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return refused("not digits alone".to_owned());
        }
        Ok(Some(Self(text)))
    }

    /// The prefix itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for InvoicePrefix {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        let none = || DomainError::invalid("invoice_prefix", "at least one character");
        Self::parse(&text)?.ok_or_else(none)
    }
}

impl From<InvoicePrefix> for String {
    fn from(prefix: InvoicePrefix) -> Self {
        prefix.0
    }
}

/// A row of numbers: of a year, and of what stands before them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Series {
    pub year: FinancialYear,
    pub prefix: Option<InvoicePrefix>,
}

impl Series {
    /// A number of the row.
    ///
    /// # Errors
    /// `Invalid` when it would be longer than [`MAX_NUMBER`]: the row is full.
    pub fn number(&self, number: u32) -> Result<BillNumber, DomainError> {
        let made = BillNumber {
            prefix: self.prefix.clone(),
            year: self.year.clone(),
            number,
        };
        match made.to_string().len() <= MAX_NUMBER {
            true => Ok(made),
            false => {
                let message = "no number of this row is left: choose another prefix";
                Err(DomainError::invalid("invoice_prefix", message))
            }
        }
    }
}

/// The number of a bill; it keeps it when it is issued anew, and when it is void. As text
/// `2026-27/12`, or `LR-26-27/12` where the branch has a prefix: no other row ever has one that
/// reads the same, as a prefix is never digits alone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BillNumber {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<InvoicePrefix>,
    pub year: FinancialYear,
    /// From 1, without a gap.
    pub number: u32,
}

impl fmt::Display for BillNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, number) = (self.year.as_str(), self.number);
        match &self.prefix {
            None => write!(f, "{year}/{number}"),
            Some(prefix) => {
                let short = year.get(2..).unwrap_or(year);
                write!(f, "{}{short}/{number}", prefix.as_str())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn an_indian_year_begins_in_april_and_others_with_the_calendar() {
        let euro: Currency = "EUR".to_owned().try_into().unwrap();
        for (day, currency, year) in [
            (date(2027, 3, 31), Currency::INR, "2026-27"),
            (date(2027, 4, 1), Currency::INR, "2027-28"),
            (date(2099, 12, 31), Currency::INR, "2099-00"),
            (date(2027, 3, 31), euro, "2027"),
            (date(2027, 1, 1), euro, "2027"),
        ] {
            let made = FinancialYear::of(day, currency);
            assert_eq!(made.as_str(), year);
            assert_eq!(year.parse::<FinancialYear>().unwrap(), made);
        }
        for bad in ["", "26", "2026-2027", "2026-", "2026-27-28", "20a6"] {
            assert!(bad.parse::<FinancialYear>().is_err(), "{bad}");
        }
    }

    fn series(prefix: &str, year: &str) -> Series {
        Series {
            year: year.parse().unwrap(),
            prefix: InvoicePrefix::parse(prefix).unwrap(),
        }
    }

    #[test]
    fn a_prefix_is_of_what_may_stand_in_a_number() {
        let prefix = |text: &str| InvoicePrefix::parse(text).map(|p| p.map(String::from));
        assert_eq!(prefix(" lr- "), Ok(Some("LR-".to_owned())));
        assert_eq!(prefix("1/"), Ok(Some("1/".to_owned())));
        assert_eq!(prefix("  "), Ok(None));
        for bad in ["LR_", "é", "A B", "#", "20", "2026", "ABCDE", "A\u{200B}"] {
            let refused = prefix(bad).unwrap_err();
            let is_it = matches!(
                &refused,
                DomainError::Invalid {
                    field: "invoice_prefix",
                    ..
                }
            );
            assert!(is_it, "{bad}: {refused}");
        }
        let stored = serde_json::from_str::<InvoicePrefix>("\"LR-\"").unwrap();
        assert_eq!(stored.as_str(), "LR-");
        assert!(serde_json::from_str::<InvoicePrefix>("\"\"").is_err());
    }

    #[test]
    fn a_row_ends_before_its_numbers_grow_too_long() {
        let told = |row: &Series, number| row.number(number).map(|n| n.to_string());
        let long = series("KOL/", "2026-27");
        assert_eq!(told(&long, 999_999), Ok("KOL/26-27/999999".to_owned()));
        assert!(told(&long, 1_000_000).is_err());
        let plain = series("", "2026-27");
        assert_eq!(told(&plain, 12), Ok("2026-27/12".to_owned()));
        assert_eq!(told(&plain, 99_999_999), Ok("2026-27/99999999".to_owned()));
        assert!(told(&plain, 100_000_000).is_err());
        assert_eq!(told(&series("A", "2026"), 7), Ok("A26/7".to_owned()));
    }

    #[test]
    fn numbers_of_before_there_were_prefixes_are_read() {
        let old = r#"{"year":"2026-27","number":12}"#;
        let number: BillNumber = serde_json::from_str(old).unwrap();
        assert_eq!(number.to_string(), "2026-27/12");
        assert_eq!(serde_json::to_string(&number).unwrap(), old);
    }

    proptest::proptest! {
        /// Whatever is typed and however many bills there are: at most 16 characters of the
        /// alphabet, and two numbers that read the same are one.
        #[test]
        fn numbers_are_short_plain_and_their_own(
            typed in ["[A-Za-z0-9/-]{0,5}", "[A-Za-z0-9/-]{0,5}"],
            numbers in [0..=u32::MAX, 0..=u32::MAX],
            years in [2000..2100_i16, 2000..2100_i16],
            indian: bool,
        ) {
            let made = |n: usize| -> Option<BillNumber> {
                let currency = match indian {
                    true => Currency::INR,
                    false => "EUR".to_owned().try_into().unwrap(),
                };
                let row = Series {
                    year: FinancialYear::of(date(years[n], 6, 1), currency),
                    prefix: InvoicePrefix::parse(&typed[n]).ok()?,
                };
                row.number(numbers[n] >> (n * 12)).ok()
            };
            let (one, other) = (made(0), made(1));
            for number in [&one, &other].into_iter().flatten() {
                let text = number.to_string();
                proptest::prop_assert!(text.len() <= MAX_NUMBER, "{text}");
                let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b"-/".contains(&b);
                proptest::prop_assert!(text.bytes().all(plain), "{text}");
            }
            if let (Some(one), Some(other)) = (one, other) {
                proptest::prop_assert_eq!(one == other, one.to_string() == other.to_string());
            }
        }
    }
}

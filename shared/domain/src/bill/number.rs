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

/// The number of a bill; it keeps it when it is issued anew, and when it is void. As text
/// `2026-27/12`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BillNumber {
    pub year: FinancialYear,
    /// From 1, without a gap.
    pub number: u32,
}

impl fmt::Display for BillNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.year, self.number)
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
}

//! What a branch's manager chooses for its invoices, beside the numbers of its registrations, which
//! stand with its taxes.

use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::bill::number::InvoicePrefix;
use crate::text::{InvoiceFooter, LegalName};

/// What is the same on all invoices of a branch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceForm {
    /// Who sells, where the registers call them otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<LegalName>,
    /// What stands before the numbers. Another one begins another row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<InvoicePrefix>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<InvoiceFooter>,
    /// Of telephone numbers that are written without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub calling_code: Option<CallingCode>,
}

/// "Invoices shall be so." What is `None` stays, and what holds `None` is taken away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeInvoice {
    pub legal_name: Option<Option<LegalName>>,
    pub prefix: Option<Option<InvoicePrefix>>,
    pub footer: Option<Option<InvoiceFooter>>,
    pub calling_code: Option<Option<CallingCode>>,
}

impl InvoiceForm {
    /// Whether nothing was chosen.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// The form as it shall be.
    #[must_use]
    pub fn change(&self, wish: &ChangeInvoice) -> Self {
        let wish = wish.clone();
        let now = self.clone();
        Self {
            legal_name: wish.legal_name.unwrap_or(now.legal_name),
            prefix: wish.prefix.unwrap_or(now.prefix),
            footer: wish.footer.unwrap_or(now.footer),
            calling_code: wish.calling_code.unwrap_or(now.calling_code),
        }
    }
}

/// The digits that a country's telephone numbers begin with when they are called from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CallingCode(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    CallingCode,
    "The digits that the country's telephone numbers begin with when they are called from another: `91`. An empty one is none.",
    r"^\+?[0-9]*$",
    0..=5
);

impl CallingCode {
    /// What somebody typed, with a plus or without; an empty one is none.
    ///
    /// # Errors
    /// `Invalid` for what is no calling code.
    pub fn parse(typed: &str) -> Result<Option<Self>, DomainError> {
        let typed = typed.trim();
        let digits = typed.strip_prefix('+').unwrap_or(typed);
        if typed.is_empty() {
            return Ok(None);
        }
        let is_good = (1..=4).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
            && !digits.starts_with('0');
        match is_good {
            true => Ok(Some(Self(digits.to_owned()))),
            false => Err(DomainError::invalid("calling_code", "such as 91")),
        }
    }

    /// The digits alone.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for CallingCode {
    type Error = DomainError;
    fn try_from(text: String) -> Result<Self, DomainError> {
        let none = || DomainError::invalid("calling_code", "such as 91");
        Self::parse(&text)?.ok_or_else(none)
    }
}

impl From<CallingCode> for String {
    fn from(code: CallingCode) -> Self {
        code.0
    }
}

/// The fewest digits of a whole number.
const FEWEST: usize = 8;
/// The most digits of a whole number.
const MOST: usize = 15;

/// The digits by which a telephone number is reached from everywhere; `None` for what is no number,
/// or one without a calling code where none is known. Whatever script its digits are of.
pub fn called_at(phone: &str, code: Option<&CallingCode>) -> Option<String> {
    let phone = phone.trim();
    let digits: String = phone.chars().filter_map(digit).collect();
    let whole = match digits.strip_prefix("00") {
        Some(rest) => rest.to_owned(),
        None if phone.starts_with(['+', '\u{FF0B}']) => digits,
        None => {
            let national = digits.trim_start_matches('0');
            format!("{}{national}", code?.as_str())
        }
    };
    (FEWEST..=MOST).contains(&whole.len()).then_some(whole)
}

/// A digit of any script that telephone numbers are typed in, as Latin.
fn digit(typed: char) -> Option<char> {
    const ZEROS: [char; 5] = ['0', '\u{660}', '\u{6F0}', '\u{966}', '\u{FF10}'];
    let value = |zero: &char| u32::from(typed).checked_sub(u32::from(*zero));
    let value = ZEROS.iter().filter_map(value).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_reached_from_everywhere_or_not_at_all() {
        let india = CallingCode::parse("+91").unwrap();
        let at = |phone: &str| called_at(phone, india.as_ref());
        for phone in [
            "98300 12345",
            "098300-12345",
            "+91 98300 12345",
            "0091 9830012345",
            "९८३००१२३४५",
        ] {
            assert_eq!(at(phone).as_deref(), Some("919830012345"), "{phone}");
        }
        assert_eq!(at("+49 30 123456").as_deref(), Some("4930123456"));
        assert_eq!(called_at("9830012345", None), None);
        for none in ["", "call me", "+1", "12345", "+12345678901234567"] {
            assert_eq!(at(none), None, "{none}");
        }
    }

    #[test]
    fn what_is_left_out_stays_and_what_is_empty_goes() {
        let wish = ChangeInvoice {
            legal_name: Some(LegalName::parse(Some("Saffron Foods LLP")).unwrap()),
            prefix: Some(InvoicePrefix::parse("LR-").unwrap()),
            calling_code: Some(CallingCode::parse("91").unwrap()),
            ..ChangeInvoice::default()
        };
        let now = InvoiceForm::default().change(&wish);
        assert_eq!(now.prefix.as_ref().map(InvoicePrefix::as_str), Some("LR-"));
        assert_eq!(now.change(&ChangeInvoice::default()), now);
        let without = now.change(&ChangeInvoice {
            prefix: Some(None),
            ..ChangeInvoice::default()
        });
        assert!(without.prefix.is_none() && without.legal_name.is_some());
        for bad in ["0", "91a", "12345", "+"] {
            assert!(CallingCode::parse(bad).is_err(), "{bad}");
        }
    }
}

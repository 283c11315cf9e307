//! Who sells and who buys, as an invoice names them. Both are copied into each bill that is issued:
//! what the branch says of itself later changes no bill.

use serde::{Deserialize, Serialize};

use super::registration;
use super::tax::Registration;
use crate::DomainError;
use crate::address::Address;
use crate::business_day::TimeZone;
use crate::name::TaxName;
use crate::text::{self, InvoiceFooter, LegalName, RecipientName, TaxNumber};

/// What a buyer's number is called where the seller has none that says it.
const TAX_NUMBER: &str = "Tax number";

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// What the chain is called.
    pub brand: String,
    /// What the branch is called.
    pub branch: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_name: Option<LegalName>,
    #[serde(default, skip_serializing_if = "Address::is_empty")]
    pub address: Address,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub registrations: Vec<Registration>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub footer: Option<InvoiceFooter>,
    /// By whose clock the bill has its date.
    pub time_zone: TimeZone,
}

/// Who buys, where they want to be named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<RecipientName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<text::Address>,
    /// The number under which they pay taxes, by what the seller's is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registration: Option<Registration>,
}

/// Who is to be named, as somebody says it. One without anything names nobody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecipientWish {
    pub name: Option<RecipientName>,
    pub address: Option<text::Address>,
    pub tax_number: Option<TaxNumber>,
}

impl Seller {
    /// Under what the taxes are paid.
    pub fn tax_registration(&self) -> Option<&Registration> {
        let mut all = self.registrations.iter();
        all.find(|of| registration::is_of_taxes(&of.name))
    }
}

impl RecipientWish {
    /// Who is named on a bill of this seller; `None` for nobody.
    ///
    /// # Errors
    /// `Invalid` for a number that cannot be one.
    pub(super) fn of(&self, seller: Option<&Seller>) -> Result<Option<Recipient>, DomainError> {
        let label = seller.and_then(Seller::tax_registration);
        let label = match label {
            Some(of) => of.name.clone(),
            None => named(TaxName::try_from(TAX_NUMBER.to_owned()))?,
        };
        let number = self.tax_number.as_ref();
        let registration = number.map(|number| {
            let number = number.as_str().to_owned().try_into();
            let number = number.map_err(|wrong| DomainError::invalid(FIELD, wrong))?;
            let name = label;
            Registration { name, number }.checked(FIELD)
        });
        let recipient = Recipient {
            name: self.name.clone(),
            address: self.address.clone(),
            registration: registration.transpose()?,
        };
        Ok((recipient != Recipient::default()).then_some(recipient))
    }
}

/// Where a request has the number.
const FIELD: &str = "recipient.tax_number";

fn named<T>(made: Result<T, String>) -> Result<T, DomainError> {
    made.map_err(|wrong| DomainError::invalid(FIELD, wrong))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(number: &str) -> RecipientWish {
        RecipientWish {
            tax_number: TaxNumber::parse(Some(number)).unwrap(),
            ..RecipientWish::default()
        }
    }

    fn seller(names: &[&str]) -> Seller {
        let registrations = names.iter().map(|name| Registration {
            name: (*name).to_owned().try_into().unwrap(),
            number: "1".to_owned().try_into().unwrap(),
        });
        Seller {
            brand: "Saffron".to_owned(),
            branch: "Lake Road".to_owned(),
            legal_name: None,
            address: Address::default(),
            registrations: registrations.collect(),
            footer: None,
            time_zone: TimeZone::parse("Asia/Kolkata").unwrap(),
        }
    }

    #[test]
    fn a_buyer_s_number_is_of_the_kind_of_the_seller_s() {
        let india = seller(&["FSSAI", "SAC", "GSTIN"]);
        let told = |wish: RecipientWish, seller| {
            let of = wish.of(seller).map(|of| of.unwrap().registration.unwrap());
            of.map(|of| format!("{} {}", of.name.as_str(), of.number.as_str()))
        };
        let right = told(wish("27aapfu0939f1zv"), Some(&india));
        assert_eq!(right, Ok("GSTIN 27AAPFU0939F1ZV".to_owned()));
        let wrong = told(wish("27AAPFU0939F1ZW"), Some(&india)).unwrap_err();
        let is_it = matches!(&wrong, DomainError::Invalid { field, .. } if *field == FIELD);
        assert!(is_it, "{wrong}");
        let abroad = seller(&["VAT"]);
        let told_abroad = told(wish("DE 123"), Some(&abroad));
        assert_eq!(told_abroad, Ok("VAT DE 123".to_owned()));
        assert_eq!(told(wish("x"), None), Ok("Tax number x".to_owned()));
        assert_eq!(RecipientWish::default().of(Some(&india)), Ok(None));
    }
}

//! Currencies, and how many digits of each are minor units.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The currencies of ISO 4217 list one, as the maintenance agency (SIX) published it for 2026,
/// by the digits of their minor unit. Metals, bond units and codes for tests have no minor unit
/// and no place here.
///
/// A currency that is withdrawn stays, with its digits: orders in it are kept.
const BY_DIGITS: [(u8, &str); 4] = [
    (
        0,
        "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    ),
    (
        2,
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN BZD \
         CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP \
         GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK \
         LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO \
         NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS \
         SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST \
         XAD XCD XCG YER ZAR ZMW ZWG",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// An ISO 4217 currency code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency([u8; 3]);

impl Currency {
    /// Indian rupees, 100 paise each.
    pub const INR: Self = Self(*b"INR");

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Every currency, by the digits of its minor unit and then by its letters.
    pub fn all() -> impl Iterator<Item = Self> {
        let codes = BY_DIGITS.iter().flat_map(|(_, codes)| codes.split(' '));
        codes.filter_map(|code| Some(Self(code.as_bytes().try_into().ok()?)))
    }

    /// How many decimals its amounts have: 2 for INR, whose 35000 minor units are 350.00
    /// rupees; 0 for JPY, 3 for IQD.
    pub fn digits(&self) -> u8 {
        // Only what stands in the table can be made.
        self.listed().unwrap_or(2)
    }

    fn listed(&self) -> Option<u8> {
        let holds = |codes: &str| {
            // Three letters and a space each.
            let mut codes = codes.as_bytes().chunks(4);
            codes.any(|code| code.starts_with(&self.0))
        };
        let found = BY_DIGITS.iter().find(|(_, codes)| holds(codes));
        found.map(|(digits, _)| *digits)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = String;
    fn try_from(code: String) -> Result<Self, String> {
        let letters = code.as_bytes().try_into().map(Self);
        match letters {
            Ok(currency) if currency.listed().is_some() => Ok(currency),
            _ => Err("not the code of a currency, three capital letters".to_owned()),
        }
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code().to_owned()
    }
}

#[cfg(feature = "openapi")]
mod schema {
    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};

    use super::Currency;

    impl utoipa::PartialSchema for Currency {
        fn schema() -> RefOr<Schema> {
            let codes: Vec<_> = Currency::all().map(String::from).collect();
            let text = ObjectBuilder::new()
                .schema_type(SchemaType::new(Type::String))
                .description(Some("An ISO 4217 currency code."))
                // A pattern and no list of values, which would make each code a type of its own.
                .pattern(Some(format!("^({})$", codes.join("|"))))
                .examples(["INR"]);
            RefOr::T(Schema::Object(text.build()))
        }
    }

    impl utoipa::ToSchema for Currency {}
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn currency(code: &str) -> Result<Currency, String> {
        Currency::try_from(code.to_owned())
    }

    #[test]
    fn digits_are_those_of_iso_4217() {
        for (code, digits) in [
            ("HUF", 2),
            ("PKR", 2),
            ("IDR", 2),
            ("IQD", 3),
            ("INR", 2),
            ("EUR", 2),
            ("JPY", 0),
            ("KRW", 0),
            ("ISK", 0),
            ("BHD", 3),
            ("KWD", 3),
            ("CLF", 4),
        ] {
            assert_eq!(currency(code).unwrap().digits(), digits, "{code}");
        }
    }

    #[test]
    fn the_table_holds_each_code_once() {
        let all: Vec<_> = Currency::all().collect();
        let once: BTreeSet<_> = all.iter().map(Currency::code).collect();
        assert_eq!(once.len(), all.len());
        let listed = BY_DIGITS.iter().flat_map(|(_, codes)| codes.split(' '));
        assert_eq!(all.len(), listed.count());
        for (_, codes) in BY_DIGITS {
            assert!(codes.split(' ').is_sorted(), "{codes}");
        }
        assert!(
            all.iter()
                .all(|one| one.code().bytes().all(|b| b.is_ascii_uppercase()))
        );
    }

    #[test]
    fn what_is_no_currency_is_refused() {
        for bad in ["", "inr", "RUPEE", "₹₹₹", "ZZZ", "XAU", "IN R", "INR EUR"] {
            assert!(currency(bad).is_err(), "{bad}");
        }
    }
}

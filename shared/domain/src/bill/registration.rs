//! Numbers of registrations whose form is known, by what they are called. What is called otherwise
//! may be anything.

use super::tax::Registration;
use crate::DomainError;
use crate::name::TaxName;

/// A number whose form is known.
struct Form {
    /// In capital letters.
    name: &'static str,
    /// Whether taxes are paid under it.
    of_taxes: bool,
    /// Whether a number, in capital letters and without spaces, can be one.
    fits: fn(&str) -> bool,
    /// What it must be like.
    rule: &'static str,
}

const FORMS: [Form; 4] = [
    Form {
        name: "GSTIN",
        of_taxes: true,
        fits: is_gstin,
        rule: "15 characters, the last of which checks the others: one is mistyped",
    },
    Form {
        name: "FSSAI",
        of_taxes: false,
        fits: |number| digits(number, &[14]),
        rule: "14 digits",
    },
    Form {
        name: "SAC",
        of_taxes: false,
        fits: |number| digits(number, &[4, 6]),
        rule: "4 or 6 digits",
    },
    Form {
        name: "HSN",
        of_taxes: false,
        fits: |number| digits(number, &[4, 6, 8]),
        rule: "4, 6 or 8 digits",
    },
];

fn form(name: &TaxName) -> Option<&'static Form> {
    let mut forms = FORMS.iter();
    forms.find(|form| form.name.eq_ignore_ascii_case(name.as_str()))
}

/// Whether taxes are paid under a number that is called so.
pub(super) fn is_of_taxes(name: &TaxName) -> bool {
    form(name).is_none_or(|form| form.of_taxes)
}

impl Registration {
    /// The same as it is kept: a number of a known form in capital letters and without spaces.
    ///
    /// # Errors
    /// `Invalid` for `field`, when the form is known and the number has another one.
    pub fn checked(self, field: &'static str) -> Result<Self, DomainError> {
        let Some(form) = form(&self.name) else {
            return Ok(self);
        };
        let number = self.number.as_str().to_ascii_uppercase().replace(' ', "");
        let wrong = |why: &str| DomainError::invalid(field, format!("{}: {why}", form.name));
        if !(form.fits)(&number) {
            return Err(wrong(form.rule));
        }
        Ok(Self {
            name: self.name,
            number: number.try_into().map_err(|why: String| wrong(&why))?,
        })
    }
}

fn digits(number: &str, lengths: &[usize]) -> bool {
    lengths.contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
}

/// State, PAN, which registration of it, a letter, check character.
fn is_gstin(number: &str) -> bool {
    let kinds = b"ddAAAAAddddAxxx";
    let fits = |(b, kind): (u8, &u8)| match kind {
        b'd' => b.is_ascii_digit(),
        b'A' => b.is_ascii_uppercase(),
        _ => b.is_ascii_digit() || b.is_ascii_uppercase(),
    };
    number.len() == kinds.len()
        && number.bytes().zip(kinds).all(fits)
        && number.bytes().last() == check_character(number)
}

/// The last of 15: each of the others by its value, every second one twice, its digits to the
/// base of 36 added up.
fn check_character(number: &str) -> Option<u8> {
    const ALL: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut sum = 0;
    for (place, b) in number.bytes().take(14).enumerate() {
        let value = ALL.iter().position(|of| *of == b)? * (1 + place % 2);
        sum += value / 36 + value % 36;
    }
    ALL.get((36 - sum % 36) % 36).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(name: &str, number: &str) -> Result<String, DomainError> {
        let of = Registration {
            name: name.to_owned().try_into().unwrap(),
            number: number.to_owned().try_into().unwrap(),
        };
        let kept = of.checked("registrations")?;
        Ok(kept.number.as_str().to_owned())
    }

    #[test]
    fn a_gstin_is_checked_by_its_last_character() {
        for good in ["27AAPFU0939F1ZV", "29AAGCB7383J1Z4", "29ABCDE1234F1ZW"] {
            assert_eq!(checked("GSTIN", good), Ok(good.to_owned()));
        }
        let typed = checked("gstin", " 27 aapfu0939f1zv ");
        assert_eq!(typed, Ok("27AAPFU0939F1ZV".to_owned()));
        // Any other character at any place is noticed.
        let right = "27AAPFU0939F1ZV";
        for place in 0..right.len() {
            for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars() {
                let (before, after) = (&right[..place], &right[place + 1..]);
                let typed = format!("{before}{other}{after}");
                let is_right = typed == right;
                assert_eq!(checked("GSTIN", &typed).is_ok(), is_right, "{typed}");
            }
        }
        for bad in ["27AAPFU0939F1Z", "27AAPFU0939F1ZVV", "é7AAPFU0939F1ZV", "1"] {
            assert!(checked("GSTIN", bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn other_known_numbers_have_their_digits_and_unknown_ones_are_free() {
        assert!(checked("FSSAI", "12345678901234").is_ok());
        assert!(checked("FSSAI", "1234567890123").is_err());
        assert!(checked("SAC", "996331").is_ok() && checked("SAC", "99633").is_err());
        assert!(checked("HSN", "21069099").is_ok() && checked("HSN", "x").is_err());
        assert_eq!(checked("VAT", "DE 12 x"), Ok("DE 12 x".to_owned()));
    }
}

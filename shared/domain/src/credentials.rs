//! What a person signs in with, as they choose it.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::DomainError;
use crate::name::Name;
use crate::text::Sort;

/// How long a login is, in characters.
const LOGIN_LENGTH: std::ops::RangeInclusive<usize> = 3..=100;
/// How long a password is, in characters.
const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 10..=200;
/// What must be left of a password without what is guessed first, in characters.
const LEAST_LEFT: usize = 6;
/// Different characters that must be in it.
const LEAST_DIFFERENT: usize = 4;
/// A part of a login or name that a password may not lean on is at least so long.
const LEAST_PART: usize = 4;

/// What the lists of stolen passwords begin with, as far as it is long.
const GUESSED_FIRST: [&str; 12] = [
    "1234567890",
    "12345678",
    "123456",
    "password",
    "passw0rd",
    "qwertyuiop",
    "qwerty",
    "asdfghjkl",
    "iloveyou",
    "abcdefgh",
    "letmein",
    "welcome",
];

/// An e-mail address or a code, trimmed and in lower case; without spaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Login(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    Login,
    "An e-mail address or a code, without spaces; capital letters count as small ones.",
    r"^\S*$",
    LOGIN_LENGTH
);

impl Login {
    /// The login itself.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Login {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        let login = typed.trim().to_lowercase();
        if !LOGIN_LENGTH.contains(&login.chars().count()) {
            let (least, most) = (LOGIN_LENGTH.start(), LOGIN_LENGTH.end());
            return Err(format!("{least} to {most} characters"));
        }
        if !login.chars().all(|c| Sort::of(c) == Sort::Visible) {
            return Err("no spaces and no hidden characters".to_owned());
        }
        Ok(Self(login))
    }
}

impl From<Login> for String {
    fn from(login: Login) -> Self {
        login.0
    }
}

/// A password that somebody chooses: long enough, and not of what is guessed first alone.
/// No rules on kinds of characters, which only make people write it down.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct NewPassword(String);

#[cfg(feature = "openapi")]
crate::schema::text_schema!(
    NewPassword,
    "A password that is long enough, and not of what is guessed first alone.",
    "",
    PASSWORD_LENGTH
);

impl NewPassword {
    /// The password itself, to be hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Passes unless it leans on what anybody knows of its person.
    ///
    /// # Errors
    /// `Invalid` of `field` when too little is left of it without their login and name.
    pub fn fits(&self, login: &Login, name: &Name, field: &'static str) -> Result<(), DomainError> {
        let (login, name) = (login.as_str(), name.as_str().to_lowercase());
        let parts = login.split('@').chain(name.split_whitespace());
        let parts = parts.filter(|part| part.chars().count() >= LEAST_PART);
        let left = parts.fold(self.0.to_lowercase(), |left, part| left.replace(part, ""));
        if left.chars().count() < LEAST_LEFT {
            return Err(DomainError::invalid(
                field,
                "too close to the name or login",
            ));
        }
        Ok(())
    }
}

impl TryFrom<String> for NewPassword {
    type Error = String;
    fn try_from(typed: String) -> Result<Self, String> {
        if !PASSWORD_LENGTH.contains(&typed.chars().count()) {
            let (least, most) = (PASSWORD_LENGTH.start(), PASSWORD_LENGTH.end());
            return Err(format!("{least} to {most} characters"));
        }
        let small = typed.to_lowercase();
        let left = GUESSED_FIRST
            .iter()
            .fold(small, |left, part| left.replace(part, ""));
        let different: BTreeSet<char> = left.chars().collect();
        if left.chars().count() < LEAST_LEFT || different.len() < LEAST_DIFFERENT {
            return Err("too easy to guess".to_owned());
        }
        Ok(Self(typed))
    }
}

impl fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NewPassword(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Result<NewPassword, String> {
        NewPassword::try_from(text.to_owned())
    }

    #[test]
    fn a_login_is_what_a_sign_in_looks_for() {
        let login = |text: &str| Login::try_from(text.to_owned()).map(String::from);
        assert_eq!(
            login(" Vera@Lane.Example "),
            Ok("vera@lane.example".to_owned())
        );
        assert_eq!(login("वीरा"), Ok("वीरा".to_owned()));
        for bad in ["", "ab", "a b c", "a\u{200B}bc", "a\nbc", &"x".repeat(101)] {
            assert!(login(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn what_is_guessed_first_is_no_password() {
        for bad in [
            "",
            "short",
            "nine char",
            "password123",
            "Password12!",
            "1234567890",
            "qwertyuiop12",
            "aaaaaaaaaaaa",
            "abababababab",
            &"x".repeat(201),
        ] {
            assert!(password(bad).is_err(), "{bad:?}");
        }
        for good in [
            "four plain words",
            "पासवर्ड लंबा है",
            "qwerty and more",
            "k7q4-m2xh-9",
        ] {
            assert!(password(good).is_ok(), "{good:?}");
        }
        assert_eq!(
            format!("{:?}", password("four plain words").unwrap()),
            "NewPassword(..)"
        );
    }

    #[test]
    fn a_password_is_not_the_name_or_the_login() {
        let login = Login::try_from("vera.brandt@lane.example".to_owned()).unwrap();
        let name = Name::try_from("Vera Brandt".to_owned()).unwrap();
        let fits = |text: &str| password(text).unwrap().fits(&login, &name, "password");
        for bad in [
            "vera.brandt1",
            "VeraBrandt!",
            "lane.example12",
            "Brandt2026",
        ] {
            let DomainError::Invalid { field, .. } = fits(bad).unwrap_err() else {
                panic!("{bad}")
            };
            assert_eq!(field, "password", "{bad}");
        }
        assert_eq!(fits("Brandt eats at noon"), Ok(()));
    }
}

//! The codes that whoever runs the stack has, and nobody else: the one with which a house is set
//! up, once, and the operator's, which stays good.

use super::AuthError;
use super::secret::{hash, same};

/// Shortest code that is taken, in characters: nobody finds it by trying.
const LEAST: usize = 16;

/// Such a code, from the environment.
#[derive(Clone)]
pub struct StackCode(String);

impl StackCode {
    /// Takes a code.
    ///
    /// # Errors
    /// When it is so short that it could be found by trying.
    pub fn new(text: impl Into<String>) -> Result<Self, AuthError> {
        let text = text.into();
        if text.len() < LEAST {
            return Err(AuthError::Failed(
                "a code of the stack must have at least 16 characters",
            ));
        }
        Ok(Self(text))
    }

    /// Whether what was typed is the code. Neither the place of a difference nor the length
    /// shows in the time that it takes.
    pub fn is(&self, typed: &str) -> bool {
        same(&hash(&self.0), &hash(typed.trim()))
    }
}

impl std::fmt::Debug for StackCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StackCode(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_code_fits() {
        let code = StackCode::new("K7q4M2xhK7q4M2xh").unwrap();
        assert!(code.is("K7q4M2xhK7q4M2xh") && code.is(" K7q4M2xhK7q4M2xh\n"));
        for wrong in [
            "",
            "k7q4m2xhk7q4m2xh",
            "K7q4M2xhK7q4M2x",
            "K7q4M2xhK7q4M2xhh",
        ] {
            assert!(!code.is(wrong), "{wrong}");
        }
        assert!(StackCode::new("too short").is_err());
        assert_eq!(format!("{code:?}"), "StackCode(..)");
    }
}

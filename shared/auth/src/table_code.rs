//! The random code of a table's QR link.

use super::AuthError;
use salver_domain::id::TableCode;

/// Letters and digits that cannot be taken for one another when they are read out.
const ALPHABET: &[u8; 32] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
/// 32^8 codes: nobody finds another table's by trying.
const LENGTH: usize = 8;

/// A fresh code.
///
/// # Errors
/// When the system has no randomness.
pub fn fresh() -> Result<TableCode, AuthError> {
    let mut bytes = [0_u8; LENGTH];
    getrandom::fill(&mut bytes).map_err(|_| AuthError::Failed("no randomness"))?;
    let letter = |b: &u8| {
        ALPHABET
            .get(usize::from(b % 32))
            .copied()
            .map_or('2', char::from)
    };
    let code: String = bytes.iter().map(letter).collect();
    code.parse()
        .map_err(|_| AuthError::Failed("a table code could not be made"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_eight_clear_letters_and_never_the_same() {
        let codes: BTreeSet<String> = (0..500).map(|_| fresh().unwrap().into()).collect();
        assert_eq!(codes.len(), 500);
        for code in &codes {
            assert_eq!(code.len(), LENGTH);
            assert!(code.bytes().all(|b| ALPHABET.contains(&b)), "{code}");
        }
        let used: BTreeSet<u8> = codes.iter().flat_map(|c| c.bytes()).collect();
        assert_eq!(used.len(), ALPHABET.len(), "every letter comes up");
    }
}

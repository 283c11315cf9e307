//! What stands behind the `#` of the link to a receipt: which issue of which bill it opens and until
//! when, signed. The table holds nothing of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use subtle::ConstantTimeEq;

use super::AuthError;
use super::secret::Key;
use salver_domain::id::BillId;

/// What the key is used for.
const USE: &str = "receipt-link";
/// Bytes of the signature that are kept: 128 bits, so that the link stays short.
const SIGNED: usize = 16;
/// Bytes of the issue and of the second at which it is over.
const FIXED: usize = 12;
/// The longest text that is looked at.
const LONGEST: usize = 512;

/// What a link opens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptToken {
    pub bill: BillId,
    /// Which issue of the bill.
    pub issue: u32,
    /// Seconds since 1970 from which on it opens nothing any more.
    pub expires_at: i64,
}

impl ReceiptToken {
    /// The token as it stands in the link.
    ///
    /// # Errors
    /// When the key cannot be used.
    pub fn text(&self, key: &Key) -> Result<String, AuthError> {
        let mut bytes = self.issue.to_be_bytes().to_vec();
        bytes.extend(self.expires_at.to_be_bytes());
        bytes.extend(self.bill.as_str().as_bytes());
        let signature = signature(key, &bytes)?;
        bytes.extend(signature);
        Ok(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// What a text opens at `now`.
    ///
    /// # Errors
    /// `Invalid` for all that opens nothing: one that is over is told apart from nothing else, so
    /// that nobody learns which bills there were.
    pub fn parse(key: &Key, text: &str, now: Timestamp) -> Result<Self, AuthError> {
        if text.len() > LONGEST {
            return Err(AuthError::Invalid);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text);
        let bytes = bytes.map_err(|_| AuthError::Invalid)?;
        let end = bytes.len().checked_sub(SIGNED).ok_or(AuthError::Invalid)?;
        let (said, signed) = bytes.split_at(end);
        let is_ours: bool = signed.ct_eq(&signature(key, said)?).into();
        if !is_ours {
            return Err(AuthError::Invalid);
        }
        let token = Self::read(said).ok_or(AuthError::Invalid)?;
        match token.expires_at > now.as_second() {
            true => Ok(token),
            false => Err(AuthError::Invalid),
        }
    }

    fn read(said: &[u8]) -> Option<Self> {
        let (fixed, bill) = said.split_at_checked(FIXED)?;
        let (issue, expires_at) = fixed.split_at_checked(4)?;
        Some(Self {
            issue: u32::from_be_bytes(issue.try_into().ok()?),
            expires_at: i64::from_be_bytes(expires_at.try_into().ok()?),
            bill: std::str::from_utf8(bill).ok()?.parse().ok()?,
        })
    }
}

fn signature(key: &Key, said: &[u8]) -> Result<Vec<u8>, AuthError> {
    let mut signature = key.derive(USE, &[said])?.to_vec();
    signature.truncate(SIGNED);
    Ok(signature)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> Key {
        Key::new("a key of the tests with 32 letters").unwrap()
    }

    fn token() -> ReceiptToken {
        ReceiptToken {
            bill: "lane_c1_b1".parse().unwrap(),
            issue: 2,
            expires_at: 1_800_000_000,
        }
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn a_link_opens_its_bill_until_its_time_is_over() {
        let text = token().text(&key()).unwrap();
        let opened = ReceiptToken::parse(&key(), &text, at(1_799_999_999));
        assert_eq!(opened.unwrap(), token());
        assert!(!text.contains("lane") && text.len() < 80, "{text}");
        for second in [1_800_000_000, 1_900_000_000] {
            assert!(ReceiptToken::parse(&key(), &text, at(second)).is_err());
        }
        let other = Key::new("another key of the tests, 32 long!").unwrap();
        assert!(ReceiptToken::parse(&other, &text, at(0)).is_err());
    }

    #[test]
    fn nothing_of_it_can_be_changed() {
        let text = token().text(&key()).unwrap();
        for place in 0..text.len() {
            for other in ["A", "b", "-"] {
                let changed = format!("{}{other}{}", &text[..place], &text[place + 1..]);
                let opened = ReceiptToken::parse(&key(), &changed, at(0));
                assert!(opened.is_err() || changed == text, "{changed}");
            }
        }
        for bad in ["", "x", "#", &text[1..], &text.repeat(20)] {
            assert!(ReceiptToken::parse(&key(), bad, at(0)).is_err(), "{bad}");
        }
    }
}

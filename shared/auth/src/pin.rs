//! The PIN of a session: derived, never stored, so staff can read it out again and a
//! stolen table holds nothing to guess at.

use super::AuthError;
use super::secret::{Key, same};
use salver_domain::id::CheckId;

/// Wrong tries that one device has within [`DEVICE_SECONDS`].
pub const DEVICE_TRIES: u32 = 5;
/// 15 minutes.
pub const DEVICE_SECONDS: i64 = 15 * 60;
/// Wrong tries that one PIN stands within [`SESSION_SECONDS`], from all devices.
pub const SESSION_TRIES: u32 = 20;
/// One hour.
pub const SESSION_SECONDS: i64 = 3600;

/// The PIN of a session's rotation, `digits` long (4 to 6).
///
/// # Errors
/// When the key cannot be used.
pub fn derive(
    key: &Key,
    session: &CheckId,
    rotation: u32,
    digits: u8,
) -> Result<String, AuthError> {
    let mac = key.derive(
        "pin",
        &[session.as_str().as_bytes(), &rotation.to_be_bytes()],
    )?;
    let mut head = [0_u8; 8];
    head.copy_from_slice(&mac[..8]);
    let digits = usize::from(digits.clamp(4, 6));
    let modulus = 10_u64.pow(u32::try_from(digits).unwrap_or(4));
    // 2^64 is so much larger than 10^6 that no PIN is noticeably likelier than another.
    Ok(format!("{:0digits$}", u64::from_be_bytes(head) % modulus))
}

/// Whether a guess is right, in constant time.
pub fn matches(guess: &str, pin: &str) -> bool {
    same(guess.trim(), pin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_belongs_to_its_session_and_rotation() {
        let key = Key::new("a key of the tests with 32 letters").unwrap();
        let (a, b): (CheckId, CheckId) = ("lane_a".parse().unwrap(), "lane_b".parse().unwrap());
        let pins: std::collections::BTreeSet<_> = (0..50)
            .flat_map(|r| {
                [
                    derive(&key, &a, r, 6).unwrap(),
                    derive(&key, &b, r, 6).unwrap(),
                ]
            })
            .collect();
        assert!(
            pins.len() > 95,
            "hardly any of 100 PINs coincide: {}",
            pins.len()
        );
        assert!(
            pins.iter()
                .all(|p| p.len() == 6 && p.bytes().all(|c| c.is_ascii_digit()))
        );
        assert_eq!(
            derive(&key, &a, 1, 4).unwrap(),
            derive(&key, &a, 1, 4).unwrap()
        );
        assert_eq!(derive(&key, &a, 1, 4).unwrap().len(), 4);
    }
}

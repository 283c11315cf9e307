//! Printers that ask as fast as they can: what they ask too often costs nothing but the answer.
//!
//! A printer asks every few seconds, and each question reads the store. One whose interval was set
//! to nothing, or a script with its secret, asks hundreds of times as often. What is counted is in
//! the memory of the process, since a count in the store would cost each honest question more than
//! it reads; another process counts by itself. A printer gets what it gets when there is nothing to
//! print, as an error makes some of them fall silent for good.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use jiff::Timestamp;

use crate::auth::secret;
use crate::domain::id::{BranchId, PrinterId};

/// Questions of a printer in a minute that are looked at: four a second.
pub const MOST_A_MINUTE: u32 = 240;
/// Printers that are remembered; with more of them it begins anew.
const MOST_PRINTERS: usize = 2_000;

/// Questions within one minute.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Minute {
    /// Minutes since 1970.
    minute: i64,
    asked: u32,
    /// SHA-256 of the secret that was good, so that nobody else hears anything.
    secret: String,
}

/// How often printers have asked lately.
#[derive(Debug, Default)]
pub struct Pace(Mutex<HashMap<(BranchId, PrinterId), Minute>>);

/// Of this process.
pub static PACE: LazyLock<Pace> = LazyLock::new(Pace::default);

fn minute_of(now: Timestamp) -> i64 {
    now.as_second().div_euclid(60)
}

impl Pace {
    /// Counts a question of a printer that has shown its secret.
    pub fn count(&self, branch: &BranchId, printer: &PrinterId, secret: &str, now: Timestamp) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_PRINTERS {
            known.clear();
        }
        let minute = minute_of(now);
        let key = (branch.clone(), printer.clone());
        let hash = secret::hash(secret);
        let before = known.get(&key).filter(|known| known.minute == minute);
        let asked = before.map_or(0, |before| before.asked) + 1;
        let secret = hash;
        known.insert(
            key,
            Minute {
                minute,
                asked,
                secret,
            },
        );
    }

    /// Whether a printer with this secret has asked too often in this minute.
    pub fn is_over(
        &self,
        branch: &BranchId,
        printer: &PrinterId,
        secret: &str,
        now: Timestamp,
    ) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (branch.clone(), printer.clone());
        known.get(&key).is_some_and(|known| {
            known.minute == minute_of(now)
                && known.asked >= MOST_A_MINUTE
                && secret::same(&secret::hash(secret), &known.secret)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_asks_too_often_waits_for_the_next_minute() {
        let pace = Pace::default();
        let (branch, printer) = ("lane".parse().unwrap(), "hot".parse().unwrap());
        let at = |second| Timestamp::from_second(second).unwrap();
        for _ in 0..MOST_A_MINUTE {
            assert!(!pace.is_over(&branch, &printer, "right", at(59)));
            pace.count(&branch, &printer, "right", at(59));
        }
        assert!(pace.is_over(&branch, &printer, "right", at(59)));
        let other = "bar".parse().unwrap();
        assert!(!pace.is_over(&branch, &other, "right", at(59)));
        assert!(!pace.is_over(&branch, &printer, "wrong", at(59)));
        assert!(!pace.is_over(&branch, &printer, "right", at(60)));
    }
}

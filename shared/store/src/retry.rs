//! One way to try again.

use std::time::Duration;

use super::error::StoreError;

/// How often something is attempted before the caller is told that too many people change
/// the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retry(u32);

impl Retry {
    /// For what a person or a device waits for: a few people meet at one item at most.
    pub const USUAL: Self = Self(12);
    /// For a party's cart. Of eight phones that edit without a pause each attempt gets
    /// through with one chance in eight, so many are enough.
    pub const CROWD: Self = Self(200);

    /// Counts the attempts that follow.
    pub fn tries(self) -> Tries {
        Tries {
            most: self.0,
            made: 1,
        }
    }

    /// As many attempts more.
    #[must_use]
    pub fn and(self, more: usize) -> Self {
        Self(
            self.0
                .saturating_add(u32::try_from(more).unwrap_or(u32::MAX)),
        )
    }
}

/// The attempts at one thing: a loop that returns when an attempt was good, and ends with
/// [`Tries::again`].
#[derive(Debug)]
pub struct Tries {
    most: u32,
    made: u32,
}

impl Tries {
    /// Somebody else was faster, or is at the same items right now: waits, so that callers
    /// who met once do not meet again.
    ///
    /// # Errors
    /// [`StoreError::Contended`] when there were enough attempts.
    pub async fn again(&mut self) -> Result<(), StoreError> {
        pause(self.made.saturating_sub(1)).await;
        self.at_once()
    }

    /// As [`Tries::again`], where what the next attempt needs came back with the refusal. After
    /// a pause it would be old again, and whoever waits would never get through.
    ///
    /// # Errors
    /// [`StoreError::Contended`] when there were enough attempts.
    pub fn at_once(&mut self) -> Result<(), StoreError> {
        if self.made >= self.most {
            tracing::warn!(tries = self.made, "others were faster at every try");
            return Err(StoreError::Contended);
        }
        self.made += 1;
        Ok(())
    }
}

/// Waits before another attempt: 2, 4, 8 ... at most 128 ms, with full jitter, so that callers
/// who met once do not meet again.
pub(super) async fn pause(round: u32) {
    let most = 2_000_u64 << round.min(6);
    let random = getrandom::u64().unwrap_or(most);
    tokio::time::sleep(Duration::from_micros(random % (most + 1))).await;
}

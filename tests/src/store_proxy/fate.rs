//! What may become of one call to the store.

use std::time::Duration;

/// One call of a function to the store, as the proxy sees it come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoreCall {
    /// The function's binary, `place-order`.
    pub function: String,
    /// `TransactWriteItems`.
    pub operation: String,
    /// Whether it is the read by which every process begins.
    pub warm_up: bool,
}

/// What becomes of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The store does it and its answer arrives.
    Pass,
    /// Nothing is done: the answer is 400 `ThrottlingException`.
    Throttle,
    /// Nothing is done: the answer is a bare 500, as a load balancer gives it.
    Break,
    /// Nothing is done: the connection ends.
    HangUp,
    /// The store does it, and the connection ends instead of the answer.
    LoseAnswer,
    /// The store does it after this time.
    Late(Duration),
    /// The store does it at once, and its answer arrives after this time.
    AnswerLate(Duration),
    /// Nothing is done: the calling process is killed.
    KillBefore,
    /// The store does it; the calling process is killed before it hears of it.
    KillAfter,
}

impl Fate {
    /// Whether the store gets the call at all.
    pub fn is_done(self) -> bool {
        !matches!(
            self,
            Self::Throttle | Self::Break | Self::HangUp | Self::KillBefore
        )
    }
}

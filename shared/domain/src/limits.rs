//! How much one party may order, and what else is fixed for it when it sits down.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long orders are counted together, in seconds: 10 minutes.
pub const WINDOW_SECONDS: i64 = 600;

/// How much a party may order before somebody should have a look. The values are the
/// branch's; these caps are far above any dinner, and far below what drowns a kitchen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLimits {
    /// Orders of one session, in all.
    pub orders_per_session: u32,
    /// Orders within [`WINDOW_SECONDS`], for each cart: a table that shares one has this
    /// many, one where everybody pays alone has this many for each phone.
    pub orders_per_window: u32,
    /// Lines of one order.
    pub lines_per_order: u32,
    /// Lines of one session, in all: what a phone and the floor read of a party fits into an
    /// answer, whatever it orders.
    #[serde(default = "lines_per_session")]
    pub lines_per_session: u32,
}

fn lines_per_session() -> u32 {
    1_000
}

impl Default for OrderLimits {
    fn default() -> Self {
        Self {
            orders_per_session: 100,
            orders_per_window: 10,
            lines_per_order: 40,
            lines_per_session: lines_per_session(),
        }
    }
}

/// What a party depends on, as the branch had it when the party sat down: a setting that
/// is changed meanwhile counts from the next party on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Digits of the session's PIN.
    pub pin_length: u8,
    /// How much it may order.
    pub limits: OrderLimits,
}

/// The orders of a party that are counted together: from the first of them on, for
/// [`WINDOW_SECONDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderWindow {
    /// When the first of them was placed.
    pub began_at: Timestamp,
    /// How many.
    pub orders: u32,
}

impl OrderWindow {
    /// When the next one can begin.
    pub fn ends_at(&self) -> Timestamp {
        self.began_at
            .saturating_add(SignedDuration::from_secs(WINDOW_SECONDS))
            .unwrap_or(self.began_at)
    }
}

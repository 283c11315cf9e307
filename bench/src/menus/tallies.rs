//! What is measured, as it adds up over the rounds.

use crate::stats::Times;

/// Menus of one brand.
#[derive(Default)]
pub(super) struct Published {
    /// Until it was answered.
    pub(super) answers: Times,
    /// Until a guest's phone had heard of it.
    pub(super) heard: Times,
    /// The menu as this phone reads it then.
    pub(super) read: Times,
}

/// Dishes that sold out beside so many phones.
#[derive(Default)]
pub(super) struct SoldOut {
    pub(super) answers: Times,
    /// At every phone.
    pub(super) heard: Times,
    /// At the slowest phone of each time.
    pub(super) slowest: Times,
}

//! The till: what of each business day came, went and was charged, and how the day is closed.
//!
//! Whatever is done with money writes one [`entry`] of the business day in which it is done, in the
//! same commit. A day's [`figures`] are the fold of its entries and nothing else, so they can be
//! made again at any time, and a day that is closed ([`close`]) freezes them: from then on no entry
//! of that day is taken any more.

pub mod charges;
pub mod close;
pub mod day;
pub mod entry;
pub mod figures;
pub mod sums;

#[cfg(test)]
mod figures_tests;
#[cfg(test)]
mod recount_tests;
#[cfg(test)]
mod sums_tests;

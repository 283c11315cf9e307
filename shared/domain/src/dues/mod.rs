//! What customers owe a branch: meals that were put on their account, to be settled later.
//!
//! An account ([`account`]) is found by its customer's telephone number. What is owed is kept with
//! it and moves only together with an entry of its ledger ([`entry`]), which never changes: the
//! balance is the sum of the entries, and each entry says what it was then.

pub mod account;
pub mod entry;
pub mod mark;

#[cfg(test)]
mod account_tests;

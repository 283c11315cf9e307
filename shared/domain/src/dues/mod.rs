//! What customers owe a branch: meals that were put on their account, to be settled later.
//!
//! An account ([`account`]) is found by its customer's telephone number. What is owed is kept with
//! it and moves only together with an entry of its ledger ([`entry`]), which never changes: the
//! balance is the sum of the entries, and each entry says what it was then. A bill and the account
//! that it goes on move together ([`on_account`]).

pub mod account;
pub mod entry;
pub mod mark;
pub mod on_account;

#[cfg(test)]
mod account_tests;
#[cfg(test)]
mod on_account_tests;

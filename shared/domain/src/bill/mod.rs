//! Bills: what a party is to pay, with taxes, exactly.
//!
//! The rules, and where they stand:
//!
//! - The menu's prices of the pieces that were ordered and not voided, less discounts
//!   ([`discount`]), make the net. A service charge is a part of the net.
//! - Lines that have the same taxes are taxed together: each tax of them is rounded once, by
//!   itself, halves away from zero ([`tax`]). Where prices hold the tax, what is taxed is what the
//!   rounded taxes leave, so that the menu's price stands.
//! - The whole is rounded to the branch's unit in one line, `round_off`.
//! - Before there is a bill, a cart, an order and a check say what one would come to ([`to_pay`]).
//! - A check that is split is laid out on its shares column by column ([`lay_out`], [`split`]), by
//!   largest remainders, so that the shares sum to the whole in every column.
//! - A refund takes out of what was charged ([`refund`]); what was paid too much goes back by
//!   itself ([`give_back`]).
//! - Cash that ends a bill, and cash that goes back, is rounded to the branch's smallest coin, in a
//!   column of its own ([`coin`]).
//! - A guest says which part they will pay ([`asked`]); that moves no money.
//! - What is put on a customer's account is paid, and goes back to it alone (`on_account`).
//!
//! What was charged is frozen ([`issued`]); what moves of a check's bills, who paid what and which
//! count, is one [`settlement`] with one version. What is done with them is decided on the whole
//! ([`books`]).
//!
//! All columns are minor units in `i64`: what goes in is bounded by
//! [`MAX_MINOR`](crate::money::MAX_MINOR) and rates by 100 %, so no sum comes near its end.

pub mod amounts;
pub mod asked;
pub mod books;
pub mod charged;
pub mod checkout;
pub mod coin;
pub mod compute;
pub mod discount;
pub mod form;
pub mod give_back;
pub mod issue;
pub mod issued;
mod lay_out;
pub mod number;
mod on_account;
pub mod pay;
pub mod payment;
pub mod print;
pub mod refund;
mod registration;
mod rest;
pub mod seller;
pub mod settlement;
pub mod split;
pub mod tax;
pub mod to_pay;

#[cfg(test)]
mod asked_tests;
#[cfg(test)]
mod books_desk;
#[cfg(test)]
mod books_tests;
#[cfg(test)]
mod coin_tests;
#[cfg(test)]
mod credit_tests;
#[cfg(test)]
mod independent;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod sequences;
#[cfg(test)]
mod settling_tests;
#[cfg(test)]
mod tax_tests;
#[cfg(test)]
mod to_pay_tests;
#[cfg(test)]
mod worked;
#[cfg(test)]
mod worked_payments;

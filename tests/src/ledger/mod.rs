//! The history check of money: what people at the counter asked for and were told, and what
//! printers put on paper, against the books as they stand.
//!
//! Whoever asks for something that moves money gives it a mark of its own: the reference of a
//! payment, the reason of a refund or a void. So each thing that stands is told from every other
//! one, whatever was heard of it.

mod accounts;
mod faults;
mod hands;
mod read;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use salver::domain::bill::payment::PaidBy;
use salver::domain::transitions::PrintStatus;

use crate::history::Heard;

/// What somebody at the counter wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    Bill,
    Pay,
    /// Money that came although the bill was paid: it is credit then.
    PayAgain,
    CheckOut,
    Refund,
    /// What was paid too much goes back, or is kept on a customer's account.
    Credit,
    Void,
    /// Money for what a customer owes.
    Settle,
    /// What is to a customer's credit goes out.
    PayOut,
    Print,
}

/// One intent about money, whatever came of it; all tries with its key are one.
#[derive(Debug, Clone)]
pub struct Asked {
    pub deed: Deed,
    /// The check; the account where money came for what is owed, or went out.
    pub of: String,
    /// The bill, where it is of one.
    pub bill: Option<String>,
    /// By what it is found again. No two intents have the same.
    pub mark: String,
    /// The secret of a manager's word that they sent along.
    pub word: Option<String>,
    /// What they were told last; an earlier 201 counts before a later silence.
    pub heard: Heard,
}

/// Money that came for a bill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Came {
    pub id: String,
    pub bill: String,
    pub by: PaidBy,
    /// Minor units, without the tip.
    pub amount: i64,
    pub tip: i64,
    pub mark: String,
}

/// Who gave money out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hands {
    pub by: String,
    /// Who approved it, where anybody had to.
    pub approved_by: Option<String>,
}

/// Money that went back of a bill.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Went {
    pub id: String,
    pub bill: String,
    pub by: PaidBy,
    pub amount: i64,
    /// Whether it was paid too much, so that nothing that was charged went back.
    pub is_credit: bool,
    pub mark: String,
    pub hands: Hands,
}

/// A bill in the issue that counts, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Billed {
    pub id: String,
    pub check: String,
    /// In which row of numbers it is: the year with what stands before it.
    pub row: String,
    pub number: u32,
    pub total: i64,
    pub paid: i64,
    pub tips: i64,
    pub refunded: i64,
    /// What went back of what was paid too much.
    pub credit_back: i64,
    /// Why it was taken back; an empty text where the check was billed anew in fewer bills.
    pub void: Option<String>,
}

/// A movement of a customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owed {
    /// A payment of a bill was put on it, by its ID.
    Charged(String),
    /// A refund took it off, by its ID.
    Refunded(String),
    /// Money came, with its mark.
    Settled(PaidBy, String),
    /// What was to the customer's credit went out, with its mark.
    PaidOut(PaidBy, String, Hands),
}

/// A customer's account, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub id: String,
    pub balance: i64,
    /// The number of each entry, what it is and what it adds to what is owed.
    pub entries: Vec<(u32, Owed, i64)>,
}

/// What the till of a day says, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Till {
    /// By bill, way, amount and tip.
    pub came: Vec<(String, PaidBy, i64, i64)>,
    /// By bill, way and amount.
    pub went: Vec<(String, PaidBy, i64)>,
    /// By account, way and amount; below nothing where it was paid out.
    pub settled: Vec<(String, PaidBy, i64)>,
    /// What each bill charges after all that was entered of it.
    pub charged: BTreeMap<String, i64>,
    /// How many entries there are, and how many the days know of.
    pub entries: (usize, u64),
}

/// A job of a printer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub id: String,
    /// What it is of, so that the same paper twice is seen: `bill <id>`, `copy <order>`.
    pub of: String,
    pub printer: String,
    pub status: PrintStatus,
    /// Whether a person had it printed once more.
    pub repeats: bool,
}

/// What printers put on paper.
#[derive(Debug, Clone, Default)]
pub struct Papers {
    /// The jobs, as often as they came out.
    pub printed: Vec<String>,
    /// Those of which the server knows that they came out.
    pub confirmed: BTreeSet<String>,
}

/// What stands of the money of a branch.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub bills: Vec<Billed>,
    pub came: Vec<Came>,
    pub went: Vec<Went>,
    pub accounts: Vec<Account>,
    pub till: Till,
    /// The last number that is taken, by row.
    pub last: BTreeMap<String, u32>,
    pub jobs: Vec<Job>,
    /// Who may give money out by their own word.
    pub approvers: BTreeSet<String>,
}

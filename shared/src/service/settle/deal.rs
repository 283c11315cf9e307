//! What can be done with a check's money.

use super::on_account::Whose;
use crate::domain::bill::checkout::PayAll;
use crate::domain::bill::give_back::{BackWish, RefundWish};
use crate::domain::bill::issue::BillWish;
use crate::domain::bill::pay::PayWish;
use crate::domain::dues::account::Debtor;
use crate::domain::id::{BillId, CallId, DuesId};
use crate::domain::text::Reason;
use crate::domain::till::entry::TillDeed;

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Deal {
    Bill(BillWish),
    Pay(BillId, PayWish),
    /// The payment that a guest's call asks for, which is done with then.
    PayAsked(BillId, PayWish, CallId),
    /// Puts a bill, or a part of one, on a customer's account.
    PayOnAccount(BillId, PayWish, Debtor),
    /// With how all that is due is paid in the same moment.
    CheckOut(Option<PayAll>),
    Refund(BillId, RefundWish),
    /// Takes it off what a customer owes: the account that is named, or the only one that the bill
    /// is on.
    RefundToAccount(BillId, RefundWish, Option<DuesId>),
    /// Keeps a bill's credit for a customer, on their account.
    CreditToAccount(BillId, RefundWish, Debtor),
    Void(BillId, Reason),
    /// Gives a bill to a printer.
    Print(BillId),
}

impl Deal {
    /// Whose account it moves, where it moves one.
    pub(super) fn whose(&self) -> Option<Whose<'_>> {
        match self {
            Self::PayOnAccount(_, _, debtor) | Self::CreditToAccount(_, _, debtor) => {
                Some(Whose::Debtor(debtor))
            }
            Self::RefundToAccount(bill, _, named) => Some(Whose::Bill(bill, named.as_ref())),
            _ => None,
        }
    }

    /// Whether it may need numbers of bills.
    pub(super) fn numbers(&self) -> bool {
        matches!(self, Self::Bill(_) | Self::CheckOut(Some(_)))
    }

    /// The call that it answers, where it answers one.
    pub(super) fn call(&self) -> Option<&CallId> {
        match self {
            Self::PayAsked(_, _, call) => Some(call),
            _ => None,
        }
    }

    /// What it is for the till; `None` of what moves no money.
    pub(super) fn till(&self) -> Option<TillDeed> {
        match self {
            Self::Bill(_) => Some(TillDeed::Billed),
            Self::Pay(..) | Self::PayAsked(..) | Self::PayOnAccount(..) => Some(TillDeed::Paid),
            Self::CheckOut(_) => Some(TillDeed::CheckedOut),
            Self::Refund(_, wish)
            | Self::RefundToAccount(_, wish, _)
            | Self::CreditToAccount(_, wish, _) => Some(match wish.of {
                BackWish::Credit(_) => TillDeed::CreditReturned,
                BackWish::Lines(_) | BackWish::Amount(_) => TillDeed::Refunded,
            }),
            Self::Void(..) => Some(TillDeed::Voided),
            Self::Print(_) => None,
        }
    }
}

//! A bill is put on a customer's account, and what is given back of it is owed no more.

use super::account::DuesAccount;
use super::entry::DuesEntry;
use crate::DomainError;
use crate::bill::books::{Books, Hand};
use crate::bill::give_back::RefundWish;
use crate::bill::issued::{GivenRefund, TakenPayment};
use crate::bill::pay::PayWish;
use crate::bill::settlement::Settlement;
use crate::id::{BillId, PaymentId, RefundId};

/// What moves with a bill on a customer's account.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// The account then.
    pub account: DuesAccount,
    /// Why it moved.
    pub entry: DuesEntry,
}

impl Books {
    /// Puts a bill, or a part of one, on an account. Both move together or not at all.
    ///
    /// # Errors
    /// As [`Books::pay`]; what [`DuesAccount::charge`] refuses.
    pub fn pay_on_account(
        &self,
        bill: &BillId,
        wish: &PayWish,
        (id, account): (PaymentId, &DuesAccount),
        hand: &Hand,
    ) -> Result<(Settlement, TakenPayment, Moved), DomainError> {
        let (settlement, payment) = self.paying(bill, wish, id, hand)?;
        let payment = TakenPayment {
            account_id: Some(account.id.clone()),
            ..payment
        };
        let number = &self.state(bill)?.number;
        let (account, entry) = account.charge(&payment, number, hand)?;
        Ok((settlement, payment, Moved { account, entry }))
    }

    /// Gives back what of a bill was put on an account, so that it is owed no more.
    ///
    /// # Errors
    /// As [`Books::refund`]; `Invalid` for more than was put on this account.
    pub fn refund_to_account(
        &self,
        bill: &BillId,
        wish: &RefundWish,
        (id, account): (RefundId, &DuesAccount),
        hand: &Hand,
    ) -> Result<(Settlement, GivenRefund, Moved), DomainError> {
        let to = (id, Some(account.id.clone()));
        let (settlement, refund) = self.giving_back(bill, wish, to, hand)?;
        let number = &self.state(bill)?.number;
        let (account, entry) = account.give_back(&refund, number, hand)?;
        Ok((settlement, refund, Moved { account, entry }))
    }
}

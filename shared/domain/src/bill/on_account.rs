//! A bill is put on a customer's account, and what is given back of it is owed no more.

use super::books::{Books, Hand};
use super::give_back::RefundWish;
use super::issued::{GivenRefund, TakenPayment};
use super::pay::PayWish;
use super::payment::PaidBy;
use super::settlement::{BillState, Settlement};
use crate::DomainError;
use crate::dues::account::DuesAccount;
use crate::dues::entry::DuesEntry;
use crate::id::{BillId, DuesId, PaymentId, RefundId};
use crate::money::Money;

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

    /// The account that a bill was put on: the one that is named, or the only one.
    ///
    /// # Errors
    /// `NotFound` for no such bill; `Invalid` where it is on no account, not on this one, or on
    /// several and none is named.
    pub fn account_of(&self, bill: &BillId, named: Option<&DuesId>) -> Result<DuesId, DomainError> {
        self.state(bill)?;
        let payments = self.payments.iter().filter(|p| p.bill_id == *bill);
        let mut accounts: Vec<_> = payments.filter_map(|p| p.account_id.as_ref()).collect();
        accounts.sort_unstable();
        accounts.dedup();
        match (named, accounts.as_slice()) {
            (_, []) => Err(DomainError::invalid("method", "it is on nobody's account")),
            (None, [only]) => Ok((*only).clone()),
            (None, _) => {
                let message = "it is on several accounts: say which";
                Err(DomainError::invalid("account_id", message))
            }
            (Some(named), all) if all.contains(&named) => Ok(named.clone()),
            (Some(_), _) => Err(DomainError::invalid(
                "account_id",
                "it is not on this account",
            )),
        }
    }

    /// What of a bill can still be given back: of what was paid with money, or of what was put on
    /// an account.
    pub(super) fn left_of(
        &self,
        state: &BillState,
        account: Option<&DuesId>,
    ) -> Result<Money, DomainError> {
        let currency = state.total.currency;
        let came = match account {
            None => state.paid.minus(state.on_account)?,
            Some(account) => {
                let payments = self.payments.iter().filter(|p| p.bill_id == state.id);
                let of = payments.filter(|p| p.account_id.as_ref() == Some(account));
                Money::sum(currency, of.map(|payment| payment.payment.amount))?
            }
        };
        let refunds = self.refunds.iter().filter(|r| r.bill_id == state.id);
        let went = refunds.filter(|r| match account {
            None => r.by != PaidBy::Due,
            Some(account) => r.account_id.as_ref() == Some(account),
        });
        came.minus(Money::sum(currency, went.map(|refund| refund.amount))?)
    }
}

//! Money comes for a bill.

use super::books::{Books, Hand};
use super::issued::TakenPayment;
use super::payment::{PaidBy, Pay};
use super::settlement::{BillState, Settlement};
use crate::DomainError;
use crate::id::{BillId, PaymentId};
use crate::text::Reference;

/// What somebody pays.
#[derive(Debug, Clone, PartialEq)]
pub struct PayWish {
    pub pay: Pay,
    /// By what it is found elsewhere.
    pub reference: Option<Reference>,
    /// Whether it came although the bill is paid already: it is kept, and shows as credit.
    pub again: bool,
}

impl Books {
    /// Takes a payment. `id` is the same for each retry of a request.
    ///
    /// # Errors
    /// `NotFound`, `BillVoid`; `BillStale` for a bill that nobody has paid and that is not of all
    /// that was ordered; `BillPaid` for one that is paid, unless it is said that the money came
    /// again; what [`Standing::pay`](super::payment::Standing::pay) refuses; `Invalid` for one on an
    /// account, which is [`Books::pay_on_account`].
    pub fn pay(
        &self,
        bill: &BillId,
        wish: &PayWish,
        id: PaymentId,
        hand: &Hand,
    ) -> Result<(Settlement, TakenPayment), DomainError> {
        if wish.pay.by == PaidBy::Due {
            return Err(DomainError::invalid("customer", "whose account?"));
        }
        self.paying(bill, wish, id, hand)
    }

    /// A payment of any kind.
    pub(crate) fn paying(
        &self,
        bill: &BillId,
        wish: &PayWish,
        id: PaymentId,
        hand: &Hand,
    ) -> Result<(Settlement, TakenPayment), DomainError> {
        let before = self.counting(bill)?;
        if before.payments == 0 && self.is_stale() {
            return Err(DomainError::BillStale);
        }
        let (state, payment) = paid(before, wish, id, hand)?;
        Ok((self.settlement.with(state), payment))
    }
}

/// A bill after a payment.
pub(super) fn paid(
    before: &BillState,
    wish: &PayWish,
    id: PaymentId,
    hand: &Hand,
) -> Result<(BillState, TakenPayment), DomainError> {
    let standing = before.standing();
    if standing.is_paid() && !wish.again {
        return Err(DomainError::BillPaid);
    }
    let payment = standing.pay(&wish.pay, hand.coin)?;
    let mut state = before.clone();
    state.paid = state.paid.plus(payment.amount)?;
    state.tips = state.tips.plus(payment.tip)?;
    if payment.by == PaidBy::Due {
        state.on_account = state.on_account.plus(payment.amount)?;
    }
    state.payments += 1;
    let taken = TakenPayment {
        id,
        bill_id: before.id.clone(),
        issue: before.issue,
        payment,
        reference: wish.reference.clone(),
        account_id: None,
        taken_by: hand.by.clone(),
        at: hand.at,
        business_day: hand.day,
    };
    Ok((state, taken))
}

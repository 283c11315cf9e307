//! What of a bill is on customers' accounts.

use super::books::Books;
use super::payment::PaidBy;
use super::settlement::BillState;
use crate::DomainError;
use crate::id::{BillId, DuesId};
use crate::money::Money;

impl Books {
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

    /// What of a bill's charges can still be given back: of what was paid with money, or of what was
    /// put on an account. Credit, which is always money, is given back by itself.
    pub(super) fn left_of(
        &self,
        state: &BillState,
        account: Option<&DuesId>,
    ) -> Result<Money, DomainError> {
        let currency = state.total.currency;
        let came = match account {
            None => {
                let too_much = (state.paid.minor - state.total.minor).max(0);
                let money = state.paid.minus(state.on_account)?;
                money.minus(Money::new(too_much, currency))?
            }
            Some(account) => {
                let payments = self.payments.iter().filter(|p| p.bill_id == state.id);
                let of = payments.filter(|p| p.account_id.as_ref() == Some(account));
                Money::sum(currency, of.map(|payment| payment.payment.amount))?
            }
        };
        let refunds = self.refunds.iter().filter(|r| r.bill_id == state.id);
        let refunds = refunds.filter(|r| !r.is_credit);
        let went = refunds.filter(|r| match account {
            None => r.by != PaidBy::Due,
            Some(account) => r.account_id.as_ref() == Some(account),
        });
        came.minus(Money::sum(currency, went.map(|refund| refund.amount))?)
    }
}

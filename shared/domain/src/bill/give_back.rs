//! Money goes back, and bills are taken back.

use super::books::{Books, Hand, LineName};
use super::issued::GivenRefund;
use super::payment::PaidBy;
use super::refund::{RefundOf, refund};
use super::settlement::{BillState, Settlement, Voided};
use crate::DomainError;
use crate::check::Check;
use crate::id::{BillId, DuesId, RefundId};
use crate::money::Money;
use crate::text::Reason;
use crate::transitions::{CheckStatus, Status};

/// What is given back, by lines as a request names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackWish {
    Lines(Vec<(LineName, u32)>),
    Amount(Money),
}

/// How something is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundWish {
    pub of: BackWish,
    pub by: PaidBy,
    pub reason: Reason,
}

impl Books {
    /// Gives money of a bill back: what was charged, never more than was paid with money.
    ///
    /// # Errors
    /// `ApprovalNeeded`, `NotFound`, `BillVoid`; `Invalid` for what [`refund`] refuses, more than
    /// was paid, or a refund to an account, which is [`Books::refund_to_account`].
    pub fn refund(
        &self,
        bill: &BillId,
        wish: &RefundWish,
        id: RefundId,
        hand: &Hand,
    ) -> Result<(Settlement, GivenRefund), DomainError> {
        if wish.by == PaidBy::Due {
            return Err(DomainError::invalid("account_id", "whose account?"));
        }
        self.giving_back(bill, wish, (id, None), hand)
    }

    /// A refund of any kind. What was put on an account is never given back as money, nor the
    /// other way round.
    pub(crate) fn giving_back(
        &self,
        bill: &BillId,
        wish: &RefundWish,
        (id, account): (RefundId, Option<DuesId>),
        hand: &Hand,
    ) -> Result<(Settlement, GivenRefund), DomainError> {
        hand.require_approved()?;
        let state = self.counting(bill)?;
        let issued = self.issued(state)?;
        let (field, of) = match &wish.of {
            BackWish::Lines(lines) => {
                let lines = lines.iter();
                let lines = lines.map(|(line, n)| Ok((self.line("lines", line)?, *n)));
                let lines = lines.collect::<Result<Vec<_>, DomainError>>()?;
                ("lines", RefundOf::Pieces(lines))
            }
            BackWish::Amount(amount) => {
                let amount = Money::zero(state.total.currency).plus(*amount)?;
                ("amount", RefundOf::Amount(amount.minor))
            }
        };
        let of = refund(&issued.bill, &self.refunds_of(bill), &of)?;
        let amount = of.total();
        let there = self.left_of(state, account.as_ref())?;
        if amount.minor > there.minor {
            let message = format!(
                "{} of what was paid so are left, in minor units",
                there.minor
            );
            return Err(DomainError::invalid(field, message));
        }
        let mut settlement = self.settlement.with(BillState {
            refunded: state.refunded.plus(amount)?,
            ..state.clone()
        });
        let owed = (settlement.give_back.minor - amount.minor).max(0);
        settlement.give_back = Money::new(owed, amount.currency);
        let refund = GivenRefund {
            id,
            bill_id: bill.clone(),
            of,
            amount,
            by: wish.by,
            account_id: account,
            reason: wish.reason.clone(),
            given_by: hand.by.clone(),
            approved_by: hand.approved_by.clone(),
            at: hand.at,
            business_day: hand.day,
        };
        Ok((settlement, refund))
    }

    /// Takes a bill back that nobody has paid. Its number stays its own, and the check is to be
    /// billed anew.
    ///
    /// # Errors
    /// `ApprovalNeeded`, `CheckBilled` once the check was settled, `NotFound`, `BillVoid`,
    /// `BillHasPayments`.
    pub fn void(
        &self,
        bill: &BillId,
        reason: &Reason,
        hand: &Hand,
    ) -> Result<(Settlement, Check), DomainError> {
        hand.require_approved()?;
        self.check.require_unpaid()?;
        let state = self.counting(bill)?;
        if state.payments > 0 {
            return Err(DomainError::BillHasPayments);
        }
        let mut settlement = self.settlement.with(BillState {
            void: Some(Voided {
                at: hand.at,
                by: hand.by.clone(),
                approved_by: hand.approved_by.clone(),
                reason: Some(reason.clone()),
            }),
            ..state.clone()
        });
        settlement.covers = None;
        let status = match self.check.status {
            CheckStatus::Billed => CheckStatus::Billed.step(CheckStatus::SentToKitchen)?,
            other => other,
        };
        let check = Check {
            status,
            billed_at: None,
            version: self.check.version + 1,
            ..self.check.clone()
        };
        Ok((settlement, check))
    }
}

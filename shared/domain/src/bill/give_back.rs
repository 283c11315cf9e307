//! Money goes back, and bills are taken back.

use super::books::{Books, Hand, LineName};
use super::coin::Coin;
use super::form::Bill;
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
    /// So much of what was paid too much.
    Credit(Money),
}

/// How something is given back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RefundWish {
    pub of: BackWish,
    pub by: PaidBy,
    pub reason: Reason,
}

impl Books {
    /// Gives money of a bill back: what was charged, never more than was paid with money; or what
    /// was paid too much, never more than that.
    ///
    /// # Errors
    /// `ApprovalNeeded`, `NotFound`, `BillVoid`; `Invalid` for what [`refund`] refuses, more than
    /// was paid, more than is credit, or a refund to an account, which is
    /// [`Books::refund_to_account`].
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
    /// other way round; credit, which came as money, may be kept for a customer on an account.
    pub(crate) fn giving_back(
        &self,
        bill: &BillId,
        wish: &RefundWish,
        (id, account): (RefundId, Option<DuesId>),
        hand: &Hand,
    ) -> Result<(Settlement, GivenRefund), DomainError> {
        hand.require_approved()?;
        let state = self.counting(bill)?;
        let (settlement, of, amount) = match &wish.of {
            BackWish::Credit(amount) => self.of_credit(state, *amount)?,
            BackWish::Lines(_) | BackWish::Amount(_) => {
                self.of_charges(state, &wish.of, account.as_ref())?
            }
        };
        let cash_rounding = match wish.by {
            PaidBy::Cash => Some(self.rounding_back(bill, amount, hand.coin)?),
            _ => None,
        };
        let refund = GivenRefund {
            id,
            bill_id: bill.clone(),
            of,
            amount,
            is_credit: matches!(wish.of, BackWish::Credit(_)),
            cash_rounding: cash_rounding.filter(|rounding| rounding.minor != 0),
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

    /// What was charged goes back, of what was paid so.
    fn of_charges(
        &self,
        state: &BillState,
        wish: &BackWish,
        account: Option<&DuesId>,
    ) -> Result<(Settlement, Bill, Money), DomainError> {
        let (field, of) = match wish {
            BackWish::Lines(lines) => {
                let lines = lines.iter();
                let lines = lines.map(|(line, n)| Ok((self.line("lines", line)?, *n)));
                let lines = lines.collect::<Result<Vec<_>, DomainError>>()?;
                ("lines", RefundOf::Pieces(lines))
            }
            BackWish::Amount(amount) | BackWish::Credit(amount) => {
                let amount = Money::zero(state.total.currency).plus(*amount)?;
                ("amount", RefundOf::Amount(amount.minor))
            }
        };
        let issued = self.issued(state)?;
        let of = refund(&issued.bill, &self.refunds_of(&state.id), &of)?;
        let amount = of.total();
        let there = self.left_of(state, account)?;
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
        Ok((settlement, of, amount))
    }

    /// What was paid too much goes back: nothing that was charged.
    fn of_credit(
        &self,
        state: &BillState,
        amount: Money,
    ) -> Result<(Settlement, Bill, Money), DomainError> {
        let amount = Money::zero(state.total.currency).plus(amount)?;
        let there = state.standing().credit.minor;
        if amount.minor <= 0 || amount.minor > there {
            let message = match there {
                0 => "nothing was paid too much".to_owned(),
                there => format!("1 to {there} of credit, in minor units"),
            };
            return Err(DomainError::invalid("amount", message));
        }
        let settlement = self.settlement.with(BillState {
            credit_back: Some(Money::new(
                state.credit_back() + amount.minor,
                amount.currency,
            )),
            ..state.clone()
        });
        let nothing = self.issued(state)?.bill.with_lines(Vec::new());
        Ok((settlement, nothing, amount))
    }

    /// What `amount` is more, or less, when it goes back in cash. All cash that goes back of a bill
    /// is rounded as one sum, so that many small refunds come to no more than a large one; once it
    /// is all that came in cash, it is the very cash that came.
    fn rounding_back(
        &self,
        bill: &BillId,
        amount: Money,
        coin: Coin,
    ) -> Result<Money, DomainError> {
        let currency = amount.currency;
        let payments = self.payments.iter().filter(|p| p.bill_id == *bill);
        let cash = payments.filter(|p| p.payment.by == PaidBy::Cash);
        let (mut came, mut kept) = (Money::zero(currency), Money::zero(currency));
        for taken in cash {
            came = came.plus(taken.payment.amount)?;
            kept = kept.plus(taken.payment.kept()?)?;
        }
        let refunds = self.refunds.iter().filter(|r| r.bill_id == *bill);
        let refunds = refunds.filter(|r| r.by == PaidBy::Cash);
        let (mut back, mut given) = (amount, Money::zero(currency));
        for refund in refunds {
            back = back.plus(refund.amount)?;
            given = given.plus(refund.amount)?;
            given = given.plus(Money::new(refund.rounding(), currency))?;
        }
        let due = match back.minor < came.minor {
            true => Money::new(coin.round(back)?.minor.min(kept.minor), currency),
            // What came by other ways goes back in cash, too.
            false => kept.plus(coin.round(back.minus(came)?)?)?,
        };
        Money::new((due.minor - given.minor).max(0), currency).minus(amount)
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

//! A check is settled: paid in full, and its party has left or has its food.

use jiff::Timestamp;

use super::books::{Books, Hand};
use super::issue::{BillWish, Issued, Making};
use super::issued::{IssuedBill, TakenPayment};
use super::pay::{PayWish, paid};
use super::payment::{PaidBy, Pay};
use super::settlement::Settlement;
use crate::DomainError;
use crate::check::Check;
use crate::id::PaymentId;
use crate::money::Money;
use crate::place::Place;
use crate::text::Reference;
use crate::transitions::{CheckStatus, Status};

/// How all that is due is paid in one go.
#[derive(Debug, Clone, PartialEq)]
pub struct PayAll {
    pub by: PaidBy,
    /// What was handed over in cash; `None` is the very sum.
    pub tendered: Option<Money>,
    /// By what it is found elsewhere.
    pub reference: Option<Reference>,
}

/// A check as it is settled.
#[derive(Debug, Clone, PartialEq)]
pub struct CheckedOut {
    pub check: Check,
    pub settlement: Settlement,
    /// Bills that were issued by it.
    pub new: Vec<IssuedBill>,
    /// Payments that were taken by it.
    pub payments: Vec<TakenPayment>,
    /// The last number of bills that is taken then.
    pub last: u32,
}

impl Books {
    /// Settles the check. With `pay` what is not billed is billed first, as one bill without
    /// discounts, and all that is due is paid.
    ///
    /// # Errors
    /// `CheckBilled` once it was settled; `BillStale` when something was ordered or voided since it
    /// was billed; `LinesUnsent` while lines are kept that would be forgotten; `BillUnpaid`; `NothingToBill`; what [`Books::issue`] and a payment refuse;
    /// `IllegalTransition` for a check that cannot end so.
    pub fn check_out(
        &self,
        pay: Option<&PayAll>,
        making: Making<'_>,
        payment_ids: &[PaymentId],
    ) -> Result<CheckedOut, DomainError> {
        self.check.require_unpaid()?;
        if self.unsent {
            return Err(DomainError::LinesUnsent);
        }
        let hand = making.hand;
        let never_billed = self.settlement.counting().next().is_none();
        let Issued {
            check,
            mut settlement,
            new,
            last,
        } = match (never_billed, pay) {
            (true, Some(_)) => self.issue(&BillWish::default(), making)?,
            (true, None) if self.charged().is_empty() => return Err(DomainError::NothingToBill),
            (true, None) => {
                return Err(unpaid(self.check.total));
            }
            (false, _) if self.is_stale() => return Err(DomainError::BillStale),
            (false, _) => Issued {
                check: self.check.clone(),
                settlement: self.settlement.next(),
                new: Vec::new(),
                last: making.last,
            },
        };
        let mut payments = Vec::new();
        if let Some(pay) = pay {
            payments = pay_all(&mut settlement, pay, payment_ids, hand)?;
        }
        let due = Money::new(settlement.due(), check.total.currency);
        if due.minor > 0 {
            return Err(unpaid(due));
        }
        let cooked = self.orders.iter().all(|order| !order.status.is_open());
        Ok(CheckedOut {
            check: check.settled(cooked, hand.at, self.check.version + 1)?,
            settlement,
            new,
            payments,
            last,
        })
    }
}

/// Pays what is due of each bill. What was handed over is for all of them, and the change is that
/// of the last.
fn pay_all(
    settlement: &mut Settlement,
    pay: &PayAll,
    ids: &[PaymentId],
    hand: &Hand,
) -> Result<Vec<TakenPayment>, DomainError> {
    if pay.by == PaidBy::Due {
        let message = "what goes on an account is a payment of the bill";
        return Err(DomainError::invalid("method", message));
    }
    let is_due = |due: Money| due.minor > 0;
    let open = settlement
        .counting()
        .filter(|bill| is_due(bill.standing().due));
    let mut open = open.count();
    // What the bills before take of what was handed over, rounded as each of them is.
    let mut taken = Money::zero(settlement.give_back.currency);
    let mut ids = ids.iter();
    let mut payments = Vec::with_capacity(open);
    for state in &mut settlement.bills {
        let due = state.standing().due;
        if !state.counts() || !is_due(due) {
            continue;
        }
        open -= 1;
        let tendered = match (pay.tendered, open) {
            (Some(tendered), 0) => Some(tendered.minus(taken)?),
            _ => None,
        };
        let wish = PayWish {
            pay: Pay {
                by: pay.by,
                amount: due,
                tip: None,
                tendered,
            },
            reference: pay.reference.clone(),
            again: false,
        };
        let id = ids.next().ok_or(DomainError::NotFound("payment"))?;
        let (after, payment) = paid(state, &wish, id.clone(), hand)?;
        *state = after;
        taken = taken.plus(payment.payment.kept()?)?;
        payments.push(payment);
    }
    Ok(payments)
}

impl Check {
    /// The check as it is settled: at a table it is paid and the party leaves, a delivery was handed
    /// over, a pickup waits at the counter until it is fetched, unless nothing of it is cooked any
    /// more. What lies between is passed through.
    fn settled(&self, cooked: bool, now: Timestamp, version: u64) -> Result<Self, DomainError> {
        use CheckStatus::{
            Billed, Delivered, OutForDelivery, Paid, Preparing, ReadyForPickup, SentToKitchen,
        };
        let way: &[CheckStatus] = match self.place {
            Place::Table(_) => &[Billed, Paid],
            Place::Pickup(_) => &[SentToKitchen, Billed, ReadyForPickup],
            Place::Delivery(_) => &[SentToKitchen, Billed, Preparing, OutForDelivery, Delivered],
        };
        let Some(here) = way.iter().position(|status| *status == self.status) else {
            let end = way.last().copied().unwrap_or(Paid);
            return Err(self.status.refuse(end));
        };
        let later = way.iter().skip(here + 1);
        let status = later.copied().try_fold(self.status, |at, to| at.step(to))?;
        let ends = match self.place {
            Place::Table(_) | Place::Delivery(_) => true,
            Place::Pickup(_) => cooked,
        };
        Ok(Self {
            status,
            paid_at: Some(now),
            closed_at: self.closed_at.or(ends.then_some(now)),
            version,
            ..self.clone()
        })
    }
}

/// So much is still to be paid.
fn unpaid(due: Money) -> DomainError {
    DomainError::BillUnpaid {
        due: due.minor,
        currency: due.currency,
    }
}

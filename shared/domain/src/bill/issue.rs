//! A check is billed, or billed anew.

use std::collections::BTreeSet;

use super::books::{Books, Hand, LineName};
use super::compute::compute;
use super::discount::{Cut, Discount, Granted};
use super::form::{Bill, Terms};
use super::issued::IssuedBill;
use super::number::Series;
use super::rest::{self, Kept};
use super::seller::{RecipientWish, Seller};
use super::settlement::{BillState, Covered, MAX_BILLS, Settlement, SplitKind, Voided};
use super::split::{Share, Split, SplitBy, equal, fractions, said, split};
use super::tax::TaxRules;
use crate::DomainError;
use crate::check::Check;
use crate::id::BillId;
use crate::money::{BasisPoints, Currency, Money};
use crate::place::Place;
use crate::text::Reason;
use crate::transitions::{CheckStatus, Status};

/// How a check is to be split, by lines as a request names them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SplitWish {
    Items(Vec<Vec<(LineName, u32)>>),
    Guests,
    Equal(u32),
    Amounts(Vec<Money>),
}

impl SplitWish {
    /// By what it splits.
    fn kind(&self) -> SplitKind {
        match self {
            Self::Items(_) => SplitKind::Item,
            Self::Guests => SplitKind::Guest,
            Self::Equal(_) => SplitKind::Equal,
            Self::Amounts(_) => SplitKind::Amount,
        }
    }
}

/// What is to be taken off, by a line as a request names it.
#[derive(Debug, Clone, PartialEq)]
pub struct DiscountWish {
    pub line: Option<LineName>,
    pub cut: Cut,
    /// Of an amount.
    pub currency: Option<Currency>,
    pub reason: Reason,
}

/// How a check is to be billed.
#[derive(Debug, Clone, PartialEq)]
pub struct BillWish {
    /// None is one bill.
    pub split: Option<SplitWish>,
    /// Places of shares, from 0, whose guests have not agreed to the service charge.
    pub uncharged: BTreeSet<usize>,
    pub discounts: Vec<DiscountWish>,
    /// What the guests have agreed to.
    pub service_charge: BasisPoints,
    /// Who is named as the buyer; whoever was named before, where nobody says anything.
    pub recipient: Option<RecipientWish>,
}

impl Default for BillWish {
    /// One bill of everything as it is.
    fn default() -> Self {
        Self {
            split: None,
            uncharged: BTreeSet::new(),
            discounts: Vec::new(),
            service_charge: BasisPoints(0),
            recipient: None,
        }
    }
}

/// What new bills are made by.
#[derive(Debug, Clone, Copy)]
pub struct Making<'a> {
    /// Those of the business day.
    pub rules: &'a TaxRules,
    /// In which row of numbers they are.
    pub series: &'a Series,
    /// The last number that is taken there.
    pub last: u32,
    /// An ID for each bill that may be new; the same for each retry of a request.
    pub ids: &'a [BillId],
    /// Who sells, as the bills name them.
    pub seller: Option<&'a Seller>,
    pub hand: &'a Hand,
}

/// Bills as they are to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Issued {
    pub check: Check,
    pub settlement: Settlement,
    /// What was issued by it.
    pub new: Vec<IssuedBill>,
    /// The last number that is taken then.
    pub last: u32,
}

impl Books {
    /// Bills the check. Bills that somebody has paid, of which part alone, stay as they are, and
    /// what they leave is billed; all others are made anew under their numbers.
    ///
    /// # Errors
    /// `CheckBilled` once it was settled; `NothingToBill`; `ApprovalNeeded` for more off than the
    /// role may; `Invalid` for what [`compute`] and [`split`] refuse, lines that the check does not
    /// have, a split that is not possible any more, a buyer's number that cannot be one, or a row
    /// of numbers that is full; `AmountTooLarge`.
    pub fn issue(&self, wish: &BillWish, making: Making<'_>) -> Result<Issued, DomainError> {
        self.check.require_unpaid()?;
        let lines = self.charged();
        let kept: Vec<_> = self
            .settlement
            .bills
            .iter()
            .filter(|b| b.is_kept())
            .collect();
        if lines.is_empty() && kept.is_empty() {
            return Err(DomainError::NothingToBill);
        }
        let terms = Terms {
            currency: self.check.total.currency,
            rules: making.rules,
            service_charge: wish.service_charge,
        };
        let (discounts, by) = self.resolved(wish)?;
        let bills = kept.iter().map(|state| {
            Ok(Kept {
                bill: &self.issued(state)?.bill,
                refunds: self.refunds_of(&state.id),
            })
        });
        let bills = bills.collect::<Result<Vec<_>, DomainError>>()?;
        let (shares, give_back) = if rest::are_of_pieces(&bills) {
            let (left, give_back) = rest::pieces(lines, &bills)?;
            let shares = match left.is_empty() {
                true => Vec::new(),
                false => {
                    let whole = compute(terms, &left, &discounts)?;
                    require_allowed(&whole.bill, &discounts, making.hand)?;
                    let shares = match by {
                        Some(by) => {
                            let uncharged = wish.uncharged.clone();
                            split(terms, &left, &discounts, &Split { by, uncharged })?
                        }
                        None => vec![of_all(whole.bill)],
                    };
                    with_taken_off(shares, &whole.granted)?
                }
            };
            (shares, give_back)
        } else {
            let whole = compute(terms, &lines, &discounts)?;
            require_allowed(&whole.bill, &discounts, making.hand)?;
            let (left, give_back) = rest::amounts(&whole.bill, &bills)?;
            let shares = left.map(|left| parts(&left, by.as_ref())).transpose()?;
            let shares = with_taken_off(shares.unwrap_or_default(), &whole.granted)?;
            (shares, give_back)
        };
        self.numbered(shares, give_back, (wish, &discounts), making)
    }

    /// Lines by the keys that they have.
    fn resolved(&self, wish: &BillWish) -> Result<(Vec<Discount>, Option<SplitBy>), DomainError> {
        let discounts = wish.discounts.iter().map(|discount| {
            let line = discount.line.as_ref();
            let own = self.check.total.currency;
            if discount.currency.is_some_and(|said| said != own) {
                return Err(DomainError::invalid("discounts", format!("in {own}")));
            }
            Ok(Discount {
                line: line.map(|line| self.line("discounts", line)).transpose()?,
                cut: discount.cut,
                reason: discount.reason.clone(),
            })
        });
        let discounts = discounts.collect::<Result<_, DomainError>>()?;
        let by = match &wish.split {
            None => None,
            Some(SplitWish::Guests) => Some(SplitBy::Guests),
            Some(SplitWish::Equal(shares)) => Some(SplitBy::Equal(*shares)),
            Some(SplitWish::Amounts(amounts)) => {
                let none = Money::zero(self.check.total.currency);
                let minor = amounts.iter().map(|amount| Ok(none.plus(*amount)?.minor));
                Some(SplitBy::Amounts(minor.collect::<Result<_, DomainError>>()?))
            }
            Some(SplitWish::Items(shares)) => {
                let share = |share: &Vec<(LineName, u32)>| {
                    let lines = share.iter();
                    let lines = lines.map(|(line, n)| Ok((self.line("split", line)?, *n)));
                    lines.collect::<Result<Vec<_>, DomainError>>()
                };
                let shares = shares.iter().map(share);
                Some(SplitBy::Items(shares.collect::<Result<_, _>>()?))
            }
        };
        if by.is_none() && !wish.uncharged.is_empty() {
            return Err(DomainError::invalid(
                "uncharged",
                "only of a check that is split",
            ));
        }
        Ok((discounts, by))
    }

    /// Shares as bills: those that nobody has paid are issued anew, in their order; what is more is
    /// new, and what is left over is void.
    fn numbered(
        &self,
        shares: Vec<(Share, Vec<i64>)>,
        give_back: i64,
        (wish, discounts): (&BillWish, &Vec<Discount>),
        making: Making<'_>,
    ) -> Result<Issued, DomainError> {
        let hand = making.hand;
        let recipient = wish.recipient.as_ref();
        let recipient = recipient.map(|wish| wish.of(making.seller)).transpose()?;
        let (kept, others): (Vec<_>, Vec<_>) = self
            .settlement
            .bills
            .iter()
            .cloned()
            .partition(BillState::is_kept);
        let (replaced, void): (Vec<_>, Vec<_>) = others.into_iter().partition(BillState::counts);
        let mut replaced = replaced.into_iter();
        let mut ids = making.ids.iter();
        let mut last = making.last;
        let mut settlement = self.settlement.next();
        settlement.bills = kept;
        let mut new = Vec::with_capacity(shares.len());
        for (Share { guest, bill }, taken_off) in shares {
            let total = bill.total();
            let mut named_before = None;
            let state = match replaced.next() {
                Some(before) => {
                    named_before = self.issued(&before)?.recipient.clone();
                    BillState {
                        issue: before.issue + 1,
                        printed: before.printed,
                        ..BillState::new(before.id, before.number, total)
                    }
                }
                None => {
                    last += 1;
                    let number = making.series.number(last)?;
                    let id = ids.next().ok_or(DomainError::NotFound("bill"))?;
                    BillState::new(id.clone(), number, total)
                }
            };
            let state = BillState {
                guest_id: guest,
                ..state
            };
            new.push(IssuedBill {
                id: state.id.clone(),
                issue: state.issue,
                number: state.number.clone(),
                branch_id: self.check.branch_id.clone(),
                check_id: self.check.id.clone(),
                place: self.check.place.clone(),
                guest_id: state.guest_id.clone(),
                bill,
                discounts: discounts.clone(),
                taken_off,
                approved_by: hand.approved_by.clone(),
                service_charge: wish.service_charge,
                issued_by: hand.by.clone(),
                issued_at: hand.at,
                business_day: hand.day,
                seller: making.seller.cloned(),
                recipient: recipient.clone().unwrap_or(named_before),
            });
            settlement.bills.push(state);
        }
        let taken_back = |bill: BillState| BillState {
            void: Some(Voided {
                at: hand.at,
                by: hand.by.clone(),
                approved_by: None,
                reason: None,
            }),
            ..bill
        };
        settlement.bills.extend(replaced.map(taken_back));
        settlement.bills.extend(void);
        if settlement.bills.len() > MAX_BILLS {
            let message = format!("this check has had {MAX_BILLS} bills");
            return Err(DomainError::invalid("split", message));
        }
        settlement.covers = Some(Covered::from(&self.check));
        settlement.split = wish.split.as_ref().map(SplitWish::kind);
        settlement.give_back = Money::new(give_back, self.check.total.currency);
        Ok(Issued {
            check: self.check.billed(hand)?,
            settlement,
            new,
            last,
        })
    }
}

fn of_all(bill: Bill) -> Share {
    Share { guest: None, bill }
}

/// Each share with what of it each discount took.
fn with_taken_off(
    shares: Vec<Share>,
    granted: &Granted,
) -> Result<Vec<(Share, Vec<i64>)>, DomainError> {
    let each = shares.into_iter().map(|share| {
        let taken_off = granted.of_bill(&share.bill)?;
        Ok((share, taken_off))
    });
    each.collect()
}

/// What is left of a check that was split by amounts, as shares.
fn parts(left: &Bill, by: Option<&SplitBy>) -> Result<Vec<Share>, DomainError> {
    let totals = match by {
        None => return Ok(vec![of_all(left.clone())]),
        Some(SplitBy::Equal(shares)) => equal(left.total().minor, *shares)?,
        Some(SplitBy::Amounts(amounts)) => said(left, amounts)?,
        Some(SplitBy::Items(_) | SplitBy::Guests) => {
            let message = "a part of everything is paid, so only amounts can be split";
            return Err(DomainError::invalid("split", message));
        }
    };
    Ok(fractions(left, &totals)?.into_iter().map(of_all).collect())
}

/// Whether whoever bills may take so much off. Each percentage is rounded, by half a unit at most,
/// which is nothing that anybody wished for: who may take a tenth off may do so of every amount.
fn require_allowed(whole: &Bill, discounts: &[Discount], hand: &Hand) -> Result<(), DomainError> {
    let totals = whole.totals();
    let percentages = discounts.iter().filter(|given| given.cut.is_percent());
    let halves = 2 * i128::from(totals.discount) - i128::try_from(percentages.count()).unwrap_or(0);
    let limit = i128::from(hand.role.discount_limit().0) * i128::from(totals.subtotal);
    match halves * i128::from(BasisPoints::WHOLE.0) > 2 * limit {
        true => hand.require_approved(),
        false => Ok(()),
    }
}

impl Check {
    /// Its bills are issued, of all that was ordered. A pickup or a delivery that somebody prepares
    /// or brings already, or that waits at the counter, stays where it is: that it is billed says
    /// `billed_at` then.
    fn billed(&self, hand: &Hand) -> Result<Self, DomainError> {
        use CheckStatus::{Billed, Delivered, OutForDelivery, Preparing, ReadyForPickup};
        let status = match (&self.place, self.status) {
            (_, Billed) => Billed,
            (
                Place::Pickup(_) | Place::Delivery(_),
                further @ (Preparing | OutForDelivery | Delivered | ReadyForPickup),
            ) => further,
            (_, before) => before.step(Billed)?,
        };
        Ok(Self {
            status,
            billed_at: Some(hand.at),
            version: self.version + 1,
            ..self.clone()
        })
    }
}

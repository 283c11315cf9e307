//! How a guest says that they will pay: which part of the account, and by what. It moves no money.
//! A cashier takes the payment, and takes no more than is due; until then it is a wish, priced by
//! what was ordered and paid when it was said.

use serde::{Deserialize, Serialize};

use super::books::Books;
use super::compute::compute;
use super::discount::Discount;
use super::form::Terms;
use super::payment::PaidBy;
use super::settlement::BillState;
use super::split::{MAX_SHARES, Split, SplitBy, equal, split};
use super::tax::TaxRules;
use crate::DomainError;
use crate::id::GuestId;
use crate::money::{BasisPoints, Money};

/// Which part of the account a guest will pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PayPart {
    /// What they put into the cart themselves.
    Mine,
    /// One of several equal shares of everything.
    Share,
    /// All that is still to be paid.
    All,
}

/// By what a guest will pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PayMethod {
    Cash,
    Card,
    Upi,
}

impl From<PayMethod> for PaidBy {
    fn from(method: PayMethod) -> Self {
        match method {
            PayMethod::Cash => Self::Cash,
            PayMethod::Card => Self::Card,
            PayMethod::Upi => Self::Upi,
        }
    }
}

/// What a guest says, before it has a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayAsk {
    pub part: PayPart,
    /// Of how many shares theirs is one; as many as there are guests where nobody says it.
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What they will give more, for the staff.
    pub tip: Option<Money>,
}

/// What a guest said, as it is kept with their call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedPayment {
    pub part: PayPart,
    /// Of a share: of how many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<u32>,
    pub method: PayMethod,
    /// What it came to, without the tip.
    pub amount: Money,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tip: Option<Money>,
    /// What was taken for it, once a cashier has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paid: Option<Money>,
}

/// Whether a cashier can still take what a guest said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum AskedState {
    /// It comes to what it came to.
    Asked,
    /// Something was ordered, voided, billed or paid since, and it comes to something else.
    Stale,
    /// It is paid, or nothing of it is left.
    Paid,
}

/// A guest who says how they will pay.
#[derive(Debug, Clone, Copy)]
pub struct Payer<'a> {
    pub id: &'a GuestId,
    /// How many guests joined before them: who comes first has the units that do not go round.
    pub place: usize,
}

/// What an account comes to for one guest, in minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Owed {
    /// All of it, with what is paid.
    pub total: i64,
    /// What is still to be paid.
    pub left: i64,
    /// What of that is theirs.
    pub mine: i64,
}

impl Books {
    /// What the account comes to for a guest. Where bills are of all that was ordered it is what
    /// they say; else it is what the next bills would, with the discounts and the service charge
    /// of the last ones.
    ///
    /// # Errors
    /// What [`compute`] and [`split`] refuse.
    pub fn owed(&self, rules: &TaxRules, guest: &GuestId) -> Result<Owed, DomainError> {
        let counting: Vec<&BillState> = self.settlement.counting().collect();
        let is_own = |bill: &&&BillState| bill.guest_id.as_ref() == Some(guest);
        let by_guest = counting.iter().any(|bill| bill.guest_id.is_some());
        let sum = |of: fn(&BillState) -> i64| counting.iter().map(|bill| of(bill)).sum::<i64>();
        if !counting.is_empty() && !self.is_stale() {
            let left = self.settlement.due();
            let own = counting.iter().filter(is_own);
            let mine = match by_guest {
                true => own.map(|bill| bill.standing().due.minor).sum(),
                false => self.would_be(rules, guest)?.1,
            };
            return Ok(Owed {
                total: sum(|bill| bill.total.minor),
                left,
                mine: mine.min(left),
            });
        }
        let (total, mine) = self.would_be(rules, guest)?;
        let paid = sum(|bill| bill.paid.minor);
        let own: i64 = counting
            .iter()
            .filter(is_own)
            .map(|bill| bill.paid.minor)
            .sum();
        let left = (total - paid).max(0);
        Ok(Owed {
            total,
            left,
            mine: (mine - own).clamp(0, left),
        })
    }

    /// What one bill of everything would come to, and the guest's share of it.
    fn would_be(&self, rules: &TaxRules, guest: &GuestId) -> Result<(i64, i64), DomainError> {
        let lines = self.charged();
        if lines.is_empty() {
            return Ok((0, 0));
        }
        let (discounts, service_charge) = self.last_terms();
        let terms = Terms {
            currency: self.check.total.currency,
            rules,
            service_charge,
        };
        let total = compute(terms, &lines, &discounts)?.bill.total().minor;
        let by = Split {
            by: SplitBy::Guests,
            uncharged: std::collections::BTreeSet::new(),
        };
        let shares = split(terms, &lines, &discounts, &by)?;
        let own = shares
            .iter()
            .find(|share| share.guest.as_ref() == Some(guest));
        Ok((total, own.map_or(0, |share| share.bill.total().minor)))
    }

    /// What was taken off and agreed to with the last bills that count, as far as its lines are
    /// still charged.
    fn last_terms(&self) -> (Vec<Discount>, BasisPoints) {
        let mut last = self
            .settlement
            .counting()
            .filter_map(|bill| self.issued(bill).ok());
        let Some(issued) = last.next() else {
            return (Vec::new(), BasisPoints(0));
        };
        let charged = self.charged();
        let stands = |discount: &&Discount| {
            let line = discount.line.as_ref();
            line.is_none_or(|key| charged.iter().any(|line| line.key == *key))
        };
        let discounts = issued.discounts.iter().filter(stands).cloned().collect();
        (discounts, issued.service_charge)
    }

    /// What a part of the account comes to for a guest.
    ///
    /// # Errors
    /// `NothingToBill` where nothing of it is theirs to pay, `BillPaid` where all is paid,
    /// `Invalid` for no share or too many; as [`Self::owed`].
    pub fn part(
        &self,
        (part, of): (PayPart, u32),
        payer: Payer<'_>,
        rules: &TaxRules,
    ) -> Result<Money, DomainError> {
        let owed = self.owed(rules, payer.id)?;
        let minor = match part {
            PayPart::Mine => owed.mine,
            PayPart::All => owed.left,
            PayPart::Share => {
                require_shares(of)?;
                let shares = equal(owed.total, of)?;
                let place = payer.place.min(shares.len().saturating_sub(1));
                shares.get(place).copied().unwrap_or(0).min(owed.left)
            }
        };
        match (minor > 0, owed.left > 0 || owed.total == 0) {
            (true, _) => Ok(Money::new(minor, self.check.total.currency)),
            (false, true) => Err(DomainError::NothingToBill),
            (false, false) => Err(DomainError::BillPaid),
        }
    }

    /// What a guest asks for, priced. `guests` is how many sit there.
    ///
    /// # Errors
    /// As [`Self::part`]; `Invalid` for shares of what is not shared, or a tip that is less than
    /// nothing, in another currency or more than what is paid.
    pub fn asked(
        &self,
        ask: PayAsk,
        (payer, guests): (Payer<'_>, u32),
        rules: &TaxRules,
    ) -> Result<AskedPayment, DomainError> {
        let of = match (ask.part, ask.of) {
            (PayPart::Share, of) => Some(of.unwrap_or(guests)),
            (PayPart::Mine | PayPart::All, None) => None,
            (PayPart::Mine | PayPart::All, Some(_)) => {
                return Err(DomainError::invalid("of", "only of a share"));
            }
        };
        let amount = self.part((ask.part, of.unwrap_or(1)), payer, rules)?;
        let tip = ask.tip.filter(|tip| tip.minor != 0);
        if let Some(tip) = tip {
            let most = amount.minus(tip)?;
            if tip.minor < 0 || most.minor < 0 {
                let message = "not less than nothing, and not more than is paid";
                return Err(DomainError::invalid("tip", message));
            }
        }
        Ok(AskedPayment {
            part: ask.part,
            of,
            method: ask.method,
            amount,
            tip,
            paid: None,
        })
    }

    /// Whether what a guest said still stands.
    pub fn state_of(&self, asked: &AskedPayment, payer: Payer<'_>, rules: &TaxRules) -> AskedState {
        if asked.paid.is_some() {
            return AskedState::Paid;
        }
        match self.part((asked.part, asked.of.unwrap_or(1)), payer, rules) {
            Ok(amount) if amount == asked.amount => AskedState::Asked,
            Err(DomainError::BillPaid) => AskedState::Paid,
            Ok(_) | Err(_) => AskedState::Stale,
        }
    }
}

/// Asks that an account can be split into so many shares.
///
/// # Errors
/// `Invalid`.
pub fn require_shares(of: u32) -> Result<(), DomainError> {
    let most = u32::try_from(MAX_SHARES).unwrap_or(u32::MAX);
    match (1..=most).contains(&of) {
        true => Ok(()),
        false => {
            let message = format!("1 to {MAX_SHARES} shares");
            Err(DomainError::invalid("of", message))
        }
    }
}

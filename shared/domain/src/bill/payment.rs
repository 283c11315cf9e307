//! What of a bill is paid, and what a payment does to it.

use serde::{Deserialize, Serialize};

use super::coin::Coin;
use crate::DomainError;
use crate::money::{Currency, Money};

/// How money came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum PaidBy {
    Cash,
    Card,
    Upi,
    /// Put on a customer's account, to be settled later.
    Due,
    Voucher,
}

/// What somebody at the counter says about a payment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pay {
    pub by: PaidBy,
    /// What it takes off the bill.
    pub amount: Money,
    /// What it is more than that, for the staff.
    pub tip: Option<Money>,
    /// What was handed over in cash; `None` is the very sum.
    pub tendered: Option<Money>,
}

/// A payment as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub by: PaidBy,
    /// What it takes off the bill.
    pub amount: Money,
    pub tip: Money,
    /// What was paid in cash more, or less where it is negative, because there are no smaller
    /// coins. It is none of the bill's round-off.
    pub cash_rounding: Money,
    /// What was given back of what was handed over.
    pub change: Money,
}

impl Payment {
    /// What came into the till of it, without what is for the staff.
    ///
    /// # Errors
    /// `AmountTooLarge`; `Invalid` for two currencies.
    pub fn kept(&self) -> Result<Money, DomainError> {
        self.amount.plus(self.cash_rounding)
    }
}

/// How far a bill is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What payments took off it, those on account too.
    pub paid: Money,
    /// What of that is on customers' accounts.
    pub on_account: Money,
    /// What is still to be paid.
    pub due: Money,
    /// What was paid too much, as by two payments at once, and was not given back.
    pub credit: Money,
    pub tips: Money,
}

impl Standing {
    /// The standing of a bill of `total` after its payments.
    ///
    /// # Errors
    /// `AmountTooLarge`; `Invalid` for two currencies.
    pub fn of(total: Money, payments: &[Payment]) -> Result<Self, DomainError> {
        let sum = |amounts: &mut dyn Iterator<Item = Money>| Money::sum(total.currency, amounts);
        let paid = sum(&mut payments.iter().map(|payment| payment.amount))?;
        let owed = payments.iter().filter(|payment| payment.by == PaidBy::Due);
        let left = total.minus(paid)?.minor;
        let at_least_nothing = |minor: i64| Money::new(minor.max(0), total.currency);
        Ok(Self {
            paid,
            on_account: sum(&mut owed.map(|payment| payment.amount))?,
            due: at_least_nothing(left),
            credit: at_least_nothing(-left),
            tips: sum(&mut payments.iter().map(|payment| payment.tip))?,
        })
    }

    /// Whether nothing is to be paid any more.
    pub fn is_paid(&self) -> bool {
        self.due.minor == 0
    }

    /// A payment of what is due, or of a part of it. What ends the bill in cash is rounded to the
    /// smallest `coin`.
    ///
    /// Cash and accounts take no more than is due. What came by other ways came: a second
    /// transfer is kept, and shows as credit.
    ///
    /// # Errors
    /// `Invalid` for an amount of nothing, more than is due, a tip below nothing or on an
    /// account, too little tendered, or another currency; `AmountTooLarge`.
    pub fn pay(&self, pay: &Pay, coin: Coin) -> Result<Payment, DomainError> {
        let currency = self.due.currency;
        let none = Money::zero(currency);
        let tip = pay.tip.unwrap_or(none);
        if pay.amount.minor <= 0 {
            return Err(DomainError::invalid("amount", "more than nothing"));
        }
        if tip.minor < 0 || (pay.by == PaidBy::Due && tip.minor > 0) {
            return Err(DomainError::invalid(
                "tip",
                "money that came, not less than nothing",
            ));
        }
        let is_exact = matches!(pay.by, PaidBy::Cash | PaidBy::Due);
        if self.due.minus(pay.amount)?.minor < 0 && is_exact {
            let message = format!("at most {} in minor units", self.due.minor);
            return Err(DomainError::invalid("amount", message));
        }
        let mut payment = Payment {
            by: pay.by,
            amount: pay.amount,
            tip,
            cash_rounding: none,
            change: none,
        };
        if pay.by != PaidBy::Cash {
            return match pay.tendered {
                Some(_) => Err(DomainError::invalid("tendered", "only cash is")),
                None => Ok(payment),
            };
        }
        if pay.amount == self.due {
            payment.cash_rounding = coin.rounding(pay.amount)?;
        }
        let wanted = pay.amount.plus(payment.cash_rounding)?.plus(tip)?;
        payment.change = pay.tendered.unwrap_or(wanted).minus(wanted)?;
        if payment.change.minor < 0 {
            let message = format!("at least {} in minor units", wanted.minor);
            return Err(DomainError::invalid("tendered", message));
        }
        Ok(payment)
    }
}

/// What the unpaid shares of a check are to pay after its total has changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rest {
    /// One amount for each of them.
    pub shares: Vec<i64>,
    /// What those who have paid get back, because the others' shares do not hold it.
    pub give_back: i64,
}

/// What is left to pay of a check that was split equally, when it comes to `total` now and some
/// shares have paid already: their payments stay, and only what is unpaid changes.
///
/// # Errors
/// `AmountTooLarge`, and as [`super::split::equal`] for the number of shares.
pub fn rest(total: Money, paid: &[Money], unpaid: u32) -> Result<Rest, DomainError> {
    let currency: Currency = total.currency;
    let left = total
        .minus(Money::sum(currency, paid.iter().copied())?)?
        .minor;
    let to_pay = left.max(0);
    Ok(Rest {
        shares: match unpaid {
            0 if to_pay == 0 => Vec::new(),
            unpaid => super::split::equal(to_pay, unpaid)?,
        },
        give_back: (-left).max(0),
    })
}

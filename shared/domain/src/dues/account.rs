//! A customer's account at a branch, and what may be done with it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::entry::{DuesEntry, DuesMove};
use crate::DomainError;
use crate::bill::books::Hand;
use crate::bill::issued::{GivenRefund, TakenPayment};
use crate::bill::number::BillNumber;
use crate::bill::payment::{PaidBy, Pay, Standing};
use crate::id::{BranchId, DuesId};
use crate::look_alike::skeleton;
use crate::money::{Currency, Money};
use crate::phone_number::PhoneNumber;
use crate::text::{GuestName, Reason, Reference};

/// Whose account something is put on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Debtor {
    /// One that is known.
    Account(DuesId),
    /// The one of a telephone number, made when there is none.
    Customer {
        /// What they are called; needed for a new one, and no new name for one that there is.
        name: Option<GuestName>,
        phone: PhoneNumber,
    },
}

/// Money that comes for what is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettleWish {
    pub by: PaidBy,
    pub amount: Money,
    /// What was handed over in cash; `None` is the very sum.
    pub tendered: Option<Money>,
    /// By what it is found elsewhere.
    pub reference: Option<Reference>,
    /// The account's version that it was decided on, where somebody looked at one.
    pub version: Option<u64>,
}

/// Money that a customer gets of what is to their credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PayOutWish {
    pub by: PaidBy,
    pub amount: Money,
    /// Why, for the books.
    pub reason: Reason,
    /// The account's version that it was decided on, where somebody looked at one.
    pub version: Option<u64>,
}

/// Money that moves what is owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DuesWish {
    /// It comes.
    Settle(SettleWish),
    /// It goes out.
    PayOut(PayOutWish),
}

/// What a manager changes of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeWish {
    /// Another name.
    pub name: Option<GuestName>,
    /// Another limit, or none any more.
    pub limit: Option<Option<Money>>,
    pub version: Option<u64>,
}

/// What a customer owes a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuesAccount {
    pub id: DuesId,
    pub branch_id: BranchId,
    pub name: GuestName,
    pub phone: PhoneNumber,
    /// What is owed: the sum of all entries. Below nothing it is what the customer has to their
    /// credit, as when a meal was given back that was settled already.
    pub balance: Money,
    /// The most that may be owed, where a manager has set any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Since when something is owed without a break.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owes_since: Option<Timestamp>,
    pub opened_at: Timestamp,
    /// How many entries its ledger has.
    pub entries: u32,
    /// Grows with every change; 0 is one that is not kept yet.
    pub version: u64,
}

impl DuesAccount {
    /// One on which nothing was put yet.
    pub fn open(
        id: DuesId,
        (name, phone): (GuestName, PhoneNumber),
        currency: Currency,
        now: Timestamp,
    ) -> Self {
        Self {
            branch_id: id.branch(),
            id,
            name,
            phone,
            balance: Money::zero(currency),
            limit: None,
            owes_since: None,
            opened_at: now,
            entries: 0,
            version: 0,
        }
    }

    /// Whether anything is owed.
    pub fn owes(&self) -> bool {
        self.balance.minor > 0
    }

    /// Whether the customer is meant by what somebody looks for: a part of the name, in whatever
    /// case and with or without accents, or at least three digits of the number.
    pub fn is_meant_by(&self, sought: &str) -> bool {
        let digits: String = sought.chars().filter(char::is_ascii_digit).collect();
        let is_name = skeleton(self.name.as_str()).contains(&skeleton(sought));
        is_name || (digits.len() >= 3 && self.phone.digits().contains(&digits))
    }

    /// Puts a payment of a bill on the account.
    ///
    /// # Errors
    /// `DuesLimit` where more would be owed than may be; `AmountTooLarge`; `Invalid` for another
    /// currency.
    pub fn charge(
        &self,
        payment: &TakenPayment,
        number: &BillNumber,
        hand: &Hand,
    ) -> Result<(Self, DuesEntry), DomainError> {
        let amount = payment.payment.amount;
        let owed = self.balance.plus(amount)?;
        if let Some(limit) = self.limit.filter(|limit| owed.minor > limit.minor) {
            return Err(DomainError::DuesLimit {
                left: limit.minus(self.balance)?.minor.max(0),
                currency: limit.currency,
            });
        }
        let what = DuesMove::Charged {
            bill_id: payment.bill_id.clone(),
            bill_number: number.clone(),
            payment_id: payment.id.clone(),
        };
        self.moved(what, amount, hand)
    }

    /// Takes money, or pays it out.
    ///
    /// # Errors
    /// As [`Self::settle`] and [`Self::pay_out`].
    pub fn money(&self, wish: &DuesWish, hand: &Hand) -> Result<(Self, DuesEntry), DomainError> {
        match wish {
            DuesWish::Settle(wish) => self.settle(wish, hand),
            DuesWish::PayOut(wish) => self.pay_out(wish, hand),
        }
    }

    /// Takes money for what is owed, all of it or a part. All of it in cash is rounded to the
    /// smallest coin.
    ///
    /// # Errors
    /// `VersionConflict` where it was decided on another version; `NothingOwed`; `Invalid` for an
    /// amount of nothing, more than is owed, too little tendered, another currency or no money.
    pub fn settle(&self, wish: &SettleWish, hand: &Hand) -> Result<(Self, DuesEntry), DomainError> {
        self.require_version(wish.version)?;
        if !self.owes() {
            return Err(DomainError::NothingOwed);
        }
        if wish.by == PaidBy::Due {
            return Err(DomainError::invalid("method", "with money"));
        }
        let none = Money::zero(self.balance.currency);
        let standing = Standing {
            paid: none,
            on_account: none,
            due: self.balance,
            credit: none,
            tips: none,
        };
        let pay = Pay {
            by: wish.by,
            amount: wish.amount,
            tip: None,
            tendered: wish.tendered,
        };
        let payment = standing.pay(&pay, hand.coin)?;
        let left = self.balance.minus(payment.amount)?;
        if left.minor < 0 {
            let message = format!("at most {} in minor units", self.balance.minor);
            return Err(DomainError::invalid("amount", message));
        }
        let what = DuesMove::Settled {
            method: wish.by,
            cash_rounding: payment.cash_rounding,
            change: payment.change,
            reference: wish.reference.clone(),
        };
        self.moved(what, none.minus(payment.amount)?, hand)
    }

    /// Pays out what is to the customer's credit, all of it or a part. Cash is rounded to the
    /// smallest coin.
    ///
    /// # Errors
    /// `ApprovalNeeded`; `VersionConflict` where it was decided on another version; `Invalid` for
    /// an amount of nothing, more than is to their credit, another currency or no money.
    pub fn pay_out(
        &self,
        wish: &PayOutWish,
        hand: &Hand,
    ) -> Result<(Self, DuesEntry), DomainError> {
        hand.require_approved()?;
        self.require_version(wish.version)?;
        if wish.by == PaidBy::Due {
            return Err(DomainError::invalid("method", "with money"));
        }
        let amount = Money::zero(self.balance.currency).plus(wish.amount)?;
        let there = (-self.balance.minor).max(0);
        if amount.minor <= 0 || amount.minor > there {
            let message = match there {
                0 => "nothing is to their credit".to_owned(),
                there => format!("1 to {there} in minor units"),
            };
            return Err(DomainError::invalid("amount", message));
        }
        let cash_rounding = match wish.by {
            PaidBy::Cash => hand.coin.rounding(amount)?,
            _ => Money::zero(amount.currency),
        };
        let what = DuesMove::PaidOut {
            method: wish.by,
            cash_rounding,
            reason: wish.reason.clone(),
            approved_by: hand.approved_by.clone(),
        };
        self.moved(what, amount, hand)
    }

    /// Takes what was given back of a bill off what is owed. What was settled already is to the
    /// customer's credit then.
    ///
    /// # Errors
    /// `AmountTooLarge`; `Invalid` for another currency.
    pub fn give_back(
        &self,
        refund: &GivenRefund,
        number: &BillNumber,
        hand: &Hand,
    ) -> Result<(Self, DuesEntry), DomainError> {
        let what = DuesMove::Refunded {
            bill_id: refund.bill_id.clone(),
            bill_number: number.clone(),
            refund_id: refund.id.clone(),
        };
        let back = Money::zero(refund.amount.currency).minus(refund.amount)?;
        self.moved(what, back, hand)
    }

    /// The account with another name or limit.
    ///
    /// # Errors
    /// `VersionConflict`; `Invalid` for a limit below nothing or in another currency.
    pub fn change(&self, wish: &ChangeWish) -> Result<Self, DomainError> {
        self.require_version(wish.version)?;
        if let Some(Some(limit)) = wish.limit {
            // The sum asks for one currency and a range.
            Money::zero(self.balance.currency).plus(limit)?;
            if limit.minor < 0 {
                return Err(DomainError::invalid("limit", "nothing or more"));
            }
        }
        Ok(Self {
            name: wish.name.clone().unwrap_or_else(|| self.name.clone()),
            limit: wish.limit.unwrap_or(self.limit),
            version: self.version + 1,
            ..self.clone()
        })
    }

    fn require_version(&self, version: Option<u64>) -> Result<(), DomainError> {
        match version {
            Some(expected) if expected != self.version => Err(DomainError::VersionConflict {
                expected,
                actual: self.version,
            }),
            _ => Ok(()),
        }
    }

    /// The account with one more entry: the one way in which its balance moves.
    fn moved(
        &self,
        what: DuesMove,
        amount: Money,
        hand: &Hand,
    ) -> Result<(Self, DuesEntry), DomainError> {
        let balance = self.balance.plus(amount)?;
        let after = Self {
            balance,
            owes_since: (balance.minor > 0).then(|| self.owes_since.unwrap_or(hand.at)),
            entries: self.entries + 1,
            version: self.version + 1,
            ..self.clone()
        };
        let entry = DuesEntry {
            account_id: self.id.clone(),
            number: after.entries,
            what,
            amount,
            balance,
            by: hand.by.clone(),
            at: hand.at,
            business_day: hand.day,
        };
        Ok((after, entry))
    }
}

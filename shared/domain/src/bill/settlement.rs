//! What moves of a check's bills: which count, what came for each, what went back. It is one thing
//! with one version, so that no two decisions about the same money stand.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::number::BillNumber;
use super::payment::Standing;
use crate::check::Check;
use crate::id::{BillId, CheckId, GuestId, StaffId};
use crate::money::{Currency, Money};
use crate::text::Reason;

/// The most bills of one check, with those that are void.
pub const MAX_BILLS: usize = 200;

/// What was ordered, as far as bills are of it. Orders only add, voids only take away, so that the
/// two tell any account from every other that the check ever had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// How many orders.
    pub orders: u32,
    /// What they cost by the menu.
    pub total: Money,
}

impl From<&Check> for Covered {
    fn from(check: &Check) -> Self {
        Self {
            orders: check.order_count,
            total: check.total,
        }
    }
}

/// By what a check is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum SplitKind {
    /// Pieces of lines to each share; what nobody takes makes one more.
    Item,
    /// What each guest ordered.
    Guest,
    /// So many equal shares.
    Equal,
    /// Amounts; what is left makes one more.
    Amount,
}

/// That a bill was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voided {
    pub at: Timestamp,
    pub by: StaffId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    /// Why; none where the check was billed anew in fewer bills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
}

/// How a bill stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BillState {
    pub id: BillId,
    pub number: BillNumber,
    /// Which issue counts.
    pub issue: u32,
    /// Whose it is, where the check was split by guest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guest_id: Option<GuestId>,
    /// What is to be paid.
    pub total: Money,
    /// What payments took off it.
    pub paid: Money,
    /// What of that is on customers' accounts.
    pub on_account: Money,
    pub tips: Money,
    /// How many payments that were.
    pub payments: u32,
    /// What was given back of what was charged.
    pub refunded: Money,
    /// What was given back of what was paid too much, where anything was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit_back: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub void: Option<Voided>,
    /// Which issue was given to a printer last: its paper may lie on a table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub printed: Option<u32>,
}

impl BillState {
    /// One that nobody has paid.
    pub fn new(id: BillId, number: BillNumber, total: Money) -> Self {
        let none = Money::zero(total.currency);
        Self {
            id,
            number,
            issue: 1,
            guest_id: None,
            total,
            paid: none,
            on_account: none,
            tips: none,
            payments: 0,
            refunded: none,
            credit_back: None,
            void: None,
            printed: None,
        }
    }

    /// How far it is paid.
    pub fn standing(&self) -> Standing {
        let left = self.total.minor - self.paid.minor;
        let at_least_nothing = |minor: i64| Money::new(minor.max(0), self.total.currency);
        Standing {
            paid: self.paid,
            on_account: self.on_account,
            due: at_least_nothing(left),
            credit: at_least_nothing(-left - self.credit_back()),
            tips: self.tips,
        }
    }

    /// What was given back of what was paid too much, in minor units.
    pub fn credit_back(&self) -> i64 {
        self.credit_back.map_or(0, |back| back.minor)
    }

    /// Whether it counts.
    pub fn counts(&self) -> bool {
        self.void.is_none()
    }

    /// Whether it stays as it is, because money came for it.
    pub fn is_kept(&self) -> bool {
        self.counts() && self.payments > 0
    }
}

/// What moves of a check's bills.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settlement {
    pub check_id: CheckId,
    /// What was ordered when the bills that count were issued; `None` while they are not of the
    /// whole account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers: Option<Covered>,
    /// What those who have paid get back, because what they paid for was voided since.
    pub give_back: Money,
    /// How the bills that were issued last were split; `None` for one, and for those of before
    /// 30 November 2026.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitKind>,
    /// Those that count first.
    pub bills: Vec<BillState>,
    /// Grows with every change; 0 is nothing yet.
    pub version: u64,
}

impl Settlement {
    /// Nothing yet.
    pub fn none(check: &CheckId, currency: Currency) -> Self {
        Self {
            check_id: check.clone(),
            covers: None,
            give_back: Money::zero(currency),
            split: None,
            bills: Vec::new(),
            version: 0,
        }
    }

    /// Whether the bills that count are of all that was ordered.
    pub fn is_of(&self, check: &Check) -> bool {
        self.covers == Some(Covered::from(check))
    }

    /// Those that count.
    pub fn counting(&self) -> impl Iterator<Item = &BillState> {
        self.bills.iter().filter(|bill| bill.counts())
    }

    /// What is still to be paid of them, in minor units.
    pub fn due(&self) -> i64 {
        self.counting().map(|bill| bill.standing().due.minor).sum()
    }

    /// The next version.
    #[must_use]
    pub(super) fn next(&self) -> Self {
        Self {
            version: self.version + 1,
            ..self.clone()
        }
    }

    /// The next version, in which one bill is so.
    #[must_use]
    pub(super) fn with(&self, bill: BillState) -> Self {
        let mut next = self.next();
        for state in &mut next.bills {
            if state.id == bill.id {
                *state = bill.clone();
            }
        }
        next
    }
}

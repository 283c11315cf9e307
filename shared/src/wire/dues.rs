//! What customers owe, as those see it who take the money.
//!
//! Names and telephone numbers stand in what is read only, never in an answer that is kept for
//! retries.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::DomainError;
use crate::domain::bill::payment::PaidBy;
use crate::domain::dues::account::{
    ChangeWish, Debtor, DuesAccount, DuesWish, PayOutWish, SettleWish,
};
use crate::domain::dues::entry::{DuesEntry, DuesMove};
use crate::domain::dues::on_account::Moved;
use crate::domain::id::{BillId, DuesId, StaffId};
use crate::domain::money::{Currency, Money};
use crate::domain::object::{object, optional};
use crate::domain::phone_number::PhoneNumber;
use crate::domain::text::{GuestName, Reason, Reference};
use crate::store::DuesPage;
use crate::wire::words::{approval, reason};

/// What a customer owes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuesAccountView {
    pub id: DuesId,
    pub name: GuestName,
    pub phone: PhoneNumber,
    /// What is owed. Below nothing it is to the customer's credit.
    pub balance: Money,
    /// The most that may be owed, where a manager has set any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// Since when something is owed without a break.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, format = DateTime))]
    pub owes_since: Option<Timestamp>,
    /// Grows with every change.
    pub version: u64,
}

impl From<&DuesAccount> for DuesAccountView {
    fn from(account: &DuesAccount) -> Self {
        Self {
            id: account.id.clone(),
            name: account.name.clone(),
            phone: account.phone.clone(),
            balance: account.balance,
            limit: account.limit,
            owes_since: account.owes_since,
            version: account.version,
        }
    }
}

/// Why the balance of an account moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum DuesKind {
    /// A bill, or a part of one, was put on the account.
    Charged,
    /// Money came for what is owed.
    Settled,
    /// What was given back of a bill is owed no more, or is to the customer's credit.
    Refunded,
    /// What was to the customer's credit was paid out.
    PaidOut,
}

/// An entry of an account's ledger. It never changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuesEntryView {
    /// Which one of the account's it is, from 1, without a gap.
    pub number: u32,
    pub kind: DuesKind,
    /// What it adds to what is owed; below nothing it takes off.
    pub amount: Money,
    /// What was owed then.
    pub balance: Money,
    /// The bill that was put on the account or given back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_id: Option<BillId>,
    /// Its number: `2026-27/12`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bill_number: Option<String>,
    /// How money came, or was paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<PaidBy>,
    /// What was paid in cash more, or less, because there are no smaller coins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_rounding: Option<Money>,
    /// What was given back of what was handed over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<Money>,
    /// By what it is found elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// Why money was paid out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// Who approved it, where that is somebody else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<StaffId>,
    pub by: StaffId,
    #[cfg_attr(feature = "openapi", schema(value_type = String, format = DateTime))]
    pub at: Timestamp,
}

impl From<&DuesEntry> for DuesEntryView {
    fn from(entry: &DuesEntry) -> Self {
        let plain = Self {
            number: entry.number,
            kind: DuesKind::Charged,
            amount: entry.amount,
            balance: entry.balance,
            bill_id: None,
            bill_number: None,
            method: None,
            cash_rounding: None,
            change: None,
            reference: None,
            reason: None,
            approved_by: None,
            by: entry.by.clone(),
            at: entry.at,
        };
        match entry.what.clone() {
            DuesMove::Charged {
                bill_id,
                bill_number,
                ..
            } => Self {
                bill_id: Some(bill_id),
                bill_number: Some(bill_number.to_string()),
                ..plain
            },
            DuesMove::Refunded {
                bill_id,
                bill_number,
                ..
            } => Self {
                kind: DuesKind::Refunded,
                bill_id: Some(bill_id),
                bill_number: Some(bill_number.to_string()),
                ..plain
            },
            DuesMove::Settled {
                method,
                cash_rounding,
                change,
                reference,
            } => Self {
                kind: DuesKind::Settled,
                method: Some(method),
                cash_rounding: Some(cash_rounding),
                change: Some(change),
                reference,
                ..plain
            },
            DuesMove::PaidOut {
                method,
                cash_rounding,
                reason,
                approved_by,
            } => Self {
                kind: DuesKind::PaidOut,
                method: Some(method),
                cash_rounding: Some(cash_rounding),
                reason: Some(reason),
                approved_by,
                ..plain
            },
        }
    }
}

/// Those who owe, the longest owing first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuesList {
    pub accounts: Vec<DuesAccountView>,
    /// Where the next page begins, if there may be one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl From<DuesPage> for DuesList {
    fn from(page: DuesPage) -> Self {
        Self {
            accounts: page.accounts.iter().map(DuesAccountView::from).collect(),
            next: page.next.map(|mark| mark.to_string()),
        }
    }
}

/// An account with a page of its ledger.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuesDetail {
    pub account: DuesAccountView,
    /// The newest first.
    pub entries: Vec<DuesEntryView>,
    /// The page that follows is of those before this one, if there are any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<u32>,
}

impl DuesDetail {
    /// A page of an account's ledger. Entries have consecutive numbers from 1.
    pub fn of(account: &DuesAccount, entries: &[DuesEntry]) -> Self {
        let oldest = entries.last().map(|entry| entry.number);
        Self {
            account: account.into(),
            entries: entries.iter().map(DuesEntryView::from).collect(),
            next: oldest.filter(|oldest| *oldest > 1),
        }
    }
}

/// Money that came for what is owed, or was paid out, and what is owed then. It names nobody, as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuesPaid {
    pub account_id: DuesId,
    pub entry: DuesEntryView,
    /// What is owed then.
    pub balance: Money,
    /// The account's version then.
    pub version: u64,
}

impl DuesPaid {
    /// What became of an account.
    pub fn of(moved: &Moved) -> Self {
        Self {
            account_id: moved.account.id.clone(),
            entry: (&moved.entry).into(),
            balance: moved.account.balance,
            version: moved.account.version,
        }
    }
}

/// A customer by name and telephone number.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DebtorRequest {
    /// Needed for a number that has no account yet; the account that there is keeps its name.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<GuestName>))]
    pub name: Option<String>,
    /// As it is typed. Without `+` or `00` it is of the country of the branch's currency, where that
    /// is beyond doubt.
    #[cfg_attr(feature = "openapi", schema(max_length = 40))]
    pub phone: String,
}

impl std::fmt::Debug for DebtorRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DebtorRequest(..)")
    }
}

/// The longest telephone number that is looked at, in characters.
const MAX_PHONE: usize = 40;

impl DebtorRequest {
    /// Who it is, at a branch of this currency.
    ///
    /// # Errors
    /// `Invalid` for no such number or name.
    pub fn parse(self, currency: Currency) -> Result<Debtor, DomainError> {
        if self.phone.chars().count() > MAX_PHONE {
            let message = format!("at most {MAX_PHONE} characters");
            return Err(DomainError::invalid("customer.phone", message));
        }
        Ok(Debtor::Customer {
            name: GuestName::parse_as("customer.name", self.name.as_deref())?,
            phone: PhoneNumber::parse_as("customer.phone", &self.phone, currency)?,
        })
    }
}

/// "This came for what they owe", or "they got this of their credit".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SettleDuesRequest {
    /// How it came; not `due`.
    pub method: PaidBy,
    /// What it takes off what is owed, or off what is to their credit: all of it or a part.
    #[serde(deserialize_with = "object")]
    pub amount: Money,
    /// What was handed over in cash; the very sum without.
    #[serde(default, deserialize_with = "optional")]
    pub tendered: Option<Money>,
    /// By what it is found elsewhere: the number of a card's slip or a transfer.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reference>))]
    pub reference: Option<String>,
    /// Whether the money goes out: what is to the customer's credit is paid to them. It needs a
    /// reason, and approval as a refund does.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub out: bool,
    /// Why money goes out, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    pub reason: Option<String>,
    /// A colleague's approval of money that goes out, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
    /// The account's version that was looked at. With it, of two who take the same money one is
    /// refused, also where a part is paid.
    pub version: Option<u64>,
}

impl SettleDuesRequest {
    /// What it wishes, and with whose approval.
    ///
    /// # Errors
    /// `Invalid` for what belongs to money of the other direction, or money that goes out without a
    /// reason; `ApprovalOver`.
    pub fn parse(self) -> Result<(DuesWish, Option<String>), DomainError> {
        let only_out = |there: bool, field| match there {
            true => Err(DomainError::invalid(field, "only of money that goes out")),
            false => Ok(()),
        };
        let only_in = |there: bool, field| match there {
            true => Err(DomainError::invalid(field, "only of money that comes")),
            false => Ok(()),
        };
        if self.out {
            only_in(self.tendered.is_some(), "tendered")?;
            only_in(self.reference.is_some(), "reference")?;
            let wish = PayOutWish {
                by: self.method,
                amount: self.amount,
                reason: reason("reason", self.reason.as_deref().unwrap_or_default())?,
                version: self.version,
            };
            return Ok((DuesWish::PayOut(wish), approval(self.approval)?));
        }
        only_out(self.reason.is_some(), "reason")?;
        only_out(self.approval.is_some(), "approval")?;
        let wish = SettleWish {
            by: self.method,
            amount: self.amount,
            tendered: self.tendered,
            reference: Reference::parse(self.reference.as_deref())?,
            version: self.version,
        };
        Ok((DuesWish::Settle(wish), None))
    }
}

/// "They may owe so much."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeDuesRequest {
    /// Another name.
    #[cfg_attr(feature = "openapi", schema(value_type = Option<GuestName>))]
    pub name: Option<String>,
    /// The most that may be owed.
    #[serde(default, deserialize_with = "optional")]
    pub limit: Option<Money>,
    /// Any sum may be owed from now on; not with a limit.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub no_limit: bool,
    /// The account's version that was looked at.
    pub version: Option<u64>,
}

impl std::fmt::Debug for ChangeDuesRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChangeDuesRequest(..)")
    }
}

impl TryFrom<ChangeDuesRequest> for ChangeWish {
    type Error = DomainError;

    fn try_from(request: ChangeDuesRequest) -> Result<Self, DomainError> {
        let limit = match (request.limit, request.no_limit) {
            (Some(_), true) => return Err(DomainError::invalid("no_limit", "this or a limit")),
            (Some(limit), false) => Some(Some(limit)),
            (None, true) => Some(None),
            (None, false) => None,
        };
        Ok(Self {
            name: GuestName::parse_as("name", request.name.as_deref())?,
            limit,
            version: request.version,
        })
    }
}

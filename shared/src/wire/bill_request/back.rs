//! What takes money or a bill back, and a colleague's word for it.

use serde::Deserialize;

use super::part::PiecesRequest;
use super::words::{ONLY_OF_DUE, approval, reason};
use crate::domain::DomainError;
use crate::domain::bill::give_back::{BackWish, RefundWish};
use crate::domain::bill::payment::PaidBy;
use crate::domain::id::DuesId;
use crate::domain::money::Money;
use crate::domain::object::{objects, optional};
use crate::domain::text::Reason;

/// "This goes back."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundRequest {
    /// Pieces of lines; these or an amount.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 500))]
    pub lines: Vec<PiecesRequest>,
    /// So much of everything; this or lines.
    #[serde(default, deserialize_with = "optional")]
    pub amount: Option<Money>,
    /// How it goes back: the way it came. What was put on an account goes back by `due`, and is
    /// owed no more.
    pub method: PaidBy,
    /// Of `due`: the account, where the bill is on several.
    pub account_id: Option<DuesId>,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl RefundRequest {
    /// What it wishes, and with whose approval.
    ///
    /// # Errors
    /// `Invalid` for lines and an amount, none of them, no reason, or an account where money goes
    /// back; `ApprovalOver`.
    pub fn parse(self) -> Result<(RefundWish, Option<String>), DomainError> {
        if self.method != PaidBy::Due && self.account_id.is_some() {
            return Err(DomainError::invalid("account_id", ONLY_OF_DUE));
        }
        let of = match (self.lines.is_empty(), self.amount) {
            (false, None) => BackWish::Lines(self.lines.into_iter().map(Into::into).collect()),
            (true, Some(amount)) => BackWish::Amount(amount),
            (false, Some(_)) => return Err(DomainError::invalid("amount", "this or lines")),
            (true, None) => return Err(DomainError::invalid("lines", "these or an amount")),
        };
        let wish = RefundWish {
            of,
            by: self.method,
            reason: reason("reason", &self.reason)?,
        };
        Ok((wish, approval(self.approval)?))
    }
}

/// "This bill does not count."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VoidBillRequest {
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl VoidBillRequest {
    /// Why, and with whose approval.
    ///
    /// # Errors
    /// `Invalid` for no reason; `ApprovalOver`.
    pub fn parse(self) -> Result<(Reason, Option<String>), DomainError> {
        Ok((reason("reason", &self.reason)?, approval(self.approval)?))
    }
}

/// "I may, and my colleague does it."
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApprovalRequest {
    /// Of whoever approves.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub login: String,
    /// Of whoever approves.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub password: String,
    /// What it is for, for the record: "20 % off table 4".
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Reason>))]
    pub what: Option<String>,
}

impl std::fmt::Debug for ApprovalRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ApprovalRequest(..)")
    }
}

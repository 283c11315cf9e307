//! What takes money or a bill back, and a colleague's word for it.

use serde::Deserialize;

use super::part::PiecesRequest;
use crate::domain::DomainError;
use crate::domain::bill::give_back::{BackWish, RefundWish};
use crate::domain::bill::payment::PaidBy;
use crate::domain::dues::account::Debtor;
use crate::domain::id::DuesId;
use crate::domain::money::Money;
use crate::domain::object::{objects, optional};
use crate::domain::text::Reason;
use crate::wire::dues::DebtorRequest;
use crate::wire::words::{ONLY_OF_DUE, approval, reason};

/// "This goes back."
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RefundRequest {
    /// Pieces of lines; these or an amount.
    #[serde(default, deserialize_with = "objects")]
    #[cfg_attr(feature = "openapi", schema(required = false, max_items = 500))]
    pub lines: Vec<PiecesRequest>,
    /// So much of everything, or of credit; this or lines.
    #[serde(default, deserialize_with = "optional")]
    pub amount: Option<Money>,
    /// Whether the amount is of the bill's credit: of what was paid too much, and was never charged.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required = false))]
    pub of_credit: bool,
    /// How it goes back: the way it came. What was put on an account goes back by `due`, and is
    /// owed no more; so is credit that is kept for a customer.
    pub method: PaidBy,
    /// Of `due`: the account, where the bill is on several; of credit any account of the branch.
    pub account_id: Option<DuesId>,
    /// Of credit by `due`: whose account it is put on, by telephone number; this or an account.
    #[serde(default, deserialize_with = "optional")]
    pub customer: Option<DebtorRequest>,
    /// Why, for the books.
    #[cfg_attr(feature = "openapi", schema(value_type = Reason))]
    pub reason: String,
    /// A colleague's approval, where the caller's role may not.
    #[cfg_attr(feature = "openapi", schema(max_length = 64))]
    pub approval: Option<String>,
}

impl RefundRequest {
    /// Whose account credit is kept on, where it is, at a branch of the amount's currency.
    ///
    /// # Errors
    /// `Invalid` for nobody, two accounts, no such number or name, or a customer beside what is
    /// given back otherwise.
    pub fn keeper(&mut self) -> Result<Option<Debtor>, DomainError> {
        let customer = self.customer.take();
        if !self.of_credit || self.method != PaidBy::Due {
            return match customer {
                Some(_) => {
                    let message = "only of credit that is kept on an account";
                    Err(DomainError::invalid("customer", message))
                }
                None => Ok(None),
            };
        }
        match (self.account_id.take(), customer, self.amount) {
            (Some(_), Some(_), _) => Err(DomainError::invalid("customer", "this or an account")),
            (Some(id), None, _) => Ok(Some(Debtor::Account(id))),
            (None, Some(customer), Some(amount)) => customer.parse(amount.currency).map(Some),
            (None, Some(_), None) => Err(DomainError::invalid("amount", "how much of the credit?")),
            (None, None, _) => Err(DomainError::invalid("customer", "whose account?")),
        }
    }

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
            (true, Some(amount)) if self.of_credit => BackWish::Credit(amount),
            (_, None) if self.of_credit => {
                return Err(DomainError::invalid("amount", "how much of the credit?"));
            }
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

//! What is asked for at a check's money.

use super::deal::Deal;
use crate::auth::secret;
use crate::auth::staff_token::StaffClaims;
use crate::domain::id::CheckId;
use crate::domain::print_job::PrintWish;
use crate::service::by::By;
use crate::service::intent::Intent;

/// What staff sent, parsed, with a token that was verified and may be over by now.
#[derive(Debug, Clone)]
pub struct SettleRequest {
    /// Who says so.
    pub claims: StaffClaims,
    /// The check that it is about, of their branch.
    pub check: CheckId,
    /// The intent behind the `Idempotency-Key`.
    pub intent: Intent,
    pub deal: Deal,
    /// The secret of a colleague's approval.
    pub approval: Option<String>,
    /// Where its bills shall be printed, if they shall.
    pub print: Option<PrintWish>,
    /// From where and when.
    pub by: By,
}

impl SettleRequest {
    /// The random part of an ID of something that this request makes: the same at each try.
    pub(super) fn unique(&self, what: &str, n: usize) -> String {
        secret::unique_of(&format!("{} {what} {n}", self.intent.unique()))
    }
}

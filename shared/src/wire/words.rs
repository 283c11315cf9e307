//! Words that several requests about bills have.

use crate::domain::DomainError;
use crate::domain::text::Reason;

/// The longest secret of an approval that is looked at.
const MAX_APPROVAL: usize = 64;

/// A reason that must be there.
pub(in crate::wire) fn reason(field: &'static str, said: &str) -> Result<Reason, DomainError> {
    let reason = Reason::parse_as(field, Some(said))?;
    reason.ok_or_else(|| DomainError::invalid(field, "say why"))
}

/// The secret of an approval; one that cannot be any counts as wrong and costs no look.
pub(in crate::wire) fn approval(said: Option<String>) -> Result<Option<String>, DomainError> {
    match said {
        Some(secret) if secret.len() > MAX_APPROVAL => Err(DomainError::ApprovalOver),
        said => Ok(said),
    }
}

/// What is wrong with an account where money comes or goes.
pub(super) const ONLY_OF_DUE: &str = "only of what goes on an account";

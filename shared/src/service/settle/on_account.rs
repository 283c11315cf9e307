//! Whose account a bill is put on, or comes off from.

use jiff::Timestamp;

use crate::domain::DomainError;
use crate::domain::bill::books::Books;
use crate::domain::dues::account::{Debtor, DuesAccount};
use crate::domain::id::{BillId, BranchId, DuesId};
use crate::service::refusal::Refusal;
use crate::store::Store;

/// Who is meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    /// Somebody who is said.
    Debtor(&'a Debtor),
    /// Who owes a bill: the one that is named, or the only one.
    Bill(&'a BillId, Option<&'a DuesId>),
}

/// The account that is meant, as it is now; for a number that is new one of nobody's yet, of the
/// ID `new`.
///
/// # Errors
/// `NotFound` for an account of another branch or none; `Invalid` for a new one without a name, and
/// for a bill that is on no account; or when the store fails.
pub(super) async fn owing(
    store: &Store,
    books: &Books,
    whose: Whose<'_>,
    (new, now): (DuesId, Timestamp),
) -> Result<DuesAccount, Refusal> {
    let branch = &books.check.branch_id;
    match whose {
        Whose::Debtor(Debtor::Account(id)) => known(store, branch, id).await,
        Whose::Debtor(Debtor::Customer { name, phone }) => {
            if let Some(account) = store.dues_of_phone(branch, phone).await? {
                return Ok(account);
            }
            let name = name.clone().ok_or_else(|| {
                let message = "needed for a number that has no account yet";
                DomainError::invalid("customer.name", message)
            })?;
            let whose = (name, phone.clone());
            let currency = books.check.total.currency;
            Ok(DuesAccount::open(new, whose, currency, now))
        }
        Whose::Bill(bill, named) => {
            let id = books.account_of(bill, named)?;
            known(store, branch, &id).await
        }
    }
}

/// An account of the branch.
async fn known(store: &Store, branch: &BranchId, id: &DuesId) -> Result<DuesAccount, Refusal> {
    let missing = || Refusal::NotFound("account");
    if id.branch() != *branch {
        return Err(missing());
    }
    store.dues_account(id).await?.ok_or_else(missing)
}

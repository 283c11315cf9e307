//! Whose account a bill is put on, or comes off from.

use super::{Deal, SettleRequest, unique};
use crate::domain::DomainError;
use crate::domain::bill::books::Books;
use crate::domain::dues::account::{Debtor, DuesAccount};
use crate::domain::id::DuesId;
use crate::service::refusal::Refusal;
use crate::store::Store;

/// The account that a deal moves, as it is now; one of nobody's yet for a number that is new.
///
/// # Errors
/// `NotFound` for an account of another branch or none; `Invalid` for a new one without a name, and
/// for a bill that is on no account; or when the store fails.
pub(super) async fn owing(
    store: &Store,
    request: &SettleRequest,
    books: &Books,
) -> Result<Option<DuesAccount>, Refusal> {
    let branch = request.check.branch();
    match &request.deal {
        Deal::PayOnAccount(_, _, Debtor::Account(id)) => known(store, request, id).await.map(Some),
        Deal::PayOnAccount(_, _, Debtor::Customer { name, phone }) => {
            if let Some(account) = store.dues_of_phone(&branch, phone).await? {
                return Ok(Some(account));
            }
            let name = name.clone().ok_or_else(|| {
                let message = "needed for a number that has no account yet";
                DomainError::invalid("customer.name", message)
            })?;
            let id = DuesId::new(&branch, &unique(request, "dues", 0))?;
            let currency = books.check.total.currency;
            let whose = (name, phone.clone());
            let account = DuesAccount::open(id, whose, currency, request.by.at);
            Ok(Some(account))
        }
        Deal::RefundToAccount(bill, _, named) => {
            let id = books.account_of(bill, named.as_ref())?;
            known(store, request, &id).await.map(Some)
        }
        _ => Ok(None),
    }
}

/// An account of the check's branch.
async fn known(
    store: &Store,
    request: &SettleRequest,
    id: &DuesId,
) -> Result<DuesAccount, Refusal> {
    let missing = || Refusal::NotFound("account");
    if id.branch() != request.check.branch() {
        return Err(missing());
    }
    store.dues_account(id).await?.ok_or_else(missing)
}

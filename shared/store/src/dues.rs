//! What customers owe a branch: their accounts and the ledgers behind them.
//!
//! A balance moves only together with its entry, under the version of the account: of two that
//! were decided on the same state one stands.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::approval::Approval;
use super::client::Store;
use super::codec::{Item, mark_open, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use super::till::{Entered, entered};
use salver_domain::audit::AuditEntry;
use salver_domain::dues::account::DuesAccount;
use salver_domain::dues::on_account::Moved;
use salver_domain::id::{BranchId, DuesId};
use salver_domain::phone_number::PhoneNumber;
use salver_domain::till::entry::TillEntry;

/// Where a telephone number leads.
#[derive(Debug, Serialize, Deserialize)]
struct PhoneItem {
    account_id: DuesId,
}

/// Money that comes for what is owed, or is paid out, as it is to be written.
#[derive(Debug, Clone, Copy)]
pub struct Settling<'a> {
    /// The account then, and the entry.
    pub moved: &'a Moved,
    /// What of it counts for the business day.
    pub till: &'a TillEntry,
    /// A colleague's word that it is used on.
    pub approval: Option<&'a Approval>,
    /// The answer to the request.
    pub record: &'a Idempotent,
    pub entry: &'a AuditEntry,
}

impl Store {
    /// What a customer owes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn dues_account(&self, id: &DuesId) -> Result<Option<DuesAccount>, StoreError> {
        self.get(&keys::dues_account(id)).await
    }

    /// The account of a telephone number at a branch.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn dues_of_phone(
        &self,
        branch: &BranchId,
        phone: &PhoneNumber,
    ) -> Result<Option<DuesAccount>, StoreError> {
        let leads: Option<PhoneItem> = self.get(&keys::dues_phone(branch, phone)).await?;
        match leads {
            Some(leads) => self.dues_account(&leads.account_id).await,
            None => Ok(None),
        }
    }

    /// Takes money for what is owed, or pays it out, once.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether it stands, and a retry with the same key
    /// tells.
    pub async fn settle_dues(
        &self,
        settling: Settling<'_>,
        now: Timestamp,
    ) -> Result<Entered, StoreError> {
        let mut commit = Commit::new(self)
            .answer(settling.record, now)
            .move_dues(settling.moved)
            .enter(settling.till);
        if let Some(approval) = settling.approval {
            commit = commit.use_approval(approval, now);
        }
        entered(commit.record(settling.entry)).await
    }

    /// Writes an account with another name or limit; `false` when it moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_dues(
        &self,
        account: &DuesAccount,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).put(
            Part::Dues,
            account_item(account),
            Expression::before(account.version),
        );
        commit.record(entry).stands().await
    }
}

impl Commit<'_> {
    /// Moves what a customer owes: the account on by one version, and the entry that says why. A
    /// first version takes the telephone number.
    pub(super) fn move_dues(self, moved: &Moved) -> Self {
        let Moved { account, entry } = moved;
        let key = keys::dues_entry(&account.id, entry.number);
        let commit = self
            .put(
                Part::Dues,
                account_item(account),
                Expression::before(account.version),
            )
            .put(
                Part::DuesEntry,
                write_item(&key, entry),
                Expression::absent(),
            );
        if account.version > 1 {
            return commit;
        }
        let leads = PhoneItem {
            account_id: account.id.clone(),
        };
        let key = keys::dues_phone(&account.branch_id, &account.phone);
        let item = write_item(&key, &leads);
        commit.put(Part::DuesPhone, item, Expression::absent())
    }
}

/// An account, listed among those that owe while it does.
fn account_item(account: &DuesAccount) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::dues_account(&account.id), account)?;
    if let Some(since) = account.owes_since {
        let since = keys::open_since(since, account.id.as_str());
        mark_open(&mut item, keys::open_dues(&account.branch_id), since);
    }
    Ok(item)
}

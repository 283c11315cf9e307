//! Which cards lie on a branch's tables: one item, so that any number of cards is noted in one
//! commit.

use salver_domain::audit::AuditEntry;
use salver_domain::id::BranchId;
use salver_domain::printed::PrintedCards;

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

impl Store {
    /// Which cards lie on a branch's tables.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn printed_cards(&self, branch: &BranchId) -> Result<PrintedCards, StoreError> {
        let printed = self.get(&keys::printed_cards(branch)).await?;
        Ok(printed.unwrap_or_default())
    }

    /// Notes them at their next version. `false` when somebody noted others meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_printed_cards(
        &self,
        branch: &BranchId,
        printed: &PrintedCards,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let item = write_item(&keys::printed_cards(branch), printed);
        let next = Expression::before(printed.version);
        let commit = Commit::new(self).put(Part::Cards, item, next);
        commit.record(entry).stands().await
    }
}

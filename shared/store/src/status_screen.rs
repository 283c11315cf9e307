//! A branch's status screen: what it shows, and the hash of its link.

use salver_domain::audit::AuditEntry;
use salver_domain::id::BranchId;
use salver_domain::status_screen::StatusScreen;

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

impl Store {
    /// What a branch's status screens show, and by which link.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn status_screen(&self, branch: &BranchId) -> Result<StatusScreen, StoreError> {
        let screen = self.get(&keys::status_screen(branch)).await?;
        Ok(screen.unwrap_or_else(|| StatusScreen::first(branch.clone())))
    }

    /// Writes it at its next version. `false` when somebody changed it meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_status_screen(
        &self,
        screen: &StatusScreen,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let item = write_item(&keys::status_screen(&screen.branch_id), screen);
        let next = Expression::before(screen.version);
        let commit = Commit::new(self).put(Part::Screen, item, next);
        commit.record(entry).stands().await
    }
}

//! Tables: where a code leads, how they stand, and codes that are issued again.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::{read_item, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use super::rate::{Full, Window};
use salver_domain::audit::AuditEntry;
use salver_domain::id::{BranchId, TableCode, TableId};
use salver_domain::table::Table;

/// Where a table code leads.
#[derive(Serialize, Deserialize)]
pub(super) struct CodeItem {
    pub(super) branch_id: BranchId,
    pub(super) table_id: TableId,
}

/// How asking for a table to be opened ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Asking {
    /// Staff see it.
    Asked,
    /// One of the windows is full.
    TooOften(Full),
    /// The table moved meanwhile: look again.
    Again,
}

/// How issuing a code again ended.
#[derive(Debug)]
pub enum Recoding {
    /// The new code counts.
    Recoded,
    /// The key was used before; this is its record.
    Answered(Idempotent),
    /// The table moved meanwhile, or somebody has that code: try again.
    Again,
}

impl Store {
    /// The table that a code leads to.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn table_by_code(&self, code: &TableCode) -> Result<Option<Table>, StoreError> {
        let Some(target) = self.get::<CodeItem>(&keys::table_code(code)).await? else {
            return Ok(None);
        };
        let table = self.table_of(&target.branch_id, &target.table_id).await?;
        // A code that was re-issued may linger; the table says which one counts.
        Ok(table.filter(|t| &t.code == code))
    }

    /// A table.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn table_of(
        &self,
        branch: &BranchId,
        id: &TableId,
    ) -> Result<Option<Table>, StoreError> {
        self.get(&keys::table(branch, id)).await
    }

    /// A branch's tables in their order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tables(&self, branch: &BranchId) -> Result<Vec<Table>, StoreError> {
        let items = self
            .query(&keys::branch_partition(branch), keys::TABLE_PREFIX)
            .await?;
        let mut tables = items
            .into_iter()
            .map(read_item)
            .collect::<Result<Vec<Table>, StoreError>>()?;
        tables.sort_by_key(|t| t.position);
        Ok(tables)
    }

    /// Writes a table that moved on by one version. `false` when it is no longer at the
    /// version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_table(&self, table: &Table, entry: &AuditEntry) -> Result<bool, StoreError> {
        let commit = Commit::new(self).save_table(table);
        commit.record(entry).stands().await
    }

    /// Writes a table that guests asked for ([`Table::ask`]), and counts it in each window.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ask_for_table(
        &self,
        asked: &Table,
        windows: &[Window],
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Asking, StoreError> {
        let counted = windows.iter().enumerate();
        let commit = counted.fold(Commit::new(self), |commit, (number, window)| {
            commit.count(number, window, now)
        });
        let commit = commit.save_table(asked).record(entry);
        let Err(refused) = commit.send().await? else {
            return Ok(Asking::Asked);
        };
        if let Part::Window(number) = refused.part
            && let Some(full) = self.full(windows, number, refused.item, now).await?
        {
            return Ok(Asking::TooOften(full));
        }
        Ok(Asking::Again)
    }

    /// Commits a table's new code: the idempotency record, the table, the new code's item
    /// and no longer the old one's. `before` is the table as it was read.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether the code counts.
    pub async fn recode_table(
        &self,
        before: &Table,
        after: &Table,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Recoding, StoreError> {
        let target = CodeItem {
            branch_id: after.branch_id.clone(),
            table_id: after.id.clone(),
        };
        let own = Expression::new(
            "attribute_not_exists(pk) or (branch_id = :branch and table_id = :table)",
        )
        .value(":branch", value(&before.branch_id)?)
        .value(":table", value(&before.id)?);
        let table = keys::table(&after.branch_id, &after.id);
        let commit = Commit::new(self)
            .answer(record, now)
            .put(
                Part::Table,
                write_item(&table, after),
                Expression::at_version(before.version),
            )
            .put(
                Part::Code,
                write_item(&keys::table_code(&after.code), &target),
                Expression::absent(),
            )
            .delete(Part::Code, &keys::table_code(&before.code), own)
            .record(entry);
        let Err(refused) = commit.send().await? else {
            return Ok(Recoding::Recoded);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Recoding::Answered(read_item(item)?),
            _ => Recoding::Again,
        })
    }
}

impl Commit<'_> {
    /// Writes a table that moved on by one version.
    pub(super) fn save_table(self, table: &Table) -> Self {
        let item = write_item(&keys::table(&table.branch_id, &table.id), table);
        self.put(Part::Table, item, Expression::before(table.version))
    }
}

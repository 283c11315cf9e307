//! Table codes that are issued again.

use jiff::Timestamp;

use super::branch::CodeItem;
use super::client::Store;
use super::codec::{read_item, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::table::Table;

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

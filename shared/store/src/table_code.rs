//! Table codes that are issued again.

use jiff::Timestamp;

use super::branch::CodeItem;
use super::client::Store;
use super::codec::{read_item, value, write_item};
use super::error::StoreError;
use super::idempotency::Idempotent;
use super::keys;
use super::transaction::{Expression, Outcome, Transaction};
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
        now: Timestamp,
    ) -> Result<Recoding, StoreError> {
        let table = self.table();
        let target = CodeItem {
            branch_id: after.branch_id.clone(),
            table_id: after.id.clone(),
        };
        let own = Expression::new(
            "attribute_not_exists(pk) or (branch_id = :branch and table_id = :table)",
        )
        .value(":branch", value(&before.branch_id)?)
        .value(":table", value(&before.id)?);
        let transaction = Transaction::default()
            .remember(table, record, now)?
            .put(
                table,
                write_item(&keys::table(&after.branch_id, &after.id), after)?,
                Expression::at_version(before.version),
            )?
            .put(
                table,
                write_item(&keys::table_code(&after.code), &target)?,
                Expression::new("attribute_not_exists(pk)"),
            )?
            .delete_if(table, &keys::table_code(&before.code), own)?;
        Ok(match self.commit(transaction).await? {
            Outcome::Committed => Recoding::Recoded,
            Outcome::Refused {
                action: 0,
                item: Some(item),
            } => Recoding::Answered(read_item(item)?),
            Outcome::Refused { .. } => Recoding::Again,
        })
    }
}

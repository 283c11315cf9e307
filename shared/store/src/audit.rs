//! The record of who did what, written: each entry in the same commit as what it records
//! (rule 11); a refusal, which writes nothing else, is an entry alone.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use salver_domain::audit::AuditEntry;

use super::client::Store;
use super::codec::{Item, write_item};
use super::error::StoreError;
use super::keys;
use super::transaction::{Expression, Transaction};

/// The entry as an item; the only write that is ever made to its key.
fn item(entry: &AuditEntry) -> Result<Item, StoreError> {
    let day = entry.at.strftime("%Y-%m-%d").to_string();
    write_item(&keys::audit(&entry.branch_id, &day, &entry.id), entry)
}

/// What keeps an entry from being written over.
const ABSENT: &str = "attribute_not_exists(pk)";

impl Store {
    /// Adds an entry about what wrote nothing: a refusal. All else goes into the record
    /// with its own commit, see [`Store::noting`].
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let sent = self
            .client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(item(entry)?))
            .condition_expression(ABSENT)
            .send()
            .await;
        match sent {
            // Nobody else can have drawn this ID: an answer was lost, and the entry stands.
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(PutItemError::is_conditional_check_failed_exception) =>
            {
                Ok(())
            }
            sent => sent.map(drop).map_err(StoreError::from),
        }
    }
}

impl Transaction {
    /// Adds an audit entry.
    pub(super) fn record(self, table: &str, entry: &AuditEntry) -> Result<Self, StoreError> {
        self.put(table, item(entry)?, Expression::new(ABSENT))
    }
}

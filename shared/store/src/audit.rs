//! The record of who did what, written: each entry in the same commit as what it records
//! (rule 11); a refusal, which writes nothing else, is an entry alone.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use salver_domain::audit::{AuditEntry, Record};

use super::client::Store;
use super::codec::{Item, number, write_item};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;

/// How long what strangers have filled is kept, in seconds: 90 days.
const NOBODYS_SECONDS: i64 = 90 * 24 * 3600;

/// The entry as an item; the only write that is ever made to its key.
pub(super) fn audit_item(entry: &AuditEntry) -> Result<Item, StoreError> {
    let day = entry.at.strftime("%Y-%m-%d").to_string();
    let key = match &entry.record {
        Record::Branch(branch) => keys::audit(branch, &day, &entry.id),
        Record::Brand(brand) => keys::brand_audit(brand, &day, &entry.id),
        Record::Nobody => keys::nobodys_audit(&day, &entry.id),
    };
    let mut item = write_item(&key, entry)?;
    if entry.record == Record::Nobody {
        let ends = number(entry.at.as_second() + NOBODYS_SECONDS);
        item.insert(keys::EXPIRES_AT.to_owned(), ends);
    }
    Ok(item)
}

impl Store {
    /// Adds an entry about what wrote nothing: a refusal. All else goes into the record
    /// with its own commit.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn note(&self, entry: &AuditEntry) -> Result<(), StoreError> {
        let sent = self
            .client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(audit_item(entry)?))
            .condition_expression(Expression::absent().text)
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

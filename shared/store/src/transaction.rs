//! What belongs together is one `TransactWriteItems`.

use std::borrow::Cow;

use aws_sdk_dynamodb::error::SdkError;
use aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError;
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, Delete, Put, ReturnValuesOnConditionCheckFailure,
    TransactWriteItem, Update,
};

use super::client::Store;
use super::codec::{Item, number};
use super::error::StoreError;
use super::keys::Key;

/// A condition or update expression with its values.
#[derive(Debug, Default)]
pub(super) struct Expression {
    text: String,
    names: Vec<(&'static str, &'static str)>,
    values: Vec<(Cow<'static, str>, AttributeValue)>,
}

impl Expression {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            ..Self::default()
        }
    }

    /// "The item is still at this version": what every optimistic write asks.
    pub(super) fn at_version(version: u64) -> Self {
        Self::new("#version = :version")
            .name("#version", "version")
            .value(":version", number(version))
    }

    pub(super) fn name(mut self, placeholder: &'static str, name: &'static str) -> Self {
        self.names.push((placeholder, name));
        self
    }

    pub(super) fn value(
        mut self,
        placeholder: impl Into<Cow<'static, str>>,
        value: AttributeValue,
    ) -> Self {
        self.values.push((placeholder.into(), value));
        self
    }
}

/// How a transaction ended.
#[derive(Debug)]
pub(super) enum Outcome {
    /// All of it stands.
    Committed,
    /// None of it: the action with this index failed its condition on this item.
    Refused {
        /// Which action, in the order in which they were added.
        action: usize,
        /// The item as it is, if there is one.
        item: Option<Item>,
    },
}

/// A transaction in the making. Its steps keep the order in which they are added.
#[derive(Debug, Default)]
pub(super) struct Transaction {
    actions: Vec<TransactWriteItem>,
}

const ALL_OLD: ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure::AllOld;

impl Transaction {
    fn push(mut self, action: TransactWriteItem) -> Self {
        self.actions.push(action);
        self
    }

    /// Writes a whole item if the condition holds.
    pub(super) fn put(
        self,
        table: &str,
        item: Item,
        condition: Expression,
    ) -> Result<Self, StoreError> {
        let mut put = Put::builder()
            .table_name(table)
            .set_item(Some(item))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        for (placeholder, name) in condition.names {
            put = put.expression_attribute_names(placeholder, name);
        }
        for (placeholder, value) in condition.values {
            put = put.expression_attribute_values(placeholder, value);
        }
        let put = put.build().map_err(|e| StoreError::Sdk(Box::new(e)))?;
        Ok(self.push(TransactWriteItem::builder().put(put).build()))
    }

    /// Changes attributes of an item if the condition holds; `update` carries the names
    /// and values of both.
    pub(super) fn update(
        self,
        table: &str,
        key: &Key,
        update: Expression,
        condition: &str,
    ) -> Result<Self, StoreError> {
        let mut action = Update::builder()
            .table_name(table)
            .set_key(Some(key.attributes()))
            .update_expression(update.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        if !condition.is_empty() {
            action = action.condition_expression(condition);
        }
        for (placeholder, name) in update.names {
            action = action.expression_attribute_names(placeholder, name);
        }
        for (placeholder, value) in update.values {
            action = action.expression_attribute_values(placeholder, value);
        }
        let action = action.build().map_err(|e| StoreError::Sdk(Box::new(e)))?;
        Ok(self.push(TransactWriteItem::builder().update(action).build()))
    }

    /// Removes an item if the condition holds.
    pub(super) fn delete_if(
        self,
        table: &str,
        key: &Key,
        condition: Expression,
    ) -> Result<Self, StoreError> {
        let mut delete = Delete::builder()
            .table_name(table)
            .set_key(Some(key.attributes()))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        for (placeholder, value) in condition.values {
            delete = delete.expression_attribute_values(placeholder, value);
        }
        let delete = delete.build().map_err(|e| StoreError::Sdk(Box::new(e)))?;
        Ok(self.push(TransactWriteItem::builder().delete(delete).build()))
    }

    /// Only asks whether a condition holds.
    pub(super) fn check(
        self,
        table: &str,
        key: &Key,
        condition: Expression,
    ) -> Result<Self, StoreError> {
        let mut check = ConditionCheck::builder()
            .table_name(table)
            .set_key(Some(key.attributes()))
            .condition_expression(condition.text)
            .return_values_on_condition_check_failure(ALL_OLD);
        for (placeholder, name) in condition.names {
            check = check.expression_attribute_names(placeholder, name);
        }
        for (placeholder, value) in condition.values {
            check = check.expression_attribute_values(placeholder, value);
        }
        let check = check.build().map_err(|e| StoreError::Sdk(Box::new(e)))?;
        Ok(self.push(TransactWriteItem::builder().condition_check(check).build()))
    }
}

/// How often a transaction is sent again when others are at the same items.
const MAX_TRIES: u32 = 8;

impl Store {
    /// Commits a transaction in one round trip, with the audit entry that this store was
    /// given for it as its last action. When another one is at the same items at that
    /// moment, nothing of ours was written, and it is simply sent again.
    pub(super) async fn commit(&self, transaction: Transaction) -> Result<Outcome, StoreError> {
        let transaction = match self.noted() {
            Some(entry) => transaction.record(self.table(), entry)?,
            None => transaction,
        };
        self.tidy(transaction).await
    }

    /// As [`Store::commit`], for what is housekeeping and nobody's deed.
    pub(super) async fn tidy(&self, transaction: Transaction) -> Result<Outcome, StoreError> {
        for round in 0..MAX_TRIES {
            let sent = self
                .client()
                .transact_write_items()
                .set_transact_items(Some(transaction.actions.clone()))
                .send()
                .await;
            let Err(error) = sent else {
                return Ok(Outcome::Committed);
            };
            if let Some(refused) = refusal(error)? {
                return Ok(refused);
            }
            super::client::pause(round).await;
        }
        Err(StoreError::Contended)
    }
}

/// Why a transaction was cancelled; `None` when others were at the same items. A failed
/// condition outweighs a conflict: it is the answer, a conflict only a delay.
fn refusal(error: SdkError<TransactWriteItemsError>) -> Result<Option<Outcome>, StoreError> {
    let reasons = match error.as_service_error() {
        Some(TransactWriteItemsError::TransactionCanceledException(cancelled)) => {
            cancelled.cancellation_reasons()
        }
        _ => return Err(error.into()),
    };
    let coded = |code: &str| reasons.iter().position(|r| r.code() == Some(code));
    if let Some(action) = coded("ConditionalCheckFailed") {
        let item = reasons
            .get(action)
            .and_then(|r| r.item.clone())
            .filter(|i| !i.is_empty());
        return Ok(Some(Outcome::Refused { action, item }));
    }
    if coded("TransactionConflict").is_some() {
        return Ok(None);
    }
    if coded("ThrottlingError").is_some() || coded("ProvisionedThroughputExceeded").is_some() {
        return Err(StoreError::Unavailable(error.into()));
    }
    Err(error.into())
}

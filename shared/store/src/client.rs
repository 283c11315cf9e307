use std::sync::Arc;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::operation::query::builders::QueryFluentBuilder;
use aws_sdk_dynamodb::types::AttributeValue;
use serde::de::DeserializeOwned;

use super::branch_cache::BranchCache;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys::{self, Key, PK};

/// The table.
#[derive(Debug, Clone)]
pub struct Store {
    client: Client,
    table: String,
    branches: Arc<BranchCache>,
}

impl Store {
    /// The table `table` through `client`.
    pub fn new(client: Client, table: impl Into<String>) -> Self {
        Self {
            client,
            table: table.into(),
            branches: Arc::default(),
        }
    }

    /// What is kept of branches between calls.
    pub(super) fn branches(&self) -> &BranchCache {
        &self.branches
    }

    /// The SDK's client; only this module's files may use it for requests.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// The table's name.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// Opens the connection before the first guest waits for it: one read of a key that
    /// is not there.
    ///
    /// # Errors
    /// When the store cannot be reached.
    pub async fn warm_up(&self) -> Result<(), StoreError> {
        self.get_item(&keys::nothing()).await.map(drop)
    }

    /// One strongly consistent read.
    pub(super) async fn get_item(&self, key: &Key) -> Result<Option<Item>, StoreError> {
        let answer = self
            .client
            .get_item()
            .table_name(&self.table)
            .set_key(Some(key.attributes()))
            .consistent_read(true)
            .send()
            .await?;
        Ok(answer.item)
    }

    /// One strongly consistent read as a type.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        key: &Key,
    ) -> Result<Option<T>, StoreError> {
        self.get_item(key).await?.map(read_item).transpose()
    }

    /// A question for the items of one partition from one key to another, both included.
    pub(super) fn items_between(&self, first: Key, last: Key) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk and sk between :first and :last")
            .expression_attribute_values(":pk", AttributeValue::S(first.pk))
            .expression_attribute_values(":first", AttributeValue::S(first.sk))
            .expression_attribute_values(":last", AttributeValue::S(last.sk))
    }

    /// All items of one partition whose sort key begins with `prefix`, page by page.
    pub(super) async fn query(&self, pk: &str, prefix: &str) -> Result<Vec<Item>, StoreError> {
        let mut request = self
            .client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .expression_attribute_names("#pk", PK)
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()));
        request = if prefix.is_empty() {
            request.key_condition_expression("#pk = :pk")
        } else {
            request
                .key_condition_expression("#pk = :pk and begins_with(sk, :sk)")
                .expression_attribute_values(":sk", AttributeValue::S(prefix.to_owned()))
        };
        all_of(request).await
    }

    /// The first `limit` items of one partition whose sort key begins with `prefix`, or
    /// those that follow the item `after`.
    pub(super) async fn query_after(
        &self,
        pk: &str,
        prefix: &str,
        after: Option<Key>,
        limit: usize,
    ) -> Result<Vec<Item>, StoreError> {
        let after = after.map(|key| key.attributes());
        let asked = self.query_part(pk, prefix).set_exclusive_start_key(after);
        at_most(limit, asked).await
    }

    /// The last `limit` items of one partition whose sort key begins with `prefix`, the last one
    /// first, or those that come before the item `before`.
    pub(super) async fn query_newest(
        &self,
        pk: &str,
        prefix: &str,
        before: Option<Key>,
        limit: usize,
    ) -> Result<Vec<Item>, StoreError> {
        let before = before.map(|key| key.attributes());
        let asked = self.query_part(pk, prefix).scan_index_forward(false);
        at_most(limit, asked.set_exclusive_start_key(before)).await
    }

    /// Asks for the items of one partition whose sort key begins with `prefix`.
    fn query_part(&self, pk: &str, prefix: &str) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.table)
            .consistent_read(true)
            .key_condition_expression("pk = :pk and begins_with(sk, :sk)")
            .expression_attribute_values(":pk", AttributeValue::S(pk.to_owned()))
            .expression_attribute_values(":sk", AttributeValue::S(prefix.to_owned()))
    }

    /// The oldest items of one partition of the index of what is open, in one page.
    pub(super) async fn query_open_first(
        &self,
        partition: &str,
        limit: i32,
    ) -> Result<Vec<Item>, StoreError> {
        let page = self.ask_open(partition).limit(limit).send().await?;
        Ok(page.items.unwrap_or_default())
    }

    /// The oldest items of one partition of the index of what is open whose place is before
    /// `until`, in one page.
    pub(super) async fn query_open_until(
        &self,
        partition: &str,
        until: &str,
        limit: i32,
    ) -> Result<Vec<Item>, StoreError> {
        let asked = self
            .ask_open(partition)
            .key_condition_expression("gsi1pk = :pk and gsi1sk < :until")
            .expression_attribute_values(":until", AttributeValue::S(until.to_owned()));
        let page = asked.limit(limit).send().await?;
        Ok(page.items.unwrap_or_default())
    }

    /// All items of one partition of the index of what is open, oldest first.
    pub(super) async fn query_open(&self, partition: &str) -> Result<Vec<Item>, StoreError> {
        all_of(self.ask_open(partition)).await
    }

    /// The items of one partition of the index whose sort keys are in a range, oldest first.
    pub(super) async fn query_open_between(
        &self,
        partition: &str,
        (from, to): (String, String),
    ) -> Result<Vec<Item>, StoreError> {
        let asked = self
            .ask_open(partition)
            .key_condition_expression("gsi1pk = :pk and gsi1sk between :from and :to")
            .expression_attribute_values(":from", AttributeValue::S(from))
            .expression_attribute_values(":to", AttributeValue::S(to));
        all_of(asked).await
    }

    /// Asks for one partition of the index of what is open.
    fn ask_open(&self, partition: &str) -> QueryFluentBuilder {
        self.client
            .query()
            .table_name(&self.table)
            .index_name(keys::OPEN_INDEX)
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(partition.to_owned()))
    }
}

/// All that was asked for, page by page.
pub(super) async fn all_of(asked: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
    at_most(usize::MAX, asked).await
}

/// The first `limit` of what was asked for, page by page.
async fn at_most(limit: usize, asked: QueryFluentBuilder) -> Result<Vec<Item>, StoreError> {
    let asked = match i32::try_from(limit) {
        Ok(limit) => asked.limit(limit),
        Err(_) => asked,
    };
    let mut pages = asked.into_paginator().items().send();
    let mut items = Vec::new();
    while items.len() < limit
        && let Some(item) = pages.next().await
    {
        items.push(item?);
    }
    Ok(items)
}

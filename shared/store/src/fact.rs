//! Facts: what of each order counts in its branch's figures, which is the order itself as it
//! stood when that last changed. They have no TTL, as orders have none: a piece that is voided
//! weeks later has its quarter folded anew, from all facts of it.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::client::Store;
use super::codec::{Item, number, read_item, write_order};
use super::error::StoreError;
use super::keys::{self, Row};
use salver_domain::business_day::BusinessDay;
use salver_domain::fold::Quarter;
use salver_domain::id::BranchId;
use salver_domain::order::Order;

/// What of an order counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// The order's; a newer fact takes the place of an older one, and never the other way round.
    pub version: u64,
    /// When it was counted so, in microseconds since 1970.
    pub counted_at: u64,
    /// As it was then.
    pub order: Order,
}

/// The microseconds since 1970, as events of figures are numbered by; 0 before.
pub fn counted_at(now: Timestamp) -> u64 {
    u64::try_from(now.as_microsecond()).unwrap_or_default()
}

impl Store {
    /// Writes the fact of an order, unless a newer one stands: told twice or late, nothing
    /// changes.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn put_fact(&self, order: &Order, now: Timestamp) -> Result<(), StoreError> {
        let day = order.business_day;
        let key = keys::fact(&order.branch_id, day, order.placed_at, &order.id);
        let fact = Fact {
            version: order.version,
            counted_at: counted_at(now),
            // Who brought it on is nothing that counts.
            order: Order {
                steps: Vec::new(),
                ..order.clone()
            },
        };
        let sent = self
            .client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(write_order(&key, &fact)?))
            .condition_expression("attribute_not_exists(pk) or #version < :version")
            .expression_attribute_names("#version", "version")
            .expression_attribute_values(":version", number(order.version))
            .send()
            .await;
        match sent {
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

    /// The facts of a day's orders that were placed from `from` until before `until`, oldest
    /// first. Its cost grows with their number. `is_exact` reads what stands this moment, for
    /// twice the price.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn facts_between(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        (from, until): (Timestamp, Timestamp),
        is_exact: bool,
    ) -> Result<Vec<Order>, StoreError> {
        let span = (keys::facts_since(day, from), keys::facts_since(day, until));
        self.query_facts(branch, span, true, is_exact).await
    }

    /// The facts of a day's orders that were placed in a quarter or later, oldest first.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn facts_since(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        quarter: Quarter,
    ) -> Result<Vec<Order>, StoreError> {
        let from = keys::facts_since(day, quarter.begins());
        let span = (from, keys::facts_until(day));
        self.query_facts(branch, span, true, true).await
    }

    /// The facts of the branch's last orders, newest first: at least `least` of them, if there
    /// are as many, and all of those of `day` from `quarter` on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_facts(
        &self,
        branch: &BranchId,
        least: i32,
        (day, quarter): (BusinessDay, Quarter),
    ) -> Result<Vec<Order>, StoreError> {
        let newest = self.newest_facts(branch, keys::FACT_PREFIX, least).await?;
        let from = keys::facts_since(day, quarter.begins());
        let last = newest.last().and_then(|item| item.get(keys::SK));
        let last = last.and_then(|sk| sk.as_s().ok()).cloned();
        let is_cut = usize::try_from(least).is_ok_and(|least| newest.len() >= least);
        let mut facts = newest
            .into_iter()
            .map(order_in)
            .collect::<Result<Vec<_>, _>>()?;
        if let Some(last) = last.filter(|last| is_cut && *last > from) {
            // The last one of before comes once more, the first.
            let rest = self.query_facts(branch, (from, last), false, true).await?;
            facts.extend(rest.into_iter().skip(1));
        }
        Ok(facts)
    }

    /// The last business day before `day` on which somebody ordered.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn last_day_before(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<Option<BusinessDay>, StoreError> {
        let found = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(true)
            .key_condition_expression("pk = :pk and sk between :first and :day")
            .expression_attribute_values(":pk", AttributeValue::S(keys::figures_partition(branch)))
            .expression_attribute_values(":first", AttributeValue::S(keys::FACT_PREFIX.to_owned()))
            .expression_attribute_values(":day", AttributeValue::S(keys::facts_of(day)))
            .scan_index_forward(false)
            .limit(1)
            .send()
            .await?;
        let newest = found.items.unwrap_or_default().into_iter().next();
        Ok(newest.and_then(|item| match Row::of(&item) {
            Some(Row::Fact(_, day)) => Some(day),
            _ => None,
        }))
    }

    async fn newest_facts(
        &self,
        branch: &BranchId,
        prefix: &str,
        limit: i32,
    ) -> Result<Vec<Item>, StoreError> {
        let page = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(true)
            .key_condition_expression("pk = :pk and begins_with(sk, :sk)")
            .expression_attribute_values(":pk", AttributeValue::S(keys::figures_partition(branch)))
            .expression_attribute_values(":sk", AttributeValue::S(prefix.to_owned()))
            .scan_index_forward(false)
            .limit(limit)
            .send()
            .await?;
        Ok(page.items.unwrap_or_default())
    }

    async fn query_facts(
        &self,
        branch: &BranchId,
        (from, until): (String, String),
        is_forward: bool,
        is_exact: bool,
    ) -> Result<Vec<Order>, StoreError> {
        let mut pages = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(is_exact)
            .key_condition_expression("pk = :pk and sk between :from and :until")
            .expression_attribute_values(":pk", AttributeValue::S(keys::figures_partition(branch)))
            .expression_attribute_values(":from", AttributeValue::S(from))
            .expression_attribute_values(":until", AttributeValue::S(until))
            .scan_index_forward(is_forward)
            .into_paginator()
            .items()
            .send();
        let mut orders = Vec::new();
        while let Some(item) = pages.next().await {
            orders.push(order_in(item?)?);
        }
        Ok(orders)
    }
}

fn order_in(item: Item) -> Result<Order, StoreError> {
    let fact: Fact = read_item(item)?;
    Ok(fact.order)
}

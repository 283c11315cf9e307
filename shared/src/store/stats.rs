//! The figures of a branch: sums that are kept, and the ledger that keeps them exact.
//!
//! The ledger has a page per order, by the time it was placed, so it also is the branch's
//! list of orders. Its pages have no TTL: a piece that is voided weeks later must still
//! find what was counted.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, number, read_item, value, write_item};
use super::error::StoreError;
use super::keys::{self, Key};
use super::transaction::{Expression, Outcome, Transaction};
use crate::domain::analytics::{Counted, Figure, SoldItem, Step, Tally};
use crate::domain::id::{BranchId, ItemId};
use crate::domain::order::Order;

/// How counting ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Counting {
    /// It stands.
    Counted,
    /// The ledger's page moved meanwhile; this is the one there is.
    Moved(Option<Counted>),
}

/// A sum with its sort key, which says of what.
#[derive(Deserialize)]
struct Sum<T> {
    sk: String,
    #[serde(flatten)]
    value: T,
}

impl<T> Sum<T> {
    /// The last part of the key: the day, the hour or the item.
    fn of(&self) -> &str {
        self.sk.rsplit('#').next().unwrap_or_default()
    }
}

fn page_of(order: &Order) -> Key {
    keys::counted_order(&order.branch_id, order.placed_at, &order.id)
}

impl Store {
    /// What of an order was counted so far.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counted(&self, order: &Order) -> Result<Option<Counted>, StoreError> {
        self.get(&page_of(order)).await
    }

    /// Turns the order's page of the ledger and adds the difference to the figures, or
    /// nothing of it. `known` is the page that the step was made from. Asking for a lower
    /// version than the step's would not do: the difference is only right from that page.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether it was counted, and the page tells.
    pub async fn count_order(
        &self,
        order: &Order,
        known: Option<&Counted>,
        step: &Step,
    ) -> Result<Counting, StoreError> {
        let branch = &order.branch_id;
        let condition = match known {
            Some(page) => Expression::at_version(page.version),
            None => Expression::new("attribute_not_exists(pk)"),
        };
        let page = write_item(&page_of(order), &step.next)?;
        let mut transaction = Transaction::default().put(self.table(), page, condition)?;
        let counts = &step.next.contribution;
        if !step.added.is_empty() {
            // The day moves with every change, so that it can be told: its version is in
            // the event.
            let figure = Figure::Day(counts.day.clone());
            let tally = step.added.get(&figure).copied().unwrap_or_default();
            let update = Expression::new("ADD #count :count, revenue :revenue, #version :one")
                .name("#version", "version")
                .value(":one", number(1));
            let key = keys::day_figures(branch, &counts.day);
            transaction = transaction.update(self.table(), &key, with_tally(update, tally), "")?;
        }
        for (figure, tally) in &step.added {
            let plain = || Expression::new("ADD #count :count, revenue :revenue");
            let (key, update) = match figure {
                Figure::Day(_) => continue,
                Figure::Hour(day, hour) => (keys::hour_figures(branch, day, *hour), plain()),
                Figure::Item(day, item) => {
                    // What is sold says its name; what is taken back does not.
                    let sold = counts.items.get(item).filter(|_| tally.count > 0);
                    let update = match sold {
                        Some(sold) => {
                            Expression::new("SET #name = :name ADD #count :count, revenue :revenue")
                                .name("#name", "name")
                                .value(":name", value(&sold.name)?)
                        }
                        None => plain(),
                    };
                    (keys::item_figures(branch, day, item), update)
                }
            };
            transaction = transaction.update(self.table(), &key, with_tally(update, *tally), "")?;
        }
        Ok(match self.commit(transaction).await? {
            Outcome::Committed => Counting::Counted,
            // Only the page has a condition.
            Outcome::Refused { item, .. } => Counting::Moved(item.map(read_item).transpose()?),
        })
    }

    /// The business days from `first` to `last` on which something was counted, with their
    /// orders.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_figures(
        &self,
        branch: &BranchId,
        (first, last): (&str, &str),
    ) -> Result<BTreeMap<String, Tally>, StoreError> {
        let [first, last] = [first, last].map(|day| keys::day_figures(branch, day));
        let mut pages = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(true)
            .key_condition_expression("pk = :pk and sk between :first and :last")
            .expression_attribute_values(":pk", AttributeValue::S(first.pk))
            .expression_attribute_values(":first", AttributeValue::S(first.sk))
            .expression_attribute_values(":last", AttributeValue::S(last.sk))
            .into_paginator()
            .items()
            .send();
        let mut days = BTreeMap::new();
        while let Some(item) = pages.next().await {
            let sum: Sum<Tally> = read_item(item?)?;
            days.insert(sum.of().to_owned(), sum.value);
        }
        Ok(days)
    }

    /// The hours of a business day in which something was counted, with their orders.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn hour_figures(
        &self,
        branch: &BranchId,
        day: &str,
    ) -> Result<BTreeMap<u8, Tally>, StoreError> {
        let sums = self.sums::<Tally>(branch, &keys::hours_of(day)).await?;
        let hours = sums.iter().filter_map(|sum| {
            let hour = sum.of().parse().ok()?;
            Some((hour, sum.value))
        });
        Ok(hours.collect())
    }

    /// The items of a business day of which something was counted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn item_figures(
        &self,
        branch: &BranchId,
        day: &str,
    ) -> Result<BTreeMap<ItemId, SoldItem>, StoreError> {
        let sums = self.sums::<SoldItem>(branch, &keys::items_of(day)).await?;
        let items = sums.into_iter().filter_map(|sum| {
            let item = sum.of().parse().ok()?;
            Some((item, sum.value))
        });
        Ok(items.collect())
    }

    async fn sums<T: serde::de::DeserializeOwned>(
        &self,
        branch: &BranchId,
        prefix: &str,
    ) -> Result<Vec<Sum<T>>, StoreError> {
        let items = self.query(&keys::stats_partition(branch), prefix).await?;
        items.into_iter().map(read_item).collect()
    }

    /// The branch's last `limit` orders, whatever their status, newest first; at most 100.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn recent_orders(
        &self,
        branch: &BranchId,
        limit: i32,
    ) -> Result<Vec<Order>, StoreError> {
        let pages = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(true)
            .key_condition_expression("pk = :pk and begins_with(sk, :sk)")
            .expression_attribute_values(":pk", AttributeValue::S(keys::stats_partition(branch)))
            .expression_attribute_values(":sk", AttributeValue::S(keys::ORDER_PREFIX.to_owned()))
            .scan_index_forward(false)
            .limit(limit)
            .send()
            .await?;
        let counted = pages.items.unwrap_or_default();
        let counted = counted.into_iter().map(read_item::<Counted>);
        let keys = counted
            .map(|page| page.map(|page| keys::order(&page.order_id)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut found = self.batch_get(&keys).await?;
        let orders = keys.iter().map(|key| found.take(key));
        orders.filter_map(Result::transpose).collect()
    }
}

fn with_tally(update: Expression, tally: Tally) -> Expression {
    update
        .name("#count", "count")
        .value(":count", number(tally.count))
        .value(":revenue", number(tally.revenue))
}

/// The day and version of a day's figures; `None` for every other item of the partition.
///
/// # Errors
/// `Corrupt` when the item has no version.
pub fn day_of(sk: &str, item: Item) -> Result<Option<(String, u64)>, StoreError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let Some(day) = sk.strip_prefix(keys::DAY_PREFIX) else {
        return Ok(None);
    };
    let Versioned { version } = read_item(item)?;
    Ok(Some((day.to_owned(), version)))
}

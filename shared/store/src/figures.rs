//! The figures of a branch: sums that are kept, and the facts that keep them exact.
//!
//! There is a fact per order, by the time it was placed, so they also are the branch's list
//! of orders. Facts have no TTL: a piece that is voided weeks later must still
//! find what was counted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, number, read_item, read_value, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys::{self, Key, Row};
use salver_domain::business_day::BusinessDay;
use salver_domain::figures::{DaySums, Fact, Figure, SoldItem, Step, Tally};
use salver_domain::id::{BranchId, ItemId, OrderId};
use salver_domain::order::Order;

/// An order whose fact is to be written.
#[derive(Debug, Clone, Copy)]
pub struct NewFact<'a> {
    pub order: &'a Order,
    /// The fact that the step was made from. Asking for a lower version than the step's
    /// would not do: the difference is only right from that fact.
    pub known: Option<&'a Fact>,
    /// What is counted.
    pub step: &'a Step,
}

/// How counting ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Counting {
    /// It stands.
    Counted,
    /// The fact of this order moved meanwhile; this is the one there is. Facts of other
    /// orders may have been written before it, which counting again finds done.
    Moved(OrderId, Option<Fact>),
}

/// What is added to one figure, and an item's name if pieces of it were sold.
#[derive(Default)]
struct More<'a> {
    tally: Tally,
    name: Option<&'a str>,
}

fn key_of(order: &Order) -> Key {
    keys::fact(&order.branch_id, order.placed_at, &order.id)
}

impl Store {
    /// What of these orders was counted so far, by their IDs.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn facts(&self, orders: &[&Order]) -> Result<BTreeMap<OrderId, Fact>, StoreError> {
        let keys: Vec<_> = orders.iter().map(|order| key_of(order)).collect();
        let mut found = self.batch_get(&keys).await?;
        let mut facts = BTreeMap::new();
        for (order, key) in orders.iter().zip(&keys) {
            if let Some(fact) = found.take(key)? {
                facts.insert(order.id.clone(), fact);
            }
        }
        Ok(facts)
    }

    /// Writes the facts of orders of one branch and adds the differences to the figures, as
    /// many orders in one commit as it takes. An order's fact is written with all of its
    /// differences, or with none. No order may be named twice.
    ///
    /// # Errors
    /// When the store fails; then it is not known what was counted, and the facts tell.
    pub async fn count_orders(&self, facts: &[NewFact<'_>]) -> Result<Counting, StoreError> {
        let mut rest = facts;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(together(rest));
            let Err(refused) = Commit::new(self).count_facts(now)?.send().await? else {
                rest = later;
                continue;
            };
            // Only facts have a condition.
            let moved = match refused.part {
                Part::Fact(number) => now.get(number),
                _ => None,
            };
            let wrong = || StoreError::Sdk("a part without a condition was refused".into());
            let moved = moved.ok_or_else(wrong)?;
            return Ok(Counting::Moved(moved.order.id.clone(), refused.read()?));
        }
        Ok(Counting::Counted)
    }

    /// The business days from `first` to `last` on which something was counted, with their
    /// hours.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_figures(
        &self,
        branch: &BranchId,
        (first, last): (BusinessDay, BusinessDay),
    ) -> Result<BTreeMap<BusinessDay, DaySums>, StoreError> {
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
            let item = item?;
            let Some(Row::DayFigures(_, day)) = Row::of(&item) else {
                continue;
            };
            let hours = hours_in(&item)?;
            let tally: Tally = read_item(item)?;
            days.insert(day, DaySums { tally, hours });
        }
        Ok(days)
    }

    /// The items of a business day of which something was counted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn item_figures(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<BTreeMap<ItemId, SoldItem>, StoreError> {
        let partition = keys::figures_partition(branch);
        let found = self.query(&partition, &keys::items_of(day)).await?;
        let mut items = BTreeMap::new();
        for item in found {
            if let Some(Row::ItemFigures(_, _, id)) = Row::of(&item) {
                items.insert(id, read_item(item)?);
            }
        }
        Ok(items)
    }

    /// What was counted of the orders that were placed from `from` until before `until`.
    /// Its cost grows with their number, so the span should be short.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn sold_between(
        &self,
        branch: &BranchId,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Tally, StoreError> {
        let mut pages = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(true)
            .key_condition_expression("pk = :pk and sk between :from and :until")
            .expression_attribute_values(":pk", AttributeValue::S(keys::figures_partition(branch)))
            .expression_attribute_values(":from", AttributeValue::S(keys::facts_since(from)))
            .expression_attribute_values(":until", AttributeValue::S(keys::facts_since(until)))
            .into_paginator()
            .items()
            .send();
        let mut sum = Tally::default();
        while let Some(item) = pages.next().await {
            let fact: Fact = read_item(item?)?;
            sum = sum.plus(fact.contribution.tally);
        }
        Ok(sum)
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
            .expression_attribute_values(":pk", AttributeValue::S(keys::figures_partition(branch)))
            .expression_attribute_values(":sk", AttributeValue::S(keys::FACT_PREFIX.to_owned()))
            .scan_index_forward(false)
            .limit(limit)
            .send()
            .await?;
        let facts = pages.items.unwrap_or_default();
        let facts = facts.into_iter().map(read_item::<Fact>);
        let keys = facts
            .map(|fact| fact.map(|fact| keys::order(&fact.order_id)))
            .collect::<Result<Vec<_>, _>>()?;
        let mut found = self.batch_get(&keys).await?;
        let orders = keys.iter().map(|key| found.take(key));
        orders.filter_map(Result::transpose).collect()
    }
}

/// Actions that one transaction takes.
const MAX_ACTIONS: usize = 100;

/// How many of `facts`, from the first, one transaction takes: each is an action, and so is
/// each item of figures that any of them changes. One order always goes, as its lines are limited.
fn together(facts: &[NewFact<'_>]) -> usize {
    let mut figures = BTreeSet::new();
    let fits = |(at, fact): &(usize, &NewFact<'_>)| {
        // An hour is in its day's item.
        let items = touched(fact.step).into_keys();
        figures.extend(items.filter(|figure| !matches!(figure, Figure::Hour(..))));
        *at == 0 || at + 1 + figures.len() <= MAX_ACTIONS
    };
    facts.iter().enumerate().take_while(fits).count()
}

/// What a step adds to which figure. The day moves with every change, even of nothing that
/// it sums, so that the change can be told: its version is in the event.
fn touched(step: &Step) -> BTreeMap<Figure, Tally> {
    let mut added = step.added.clone();
    if !added.is_empty() {
        let day = step.next.contribution.day;
        added.entry(Figure::Day(day)).or_default();
    }
    added
}

impl Commit<'_> {
    /// Counts `facts`: first the facts, each under its condition, then what they add together
    /// to each figure.
    fn count_facts(self, facts: &[NewFact<'_>]) -> Result<Self, StoreError> {
        let mut commit = self;
        let mut sums = BTreeMap::<(&BranchId, Figure), More<'_>>::new();
        for (number, NewFact { order, known, step }) in facts.iter().enumerate() {
            let condition = match known {
                Some(fact) => Expression::at_version(fact.version),
                None => Expression::absent(),
            };
            let fact = write_item(&key_of(order), &step.next);
            commit = commit.put(Part::Fact(number), fact, condition);
            for (figure, more) in touched(step) {
                // What is sold says its name; what is taken back does not.
                let name = match &figure {
                    Figure::Item(_, item) if more.count > 0 => {
                        step.next.contribution.items.get(item)
                    }
                    _ => None,
                };
                let sum = sums.entry((&order.branch_id, figure)).or_default();
                sum.tally = sum.tally.plus(more);
                sum.name = name.map(|sold| sold.name.as_str()).or(sum.name);
            }
        }
        for ((branch, figure), sum) in &sums {
            let (key, update) = match figure {
                Figure::Day(day) => {
                    let hours = sums.iter().filter_map(|((of, figure), more)| match figure {
                        Figure::Hour(its, hour) if of == branch && its == day => {
                            Some((*hour, more.tally))
                        }
                        _ => None,
                    });
                    (
                        keys::day_figures(branch, *day),
                        adding_to_day(sum.tally, hours),
                    )
                }
                // With its day, which always moves with it.
                Figure::Hour(..) => continue,
                Figure::Item(day, item) => {
                    let key = keys::item_figures(branch, *day, item);
                    (key, adding_to_item(sum)?)
                }
            };
            commit = commit.update(Part::Figure, &key, update, "");
        }
        Ok(commit)
    }
}

/// How a day grows, with its hours and its version.
fn adding_to_day(tally: Tally, hours: impl Iterator<Item = (u8, Tally)>) -> Expression {
    let mut text = format!("ADD {TALLY}, #version :one");
    let mut values = Vec::new();
    for (hour, more) in hours {
        for (name, more) in [(COUNT, more.count), (REVENUE, more.revenue)] {
            let _ = write!(text, ", {name}{hour:02} :{name}{hour:02}");
            values.push((format!(":{name}{hour:02}"), number(more)));
        }
    }
    let update = with_tally(Expression::new(text), tally)
        .name("#version", "version")
        .value(":one", number(1));
    values
        .into_iter()
        .fold(update, |update, (name, more)| update.value(name, more))
}

/// How an item grows. What is sold says its name.
fn adding_to_item(sum: &More<'_>) -> Result<Expression, StoreError> {
    let Some(name) = sum.name else {
        return Ok(with_tally(
            Expression::new(format!("ADD {TALLY}")),
            sum.tally,
        ));
    };
    let update = Expression::new(format!("SET #name = :name ADD {TALLY}"));
    let update = update.name("#name", "name").value(":name", value(&name)?);
    Ok(with_tally(update, sum.tally))
}

const TALLY: &str = "#count :count, revenue :revenue";

fn with_tally(update: Expression, tally: Tally) -> Expression {
    update
        .name("#count", "count")
        .value(":count", number(tally.count))
        .value(":revenue", number(tally.revenue))
}

/// How an hour's attributes begin in the item of its day; the hour follows with two digits.
const COUNT: &str = "count_";
const REVENUE: &str = "revenue_";

/// The hours in a day's item.
fn hours_in(item: &Item) -> Result<BTreeMap<u8, Tally>, StoreError> {
    let mut hours = BTreeMap::<u8, Tally>::new();
    for (name, amount) in item {
        let of = |prefix| name.strip_prefix(prefix)?.parse::<u8>().ok();
        if let Some(hour) = of(COUNT) {
            hours.entry(hour).or_default().count = read_value(amount)?;
        } else if let Some(hour) = of(REVENUE) {
            hours.entry(hour).or_default().revenue = read_value(amount)?;
        }
    }
    Ok(hours)
}

/// The version of a day's figures.
///
/// # Errors
/// `Corrupt` when the item has none.
pub fn figures_version(item: Item) -> Result<u64, StoreError> {
    #[derive(Deserialize)]
    struct Versioned {
        version: u64,
    }
    let Versioned { version } = read_item(item)?;
    Ok(version)
}

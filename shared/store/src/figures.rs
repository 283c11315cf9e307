//! The figures of a branch: what is folded of its facts, and what says whether it still holds.
//!
//! A day's item counts the facts that came late, by their quarters, and holds the day's sums
//! once it is over. A second one holds its quarters as far as they are folded, with their items.
//! The counts are in the small one, which every late fact writes; each fold says which count it
//! was made from.

mod form;
mod money;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::primitives::Blob;
use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, PACKED, number, read_item, read_value, write_packed};
use super::error::StoreError;
use super::fact::counted_at;
use super::keys::{self, Row};
use super::packed::deflate;
use form::{StoredDay, StoredFold};
use salver_domain::business_day::BusinessDay;
use salver_domain::fold::{DayFold, DaySums, Late, Quarter};
use salver_domain::id::BranchId;

/// A business day as the table has it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Day {
    /// How often its quarters got a fact late.
    pub late: Late,
    /// What it adds up to; `None` when it is not folded, or got a fact late since.
    pub sums: Option<DaySums>,
    /// Whether it was folded when it was over, whether or not that still holds.
    pub was_folded: bool,
}

impl Day {
    /// How often any of its quarters got a fact late.
    fn late_facts(&self) -> u64 {
        self.late.values().sum()
    }
}

/// A day's quarters as the table has them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct KeptFold {
    /// 0 when none are there.
    pub version: u64,
    /// As far as they are folded.
    pub fold: DayFold,
}

/// How a quarter's count of late facts is called; its number follows.
const LATE: &str = "late_";
/// All of them together.
const ALL_LATE: &str = "late";

impl Store {
    /// Counts that quarters of a day got facts late, after those stand: each fold that may lack
    /// one of them counts no more.
    ///
    /// # Errors
    /// When the store fails; then the facts must be told again.
    pub async fn mark_late(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        facts: &Late,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut update = "SET counted_at = :now ADD #late :all".to_owned();
        let mut request = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(keys::day_figures(branch, day).attributes()))
            .expression_attribute_names("#late", ALL_LATE)
            .expression_attribute_values(":now", number(counted_at(now)))
            .expression_attribute_values(":all", number(facts.values().sum::<u64>()));
        for (quarter, count) in facts {
            let quarter = quarter.number();
            let _ = write!(update, ", {LATE}{quarter} :{LATE}{quarter}");
            request =
                request.expression_attribute_values(format!(":{LATE}{quarter}"), number(*count));
        }
        request.update_expression(update).send().await?;
        Ok(())
    }

    /// The business days from `first` to `last` of which anything is kept.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_figures(
        &self,
        branch: &BranchId,
        (first, last): (BusinessDay, BusinessDay),
    ) -> Result<BTreeMap<BusinessDay, Day>, StoreError> {
        let [first, last] = [first, last].map(|day| keys::day_figures(branch, day));
        let mut pages = self
            .items_between(first, last)
            .into_paginator()
            .items()
            .send();
        let mut days = BTreeMap::new();
        while let Some(item) = pages.next().await {
            let item = item?;
            if let Some(Row::DayFigures(_, day)) = Row::of(&item) {
                days.insert(day, day_in(item)?);
            }
        }
        Ok(days)
    }

    /// One business day of each of some branches; those of which nothing is kept are left out.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_of_branches(
        &self,
        branches: &[BranchId],
        day: BusinessDay,
    ) -> Result<BTreeMap<BranchId, Day>, StoreError> {
        let key = |branch: &BranchId| keys::day_figures(branch, day);
        let wanted: Vec<_> = branches.iter().map(key).collect();
        let mut found = self.batch_get(&wanted).await?;
        let mut days = BTreeMap::new();
        for (branch, key) in branches.iter().zip(&wanted) {
            if let Some(item) = found.take_item(key) {
                days.insert(branch.clone(), day_in(item)?);
            }
        }
        Ok(days)
    }

    /// Whether all days of a branch before `day` are folded, as far as this process knows. Each
    /// that gets a fact late is folded anew by whoever wrote that.
    pub fn folded_before(&self, branch: &BranchId, day: BusinessDay) -> bool {
        self.branches().folded_before(branch, day)
    }

    /// Keeps that they are.
    pub fn remember_folded(&self, branch: &BranchId, day: BusinessDay) {
        self.branches().remember_folded(branch, day);
    }

    /// The quarters of a day as far as they are folded.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn day_fold(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<KeptFold, StoreError> {
        let item = self.get_item(&keys::quarters(branch, day)).await?;
        item.map_or_else(|| Ok(KeptFold::default()), fold_in)
    }

    /// Keeps a fold in the place of the one that it was made of; `false` when somebody else kept
    /// one meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_fold(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        next: &KeptFold,
    ) -> Result<bool, StoreError> {
        let stored = StoredFold::of(next.version + 1, &next.fold);
        let request = self
            .client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(write_packed(&keys::quarters(branch, day), &stored)?));
        let request = match next.version {
            0 => request.condition_expression("attribute_not_exists(pk)"),
            before => request
                .condition_expression("#version = :version")
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":version", number(before)),
        };
        match request.send().await {
            Ok(_) => Ok(true),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(PutItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps what a day adds up to, made from `read`; `false` when it got a fact late meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn keep_day(
        &self,
        branch: &BranchId,
        day: BusinessDay,
        sums: &DaySums,
        read: &Day,
    ) -> Result<bool, StoreError> {
        let key = keys::day_figures(branch, day);
        let packed = deflate(&StoredDay::of(sums).text(&key)?);
        let packed = packed.map_err(|error| StoreError::Sdk(error.into()))?;
        let late = read.late_facts();
        let unmoved = match late {
            0 => "attribute_not_exists(#late)",
            _ => "#late = :late",
        };
        let sent = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(key.attributes()))
            .update_expression(format!("SET {PACKED} = :packed, folded = :late"))
            .condition_expression(unmoved)
            .expression_attribute_names("#late", ALL_LATE)
            .expression_attribute_values(":late", number(late))
            .expression_attribute_values(":packed", AttributeValue::B(Blob::new(packed)))
            .send()
            .await;
        match sent {
            Ok(_) => Ok(true),
            Err(error)
                if error
                    .as_service_error()
                    .is_some_and(UpdateItemError::is_conditional_check_failed_exception) =>
            {
                Ok(false)
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// A day's quarters out of their item.
pub(super) fn fold_in(item: Item) -> Result<KeptFold, StoreError> {
    let stored: StoredFold = read_item(item)?;
    let version = stored.version;
    let fold = stored.fold();
    Ok(KeptFold { version, fold })
}

/// What says of a day whether facts came late.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct LateFacts {
    /// How many.
    #[serde(default)]
    pub late: u64,
    /// When the last one did, in microseconds since 1970.
    #[serde(default)]
    pub counted_at: u64,
    /// How many there were when the day was folded.
    folded: Option<u64>,
}

fn day_in(item: Item) -> Result<Day, StoreError> {
    let mut late = Late::new();
    for (name, count) in &item {
        let quarter = name.strip_prefix(LATE).and_then(|name| name.parse().ok());
        if let Some(quarter) = quarter {
            late.insert(Quarter::numbered(quarter), read_value(count)?);
        }
    }
    let mut marks = item.clone();
    marks.remove(PACKED);
    let marks: LateFacts = read_item(marks)?;
    let holds = marks.folded == Some(marks.late);
    let sums = match holds {
        true => read_item::<StoredDay>(item)?.sums(),
        false => None,
    };
    Ok(Day {
        late,
        sums,
        was_folded: marks.folded.is_some(),
    })
}

//! What a branch sold on its last business days, as far as the menu needs it to say what is popular.

use std::sync::Arc;
use std::time::Duration;

use aws_sdk_dynamodb::types::AttributeValue;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::client::Store;
use super::error::StoreError;
use super::figures::fold_in;
use super::keys::{self, Row};
use salver_domain::business_day::BusinessDay;
use salver_domain::id::BranchId;
use salver_domain::popular::{self, SoldByDay};

/// How long it is waited for: guests came for the menu, and a read that takes longer is a store in trouble.
const PATIENCE: Duration = Duration::from_secs(1);
/// How far a branch's business day may lie behind the date in UTC: by a time zone, and by a
/// closing hour.
const AROUND_THE_WORLD: u16 = 2;

impl Store {
    /// What was sold of each item on the last business days before `now`, as it was read within
    /// the last hour and since this business day began; nothing, and what could not be read, is
    /// asked again after a minute. It costs the same whatever the history is, and needs no
    /// profile: the days are those that may be a branch's last ones, wherever it lies.
    ///
    /// # Errors
    /// When the store fails or lets wait; what was read before stays remembered.
    pub async fn recently_sold(
        &self,
        branch: &BranchId,
        now: Timestamp,
    ) -> Result<Arc<SoldByDay>, StoreError> {
        let known = self.branches();
        if let Some(fresh) = known.fresh_sold(branch, now) {
            return Ok(fresh);
        }
        let read = tokio::time::timeout(PATIENCE, self.read_sold(branch, now)).await;
        let read = read.unwrap_or_else(|late| Err(StoreError::Unavailable(late.into())));
        match read {
            Ok(found) => Ok(known.remember_sold(branch, found, now)),
            Err(error) => {
                known.put_sold_off(branch, now);
                Err(error)
            }
        }
    }

    /// What was sold as this process read it last, however long ago that is; nothing if it never
    /// did.
    pub fn remembered_sold(&self, branch: &BranchId) -> Arc<SoldByDay> {
        self.branches().sold(branch)
    }

    async fn read_sold(&self, branch: &BranchId, now: Timestamp) -> Result<SoldByDay, StoreError> {
        let day = BusinessDay::of(now.to_zoned(TimeZone::UTC).date());
        let first = day.days_before(popular::DAYS + AROUND_THE_WORLD);
        let [first, last] = [first, day].map(|day| keys::quarters(branch, day));
        // What does not fit into one answer is left out: the oldest days come last.
        let page = self
            .client()
            .query()
            .table_name(self.table())
            .consistent_read(false)
            .key_condition_expression("pk = :pk and sk between :first and :last")
            .expression_attribute_values(":pk", AttributeValue::S(first.pk))
            .expression_attribute_values(":first", AttributeValue::S(first.sk))
            .expression_attribute_values(":last", AttributeValue::S(last.sk))
            .scan_index_forward(false)
            .send()
            .await?;
        let mut sold = SoldByDay::new();
        for item in page.items.unwrap_or_default() {
            if let Some(Row::Quarters(_, day)) = Row::of(&item) {
                let items = fold_in(item)?.fold.sums().items.into_iter();
                let pieces = items.map(|(id, sold)| (id, sold.tally.count));
                sold.insert(day, pieces.collect());
            }
        }
        Ok(sold)
    }
}

//! Those who owe a branch something, and the ledgers of single accounts, page by page.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys::{self, GSI_PK, GSI_SK, Key};
use salver_domain::dues::account::DuesAccount;
use salver_domain::dues::entry::DuesEntry;
use salver_domain::dues::mark::DuesMark;
use salver_domain::id::{BranchId, DuesId};

/// Accounts that are looked at for one page of a search, at most: what a request costs does not
/// grow with how many owe.
const LOOKED_AT: usize = 300;

/// A page of those who owe, the longest owing first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DuesPage {
    pub accounts: Vec<DuesAccount>,
    /// Where the next page begins, if there may be one.
    pub next: Option<DuesMark>,
}

impl Store {
    /// A page of those who owe and are `meant`, of at most `limit`, behind a mark. From the index,
    /// so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_dues(
        &self,
        branch: &BranchId,
        after: Option<(DuesMark, DuesId)>,
        (limit, meant): (usize, impl Fn(&DuesAccount) -> bool),
    ) -> Result<DuesPage, StoreError> {
        let mut from = after.map(|(mark, id)| start(branch, &mark, &id));
        let (mut accounts, mut looked) = (Vec::new(), 0);
        let mut last = None;
        loop {
            let (items, next) = self.page_of_dues(branch, from).await?;
            for item in items {
                if accounts.len() == limit || looked == LOOKED_AT {
                    return Ok(DuesPage {
                        accounts,
                        next: last,
                    });
                }
                let account: DuesAccount = read_item(item)?;
                looked += 1;
                last = DuesMark::behind(&account);
                if meant(&account) {
                    accounts.push(account);
                }
            }
            if next.is_none() {
                return Ok(DuesPage {
                    accounts,
                    next: None,
                });
            }
            from = next;
        }
    }

    async fn page_of_dues(
        &self,
        branch: &BranchId,
        from: Option<Item>,
    ) -> Result<(Vec<Item>, Option<Item>), StoreError> {
        let answer = self
            .client()
            .query()
            .table_name(self.table())
            .index_name(keys::OPEN_INDEX)
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(keys::open_dues(branch)))
            .set_exclusive_start_key(from)
            .limit(i32::try_from(LOOKED_AT).unwrap_or(i32::MAX))
            .send()
            .await?;
        let next = answer.last_evaluated_key.filter(|key| !key.is_empty());
        Ok((answer.items.unwrap_or_default(), next))
    }

    /// Entries of an account's ledger, the newest first: `limit` of those before the entry
    /// `before`, or the last ones.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn dues_entries(
        &self,
        account: &DuesId,
        before: Option<u32>,
        limit: usize,
    ) -> Result<Vec<DuesEntry>, StoreError> {
        let newest = before.unwrap_or(u32::MAX).saturating_sub(1);
        let range: (Key, Key) = (
            keys::dues_entry(account, 0),
            keys::dues_entry(account, newest),
        );
        let answer = self
            .items_between(range.0, range.1)
            .scan_index_forward(false)
            .limit(i32::try_from(limit).unwrap_or(i32::MAX))
            .send()
            .await?;
        let items = answer.items.unwrap_or_default().into_iter();
        items.map(read_item).collect()
    }
}

/// Where the index goes on behind an account.
fn start(branch: &BranchId, mark: &DuesMark, id: &DuesId) -> HashMap<String, AttributeValue> {
    let mut key = keys::dues_account(id).attributes();
    let since = keys::open_since(mark.since, id.as_str());
    key.insert(
        GSI_PK.to_owned(),
        AttributeValue::S(keys::open_dues(branch)),
    );
    key.insert(GSI_SK.to_owned(), AttributeValue::S(since));
    key
}

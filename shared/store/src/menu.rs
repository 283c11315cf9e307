//! The brand's menu in the making, and the commits by which a version of it comes to count.

use std::sync::Arc;

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::draft::{Draft, Edited, Published};
use salver_domain::id::{BranchId, BrandId};
use salver_domain::menu::Menu;
use serde::Deserialize;

use super::client::Store;
use super::codec::{Item, number, read_item, read_packed, write_packed};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use super::menu_item::{MenuItem, unpack_menu};
use salver_domain::looks::Brand;

/// The most branches that a brand may have for its menu to be published: all of them sell it
/// from one commit on, and a commit holds 100 parts.
pub const MAX_BRANCHES: usize = 90;

/// How editing a draft ended.
#[derive(Debug)]
pub enum Drafting {
    /// The draft stands.
    Saved,
    /// The key was used before; this is its record.
    Answered(Box<Idempotent>),
    /// Somebody else edited it meanwhile.
    Again,
}

/// What of a published menu is read without it.
#[derive(Deserialize)]
struct PublishedItem {
    version: u64,
    #[serde(default)]
    published: Option<Edited>,
}

/// The draft as it is stored.
pub(super) fn draft_item(brand: &BrandId, draft: &Draft) -> Result<Item, StoreError> {
    write_packed(&keys::draft(brand), draft)
}

impl Store {
    /// The draft of a brand's menu; `None` when nobody has edited one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draft(&self, brand: &BrandId) -> Result<Option<Draft>, StoreError> {
        let key = keys::draft(brand);
        let item = self.get_item(&key).await?;
        item.map(|item| read_packed(&key, &item)).transpose()
    }

    /// Writes a draft that moved on by one version, with the answer of who edited it.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether the edit counts.
    pub async fn save_draft(
        &self,
        brand: &BrandId,
        draft: &Draft,
        record: Option<&Idempotent>,
        now: Timestamp,
    ) -> Result<Drafting, StoreError> {
        let commit = match record {
            Some(record) => Commit::new(self).answer(record, now),
            None => Commit::new(self),
        };
        let before = Expression::before(draft.version);
        let commit = commit.put(Part::Draft, draft_item(brand, draft), before);
        let Err(refused) = commit.send().await? else {
            return Ok(Drafting::Saved);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Drafting::Answered(Box::new(read_item(item)?)),
            _ => Drafting::Again,
        })
    }

    /// A published version of a brand's menu.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn published_menu(
        &self,
        brand: &BrandId,
        version: u64,
    ) -> Result<Option<Arc<Menu>>, StoreError> {
        if let Some(known) = self.branches().menu(brand, version) {
            return Ok(Some(known));
        }
        let item: Option<MenuItem> = self.get(&keys::menu(brand, version)).await?;
        let menu = item.as_ref().map(unpack_menu).transpose()?;
        Ok(menu.map(|menu| {
            let menu = Arc::new(menu);
            self.branches().remember_menu(brand, &menu);
            menu
        }))
    }

    /// The published versions of a brand's menu before one of them, the newest first; at most
    /// `limit`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn published_before(
        &self,
        brand: &BrandId,
        version: u64,
        limit: i32,
    ) -> Result<Vec<Published>, StoreError> {
        let (first, last) = (
            keys::menu(brand, 0),
            keys::menu(brand, version.saturating_sub(1)),
        );
        // A menu is read whole by the store all the same, and 1 MB at once; it is not sent.
        let mut found = self
            .items_between(first, last)
            .projection_expression("#version, #published")
            .expression_attribute_names("#version", "version")
            .expression_attribute_names("#published", "published")
            .scan_index_forward(false)
            .limit(limit)
            .into_paginator()
            .items()
            .send();
        let mut versions = Vec::new();
        while versions.len() < usize::try_from(limit).unwrap_or_default()
            && let Some(item) = found.next().await
        {
            let PublishedItem { version, published } = read_item(item?)?;
            let edited = published;
            versions.push(Published { version, edited });
        }
        Ok(versions)
    }

    /// Publishes a menu: from this commit on each of the branches sells it. `draft` is the
    /// draft after it. `false` when the draft is no longer the version before, somebody has
    /// published that version, or the brand has another branch by now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn publish_menu(
        &self,
        brand: &Brand,
        menu: &Menu,
        draft: &Draft,
        branches: &[BranchId],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let newest = draft.published.iter().find(|p| p.version == menu.version);
        let edited = newest.and_then(|published| published.edited.clone());
        let item = super::item::published_menu(&brand.id, menu, edited);
        let before = Expression::before(draft.version);
        let commit = Commit::new(self)
            .put(Part::Draft, draft_item(&brand.id, draft), before)
            .put(Part::Menu, item, Expression::absent())
            .same_branches(brand);
        let commit = sold_at(commit, branches, menu.version);
        commit.record(entry).stands().await
    }

    /// Lets another published version count at each of the branches. `draft` is the draft
    /// after it. `false` when it is no longer the version before, or the brand has another branch
    /// by now.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn roll_back_menu(
        &self,
        brand: &Brand,
        draft: &Draft,
        branches: &[BranchId],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let before = Expression::before(draft.version);
        let commit = Commit::new(self)
            .put(Part::Draft, draft_item(&brand.id, draft), before)
            .same_branches(brand);
        let commit = sold_at(commit, branches, draft.base);
        commit.record(entry).stands().await
    }
}

/// Each of the branches sells this version.
fn sold_at<'a>(commit: Commit<'a>, branches: &[BranchId], menu: u64) -> Commit<'a> {
    branches.iter().fold(commit, |commit, branch| {
        let named = Expression::new("SET menu_version = :menu, #version = #version + :one")
            .name("#version", "version")
            .value(":menu", number(menu))
            .value(":one", number(1));
        commit.update(
            Part::Stock,
            &keys::stock(branch),
            named,
            "attribute_exists(pk)",
        )
    })
}

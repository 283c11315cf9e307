//! A brand: how it looks, and the branches that are made of it.
//!
//! Which branches there are stands with the brand: making one moves the brand on, and whoever
//! tells all branches something asks that it is as they read it. So no branch misses a menu that
//! is published while it is made.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::branch::Profile;
use salver_domain::id::{BranchId, BrandId};
use salver_domain::looks::Brand;
use salver_domain::stock::Stock;

use super::client::Store;
use super::codec::{number, read_item, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use super::set_up::Named;

/// How making a branch ended.
#[derive(Debug)]
pub enum MakingBranch {
    /// It is there.
    Made,
    /// The key was used before; this is its record.
    Answered(Idempotent),
    /// Another branch was made, another menu came to count, or the ID is in use: try again.
    Again,
}

impl Store {
    /// A brand, fresh. Whoever decides on its branches reads this first: read after them it would
    /// stand for branches that they do not hold.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn brand(&self, id: &BrandId) -> Result<Option<Brand>, StoreError> {
        self.get(&keys::brand(id)).await
    }

    /// Writes a brand that moved on from `before`. `false` when it is no longer so.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_brand(
        &self,
        before: &Brand,
        brand: &Brand,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let item = write_item(&keys::brand(&brand.id), brand);
        let commit = Commit::new(self).put(Part::Brand, item, as_read(before));
        commit.record(entry).stands().await
    }

    /// Makes a branch: in its brand's list, with how it works and what is to be had there.
    /// `beside` is the branch that told which menu counts; it must still do so.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether it is there.
    pub async fn make_branch(
        &self,
        (brand, beside): (&Brand, &BranchId),
        (profile, stock): (&Profile, &Stock),
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<MakingBranch, StoreError> {
        let branch = &profile.id;
        let same_menu =
            Expression::new("menu_version = :menu").value(":menu", number(stock.menu_version));
        let commit = Commit::new(self)
            .answer(record, now)
            .ask(Part::Menu, &keys::stock(beside), same_menu)
            .list_branch(brand, profile, Expression::absent())
            .put(
                Part::Profile,
                write_item(&keys::profile(branch), profile),
                Expression::absent(),
            )
            .put(
                Part::Stock,
                write_item(&keys::stock(branch), stock),
                Expression::absent(),
            );
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(MakingBranch::Made);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => MakingBranch::Answered(read_item(item)?),
            _ => MakingBranch::Again,
        })
    }
}

impl Commit<'_> {
    /// Lists a branch under its name, where `listed` holds of its place in the list. The brand
    /// moves on with it, so that of two who give the same name at once one is refused.
    fn list_branch(self, brand: &Brand, profile: &Profile, listed: Expression) -> Self {
        let named = Named {
            id: profile.id.as_str(),
            name: &profile.name,
        };
        let next = brand.clone().with_other_branches();
        self.put(
            Part::Brand,
            write_item(&keys::brand(&brand.id), &next),
            as_read(brand),
        )
        .put(
            Part::Brand,
            write_item(&keys::brand_branch(&brand.id, &profile.id), &named),
            listed,
        )
    }

    /// Gives a branch of the list the name that its profile has.
    pub(super) fn name_branch(self, brand: &Brand, profile: &Profile) -> Self {
        self.list_branch(brand, profile, Expression::new("attribute_exists(pk)"))
    }

    /// Asks that a brand has the branches that it had when it was read.
    pub(super) fn same_branches(self, brand: &Brand) -> Self {
        self.ask(Part::Brand, &keys::brand(&brand.id), as_read(brand))
    }
}

/// That a brand is as it was read.
fn as_read(brand: &Brand) -> Expression {
    match brand.version {
        // Without a version it is as it was made.
        0 => Expression::new("attribute_exists(pk) AND attribute_not_exists(#version)")
            .name("#version", "version"),
        version => Expression::at_version(version),
    }
}

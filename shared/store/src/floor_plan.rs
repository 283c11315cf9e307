//! Tables that are made, changed and taken away. Each of it moves the branch's plan on, so that
//! they come one after the other.

use jiff::Timestamp;
use salver_domain::audit::AuditEntry;
use salver_domain::floor_plan::FloorPlan;
use salver_domain::id::BranchId;
use salver_domain::table::Table;

use super::client::Store;
use super::codec::{read_item, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::item;
use super::keys;
use super::table::CodeItem;

/// How making tables ended.
#[derive(Debug)]
pub enum MakingTables {
    /// All of them are there.
    Made,
    /// The key was used before; this is its record.
    Answered(Idempotent),
    /// The plan moved on meanwhile, or somebody has one of the codes: try again.
    Again,
}

impl Store {
    /// Where a branch's plan is. Whoever decides on the tables reads this one first: read after
    /// them it would stand for a plan that they do not show.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn floor_plan(&self, branch: &BranchId) -> Result<FloorPlan, StoreError> {
        let plan = self.get(&keys::floor_plan(branch)).await?;
        Ok(plan.unwrap_or_default())
    }

    /// Commits new tables with their codes: all of them, or none. `before` is the plan that they
    /// were decided on.
    ///
    /// # Errors
    /// When the store fails; a retry with the same key then tells whether they are there.
    pub async fn make_tables(
        &self,
        (branch, before): (&BranchId, FloorPlan),
        tables: &[Table],
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<MakingTables, StoreError> {
        let commit = Commit::new(self).answer(record, now);
        let commit = commit.move_plan(branch, before);
        let commit = tables.iter().fold(commit, |commit, table| {
            let code = item::table_code(table);
            commit
                .save_table(table)
                .put(Part::Code, code, Expression::absent())
        });
        let Err(refused) = commit.record(entry).send().await? else {
            return Ok(MakingTables::Made);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => MakingTables::Answered(read_item(item)?),
            _ => MakingTables::Again,
        })
    }

    /// Commits tables that moved on by one version each. `false` when one of them or the plan
    /// did so meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn change_tables(
        &self,
        (branch, before): (&BranchId, FloorPlan),
        tables: &[Table],
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let commit = Commit::new(self).move_plan(branch, before);
        let commit = tables.iter().fold(commit, Commit::save_table);
        commit.record(entry).stands().await
    }

    /// Takes a table away, and where its code leads. `false` when it or the plan moved on
    /// meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn remove_table(
        &self,
        (branch, before): (&BranchId, FloorPlan),
        table: &Table,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let target = CodeItem {
            branch_id: table.branch_id.clone(),
            table_id: table.id.clone(),
        };
        let own = "attribute_not_exists(pk) or (branch_id = :branch and table_id = :table)";
        let own = Expression::new(own)
            .value(":branch", value(&target.branch_id)?)
            .value(":table", value(&target.table_id)?);
        let key = keys::table(&table.branch_id, &table.id);
        let as_read = Expression::at_version(table.version);
        let commit = Commit::new(self)
            .move_plan(branch, before)
            .delete(Part::Table, &key, as_read)
            .delete(Part::Code, &keys::table_code(&table.code), own);
        commit.record(entry).stands().await
    }
}

impl Commit<'_> {
    /// Moves a branch's plan on from where it was when it was read.
    fn move_plan(self, branch: &BranchId, before: FloorPlan) -> Self {
        let next = before.next();
        let item = write_item(&keys::floor_plan(branch), &next);
        self.put(Part::Plan, item, Expression::before(next.version))
    }
}

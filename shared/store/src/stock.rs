//! What is to be had: changed by staff, and counted down and up by orders in their own commit.

use std::collections::BTreeSet;

use super::batch::Found;
use super::client::Store;
use super::codec::{Item, number, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::id::BranchId;
use salver_domain::order::Order;
use salver_domain::stock::{Pieces, Stock};

impl Store {
    /// A branch's availability, fresh.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn stock(&self, branch: &BranchId) -> Result<Option<Stock>, StoreError> {
        self.get(&keys::stock(branch)).await
    }

    /// Writes what is to be had, when it is still as `before`, also in its counts. `false` when
    /// somebody was faster, be it an order. Nothing is written but what is otherwise: while a new
    /// release comes, or an old one comes back, a process stands beside others that store what it
    /// does not know.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_stock(
        &self,
        branch: &BranchId,
        before: &Stock,
        after: &Stock,
        entry: &AuditEntry,
    ) -> Result<bool, StoreError> {
        let key = keys::stock(branch);
        let mut same = Expression::at_version(before.version).name("#taken", "taken");
        same.text.push_str(" AND ");
        if before.taken == 0 {
            same.text.push_str("attribute_not_exists(#taken)");
        } else {
            same.text.push_str("#taken = :taken");
            same = same.value(":taken", number(before.taken));
        }
        let condition = same.text.clone();
        let update = otherwise(same, &write_item(&key, before)?, &write_item(&key, after)?);
        let commit = Commit::new(self).update(Part::Stock, &key, update, &condition);
        commit.record(entry).stands().await
    }
}

/// Sets what is otherwise in `after`, and removes what is not there any more.
fn otherwise(condition: Expression, before: &Item, after: &Item) -> Expression {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = names.into_iter();
    let changed = changed.filter(|name| before.get(*name) != after.get(*name));
    let mut update = condition;
    let (mut set, mut removed) = (Vec::new(), Vec::new());
    for (at, name) in changed.enumerate() {
        update = update.name(format!("#f{at}"), name.clone());
        match after.get(name) {
            Some(value) => {
                set.push(format!("#f{at} = :f{at}"));
                update = update.value(format!(":f{at}"), value.clone());
            }
            None => removed.push(format!("#f{at}")),
        }
    }
    let parts = [("SET", set), ("REMOVE", removed)].into_iter();
    let parts = parts.filter(|(_, steps)| !steps.is_empty());
    let parts: Vec<_> = parts
        .map(|(what, steps)| format!("{what} {}", steps.join(", ")))
        .collect();
    update.text = parts.join(" ");
    update
}

impl Found {
    /// The availability of a branch, when the batch asked for it.
    pub(super) fn take_stock(&mut self, branch: &BranchId) -> Result<Option<Stock>, StoreError> {
        self.take(&keys::stock(branch))
    }
}

impl Commit<'_> {
    /// Asks that what is to be had is as it was read, with the versions that it names. What the
    /// order takes of counted items goes down with it, if enough is left by now; the version
    /// stays, so that orders of other items need not be decided again.
    pub(super) fn take_stock(self, branch: &BranchId, stock: &Stock, order: &Order) -> Self {
        let key = keys::stock(branch);
        let counted = stock.counted(order.pieces());
        let same = Expression::at_version(stock.version);
        if counted.is_empty() {
            return self.ask(Part::Stock, &key, same);
        }
        let mut asked = same.text.clone();
        for at in 0..counted.len() {
            asked.push_str(&format!(" AND #left.#i{at} >= :n{at}"));
        }
        let update = counting('-', &counted);
        let update = update
            .name("#version", "version")
            .value(":version", number(stock.version));
        self.update(Part::Stock, &key, update, &asked)
    }

    /// Gives pieces back that can be sold again, where they are still counted.
    pub(super) fn give_stock_back(self, branch: &BranchId, pieces: &Pieces) -> Self {
        if pieces.is_empty() {
            return self;
        }
        let counted = (0..pieces.len()).map(|at| format!("attribute_exists(#left.#i{at})"));
        let counted = counted.collect::<Vec<_>>().join(" AND ");
        let update = counting('+', pieces);
        self.update(Part::Stock, &keys::stock(branch), update, &counted)
    }
}

/// Moves what is left of each item, which the caller conditions on its being counted.
fn counting(sign: char, pieces: &Pieces) -> Expression {
    let steps = (0..pieces.len()).map(|at| format!("#left.#i{at} = #left.#i{at} {sign} :n{at}"));
    let steps = steps.collect::<Vec<_>>().join(", ");
    let update = Expression::new(format!("SET {steps} ADD #taken :one"))
        .name("#left", "left")
        .name("#taken", "taken")
        .value(":one", number(1));
    let pieces = pieces.iter().enumerate();
    pieces.fold(update, |update, (at, (item, pieces))| {
        update
            .name(format!("#i{at}"), item.as_str().to_owned())
            .value(format!(":n{at}"), number(*pieces))
    })
}

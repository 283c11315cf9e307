//! Checks: open, look at, close.

use super::call::put_call;
use super::client::Store;
use super::codec::{Item, mark_open, number, read_item, value, write_item};
use super::error::StoreError;
use super::keys;
use super::order::put_order;
use super::transaction::{Expression, Outcome, Transaction};
use salver_domain::call::Call;
use salver_domain::cart::Cart;
use salver_domain::check::Check;
use salver_domain::guest::Guest;
use salver_domain::id::{BranchId, CheckId};
use salver_domain::money::Money;
use salver_domain::order::Order;
use salver_domain::table::Table;

/// Everything that a party has.
#[derive(Debug)]
pub struct Party {
    /// The account.
    pub check: Check,
    /// In the order in which they joined.
    pub guests: Vec<Guest>,
    /// All carts of the session.
    pub carts: Vec<Cart>,
    /// In the order in which they were placed.
    pub orders: Vec<Order>,
    /// In the order in which they were made.
    pub calls: Vec<Call>,
}

pub(super) fn check_item(check: &Check) -> Result<Item, StoreError> {
    let mut item = write_item(&keys::check(&check.id), check)?;
    if check.is_open() {
        let since = keys::open_since(check.opened_at, check.id.as_str());
        mark_open(&mut item, keys::open_checks(&check.branch_id), since);
    }
    Ok(item)
}

impl Store {
    /// A check alone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn check(&self, id: &CheckId) -> Result<Option<Check>, StoreError> {
        self.get(&keys::check(id)).await
    }

    /// A check with all that belongs to it, in one query.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn party(&self, id: &CheckId) -> Result<Option<Party>, StoreError> {
        let mut check = None;
        let (mut guests, mut carts, mut orders) =
            (Vec::<Guest>::new(), Vec::new(), Vec::<Order>::new());
        let mut calls = Vec::<Call>::new();
        for item in self.query(&keys::check_partition(id), "").await? {
            let sk = item
                .get(keys::SK)
                .and_then(|v| v.as_s().ok())
                .cloned()
                .unwrap_or_default();
            if sk == keys::CHECK {
                check = Some(read_item::<Check>(item)?);
            } else if sk.starts_with(keys::GUEST_PREFIX) {
                guests.push(read_item(item)?);
            } else if sk.starts_with(keys::CART_PREFIX) {
                carts.push(read_item(item)?);
            } else if sk.starts_with(keys::ORDER_PREFIX) {
                orders.push(read_item(item)?);
            } else if sk.starts_with(keys::CALL_PREFIX) {
                calls.push(read_item(item)?);
            }
        }
        guests.sort_by_key(|g| (g.number, g.joined_at));
        orders.sort_by_key(|o| (o.placed_at, o.number));
        calls.sort_by_key(|c| c.opened_at);
        Ok(check.map(|check| Party {
            check,
            guests,
            carts,
            orders,
            calls,
        }))
    }

    /// A branch's open checks, oldest first. Read from the index, so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_checks(&self, branch: &BranchId) -> Result<Vec<Check>, StoreError> {
        let items = self.query_open(&keys::open_checks(branch)).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Seats a party: the table and the new check in one commit. `false` when somebody
    /// else was faster.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_check(&self, table: &Table, check: &Check) -> Result<bool, StoreError> {
        let table_item = write_item(&keys::table(&table.branch_id, &table.id), table)?;
        let transaction = Transaction::default()
            .put(
                self.table(),
                table_item,
                Expression::at_version(table.version - 1),
            )?
            .put(
                self.table(),
                check_item(check)?,
                Expression::new("attribute_not_exists(pk)"),
            )?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }

    /// Writes a check that moved on by one version. `false` when it is no longer at the
    /// version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_check(&self, check: &Check) -> Result<bool, StoreError> {
        let transaction = Transaction::default().put(
            self.table(),
            check_item(check)?,
            Expression::at_version(check.version - 1),
        )?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }

    /// Writes a table that moved on by one version. `false` when it is no longer at the
    /// version before.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_table(&self, table: &Table) -> Result<bool, StoreError> {
        let item = write_item(&keys::table(&table.branch_id, &table.id), table)?;
        let before = Expression::at_version(table.version - 1);
        let transaction = Transaction::default().put(self.table(), item, before)?;
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }

    /// Ends a session in one commit: the check, its table if it is still there, and the
    /// orders and calls that are over with it. `false` when something moved meanwhile.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn close_check(
        &self,
        check: &Check,
        table: Option<&Table>,
        completed: &[Order],
        resolved: &[Call],
    ) -> Result<bool, StoreError> {
        let mut transaction = Transaction::default().put(
            self.table(),
            check_item(check)?,
            Expression::at_version(check.version - 1),
        )?;
        if let Some(table) = table {
            let item = write_item(&keys::table(&table.branch_id, &table.id), table)?;
            transaction = transaction.put(
                self.table(),
                item,
                Expression::at_version(table.version - 1),
            )?;
        }
        for order in completed {
            transaction = put_order(transaction, self.table(), order)?;
        }
        for call in resolved {
            transaction = put_call(transaction, self.table(), call)?;
        }
        Ok(matches!(
            self.commit(transaction).await?,
            Outcome::Committed
        ))
    }
}

impl Transaction {
    /// Adds an order to an open check, without a look at its other numbers, so that
    /// phones that join or order meanwhile do not disturb.
    pub(super) fn count_order(self, table: &str, order: &Order) -> Result<Self, StoreError> {
        let update = Expression::new(
            "SET order_count = order_count + :one, #total.#minor = #total.#minor + :total, \
             #status = :sent, last_order_at = :at, #version = #version + :one",
        )
        .name("#total", "total")
        .name("#minor", "minor")
        .name("#status", "status")
        .name("#version", "version")
        .value(":one", number(1))
        .value(":total", number(order.total.minor))
        .value(":at", value(&order.placed_at)?)
        .value(
            ":sent",
            value(&salver_domain::transitions::CheckStatus::SentToKitchen)?,
        );
        let open = "attribute_exists(pk) and attribute_not_exists(closed_at)";
        self.update(table, &keys::check(&order.check_id), update, open)
    }

    /// Changes what a check owes, also after it was closed.
    pub(super) fn adjust_total(
        self,
        table: &str,
        check: &CheckId,
        by: Money,
    ) -> Result<Self, StoreError> {
        let update =
            Expression::new("SET #total.#minor = #total.#minor + :by, #version = #version + :one")
                .name("#total", "total")
                .name("#minor", "minor")
                .name("#version", "version")
                .value(":one", number(1))
                .value(":by", number(by.minor));
        self.update(table, &keys::check(check), update, "attribute_exists(pk)")
    }

    /// Counts a guest who joins with the PIN of `check`, and keeps how many the party is where
    /// nobody said it before.
    pub(super) fn count_guest(self, table: &str, check: &Check) -> Result<Self, StoreError> {
        let mut text =
            "SET guest_count = guest_count + :one, #version = #version + :one".to_owned();
        if check.party_size.is_some() {
            text.push_str(", party_size = if_not_exists(party_size, :party)");
        }
        let mut update = Expression::new(text)
            .name("#version", "version")
            .value(":one", number(1))
            .value(":seen", number(check.guest_count))
            .value(":rotation", number(check.pin_rotation));
        if let Some(people) = check.party_size {
            update = update.value(":party", number(people));
        }
        let as_seen = "guest_count = :seen and pin_rotation = :rotation \
                       and attribute_not_exists(closed_at)";
        self.update(table, &keys::check(&check.id), update, as_seen)
    }

    /// Asks that a session is open and its PIN the one that was checked.
    pub(super) fn check_open(self, table: &str, check: &Check) -> Result<Self, StoreError> {
        let open = Expression::new("pin_rotation = :rotation and attribute_not_exists(closed_at)")
            .value(":rotation", number(check.pin_rotation));
        self.check(table, &keys::check(&check.id), open)
    }
}

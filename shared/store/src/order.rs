//! Orders: the desk to decide at, the commit, and how they move on.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::ReturnValue;
use jiff::Timestamp;

use super::client::Store;
use super::codec::{mark_open, number, read_item, write_packed};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::idempotency::Idempotent;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::cart::{Cart, FAMILY_CART};
use salver_domain::check::Check;
use salver_domain::guest::Guest;
use salver_domain::id::{BranchId, CheckId, GuestId, OrderId};
use salver_domain::menu::Stock;
use salver_domain::order::Order;

/// All that a guest's edit or order is decided on, read in one round trip.
#[derive(Debug)]
pub struct Desk {
    /// The session, if there is one.
    pub check: Option<Check>,
    /// The guest, if it is one of the session.
    pub guest: Option<Guest>,
    /// The branch's availability.
    pub stock: Option<Stock>,
    /// The answer to the same request earlier.
    pub answered: Option<Idempotent>,
    carts: HashMap<String, Cart>,
}

impl Desk {
    /// The cart that the guest edits; the empty one when nobody has written it yet.
    pub fn cart(&mut self, check: &Check, guest: &GuestId) -> Cart {
        let id = check.cart_id(guest);
        self.carts
            .remove(&id)
            .unwrap_or_else(|| Cart::empty(id, check.total.currency))
    }
}

/// How placing ended.
#[derive(Debug)]
pub enum Placing {
    /// The order stands.
    Placed,
    /// The key was used before; this is its record.
    Answered(Idempotent),
    /// The session was closed meanwhile.
    SessionClosed,
    /// The cart moved meanwhile; this is the one there is.
    CartMoved(Option<Cart>),
    /// The order's ID is taken, or the cart is gone: decide again.
    Again,
}

impl Store {
    /// Reads the desk. `key` is the caller's scope and `Idempotency-Key`, when it sends one.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn desk(
        &self,
        check: &CheckId,
        guest: &GuestId,
        key: Option<(&str, &str)>,
    ) -> Result<Desk, StoreError> {
        let check_key = keys::check(check);
        let guest_key = keys::guest(check, guest);
        let cart_ids = [FAMILY_CART, guest.as_str()];
        let idem_key = key.map(|(scope, key)| keys::idempotency(scope, key));
        let mut wanted = vec![
            check_key.clone(),
            guest_key.clone(),
            keys::stock(&check.branch()),
        ];
        wanted.extend(cart_ids.iter().map(|id| keys::cart(check, id)));
        wanted.extend(idem_key.clone());
        let mut found = self.batch_get(&wanted).await?;
        let mut carts = HashMap::new();
        for id in cart_ids {
            if let Some(cart) = found.take(&keys::cart(check, id))? {
                carts.insert(id.to_owned(), cart);
            }
        }
        Ok(Desk {
            check: found.take(&check_key)?,
            guest: found.take(&guest_key)?,
            stock: found.take_stock(&check.branch())?,
            answered: idem_key.map(|key| found.take(&key)).transpose()?.flatten(),
            carts,
        })
    }

    /// The next order number of a branch's business day. Numbers of orders that were
    /// refused afterwards stay unused: a gap costs nothing, a number twice would.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn next_order_number(&self, branch: &BranchId, day: &str) -> Result<u32, StoreError> {
        let answer = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(keys::order_counter(branch, day).attributes()))
            .update_expression("ADD #count :one")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        #[derive(serde::Deserialize)]
        struct Count {
            count: u32,
        }
        let count: Count = read_item(answer.attributes.unwrap_or_default())?;
        Ok(count.count)
    }

    /// Commits an order: the idempotency record, the order, the check and the emptied
    /// cart, or nothing of it. `cart` is the one that was priced.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether the order stands, and a retry
    /// with the same key tells.
    pub async fn place(
        &self,
        order: &Order,
        cart: &Cart,
        record: &Idempotent,
        entry: &AuditEntry,
        now: Timestamp,
    ) -> Result<Placing, StoreError> {
        let commit = Commit::new(self)
            .answer(record, now)
            .save_order(order)
            .count_order(order)?
            .empty_cart(&order.check_id, cart)
            .record(entry);
        let Err(refused) = commit.send().await? else {
            return Ok(Placing::Placed);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Answer, Some(item)) => Placing::Answered(read_item(item)?),
            (Part::Check, _) => Placing::SessionClosed,
            (Part::Cart, item) => Placing::CartMoved(item.map(read_item).transpose()?),
            _ => Placing::Again,
        })
    }

    /// An order.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn order(&self, id: &OrderId) -> Result<Option<Order>, StoreError> {
        self.get(&keys::order(id)).await
    }

    /// A session's orders in the order in which they were placed.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn orders_of(&self, check: &CheckId) -> Result<Vec<Order>, StoreError> {
        let items = self
            .query(&keys::check_partition(check), keys::ORDER_PREFIX)
            .await?;
        let mut orders = items
            .into_iter()
            .map(read_item)
            .collect::<Result<Vec<Order>, StoreError>>()?;
        orders.sort_by_key(|o| (o.placed_at, o.number));
        Ok(orders)
    }

    /// A branch's open orders, oldest first. Read from the index, so a moment late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_orders(&self, branch: &BranchId) -> Result<Vec<Order>, StoreError> {
        let items = self.query_open(&keys::open_orders(branch)).await?;
        items.into_iter().map(read_item).collect()
    }

    /// Writes an order that moved on by one version, and what its check owes by it.
    /// `false` when it moved meanwhile. Nobody's deed has no `entry`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_order<'e>(
        &self,
        before: &Order,
        after: &Order,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<bool, StoreError> {
        let mut commit = Commit::new(self).save_order(after);
        let owed = after.total.minor - before.total.minor;
        if owed != 0 {
            commit = commit.adjust_total(&after.check_id, owed);
        }
        commit.record(entry).stands().await
    }
}

pub(super) fn order_item(order: &Order) -> Result<super::codec::Item, StoreError> {
    let mut item = write_packed(&keys::order(&order.id), order)?;
    if order.status.is_open() {
        let since = keys::open_since(order.placed_at, order.id.as_str());
        mark_open(&mut item, keys::open_orders(&order.branch_id), since);
    }
    Ok(item)
}

impl Commit<'_> {
    /// Writes an order that is new, or moved on by one version.
    pub(super) fn save_order(self, order: &Order) -> Self {
        self.put(
            Part::Order,
            order_item(order),
            Expression::before(order.version),
        )
    }
}

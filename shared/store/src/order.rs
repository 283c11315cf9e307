//! Orders: the state to decide at, the commit, and how they move on.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::AttributeValue;

use super::client::Store;
use super::codec::{mark_open, read_item, write_order};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use salver_domain::audit::AuditEntry;
use salver_domain::cart::{Cart, FAMILY_CART};
use salver_domain::check::Check;
use salver_domain::figures::{Change, change};
use salver_domain::guest::Guest;
use salver_domain::id::{CheckId, GuestId, OrderId};
use salver_domain::order::Order;
use salver_domain::print_job::PrintJob;
use salver_domain::stock::{Pieces, Stock};

/// Marks an order that just moved without anything that the figures count or list: the stream
/// does not bring it to `follow-up`, which would have nothing to do.
const UNFOLLOWED: &str = "unfollowed";

/// All that a guest's edit or order is decided on, read in one round trip.
#[derive(Debug)]
pub struct OrderingState {
    /// The session, if there is one.
    pub check: Option<Check>,
    /// The guest, if it is one of the session.
    pub guest: Option<Guest>,
    /// The branch's availability.
    pub stock: Option<Stock>,
    carts: HashMap<String, Cart>,
}

impl OrderingState {
    /// The cart that the guest edits; the empty one when nobody has written it yet.
    pub fn cart(&mut self, check: &Check, guest: &GuestId) -> Cart {
        let id = check.cart_id(guest);
        self.carts
            .remove(&id)
            .unwrap_or_else(|| Cart::empty(id, check.total.currency))
    }
}

/// An order with all that it was decided on.
#[derive(Debug, Clone, Copy)]
pub struct NewOrder<'a> {
    pub order: &'a Order,
    /// The check as it was read.
    pub before: &'a Check,
    /// The check with the order on it.
    pub after: &'a Check,
    /// The cart that was priced.
    pub cart: &'a Cart,
    /// What was to be had, and by which menu and profile it was decided.
    pub stock: &'a Stock,
    /// What the kitchen's printers shall print of it.
    pub jobs: &'a [PrintJob],
}

/// How placing ended.
#[derive(Debug)]
pub enum Placing {
    /// The order stands.
    Placed,
    /// An order of that ID was placed before; this is how it stands.
    Earlier(Box<Order>),
    /// The check takes no order, or not as it was read; this is the one there is.
    CheckMoved(Box<Check>),
    /// The cart moved meanwhile; this is the one there is.
    CartMoved(Option<Cart>),
    /// The stock moved, or the cart is gone: decide again.
    Again,
}

/// How saving an order that moved on ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Saving {
    /// It stands.
    Saved,
    /// The order moved meanwhile.
    Moved,
    /// Its check would owe something else, but its bill was issued.
    Billed,
}

impl Store {
    /// Reads the state. A guest who says which `cart` they saw spares reading the other one that
    /// they could have.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn ordering_state(
        &self,
        check: &CheckId,
        guest: &GuestId,
        cart: Option<&str>,
    ) -> Result<OrderingState, StoreError> {
        let check_key = keys::check(check);
        let guest_key = keys::guest(check, guest);
        let mut cart_ids = vec![FAMILY_CART, guest.as_str()];
        cart_ids.retain(|id| cart.is_none_or(|cart| cart == *id));
        let mut wanted = vec![
            check_key.clone(),
            guest_key.clone(),
            keys::stock(&check.branch()),
        ];
        wanted.extend(cart_ids.iter().map(|id| keys::cart(check, id)));
        let mut found = self.batch_get(&wanted).await?;
        let mut carts = HashMap::new();
        for id in &cart_ids {
            if let Some(cart) = found.take(&keys::cart(check, id))? {
                carts.insert((*id).to_owned(), cart);
            }
        }
        Ok(OrderingState {
            check: found.take(&check_key)?,
            guest: found.take(&guest_key)?,
            stock: found.take_stock(&check.branch())?,
            carts,
        })
    }

    /// Commits an order: the order, the check, the emptied cart and what is printed of it, or
    /// nothing of it. The order
    /// is the record of its own request, by its ID, and of who placed it.
    ///
    /// # Errors
    /// When the store fails; then it is not known whether the order stands, and a retry
    /// with the same key tells.
    pub async fn place(&self, new: NewOrder<'_>) -> Result<Placing, StoreError> {
        let commit = Commit::new(self)
            .save_order(new.order)
            .count_order(new.before, new.after)?
            .empty_cart(&new.order.check_id, new.cart)
            .take_stock(&new.order.branch_id, new.stock, new.order)
            .queue(new.jobs);
        let Err(refused) = commit.send().await? else {
            return Ok(Placing::Placed);
        };
        Ok(match (refused.part, refused.item) {
            (Part::Order, Some(item)) => Placing::Earlier(Box::new(read_item(item)?)),
            (Part::Check, Some(item)) => Placing::CheckMoved(Box::new(read_item(item)?)),
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

    /// Writes an order that moved on by one version, and what its check owes by it. Its steps
    /// are those that it had, and more.
    /// Nobody's deed has no `entry`.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_order<'e>(
        &self,
        before: &Order,
        after: &Order,
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<Saving, StoreError> {
        self.save_giving_back(before, after, (&Pieces::new(), &[]), entry)
            .await
    }

    /// As [`Store::save_order`], and `back` are pieces of counted items that can be sold again, and
    /// `jobs` what printers shall print of it.
    /// `Moved` is also said when they are counted no longer.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn save_giving_back<'e>(
        &self,
        before: &Order,
        after: &Order,
        (back, jobs): (&Pieces, &[PrintJob]),
        entry: impl Into<Option<&'e AuditEntry>>,
    ) -> Result<Saving, StoreError> {
        if !after.steps.starts_with(&before.steps) {
            return Err(StoreError::Sdk("an order's steps are only added to".into()));
        }
        let item = order_item(after).map(|mut item| {
            if change(Some(before), after) == Change::Nothing {
                let yes = AttributeValue::S("1".to_owned());
                item.insert(UNFOLLOWED.to_owned(), yes);
            }
            item
        });
        let moved = Expression::before(after.version);
        let commit = Commit::new(self).put(Part::Order, item, moved);
        let mut commit = commit.give_stock_back(&after.branch_id, back).queue(jobs);
        let owed = after.total.minor - before.total.minor;
        if owed != 0 {
            commit = commit.adjust_total(&after.check_id, owed);
        }
        Ok(match commit.record(entry).plainly().send().await? {
            Ok(()) => Saving::Saved,
            Err(refused) if refused.part == Part::Check => Saving::Billed,
            Err(_) => Saving::Moved,
        })
    }
}

pub(super) fn order_item(order: &Order) -> Result<super::codec::Item, StoreError> {
    let mut item = write_order(&keys::order(&order.id), order)?;
    if order.status.is_open() {
        let since = keys::open_since(order.placed_at, order.id.as_str());
        mark_open(&mut item, keys::open_orders(&order.branch_id), since);
    }
    Ok(item)
}

impl Commit<'_> {
    /// Writes an order that is new.
    pub(super) fn save_order(self, order: &Order) -> Self {
        self.put(
            Part::Order,
            order_item(order),
            Expression::before(order.version),
        )
    }
}

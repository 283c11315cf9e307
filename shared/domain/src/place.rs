//! Placing an order: the one decision that turns a cart into work and money.

use jiff::{SignedDuration, Timestamp};

use super::DomainError;
use super::business_day::BusinessDay;
use super::cart::Cart;
use super::check::Check;
use super::guest::Guest;
use super::id::OrderId;
use super::menu::{Menu, Stock};
use super::money::Money;
use super::order::{Order, OrderLine, PaymentMethod};
use super::text::Note;
use super::transitions::{LineStatus, OrderStatus};

/// What the guest asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceOrder {
    /// The version of the cart that the guest saw.
    pub cart_version: u64,
    /// The total that the guest saw.
    pub expected_total: Option<Money>,
    /// How they mean to pay.
    pub payment_method: Option<PaymentMethod>,
    /// A wish for the kitchen about the whole order.
    pub note: Option<Note>,
}

/// All that the decision looks at.
#[derive(Debug, Clone, Copy)]
pub struct Situation<'a> {
    /// The session.
    pub check: &'a Check,
    /// Who orders.
    pub guest: &'a Guest,
    /// Their cart.
    pub cart: &'a Cart,
    /// The published menu.
    pub menu: &'a Menu,
    /// What is to be had.
    pub stock: &'a Stock,
    /// Whether the branch takes orders on by itself.
    pub auto_accept: bool,
}

/// What the new order is called.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// Its ID.
    pub id: OrderId,
    /// Its number of the day.
    pub number: u32,
    /// The branch's business day.
    pub business_day: BusinessDay,
}

/// Decides on an order. The cart that remains is [`Cart::ordered`].
///
/// # Errors
/// `SessionClosed`, `OrderingPaused`, `CartChanged`, `CartEmpty`, `ItemSoldOut`,
/// `PricesChanged` or `AmountTooLarge`; then nothing is to be written.
pub fn place(
    at: Situation<'_>,
    command: &PlaceOrder,
    naming: Naming,
    now: Timestamp,
) -> Result<Order, DomainError> {
    at.check.require_open()?;
    if !at.stock.ordering_open {
        return Err(DomainError::OrderingPaused);
    }
    if command.cart_version != at.cart.version {
        return Err(DomainError::CartChanged(Box::new(at.cart.clone())));
    }
    if at.cart.lines.is_empty() {
        return Err(DomainError::CartEmpty);
    }
    let cart = at.cart.repriced(at.menu, at.stock)?;
    // Without an expectation the guest agreed to what the cart showed.
    let agreed = command.expected_total.unwrap_or(at.cart.total);
    if agreed != cart.total {
        let total = cart.total;
        return Err(DomainError::PricesChanged {
            cart: Box::new(cart),
            total,
        });
    }
    // What the party owes in all stays countable, too.
    at.check.total.plus(cart.total)?;
    let lines = lines_of(&cart, at.menu)?;
    let prep = lines.iter().map(|l| l.prep_minutes).max().unwrap_or(0);
    let mut order = Order {
        id: naming.id,
        number: naming.number,
        branch_id: at.check.branch_id.clone(),
        check_id: at.check.id.clone(),
        table: at.check.table.clone(),
        status: OrderStatus::Placed,
        placed_at: now,
        placed_by: at.guest.as_adder(),
        business_day: naming.business_day,
        note: command.note.clone(),
        reason: None,
        payment_method: command.payment_method,
        estimated_ready_at: now + SignedDuration::from_mins(i64::from(prep)),
        lines,
        total: cart.total,
        version: 1,
    };
    if at.auto_accept {
        order.status = order.derived_status();
    }
    Ok(order)
}

fn lines_of(cart: &Cart, menu: &Menu) -> Result<Vec<OrderLine>, DomainError> {
    cart.lines
        .iter()
        .map(|line| {
            let item = menu
                .item(&line.item_id)
                .ok_or(DomainError::NotFound("item"))?;
            // What needs no kitchen waits at the pass from the start.
            let status = if item.station.is_some() {
                LineStatus::New
            } else {
                LineStatus::Ready
            };
            Ok(OrderLine {
                id: line.id.clone(),
                item_id: line.item_id.clone(),
                name: line.name.clone(),
                quantity: line.quantity,
                voided: 0,
                options: line.options.clone(),
                note: line.note.clone(),
                unit_price: line.unit_price,
                total: line.total,
                station: item.station.clone(),
                prep_minutes: item.prep_minutes,
                status,
                reason: None,
                added_by: line.added_by.clone(),
            })
        })
        .collect()
}

#[cfg(test)]
#[path = "place_tests.rs"]
mod tests;

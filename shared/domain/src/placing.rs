//! Placing an order: the one decision that turns a cart into work and money.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::DomainError;
use super::branch::Profile;
use super::business_day::BusinessDay;
use super::cart::{AddedBy, Cart, CartLine};
use super::check::Check;
use super::combo::InCombo;
use super::combo_price::Picked;
use super::guest::Guest;
use super::id::{CartId, LineId, OrderId, StaffId};
use super::menu::{Menu, PricedItem};
use super::moment::Moment;
use super::money::Money;
use super::order::{Order, OrderLine, PaymentMethod};
use super::price_list::Channel;
use super::stock::Stock;
use super::text::Note;
use super::transitions::{LineStatus, OrderStatus};

/// What the guest asks for.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceOrder {
    /// The cart that the guest saw, if they say which.
    pub cart_id: Option<CartId>,
    /// The version of the cart that the guest saw.
    pub cart_version: u64,
    /// The total that the guest saw.
    pub expected_total: Option<Money>,
    /// What the guest saw is to be paid, with taxes, if they say so.
    pub expected_to_pay: Option<Money>,
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
    pub cart: &'a Cart,
    /// The published menu.
    pub menu: &'a Menu,
    /// What is to be had.
    pub stock: &'a Stock,
    /// How the branch works.
    pub profile: &'a Profile,
}

/// What the new order is called and known by.
#[derive(Debug, Clone, PartialEq)]
pub struct Naming {
    /// The same for each retry of the request.
    pub id: OrderId,
    /// What the request says, as a hash; none where nobody asked, as in a demo's past.
    pub request_hash: Option<String>,
    /// Its number of the day.
    pub number: u32,
    /// The branch's business day.
    pub business_day: BusinessDay,
}

/// An order as it is to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct Placement {
    pub order: Order,
    /// The check with the order on it.
    pub check: Check,
}

/// Decides on an order. The cart that remains is [`Cart::ordered`].
///
/// # Errors
/// `OrderingPaused`, `BranchClosed`, `CartChanged`, `CartEmpty`, `PricesChanged`, also when only
/// the taxes are others, what [`Cart::repriced`] and [`Check::take_order`] refuse, or `Invalid`
/// for too many lines or somebody else's cart; then nothing is to be written.
pub fn place(
    at: Situation<'_>,
    command: &PlaceOrder,
    naming: Naming,
    now: Timestamp,
) -> Result<Placement, DomainError> {
    at.check.require_open()?;
    at.profile.ordering(at.stock, now).require_open()?;
    let stock = at.stock.as_of(now);
    let channel = Channel::from(&at.check.place);
    let moment = at.profile.moment(channel, &stock, now);
    if command
        .cart_id
        .as_ref()
        .is_some_and(|id| id.as_str() != at.cart.id)
    {
        return Err(DomainError::invalid(
            "cart_id",
            "not the cart that is yours",
        ));
    }
    if command.cart_version != at.cart.version {
        return Err(DomainError::CartChanged);
    }
    if at.cart.lines.is_empty() {
        return Err(DomainError::CartEmpty);
    }
    let cart = at.cart.repriced(at.menu, &moment)?;
    let cart = cart.require_at_most(at.check.terms.limits.lines_per_order)?;
    // Without an expectation the guest agreed to what the cart showed.
    let agreed = command.expected_total.unwrap_or(at.cart.total);
    if agreed != cart.total {
        return Err(DomainError::PricesChanged);
    }
    // Taxes may be others although every price is the same.
    if let Some(agreed) = command.expected_to_pay
        && agreed != cart.to_pay(at.profile.tax_rules(now))?.total()
    {
        return Err(DomainError::PricesChanged);
    }
    let lines = lines_of(&cart, at.menu, &moment)?;
    let check = at.check.take_order(lines.len(), cart.total, now)?;
    let sent = Sent {
        by: at.guest.as_adder(),
        taken_by: None,
        note: command.note.clone(),
        payment_method: command.payment_method,
        accepted: at.profile.auto_accept,
        profile_version: at.profile.version,
    };
    let order = order_of(at.check, (lines, cart.total), sent, naming, now);
    Ok(Placement { order, check })
}

/// Who sends an order, and what they say with it.
pub(crate) struct Sent {
    pub by: AddedBy,
    /// Which of the staff, if it is no guest.
    pub taken_by: Option<StaffId>,
    pub note: Option<Note>,
    pub payment_method: Option<PaymentMethod>,
    /// Whether the restaurant takes it on in that very moment.
    pub accepted: bool,
    /// How the branch works.
    pub profile_version: u64,
}

/// Lines that cost `total`, as an order on the account of `check`.
pub(crate) fn order_of(
    check: &Check,
    (lines, total): (Vec<OrderLine>, Money),
    sent: Sent,
    naming: Naming,
    now: Timestamp,
) -> Order {
    let mut order = Order {
        id: naming.id,
        number: naming.number,
        branch_id: check.branch_id.clone(),
        check_id: check.id.clone(),
        place: check.place.clone(),
        status: OrderStatus::Placed,
        placed_at: now,
        placed_by: sent.by,
        taken_by: sent.taken_by,
        business_day: naming.business_day,
        note: sent.note,
        reason: None,
        payment_method: sent.payment_method,
        accepted_at: None,
        estimated_ready_at: None,
        ready_at: None,
        party_left_at: None,
        printers: Vec::new(),
        steps: Vec::new(),
        request_hash: naming.request_hash,
        profile_version: sent.profile_version,
        lines,
        total,
        version: 1,
    };
    if sent.accepted {
        order.status = order.derived_status();
        order.note_times(OrderStatus::Placed, now);
    }
    order
}

/// Each dish as a line; of a combo one for each of its parts.
pub(crate) fn lines_of(
    cart: &Cart,
    menu: &Menu,
    at: &Moment<'_>,
) -> Result<Vec<OrderLine>, DomainError> {
    let mut lines = Vec::with_capacity(cart.lines.len());
    let mut taken: BTreeSet<LineId> = cart.lines.iter().map(|line| line.id.clone()).collect();
    for line in &cart.lines {
        let options: Vec<_> = line.options.iter().map(|o| o.id.clone()).collect();
        let picks: Vec<_> = line.parts.iter().map(Picked::pick).collect();
        let chosen = line.chosen(&options, &picks);
        let priced = menu.price_whole_or(chosen, at, &DomainError::from)?;
        if priced.parts.is_empty() {
            lines.push(OrderLine {
                name: line.name.clone(),
                ..line_of(line, &priced.dish, menu.version)
            });
            continue;
        }
        for part in &priced.parts {
            let id = part_id(&line.id, &taken)?;
            taken.insert(id.clone());
            let dish = line_of(line, &part.alone, menu.version);
            lines.push(OrderLine {
                id,
                unit_price: part.share,
                total: part.share.times(line.quantity)?,
                combo: Some(InCombo {
                    line: line.id.clone(),
                    item_id: line.item_id.clone(),
                    name: line.name.clone(),
                    part_id: part.part.id.clone(),
                    part: part.name.to_owned(),
                }),
                ..dish
            });
        }
    }
    Ok(lines)
}

/// An ID for a part of a combo, made of the combo's. Clients name lines as they like, so the
/// first number that nobody has.
fn part_id(combo: &LineId, taken: &BTreeSet<LineId>) -> Result<LineId, DomainError> {
    // Long enough to tell lines apart, and with room for the number.
    let stem: String = combo.as_str().chars().take(110).collect();
    let ids = (1..=taken.len() + 1).filter_map(|n| format!("{stem}_{n}").parse().ok());
    let mut free = ids.filter(|id: &LineId| !taken.contains(id));
    free.next()
        .ok_or_else(|| DomainError::invalid("lines", "too many lines have one name"))
}

/// A line of the cart as a dish that is made.
fn line_of(line: &CartLine, priced: &PricedItem<'_>, menu_version: u64) -> OrderLine {
    let item = priced.item;
    OrderLine {
        id: line.id.clone(),
        item_id: item.id.clone(),
        name: priced.name.to_owned(),
        variant: priced.variant.clone(),
        quantity: line.quantity,
        voided: 0,
        options: priced.options.clone(),
        note: line.note.clone(),
        allergy: line.allergy,
        menu_version,
        category_id: priced.category.id.clone(),
        tax_class: item.tax_class.clone(),
        price_list: priced.price_list.clone(),
        list_price: priced.list_price,
        unit_price: line.unit_price,
        total: line.total,
        station: item.station.clone(),
        prep_minutes: item.prep_minutes,
        kitchen_note: item.kitchen_note.clone(),
        status: LineStatus::at_first(item.station.is_some()),
        reason: None,
        added_by: line.added_by.clone(),
        combo: None,
        weighed: priced.weighed,
    }
}

#[cfg(test)]
#[path = "placing_tests.rs"]
mod tests;

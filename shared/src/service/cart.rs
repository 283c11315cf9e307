//! The live cart, edited line by line.

use std::sync::Arc;

use jiff::Timestamp;

use super::admit;
use super::refusal::Refusal;
use crate::auth::guest_token::GuestToken;
use crate::domain::DomainError;
use crate::domain::branch::Profile;
use crate::domain::cart::{Cart, PutLine};
use crate::domain::check::Check;
use crate::domain::guest::Guest;
use crate::domain::id::LineId;
use crate::domain::price_list::Channel;
use crate::domain::stock::Stock;
use crate::store::{EditError, Store};
use crate::wire::cart::CartView;

/// A guest with the cart that they edit.
#[derive(Debug)]
pub struct Editing {
    check: Check,
    guest: Guest,
    stock: Stock,
    /// The cart as it was read.
    pub cart: Cart,
}

/// Reads the cart that a guest edits.
///
/// # Errors
/// When the guest's token is over, or the store fails.
pub async fn read(store: &Store, token: &GuestToken, now: Timestamp) -> Result<Editing, Refusal> {
    let mut state = store
        .ordering_state(&token.check, &token.guest, None)
        .await?;
    let (check, guest) = admit::guest(token, state.check.take(), state.guest.take(), now)?;
    let stock = state.stock.take().ok_or(Refusal::NotFound("branch"))?;
    let stock = stock.as_of(now);
    let cart = state.cart(&check, &guest.id);
    Ok(Editing {
        check,
        guest,
        stock,
        cart,
    })
}

/// Makes a line so.
///
/// # Errors
/// What the cart refuses; or when the store fails.
pub async fn put(
    store: &Store,
    at: &Editing,
    line: &PutLine,
    now: Timestamp,
) -> Result<Cart, Refusal> {
    let branch = store.branch(&at.check.branch_id, &at.stock).await?;
    let branch = branch.ok_or(Refusal::NotFound("branch"))?;
    let by = at.guest.as_adder();
    let channel = Channel::from(&at.check.place);
    let moment = branch.profile.moment(channel, &at.stock, now);
    edit(store, at, now, |cart| {
        let next = cart.put(&branch.menu, &moment, line, &by)?;
        next.require_at_most(at.check.terms.limits.lines_per_order)
    })
    .await
}

/// Removes a line.
///
/// # Errors
/// What the cart refuses; or when the store fails.
pub async fn remove(
    store: &Store,
    at: &Editing,
    line: &LineId,
    now: Timestamp,
) -> Result<Cart, Refusal> {
    edit(store, at, now, |cart| cart.remove(line)).await
}

/// Removes every line.
///
/// # Errors
/// What the cart refuses; or when the store fails.
pub async fn clear(store: &Store, at: &Editing, now: Timestamp) -> Result<Cart, Refusal> {
    edit(store, at, now, Cart::clear).await
}

async fn edit(
    store: &Store,
    at: &Editing,
    now: Timestamp,
    change: impl Fn(&Cart) -> Result<Cart, DomainError>,
) -> Result<Cart, Refusal> {
    let cart = at.cart.clone();
    // Who announces it says what is to be paid by no older rules than the answer does.
    let edited = |cart: &Cart| Ok(change(cart)?.edited_by(at.stock.profile_version));
    match store.edit_cart(&at.check, cart, edited).await {
        Ok(cart) => Ok(cart),
        Err(EditError::Domain(error)) => Err(error.into()),
        Err(EditError::Changed(cart)) => {
            let rules = Box::new(profile(store, at).await?.tax_rules(now).clone());
            Err(Refusal::CartChanged(cart, Some(rules)))
        }
        Err(EditError::Store(error)) => Err(error.into()),
    }
}

/// Which is in memory, but in a process that has not priced anything yet.
async fn profile(store: &Store, at: &Editing) -> Result<Arc<Profile>, Refusal> {
    let profile = store.profile_at(&at.check.branch_id, &at.stock).await?;
    profile.ok_or(Refusal::NotFound("branch"))
}

/// A cart as it stands after an edit, with what is to be paid for it.
///
/// # Errors
/// When the store fails. What was edited stays so.
pub async fn view(
    store: &Store,
    at: &Editing,
    cart: &Cart,
    now: Timestamp,
) -> Result<CartView, Refusal> {
    let profile = profile(store, at).await?;
    Ok(CartView::taxed(cart, profile.tax_rules(now)))
}

//! The live cart, edited line by line.

use jiff::Timestamp;

use super::admit;
use super::refusal::Refusal;
use crate::auth::guest_token::GuestToken;
use crate::domain::DomainError;
use crate::domain::cart::{Cart, PutLine};
use crate::domain::check::Check;
use crate::domain::guest::Guest;
use crate::domain::id::LineId;
use crate::domain::price_list::Channel;
use crate::domain::stock::Stock;
use crate::store::{EditError, Store};

/// A guest with the cart that they edit.
#[derive(Debug)]
pub struct Editing {
    check: Check,
    guest: Guest,
    stock: Stock,
    /// The cart as it was read.
    pub cart: Cart,
}

impl From<EditError> for Refusal {
    fn from(error: EditError) -> Self {
        match error {
            EditError::Domain(error) => error.into(),
            EditError::Changed(cart) => Self::CartChanged(cart),
            EditError::Store(error) => error.into(),
        }
    }
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
    edit(store, at, |cart| {
        let next = cart.put(&branch.menu, &moment, line, &by)?;
        next.require_at_most(at.check.terms.limits.lines_per_order)
    })
    .await
}

/// Removes a line.
///
/// # Errors
/// What the cart refuses; or when the store fails.
pub async fn remove(store: &Store, at: &Editing, line: &LineId) -> Result<Cart, Refusal> {
    edit(store, at, |cart| cart.remove(line)).await
}

/// Removes every line.
///
/// # Errors
/// What the cart refuses; or when the store fails.
pub async fn clear(store: &Store, at: &Editing) -> Result<Cart, Refusal> {
    edit(store, at, Cart::clear).await
}

async fn edit(
    store: &Store,
    at: &Editing,
    change: impl Fn(&Cart) -> Result<Cart, DomainError>,
) -> Result<Cart, Refusal> {
    let cart = at.cart.clone();
    Ok(store.edit_cart(&at.check.id, cart, change).await?)
}

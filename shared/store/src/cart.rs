//! Carts, written as a whole under the version that the edit was made on.

use super::client::Store;
use super::codec::write_item;
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use super::retry::Retry;
use salver_domain::DomainError;
use salver_domain::cart::Cart;
use salver_domain::id::CheckId;

/// Either kind of failure of an edit.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The edit itself was refused.
    #[error(transparent)]
    Domain(#[from] DomainError),
    /// The cart is not the one that the edit was for; this is the one there is.
    #[error("the cart has changed meanwhile")]
    Changed(Box<Cart>),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Applies an edit to a cart that was read as `cart`, of a session that is open. When
    /// another phone was faster, the edit is made again on the cart that the failed write
    /// brought back: edits name single lines, so they commute and nobody's line is lost.
    ///
    /// # Errors
    /// What the edit refuses, `SessionClosed`, `Contended`, or when the store fails.
    pub async fn edit_cart(
        &self,
        check: &CheckId,
        mut cart: Cart,
        edit: impl Fn(&Cart) -> Result<Cart, DomainError>,
    ) -> Result<Cart, EditError> {
        let mut tries = Retry::CROWD.tries();
        loop {
            let next = match edit(&cart) {
                Ok(next) => next,
                Err(DomainError::CartChanged) => return Err(EditError::Changed(Box::new(cart))),
                Err(refusal) => return Err(refusal.into()),
            };
            if next.version == cart.version {
                return Ok(next);
            }
            let commit = Commit::new(self)
                .ask_session(check)
                .save_cart(check, &next, cart.version);
            let Err(refused) = commit.send().await? else {
                return Ok(next);
            };
            if refused.part == Part::Check {
                return Err(DomainError::SessionClosed.into());
            }
            let newer = refused.read()?;
            // It was removed: the edit starts from an empty cart.
            cart = newer.unwrap_or_else(|| Cart::empty(&next.id, next.total.currency));
            tries.at_once()?;
        }
    }
}

impl Commit<'_> {
    /// Writes a cart over the version that it was made of, and no other.
    pub(super) fn save_cart(self, check: &CheckId, cart: &Cart, over: u64) -> Self {
        let item = write_item(&keys::cart(check, &cart.id), cart);
        let condition = match over {
            0 => Expression::absent(),
            version => Expression::at_version(version),
        };
        self.put(Part::Cart, item, condition)
    }

    /// Empties the cart that was priced, and no other.
    pub(super) fn empty_cart(self, check: &CheckId, priced: &Cart) -> Self {
        self.save_cart(check, &priced.ordered(), priced.version)
    }
}

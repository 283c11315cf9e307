//! Carts, written as a whole under the version that the edit was made on.

use super::client::Store;
use super::codec::{Item, value, write_item};
use super::commit::{Commit, Part};
use super::error::StoreError;
use super::expression::Expression;
use super::keys;
use super::retry::Retry;
use salver_domain::DomainError;
use salver_domain::cart::{Cart, FAMILY_CART};
use salver_domain::check::{Check, Mode};
use salver_domain::id::CheckId;

/// When the session of a shared cart was closed.
const SEALED_AT: &str = "sealed_at";

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
        check: &Check,
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
            let commit = Commit::new(self).edit_cart(check, &next, cart.version);
            let Err(refused) = commit.plainly().send().await? else {
                return Ok(next);
            };
            let sealed = refused.item.as_ref().is_some_and(is_sealed);
            if refused.part == Part::Check || sealed {
                return Err(DomainError::SessionClosed.into());
            }
            let newer = refused.read()?;
            // It was removed: the edit starts from an empty cart.
            cart = newer.unwrap_or_else(|| Cart::empty(&next.id, next.total.currency));
            tries.at_once()?;
        }
    }
}

/// "The cart is the one that the edit was made of."
fn over_version(version: u64) -> Expression {
    match version {
        0 => Expression::absent(),
        version => Expression::at_version(version),
    }
}

/// Whether the session of a cart that all of its phones share was closed.
pub fn is_sealed(item: &Item) -> bool {
    item.contains_key(SEALED_AT)
}

impl Commit<'_> {
    /// Writes what somebody edited while the session is open. A cart that all phones share is
    /// sealed by the close, so it is all that is asked; where each has its own, the check is.
    fn edit_cart(self, check: &Check, cart: &Cart, over: u64) -> Self {
        if check.mode == Mode::Individual {
            return self.ask_session(&check.id).save_cart(&check.id, cart, over);
        }
        let mut condition = over_version(over);
        condition.text = format!("{} and attribute_not_exists({SEALED_AT})", condition.text);
        let item = write_item(&keys::cart(&check.id, &cart.id), cart);
        self.put(Part::Cart, item, condition)
    }

    /// Seals the cart that a party shares, whether somebody has written it or not, and
    /// whatever its phones do meanwhile: no edit comes after that.
    pub(super) fn seal_cart(self, check: &Check) -> Result<Self, StoreError> {
        if check.mode == Mode::Individual || check.place.table().is_none() {
            return Ok(self);
        }
        let none = Cart::empty(FAMILY_CART, check.total.currency);
        let mut seal = Expression::default()
            .name("#sealed", SEALED_AT)
            .value(":sealed", value(&check.closed_at)?);
        let mut set = vec!["#sealed = :sealed".to_owned()];
        for (name, kept) in [
            ("id", value(&none.id)?),
            ("version", value(&none.version)?),
            ("lines", value(&none.lines)?),
            ("total", value(&none.total)?),
        ] {
            set.push(format!("#{name} = if_not_exists(#{name}, :{name})"));
            let (placeholder, kept_as) = (format!("#{name}"), format!(":{name}"));
            seal = seal.name(placeholder, name).value(kept_as, kept);
        }
        seal.text = format!("SET {}", set.join(", "));
        let key = keys::cart(&check.id, FAMILY_CART);
        Ok(self.update(Part::Cart, &key, seal, ""))
    }

    /// Writes a cart over the version that it was made of, and no other.
    pub(super) fn save_cart(self, check: &CheckId, cart: &Cart, over: u64) -> Self {
        let item = write_item(&keys::cart(check, &cart.id), cart);
        self.put(Part::Cart, item, over_version(over))
    }

    /// Empties the cart that was priced, and no other.
    pub(super) fn empty_cart(self, check: &CheckId, priced: &Cart) -> Self {
        self.save_cart(check, &priced.ordered(), priced.version)
    }
}

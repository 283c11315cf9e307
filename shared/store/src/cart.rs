//! Carts, written as a whole under the version that the edit was made on.

use aws_sdk_dynamodb::operation::put_item::PutItemError;
use aws_sdk_dynamodb::types::ReturnValuesOnConditionCheckFailure;

use super::client::Store;
use super::codec::{number, read_item, write_item};
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
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of one write of a cart.
enum Written {
    /// It stands.
    Yes,
    /// Another phone was faster; this is its cart.
    Moved(Cart),
    /// A transaction is at the cart.
    Conflict,
}

impl Store {
    /// Applies an edit to a cart that was read as `cart`. When another phone was faster,
    /// the edit is made again on the cart that the failed write brought back: edits name
    /// single lines, so they commute and nobody's line is lost.
    ///
    /// # Errors
    /// What the edit refuses, `Contended`, or when the store fails.
    pub async fn edit_cart(
        &self,
        check: &CheckId,
        mut cart: Cart,
        edit: impl Fn(&Cart) -> Result<Cart, DomainError>,
    ) -> Result<Cart, EditError> {
        let mut tries = Retry::CROWD.tries();
        loop {
            let next = edit(&cart)?;
            if next.version == cart.version {
                return Ok(next);
            }
            match self.put_cart(check, &cart, &next).await? {
                Written::Yes => return Ok(next),
                Written::Moved(newer) => {
                    cart = newer;
                    tries.at_once()?;
                }
                Written::Conflict => tries.again().await?,
            }
        }
    }

    /// Writes a cart over `before`, and no other.
    async fn put_cart(
        &self,
        check: &CheckId,
        before: &Cart,
        next: &Cart,
    ) -> Result<Written, StoreError> {
        let item = write_item(&keys::cart(check, &next.id), next)?;
        let mut request = self
            .client()
            .put_item()
            .table_name(self.table())
            .set_item(Some(item));
        request = if before.version == 0 {
            request.condition_expression("attribute_not_exists(pk)")
        } else {
            request
                .condition_expression("#version = :version")
                .expression_attribute_names("#version", "version")
                .expression_attribute_values(":version", number(before.version))
        };
        let sent = request
            .return_values_on_condition_check_failure(ReturnValuesOnConditionCheckFailure::AllOld)
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(Written::Yes);
        };
        match error.as_service_error() {
            Some(PutItemError::ConditionalCheckFailedException(failed)) => {
                Ok(Written::Moved(match failed.item.clone() {
                    Some(item) => read_item(item)?,
                    // It was removed: the edit starts from an empty cart.
                    None => Cart::empty(&before.id, before.total.currency),
                }))
            }
            Some(PutItemError::TransactionConflictException(_)) => Ok(Written::Conflict),
            _ => Err(error.into()),
        }
    }
}

impl Commit<'_> {
    /// Empties the cart that was priced, and no other.
    pub(super) fn empty_cart(self, check: &CheckId, priced: &Cart) -> Self {
        let emptied = priced.ordered();
        let item = write_item(&keys::cart(check, &priced.id), &emptied);
        self.put(Part::Cart, item, Expression::at_version(priced.version))
    }
}

//! The numbers of a business day: of its orders, and of its pickups and deliveries.

use aws_sdk_dynamodb::operation::update_item::UpdateItemError;
use aws_sdk_dynamodb::types::{AttributeValue, ReturnValue};

use super::client::Store;
use super::codec::{number, read_item};
use super::error::StoreError;
use super::keys::{self, Key};
use salver_domain::business_day::BusinessDay;
use salver_domain::id::BranchId;

/// A number that was drawn for one order, or one pickup or delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawnNumber {
    pub number: u32,
    /// The business day that it is of.
    pub day: BusinessDay,
    counter: Key,
    /// Tells this draw from every other.
    draw: String,
}

impl Store {
    /// Draws the next order number of a branch's business day.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draw_number(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<DrawnNumber, StoreError> {
        self.draw(keys::order_counter(branch, day), day).await
    }

    /// Draws the next number of a branch's business day for a pickup or a delivery.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn draw_away_number(
        &self,
        branch: &BranchId,
        day: BusinessDay,
    ) -> Result<DrawnNumber, StoreError> {
        self.draw(keys::away_counter(branch, day), day).await
    }

    async fn draw(&self, counter: Key, day: BusinessDay) -> Result<DrawnNumber, StoreError> {
        let draw = getrandom::u64().map_err(|e| StoreError::Sdk(Box::new(e)))?;
        let draw = format!("{draw:016x}");
        let answer = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(counter.attributes()))
            .update_expression("SET draw = :draw ADD #count :one")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":draw", AttributeValue::S(draw.clone()))
            .expression_attribute_values(":one", number(1))
            .return_values(ReturnValue::UpdatedNew)
            .send()
            .await?;
        #[derive(serde::Deserialize)]
        struct Count {
            count: u32,
        }
        let Count { count } = read_item(answer.attributes.unwrap_or_default())?;
        Ok(DrawnNumber {
            number: count,
            day,
            counter,
            draw,
        })
    }

    /// Gives a number back that nothing has got. `false` when another one was drawn since:
    /// then it stays unused.
    ///
    /// Asks for the draw and not for the count alone: the SDK may send this twice, and the
    /// second time the count may be the same again by somebody who drew it in between.
    ///
    /// # Errors
    /// When the store fails; then the number stays unused.
    pub async fn give_number_back(&self, drawn: &DrawnNumber) -> Result<bool, StoreError> {
        let key = &drawn.counter;
        let sent = self
            .client()
            .update_item()
            .table_name(self.table())
            .set_key(Some(key.attributes()))
            .update_expression("SET #count = #count - :one REMOVE draw")
            .condition_expression("draw = :draw")
            .expression_attribute_names("#count", "count")
            .expression_attribute_values(":one", number(1))
            .expression_attribute_values(":draw", AttributeValue::S(drawn.draw.clone()))
            .send()
            .await;
        let Err(error) = sent else {
            return Ok(true);
        };
        match error.as_service_error() {
            Some(UpdateItemError::ConditionalCheckFailedException(_)) => Ok(false),
            _ => Err(error.into()),
        }
    }
}

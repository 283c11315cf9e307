//! A branch's open orders, as many as fit one answer.

use std::collections::HashMap;

use aws_sdk_dynamodb::types::{AttributeValue, Select};

use super::client::Store;
use super::codec::{Item, read_item};
use super::error::StoreError;
use super::keys;
use salver_domain::id::BranchId;
use salver_domain::order::Order;

/// Orders that one answer holds.
const MAX_ORDERS: usize = 500;
/// Lines that they have together. The longest has some 2.5 KB in an answer, so no answer
/// comes near the 6 MB that a function may send, whatever people order.
const MAX_LINES: usize = 2_000;

/// Open orders, oldest first.
#[derive(Debug, Default)]
pub struct OpenOrders {
    /// The oldest.
    pub orders: Vec<Order>,
    /// How many there are beside them, all of them newer.
    pub more: usize,
    /// The lines of those that are here.
    lines: usize,
}

impl OpenOrders {
    /// Takes an order in, or counts it once one did not fit.
    fn add(&mut self, order: Order) {
        let lines = self.lines + order.lines.len();
        if self.more == 0 && self.orders.len() < MAX_ORDERS && lines <= MAX_LINES {
            self.lines = lines;
            self.orders.push(order);
        } else {
            self.more += 1;
        }
    }
}

/// One page of the index.
struct Page {
    items: Vec<Item>,
    count: usize,
    next: Option<HashMap<String, AttributeValue>>,
}

impl Store {
    /// A branch's open orders, the oldest of them whole. Read from the index, so a moment
    /// late.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn open_orders(&self, branch: &BranchId) -> Result<OpenOrders, StoreError> {
        let mut open = OpenOrders::default();
        let mut next = None;
        loop {
            // What does not fit is only counted: no byte of it is read into memory.
            let select = match open.more {
                0 => Select::AllAttributes,
                _ => Select::Count,
            };
            let page = self.page_of_open_orders(branch, next, select).await?;
            if page.items.is_empty() {
                open.more += page.count;
            }
            for item in page.items {
                open.add(read_item(item)?);
            }
            next = page.next;
            if next.is_none() {
                return Ok(open);
            }
        }
    }

    async fn page_of_open_orders(
        &self,
        branch: &BranchId,
        from: Option<HashMap<String, AttributeValue>>,
        select: Select,
    ) -> Result<Page, StoreError> {
        let partition = keys::open_orders(branch);
        let answer = self
            .client()
            .query()
            .table_name(self.table())
            .index_name(keys::OPEN_INDEX)
            .key_condition_expression("gsi1pk = :pk")
            .expression_attribute_values(":pk", AttributeValue::S(partition))
            .set_exclusive_start_key(from)
            .select(select)
            .send()
            .await?;
        Ok(Page {
            items: answer.items.unwrap_or_default(),
            count: usize::try_from(answer.count).unwrap_or_default(),
            next: answer.last_evaluated_key.filter(|key| !key.is_empty()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use salver_domain::fixtures::{cart, check, line, order};

    /// Orders of so many lines each, added one after the other.
    fn open(orders: &[usize]) -> OpenOrders {
        let mut open = OpenOrders::default();
        for (number, lines) in orders.iter().enumerate() {
            let lines: Vec<_> = (0..*lines)
                .map(|n| line(&format!("l{n}"), "water", 1, &[]))
                .collect();
            let number = u32::try_from(number).unwrap();
            open.add(order(&check(), &cart(&lines), number));
        }
        open
    }

    #[test]
    fn an_answer_is_bounded_by_orders_and_by_lines() {
        let held = |orders: &[usize]| {
            let open = open(orders);
            let numbers: Vec<_> = open.orders.iter().map(|o| o.number).collect();
            assert!(numbers.is_sorted(), "the oldest: {numbers:?}");
            (open.orders.len(), open.more)
        };
        assert_eq!(held(&[1, 1]), (2, 0));
        assert_eq!(held(&[1; MAX_ORDERS + 3]), (MAX_ORDERS, 3));
        // 50 full orders are 2,000 lines; a small one that would fit does not overtake.
        let mut full = vec![40; 51];
        full.push(1);
        assert_eq!(held(&full), (50, 2));
    }
}

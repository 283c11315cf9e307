//! A moment of an evening, to which nothing must happen.

use salver::domain::role::Role;
use serde_json::Value;

use crate::party::{Party, Phone};
use crate::stack::Stack;
use crate::staff::Staff;

/// A party with something in its cart and one order in the kitchen.
#[derive(Debug)]
pub struct Scene {
    /// Where it happens.
    pub stack: Stack,
    /// Who opened the table.
    pub waiter: Staff,
    pub party: Party,
    pub phone: Phone,
    /// What it has not sent yet: `line-1`.
    pub cart: Value,
    /// What it has sent: `line-0`.
    pub order: Value,
    /// All that party and floor show.
    pub before: Value,
}

impl Scene {
    /// Sets it, on a stack of its own.
    pub async fn set() -> Self {
        let stack = Stack::start().await;
        let dish = stack.menu().await.dish();
        let waiter = stack.staff(Role::Waiter).await;
        let party = waiter.open(&stack.tables[0], "family").await;
        let phone = party.join(&stack, "phone-one").await;
        let order = phone.order(&phone.put("line-0", &dish, 1).await).await;
        let cart = phone.put("line-1", &dish, 2).await;
        let before = party.state(&phone, &waiter).await;
        Self {
            stack,
            waiter,
            party,
            phone,
            cart,
            order,
            before,
        }
    }

    /// Fails when anything looks different now.
    ///
    /// # Panics
    /// Then.
    pub async fn assert_unchanged(&self, after: &str) {
        let now = self.party.state(&self.phone, &self.waiter).await;
        assert_eq!(now, self.before, "after {after}");
    }
}

//! Bad input: each with its code, and the table as it was.

mod floor;
mod foreign;
mod joining;
mod lines;
mod orders;

use salver::auth::Role;
use salver_tests::{Party, Phone, Stack, Staff};
use serde_json::Value;

/// A party with something in its cart and one order in the kitchen.
pub(crate) struct Scene {
    pub(crate) stack: Stack,
    pub(crate) waiter: Staff,
    pub(crate) party: Party,
    pub(crate) phone: Phone,
    pub(crate) cart: Value,
    pub(crate) order: Value,
    pub(crate) before: Value,
}

impl Scene {
    pub(crate) async fn set() -> Self {
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

    pub(crate) async fn assert_unchanged(&self, after: &str) {
        let now = self.party.state(&self.phone, &self.waiter).await;
        assert_eq!(now, self.before, "after {after}");
    }
}

//! A price that changes between the cart and the order; `tests/browser/threats.test.ts`
//! shows what the guest sees of it.

use salver::domain::role::Role;
use salver_tests::{Phone, Stack, key};
use serde_json::json;

#[tokio::test]
async fn threat_19_a_new_price_is_agreed_to_before_it_is_charged() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 2).await;

    stack.publish_price(&dish, dish.price + 700).await;

    let before = party.state(&phone, &waiter).await;
    let mut silent = Phone::order_body(&cart);
    silent.as_object_mut().unwrap().remove("expected_total");
    for body in [Phone::order_body(&cart), silent] {
        let refusal = phone.try_order(&key(), &body).await;
        let refusal = refusal.refused(409, "prices_changed");
        assert_eq!(refusal["total"]["minor"], 2 * (dish.price + 700));
        assert_eq!(
            refusal["cart"]["lines"][0]["unit_price"]["minor"],
            dish.price + 700
        );
    }
    assert_eq!(party.state(&phone, &waiter).await, before);
    let agreed = json!({
        "cart_version": cart["version"],
        "expected_total": {"minor": 2 * (dish.price + 700), "currency": "INR"},
    });
    let order = phone.try_order(&key(), &agreed).await.expect_status(201);
    assert_eq!(order["total"], agreed["expected_total"]);
}

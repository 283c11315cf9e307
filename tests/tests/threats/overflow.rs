//! Quantities and prices at the limits of what money can count.

use salver::domain::cart::MAX_QUANTITY;
use salver::domain::money::MAX_MINOR;
use salver_tests::{Phone, Scene, key};
use serde_json::json;

#[tokio::test]
async fn threat_18_no_sum_passes_what_money_can_count() {
    let scene = Scene::set().await;
    let (stack, phone) = (&scene.stack, &scene.phone);
    let dish = stack.menu().await.dish();
    let most = i64::from(MAX_QUANTITY);

    // A cart that is within bounds, until its prices change: the order is refused, whatever
    // the guest says they saw.
    for unit in [MAX_MINOR / 2 + 1, MAX_MINOR, MAX_MINOR + 1, i64::MAX] {
        stack.publish_price(&dish, unit).await;
        for total in [2 * dish.price, MAX_MINOR, i64::MAX, unit.wrapping_mul(2)] {
            let body = json!({
                "cart_version": scene.cart["version"],
                "expected_total": {"minor": total, "currency": "INR"},
            });
            let answer = phone.try_order(&key(), &body).await;
            answer.refused(422, "validation");
        }
        // No more of it, neither on the line that is there nor on another one.
        for (line, quantity) in [("line-1", 3), ("line-1", 99), ("line-2", 2)] {
            let answer = phone.try_put(line, &dish.line(quantity)).await;
            let problem = answer.refused(422, "validation");
            assert_eq!(problem["errors"][0]["field"], "quantity", "{unit} {line}");
        }
        scene.assert_unchanged(&format!("a price of {unit}")).await;
    }

    // Exactly at the limit it is counted to the last paisa, and one piece more is not.
    stack.publish_price(&dish, MAX_MINOR / most).await;
    let full = phone.put("line-1", &dish, MAX_QUANTITY).await;
    assert_eq!(full["total"]["minor"], MAX_MINOR / most * most);
    let answer = phone.try_put("line-2", &dish.line(1)).await;
    answer.refused(422, "validation");

    // It is no order for a party that owes something already ...
    let before = scene.party.state(phone, &scene.waiter).await;
    let answer = phone.try_order(&key(), &Phone::order_body(&full)).await;
    answer.refused(422, "validation");
    assert_eq!(scene.party.state(phone, &scene.waiter).await, before);
    // ... and one for a party that owes nothing; then nothing more is.
    let other = scene.waiter.open(&stack.tables[1], "family").await;
    let phone = other.join(stack, "phone-other").await;
    let full = phone.put("line-1", &dish, MAX_QUANTITY).await;
    let order = phone.order(&full).await;
    assert_eq!(order["total"], full["total"]);
    let more = phone.put("line-2", &dish, 1).await;
    let before = other.state(&phone, &scene.waiter).await;
    let answer = phone.try_order(&key(), &Phone::order_body(&more)).await;
    answer.refused(422, "validation");
    assert_eq!(other.state(&phone, &scene.waiter).await, before);
    let session = phone.snapshot().await;
    assert_eq!(session["check"]["total"], full["total"]);
}

//! Orders, and the steps they take.

use reqwest::Method;
use salver_tests::{Answer, Phone, key};
use serde_json::{Value, json};

use super::Scene;

#[tokio::test]
async fn an_order_that_is_not_right_changes_nothing() {
    let scene = Scene::set().await;
    let good = Phone::order_body(&scene.cart);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let version = scene.cart["version"].as_u64().unwrap();
    for (what, status, code, body) in [
        (
            "a stale cart",
            409,
            "cart_changed",
            with("cart_version", (version - 1).into()),
        ),
        (
            "a cart of the future",
            409,
            "cart_changed",
            with("cart_version", (version + 1).into()),
        ),
        (
            "another total",
            409,
            "prices_changed",
            with("expected_total", json!({"minor": 1, "currency": "INR"})),
        ),
        (
            "somebody else's cart",
            422,
            "validation",
            with("cart_id", "somebody".into()),
        ),
        (
            "a cart of no form",
            422,
            "validation",
            with("cart_id", "a b".into()),
        ),
        (
            "a negative version",
            422,
            "validation",
            with("cart_version", (-1).into()),
        ),
        ("a price", 422, "validation", with("price", 1.into())),
        ("a total", 422, "validation", with("total", 1.into())),
        (
            "a status",
            422,
            "validation",
            with("status", "served".into()),
        ),
        (
            "an unknown way to pay",
            422,
            "validation",
            with("payment_method", "shells".into()),
        ),
        ("nothing", 422, "validation", json!({})),
    ] {
        let answer = scene.phone.try_order(&key(), &body).await;
        let problem = answer.refused(status, code);
        if code == "cart_changed" {
            assert_eq!(problem["cart"], scene.cart);
        }
        scene.assert_unchanged(what).await;
    }
    let raw = |body: Vec<u8>| {
        let request = scene.phone.caller.request(Method::POST, "/orders");
        let request = request.header("content-type", "application/json");
        Answer::to(request.header("idempotency-key", key()).body(body))
    };
    for broken in [
        &b"{"[..],
        b"",
        b"{\"cart_version\":1} {}",
        b"\xff\xfe",
        b"{\"cart_version\":1,}",
    ] {
        raw(broken.to_vec()).await.refused(400, "malformed_json");
    }
    // Too large for the endpoint, and too large for the gateway.
    for size in [65 * 1024, 11 * 1024 * 1024] {
        let answer = raw(vec![b' '; size]).await;
        assert_eq!(answer.status, 413, "{}", answer.text);
        assert_eq!(answer.body["code"], "body_too_large");
    }
    scene.assert_unchanged("bodies that are no order").await;
    // An empty cart is no order.
    scene.phone.caller.delete("/cart").await.expect_status(200);
    let empty = Phone::order_body(&scene.phone.cart().await);
    let answer = scene.phone.try_order(&key(), &empty).await;
    answer.refused(409, "cart_empty");
    assert_eq!(
        scene.phone.orders().await,
        std::slice::from_ref(&scene.order)
    );
}

#[tokio::test]
async fn a_step_that_is_not_in_the_table_is_refused_with_the_current_state() {
    let scene = Scene::set().await;
    let waiter = &scene.waiter;
    let step = async |order: &Value, to: &str| waiter.move_order(order, to).await;
    for to in ["preparing", "ready", "served", "completed", "placed"] {
        let problem = step(&scene.order, to)
            .await
            .refused(409, "illegal_transition");
        assert_eq!(problem["current"], "placed", "to {to}");
        scene.assert_unchanged(to).await;
    }
    for to in ["rejected", "cancelled"] {
        // Legal, but never without a reason.
        step(&scene.order, to).await.refused(422, "validation");
    }
    step(&scene.order, "eaten").await.refused(422, "validation");
    let order = scene.order["id"].as_str().unwrap();
    let line = waiter.path(&format!("orders/{order}/lines/line-0"));
    let lines = async |body: Value| waiter.caller.send(Method::PATCH, &line, &body).await;
    for to in ["ready", "served"] {
        let answer = lines(json!({"status": to})).await;
        answer.refused(409, "illegal_transition");
    }
    let void = json!({"status": "cancelled", "reason": "spilt", "quantity": 2});
    lines(void).await.refused(422, "validation");
    let stale = json!({"status": "cancelled", "reason": "spilt", "version": 99});
    lines(stale).await.refused(409, "version_conflict");
    let unknown = json!({"id": format!("{order}x")});
    step(&unknown, "accepted").await.refused(404, "not_found");
    scene.assert_unchanged("the lines").await;

    for to in ["accepted", "preparing", "ready", "served"] {
        step(&scene.order, to).await.expect_status(200);
    }
    for to in ["accepted", "preparing", "rejected", "cancelled"] {
        let problem = step(&scene.order, to)
            .await
            .refused(409, "illegal_transition");
        assert_eq!(problem["current"], "served", "to {to}");
    }
}

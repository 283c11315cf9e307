//! Bad input to bills and payments.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Staff, key};
use serde_json::{Value, json};

use super::Scene;

async fn post(staff: &Staff, path: &str, body: &str) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    let request = request.header("content-type", "application/json");
    let request = request.header("idempotency-key", key());
    Answer::to(request.body(body.to_owned())).await
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

#[tokio::test]
async fn bills_and_payments_are_refused_with_the_field_that_is_wrong() {
    let scene = Scene::set().await;
    let manager = scene.stack.staff(Role::Manager).await;
    let check = format!("checks/{}", scene.party.session);
    let billed = post(&manager, &format!("{check}/bills"), "{}").await;
    let billed = billed.expect_status(201);
    let bill = billed["bills"][0]["id"].as_str().unwrap().to_owned();
    let total = billed["bills"][0]["total"]["minor"].as_i64().unwrap();
    let split = |split: Value| json!({"split": split});
    let off = |mut discount: Value| {
        if discount.get("reason").is_none() {
            discount["reason"] = json!("a friend");
        }
        json!({"discounts": [discount]})
    };
    for (body, field) in [
        (json!({"tax": 1}), "tax"),
        (json!({"total": inr(1)}), "total"),
        (split(json!({"by": "table"})), "split.by"),
        (split(json!({"by": "equal"})), "split.shares"),
        (split(json!({"by": "equal", "shares": 0})), "split"),
        (split(json!({"by": "equal", "shares": 51})), "split"),
        (split(json!({"by": "equal", "shares": -1})), "split.shares"),
        (
            split(json!({"by": "equal", "shares": [[]]})),
            "split.shares",
        ),
        (split(json!({"by": "guest", "shares": 2})), "split.shares"),
        (split(json!({"by": "item", "shares": 2})), "split.shares"),
        (split(json!({"by": "item", "shares": []})), "split"),
        (
            split(json!({"by": "item", "shares": [[{"line_id": "gone", "quantity": 1}]]})),
            "split",
        ),
        (
            split(json!({"by": "item", "shares": [[["line-0", null, 1]]]})),
            "split.shares",
        ),
        (split(json!({"by": "amount"})), "split.amounts"),
        (
            split(json!({"by": "amount", "amounts": [inr(total + 1)]})),
            "split",
        ),
        (
            split(json!({"by": "amount", "amounts": [{"minor": 1, "currency": "EUR"}]})),
            "currency",
        ),
        (off(json!({"kind": "percent"})), "discounts.rate_bp"),
        (
            off(json!({"kind": "percent", "rate_bp": 10_001})),
            "rate_bp",
        ),
        (
            off(json!({"kind": "percent", "rate_bp": 1, "amount": inr(1)})),
            "discounts.amount",
        ),
        (off(json!({"kind": "flat", "amount": inr(0)})), "amount"),
        (
            off(json!({"kind": "flat", "amount": {"minor": 1, "currency": "EUR"}})),
            "discounts",
        ),
        (off(json!({"kind": "comp", "quantity": 1})), "line"),
        (
            off(json!({"kind": "flat", "amount": inr(1), "reason": " "})),
            "discounts.reason",
        ),
        (
            off(json!({"kind": "flat", "amount": inr(1), "line_id": "gone"})),
            "discounts",
        ),
        (json!({"service_charge_bp": 10_001}), "service_charge"),
        (json!({"uncharged": [0]}), "uncharged"),
    ] {
        let answer = post(&manager, &format!("{check}/bills"), &body.to_string()).await;
        let problem = answer.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    let pay = |mut body: Value| {
        if body.get("method").is_none() {
            body["method"] = json!("cash");
        }
        body
    };
    for (body, field) in [
        (json!({"method": "cash"}), "amount"),
        (pay(json!({"method": "barter", "amount": inr(1)})), "method"),
        (pay(json!({"method": "due", "amount": inr(1)})), "customer"),
        (pay(json!({"amount": inr(0)})), "amount"),
        (pay(json!({"amount": inr(-1)})), "amount"),
        (pay(json!({"amount": inr(total + 1)})), "amount"),
        (pay(json!({"amount": 5})), "amount"),
        (
            pay(json!({"amount": {"minor": 1, "currency": "EUR"}})),
            "currency",
        ),
        (
            pay(json!({"amount": inr(2), "tendered": inr(1)})),
            "tendered",
        ),
        (
            pay(json!({"method": "card", "amount": inr(2), "tendered": inr(2)})),
            "tendered",
        ),
        (pay(json!({"amount": inr(2), "tip": inr(-1)})), "tip"),
        (
            pay(json!({"amount": inr(2), "reference": "x".repeat(61)})),
            "reference",
        ),
        (pay(json!({"amount": inr(2), "change": inr(2)})), "change"),
    ] {
        let answer = post(
            &manager,
            &format!("bills/{bill}/payments"),
            &body.to_string(),
        )
        .await;
        let problem = answer.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    let back = |mut body: Value| {
        body["method"] = json!("cash");
        body["reason"] = json!("cold");
        body
    };
    for (path, body, field) in [
        ("refunds", back(json!({})), "lines"),
        ("refunds", back(json!({"amount": inr(1)})), "amount"),
        (
            "refunds",
            back(json!({"amount": inr(1), "lines": [{"line_id": "line-0", "quantity": 1}]})),
            "amount",
        ),
        (
            "refunds",
            back(json!({"lines": [{"line_id": "gone", "quantity": 1}]})),
            "lines",
        ),
        (
            "refunds",
            json!({"amount": inr(1), "method": "cash", "reason": ""}),
            "reason",
        ),
        ("void", json!({"reason": ""}), "reason"),
        ("void", json!({}), "reason"),
    ] {
        let answer = post(&manager, &format!("bills/{bill}/{path}"), &body.to_string()).await;
        let problem = answer.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    for (path, body, status, code) in [
        (format!("{check}/bills"), "{", 400, "malformed_json"),
        (format!("{check}/bills"), "[]", 422, "validation"),
        (
            format!("{check}/checkout"),
            r#"{"tendered": {"minor": 1, "currency": "INR"}}"#,
            422,
            "validation",
        ),
        (
            "checks/elsewhere_c1/bills".to_owned(),
            "{}",
            404,
            "not_found",
        ),
        ("checks/nothing/bills".to_owned(), "{}", 404, "not_found"),
        (
            "bills/elsewhere_c1_b1/void".to_owned(),
            r#"{"reason": "x"}"#,
            404,
            "not_found",
        ),
        (
            format!("bills/{}_b1/void", scene.party.session),
            r#"{"reason": "x"}"#,
            404,
            "not_found",
        ),
    ] {
        post(&manager, &path, body).await.refused(status, code);
    }
    let request = manager
        .caller
        .request(Method::POST, &manager.path(&format!("{check}/bills")));
    Answer::to(request.body("{}"))
        .await
        .refused(400, "idempotency_key_missing");
    // Nothing of all that is left.
    let path = manager.path(&format!("{check}/bills"));
    let now = manager.caller.get(&path).await.expect_status(200);
    assert_eq!(now["bills"], billed["bills"]);
}

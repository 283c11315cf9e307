//! An evening's payments in the owner's figures: what was billed, what of it went back, how it was
//! paid and how it was ordered, held against the raw bills, payments and refunds.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Stack, Staff, Takings, key};
use serde_json::{Value, json};

async fn post(staff: &Staff, path: &str, body: &Value) -> Value {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    let request = request.header("idempotency-key", key());
    Answer::to(request.json(body)).await.expect_status(201)
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

/// A pickup or a delivery on which so many of a dish were ordered.
async fn ordered(staff: &Staff, kind: &Value, dish: &Dish, quantity: u32) -> String {
    let opened = post(staff, "checks", kind).await;
    let id = opened["id"].as_str().unwrap().to_owned();
    let mut line = json!({"id": "a"});
    for (name, value) in dish.line(quantity).as_object().unwrap() {
        line[name] = value.clone();
    }
    let lines = json!({"action": "kot", "lines": [line]});
    post(staff, &format!("checks/{id}/orders"), &lines).await;
    id
}

async fn billed(staff: &Staff, check: &str, wish: &Value) -> Value {
    let billed = post(staff, &format!("checks/{check}/bills"), wish).await;
    billed["bills"].clone()
}

async fn pay(staff: &Staff, bill: &Value, body: &Value) {
    let path = format!("bills/{}/payments", bill["id"].as_str().unwrap());
    post(staff, &path, body).await;
}

#[tokio::test]
async fn an_evening_s_payments_are_in_the_owner_s_figures_as_a_recount_finds_them() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let owner = stack.staff(Role::Owner).await;
    let manager = stack.staff(Role::Manager).await;
    let rules = json!({
        "prices_include_tax": false,
        "classes": [{"class": "standard", "taxes": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]}],
        "round_to": inr(100),
    });
    let path = manager.path("taxes");
    let put = manager.caller.send(Method::PUT, &path, &rules).await;
    put.expect_status(200);
    let nothing = owner.figures_with(&Takings::default()).await;
    assert_eq!(Takings::shown(&nothing["fortnight"]), Takings::default());

    let pickup = json!({"kind": "pickup"});
    let customer = json!({"name": "Meera", "phone": "+91 98450 12345", "address": "12 Lake Road"});
    let delivery = json!({"kind": "delivery", "customer": customer});
    let mut checks = Vec::new();
    // A pickup in cash with a tip and ten per cent off, a part of which goes back.
    let first = ordered(&manager, &pickup, &dish, 3).await;
    let off = json!({"kind": "percent", "rate_bp": 1_000, "reason": "regular guest"});
    let bills = billed(&manager, &first, &json!({"discounts": [off]})).await;
    let body = json!({"method": "cash", "amount": bills[0]["total"], "tip": inr(700)});
    pay(&manager, &bills[0], &body).await;
    let back = json!({"amount": inr(1_000), "method": "cash", "reason": "cold"});
    let path = format!("bills/{}/refunds", bills[0]["id"].as_str().unwrap());
    post(&manager, &path, &back).await;
    checks.push(first);
    // A delivery in two bills, by card and UPI.
    let second = ordered(&manager, &delivery, &dish, 2).await;
    let late = json!({"kind": "flat", "amount": inr(301), "reason": "late"});
    let halves = json!({"split": {"by": "equal", "shares": 2}, "service_charge_bp": 500,
        "discounts": [late]});
    let bills = billed(&manager, &second, &halves).await;
    for (bill, method) in [(&bills[0], "card"), (&bills[1], "upi")] {
        let body = json!({"method": method, "amount": bill["total"]});
        pay(&manager, bill, &body).await;
    }
    checks.push(second);
    // A pickup that is billed anew after more was ordered, and one whose bill is taken back.
    let third = ordered(&manager, &pickup, &dish, 1).await;
    billed(&manager, &third, &json!({})).await;
    billed(&manager, &third, &json!({"service_charge_bp": 1_000})).await;
    checks.push(third);
    let fourth = ordered(&manager, &pickup, &dish, 4).await;
    let bills = billed(&manager, &fourth, &json!({})).await;
    let path = format!("bills/{}/void", bills[0]["id"].as_str().unwrap());
    post(&manager, &path, &json!({"reason": "another table's"})).await;
    checks.push(fourth);
    // What is ordered and not billed is no revenue.
    ordered(&manager, &pickup, &dish, 5).await;

    let wanted = Takings::recounted(&stack.raw_books(&checks).await);
    assert!(wanted.revenue > wanted.net && wanted.discount > 0 && wanted.tax > 0);
    assert_eq!((wanted.bills, wanted.voided.0), (5, 1));
    assert_eq!((wanted.payments.len(), wanted.refunds), (3, 1));
    assert_eq!(wanted.discounts["late"], (2, 301));
    assert_eq!(wanted.discounts["regular guest"].0, 1);
    let figures = owner.figures_with(&wanted).await;
    assert_eq!(Takings::shown(&figures["fortnight"]), wanted);
    let today = &figures["days"][13];
    assert_eq!(today["revenue"], inr(wanted.revenue));
    assert_eq!(today["net"], inr(wanted.net));
    // The till counts the same.
    let day = manager.caller.get(&manager.path("day")).await;
    let day = day.expect_status(200);
    for column in ["billed", "refunded", "net"] {
        assert_eq!(figures["money"][column], day[column], "{column}");
    }
    for rows in ["payments", "given_back"] {
        assert_eq!(figures["money"][rows], day[rows], "{rows}");
    }
}

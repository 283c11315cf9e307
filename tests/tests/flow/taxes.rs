//! How a branch's sales are taxed: said by its manager, dated, and read again.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff};
use serde_json::{Value, json};

async fn taxes(staff: &Staff) -> Value {
    let answer = staff.caller.get(&staff.path("taxes")).await;
    answer.expect_status(200)
}

async fn put(staff: &Staff, body: &Value) -> Answer {
    let path = staff.path("taxes");
    staff.caller.send(Method::PUT, &path, body).await
}

/// CGST and SGST on top of what the menu says.
fn gst() -> Value {
    json!({
        "prices_include_tax": false,
        "classes": [{"class": "standard", "taxes": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]}],
        "round_to": {"minor": 100, "currency": "INR"},
        "registrations": [{"name": "GSTIN", "number": "29ABCDE1234F1ZW"}],
    })
}

fn with(field: &str, value: Value) -> Value {
    let mut body = gst();
    body[field] = value;
    body
}

#[tokio::test]
async fn a_manager_says_how_sales_are_taxed_from_a_day_on() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let before = taxes(&manager).await;
    assert_eq!(before["rules"], json!([]));
    assert_eq!(before["registrations"], json!([]));
    let classes = before["menu_classes"].as_array().unwrap();
    assert!(classes.contains(&json!("standard")), "{before}");

    let mut first = gst();
    first["version"] = before["version"].clone();
    let now = put(&manager, &first).await.expect_status(200);
    assert_eq!(now["version"], before["version"].as_u64().unwrap() + 1);
    assert_eq!(now["rules"][0]["from"], before["today"]);
    assert_eq!(now["rules"][0]["classes"], gst()["classes"]);
    assert_eq!(now["rules"][0]["round_to"], gst()["round_to"]);
    assert_eq!(now["registrations"], gst()["registrations"]);
    assert_eq!(taxes(&manager).await, now);

    // The same again is no change, also for who saw an older version.
    assert_eq!(put(&manager, &first).await.expect_status(200), now);
    let mut late = with("prices_include_tax", json!(true));
    late["version"] = before["version"].clone();
    put(&manager, &late).await.refused(409, "version_conflict");

    // Planned, and taken back.
    let mut planned = with("prices_include_tax", json!(true));
    planned["from"] = json!("2099-04-01");
    let both = put(&manager, &planned).await.expect_status(200);
    let of_rules = |taxes: &Value| {
        let rules = taxes["rules"].as_array().unwrap().clone();
        let include = |of: &Value| of["prices_include_tax"].as_bool().unwrap();
        rules.iter().map(include).collect::<Vec<_>>()
    };
    assert_eq!(of_rules(&both), [false, true]);
    let mut back = gst();
    back["from"] = json!("2099-04-01");
    let back = put(&manager, &back).await.expect_status(200);
    assert_eq!(of_rules(&back), [false]);

    // Settings of another kind leave them as they are.
    let path = format!("/branches/{}", manager.branch);
    let wish = json!({"urgent_minutes": 3});
    let changed = manager.caller.send(Method::PATCH, &path, &wish).await;
    changed.expect_status(200);
    assert_eq!(of_rules(&taxes(&manager).await), [false]);
}

#[tokio::test]
async fn what_no_bill_can_be_made_by_is_refused_by_its_field() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let tax = |name: &str, rate: u64| json!({"name": name, "rate_bp": rate});
    let class = |taxes: Value| json!([{"class": "standard", "taxes": taxes}]);
    let standard = class(json!([tax("VAT", 1)]));
    let twice = json!([standard[0], standard[0]]);
    let long = "x".repeat(21);
    for (field, value, told) in [
        ("from", json!("2020-01-01"), "from"),
        ("from", json!("soon"), "from"),
        ("classes", class(json!([tax("VAT", 10_001)])), "classes"),
        (
            "classes",
            class(json!([tax("A", 6_000), tax("B", 6_000)])),
            "classes",
        ),
        (
            "classes",
            class(json!([tax("A", 1), tax("A", 2)])),
            "classes",
        ),
        (
            "classes",
            class(json!([tax("", 1)])),
            "classes[0].taxes[0].name",
        ),
        (
            "classes",
            class(json!([tax(&long, 1)])),
            "classes[0].taxes[0].name",
        ),
        ("classes", class(json!([["VAT", 1]])), "classes[0].taxes[0]"),
        ("classes", twice, "classes"),
        (
            "round_to",
            json!({"minor": 1, "currency": "INR"}),
            "round_to",
        ),
        (
            "round_to",
            json!({"minor": -5, "currency": "INR"}),
            "round_to",
        ),
        (
            "round_to",
            json!({"minor": 100, "currency": "EUR"}),
            "round_to",
        ),
        (
            "registrations",
            json!([{"name": "GSTIN", "number": " "}]),
            "registrations[0].number",
        ),
        ("total", json!(1), "total"),
    ] {
        let refused = put(&manager, &with(field, value.clone())).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], told, "{value}: {refused}");
    }
    assert_eq!(taxes(&manager).await["rules"], json!([]));
    for role in [Role::Cashier, Role::Waiter, Role::Cook] {
        let staff = stack.staff(role).await;
        put(&staff, &gst()).await.refused(403, "forbidden");
    }
}

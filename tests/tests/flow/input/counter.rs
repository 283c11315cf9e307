//! Bad input to the counter.

use reqwest::Method;
use salver_tests::{Answer, key};
use serde_json::{Value, json};

use super::Scene;

async fn send(scene: &Scene, (method, path): (Method, &str), body: &str) -> Answer {
    let request = scene
        .waiter
        .caller
        .request(method, &scene.waiter.path(path));
    let request = request.header("content-type", "application/json");
    let request = request.header("idempotency-key", key());
    Answer::to(request.body(body.to_owned())).await
}

#[tokio::test]
async fn a_check_is_only_opened_with_what_its_kind_needs() {
    let scene = Scene::set().await;
    let table = &scene.stack.tables[1].id;
    let delivery = |name: &str, phone: &str, address: &str| {
        let customer = json!({"name": name, "phone": phone, "address": address});
        json!({"kind": "delivery", "customer": customer}).to_string()
    };
    let long = "x".repeat(301);
    for (body, status, code, field) in [
        (String::new(), 400, "malformed_json", ""),
        ("{".to_owned(), 400, "malformed_json", ""),
        ("{}".to_owned(), 422, "validation", "kind"),
        (
            r#"{"kind": "takeaway"}"#.to_owned(),
            422,
            "validation",
            "kind",
        ),
        (
            r#"{"kind": "dine_in"}"#.to_owned(),
            422,
            "validation",
            "table_id",
        ),
        (
            json!({"kind": "pickup", "table_id": table}).to_string(),
            422,
            "validation",
            "table_id",
        ),
        (
            json!({"kind": "delivery", "waiter_id": "asha"}).to_string(),
            422,
            "validation",
            "waiter_id",
        ),
        (
            json!({"kind": "dine_in", "table_id": table, "customer": {}}).to_string(),
            422,
            "validation",
            "customer",
        ),
        (
            r#"{"kind": "delivery"}"#.to_owned(),
            422,
            "validation",
            "customer.name",
        ),
        (
            delivery("", "1234567", "12 Lake Road"),
            422,
            "validation",
            "customer.name",
        ),
        (
            delivery("Meera", "123", "12 Lake Road"),
            422,
            "validation",
            "customer.phone",
        ),
        (
            delivery("Meera", "1234567", " "),
            422,
            "validation",
            "customer.address",
        ),
        (
            delivery("Meera", "1234567", &long),
            422,
            "validation",
            "customer.address",
        ),
        (
            delivery("Me\u{202E}era", "1234567", "12 Lake Road"),
            422,
            "validation",
            "customer.name",
        ),
        (
            json!({"kind": "pickup", "customer": {"address": "12 Lake Road"}}).to_string(),
            422,
            "validation",
            "customer.address",
        ),
        (
            r#"{"kind": "pickup", "customer": {"mail": "a@b.example"}}"#.to_owned(),
            422,
            "validation",
            "customer.mail",
        ),
        (
            r#"{"kind": "pickup", "customer": ["Meera"]}"#.to_owned(),
            422,
            "validation",
            "customer",
        ),
        (
            r#"{"kind": "pickup", "pickup_at": "soon"}"#.to_owned(),
            422,
            "validation",
            "pickup_at",
        ),
        (
            r#"{"kind": "pickup", "pickup_at": "2001-01-01T00:00:00Z"}"#.to_owned(),
            422,
            "validation",
            "pickup_at",
        ),
        (
            json!({"kind": "delivery", "customer": {}, "pickup_at": "2001-01-01T00:00:00Z"})
                .to_string(),
            422,
            "validation",
            "pickup_at",
        ),
        (
            r#"{"kind": "pickup", "total": 0}"#.to_owned(),
            422,
            "validation",
            "total",
        ),
    ] {
        let answer = send(&scene, (Method::POST, "checks"), &body).await;
        let problem = answer.refused(status, code);
        let named = problem["errors"][0]["field"].as_str().unwrap_or_default();
        assert_eq!(named, field, "{body}: {problem}");
        scene.assert_unchanged(&body).await;
    }
    let path = scene.waiter.path("checks?kind=all");
    let answer = scene.waiter.caller.get(&path).await;
    answer.refused(422, "validation");
    let nowhere = json!({"kind": "dine_in", "table_id": "nowhere"}).to_string();
    let answer = send(&scene, (Method::POST, "checks"), &nowhere).await;
    answer.refused(404, "not_found");
    let without = scene
        .waiter
        .caller
        .request(Method::POST, &scene.waiter.path("checks"));
    let answer = Answer::to(without.json(&json!({"kind": "pickup"}))).await;
    answer.refused(400, "idempotency_key_missing");
}

#[tokio::test]
async fn what_staff_order_is_what_the_menu_has() {
    let scene = Scene::set().await;
    let session = &scene.party.session;
    let orders = format!("checks/{session}/orders");
    let line = |more: Value| {
        let mut line = json!({"id": "a", "item_id": "vada-pav", "quantity": 1});
        line.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        json!({"action": "kot", "lines": [line]}).to_string()
    };
    let weighing = |weight: Value| line(json!({"weight": weight}));
    for (body, status, code) in [
        (String::new(), 400, "malformed_json"),
        ("{}".to_owned(), 422, "validation"),
        (
            r#"{"action": "kot", "lines": {}}"#.to_owned(),
            422,
            "validation",
        ),
        (
            r#"{"action": "kot", "lines": [[]]}"#.to_owned(),
            422,
            "validation",
        ),
        (r#"{"action": "void"}"#.to_owned(), 422, "validation"),
        (r#"{"action": "kot"}"#.to_owned(), 409, "cart_empty"),
        (r#"{"action": "save"}"#.to_owned(), 422, "validation"),
        (line(json!({"quantity": 0})), 422, "validation"),
        (line(json!({"quantity": 100})), 422, "validation"),
        (line(json!({"quantity": -1})), 422, "validation"),
        (line(json!({"id": "a b"})), 422, "validation"),
        (line(json!({"item_id": "no-such-item"})), 404, "not_found"),
        (
            line(json!({"options": ["no-such-option"]})),
            422,
            "validation",
        ),
        (
            line(json!({"variant_id": "no-such-variant"})),
            422,
            "validation",
        ),
        (line(json!({"unit_price": 1})), 422, "validation"),
        (line(json!({"note": "x".repeat(201)})), 422, "validation"),
        // The vada pav is sold by the piece.
        (
            weighing(json!({"unit": "g", "amount": 450})),
            422,
            "validation",
        ),
        (
            weighing(json!({"unit": "oz", "amount": 4})),
            422,
            "validation",
        ),
        (
            weighing(json!({"unit": "g", "amount": 0.5})),
            422,
            "validation",
        ),
        (
            weighing(json!({"unit": "g", "amount": -1})),
            422,
            "validation",
        ),
        (weighing(json!({"unit": "g"})), 422, "validation"),
        (weighing(json!(450)), 422, "validation"),
        (weighing(json!(["g", 450])), 422, "validation"),
    ] {
        let answer = send(&scene, (Method::POST, &orders), &body).await;
        answer.refused(status, code);
        scene.assert_unchanged(&body).await;
    }
    for check in ["none".to_owned(), format!("{}_none", scene.stack.branch)] {
        let body = line(json!({}));
        let path = format!("checks/{check}/orders");
        let answer = send(&scene, (Method::POST, &path), &body).await;
        answer.refused(404, "not_found");
    }
    let check = format!("checks/{session}");
    for (body, status, code) in [
        ("{}", 422, "validation"),
        (r#"{"status": "eaten"}"#, 422, "validation"),
        (r#"{"rider_id": "nobody"}"#, 422, "validation"),
        (
            r#"{"status": "preparing", "version": 0}"#,
            409,
            "version_conflict",
        ),
        (r#"{"status": "preparing"}"#, 409, "illegal_transition"),
        (r#"{"total": 0}"#, 422, "validation"),
    ] {
        let answer = send(&scene, (Method::PATCH, &check), body).await;
        answer.refused(status, code);
        scene.assert_unchanged(body).await;
    }
}

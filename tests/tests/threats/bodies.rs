//! What a guest's body may not say.

use reqwest::Method;
use salver_tests::{Answer, Dice, Scene, changes, key};
use serde_json::{Value, json};

use crate::operations::{Ids, operations};

/// What only the server says.
const NOT_THEIRS: [&str; 14] = [
    "branch_id",
    "discount",
    "guest_id",
    "paid",
    "payment",
    "placed_by",
    "price",
    "role",
    "session_id",
    "status",
    "tax",
    "total",
    "unit_price",
    "version",
];

#[tokio::test]
async fn threat_17_price_total_status_or_payment_in_a_guest_s_body() {
    let scene = Scene::set().await;
    let stack = &scene.stack;
    let ids = Ids {
        branch: stack.branch.clone(),
        table: scene.party.table.id.clone(),
        section: "hall".to_owned(),
        session: scene.party.session.clone(),
        bill: format!("{}_x", scene.party.session),
        dues: format!("{}_x", stack.branch),
        order: scene.order["id"].as_str().unwrap().to_owned(),
        call: format!("{}_x", scene.party.session),
        line: "line-1".to_owned(),
        code: scene.party.table.code.clone(),
        person: "no-such-person".to_owned(),
        invitation: "no-such-invitation".to_owned(),
        printer: "no-such-printer".to_owned(),
        job: format!("{}_no-such-job", stack.branch),
        message: format!("{}_no-such-message", stack.branch),
        day: "2001-01-01".to_owned(),
    };
    let joining = scene.party.join_body("phone-one", &scene.party.pin);
    let before = stack.dump().await;
    let mut refused = 0;
    for operation in operations() {
        let open = operation.callers.is_empty();
        let Some(fields) = operation
            .fields
            .as_ref()
            .filter(|_| open || operation.is_for("guest"))
        else {
            continue;
        };
        let right = match operation.id.as_str() {
            "joinSession" => joining.clone(),
            _ => operation.body(),
        };
        for field in NOT_THEIRS
            .iter()
            .filter(|field| !fields.iter().any(|own| own == *field))
        {
            for value in [
                json!(1),
                json!({"minor": 1, "currency": "INR"}),
                json!("paid"),
                json!(null),
            ] {
                let mut bodies = vec![right.clone()];
                bodies[0][*field] = value.clone();
                if right["guest"].is_object() {
                    bodies.push(right.clone());
                    bodies[1]["guest"][*field] = value.clone();
                }
                for body in bodies {
                    let answer = operation.send(&scene.phone.caller, &ids, &body).await;
                    assert_eq!(
                        answer.status, 422,
                        "{} {field}: {}",
                        operation.id, answer.text
                    );
                    let problem = answer.refused(422, "validation");
                    assert!(problem["errors"][0]["field"].is_string(), "{problem}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 250, "{refused}");
    let after = stack.dump().await;
    let mut changes = changes(&before, &after);
    // Events of before may still be numbered, and the order of before be counted.
    changes.retain(|key, _| !key.starts_with("TOPIC#") && !key.starts_with("FIGURES#"));
    assert_eq!(changes.into_iter().next(), None);
}

/// A number in JSON's own words that is no quantity.
fn no_quantity(dice: &mut Dice) -> String {
    let n = dice.roll(u64::MAX);
    match dice.roll(10) {
        0 => format!("-{}", 1 + n % 1000),
        1 => (100 + n % 10_000).to_string(),
        2 => format!("{}.{}", n % 99, 1 + n % 9),
        3 => u64::MAX.to_string(),
        4 => format!("1{n}{n}"),
        5 => format!("{}e{}", 1 + n % 9, 3 + n % 300),
        6 => format!("-{}", i64::MAX),
        7 => format!("\"{}\"", n % 99),
        8 => (i64::from(i32::MAX) + i64::from(n.is_multiple_of(2))).to_string(),
        _ => {
            let odd = ["true", "null", "[1]", "{}", "-0.5", "1e-3"];
            odd[usize::try_from(n % 6).unwrap()].to_owned()
        }
    }
}

#[tokio::test]
async fn threat_18_negative_huge_and_fractional_quantities() {
    let scene = Scene::set().await;
    let dish = scene.stack.menu().await.dish();
    let options = serde_json::to_string(&dish.options).unwrap();
    let mut dice = Dice::new(18);
    for round in 0..300 {
        let quantity = no_quantity(&mut dice);
        let body = format!(
            r#"{{"item_id": "{}", "quantity": {quantity}, "options": {options}}}"#,
            dish.item_id
        );
        let line = ["line-1", "line-new"][round % 2];
        let request = scene
            .phone
            .caller
            .request(Method::PUT, &format!("/cart/lines/{line}"));
        let request = request
            .header("content-type", "application/json")
            .body(body);
        let answer = Answer::to(request).await;
        let code = answer.body["code"].as_str().unwrap_or_default().to_owned();
        // A number that JSON's own reader cannot hold is no JSON to it.
        let right = [(422, "validation"), (400, "malformed_json")];
        assert!(
            right.contains(&(answer.status, &*code)),
            "{quantity}: {}",
            answer.text
        );
        assert!(
            answer.status == 422 || quantity.len() > 18 || quantity.contains('e'),
            "{quantity}"
        );
    }
    scene
        .assert_unchanged("three hundred wrong quantities")
        .await;

    // As much as may be asked for stays within what money can count.
    let mut lines = 0;
    loop {
        let answer = scene
            .phone
            .try_put(&format!("much-{lines}"), &dish.line(99))
            .await;
        if answer.status != 200 {
            answer.refused(422, "validation");
            break;
        }
        lines += 1;
        assert_eq!(answer.body["total"]["minor"], (2 + lines * 99) * dish.price);
        if lines == 60 {
            break;
        }
    }
    assert!(lines > 20, "{lines}");
    // Numbers of an order's body, too.
    for version in ["-1", "1.5", "18446744073709551616", "1e3", "\"1\""] {
        let request = scene.phone.caller.request(Method::POST, "/orders");
        let request = request.header("idempotency-key", key());
        let request = request.header("content-type", "application/json");
        let body = format!(r#"{{"cart_version": {version}}}"#);
        let answer = Answer::to(request.body(body)).await;
        answer.refused(422, "validation");
    }
    let orders: Vec<Value> = scene.phone.orders().await;
    assert_eq!(orders.len(), 1);
}

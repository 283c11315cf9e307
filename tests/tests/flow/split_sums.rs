//! What the bills of a split would be, and what they are: the same to the minor unit.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, key};
use serde_json::{Value, json};

async fn bills(staff: &Staff, check: &str, query: &str, key: &str, wish: &Value) -> Answer {
    let path = staff.path(&format!("checks/{check}/bills{query}"));
    let request = staff.caller.request(Method::POST, &path);
    Answer::to(request.header("idempotency-key", key).json(wish)).await
}

async fn try_out(staff: &Staff, check: &str, wish: &Value) -> Answer {
    bills(staff, check, "?dry_run=true", &key(), wish).await
}

async fn read(staff: &Staff, check: &str) -> Value {
    let path = staff.path(&format!("checks/{check}/bills"));
    staff.caller.get(&path).await.expect_status(200)
}

/// Of each bill that counts all that is money, and whose it is.
fn sums(told: &Value) -> Vec<Value> {
    let all = told["bills"].as_array().unwrap().iter();
    let counting = all.filter(|bill| bill["status"] != "void");
    let sum = |bill: &Value| {
        let fields = [
            "guest_id",
            "lines",
            "taxes",
            "subtotal",
            "discount",
            "service_charge",
            "round_off",
            "total",
            "paid",
            "due",
        ];
        Value::from_iter(fields.map(|field| (field.to_owned(), bill[field].clone())))
    };
    counting.map(sum).collect()
}

/// With prices that hold their tax and without, rounded and not, each kind of split with what is
/// taken off and put on it: tried and then done, one after the other on one check.
#[tokio::test]
async fn what_is_said_before_is_what_is_billed() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let cashier = stack.staff(Role::Cashier).await;
    let inr = |minor: i64| json!({"minor": minor, "currency": "INR"});
    for (place, (inclusive, rate, round_to)) in [
        (false, 250, Some(100)),
        (true, 933, None),
        (false, 617, None),
    ]
    .into_iter()
    .enumerate()
    {
        let mut rules = json!({
            "prices_include_tax": inclusive,
            "classes": [{"class": "standard", "taxes": [
                {"name": "CGST", "rate_bp": rate}, {"name": "SGST", "rate_bp": rate}]}],
        });
        if let Some(round_to) = round_to {
            rules["round_to"] = inr(round_to);
        }
        let path = manager.path("taxes");
        let put = manager.caller.send(Method::PUT, &path, &rules).await;
        put.expect_status(200);

        let party = cashier.open(&stack.tables[place], "family").await;
        let check = party.session.as_str();
        let asha = party.join(&stack, "asha-phone").await;
        let bela = party.join(&stack, "bela-phone").await;
        asha.order(&asha.put("a-1", &dish, 3).await).await;
        bela.order(&bela.put("b-1", &dish, 2).await).await;

        let off = |kind: &str, what: Value| {
            let mut off = json!({"kind": kind, "reason": "waited long"});
            let more = what.as_object().unwrap().clone();
            off.as_object_mut().unwrap().extend(more);
            json!([off])
        };
        let splits = [
            Value::Null,
            json!({"by": "guest"}),
            json!({"by": "equal", "shares": 3}),
            json!({"by": "equal", "shares": 7}),
            json!({"by": "amount", "amounts": [inr(1_001), inr(337)]}),
            json!({"by": "item", "shares": [[{"line_id": "a-1", "quantity": 1}],
                [{"line_id": "a-1", "quantity": 1}, {"line_id": "b-1", "quantity": 1}]]}),
        ];
        for split in splits {
            for (charge, discounts) in [
                (None, json!([])),
                (Some(733), off("percent", json!({"rate_bp": 333}))),
                (Some(1_000), off("flat", json!({"amount": inr(777)}))),
            ] {
                let mut wish = json!({"discounts": discounts});
                if !split.is_null() {
                    wish["split"] = split.clone();
                }
                if let Some(charge) = charge {
                    wish["service_charge_bp"] = json!(charge);
                }
                if charge.is_some() && matches!(split["by"].as_str(), Some("guest" | "item")) {
                    wish["uncharged"] = json!([1]);
                }
                let before = read(&cashier, check).await;
                let said = try_out(&cashier, check, &wish).await.expect_status(200);
                assert_eq!(read(&cashier, check).await, before, "nothing is written");
                let done = bills(&cashier, check, "", &key(), &wish).await;
                let done = done.expect_status(201);
                assert_eq!(sums(&said), sums(&done), "{wish}");
                assert_eq!(said["check"]["status"], done["check"]["status"]);
            }
        }
        // Half of it is paid: what is left is said as it is billed then.
        let first = read(&cashier, check).await["bills"][0].clone();
        let path = cashier.path(&format!("bills/{}/payments", first["id"].as_str().unwrap()));
        let request = cashier.caller.request(Method::POST, &path);
        let card = json!({"method": "card", "amount": first["due"]});
        Answer::to(request.header("idempotency-key", key()).json(&card))
            .await
            .expect_status(201);
        let wish = json!({"split": {"by": "equal", "shares": 2}});
        let said = try_out(&cashier, check, &wish).await.expect_status(200);
        let done = bills(&cashier, check, "", &key(), &wish).await;
        assert_eq!(sums(&said), sums(&done.expect_status(201)));
    }
}

#[tokio::test]
async fn a_try_uses_no_key_up_needs_no_approval_and_is_refused_as_the_bills_would_be() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let check = party.session.as_str();
    let nothing = try_out(&waiter, check, &json!({})).await;
    nothing.refused(409, "nothing_to_bill");
    let phone = party.join(&stack, "asha-phone").await;
    phone.order(&phone.put("a-1", &dish, 2).await).await;

    // Half of it off is a manager's to give, and anybody's to look at.
    let wish = json!({"discounts": [{"kind": "percent", "rate_bp": 5_000, "reason": "a friend"}]});
    let said = try_out(&waiter, check, &wish).await.expect_status(200);
    assert_eq!(said["bills"][0]["total"]["minor"], dish.price);
    let done = bills(&waiter, check, "", &key(), &wish).await;
    done.refused(403, "approval_needed");

    let same = key();
    let plain = json!({});
    let said = bills(&waiter, check, "?dry_run=true", &same, &plain).await;
    let said = said.expect_status(200);
    let done = bills(&waiter, check, "?dry_run=false", &same, &plain).await;
    assert_eq!(sums(&said), sums(&done.expect_status(201)));
    let too_much = json!({"split": {"by": "amount",
        "amounts": [{"minor": 1_000_000_000, "currency": "INR"}]}});
    let refused = try_out(&waiter, check, &too_much).await;
    refused.refused(422, "validation");
    let maybe = bills(&waiter, check, "?dry_run=maybe", &key(), &plain).await;
    maybe.refused(422, "validation");
    let request = waiter.caller.request(
        Method::POST,
        &waiter.path(&format!("checks/{check}/bills?dry_run=true")),
    );
    Answer::to(request.json(&plain))
        .await
        .refused(400, "idempotency_key_missing");
    let cook = stack.staff(Role::Cook).await;
    try_out(&cook, check, &plain)
        .await
        .refused(403, "forbidden");
}

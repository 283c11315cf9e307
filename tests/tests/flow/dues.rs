//! What customers owe over HTTP: a bill goes on an account, is settled in parts, given back and
//! limited; what is refused, and what other branches get to see.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Stack, Staff, Tenant, key};
use serde_json::{Value, json};

async fn once(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    once(staff, path, &key(), body).await
}

async fn get(staff: &Staff, path: &str) -> Value {
    let answer = staff.caller.get(&staff.path(path)).await;
    answer.expect_status(200)
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

/// A pickup of a dish, billed: its check and bill.
async fn billed(staff: &Staff, dish: &Dish) -> (String, Value) {
    let opened = post(staff, "checks", &json!({"kind": "pickup"})).await;
    let check = opened.expect_status(201)["id"].as_str().unwrap().to_owned();
    let mut line = dish.line(2);
    line["id"] = json!("a");
    let orders = json!({"action": "kot", "lines": [line]});
    let taken = post(staff, &format!("checks/{check}/orders"), &orders).await;
    taken.expect_status(201);
    let billed = post(staff, &format!("checks/{check}/bills"), &json!({})).await;
    let bill = billed.expect_status(201)["bills"][0].clone();
    (check, bill)
}

fn due(amount: i64, customer: &Value) -> Value {
    json!({"method": "due", "amount": inr(amount), "customer": customer})
}

fn meera() -> Value {
    json!({"name": "Meera", "phone": "098450 12345"})
}

async fn pay(staff: &Staff, bill: &Value, body: &Value) -> Answer {
    let id = bill["id"].as_str().unwrap();
    post(staff, &format!("bills/{id}/payments"), body).await
}

#[tokio::test]
async fn a_meal_goes_on_an_account_and_is_settled_in_parts() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let (check, bill) = billed(&cashier, &dish).await;
    let total = minor(&bill["total"]);
    let path = format!("bills/{}/payments", bill["id"].as_str().unwrap());
    let (paying, body) = (key(), due(total, &meera()));
    let paid = once(&cashier, &path, &paying, &body)
        .await
        .expect_status(201);
    assert_eq!(
        (&paid["bill"]["status"], &paid["bill"]["due"]),
        (&json!("paid"), &inr(0))
    );
    let again = once(&cashier, &path, &paying, &body)
        .await
        .expect_status(201);
    assert_eq!(again, paid, "the same request is one charge");
    let account = paid["payment"]["account_id"].as_str().unwrap();
    let of_account = format!("dues/{account}");
    // It is settled as any check is.
    let ended = post(&cashier, &format!("checks/{check}/checkout"), &json!({})).await;
    assert_eq!(
        ended.expect_status(201)["check"]["status"],
        "ready_for_pickup"
    );

    // The list has it, by name and by number however that is typed.
    for search in [
        "",
        "?search=meera",
        "?search=98450%2012345",
        "?search=%2B919845012345",
    ] {
        let list = get(&cashier, &format!("dues{search}")).await;
        let [found] = &list["accounts"].as_array().unwrap()[..] else {
            panic!("{search}: {list}");
        };
        assert_eq!(
            (&found["name"], &found["phone"]),
            (&json!("Meera"), &json!("+919845012345"))
        );
        assert_eq!(found["balance"], inr(total));
    }
    assert_eq!(
        get(&cashier, "dues?search=asha").await["accounts"],
        json!([])
    );

    // The next meal finds the account by the number alone, and keeps its name.
    let (_, second) = billed(&cashier, &dish).await;
    let other = json!({"name": "Somebody else", "phone": "+91-98450-12345"});
    let half = total / 2;
    let more = pay(&cashier, &second, &due(half, &other))
        .await
        .expect_status(201);
    assert_eq!(more["payment"]["account_id"], account);
    let rest = json!({"method": "card", "amount": inr(total - half)});
    pay(&cashier, &second, &rest).await.expect_status(201);
    let owed = total + half;
    let detail = get(&cashier, &of_account).await;
    assert_eq!(
        (&detail["account"]["name"], &detail["account"]["balance"]),
        (&json!("Meera"), &inr(owed))
    );
    assert_eq!(detail["account"]["version"], 2);

    // A part in cash with change, more than is owed, the rest by UPI; then nothing is owed.
    let settling = format!("{of_account}/payments");
    let part =
        json!({"method": "cash", "amount": inr(1_000), "tendered": inr(5_000), "version": 2});
    let part_key = key();
    let settled = once(&cashier, &settling, &part_key, &part)
        .await
        .expect_status(201);
    assert_eq!(
        (&settled["balance"], &settled["entry"]["change"]),
        (&inr(owed - 1_000), &inr(4_000))
    );
    let again = once(&cashier, &settling, &part_key, &part)
        .await
        .expect_status(201);
    assert_eq!(again, settled);
    let late = post(&cashier, &settling, &part).await;
    assert_eq!(late.refused(409, "version_conflict")["version"], 3);
    let over = json!({"method": "upi", "amount": inr(owed)});
    let over = post(&cashier, &settling, &over).await;
    assert_eq!(
        over.refused(422, "validation")["errors"][0]["field"],
        "amount"
    );
    let all = json!({"method": "upi", "amount": inr(owed - 1_000), "reference": "UTR 42"});
    let all = post(&cashier, &settling, &all).await.expect_status(201);
    assert_eq!(all["balance"], inr(0));
    let none = json!({"method": "upi", "amount": inr(1)});
    post(&cashier, &settling, &none)
        .await
        .refused(409, "nothing_owed");
    assert_eq!(get(&manager, "dues").await["accounts"], json!([]));
    let found = get(&manager, "dues?search=9845012345").await;
    assert_eq!(
        found["accounts"][0]["balance"],
        inr(0),
        "found by the whole number"
    );

    // The ledger, the newest first, adds up.
    let detail = get(&manager, &of_account).await;
    let entries = detail["entries"].as_array().unwrap();
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| entry["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["settled", "settled", "charged", "charged"]);
    assert_eq!(
        entries
            .iter()
            .map(|entry| minor(&entry["amount"]))
            .sum::<i64>(),
        0
    );
    assert_eq!(entries[0]["reference"], "UTR 42");
    assert_eq!(entries[3]["bill_number"], bill["number"]);
    let older = get(&manager, &format!("{of_account}?before=3")).await;
    assert_eq!(older["entries"].as_array().unwrap().len(), 2);
    assert_eq!(older["next"], Value::Null);
}

#[tokio::test]
async fn a_refund_takes_off_what_is_owed_and_a_limit_holds() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let (_, bill) = billed(&cashier, &dish).await;
    let total = minor(&bill["total"]);
    let paid = pay(&cashier, &bill, &due(total, &meera()))
        .await
        .expect_status(201);
    let account = paid["payment"]["account_id"].as_str().unwrap();
    let of_account = format!("dues/{account}");
    let refunds = format!("bills/{}/refunds", bill["id"].as_str().unwrap());
    let back = |method: &str| json!({"method": method, "reason": "cold", "lines": [{"line_id": "a", "quantity": 1}]});
    // No money came, so none goes back.
    let cash = post(&manager, &refunds, &back("cash")).await;
    assert_eq!(
        cash.refused(422, "validation")["errors"][0]["field"],
        "lines"
    );
    post(&cashier, &refunds, &back("due"))
        .await
        .refused(403, "approval_needed");
    let refund_key = key();
    let given = once(&manager, &refunds, &refund_key, &back("due"))
        .await
        .expect_status(201);
    assert_eq!(given["refund"]["account_id"], account);
    let again = once(&manager, &refunds, &refund_key, &back("due")).await;
    assert_eq!(again.expect_status(201), given);
    let owed = total - minor(&given["refund"]["amount"]);
    let detail = get(&cashier, &of_account).await;
    assert_eq!(detail["account"]["balance"], inr(owed));
    assert_eq!(detail["entries"][0]["kind"], "refunded");

    // Settled, and then given back: it is to the customer's credit, and the next meal takes it up.
    let settling = format!("{of_account}/payments");
    let all = json!({"method": "cash", "amount": inr(owed)});
    post(&cashier, &settling, &all).await.expect_status(201);
    post(&manager, &refunds, &back("due"))
        .await
        .expect_status(201);
    let detail = get(&cashier, &of_account).await;
    assert_eq!(detail["account"]["balance"], inr(-owed));
    assert_eq!(get(&cashier, "dues").await["accounts"], json!([]));

    // A limit, set by a manager alone.
    let limit = json!({"limit": inr(total - 1), "version": detail["account"]["version"]});
    let path = cashier.path(&of_account);
    let asked = cashier.caller.send(Method::PATCH, &path, &limit).await;
    asked.refused(403, "forbidden");
    let set = manager
        .caller
        .send(Method::PATCH, &path, &limit)
        .await
        .expect_status(200);
    assert_eq!(
        (&set["limit"], &set["balance"]),
        (&inr(total - 1), &inr(-owed))
    );
    let stale = manager.caller.send(Method::PATCH, &path, &limit).await;
    stale.refused(409, "version_conflict");
    let (_, second) = billed(&cashier, &dish).await;
    pay(&cashier, &second, &due(total, &meera()))
        .await
        .expect_status(201);
    let (_, third) = billed(&cashier, &dish).await;
    let past = pay(&cashier, &third, &due(total, &meera())).await;
    assert_eq!(past.refused(409, "dues_limit")["left"], inr(owed - 1));
    let path = format!(
        "checks/{}/bills",
        third["id"].as_str().unwrap().rsplit_once('_').unwrap().0
    );
    assert_eq!(get(&cashier, &path).await["bills"][0]["status"], "open");
    let none = json!({"no_limit": true});
    let free = manager
        .caller
        .send(Method::PATCH, &manager.path(&of_account), &none)
        .await;
    assert_eq!(free.expect_status(200)["limit"], Value::Null);
    pay(&cashier, &third, &due(total, &meera()))
        .await
        .expect_status(201);
}

#[tokio::test]
async fn bad_input_and_who_may_not() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let waiter = stack.staff(Role::Waiter).await;
    let manager = stack.staff(Role::Manager).await;
    let (check, bill) = billed(&cashier, &dish).await;
    let with = |name: &str, value: Value| {
        let mut body = due(100, &meera());
        body[name] = value;
        body
    };
    let no_name = json!({"phone": "98450 12345"});
    for (body, field) in [
        (json!({"method": "due", "amount": inr(100)}), "customer"),
        (with("customer", json!({"name": "Meera"})), "customer"),
        (
            with("customer", json!({"name": "Meera", "phone": "twelve"})),
            "customer.phone",
        ),
        (
            with(
                "customer",
                json!({"name": "Meera", "phone": "9".repeat(41)}),
            ),
            "customer.phone",
        ),
        (
            with(
                "customer",
                json!({"name": "x".repeat(41), "phone": "98450 12345"}),
            ),
            "customer.name",
        ),
        (with("customer", no_name), "customer.name"),
        (
            with("customer", json!(["Meera", "98450 12345"])),
            "customer",
        ),
        (with("account_id", json!("lane_d1")), "account_id"),
        (with("method", json!("cash")), "customer"),
        (
            json!({"method": "card", "amount": inr(1), "account_id": "lane_d1"}),
            "account_id",
        ),
        (with("tip", inr(5)), "tip"),
        (with("tendered", inr(100)), "tendered"),
        (due(0, &meera()), "amount"),
        (due(minor(&bill["total"]) + 1, &meera()), "amount"),
    ] {
        let problem = pay(&cashier, &bill, &body).await.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    let nobody = format!("{}_nobody", stack.branch);
    for account in [nobody.as_str(), "elsewhere_d1"] {
        let body = json!({"method": "due", "amount": inr(100), "account_id": account});
        pay(&cashier, &bill, &body).await.refused(404, "not_found");
    }
    let out = post(
        &cashier,
        &format!("checks/{check}/checkout"),
        &json!({"method": "due"}),
    )
    .await;
    assert_eq!(
        out.refused(422, "validation")["errors"][0]["field"],
        "method"
    );
    assert_eq!(
        get(&cashier, "dues").await["accounts"],
        json!([]),
        "nothing of it is left"
    );

    let paid = pay(&cashier, &bill, &due(5_000, &meera()))
        .await
        .expect_status(201);
    let account = paid["payment"]["account_id"].as_str().unwrap();
    let path = format!("dues/{account}/payments");
    for (body, field) in [
        (json!({"method": "due", "amount": inr(1)}), "method"),
        (json!({"method": "barter", "amount": inr(1)}), "method"),
        (json!({"method": "cash"}), "amount"),
        (json!({"method": "cash", "amount": 5}), "amount"),
        (json!({"method": "cash", "amount": inr(0)}), "amount"),
        (json!({"method": "cash", "amount": inr(-1)}), "amount"),
        (json!({"method": "cash", "amount": inr(5_001)}), "amount"),
        (
            json!({"method": "cash", "amount": {"minor": 1, "currency": "EUR"}}),
            "currency",
        ),
        (
            json!({"method": "cash", "amount": inr(2), "tendered": inr(1)}),
            "tendered",
        ),
        (
            json!({"method": "upi", "amount": inr(2), "tendered": inr(2)}),
            "tendered",
        ),
        (
            json!({"method": "upi", "amount": inr(2), "reference": "x".repeat(61)}),
            "reference",
        ),
        (
            json!({"method": "upi", "amount": inr(2), "tip": inr(2)}),
            "tip",
        ),
        (
            json!({"method": "upi", "amount": inr(2), "version": -1}),
            "version",
        ),
    ] {
        let problem = post(&cashier, &path, &body)
            .await
            .refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    for (query, field) in [("next=x", "next"), ("next=1-a_b", "next")] {
        let asked = cashier
            .caller
            .get(&cashier.path(&format!("dues?{query}")))
            .await;
        assert_eq!(
            asked.refused(422, "validation")["errors"][0]["field"],
            field
        );
    }
    let long = format!("dues?search={}", "x".repeat(61));
    cashier
        .caller
        .get(&cashier.path(&long))
        .await
        .refused(422, "validation");
    let ledger = format!("dues/{account}?before=first");
    cashier
        .caller
        .get(&cashier.path(&ledger))
        .await
        .refused(422, "validation");
    for (body, field) in [
        (json!({"limit": inr(-1)}), "limit"),
        (
            json!({"limit": {"minor": 1, "currency": "EUR"}}),
            "currency",
        ),
        (json!({"limit": inr(1), "no_limit": true}), "no_limit"),
        (json!({"name": "x".repeat(41)}), "name"),
        (json!({"balance": inr(0)}), "balance"),
    ] {
        let of = manager.path(&format!("dues/{account}"));
        let problem = manager.caller.send(Method::PATCH, &of, &body).await;
        let problem = problem.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    let request = cashier.caller.request(Method::POST, &cashier.path(&path));
    let keyless = Answer::to(request.json(&json!({"method": "cash", "amount": inr(1)}))).await;
    keyless.refused(400, "idempotency_key_missing");

    // A waiter neither sees nor settles it, and another branch knows of no such account.
    let one = json!({"method": "cash", "amount": inr(1)});
    post(&waiter, &path, &one).await.refused(403, "forbidden");
    waiter
        .caller
        .get(&waiter.path("dues"))
        .await
        .refused(403, "forbidden");
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Owner).await;
    post(&theirs, &path, &one).await.refused(404, "not_found");
    let of = theirs.path(&format!("dues/{account}"));
    theirs.caller.get(&of).await.refused(404, "not_found");
    assert_eq!(
        get(&theirs, "dues?search=9845012345").await["accounts"],
        json!([])
    );
    let detail = get(&cashier, &format!("dues/{account}")).await;
    assert_eq!(
        (&detail["account"]["balance"], &detail["account"]["version"]),
        (&inr(5_000), &json!(1))
    );
}

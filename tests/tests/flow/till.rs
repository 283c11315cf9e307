//! A whole day of the till over HTTP: cash at the start, payments of every kind, a refund, a void,
//! cash out, the end of the day, and what is refused from then on.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Stack, Staff, key};
use serde_json::{Value, json};

async fn once(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    once(staff, path, &key(), body).await
}

async fn get(staff: &Staff, path: &str) -> Answer {
    staff.caller.get(&staff.path(path)).await
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

/// A pickup on which so many of a dish were ordered.
async fn ordered(staff: &Staff, dish: &Dish, quantity: u32) -> Value {
    let opened = post(staff, "checks", &json!({"kind": "pickup"})).await;
    let opened = opened.expect_status(201);
    let mut line = json!({"id": "a"});
    for (name, value) in dish.line(quantity).as_object().unwrap() {
        line[name] = value.clone();
    }
    let path = format!("checks/{}/orders", opened["id"].as_str().unwrap());
    let taken = post(staff, &path, &json!({"action": "kot", "lines": [line]})).await;
    taken.expect_status(201)["check"].clone()
}

async fn billed(staff: &Staff, dish: &Dish, quantity: u32) -> Value {
    let check = ordered(staff, dish, quantity).await;
    let path = format!("checks/{}/bills", check["id"].as_str().unwrap());
    let billed = post(staff, &path, &json!({})).await.expect_status(201);
    billed["bills"][0].clone()
}

async fn pay(staff: &Staff, bill: &Value, body: &Value) -> Answer {
    let path = format!("bills/{}/payments", bill["id"].as_str().unwrap());
    post(staff, &path, body).await
}

fn closing(day: &Value, counted: i64) -> Value {
    let open = day["open"].as_array().unwrap().iter();
    let carried: Vec<_> = open.map(|item| item["id"].clone()).collect();
    json!({"day": day["day"], "counted": inr(counted), "carried": carried})
}

#[tokio::test]
async fn a_day_from_its_float_to_its_report() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let empty = get(&cashier, "day").await.expect_status(200);
    assert_eq!(
        (&empty["status"], minor(&empty["drawer"]["expected"])),
        (&json!("running"), 0)
    );
    let opened = post(&cashier, "day/open", &json!({"float": inr(100_000)})).await;
    assert_eq!(opened.expect_status(201)["kind"], "float");
    post(&cashier, "day/open", &json!({"float": inr(1)}))
        .await
        .refused(409, "float_said");

    // Cash with a tip and change, a card, UPI and a voucher in two parts.
    let cash = billed(&cashier, &dish, 1).await;
    let total = minor(&cash["total"]);
    let body = json!({"method": "cash", "amount": cash["total"], "tip": inr(500),
        "tendered": inr(total + 2_500)});
    pay(&cashier, &cash, &body).await.expect_status(201);
    let card = billed(&cashier, &dish, 2).await;
    let body = json!({"method": "card", "amount": card["total"], "tip": inr(700)});
    pay(&cashier, &card, &body).await.expect_status(201);
    let parts = billed(&cashier, &dish, 1).await;
    for (method, amount) in [("upi", 100), ("voucher", total - 100)] {
        let body = json!({"method": method, "amount": inr(amount)});
        pay(&cashier, &parts, &body).await.expect_status(201);
    }
    // Some of it goes back in cash, a bill is taken back, and cash goes out and in.
    let back = json!({"amount": inr(300), "method": "cash", "reason": "cold"});
    let path = format!("bills/{}/refunds", card["id"].as_str().unwrap());
    post(&manager, &path, &back).await.expect_status(201);
    let void = billed(&cashier, &dish, 3).await;
    let path = format!("bills/{}/void", void["id"].as_str().unwrap());
    post(&manager, &path, &json!({"reason": "another table's"}))
        .await
        .expect_status(201);
    let out = json!({"direction": "out", "amount": inr(4_000), "reason": "=milk"});
    let moved = once(&cashier, "day/cash", "key-of-the-milk", &out).await;
    let moved = moved.expect_status(201);
    let again = once(&cashier, "day/cash", "key-of-the-milk", &out).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect_status(201), moved);
    let more = json!({"direction": "in", "amount": inr(1_000), "reason": "from the safe"});
    post(&cashier, "day/cash", &more).await.expect_status(201);

    let day = get(&cashier, "day").await.expect_status(200);
    let expected = 100_000 + total + 500 - 300 - 4_000 + 1_000;
    assert_eq!(minor(&day["drawer"]["expected"]), expected);
    let methods = day["payments"].as_array().unwrap().iter();
    let methods: Vec<_> = methods
        .map(|row| (row["method"].as_str().unwrap(), minor(&row["amount"])))
        .collect();
    let wanted = [
        ("cash", total),
        ("card", 2 * total),
        ("upi", 100),
        ("voucher", total - 100),
    ];
    assert_eq!(methods, wanted);
    assert_eq!(minor(&day["payments"][0]["change"]), 2_000);
    assert_eq!(minor(&day["billed"]["total"]), 4 * total);
    assert_eq!(minor(&day["net"]["total"]), 4 * total - 300);
    assert_eq!(
        (&day["bills"]["issued"], &day["bills"]["voided"]),
        (&json!(4), &json!(1))
    );
    assert!(
        day["bills"]["first"].as_str().unwrap().ends_with("/1"),
        "{day}"
    );
    assert!(
        day["bills"]["last"].as_str().unwrap().ends_with("/4"),
        "{day}"
    );
    let noted = day["noted"].as_array().unwrap().iter();
    let kinds: Vec<_> = noted.map(|noted| noted["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["refund", "void", "cash_out", "cash_in"]);
    assert!(day["noted"][0]["by"]["name"].is_string(), "{day}");

    // What nobody has paid is decided on by name.
    let open = &day["open"];
    assert_eq!(
        (open.as_array().unwrap().len(), minor(&open[0]["due"])),
        (1, 3 * dish.price)
    );
    let mut end = closing(&day, expected - 100);
    let named = std::mem::replace(&mut end["carried"], json!([]));
    let refused = post(&cashier, "day/close", &end).await;
    assert_eq!(refused.refused(409, "day_undecided")["open"], named);
    end["carried"] = named;
    end["note"] = json!("a coin was missing");
    let closed = once(&cashier, "day/close", "key-of-the-end", &end).await;
    let closed = closed.expect_status(201);
    assert_eq!(closed["status"], "closed");
    assert_eq!(minor(&closed["closed"]["difference"]), -100);
    assert_eq!(closed["closed"]["carried"].as_array().unwrap().len(), 1);
    let again = once(&cashier, "day/close", "key-of-the-end", &end).await;
    assert_eq!(again.expect_status(201), closed);

    // From then on nothing of it moves.
    let refused = post(&cashier, "day/close", &end).await;
    assert!(refused.refused(409, "day_closed")["next_at"].is_string());
    let late = ordered(&cashier, &dish, 1).await;
    let path = format!("checks/{}/bills", late["id"].as_str().unwrap());
    let refused = post(&cashier, &path, &json!({})).await;
    assert_eq!(refused.refused(409, "day_closed")["day"], day["day"]);
    let path = format!("checks/{}/checkout", late["id"].as_str().unwrap());
    post(&cashier, &path, &json!({"method": "cash"}))
        .await
        .refused(409, "day_closed");
    let path = format!("bills/{}/refunds", cash["id"].as_str().unwrap());
    post(&manager, &path, &back)
        .await
        .refused(409, "day_closed");
    post(&cashier, "day/cash", &out)
        .await
        .refused(409, "day_closed");
    post(&cashier, "day/open", &json!({"float": inr(1)}))
        .await
        .refused(409, "day_closed");
    let path = format!("days/{}", day["day"].as_str().unwrap());
    let report = get(&cashier, &path).await.expect_status(200);
    assert_eq!(report, closed, "it never changes");
    let days = get(&cashier, "days").await.expect_status(200);
    assert_eq!(days["days"][0]["day"], day["day"]);
    assert_eq!(minor(&days["days"][0]["difference"]), -100);

    let file = get(&cashier, &format!("{path}/csv")).await;
    assert_eq!(file.status, 200, "{}", file.text);
    assert!(file.header("content-type").starts_with("text/csv"));
    for row in [
        "drawer,difference,,,-1.00,,,,,",
        "drawer,cash out,,,-40.00,,,,,",
        "bills,issued,,4,,,,,,",
        "\"'=milk\"",
        "\"a coin was missing\"",
    ] {
        assert!(file.text.contains(row), "{row} in {}", file.text);
    }
    // Each row has as many cells as the first: nothing typed breaks out of its own.
    let rows: Vec<_> = file.text.trim_end().split("\r\n").collect();
    let cells = |row: &str| row.matches(',').count();
    assert!(rows.iter().all(|row| cells(row) >= 9), "{}", file.text);
}

#[tokio::test]
async fn who_takes_no_money_sees_no_till() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    get(&waiter, "day").await.refused(403, "forbidden");
    get(&waiter, "days").await.refused(403, "forbidden");
    let float = json!({"float": inr(1)});
    post(&waiter, "day/open", &float)
        .await
        .refused(403, "forbidden");
    let end = json!({"day": "2026-11-20", "counted": inr(0)});
    post(&waiter, "day/close", &end)
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn what_is_no_cash_is_refused_with_the_field_that_is_wrong() {
    let stack = Stack::start().await;
    let cashier = stack.staff(Role::Cashier).await;
    let euro = json!({"minor": 1, "currency": "EUR"});
    let day = get(&cashier, "day").await.expect_status(200)["day"].clone();
    let end = |field: &str, value: Value| {
        let mut body = json!({"day": day, "counted": inr(0)});
        body[field] = value;
        body
    };
    for (path, body, field) in [
        ("day/open", json!({}), "float"),
        ("day/open", json!({"float": inr(-1)}), "float"),
        ("day/open", json!({"float": euro}), "float"),
        ("day/open", json!({"float": 5}), "float"),
        ("day/open", json!({"float": inr(1), "day": day}), "day"),
        (
            "day/cash",
            json!({"amount": inr(1), "reason": "milk"}),
            "direction",
        ),
        (
            "day/cash",
            json!({"direction": "up", "amount": inr(1), "reason": "milk"}),
            "direction",
        ),
        (
            "day/cash",
            json!({"direction": "in", "amount": inr(1)}),
            "reason",
        ),
        (
            "day/cash",
            json!({"direction": "in", "amount": inr(1), "reason": " "}),
            "reason",
        ),
        (
            "day/cash",
            json!({"direction": "out", "amount": inr(0), "reason": "milk"}),
            "amount",
        ),
        (
            "day/cash",
            json!({"direction": "out", "amount": inr(2_000_000_000_000), "reason": "milk"}),
            "amount",
        ),
        ("day/close", end("day", json!("today")), "day"),
        ("day/close", end("day", json!("2999-01-01")), "day"),
        ("day/close", end("counted", inr(-1)), "counted"),
        ("day/close", end("counted", euro.clone()), "counted"),
        (
            "day/close",
            end("coins", json!([{"value": 100, "count": 1}])),
            "coins",
        ),
        (
            "day/close",
            end("coins", json!([{"value": 0, "count": 1}])),
            "coins",
        ),
        ("day/close", end("carried", json!("all")), "carried"),
        ("day/close", end("note", json!("x".repeat(201))), "note"),
    ] {
        let problem = post(&cashier, path, &body).await.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{path} {body}");
    }
    let open = json!({"float": inr(1)});
    let path = cashier.path("day/open");
    let request = cashier.caller.request(Method::POST, &path).json(&open);
    Answer::to(request)
        .await
        .refused(400, "idempotency_key_missing");
    for gone in ["days/2001-01-01", "days/someday", "days/2001-01-01/csv"] {
        get(&cashier, gone).await.refused(404, "not_found");
    }
    get(&cashier, "days?next=yesterday")
        .await
        .refused(422, "validation");
}

/// A table that was closed though nobody billed what was ordered there: the day names it, until it
/// is billed and paid after all or carried over.
#[tokio::test]
async fn a_party_that_left_without_a_bill_is_named_when_the_day_is_closed() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let [ate, came] = [0, 1].map(|at| &stack.tables[at]);
    let mut left = Vec::new();
    for table in [ate, came] {
        left.push(cashier.open(table, "family").await);
    }
    let mut line = dish.line(2);
    line["id"] = json!("a");
    let kot = json!({"action": "kot", "lines": [line]});
    let path = format!("checks/{}/orders", left[0].session);
    post(&cashier, &path, &kot).await.expect_status(201);
    for party in &left {
        cashier.close(party).await.expect_status(200);
    }
    let day = get(&cashier, "day").await.expect_status(200);
    let open = day["open"].as_array().unwrap();
    assert_eq!(open.len(), 1, "whoever ordered nothing owes nothing: {day}");
    assert_eq!(open[0]["id"], json!(left[0].session));
    assert_eq!(minor(&open[0]["due"]), 2 * dish.price);
    let mut end = closing(&day, 0);
    end["carried"] = json!([]);
    let refused = post(&cashier, "day/close", &end).await;
    assert_eq!(
        refused.refused(409, "day_undecided")["open"],
        json!([left[0].session])
    );
    // Billed by mistake, and taken back: it is open still.
    let path = format!("checks/{}/bills", left[0].session);
    let billed = post(&cashier, &path, &json!({})).await.expect_status(201);
    let open = get(&cashier, "day").await.body["open"].clone();
    assert_eq!(open[0]["bills"], json!([billed["bills"][0]["number"]]));
    let path = format!("bills/{}/void", billed["bills"][0]["id"].as_str().unwrap());
    let manager = stack.staff(Role::Manager).await;
    let why = json!({"reason": "not yet"});
    post(&manager, &path, &why).await.expect_status(201);
    let open = get(&cashier, "day").await.body["open"].clone();
    assert_eq!(open, day["open"]);
    // They come back and pay.
    let path = format!("checks/{}/checkout", left[0].session);
    let paid = post(&cashier, &path, &json!({"method": "cash"})).await;
    assert_eq!(paid.expect_status(201)["check"]["status"], "paid");
    let day = get(&cashier, "day").await.expect_status(200);
    assert_eq!(day["open"], json!([]));
    post(&cashier, "day/close", &closing(&day, 2 * dish.price))
        .await
        .expect_status(201);
}

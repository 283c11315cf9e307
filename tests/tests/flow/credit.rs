//! What was paid too much goes back or is kept for a customer, what is to a customer's credit is paid
//! out, and cash is rounded to the branch's smallest coin: each once, and the day adds up.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Socket, Stack, Staff, key};
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

/// A pickup of a dish, billed with so much off.
async fn billed(staff: &Staff, dish: &Dish, off: i64) -> Value {
    let opened = post(staff, "checks", &json!({"kind": "pickup"})).await;
    let check = opened.expect_status(201)["id"].as_str().unwrap().to_owned();
    let mut line = dish.line(2);
    line["id"] = json!("a");
    let orders = json!({"action": "kot", "lines": [line]});
    let taken = post(staff, &format!("checks/{check}/orders"), &orders).await;
    taken.expect_status(201);
    let discounts = match off {
        0 => json!([]),
        off => json!([{"kind": "flat", "amount": inr(off), "reason": "to be odd"}]),
    };
    let path = format!("checks/{check}/bills");
    let billed = post(staff, &path, &json!({"discounts": discounts})).await;
    billed.expect_status(201)["bills"][0].clone()
}

fn of_bill(bill: &Value, what: &str) -> String {
    format!("bills/{}/{what}", bill["id"].as_str().unwrap())
}

async fn pay(staff: &Staff, bill: &Value, body: &Value) -> Value {
    let paid = post(staff, &of_bill(bill, "payments"), body).await;
    paid.expect_status(201)
}

/// A transfer of so much, which came whether or not it was due.
fn transfer(amount: i64) -> Value {
    json!({"method": "upi", "amount": inr(amount), "reference": "UTR 1", "again": true})
}

fn credit(method: &str, amount: i64) -> Value {
    json!({"method": method, "amount": inr(amount), "of_credit": true, "reason": "paid twice"})
}

fn with(body: &Value, name: &str, value: Value) -> Value {
    let mut body = body.clone();
    body[name] = value;
    body
}

/// A manager's word for a colleague.
async fn approval(staff: &Staff, manager: &Staff) -> Value {
    let said = manager.credentials();
    let body = json!({"login": said.login, "password": said.password});
    let given = staff.caller.post(&staff.path("approvals"), &body).await;
    given.expect_status(201)["approval"].clone()
}

/// What of a list of the day came or went one way: its amount and what cash was rounded by.
fn row(day: &Value, list: &str, method: &str) -> (i64, i64) {
    let mut rows = day[list].as_array().unwrap().iter();
    let row = rows.find(|row| row["method"] == method);
    row.map_or((0, 0), |row| {
        (minor(&row["amount"]), minor(&row["cash_rounding"]))
    })
}

#[tokio::test]
async fn a_second_transfer_goes_back_once_with_approval() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let bill = billed(&cashier, &dish, 0).await;
    let total = minor(&bill["total"]);
    pay(&cashier, &bill, &transfer(total)).await;
    let paid = pay(&cashier, &bill, &transfer(total)).await;
    assert_eq!(paid["bill"]["credit"], inr(total));
    let refunds = of_bill(&bill, "refunds");

    post(&cashier, &refunds, &credit("upi", total))
        .await
        .refused(403, "approval_needed");
    let word = approval(&cashier, &manager).await;
    let back = with(&credit("upi", total), "approval", word.clone());
    let back_key = key();
    let given = once(&cashier, &refunds, &back_key, &back).await;
    let given = given.expect_status(201);
    assert_eq!(given["refund"]["of_credit"], true);
    assert_eq!(given["refund"]["approved_by"], manager.id.to_string());
    assert_eq!(
        (&given["bill"]["credit"], &given["bill"]["status"]),
        (&inr(0), &json!("paid"))
    );
    assert_eq!(given["bill"]["refunded"], inr(0), "nothing charged went");
    let again = once(&cashier, &refunds, &back_key, &back).await;
    assert_eq!(
        again.expect_status(201),
        given,
        "the same request gives once"
    );
    post(&cashier, &refunds, &back)
        .await
        .refused(403, "approval_over");
    let more = post(&manager, &refunds, &credit("upi", 1)).await;
    let problem = more.refused(422, "validation");
    assert_eq!(problem["errors"][0]["field"], "amount");

    let day = get(&cashier, "day").await;
    assert_eq!(row(&day, "payments", "upi"), (2 * total, 0));
    assert_eq!(row(&day, "given_back", "upi"), (total, 0));
    assert_eq!(minor(&day["refunded"]["total"]), 0, "no sale went back");
    assert_eq!(minor(&day["net"]["total"]), total);
    let noted = &day["noted"][0];
    assert_eq!(
        (&noted["kind"], &noted["amount"], &noted["number"]),
        (&json!("credit"), &inr(total), &bill["number"])
    );
    let owner = stack.staff(Role::Owner).await;
    let money = get(&owner, "figures").await["money"].clone();
    assert_eq!(minor(&money["revenue"]), total);
    assert_eq!(row(&money, "given_back", "upi"), (total, 0));
}

#[tokio::test]
async fn credit_is_kept_for_a_customer_and_paid_out_once() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let mut floor = Socket::open(&cashier.caller).await;
    let bill = billed(&cashier, &dish, 0).await;
    let total = minor(&bill["total"]);
    pay(&cashier, &bill, &transfer(total + 5_000)).await;
    let refunds = of_bill(&bill, "refunds");
    let meera = json!({"name": "Meera", "phone": "098450 12345"});
    let keep = with(&credit("due", 5_000), "customer", meera);
    let kept = post(&manager, &refunds, &keep).await.expect_status(201);
    assert_eq!(kept["bill"]["credit"], inr(0));
    let account = kept["refund"]["account_id"].as_str().unwrap();
    let path = format!("dues/{account}");
    let detail = get(&cashier, &path).await;
    assert_eq!(detail["account"]["balance"], inr(-5_000));
    assert_eq!(detail["entries"][0]["kind"], "refunded");
    let found = get(&cashier, "dues?search=9845012345").await;
    assert_eq!(found["accounts"][0]["id"], account);

    // It goes out with approval, once, and no more than there is.
    let paying = format!("{path}/payments");
    let out = json!({"method": "cash", "amount": inr(5_000), "out": true,
        "reason": "asked for it", "version": 1});
    post(&cashier, &paying, &out)
        .await
        .refused(403, "approval_needed");
    let over = with(&out, "amount", inr(5_001));
    let problem = post(&manager, &paying, &over).await;
    assert_eq!(
        problem.refused(422, "validation")["errors"][0]["field"],
        "amount"
    );
    let out = with(&out, "approval", approval(&cashier, &manager).await);
    let out_key = key();
    let paid = once(&cashier, &paying, &out_key, &out).await;
    let paid = paid.expect_status(201);
    assert_eq!(
        (&paid["balance"], &paid["entry"]["kind"]),
        (&inr(0), &json!("paid_out"))
    );
    let again = once(&cashier, &paying, &out_key, &out).await;
    assert_eq!(again.expect_status(201), paid);
    post(&cashier, &paying, &out)
        .await
        .refused(403, "approval_over");
    let late = json!({"method": "cash", "amount": inr(1), "out": true, "reason": "x",
        "version": 1});
    post(&manager, &paying, &late)
        .await
        .refused(409, "version_conflict");
    floor.event("dues.changed", |told| told.is_null()).await;

    let detail = get(&cashier, &path).await;
    let entry = &detail["entries"][0];
    assert_eq!(
        (&entry["reason"], &entry["approved_by"]),
        (&json!("asked for it"), &json!(manager.id.to_string()))
    );
    let entries = detail["entries"].as_array().unwrap().iter();
    let sum: i64 = entries.map(|entry| minor(&entry["amount"])).sum();
    assert_eq!(sum, 0);
    let day = get(&cashier, "day").await;
    assert_eq!(row(&day, "given_back", "cash"), (5_000, 0));
    assert_eq!(row(&day, "given_back", "due"), (5_000, 0));
    assert_eq!(minor(&day["drawer"]["expected"]), -5_000);
    let kinds: Vec<_> = day["noted"].as_array().unwrap().iter().collect();
    let kinds: Vec<_> = kinds.iter().map(|one| one["kind"].clone()).collect();
    assert_eq!(kinds, ["credit", "paid_out"]);
}

#[tokio::test]
async fn settling_a_due_is_told_to_those_who_watch() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let owner = stack.staff(Role::Owner).await;
    let bill = billed(&cashier, &dish, 0).await;
    let customer = json!({"name": "Meera", "phone": "098450 12345"});
    let due = json!({"method": "due", "amount": bill["total"], "customer": customer});
    let paid = pay(&cashier, &bill, &due).await;
    let account = paid["payment"]["account_id"].as_str().unwrap();
    let mut watching = Socket::open(&owner.caller).await;
    let body = json!({"method": "cash", "amount": bill["total"]});
    post(&cashier, &format!("dues/{account}/payments"), &body)
        .await
        .expect_status(201);
    watching.event("dues.changed", |told| told.is_null()).await;
}

#[tokio::test]
async fn cash_is_rounded_to_the_smallest_coin_and_a_refund_cancels_it() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let of_branch = format!("/branches/{}", manager.branch);
    let coin = json!({"smallest_coin": 500});
    let set = manager.caller.send(Method::PATCH, &of_branch, &coin).await;
    assert_eq!(set.expect_status(200)["smallest_coin"], 500);
    assert_eq!(get(&manager, "floor").await["branch"]["smallest_coin"], 500);
    let whole = minor(&billed(&manager, &dish, 0).await["total"]);
    // 1.01 over a multiple of 5.00 is rounded down, 2.50 up.
    let odd = |over: i64| (whole - over).rem_euclid(500);
    let mut rounded = 0;
    for (over, rounding) in [(101, -101), (250, 250)] {
        let off = match odd(over) {
            0 => 500,
            off => off,
        };
        let bill = billed(&manager, &dish, off).await;
        let total = minor(&bill["total"]);
        assert_eq!(total % 500, over);
        let cash = total + rounding;
        let short = json!({"method": "cash", "amount": inr(total), "tendered": inr(cash - 1)});
        let refused = post(&manager, &of_bill(&bill, "payments"), &short).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "tendered");
        let body = json!({"method": "cash", "amount": inr(total), "tendered": inr(cash + 700)});
        let paid = pay(&manager, &bill, &body).await;
        assert_eq!(paid["payment"]["cash_rounding"], inr(rounding));
        assert_eq!(paid["payment"]["change"], inr(700));
        assert_eq!(
            (&paid["bill"]["due"], &paid["bill"]["round_off"]),
            (&inr(0), &inr(0))
        );
        rounded += rounding;
        let day = get(&manager, "day").await;
        assert_eq!(row(&day, "payments", "cash").1, rounded);
        let before = minor(&day["drawer"]["expected"]);
        // In two parts all of it goes back: the very cash that came.
        for amount in [1_111, total - 1_111] {
            let back = json!({"method": "cash", "amount": inr(amount), "reason": "cold"});
            let given = post(&manager, &of_bill(&bill, "refunds"), &back).await;
            let given = given.expect_status(201);
            let out = minor(&given["refund"]["amount"]) + minor(&given["refund"]["cash_rounding"]);
            assert_eq!(out % 500, 0, "{given}");
        }
        let day = get(&manager, "day").await;
        assert_eq!(minor(&day["drawer"]["expected"]), before - cash);
    }
    let day = get(&manager, "day").await;
    assert_eq!(
        row(&day, "payments", "cash"),
        row(&day, "given_back", "cash")
    );
    assert_eq!(minor(&day["drawer"]["expected"]), 0);
    // A card pays what it says.
    let bill = billed(&manager, &dish, odd(101).max(1)).await;
    let body = json!({"method": "card", "amount": bill["total"]});
    let paid = pay(&manager, &bill, &body).await;
    assert_eq!(paid["payment"]["cash_rounding"], inr(0));
}

#[tokio::test]
async fn what_cannot_be_is_named() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let bill = billed(&manager, &dish, 0).await;
    let total = minor(&bill["total"]);
    pay(&manager, &bill, &transfer(total + 500)).await;
    let refunds = of_bill(&bill, "refunds");
    let back = credit("cash", 500);
    let meera = json!({"name": "Meera", "phone": "098450 12345"});
    for (body, field) in [
        (with(&back, "amount", inr(501)), "amount"),
        (with(&back, "amount", inr(0)), "amount"),
        (with(&back, "amount", inr(-1)), "amount"),
        (with(&back, "amount", Value::Null), "amount"),
        (with(&back, "reason", json!(" ")), "reason"),
        (with(&back, "of_credit", json!("yes")), "of_credit"),
        (with(&back, "customer", meera.clone()), "customer"),
        (with(&back, "account_id", json!("lane_d1")), "account_id"),
        (with(&back, "method", json!("due")), "customer"),
        (
            with(&with(&back, "of_credit", json!(false)), "customer", meera),
            "customer",
        ),
        (
            with(&back, "lines", json!([{"line_id": "a", "quantity": 1}])),
            "amount",
        ),
    ] {
        let problem = post(&manager, &refunds, &body).await;
        let problem = problem.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    let nobody = with(&with(&back, "method", json!("due")), "account_id", {
        json!(format!("{}_nobody", stack.branch))
    });
    post(&manager, &refunds, &nobody)
        .await
        .refused(404, "not_found");
    for coin in [json!(0), json!(-5), json!(100_001), json!(0.5), json!("5")] {
        let path = format!("/branches/{}", manager.branch);
        let body = json!({"smallest_coin": coin});
        let refused = manager.caller.send(Method::PATCH, &path, &body).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "smallest_coin", "{body}");
    }
    let kept = with(&with(&back, "method", json!("due")), "customer", {
        json!({"name": "Meera", "phone": "098450 12345"})
    });
    let kept = post(&manager, &refunds, &kept).await.expect_status(201);
    let account = kept["refund"]["account_id"].as_str().unwrap();
    let path = format!("dues/{account}/payments");
    let out = json!({"method": "cash", "amount": inr(100), "out": true, "reason": "asked for it"});
    for (body, field) in [
        (with(&out, "amount", inr(501)), "amount"),
        (with(&out, "amount", inr(0)), "amount"),
        (with(&out, "method", json!("due")), "method"),
        (with(&out, "reason", Value::Null), "reason"),
        (with(&out, "tendered", inr(100)), "tendered"),
        (with(&out, "reference", json!("slip 7")), "reference"),
        (with(&out, "out", json!(false)), "reason"),
        (
            json!({"method": "cash", "amount": inr(1), "approval": "abc"}),
            "approval",
        ),
    ] {
        let problem = post(&manager, &path, &body).await;
        let problem = problem.refused(422, "validation");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
}

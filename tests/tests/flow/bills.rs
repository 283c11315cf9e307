//! A check's money over HTTP: each kind of check from its first order until it is paid, split,
//! late, given back, and who may do what.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Party, Socket, Stack, Staff, key};
use serde_json::{Value, json};

async fn once(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    once(staff, path, &key(), body).await
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

/// What so much of the menu costs with two halves of GST on top, in whole rupees.
fn with_gst(net: i64) -> i64 {
    let half = (net * 250 + 5_000) / 10_000;
    (net + 2 * half + 50) / 100 * 100
}

/// A stack whose sales are taxed.
async fn taxed() -> Stack {
    let stack = Stack::start().await;
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
    stack
}

async fn take(staff: &Staff, check: &str, dish: &Dish, line: &str, quantity: u32) -> Value {
    let mut line = json!({"id": line});
    for (name, value) in dish.line(quantity).as_object().unwrap() {
        line[name] = value.clone();
    }
    let body = json!({"action": "kot", "lines": [line]});
    let taken = post(staff, &format!("checks/{check}/orders"), &body).await;
    taken.expect_status(201)["order"].clone()
}

async fn bill(staff: &Staff, check: &str, body: &Value) -> Answer {
    post(staff, &format!("checks/{check}/bills"), body).await
}

async fn pay(staff: &Staff, bill: &Value, body: &Value) -> Answer {
    post(staff, &format!("bills/{}/payments", id(bill)), body).await
}

async fn check_out(staff: &Staff, check: &str, body: &Value) -> Answer {
    post(staff, &format!("checks/{check}/checkout"), body).await
}

async fn bills(staff: &Staff, check: &str) -> Value {
    let path = staff.path(&format!("checks/{check}/bills"));
    staff.caller.get(&path).await.expect_status(200)
}

fn totals(told: &Value, what: &str) -> Vec<i64> {
    let bills = told["bills"].as_array().unwrap().iter();
    bills
        .map(|bill| bill[what]["minor"].as_i64().unwrap())
        .collect()
}

/// A party at a table with one phone, and six pieces of a dish ordered.
async fn dined(stack: &Stack, waiter: &Staff, dish: &Dish) -> Party {
    let party = waiter.open(&stack.tables[0], "family").await;
    take(waiter, &party.session, dish, "w-1", 4).await;
    take(waiter, &party.session, dish, "w-2", 2).await;
    party
}

#[tokio::test]
async fn a_table_is_split_four_ways_and_free_once_all_have_paid() {
    let stack = taxed().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cashier = stack.staff(Role::Cashier).await;
    let mut floor = Socket::open(&cashier.caller).await;
    let party = dined(&stack, &waiter, &dish).await;
    let phone = party.join(&stack, "meera-phone").await;
    let mut guest = Socket::open(&phone.caller).await;
    let whole = bill(&waiter, &party.session, &json!({}))
        .await
        .expect_status(201);
    floor.event("bill.changed", |told| told.is_null()).await;
    guest.event("bill.changed", |told| told.is_null()).await;
    let total = with_gst(6 * dish.price);
    let only = &whole["bills"][0];
    assert_eq!(totals(&whole, "total"), [total]);
    assert_eq!(
        (&only["status"], &only["version"]),
        (&json!("open"), &json!(1))
    );
    let year = only["number"].as_str().unwrap().split_once('/').unwrap();
    assert_eq!(year.1, "1");
    assert_eq!(only["subtotal"], inr(6 * dish.price));
    assert_eq!(only["taxes"][0]["name"], "CGST");
    assert_eq!(only["taxes"][0]["taxable"], inr(6 * dish.price));
    assert_eq!(whole["check"]["status"], "billed");
    assert_eq!(cashier.table(&party.table).await["status"], "billed");

    // Four ways: the first keeps the number, the shares sum to the whole.
    let split = json!({"split": {"by": "equal", "shares": 4}});
    let four = bill(&waiter, &party.session, &split)
        .await
        .expect_status(201);
    assert_eq!(totals(&four, "total").iter().sum::<i64>(), total);
    let numbers: Vec<_> = four["bills"].as_array().unwrap().iter().collect();
    assert_eq!(numbers.len(), 4);
    assert_eq!(
        (&four["bills"][0]["number"], &four["bills"][0]["version"]),
        (&only["number"], &json!(2))
    );
    let none = check_out(&cashier, &party.session, &json!({})).await;
    assert_eq!(none.refused(409, "bill_unpaid")["due"], inr(total));

    // Each pays otherwise: in cash with change, by card with a tip, in parts, and over.
    let share = totals(&four, "total");
    let [a, b, c, d] = [0, 1, 2, 3].map(|n| four["bills"][n].clone());
    let cash =
        json!({"method": "cash", "amount": inr(share[0]), "tendered": inr(share[0] + 5_000)});
    let cash_key = key();
    let path = format!("bills/{}/payments", id(&a));
    let paid = once(&cashier, &path, &cash_key, &cash)
        .await
        .expect_status(201);
    assert_eq!(paid["payment"]["change"], inr(5_000));
    assert_eq!(paid["bill"]["status"], "paid");
    let again = once(&cashier, &path, &cash_key, &cash).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect_status(201), paid);
    let twice = pay(&cashier, &a, &cash).await;
    twice.refused(409, "bill_paid");
    let card = json!({"method": "card", "amount": inr(share[1]), "tip": inr(2_000),
        "reference": "slip 0042"});
    let paid = pay(&cashier, &b, &card).await.expect_status(201);
    assert_eq!(
        (&paid["bill"]["tips"], &paid["payment"]["reference"]),
        (&inr(2_000), &json!("slip 0042"))
    );
    for (part, left) in [(1_000, share[2] - 1_000), (share[2] - 1_000, 0)] {
        let upi = json!({"method": "upi", "amount": inr(part)});
        let paid = pay(&cashier, &c, &upi).await.expect_status(201);
        assert_eq!(paid["bill"]["due"], inr(left));
    }
    let one_left = check_out(&cashier, &party.session, &json!({})).await;
    assert_eq!(one_left.refused(409, "bill_unpaid")["due"], inr(share[3]));
    let rest = json!({"method": "voucher", "amount": inr(share[3])});
    pay(&cashier, &d, &rest).await.expect_status(201);

    let ended = check_out(&cashier, &party.session, &json!({}))
        .await
        .expect_status(201);
    assert_eq!(ended["check"]["status"], "paid");
    assert_eq!(totals(&ended, "due"), [0; 4]);
    assert_eq!(guest.ends().await, 4401);
    phone
        .caller
        .get("/session")
        .await
        .refused(401, "session_closed");
    assert_eq!(cashier.table(&party.table).await["status"], "free");
    let kept = bills(&cashier, &party.session).await;
    assert_eq!(kept["bills"], ended["bills"]);
    let late = bill(&waiter, &party.session, &json!({})).await;
    late.refused(409, "check_billed");
}

#[tokio::test]
async fn a_pickup_and_a_delivery_are_billed_and_paid_in_one_call() {
    let stack = taxed().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let customer = json!({"name": "Meera", "phone": "+91 98450 12345", "address": "12 Lake Road"});
    for (body, status, listed) in [
        (json!({"kind": "pickup"}), "ready_for_pickup", 1),
        (
            json!({"kind": "delivery", "customer": customer}),
            "delivered",
            0,
        ),
    ] {
        let opened = post(&cashier, "checks", &body).await.expect_status(201);
        let check = id(&opened).to_owned();
        let nothing = check_out(&cashier, &check, &json!({"method": "cash"})).await;
        nothing.refused(409, "nothing_to_bill");
        take(&cashier, &check, &dish, "p-1", 3).await;
        let total = with_gst(3 * dish.price);
        let handed = json!({"method": "cash", "tendered": inr(total + 700)});
        let ended = check_out(&cashier, &check, &handed)
            .await
            .expect_status(201);
        assert_eq!(ended["check"]["status"], status);
        assert_eq!(
            (totals(&ended, "total"), totals(&ended, "due")),
            (vec![total], vec![0])
        );
        assert_eq!(ended["bills"][0]["payments"][0]["change"], inr(700));
        let path = cashier.path(&format!("checks?kind={}", body["kind"].as_str().unwrap()));
        let open = cashier.caller.get(&path).await.expect_status(200);
        assert_eq!(open["checks"].as_array().unwrap().len(), listed);
        let more = post(
            &cashier,
            &format!("checks/{check}/orders"),
            &json!({"action": "kot", "lines": []}),
        )
        .await;
        assert_eq!(more.status, 409);
    }
}

#[tokio::test]
async fn what_a_guest_orders_late_makes_the_bill_stale() {
    let stack = taxed().await;
    let dish = stack.menu().await.dish();
    let cashier = stack.staff(Role::Cashier).await;
    let party = dined(&stack, &cashier, &dish).await;
    let phone = party.join(&stack, "meera-phone").await;
    let first = bill(&cashier, &party.session, &json!({}))
        .await
        .expect_status(201);
    phone.order(&phone.put("line-1", &dish, 1).await).await;
    let now = bills(&cashier, &party.session).await;
    assert_eq!(now["bills"][0]["status"], "stale");
    assert_eq!(now["check"]["status"], "sent_to_kitchen");
    let card = json!({"method": "card"});
    let stale = check_out(&cashier, &party.session, &card).await;
    stale.refused(409, "bill_stale");
    let whole = json!({"method": "card", "amount": first["bills"][0]["total"]});
    pay(&cashier, &first["bills"][0], &whole)
        .await
        .refused(409, "bill_stale");
    let anew = bill(&cashier, &party.session, &json!({}))
        .await
        .expect_status(201);
    assert_eq!(totals(&anew, "total"), [with_gst(7 * dish.price)]);
    assert_eq!(anew["bills"][0]["version"], 2);
    assert_eq!(anew["bills"][0]["number"], first["bills"][0]["number"]);
    check_out(&cashier, &party.session, &card)
        .await
        .expect_status(201);
}

#[tokio::test]
async fn more_off_and_money_back_need_a_managers_word() {
    let stack = taxed().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let cashier = stack.staff(Role::Cashier).await;
    let manager = stack.staff(Role::Manager).await;
    let party = dined(&stack, &waiter, &dish).await;
    let off = |rate: u32, approval: Option<&Value>| {
        let mut discount = json!({"kind": "percent", "rate_bp": rate, "reason": "a friend"});
        if let Some(approval) = approval {
            discount["approval"] = approval.clone();
        }
        json!({"discounts": [discount]})
    };
    let check = &party.session;
    bill(&waiter, check, &off(500, None))
        .await
        .expect_status(201);
    bill(&waiter, check, &off(501, None))
        .await
        .refused(403, "approval_needed");
    bill(&cashier, check, &off(1_000, None))
        .await
        .expect_status(201);
    // The manager says so at the cashier's screen.
    let approve = |by: &Staff, of: &Staff| {
        let said = of.credentials();
        let body = json!({"login": said.login, "password": said.password, "what": "20 % off"});
        let (by, path) = (by.clone(), by.path("approvals"));
        async move { by.caller.post(&path, &body).await }
    };
    approve(&cashier, &waiter)
        .await
        .refused(403, "approval_wrong");
    let given = approve(&cashier, &manager).await.expect_status(201);
    assert_eq!(given["approved_by"], manager.id.to_string());
    let word = &given["approval"];
    bill(&waiter, check, &off(2_000, Some(word)))
        .await
        .refused(403, "approval_over");
    let less = bill(&cashier, check, &off(2_000, Some(word)))
        .await
        .expect_status(201);
    let net = 6 * dish.price * 4 / 5;
    assert_eq!(totals(&less, "total"), [with_gst(net)]);
    assert_eq!(less["bills"][0]["approved_by"], manager.id.to_string());
    bill(&cashier, check, &off(2_000, Some(word)))
        .await
        .refused(403, "approval_over");

    let ended = check_out(&cashier, check, &json!({"method": "cash"}))
        .await
        .expect_status(201);
    let only = &ended["bills"][0];
    let back = |approval: Option<&Value>| {
        let lines = json!([{"line_id": "w-2", "quantity": 1}]);
        let mut body = json!({"lines": lines, "method": "cash", "reason": "cold"});
        if let Some(approval) = approval {
            body["approval"] = approval.clone();
        }
        let path = format!("bills/{}/refunds", id(only));
        (path, body)
    };
    let (path, body) = back(None);
    post(&cashier, &path, &body)
        .await
        .refused(403, "approval_needed");
    let given = approve(&cashier, &manager).await.expect_status(201);
    let (path, body) = back(Some(&given["approval"]));
    let refunded = post(&cashier, &path, &body).await.expect_status(201);
    let one = refunded["refund"]["amount"]["minor"].as_i64().unwrap();
    assert_eq!(refunded["bill"]["refunded"], inr(one));
    let sixth = with_gst(net) / 6;
    assert!((one - sixth).abs() <= 100, "{one} of {sixth}");
    // A manager needs nobody's word.
    let (path, body) = back(None);
    post(&manager, &path, &body).await.expect_status(201);
    post(&manager, &path, &body)
        .await
        .refused(422, "validation");
    let left = with_gst(net) - refunded["bill"]["refunded"]["minor"].as_i64().unwrap();
    let more = json!({"amount": inr(left), "method": "cash", "reason": "cold"});
    post(&manager, &path, &more)
        .await
        .refused(422, "validation");
}

#[tokio::test]
async fn a_bill_that_is_taken_back_keeps_its_number() {
    let stack = taxed().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let manager = stack.staff(Role::Manager).await;
    let party = dined(&stack, &waiter, &dish).await;
    let first = bill(&waiter, &party.session, &json!({}))
        .await
        .expect_status(201);
    let path = format!("bills/{}/void", id(&first["bills"][0]));
    let why = json!({"reason": "another table's"});
    post(&waiter, &path, &why).await.refused(403, "forbidden");
    let void = post(&manager, &path, &why).await.expect_status(201);
    assert_eq!(void["bill"]["status"], "void");
    assert_eq!(void["bill"]["void"]["reason"], "another table's");
    assert_eq!(void["check"]["status"], "sent_to_kitchen");
    post(&manager, &path, &why).await.refused(409, "bill_void");
    let gone = json!({"method": "cash", "amount": inr(1)});
    pay(&manager, &first["bills"][0], &gone)
        .await
        .refused(409, "bill_void");
    let second = bill(&waiter, &party.session, &json!({}))
        .await
        .expect_status(201);
    let numbers = second["bills"].as_array().unwrap().iter();
    let numbers: Vec<_> = numbers
        .map(|bill| bill["number"].as_str().unwrap())
        .collect();
    assert!(
        numbers[0].ends_with("/2") && numbers[1].ends_with("/1"),
        "{numbers:?}"
    );
    // By guest and by item, and a service charge that one share does not pay.
    let items = json!({"split": {"by": "item", "shares": [[{"line_id": "w-1", "quantity": 3}]]},
        "service_charge_bp": 1_000, "uncharged": [1]});
    let split = bill(&waiter, &party.session, &items)
        .await
        .expect_status(201);
    let charges = totals(&split, "service_charge");
    assert_eq!(charges[..2], [3 * dish.price / 10, 0]);
    let guests = json!({"split": {"by": "guest"}});
    let split = bill(&waiter, &party.session, &guests)
        .await
        .expect_status(201);
    assert_eq!(split["bills"][0]["guest_id"], "staff");
    // Who takes orders takes no money, and who cooks sees none of it.
    let cash = json!({"method": "cash", "amount": inr(1)});
    pay(&waiter, &split["bills"][0], &cash)
        .await
        .refused(403, "forbidden");
    check_out(&waiter, &party.session, &json!({}))
        .await
        .refused(403, "forbidden");
    let cook = stack.staff(Role::Cook).await;
    let path = cook.path(&format!("checks/{}/bills", party.session));
    cook.caller.get(&path).await.refused(403, "forbidden");
}

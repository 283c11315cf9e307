//! Guests see their bill and say how they will pay; the counter takes it, once.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Party, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

async fn ask(phone: &Phone, key: &str, body: &Value) -> Answer {
    let request = phone.caller.request(Method::POST, "/session/payment");
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn take_back(phone: &Phone) -> Answer {
    let request = phone.caller.request(Method::DELETE, "/session/payment");
    Answer::to(request).await
}

async fn bills(phone: &Phone) -> Value {
    phone.caller.get("/session/bills").await.expect_status(200)
}

async fn post(staff: &Staff, path: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key()).json(body)).await
}

async fn listed(staff: &Staff, party: &Party) -> Value {
    let path = staff.path(&format!("checks/{}/bills", party.session));
    staff.caller.get(&path).await.expect_status(200)
}

fn minor(of: &Value) -> i64 {
    of["minor"].as_i64().unwrap()
}

fn id(of: &Value) -> &str {
    of["id"].as_str().unwrap()
}

/// A table of two that ordered three dishes and one, with taxes on top.
async fn dined() -> (Stack, Staff, Party, Phone, Phone) {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let rules = json!({
        "prices_include_tax": false,
        "classes": [{"class": "standard", "taxes": [
            {"name": "CGST", "rate_bp": 250}, {"name": "SGST", "rate_bp": 250}]}],
        "round_to": {"minor": 100, "currency": "INR"},
    });
    let path = manager.path("taxes");
    let put = manager.caller.send(Method::PUT, &path, &rules).await;
    put.expect_status(200);
    let upi = json!({"upi_id": "lakeroad@okbank"});
    let path = format!("/branches/{}", stack.branch);
    let changed = manager.caller.send(Method::PATCH, &path, &upi).await;
    changed.expect_status(200);
    let cashier = stack.staff(Role::Cashier).await;
    let party = manager.open(&stack.tables[0], "individual").await;
    let dish = stack.menu().await.dish();
    let asha = party.join(&stack, "asha-phone").await;
    let bela = party.join(&stack, "bela-phone").await;
    asha.order(&asha.put("line-1", &dish, 3).await).await;
    bela.order(&bela.put("line-1", &dish, 1).await).await;
    (stack, cashier, party, asha, bela)
}

#[tokio::test]
async fn a_guest_says_how_they_pay_the_counter_hears_it_and_takes_it_once() {
    let (_stack, cashier, party, asha, bela) = dined().await;
    let mut floor = Socket::open(&cashier.caller).await;
    let mut phone = Socket::open(&bela.caller).await;
    // Before there is a bill: what there is to pay with its taxes, and whose.
    let before = bills(&asha).await;
    assert_eq!(before["bills"], json!([]));
    assert_eq!(before["upi_id"], "lakeroad@okbank");
    assert_eq!(
        minor(&before["mine"]) + minor(&bills(&bela).await["mine"]),
        minor(&before["total"])
    );
    assert_eq!(
        (&before["guests"], &before["left"]),
        (&json!(2), &before["total"])
    );

    // An amount is the server's: what they saw is only compared.
    let tip = json!({"minor": 2_000, "currency": "INR"});
    let mine =
        json!({"part": "mine", "method": "upi", "tip": tip, "expected_total": before["mine"]});
    let intent = key();
    let asked = ask(&asha, &intent, &mine).await.expect_status(201);
    assert_eq!(asked["payment"]["amount"], before["mine"]);
    assert_eq!(asked["payment"]["tip"], tip);
    assert_eq!(
        (&asked["reason"], &asked["status"]),
        (&json!("pay"), &json!("open"))
    );
    let heard = floor
        .event("call.changed", |call| call["reason"] == "pay")
        .await;
    assert_eq!(heard["data"], asked);
    phone
        .event("call.changed", |call| call["reason"] == "pay")
        .await;
    let again = ask(&asha, &intent, &mine).await.expect_status(201);
    assert_eq!(again, asked);
    let other = json!({"part": "mine", "method": "card", "expected_total": before["total"]});
    ask(&asha, &key(), &other)
        .await
        .refused(409, "prices_changed");

    // The same guest says it anew: one call, and the newest word.
    let share = json!({"part": "share", "method": "card"});
    let shared = ask(&asha, &key(), &share).await.expect_status(201);
    assert_eq!(
        (id(&shared), &shared["payment"]["of"]),
        (id(&asked), &json!(2))
    );
    let theirs = ask(&bela, &key(), &share).await.expect_status(201);
    assert_eq!(
        minor(&shared["payment"]["amount"]) + minor(&theirs["payment"]["amount"]),
        minor(&before["total"])
    );
    let own = ask(&asha, &key(), &json!({"part": "mine", "method": "upi"})).await;
    let own = own.expect_status(201);
    take_back(&bela).await.expect_status(204);
    take_back(&bela).await.expect_status(204);
    let shown = bills(&bela).await;
    assert_eq!(shown["asked"].as_array().unwrap().len(), 1);
    assert_eq!(shown["asked"][0]["state"], "asked");
    assert_eq!(listed(&cashier, &party).await["asked"][0]["call"], own);

    // The cashier bills each guest's, and takes hers.
    let path = format!("checks/{}/bills", party.session);
    let split = post(&cashier, &path, &json!({"split": {"by": "guest"}})).await;
    let split = split.expect_status(201);
    assert_eq!(split["split"], "guest");
    phone.event("bill.changed", |_| true).await;
    let mut made = split["bills"].as_array().unwrap().iter();
    let hers = made
        .find(|bill| bill["guest_id"] == json!(asha.guest))
        .unwrap();
    assert_eq!(hers["total"], own["payment"]["amount"]);
    let seen = bills(&asha).await;
    assert_eq!(seen["asked"][0]["state"], "asked");
    assert_eq!(seen["bills"].as_array().unwrap().len(), 2);
    assert_eq!(seen["bills"][0]["taxes"][0]["name"], "CGST");
    // What guests see says nothing of who did what.
    assert!(!seen["bills"].to_string().contains("issued_by"));
    let pay =
        json!({"method": "upi", "amount": hers["total"], "reference": "4711", "call_id": id(&own)});
    let path = format!("bills/{}/payments", id(hers));
    let taken = post(&cashier, &path, &pay).await.expect_status(201);
    assert_eq!(taken["bill"]["status"], "paid");
    let done = phone
        .event("call.changed", |call| {
            call["status"] == "resolved" && call["payment"]["paid"].is_object()
        })
        .await;
    assert_eq!(done["data"]["payment"]["paid"], hers["total"]);
    let seen = bills(&asha).await;
    assert_eq!(seen["asked"][0]["state"], "paid");
    ask(&asha, &key(), &json!({"part": "mine", "method": "upi"}))
        .await
        .refused(409, "nothing_to_bill");

    // It is answered once, also by another cashier who has the other bill open.
    let rest = split["bills"].as_array().unwrap().iter();
    let rest = rest.clone().find(|bill| bill["id"] != hers["id"]).unwrap();
    let mut wrong = pay.clone();
    wrong["amount"] = rest["total"].clone();
    let path = format!("bills/{}/payments", id(rest));
    post(&cashier, &path, &wrong)
        .await
        .refused(409, "illegal_transition");
    assert_eq!(bills(&bela).await["left"], rest["total"]);
    let unknown = format!("{}_nobody", party.session);
    wrong["call_id"] = json!(unknown);
    post(&cashier, &path, &wrong)
        .await
        .refused(404, "not_found");
    wrong.as_object_mut().unwrap().remove("call_id");
    post(&cashier, &path, &wrong).await.expect_status(201);
    for part in ["mine", "share", "all"] {
        let body = json!({"part": part, "method": "cash"});
        ask(&bela, &key(), &body).await.refused(409, "bill_paid");
    }
    let check_out = format!("checks/{}/checkout", party.session);
    post(&cashier, &check_out, &json!({}))
        .await
        .expect_status(201);
    let all = json!({"part": "all", "method": "cash"});
    ask(&bela, &key(), &all)
        .await
        .refused(401, "session_closed");
    take_back(&bela).await.refused(401, "session_closed");
    let read = bela.caller.get("/session/bills").await;
    read.refused(401, "session_closed");
}

#[tokio::test]
async fn what_was_said_before_more_was_ordered_is_shown_as_old() {
    let (stack, cashier, party, asha, bela) = dined().await;
    let all = json!({"part": "all", "method": "card"});
    let mine = json!({"part": "mine", "method": "cash"});
    ask(&asha, &key(), &all).await.expect_status(201);
    let theirs = ask(&bela, &key(), &mine).await.expect_status(201);
    let dish = stack.menu().await.dish();
    asha.order(&asha.put("line-2", &dish, 1).await).await;
    let states = |of: &Value| -> Vec<(String, String)> {
        let asked = of["asked"].as_array().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let one = |one: &Value| (text(&one["call"]["payment"]["part"]), text(&one["state"]));
        asked.map(one).collect()
    };
    let of = |part: &str, state: &str| (part.to_owned(), state.to_owned());
    // Bela's own dishes come to the same still.
    let expected = vec![of("all", "stale"), of("mine", "asked")];
    assert_eq!(states(&bills(&asha).await), expected);
    assert_eq!(states(&listed(&cashier, &party).await), expected);
    // A waiter who looks after it says so, as with any call.
    let waiter = stack.staff(Role::Waiter).await;
    let path = waiter.path(&format!("calls/{}", id(&theirs)));
    let seen = json!({"status": "acknowledged"});
    let moved = waiter.caller.send(Method::PATCH, &path, &seen).await;
    assert_eq!(moved.expect_status(200)["payment"], theirs["payment"]);
    // What is said anew is seen anew.
    let anew = ask(&bela, &key(), &mine).await.expect_status(201);
    assert_eq!(
        (&anew["status"], &anew["version"]),
        (&json!("open"), &json!(3))
    );
}

#[tokio::test]
async fn twenty_guests_say_all_while_two_cashiers_take_it_and_it_is_paid_once() {
    let (stack, cashier, party, asha, _) = dined().await;
    let mut phones = Vec::new();
    for n in 0..19 {
        phones.push(party.join(&stack, &format!("friend-{n:02}")).await);
    }
    phones.push(asha);
    let path = format!("checks/{}/bills", party.session);
    let made = post(&cashier, &path, &json!({})).await.expect_status(201);
    let bill = &made["bills"][0];
    let all = json!({"part": "all", "method": "card"});
    let first = ask(&phones[0], &key(), &all).await.expect_status(201);
    let paying = format!("bills/{}/payments", id(bill));
    let pay = json!({"method": "cash", "amount": bill["total"], "call_id": id(&first)});
    let said = futures::future::join_all(phones.iter().map(|phone| async {
        let key = key();
        ask(phone, &key, &all).await.status
    }));
    let taken = futures::future::join_all((0..2).map(|_| post(&cashier, &paying, &pay)));
    let (said, taken) = futures::future::join(said, taken).await;
    assert!(said.iter().all(|s| [201, 409].contains(s)), "{said:?}");
    let paid: Vec<_> = taken.iter().map(|answer| answer.status).collect();
    let ok = paid.iter().filter(|status| **status == 201).count();
    assert!(ok <= 1, "{paid:?}");
    if ok == 0 {
        // The first guest said it anew meanwhile; whoever looks again takes it.
        let again = post(&cashier, &paying, &pay).await;
        assert!([201, 409].contains(&again.status), "{}", again.status);
    }
    let list = listed(&cashier, &party).await;
    assert_eq!(list["bills"].as_array().unwrap().len(), 1);
    let of = &list["bills"][0];
    assert_eq!(
        (&of["paid"], &of["credit"]["minor"]),
        (&bill["total"], &json!(0))
    );
    assert_eq!(of["payments"].as_array().unwrap().len(), 1);
    // Everybody who said so sees that nothing is left of it.
    let asked = list["asked"].as_array().unwrap();
    assert!(asked.iter().all(|one| one["state"] == "paid"), "{list}");
    ask(&phones[3], &key(), &all)
        .await
        .refused(409, "bill_paid");
}

#[tokio::test]
async fn threat_a_guest_says_what_cannot_be_and_reads_no_other_table() {
    let (stack, cashier, party, asha, _) = dined().await;
    for (body, field) in [
        (json!({"part": "share", "of": 0, "method": "cash"}), "of"),
        (json!({"part": "share", "of": -1, "method": "cash"}), "of"),
        (json!({"part": "share", "of": 51, "method": "cash"}), "of"),
        (json!({"part": "share", "of": 100, "method": "cash"}), "of"),
        (json!({"part": "mine", "of": 2, "method": "cash"}), "of"),
        (json!({"part": "all", "method": "due"}), "method"),
        (json!({"part": "all", "method": "voucher"}), "method"),
        (json!({"part": "half", "method": "cash"}), "part"),
        (json!({"part": "all"}), "method"),
        (
            json!({"part": "all", "method": "cash", "amount": {"minor": 1, "currency": "INR"}}),
            "amount",
        ),
        (
            json!({"part": "all", "method": "cash", "tip": {"minor": -1, "currency": "INR"}}),
            "tip",
        ),
        (
            json!({"part": "all", "method": "cash", "tip": {"minor": 1, "currency": "EUR"}}),
            "tip",
        ),
        (
            json!({"part": "all", "method": "cash", "tip": {"minor": 99_999_999, "currency": "INR"}}),
            "tip",
        ),
    ] {
        let refused = ask(&asha, &key(), &body).await;
        let refused = refused.refused(422, "validation");
        assert!(!refused.to_string().is_empty(), "{field}");
    }
    let all = json!({"part": "all", "method": "cash"});
    let keyless = asha
        .caller
        .send(Method::POST, "/session/payment", &all)
        .await;
    keyless.refused(400, "idempotency_key_missing");
    let plain = asha.caller.request(Method::POST, "/calls");
    let plain = plain.header("idempotency-key", key());
    let plain = Answer::to(plain.json(&json!({"reason": "pay"}))).await;
    plain.refused(422, "validation");

    // Another table has its own account, and nothing of ours.
    let manager = stack.staff(Role::Manager).await;
    let neighbours = manager.open(&stack.tables[1], "family").await;
    let other = neighbours.join(&stack, "neighbour-1").await;
    let theirs = bills(&other).await;
    assert_eq!((minor(&theirs["total"]), &theirs["bills"]), (0, &json!([])));
    ask(&other, &key(), &all)
        .await
        .refused(409, "nothing_to_bill");
    let own = ask(&asha, &key(), &all).await.expect_status(201);
    let made = post(
        &cashier,
        &format!("checks/{}/bills", party.session),
        &json!({}),
    )
    .await;
    let made = made.expect_status(201);
    let path = format!("bills/{}/payments", id(&made["bills"][0]));
    // A guest's call of another table answers no payment of this one, and no guest takes any.
    let foreign = own["id"]
        .as_str()
        .unwrap()
        .replace(&party.session, &neighbours.session);
    let pay = json!({"method": "cash", "amount": made["bills"][0]["total"], "call_id": foreign});
    post(&cashier, &path, &pay).await.refused(404, "not_found");
    let request = asha.caller.request(Method::POST, &cashier.path(&path));
    let request = request.header("idempotency-key", key()).json(&pay);
    assert_eq!(Answer::to(request).await.status, 401);

    // Whoever says it on end is told to wait.
    let mut told = Vec::new();
    for _ in 0..25 {
        told.push(ask(&asha, &key(), &all).await.status);
    }
    assert!(told.contains(&429), "{told:?}");
    assert_eq!(told.iter().filter(|status| **status == 201).count(), 19);
}

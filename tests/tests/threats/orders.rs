//! Exactly once: keys, races for one cart, races against the close of the table.

use std::collections::BTreeSet;
use std::time::Duration;

use futures::future::join_all;
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Stack, Tenant, Wire, key};
use serde_json::Value;

#[tokio::test]
async fn threat_01_twenty_posts_with_one_key_make_one_order() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    for round in 1..=5 {
        let cart = phone.put(&format!("line-{round}"), &dish, 1).await;
        let (key, body) = (key(), Phone::order_body(&cart));
        let posts = (0..20).map(|_| phone.try_order(&key, &body));
        let answers = join_all(posts).await;
        let statuses: Vec<u16> = answers.iter().map(|a| a.status).collect();
        let texts: BTreeSet<&str> = answers.iter().map(|a| a.text.as_str()).collect();
        assert_eq!(statuses, [201; 20], "round {round}: {texts:?}");
        assert_eq!(texts.len(), 1, "round {round}: {texts:?}");
        let order = &answers[0].body;
        let path = format!("/api/v1/orders/{}", order["id"].as_str().unwrap());
        assert!(answers.iter().all(|a| a.header("location") == path));
        let orders = phone.orders().await;
        assert_eq!((orders.len(), orders.last()), (round, Some(order)));
        // Later as well.
        assert_eq!(phone.try_order(&key, &body).await.text, answers[0].text);
    }
    let check = phone.snapshot().await["check"].clone();
    assert_eq!(
        (&check["order_count"], &check["total"]["minor"]),
        (&5.into(), &(5 * dish.price).into())
    );
}

/// The reply is lost after the commit: the guest's page asks again with the same key.
#[tokio::test]
async fn threat_02_reply_lost_after_the_commit() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let wire = Wire::before(&stack.url).await;
    let far = Phone {
        caller: wire.reach(&phone.caller),
        guest: phone.guest.clone(),
    };
    for round in 1..=10 {
        let cart = phone.put(&format!("line-{round}"), &dish, 1).await;
        let (key, body) = (key(), Phone::order_body(&cart));
        // One reply is lost, then two in a row: every retry is the same request.
        let losses = 1 + round % 2;
        wire.lose(losses);
        for _ in 0..losses {
            let gone = Answer::try_to(far.ordering(&key, &body)).await;
            assert!(gone.is_err(), "round {round}: {gone:?}");
        }
        // It stands, although nobody was told.
        let orders = phone.orders().await;
        assert_eq!(orders.len(), round, "round {round}");
        let told = far.try_order(&key, &body).await.expect_status(201);
        assert_eq!(orders.last(), Some(&told), "round {round}");
        assert_eq!(phone.orders().await.len(), round);
    }
    assert_eq!(wire.lost(), 15);
}

#[tokio::test]
async fn threat_04_a_key_with_another_body_writes_nothing() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "individual").await;
    let asha = party.join(&stack, "asha-phone").await;
    let key = key();
    let body = Phone::order_body(&asha.put("line-a", &dish, 1).await);
    asha.try_order(&key, &body).await.expect_status(201);

    let before = party.state(&asha, &waiter).await;
    let mut other = body.clone();
    other["note"] = "no onion".into();
    let refusal = asha.try_order(&key, &other).await;
    refusal.refused(422, "idempotency_key_reused");
    for bad in [
        None,
        Some("short"),
        Some("has a space"),
        Some(&*"x".repeat(129)),
    ] {
        let mut request = asha.caller.request(Method::POST, "/orders").json(&body);
        if let Some(bad) = bad {
            request = request.header("idempotency-key", bad);
        }
        let refusal = Answer::to(request).await;
        refusal.refused(400, "idempotency_key_missing");
    }
    assert_eq!(party.state(&asha, &waiter).await, before);
}

/// The same key in another guest's hand is another key: at this table, at another one and
/// at another owner's.
#[tokio::test]
async fn threat_05_a_key_belongs_to_its_guest() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "individual").await;
    let elsewhere = waiter.open(&stack.tables[1], "family").await;
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Waiter).await;
    let abroad = theirs.open(&tenant.tables[0], "family").await;
    let phones = [
        party.join(&stack, "asha-phone").await,
        party.join(&stack, "ravi-phone").await,
        elsewhere.join(&stack, "asha-phone").await,
        abroad.join(&stack, "asha-phone").await,
    ];
    let key = key();
    let mut ids = BTreeSet::new();
    for (quantity, phone) in (1_u32..).zip(&phones) {
        let body = Phone::order_body(&phone.put("line-a", &dish, quantity).await);
        let order = phone.try_order(&key, &body).await.expect_status(201);
        assert_eq!(order["total"]["minor"], i64::from(quantity) * dish.price);
        ids.insert(order["id"].to_string());
        // Its own retry finds its own order.
        let again = phone.try_order(&key, &body).await.expect_status(201);
        assert_eq!(again, order);
    }
    assert_eq!(ids.len(), 4);
    let counts = [
        phones[0].orders().await,
        phones[2].orders().await,
        phones[3].orders().await,
    ];
    assert_eq!(counts.map(|orders| orders.len()), [2, 1, 1]);
}

#[tokio::test]
async fn threat_06_of_two_phones_that_send_one_cart_one_wins() {
    let stack = Stack::start().await;
    stack.lift_limits().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let asha = party.join(&stack, "asha-phone").await;
    let ravi = party.join(&stack, "ravi-phone").await;
    for round in 0..20 {
        let cart = asha.put(&format!("line-{round}"), &dish, 1).await;
        let body = Phone::order_body(&cart);
        let (key_a, key_r) = (key(), key());
        let (a, r) = tokio::join!(asha.try_order(&key_a, &body), ravi.try_order(&key_r, &body));
        let (won, lost) = if a.status == 201 { (a, r) } else { (r, a) };
        let order = won.expect_status(201);
        let refusal = lost.refused(409, "cart_changed");
        // The cart as it is now: empty, and newer than the one that was sent.
        assert_eq!(refusal["cart"], ravi.cart().await, "round {round}");
        assert_eq!(refusal["cart"]["lines"], Value::Array(vec![]));
        assert_eq!(
            refusal["cart"]["version"].as_u64(),
            cart["version"].as_u64().map(|v| v + 1)
        );
        assert_eq!(asha.orders().await.last(), Some(&order));
    }
    let check = ravi.snapshot().await["check"].clone();
    assert_eq!(
        (&check["order_count"], &check["total"]["minor"]),
        (&20.into(), &(20 * dish.price).into())
    );
}

/// Waits so many milliseconds; not at all when there are less than none.
async fn wait(milliseconds: i64) {
    let milliseconds = u64::try_from(milliseconds).unwrap_or(0);
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

#[tokio::test]
async fn threat_07_order_against_table_close() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let store = stack.store();
    let mut taken = 0;
    // How many milliseconds the close has the start of the orders. It homes in on where
    // either side wins.
    let mut lead = 0_i64;
    for round in 0..24 {
        let table = &stack.tables[round];
        let party = waiter.open(table, "individual").await;
        let asha = party.join(&stack, "asha-phone").await;
        let ravi = party.join(&stack, "ravi-phone").await;
        let body_a = Phone::order_body(&asha.put("line-a", &dish, 1).await);
        let body_r = Phone::order_body(&ravi.put("line-r", &dish, 2).await);
        let order = async |phone: &Phone, body: &Value| {
            wait(lead).await;
            phone.try_order(&key(), body).await
        };
        let close = async {
            wait(-lead).await;
            waiter.close(&party).await
        };
        let (a, r, closed) = tokio::join!(order(&asha, &body_a), order(&ravi, &body_r), close);
        closed.expect_status(200);
        let mut orders: Vec<Value> = Vec::new();
        for answer in [a, r] {
            if answer.status == 201 {
                orders.push(answer.body);
            } else {
                answer.refused(401, "session_closed");
            }
        }
        taken += orders.len();
        match orders.len() {
            0 => lead -= 4,
            1 => {}
            _ => lead += 4,
        }
        let party = store.party(&party.session.parse().unwrap()).await.unwrap();
        let party = party.unwrap();
        assert!(!party.check.is_open());
        let ids = |list: Vec<String>| list.into_iter().collect::<BTreeSet<_>>();
        let stands = ids(party.orders.iter().map(|o| o.id.to_string()).collect());
        let said = ids(orders
            .iter()
            .map(|o| o["id"].as_str().unwrap().into())
            .collect());
        assert_eq!(stands, said, "round {round}");
        let total: i64 = party.orders.iter().map(|o| o.total.minor).sum();
        assert_eq!(
            (party.check.total.minor, party.check.order_count as usize),
            (total, said.len()),
            "round {round}"
        );
        assert_eq!(waiter.table(table).await["status"], "free");
    }
    assert!((1..48).contains(&taken), "both sides win some: {taken}");
}

/// Somebody with a table's PIN sends order after order: a dinner's worth gets through, and the
/// party is told why the next one does not.
#[tokio::test]
async fn threat_33_a_party_orders_only_so_often() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "asha-phone").await;
    let mut taken = 0;
    let refusal = loop {
        let cart = phone.put(&format!("line-{taken}"), &dish, 1).await;
        let sent = phone.try_order(&key(), &Phone::order_body(&cart)).await;
        if sent.status != 201 {
            break sent.refused(429, "ordered_too_often");
        }
        taken += 1;
        assert!(taken < 100, "nobody says no");
    };
    assert_eq!(phone.orders().await.len(), 10);
    let wait = refusal["retry_after"].as_u64().unwrap();
    assert!((1..=600).contains(&wait), "{wait}");
    // The cart is kept, and the neighbours order on.
    assert_eq!(phone.cart().await["lines"].as_array().unwrap().len(), 1);
    let other = waiter.open(&stack.tables[1], "family").await;
    let other = other.join(&stack, "ravi-phone").await;
    other.order(&other.put("line-1", &dish, 1).await).await;
}

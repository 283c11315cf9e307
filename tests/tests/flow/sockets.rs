//! Connections: who gets one, what is said on it, and that nobody disturbs another.

use salver::auth::Role;
use salver_tests::{Socket, Stack, leave, ticket};
use serde_json::{Value, json};

async fn url(caller: &salver_tests::Caller) -> String {
    let ticket = ticket(caller, None).await.expect_status(201);
    ticket["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_connection_needs_a_fresh_ticket_and_the_site_s_own_page() {
    let stack = Stack::start().await;
    let caller = stack.staff(Role::Waiter).await.caller;
    let own = Some(caller.origin());
    let secure = caller.origin().replace("http", "https");
    let refused = async |path: &str, origin| Socket::try_open(&caller, path, origin).await.err();
    assert_eq!(refused("/realtime", own).await, Some(401));
    assert_eq!(refused("/realtime?ticket=", own).await, Some(401));
    assert_eq!(refused("/realtime?ticket=made-up", own).await, Some(401));

    let path = url(&caller).await;
    for foreign in ["https://evil.example", "null", &*secure] {
        assert_eq!(refused(&path, Some(foreign)).await, Some(403), "{foreign}");
    }
    // A refused page has not used the ticket up; the right one has.
    let mut first = Socket::try_open(&caller, &path, own).await.unwrap();
    assert_eq!(refused(&path, own).await, Some(401));
    assert!(first.is_alive().await);
    // A program sends no Origin.
    let path = url(&caller).await;
    let mut program = Socket::try_open(&caller, &path, None).await.unwrap();
    assert!(program.is_alive().await);

    // Of two who come with one ticket at once, one gets in.
    for _ in 0..10 {
        let path = url(&caller).await;
        let both = tokio::join!(
            Socket::try_open(&caller, &path, own),
            Socket::try_open(&caller, &path, own)
        );
        let statuses = [both.0.err(), both.1.err()];
        assert!(
            matches!(statuses, [None, Some(401)] | [Some(401), None]),
            "{statuses:?}"
        );
    }
}

#[tokio::test]
async fn topics_follow_from_the_identity() {
    let stack = Stack::start().await;
    let waiter = stack.staff(Role::Waiter).await;
    let cook = stack.staff(Role::Cook).await;
    let owner = stack.staff(Role::Owner).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let other = waiter.open(&stack.tables[1], "family").await;
    let guest = party.join(&stack, "phone-one").await;
    let own = format!("session:{}", party.session);
    let foreign = format!("session:{}", other.session);
    let [floor, kitchen, figures] =
        ["floor", "kitchen", "owner"].map(|t| format!("branch:{}:{t}", stack.branch));
    for (caller, topics) in [
        (&guest.caller, vec![&own]),
        (&waiter.caller, vec![&floor, &kitchen]),
        (&cook.caller, vec![&kitchen]),
        (&owner.caller, vec![&floor, &kitchen, &figures]),
    ] {
        let granted = ticket(caller, None).await.expect_status(201);
        let mut granted: Vec<_> = granted["topics"].as_array().unwrap().clone();
        granted.sort_by_key(Value::to_string);
        let mut topics: Vec<_> = topics.into_iter().map(|t| json!(t)).collect();
        topics.sort_by_key(Value::to_string);
        assert_eq!(granted, topics);
    }
    for (caller, topics) in [
        (&guest.caller, vec![&*foreign]),
        (&guest.caller, vec![&*own, &*kitchen]),
        (&guest.caller, vec![&*floor]),
        (&guest.caller, vec!["session:made_up", "nonsense"]),
        (&guest.caller, vec![]),
        (&waiter.caller, vec![&*figures]),
        (&waiter.caller, vec![&*own]),
        (&cook.caller, vec![&*floor]),
        (&cook.caller, vec!["branch:hill-road:kitchen"]),
    ] {
        let answer = ticket(caller, Some(&topics)).await;
        let refused = answer.clone().refused(403, "forbidden");
        assert!(refused.get("ticket").is_none());
    }
    // Less than one may have is fine.
    let granted = ticket(&owner.caller, Some(&[&kitchen]))
        .await
        .expect_status(201);
    assert_eq!(granted["topics"], json!([kitchen]));
}

#[tokio::test]
async fn a_client_that_misbehaves_disturbs_no_other() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let good = party.join(&stack, "phone-good").await;
    let bad = party.join(&stack, "phone-bad").await;
    let mut listens = Socket::open(&good.caller).await;
    let mut babbles = Socket::open(&bad.caller).await;
    let mut shouts = Socket::open(&bad.caller).await;
    for text in [
        "{",
        "",
        "null",
        "[]",
        r#"{"action":"drop"}"#,
        r#"{"action":"ping","seen":[]}"#,
        r#"{"action":"ping","topics":["x"]}"#,
        r#"{"action":"ping","seen":{"session:x":-1}}"#,
    ] {
        babbles.say(text).await;
    }
    shouts.say(&" ".repeat(129 * 1024)).await;
    assert_eq!(shouts.ends().await, 1009);
    good.put("line-1", &dish, 1).await;
    for socket in [&mut listens, &mut babbles] {
        socket
            .event("cart.changed", |cart| cart["lines"][0]["id"] == "line-1")
            .await;
        assert!(socket.is_alive().await);
    }
    // Nothing that it said was answered but as the gateway does, and nobody else heard it.
    let kinds = |socket: &Socket| -> Vec<Value> {
        let all = socket.messages();
        all.iter().map(|m| m["type"].clone()).collect()
    };
    let heard = kinds(&listens);
    let ours = ["pong", "cart.changed", "guest.changed", "session.changed"];
    assert!(
        heard.iter().all(|k| ours.iter().any(|o| k == o)),
        "{heard:?}"
    );
    assert_eq!(kinds(&babbles).iter().filter(|k| *k == "pong").count(), 1);
}

#[tokio::test]
async fn an_individual_cart_is_its_guest_s_alone() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "individual").await;
    let asha = party.join(&stack, "asha-phone").await;
    let ravi = party.join(&stack, "ravi-phone").await;
    let mut ashas = Socket::open(&asha.caller).await;
    let mut ravis = Socket::open(&ravi.caller).await;
    let cart = asha.put("line-a", &dish, 1).await;
    assert_eq!(cart["id"], asha.guest);
    assert_eq!(ravi.cart().await["lines"], json!([]));
    ashas
        .event("cart.changed", |c| c["lines"][0]["id"] == "line-a")
        .await;
    // The order comes after the cart on the same topic, and everybody hears of it.
    let order = asha.order(&cart).await;
    ravis
        .event("order.changed", |o| o["id"] == order["id"])
        .await;
    ravi.put("line-r", &dish, 2).await;
    ravis
        .event("cart.changed", |c| c["lines"][0]["id"] == "line-r")
        .await;
    ravi.order(&ravi.cart().await).await;
    ashas
        .event("order.changed", |o| {
            o["placed_by"]["guest_id"] == ravi.guest
        })
        .await;
    for (socket, phone) in [(&ashas, &asha), (&ravis, &ravi)] {
        let messages = socket.messages();
        let carts = messages.iter().filter(|m| m["type"] == "cart.changed");
        let (own, others): (Vec<_>, Vec<_>) =
            carts.partition(|m| m["entity"]["id"] == phone.guest.as_str());
        assert!(!own.is_empty());
        // Of the other's cart it gets the number alone, so that nothing looks lost.
        let bare = |m: &Value| m.get("entity").is_none() && m.get("data").is_none();
        assert!(others.iter().all(|m| bare(m)), "{others:?}");
    }
    let topic = format!("session:{}", party.session);
    loop {
        let seen = ravi.snapshot().await["topics"].clone();
        let pong = ravis.ping(&seen).await;
        if pong["topics"] == seen {
            assert_eq!(pong["behind"], json!([]));
            assert!(seen[&topic].as_u64() > Some(0));
            break;
        }
    }
}

/// The number of a topic's last event, once a socket has heard all there are.
async fn last_heard(socket: &mut Socket, topic: &str) -> u64 {
    loop {
        let last = socket.ping(&json!({})).await["topics"][topic].as_u64();
        let messages = socket.messages();
        let of_topic = messages.iter().filter(|m| m["topic"] == topic);
        let heard = of_topic.filter_map(|m| m["seq"].as_u64()).max();
        if heard == last {
            return heard.unwrap();
        }
    }
}

#[tokio::test]
async fn the_heartbeat_says_which_topic_is_behind() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let asha = party.join(&stack, "asha-phone").await;
    let ravi = party.join(&stack, "ravi-phone").await;
    let mut socket = Socket::open(&asha.caller).await;
    let topic = format!("session:{}", party.session);
    asha.put("line-1", &dish, 1).await;
    socket
        .event("cart.changed", |c| c["lines"][0]["id"] == "line-1")
        .await;
    let seq = last_heard(&mut socket, &topic).await;
    let pong = socket.ping(&json!({&topic: seq})).await;
    assert_eq!(
        (&pong["behind"], &pong["topics"][&topic]),
        (&json!([]), &json!(seq))
    );
    // Behind, ahead (a sequence that began anew), and nothing seen at all.
    for seen in [
        json!({&topic: seq - 1}),
        json!({&topic: seq + 5}),
        json!({}),
    ] {
        let pong = socket.ping(&seen).await;
        assert_eq!(pong["behind"], json!([topic]), "{seen}");
    }
    // The snapshot knows the number that goes with it.
    let snapshot = asha.snapshot().await;
    assert_eq!(snapshot["topics"][&topic], seq);

    // Who leaves hears the end, and the others go on.
    let mut other = Socket::open(&ravi.caller).await;
    leave(&ravi.caller).await.expect_status(204);
    assert_eq!(other.ends().await, 4401);
    ravi.caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");
    assert!(socket.is_alive().await);
}

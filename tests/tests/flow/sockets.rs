//! Connections: what is said on them.

use salver::domain::role::Role;
use salver_tests::{Socket, Stack, leave};
use serde_json::{Value, json};

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

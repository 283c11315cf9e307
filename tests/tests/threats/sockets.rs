//! Connections: who gets one, to what, and that nobody disturbs another.

use salver::domain::role::Role;
use salver_tests::{Socket, Stack, Tenant, ticket};
use serde_json::{Value, json};

/// Questions of one connection at once.
const FLOOD: usize = 600;

async fn url(caller: &salver_tests::Caller) -> String {
    let ticket = ticket(caller, None).await.expect_status(201);
    ticket["url"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn threat_23_a_connection_needs_a_fresh_ticket_and_the_site_s_own_page() {
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
async fn threat_23_the_address_that_an_owner_confirms_opens_sockets_of_their_own_house_only() {
    const THEIRS: &str = "https://order.lanes.example";
    let stack = Stack::start().await;
    let (owner, waiter) = (
        stack.staff(Role::Owner).await,
        stack.staff(Role::Waiter).await,
    );
    let party = waiter.open(&stack.tables[0], "family").await;
    let guest = party.join(&stack, "phone-one").await;
    let phones = [&waiter.caller, &guest.caller];
    for caller in phones {
        let path = url(caller).await;
        let refused = Socket::try_open(caller, &path, Some(THEIRS)).await.err();
        assert_eq!(refused, Some(403));
    }
    let wish = json!({"origin": THEIRS});
    let site = owner.path("site");
    for other in [&waiter, &stack.staff(Role::Manager).await] {
        let path = other.path("site");
        let refused = other.caller.send(reqwest::Method::PUT, &path, &wish);
        refused.await.refused(403, "forbidden");
    }
    // The owner of another house says so of theirs: it opens nothing of ours.
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let stranger = tenant.staff(&stack, Role::Owner).await;
    let path = stranger.path("site");
    let abroad = stranger.caller.send(reqwest::Method::PUT, &path, &wish);
    abroad.await.expect_status(200);
    for caller in phones {
        let path = url(caller).await;
        let refused = Socket::try_open(caller, &path, Some(THEIRS)).await.err();
        assert_eq!(refused, Some(403));
    }
    let confirmed = owner.caller.send(reqwest::Method::PUT, &site, &wish);
    confirmed.await.expect_status(200);
    for caller in phones {
        let path = url(caller).await;
        // Neither a page beside it, nor that page without somebody's ticket.
        for foreign in [
            "http://order.lanes.example",
            "https://lanes.example",
            "null",
        ] {
            let refused = Socket::try_open(caller, &path, Some(foreign)).await.err();
            assert_eq!(refused, Some(403), "{foreign}");
        }
        for bare in ["/realtime", "/realtime?ticket=made-up"] {
            let refused = Socket::try_open(caller, bare, Some(THEIRS)).await.err();
            assert_eq!(refused, Some(403), "{bare}");
        }
        let mut open = Socket::try_open(caller, &path, Some(THEIRS)).await.unwrap();
        assert!(open.is_alive().await);
        let again = Socket::try_open(caller, &path, Some(THEIRS)).await.err();
        assert_eq!(again, Some(403), "a ticket is good once");
        // The stack's own pages stay what they are.
        let own = Some(caller.origin());
        let mut open = Socket::try_open(caller, &url(caller).await, own)
            .await
            .unwrap();
        assert!(open.is_alive().await);
    }
}

#[tokio::test]
async fn threat_24_topics_follow_from_the_identity() {
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
    let menu = format!("brand:{}:menu", owner.brand);
    for (caller, topics) in [
        (&guest.caller, vec![&own]),
        (&waiter.caller, vec![&floor, &kitchen]),
        (&cook.caller, vec![&kitchen]),
        (&owner.caller, vec![&floor, &kitchen, &figures, &menu]),
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
        (&cook.caller, vec![&*menu]),
        (&owner.caller, vec!["brand:hill-road:menu"]),
    ] {
        let answer = ticket(caller, Some(&topics)).await;
        let refused = answer.clone().refused(403, "forbidden");
        assert!(refused.get("ticket").is_none());
    }
    // Each is on record, without what they typed.
    let record = stack.record().await;
    let refused: Vec<_> = record
        .iter()
        .filter(|e| e["what"] == "permission_refused")
        .collect();
    let by_guest = refused.iter().filter(|e| e["who"]["kind"] == "guest");
    assert_eq!((refused.len(), by_guest.count()), (11, 5), "{refused:#?}");
    assert!(refused.iter().all(|e| !e.to_string().contains("nonsense")));
    // Less than one may have is fine.
    let granted = ticket(&owner.caller, Some(&[&kitchen]))
        .await
        .expect_status(201);
    assert_eq!(granted["topics"], json!([kitchen]));
}

#[tokio::test]
async fn threat_25_a_client_that_misbehaves_disturbs_no_other() {
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
    let answered = |socket: &Socket| {
        let all = socket.messages();
        all.iter().filter(|m| m["type"] == "pong").count()
    };
    let answered_before_the_flood = answered(&babbles);
    // A flood: more than the gateway takes from one connection at a time.
    for _ in 0..FLOOD {
        babbles.say(r#"{"action":"ping","seen":{}}"#).await;
    }
    // The others are served in between, on their socket and over HTTP, and not after it: so
    // many of its answers came before each of theirs.
    let mut meanwhile = Vec::new();
    for line in 2..=11 {
        good.put(&format!("line-{line}"), &dish, 1).await;
        assert!(listens.is_alive().await);
        meanwhile.push(answered(&babbles));
    }
    let (first, last) = (meanwhile[0], meanwhile[9]);
    assert!(first < last && last < FLOOD / 2, "{meanwhile:?}");
    listens
        .event("cart.changed", |cart| cart["lines"][10]["id"] == "line-11")
        .await;
    let messages = listens.messages();
    let seqs: Vec<_> = messages.iter().filter_map(|m| m["seq"].as_u64()).collect();
    assert!(seqs.windows(2).all(|w| w[1] == w[0] + 1), "{seqs:?}");
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
    assert_eq!(answered_before_the_flood, 1);
}

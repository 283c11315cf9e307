//! Bad input: each with its code, and the table as it was.

use reqwest::Method;
use salver::auth::Role;
use salver_tests::{Answer, Party, Phone, Stack, Staff, key};
use serde_json::{Value, json};

/// A party with something in its cart and one order in the kitchen.
struct Scene {
    stack: Stack,
    waiter: Staff,
    party: Party,
    phone: Phone,
    cart: Value,
    order: Value,
    before: Value,
}

impl Scene {
    async fn set() -> Self {
        let stack = Stack::start().await;
        let dish = stack.menu().await.dish();
        let waiter = stack.staff(Role::Waiter).await;
        let party = waiter.open(&stack.tables[0], "family").await;
        let phone = party.join(&stack, "phone-one").await;
        let order = phone.order(&phone.put("line-0", &dish, 1).await).await;
        let cart = phone.put("line-1", &dish, 2).await;
        let before = party.state(&phone, &waiter).await;
        Self {
            stack,
            waiter,
            party,
            phone,
            cart,
            order,
            before,
        }
    }

    async fn assert_unchanged(&self, after: &str) {
        let now = self.party.state(&self.phone, &self.waiter).await;
        assert_eq!(now, self.before, "after {after}");
    }
}

#[tokio::test]
async fn only_an_open_table_s_own_pin_lets_a_phone_in() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let nobody = stack.nobody();
    for code in ["ZZZZZZZZ", "x", "a%2Fb", "%23"] {
        let path = format!("/tables/{code}");
        nobody.get(&path).await.refused(404, "not_found");
    }
    let mut unknown = party.join_body("phone-new", &party.pin);
    unknown["table_code"] = "ZZZZZZZZ".into();
    let refusal = nobody.post("/sessions/join", &unknown).await;
    refusal.refused(404, "not_found");

    // Nobody has opened this table.
    let not_open = Party {
        table: stack.tables[1].clone(),
        ..party.clone()
    };
    let refusal = not_open.try_join(stack, "phone-new", &party.pin).await;
    refusal.refused(409, "session_closed");

    let wrong = party.wrong_pin();
    let refusal = party.try_join(stack, "phone-new", &wrong).await;
    refusal.refused(403, "pin_wrong");
    let mut resume = party.join_body("phone-one", &wrong);
    resume.as_object_mut().unwrap().remove("guest");
    let refusal = nobody.post("/sessions/resume", &resume).await;
    refusal.refused(403, "pin_wrong");
    resume["pin"] = party.pin.clone().into();
    resume["device_id"] = "phone-new".into();
    let refusal = nobody.post("/sessions/resume", &resume).await;
    refusal.refused(404, "not_found");
    for pin in ["", "12", "12345678", "abcd", "-123", "１２３４"] {
        let refusal = party.try_join(stack, "phone-new", pin).await;
        refusal.refused(422, "validation");
    }
    scene.assert_unchanged("all of these").await;

    // The same phone comes back as the same guest, and its old token is over.
    resume["device_id"] = "phone-one".into();
    let back = nobody
        .post("/sessions/resume", &resume)
        .await
        .expect_status(200);
    assert_eq!(back["guest"]["id"], scene.phone.guest);
    scene
        .phone
        .caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");

    // A PIN of a session that has ended opens nothing, and neither does closing it again.
    scene.waiter.close(party).await.expect_status(200);
    let refusal = party.try_join(stack, "phone-new", &party.pin).await;
    refusal.refused(409, "session_closed");
    scene
        .waiter
        .close(party)
        .await
        .refused(409, "session_closed");
    let next = scene.waiter.open(&party.table, "family").await;
    if next.pin != party.pin {
        let refusal = next.try_join(stack, "phone-new", &party.pin).await;
        refusal.refused(403, "pin_wrong");
    }
}

#[tokio::test]
async fn the_sixth_wrong_pin_locks_this_device_and_no_other() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    for _ in 0..5 {
        let refusal = party.try_join(stack, "phone-bad", &party.wrong_pin()).await;
        refusal.refused(403, "pin_wrong");
    }
    // The right one does not help this device any more.
    for pin in [party.wrong_pin(), party.pin.clone()] {
        let refusal = party.try_join(stack, "phone-bad", &pin).await;
        let seconds: u64 = refusal.header("retry-after").parse().unwrap();
        let problem = refusal.refused(429, "pin_limited");
        assert!((1..=900).contains(&seconds), "{seconds}");
        assert_eq!(problem["retry_after"], seconds);
    }
    scene.assert_unchanged("the wrong PINs").await;
    // Whoever is in goes on, and another phone gets in.
    scene.phone.order(&scene.cart).await;
    let other = party.join(stack, "phone-two").await;
    assert_eq!(other.orders().await.len(), 2);
    // At another table the device is locked as well: it is the device that guessed.
    let elsewhere = scene.waiter.open(&stack.tables[1], "family").await;
    let refusal = elsewhere.try_join(stack, "phone-bad", &elsewhere.pin).await;
    refusal.refused(429, "pin_limited");
}

#[tokio::test]
async fn parallel_guesses_are_counted_each() {
    let scene = Scene::set().await;
    let (stack, party) = (&scene.stack, &scene.party);
    let wrong = party.wrong_pin();
    let guesses = (0..16).map(|_| party.try_join(stack, "phone-bad", &wrong));
    let answers = futures::future::join_all(guesses).await;
    let judged = answers.iter().filter(|a| a.status == 403).count();
    let limited = answers.iter().filter(|a| a.status == 429).count();
    // A guess may also be sent away unjudged (503) when the counter is too busy.
    assert!((1..=5).contains(&judged), "{judged} were judged");
    assert!(limited > 0 && answers.iter().all(|a| a.status != 500));
    scene.assert_unchanged("the guesses").await;
}

#[tokio::test]
async fn a_line_that_is_not_right_never_reaches_the_cart() {
    let scene = Scene::set().await;
    let menu = scene.stack.menu().await;
    let good = menu.dish().line(1);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let (choice, group) = menu.with_choice();
    let all: Vec<_> = group["options"].as_array().unwrap().iter().collect();
    let of_choice = |options: Vec<&Value>| json!({"item_id": choice.item_id, "quantity": 1, "options": options});
    let ids = |list: &[&Value]| list.iter().map(|o| o["id"].clone()).collect::<Vec<_>>();
    let every = ids(&all);
    let twice = [&every[0], &every[0]].to_vec();
    for (what, status, code, body) in [
        ("too few options", 422, "validation", of_choice(vec![])),
        (
            "too many options",
            422,
            "validation",
            of_choice(every.iter().collect()),
        ),
        ("an option twice", 422, "validation", of_choice(twice)),
        (
            "a foreign option",
            422,
            "validation",
            with("options", json!(["no-such-option"])),
        ),
        (
            "an unknown item",
            404,
            "not_found",
            with("item_id", "no-such-item".into()),
        ),
        (
            "a sold-out item",
            409,
            "item_sold_out",
            menu.sold_out().line(1),
        ),
        (
            "a negative quantity",
            422,
            "validation",
            with("quantity", (-1).into()),
        ),
        (
            "a huge quantity",
            422,
            "validation",
            with("quantity", 100.into()),
        ),
        (
            "an endless quantity",
            422,
            "validation",
            with("quantity", json!(1e300)),
        ),
        (
            "a fractional quantity",
            422,
            "validation",
            with("quantity", json!(1.5)),
        ),
        (
            "a quantity in words",
            422,
            "validation",
            with("quantity", "2".into()),
        ),
        (
            "a price",
            422,
            "validation",
            with("price", json!({"minor": 1, "currency": "INR"})),
        ),
        ("a total", 422, "validation", with("total", 1.into())),
        (
            "a long note",
            422,
            "validation",
            with("note", "x".repeat(201).into()),
        ),
        (
            "a note with a bell",
            422,
            "validation",
            with("note", "a\u{7}b".into()),
        ),
        ("no item", 422, "validation", json!({"quantity": 1})),
        ("a list", 422, "validation", json!([])),
    ] {
        let answer = scene.phone.try_put("line-new", &body).await;
        let problem = answer.refused(status, code);
        if status == 422 {
            assert!(
                problem["errors"][0]["field"].is_string(),
                "{what}: {problem}"
            );
        }
        scene.assert_unchanged(what).await;
    }
    for line in ["a_b", "a%23b", &*"x".repeat(121), "%20"] {
        scene
            .phone
            .try_put(line, &good)
            .await
            .refused(404, "not_found");
    }
    // What was ordered cannot come back into the cart by a late retry.
    let late = scene.phone.try_put("line-0", &good).await;
    late.refused(409, "cart_changed");
    scene.assert_unchanged("a late retry").await;
}

#[tokio::test]
async fn an_order_that_is_not_right_changes_nothing() {
    let scene = Scene::set().await;
    let good = Phone::order_body(&scene.cart);
    let with = |field: &str, value: Value| {
        let mut body = good.clone();
        body[field] = value;
        body
    };
    let version = scene.cart["version"].as_u64().unwrap();
    for (what, status, code, body) in [
        (
            "a stale cart",
            409,
            "cart_changed",
            with("cart_version", (version - 1).into()),
        ),
        (
            "a cart of the future",
            409,
            "cart_changed",
            with("cart_version", (version + 1).into()),
        ),
        (
            "another total",
            409,
            "prices_changed",
            with("expected_total", json!({"minor": 1, "currency": "INR"})),
        ),
        (
            "a negative version",
            422,
            "validation",
            with("cart_version", (-1).into()),
        ),
        ("a price", 422, "validation", with("price", 1.into())),
        ("a total", 422, "validation", with("total", 1.into())),
        (
            "a status",
            422,
            "validation",
            with("status", "served".into()),
        ),
        (
            "an unknown way to pay",
            422,
            "validation",
            with("payment_method", "shells".into()),
        ),
        ("nothing", 422, "validation", json!({})),
    ] {
        let answer = scene.phone.try_order(&key(), &body).await;
        let problem = answer.refused(status, code);
        if code == "cart_changed" {
            assert_eq!(problem["cart"], scene.cart);
        }
        scene.assert_unchanged(what).await;
    }
    let raw = |body: Vec<u8>| {
        let request = scene.phone.caller.request(Method::POST, "/orders");
        let request = request.header("content-type", "application/json");
        Answer::to(request.header("idempotency-key", key()).body(body))
    };
    for broken in [
        &b"{"[..],
        b"",
        b"{\"cart_version\":1} {}",
        b"\xff\xfe",
        b"{\"cart_version\":1,}",
    ] {
        raw(broken.to_vec()).await.refused(400, "malformed_json");
    }
    // Too large for the endpoint, and too large for the gateway.
    for size in [65 * 1024, 11 * 1024 * 1024] {
        let answer = raw(vec![b' '; size]).await;
        assert_eq!(answer.status, 413, "{}", answer.text);
        assert_eq!(answer.body["code"], "body_too_large");
    }
    scene.assert_unchanged("bodies that are no order").await;
    // An empty cart is no order.
    scene.phone.caller.delete("/cart").await.expect_status(200);
    let empty = Phone::order_body(&scene.phone.cart().await);
    let answer = scene.phone.try_order(&key(), &empty).await;
    answer.refused(409, "cart_empty");
    assert_eq!(scene.phone.orders().await, [scene.order.clone()]);
}

#[tokio::test]
async fn another_table_s_token_reaches_nothing_of_this_one() {
    let scene = Scene::set().await;
    let elsewhere = scene.waiter.open(&scene.stack.tables[1], "family").await;
    let stranger = elsewhere.join(&scene.stack, "phone-far").await;
    let order = scene.order["id"].as_str().unwrap();
    let path = format!("/orders/{order}");
    stranger.caller.get(&path).await.refused(404, "not_found");
    // A line ID is of the caller's own cart, whatever others call theirs.
    let dish = scene.stack.menu().await.dish();
    let own = stranger.put("line-1", &dish, 7).await;
    assert_eq!(own["lines"].as_array().unwrap().len(), 1);
    stranger
        .caller
        .delete("/cart/lines/line-1")
        .await
        .expect_status(200);
    let body = Phone::order_body(&scene.cart);
    let answer = stranger.try_order(&key(), &body).await;
    let problem = answer.refused(409, "cart_changed");
    assert_eq!(problem["cart"]["lines"], json!([]));
    // Neither do the parts of two good tokens make a third, nor a guest's token staff.
    let (mine, theirs) = (scene.phone.caller.token(), stranger.caller.token());
    let parts = |token: &str| token.split('.').map(str::to_owned).collect::<Vec<_>>();
    let (mine, theirs) = (parts(mine), parts(theirs));
    for mixed in [
        [&mine[0], &mine[1], &theirs[2]],
        [&mine[0], &theirs[1], &theirs[2]],
        [&theirs[0], &mine[1], &mine[2]],
    ] {
        let token = mixed.map(String::as_str).join(".");
        let caller = stranger.caller.with_token(&token);
        caller.get("/session").await.refused(401, "unauthenticated");
    }
    let floor = scene.waiter.path("floor");
    stranger
        .caller
        .get(&floor)
        .await
        .refused(401, "unauthenticated");
    scene
        .waiter
        .caller
        .get("/session")
        .await
        .refused(401, "unauthenticated");
    scene.assert_unchanged("the stranger").await;
}

#[tokio::test]
async fn a_step_that_is_not_in_the_table_is_refused_with_the_current_state() {
    let scene = Scene::set().await;
    let waiter = &scene.waiter;
    let step = async |order: &Value, to: &str| waiter.move_order(order, to).await;
    for to in ["preparing", "ready", "served", "completed", "placed"] {
        let problem = step(&scene.order, to)
            .await
            .refused(409, "illegal_transition");
        assert_eq!(problem["current"], "placed", "to {to}");
        scene.assert_unchanged(to).await;
    }
    for to in ["rejected", "cancelled"] {
        // Legal, but never without a reason.
        step(&scene.order, to).await.refused(422, "validation");
    }
    step(&scene.order, "eaten").await.refused(422, "validation");
    let order = scene.order["id"].as_str().unwrap();
    let line = waiter.path(&format!("orders/{order}/lines/line-0"));
    let lines = async |body: Value| waiter.caller.send(Method::PATCH, &line, &body).await;
    for to in ["ready", "served"] {
        let answer = lines(json!({"status": to})).await;
        answer.refused(409, "illegal_transition");
    }
    let void = json!({"status": "cancelled", "reason": "spilt", "quantity": 2});
    lines(void).await.refused(422, "validation");
    let stale = json!({"status": "cancelled", "reason": "spilt", "version": 99});
    lines(stale).await.refused(409, "version_conflict");
    let unknown = json!({"id": format!("{order}x")});
    step(&unknown, "accepted").await.refused(404, "not_found");
    scene.assert_unchanged("the lines").await;

    for to in ["accepted", "preparing", "ready", "served"] {
        step(&scene.order, to).await.expect_status(200);
    }
    for to in ["accepted", "preparing", "rejected", "cancelled"] {
        let problem = step(&scene.order, to)
            .await
            .refused(409, "illegal_transition");
        assert_eq!(problem["current"], "served", "to {to}");
    }
}

//! The screen on the wall, over HTTP and WebSocket: opened by a link that a manager makes, showing
//! numbers and nothing else, live, until the link is taken back.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Caller, Dish, Socket, Stack, Staff, Tenant, key, ticket};
use serde_json::{Value, json};

/// A screen that is opened by a new link.
async fn screen(stack: &Stack, manager: &Staff) -> Caller {
    let path = manager.path("status-screen/link");
    let made = manager.caller.request(Method::PUT, &path);
    let made = Answer::to(made).await.expect_status(200);
    let link = made["link"].as_str().unwrap();
    let token = link.strip_prefix("/status#").unwrap();
    stack.nobody().with_token(token)
}

async fn board(screen: &Caller, branch: &str) -> Answer {
    screen
        .get(&format!("/branches/{branch}/status-board"))
        .await
}

/// The numbers of a side, each with what it is of.
fn numbers(board: &Value, side: &str) -> Vec<String> {
    let all = board[side].as_array().unwrap().iter();
    let told = |one: &Value| format!("{} {}", one["kind"].as_str().unwrap(), one["number"]);
    all.map(told).collect()
}

async fn change(manager: &Staff, wish: &Value) -> Answer {
    let path = manager.path("status-screen");
    manager.caller.send(Method::PATCH, &path, wish).await
}

async fn once(staff: &Staff, path: &str, body: &Value) -> Value {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    let request = request.header("idempotency-key", key()).json(body);
    Answer::to(request).await.expect_status(201)
}

/// A check with one order that the kitchen has: the check, and the order.
async fn ordered(staff: &Staff, dish: &Dish, wish: &Value) -> (Value, Value) {
    let check = once(staff, "checks", wish).await;
    let mut line = dish.line(1);
    line["id"] = json!("line-1");
    let path = format!("checks/{}/orders", check["id"].as_str().unwrap());
    let body = json!({"action": "kot", "lines": [line]});
    let order = once(staff, &path, &body).await["order"].take();
    (check, order)
}

#[tokio::test]
async fn a_number_goes_from_preparing_to_ready_and_leaves_when_it_is_handed_over() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let chef = stack.staff(Role::Cook).await;
    let screen = screen(&stack, &manager).await;
    let mut socket = Socket::open(&screen).await;
    let read = async || board(&screen, &stack.branch).await.expect_status(200);
    let nothing = read().await;
    assert_eq!(
        (&nothing["preparing"], &nothing["ready"]),
        (&json!([]), &json!([]))
    );

    let customer = json!({"name": "Meera Krishnan", "phone": "+91 98450 12345",
        "address": "12 Hill Street, third floor"});
    let pickup = json!({"kind": "pickup", "customer": {"name": "Omar Haddad", "phone": "98450"}});
    let (_, first) = ordered(&manager, &dish, &pickup).await;
    let delivery = json!({"kind": "delivery", "customer": customer});
    let (brought, second) = ordered(&manager, &dish, &delivery).await;
    socket.event("board.changed", Value::is_null).await;
    let seen = read().await;
    assert_eq!(numbers(&seen, "preparing"), ["pickup 1", "delivery 2"]);

    for status in ["preparing", "ready"] {
        chef.move_order(&first, status).await.expect_status(200);
        chef.move_order(&second, status).await.expect_status(200);
    }
    let seen = read().await;
    assert_eq!(numbers(&seen, "ready"), ["pickup 1", "delivery 2"]);
    assert!(seen["ready"][0]["until"].is_string());
    // It went out, and its dishes are nobody's to call.
    let path = manager.path(&format!("checks/{}", brought["id"].as_str().unwrap()));
    for step in [
        json!({"status": "preparing", "rider_id": manager.id.to_string()}),
        json!({"status": "out_for_delivery"}),
    ] {
        manager
            .caller
            .send(Method::PATCH, &path, &step)
            .await
            .expect_status(200);
    }
    assert_eq!(numbers(&read().await, "ready"), ["pickup 1"]);
    manager
        .move_order(&first, "served")
        .await
        .expect_status(200);
    assert_eq!(numbers(&read().await, "ready"), [""; 0]);

    // Numbers, and nothing else of anybody: neither in the answers nor in what was told.
    assert!(socket.is_alive().await);
    let told = json!([seen, socket.messages()]).to_string();
    for hidden in [
        "Meera",
        "Omar",
        "98450",
        "Hill Street",
        "minor",
        dish.item_id.as_str(),
    ] {
        assert!(!told.contains(hidden), "{hidden} in {told}");
    }
}

#[tokio::test]
async fn a_branch_says_whether_first_names_and_tables_are_on_it() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let screen = screen(&stack, &manager).await;
    let pickup = json!({"kind": "pickup", "customer": {"name": "Omar Haddad"}});
    ordered(&manager, &dish, &pickup).await;
    let sits = json!({"kind": "dine_in", "table_id": stack.tables[0].id});
    let (_, at_table) = ordered(&manager, &dish, &sits).await;
    let seen = board(&screen, &stack.branch).await.expect_status(200);
    assert_eq!(numbers(&seen, "preparing"), ["pickup 1"]);
    assert_eq!(seen["preparing"][0]["name"], Value::Null);

    let wish = json!({"names": true, "dine_in": true, "version": 1});
    let now = change(&manager, &wish).await.expect_status(200);
    assert_eq!(
        (&now["names"], &now["dine_in"]),
        (&json!(true), &json!(true))
    );
    // The same again is so already, whichever version was seen.
    assert_eq!(change(&manager, &wish).await.expect_status(200), now);
    let stale = json!({"names": false, "version": 1});
    change(&manager, &stale)
        .await
        .refused(409, "version_conflict");
    let seen = board(&screen, &stack.branch).await.expect_status(200);
    let table = format!("dine_in {}", at_table["number"]);
    assert_eq!(numbers(&seen, "preparing"), ["pickup 1", table.as_str()]);
    assert_eq!(seen["preparing"][0]["name"], "Omar");
    assert_eq!(seen["dine_in"], true);
}

#[tokio::test]
async fn a_link_opens_the_numbers_of_its_branch_until_it_is_taken_back() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let path = manager.path("status-screen");
    let first = manager.caller.get(&path).await.expect_status(200);
    assert_eq!(
        first,
        json!({"names": false, "dine_in": false, "version": 0})
    );
    let old = screen(&stack, &manager).await;
    let mut socket = Socket::open(&old).await;
    board(&old, &stack.branch).await.expect_status(200);

    // A new link: the old one opens nothing, and its screen is told so.
    let good = screen(&stack, &manager).await;
    assert_eq!(socket.ends().await, 4401);
    board(&old, &stack.branch)
        .await
        .refused(401, "unauthenticated");
    ticket(&old, None).await.refused(401, "unauthenticated");
    let mut socket = Socket::open(&good).await;

    // A stranger, a made-up secret, somebody of the staff, and the screen of another house.
    let made_up = stack
        .nobody()
        .with_token(&format!("{}.made-up", stack.branch));
    for (caller, who) in [
        (&stack.nobody(), "nobody"),
        (&made_up, "a made-up secret"),
        (&manager.caller, "a manager"),
    ] {
        let answer = board(caller, &stack.branch).await;
        assert_eq!(answer.status, 401, "{who}");
    }
    let tenant = Tenant::move_in(&stack, "hill-road").await;
    let theirs = tenant.staff(&stack, Role::Owner).await;
    let abroad = screen(&stack, &theirs).await;
    board(&abroad, &stack.branch)
        .await
        .refused(404, "not_found");
    board(&good, &tenant.branch).await.refused(404, "not_found");

    // It hears of its own numbers and may ask for nothing else.
    let kitchen = format!("branch:{}:kitchen", stack.branch);
    ticket(&good, Some(&[&kitchen]))
        .await
        .refused(403, "forbidden");
    let elsewhere = good
        .post("/realtime/tickets", &json!({"branch": stack.branch}))
        .await;
    elsewhere.refused(422, "validation");

    // Neither the record nor the table holds what stands in the link.
    let secret = good.token().split('.').nth(1).unwrap().to_owned();
    let kept = format!("{:?}", stack.dump().await);
    assert!(!kept.contains(&secret));
    let record = stack.record().await;
    let made = record
        .iter()
        .filter(|entry| entry["what"] == "status_link_made");
    // Two of this house, one of the other.
    assert_eq!(made.count(), 3);

    let removing = manager.path("status-screen/link");
    let gone = manager.caller.delete(&removing).await.expect_status(200);
    assert_eq!(gone["link_made_at"], Value::Null);
    assert_eq!(socket.ends().await, 4401);
    board(&good, &stack.branch)
        .await
        .refused(401, "unauthenticated");
    assert_eq!(
        manager.caller.delete(&removing).await.expect_status(200),
        gone
    );
    // A cook makes no links.
    let cook = stack.staff(Role::Cook).await;
    let making = cook
        .caller
        .request(Method::PUT, &cook.path("status-screen/link"));
    Answer::to(making).await.refused(403, "forbidden");
}

#[tokio::test]
async fn what_a_screen_shows_is_only_changed_by_a_body_of_its_form() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let path = manager.path("status-screen");
    for (body, status, code) in [
        ("", 400, "malformed_json"),
        ("{", 400, "malformed_json"),
        ("[]", 422, "validation"),
        ("{}", 422, "validation"),
        (r#"{"names": "yes"}"#, 422, "validation"),
        (r#"{"names": null}"#, 422, "validation"),
        (r#"{"phones": true}"#, 422, "validation"),
        (r#"{"names": true, "link": "mine"}"#, 422, "validation"),
        (r#"{"dine_in": true, "version": -1}"#, 422, "validation"),
    ] {
        let request = manager.caller.request(Method::PATCH, &path);
        let request = request.header("content-type", "application/json");
        let answer = Answer::to(request.body(body.to_owned())).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.text);
        answer.refused(status, code);
    }
}

//! Opening hours: said by a manager, kept by the server, seen on phones.

use jiff::civil::Weekday;
use jiff::{Timestamp, ToSpan, Zoned, tz::TimeZone};
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

/// The same time tomorrow on the branch's clock, which is no time of today.
fn tomorrow() -> Zoned {
    let zone = TimeZone::get("Asia/Kolkata").unwrap();
    let noon = salver::api::clock::now()
        .to_zoned(zone)
        .date()
        .at(12, 0, 0, 0);
    let noon = noon.in_tz("Asia/Kolkata").unwrap();
    noon.checked_add(1.day()).unwrap()
}

fn name(day: Weekday) -> String {
    format!("{day:?}").to_lowercase()
}

async fn set_hours(manager: &Staff, week: Value) -> Value {
    let path = format!("/branches/{}", manager.branch);
    let body = json!({"opening_hours": {"week": week, "closed_on": []}});
    let answer = manager.caller.send(Method::PATCH, &path, &body).await;
    answer.expect_status(200)["opening_hours"]["week"].clone()
}

#[tokio::test]
async fn guests_order_while_it_is_open_and_what_they_have_is_kept() {
    let stack = Stack::start().await;
    let (manager, waiter) = (
        stack.staff(Role::Manager).await,
        stack.staff(Role::Waiter).await,
    );
    let dish = stack.menu().await.dish();
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 1).await;
    let (intent, body) = (key(), Phone::order_body(&cart));
    let taken = phone.try_order(&intent, &body).await.expect_status(201);
    let cart = phone.put("line-2", &dish, 1).await;
    let mut guest = Socket::open(&phone.caller).await;
    let mut floor = Socket::open(&waiter.caller).await;

    let noon = tomorrow();
    let lunch = json!([{"day": name(noon.weekday()), "opens": "12:00", "closes": "15:00"}]);
    assert_eq!(set_hours(&manager, lunch.clone()).await, lunch);
    guest.event("stock.changed", |data| data.is_null()).await;
    floor
        .event("stock.changed", |stock| stock["profile_version"] == 2)
        .await;
    let closed = json!({"open": false, "opens_at": noon.timestamp()});
    let menu = stack.menu().await.0;
    assert_eq!(menu["ordering"], closed);
    // The menu turns when the house opens, if no happy hour of it begins before.
    let turns: Timestamp = menu["changes_at"].as_str().unwrap().parse().unwrap();
    assert!(turns <= noon.timestamp(), "{turns}");
    let table = format!("/tables/{}", stack.tables[0].code);
    let table = stack.nobody().get(&table).await.expect_status(200);
    assert_eq!(table["branch"]["ordering_open"], false);
    let staff = waiter.caller.get(&waiter.path("stock")).await;
    assert_eq!(staff.expect_status(200)["ordering"], closed);

    let second = (key(), Phone::order_body(&cart));
    let refused = phone.try_order(&second.0, &second.1).await;
    let refused = refused.refused(409, "branch_closed");
    assert_eq!(refused["opens_at"], closed["opens_at"]);
    // What was taken before it closed is told again.
    let again = phone.try_order(&intent, &body).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.expect_status(201), taken);
    // Nobody of the floor can open what the hours close.
    let path = waiter.path("ordering");
    let open = json!({"open": true});
    let opened = waiter.caller.send(Method::PUT, &path, &open).await;
    assert_eq!(opened.expect_status(200), closed);

    assert_eq!(set_hours(&manager, json!([])).await, json!([]));
    guest.event("stock.changed", |data| data.is_null()).await;
    assert_eq!(stack.menu().await.0["ordering"], json!({"open": true}));
    phone
        .try_order(&second.0, &second.1)
        .await
        .expect_status(201);
}

/// Each change of the hours, and each edge of them, is another menu for who has kept one.
#[tokio::test]
async fn a_kept_menu_is_fresh_only_as_long_as_its_hours_are() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let path = format!("/branches/{}/menu", stack.branch);
    let tag = async || {
        let answer = stack.nobody().get(&path).await;
        answer.header("etag").to_owned()
    };
    let before = tag().await;
    let noon = tomorrow();
    let lunch = json!([{"day": name(noon.weekday()), "opens": "12:00", "closes": "15:00"}]);
    set_hours(&manager, lunch).await;
    let closed = tag().await;
    assert_ne!(closed, before);
    let request = stack.nobody().request(Method::GET, &path);
    let kept = request.header("if-none-match", &closed).send().await;
    assert_eq!(kept.unwrap().status(), 304);
}

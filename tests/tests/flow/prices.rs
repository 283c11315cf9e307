//! Price lists, times at which dishes are served, and prices of the day: from the editor's draft
//! to a phone's order, by the clock of the branch.

use jiff::{ToSpan, Zoned};
use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Dish, Phone, Socket, Stack, Staff, key};
use serde_json::{Value, json};

const DAYS: [&str; 7] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];

/// Every day from one full hour to another.
fn daily(opens: i8, closes: i8) -> Value {
    let time = |day| json!({"day": day, "opens": format!("{opens:02}:00"), "closes": format!("{closes:02}:00")});
    json!(DAYS.map(time))
}

/// The full hour so many hours from now on the branch's clock.
fn hour(from_now: i64) -> i8 {
    let now: Zoned = salver::api::clock::now().in_tz("Asia/Kolkata").unwrap();
    now.checked_add(from_now.hours()).unwrap().hour()
}

async fn edit(staff: &Staff, commands: Value) -> Answer {
    let request = staff
        .caller
        .request(Method::POST, &staff.path("menu/draft/commands"));
    let request = request.header("idempotency-key", key());
    Answer::to(request.json(&json!({"commands": commands}))).await
}

async fn publish(staff: &Staff, edited: &Value) {
    let body = json!({"draft_version": edited["version"]});
    let done = staff.caller.post(&staff.path("menu/publish"), &body).await;
    done.expect_status(201);
}

fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

/// Dishes with nothing to choose.
async fn plain(stack: &Stack) -> Vec<Dish> {
    let dishes = stack.menu().await.dishes().into_iter();
    let plain = dishes.filter(|dish| dish.variant_id.is_none() && dish.options.is_empty());
    plain.collect()
}

async fn item(stack: &Stack, id: &str) -> Value {
    let menu = stack.menu().await;
    menu.items().find(|i| i["id"] == id).unwrap().clone()
}

#[tokio::test]
async fn a_happy_hour_is_edited_published_and_charged_and_the_kept_menu_goes_with_it() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dish = plain(&stack).await.remove(0);
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 2).await;
    let mut hears = Socket::open(&phone.caller).await;

    // Three hours that hold this one, so no edge comes while the test runs.
    let list = json!({"do": "add_price_list", "id": "happy", "name": "Happy hour",
        "channels": ["dine_in"], "times": daily(hour(-1), hour(2))});
    let price = json!({"do": "set_list_price", "list": "happy", "item": dish.item_id,
        "set": {"price": inr(dish.price - 500)}});
    let overlap = json!([{"day": "monday", "opens": "10:00", "closes": "12:00"},
        {"day": "monday", "opens": "11:00", "closes": "13:00"}]);
    let mut wrong = list.clone();
    wrong["times"] = overlap;
    let refused = edit(&manager, json!([wrong]))
        .await
        .refused(422, "validation");
    assert!(refused.to_string().contains("overlap"), "{refused}");
    // A list that says nothing yet cannot be published.
    let empty = edit(&manager, json!([list])).await.expect_status(201);
    let body = json!({"draft_version": empty["version"]});
    let path = manager.path("menu/publish");
    let refused = manager.caller.post(&path, &body).await;
    let refused = refused.refused(409, "menu_not_ready");
    assert_eq!(refused["problems"][0]["code"], "list_empty");

    let edited = edit(&manager, json!([price])).await.expect_status(201);
    publish(&manager, &edited).await;
    hears.event("menu.changed", |_| true).await;
    let now = item(&stack, &dish.item_id).await;
    assert_eq!(now["price"], inr(dish.price - 500));
    assert_eq!(
        (&now["usual_price"], &now["price_list"]),
        (&inr(dish.price), &json!("happy"))
    );
    let menu = stack.menu().await.0;
    let until: jiff::Timestamp = menu["price_lists"][0]["until"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!(until > salver::api::clock::now());

    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "prices_changed");
    assert_eq!(refused["total"]["minor"], 2 * (dish.price - 500));
    let mut agreed = Phone::order_body(&cart);
    agreed["expected_total"] = refused["total"].clone();
    let order = phone.try_order(&key(), &agreed).await.expect_status(201);
    assert_eq!(order["total"], refused["total"]);

    // Whoever kept the menu of before the list is given another one, and that one is kept.
    let path = format!("/branches/{}/menu", stack.branch);
    let kept = stack.nobody().get(&path).await.header("etag").to_owned();
    let request = stack.nobody().request(Method::GET, &path);
    let same = request.header("if-none-match", &kept).send().await.unwrap();
    assert_eq!(same.status(), 304);
    let gone = json!([{"do": "remove_price_list", "id": "happy"}]);
    let edited = edit(&manager, gone).await.expect_status(201);
    publish(&manager, &edited).await;
    hears.event("menu.changed", |_| true).await;
    assert_ne!(stack.nobody().get(&path).await.header("etag"), kept);
    // What was sent keeps its price.
    let orders = phone.orders().await;
    assert_eq!(orders[0]["total"], refused["total"]);
}

#[tokio::test]
async fn what_is_served_later_or_priced_by_staff_is_refused_until_it_is() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let waiter = stack.staff(Role::Waiter).await;
    let dishes = plain(&stack).await;
    let (breakfast, fish) = (&dishes[0], &dishes[1]);
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", breakfast, 1).await;
    let mut hears = Socket::open(&phone.caller).await;
    let edited = edit(
        &manager,
        json!([{"do": "edit_item", "id": breakfast.item_id, "set": {"times": daily(hour(2), hour(4))},
                "expected": {"times": []}},
            {"do": "edit_item", "id": fish.item_id, "set": {"priced": "market"}}]),
    );
    publish(&manager, &edited.await.expect_status(201)).await;
    hears.event("menu.changed", |_| true).await;

    let gone = item(&stack, &breakfast.item_id).await;
    assert_eq!(gone["available"], false);
    let from = gone["serves_at"].clone();
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "item_not_served");
    assert_eq!(
        (&refused["line_id"], &refused["from"]),
        (&json!("line-1"), &from)
    );
    let refused = phone.try_put("line-2", &breakfast.line(1)).await;
    refused.refused(409, "item_not_served");

    assert_eq!(item(&stack, &fish.item_id).await["ask"], "market");
    let refused = phone.try_put("line-3", &fish.line(1)).await;
    refused.refused(409, "item_not_priced");
    let path = waiter.path(&format!("stock/{}", fish.item_id));
    let counted = json!({"available": true, "count": 7});
    let said = waiter.caller.send(Method::PUT, &path, &counted).await;
    said.expect_status(200);
    let nothing = waiter.caller.send(Method::PUT, &path, &json!({})).await;
    nothing.refused(422, "validation");
    let wish = json!({"price": inr(54_300)});
    let said = waiter.caller.send(Method::PUT, &path, &wish).await;
    let said = said.expect_status(200);
    assert_eq!(
        (&said["available"], &said["count"]),
        (&json!(true), &json!(7))
    );
    assert_eq!(
        (&said["market"], &said["price"]),
        (&json!(true), &inr(54_300))
    );
    hears.event("stock.changed", |data| data.is_null()).await;
    let now = item(&stack, &fish.item_id).await;
    assert_eq!((&now["price"], &now["ask"]), (&inr(54_300), &Value::Null));
    let cart = phone
        .try_put("line-3", &fish.line(1))
        .await
        .expect_status(200);
    assert_eq!(cart["lines"][1]["unit_price"], inr(54_300));
    let path = waiter.path(&format!("stock/{}", breakfast.item_id));
    let refused = waiter.caller.send(Method::PUT, &path, &wish).await;
    refused.refused(422, "validation");
}

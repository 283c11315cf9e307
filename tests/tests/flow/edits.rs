//! Every kind of edit of a menu, published while phones have it open and carts hold the dish:
//! each phone hears of it, and each cart is ordered as it is, asked about its new total, or told
//! which of its lines is to be chosen again. `edits.json` is the list of it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Party, Phone, Socket, Stack, Staff, key};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::menu_editing::{inr, published};

/// What is edited.
#[derive(Deserialize)]
struct Walk {
    dishes: BTreeMap<String, Made>,
    edits: Vec<Edit>,
}

/// A dish for 100.00, with what there is to choose of it.
#[derive(Deserialize)]
struct Made {
    made_by: Vec<Value>,
    chosen: Value,
}

/// One kind of edit.
#[derive(Deserialize)]
struct Edit {
    /// With `dish-` before it the ID of the dish.
    kind: String,
    /// Which of the dishes.
    of: String,
    told: Told,
    edit: Vec<Value>,
}

/// What a cart that holds the dish is told.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Told {
    /// Nothing: it is ordered for what it cost, by the name that the dish had when it was chosen.
    OrderedAs(String),
    /// `prices_changed`, with the new total in paise.
    Total(i64),
    /// A refusal that names the line, by its code.
    Refused(String),
}

impl Edit {
    fn id(&self) -> String {
        format!("dish-{}", self.kind)
    }

    /// What stands in the list, said of this dish.
    fn said<T: for<'a> Deserialize<'a>>(&self, of: &impl serde::Serialize) -> T {
        let text = serde_json::to_string(of).unwrap();
        let text = text.replace("\"{another day}\"", &another_day().to_string());
        serde_json::from_str(&text.replace("{id}", &self.id())).unwrap()
    }
}

/// Times that are not now: an hour of the day after tomorrow.
fn another_day() -> Value {
    let day = jiff::Zoned::now().saturating_add(jiff::Span::new().days(2));
    let name = day.strftime("%A").to_string().to_lowercase();
    json!([{"day": name, "opens": "12:00", "closes": "13:00"}])
}

fn walk() -> Walk {
    serde_json::from_str(include_str!("edits.json")).unwrap()
}

/// Publishes all dishes, a hundred commands at a time.
async fn set_up(manager: &Staff, walk: &Walk) {
    let mut commands = vec![json!({"do": "add_category", "id": "walk", "name": "Walk"})];
    for edit in &walk.edits {
        commands.push(
            json!({"do": "add_item", "id": edit.id(), "category": "walk",
            "name": "Dish", "price": inr(10_000), "diet": "veg"}),
        );
        commands.extend(edit.said::<Vec<_>>(&walk.dishes[&edit.of].made_by));
    }
    for some in commands.chunks(100) {
        published(manager, json!(some)).await;
    }
}

/// A table with a phone that has heard nothing yet.
async fn seated(stack: &Stack, manager: &Staff, at: usize) -> (Party, Phone, Socket) {
    let party = manager.open(&stack.tables[at], "family").await;
    let phone = party.join(stack, "phone-one").await;
    let socket = Socket::open(&phone.caller).await;
    (party, phone, socket)
}

async fn remove_line(phone: &Phone, line: &str) -> Value {
    let path = format!("/cart/lines/{line}");
    let removed = Answer::to(phone.caller.request(Method::DELETE, &path)).await;
    removed.expect_status(200)
}

/// What became of the cart after the edit.
async fn check(edit: &Edit, phone: &Phone, cart: &Value) {
    let kind = edit.kind.as_str();
    let answer = phone.try_order(&key(), &Phone::order_body(cart)).await;
    match &edit.told {
        Told::OrderedAs(name) => {
            assert_eq!(answer.status, 201, "{kind}: {}", answer.text);
            let order = answer.expect_status(201);
            assert_eq!(order["total"], cart["total"], "{kind}");
            assert_eq!(order["lines"][0]["name"], json!(name), "{kind}");
        }
        Told::Total(total) => {
            assert_eq!(answer.status, 409, "{kind}: {}", answer.text);
            let refused = answer.refused(409, "prices_changed");
            assert_eq!(refused["total"], inr(*total), "{kind}");
            // Who agrees to what they are told orders at that.
            let body = json!({"cart_version": cart["version"], "expected_total": inr(*total)});
            let order = phone.try_order(&key(), &body).await.expect_status(201);
            assert_eq!(order["total"], inr(*total), "{kind}");
        }
        Told::Refused(code) => {
            assert_eq!(answer.status, 409, "{kind}: {}", answer.text);
            let refused = answer.refused(409, code);
            let (line, item) = (&refused["line_id"], &refused["item_id"]);
            assert_eq!((line, item), (&json!(kind), &json!(edit.id())), "{kind}");
            assert_eq!(remove_line(phone, kind).await["lines"], json!([]), "{kind}");
        }
    }
}

#[tokio::test]
async fn each_kind_of_edit_reaches_open_phones_and_carts_are_told_what_concerns_them() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let walk = walk();
    set_up(&manager, &walk).await;
    let (mut done, mut at) = (BTreeSet::new(), None);
    for (place, edit) in walk.edits.iter().enumerate() {
        // A party orders no more than ten times in ten minutes.
        if place % 9 == 0 {
            at = Some(seated(&stack, &manager, place / 9).await);
        }
        let (_, phone, hears) = at.as_mut().unwrap();
        let kind = edit.kind.as_str();
        let mut line = json!({"item_id": edit.id(), "quantity": 1, "options": []});
        let chosen: serde_json::Map<_, _> = edit.said(&walk.dishes[&edit.of].chosen);
        line.as_object_mut().unwrap().extend(chosen);
        let cart = phone.try_put(kind, &line).await;
        assert_eq!(cart.status, 200, "{kind}: {}", cart.text);
        let cart = cart.expect_status(200);

        let commands: Vec<Value> = edit.said(&edit.edit);
        let kinds = commands.iter().map(|command| command["do"].as_str());
        done.extend(kinds.map(|kind| kind.unwrap().to_owned()));
        published(&manager, json!(commands)).await;
        let version = stack.menu().await.0["version"].clone();
        hears
            .event("menu.changed", |event| event["version"] == version)
            .await;
        check(edit, phone, &cart).await;
    }
    // A kind of edit that nobody thought of here is missing, by the API's own list.
    let missing: Vec<_> = kinds_of_edits().difference(&done).cloned().collect();
    assert_eq!(missing, [""; 0]);
}

/// Every command that a published menu can be changed by, as the API documents them.
fn kinds_of_edits() -> BTreeSet<String> {
    let document = include_str!("../../../docs/openapi.json");
    let document: Value = serde_json::from_str(document).unwrap();
    let commands = &document["components"]["schemas"]["Command"]["oneOf"];
    let kinds = commands.as_array().unwrap().iter().map(|command| {
        let kind = &command["properties"]["do"]["enum"][0];
        kind.as_str().unwrap().to_owned()
    });
    // It is about the draft alone: what it leaves is published already.
    kinds.filter(|kind| kind != "discard_changes").collect()
}

#[tokio::test]
async fn a_roll_back_and_what_sells_out_reach_an_open_cart_too() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let first = stack.menu().await.0["version"].clone();
    let new = json!([
        {"do": "add_category", "id": "walk", "name": "Walk"},
        {"do": "add_item", "id": "new-dish", "category": "walk", "name": "New dish",
            "price": inr(10_000), "diet": "veg"}]);
    published(&manager, new).await;
    let (_, phone, mut hears) = seated(&stack, &manager, 0).await;
    let line = json!({"item_id": "new-dish", "quantity": 1, "options": []});
    phone.try_put("new", &line).await.expect_status(200);
    let dish = stack.menu().await.dish();
    let cart = phone.put("old", &dish, 1).await;

    // The menu of before does not know the dish; what it knows is ordered without the other.
    let back = json!({"version": first});
    let path = manager.path("menu/rollback");
    manager.caller.post(&path, &back).await.expect_status(200);
    hears
        .event("menu.changed", |event| event["version"] == first)
        .await;
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(refused.refused(409, "item_gone")["line_id"], "new");
    let cart = remove_line(&phone, "new").await;

    // Sold out while it lies in the cart, then back.
    let path = manager.path(&format!("stock/{}", dish.item_id));
    let stock = async |available: bool| {
        let body = json!({"available": available});
        let said = manager.caller.send(Method::PUT, &path, &body).await;
        said.expect_status(200);
    };
    stock(false).await;
    hears.event("stock.changed", |_| true).await;
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(refused.refused(409, "item_sold_out")["line_id"], "old");
    stock(true).await;
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(order.expect_status(201)["total"], cart["total"]);
}

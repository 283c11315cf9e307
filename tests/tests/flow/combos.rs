//! A combo from the owner's desk to the kitchen: made of dishes, ordered as one, cooked in parts.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Phone, Stack, Staff, key};
use serde_json::{Value, json};

use crate::menu_editing::{inr, published};

/// The first two dishes that somebody makes and that have nothing to choose, and one that
/// nobody makes.
pub(crate) async fn dishes(stack: &Stack) -> [Value; 3] {
    let menu = stack.menu().await;
    let plain = |item: &&Value| {
        let none = item["option_groups"].as_array().unwrap().is_empty();
        let is_single = item["variants"].is_null() && item["parts"].is_null();
        none && is_single && item["available"] == true
    };
    let mut made = menu
        .items()
        .filter(plain)
        .filter(|i| i["station"].is_string());
    let (one, other) = (made.next().unwrap().clone(), made.next().unwrap().clone());
    let mut ready = menu
        .items()
        .filter(plain)
        .filter(|i| i["station"].is_null());
    [one, other, ready.next().unwrap().clone()]
}

/// Publishes the combo `meal`: a main of two, the second for 50.00 more, and a drink.
pub(crate) async fn meal(manager: &Staff, [one, other, drink]: &[Value; 3]) {
    let draft = manager.caller.get(&manager.path("menu/draft")).await;
    let draft = draft.expect_status(200);
    let category = &draft["categories"][0]["id"];
    published(
        manager,
        json!([
            {"do": "add_item", "id": "meal", "category": category, "name": "Meal deal",
                "price": inr(30_001), "diet": "veg"},
            {"do": "set_combo", "item": "meal", "set": {"parts": [
                {"id": "main", "name": "Main", "choices": [{"item": one["id"]},
                    {"item": other["id"], "surcharge": inr(5_000)}]},
                {"id": "drink", "name": "Drink", "choices": [{"item": drink["id"]}]}]}}]),
    )
    .await;
}

pub(crate) fn line(main: &Value, drink: &Value) -> Value {
    json!({"item_id": "meal", "quantity": 2, "options": [], "parts": [
        {"part_id": "main", "item_id": main["id"], "options": []},
        {"part_id": "drink", "item_id": drink["id"]}]})
}

#[tokio::test]
async fn a_combo_is_ordered_as_one_cooked_in_parts_and_paid_to_the_paisa() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let kitchen = stack.staff(Role::Cook).await;
    let dishes = dishes(&stack).await;
    meal(&manager, &dishes).await;
    let [one, other, drink] = &dishes;
    let menu = stack.menu().await;
    let shown = menu.items().find(|item| item["id"] == "meal").unwrap();
    assert_eq!(shown["available"], true);
    assert_eq!(
        shown["parts"][0],
        json!({"id": "main", "name": "Main", "count": 1, "choices": [{"item_id": one["id"]},
            {"item_id": other["id"], "surcharge": inr(5_000)}]})
    );

    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    for (wrong, status) in [
        (json!({"item_id": "meal", "quantity": 1}), 422),
        (line(drink, drink), 422),
        (
            json!({"item_id": "meal", "quantity": 1, "parts": [["main"]]}),
            422,
        ),
        (
            json!({"item_id": "meal", "quantity": 1, "parts": [{"part_id": "main",
            "item_id": one["id"], "price": 1}]}),
            422,
        ),
    ] {
        let refused = phone.try_put("line-1", &wrong).await;
        refused.refused(status, "validation");
    }
    let cart = phone.try_put("line-1", &line(other, drink)).await;
    let cart = cart.expect_status(200);
    let held = &cart["lines"][0];
    assert_eq!(held["unit_price"], inr(35_001));
    assert_eq!(
        (&held["parts"][0]["part"], &held["parts"][0]["name"]),
        (&json!("Main"), &other["name"])
    );

    let order = phone.order(&cart).await;
    assert_eq!(order["total"], inr(70_002));
    let lines = order["lines"].as_array().unwrap();
    assert_eq!(lines.len(), 2);
    let sum: i64 = lines
        .iter()
        .map(|l| l["total"]["minor"].as_i64().unwrap())
        .sum();
    assert_eq!(sum, 70_002);
    for line in lines {
        assert_eq!(
            (&line["combo"]["line_id"], &line["combo"]["name"]),
            (&json!("line-1"), &json!("Meal deal"))
        );
    }
    manager.move_order(&order, "accepted").await;
    let board = kitchen.board().await;
    let told = board.iter().find(|o| o["id"] == order["id"]).unwrap();
    let cooked = told["lines"].as_array().unwrap();
    assert_eq!(cooked.len(), 1, "nobody makes the drink: {cooked:?}");
    assert_eq!(
        (
            &cooked[0]["name"],
            &cooked[0]["combo"],
            &cooked[0]["quantity"]
        ),
        (&other["name"], &json!("Meal deal"), &json!(2))
    );
    // The floor and the party see the same parts; one is taken off, the other keeps its share.
    let seen = manager.party(&party).await.expect_status(200);
    assert_eq!(seen["orders"][0]["lines"][1]["combo"]["part"], "Drink");
    let (id, drink_line) = (
        order["id"].as_str().unwrap(),
        lines[1]["id"].as_str().unwrap(),
    );
    let path = manager.path(&format!("orders/{id}/lines/{drink_line}"));
    let void = json!({"status": "cancelled", "reason": "None left"});
    let void = manager
        .caller
        .send(Method::PATCH, &path, &void)
        .await
        .expect_status(200);
    assert_eq!(void["total"], lines[0]["total"]);
    assert_eq!(phone.orders().await[0]["total"], lines[0]["total"]);
}

#[tokio::test]
async fn what_is_sold_out_of_a_combo_is_said_and_a_part_without_anything_closes_it() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let dishes = dishes(&stack).await;
    meal(&manager, &dishes).await;
    let [one, other, drink] = &dishes;
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.try_put("line-1", &line(other, drink)).await;
    let cart = cart.expect_status(200);
    let sell_out = async |item: &Value| {
        let path = manager.path(&format!("stock/{}", item["id"].as_str().unwrap()));
        let body = json!({"available": false});
        manager
            .caller
            .send(Method::PUT, &path, &body)
            .await
            .expect_status(200);
    };
    sell_out(other).await;
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "item_sold_out");
    assert_eq!(
        (&refused["line_id"], &refused["item_id"]),
        (&json!("line-1"), &other["id"])
    );
    let shown = async || {
        let menu = stack.menu().await;
        let meal = menu.items().find(|item| item["id"] == "meal").unwrap();
        meal["available"] == true
    };
    assert!(shown().await, "there is another main");
    sell_out(one).await;
    assert!(!shown().await);
}

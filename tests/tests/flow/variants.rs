//! What dishes are sold in and with: variants, and choices that one of them offers otherwise.

use salver::domain::role::Role;
use salver_tests::{Phone, Stack, key};
use serde_json::{Value, json};

use crate::menu_editing::{edit, inr, publish, published};

fn names(of: &Value) -> Vec<&str> {
    let lines = of["lines"].as_array().unwrap().iter();
    lines.map(|line| line["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_variant_is_ordered_and_shows_in_cart_kitchen_floor_and_bill() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let kitchen = stack.staff(Role::Cook).await;
    let dish = stack.menu().await.dish();
    let id = dish.item_id.as_str();
    let add = |variant: &str, name: &str, price| json!({"do": "add_variant", "item": id, "id": variant, "name": name, "price": inr(price)});
    published(
        &manager,
        json!([add("half", "Half", 18_000), add("full", "Full", 32_000)]),
    )
    .await;
    let menu = stack.menu().await;
    let item = menu.items().find(|item| item["id"] == id).unwrap();
    let name = item["name"].as_str().unwrap().to_owned();
    assert_eq!(item["price"], inr(18_000), "from its cheapest");
    assert_eq!(
        item["variants"][1],
        json!({"id": "full", "name": "Full", "price": inr(32_000)})
    );

    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let line = |variant: Value| json!({"item_id": id, "quantity": 1, "options": dish.options, "variant_id": variant});
    for wrong in [Value::Null, json!("third")] {
        let refused = phone.try_put("line-1", &line(wrong)).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "variant_id");
    }
    phone
        .try_put("line-1", &line(json!("half")))
        .await
        .expect_status(200);
    let cart = phone
        .try_put("line-2", &line(json!("full")))
        .await
        .expect_status(200);
    let (half, full) = (format!("{name}, Half"), format!("{name}, Full"));
    assert_eq!(names(&cart), [&half, &full]);
    assert_eq!(cart["lines"][0]["variant_id"], "half");
    let extra = cart["total"]["minor"].as_i64().unwrap() - 50_000;

    // Another price of a variant is asked about; what the other one costs is none of this line's.
    let dearer = json!([{"do": "edit_variant", "item": id, "id": "half",
        "set": {"price": inr(19_000)}, "expected": {"price": inr(18_000)}}]);
    published(&manager, dearer).await;
    let refused = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refused = refused.refused(409, "prices_changed");
    assert_eq!(refused["total"]["minor"], 51_000 + extra);

    // One that is gone wants another choice, and says of which line.
    let gone = json!([{"do": "remove_variant", "item": id, "id": "full"}]);
    published(&manager, gone).await;
    let body = json!({"cart_version": cart["version"]});
    let refused = phone
        .try_order(&key(), &body)
        .await
        .refused(409, "options_invalid");
    assert_eq!(
        (&refused["line_id"], &refused["item_id"]),
        (&json!("line-2"), &json!(id))
    );
    let cart = phone
        .try_put("line-2", &line(json!("half")))
        .await
        .expect_status(200);
    let order = phone
        .try_order(
            &key(),
            &json!({"cart_version": cart["version"],
        "expected_total": inr(38_000 + extra)}),
        )
        .await
        .expect_status(201);
    assert_eq!(names(&order), [&half, &half]);
    assert_eq!(order["lines"][0]["variant_id"], "half");

    let board = kitchen.board().await;
    let told = board.iter().find(|o| o["id"] == order["id"]).unwrap();
    assert_eq!(names(told), [&half, &half]);
    assert_eq!(told["lines"][0]["variant"], "Half");
    let seen = manager.party(&party).await.expect_status(200);
    assert_eq!(names(&seen["orders"][0]), [&half, &half]);
    // Without any variant the dish has its own price again, at once and for the old menu's line.
    let plain = json!([{"do": "remove_variant", "item": id, "id": "half"}]);
    published(&manager, plain).await;
    assert_eq!(stack.menu().await.dish().price, dish.price);
    assert_eq!(
        names(&phone.orders().await[0]),
        [&half, &half],
        "what was sold stays"
    );
}

#[tokio::test]
async fn an_item_offers_a_shared_group_otherwise_and_the_others_do_not() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let menu = stack.menu().await;
    let offering = |group: &str| {
        let mut items = menu.items();
        let offers = |item: &&Value| {
            let mut groups = item["option_groups"].as_array().unwrap().iter();
            groups.any(|g| g["id"] == group)
        };
        let first = items.find(offers).unwrap();
        (
            first["id"].clone(),
            items.find(offers).map(|item| item["id"].clone()),
        )
    };
    let groups = menu
        .items()
        .flat_map(|i| i["option_groups"].as_array().unwrap());
    let shared = |g: &&Value| {
        g["options"].as_array().unwrap().len() > 2
            && g["min"] == 0
            && offering(g["id"].as_str().unwrap()).1.is_some()
    };
    let group = groups.into_iter().find(shared).unwrap().clone();
    let (item, other) = offering(group["id"].as_str().unwrap());
    let (cheap, out) = (&group["options"][0]["id"], &group["options"][1]["id"]);
    let of = |option: &Value, set: Value| json!({"do": "override_option", "item": item, "group": group["id"], "option": option, "set": set});
    published(
        &manager,
        json!([
        {"do": "override_group", "item": item, "group": group["id"], "set": {"min": 1, "max": 1},
            "expected": {"min": null, "max": null}},
        of(cheap, json!({"price": inr(700)})),
        of(out, json!({"offered": false}))]),
    )
    .await;
    let menu = stack.menu().await;
    let offered = |id: &Value| {
        let item = menu.items().find(|item| item["id"] == *id).unwrap();
        let mut groups = item["option_groups"].as_array().unwrap().iter();
        groups.find(|g| g["id"] == group["id"]).unwrap().clone()
    };
    let here = offered(&item);
    assert_eq!((&here["min"], &here["max"]), (&json!(1), &json!(1)));
    assert_eq!(here["options"][0]["price"], inr(700));
    assert!(
        here["options"]
            .as_array()
            .unwrap()
            .iter()
            .all(|o| o["id"] != *out)
    );
    assert_eq!(offered(&other.unwrap()), group, "as it was");

    // What cannot be fulfilled is not published, and says with which dish.
    let all = group["options"].as_array().unwrap().iter();
    let all: Vec<_> = all
        .map(|o| of(&o["id"], json!({"offered": false})))
        .collect();
    let edited = edit(&manager, &key(), json!(all)).await.expect_status(201);
    let refused = publish(&manager, &edited["version"]).await;
    let refused = refused.refused(409, "menu_not_ready");
    let problem = &refused["problems"][0];
    assert_eq!(
        (
            &problem["code"],
            &problem["thing"],
            &problem["id"],
            &problem["group_id"]
        ),
        (&json!("group_empty"), &json!("item"), &item, &group["id"])
    );
}

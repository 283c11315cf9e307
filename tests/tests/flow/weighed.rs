//! What staff weigh, and prices of pickups and deliveries: from the menu that staff fetch to the
//! bill, on the real functions.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, key};
use serde_json::{Value, json};

async fn post(staff: &Staff, path: &str, key: &str, body: &Value) -> Answer {
    let request = staff.caller.request(Method::POST, &staff.path(path));
    Answer::to(request.header("idempotency-key", key).json(body)).await
}

async fn publish(staff: &Staff, commands: Value) {
    let edited = post(
        staff,
        "menu/draft/commands",
        &key(),
        &json!({"commands": commands}),
    )
    .await;
    let version = edited.expect_status(201)["version"].clone();
    let body = json!({"draft_version": version});
    let done = staff.caller.post(&staff.path("menu/publish"), &body).await;
    done.expect_status(201);
}

fn grams(id: &str, amount: u32) -> Value {
    json!({"id": id, "item_id": "vada-pav", "quantity": 1, "weight": {"unit": "g", "amount": amount}})
}

async fn take(staff: &Staff, check: &Value, action: &str, line: Value) -> Answer {
    let path = format!("checks/{}/orders", check["id"].as_str().unwrap());
    post(
        staff,
        &path,
        &key(),
        &json!({"action": action, "lines": [line]}),
    )
    .await
}

async fn open(staff: &Staff, kind: &str) -> Value {
    let customer = json!({"name": "Meera", "phone": "+91 98450 12345", "address": "12 Lake Road"});
    let body = match kind {
        "delivery" => json!({"kind": kind, "customer": customer}),
        _ => json!({"kind": kind}),
    };
    post(staff, "checks", &key(), &body)
        .await
        .expect_status(201)
}

#[tokio::test]
async fn what_staff_weigh_is_priced_cooked_and_billed_by_its_weight() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let cashier = stack.staff(Role::Cashier).await;
    let chef = stack.staff(Role::Cook).await;
    let price = json!({"minor": 120_000, "currency": "INR"});
    let set = json!({"priced": "per_kg", "price": price});
    publish(
        &manager,
        json!([{"do": "edit_item", "id": "vada-pav", "set": set}]),
    )
    .await;

    let check = open(&cashier, "pickup").await;
    let path = format!("checks/{}/orders", check["id"].as_str().unwrap());
    // No weight, none of its unit, too much, two at once: by the field that is wrong.
    let mut pounds = grams("a", 450);
    pounds["weight"]["unit"] = json!("hundredth_lb");
    let mut two = grams("a", 450);
    two["quantity"] = json!(2);
    let mut none = grams("a", 450);
    none["weight"].take();
    let other = json!({"id": "a", "item_id": "butter-roti", "quantity": 1,
        "weight": {"unit": "g", "amount": 450}});
    for (line, field) in [
        (none, "weight"),
        (pounds, "weight"),
        (grams("a", 0), "weight"),
        (grams("a", 50_001), "weight"),
        (other, "weight"),
        (two, "quantity"),
    ] {
        let refused = take(&cashier, &check, "kot", line.clone()).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{line}: {refused}");
    }

    // One is kept, weighed again, and goes with another one; the same key is one order.
    let saved = take(&cashier, &check, "save", grams("a", 300)).await;
    let saved = saved.expect_status(201);
    assert_eq!(saved["saved"]["lines"][0]["total"]["minor"], 36_000);
    let put = cashier.path(&format!("checks/{}/lines/a", check["id"].as_str().unwrap()));
    let mut again = grams("a", 450);
    again.as_object_mut().unwrap().remove("id");
    let kept = cashier.caller.send(Method::PUT, &put, &again).await;
    let kept = kept.expect_status(200);
    assert_eq!(
        kept["lines"][0]["weight"],
        json!({"unit": "g", "amount": 450})
    );
    let (order_key, body) = (
        key(),
        json!({"action": "kot", "lines": [grams("b", 1_250)]}),
    );
    let taken = post(&cashier, &path, &order_key, &body)
        .await
        .expect_status(201);
    let replayed = post(&cashier, &path, &order_key, &body)
        .await
        .expect_status(201);
    assert_eq!(taken, replayed);
    let lines = taken["order"]["lines"].as_array().unwrap();
    let said: Vec<_> = lines
        .iter()
        .map(|line| {
            (
                line["name"].as_str().unwrap(),
                line["quantity"].as_u64(),
                line["total"]["minor"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Vada Pav, 0.450 kg", Some(1), Some(54_000)),
            ("Vada Pav, 1.250 kg", Some(1), Some(150_000)),
        ]
    );
    // The kitchen reads the weight, and no price.
    let board = chef.board().await;
    assert_eq!(board[0]["lines"][0]["name"], "Vada Pav, 0.450 kg");
    let told = chef.caller.get(&chef.path("kitchen")).await.text;
    assert!(
        !told.contains("1,200") && !told.contains("120000"),
        "{told}"
    );
    // The bill says both.
    let path = format!("checks/{}/bills", check["id"].as_str().unwrap());
    let billed = post(&cashier, &path, &key(), &json!({}))
        .await
        .expect_status(201);
    let lines = &billed["bills"][0]["lines"];
    assert_eq!(lines[0]["name"], "Vada Pav, 0.450 kg x 1,200.00/kg");
    assert_eq!(lines[1]["name"], "Vada Pav, 1.250 kg x 1,200.00/kg");
    let guest = stack.menu().await;
    let seen = guest.items().find(|item| item["id"] == "vada-pav").unwrap();
    assert_eq!(
        (&seen["ask"], &seen["available"]),
        (&json!("per_kg"), &json!(false))
    );
}

#[tokio::test]
async fn a_guest_orders_nothing_by_weight() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let set = json!({"priced": "per_100g"});
    publish(
        &manager,
        json!([{"do": "edit_item", "id": "vada-pav", "set": set}]),
    )
    .await;
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let path = "/cart/lines/a";
    let mut line = grams("a", 450);
    line.as_object_mut().unwrap().remove("id");
    let weighed = phone.caller.send(Method::PUT, path, &line).await;
    let refused = weighed.refused(422, "validation");
    assert_eq!(refused["errors"][0]["field"], "weight", "{refused}");
    line["weight"].take();
    let bare = phone.caller.send(Method::PUT, path, &line).await;
    bare.refused(409, "item_not_priced");
}

#[tokio::test]
async fn the_menu_of_a_channel_has_the_prices_that_its_orders_get() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let lists = [("pickup", -1_000), ("delivery", 1_500)].map(|(channel, percent)| {
        json!({"do": "add_price_list", "id": channel, "name": channel, "channels": [channel],
            "percent": {"basis_points": percent, "round_to": 1}})
    });
    publish(&manager, json!(lists)).await;
    let path = |query: &str| format!("/branches/{}/menu{query}", stack.branch);
    let mut seen = Vec::new();
    for kind in ["dine_in", "pickup", "delivery"] {
        let answer = stack.nobody().get(&path(&format!("?channel={kind}"))).await;
        let etag = answer.header("etag").to_owned();
        let request = stack
            .nobody()
            .request(Method::GET, &path(&format!("?channel={kind}")));
        let same = request.header("if-none-match", &etag).send().await.unwrap();
        assert_eq!(same.status(), 304);
        let menu = answer.expect_status(200);
        let mut items = menu["categories"].as_array().unwrap().iter();
        let item = items.find_map(|category| {
            let mut items = category["items"].as_array().unwrap().iter();
            items.find(|item| item["id"] == "butter-roti").cloned()
        });
        let price = item.unwrap()["price"]["minor"].as_i64().unwrap();
        seen.push((etag, price));
        if kind == "dine_in" {
            let plain = stack.nobody().get(&path("")).await;
            assert_eq!(plain.header("etag"), seen[0].0);
            continue;
        }
        let check = open(&manager, kind).await;
        let line = json!({"id": "a", "item_id": "butter-roti", "quantity": 2});
        let order = take(&manager, &check, "kot", line).await.expect_status(201);
        assert_eq!(
            order["order"]["lines"][0]["unit_price"]["minor"], price,
            "{kind}"
        );
        assert_eq!(order["order"]["total"]["minor"], 2 * price, "{kind}");
    }
    let [table, pickup, delivery] = [0, 1, 2].map(|at: usize| seen[at].clone());
    assert!(pickup.1 < table.1 && table.1 < delivery.1, "{seen:?}");
    assert!(table.0 != pickup.0 && pickup.0 != delivery.0, "{seen:?}");
    for wrong in ["?channel=", "?channel=car", "?channel=Pickup"] {
        let refused = stack
            .nobody()
            .get(&path(wrong))
            .await
            .refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "channel", "{wrong}");
    }
}

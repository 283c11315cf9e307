//! A manager edits the menu and publishes it; phones and open carts are told.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Phone, Socket, Stack, Staff, key, ticket};
use serde_json::{Value, json};

use crate::branches::{at, make};

async fn draft(staff: &Staff) -> Value {
    let path = staff.path("menu/draft");
    staff.caller.get(&path).await.expect_status(200)
}

pub(crate) async fn edit(staff: &Staff, intent: &str, commands: Value) -> Answer {
    let path = staff.path("menu/draft/commands");
    let request = staff.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", intent);
    Answer::to(request.json(&json!({"commands": commands}))).await
}

pub(crate) async fn publish(staff: &Staff, draft_version: &Value) -> Answer {
    let body = json!({"draft_version": draft_version});
    staff.caller.post(&staff.path("menu/publish"), &body).await
}

fn priced(item: &str, from: i64, to: i64) -> Value {
    json!([{"do": "edit_item", "id": item,
        "set": {"price": {"minor": to, "currency": "INR"}},
        "expected": {"price": {"minor": from, "currency": "INR"}}}])
}

#[tokio::test]
async fn a_published_price_reaches_phones_and_open_carts_and_can_be_taken_back() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let party = manager.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    let cart = phone.put("line-1", &dish, 2).await;
    let mut hears = Socket::open(&phone.caller).await;

    let before = draft(&manager).await;
    assert_eq!(
        (&before["version"], &before["changes"]),
        (&json!(0), &json!(0))
    );
    let first = before["published_version"].clone();
    let dearer = dish.price + 500;
    let edited = edit(&manager, &key(), priced(&dish.item_id, dish.price, dearer)).await;
    let edited = edited.expect_status(201);
    assert_eq!(edited["version"], 1);
    assert_eq!(edited["changes"][0]["command"]["do"], "edit_item");
    // Nothing of it reaches guests before it is published.
    assert_eq!(stack.menu().await.dish().price, dish.price);
    let changes = manager.path("menu/draft/changes");
    let changes = manager.caller.get(&changes).await.expect_status(200);
    let command = &changes["changes"][0]["command"];
    assert_eq!(
        (
            &command["expected"]["price"]["minor"],
            &command["set"]["price"]["minor"]
        ),
        (&json!(dish.price), &json!(dearer))
    );

    let published = publish(&manager, &edited["version"])
        .await
        .expect_status(201);
    let version = published["version"].clone();
    let told = |event: &Value| event["version"] == version;
    hears.event("menu.changed", told).await;
    assert_eq!(stack.menu().await.dish().price, dearer);
    let refusal = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    let refusal = refusal.refused(409, "prices_changed");
    assert_eq!(refusal["total"]["minor"], 2 * dearer);

    let back = json!({"version": first});
    let path = manager.path("menu/rollback");
    let rolled = manager.caller.post(&path, &back).await.expect_status(200);
    assert_eq!(rolled["version"], first);
    hears
        .event("menu.changed", |event| event["version"] == first)
        .await;
    // The cart is at its old price again, so what the guest saw is what they order.
    let order = phone.try_order(&key(), &Phone::order_body(&cart)).await;
    assert_eq!(order.expect_status(201)["total"]["minor"], 2 * dish.price);
    let versions = manager.caller.get(&manager.path("menu/versions")).await;
    let versions = versions.expect_status(200);
    assert_eq!(versions["current"], first);
    assert_eq!(versions["versions"][0]["version"], version);
    let entries: Vec<_> = stack.record().await;
    let noted = entries
        .iter()
        .filter(|e| e["what"] == "menu_published" || e["what"] == "menu_rolled_back");
    assert_eq!(noted.count(), 2);
}

#[tokio::test]
async fn two_editors_are_told_of_each_other() {
    let stack = Stack::start().await;
    let (owner, manager) = (
        stack.staff(Role::Owner).await,
        stack.staff(Role::Manager).await,
    );
    let dish = stack.menu().await.dish();
    let mut hears = Socket::open(&owner.caller).await;
    let intent = key();
    let wish = priced(&dish.item_id, dish.price, dish.price + 100);
    let mine = edit(&manager, &intent, wish.clone())
        .await
        .expect_status(201);
    hears.event("draft.changed", |_| true).await;
    let seen = draft(&owner).await;
    assert_eq!(seen["edited"]["by"], json!(manager.id));
    // Decided on what is gone: told what stands there.
    let theirs = edit(&owner, &key(), priced(&dish.item_id, dish.price, 1)).await;
    let theirs = theirs.refused(409, "draft_field_changed");
    assert_eq!(theirs["now"]["price"]["minor"], dish.price + 100);
    assert_eq!(
        (&theirs["id"], &theirs["thing"]),
        (&json!(dish.item_id), &json!("item"))
    );
    // The same request again is the same edit.
    let again = edit(&manager, &intent, wish).await.expect_status(201);
    assert_eq!(again, mine);
    // Of two publishers of one draft, one publishes.
    let (one, other) = tokio::join!(
        publish(&owner, &mine["version"]),
        publish(&manager, &mine["version"])
    );
    let (won, lost) = if one.status == 201 {
        (one, other)
    } else {
        (other, one)
    };
    won.expect_status(201);
    let lost = lost.refused(409, "version_conflict");
    assert_eq!(
        (&lost["version"], &lost["published_version"]),
        (&json!(2), &json!(2))
    );
}

/// The menu in the making is the brand's: its editors are told of each other wherever they are.
#[tokio::test]
async fn two_editors_at_two_branches_are_told_of_each_other() {
    let stack = Stack::start().await;
    let here = stack.staff(Role::Owner).await;
    let made = make(&here, &key(), "Harbour").await.expect_status(201);
    let harbour = made["id"].as_str().unwrap();
    let there = at(&stack, &here, Role::Owner, harbour).await;
    let dish = stack.menu().await.dish();
    let topic = format!("brand:{}:menu", here.brand);
    let open = async |staff: &Staff, topics: &[&str]| {
        let granted = ticket(&staff.caller, Some(topics)).await.expect_status(201);
        let url = granted["url"].as_str().unwrap();
        let socket = Socket::try_open(&staff.caller, url, None).await;
        socket.unwrap()
    };
    let mut hears = open(&there, &[&topic]).await;
    // Nothing of it is for who only looks at a branch's figures.
    let mut owns = open(&here, &[&format!("branch:{}:owner", stack.branch)]).await;
    let wish = priced(&dish.item_id, dish.price, dish.price + 100);
    edit(&here, &key(), wish).await.expect_status(201);
    let told = hears
        .hears("an edit", |m| m["type"] == "draft.changed")
        .await;
    assert_eq!(
        (&told["topic"], &told["seq"], &told["entity"]),
        (
            &json!(topic),
            &json!(1),
            &json!({"kind": "draft", "id": here.brand, "version": 1})
        )
    );
    assert_eq!(told.get("data"), None);
    let seen = draft(&there).await;
    assert_eq!(
        (&seen["version"], &seen["edited"]["name"]),
        (&json!(1), &draft(&here).await["edited"]["name"])
    );
    assert!(seen["edited"]["name"].is_string());
    // What is announced after this comes after that number.
    assert_eq!(seen["topics"][&topic], 1);
    // Both hear of a publication, at whichever branch: the menu by the branch, the draft by the brand.
    publish(&there, &seen["version"]).await.expect_status(201);
    owns.event("menu.changed", |_| true).await;
    hears
        .hears("the publication", |m| {
            m["type"] == "draft.changed" && m["seq"] == 2
        })
        .await;
    let other = owns.messages();
    assert!(
        other.iter().all(|m| m["type"] != "draft.changed"),
        "{other:#?}"
    );
}

#[tokio::test]
async fn what_is_not_ready_is_refused_with_all_reasons() {
    let stack = Stack::start().await;
    let manager = stack.staff(Role::Manager).await;
    let unfit = json!([
        {"do": "add_category", "id": "c1", "name": ""},
        {"do": "add_group", "id": "g1", "name": "Sauce", "min": 1, "max": 1},
    ]);
    let edited = edit(&manager, &key(), unfit).await.expect_status(201);
    let refused = publish(&manager, &edited["version"]).await;
    let refused = refused.refused(409, "menu_not_ready");
    let codes = refused["problems"].as_array().unwrap().iter();
    let codes: Vec<_> = codes.map(|problem| problem["code"].clone()).collect();
    assert_eq!(codes, ["name_missing", "group_empty"]);
    for (commands, status, code) in [
        (json!([]), 422, "validation"),
        (json!([{"do": "paint_item"}]), 422, "validation"),
        (json!([["discard_changes"]]), 422, "validation"),
        (
            json!([{"do": "remove_item", "id": "no-such-item"}]),
            409,
            "draft_target_gone",
        ),
        (
            json!([{"do": "add_category", "id": "c1", "name": "C"}]),
            409,
            "draft_id_taken",
        ),
    ] {
        edit(&manager, &key(), commands).await.refused(status, code);
    }
    let versions = manager.path("menu/versions");
    let listed = manager.caller.get(&versions).await.expect_status(200);
    assert!(listed.get("next").is_none(), "{listed}");
    let before = manager.caller.get(&format!("{versions}?before=1")).await;
    assert_eq!(before.expect_status(200)["versions"], json!([]));
    for wrong in ["x", "-1", "1234567890", ""] {
        let refused = manager
            .caller
            .get(&format!("{versions}?before={wrong}"))
            .await;
        refused.refused(422, "validation");
    }
    let none = json!({"version": 99});
    let none = manager
        .caller
        .post(&manager.path("menu/rollback"), &none)
        .await;
    none.refused(404, "not_found");
}

#[tokio::test]
async fn a_price_of_nothing_and_a_dish_that_nobody_makes_block_unless_they_are_meant() {
    let stack = Stack::start().await;
    let dish = stack.menu().await.dish();
    let manager = stack.staff(Role::Manager).await;
    let codes = |problems: &Value| -> Vec<String> {
        let problems = problems.as_array().unwrap().iter();
        let codes = problems.filter(|p| p["id"] == dish.item_id.as_str());
        codes
            .map(|p| p["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let free = edit(&manager, &key(), priced(&dish.item_id, dish.price, 0)).await;
    let refused = publish(&manager, &free.expect_status(201)["version"]).await;
    let refused = refused.refused(409, "menu_not_ready");
    assert_eq!(codes(&refused["problems"]), ["price_zero"]);
    let meant = json!([{"do": "edit_item", "id": dish.item_id,
        "set": {"may_be_free": true, "station": null}, "expected": {"may_be_free": false}}]);
    let meant = edit(&manager, &key(), meant).await.expect_status(201);
    publish(&manager, &meant["version"])
        .await
        .expect_status(201);
    let sold = stack
        .nobody()
        .get(&format!("/branches/{}/menu", stack.branch))
        .await;
    let sold = sold.expect_status(200);
    let categories = sold["categories"].as_array().unwrap().iter();
    let mut items = categories.flat_map(|c| c["items"].as_array().unwrap());
    let free = items
        .find(|item| item["id"] == dish.item_id.as_str())
        .unwrap();
    assert_eq!(free["price"]["minor"], 0);

    // A brand whose kitchen has screens alone wants a station for each.
    let path = manager.path("menu/rules");
    let (caller, path) = (&manager.caller, &path);
    let rule = async |body: Value| caller.send(Method::PUT, path, &body).await;
    assert_eq!(
        rule(json!({"stations": true})).await.expect_status(200),
        json!({"stations": true})
    );
    let ruled = draft(&manager).await;
    assert_eq!(
        (&ruled["rules"]["stations"], codes(&ruled["problems"])),
        (&json!(true), vec!["no_station".to_owned()])
    );
    let again = edit(
        &manager,
        &key(),
        json!([{"do": "add_category", "id": "c1", "name": "Later"}]),
    )
    .await
    .expect_status(201);
    let refused = publish(&manager, &again["version"])
        .await
        .refused(409, "menu_not_ready");
    assert_eq!(codes(&refused["problems"]), ["no_station"]);
    rule(json!({"stations": false})).await.expect_status(200);
    publish(&manager, &again["version"])
        .await
        .expect_status(201);
    // What was confirmed with a publication is known from then on.
    let problems = draft(&manager).await["problems"].clone();
    let empty = problems
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["id"] == "c1")
        .unwrap()
        .clone();
    assert_eq!(
        (&empty["code"], &empty["known"]),
        (&json!("category_empty"), &json!(true))
    );
    for wrong in [
        json!({}),
        json!({"stations": 1}),
        json!({"stations": true, "tables": true}),
        json!([true]),
    ] {
        rule(wrong).await.refused(422, "validation");
    }
    let waiter = stack.staff(Role::Waiter).await;
    let asked = waiter
        .caller
        .send(
            Method::PUT,
            &waiter.path("menu/rules"),
            &json!({"stations": true}),
        )
        .await;
    asked.refused(403, "forbidden");
}

/// Publishes `commands` by this manager.
pub(crate) async fn published(staff: &Staff, commands: Value) {
    let edited = edit(staff, &key(), commands).await.expect_status(201);
    publish(staff, &edited["version"]).await.expect_status(201);
}

pub(crate) fn inr(minor: i64) -> Value {
    json!({"minor": minor, "currency": "INR"})
}

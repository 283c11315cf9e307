//! The address that cards carry: confirmed by the owner, kept with the brand; and which cards
//! must be printed anew when it changes.

use reqwest::Method;
use salver::domain::role::Role;
use salver_tests::{Answer, Stack, Staff, key};
use serde_json::{Value, json};

const OLD: &str = "https://lanes.example";
const NEW: &str = "https://order.lanes.example";

async fn put(staff: &Staff, wish: &Value) -> Answer {
    staff
        .caller
        .send(Method::PUT, &staff.path("site"), wish)
        .await
}

async fn sheet(staff: &Staff) -> Value {
    let cards = staff.caller.get(&staff.path("cards")).await;
    cards.expect_status(200)
}

async fn confirm(staff: &Staff, wish: &Value) -> Answer {
    let path = staff.path("cards/printed");
    staff.caller.send(Method::PUT, &path, wish).await
}

/// What is sent for cards that were printed as a sheet has them.
fn lie(sheet: &Value, tables: std::ops::Range<usize>) -> Value {
    let cards = &sheet["cards"].as_array().unwrap()[tables];
    let mark = |card: &Value| json!({"id": card["id"], "mark": card["mark"]});
    let cards: Vec<_> = cards.iter().map(mark).collect();
    json!({"origin": sheet["site"]["origin"], "cards": cards})
}

/// How the cards of the first tables stand.
fn standings(sheet: &Value, count: usize) -> Vec<String> {
    let cards = sheet["cards"].as_array().unwrap().iter().take(count);
    let standing = |card: &Value| card["printed"]["standing"].as_str().unwrap().to_owned();
    cards.map(standing).collect()
}

#[tokio::test]
async fn an_owner_confirms_the_address_and_all_that_is_printed_carries_it() {
    let stack = Stack::start().await;
    let (owner, manager) = (
        stack.staff(Role::Owner).await,
        stack.staff(Role::Manager).await,
    );
    // Until then it is the one that the stack was started with.
    let before = sheet(&manager).await;
    let port = stack.url.rsplit(':').next().unwrap();
    let own = format!("http://localhost:{port}");
    assert_eq!(
        before["site"],
        json!({"origin": own, "former": [], "version": 0})
    );

    let wish = json!({"origin": OLD, "version": 0});
    put(&manager, &wish).await.refused(403, "forbidden");
    let site = put(&owner, &wish).await.expect_status(200);
    assert_eq!(
        (&site["origin"], &site["version"]),
        (&json!(OLD), &json!(1))
    );
    assert!(site["confirmed_at"].is_string());
    assert_eq!(site["former"][0]["origin"], own, "cards carried it");
    // A lost answer asks again with what it saw.
    assert_eq!(put(&owner, &wish).await.expect_status(200), site);
    let late = json!({"origin": NEW, "version": 0});
    put(&owner, &late).await.refused(409, "version_conflict");

    let after = sheet(&manager).await;
    assert_eq!(after["site"], site);
    assert_eq!(after["list_url"], format!("{OLD}/#/{}", stack.branch));
    for card in after["cards"].as_array().unwrap() {
        let url = card["url"].as_str().unwrap();
        assert!(url.starts_with(OLD) && url.ends_with(card["code"].as_str().unwrap()));
    }
    let table = &stack.tables[0];
    let path = manager.path(&format!("tables/{}/code", table.id));
    let request = manager.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", key());
    let card = Answer::to(request).await.expect_status(201);
    assert!(card["url"].as_str().unwrap().starts_with(OLD));
    assert_eq!(sheet(&manager).await["cards"][0], card);

    let record = stack.record().await;
    let noted: Vec<_> = record
        .iter()
        .filter(|e| e["what"] == "site_changed")
        .collect();
    assert_eq!(noted.len(), 1, "{noted:#?}");
    assert!(noted[0].to_string().contains(&format!("{own} -> {OLD}")));
}

#[tokio::test]
async fn tables_are_named_whose_cards_carry_another_address_until_somebody_prints_them() {
    let stack = Stack::start().await;
    let (owner, manager) = (
        stack.staff(Role::Owner).await,
        stack.staff(Role::Manager).await,
    );
    put(&owner, &json!({"origin": OLD}))
        .await
        .expect_status(200);
    let printed = sheet(&manager).await;
    assert_eq!(standings(&printed, 3), ["unprinted"; 3]);
    let done = confirm(&manager, &lie(&printed, 0..3))
        .await
        .expect_status(200);
    assert_eq!(done["cards"].as_array().unwrap().len(), stack.tables.len());
    assert_eq!(
        standings(&done, 4),
        ["current", "current", "current", "unprinted"]
    );
    // The same again is nothing new.
    let again = confirm(&manager, &lie(&printed, 0..3))
        .await
        .expect_status(200);
    assert_eq!(again, done);

    put(&owner, &json!({"origin": NEW, "version": 1}))
        .await
        .expect_status(200);
    let moved = sheet(&owner).await;
    assert_eq!(
        standings(&moved, 4),
        ["outdated", "outdated", "outdated", "unprinted"]
    );
    assert_eq!(moved["cards"][0]["printed"]["origin"], OLD);
    assert_eq!(moved["site"]["former"][0]["origin"], OLD);

    // One is printed; of another the code changes while its card is in the printer.
    let path = manager.path(&format!("tables/{}/code", stack.tables[1].id));
    let request = manager.caller.request(Method::POST, &path);
    let request = request.header("idempotency-key", key());
    Answer::to(request).await.expect_status(201);
    confirm(&manager, &lie(&moved, 0..2))
        .await
        .expect_status(200);
    let now = sheet(&owner).await;
    assert_eq!(standings(&now, 3), ["current", "outdated", "outdated"]);
    let of = |at: usize| now["cards"][at]["printed"]["origin"].clone();
    assert_eq!([of(1), of(2)], [NEW, OLD]);

    // Back again: what still carries the old address is right once more.
    put(&owner, &json!({"origin": OLD}))
        .await
        .expect_status(200);
    let back = sheet(&owner).await;
    assert_eq!(standings(&back, 3), ["outdated", "outdated", "current"]);
    // A new table has no card yet, a new name is on no card.
    let path = manager.path(&format!("tables/{}/plan", stack.tables[2].id));
    let name = json!({"name": "Window"});
    let renamed = manager.caller.send(Method::PATCH, &path, &name).await;
    renamed.expect_status(200);
    assert_eq!(standings(&sheet(&owner).await, 3), ["outdated"; 3]);
}

#[tokio::test]
async fn what_is_no_address_and_what_is_no_card_is_refused_by_its_field() {
    let stack = Stack::start().await;
    let owner = stack.staff(Role::Owner).await;
    let before = sheet(&owner).await;
    for origin in [
        "",
        "javascript:alert(1)",
        "javascript://order.example",
        "order.example",
        "https://order.example/",
        "https://order.example/admin",
        "https://order.example#a",
        "https://vera@order.example",
        "https://order.example:0",
        "https://order.example:99999",
        "https://münchen.example",
        "https://a b.example",
        "ftp://order.example",
    ] {
        let refused = put(&owner, &json!({"origin": origin})).await;
        let refused = refused.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], "origin", "{origin}");
    }
    assert_eq!(sheet(&owner).await, before);
    // Kept as browsers say it, whatever the capitals.
    let kept = put(&owner, &json!({"origin": "HTTPS://Order.Example:443"})).await;
    assert_eq!(kept.expect_status(200)["origin"], "https://order.example");

    let card = &lie(&before, 0..1)["cards"][0];
    let wrong = |key: &str, value: Value| {
        let mut card = card.clone();
        card[key] = value;
        json!({"origin": OLD, "cards": [card]})
    };
    for (wish, field) in [
        (json!({"origin": OLD, "cards": []}), "cards"),
        (json!({"origin": OLD, "cards": vec![card; 301]}), "cards"),
        (json!({"origin": "no address", "cards": [card]}), "origin"),
        (wrong("id", json!("no-such-table")), "cards"),
        (wrong("mark", json!("short")), "cards[0].mark"),
        (json!({"cards": [card]}), "origin"),
    ] {
        let refused = confirm(&owner, &wish).await.refused(422, "validation");
        assert_eq!(refused["errors"][0]["field"], field, "{wish}");
    }
    let waiter = stack.staff(Role::Waiter).await;
    let wish = json!({"origin": OLD, "cards": [card]});
    confirm(&waiter, &wish).await.refused(403, "forbidden");
    let (path, wish) = ("/branches/elsewhere/site", json!({"origin": OLD}));
    let elsewhere = owner.caller.send(Method::PUT, path, &wish);
    elsewhere.await.refused(404, "not_found");
}

//! How the menu comes, and what happens when it moves while something of it is in the cart.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use reqwest::{Method, StatusCode};
use salver::api::clock;
use salver::domain::figures::Sums;
use salver::domain::fold::Quarter;
use salver::domain::id::BranchId;
use salver::domain::role::Role;
use salver_tests::{Phone, Stack, key};

#[tokio::test]
async fn what_sold_out_in_the_cart_is_refused_by_name() {
    let stack = Stack::start().await;
    let menu = stack.menu().await;
    let (gone, other) = (menu.dishes().remove(0), menu.dishes().remove(1));
    let waiter = stack.staff(Role::Waiter).await;
    let party = waiter.open(&stack.tables[0], "family").await;
    let phone = party.join(&stack, "phone-one").await;
    phone.put("line-1", &gone, 2).await;
    let cart = phone.put("line-2", &other, 1).await;

    let branch: BranchId = stack.branch.parse().unwrap();
    let store = stack.store();
    let mut stock = store.stock(&branch).await.unwrap().unwrap();
    stock.sold_out.insert(gone.item_id.parse().unwrap());
    stock.version += 1;
    stack
        .seeder()
        .overwrite_stock(&branch, &stock)
        .await
        .unwrap();

    let read = stack.menu().await;
    let item = read.items().find(|i| i["id"] == gone.item_id.as_str());
    assert_eq!(item.unwrap()["available"], false);
    let before = party.state(&phone, &waiter).await;
    let body = Phone::order_body(&cart);
    let intent = key();
    let refusal = phone.try_order(&intent, &body).await;
    let refusal = refusal.refused(409, "item_sold_out");
    assert_eq!(refusal["item_id"], gone.item_id);
    let more = phone.try_put("line-1", &gone.line(3)).await;
    more.refused(409, "item_sold_out");
    assert_eq!(party.state(&phone, &waiter).await, before);

    // Without it the rest goes out, also with the key of the refused try: nothing was kept of it.
    let cart = phone
        .caller
        .delete("/cart/lines/line-1")
        .await
        .expect_status(200);
    let order = phone.try_order(&intent, &Phone::order_body(&cart)).await;
    assert_eq!(order.expect_status(201)["total"]["minor"], other.price);
}

#[tokio::test]
async fn the_menu_comes_by_branch_or_by_code_and_packed_where_that_is_taken() {
    let stack = Stack::start().await;
    let nobody = stack.nobody();
    let by_branch = format!("/branches/{}/menu", stack.branch);
    let by_code = format!("/tables/{}/menu", stack.tables[0].code.to_lowercase());
    let plain = nobody.get(&by_branch).await;
    assert!(!plain.headers.contains_key("content-encoding"));
    assert_eq!(plain.headers["vary"], "accept-encoding");
    let same = nobody.get(&by_code).await;
    assert_eq!((same.status, &same.text), (200, &plain.text));
    assert_eq!(same.headers["etag"], plain.headers["etag"]);

    // The bytes as they come: the client of the tests would unpack them.
    let raw = reqwest::Client::builder().no_gzip().build().unwrap();
    let ask = |name: &'static str, value: &str| {
        let request = nobody.request(Method::GET, &by_code).header(name, value);
        raw.execute(request.build().unwrap())
    };
    let packed = ask("accept-encoding", "gzip, br").await.unwrap();
    assert_eq!(packed.headers()["content-encoding"], "gzip");
    assert_eq!(packed.headers()["etag"], plain.headers["etag"]);
    let bytes = packed.bytes().await.unwrap();
    assert!(bytes.starts_with(b"\x1f\x8b"));
    assert!(bytes.len() * 3 < plain.text.len(), "{}", bytes.len());

    let etag = plain.headers["etag"].to_str().unwrap();
    let known = ask("if-none-match", etag).await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    assert_eq!(known.bytes().await.unwrap().len(), 0);
    let nowhere = nobody.get("/tables/NOSUCHCODE/menu").await;
    nowhere.refused(404, "not_found");
}

#[tokio::test]
async fn the_menu_begins_with_what_was_sold_most_on_the_days_before() {
    let stack = Stack::start().await;
    stack.give_past(300).await;
    let (store, nobody) = (stack.store(), stack.nobody());
    let branch: BranchId = stack.branch.parse().unwrap();
    let profile = store.profile(&branch).await.unwrap().unwrap();
    let today = profile.business_day(clock::now());
    let mut sold = BTreeMap::<String, i64>::new();
    for back in 1..=7 {
        let day = today.days_before(back);
        let orders = store
            .facts_since(&branch, day, Quarter::FIRST)
            .await
            .unwrap();
        for (item, figures) in Sums::fold(&orders).items {
            *sold.entry(item.as_str().to_owned()).or_default() += figures.tally.count;
        }
    }
    let menu = stack.menu().await;
    let made = |id: &String| {
        let item = menu.items().find(|item| item["id"] == id.as_str());
        item.is_some_and(|i| i["available"] == true && i["station"].is_string())
    };
    let mut best: Vec<_> = sold.iter().filter(|(id, n)| **n >= 5 && made(id)).collect();
    best.sort_by_key(|(id, pieces)| (Reverse(**pieces), *id));
    let best: Vec<_> = best.into_iter().map(|(id, _)| id.as_str()).collect();
    assert!(best.len() > 6, "the past is too short: {best:?}");
    assert_eq!(menu.0["popular"], serde_json::json!(best[..6]));

    // The same list has the same tag; what sells out gives its place up.
    let path = format!("/branches/{branch}/menu");
    let before = nobody.get(&path).await;
    let etag = before.headers["etag"].to_str().unwrap();
    let known = nobody.request(Method::GET, &path);
    let known = known.header("if-none-match", etag).send().await.unwrap();
    assert_eq!(known.status(), StatusCode::NOT_MODIFIED);
    let mut stock = store.stock(&branch).await.unwrap().unwrap();
    stock.sold_out.insert(best[0].parse().unwrap());
    stock.version += 1;
    let seeder = stack.seeder();
    seeder.overwrite_stock(&branch, &stock).await.unwrap();
    let after = nobody.get(&path).await;
    assert_ne!(after.headers["etag"], before.headers["etag"]);
    let after = after.expect_status(200);
    assert_eq!(after["popular"], serde_json::json!(best[1..7]));
}

#[tokio::test]
async fn a_restaurant_that_has_hardly_sold_calls_nothing_popular() {
    let stack = Stack::start().await;
    stack.give_past(1).await;
    let menu = stack.menu().await.0;
    assert!(!menu.as_object().unwrap().contains_key("popular"));
}

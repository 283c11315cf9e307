//! Prices by the moment of ordering, times at which dishes are served, and what staff price.

use jiff::Timestamp;
use salver::api::{Code, Problem};
use salver::domain::check::Mode;
use salver::domain::id::ItemId;
use salver::domain::menu::Menu;
use salver::domain::price_list::Channel;
use salver::domain::stock::Supply;
use salver::service::cart;
use salver::service::place_order::{OrderRequest, place_order};
use salver::service::stock::set_supply;
use salver::store::Store;
use salver::wire::menu::MenuView;
use salver_demo::fixtures::{branch, inr, later, line, menu, now, profile, stock};
use serde_json::{Value, json};

use crate::world::{World, by, together};

/// Seconds until the happy hour ends: it is seven in the evening of a Friday in India.
const ENDS: i64 = 30 * 60;

/// Water is cheaper until half past seven, dosas are served from eight to eleven, and what tikka
/// costs is said by staff.
fn evening() -> Menu {
    let days = salver::domain::hours::Weekday::ALL;
    let late = days.map(|day| json!({"day": day, "opens": "20:00", "closes": "23:00"}));
    let mut menu = json!(menu());
    menu["version"] = json!(2);
    menu["price_lists"] = json!([{"id": "happy", "name": "Happy hour", "channels": ["dine_in"],
        "times": [{"day": "friday", "opens": "17:00", "closes": "19:30"}],
        "percent": {"basis_points": -2500, "round_to": 100}}]);
    menu["categories"][0]["items"][0]["times"] = json!(late);
    menu["categories"][0]["items"][1]["priced"] = json!("market");
    let menu: Menu = serde_json::from_value(menu).unwrap();
    menu.check().unwrap();
    menu
}

/// The branch sells that menu.
async fn sold() -> World {
    let world = World::new().await;
    let brand = profile().brand_id;
    world.seeder.publish_menu(&brand, &evening()).await.unwrap();
    let next = salver::domain::stock::Stock {
        menu_version: 2,
        version: 2,
        ..stock()
    };
    let entry = crate::world::deed();
    let (branch, before) = (branch(), stock());
    let saved = world.store.save_stock(&branch, &before, &next, &entry);
    assert!(saved.await.unwrap());
    world
}

async fn refused(world: &World, request: &OrderRequest, code: Code) -> Value {
    let problem = place_order(&world.store, request).await.unwrap_err();
    let problem = Problem::from(problem);
    assert_eq!(problem.code, code, "{problem:?}");
    problem.body("r")
}

async fn said(world: &World, price: i64, at: Timestamp) {
    let tikka = "tikka".parse().unwrap();
    let change = (&tikka, Some(Supply::Plenty), Some(inr(price)));
    set_supply(&world.store, &branch(), change, &by(at))
        .await
        .unwrap();
}

#[tokio::test]
async fn the_price_is_that_of_the_moment_of_ordering_and_what_was_sent_keeps_its_own() {
    let world = sold().await;
    let party = world.party(1, Mode::Family, 1).await;
    let token = &party.guests[0].1;
    let put = async |id: &str, item: &str, at: Timestamp| {
        let standing = cart::read(&world.store, token, at).await.unwrap();
        cart::put(&world.store, &standing, &line(id, item, 2, &[]), at).await
    };
    let cheap = put("a", "water", now()).await.unwrap();
    assert_eq!(cheap.total, inr(6_000));
    let mut request = party.order(1, "key-0001", &cheap);
    request.by.at = later(ENDS - 1);
    let taken = place_order(&world.store, &request).await.unwrap();
    let order: Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!(order["lines"][0]["unit_price"]["minor"], 3_000);

    // Chosen a second before the end, sent with it: they are asked first.
    let cheap = put("b", "water", later(ENDS - 1)).await.unwrap();
    let mut request = party.order(1, "key-0002", &cheap);
    request.by.at = later(ENDS);
    let problem = refused(&world, &request, Code::PricesChanged).await;
    assert_eq!(problem["total"]["minor"], 8_000);
    assert_eq!(problem["cart"]["lines"][0]["unit_price"]["minor"], 4_000);
    let mut agreed = party.order(1, "key-0003", &cheap);
    agreed.command.expected_total = Some(inr(8_000));
    agreed.by.at = later(ENDS);
    let taken = place_order(&world.store, &agreed).await.unwrap();
    let order: Value = serde_json::from_str(&taken.body).unwrap();
    assert_eq!(order["total"]["minor"], 8_000);
    // The first order stands as it was.
    let check = world.check(&party.id).await;
    assert_eq!(check.total, inr(14_000));
}

#[tokio::test]
async fn what_is_not_served_or_priced_is_refused_by_its_name() {
    let world = sold().await;
    let party = world.party(1, Mode::Family, 1).await;
    let token = &party.guests[0].1;
    let eight = later(3600);
    let put = async |id: &str, item: &str, options: &[&str], at: Timestamp| {
        let standing = cart::read(&world.store, token, at).await.unwrap();
        let done = cart::put(&world.store, &standing, &line(id, item, 1, options), at).await;
        done.map_err(Problem::from)
    };
    let problem = put("a", "dosa", &["regular"], now()).await.unwrap_err();
    assert_eq!(problem.code, Code::ItemNotServed);
    assert_eq!(problem.body("r")["from"], json!(eight));
    assert_eq!(problem.body("r")["item_id"], "dosa");
    let cart = put("a", "dosa", &["regular"], eight).await.unwrap();
    let mut request = party.order(1, "key-0001", &cart);
    request.by.at = later(4 * 3600);
    let problem = refused(&world, &request, Code::ItemNotServed).await;
    assert_eq!(problem["line_id"], "a");
    request.by.at = later(4 * 3600 - 1);
    place_order(&world.store, &request).await.unwrap();

    let problem = put("b", "tikka", &[], now()).await.unwrap_err();
    assert_eq!(problem.code, Code::ItemNotPriced);
    said(&world, 45_000, now()).await;
    let cart = put("b", "tikka", &[], now()).await.unwrap();
    assert_eq!(cart.total, inr(45_000));
    // Another price meanwhile is agreed to first.
    said(&world, 47_000, later(60)).await;
    let mut request = party.order(1, "key-0002", &cart);
    request.by.at = later(60);
    let problem = refused(&world, &request, Code::PricesChanged).await;
    assert_eq!(problem["total"]["minor"], 47_000);
}

#[tokio::test]
async fn only_what_has_a_market_price_is_priced_by_staff_and_it_goes_on_record() {
    let world = sold().await;
    let dosa = "dosa".parse().unwrap();
    let change = (&dosa, Some(Supply::Plenty), Some(inr(1)));
    let refused = set_supply(&world.store, &branch(), change, &by(now())).await;
    assert_eq!(Problem::from(refused.unwrap_err()).code, Code::Validation);
    said(&world, 45_000, now()).await;
    // The same again is no change; sold out meanwhile keeps it.
    let revision = world.store.stock(&branch()).await.unwrap().unwrap().version;
    said(&world, 45_000, later(1)).await;
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.version, revision);
    let tikka = "tikka".parse().unwrap();
    let out = (&tikka, Some(Supply::SoldOut(None)), None);
    set_supply(&world.store, &branch(), out, &by(later(2)))
        .await
        .unwrap();
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.day_price(&tikka, later(3)), Some(45_000));
    let entries = world.record().await;
    let entries: Vec<_> = entries
        .iter()
        .map(|entry| json!(entry).to_string())
        .collect();
    assert!(entries.iter().any(|entry| entry.contains("45000")));
}

/// Staff say the price of the day while orders take pieces: the count is what the orders leave,
/// and what a colleague has said meanwhile stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_price_alone_leaves_as_much_as_there_is() {
    let world = sold().await;
    let tikka: ItemId = "tikka".parse().unwrap();
    let say = async |store: &Store, supply, price: Option<i64>| {
        let change = (&tikka, supply, price.map(inr));
        set_supply(store, &branch(), change, &by(now())).await
    };
    let nothing = say(&world.store, None, None).await;
    assert_eq!(Problem::from(nothing.unwrap_err()).code, Code::Validation);
    let counted = Some(Supply::Left(20));
    say(&world.store, counted, Some(45_000)).await.unwrap();
    let mut requests = Vec::new();
    for table in 1..=8 {
        let party = world.party(table, Mode::Family, 1).await;
        let token = &party.guests[0].1;
        let standing = cart::read(&world.store, token, now()).await.unwrap();
        let wish = line("a", "tikka", 1, &[]);
        let put = cart::put(&world.store, &standing, &wish, now()).await;
        requests.push(party.order(1, "key-0001", &put.unwrap()));
    }
    let orders = together(requests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { place_order(&store, &request).await }
    }));
    let prices = async {
        for price in [46_000, 45_000, 47_000, 45_000] {
            say(&world.store, None, Some(price)).await.unwrap();
        }
    };
    let (ends, ()) = tokio::join!(orders, prices);
    // Who agreed to another price has to agree again, and has taken nothing.
    let placed = ends.iter().filter(|end| end.is_ok()).count();
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.left[&tikka] as usize, 20 - placed);
    assert_eq!(stock.day_price(&tikka, now()), Some(45_000));
    let out = Supply::SoldOut(None);
    say(&world.store, Some(out), None).await.unwrap();
    say(&world.store, None, Some(48_000)).await.unwrap();
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.supply(&tikka), out);
    assert_eq!(stock.day_price(&tikka, now()), Some(48_000));
}

#[test]
fn the_menu_says_what_counts_now_until_when_and_what_comes_else() {
    let menu = evening();
    let said = |at| {
        let then = (Channel::DineIn, at);
        json!(MenuView::of(&menu, &stock(), &profile(), Vec::new(), then))
    };
    let before = said(now());
    let until = json!(later(ENDS));
    assert_eq!(
        before["price_lists"],
        json!([{"id": "happy", "name": "Happy hour", "until": until}])
    );
    assert_eq!(before["changes_at"], until);
    let water = &before["categories"][1]["items"][0];
    assert_eq!(
        (&water["price"], &water["usual_price"], &water["price_list"]),
        (&json!(inr(3_000)), &json!(inr(4_000)), &json!("happy"))
    );
    let dosa = &before["categories"][0]["items"][0];
    assert_eq!(
        (&dosa["available"], &dosa["serves_at"]),
        (&json!(false), &json!(later(3600)))
    );
    let tikka = &before["categories"][0]["items"][1];
    assert_eq!(
        (&tikka["available"], &tikka["ask"], &tikka["price_list"]),
        (&json!(false), &json!("market"), &Value::Null)
    );
    let after = said(later(ENDS));
    assert_eq!(after["price_lists"], Value::Null);
    let water = &after["categories"][1]["items"][0];
    assert_eq!(
        (&water["price"], &water["usual_price"]),
        (&json!(inr(4_000)), &Value::Null)
    );
    // Next, dosas are served.
    assert_eq!(after["changes_at"], json!(later(3600)));
}

//! Many at one table and at one stock, and what a KOT costs.

use salver::domain::DomainError;
use salver::domain::stock::Supply;
use salver::domain::taking::Action;
use salver::domain::transitions::CheckStatus;
use salver::service::Refusal;
use salver::service::place_order::place_order;
use salver::service::stock::set_supply;
use salver::service::take_order::take;
use salver_demo::fixtures::{branch, line, now};
use serde_json::Value;

use super::{body, opened, pickup, request, signed_in};
use crate::wire::{operations, rounds};
use crate::world::{World, by, hungry, together};

/// Under one key an order is taken once, however often and however much at once it is sent.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_kot_sent_ten_times_is_one_order() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    let kept = [line("a", "dosa", 1, &["large"])];
    let saved = request(&claims, &id, "key-0002", (Action::Save, &kept));
    let first = take(&world.store, &saved).await.unwrap();
    let more = [line("b", "water", 2, &[])];
    let answers = together((0..10).map(|_| {
        let store = world.store.clone();
        let request = request(&claims, &id, "key-0003", (Action::Kot, &more));
        async move { take(&store, &request).await.unwrap() }
    }))
    .await;
    let bodies: std::collections::BTreeSet<_> = answers.iter().map(|a| a.body.clone()).collect();
    assert_eq!(bodies.len(), 1);
    assert_eq!(answers.iter().filter(|a| !a.replayed).count(), 1);
    // So is what was saved, also now that it is gone.
    let again = take(&world.store, &saved).await.unwrap();
    assert_eq!((again.body, again.replayed), (first.body, true));
    let check = world.recounted(&id).await;
    assert_eq!((check.order_count, check.line_count), (1, 2));
    assert_eq!(check.status, CheckStatus::SentToKitchen);
    let told = body(&answers[0]);
    assert_eq!(told["order"]["table"], "Pickup 1");
    assert_eq!(told["check"]["total"], told["order"]["total"]);
    assert_eq!(told["saved"]["lines"], Value::Array(Vec::new()));
    let other = request(&claims, &id, "key-0003", (Action::Kot, &kept));
    let other = take(&world.store, &other).await;
    assert!(matches!(other, Err(Refusal::KeyReused)), "{other:?}");
    // Under another key a line that went does not go again.
    let twice = request(&claims, &id, "key-0004", (Action::Kot, &more));
    let twice = take(&world.store, &twice).await;
    assert!(matches!(twice, Err(Refusal::CartChanged(..))), "{twice:?}");
    let deeds = world.deeds().await;
    assert_eq!(deeds, ["check_opened", "lines_kept", "order_taken"]);
}

/// Twenty waiters, each at a check of their own, and guests at tables want seven pieces.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_waiters_and_five_tables_get_seven_pieces() {
    const PIECES: u32 = 7;
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut waiters = Vec::new();
    for n in 0..20 {
        let id = opened(&world, &format!("key-1{n:03}"), pickup()).await;
        let tikka = [line("a", "tikka", 1, &[])];
        let key = format!("key-3{n:03}");
        waiters.push(request(&claims, &id, &key, (Action::Kot, &tikka)));
    }
    let mut guests = Vec::new();
    for table in 1..=5 {
        let party = hungry(&world, table).await;
        let cart = party.cart(&world.store, 1).await;
        guests.push(party.order(1, "key-0003", &cart));
    }
    let tikka = "tikka".parse().unwrap();
    let counted = (&tikka, Some(Supply::Left(PIECES)), None);
    set_supply(&world.store, &branch(), counted, &by(now()))
        .await
        .unwrap();
    let staff = together(waiters.into_iter().map(|request| {
        let store = world.store.clone();
        async move { take(&store, &request).await }
    }));
    let phones = together(guests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { place_order(&store, &request).await }
    }));
    let (staff, phones) = tokio::join!(staff, phones);
    let mut sold = 0;
    for end in staff.into_iter().chain(phones) {
        match end {
            Ok(_) => sold += 1,
            Err(Refusal::Domain(DomainError::ItemSoldOut(_))) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(sold, PIECES);
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stock.left[&tikka], 0);
    let open = world.store.open_orders(&branch()).await.unwrap();
    assert_eq!(open.orders.len(), 7);
    for check in world.store.open_checks(&branch()).await.unwrap() {
        world.recounted(&check.id).await;
    }
}

/// Two who take orders at one table at once, beside its guests: each line goes once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_save_and_send_at_one_table_lose_nothing() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let party = hungry(&world, 1).await;
    world.unlimited(&party.id).await;
    let cart = party.cart(&world.store, 1).await;
    let guest = party.order(1, "key-0001", &cart);
    let staff = together((0..12_u32).map(|n| {
        let store = world.store.clone();
        let action = if n % 3 == 0 {
            Action::Save
        } else {
            Action::Kot
        };
        let water = [line(&format!("w{n}"), "water", 1, &[])];
        let request = request(
            &claims,
            &party.id,
            &format!("key-2{n:03}"),
            (action, &water),
        );
        async move { take(&store, &request).await.map(drop) }
    }));
    let phone = place_order(&world.store, &guest);
    let (staff, phone) = tokio::join!(staff, phone);
    phone.unwrap();
    for end in staff {
        end.unwrap();
    }
    // What is still kept goes with one more.
    let last = [line("last", "water", 1, &[])];
    let last = request(&claims, &party.id, "key-0009", (Action::Kot, &last));
    take(&world.store, &last).await.unwrap();
    let check = world.recounted(&party.id).await;
    assert_eq!(check.line_count, 14);
    let orders = world.store.orders_of(&party.id).await.unwrap();
    let mut lines: Vec<_> = orders
        .iter()
        .flat_map(|o| &o.lines)
        .map(|l| l.id.as_str())
        .collect();
    lines.sort_unstable();
    lines.dedup();
    assert_eq!(lines.len(), 14);
}

#[tokio::test]
async fn a_kot_takes_two_round_trips() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    world.known().await;
    world.wire.take();
    let dosa = [line("a", "dosa", 1, &["large"])];
    let kot = request(&claims, &id, "key-0002", (Action::Kot, &dosa));
    take(&world.store, &kot).await.unwrap();
    let trips = world.wire.take();
    let calls = [
        "BatchGetItem",
        "BatchGetItem",
        "UpdateItem",
        "TransactWriteItems",
    ];
    assert_eq!((operations(&trips), rounds(&trips)), (calls.to_vec(), 2));
}

//! The numbers of a business day's orders.

use std::collections::BTreeSet;

use salver::domain::business_day::BusinessDay;
use salver::domain::check::Mode;
use salver::service::place_order::place_order;
use salver_demo::fixtures::{branch, line};

use crate::wire::Fault;
use crate::world::{Party, World, together};

fn day() -> BusinessDay {
    "2026-11-20".parse().unwrap()
}

async fn draw(world: &World) -> salver::store::DrawnNumber {
    world.store.draw_number(&branch(), day()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_are_unique_under_a_rush() {
    let world = World::new().await;
    let draws = (0..32).map(|_| {
        let store = world.store.clone();
        async move { store.draw_number(&branch(), day()).await.unwrap().number }
    });
    let numbers: BTreeSet<_> = together(draws).await.into_iter().collect();
    assert_eq!(numbers, (1..=32).collect());
    let next_day = world
        .store
        .draw_number(&branch(), "2026-11-21".parse().unwrap())
        .await;
    assert_eq!(next_day.unwrap().number, 1, "each day begins at 1");
}

#[tokio::test]
async fn a_number_goes_back_while_it_is_the_last() {
    let world = World::new().await;
    let back = async |drawn| world.store.give_number_back(drawn).await.unwrap();
    let first = draw(&world).await;
    assert!(back(&first).await);
    let again = draw(&world).await;
    assert_eq!((first.number, again.number), (1, 1));
    // The SDK may send a give-back twice: the number is somebody else's by then.
    assert!(!back(&first).await);
    let second = draw(&world).await;
    assert_eq!(second.number, 2);
    assert!(!back(&again).await, "another one was drawn since");
    assert!(back(&second).await);
    assert_eq!(draw(&world).await.number, 2);
}

/// Whoever gives back and draws meanwhile: no number is out twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_number_is_held_by_two() {
    let world = World::new().await;
    let callers = (0..8).map(|caller| {
        let store = world.store.clone();
        async move {
            let mut kept = Vec::new();
            for turn in 0..12 {
                let drawn = store.draw_number(&branch(), day()).await.unwrap();
                if (turn + caller) % 3 == 0 {
                    kept.push(drawn.number);
                } else {
                    store.give_number_back(&drawn).await.unwrap();
                }
            }
            kept
        }
    });
    let kept: Vec<u32> = together(callers).await.concat();
    let apart: BTreeSet<_> = kept.iter().copied().collect();
    assert_eq!(apart.len(), kept.len(), "{kept:?}");
}

async fn number_of(world: &World, party: &Party, key: &str) -> u32 {
    let id = format!("line-{key}");
    party
        .put(&world.store, 1, &line(&id, "water", 1, &[]))
        .await;
    let cart = party.cart(&world.store, 1).await;
    let taken = place_order(&world.store, &party.order(1, key, &cart)).await;
    let order: serde_json::Value = serde_json::from_str(&taken.unwrap().body).unwrap();
    u32::try_from(order["number"].as_u64().unwrap()).unwrap()
}

#[tokio::test]
async fn a_refused_or_repeated_order_leaves_no_gap() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    world.known().await;
    assert_eq!(number_of(&world, &party, "key-0001").await, 1);
    // The cart is empty now, so the same again is a replay and another one is refused.
    let cart = party.cart(&world.store, 1).await;
    for key in ["key-0002", "key-0003"] {
        let refused = place_order(&world.store, &party.order(1, key, &cart)).await;
        assert!(refused.is_err());
    }
    let cart = party
        .put(&world.store, 1, &line("b", "water", 1, &[]))
        .await;
    let request = party.order(1, "key-0004", &cart);
    for replayed in [false, true, true] {
        let taken = place_order(&world.store, &request).await.unwrap();
        assert_eq!(taken.replayed, replayed);
    }
    assert_eq!(number_of(&world, &party, "key-0005").await, 3);
}

/// One order, one number, however often it was decided anew.
#[tokio::test]
async fn an_order_that_is_attempted_again_keeps_its_number() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    world.known().await;
    world.wire.fail("TransactWriteItems", Fault::Conflict, 2);
    assert_eq!(number_of(&world, &party, "key-0001").await, 1);
    assert_eq!(number_of(&world, &party, "key-0002").await, 2);
}

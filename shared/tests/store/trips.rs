//! How often placing an order goes to the store, and how often it must wait for it.

use salver::domain::check::Mode;
use salver::service::place_order::place_order;
use salver_demo::fixtures::{branch, line, menu, stock};

use crate::wire::{Fault, operations, rounds};
use crate::world::{Party, World};

/// A world, a party with a dosa in its cart, and a process that knows the branch.
async fn warm() -> (World, Party) {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    party
        .put(&world.store, 1, &line("a", "dosa", 1, &["large"]))
        .await;
    world.known().await;
    (world, party)
}

/// The sorted operations of one order and the sequential round trips among them.
async fn order(world: &World, party: &Party, store: &salver::store::Store) -> (Vec<String>, usize) {
    let cart = party.cart(store, 1).await;
    world.wire.take();
    place_order(store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    let trips = world.wire.take();
    (
        operations(&trips).into_iter().map(str::to_owned).collect(),
        rounds(&trips),
    )
}

const WARM: [&str; 3] = ["BatchGetItem", "UpdateItem", "TransactWriteItems"];
/// The state beside the profile, the menu beside the number, the commit.
const COLD: [&str; 5] = [
    "BatchGetItem",
    "BatchGetItem",
    "BatchGetItem",
    "UpdateItem",
    "TransactWriteItems",
];

#[tokio::test]
async fn a_warm_order_makes_three_calls_in_two_round_trips() {
    let (world, party) = warm().await;
    let (calls, rounds) = order(&world, &party, &world.store).await;
    assert_eq!(
        calls, WARM,
        "the state is read beside the number, the commit is last"
    );
    assert_eq!(rounds, 2);
}

#[tokio::test]
async fn a_cold_order_makes_one_round_trip_more() {
    let (world, party) = warm().await;
    let (calls, rounds) = order(&world, &party, &world.cold()).await;
    assert_eq!(calls, COLD);
    assert_eq!(rounds, 3);
}

#[tokio::test]
async fn a_new_menu_is_read_once() {
    let (world, party) = warm().await;
    let mut newer = menu();
    newer.version = 2;
    world
        .seeder
        .publish_menu(&stock().brand_id, &newer)
        .await
        .unwrap();
    let stock = salver::domain::stock::Stock {
        menu_version: 2,
        version: 2,
        ..stock()
    };
    world
        .seeder
        .overwrite_stock(&branch(), &stock)
        .await
        .unwrap();
    let (calls, rounds) = order(&world, &party, &world.store).await;
    assert_eq!(
        calls,
        [
            "BatchGetItem",
            "UpdateItem",
            "BatchGetItem",
            "TransactWriteItems"
        ]
    );
    assert_eq!(rounds, 3);
    party
        .put(&world.store, 1, &line("b", "water", 1, &[]))
        .await;
    let cart = party.cart(&world.store, 1).await;
    world.wire.take();
    place_order(&world.store, &party.order(1, "key-0002", &cart))
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), WARM);
}

#[tokio::test]
async fn a_replay_and_a_refusal_only_read_and_give_their_number_back() {
    let (world, party) = warm().await;
    let cart = party.cart(&world.store, 1).await;
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    // What cannot be done (any more) may be what this request did before, so that is looked for.
    for (key, placed) in [("key-0001", true), ("key-0002", false)] {
        world.wire.take();
        let again = place_order(&world.store, &party.order(1, key, &cart)).await;
        assert_eq!(again.is_ok(), placed, "{key}");
        let trips = world.wire.take();
        let expected = WARM[..2].iter().copied();
        let expected: Vec<_> = expected.chain(["GetItem", "UpdateItem"]).collect();
        assert_eq!(operations(&trips), expected, "{key}");
        assert_eq!(rounds(&trips), 3, "{key}");
    }
}

#[tokio::test]
async fn a_batch_that_missed_the_record_still_replays() {
    let (world, party) = warm().await;
    let cart = party.cart(&world.store, 1).await;
    let request = party.order(1, "key-0001", &cart);
    let first = place_order(&world.store, &request).await.unwrap();
    world.wire.fail("BatchGetItem", Fault::Torn, 1);
    let again = place_order(&world.store, &request).await.unwrap();
    assert_eq!(world.wire.faults_left(), 0);
    assert!(again.replayed);
    assert_eq!(again.body, first.body);
}

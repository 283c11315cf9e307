//! What was sold lately, for the menu: read seldom, kept when the store fails, never waited for.

use std::time::Duration;

use salver::domain::order::Order;
use salver::service::popular::sold_lately;
use salver_demo::fixtures::{branch, later, now, profile};

use crate::figures::{accepted, count_order, day};
use crate::wire::{Fault, operations};
use crate::world::World;

/// An accepted order of a business day so many days before the fixtures'.
fn days_ago(number: u32, days: i64) -> Order {
    let before = accepted(number);
    Order {
        placed_at: later(-days * 86_400),
        business_day: day().days_before(u16::try_from(days).unwrap()),
        ..before
    }
}

#[tokio::test]
async fn what_was_sold_lately_is_read_once_an_hour_in_one_call_that_history_does_not_grow() {
    let world = World::new().await;
    for (number, days) in [(1, 0), (2, 1), (3, 1), (4, 7), (5, 40)] {
        let order = days_ago(number, days);
        count_order(&world.store, None, &order, now())
            .await
            .unwrap();
    }
    let store = world.cold();
    world.wire.take();
    let sold = store.recently_sold(&branch(), now()).await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["Query"]);
    let pieces = |days: u16| {
        let items = sold.get(&day().days_before(days))?;
        Some(items.values().copied().collect::<Vec<_>>())
    };
    assert_eq!(pieces(0), None, "it is not over");
    assert_eq!(pieces(1), Some(vec![4, 2]));
    assert_eq!(pieces(7), Some(vec![2, 1]));
    assert_eq!(pieces(40), None, "it is not even read");

    let again = store.recently_sold(&branch(), later(3_599)).await.unwrap();
    assert_eq!((again, operations(&world.wire.take())), (sold, vec![]));
    store.recently_sold(&branch(), later(3_600)).await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["Query"]);
}

#[tokio::test]
async fn where_nothing_was_sold_or_read_it_is_asked_again_after_a_minute() {
    let world = World::new().await;
    let store = world.cold();
    world.wire.take();
    let read = async |seconds| {
        let sold = store.recently_sold(&branch(), later(seconds)).await;
        (sold.map(|sold| sold.len()).ok(), world.wire.take().len())
    };
    assert_eq!(read(0).await, (Some(0), 1));
    assert_eq!(read(59).await, (Some(0), 0));
    world.wire.fail("Query", Fault::Throttled, 100);
    let (sold, tries) = read(60).await;
    assert_eq!((sold, tries > 0), (None, true));
    assert_eq!(
        read(119).await,
        (Some(0), 0),
        "a store in need is left alone"
    );
    world.wire.heal();
    count_order(&world.store, None, &days_ago(1, 1), now())
        .await
        .unwrap();
    world.wire.take();
    assert_eq!(read(120).await, (Some(1), 1));
}

/// Counts an order of the day before.
async fn sell(world: &World, number: u32) {
    let order = days_ago(number, 1);
    count_order(&world.store, None, &order, now())
        .await
        .unwrap();
}

#[tokio::test]
async fn what_was_sold_until_a_business_day_ended_is_read_when_it_has() {
    let world = World::new().await;
    sell(&world, 1).await;
    world.known().await;
    let store = &world.store;
    let ends = profile().day_ends(now()).duration_since(now()).as_secs();
    world.wire.take();
    let before = store.recently_sold(&branch(), later(ends - 60)).await;
    let before = before.unwrap();
    let again = store.recently_sold(&branch(), later(ends - 1)).await;
    assert_eq!(again.unwrap(), before);
    assert_eq!(operations(&world.wire.take()), ["Query"]);

    sell(&world, 2).await;
    world.wire.take();
    let next = store.recently_sold(&branch(), later(ends)).await.unwrap();
    assert_ne!(next, before);
    let again = store.recently_sold(&branch(), later(ends + 1)).await;
    assert_eq!(again.unwrap(), next);
    assert_eq!(operations(&world.wire.take()), ["Query"]);
}

#[tokio::test]
async fn what_was_sold_stands_while_the_store_fails_and_is_asked_again_after_a_minute() {
    let world = World::new().await;
    sell(&world, 1).await;
    let store = world.cold();
    let sold = async |seconds| {
        world.wire.take();
        let sold = sold_lately(&store, &branch(), later(seconds)).await;
        (sold, !world.wire.take().is_empty())
    };
    let (first, _) = sold(0).await;
    assert_eq!(first.len(), 1);
    world.wire.fail("Query", Fault::Throttled, 100);
    assert_eq!(sold(3_600).await, (first.clone(), true));
    assert_eq!(sold(3_659).await, (first.clone(), false));
    assert_eq!(sold(3_660).await, (first.clone(), true));
    world.wire.heal();
    sell(&world, 2).await;
    assert_eq!(sold(3_719).await, (first.clone(), false));
    let (next, asked) = sold(3_720).await;
    assert!(asked && next != first);
}

#[tokio::test]
async fn what_was_sold_is_not_waited_for() {
    let world = World::new().await;
    let (store, _silence) = world.silent();
    let soon = async |seconds| {
        let branch = branch();
        let sold = sold_lately(&store, &branch, later(seconds));
        let sold = tokio::time::timeout(Duration::from_secs(5), sold).await;
        (sold.unwrap().len(), world.wire.take().len())
    };
    world.wire.take();
    assert_eq!(soon(0).await, (0, 1));
    assert_eq!(soon(59).await, (0, 0), "one in a minute waits at all");
}

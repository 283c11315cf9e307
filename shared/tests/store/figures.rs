//! The facts and the sums against the store: doubled, shuffled and at the same time.

use std::collections::BTreeMap;

use salver::domain::business_day::BusinessDay;
use salver::domain::check::Mode;
use salver::domain::figures::{Contribution, Figure, Tally};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::figures::{OrderChange, count_orders};
use salver::store::{Counting, NewFact, Store, StoreError};
use salver_demo::fixtures::{branch, cart, later, line, now, order, seated};

use crate::wire::{Fault, operations};
use crate::world::{World, by, together};

pub fn day() -> BusinessDay {
    "2026-11-20".parse().unwrap()
}

/// 13:30 UTC in Kolkata.
const HOUR: u8 = 19;

fn because() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

/// Two dosas and a tikka, as party `number` orders them.
fn placed(number: u32) -> Order {
    let lines = [line("a", "dosa", 2, &["large"]), line("t", "tikka", 1, &[])];
    let (_, check) = seated(number, Mode::Family);
    order(&check, &cart(&lines), number)
}

/// The same, taken on by the branch.
pub fn accepted(number: u32) -> Order {
    moved(&placed(number), OrderStatus::Accepted)
}

fn moved(order: &Order, to: OrderStatus) -> Order {
    order
        .move_to(&MoveOrder {
            to,
            reason: because(),
            version: None,
            at: now(),
        })
        .unwrap()
}

fn voided(order: &Order) -> Order {
    order
        .move_line(&MoveLine {
            line: "a".parse().unwrap(),
            to: LineStatus::Cancelled,
            quantity: Some(1),
            reason: because(),
            version: None,
            at: now(),
        })
        .unwrap()
}

/// One change on its own.
pub async fn count_order(
    store: &Store,
    before: Option<&Order>,
    after: &Order,
    now: jiff::Timestamp,
) -> Result<(), StoreError> {
    count_orders(store, vec![change(before, after)], now).await
}

fn change(before: Option<&Order>, after: &Order) -> OrderChange {
    OrderChange {
        before: before.cloned(),
        after: after.clone(),
    }
}

/// All that is kept of the day.
async fn kept(store: &Store) -> BTreeMap<Figure, Tally> {
    let mut sums = BTreeMap::new();
    for (day, kept) in store.day_figures(&branch(), (day(), day())).await.unwrap() {
        for (hour, tally) in kept.hours {
            sums.insert(Figure::Hour(day, hour), tally);
        }
        sums.insert(Figure::Day(day), kept.tally);
    }
    for (item, sold) in store.item_figures(&branch(), day()).await.unwrap() {
        sums.insert(Figure::Item(day(), item), sold.tally);
    }
    sums.retain(|_, tally| *tally != Tally::default());
    sums
}

fn recount<'a>(orders: impl IntoIterator<Item = &'a Order>) -> BTreeMap<Figure, Tally> {
    let mut sums = BTreeMap::<Figure, Tally>::new();
    for order in orders {
        for (figure, more) in Contribution::of(order, HOUR).figures() {
            let sum = sums.entry(figure).or_default();
            *sum = sum.plus(more);
        }
    }
    sums.retain(|_, tally| *tally != Tally::default());
    sums
}

#[tokio::test]
async fn an_order_is_counted_and_a_change_of_nothing_that_counts_costs_nothing() {
    let world = World::new().await;
    let store = &world.store;
    let placed = placed(1);
    count_order(store, None, &placed, now()).await.unwrap();
    assert_eq!(kept(store).await, recount([&placed]));
    let first = moved(&placed, OrderStatus::Accepted);
    count_order(store, Some(&placed), &first, now())
        .await
        .unwrap();
    assert_eq!(kept(store).await, recount([&first]));
    let items = store.item_figures(&branch(), day()).await.unwrap();
    let names: Vec<_> = items.values().map(|sold| sold.name.as_str()).collect();
    assert_eq!(names, ["Masala Dosa", "Paneer Tikka"]);

    world.wire.take();
    let begun = moved(&first, OrderStatus::Preparing);
    count_order(store, Some(&first), &begun, now())
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), Vec::<&str>::new());

    let less = voided(&begun);
    count_order(store, Some(&begun), &less, now())
        .await
        .unwrap();
    assert_eq!(
        operations(&world.wire.take()),
        ["BatchGetItem", "TransactWriteItems"]
    );
    assert_eq!(kept(store).await, recount([&less]));

    // Told again, and an older change told late.
    world.wire.take();
    count_order(store, Some(&begun), &less, now())
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), ["BatchGetItem"]);
    count_order(store, None, &first, now()).await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["TransactWriteItems"]);
    assert_eq!(kept(store).await, recount([&less]));

    let gone = moved(&less, OrderStatus::Cancelled);
    count_order(store, Some(&less), &gone, now()).await.unwrap();
    assert_eq!(kept(store).await, BTreeMap::new());
}

#[tokio::test]
async fn a_rejected_order_that_is_told_first_is_listed_and_not_counted() {
    let world = World::new().await;
    let first = placed(1);
    let rejected = moved(&first, OrderStatus::Rejected);
    let store = &world.store;
    count_order(store, Some(&first), &rejected, now())
        .await
        .unwrap();
    count_order(store, None, &first, now()).await.unwrap();
    assert_eq!(kept(store).await, BTreeMap::new());
    let facts = store.facts(&[&first]).await.unwrap();
    assert!(facts.contains_key(&first.id));
}

#[tokio::test]
async fn doubled_shuffled_and_at_once_the_sums_are_the_recount() {
    let world = World::new().await;
    let mut last = Vec::new();
    let mut records = Vec::new();
    for number in 1..=6 {
        let first = placed(number);
        let accepted = moved(&first, OrderStatus::Accepted);
        let less = voided(&accepted);
        let end = match number % 3 {
            0 => moved(&less, OrderStatus::Cancelled),
            1 => moved(&less, OrderStatus::Preparing),
            _ => voided(&less),
        };
        let states = [first, accepted, less, end];
        records.push((None, states[0].clone()));
        records.extend(
            states
                .windows(2)
                .map(|w| (Some(w[0].clone()), w[1].clone())),
        );
        last.push(states[3].clone());
    }
    // Three deliveries of each, backwards, by processes that know nothing of each other.
    let deliveries = records.iter().rev().cycle().take(3 * records.len());
    let tasks = deliveries.cloned().map(|(old, new)| {
        let store = world.cold();
        // A consumer is told again what it could not do.
        async move {
            while let Err(error) = count_order(&store, old.as_ref(), &new, now()).await {
                assert!(matches!(error, StoreError::Contended), "{error:?}");
            }
        }
    });
    together(tasks).await;
    assert_eq!(kept(&world.store).await, recount(&last));
}

#[tokio::test]
async fn a_fact_that_moved_is_said_and_nothing_is_added() {
    let world = World::new().await;
    let store = &world.store;
    let first = accepted(1);
    let less = voided(&first);
    let step = salver::domain::figures::count(None, &less, HOUR).unwrap();
    count_order(store, None, &first, now()).await.unwrap();
    let fact = store.facts(&[&first]).await.unwrap().remove(&first.id);
    let late = NewFact {
        order: &less,
        known: None,
        step: &step,
    };
    let refused = store.count_orders(&[late]).await.unwrap();
    assert_eq!(refused, Counting::Moved(first.id.clone(), fact));
    assert_eq!(kept(store).await, recount([&first]));
}

#[tokio::test]
async fn many_orders_are_counted_in_few_commits() {
    let world = World::new().await;
    let orders: Vec<_> = (1..=150).map(accepted).collect();
    let changes = orders.iter().map(|order| change(None, order)).collect();
    world.store.recent_profile(&branch(), now()).await.unwrap();
    world.wire.take();
    count_orders(&world.store, changes, now()).await.unwrap();
    // Each takes 96 facts beside a day, an hour and two items.
    let commits = ["TransactWriteItems"; 2];
    assert_eq!(operations(&world.wire.take()), commits);
    assert_eq!(kept(&world.store).await, recount(&orders));
    let items = world.store.item_figures(&branch(), day()).await.unwrap();
    let names: Vec<_> = items.values().map(|sold| sold.name.as_str()).collect();
    assert_eq!(names, ["Masala Dosa", "Paneer Tikka"]);
}

#[tokio::test]
async fn a_batch_with_an_order_s_whole_life_counts_its_end() {
    let world = World::new().await;
    let first = accepted(1);
    let less = voided(&first);
    let gone = moved(&placed(2), OrderStatus::Rejected);
    let changes = vec![
        change(Some(&first), &less),
        change(None, &placed(2)),
        // Told late.
        change(None, &first),
        change(Some(&placed(2)), &gone),
    ];
    count_orders(&world.store, changes.clone(), now())
        .await
        .unwrap();
    assert_eq!(kept(&world.store).await, recount([&less]));
    count_orders(&world.store, changes, now()).await.unwrap();
    assert_eq!(kept(&world.store).await, recount([&less]));
}

#[tokio::test]
async fn what_others_have_counted_holds_up_nothing_else_of_a_batch() {
    let world = World::new().await;
    let orders: Vec<_> = (1..=12).map(accepted).collect();
    for order in orders.iter().step_by(3) {
        count_order(&world.store, None, order, now()).await.unwrap();
    }
    // Their first records come again, in one batch with those of the others.
    let changes = orders.iter().map(|order| change(None, order)).collect();
    count_orders(&world.store, changes, now()).await.unwrap();
    assert_eq!(kept(&world.store).await, recount(&orders));
}

#[tokio::test]
async fn conflicts_are_tried_again_and_then_said() {
    let world = World::new().await;
    let first = accepted(1);
    world.wire.fail("TransactWriteItems", Fault::Conflict, 3);
    count_order(&world.store, None, &first, now())
        .await
        .unwrap();
    assert_eq!(kept(&world.store).await, recount([&first]));

    let second = accepted(2);
    world.wire.fail("TransactWriteItems", Fault::Conflict, 100);
    let error = count_order(&world.store, None, &second, now())
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Contended), "{error:?}");
    world.wire.heal();
    assert_eq!(kept(&world.store).await, recount([&first]));
    count_order(&world.store, None, &second, now())
        .await
        .unwrap();
    assert_eq!(kept(&world.store).await, recount([&first, &second]));
}

#[tokio::test]
async fn the_facts_list_the_orders_of_a_branch_newest_first() {
    let world = World::new().await;
    for number in 1..=8 {
        let party = world.party(number, Mode::Family, 1).await;
        let cart = party
            .put(&world.store, 1, &line("a", "tikka", 1, &[]))
            .await;
        let request = salver::service::place_order::OrderRequest {
            by: by(later(i64::from(number) * 60)),
            ..party.order(1, &format!("key-000{number}"), &cart)
        };
        salver::service::place_order::place_order(&world.store, &request)
            .await
            .unwrap();
        for order in world.store.orders_of(&party.id).await.unwrap() {
            count_order(&world.store, None, &order, now())
                .await
                .unwrap();
        }
    }
    world.wire.take();
    let recent = world.store.recent_orders(&branch(), 5).await.unwrap();
    let tables: Vec<_> = recent.iter().map(|o| o.place.name()).collect();
    assert_eq!(tables, ["T8", "T7", "T6", "T5", "T4"]);
    assert_eq!(operations(&world.wire.take()), ["Query", "BatchGetItem"]);
    let elsewhere = "elsewhere".parse().unwrap();
    let none = world.store.recent_orders(&elsewhere, 5).await.unwrap();
    assert_eq!(none, []);
}

#[tokio::test]
async fn a_span_of_the_facts_counts_from_its_beginning_until_before_its_end() {
    let world = World::new().await;
    for minute in 1..=4_u32 {
        let order = Order {
            placed_at: later(i64::from(minute) * 60),
            ..accepted(minute)
        };
        count_order(&world.store, None, &order, now())
            .await
            .unwrap();
    }
    let sold = async |from: i64, until: i64| {
        let span = (later(from), later(until));
        world
            .store
            .sold_between(&branch(), span)
            .await
            .unwrap()
            .count
    };
    assert_eq!(sold(60, 180).await, 2, "the first and the second");
    assert_eq!(sold(0, 1_000).await, 4);
    assert_eq!(sold(241, 1_000).await, 0);
}

//! Facts and folds against the store: doubled, shuffled and at the same time.

mod folding;
mod late;
mod money;

use std::collections::BTreeMap;

use salver::domain::business_day::BusinessDay;
use salver::domain::check::Mode;
use salver::domain::figures::Sums;
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::figures::{Look, OrderChange, count_orders, look};
use salver::store::{Fact, Store, StoreError, read_item};
use salver_demo::fixtures::{branch, cart, later, line, now, order, profile, seated};

use crate::wire::{Fault, operations};
use crate::world::{World, by, together};

pub fn day() -> BusinessDay {
    "2026-11-20".parse().unwrap()
}

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

/// What the owner sees of the day, so many seconds after the fixtures' moment.
async fn seen(store: &Store, seconds: i64) -> Look {
    let span = (day().days_before(13), day());
    let seen = look(store, &profile(), span, 20, later(seconds)).await;
    seen.unwrap()
}

/// What the owner sees of today now.
async fn sold(store: &Store) -> Sums {
    seen(store, 0).await.today
}

/// The facts in the table, by their orders.
async fn facts(world: &World) -> BTreeMap<String, Fact> {
    let items = world.items().await.into_iter();
    let is_fact = |sk: &str| sk.starts_with("FACT#");
    let facts = items.filter(|item| item["sk"].as_s().is_ok_and(|sk| is_fact(sk)));
    let facts = facts.map(|item| read_item::<Fact>(item).unwrap());
    facts
        .map(|fact| (fact.order.id.to_string(), fact))
        .collect()
}

#[tokio::test]
async fn an_order_is_counted_by_one_put_and_what_counts_nothing_costs_nothing() {
    let world = World::new().await;
    let store = &world.store;
    let placed = placed(1);
    // The first order of a process asks whether the days before are folded.
    count_order(store, None, &placed, now()).await.unwrap();
    assert_eq!(sold(store).await, Sums::fold([&placed]));
    assert_eq!(sold(store).await.ordered().count, 1);
    world.wire.take();
    let first = moved(&placed, OrderStatus::Accepted);
    count_order(store, Some(&placed), &first, now())
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), ["PutItem"]);
    assert_eq!(sold(store).await, Sums::fold([&first]));
    let items = sold(store).await.items;
    let names: Vec<_> = items.values().map(|sold| sold.name.as_str()).collect();
    assert_eq!(names, ["Masala Dosa", "Paneer Tikka"]);

    world.wire.take();
    let begun = moved(&first, OrderStatus::Preparing);
    count_order(store, Some(&first), &begun, now())
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), Vec::<&str>::new());

    // Told again, and an older change told late: a put that is refused.
    let less = voided(&begun);
    for (before, after) in [(Some(&begun), &less), (Some(&begun), &less), (None, &first)] {
        count_order(store, before, after, now()).await.unwrap();
        assert_eq!(operations(&world.wire.take()), ["PutItem"]);
        assert_eq!(sold(store).await, Sums::fold([&less]));
        world.wire.take();
    }

    let gone = moved(&less, OrderStatus::Cancelled);
    count_order(store, Some(&less), &gone, now()).await.unwrap();
    let counted = sold(store).await;
    assert_eq!(counted, Sums::fold([&gone]));
    // Nothing of it is sold, and each of its pieces is voided.
    assert_eq!((counted.accepted.count, counted.voided.count), (0, 3));
    assert_eq!(facts(&world).await.len(), 1);
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
    let seen = seen(store, 0).await;
    assert_eq!((seen.today, seen.recent), (Sums::default(), vec![rejected]));
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
    // Three deliveries of each, backwards, by processes that know nothing of each other; half of
    // them long after the quarter was over, while others look.
    let deliveries = records.iter().rev().cycle().take(3 * records.len());
    let tasks = deliveries.cloned().enumerate().map(|(number, (old, new))| {
        let store = world.cold();
        let at = later(i64::try_from(number % 2).unwrap() * 3_600);
        async move {
            count_order(&store, old.as_ref(), &new, at).await.unwrap();
            seen(&store, 3_600).await;
        }
    });
    together(tasks).await;
    let store = world.cold();
    assert_eq!(sold(&store).await, Sums::fold(&last));
    assert_eq!(seen(&store, 3_600).await.today, Sums::fold(&last));
}

#[tokio::test]
async fn many_orders_are_a_put_each() {
    let world = World::new().await;
    let orders: Vec<_> = (1..=150).map(accepted).collect();
    count_order(&world.store, None, &orders[0], now())
        .await
        .unwrap();
    let changes = orders.iter().map(|order| change(None, order)).collect();
    world.wire.take();
    count_orders(&world.store, changes, now()).await.unwrap();
    assert_eq!(operations(&world.wire.take()), vec!["PutItem"; 150]);
    assert_eq!(sold(&world.store).await, Sums::fold(&orders));
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
    for _ in 0..2 {
        count_orders(&world.store, changes.clone(), now())
            .await
            .unwrap();
        assert_eq!(sold(&world.store).await, Sums::fold([&less]));
    }
    assert_eq!(facts(&world).await.len(), 2);
}

#[tokio::test]
async fn what_fails_is_said_and_told_again() {
    let world = World::new().await;
    let first = accepted(1);
    world.wire.fail("PutItem", Fault::Throttled, 100);
    let error = count_order(&world.store, None, &first, now())
        .await
        .unwrap_err();
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    world.wire.heal();
    assert_eq!(sold(&world.store).await, Sums::default());
    count_order(&world.store, None, &first, now())
        .await
        .unwrap();
    assert_eq!(sold(&world.store).await, Sums::fold([&first]));
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
            ..party.order(1, &format!("key-0001{number}"), &cart)
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
    let span = (day().days_before(13), day());
    let listed = async |least| {
        let seen = look(&world.store, &profile(), span, least, now()).await;
        seen.unwrap().recent
    };
    let recent = listed(5).await;
    let tables: Vec<_> = recent.iter().map(|o| o.place.name()).collect();
    assert_eq!(tables, ["T8", "T7", "T6", "T5", "T4"]);
    assert_eq!(listed(20).await.len(), 8);
    // Whatever the list holds, all of the day is counted.
    let seen = look(&world.store, &profile(), span, 2, now())
        .await
        .unwrap();
    assert_eq!((seen.recent.len(), seen.today.ordered().count), (2, 8));
}

#[tokio::test]
async fn an_order_that_has_left_the_open_ones_is_listed_as_it_ended() {
    use OrderStatus::{Completed, Preparing, Ready, Served};
    let world = World::new().await;
    let mut order = accepted(1);
    count_order(&world.store, None, &order, now())
        .await
        .unwrap();
    for status in [Preparing, Ready, Served, Completed] {
        let next = moved(&order, status);
        // Hours later: it is shown so, and no quarter has to be folded anew for it.
        count_order(&world.store, Some(&order), &next, later(7_200))
            .await
            .unwrap();
        order = next;
    }
    let seen = seen(&world.store, 7_200).await;
    assert_eq!(seen.recent, [order]);
    let kept = world.store.day_figures(&branch(), (day(), day())).await;
    assert_eq!(kept.unwrap().remove(&day()), None);
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
    let between = async |from: i64, until: i64| {
        let span = (later(from), later(until));
        let found = world
            .store
            .facts_between(&branch(), day(), span, false)
            .await;
        found.unwrap().len()
    };
    assert_eq!(between(60, 180).await, 2, "the first and the second");
    assert_eq!(between(0, 1_000).await, 4);
    assert_eq!(between(241, 1_000).await, 0);
}

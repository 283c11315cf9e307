//! Folds: what they are made from, that they hold, and that none which lacks a fact does.

use futures::future::join_all;
use jiff::Timestamp;
use salver::domain::business_day::BusinessDay;
use salver::domain::figures::Sums;
use salver::domain::fold::{DayFold, DaySums, Late, Quarter};
use salver::domain::order::Order;
use salver::domain::transitions::OrderStatus;
use salver::service::figures::{count_orders, day_of_chain, fold_day, look, recount};
use salver::store::{Day, KeptFold, Store};
use salver_demo::fixtures::{branch, later, now, profile};

use super::{accepted, change, count_order, day, moved, seen, sold, voided};
use crate::wire::operations;
use crate::world::World;

/// So many seconds after the fixtures' moment their day is over, and all of it is closed.
pub(super) const NEXT_DAY: i64 = 12 * 3_600;

/// The same order, so many seconds later.
pub(super) fn at(number: u32, seconds: i64) -> Order {
    Order {
        placed_at: later(seconds),
        ..accepted(number)
    }
}

pub(super) async fn kept(store: &Store, day: BusinessDay) -> Day {
    let days = store.day_figures(&branch(), (day, day)).await.unwrap();
    days.into_values().next().unwrap_or_default()
}

pub(super) async fn count(store: &Store, orders: &[Order], now: Timestamp) {
    let changes = orders.iter().map(|order| change(None, order)).collect();
    count_orders(store, changes, now).await.unwrap();
}

#[tokio::test]
async fn closed_quarters_are_folded_by_who_looks_and_then_not_read_again() {
    let world = World::new().await;
    let store = &world.store;
    // One a minute, from the quarter's beginning.
    let orders: Vec<_> = (1..=20).map(|n| at(n, i64::from(n) * 60 - 60)).collect();
    count(store, &orders, now()).await;
    let all = Sums::fold(&orders);
    assert_eq!(seen(store, 1_259).await.today, all);
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.version, 0, "six minutes after its end, and no sooner");
    assert_eq!(seen(store, 1_260).await.today, all);
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!((fold.version, fold.fold.quarters.len()), (1, 1));
    assert_eq!(fold.fold.sums(), Sums::fold(&orders[..15]));
    // What was folded is not looked at any more: five facts are, and those of the list.
    world.wire.take();
    let span = (day().days_before(13), day());
    let again = look(store, &profile(), span, 5, later(1_260)).await;
    assert_eq!(again.unwrap().today, all);
    let bytes = world.wire.take().iter().filter_map(|trip| trip.bytes).max();
    assert!(bytes.unwrap() < 12_000, "{bytes:?}");
    // Few new facts are let be: folding them would cost more than reading them.
    assert_eq!(seen(store, 3_600).await.today, all);
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.version, 1);
}

#[tokio::test]
async fn a_late_change_has_its_quarter_folded_anew() {
    let world = World::new().await;
    let store = &world.store;
    let mut orders: Vec<_> = (1..=20).map(|n| at(n, i64::from(n) * 60 - 60)).collect();
    count(store, &orders, now()).await;
    seen(store, 1_800).await;
    store.recent_profile(&branch(), later(1_860)).await.unwrap();
    world.wire.take();
    // A void in a quarter that is folded, and then one in time.
    let less = voided(&orders[3]);
    count_order(store, Some(&orders[3]), &less, later(1_860))
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), ["PutItem", "UpdateItem"]);
    orders[3] = less;
    assert_eq!(seen(store, 1_860).await.today, Sums::fold(&orders));
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.fold.stale(&kept(store, day()).await.late).count(), 0);
    let less = voided(&orders[18]);
    count_order(store, Some(&orders[18]), &less, later(1_860))
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()).last(), Some(&"PutItem"));
}

#[tokio::test]
async fn a_writer_that_died_before_it_counted_its_fact_as_late_is_made_good_when_told_again() {
    let world = World::new().await;
    let store = &world.store;
    let orders: Vec<_> = (1..=20).map(|n| at(n, i64::from(n) * 60 - 60)).collect();
    count(store, &orders, now()).await;
    seen(store, 1_800).await;
    let less = voided(&orders[3]);
    store.put_fact(&less, later(1_860)).await.unwrap();
    count_order(store, Some(&orders[3]), &less, later(1_900))
        .await
        .unwrap();
    let mut now = orders.clone();
    now[3] = less;
    assert_eq!(seen(store, 1_900).await.today, Sums::fold(&now));
}

#[tokio::test]
async fn a_day_that_is_over_is_folded_with_the_first_order_of_the_next_and_again_when_one_is_late()
{
    let world = World::new().await;
    let store = &world.store;
    let orders = [at(1, 0), at(2, 60), at(3, 3_600)];
    count(store, &orders, now()).await;
    let next = Order {
        business_day: BusinessDay::of(day().date().tomorrow().unwrap()),
        ..at(4, NEXT_DAY)
    };
    assert_eq!(kept(store, day()).await.sums, None);
    count(store, std::slice::from_ref(&next), later(NEXT_DAY)).await;
    let sums = kept(store, day()).await.sums.unwrap();
    assert_eq!(sums.accepted, Sums::fold(&orders).accepted);
    let hours = sums.hours(|at| profile().hour(at));
    assert_eq!(
        hours
            .into_iter()
            .map(|(h, s)| (h, s.count))
            .collect::<Vec<_>>(),
        [(19, 2), (20, 1)]
    );
    // Once it is known that all before are folded, an order of the day is a put again.
    world.wire.take();
    let less = voided(&next);
    count_order(store, Some(&next), &less, later(NEXT_DAY))
        .await
        .unwrap();
    assert_eq!(operations(&world.wire.take()), ["PutItem"]);

    let gone = moved(&orders[2], OrderStatus::Cancelled);
    count_order(store, Some(&orders[2]), &gone, later(NEXT_DAY + 60))
        .await
        .unwrap();
    let sums = kept(store, day()).await.sums.unwrap();
    assert_eq!(sums.accepted, Sums::fold(&orders[..2]).accepted);
    assert_eq!(sums.quarters.len(), 1);
}

#[tokio::test]
async fn days_without_orders_and_days_that_nobody_folded_are_told_apart() {
    let world = World::new().await;
    let store = &world.store;
    let of = |number: u32, days: u16| Order {
        business_day: day().days_before(days),
        placed_at: later(-86_400 * i64::from(days)),
        ..accepted(number)
    };
    for (order, days) in [(of(1, 9), 9), (of(2, 4), 4), (of(3, 3), 3)] {
        // In time, by a process that dies before it folds anything.
        store.put_fact(&order, later(-86_400 * days)).await.unwrap();
    }
    let seen = seen(&world.cold(), 0).await;
    let counted = seen
        .days
        .iter()
        .map(|(day, sums)| (*day, sums.accepted.count));
    let counted: Vec<_> = counted.filter(|(_, count)| *count > 0).collect();
    let days = [9, 4, 3].map(|back| (day().days_before(back), 1));
    assert_eq!(counted, days);
    // It is folded by then, so the next look finds it by two calls less for each day.
    world.wire.take();
    let again = super::seen(&world.cold(), 0).await;
    assert_eq!(again.days, seen.days);
    let calls = world.wire.take();
    // Two of them ask the till: for what came today, and for the last day with money in it.
    assert!(calls.len() <= 7, "{:?}", operations(&calls));
    assert!(
        operations(&calls)
            .iter()
            .all(|call| !call.starts_with("Put"))
    );
}

#[tokio::test]
async fn a_recount_of_any_span_makes_the_same_and_puts_right_what_was_wrong() {
    let world = World::new().await;
    let store = &world.store;
    let orders = [at(1, 0), at(2, 60)];
    count(store, &orders, now()).await;
    let after = later(NEXT_DAY);
    let right = fold_day(store, &profile(), day(), after).await.unwrap();
    let read = kept(store, day()).await;
    let span = (day().days_before(2), day());
    recount(store, &profile(), span, after).await.unwrap();
    assert_eq!(kept(store, day()).await.sums, Some(right.clone()));

    // Somebody kept nonsense in both items.
    let wrong = DaySums::default();
    assert!(
        store
            .keep_day(&branch(), day(), &wrong, &read)
            .await
            .unwrap()
    );
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    let nonsense = KeptFold {
        fold: DayFold {
            until: fold.fold.until,
            ..DayFold::default()
        },
        ..fold
    };
    assert!(store.keep_fold(&branch(), day(), &nonsense).await.unwrap());
    recount(store, &profile(), span, after).await.unwrap();
    assert_eq!(kept(store, day()).await.sums, Some(right));
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.fold.sums(), Sums::fold(&orders));

    // Of today what is folded is thrown away.
    recount(store, &profile(), (day(), day()), now())
        .await
        .unwrap();
    assert_eq!(sold(store).await, Sums::fold(&orders));
}

#[tokio::test]
async fn a_chain_of_100_branches_is_folded_from_their_days_in_one_call() {
    let world = World::new().await;
    let store = &world.store;
    let branches: Vec<_> = (0..100)
        .map(|number| salver::domain::branch::Profile {
            id: format!("branch-{number}").parse().unwrap(),
            ..profile()
        })
        .collect();
    let orders = |branch: &salver::domain::branch::Profile| {
        (1..=3_u32)
            .map(|number| Order {
                branch_id: branch.id.clone(),
                ..at(number, i64::from(number) * 900)
            })
            .collect::<Vec<_>>()
    };
    let after = later(NEXT_DAY);
    let open = branches.iter().map(|branch| async {
        for order in orders(branch) {
            store.put_fact(&order, now()).await.unwrap();
        }
        fold_day(store, branch, day(), after).await.unwrap();
    });
    join_all(open).await;
    world.wire.take();
    let chain = day_of_chain(store, &branches, day(), after).await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["BatchGetItem"]);
    assert_eq!(chain.accepted.count, 300);
    assert_eq!(chain.quarters.len(), 3);
    let one = Sums::fold(&orders(&branches[0])).accepted.amount;
    assert_eq!(chain.accepted.amount, 100 * one);

    // One of them got an order late: its day alone is folded anew.
    let late = Order {
        branch_id: branches[7].id.clone(),
        ..at(9, 60)
    };
    store.put_fact(&late, after).await.unwrap();
    let marks = Late::from([(Quarter::of(late.placed_at), 1)]);
    store
        .mark_late(&branches[7].id, day(), &marks, after)
        .await
        .unwrap();
    let chain = day_of_chain(store, &branches, day(), after).await.unwrap();
    assert_eq!(chain.accepted.count, 301);
}

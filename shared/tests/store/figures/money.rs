//! Money in the folds: the till's entries are the facts, read once.

use salver::domain::bill::books::Hand;
use salver::domain::bill::payment::{PaidBy, Payment};
use salver::domain::business_day::BusinessDay;
use salver::domain::role::Role;
use salver::domain::till::entry::TillEntry;
use salver::domain::till::sums::MoneySums;
use salver::service::figures::{day_of_chain, fold_day, look, recount};
use salver::service::intent::{Answer, Intent};
use salver_demo::fixtures::{branch, inr, later, now, profile};

use super::folding::{NEXT_DAY, at, count, kept};
use super::{day, seen};
use crate::world::{World, deed};

fn tomorrow() -> BusinessDay {
    BusinessDay::of(day().date().tomorrow().unwrap())
}

/// Somebody pays what they owe, so many seconds later.
fn paid(seconds: i64, day: BusinessDay) -> TillEntry {
    let hand = Hand {
        by: "asha".parse().unwrap(),
        role: Role::Cashier,
        approved_by: None,
        at: later(seconds),
        day,
        coin: salver::domain::bill::coin::Coin::ONE,
    };
    let payment = Payment {
        by: PaidBy::Upi,
        amount: inr(1_000 + seconds),
        tip: inr(1),
        cash_rounding: inr(0),
        change: inr(0),
    };
    TillEntry::of_account((format!("e{seconds}"), &branch()), "meera", &payment, &hand)
}

async fn enter(world: &World, entries: &[TillEntry]) {
    for entry in entries {
        let intent = Intent::new("asha".to_owned(), &entry.id, "POST", b"");
        let answer = Answer::new("/day".to_owned(), &()).unwrap();
        let record = intent.record(&answer, entry.at);
        let audit = deed();
        let entered = world.store.enter_till(entry, &record, &audit, entry.at);
        let entered = entered.await.unwrap();
        assert!(
            matches!(entered, salver::store::Entered::Stands),
            "{entered:?}"
        );
    }
}

#[tokio::test]
async fn entries_of_closed_quarters_are_folded_once_and_not_read_again() {
    let world = World::new().await;
    let store = &world.store;
    // One a minute, from the quarter's beginning, on a day without any order.
    let entries: Vec<_> = (0..20).map(|n| paid(n * 60, day())).collect();
    enter(&world, &entries).await;
    let all = MoneySums::of(&entries);
    assert_eq!(seen(store, 1_259).await.days[&day()].money, all);
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.version, 0, "six minutes after its end, and no sooner");
    assert_eq!(seen(store, 1_260).await.days[&day()].money, all);
    let fold = store.day_fold(&branch(), day()).await.unwrap();
    assert_eq!(fold.fold.money, MoneySums::of(&entries[..15]));
    // What was folded is not read any more.
    world.wire.take();
    let span = (day().days_before(13), day());
    let again = look(store, &profile(), span, 5, later(1_260)).await;
    assert_eq!(again.unwrap().days[&day()].money, all);
    let bytes = world.wire.take().iter().filter_map(|trip| trip.bytes).max();
    assert!(bytes.unwrap() < 4_000, "{bytes:?}");
}

#[tokio::test]
async fn a_day_of_money_alone_is_folded_when_it_is_over_and_made_again_the_same() {
    let world = World::new().await;
    let store = &world.store;
    let entries: Vec<_> = (0..5).map(|n| paid(n * 1_000, day())).collect();
    enter(&world, &entries).await;
    let all = MoneySums::of(&entries);
    // The first order of the next day.
    let next = salver::domain::order::Order {
        business_day: tomorrow(),
        ..at(1, NEXT_DAY)
    };
    count(store, &[next], later(NEXT_DAY)).await;
    let sums = kept(store, day()).await.sums.unwrap();
    assert_eq!((sums.accepted.count, &sums.money), (0, &all));
    let chain = day_of_chain(store, &[profile()], day(), later(NEXT_DAY)).await;
    assert_eq!(chain.unwrap().money, all);
    // A refund of the next day is that day's.
    enter(&world, &[paid(NEXT_DAY + 60, tomorrow())]).await;
    recount(store, &profile(), (day(), day()), later(NEXT_DAY + 120))
        .await
        .unwrap();
    assert_eq!(kept(store, day()).await.sums, Some(sums.clone()));
    let again = fold_day(store, &profile(), day(), later(NEXT_DAY + 120)).await;
    assert_eq!(again.unwrap(), sums);
}

#[tokio::test]
async fn orders_and_money_of_one_day_are_folded_side_by_side() {
    let world = World::new().await;
    let store = &world.store;
    let entries = [paid(30, day()), paid(2_000, day()), paid(5_000, day())];
    count(store, &[at(1, 0), at(2, 4_000)], now()).await;
    enter(&world, &entries).await;
    for seconds in [0, 1_300, 3_000, 6_000, 9_000] {
        let today = seen(store, seconds).await.days;
        let sums = &today[&day()];
        assert_eq!(sums.accepted.count, 2, "{seconds}");
        assert_eq!(sums.money, MoneySums::of(&entries), "{seconds}");
    }
}

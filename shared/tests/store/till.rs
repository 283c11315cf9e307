//! The till through the path that the function takes: nothing is taken on a closed day, and nothing
//! that was taken is missing in its report, however close they were.

use salver::auth::staff_token::StaffClaims;
use salver::domain::DomainError;
use salver::domain::bill::payment::PaidBy;
use salver::domain::business_day::BusinessDay;
use salver::domain::id::CheckId;
use salver::domain::text::Reason;
use salver::domain::till::close::{CloseWish, ClosedDay, Closing, Counted};
use salver::domain::till::day::{CashWish, DayRead, DayState};
use salver::domain::till::entry::TillDeed;
use salver::domain::till::figures::TillFigures;
use salver::service::intent::{Answer, Intent};
use salver::service::settle::{Deal, settle};
use salver::service::till::{TillRequest, close, enter, read, running};
use salver::service::{By, Refusal};
use salver_demo::fixtures::{branch, inr, later};

use crate::bills::{billed, by_card, deal, ordered, pay, signed_in_at, whole};
use crate::taking::{asha, body, opened, pickup, signed_in};
use crate::world::{World, deed, together};

const DAY: &str = "2026-11-20";

fn day() -> BusinessDay {
    DAY.parse().unwrap()
}

fn asked<W: std::fmt::Debug>(claims: &StaffClaims, key: &str, wish: W) -> TillRequest<W> {
    let said = format!("{wish:?}");
    TillRequest {
        intent: Intent::new(claims.scope(), key, "POST day", said.as_bytes()),
        claims: claims.clone(),
        branch: branch(),
        wish,
        by: By {
            at: later(120),
            ..asha()
        },
    }
}

fn closing(
    claims: &StaffClaims,
    key: &str,
    (minor, carried): (i64, &[&CheckId]),
) -> TillRequest<Closing> {
    let wish = CloseWish {
        counted: Counted::new(inr(minor), Vec::new()).unwrap(),
        carried: carried.iter().map(|id| id.to_string()).collect(),
        note: None,
    };
    let closing = Closing {
        day: day(),
        wish,
        print: None,
    };
    asked(claims, key, closing)
}

async fn cash(
    world: &World,
    claims: &StaffClaims,
    key: &str,
    wish: CashWish,
) -> Result<Answer, Refusal> {
    enter(&world.store, &asked(claims, key, wish)).await
}

fn out(minor: i64) -> CashWish {
    let reason = Reason::parse(Some("milk")).unwrap().unwrap();
    CashWish::Out(inr(minor), reason)
}

async fn looked(world: &World) -> DayRead {
    running(&world.store, &branch(), later(180)).await.unwrap()
}

fn report(read: &DayRead) -> &ClosedDay {
    match &read.state {
        DayState::Closed(closed) => closed,
        other => panic!("{other:?}"),
    }
}

fn is_closed<T: std::fmt::Debug>(refused: &Result<T, Refusal>) -> bool {
    matches!(refused, Err(Refusal::Domain(DomainError::DayClosed { .. })))
}

#[tokio::test]
async fn each_deed_with_money_is_one_entry_and_the_figures_are_what_is_on_the_bills() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    cash(&world, &claims, "key-0001", CashWish::Float(inr(100_000)))
        .await
        .unwrap();
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0002").await.remove(0);
    for (key, by, minor) in [
        ("key-0003", PaidBy::Cash, 12_000),
        ("key-0004", PaidBy::Upi, 20_000),
    ] {
        let paid = deal(&claims, &check, key, pay(&bill, by, minor));
        settle(&world.store, &paid).await.unwrap();
    }
    // What is paid already ends without money, and is none of the till's.
    let end = deal(&claims, &check, "key-0005", Deal::CheckOut(None));
    settle(&world.store, &end).await.unwrap();
    cash(&world, &claims, "key-0006", out(5_000)).await.unwrap();
    let other = ordered(&world, &claims, 1).await;
    let end = deal(&claims, &other, "key-0007", by_card());
    settle(&world.store, &end).await.unwrap();
    // Again changes nothing.
    settle(&world.store, &end).await.unwrap();
    let entries = world.store.till_entries(&branch(), day()).await.unwrap();
    let mut deeds: Vec<_> = entries
        .iter()
        .map(|entry| format!("{:?}", entry.deed))
        .collect();
    deeds.sort();
    let expected = ["Billed", "CashOut", "CheckedOut", "Opened", "Paid", "Paid"];
    assert_eq!(deeds, expected);
    let kept = world.store.till_day(&branch(), day()).await.unwrap();
    assert_eq!((kept.version, kept.closed), (6, None));
    let read = looked(&world).await;
    assert_eq!(read.figures.drawer().expected(), 100_000 + 12_000 - 5_000);
    assert_eq!(read.figures.billed.total, 64_000);
    assert_eq!(read.figures.bills.issued, 2);
    assert_eq!(read.open, []);
    let names: Vec<_> = read
        .names
        .iter()
        .map(|person| person.name.as_str())
        .collect();
    assert_eq!(names, ["Asha"]);
    // The same from the raw bills and payments.
    let mut raw = 0;
    for check in [check, other] {
        let books = world.store.books(&check).await.unwrap().unwrap();
        let payments = books.payments.iter().map(|paid| paid.payment.amount.minor);
        raw += payments.sum::<i64>();
    }
    let folded = TillFigures::of(inr(0).currency, &entries);
    assert_eq!(folded, read.figures);
    assert_eq!(folded.taken.iter().map(|row| row.amount).sum::<i64>(), raw);
}

#[tokio::test]
async fn a_float_is_said_once_and_a_retry_is_told_again() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let float = || CashWish::Float(inr(5_000));
    let first = cash(&world, &claims, "key-0001", float()).await.unwrap();
    let again = cash(&world, &claims, "key-0001", float()).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&first.body, true));
    let other = cash(&world, &claims, "key-0002", float()).await;
    assert!(
        matches!(other, Err(Refusal::Domain(DomainError::FloatSaid))),
        "{other:?}"
    );
    let reused = cash(&world, &claims, "key-0001", out(5_000)).await;
    assert!(matches!(reused, Err(Refusal::KeyReused)), "{reused:?}");
    // The float does not keep anything else from being entered.
    cash(&world, &claims, "key-0003", out(1_000)).await.unwrap();
    assert_eq!(looked(&world).await.figures.drawer().expected(), 4_000);
}

#[tokio::test]
async fn what_is_open_is_decided_on_by_name_and_paid_the_next_day() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    let unbilled = ordered(&world, &claims, 1).await;
    let read = looked(&world).await;
    let open: Vec<_> = read
        .open
        .iter()
        .map(|item| (item.name.as_str(), item.due))
        .collect();
    assert_eq!(
        open,
        [("Pickup 1", Some(32_000)), ("Pickup 2", Some(32_000))]
    );
    assert_eq!(read.open[0].bills, ["2026-27/1"]);
    let one = closing(&claims, "key-0002", (0, &[&check]));
    let refused = close(&world.store, &one).await;
    let expected = vec![unbilled.to_string()];
    let is_it = |refused: &Result<Answer, Refusal>| match refused {
        Err(Refusal::Domain(DomainError::DayUndecided { open })) => *open == expected,
        _ => false,
    };
    assert!(is_it(&refused), "{refused:?}");
    // The key that was refused is as good as new.
    let both = closing(&claims, "key-0003", (0, &[&check, &unbilled]));
    let told = body(&close(&world.store, &both).await.unwrap());
    assert_eq!(told["closed"]["carried"][1]["name"], "Pickup 2");
    assert_eq!(told["closed"]["by"]["name"], "Asha");
    // Neither money nor bills count any more until the next day begins.
    for (key, what) in [
        ("key-0004", pay(&bill, PaidBy::Cash, 1)),
        ("key-0005", by_card()),
    ] {
        let refused = settle(&world.store, &deal(&claims, &check, key, what)).await;
        assert!(is_closed(&refused), "{refused:?}");
    }
    let refused = settle(&world.store, &deal(&claims, &unbilled, "key-0006", whole())).await;
    assert!(is_closed(&refused), "{refused:?}");
    assert!(is_closed(&cash(&world, &claims, "key-0007", out(1)).await));
    let float = CashWish::Float(inr(1));
    assert!(is_closed(&cash(&world, &claims, "key-0008", float).await));
    let books = world.store.books(&check).await.unwrap().unwrap();
    assert_eq!((books.payments.len(), books.settlement.version), (0, 1));
    let before = world.store.till_day(&branch(), day()).await.unwrap();
    // The next morning, under a sign-in of then.
    let at = later(24 * 3600);
    let next = signed_in_at(&world, at, 0).await;
    let paid = deal(&next, &check, "key-0009", pay(&bill, PaidBy::Cash, 32_000));
    let paid = salver::service::settle::SettleRequest {
        by: By { at, ..asha() },
        ..paid
    };
    settle(&world.store, &paid).await.unwrap();
    let today = running(&world.store, &branch(), at).await.unwrap();
    assert_eq!(today.figures.drawer().expected(), 32_000);
    assert_eq!((today.figures.billed.total, today.unclosed), (0, vec![]));
    // What was carried over and is not paid is still open, and what was paid is not.
    let open: Vec<_> = today.open.iter().map(|item| item.name.as_str()).collect();
    assert_eq!(open, ["Pickup 2"]);
    assert_eq!(
        world.store.till_day(&branch(), day()).await.unwrap(),
        before
    );
}

#[tokio::test]
async fn what_is_paid_ends_on_a_closed_day_too() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let check = ordered(&world, &claims, 0).await;
    let bill = billed(&world, &claims, &check, "key-0001").await.remove(0);
    let paid = deal(
        &claims,
        &check,
        "key-0002",
        pay(&bill, PaidBy::Card, 32_000),
    );
    settle(&world.store, &paid).await.unwrap();
    // It is paid, so it is nothing that a day could forget.
    let closed = closing(&claims, "key-0003", (0, &[]));
    close(&world.store, &closed).await.unwrap();
    let end = deal(&claims, &check, "key-0004", Deal::CheckOut(None));
    settle(&world.store, &end).await.unwrap();
    // A retry of what was done before is told what became of it.
    let again = settle(&world.store, &paid).await.unwrap();
    assert!(again.replayed);
}

#[tokio::test]
async fn a_day_that_nobody_closed_is_closed_later_and_takes_no_money_of_the_next() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    cash(&world, &claims, "key-0001", CashWish::Float(inr(7_000)))
        .await
        .unwrap();
    let at = later(24 * 3600);
    let next = signed_in_at(&world, at, 0).await;
    let of_next = TillRequest {
        by: By { at, ..asha() },
        ..asked(&next, "key-0002", CashWish::Float(inr(500)))
    };
    enter(&world.store, &of_next).await.unwrap();
    let today = running(&world.store, &branch(), at).await.unwrap();
    assert_eq!(today.unclosed, [day()]);
    // What is opened on the next day is none of this one's.
    let mut fresh = world
        .check(&opened(&world, "key-o0009", pickup()).await)
        .await;
    fresh.opened_at = at;
    fresh.total = inr(5_000);
    fresh.version += 1;
    assert!(world.store.save_check(&fresh, &deed()).await.unwrap());
    let today = running(&world.store, &branch(), at).await.unwrap();
    assert_eq!(today.open.len(), 1);
    let ended = read(&world.store, &branch(), day(), at).await.unwrap();
    assert_eq!((ended.state, ended.open), (DayState::Ended, vec![]));
    let late = TillRequest {
        by: By { at, ..asha() },
        ..closing(&next, "key-0003", (7_000, &[]))
    };
    close(&world.store, &late).await.unwrap();
    let closed = read(&world.store, &branch(), day(), at).await.unwrap();
    assert_eq!(
        (report(&closed).expected, report(&closed).difference()),
        (7_000, 0)
    );
    let today = running(&world.store, &branch(), at).await.unwrap();
    assert_eq!(
        (today.unclosed, today.figures.drawer().expected()),
        (vec![], 500)
    );
    // A day that was never, and one that has not begun.
    for (day, n) in [("2026-11-01", 4), ("2026-11-22", 5)] {
        let mut wish = late.wish.clone();
        wish.day = day.parse().unwrap();
        let none = TillRequest {
            by: By { at, ..asha() },
            ..asked(&next, &format!("key-{n:04}"), wish)
        };
        assert!(close(&world.store, &none).await.is_err(), "{day}");
    }
    let none = read(&world.store, &branch(), "2026-11-01".parse().unwrap(), at).await;
    assert!(matches!(none, Err(Refusal::NotFound("day"))), "{none:?}");
    let days = world.store.till_days(&branch(), None, 1).await.unwrap();
    assert_eq!(days[0].day.to_string(), "2026-11-21");
    let days = world
        .store
        .till_days(&branch(), Some(days[0].day), 9)
        .await
        .unwrap();
    assert_eq!(
        days.iter().map(|kept| kept.day).collect::<Vec<_>>(),
        [day()]
    );
}

/// Eight people close the same day at the same moment: one report stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_who_close_a_day_at_once_one_does() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let answers = together((0..8).map(|n| {
        let request = closing(&claims, &format!("key-c{n:03}"), (n, &[]));
        let store = world.store.clone();
        async move { close(&store, &request).await }
    }))
    .await;
    let won: Vec<_> = answers
        .iter()
        .filter_map(|answer| answer.as_ref().ok())
        .collect();
    assert_eq!(won.len(), 1);
    assert!(
        answers
            .iter()
            .filter(|answer| answer.is_err())
            .all(is_closed)
    );
    let read = looked(&world).await;
    let stands = body(won[0]);
    assert_eq!(stands["closed"]["counted"]["minor"], report(&read).counted);
    let deeds = world.deeds().await;
    assert_eq!(deeds.iter().filter(|deed| *deed == "day_closed").count(), 1);
}

/// Money comes while somebody closes the day: it is in the report, or it was not taken.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_payment_is_in_the_report_or_was_not_taken() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut payments = Vec::new();
    let mut checks = Vec::new();
    for n in 0..12 {
        let check = ordered(&world, &claims, n).await;
        let bill = billed(&world, &claims, &check, &format!("key-b{n:04}"))
            .await
            .remove(0);
        let key = format!("key-p{n:04}");
        payments.push(deal(
            &claims,
            &check,
            &key,
            pay(&bill, PaidBy::Cash, 32_000),
        ));
        checks.push(check);
    }
    let all: Vec<_> = checks.iter().collect();
    let closer = closing(&claims, "key-0001", (0, &all));
    let store = world.store.clone();
    let ending = tokio::spawn(async move {
        // In the midst of them.
        tokio::time::sleep(std::time::Duration::from_millis(15)).await;
        close(&store, &closer).await
    });
    let answers = together(payments.into_iter().map(|request| {
        let store = world.store.clone();
        async move { settle(&store, &request).await }
    }))
    .await;
    ending.await.unwrap().unwrap();
    let taken = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!(
        answers
            .iter()
            .filter(|answer| answer.is_err())
            .all(is_closed),
        "{answers:?}"
    );
    let read = looked(&world).await;
    let counted: u32 = read.figures.taken.iter().map(|row| row.count).sum();
    assert_eq!(usize::try_from(counted).unwrap(), taken);
    assert_eq!(report(&read).expected, 32_000 * i64::from(counted));
    assert_eq!(
        report(&read).carried.len(),
        12 - taken,
        "what was not paid is carried over"
    );
    // The raw payments say the same, and no entry came after the report.
    let mut raw = 0;
    for check in &checks {
        raw += world
            .store
            .books(check)
            .await
            .unwrap()
            .unwrap()
            .payments
            .len();
    }
    assert_eq!(raw, taken);
    let entries = world.store.till_entries(&branch(), day()).await.unwrap();
    let paid = entries.iter().filter(|entry| entry.deed == TillDeed::Paid);
    assert_eq!(paid.count(), taken);
    assert_eq!(
        report(&read).version,
        u64::try_from(entries.len()).unwrap() + 1
    );
}

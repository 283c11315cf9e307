//! Parties sit down, phones join, PINs change.

use salver::domain::check::{ChangeParty, Check, Mode, OpenTable};
use salver::domain::guest::{Guest, TOKEN_SECONDS};
use salver::domain::money::Currency;
use salver::domain::transitions::TableStatus;
use salver::store::{Joining, Store};
use salver_demo::fixtures::{branch, guest, guest_with_token, later, now, table, terms};

use crate::world::{World, arrival, deed, together};

fn opened(number: u32, unique: &str) -> (salver::domain::table::Table, Check) {
    let id: salver::domain::id::CheckId = format!("lane_{unique}").parse().unwrap();
    let table = table(number).occupy(id.clone()).unwrap();
    let open = OpenTable {
        mode: Mode::Family,
        party_size: None,
        waiter_id: None,
    };
    let check = Check::open(id, &table, Currency::INR, terms(), &open, now()).unwrap();
    (table, check)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_waiters_one_seats_the_party() {
    let world = World::new().await;
    let opens = (0..10).map(|waiter| {
        let store = world.store.clone();
        async move {
            let (table, check) = opened(1, &format!("c{waiter}"));
            store
                .open_check(&table, &check, &deed())
                .await
                .unwrap()
                .then_some((table, check))
        }
    });
    let mut won: Vec<_> = together(opens).await.into_iter().flatten().collect();
    assert_eq!(won.len(), 1);
    let (table, check) = won.remove(0);
    let id = "t1".parse().unwrap();
    assert_eq!(
        world.store.table_of(&branch(), &id).await.unwrap(),
        Some(table.clone())
    );
    assert_eq!(table.status, TableStatus::Occupied);
    assert_eq!(world.store.open_checks(&branch()).await.unwrap(), [check]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_booking_never_puts_a_party_out() {
    let world = World::new().await;
    let booked = table(1).move_to(TableStatus::Booked).unwrap();
    let (taken, check) = opened(1, "c1");
    let both = together([
        {
            let (store, booked) = (world.store.clone(), booked.clone());
            Box::pin(async move { store.save_table(&booked, &deed()).await.unwrap() })
                as std::pin::Pin<Box<dyn Future<Output = bool> + Send>>
        },
        {
            let (store, taken, check) = (world.store.clone(), taken.clone(), check.clone());
            Box::pin(async move { store.open_check(&taken, &check, &deed()).await.unwrap() })
        },
    ])
    .await;
    assert_eq!(both.iter().filter(|won| **won).count(), 1, "one of them");
    let id = "t1".parse().unwrap();
    let there = world.store.table_of(&branch(), &id).await.unwrap();
    assert_eq!(there, Some(if both[0] { booked } else { taken }));
}

#[tokio::test]
async fn open_sessions_are_listed_until_they_close() {
    let world = World::new().await;
    let first = world.party(1, Mode::Family, 0).await;
    let second = world.party(2, Mode::Family, 0).await;
    let listed = async || -> Vec<_> {
        let open = world.store.open_checks(&branch()).await.unwrap();
        open.into_iter().map(|c| c.id).collect()
    };
    assert_eq!(listed().await, [first.id.clone(), second.id.clone()]);
    let closed = world.check(&first.id).await.close(now()).unwrap();
    assert!(world.store.save_check(&closed, &deed()).await.unwrap());
    assert_eq!(listed().await, [second.id]);
    assert_eq!(world.check(&first.id).await, closed);
}

/// Joins as the function does: again on a fresh look when somebody was faster.
async fn join(store: &Store, check: &salver::domain::id::CheckId, number: u32) -> Guest {
    loop {
        let seen = store.check(check).await.unwrap().unwrap();
        let new = Guest {
            number: seen.joined_count + 1,
            ..guest(&seen, number)
        };
        if store
            .join(&seen, arrival(&new), &[], &deed())
            .await
            .unwrap()
            == Joining::Joined
        {
            return new;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_phones_at_once_are_ten_guests() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 0).await;
    let joins = (1..=10).map(|number| {
        let (store, id) = (world.store.clone(), party.id.clone());
        async move { join(&store, &id, number).await }
    });
    together(joins).await;
    let all = world.store.party(&party.id).await.unwrap().unwrap();
    assert_eq!((all.check.guest_count, all.guests.len()), (10, 10));
    let numbers: Vec<_> = all.guests.iter().map(|g| g.number).collect();
    assert_eq!(
        numbers,
        (1..=10).collect::<Vec<_>>(),
        "each has a number of its own, in order"
    );
}

#[tokio::test]
async fn what_a_guest_says_of_the_party_counts_until_somebody_said_it() {
    let world = World::new().await;
    let (table, check) = opened(1, "c1");
    assert!(
        world
            .store
            .open_check(&table, &check, &deed())
            .await
            .unwrap()
    );
    let join = async |seen: &Check, number, said| {
        let (guest, _) = guest_with_token(seen, number);
        let seen = seen.clone().of_party(said);
        world
            .store
            .join(&seen, arrival(&guest), &[], &deed())
            .await
            .unwrap()
    };
    assert_eq!(join(&check, 1, None).await, Joining::Joined);
    let seen = world.check(&check.id).await;
    assert_eq!(seen.party_size, None);
    // Staff say it after the phone has read the session.
    let change = ChangeParty {
        party_size: Some(3),
        waiter_id: None,
    };
    let changed = seen.change(&change).unwrap();
    assert!(world.store.save_check(&changed, &deed()).await.unwrap());
    assert_eq!(join(&seen, 2, Some(8)).await, Joining::Joined);
    assert_eq!(world.check(&check.id).await.party_size, Some(3));

    let (table, check) = opened(2, "c2");
    assert!(
        world
            .store
            .open_check(&table, &check, &deed())
            .await
            .unwrap()
    );
    assert_eq!(join(&check, 1, Some(8)).await, Joining::Joined);
    let seen = world.check(&check.id).await;
    assert_eq!((seen.party_size, seen.guest_count), (Some(8), 1));
    assert_eq!(join(&seen, 2, Some(2)).await, Joining::Joined);
    assert_eq!(world.check(&check.id).await.party_size, Some(8));
    // All guests, as those who join are told apart from them.
    let guests = world.store.guests_of(&check.id).await.unwrap();
    assert_eq!(guests.len(), 2);
}

#[tokio::test]
async fn a_phone_that_comes_back_is_not_counted_again() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let check = world.check(&party.id).await;
    let (fresh, _) = guest_with_token(&check, 1);
    let back = Guest {
        version: 2,
        ..fresh
    };
    assert_eq!(
        world
            .store
            .join(&check, arrival(&back), &[], &deed())
            .await
            .unwrap(),
        Joining::Joined
    );
    let (after, known) = world
        .store
        .check_and_guest(&check.id, &back.id)
        .await
        .unwrap();
    assert_eq!(
        (after.unwrap(), known.unwrap()),
        (check.clone(), back.clone())
    );
    // The old token's hash is gone; and the same write again is late.
    assert_ne!(back.token_hash, party.guest(1).token_hash);
    assert_eq!(
        world
            .store
            .join(&check, arrival(&back), &[], &deed())
            .await
            .unwrap(),
        Joining::Changed
    );
}

#[tokio::test]
async fn a_pin_that_was_rotated_lets_nobody_in() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let seen = world.check(&party.id).await;
    let rotated = seen.rotate_pin().unwrap();
    assert!(world.store.save_check(&rotated, &deed()).await.unwrap());
    assert!(
        !world.store.save_check(&rotated, &deed()).await.unwrap(),
        "once"
    );
    let join = async |check: &Check, guest: Guest| {
        world
            .store
            .join(check, arrival(&guest), &[], &deed())
            .await
            .unwrap()
    };
    assert_eq!(join(&seen, guest(&seen, 2)).await, Joining::Changed);
    let back = Guest {
        version: 2,
        ..guest(&seen, 1)
    };
    assert_eq!(join(&seen, back.clone()).await, Joining::Changed);
    let today = world.check(&party.id).await;
    assert_eq!(join(&today, back).await, Joining::Joined);
    assert_eq!(join(&today, guest(&today, 2)).await, Joining::Joined);
}

#[tokio::test]
async fn a_closed_session_lets_nobody_in() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let seen = world.check(&party.id).await;
    assert!(
        world
            .store
            .save_check(&seen.close(now()).unwrap(), &deed())
            .await
            .unwrap()
    );
    let back = Guest {
        version: 2,
        ..guest(&seen, 1)
    };
    for guest in [guest(&seen, 2), back] {
        let said = world
            .store
            .join(&seen, arrival(&guest), &[], &deed())
            .await
            .unwrap();
        assert_eq!(said, Joining::Changed);
    }
    assert_eq!(
        world
            .store
            .party(&party.id)
            .await
            .unwrap()
            .unwrap()
            .guests
            .len(),
        1
    );
}

/// TTL is housekeeping: the guest is still there after its time, and is no longer let through.
#[tokio::test]
async fn a_token_is_over_by_its_own_time() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let (_, token) = &party.guests[0];
    for (seconds, good) in [(0, true), (TOKEN_SECONDS - 1, true), (TOKEN_SECONDS, false)] {
        let (check, guest) = world
            .store
            .check_and_guest(&party.id, &token.guest)
            .await
            .unwrap();
        let admitted = salver::service::admit::guest(token, check, guest, later(seconds));
        assert_eq!(admitted.is_ok(), good, "after {seconds} s");
    }
}

#[tokio::test]
async fn a_guest_who_left_is_not_let_through() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let left = party.guest(1).leave();
    assert!(world.store.leave(&left, &deed()).await.unwrap());
    assert!(!world.store.leave(&left, &deed()).await.unwrap(), "once");
    let (check, guest) = world
        .store
        .check_and_guest(&party.id, &left.id)
        .await
        .unwrap();
    let token = &party.guests[0].1;
    assert!(salver::service::admit::guest(token, check, guest, now()).is_err());
}

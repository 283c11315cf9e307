//! The record of who did what: with its deed or not at all, and only ever added.

use salver::domain::audit::{Actor, AuditEntry, Deed, Origin};
use salver::domain::check::Mode;
use salver::service::place_order::place_order;
use salver::store::{Joining, Window};
use salver_demo::fixtures::{branch, later, line, membership, now, seated, waiter};

use crate::world::{World, arrival, together};

fn entry(what: Deed) -> AuditEntry {
    let who = Actor::Staff {
        id: waiter().id,
        role: Some(membership().role),
    };
    let origin = Origin {
        address: "203.0.113.77".parse().ok(),
        request_id: "request-1".to_owned(),
    };
    AuditEntry::new(
        salver::auth::secret::unique(now()).unwrap(),
        &branch(),
        who,
        what,
        &origin,
        now(),
    )
}

#[tokio::test]
async fn an_entry_stands_with_its_deed_or_not_at_all() {
    let world = World::new().await;
    let (table, check) = seated(1, Mode::Family);
    let opened = entry(Deed::TableOpened).about(&check.id);
    let store = &world.store;
    let noted = opened.clone();
    assert!(store.open_check(&table, &check, &noted).await.unwrap());
    assert_eq!(world.record().await, [opened]);
    // The table is taken: nothing happened, and nothing is on record.
    let store = &world.store;
    let noted = entry(Deed::TableOpened);
    assert!(!store.open_check(&table, &check, &noted).await.unwrap());
    assert_eq!(world.record().await.len(), 1);
}

#[tokio::test]
async fn an_entry_is_never_written_over() {
    let world = World::new().await;
    let first = entry(Deed::PermissionRefused).with("operation", "GET /a");
    world.store.note(&first).await.unwrap();
    let forged = AuditEntry {
        what: Deed::SignedIn,
        ..first.clone()
    };
    // An answer that was lost looks the same, so it is no error; but nothing is changed.
    world.store.note(&forged).await.unwrap();
    let (table, check) = seated(1, Mode::Family);
    let store = &world.store;
    let noted = forged;
    assert!(!store.open_check(&table, &check, &noted).await.unwrap());
    assert_eq!(world.record().await, [first]);
    assert!(world.store.check(&check.id).await.unwrap().is_none());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn as_many_entries_as_tries_that_were_let_through() {
    let world = World::new().await;
    let window = Window {
        what: "pin-device",
        who: "a".to_owned(),
        limit: 5,
        seconds: 900,
    };
    // Twice: the second time all of them find a window that has ended and must go first,
    // which is housekeeping and takes no entry along.
    for (round, at) in [(1, now()), (2, later(900))] {
        let tries = (0..20).map(|_| {
            let (store, noted) = (world.store.clone(), entry(Deed::PinWrong));
            let windows = [window.clone()];
            async move { store.reserve(&windows, &noted, at).await.unwrap().is_ok() }
        });
        let said = together(tries).await;
        assert_eq!(said.iter().filter(|ok| **ok).count(), 5);
        assert_eq!(world.record().await.len(), 5 * round);
    }
}

#[tokio::test]
async fn a_guest_s_deeds_name_the_guest_by_its_id_alone() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "dosa", 1, &["large"]))
        .await;
    let request = party.order(1, "key-0001", &cart);
    for _ in 0..2 {
        place_order(&world.store, &request).await.unwrap();
    }
    let order = world.store.orders_of(&party.id).await.unwrap().remove(0);
    let check = world.check(&party.id).await;
    let guest = party.guest(1).clone();
    let back = salver::domain::guest::Guest {
        version: guest.version + 1,
        ..guest.clone()
    };
    let store = &world.store;
    let noted = entry(Deed::GuestReturned);
    let joined = store
        .join(&check, arrival(&back), &[], &noted)
        .await
        .unwrap();
    assert_eq!(joined, Joining::Joined);

    let mut record = world.record().await;
    record.sort_by_key(|e| format!("{:?}", e.what));
    let deeds: Vec<_> = record.iter().map(|e| e.what).collect();
    // Who placed an order, and when, the order itself says; a retry is no second one.
    assert_eq!(deeds, [Deed::GuestReturned]);
    assert_eq!(order.placed_by.guest_id, guest.id);
    assert_eq!(record[0].source, "203.0.113.0/24");
}

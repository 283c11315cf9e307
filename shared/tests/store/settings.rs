//! A branch works otherwise: from the next order on, everywhere.

use std::sync::Arc;

use salver::domain::DomainError;
use salver::domain::branch::Profile;
use salver::domain::check::{Mode, OpenTable};
use salver::domain::id::TableCode;
use salver::domain::limits::OrderLimits;
use salver::domain::settings::{ChangeSettings, Settings};
use salver::domain::transitions::OrderStatus;
use salver::service::Refusal;
use salver::service::cart;
use salver::service::join::{Joined, Visitor, join};
use salver::service::place_order::place_order;
use salver::service::session::{read_pin, rotate_pin};
use salver::service::table::open;
use salver_demo::fixtures::{branch, later, line, profile, stock, table};

use crate::places::key;
use crate::world::{Party, World, by, deed, together};

fn with(wish: ChangeSettings) -> Profile {
    let settings = profile().settings().change(&wish).unwrap();
    profile().with(settings)
}

#[tokio::test]
async fn a_change_is_named_to_every_process_in_the_same_commit() {
    let world = World::new().await;
    let next = with(ChangeSettings {
        urgent_minutes: Some(12),
        table_list: Some(true),
        ..ChangeSettings::default()
    });
    assert!(
        world
            .store
            .save_profile(&next, None, &deed())
            .await
            .unwrap()
    );
    assert_eq!(
        world.store.profile(&branch()).await.unwrap(),
        Some(next.clone())
    );
    assert_eq!(
        next.settings(),
        Settings {
            urgent_minutes: 12,
            table_list: true,
            ..profile().settings()
        }
    );
    let named = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(
        (named.profile_version, named.menu_version, named.version),
        (2, stock().menu_version, stock().version + 1)
    );
    // The same step again is refused, and moves nothing.
    assert!(
        !world
            .store
            .save_profile(&next, None, &deed())
            .await
            .unwrap()
    );
    assert_eq!(world.store.stock(&branch()).await.unwrap(), Some(named));
}

#[tokio::test]
async fn the_next_order_of_a_process_that_knew_the_branch_is_accepted_by_itself() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    world.known().await;
    let other = world.cold();
    let next = with(ChangeSettings {
        auto_accept: Some(true),
        ..ChangeSettings::default()
    });
    assert!(other.save_profile(&next, None, &deed()).await.unwrap());
    let cart = party
        .put(&world.store, 1, &line("a", "dosa", 1, &["large"]))
        .await;
    let request = party.order(1, "key-0001", &cart);
    place_order(&world.store, &request).await.unwrap();
    let orders = world.store.orders_of(&party.id).await.unwrap();
    assert_eq!(orders[0].status, OrderStatus::Accepted);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_changes_at_once_one_is_refused() {
    let world = Arc::new(World::new().await);
    let changes = [11, 12].map(|minutes| {
        let world = Arc::clone(&world);
        let next = with(ChangeSettings {
            urgent_minutes: Some(minutes),
            ..ChangeSettings::default()
        });
        async move {
            world
                .store
                .save_profile(&next, None, &deed())
                .await
                .unwrap()
        }
    });
    let mut said = together(changes).await;
    said.sort_unstable();
    assert_eq!(said, [false, true]);
    let named = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(named.profile_version, 2);
}

/// A party of one phone, which sat down and joined by the service.
async fn seated_at(world: &World, number: u32, seconds: i64) -> (Party, String) {
    let wish = OpenTable {
        mode: Mode::Family,
        party_size: None,
        waiter_id: None,
    };
    let table = table(number);
    let at = (&branch(), &table.id);
    let opened = open(&world.store, &key(), at, &wish, &by(later(seconds))).await;
    let (check, pin) = opened.unwrap();
    let joined = come(world, &table.code, &pin, "phone-1", seconds).await;
    let party = Party {
        id: check.id.clone(),
        check,
        guests: vec![(joined.guest, joined.token)],
    };
    (party, pin)
}

async fn come(world: &World, code: &TableCode, pin: &str, device: &str, seconds: i64) -> Joined {
    let visitor = Visitor {
        code: code.clone(),
        pin: pin.to_owned(),
        device_id: device.to_owned(),
        name: None,
        phone: None,
        party_size: None,
        may_be_new: true,
    };
    let joined = join(&world.store, &key(), &visitor, &by(later(seconds))).await;
    joined.unwrap()
}

/// Puts lines into the party's cart, until one is refused; gives back how many there are.
async fn fill(world: &World, party: &Party, round: u32, lines: usize) -> usize {
    let token = &party.guests[0].1;
    for number in 0..lines {
        let at = cart::read(&world.store, token, later(5)).await.unwrap();
        let line = line(&format!("r{round}-{number}"), "tikka", 1, &[]);
        if cart::put(&world.store, &at, &line, later(5)).await.is_err() {
            break;
        }
    }
    party.cart(&world.store, 1).await.lines.len()
}

/// What was fixed when a party sat down stays with it, whatever the branch does meanwhile.
#[tokio::test]
async fn a_party_that_sits_keeps_its_pin_and_its_limits() {
    let world = World::new().await;
    let (first, pin) = seated_at(&world, 1, 0).await;
    assert_eq!(pin.len(), 4);
    let limits = OrderLimits {
        orders_per_session: 1,
        orders_per_window: 1,
        lines_per_order: 1,
        lines_per_session: 1,
    };
    let next = Profile {
        pin_length: 6,
        limits,
        version: 2,
        ..profile()
    };
    assert!(
        world
            .store
            .save_profile(&next, None, &deed())
            .await
            .unwrap()
    );

    // The PIN that it was told lets phones in and is read out again; the next one is like it.
    come(&world, &table(1).code, &pin, "phone-2", 1).await;
    let read = read_pin(&world.store, &key(), &first.id).await;
    assert_eq!(read.unwrap().pin, pin);
    let at = (&branch(), &first.id);
    let rotated = rotate_pin(&world.store, &key(), at, &by(later(2))).await;
    let rotated = rotated.unwrap().pin;
    assert_eq!(rotated.len(), 4);
    come(&world, &table(1).code, &rotated, "phone-3", 3).await;
    // Three lines in an order, and two orders.
    for round in 1..=2 {
        assert_eq!(fill(&world, &first, round, 3).await, 3);
        let cart = first.cart(&world.store, 1).await;
        let order = first.order(1, &format!("key-{round:04}"), &cart);
        let placed = place_order(&world.store, &order).await;
        assert!(placed.is_ok(), "{placed:?}");
    }
    assert_eq!(world.check(&first.id).await.terms, profile().terms());

    // The next party has what counts by then.
    let (second, pin) = seated_at(&world, 2, 4).await;
    assert_eq!(pin.len(), 6);
    assert_eq!(fill(&world, &second, 1, 3).await, 1);
    let cart = second.cart(&world.store, 1).await;
    let placed = place_order(&world.store, &second.order(1, "key-0001", &cart)).await;
    assert!(placed.is_ok(), "{placed:?}");
    assert_eq!(fill(&world, &second, 2, 1).await, 1);
    let cart = second.cart(&world.store, 1).await;
    let refused = place_order(&world.store, &second.order(1, "key-0002", &cart)).await;
    let limit = DomainError::SessionOrderLimit { limit: 1 };
    assert!(
        matches!(&refused, Err(Refusal::Domain(error)) if *error == limit),
        "{refused:?}"
    );
}

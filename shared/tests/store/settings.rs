//! A branch works otherwise: from the next order on, everywhere.

use std::sync::Arc;

use salver::domain::branch::Profile;
use salver::domain::check::Mode;
use salver::domain::settings::{ChangeSettings, Settings};
use salver::domain::transitions::OrderStatus;
use salver::service::place_order::place_order;
use salver_demo::fixtures::{branch, line, profile, stock};

use crate::world::{World, deed, together};

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
    assert!(world.store.save_profile(&next, &deed()).await.unwrap());
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
    assert!(!world.store.save_profile(&next, &deed()).await.unwrap());
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
    assert!(other.save_profile(&next, &deed()).await.unwrap());
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
        async move { world.store.save_profile(&next, &deed()).await.unwrap() }
    });
    let mut said = together(changes).await;
    said.sort_unstable();
    assert_eq!(said, [false, true]);
    let named = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(named.profile_version, 2);
}

//! How a check of the counter is opened: once, with a number, a table or none.

use salver::auth::secret::Key;
use salver::domain::DomainError;
use salver::domain::counter::OpenCheck;
use salver::domain::customer::REMEMBERED_SECONDS;
use salver::domain::id::CheckId;
use salver::domain::place::Place;
use salver::domain::price_list::Channel;
use salver::service::check::{self, Scope};
use salver::service::{Refusal, session};
use salver_demo::fixtures::{branch, later, now, waiter};

use super::{asha, body, delivery, open, opened, pickup};
use crate::world::World;

#[tokio::test]
async fn a_check_is_opened_once_and_called_by_the_next_number() {
    let world = World::new().await;
    let first = open(&world, "key-0001", pickup()).await.unwrap();
    let again = open(&world, "key-0001", pickup()).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&first.body, true));
    let other = open(&world, "key-0001", delivery()).await;
    assert!(matches!(other, Err(Refusal::KeyReused)));
    let second = open(&world, "key-0002", delivery()).await.unwrap();
    let names = [&first, &second].map(|answer| body(answer)["name"].clone());
    // What replays and refusals drew went back.
    assert_eq!(names, ["Pickup 1", "Delivery 2"]);
    assert!(
        !second.body.contains("Meera"),
        "an answer that is kept names nobody"
    );
    let here = branch();
    let all = check::list(&world.store, (&here, None), &Scope::All, now());
    let all = all.await.unwrap();
    assert_eq!(all.len(), 2);
    let of = check::list(
        &world.store,
        (&here, Some(Channel::Delivery)),
        &Scope::All,
        now(),
    );
    let of = of.await.unwrap();
    assert_eq!(of.len(), 1);
    let customer = of[0].customer.as_ref().unwrap();
    assert_eq!(customer.name.as_ref().unwrap().as_str(), "Meera");
    // Their end is compared by whoever reads, whatever housekeeping does.
    let over = later(REMEMBERED_SECONDS);
    let late = check::read(&world.store, &of[0].id, &Scope::All, over).await;
    assert_eq!(late.unwrap().check.customer, None);
    let late = check::list(&world.store, (&here, None), &Scope::All, over);
    assert!(
        late.await
            .unwrap()
            .iter()
            .all(|check| check.customer.is_none())
    );
    // Who it is for stands in one item alone.
    let naming = world.items().await.into_iter();
    let naming = naming.filter(|item| format!("{item:?}").contains("Meera"));
    let keys: Vec<_> = naming
        .map(|item| item["sk"].as_s().unwrap().clone())
        .collect();
    assert_eq!(keys, ["CUSTOMER"]);
    assert_eq!(world.deeds().await, ["check_opened", "check_opened"]);
}

#[tokio::test]
async fn a_table_is_seated_as_the_floor_does_it_and_a_retry_sits_there_still() {
    let world = World::new().await;
    let wish = || OpenCheck {
        kind: Channel::DineIn,
        table_id: Some("t3".parse().unwrap()),
        customer: None,
        ..delivery()
    };
    let first = open(&world, "key-0001", wish()).await.unwrap();
    let again = open(&world, "key-0001", wish()).await.unwrap();
    assert_eq!((again.body, again.replayed), (first.body.clone(), true));
    let taken = open(&world, "key-0002", wish()).await;
    assert!(matches!(
        taken,
        Err(Refusal::Domain(DomainError::TableNotFree))
    ));
    let id: CheckId = body(&first)["id"].as_str().unwrap().parse().unwrap();
    let check = world.check(&id).await;
    assert_eq!(
        (check.place.name().as_str(), check.waiter_id),
        ("T3", Some(waiter().id))
    );
    let table = world
        .store
        .table_of(&branch(), &"t3".parse().unwrap())
        .await;
    assert_eq!(table.unwrap().unwrap().session, Some(id));
    assert_eq!(world.deeds().await, ["table_opened"]);
}

/// What is said to a table, no pickup has.
#[tokio::test]
async fn a_pickup_has_no_pin_and_no_party() {
    let world = World::new().await;
    let id = opened(&world, "key-0001", pickup()).await;
    let key = Key::new("a key of the tests with 32 letters").unwrap();
    let at = (&branch(), &id);
    let read = session::read_pin(&world.store, &key, &id).await;
    let rotated = session::rotate_pin(&world.store, &key, at, &asha()).await;
    for refused in [read, rotated] {
        assert!(
            matches!(refused, Err(Refusal::NotFound("session"))),
            "{refused:?}"
        );
    }
    assert!(matches!(world.check(&id).await.place, Place::Pickup(_)));
    // It ends like every check.
    session::close(&world.store, at, &asha()).await.unwrap();
    assert_eq!(world.store.open_checks(&branch()).await.unwrap(), []);
}

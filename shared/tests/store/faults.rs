//! Answers of the real service that the embedded store never gives.

use salver::api::{Code, Problem};
use salver::domain::check::Mode;
use salver::domain::claims::Claims;
use salver::domain::topic::Topic;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{Connection, StoreError, Window};
use salver_demo::fixtures::{branch, check, inr, later, line, now};

use crate::wire::{Fault, operations};
use crate::world::{World, by};

const COMMIT: &str = "TransactWriteItems";

#[tokio::test]
async fn transactions_that_met_others_are_sent_again() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    // A cart that all phones share is a write of its own.
    world.wire.fail("PutItem", Fault::Conflict, 3);
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    assert_eq!((cart.version, world.wire.faults_left()), (1, 0));

    world.wire.fail(COMMIT, Fault::Conflict, 3);
    let taken = place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    assert!(!taken.replayed);
    assert_eq!(world.wire.faults_left(), 0);
    let check_now = world.recounted(&party.id).await;
    assert_eq!((check_now.order_count, check_now.total), (1, inr(32_000)));

    let window = [Window {
        what: "pin-device",
        who: "a".to_owned(),
        limit: 5,
        seconds: 900,
    }];
    for _ in 0..10 {
        world.wire.fail(COMMIT, Fault::Conflict, 1);
        world
            .store
            .reserve(&window, None, now())
            .await
            .unwrap()
            .unwrap();
        world.wire.fail(COMMIT, Fault::Conflict, 1);
        world.store.give_tries_back(&window, None).await.unwrap();
    }

    world.wire.fail(COMMIT, Fault::Conflict, 2);
    let topic = Topic::session(&check().id);
    let connection = Connection {
        connection_id: "one".to_owned(),
        claims: Claims::Guest {
            check_id: check().id,
            guest_id: "g1".parse().unwrap(),
        },
        topics: vec![topic.clone()],
        batches: false,
        identity_expires_at: later(60).as_second(),
        connected_at: now().as_second(),
        expires_at: later(60).as_second(),
    };
    world.store.connect(&connection).await.unwrap();
    assert_eq!(world.store.listeners(&topic).await.unwrap(), [connection]);

    world.wire.fail(COMMIT, Fault::Conflict, 2);
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    assert_eq!(world.wire.faults_left(), 0);
}

#[tokio::test]
async fn a_conflict_without_end_is_said_and_leaves_nothing() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    world.wire.fail(COMMIT, Fault::Conflict, 100);
    let problem = place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap_err();
    let problem = Problem::from(problem);
    assert_eq!(
        (problem.code, problem.retry_after),
        (Code::InProgress, Some(1))
    );
    assert_eq!(world.store.orders_of(&party.id).await.unwrap(), []);
    assert_eq!(party.cart(&world.store, 1).await, cart);
}

/// Threat 34. A short throttle is the SDK's to retry; a long one is 503 with Retry-After.
#[tokio::test]
async fn threat_34_throttling_is_retried_and_then_said() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    world.known().await;
    for operation in ["BatchGetItem", "UpdateItem", COMMIT] {
        world.wire.fail(operation, Fault::Throttled, 50);
        let order = party.order(1, "key-0001", &cart);
        let problem = place_order(&world.store, &order).await.unwrap_err();
        let problem = Problem::from(problem);
        assert_eq!(
            (problem.code, problem.retry_after),
            (Code::Unavailable, Some(1)),
            "{operation}"
        );
        assert!(
            world.wire.faults_left() < 49,
            "{operation} was tried more than once"
        );
        world.wire.heal();
        assert_eq!(
            world.store.orders_of(&party.id).await.unwrap(),
            [],
            "{operation}"
        );
    }
    world.wire.fail(COMMIT, Fault::Throttled, 1);
    let taken = place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    assert!(!taken.replayed);
    assert_eq!(world.recounted(&party.id).await.order_count, 1);
}

#[tokio::test]
async fn a_store_that_is_not_there_is_unavailable() {
    let world = World::embedded().await;
    let store = world.store.clone();
    drop(world);
    // The server ends on its own thread; until then it may still answer.
    let error = loop {
        match store.profile(&branch()).await {
            Ok(_) => tokio::task::yield_now().await,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, StoreError::Unavailable(_)), "{error:?}");
    assert_eq!(Problem::from(error).code, Code::Unavailable);
}

#[tokio::test]
async fn the_first_call_warms_the_connection() {
    let world = World::new().await;
    world.wire.take();
    world.store.warm_up().await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["GetItem"]);
}

#[tokio::test]
async fn a_store_in_trouble_ends_no_start() {
    let world = World::new().await;
    world.wire.fail("GetItem", Fault::Throttled, 50);
    salver::api::start::warm_up(&world.store).await;
    assert!(world.wire.faults_left() < 50, "it was tried");
}

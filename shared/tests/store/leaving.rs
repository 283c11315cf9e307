//! What a party leaves behind: closing has no limit of what hangs on the session, and nothing
//! stays open on a closed one, whatever was on its way.

use salver::domain::audit::Deed;
use salver::domain::call::{COOL_DOWN_SECONDS, CallReason};
use salver::domain::check::Mode;
use salver::domain::id::CheckId;
use salver::domain::order::Order;
use salver::domain::transitions::{CallStatus, OrderStatus};
use salver::service::after_close::{finish_order, finish_session};
use salver::service::call::{OpenCall, open};
use salver::service::intent::Intent;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{Saving, Store};
use salver_demo::fixtures::{branch, cart, later, line, now, order};

use crate::world::{Party, World, by, deed, together};

async fn call(store: &Store, party: &Party, number: i64) -> bool {
    let request = OpenCall {
        token: party.guests[0].1.clone(),
        reason: CallReason::Water,
        note: None,
    };
    let key = format!("key-{number:06}");
    let intent = Intent::new(request.token.scope(), &key, "POST /api/v1/calls", b"");
    let at = later(number * (COOL_DOWN_SECONDS + 1));
    open(store, &intent, &request, &by(at)).await.is_ok()
}

/// A waiter sees what the party asks for; then it may ask again.
async fn see(store: &Store, party: &Party) {
    for call in store.calls_of(&party.id).await.unwrap() {
        if let Ok(seen) = call.move_to(CallStatus::Acknowledged, None, now()) {
            assert!(store.save_call(&seen).await.unwrap());
        }
    }
}

/// An order that waits on the table, as the kitchen and the waiter left it.
async fn serve(world: &World, id: &CheckId, number: u32) {
    let check = world.check(id).await;
    let placed = order(&check, &cart(&[line("a", "water", 1, &[])]), number);
    let served = Order {
        status: OrderStatus::Served,
        version: 2,
        ..placed.clone()
    };
    let seeded = (check, vec![served]);
    world.seeder.seed_past(&[seeded]).await.unwrap();
}

#[tokio::test]
async fn a_party_with_any_number_of_calls_and_orders_is_closed_at_once_with_one_entry() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    for number in 1..=24 {
        assert!(call(&world.store, &party, number).await, "call {number}");
        see(&world.store, &party).await;
    }
    for number in 1..=90 {
        serve(&world, &party.id, number).await;
    }
    assert_eq!(world.store.open_calls(&branch()).await.unwrap().len(), 24);
    world.wire.take();
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let commits = world.wire.take();
    let commits = commits
        .iter()
        .filter(|t| t.operation == "TransactWriteItems");
    assert_eq!(commits.count(), 1, "one small commit");
    let entries = world.record().await;
    let closed = entries.iter().filter(|e| e.what == Deed::SessionClosed);
    assert_eq!(closed.count(), 1);
    finish_session(&world.store, &party.id, now())
        .await
        .unwrap();
    let left = world.store.party(&party.id).await.unwrap().unwrap();
    assert_eq!((left.orders.len(), left.calls.len()), (90, 24));
    let done = |order: &Order| order.status == OrderStatus::Completed;
    assert!(left.orders.iter().all(done));
    let resolved = left.calls.iter().map(|call| call.status);
    assert!(resolved.clone().all(|s| s == CallStatus::Resolved));
    assert_eq!(world.store.open_calls(&branch()).await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_call_that_races_a_close_is_refused_or_ended_with_it() {
    let world = World::new().await;
    let (mut refused, mut ended) = (0, 0);
    for table in 1..=40 {
        let party = std::sync::Arc::new(world.party(table, Mode::Family, 1).await);
        // Now the one, now the other gets a head start of some reads.
        let (wait_call, wait_close) = (table % 4, table / 4 % 4);
        let head_start = |store: Store, reads: u32| async move {
            for _ in 0..reads {
                store.stock(&branch()).await.unwrap();
            }
        };
        let (store, caller) = (world.store.clone(), std::sync::Arc::clone(&party));
        let calling = async move {
            head_start(store.clone(), wait_call).await;
            call(&store, &caller, 1).await
        };
        let (store, id) = (world.store.clone(), party.id.clone());
        let closing = async move {
            head_start(store.clone(), wait_close).await;
            let closed = session::close(&store, (&branch(), &id), &by(now())).await;
            // As the stream does it, which tells the close after its commit.
            finish_session(&store, &id, now()).await.unwrap();
            closed.is_ok()
        };
        let tasks: [std::pin::Pin<Box<dyn Future<Output = bool> + Send>>; 2] =
            [Box::pin(calling), Box::pin(closing)];
        let said = together(tasks).await;
        assert!(said[1], "table {table} was not closed");
        let left = world.store.party(&party.id).await.unwrap().unwrap();
        let open = left
            .calls
            .iter()
            .filter(|c| c.status != CallStatus::Resolved);
        assert_eq!(open.count(), 0, "table {table}");
        match left.calls.len() {
            0 => refused += 1,
            _ => ended += 1,
        }
        assert_eq!(said[0], !left.calls.is_empty());
    }
    assert!(refused > 0 && ended > 0, "{refused} refused, {ended} ended");
}

#[tokio::test]
async fn food_that_is_served_after_the_party_left_is_done_with() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let request = party.order(1, "key-0001", &cart);
    place_order(&world.store, &request).await.unwrap();
    let placed = world.store.orders_of(&party.id).await.unwrap().remove(0);
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    finish_session(&world.store, &party.id, now())
        .await
        .unwrap();
    let waiting = world.store.order(&placed.id).await.unwrap().unwrap();
    assert_eq!(waiting.party_left_at, Some(now()));
    let served = Order {
        status: OrderStatus::Served,
        version: waiting.version + 1,
        ..waiting.clone()
    };
    let saved = world.store.save_order(&waiting, &served, &deed()).await;
    assert_eq!(saved.unwrap(), Saving::Saved);
    finish_order(&world.store, &served, now()).await.unwrap();
    let order = world.store.order(&placed.id).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Completed);
}

#[tokio::test]
async fn what_a_party_leaves_behind_in_the_kitchen_says_so_once() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "dosa", 1, &["large"]))
        .await;
    let request = party.order(1, "key-0001", &cart);
    place_order(&world.store, &request).await.unwrap();
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    // The stream tells it at least once.
    for second in [60, 90] {
        finish_session(&world.store, &party.id, later(second))
            .await
            .unwrap();
    }
    let left = world.store.party(&party.id).await.unwrap().unwrap();
    let marks: Vec<_> = left.orders.iter().map(|o| o.party_left_at).collect();
    assert_eq!(marks, [Some(later(60))]);
}

#[tokio::test]
async fn food_of_a_party_that_is_there_stays_served() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    serve(&world, &party.id, 1).await;
    let orders = world.store.orders_of(&party.id).await.unwrap();
    finish_order(&world.store, &orders[0], now()).await.unwrap();
    finish_session(&world.store, &party.id, now())
        .await
        .unwrap();
    let order = world.store.order(&orders[0].id).await.unwrap().unwrap();
    assert_eq!(order.status, OrderStatus::Served);
}

#[tokio::test]
async fn food_that_is_recalled_while_its_order_is_completed_says_that_the_party_left() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    serve(&world, &party.id, 1).await;
    let served = world.store.orders_of(&party.id).await.unwrap().remove(0);
    let recalled = Order {
        status: OrderStatus::Ready,
        version: served.version + 1,
        ..served.clone()
    };
    let saved = world.store.save_order(&served, &recalled, &deed()).await;
    assert_eq!(saved.unwrap(), Saving::Saved);
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    // The stream tells it as it was served.
    finish_order(&world.store, &served, later(60))
        .await
        .unwrap();
    let left = world.store.order(&served.id).await.unwrap().unwrap();
    assert_eq!(
        (left.status, left.party_left_at),
        (OrderStatus::Ready, Some(later(60)))
    );
}

#[tokio::test]
async fn a_phone_that_leaves_a_closed_session_changes_nothing() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let before = world.check(&party.id).await;
    // As it was decided before the close.
    let left = world
        .store
        .leave(&party.guest(1).leave(), &deed())
        .await
        .unwrap();
    assert!(!left);
    assert_eq!(world.check(&party.id).await, before);
}

#[tokio::test]
async fn a_picture_of_a_long_evening_shows_who_matters_and_the_last_calls() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 3).await;
    for number in 1..=3 {
        assert!(call(&world.store, &party, number).await);
        see(&world.store, &party).await;
    }
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let request = party.order(1, "key-0001", &cart);
    place_order(&world.store, &request).await.unwrap();
    for number in 1..=2 {
        let left = party.guest(number).leave();
        assert!(world.store.leave(&left, &deed()).await.unwrap());
    }
    let mut picture = world.store.party(&party.id).await.unwrap().unwrap();
    let shown: Vec<_> = picture.guests_shown().map(|guest| guest.number).collect();
    assert_eq!(shown, [1, 3], "who ordered and left, and who is here");

    let seen = picture.calls.remove(0);
    let done = seen.move_to(CallStatus::Resolved, None, now()).unwrap();
    picture.calls = vec![seen];
    picture.calls.extend(vec![done; 60]);
    let shown: Vec<_> = picture.calls_shown().map(|call| call.status).collect();
    assert_eq!(shown.len(), 51);
    assert_eq!(shown[0], CallStatus::Acknowledged, "what is not done stays");
}

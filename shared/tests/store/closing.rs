//! Orders against the end of their session.

use std::sync::Arc;

use salver::api::Code;
use salver::api::Problem;
use salver::domain::check::{ChangeParty, Check, Mode};
use salver::domain::progress::MoveOrder;
use salver::domain::text::GuestName;
use salver::domain::transitions::{OrderStatus, TableStatus};
use salver::service::Refusal;
use salver::service::after_close::finish_session;
use salver::service::join::rename;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{Placing, Saving};
use salver_demo::fixtures::{branch, inr, later, line, now, placement};

use crate::world::{World, by, deed, new_order, together};

#[derive(Debug, PartialEq)]
enum Said {
    Placed,
    Refused(Code, u16),
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn threat_07_an_order_against_the_close_is_on_the_check_or_refused() {
    let world = World::new().await;
    world.known().await;
    let mut placed = 0;
    for round in 1..=40_u32 {
        let party = world.party(round, Mode::Family, 1).await;
        let cart = party
            .put(&world.store, 1, &line("a", "tikka", 1, &[]))
            .await;
        let (store, request) = (world.store.clone(), party.order(1, "key-0001", &cart));
        // Now the one, now the other gets a head start of some reads.
        let (wait_order, wait_close) = (round % 4, round / 4 % 4);
        let head_start = |store: salver::store::Store, reads: u32| async move {
            for _ in 0..reads {
                store.stock(&branch()).await.unwrap();
            }
        };
        let ordering = async move {
            head_start(store.clone(), wait_order).await;
            match place_order(&store, &request).await {
                Ok(_) => Said::Placed,
                Err(refusal) => {
                    let problem = Problem::from(refusal);
                    Said::Refused(problem.code, problem.status)
                }
            }
        };
        let (store, id) = (world.store.clone(), party.id.clone());
        let closing = async move {
            head_start(store.clone(), wait_close).await;
            session::close(&store, (&branch(), &id), &by(now()))
                .await
                .unwrap();
            Said::Placed
        };
        let tasks: [std::pin::Pin<Box<dyn Future<Output = Said> + Send>>; 2] =
            [Box::pin(ordering), Box::pin(closing)];
        let said = together(tasks).await.remove(0);
        let check = world.recounted(&party.id).await;
        assert!(!check.is_open(), "round {round}");
        if said == Said::Placed {
            placed += 1;
            assert_eq!(
                (check.order_count, check.total),
                (1, inr(32_000)),
                "round {round}"
            );
        } else {
            assert_eq!(
                said,
                Said::Refused(Code::SessionClosed, 401),
                "round {round}"
            );
            assert_eq!(
                (check.order_count, check.total),
                (0, inr(0)),
                "round {round}"
            );
            assert_eq!(party.cart(&world.store, 1).await, cart, "round {round}");
        }
    }
    let in_kitchen = world
        .store
        .open_orders(&branch())
        .await
        .unwrap()
        .orders
        .len();
    assert_eq!(in_kitchen, placed, "the kitchen has those and no others");
}

#[tokio::test]
async fn an_order_decided_before_the_close_and_sent_after_it_is_refused() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let check = world.check(&party.id).await;
    let decided = placement(&check, &cart, 1);
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let said = world.store.place(new_order(&check, &decided, &cart));
    let said = said.await.unwrap();
    assert!(
        matches!(&said, Placing::CheckMoved(check) if !check.is_open()),
        "{said:?}"
    );
    assert_eq!(world.store.orders_of(&party.id).await.unwrap(), []);
}

#[tokio::test]
async fn a_close_decided_before_an_order_leaves_the_order_on_the_account() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let seen = world.check(&party.id).await.close(now()).unwrap();
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    assert!(world.store.close_check(&seen, None, &deed()).await.unwrap());
    let closed = world.recounted(&party.id).await;
    assert_eq!((closed.order_count, closed.total), (1, inr(32_000)));
    assert_eq!(closed.closed_at, Some(now()));
    // Once.
    assert!(!world.store.close_check(&seen, None, &deed()).await.unwrap());
}

/// What staff do to a session they do against each of its phones, whatever those do: each
/// look at the check is followed by a phone that moves it.
#[tokio::test]
async fn no_phone_that_moves_its_session_on_end_keeps_staff_from_anything() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let (store, id) = (&world.store, &party.id);
    let at = (&branch(), id);
    let moves = || async {
        for _ in 0..30 {
            let check = world.check(id).await;
            let moved = Check {
                version: check.version + 1,
                ..check
            };
            store.save_check(&moved, &deed()).await.unwrap();
        }
    };
    let before = world.check(id).await;
    // Decided on what has moved long ago when it is written.
    let wish = ChangeParty {
        party_size: Some(7),
        waiter_id: None,
    };
    let rotated = before.rotate_pin().unwrap();
    moves().await;
    assert!(store.rotate_pin(&rotated, &deed()).await.unwrap());
    assert!(!store.rotate_pin(&rotated, &deed()).await.unwrap(), "once");
    moves().await;
    assert!(store.change_party(id, &wish, &deed()).await.unwrap());
    let table = store.table_of(&branch(), &"t1".parse().unwrap()).await;
    let table = table.unwrap().unwrap().vacate().unwrap();
    let closed = before.close(now()).unwrap();
    moves().await;
    let close = store.close_check(&closed, Some(&table), &deed()).await;
    assert!(close.unwrap());
    let after = world.check(id).await;
    assert_eq!(
        (after.party_size, after.pin_rotation, after.closed_at),
        (Some(7), 2, Some(now()))
    );
    assert_eq!(after.waiter_id, before.waiter_id, "what was not said stays");
    assert!(after.version > 90);
    assert_eq!(store.open_checks(&branch()).await.unwrap(), []);
    // And nothing of it counts after the close.
    assert!(!store.change_party(id, &wish, &deed()).await.unwrap());
    let rotated = after.pin_rotation + 1;
    let rotated = Check {
        pin_rotation: rotated,
        ..after
    };
    assert!(!store.rotate_pin(&rotated, &deed()).await.unwrap());
    let again = session::close(store, at, &by(now())).await;
    assert!(matches!(again, Err(Refusal::SessionEnded)), "{again:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_table_closes_while_a_phone_takes_one_name_after_the_other() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let (store, token) = (world.store.clone(), party.guests[0].1.clone());
    let naming = async move {
        for round in 0.. {
            let name = GuestName::parse(Some(&format!("Asha {round}"))).unwrap();
            // As often as a guest may.
            let renamed = rename(&store, &token, name, &by(later(round * 180))).await;
            if renamed.is_err() {
                break;
            }
        }
    };
    let (store, id) = (world.store.clone(), party.id.clone());
    let closing = async move {
        for _ in 0..5 {
            store.stock(&branch()).await.unwrap();
        }
        let closed = session::close(&store, (&branch(), &id), &by(now())).await;
        assert!(!closed.unwrap().is_open());
    };
    let tasks: [std::pin::Pin<Box<dyn Future<Output = ()> + Send>>; 2] =
        [Box::pin(naming), Box::pin(closing)];
    together(tasks).await;
}

#[tokio::test]
async fn closing_frees_the_table_and_completes_what_is_served() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    for (number, steps) in [(1, 4), (2, 2)] {
        let cart = party
            .put(
                &world.store,
                1,
                &line(&format!("l{number}"), "tikka", 1, &[]),
            )
            .await;
        let key = format!("key-000{number}");
        place_order(&world.store, &party.order(1, &key, &cart))
            .await
            .unwrap();
        let mut order = world
            .store
            .orders_of(&party.id)
            .await
            .unwrap()
            .remove(number - 1);
        let way = [
            OrderStatus::Accepted,
            OrderStatus::Preparing,
            OrderStatus::Ready,
            OrderStatus::Served,
        ];
        for to in way.into_iter().take(steps) {
            let next = order
                .move_to(&MoveOrder {
                    to,
                    reason: None,
                    version: None,
                    at: now(),
                })
                .unwrap();
            let saved = world.store.save_order(&order, &next, &deed()).await;
            assert_eq!(saved.unwrap(), Saving::Saved);
            order = next;
        }
    }
    let closed = session::close(&world.store, (&branch(), &party.id), &by(later(60)))
        .await
        .unwrap();
    assert_eq!(closed.closed_at, Some(later(60)));
    // The stream tells it at least once.
    for _ in 0..2 {
        finish_session(&world.store, &party.id, later(61))
            .await
            .unwrap();
    }
    let orders = world.store.orders_of(&party.id).await.unwrap();
    let statuses: Vec<_> = orders.iter().map(|o| o.status).collect();
    assert_eq!(statuses, [OrderStatus::Completed, OrderStatus::Preparing]);
    let table = world
        .store
        .table_of(&branch(), &"t1".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_eq!((table.status, table.session), (TableStatus::Free, None));
    assert_eq!(world.store.open_checks(&branch()).await.unwrap(), []);
    let open = world.store.open_orders(&branch()).await.unwrap().orders;
    assert_eq!(open.len(), 1, "the kitchen goes on with what it cooks");
    let again = session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap_err();
    let again = Problem::from(again);
    assert_eq!((again.code, again.status), (Code::SessionClosed, 409));
    let unknown = session::close(
        &world.store,
        (&branch(), &"lane_nobody".parse().unwrap()),
        &by(now()),
    )
    .await;
    assert_eq!(Problem::from(unknown.unwrap_err()).code, Code::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_closes_one_counts() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let closes = (0..8).map(|_| {
        let (store, id) = (world.store.clone(), party.id.clone());
        async move {
            session::close(&store, (&branch(), &id), &by(now()))
                .await
                .is_ok()
        }
    });
    let said = together(closes).await;
    assert_eq!(said.into_iter().filter(|ok| *ok).count(), 1);
}

/// Phones order while the kitchen voids and serves, until the table closes: whatever the
/// order of all that, the account is the sum of what stands.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_check_is_exact_after_everything_at_once() {
    let world = World::new().await;
    let party = Arc::new(world.party(1, Mode::Individual, 3).await);
    let mut tasks: Vec<std::pin::Pin<Box<dyn Future<Output = ()> + Send>>> = Vec::new();
    for phone in 1..=3 {
        let (store, party) = (world.store.clone(), Arc::clone(&party));
        tasks.push(Box::pin(async move {
            for round in 0..6 {
                let line = line(&format!("p{phone}-{round}"), "dosa", 3, &["large"]);
                let cart = party.put(&store, phone, &line).await;
                let request = party.order(phone, &format!("key-{round:04}"), &cart);
                match place_order(&store, &request).await {
                    Ok(_) => {}
                    Err(refusal) => {
                        let problem = Problem::from(refusal);
                        return assert_eq!(problem.code, Code::SessionClosed);
                    }
                }
            }
        }));
    }
    for cook in 0..2 {
        let (store, id) = (world.store.clone(), party.id.clone());
        tasks.push(Box::pin(async move {
            for turn in 0..30_usize {
                let orders = store.orders_of(&id).await.unwrap();
                let Some(order) = orders.get(turn % orders.len().max(1)) else {
                    continue;
                };
                let Some(next) = crate::orders::some_move(order, turn + cook) else {
                    continue;
                };
                // Somebody else may have been faster; the next turn looks again.
                store.save_order(order, &next, &deed()).await.unwrap();
            }
        }));
    }
    let (store, id) = (world.store.clone(), party.id.clone());
    tasks.push(Box::pin(async move {
        for _ in 0..60 {
            store.stock(&branch()).await.unwrap();
        }
        session::close(&store, (&branch(), &id), &by(now()))
            .await
            .unwrap();
    }));
    together(tasks).await;
    let check = world.recounted(&party.id).await;
    assert!(!check.is_open());
}

//! What moves an account is asked in the commit: until a bill is issued, and as often as the
//! party may.

use salver::domain::DomainError;
use salver::domain::check::{Check, Mode};
use salver::domain::limits::{OrderLimits, OrderWindow};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::text::Reason;
use salver::domain::transitions::{CheckStatus, LineStatus, OrderStatus, Status};
use salver::service::Refusal;
use salver::service::order::move_line;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{Placing, Saving};
use salver_demo::fixtures::{branch, inr, later, line, now, placement};

use crate::world::{Party, World, by, deed, hungry, new_order, together};

const ROUNDS: u32 = 30;

/// A party that ate a tikka, with its order.
async fn fed(world: &World, table: u32) -> (Party, Order) {
    let party = hungry(world, table).await;
    let cart = party.cart(&world.store, 1).await;
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    let order = world.store.orders_of(&party.id).await.unwrap().remove(0);
    (party, order)
}

fn void() -> MoveLine {
    MoveLine {
        line: "a".parse().unwrap(),
        to: LineStatus::Cancelled,
        quantity: None,
        reason: Reason::parse(Some("cold")).unwrap(),
        version: None,
        at: now(),
    }
}

/// A party's account is settled.
async fn issue_bill(world: &World, party: &Party) -> Check {
    loop {
        let check = world.check(&party.id).await;
        let billed = Check {
            status: CheckStatus::Billed,
            paid_at: Some(later(60)),
            version: check.version + 1,
            ..check
        };
        if world.store.save_check(&billed, &deed()).await.unwrap() {
            return billed;
        }
    }
}

#[tokio::test]
async fn a_void_changes_a_total_until_a_bill_was_issued() {
    let world = World::new().await;
    let (party, _) = fed(&world, 1).await;
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let orders = world.store.orders_of(&party.id).await.unwrap();
    move_line(&world.store, &orders[0].id, &void(), &by(now()))
        .await
        .unwrap();
    let check = world.recounted(&party.id).await;
    assert_eq!(check.total, inr(0), "what was not eaten is not owed");

    let (party, order) = fed(&world, 2).await;
    let billed = issue_bill(&world, &party).await;
    let refused = move_line(&world.store, &order.id, &void(), &by(now())).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::CheckBilled))),
        "{refused:?}"
    );
    assert_eq!(world.recounted(&party.id).await, billed);
    // What costs nothing still moves.
    let accepted = order.move_to(&MoveOrder {
        to: OrderStatus::Accepted,
        reason: None,
        version: None,
        at: now(),
    });
    let saved = world
        .store
        .save_order(&order, &accepted.unwrap(), &deed())
        .await;
    assert_eq!(saved.unwrap(), Saving::Saved);
    // Nor is anything put on it.
    let cart = party
        .put(&world.store, 1, &line("b", "water", 1, &[]))
        .await;
    let refused = place_order(&world.store, &party.order(1, "key-0002", &cart)).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::CheckBilled))),
        "{refused:?}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_total_changes_after_the_bill() {
    let world = World::new().await;
    for round in 1..=ROUNDS {
        let (party, order) = fed(&world, round).await;
        let cart = party
            .put(&world.store, 1, &line("b", "water", 1, &[]))
            .await;
        let request = party.order(1, "key-0002", &cart);
        let store = world.store.clone();
        let waiter =
            tokio::spawn(async move { move_line(&store, &order.id, &void(), &by(now())).await });
        let store = world.store.clone();
        let guest = tokio::spawn(async move { place_order(&store, &request).await });
        let billed = issue_bill(&world, &party).await;
        for refused in [
            waiter.await.unwrap().map(drop),
            guest.await.unwrap().map(drop),
        ] {
            let fits = matches!(
                refused,
                Ok(()) | Err(Refusal::Domain(DomainError::CheckBilled))
            );
            assert!(fits, "{refused:?}");
        }
        assert_eq!(world.recounted(&party.id).await, billed, "round {round}");
    }
}

/// A check in every state that says whether an order is taken.
fn states(seated: &Check) -> Vec<Check> {
    let mut usual = seated.clone();
    usual.terms.limits = OrderLimits {
        orders_per_session: 5,
        orders_per_window: 2,
        lines_per_order: 40,
        lines_per_session: 50,
    };
    let mut states = Vec::new();
    for status in CheckStatus::ALL.iter().copied() {
        states.push(Check {
            status,
            ..usual.clone()
        });
    }
    for order_count in [1, 4, 5] {
        states.push(Check {
            order_count,
            ..usual.clone()
        });
    }
    for line_count in [1, 49, 50] {
        states.push(Check {
            line_count,
            ..usual.clone()
        });
    }
    for (began, orders) in [(0, 1), (0, 2), (-600, 2), (-599, 2), (-599, 1)] {
        let began_at = later(began);
        states.push(Check {
            order_window: Some(OrderWindow { began_at, orders }),
            ..usual.clone()
        });
    }
    states.push(Check {
        paid_at: Some(now()),
        ..usual.clone()
    });
    states.push(Check {
        closed_at: Some(now()),
        ..usual
    });
    states
}

/// The commit makes of a check what the domain makes of it, and asks what the domain asks.
#[tokio::test]
async fn the_commit_counts_an_order_as_the_domain_does() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let seated = world.check(&party.id).await;
    for (number, state) in (1..).zip(states(&seated)) {
        let version = world.check(&party.id).await.version + 1;
        let open = Check {
            version,
            terms: state.terms,
            ..seated.clone()
        };
        assert!(world.store.save_check(&open, &deed()).await.unwrap());
        let id = format!("l{number}");
        let cart = party
            .put(&world.store, 1, &line(&id, "water", 1, &[]))
            .await;
        let there = Check {
            version: version + 1,
            ..state
        };
        assert!(world.store.save_check(&there, &deed()).await.unwrap());
        let expected = there.take_order(cart.lines.len(), cart.total, now());
        // What refuses an order was not there yet when it was decided on.
        let before = if expected.is_ok() { &there } else { &open };
        let decided = placement(before, &cart, number);
        let new = new_order(before, &decided, &cart);
        let said = world.store.place(new).await;
        let after = world.check(&party.id).await;
        match (said.unwrap(), expected) {
            (Placing::Placed, Ok(expected)) => assert_eq!(after, expected),
            (Placing::CheckMoved(told), Err(_)) => {
                assert_eq!((*told, after), (there.clone(), there))
            }
            (said, expected) => panic!("{said:?}, but {expected:?}"),
        }
    }
}

/// Whoever orders at once: no more than the party may.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn limits_hold_in_a_rush() {
    let world = World::new().await;
    for (table, per_session, per_window) in [(1, 5, 9), (2, 100, 1)] {
        let party = world.party(table, Mode::Individual, 8).await;
        let check = world.check(&party.id).await;
        let mut limited = Check {
            version: check.version + 1,
            ..check
        };
        limited.terms.limits.orders_per_session = per_session;
        limited.terms.limits.orders_per_window = per_window;
        assert!(world.store.save_check(&limited, &deed()).await.unwrap());
        let most = per_session.min(per_window * 8);
        for round in 0..2 {
            let mut requests = Vec::new();
            for phone in 1..=8 {
                let id = format!("l{round}");
                let put = line(&id, "water", 1, &[]);
                let cart = party.put(&world.store, phone, &put).await;
                requests.push(party.order(phone, &format!("key-{round}-{phone}"), &cart));
            }
            let posts = requests.into_iter().map(|request| {
                let store = world.store.clone();
                async move { place_order(&store, &request).await.map(drop) }
            });
            for refused in together(posts).await.into_iter().filter_map(Result::err) {
                let limited = matches!(
                    refused,
                    Refusal::Domain(
                        DomainError::SessionOrderLimit { .. } | DomainError::OrderedTooOften { .. }
                    )
                );
                assert!(limited, "{refused:?}");
            }
        }
        assert_eq!(world.recounted(&party.id).await.order_count, most);
    }
}

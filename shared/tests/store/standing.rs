//! What an order, an edit or a void stands on is asked in the commit: what changes between
//! the decision and the commit is seen, whatever the interleaving.

use salver::domain::DomainError;
use salver::domain::check::{Check, Mode};
use salver::domain::limits::OrderLimits;
use salver::domain::menu::{Menu, Stock};
use salver::domain::progress::MoveLine;
use salver::domain::text::Reason;
use salver::domain::transitions::{CheckStatus, LineStatus, Status};
use salver::service::Refusal;
use salver::service::order::move_line;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{EditError, Placing, Saving};
use salver_demo::fixtures::{adder, branch, inr, later, line, menu, now, order, placement, stock};

use crate::world::{Party, World, answer, by, deed, new_order, together};

const ROUNDS: u32 = 30;

/// A party at table `table` with a tikka in its cart.
async fn hungry(world: &World, table: u32) -> Party {
    let party = world.party(table, Mode::Family, 1).await;
    let tikka = line("a", "tikka", 1, &[]);
    party.put(&world.store, 1, &tikka).await;
    party
}

fn sold_out(version: u64) -> Stock {
    Stock {
        sold_out: ["tikka".parse().unwrap()].into(),
        version,
        ..stock()
    }
}

#[tokio::test]
async fn an_order_is_decided_anew_when_what_it_stands_on_moved() {
    let world = World::new().await;
    let dearer = Menu {
        version: 2,
        ..menu()
    };
    let brand = stock().brand_id;
    world.seeder.publish_menu(&brand, &dearer).await.unwrap();
    let paused = Stock {
        ordering_open: false,
        version: 3,
        ..stock()
    };
    let other_menu = Stock {
        menu_version: 2,
        version: 4,
        ..stock()
    };
    let moved = [sold_out(2), paused, other_menu];
    for (table, moved) in (1..).zip(moved) {
        world
            .seeder
            .overwrite_stock(&branch(), &stock())
            .await
            .unwrap();
        let party = hungry(&world, table).await;
        let (check, cart) = (
            world.check(&party.id).await,
            party.cart(&world.store, 1).await,
        );
        let decided = placement(&check, &cart, table);
        let intent = party.order(1, "key-0001", &cart).intent;
        let record = intent.record(&answer(""), now());
        world
            .seeder
            .overwrite_stock(&branch(), &moved)
            .await
            .unwrap();
        let new = new_order(&check, &decided, &cart);
        let said = world.store.place(new, &record, &deed(), now()).await;
        assert!(matches!(said.unwrap(), Placing::Again), "{moved:?}");
        assert_eq!(world.recounted(&party.id).await, check, "nothing stands");
    }
}

/// A dish is sold out while an order of it is on its way: the order stood before that, or it
/// is refused.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_order_of_a_dish_stands_after_it_was_sold_out() {
    let world = World::new().await;
    let (mut stood, mut refused) = (0, 0);
    for round in 1..=ROUNDS {
        let version = u64::from(round) * 2;
        let there = Stock { version, ..stock() };
        world
            .seeder
            .overwrite_stock(&branch(), &there)
            .await
            .unwrap();
        let party = hungry(&world, round).await;
        let cart = party.cart(&world.store, 1).await;
        let request = party.order(1, "key-0001", &cart);
        let (store, seeder) = (world.store.clone(), world.seeder.clone());
        let guest = tokio::spawn(async move { place_order(&store, &request).await });
        // Anywhere from before its first read to after its commit.
        let wait = std::time::Duration::from_micros(u64::from(round) * 300);
        tokio::time::sleep(wait).await;
        seeder
            .overwrite_stock(&branch(), &sold_out(version + 1))
            .await
            .unwrap();
        let seen = world.store.orders_of(&party.id).await.unwrap().len();
        match guest.await.unwrap() {
            Ok(_) => stood += 1,
            Err(Refusal::Domain(DomainError::ItemSoldOut(_))) => refused += 1,
            Err(other) => panic!("{other}"),
        }
        let after = world.store.orders_of(&party.id).await.unwrap().len();
        assert_eq!(
            after, seen,
            "round {round}: it came after the dish was gone"
        );
        world.recounted(&party.id).await;
    }
    assert_eq!(stood + refused, ROUNDS);
}

#[tokio::test]
async fn an_edit_asks_that_the_session_is_open() {
    let world = World::new().await;
    let party = hungry(&world, 1).await;
    let cart = party.cart(&world.store, 1).await;
    session::close(&world.store, (&branch(), &party.id), &by(now()))
        .await
        .unwrap();
    let put = line("b", "water", 1, &[]);
    let edit = |cart: &salver::domain::cart::Cart| cart.put(&menu(), &stock(), &put, &adder());
    let refused = world.store.edit_cart(&party.id, cart.clone(), edit).await;
    assert!(
        matches!(refused, Err(EditError::Domain(DomainError::SessionClosed))),
        "{refused:?}"
    );
    assert_eq!(party.cart(&world.store, 1).await, cart);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_cart_changes_after_the_close() {
    let world = World::new().await;
    for round in 1..=ROUNDS {
        let party = std::sync::Arc::new(hungry(&world, round).await);
        let (store, guests) = (world.store.clone(), std::sync::Arc::clone(&party));
        let editing = tokio::spawn(async move {
            let mut cart = guests.cart(&store, 1).await;
            for n in 1_u32.. {
                let put = line("b", "water", n % 90 + 1, &[]);
                let edit =
                    |cart: &salver::domain::cart::Cart| cart.put(&menu(), &stock(), &put, &adder());
                match store.edit_cart(&guests.id, cart, edit).await {
                    Ok(next) => cart = next,
                    Err(EditError::Domain(DomainError::SessionClosed)) => return,
                    Err(other) => panic!("{other}"),
                }
            }
        });
        session::close(&world.store, (&branch(), &party.id), &by(now()))
            .await
            .unwrap();
        let seen = party.cart(&world.store, 1).await;
        editing.await.unwrap();
        assert_eq!(party.cart(&world.store, 1).await, seen, "round {round}");
    }
}

/// A party that ate a tikka, with its order.
async fn fed(world: &World, table: u32) -> (Party, salver::domain::order::Order) {
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
    }
}

/// What a later work will do: the bill of a party is issued.
async fn issue_bill(world: &World, party: &Party) -> Check {
    loop {
        let check = world.check(&party.id).await;
        let billed = Check {
            status: CheckStatus::Billed,
            billed_at: Some(later(60)),
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
    let accepted = order.move_to(&salver::domain::progress::MoveOrder {
        to: salver::domain::transitions::OrderStatus::Accepted,
        reason: None,
        version: None,
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

/// The commit leaves of a check what the domain makes of it, and asks what it asks.
#[tokio::test]
async fn the_commit_counts_an_order_as_the_domain_does() {
    let world = World::new().await;
    let party = hungry(&world, 1).await;
    let limits = OrderLimits {
        orders_per_session: 5,
        orders_per_window: 2,
        lines_per_order: 40,
    };
    let seated = world.check(&party.id).await;
    let statuses = CheckStatus::ALL.iter().copied();
    let mut changes: Vec<Box<dyn Fn(&mut Check)>> = Vec::new();
    for status in statuses {
        changes.push(Box::new(move |check| check.status = status));
    }
    for orders in [1, 4, 5] {
        changes.push(Box::new(move |check| check.order_count = orders));
    }
    for (began, orders) in [(0, 1), (0, 2), (-600, 2), (-599, 2), (-599, 1)] {
        changes.push(Box::new(move |check| {
            let began_at = later(began);
            check.order_window = Some(salver::domain::limits::OrderWindow { began_at, orders });
        }));
    }
    changes.push(Box::new(|check| check.billed_at = Some(now())));
    changes.push(Box::new(|check| check.closed_at = Some(now())));
    for (number, change) in (1..).zip(changes) {
        // Decided while everything was still well, committed on what it is then.
        let before = world.check(&party.id).await;
        let open = Check {
            version: before.version + 1,
            terms: salver::domain::limits::Terms {
                limits,
                ..seated.terms
            },
            ..seated.clone()
        };
        assert!(world.store.save_check(&open, &deed()).await.unwrap());
        let cart = party
            .put(
                &world.store,
                1,
                &line(&format!("l{number}"), "water", 1, &[]),
            )
            .await;
        let mut now_so = Check {
            version: open.version + 1,
            ..open.clone()
        };
        change(&mut now_so);
        let decided = match now_so.take_order(cart.total, now()) {
            Ok(check) => salver::domain::placing::Placement {
                order: order(&open, &cart, number),
                check,
            },
            Err(_) => placement(&open, &cart, number),
        };
        assert!(world.store.save_check(&now_so, &deed()).await.unwrap());
        // A check as it was read says which window there was.
        let read = match now_so.take_order(cart.total, now()) {
            Ok(_) => &now_so,
            Err(_) => &open,
        };
        let key = format!("key-{number:04}");
        let record = party.order(1, &key, &cart).intent;
        let record = record.record(&answer(""), now());
        let new = new_order(read, &decided, &cart);
        let said = world.store.place(new, &record, &deed(), now()).await;
        let after = world.check(&party.id).await;
        match (said.unwrap(), now_so.take_order(cart.total, now())) {
            (Placing::Placed, Ok(expected)) => assert_eq!(after, expected),
            (Placing::CheckMoved(told), Err(_)) => {
                assert_eq!((*told, after), (now_so.clone(), now_so));
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

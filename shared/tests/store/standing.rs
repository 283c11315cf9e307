//! What an order or an edit stands on is asked in the commit: what changes between the
//! decision and the commit is seen, whatever the interleaving.

use salver::domain::DomainError;
use salver::domain::cart::Cart;
use salver::domain::check::Mode;
use salver::domain::menu::Menu;
use salver::domain::stock::Stock;
use salver::service::Refusal;
use salver::service::place_order::place_order;
use salver::service::session;
use salver::store::{EditError, Placing};
use salver_demo::fixtures::{adder, branch, line, menu, moment, now, placement, stock};

use crate::world::{World, by, hungry, new_order};

const ROUNDS: u32 = 30;

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
        world
            .seeder
            .overwrite_stock(&branch(), &moved)
            .await
            .unwrap();
        let new = new_order(&check, &decided, &cart);
        let said = world.store.place(new).await;
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

/// Where all phones share a cart the close seals it, also one that nobody has written yet; where
/// each has its own, the edit asks the check.
#[tokio::test]
async fn an_edit_asks_that_the_session_is_open() {
    let world = World::new().await;
    for (table, mode, written) in [
        (1, Mode::Family, true),
        (2, Mode::Family, false),
        (3, Mode::Individual, true),
        (4, Mode::Individual, false),
    ] {
        let party = world.party(table, mode, 1).await;
        if written {
            party
                .put(&world.store, 1, &line("a", "water", 1, &[]))
                .await;
        }
        let cart = party.cart(&world.store, 1).await;
        session::close(&world.store, (&branch(), &party.id), &by(now()))
            .await
            .unwrap();
        let put = line("b", "water", 1, &[]);
        let edit = |cart: &Cart| cart.put(&menu(), &moment(&stock()), &put, &adder());
        let edited = world.store.edit_cart(&party.check, cart.clone(), edit);
        let refused = edited.await;
        assert!(
            matches!(refused, Err(EditError::Domain(DomainError::SessionClosed))),
            "{mode:?}: {refused:?}"
        );
        assert_eq!(party.cart(&world.store, 1).await, cart, "{mode:?}");
        let whole = world.store.party(&party.id).await.unwrap().unwrap();
        assert!(whole.carts.iter().all(|kept| *kept == cart), "{mode:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_cart_changes_after_the_close() {
    let world = World::new().await;
    let modes = [Mode::Family, Mode::Individual].into_iter().cycle();
    for (round, mode) in (1..=ROUNDS).zip(modes) {
        let party = std::sync::Arc::new(world.party(round, mode, 1).await);
        let (store, guests) = (world.store.clone(), std::sync::Arc::clone(&party));
        let editing = tokio::spawn(async move {
            let mut cart = guests.cart(&store, 1).await;
            for n in 1..5_000_u32 {
                let put = line("b", "water", n % 90 + 1, &[]);
                let edit = |cart: &Cart| cart.put(&menu(), &moment(&stock()), &put, &adder());
                match store.edit_cart(&guests.check, cart, edit).await {
                    Ok(next) => cart = next,
                    Err(EditError::Domain(DomainError::SessionClosed)) => return,
                    Err(other) => panic!("{other}"),
                }
            }
            panic!("edits of a closed session are taken");
        });
        session::close(&world.store, (&branch(), &party.id), &by(now()))
            .await
            .unwrap();
        let seen = party.cart(&world.store, 1).await;
        editing.await.unwrap();
        assert_eq!(party.cart(&world.store, 1).await, seen, "round {round}");
    }
}

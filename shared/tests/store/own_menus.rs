//! A branch has prices and dishes of its own: from the next order on, everywhere, and no order
//! is ever priced by what has ended before it.

use std::sync::Arc;

use salver::domain::audit::Deed;
use salver::domain::check::Mode;
use salver::domain::overrides::{Change, Overrides};
use salver::domain::price_of::PriceOf;
use salver::domain::stock::Stock;
use salver::service::own_menu;
use salver::service::place_order::place_order;
use salver::service::{Refusal, cart};
use salver::store::{Placing, Store};
use salver_demo::fixtures::{branch, inr, line, menu, now, placement, profile, stock};

use crate::world::{World, by, deed, hungry, new_order, together};

fn tikka(minor: Option<i64>) -> Change {
    let item_id = "tikka".parse().unwrap();
    Change::Price {
        of: PriceOf::Item { item_id },
        own: minor.map(inr),
    }
}

fn hide(item: &str, hidden: bool) -> Change {
    let id = item.parse().unwrap();
    Change::Item { id, hidden }
}

async fn say(store: &Store, change: Change) {
    let said = own_menu::change(store, &branch(), &[change], &by(now())).await;
    said.unwrap();
}

/// What a process sells, that knows what it knows.
async fn sold(store: &Store) -> Option<i64> {
    let stock = store.stock(&branch()).await.unwrap().unwrap();
    let known = store.branch(&branch(), &stock).await.unwrap().unwrap();
    let item = known.menu.item(&"tikka".parse().unwrap())?;
    Some(item.price)
}

#[tokio::test]
async fn an_own_price_is_named_to_every_process_in_the_same_commit() {
    let world = World::new().await;
    assert_eq!(sold(&world.store).await, Some(32_000));
    let other = world.cold();
    say(&other, tikka(Some(35_000))).await;
    let named = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(
        (named.overrides_version, named.menu_version, named.version),
        (1, stock().menu_version, stock().version + 1)
    );
    assert_eq!(sold(&world.store).await, Some(35_000));
    say(&other, hide("tikka", true)).await;
    assert_eq!(sold(&world.store).await, None);
    say(&world.store, hide("tikka", false)).await;
    say(&world.store, tikka(None)).await;
    assert_eq!(sold(&world.store).await, Some(32_000));
    let entries = world.record().await;
    assert!(
        entries
            .iter()
            .all(|entry| entry.what == Deed::OverridesChanged)
    );
    let told = entries
        .iter()
        .map(|entry| entry.details["changes"].as_str());
    let mut told: Vec<_> = told.collect();
    told.sort_unstable();
    assert_eq!(
        told,
        [
            "tikka 35000 -> the brand's",
            "tikka hidden",
            "tikka shown",
            "tikka the brand's -> 35000"
        ]
    );
}

#[tokio::test]
async fn what_is_said_twice_moves_nothing() {
    let world = World::new().await;
    say(&world.store, tikka(Some(35_000))).await;
    let before = world.store.stock(&branch()).await.unwrap();
    say(&world.store, tikka(Some(35_000))).await;
    assert_eq!(world.store.stock(&branch()).await.unwrap(), before);
    assert_eq!(world.deeds().await, ["overrides_changed"]);
    // What was decided on an older state is refused.
    let older = Overrides::default().changed(&[hide("dosa", true)], &menu(), profile().currency);
    let saved = world
        .store
        .save_overrides(&branch(), &older.unwrap(), &deed())
        .await;
    assert!(!saved.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_eight_who_say_something_at_once_all_of_it_is_kept() {
    let world = Arc::new(World::new().await);
    let changes = ["dosa", "tikka", "water"].map(|item| hide(item, true));
    let prices = (1..=5).map(|n| tikka(Some(30_000 + n)));
    let all = changes.into_iter().chain(prices).map(|change| {
        let world = Arc::clone(&world);
        async move { say(&world.store, change).await }
    });
    together(all).await;
    let ours = world.store.overrides(&branch()).await.unwrap();
    assert_eq!(ours.version, 8);
    assert!(
        ["dosa", "tikka", "water"]
            .iter()
            .all(|id| ours.hides(&id.parse().unwrap()))
    );
}

#[tokio::test]
async fn an_order_that_was_decided_on_an_earlier_price_does_not_stand() {
    let world = World::new().await;
    let party = hungry(&world, 1).await;
    let (check, cart) = (
        world.check(&party.id).await,
        party.cart(&world.store, 1).await,
    );
    let decided = placement(&check, &cart, 1);
    say(&world.store, tikka(Some(35_000))).await;
    let new = new_order(&check, &decided, &cart);
    let said = world.store.place(new).await;
    assert!(matches!(said.unwrap(), Placing::Again));
    assert_eq!(world.recounted(&party.id).await, check, "nothing stands");
}

#[tokio::test]
async fn a_guest_with_an_earlier_price_in_the_cart_is_told_and_orders_at_the_new_one() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    world.known().await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 2, &[]))
        .await;
    say(&world.cold(), tikka(Some(35_000))).await;
    let told = place_order(&world.store, &party.order(1, "key-0001", &cart)).await;
    let Err(Refusal::PricesChanged(repriced, _)) = told else {
        panic!("{told:?}");
    };
    assert_eq!(
        (repriced.total, repriced.version),
        (inr(70_000), cart.version)
    );
    let agreed = party.order(1, "key-0002", &repriced);
    place_order(&world.store, &agreed).await.unwrap();
    assert_eq!(world.recounted(&party.id).await.total, inr(70_000));
    // The price ends; what was ordered keeps it.
    say(&world.store, tikka(None)).await;
    assert_eq!(world.recounted(&party.id).await.total, inr(70_000));
    let at = cart::read(&world.store, &party.guests[0].1, now())
        .await
        .unwrap();
    let again = cart::put(&world.store, &at, &line("b", "tikka", 1, &[]), now())
        .await
        .unwrap();
    assert_eq!(again.total, inr(32_000));
}

/// Prices move while orders of the dish are on their way: each order that stands is of one price
/// and stands while that price does.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn no_order_is_priced_by_what_ended_before_it() {
    let world = Arc::new(World::new().await);
    let mut stood = 0;
    for round in 1..=12_u32 {
        let party = world.party(round, Mode::Family, 1).await;
        let cart = party
            .put(&world.store, 1, &line("a", "tikka", 1, &[]))
            .await;
        let own = 32_000 + i64::from(round);
        let (pricing, ordering) = (Arc::clone(&world), Arc::clone(&world));
        let request = party.order(1, "key-0001", &cart);
        let (_, ended) = tokio::join!(
            async move { say(&pricing.store, tikka(Some(own))).await },
            async move { place_order(&ordering.store, &request).await }
        );
        let check = world.recounted(&party.id).await;
        match ended {
            Ok(_) => {
                stood += 1;
                assert_eq!(check.total, inr(32_000));
            }
            Err(Refusal::PricesChanged(repriced, _)) => {
                assert_eq!((check.order_count, repriced.total), (0, inr(own)));
            }
            Err(other) => panic!("{other}"),
        }
        say(&world.store, tikka(None)).await;
    }
    assert!(stood <= 12);
}

#[tokio::test]
async fn what_a_branch_says_costs_no_round_trip_more() {
    let world = World::new().await;
    say(&world.store, tikka(Some(35_000))).await;
    let cold = world.cold();
    let stock: Stock = cold.stock(&branch()).await.unwrap().unwrap();
    world.wire.take();
    cold.branch(&branch(), &stock).await.unwrap().unwrap();
    cold.branch(&branch(), &stock).await.unwrap().unwrap();
    assert_eq!(
        world.wire.take().len(),
        1,
        "profile, menu and overrides are one read"
    );
}

//! Combos through the path that orders take: their parts are counted like any dish, and are never
//! sold beyond what there is.

use salver::domain::DomainError;
use salver::domain::cart::PutLine;
use salver::domain::check::Mode;
use salver::domain::id::ItemId;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::stock::Supply;
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::Refusal;
use salver::service::order::{move_line, move_order};
use salver::service::place_order::place_order;
use salver::service::stock::set_supply;
use salver::store::keys;
use salver_demo::fixtures::{branch, combo_menu, line, moment, now, pick, profile, stock, thali};

use crate::world::{Party, World, by, together};

/// A branch that sells a combo.
async fn world() -> World {
    let world = World::new().await;
    let brand = profile().brand_id;
    for item in world.items().await {
        if item[keys::SK].as_s().unwrap().starts_with("MENU#") {
            world.remove(&item).await;
        }
    }
    world
        .seeder
        .publish_menu(&brand, &combo_menu())
        .await
        .unwrap();
    world
}

fn with_tikka(id: &str, quantity: u32) -> PutLine {
    let parts = [pick("main", "tikka", &[]), pick("drink", "water", &[])];
    thali(id, quantity, &parts)
}

async fn put(world: &World, party: &Party, phone: usize, line: &PutLine) {
    let cart = party.cart(&world.store, phone).await;
    let by = party.guest(phone).as_adder();
    let edit =
        |cart: &salver::domain::cart::Cart| cart.put(&combo_menu(), &moment(&stock()), line, &by);
    world
        .store
        .edit_cart(&party.check, cart, edit)
        .await
        .unwrap();
}

async fn count(world: &World, item: &str, pieces: u32) {
    let item: ItemId = item.parse().unwrap();
    let change = (&item, Some(Supply::Left(pieces)), None);
    set_supply(&world.store, &branch(), change, &by(now()))
        .await
        .unwrap();
}

async fn left(world: &World, item: &str) -> u32 {
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    stock.left[&item.parse::<ItemId>().unwrap()]
}

/// Twenty phones send one dish each, half of them as a part of a combo, at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_dish_is_not_oversold_within_combos_and_beside_them() {
    let world = world().await;
    let mut requests = Vec::new();
    for table in 1..=4 {
        let party = world.party(table, Mode::Individual, 5).await;
        world.unlimited(&party.id).await;
        for phone in 1..=5 {
            let line = match phone % 2 {
                0 => with_tikka("a", 1),
                _ => line("a", "tikka", 1, &[]),
            };
            put(&world, &party, phone, &line).await;
            let cart = party.cart(&world.store, phone).await;
            requests.push(party.order(phone, "key-0001", &cart));
        }
    }
    count(&world, "tikka", 7).await;
    let ends = together(requests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { place_order(&store, &request).await }
    }))
    .await;
    let (mut sold, mut refused) = (0, 0);
    for end in ends {
        match end {
            Ok(_) => sold += 1,
            Err(Refusal::Domain(DomainError::ItemSoldOut(which))) => {
                assert_eq!(which.name, "Paneer Tikka");
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((sold, refused), (7, 13));
    assert_eq!(left(&world, "tikka").await, 0);
}

#[tokio::test]
async fn a_counted_combo_goes_down_with_its_parts_and_comes_back_whole() {
    let world = world().await;
    count(&world, "thali", 5).await;
    count(&world, "water", 9).await;
    let party = world.party(1, Mode::Family, 1).await;
    put(&world, &party, 1, &with_tikka("a", 2)).await;
    put(&world, &party, 1, &line("b", "water", 1, &[])).await;
    let cart = party.cart(&world.store, 1).await;
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    assert_eq!(
        (left(&world, "thali").await, left(&world, "water").await),
        (3, 6)
    );
    let order = world.store.orders_of(&party.id).await.unwrap().remove(0);
    let told: Vec<_> = order.lines.iter().map(|l| l.id.as_str()).collect();
    assert_eq!(told, ["a_1", "a_2", "b"]);
    assert_eq!(order.total, cart.total);
    // One part that does not come gives back that, and the combo stays sold.
    let reason = Reason::parse(Some("no")).unwrap();
    let void = MoveLine {
        line: "a_2".parse().unwrap(),
        to: LineStatus::Cancelled,
        quantity: None,
        reason: reason.clone(),
        version: None,
        at: now(),
    };
    move_line(&world.store, &order.id, &void, &by(now()))
        .await
        .unwrap();
    assert_eq!(
        (left(&world, "thali").await, left(&world, "water").await),
        (3, 8)
    );
    let reject = MoveOrder {
        to: OrderStatus::Rejected,
        reason,
        version: None,
        at: now(),
    };
    move_order(&world.store, &order.id, &reject, &by(now()))
        .await
        .unwrap();
    assert_eq!(
        (left(&world, "thali").await, left(&world, "water").await),
        (5, 9)
    );
    assert_eq!(world.recounted(&party.id).await.order_count, 1);
}

//! Counted items through the path that orders take: sold to the last piece and never beyond.

use aws_sdk_dynamodb::types::AttributeValue;
use salver::api::Problem;
use salver::api::problem::Code;
use salver::domain::DomainError;
use salver::domain::check::Mode;
use salver::domain::id::ItemId;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::stock::{Pause, Stock, Supply};
use salver::domain::text::{PauseWord, Reason};
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::Refusal;
use salver::service::order::{move_line, move_order};
use salver::service::place_order::place_order;
use salver::service::stock::{set_ordering, set_supply};
use salver::store::{Item, keys};
use salver_demo::fixtures::{branch, later, line, now, stock};

use crate::wire::{operations, rounds};
use crate::world::{World, by, hungry, together};

const PHONES: u32 = 50;
const PIECES: u32 = 10;

fn tikka() -> ItemId {
    "tikka".parse().unwrap()
}

async fn count(world: &World, pieces: u32) {
    let change = (&tikka(), Some(Supply::Left(pieces)), None);
    set_supply(&world.store, &branch(), change, &by(now()))
        .await
        .unwrap();
}

async fn left(world: &World) -> u32 {
    let stock = world.store.stock(&branch()).await.unwrap().unwrap();
    stock.left[&tikka()]
}

/// Fifty phones of ten parties send an order of one piece each at the same moment.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_phones_get_ten_pieces() {
    let world = World::new().await;
    let mut requests = Vec::new();
    for table in 1..=10 {
        let party = world.party(table, Mode::Individual, PHONES / 10).await;
        world.unlimited(&party.id).await;
        for phone in 1..=PHONES as usize / 10 {
            let cart = party
                .put(&world.store, phone, &line("a", "tikka", 1, &[]))
                .await;
            requests.push(party.order(phone, "key-0001", &cart));
        }
    }
    count(&world, PIECES).await;
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
                assert_eq!(
                    (which.item_id, which.name.as_str()),
                    (tikka(), "Paneer Tikka")
                );
                refused += 1;
            }
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!((sold, refused), (PIECES, PHONES - PIECES));
    let after = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!((after.left[&tikka()], after.taken), (0, u64::from(PIECES)));
    assert_eq!(
        after.version, 2,
        "the count alone sends nobody back to read"
    );
}

#[tokio::test]
async fn who_wants_more_than_is_left_hears_how_many_there_are() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "tikka", 4, &[]))
        .await;
    count(&world, 3).await;
    let refused = place_order(&world.store, &party.order(1, "key-0001", &cart)).await;
    let problem = Problem::from(refused.unwrap_err());
    assert_eq!((problem.code, problem.status), (Code::ItemSoldOut, 409));
    let body = problem.body("r");
    assert_eq!(
        (&body["left"], &body["item_id"]),
        (&3.into(), &"tikka".into())
    );
    assert_eq!(left(&world).await, 3);
}

/// A counted item costs an order no call and no round trip more.
#[tokio::test]
async fn a_counted_order_makes_the_calls_of_any_other() {
    let world = World::new().await;
    let party = hungry(&world, 1).await;
    let cart = party.cart(&world.store, 1).await;
    count(&world, 3).await;
    world.known().await;
    world.wire.take();
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    let trips = world.wire.take();
    let warm = ["BatchGetItem", "UpdateItem", "TransactWriteItems"];
    assert_eq!((operations(&trips), rounds(&trips)), (warm.to_vec(), 2));
    assert_eq!(left(&world).await, 2);
    // The same intent again takes nothing again.
    let again = place_order(&world.store, &party.order(1, "key-0001", &cart)).await;
    assert!(again.unwrap().replayed);
    assert_eq!(left(&world).await, 2);
}

#[tokio::test]
async fn what_nobody_has_made_goes_back_to_the_count() {
    let world = World::new().await;
    count(&world, 9).await;
    let reason = Reason::parse(Some("no")).unwrap();
    let mut orders = Vec::new();
    for table in 1..=3 {
        let party = world.party(table, Mode::Family, 1).await;
        let cart = party
            .put(&world.store, 1, &line("a", "tikka", 3, &[]))
            .await;
        place_order(&world.store, &party.order(1, "key-0001", &cart))
            .await
            .unwrap();
        orders.push(world.store.orders_of(&party.id).await.unwrap().remove(0).id);
    }
    assert_eq!(left(&world).await, 0);
    let move_to = async |order, to| {
        let command = MoveOrder {
            to,
            reason: reason.clone(),
            version: None,
            at: now(),
        };
        move_order(&world.store, order, &command, &by(now()))
            .await
            .unwrap();
    };
    move_to(&orders[0], OrderStatus::Rejected).await;
    assert_eq!(left(&world).await, 3);
    move_to(&orders[1], OrderStatus::Accepted).await;
    let line = MoveLine {
        line: "a".parse().unwrap(),
        to: LineStatus::Cancelled,
        quantity: Some(2),
        reason: reason.clone(),
        version: None,
        at: now(),
    };
    move_line(&world.store, &orders[1], &line, &by(now()))
        .await
        .unwrap();
    assert_eq!(left(&world).await, 5);
    move_to(&orders[2], OrderStatus::Accepted).await;
    move_to(&orders[2], OrderStatus::Preparing).await;
    move_to(&orders[2], OrderStatus::Cancelled).await;
    assert_eq!(left(&world).await, 5, "what was in the pan is gone");
    // Nobody counts any longer: there is nothing to give it back to.
    let plenty = (&tikka(), Some(Supply::Plenty), None);
    set_supply(&world.store, &branch(), plenty, &by(now()))
        .await
        .unwrap();
    move_to(&orders[1], OrderStatus::Cancelled).await;
    let after = world.store.stock(&branch()).await.unwrap().unwrap();
    assert!(after.left.is_empty() && after.has(&tikka()));
}

/// Staff count anew while orders count down: neither loses the other.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_count_that_is_said_meanwhile_is_what_orders_go_on_from() {
    let world = World::new().await;
    count(&world, 20).await;
    let mut requests = Vec::new();
    for table in 1..=8 {
        let party = hungry(&world, table).await;
        let cart = party.cart(&world.store, 1).await;
        requests.push(party.order(1, "key-0001", &cart));
    }
    let store = world.store.clone();
    let dosa: ItemId = "dosa".parse().unwrap();
    let staff = tokio::spawn(async move {
        for _ in 0..3 {
            for supply in [Supply::SoldOut(None), Supply::Plenty] {
                set_supply(&store, &branch(), (&dosa, Some(supply), None), &by(now()))
                    .await
                    .unwrap();
            }
        }
    });
    let ends = together(requests.into_iter().map(|request| {
        let store = world.store.clone();
        async move { place_order(&store, &request).await }
    }))
    .await;
    staff.await.unwrap();
    assert!(ends.iter().all(Result::is_ok));
    assert_eq!(left(&world).await, 12);
}

#[tokio::test]
async fn what_staff_say_is_on_record_and_said_twice_is_done_once() {
    let world = World::new().await;
    let unknown = (&"nothing".parse().unwrap(), Some(Supply::Plenty), None);
    let refused = set_supply(&world.store, &branch(), unknown, &by(now())).await;
    assert!(matches!(refused, Err(Refusal::NotFound("item"))));
    for _ in 0..2 {
        count(&world, 3).await;
        let word = PauseWord::parse(Some("Back at eight")).unwrap();
        let pause = Pause::parse(word, Some(later(600)), now()).unwrap();
        set_ordering(&world.store, &branch(), Some(&pause), &by(now()))
            .await
            .unwrap();
    }
    let record = world.record().await;
    let said: Vec<_> = record
        .iter()
        .map(|entry| serde_json::to_value(entry).unwrap())
        .collect();
    assert_eq!(said.len(), 2, "{said:?}");
    let stored: Stock = world.store.stock(&branch()).await.unwrap().unwrap();
    assert_eq!(stored.version, stock().version + 2);
    // The pause is over by itself, and what nobody may order is still in the cart.
    let party = hungry(&world, 1).await;
    let cart = party.cart(&world.store, 1).await;
    let paused = place_order(&world.store, &party.order(1, "key-0001", &cart)).await;
    let problem = Problem::from(paused.unwrap_err());
    assert_eq!(problem.code, Code::OrderingPaused);
    let body = problem.body("r");
    let until = later(600).to_string();
    assert_eq!(
        (&body["word"], &body["until"]),
        (&"Back at eight".into(), &until.into())
    );
    let mut request = party.order(1, "key-0002", &cart);
    request.by.at = later(600);
    place_order(&world.store, &request).await.unwrap();
}

/// An older release, which a roll-back brings back, does not know all that is stored.
#[tokio::test]
async fn what_another_release_has_stored_stays() {
    let world = World::new().await;
    let key = keys::stock(&branch()).attributes();
    let is_it = |item: &Item| {
        key.iter()
            .all(|(name, value)| item.get(name) == Some(value))
    };
    let stored = async || {
        let items = world.items().await.into_iter();
        items.filter(is_it).collect::<Vec<_>>().pop().unwrap()
    };
    let theirs = AttributeValue::S("of a release to come".to_owned());
    let mut item = stored().await;
    item.insert("to_come".to_owned(), theirs.clone());
    world.put(item).await;
    count(&world, 3).await;
    let pause = Pause::default();
    set_ordering(&world.store, &branch(), Some(&pause), &by(now()))
        .await
        .unwrap();
    set_ordering(&world.store, &branch(), None, &by(now()))
        .await
        .unwrap();
    let item = stored().await;
    assert_eq!(item.get("to_come"), Some(&theirs));
    assert!(!item.contains_key("pause"));
    assert_eq!(left(&world).await, 3);
}

//! Who brought an order on stands in the order itself, by the one write that does it.

use salver::domain::DomainError;
use salver::domain::audit::{Actor, Deed};
use salver::domain::id::OrderId;
use salver::domain::order::Order;
use salver::domain::progress::MoveOrder;
use salver::domain::step::MAX_STEPS;
use salver::domain::transitions::OrderStatus;
use salver::service::order::{move_order, record};
use salver::service::place_order::place_order;
use salver::service::{By, Refusal};
use salver::store::StoreError;
use salver_demo::fixtures::now;

use crate::wire::{Fault, operations};
use crate::world::{World, by, hungry};

async fn placed(world: &World) -> OrderId {
    let party = hungry(world, 1).await;
    let cart = party.cart(&world.store, 1).await;
    let order = party.order(1, "key-0001", &cart);
    place_order(&world.store, &order).await.unwrap();
    world.store.orders_of(&party.id).await.unwrap().remove(0).id
}

fn to(status: OrderStatus) -> MoveOrder {
    MoveOrder {
        to: status,
        reason: None,
        version: None,
        at: now(),
    }
}

async fn moved(world: &World, id: &OrderId, status: OrderStatus) -> Result<Order, Refusal> {
    move_order(&world.store, id, &to(status), &by(now())).await
}

#[tokio::test]
async fn a_step_is_one_write_and_its_own_record() {
    let world = World::new().await;
    let id = placed(&world).await;
    let deeds = world.deeds().await;
    // Whether a printer tells of it is looked up once a minute.
    let accepted = moved(&world, &id, OrderStatus::Accepted).await.unwrap();
    assert_eq!(world.store.order(&id).await.unwrap(), Some(accepted));
    world.wire.take();
    let started = moved(&world, &id, OrderStatus::Preparing).await.unwrap();
    assert_eq!(operations(&world.wire.take()), ["GetItem", "PutItem"]);
    assert_eq!(world.deeds().await, deeds, "it has no entry of its own");
    let By { who, origin, .. } = by(now());
    let entries = record(&started);
    let said: Vec<_> = entries
        .iter()
        .map(|entry| (entry.details["from"].as_str(), entry.details["to"].as_str()))
        .collect();
    assert_eq!(said, [("placed", "accepted"), ("accepted", "preparing")]);
    for entry in &entries {
        assert_eq!((entry.what, &entry.who), (Deed::OrderMoved, &who));
        assert_eq!((entry.at, &entry.source), (now(), &origin.network()));
        assert_eq!(entry.request_id, origin.request_id);
        assert_eq!(entry.entity.as_deref(), Some(id.as_str()));
    }
    assert_ne!(entries[0].id, entries[1].id);
    assert_eq!(record(&started), entries, "their IDs stay");
    // A retry of the placing shows nothing of what became of it.
    assert_eq!(started.as_placed().unwrap().steps, []);
}

#[tokio::test]
async fn a_step_whose_answer_is_lost_is_made_once() {
    let world = World::new().await;
    let id = placed(&world).await;
    world.wire.fail("PutItem", Fault::Lost, 1);
    let accepted = moved(&world, &id, OrderStatus::Accepted).await.unwrap();
    assert_eq!(world.wire.faults_left(), 0);
    assert_eq!((accepted.version, accepted.steps.len()), (2, 1));
    assert_eq!(world.store.order(&id).await.unwrap(), Some(accepted));
    world.wire.fail("PutItem", Fault::Conflict, 3);
    let started = moved(&world, &id, OrderStatus::Preparing).await.unwrap();
    assert_eq!((world.wire.faults_left(), started.steps.len()), (0, 2));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_at_once_one_makes_the_step_and_it_says_which() {
    let world = World::new().await;
    let id = placed(&world).await;
    let cooks = ["cook-one", "cook-two"].map(|cook| {
        let (store, id) = (world.store.clone(), id.clone());
        let who = Actor::Staff {
            id: cook.parse().unwrap(),
            role: None,
        };
        tokio::spawn(async move {
            let by = by(now()).or_rather(who);
            move_order(&store, &id, &to(OrderStatus::Accepted), &by).await
        })
    });
    let [one, two] = cooks;
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    let stands = world.store.order(&id).await.unwrap().unwrap();
    assert_eq!(stands.steps.len(), 1);
    let (made, refused) = match (one, two) {
        (Ok(made), Err(refused)) | (Err(refused), Ok(made)) => (made, refused),
        both => panic!("{both:?}"),
    };
    assert_eq!(made, stands);
    let Refusal::Domain(DomainError::IllegalTransition { .. }) = refused else {
        panic!("{refused:?}");
    };
}

#[tokio::test]
async fn what_an_order_has_no_room_for_is_an_entry_in_the_same_commit() {
    let world = World::new().await;
    let id = placed(&world).await;
    let mut order = moved(&world, &id, OrderStatus::Accepted).await.unwrap();
    let before = world.record().await.len();
    for n in 1..MAX_STEPS + 4 {
        let next = match n % 2 {
            1 => OrderStatus::Preparing,
            _ => OrderStatus::Ready,
        };
        order = moved(&world, &id, next).await.unwrap();
    }
    assert_eq!(order.steps.len(), MAX_STEPS);
    let entries = world.record().await;
    assert_eq!(entries.len(), before + 4);
    let of_it = entries
        .iter()
        .filter(|entry| entry.what == Deed::OrderMoved);
    let about = of_it.map(|entry| entry.entity.as_deref());
    assert!(about.eq([Some(id.as_str()); 4]));
}

#[tokio::test]
async fn no_step_is_taken_away_or_changed() {
    let world = World::new().await;
    let id = placed(&world).await;
    let accepted = moved(&world, &id, OrderStatus::Accepted).await.unwrap();
    let mut started = accepted.move_to(&to(OrderStatus::Preparing)).unwrap();
    for forged in [None, Some("somebody-else")] {
        match forged {
            None => started.steps.clear(),
            Some(other) => {
                started.steps.clone_from(&accepted.steps);
                started.steps[0].who = Actor::Staff {
                    id: other.parse().unwrap(),
                    role: None,
                };
            }
        }
        let saved = world.store.save_order(&accepted, &started, None).await;
        assert!(matches!(saved, Err(StoreError::Sdk(_))), "{saved:?}");
    }
    assert_eq!(world.store.order(&id).await.unwrap(), Some(accepted));
}

//! Orders move on, and their numbers are drawn once.

use salver::domain::DomainError;
use salver::domain::check::{Check, Mode};
use salver::domain::order::Order;
use salver::domain::progress::{MoveLine, MoveOrder};
use salver::domain::text::Reason;
use salver::domain::transitions::{LineStatus, OrderStatus};
use salver::service::place_order::place_order;
use salver::store::Saving;
use salver_demo::fixtures::{branch, inr, line, now};

use crate::world::{Party, World, deed, together};

fn why() -> Option<Reason> {
    Reason::parse(Some("no more rice")).unwrap()
}

fn moved(order: &Order, to: OrderStatus) -> Order {
    order
        .move_to(&MoveOrder {
            to,
            reason: why(),
            version: None,
            at: now(),
        })
        .unwrap()
}

fn voided(order: &Order, pieces: u32) -> Order {
    let line = order.lines[0].id.clone();
    let to = LineStatus::Cancelled;
    order
        .move_line(&MoveLine {
            line,
            to,
            quantity: Some(pieces),
            reason: why(),
            version: None,
            at: now(),
        })
        .unwrap()
}

/// Something that can be done with an order, another thing at each turn.
pub fn some_move(order: &Order, turn: usize) -> Option<Order> {
    let all = [
        OrderStatus::Accepted,
        OrderStatus::Preparing,
        OrderStatus::Ready,
        OrderStatus::Served,
        OrderStatus::Cancelled,
    ];
    if turn.is_multiple_of(3)
        && let Some(line) = order.lines.iter().find(|l| l.quantity > 1)
    {
        let command = MoveLine {
            line: line.id.clone(),
            to: LineStatus::Cancelled,
            quantity: Some(1),
            reason: why(),
            version: None,
            at: now(),
        };
        return order.move_line(&command).ok();
    }
    let moves = all.iter().map(|to| {
        order.move_to(&MoveOrder {
            to: *to,
            reason: why(),
            version: None,
            at: now(),
        })
    });
    moves.filter_map(Result::ok).nth(turn % 2)
}

/// A party with one order of three dosas.
async fn ordered(world: &World) -> (Party, Order) {
    let party = world.party(1, Mode::Family, 1).await;
    let cart = party
        .put(&world.store, 1, &line("a", "dosa", 3, &["regular"]))
        .await;
    place_order(&world.store, &party.order(1, "key-0001", &cart))
        .await
        .unwrap();
    let order = world.store.orders_of(&party.id).await.unwrap().remove(0);
    (party, order)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_moves_from_the_same_version_one_counts() {
    let world = World::new().await;
    let (party, placed) = ordered(&world).await;
    for left in [2_i64, 1] {
        let before = world.store.order(&placed.id).await.unwrap().unwrap();
        let after = voided(&before, 1);
        let saves = (0..10).map(|_| {
            let (store, before, after) = (world.store.clone(), before.clone(), after.clone());
            async move { store.save_order(&before, &after, &deed()).await.unwrap() }
        });
        let said = together(saves).await;
        assert_eq!(said.into_iter().filter(|s| *s == Saving::Saved).count(), 1);
        let check = world.recounted(&party.id).await;
        assert_eq!(
            check.total,
            inr(left * 12_000),
            "the check was changed once"
        );
    }
}

#[tokio::test]
async fn the_check_moves_only_with_money() {
    let world = World::new().await;
    let (party, placed) = ordered(&world).await;
    let before = world.check(&party.id).await;
    let accepted = moved(&placed, OrderStatus::Accepted);
    assert_eq!(
        world
            .store
            .save_order(&placed, &accepted, &deed())
            .await
            .unwrap(),
        Saving::Saved
    );
    assert_eq!(world.check(&party.id).await, before);
    let cancelled = moved(&accepted, OrderStatus::Cancelled);
    assert_eq!(
        world
            .store
            .save_order(&accepted, &cancelled, &deed())
            .await
            .unwrap(),
        Saving::Saved
    );
    let after = world.recounted(&party.id).await;
    assert_eq!((after.total, after.version), (inr(0), before.version + 1));
}

#[tokio::test]
async fn an_order_leaves_the_index_with_its_last_step() {
    let world = World::new().await;
    let (_, mut order) = ordered(&world).await;
    let listed = async |expected: bool, order: &Order| {
        let open = world.store.open_orders(&branch()).await.unwrap().orders;
        assert_eq!(open.contains(order), expected, "{:?}", order.status);
        assert_eq!(open.len(), usize::from(expected));
    };
    listed(true, &order).await;
    for (to, open) in [
        (OrderStatus::Accepted, true),
        (OrderStatus::Preparing, true),
        (OrderStatus::Ready, true),
        (OrderStatus::Served, false),
        (OrderStatus::Ready, true),
        (OrderStatus::Served, false),
        (OrderStatus::Completed, false),
    ] {
        let next = moved(&order, to);
        assert_eq!(
            world
                .store
                .save_order(&order, &next, &deed())
                .await
                .unwrap(),
            Saving::Saved
        );
        listed(open, &next).await;
        assert_eq!(
            world.store.order(&order.id).await.unwrap(),
            Some(next.clone())
        );
        order = next;
    }
}

#[tokio::test]
async fn open_orders_come_oldest_first() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let mut ids = Vec::new();
    for (key, seconds) in [("key-0001", 30), ("key-0002", 0), ("key-0003", 90)] {
        let cart = party
            .put(&world.store, 1, &line(key, "water", 1, &[]))
            .await;
        let mut request = party.order(1, key, &cart);
        request.by.at = salver_demo::fixtures::later(seconds);
        let taken = place_order(&world.store, &request).await.unwrap();
        ids.push((seconds, taken.location));
    }
    ids.sort();
    let open = world.store.open_orders(&branch()).await.unwrap().orders;
    let seen: Vec<_> = open
        .iter()
        .map(|o| format!("/api/v1/orders/{}", o.id))
        .collect();
    assert_eq!(seen, ids.into_iter().map(|(_, id)| id).collect::<Vec<_>>());
    let own = world.store.orders_of(&party.id).await.unwrap();
    assert_eq!(own, open, "a party's own orders come in the same order");
}

#[tokio::test]
async fn the_commit_changes_what_is_owed_as_the_domain_does() {
    let world = World::new().await;
    let (party, placed) = ordered(&world).await;
    let open = world.check(&party.id).await;
    let closed = open.close(now()).unwrap();
    let billed = Check {
        paid_at: Some(now()),
        ..open.clone()
    };
    for state in [open, closed, billed] {
        let there = Check {
            version: world.check(&party.id).await.version + 1,
            ..state
        };
        assert!(world.store.save_check(&there, &deed()).await.unwrap());
        let before = world.store.order(&placed.id).await.unwrap().unwrap();
        let after = voided(&before, 1);
        let owed = inr(after.total.minor - before.total.minor);
        let said = world.store.save_order(&before, &after, &deed()).await;
        match (said.unwrap(), there.adjust(owed)) {
            (Saving::Saved, Ok(expected)) => assert_eq!(world.check(&party.id).await, expected),
            (Saving::Billed, Err(DomainError::CheckBilled)) => {
                assert_eq!(world.check(&party.id).await, there);
            }
            (said, expected) => panic!("{said:?}, but {expected:?}"),
        }
    }
}

//! Deliveries with their riders, and a table served beside its guests.

use salver::domain::DomainError;
use salver::domain::check::Mode;
use salver::domain::counter::MoveCheck;
use salver::domain::taking::Action;
use salver::domain::transitions::CheckStatus;
use salver::service::Refusal;
use salver::service::check::{self, Scope};
use salver::service::place_order::place_order;
use salver::service::take_order::{put_line, remove_line, take};
use salver_demo::fixtures::{branch, line, now, waiter};

use super::{asha, body, delivery, opened, request, signed_in};
use crate::world::World;

#[tokio::test]
async fn a_delivery_goes_its_way_and_its_rider_sees_no_other() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", delivery()).await;
    let other = opened(&world, "key-0002", delivery()).await;
    let (store, by) = (&world.store, asha());
    let water = [line("a", "water", 1, &[])];
    let kot = request(&claims, &id, "key-0003", (Action::Kot, &water));
    take(store, &kot).await.unwrap();
    let to = |status| MoveCheck {
        to: Some(status),
        rider_id: None,
        version: None,
    };
    let own = Scope::Own(waiter().id);
    let refused = check::move_along(store, &id, &to(CheckStatus::Preparing), &own, &by).await;
    assert!(
        matches!(refused, Err(Refusal::NotFound("check"))),
        "{refused:?}"
    );
    let assign = MoveCheck {
        rider_id: Some(waiter().id),
        ..to(CheckStatus::Preparing)
    };
    check::move_along(store, &id, &assign, &Scope::All, &by)
        .await
        .unwrap();
    let nobody = MoveCheck {
        rider_id: Some("nobody".parse().unwrap()),
        to: None,
        version: None,
    };
    let refused = check::move_along(store, &other, &nobody, &Scope::All, &by).await;
    assert!(matches!(
        refused,
        Err(Refusal::Domain(DomainError::Invalid {
            field: "rider_id",
            ..
        }))
    ));
    let refused = check::move_along(store, &id, &assign, &own, &by).await;
    assert!(matches!(refused, Err(Refusal::Auth(_))), "{refused:?}");
    let seen = check::list(store, (&branch(), None), &own, now())
        .await
        .unwrap();
    assert_eq!(
        seen.iter().map(|check| &check.id).collect::<Vec<_>>(),
        [&id]
    );
    put_line(store, &id, &line("b", "water", 1, &[]), &by)
        .await
        .unwrap();
    let refused = check::move_along(store, &id, &to(CheckStatus::OutForDelivery), &own, &by).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::LinesUnsent))),
        "{refused:?}"
    );
    remove_line(store, &id, &"b".parse().unwrap(), &by)
        .await
        .unwrap();
    for status in [CheckStatus::OutForDelivery, CheckStatus::Delivered] {
        check::move_along(store, &id, &to(status), &own, &by)
            .await
            .unwrap();
        let late = put_line(store, &id, &line("c", "water", 1, &[]), &by).await;
        assert!(
            matches!(
                late,
                Err(Refusal::Domain(DomainError::IllegalTransition { .. }))
            ),
            "{late:?}"
        );
    }
    let read = check::read(store, &other, &own, now()).await;
    assert!(matches!(read, Err(Refusal::NotFound("check"))));
}

/// The lines that a party's guests have do not disturb what staff keep, and the other way round.
#[tokio::test]
async fn a_table_is_served_without_its_pin_beside_its_guests() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let party = world.party(2, Mode::Individual, 2).await;
    party
        .put(&world.store, 1, &line("a", "tikka", 1, &[]))
        .await;
    let kot = request(
        &claims,
        &party.id,
        "key-0001",
        (Action::Kot, &[line("a", "water", 1, &[])]),
    );
    let taken = take(&world.store, &kot).await.unwrap();
    let order = body(&taken)["order"].clone();
    assert_eq!(
        (&order["status"], &order["table"]),
        (&"ready".into(), &"T2".into())
    );
    assert_eq!(order["placed_by"]["guest_id"], "staff");
    let cart = party.cart(&world.store, 1).await;
    assert_eq!(cart.lines.len(), 1);
    place_order(&world.store, &party.order(1, "key-0002", &cart))
        .await
        .unwrap();
    let check = world.recounted(&party.id).await;
    assert_eq!(
        (check.order_count, check.order_window.unwrap().orders),
        (2, 1)
    );
    let stored = world.store.orders_of(&party.id).await.unwrap();
    let taken_by: Vec<_> = stored.iter().map(|order| order.taken_by.clone()).collect();
    assert!(taken_by.contains(&Some(waiter().id)) && taken_by.contains(&None));
}

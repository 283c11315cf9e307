//! What is saved, held back and refused.

use salver::domain::DomainError;
use salver::domain::taking::Action;
use salver::service::Refusal;
use salver::service::check;
use salver::service::take_order::{put_line, remove_line, take};
use salver_demo::fixtures::{branch, line, now};

use super::{asha, opened, pickup, request, signed_in};
use crate::world::{World, deed};

#[tokio::test]
async fn whoever_is_signed_out_takes_nothing_and_draws_no_number() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    world.known().await;
    world
        .store
        .end_sign_in(&claims.family, &deed())
        .await
        .unwrap();
    let water = [line("a", "water", 1, &[])];
    for action in [Action::Kot, Action::Save] {
        let request = request(&claims, &id, "key-0002", (action, &water));
        let refused = take(&world.store, &request).await.unwrap_err();
        assert!(matches!(refused, Refusal::Auth(_)), "{refused:?}");
    }
    assert_eq!(world.recounted(&id).await.order_count, 0);
    let day = world.known().await.profile.business_day(now());
    let next = world.store.draw_number(&branch(), day).await.unwrap();
    assert_eq!(next.number, 1);
}

#[tokio::test]
async fn saved_lines_are_edited_and_held_back() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let id = opened(&world, "key-0001", pickup()).await;
    let (store, by) = (&world.store, asha());
    let put = put_line(store, &id, &line("a", "water", 2, &[]), &by)
        .await
        .unwrap();
    let same = put_line(store, &id, &line("a", "water", 2, &[]), &by)
        .await
        .unwrap();
    assert_eq!(put, same, "the same put twice is one line");
    put_line(store, &id, &line("b", "water", 1, &[]), &by)
        .await
        .unwrap();
    let left = remove_line(store, &id, &"a".parse().unwrap(), &by)
        .await
        .unwrap();
    assert_eq!(left.lines.len(), 1);
    let held = check::hold(store, &id, (true, None), &by).await.unwrap();
    let kot = request(&claims, &id, "key-0002", (Action::Kot, &[]));
    let refused = take(store, &kot).await;
    assert!(
        matches!(refused, Err(Refusal::Domain(DomainError::CheckOnHold))),
        "{refused:?}"
    );
    put_line(store, &id, &line("c", "water", 1, &[]), &by)
        .await
        .unwrap();
    // What was kept meanwhile moved it.
    let stale = check::hold(store, &id, (false, Some(held.version)), &by).await;
    assert!(matches!(
        stale,
        Err(Refusal::Domain(DomainError::VersionConflict { .. }))
    ));
    check::hold(store, &id, (false, None), &by).await.unwrap();
    take(store, &kot).await.unwrap();
    assert_eq!(world.recounted(&id).await.line_count, 2);
    let gone = put_line(store, &id, &line("b", "water", 5, &[]), &by).await;
    assert!(matches!(gone, Err(Refusal::CartChanged(..))), "{gone:?}");
}

//! Money comes for what is owed, once.

use salver::domain::DomainError;
use salver::service::Refusal;
use salver::service::dues;
use salver_demo::fixtures::{branch, inr};

use super::{BILL, owed, recounted, settling};
use crate::taking::signed_in;
use crate::world::{World, together};

/// Fifty cashiers, each with a key of their own, settle the same due.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_due_that_fifty_settle_at_once_is_settled_once() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (_, _, account) = owed(&world, &claims, 0).await;
    // The whole; then, of a new due, a part that was decided on one version.
    for (round, minor, version, left) in [(0, BILL, None, 0), (1, 12_000, Some(3), BILL - 12_000)] {
        if round > 0 {
            owed(&world, &claims, round).await;
        }
        let answers = together((0..50).map(|n| {
            let store = world.store.clone();
            let key = format!("key-{round}s{n:04}");
            let request = settling(&claims, &account, &key, (minor, version));
            async move { dues::settle(&store, &request).await }
        }))
        .await;
        let stand = answers.iter().filter(|answer| answer.is_ok()).count();
        assert_eq!(stand, 1);
        for refused in answers.into_iter().filter_map(Result::err) {
            let late = match version {
                None => matches!(refused, Refusal::Domain(DomainError::NothingOwed)),
                Some(_) => {
                    matches!(
                        refused,
                        Refusal::Domain(DomainError::VersionConflict { .. })
                    )
                }
            };
            assert!(late, "{refused}");
        }
        assert_eq!(recounted(&world, &account).await.balance, inr(left));
    }
    let deeds = world.deeds().await;
    let settled = deeds.iter().filter(|deed| *deed == "dues_settled");
    assert_eq!(settled.count(), 2);
}

/// A settlement that is sent again is answered as it was, also once nothing is owed any more.
#[tokio::test]
async fn a_settlement_is_replayed() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let (_, _, account) = owed(&world, &claims, 0).await;
    let request = settling(&claims, &account, "key-0009", (BILL, Some(1)));
    let first = dues::settle(&world.store, &request).await.unwrap();
    let again = dues::settle(&world.store, &request).await.unwrap();
    assert_eq!((&again.body, again.replayed), (&first.body, true));
    let other = settling(&claims, &account, "key-0009", (1, None));
    let other = dues::settle(&world.store, &other).await;
    assert!(matches!(other, Err(Refusal::KeyReused)), "{other:?}");
    let page = dues::list(&world.store, &branch(), None, None)
        .await
        .unwrap();
    assert_eq!(page.accounts, []);
}

//! Those who owe are found.

use salver::domain::dues::account::DuesAccount;
use salver::domain::id::DuesId;
use salver::service::By;
use salver::service::dues;
use salver::service::settle::{SettleRequest, settle};
use salver_demo::fixtures::{branch, later};

use super::{BILL, meera, on_account, settling};
use crate::bills::{billed, deal, ordered};
use crate::taking::{asha, body, signed_in};
use crate::world::World;

/// The list goes page by page, the longest owing first, and looks for name and number.
#[tokio::test]
async fn those_who_owe_are_found() {
    let world = World::new().await;
    let claims = signed_in(&world).await;
    let mut ids = Vec::new();
    for n in 0..3 {
        let check = ordered(&world, &claims, n).await;
        let bill = billed(&world, &claims, &check, &format!("key-b{n:04}"))
            .await
            .remove(0);
        let last = u32::try_from(n).unwrap();
        let paying = deal(
            &claims,
            &check,
            &format!("key-p{n:04}"),
            on_account(&bill, BILL, meera(last)),
        );
        let paying = SettleRequest {
            by: By {
                at: later(60 + i64::from(last)),
                ..asha()
            },
            ..paying
        };
        let told = body(&settle(&world.store, &paying).await.unwrap());
        ids.push(
            told["payment"]["account_id"]
                .as_str()
                .unwrap()
                .parse::<DuesId>()
                .unwrap(),
        );
    }
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let page = world
            .store
            .open_dues(&branch(), after, (2, |_: &DuesAccount| true))
            .await
            .unwrap();
        found.extend(page.accounts.into_iter().map(|account| account.id));
        match page.next {
            Some(mark) => {
                let id = mark.account(&branch()).unwrap();
                after = Some((mark, id));
            }
            None => break,
        }
    }
    assert_eq!(found, ids);
    for (sought, count) in [
        ("meera", 3),
        ("0002", 1),
        ("asha", 0),
        ("984501", 3),
        (" ", 3),
    ] {
        let page = dues::list(&world.store, &branch(), Some(sought), None)
            .await
            .unwrap();
        assert_eq!(page.accounts.len(), count, "{sought}");
    }
    // By the whole number also who owes nothing any more.
    let request = settling(&claims, &ids[1], "key-0009", (BILL, None));
    dues::settle(&world.store, &request).await.unwrap();
    let page = dues::list(&world.store, &branch(), Some("meera"), None)
        .await
        .unwrap();
    assert_eq!(page.accounts.len(), 2);
    let page = dues::list(&world.store, &branch(), Some("98450 10001"), None)
        .await
        .unwrap();
    assert_eq!(page.accounts[0].id, ids[1]);
}

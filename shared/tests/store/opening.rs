//! Which branch somebody of a whole brand opens, and which there are.

use salver::auth::AuthError;
use salver::auth::refresh::RefreshToken;
use salver::domain::account::Membership;
use salver::domain::audit::Record;
use salver::domain::role::Role;
use salver::domain::sign_in::SAME_SECONDS;
use salver::service::Refusal;
use salver::service::sign_in::{self, SignedIn};
use salver_demo::fixtures::{branch, membership, waiter};

use crate::sign_ins::{PASSWORD, by, login, numbered, refresh, stands, token, world};
use crate::world::World;

/// A person of the whole brand of `lane`, which has 200 branches.
async fn chain() -> (World, SignedIn) {
    let world = world().await;
    let mut person = world.store.person(&waiter().id).await.unwrap().unwrap();
    let brand = membership().brand_id;
    for number in 0..199 {
        let id = format!("b{number:03}").parse().unwrap();
        world
            .seeder
            .list_branch(&brand, &id, &format!("Branch {number}"))
            .await
            .unwrap();
    }
    person.account.id = "meher".parse().unwrap();
    person.account.login = "meher@lane.example".to_owned();
    person.memberships = vec![Membership {
        account_id: person.account.id.clone(),
        branch_id: None,
        role: Role::Owner,
        ..membership()
    }];
    world.seeder.overwrite_person(&person).await.unwrap();
    let login = login("meher@lane.example", PASSWORD);
    let signed_in = sign_in::begin(&world.store, login, &by(0)).await.unwrap();
    (world, signed_in)
}

#[tokio::test]
async fn somebody_of_a_whole_brand_opens_one_of_its_branches_at_a_time() {
    let (world, signed_in) = chain().await;
    assert_eq!(signed_in.branches.len(), 100);
    assert_eq!(signed_in.branches[0], signed_in.access.branch);
    assert!(signed_in.access.whole_brand);
    let brand = Record::Brand(membership().brand_id);
    assert_eq!(world.record_of(&brand).await.len(), 1);
    assert_eq!(world.record().await, []);

    let shown = token(&signed_in);
    let open = async |id: &str, token: &RefreshToken, seconds| {
        let branch = id.parse().unwrap();
        sign_in::refresh(&world.store, token, Some(&branch), &by(seconds)).await
    };
    // Another brand's branch is not there, and the token is not used up by asking.
    let foreign = open("elsewhere", &shown, 60).await;
    assert!(matches!(foreign, Err(Refusal::NotFound("branch"))));
    let there = open("lane", &shown, 61).await.unwrap();
    assert_eq!(there.branches[0], branch());
    assert!(stands(&world, &there, 62).await);
    // Two pages at two branches share the sign-in.
    let other = open("b198", &shown, 61 + SAME_SECONDS).await.unwrap();
    assert_eq!(other.access.branch.as_str(), "b198");
    assert_eq!(token(&other), token(&there));
    // Without a wish it goes on where it was.
    let on = refresh(&world, &token(&there), 600).await.unwrap();
    assert_eq!(on.access, there.access);
}

#[tokio::test]
async fn all_branches_are_listed_a_page_at_a_time() {
    let (world, signed_in) = chain().await;
    let mut after = None;
    let mut seen = Vec::new();
    for size in [100, 100] {
        let shown = token(&signed_in);
        let page = sign_in::branches(&world.store, &shown, after.as_ref(), &by(1)).await;
        let page = page.unwrap();
        assert_eq!(page.branches.len(), size);
        seen.extend(page.branches);
        after = page.next;
    }
    assert_eq!(after, None);
    let ids: Vec<_> = seen
        .iter()
        .map(|named| named.access.branch.as_str())
        .collect();
    assert!(ids.is_sorted() && ids.contains(&"lane"), "{ids:?}");
    assert_eq!((seen[7].name.as_str(), &seen[7].brand), ("Branch 7", &None));
    // What was good once is no more shown anything.
    let second = refresh(&world, &token(&signed_in), 540).await.unwrap();
    refresh(&world, &token(&second), 1080).await.unwrap();
    let old = numbered(&second.family, 1);
    let refused = sign_in::branches(&world.store, &old, None, &by(1081)).await;
    assert!(matches!(refused, Err(Refusal::Auth(AuthError::Expired))));
}

//! Staff and the chains of their refresh tokens.

use salver::auth::refresh::{REFRESH_SECONDS, RefreshToken, Turn};
use salver::domain::check::Mode;
use salver::domain::claims::Claims;
use salver::service::admit::claims_stand;
use salver::service::session;
use salver::store::RefreshFamily;
use salver_demo::fixtures::{branch, later, now, waiter};

use crate::world::{World, by, deed, together};

fn family() -> RefreshFamily {
    RefreshFamily {
        id: "f1".parse().unwrap(),
        staff_id: waiter().id,
        branch_id: branch(),
        session_version: 1,
        counter: 1,
        rotated_at: now().as_second(),
        revoked: false,
        expires_at: now().as_second() + REFRESH_SECONDS,
        version: 1,
    }
}

fn rotated(family: &RefreshFamily, seconds: i64) -> RefreshFamily {
    RefreshFamily {
        counter: family.counter + 1,
        rotated_at: later(seconds).as_second(),
        version: family.version + 1,
        ..family.clone()
    }
}

#[tokio::test]
async fn people_are_found_by_their_login_however_it_is_typed() {
    let world = World::new().await;
    for login in ["asha@lane.example", " Asha@Lane.EXAMPLE "] {
        assert_eq!(
            world.store.staff_by_login(login).await.unwrap(),
            Some(waiter()),
            "{login}"
        );
    }
    assert_eq!(
        world
            .store
            .staff_by_login("nobody@lane.example")
            .await
            .unwrap(),
        None
    );
    assert_eq!(
        world.store.staff(&branch(), &waiter().id).await.unwrap(),
        Some(waiter())
    );
    assert_eq!(
        world
            .store
            .staff(&branch(), &"nobody".parse().unwrap())
            .await
            .unwrap(),
        None
    );
}

/// Whether the waiter of the sign-in `f1` still stands, some seconds after the start.
async fn stands(world: &World, seconds: i64) -> bool {
    let waiter = waiter();
    let claims = Claims::Staff {
        staff_id: waiter.id,
        branch_id: branch(),
        role: waiter.role,
        family_id: family().id,
        session_version: waiter.session_version,
    };
    claims_stand(&world.store, &claims, later(seconds))
        .await
        .unwrap()
}

#[tokio::test]
async fn threat_21_an_access_token_ends_with_its_sign_in() {
    let world = World::new().await;
    assert!(!stands(&world, 0).await, "no such sign-in");
    assert!(
        world
            .store
            .save_refresh_family(&family(), &deed())
            .await
            .unwrap()
    );
    assert!(stands(&world, 0).await);
    assert!(stands(&world, REFRESH_SECONDS - 1).await);
    assert!(!stands(&world, REFRESH_SECONDS).await);
    let revoked = RefreshFamily {
        revoked: true,
        version: 2,
        ..family()
    };
    assert!(
        world
            .store
            .save_refresh_family(&revoked, &deed())
            .await
            .unwrap()
    );
    assert!(!stands(&world, 0).await);
}

#[tokio::test]
async fn threat_10_a_guest_s_claims_end_with_the_session() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let claims = Claims::Guest {
        check_id: party.id.clone(),
        guest_id: party.guest(1).id.clone(),
    };
    let over = party.guest(1).expires_at - now().as_second();
    let stands = async |at: i64| {
        claims_stand(&world.store, &claims, later(at))
            .await
            .unwrap()
    };
    assert!(stands(over - 1).await);
    assert!(!stands(over).await);
    session::close(&world.store, (&branch(), &party.id), &by(later(1)))
        .await
        .unwrap();
    assert!(!stands(2).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_pages_that_refresh_at_once_one_turns_and_one_repeats() {
    let world = World::new().await;
    let first = family();
    assert!(
        world
            .store
            .save_refresh_family(&first, &deed())
            .await
            .unwrap()
    );
    assert!(
        !world
            .store
            .save_refresh_family(&first, &deed())
            .await
            .unwrap(),
        "a sign-in begins once"
    );
    let mut current = first;
    for round in 1..=20_i64 {
        let turns = (0..2).map(|_| {
            let (store, next) = (world.store.clone(), rotated(&current, round * 600));
            async move { store.save_refresh_family(&next, &deed()).await.unwrap() }
        });
        let said = together(turns).await;
        assert_eq!(
            said.iter().filter(|turned| **turned).count(),
            1,
            "round {round}"
        );
        let stored = world
            .store
            .refresh_family(&current.id)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(stored, rotated(&current, round * 600));
        // The one who was late shows the token before and gets the same successor.
        let shown = RefreshToken {
            family: current.id.clone(),
            counter: current.counter,
        };
        let at = later(round * 600 + 2);
        assert_eq!(
            shown.turn(stored.counter, stored.rotated_at, at),
            Turn::Repeat
        );
        current = stored;
    }
}

#[tokio::test]
async fn threat_21_a_copied_token_ends_the_family_for_good() {
    let world = World::new().await;
    let first = family();
    let second = rotated(&first, 600);
    assert!(
        world
            .store
            .save_refresh_family(&first, &deed())
            .await
            .unwrap()
    );
    assert!(
        world
            .store
            .save_refresh_family(&second, &deed())
            .await
            .unwrap()
    );
    let copied = RefreshToken {
        family: first.id.clone(),
        counter: 1,
    };
    assert_eq!(
        copied.turn(second.counter, second.rotated_at, later(700)),
        Turn::Reuse
    );
    let revoked = RefreshFamily {
        revoked: true,
        version: second.version + 1,
        ..second.clone()
    };
    assert!(
        world
            .store
            .save_refresh_family(&revoked, &deed())
            .await
            .unwrap()
    );
    // The owner's own page had read the family just before.
    assert!(
        !world
            .store
            .save_refresh_family(&rotated(&second, 800), &deed())
            .await
            .unwrap()
    );
    assert_eq!(
        world.store.refresh_family(&first.id).await.unwrap(),
        Some(revoked)
    );
    assert_eq!(
        world
            .store
            .refresh_family(&"f2".parse().unwrap())
            .await
            .unwrap(),
        None
    );
}

//! People sign in, stay signed in by a chain of refresh tokens, and sign out.

use salver::auth::AuthError;
use salver::auth::password;
use salver::auth::refresh::RefreshToken;
use salver::domain::account::{Membership, Person};
use salver::domain::audit::{Actor, Deed, Origin, Record};
use salver::domain::check::Mode;
use salver::domain::claims::Claims;
use salver::domain::role::Role;
use salver::domain::sign_in::{LONGEST_SECONDS, RefreshFamily, UNUSED_SECONDS};
use salver::service::admit::claims_stand;
use salver::service::sign_in::{self, Login, SignedIn};
use salver::service::{By, Refusal, session};
use salver_demo::fixtures::{access, branch, later, membership, now, waiter};

use crate::wire::operations;
use crate::world::{World, together};

pub(crate) const PASSWORD: &str = "open sesame";

pub(crate) fn by(seconds: i64) -> By {
    By {
        who: Actor::Nobody,
        origin: Origin::default(),
        at: later(seconds),
    }
}

pub(crate) fn login(login: &str, password: &str) -> Login {
    Login {
        login: login.to_owned(),
        password: password.to_owned(),
        source: "here".to_owned(),
    }
}

/// A world where the waiter has a password.
pub(crate) async fn world() -> World {
    let world = World::new().await;
    let account = salver::domain::account::Account {
        password_hash: password::hash(PASSWORD).unwrap(),
        ..waiter()
    };
    let memberships = vec![membership()];
    let person = Person {
        account,
        memberships,
    };
    world.seeder.overwrite_person(&person).await.unwrap();
    world
}

async fn sign_in(world: &World, seconds: i64) -> SignedIn {
    let login = login(&waiter().login, PASSWORD);
    sign_in::begin(&world.store, login, &by(seconds))
        .await
        .unwrap()
}

/// The newest token of a sign-in.
pub(crate) fn token(signed_in: &SignedIn) -> RefreshToken {
    numbered(&signed_in.family, signed_in.family.counter)
}

pub(crate) fn numbered(family: &RefreshFamily, counter: u64) -> RefreshToken {
    let family = family.id.clone();
    RefreshToken { family, counter }
}

pub(crate) async fn refresh(
    world: &World,
    token: &RefreshToken,
    seconds: i64,
) -> Result<SignedIn, Refusal> {
    sign_in::refresh(&world.store, token, None, &by(seconds)).await
}

fn is_over(refused: &Result<SignedIn, Refusal>) -> bool {
    matches!(refused, Err(Refusal::Auth(AuthError::Expired)))
}

/// Whether what a sign-in claims still stands.
pub(crate) async fn stands(world: &World, signed_in: &SignedIn, seconds: i64) -> bool {
    let claims = Claims::Staff {
        staff_id: signed_in.account.id.clone(),
        access: signed_in.access.clone(),
        family_id: signed_in.family.id.clone(),
        session_version: signed_in.family.session_version,
    };
    claims_stand(&world.store, &claims, later(seconds))
        .await
        .unwrap()
}

#[tokio::test]
async fn people_are_found_by_their_login_however_it_is_typed() {
    let world = world().await;
    for typed in ["asha@lane.example", " Asha@Lane.EXAMPLE "] {
        let signed_in = sign_in::begin(&world.store, login(typed, PASSWORD), &by(0)).await;
        let signed_in = signed_in.unwrap();
        assert_eq!(signed_in.account.id, waiter().id, "{typed}");
        assert_eq!(
            (&signed_in.access, &*signed_in.branches),
            (&access(), &[branch()][..])
        );
    }
    let colleague = async |id: &str| {
        let id = id.parse().unwrap();
        let found = world.store.colleague(&branch(), &id).await.unwrap();
        found.map(|staff| (staff.name, staff.role))
    };
    assert_eq!(
        colleague("asha").await,
        Some(("Asha".to_owned(), Role::Waiter))
    );
    assert_eq!(colleague("nobody").await, None);
}

#[tokio::test]
async fn threat_21_an_access_token_ends_with_its_sign_in() {
    let world = world().await;
    let signed_in = sign_in(&world, 0).await;
    assert!(stands(&world, &signed_in, UNUSED_SECONDS - 1).await);
    assert!(!stands(&world, &signed_in, UNUSED_SECONDS).await);
    sign_in::end(&world.store, &token(&signed_in), &by(1))
        .await
        .unwrap();
    assert!(!stands(&world, &signed_in, 1).await);
    // Once more is nothing, and no second entry.
    sign_in::end(&world.store, &token(&signed_in), &by(2))
        .await
        .unwrap();
    let record = world.record().await;
    let deeds: Vec<_> = record.iter().map(|entry| entry.what).collect();
    assert_eq!(deeds, [Deed::SignedIn, Deed::SignedOut]);
}

#[tokio::test]
async fn a_sign_in_stands_on_the_membership_that_it_began_with() {
    let world = world().await;
    let signed_in = sign_in(&world, 0).await;
    let mut person = world.store.person(&waiter().id).await.unwrap().unwrap();
    let given = person.memberships[0].clone();
    let cook = Membership {
        role: Role::Cook,
        ..given.clone()
    };
    let ended = Membership {
        ended: true,
        ..given.clone()
    };
    for (memberships, good) in [(cook, false), (ended, false), (given, true)] {
        person.memberships = vec![memberships];
        world.seeder.overwrite_person(&person).await.unwrap();
        assert_eq!(stands(&world, &signed_in, 1).await, good, "{person:?}");
    }
    // Who works nowhere any more is not signed in, whatever they know.
    person.memberships[0].ended = true;
    world.seeder.overwrite_person(&person).await.unwrap();
    let again = sign_in::begin(&world.store, login(&waiter().login, PASSWORD), &by(2)).await;
    assert!(matches!(again, Err(Refusal::SignInWrong)), "{again:?}");
    assert!(is_over(&refresh(&world, &token(&signed_in), 3).await));
}

#[tokio::test]
async fn threat_10_a_guest_s_claims_end_with_the_session() {
    let world = World::new().await;
    let party = world.party(1, Mode::Family, 1).await;
    let claims = Claims::Guest {
        check_id: party.id.clone(),
        guest_id: party.guest(1).id.clone(),
    };
    let over = party.guest(1).token_ends_at() - now().as_second();
    let stands = async |at: i64| {
        claims_stand(&world.store, &claims, later(at))
            .await
            .unwrap()
    };
    assert!(stands(over - 1).await);
    assert!(!stands(over).await);
    session::close(&world.store, (&branch(), &party.id), &by(1))
        .await
        .unwrap();
    assert!(!stands(2).await);
}

#[tokio::test]
async fn threat_21_a_lost_answer_is_made_good_after_five_minutes_without_a_network() {
    let world = world().await;
    let first = token(&sign_in(&world, 0).await);
    let lost = refresh(&world, &first, 540).await.unwrap();
    let back = refresh(&world, &first, 840).await.unwrap();
    assert!(stands(&world, &back, 841).await);
    let on = refresh(&world, &token(&back), 1380).await.unwrap();
    // Only now the token from before is a copy, and so is what the lost answer held.
    assert!(is_over(&refresh(&world, &token(&lost), 1381).await));
    assert!(!stands(&world, &on, 1382).await);
}

#[tokio::test]
async fn threat_21_a_copied_token_ends_the_family_for_good() {
    let world = world().await;
    let first = token(&sign_in(&world, 0).await);
    let second = refresh(&world, &first, 540).await.unwrap();
    let third = refresh(&world, &token(&second), 1080).await.unwrap();
    assert!(is_over(&refresh(&world, &first, 1081).await));
    assert!(is_over(&refresh(&world, &token(&third), 1082).await));
    assert!(!stands(&world, &third, 1083).await);
    assert!(is_over(&refresh(&world, &first, 1084).await));
    let record = world.record().await;
    let reused = record.iter().filter(|e| e.what == Deed::RefreshReused);
    assert_eq!(
        reused.count(),
        1,
        "the end of the family is on record, once"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_pages_that_refresh_at_once_all_get_the_same_successor() {
    let world = world().await;
    let mut current = sign_in(&world, 0).await;
    // In time, and after the answer before was lost and all of them were away for a while.
    for round in 1..=10_i64 {
        let shown = token(&current);
        let at = round * 1200;
        for seconds in [at, at + 1, at + 600] {
            let turns = (0..4).map(|_| {
                let (store, shown) = (world.store.clone(), shown.clone());
                async move {
                    sign_in::refresh(&store, &shown, None, &by(seconds))
                        .await
                        .unwrap()
                }
            });
            let got: Vec<_> = together(turns).await.iter().map(token).collect();
            assert!(got.iter().all(|one| *one == got[0]), "{seconds}: {got:?}");
            let stored = world.store.refresh_family(&shown.family).await;
            assert_eq!(stored.unwrap().unwrap().counter, got[0].counter);
        }
        current = refresh(&world, &shown, at + 601).await.unwrap();
    }
}

#[tokio::test]
async fn threat_21_a_sign_in_ends_after_thirty_days_however_much_it_is_used() {
    let world = world().await;
    let mut current = sign_in(&world, 0).await;
    let day = 24 * 3600;
    for seconds in (day..LONGEST_SECONDS).step_by(usize::try_from(day).unwrap()) {
        current = refresh(&world, &token(&current), seconds).await.unwrap();
    }
    assert!(stands(&world, &current, LONGEST_SECONDS - 1).await);
    assert!(!stands(&world, &current, LONGEST_SECONDS).await);
    assert!(is_over(
        &refresh(&world, &token(&current), LONGEST_SECONDS).await
    ));
}

/// What a try with a wrong password asks of the store, and how many items it leaves there.
async fn traces(world: &World, name: &str, password: &str) -> (Vec<String>, usize, usize) {
    let before = world.items().await;
    world.wire.take();
    let refused = sign_in::begin(&world.store, login(name, password), &by(0)).await;
    assert!(matches!(refused, Err(Refusal::SignInWrong)), "{refused:?}");
    let calls = world.wire.take();
    let calls = operations(&calls).into_iter().map(str::to_owned);
    let after = world.items().await;
    let changed = after.iter().filter(|item| !before.contains(item)).count();
    (calls.collect(), after.len() - before.len(), changed)
}

#[tokio::test]
async fn whether_a_login_exists_shows_in_no_call_and_no_write() {
    let world = world().await;
    let mut disabled = world.store.person(&waiter().id).await.unwrap().unwrap();
    disabled.account.id = "farhan".parse().unwrap();
    disabled.account.login = "farhan@lane.example".to_owned();
    disabled.account.disabled = true;
    disabled.memberships[0].account_id = disabled.account.id.clone();
    world.seeder.overwrite_person(&disabled).await.unwrap();
    let known = traces(&world, &waiter().login, "wrong").await;
    // The source's own window is there by now, so the next ones write one item less anew.
    assert_eq!(known.1, 4, "three windows and an entry");
    let known = traces(&world, "farhan@lane.example", PASSWORD).await;
    let unknown = traces(&world, "nobody@lane.example", PASSWORD).await;
    assert_eq!(known, unknown);
    assert_eq!(known.0, ["BatchGetItem", "Query", "TransactWriteItems"]);
    assert_eq!((known.1, known.2), (3, 4));
    // Who tried is on record with the branch, or with nobody.
    let [branch, nobody] = [Record::from(&branch()), Record::Nobody];
    assert_eq!(world.record_of(&branch).await.len(), 2);
    let stranger = world.record_of(&nobody).await;
    assert_eq!(stranger.len(), 1);
    assert_eq!(stranger[0].entity, None, "not even what was typed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_parallel_guesses_no_more_are_judged_than_there_are_tries() {
    let world = world().await;
    let guesses = (0..20).map(|_| {
        let store = world.store.clone();
        async move { sign_in::begin(&store, login(&waiter().login, "wrong"), &by(0)).await }
    });
    let said = together(guesses).await;
    let wrong = said
        .iter()
        .filter(|r| matches!(r, Err(Refusal::SignInWrong)));
    assert_eq!(wrong.count(), 10);
    let limited = said
        .iter()
        .filter(|r| matches!(r, Err(Refusal::SignInLimited { .. })));
    assert_eq!(limited.count(), 10);
    // Then the right one is not judged either, until the window has ended.
    world.wire.take();
    let right = async |seconds| {
        sign_in::begin(&world.store, login(&waiter().login, PASSWORD), &by(seconds)).await
    };
    let refused = right(899).await;
    let Err(Refusal::SignInLimited { retry_after: 1 }) = refused else {
        panic!("{refused:?}");
    };
    assert_eq!(operations(&world.wire.take()), ["BatchGetItem"]);
    right(900).await.unwrap();
    assert_eq!(
        operations(&world.wire.take()).last(),
        Some(&"TransactWriteItems")
    );
}
